"""D4: given, zero, absent, not applicable, not counted, not yet published, rejected, withheld: seven other things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, findings, ran, survives_formatting

HEADED = HEAD.replace(
    "    fact:         number, 1 decimal, 0 to 1000\n",
    "    fact:         number, 1 decimal, 0 to 1000, may be absent, coded "
    '":" = not yet published, x = rejected, c = withheld, na = not applicable, u = not counted\n',
)
CELLS = {"given": "80", "zero": "0", "empty": "", "later": ":", "refused": "x", "secret": "c", "none": "na", "out": "u"}
FILES = {
    "bodies.csv": "body,kind\n" + "".join(f"{body},agency\n" for body in CELLS),
    "report.csv": "body,year,plan,fact,delays\n" + "".join(f"{body},2024,9,{cell},0\n" for body, cell in CELLS.items()),
}
TEXT = """\
quantity tenth "A tenth of the fact"
  value           report.fact / 10

quantity known "Whether it is known"
  value           if(has(report.fact); 1; 0)

quantity awaited "Whether it is still to come"
  value           if(state(report.fact) = not yet published; 1; 0)

indicator counted "Fact"
  better          higher
  value           report.fact / 10
  not yet published  not counted
  no data         0

score total "Total"
  sum             counted
  not applicable members  not applicable
  not counted members     not computed
"""


def shown(folder: Path, name: str) -> dict[str, str]:
    """A value of every body."""
    result = ran(folder, TEXT, FILES, HEADED)
    return {body: result.shown(name, body) for body in CELLS}


def test_D4_states_are_distinct_and_pass_through_a_formula(tmp_path: Path) -> None:
    """Zero is a value; each other state stays what it is, and none becomes a number."""
    assert shown(tmp_path, "tenth") == {
        "given": "8",
        "zero": "0",
        "empty": "absent",
        "later": "not yet published",
        "refused": "rejected",
        "secret": "withheld",
        "none": "not applicable",
        "out": "not counted",
    }


def test_D4_a_state_can_be_asked_for(tmp_path: Path) -> None:
    """`has` is yes of what is there, zero included; `state` tells the states apart."""
    assert [body for body, answer in shown(tmp_path, "known").items() if answer == "1"] == ["given", "zero"]
    assert [body for body, answer in shown(tmp_path, "awaited").items() if answer == "1"] == ["later"]


def test_D4_each_state_has_its_consequence(tmp_path: Path) -> None:
    """Late statistics are not counted, other unknowns are 0, what does not apply stays so; the sum answers each."""
    assert shown(tmp_path, "counted") == {
        "given": "8",
        "zero": "0",
        "empty": "0",
        "later": "not counted",
        "refused": "0",
        "secret": "0",
        "none": "not applicable",
        "out": "not counted",
    }
    totals = shown(tmp_path, "total")
    assert [totals[body] for body in ("given", "later", "none", "out")] == [
        "8",
        "not computed",
        "not applicable",
        "not computed",
    ]


def test_D4_trace_names_the_state_its_cell_and_the_rule(tmp_path: Path) -> None:
    """The cell is cited as any other, and the rule that answered is named; a value so given is marked."""
    result = ran(tmp_path, TEXT, FILES, HEADED)
    text = result.text("counted", "later")
    assert "rule: not yet published: not counted" in text
    assert "report.fact = not yet published" in text
    assert "report.csv, row 5, column fact" in text
    assert "0 (imputed)" in result.text("counted", "secret")
    for body in CELLS:
        Draft202012Validator(schema()).validate(json.loads(trace_json(result.trace("counted", body))))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("  no data         0\n", "S302"),
        ("  not applicable members  not applicable\n", "S301"),
        ("  not counted members     not computed\n", "S301"),
    ],
)
def test_D4_answers_are_forced(line: str, code: str) -> None:
    """Where a state can occur, what it leads to must be written; the checker knows it from the codes of the column."""
    assert code in codes(TEXT.replace(line, ""), HEADED)


def test_D4_an_answer_to_what_cannot_occur_is_reported() -> None:
    """Without the code there is no such state, and a rule for it never acts."""
    plain = HEADED.replace(', coded ":" = not yet published, x = rejected', ", coded x = rejected")
    assert "S303" in codes(TEXT, plain)


def test_D4_codes_of_numbers_are_states_and_numbers_stay_held(tmp_path: Path) -> None:
    """A word that is no state is refused (N157); a cell that is neither a number nor a code breaks the contract."""
    assert [(one.code, one.variant) for one in findings("", HEADED.replace("= rejected", "= wrong"))] == [
        ("N157", "states")
    ]
    program = compiled(TEXT, HEADED).program
    assert program is not None
    files = {**FILES, "report.csv": FILES["report.csv"].replace("given,2024,9,80", "given,2024,9,?")}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    snapshot, violations = read_snapshot(program.lists, program.sources, "bodies", tmp_path)
    assert snapshot is None
    assert [one.code for one in violations] == ["D650"]


def test_D4_words_beside_states(tmp_path: Path) -> None:
    """A column of words may have codes for states alone, or for both; a word of its own goes before a state's name."""
    head = HEAD.replace("one of ministry, agency", "one of ministry, agency, coded n = not applicable")
    files = {"bodies.csv": "body,kind\nnorth,ministry\nsouth,n\nwest,agency\n"}
    text = "quantity central\n  value           if(bodies.kind = ministry; 1; 0)\n".replace("bodies.", "body.")
    result = ran(tmp_path, text, files, head)
    assert [result.shown("central", body) for body in ("north", "south", "west")] == ["1", "not applicable", "0"]
    own = HEAD.replace("one of ministry, agency", "one of `rejected`, agency, coded r = `rejected`, a = agency")
    text = "quantity refused\n  value           if(body.kind = agency; 0; 1)\n"
    result = ran(tmp_path, text, {"bodies.csv": "body,kind\nnorth,r\nsouth,a\nwest,a\n"}, own)
    assert [result.shown("refused", body) for body in ("north", "south")] == ["1", "0"]


def test_D4_a_register_has_no_states() -> None:
    """A cell of a register is there or empty; a code that stands for a state is refused."""
    register = """\
register appeals "Appeals"
  file            "appeals.csv"
  key             appeal
  belongs to      body, due
  columns
    body:         bodies
    due:          date
    cost:         number, 0 decimals, 0 to 100, coded x = withheld
"""
    assert [(one.code, one.variant) for one in findings(register)] == [("N157", "register")]


def test_D4_survives_formatting_and_translation_and_is_in_the_data_contract() -> None:
    """Layout and language leave the codes; another code is another contract, and the calculation stays."""
    assert survives_formatting(TEXT, HEADED)
    for language in ("ru", "kk"):
        assert survives_translation(f"{HEADED}\n{TEXT}", language)
    one, other = (compiled(TEXT, head).program for head in (HEADED, HEADED.replace("c = withheld", "s = withheld")))
    assert one is not None
    assert other is not None
    assert one.hashes.calc == other.hashes.calc
    assert one.hashes.binding != other.hashes.binding
