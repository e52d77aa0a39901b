"""G2: seven policies for members that are not applicable or not counted, named at each node."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tarazy.dsl.intervals import between
from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import codes, compiled, findings, found, ran, survives_formatting
from tests.constructs.totals import FILES, HEAD

WEIGHTS = "weighted mean\n    first:        50 %\n    second:       30 %\n    third:        20 %"
SUM, MEAN, MAX = (f"{kind}             first, second, third" for kind in ("sum", "mean", "max"))


def total(aggregate: str, policy: str, name: str = "total") -> str:
    """A score over the three indicators."""
    line = f"  not applicable members  {policy}\n" if policy else ""
    return f"\nscore {name}\n  {aggregate}\n{line}"


@pytest.mark.parametrize(
    ("aggregate", "policy", "south", "north"),
    [
        (WEIGHTS, "weights rescaled", "5.25 points", "4.4 points"),
        (SUM, "weights rescaled", "13.3333333333… points", "11 points"),
        (WEIGHTS, "maximum lowered", "4.2 points", "4.4 points"),
        (SUM, "maximum lowered", "10 points", "11 points"),
        (MEAN, "maximum lowered", "3.33333333333… points", "3.66666666666… points"),
        (MEAN, "divided by those taking part", "5 points", "3.66666666666… points"),
        (SUM, "mean of the others", "15 points (imputed)", "11 points"),
        (WEIGHTS, "mean of the others", "5.2 points (imputed)", "4.4 points"),
        (SUM, "most points", "15 points (imputed)", "11 points"),
        (WEIGHTS, "most points", "5.2 points (imputed)", "4.4 points"),
        (MEAN, "most points", "5 points (imputed)", "3.66666666666… points"),
        (SUM, "0 points", "10 points (imputed)", "11 points"),
        (MEAN, "0 points", "3.33333333333… points (imputed)", "3.66666666666… points"),
        (SUM, "not computed", "not computed", "11 points"),
        (SUM, "not applicable", "not applicable", "11 points"),
        (MAX, "left out", "6 points", "6 points"),
    ],
)
def test_G2_each_policy(tmp_path: Path, aggregate: str, policy: str, south: str, north: str) -> None:
    """The south has 6 of 10 and 4 of 5 points, and a third indicator of 5 points does not apply to it.

    Rescaled: 3 and 1.2 over 80 %; 10 of 15 points are 13⅓ of 20. Lowered: 3 + 1.2; 10; 10 / 3. Those taking part:
    10 / 2. The mean of the others is 5, the most points are 5 as well: 10 + 5; 3 + 1.2 + 1; 15 / 3.
    """
    done = ran(tmp_path, total(aggregate, policy), FILES, HEAD)
    assert (done.text("total", "south").splitlines()[0].partition(": ")[2], done.shown("total", "north")) == (
        south,
        north,
    )


def test_G2_each_node_has_its_own(tmp_path: Path) -> None:
    """Two totals over the same members, and a third over the two."""
    text = total(SUM, "weights rescaled", "rescaled") + total(SUM, "0 points", "with_nothing")
    text += total("mean            rescaled, with_nothing", "divided by those taking part", "both")
    done = ran(tmp_path, text, FILES, HEAD)
    assert [done.shown(name, "south") for name in ("rescaled", "with_nothing", "both")] == [
        "13.3333333333… points",
        "10 points",
        "11.6666666666… points",
    ]


def test_G2_not_counted_has_a_line_of_its_own(tmp_path: Path) -> None:
    """What is not counted is another thing than what does not apply, and may lead to something else."""
    head = HEAD.replace("  no data         not applicable\n", "  no data         not counted\n", 1)
    lines = "  not applicable members  weights rescaled\n  not counted members  0 points\n"
    text = f"\nscore total\n  {SUM}\n{lines}"
    files = {
        **FILES,
        "report.csv": "body,year,a,b,c\nnorth,2024,,80,\n",
    }  # the first is not counted, the third does not apply
    done = ran(tmp_path, text, files, head)
    assert done.shown("total", "north") == "5.33333333333… points"
    assert codes(f"\nscore total\n  {SUM}\n  not applicable members  weights rescaled\n", head) == ["S301"]


def test_G2_the_mean_of_other_bodies_is_written(tmp_path: Path) -> None:
    """An act may mean the others that are assessed: then it is a mean over the bodies."""
    text = """
criterion filled "The third indicator, or the mean of the other bodies"
  value                 first present(third; mean(third; over other))
  nothing to count      not applicable

score total
  sum                     first, filled
  not applicable members  maximum lowered
"""
    done = ran(tmp_path, text, FILES, HEAD)
    assert (done.shown("filled", "south"), done.shown("total", "south")) == ("1 point", "7 points")


@pytest.mark.parametrize("aggregate", [SUM, MEAN, MAX, WEIGHTS])
def test_G2_a_total_without_a_policy_is_refused(aggregate: str) -> None:
    """And the message lists what can be chosen, with the effect of each."""
    (finding,) = findings(total(aggregate, ""), HEAD)
    assert finding.code == "S301"
    offered = ("most points", "0 points", "not computed", "not applicable")
    by_kind = {
        SUM: ("weights rescaled", "maximum lowered", "mean of the others"),
        WEIGHTS: ("weights rescaled", "maximum lowered", "mean of the others"),
        MEAN: ("divided by those taking part", "maximum lowered"),
        MAX: ("left out",),
    }
    for policy in (*offered, *by_kind[aggregate]):
        assert f"`{policy}`" in finding.help


@pytest.mark.parametrize(
    ("aggregate", "policy", "variant"),
    [
        (MEAN, "weights rescaled", ""),
        (MAX, "weights rescaled", ""),
        (SUM, "divided by those taking part", "divided"),
        (WEIGHTS, "divided by those taking part", "divided"),
        (MAX, "maximum lowered", "lowered"),
        (SUM, "left out", "left out"),
        (MEAN, "left out", "left out"),
    ],
)
def test_G2_a_policy_that_its_aggregate_cannot_follow_is_refused(aggregate: str, policy: str, variant: str) -> None:
    """There are no weights in a mean, and a sum is not divided."""
    (finding,) = findings(total(aggregate, policy), HEAD)
    assert (finding.code, finding.variant) == ("S307", variant)


@pytest.mark.parametrize("policy", ["weights rescaled", "most points"])
def test_G2_most_points_must_be_known(policy: str) -> None:
    """A policy that rests on how many points a member can give at most asks for the line that says it."""
    head = HEAD.replace("  most points     5\n", "").replace("  most points     10\n", "")
    ((code, message),) = found(total(SUM, policy), head)
    assert code == "S307"
    assert "how many points `first`, `second`, `third` can give at most" in message


@pytest.mark.parametrize(
    ("aggregate", "policy", "lines"),
    [
        (WEIGHTS, "weights rescaled", ["left out: third, not applicable", "weights rescaled: first 50 % -> 62.5 %, "]),
        (SUM, "weights rescaled", ["= sum of 6, 4 = ", "weights rescaled: most points 15 points -> 20 points"]),
        (SUM, "maximum lowered", ["maximum lowered: most points 20 points -> 15 points"]),
        (MEAN, "divided by those taking part", ["= mean of 6, 4 = 5 points", "left out: third, not applicable"]),
        (SUM, "mean of the others", ["= sum of 6, 4, 5 = 15", "put in: third, not applicable -> 5 points"]),
        (SUM, "most points", ["put in: third, not applicable -> 5 points"]),
    ],
)
def test_G2_trace_shows_the_policy_and_its_effect(
    tmp_path: Path, aggregate: str, policy: str, lines: list[str]
) -> None:
    """Who is out, what is put in, what changes for the others, and the line that says so."""
    done = ran(tmp_path, total(aggregate, policy), FILES, HEAD)
    text = done.text("total", "south")
    for line in (*lines, f"rule: not applicable members: {policy}"):
        assert line in text
    (formula,) = json.loads(trace_json(done.trace("total", "south")))["root"]["formulas"]
    assert formula["aggregates"][0]["treatment"] == policy


@pytest.mark.parametrize(
    ("aggregate", "policy", "low", "high"),
    [
        (WEIGHTS, "weights rescaled", 0, 10),
        (WEIGHTS, "maximum lowered", 0, 10),
        (SUM, "weights rescaled", 0, 20),
        (SUM, "maximum lowered", 0, 20),
        (SUM, "mean of the others", 0, 30),
        (MEAN, "most points", 0, 10),
    ],
)
def test_G2_what_a_total_can_be_is_known(aggregate: str, policy: str, low: int, high: int) -> None:
    """So that bands over it are proved to be complete."""
    program = compiled(total(aggregate, policy), HEAD).program
    assert program is not None
    interval = program.declared["total"].result.interval
    assert interval is not None
    assert interval == between(low, high)


def test_G2_a_policy_is_part_of_what_is_computed() -> None:
    """Each gives the program another hash."""
    policies = ("weights rescaled", "maximum lowered", "mean of the others", "most points", "0 points", "not computed")
    programs = [compiled(total(SUM, policy), HEAD).program for policy in policies]
    assert len({one.hashes.calc for one in programs if one is not None}) == len(policies)


def test_G2_what_is_put_in_stands_in_the_record(tmp_path: Path) -> None:
    """The trace as data has the number that was put in, and how many points could be had with all and without."""
    put_in = ran(tmp_path, total(SUM, "mean of the others"), FILES, HEAD).trace("total", "south")
    lowered = ran(tmp_path, total(SUM, "maximum lowered"), FILES, HEAD).trace("total", "south")
    (first,), (second,) = (json.loads(trace_json(one))["root"]["formulas"] for one in (put_in, lowered))
    (third,) = [one for one in first["aggregates"][0]["members"] if one["name"] == "third"]
    assert third["put_in"]["exact"] == "5"
    assert second["aggregates"][0]["most_points"] == ["20 points", "15 points"]
    for one in (put_in, lowered):
        jsonschema.validate(json.loads(trace_json(one)), schema())


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_G2_is_the_same_in_other_languages(language: str) -> None:
    """Each policy has its words; formatting and translation change nothing."""
    policies = ("weights rescaled", "maximum lowered", "mean of the others", "most points", "0 points", "not computed")
    text = "".join(total(SUM, policy, f"t{number}") for number, policy in enumerate(policies))
    text += total(MEAN, "divided by those taking part", "mean_total") + total(MAX, "left out", "max_total")
    assert survives_formatting(text, HEAD)
    assert survives_translation(f"{HEAD}\n{text}", language)
