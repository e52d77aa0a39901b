"""P. 17: local executive bodies of regions, cities of republican significance and the capital, as they changed."""

from __future__ import annotations

from pathlib import Path

from tarazy.dsl.assessor_matrix import bodies_in_text
from tests.decree.matrix import resolved


def _local(decree: Path, year: int) -> set[str]:
    found = resolved(decree / "overall_2020.meth")
    bodies = bodies_in_text(found, year)
    assert bodies is not None
    groups = next(iter(found.assessors.values())).parties.groups
    return set(bodies) & groups["local"]


def test_p17_seventeen_in_the_evaluated_years(decree: Path) -> None:
    """14 regions, and the cities of Nur-Sultan, Almaty and Shymkent."""
    assert [len(_local(decree, year)) for year in (2019, 2020, 2021)] == [17, 17, 17]


def test_p17_shymkent_came_in_2018(decree: Path) -> None:
    """A city of republican significance from 19 June 2018."""
    assert "shymkent" not in _local(decree, 2017)
    assert "shymkent" in _local(decree, 2018)


def test_p17_three_regions_came_in_2022(decree: Path) -> None:
    """Abai, Zhetisu and Ulytau."""
    assert _local(decree, 2022) - _local(decree, 2021) == {"abai", "zhetisu", "ulytau"}


def test_p17_names_follow_the_years(decree: Path) -> None:
    """South Kazakhstan became Turkistan; Astana was Nur-Sultan for a time. Codes stay."""
    bodies = resolved(decree / "overall_2020.meth").process.bodies

    def named(body: str, year: int) -> str:
        return bodies.name_of("bodies", body, year)

    assert named("turkistan", 2017) == "Акимат Южно-Казахстанской области"
    assert named("turkistan", 2018) == "Акимат Туркестанской области"
    assert [named("astana", year) for year in (2018, 2019, 2022)] == [
        "Акимат города Астаны",
        "Акимат города Нур-Султана",
        "Акимат города Астаны",
    ]
