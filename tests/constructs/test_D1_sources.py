"""D1: every source has a kind, a holder and a proof; a kind may be barred from a block, however far it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.grammar.keywords import keyword_table
from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, findings, ran, survives_formatting

SOURCES = """\
source statistics "Official statistics"
  kind            official statistics
  holder          "Bureau of statistics"
  verification    "form 2-T, published on the day below"
  basis           methodology p. 7(6)
  file            "statistics.csv"
  key             body, year
  columns
    done:         number, 1 decimal, 0 to 100
    published:    date
    form:         one of paper, electronic

source opinions "Conclusions of experts"
  kind            conclusions of independent experts
  holder          "Council of experts"
  verification    "signed conclusion"
  file            "opinions.csv"
  key             body, year
  columns
    mark:         number, 0 decimals, 0 to 10

"""
TEXT = """\
indicator execution "Execution"
  better          higher
  value           statistics.done / 100

quantity opinion "Opinion of the experts"
  value           opinions.mark / 10

indicator quality "Quality"
  better          higher
  value           opinion

block goals "Achievement of goals"
  basis           methodology p. 27
  barred sources  conclusions of independent experts
  sum             execution

block service "Services"
  sum             quality, execution
"""
HEADED = HEAD + "\n" + SOURCES
DATA = {
    "statistics.csv": "body,year,done,published,form\n"
    "north,2024,80.5,2025-02-15,paper\nsouth,2024,70,2025-02-20,electronic\nwest,2024,0,2025-02-15,paper\n",
    "opinions.csv": "body,year,mark\nnorth,2024,7\nsouth,2024,8\nwest,2024,10\n",
}
CORRECTED = """\
source recheck "Findings of experts"
  corrects        statistics
  kind            conclusions of independent experts
  stage           "after re-check"
  file            "recheck.csv"
  key             body, year
  columns
    done:         number, 1 decimal, 0 to 100, may be absent

"""
REGISTER = """\
register appeals "Appeals"
  kind            sociological research
  file            "appeals.csv"
  key             appeal
  belongs to      body, due
  columns
    body:         bodies
    due:          date

"""


def test_D1_kinds_are_a_closed_list() -> None:
    """The nine of the decree, the seventh of which is two; another word is refused, with those that there are."""
    assert len(keyword_table()["source_kind"]) == 10
    assert codes(TEXT, HEADED.replace("kind            official statistics", "kind            gossip")) == ["P124"]


def test_D1_trace_says_whose_the_data_are(tmp_path: Path) -> None:
    """Under a value stand the kind, the holder and the proof of its source, the paragraph, the day and the cell."""
    result = ran(tmp_path, TEXT, DATA, HEADED)
    assert result.shown("execution", "north") == "0.805"
    text = result.text("execution", "north")
    for part in ("official statistics", "Bureau of statistics", "form 2-T", "methodology p. 7(6)"):
        assert part in text
    assert "statistics.csv, row 2, column done" in text
    Draft202012Validator(schema()).validate(json.loads(trace_json(result.trace("execution", "north"))))


def test_D1_day_and_form_are_data(tmp_path: Path) -> None:
    """When something was published, and in what form, are columns: a formula may ask for them, and a cell is cited."""
    text = TEXT + "\nquantity behind\n  value           if(statistics.published > 2025-02-15; 1; 0)\n"
    text += "\nquantity on_paper\n  value           if(statistics.form = paper; 1; 0)\n"
    result = ran(tmp_path, text, DATA, HEADED)
    assert [result.shown("behind", body) for body in ("north", "south")] == ["0", "1"]
    assert [result.shown("on_paper", body) for body in ("north", "south")] == ["1", "0"]


def test_D1_barred_kind_is_refused_however_far(tmp_path: Path) -> None:
    """A block that bars experts may not rest on them, be it through an indicator and a quantity."""
    assert codes(TEXT, HEADED) == []
    assert ran(tmp_path, TEXT, DATA, HEADED).shown("service", "north") == "1.505"
    wrong = TEXT.replace("  sum             execution\n", "  sum             execution, quality\n")
    (found,) = findings(wrong, HEADED)
    assert (found.code, found.words["source"], found.words["reader"]) == ("R804", "opinions", "opinion")
    assert found.words["kind"] == "conclusions of independent experts"
    assert found.labels[0].span.text.startswith("barred sources")


def test_D1_recommendations_of_public_councils_are_another_kind() -> None:
    """The seventh of the decree's kinds is two, of which only one is barred."""
    wrong = TEXT.replace("  sum             execution\n", "  sum             execution, quality\n")
    head = HEADED.replace("conclusions of independent experts", "recommendations of public councils")
    assert codes(wrong, head) == []


def test_D1_a_source_without_a_kind_is_asked_for_it() -> None:
    """Where a kind is barred nobody may leave open of what kind a source is; elsewhere it may be left out."""
    head = HEADED.replace("  kind            official statistics\n", "")
    assert [(one.code, one.variant) for one in findings(TEXT, head)] == [("R804", "unsaid")]
    free = TEXT.replace("  barred sources  conclusions of independent experts\n", "")
    assert codes(free, head) == []


def test_D1_corrections_and_registers_are_sources() -> None:
    """What takes the place of a number is read where the number is; rows that are counted are read."""
    assert codes(TEXT, HEADED + CORRECTED) == ["R804"]
    counted = TEXT.replace("conclusions of independent experts", "sociological research")
    counted = counted.replace("  sum             execution\n", "  value           execution + count(appeals) / 1\n", 1)
    assert codes(counted, HEADED + REGISTER) == ["R804"]


@pytest.mark.parametrize("where", ["methodology", "every"])
def test_D1_barred_for_all(where: str) -> None:
    """A methodology, or every block of it, bars a kind: one line a kind."""
    lines = "  barred sources  sociological research\n  barred sources  conclusions of independent experts\n"
    text, head = TEXT.replace("  barred sources  conclusions of independent experts\n", ""), HEADED
    if where == "methodology":
        head = head.replace("  evaluates       bodies\n", f"  evaluates       bodies\n{lines}")
    else:
        text = f"every block\n{lines}\n{text}"
    assert set(codes(text, head)) == {"R804"}


def test_D1_what_is_barred_is_signed_and_changes_no_value() -> None:
    """Another barred kind is another `program` and the same `calc`; layout and language leave it."""
    assert survives_formatting(TEXT, HEADED)
    for language in ("ru", "kk"):
        assert survives_translation(HEADED + TEXT, language)
    other = TEXT.replace("barred sources  conclusions of independent experts", "barred sources  acts of control")
    line = "  barred sources  conclusions of independent experts\n"
    more = TEXT.replace(line, f"{line}  barred sources  acts of control\n")
    programs = [compiled(text, HEADED).program for text in (TEXT, other, more)]
    assert len({one.hashes.calc for one in programs if one is not None}) == 1
    assert len({one.hashes.program for one in programs if one is not None}) == 3
