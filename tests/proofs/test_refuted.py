"""What is refuted: each kind of property has a counterexample that runs and shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tarazy.workbench.cli import cli
from tests.proofs.refuted import HEAD, REFUTED, Refuted

pytest.importorskip("z3")


def tarazy(*arguments: str) -> Result:
    """A command run in this process."""
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def proved(path: Path, *arguments: str) -> dict[str, Any]:
    """The document of `tarazy prove`."""
    result = tarazy("prove", str(path), "--format", "json", *arguments)
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def outcomes(document: dict[str, Any]) -> set[str]:
    """How the proofs of a document ended."""
    return {one["outcome"] for one in document["verdicts"]}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Where a methodology is written."""
    return tmp_path / "demo.meth"


@pytest.mark.parametrize("case", REFUTED, ids=lambda case: case.name)
def test_a_refutation_names_its_place_and_gives_an_example(case: Refuted, written: Path) -> None:
    """What does not hold is refuted, of the declaration that it does not hold of, with an example."""
    written.write_text(case.text, encoding="utf-8")
    document = proved(written, "--property", case.property)
    refuted = [one for one in document["verdicts"] if one["outcome"] == "refuted"]
    assert [one["code"] for one in refuted] == [case.code]
    assert refuted[0]["line"] > len(HEAD.splitlines())
    assert refuted[0]["example"].startswith("example ")
    assert tarazy("prove", str(written), "--property", case.property).exit_code == 1


@pytest.mark.parametrize("case", REFUTED, ids=lambda case: case.name)
def test_the_example_fails_when_it_is_put_into_the_file(case: Refuted, written: Path) -> None:
    """Put behind the methodology as it is printed, the example is an example that `tarazy test` finds failing."""
    written.write_text(case.text, encoding="utf-8")
    document = proved(written, "--property", case.property)
    example = next(one["example"] for one in document["verdicts"] if one["outcome"] == "refuted")
    written.write_text(f"{case.text}\n{example}", encoding="utf-8")
    tested = json.loads(tarazy("test", str(written), "--format", "json").stdout)
    assert [one["passed"] for one in tested["examples"]] == [False]
    assert {one["code"] for one in tested["findings"] if one["severity"] == "error"} == {"E700"}


def test_the_kinds_are_many() -> None:
    """At least ten kinds of properties are refuted."""
    assert len(REFUTED) >= 10
    assert len({case.property for case in REFUTED}) >= 6


@pytest.mark.parametrize("case", REFUTED[:4], ids=lambda case: case.name)
def test_the_same_is_answered_again(case: Refuted, written: Path) -> None:
    """The same command prints the same, example included."""
    written.write_text(case.text, encoding="utf-8")
    first = tarazy("prove", str(written), "--all").stdout
    assert tarazy("prove", str(written), "--all").stdout == first


def test_two_penalties_that_are_too_much_together(written: Path) -> None:
    """A score that no penalty alone brings below 0 is found below 0 under both, with every datum in its range."""
    written.write_text(REFUTED[0].text, encoding="utf-8")
    text = next(one["example"] for one in proved(written)["verdicts"] if one["outcome"] == "refuted")
    overdue, wrong = (float(line.split()[-1]) for line in text.splitlines() if "overdue" in line or "wrong" in line)
    assert min(8, overdue / 2) + min(8, wrong) > 10
    assert 0 <= overdue <= 100
    assert 0 <= wrong <= 100


def test_equivalent_editions_and_unlike_ones(tmp_path: Path) -> None:
    """An edge written otherwise is no difference; an edge that moved is, and the example shows it."""
    text = REFUTED[0].text
    first, alike, other = (tmp_path / name for name in ("first.meth", "alike.meth", "other.meth"))
    first.write_text(text, encoding="utf-8")
    alike.write_text(text.replace("0.5 * report.overdue", "report.overdue / 2"), encoding="utf-8")
    other.write_text(text.replace("50 %", "60 %"), encoding="utf-8")
    assert outcomes(proved(first, "--against", str(alike))) == {"proved"}
    document = proved(first, "--against", str(other))
    assert outcomes(document) == {"refuted"}
    example = document["verdicts"][0]["example"]
    first.write_text(f"{text}\n{example}", encoding="utf-8")
    other.write_text(f"{other.read_text(encoding='utf-8')}\n{example}", encoding="utf-8")
    assert tarazy("test", str(first)).exit_code == 1
    assert tarazy("test", str(other)).exit_code == 0
