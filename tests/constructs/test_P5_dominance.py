"""P5: what is published gives away nothing that is hidden: dominance, few members, and what can be computed back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tarazy.interpreter.cell_words import cell_words
from tarazy.interpreter.publishing import Withheld, published_values
from tarazy.workbench.cli import cli
from tarazy.workbench.session import Session
from tests.constructs.programs import FILES, HEAD, Ran, codes, compiled, findings, ran, survives_formatting

SECRET = (
    HEAD
    + """
classification marks "Marks of secrecy"
  ordered         open, service, secret

source rolls "Rolls"
  classified      secret
  file            "rolls.csv"
  key             body, year
  columns
    size:         number, 0 decimals, 0 to 1000
    posts:        number, 0 decimals, 0 to 1000
"""
)
ROLLS = {"rolls.csv": "body,year,size,posts\nnorth,2024,90,1\nsouth,2024,6,1\nwest,2024,4,1\n"}


def _given(text: str) -> list[tuple[str, str, str]]:
    return [
        (one.code, one.words["name"], one.words["hidden"])
        for one in findings(text, SECRET)
        if one.code in ("R862", "R863")
    ]


def _released(value: str, more: str = "") -> str:
    return f"score total\n  value  {value}\n{more}\nrelease shown of total\n  basis  methodology p. 52\n  keeps  open\n"


@pytest.mark.parametrize(
    "value",
    [
        "rolls.size",
        "report.fact + 2 * rolls.size",
        "report.fact - rolls.size / 4",
        "100 * rolls.size / (report.plan + 1)",
        "root(rolls.size)",
        "rolls.size + rolls.posts - rolls.posts",
        "progress(rolls.size; from 0; to 1000)",
    ],
)
def test_P5_one_hidden_part_is_given_away(value: str) -> None:
    """Whatever is one-to-one with one hidden number tells that number, if all else is known."""
    assert _given(_released(value)) == [("R862", "total", "rolls.size")]


@pytest.mark.parametrize(
    ("value", "more"),
    [
        ("rolls.size + rolls.posts", ""),
        ("rolls.size * rolls.posts", ""),
        ("if(rolls.size > 50; 1; 0)", ""),
        ("report.fact", ""),
        (
            "rolls.size",
            "  points  by bands of value\n    from | below | points\n         | 50    | 0\n    50   |       | 1\n",
        ),
    ],
)
def test_P5_several_hidden_parts_or_a_band_give_nothing_away(value: str, more: str) -> None:
    """Two unknowns in one equation, a condition or a band: nothing follows."""
    assert _given(_released(value, more)) == []


def test_P5_two_totals_together_give_a_part_away() -> None:
    """Neither sum tells anything alone; together they tell both parts."""
    text = """\
score both
  value  rolls.size + rolls.posts

score second
  value  rolls.size + 2 * rolls.posts

release shown of both
  basis  methodology p. 52
  keeps  open

release shown_too of second
  basis  methodology p. 52
  keeps  open
"""
    assert _given(text) == [("R862", "both", "rolls.size, rolls.posts")]


def test_P5_hidden_member_of_a_published_total() -> None:
    """Secondary suppression: a weighted total with one member that is not shown; the rounding only blurs it."""
    text = """\
quantity inner
  value  rolls.size * rolls.posts

quantity outer
  value  report.fact

score total
  weighted mean
    inner:  20 %
    outer:  80 %
{}
release shown of total
  basis  methodology p. 52
  keeps  open
"""
    assert _given(text.format("")) == [("R862", "total", "inner")]
    blurred = [one for one in findings(text.format("  round  half up, 1 decimals\n"), SECRET) if one.code == "R863"]
    assert [(one.words["hidden"], one.words["within"]) for one in blurred] == [("inner", "0.25")]


GROUP = """\
quantity mean_size "Mean size"
  value           mean(rolls.size; over bodies)

quantity of_agencies "Size of the agencies"
  value           sum(rolls.size; over bodies; only kind = agency)

release shown of mean_size
  basis           methodology p. 52
  keeps           open
  needs           3
  largest share   95 %

release shown_too of of_agencies
  basis           methodology p. 52
  keeps           open
  needs           3
  largest share   95 %

publication yearly "Results"
  basis           methodology p. 52
  not above       open
  not derivable   yes
  shows
    mean_size:    evaluated
    of_agencies:  evaluated
"""


def _published(done: Ran, name: str = "yearly") -> dict[tuple[str, str], str | Withheld]:
    publication = done.program.resolved.process.publications[name]
    values = published_values(done.result, publication, cell_words())
    return {(one.name, one.body): one.withheld or one.value or one.state for one in values}


def test_P5_too_few_members_and_one_that_is_too_much(tmp_path: Path) -> None:
    """A mean of three is shown, a sum of two is not; with a lower share the largest body withholds the mean too."""
    assert _published(ran(tmp_path, GROUP, ROLLS, SECRET)) == {
        ("mean_size", ""): "33.3333333333…",
        ("of_agencies", ""): Withheld.FEW,
    }
    stricter = GROUP.replace("largest share   95 %", "largest share   85 %", 1)
    assert _published(ran(tmp_path, stricter, ROLLS, SECRET))["mean_size", ""] is Withheld.DOMINANT


def test_P5_release_of_a_statistic_states_its_rules() -> None:
    """How many members, and how much one may be: each missing choice is an error that names the options."""
    for line in ("  needs           3\n", "  largest share   95 %\n"):
        assert "R864" in codes(GROUP.replace(line, "", 1), SECRET)
    assert "R864" in codes(GROUP.replace("needs           3", "needs           50 %", 1), SECRET)
    assert "R864" in codes(GROUP.replace("share   95 %", "share   195 %", 1), SECRET)


OPEN = """\
indicator done "Execution"
  better          higher
  value           report.fact

quantity mean_done "Mean"
  value           mean(done; over bodies)

list known of bodies
  only            kind = {}

publication yearly "Results"
  not derivable   yes
  shows
    done:         known
    mean_done:    evaluated
"""


def test_P5_statistic_that_tells_the_one_value_not_shown(tmp_path: Path) -> None:
    """All values but one and their mean tell the last one; where two are not shown, the mean stays."""
    one_hidden = _published(ran(tmp_path, OPEN.format("agency"), FILES))
    assert one_hidden["mean_done", ""] is Withheld.DERIVABLE
    two_hidden = _published(ran(tmp_path, OPEN.format("ministry"), FILES))
    assert two_hidden["mean_done", ""] == "56.6666666666…"
    allowed = _published(ran(tmp_path, OPEN.format("agency").replace("derivable   yes", "derivable   no"), FILES))
    assert allowed["mean_done", ""] == "56.6666666666…"


def test_P5_each_body_its_own(tmp_path: Path) -> None:
    """A line may show to each body its own value."""
    text = OPEN.format("agency").replace("done:         known", "done:         body")
    assert _published(ran(tmp_path, text, FILES))["done", "north"] == "100"


@pytest.mark.parametrize(
    ("line", "instead", "variant"),
    [
        ("mean_size:    evaluated", "mean_sice:    evaluated", "near"),
        ("mean_size:    evaluated", "mean_size:    bodis", "whom near"),
        ("  not above       open\n", "", "mark"),
        ("  not derivable   yes\n", "", "derivable"),
        ("    of_agencies:  evaluated\n", "    of_agencies:  evaluated\n    hidden:  evaluated\n", "above"),
    ],
)
def test_P5_publications_that_do_not_fit(line: str, instead: str, variant: str) -> None:
    """What there is not, what is too secret, and what is not said."""
    text = GROUP.replace(line, instead) + "\nquantity hidden\n  value  2 * rolls.size\n"
    assert ("R865", variant) in [(one.code, one.variant) for one in findings(text, SECRET)]


def test_P5_publication_is_agreed_and_changes_no_value() -> None:
    """Who sees what is part of `program`, not of `calc`; formatting changes nothing."""
    assert survives_formatting(GROUP, SECRET)
    one, other = (
        compiled(text, SECRET).program for text in (GROUP, GROUP.replace("needs           3", "needs           2", 1))
    )
    assert one is not None
    assert other is not None
    assert (one.hashes.calc == other.hashes.calc, one.hashes.program == other.hashes.program) == (True, False)


def test_P5_command_shows_and_withholds(tmp_path: Path) -> None:
    """`tarazy publish` says of each value what it is, or why it is not shown."""
    ran(tmp_path, GROUP, ROLLS, SECRET)
    path = tmp_path / "example.meth"
    path.write_text(f"{SECRET}\n{GROUP}", encoding="utf-8")
    shown = CliRunner().invoke(cli, ["publish", str(path)], obj=Session()).stdout
    assert "33.3333333333…" in shown
    assert "not published (made of too few members)" in shown
    trace = CliRunner().invoke(cli, ["trace", str(path), "of_agencies", "--published"], obj=Session()).stdout
    assert "made of too few members" in trace
    assert " 10" not in trace
