"""F10: the legend under a formula: named quantities with their formula, label and unit, each shown in the trace."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

HEADED = HEAD.replace(
    "plan:         number, 1 decimal, 0 to 1000",
    "plan:         number, 1 decimal, above 0 to 1000\n    spent:        thousand KZT, 1 decimal, 0 to 1000\n"
    "    staff:        persons, 0 decimals, above 0 to 100",
)
TEXT = """\
indicator growth_and_level "Growth and level"
  better          higher
  value           0.6 * growth + 0.4 * reached
  where
    growth:       (report.fact - before) / before  "growth over the former year"
    before:       report.fact[previous year]       "fact of the former year"
    reached:      report.fact / report.plan        "level: share of the plan"
  zero divisor    not applicable
  no data         not applicable

indicator cost "Spent a person"
  better          lower
  value           M / N
  where
    M:            report.spent  "spent in the year"
    N:            report.staff  "persons employed"
"""
ROWS = (
    "body,year,plan,spent,staff,fact,delays\n"
    "north,2023,100,10,2,80,0\nsouth,2023,100,10,2,50,0\nwest,2023,50,10,2,0,0\n"
    "north,2024,100,28.5,3,100,0\nsouth,2024,100,5,2,60,3\nwest,2024,50,1,1,10,7\n"
)
FILES = {"report.csv": ROWS}


def test_F10_formula_of_named_quantities(tmp_path: Path) -> None:
    """North: 0.6 × 20/80 + 0.4 × 100/100 = 0.55; south: 0.6 × 10/50 + 0.4 × 60/100 = 0.36; west had nothing before."""
    result = ran(tmp_path, TEXT, FILES, HEADED)
    bodies = ("north", "south", "west")
    assert [result.shown("growth_and_level", body) for body in bodies] == ["0.55", "0.36", "not applicable"]
    assert [result.shown("cost", body) for body in bodies] == [
        "9500 KZT per person",
        "2500 KZT per person",
        "1000 KZT per person",
    ]


def test_F10_trace_is_a_legend(tmp_path: Path) -> None:
    """The formula as written, with numbers, and each name with its label, value, unit and own formula."""
    result = ran(tmp_path, TEXT, FILES, HEADED)
    text = result.text("growth_and_level", "south")
    assert "0.6 * growth + 0.4 * reached\n    = 0.6 * 0.2 + 0.4 * 0.6 = 0.36" in text
    assert 'growth "growth over the former year" = 0.2' in text
    assert "= (60 - 50) / 50 = 0.2" in text
    assert 'M "spent in the year" = 28500 KZT' in result.text("cost", "north")
    Draft202012Validator(schema()).validate(json.loads(trace_json(result.trace("growth_and_level", "south"))))


def test_F10_names_are_seen_by_their_declaration_alone() -> None:
    """Another declaration may use the same name for something else, and does not see this one's."""
    twice = TEXT.replace("    M: ", '    before:       report.delays / 1  "delays"\n    M: ').replace(
        "M / N", "M / N + before * 0 KZT per person"
    )
    assert codes(twice, HEADED) == []
    assert "N150" in codes(TEXT.replace("M / N", "M / N * growth"), HEADED)


def test_F10_wrong_legends_are_refused() -> None:
    """A name made of itself, one that is not there, units that do not fit, a name that nothing uses."""
    assert "G351" in codes(TEXT.replace("report.fact[previous year] ", "growth * 2 "), HEADED)
    assert "N150" in codes(TEXT.replace("0.4 * reached", "0.4 * reachd"), HEADED)
    assert "T203" in codes(TEXT.replace("M / N", "M + N"), HEADED)
    assert codes(TEXT.replace("0.6 * growth + 0.4 * reached", "0.6 * growth"), HEADED)


def test_F10_a_quantity_is_named_for_all(tmp_path: Path) -> None:
    """What several declarations use is a `quantity` of its own, with a unit that is held."""
    text = TEXT + "\nquantity twice_cost\n  unit            KZT per person\n  value           2 * cost\n"
    assert ran(tmp_path, text, FILES, HEADED).shown("twice_cost", "north") == "19000 KZT per person"
    assert codes(text.replace("unit            KZT per person", "unit            KZT"), HEADED)


def test_F10_survives_formatting_and_translation_and_is_hashed() -> None:
    """Layout and language leave it; a label changes no calculation, a formula does."""
    assert survives_formatting(TEXT, HEADED)
    for language in ("ru", "kk"):
        assert survives_translation(f"{HEADED}\n{TEXT}", language)
    texts = (TEXT, TEXT.replace("persons employed", "staff"), TEXT.replace("0.4 * reached", "0.5 * reached"))
    one, label, formula = (compiled(text, HEADED).program for text in texts)
    assert one is not None
    assert label is not None
    assert formula is not None
    assert (one.hashes.calc == label.hashes.calc, one.hashes.calc == formula.hashes.calc) == (True, False)
