"""Each dependency is documented with its reason, and bounded."""

import re
import tomllib
from pathlib import Path

import pytest


@pytest.fixture
def requirements(repository: Path) -> list[str]:
    """Every requirement in pyproject.toml, to run, to build and in the extras, but not the package itself."""
    with (repository / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)
    project = settings["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    named = [*project["dependencies"], *extras, *settings["build-system"]["requires"]]
    return [line for line in named if name_of(line) != project["name"]]


def name_of(requirement: str) -> str:
    """The name of the package that a requirement asks for."""
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return found.group()


def test_each_dependency_has_its_reason_in_the_documentation(repository: Path, requirements: list[str]) -> None:
    """The page of dependencies has one row for each requirement, and no row besides."""
    page = (repository / "docs" / "design" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", page, flags=re.MULTILINE)
    assert sorted(name for name, _ in rows) == sorted(name_of(line) for line in requirements)
    assert [name for name, reason in rows if len(reason.split()) < 3] == []


def test_each_dependency_has_a_lower_bound_and_a_cap(requirements: list[str]) -> None:
    """A requirement says the version it is tested with and stops before the next major version."""
    bounded = re.compile(r"[\w.-]+>=\d[\d.]*,<\d[\d.]*")
    assert [line for line in requirements if not bounded.fullmatch(line)] == []
