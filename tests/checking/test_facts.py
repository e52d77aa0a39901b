"""What is known of two published methodologies before any data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.checking import infer
from tarazy.dsl.graph import graph_text
from tarazy.dsl.intervals import between
from tarazy.dsl.names import resolve
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.dsl.states import State
from tarazy.dsl.typing import Typed
from tarazy.dsl.typing.show import facts_text
from tests.checking.small_program import checked
from tests.golden import Golden

PUBLISHED = ("hdi", "hvbp")


def published(name: str, repository: Path) -> Typed:
    """One of the methodologies that come with the language."""
    text = (repository / "methodologies" / f"{name}.meth").read_text(encoding="utf-8")
    return infer(resolve([parse(source_of(f"{name}.meth", text)).file]))


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_methodologies_are_without_findings(name: str, repository: Path) -> None:
    """Law: a methodology that answers for everything is told nothing."""
    assert [one.code for one in published(name, repository).findings] == []


@pytest.mark.parametrize("name", PUBLISHED)
def test_facts_of_published_methodologies(name: str, repository: Path, golden: Golden) -> None:
    """Law: axes, unit, interval, states and form of every node change only on purpose."""
    golden(f"{name}.types.txt", facts_text(published(name, repository)))


def test_listing_of_a_graph(golden: Golden) -> None:
    """Law: a listing says of each value its stratum, and what it uses on which line, former periods told apart."""
    text = (
        "indicator i\n  better  higher\n  value   budget.spent\n  points  100 * p\n  where\n"
        "    p: progress(value; from worst(value; over evaluated); to best(value; over evaluated))\n"
        "  all equal  50 points\n\n"
        "quantity change\n  value  i.value - i.value[previous year]\n\n"
        "rank place\n  value  rank(i; over evaluated; highest first; ties share the better place)\n"
    )
    golden("graph.txt", graph_text(checked(text)))


def test_percent_of_a_ratio_and_units_of_results() -> None:
    """Law: a ratio of equal units is a share, of unlike ones a quotient of units; its interval is that of the
    columns.
    """
    typed = checked("quantity q\n  value           budget.spent / budget.planned\n")
    assert facts_text(typed).splitlines()[0] == (
        "q: share; [0, ∞); by bodies × period; always; ratio n/d, |n| ≤ 100000, d ≤ 100000"
    )


def test_a_former_period_may_be_absent_and_adds_to_the_lag() -> None:
    """Law: before the first period there is no former one, whatever the column promises."""
    text = "quantity p\n  value  budget.spent[previous year]\n\nquantity q\n  value  p[2 years ago]\n"
    facts = checked(text).declared["q"]
    assert facts.value.lag == 3
    assert State.ABSENT in facts.value.may


def test_a_statistic_of_the_group_has_no_body() -> None:
    """Law: an aggregate over the bodies has one value a period; whoever uses it stands no lower."""
    text = "quantity m\n  value  mean(budget.planned; over evaluated)\n\nquantity d\n  value  budget.spent / m\n"
    typed = checked(text)
    assert typed.declared["m"].result.axes == {"period"}
    assert typed.declared["d"].result.axes == {"bodies", "period"}
    strata = {vertex.text(): stratum for vertex, stratum in typed.graph.strata.items()}
    assert strata == {"m.value": 1, "m": 1, "d.value": 1, "d": 1}


def test_between_the_extremes_of_its_own_group_a_value_is_between_0_and_1() -> None:
    """Law: a body's own value lies between the worst and the best of the group it is in."""
    text = (
        "indicator i\n  better          higher\n  value           budget.spent\n"
        "  points          progress(value; from worst(value; over evaluated); to best(value; over evaluated))\n"
        "  all equal       0 points\n"
    )
    interval = checked(text).declared["i"].result.interval
    assert interval is not None
    assert interval.text() == "[0, 1]"


def test_what_needs_and_rules_put_in_is_among_what_can_be() -> None:
    """Law: an interval holds every value that a rule of the declaration can give."""
    text = (
        "criterion c\n  mean            budget.reserve, budget.spent\n  needs           2, otherwise 5_000 KZT\n"
        "\nindicator i\n  better          higher\n  value           budget.reserve\n  no data         7_000 KZT\n"
    )
    intervals = [checked(text).declared[code].result.interval for code in ("c", "i")]
    assert intervals == [between(0, 5000), between(0, 7000)]
