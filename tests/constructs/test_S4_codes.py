"""S4: identifiers that last, apart from texts in three languages, each of which may change alone."""

from __future__ import annotations

import json
from pathlib import Path

from tarazy.interpreter.trace_json import trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

TEXT = """\
indicator execution "Execution of the budget"
  code            budget_execution
  name ru         исполнение
  name kk         игеру
  label ru        "Исполнение бюджета"
  label kk        "Бюджетті игеру"
  better          higher
  value           report.fact / 10

score total "Total"
  code            overall
  sum             execution
"""


def test_S4_results_and_traces_go_by_the_code(tmp_path: Path) -> None:
    """Formulas may use the name, what is computed is called by the code, in text and in JSON."""
    result = ran(tmp_path, TEXT)
    assert result.shown("overall", "south") == "6"
    assert result.text("overall", "south").startswith("Total (overall) of south, 2024: 6\n")
    stored = json.loads(trace_json(result.trace("overall", "south")))
    assert [one["name"] for one in stored["root"]["operands"]] == ["budget_execution"]


def test_S4_another_name_leaves_every_hash_but_that_of_texts() -> None:
    """The code stays, so the calculation and what was agreed stay."""
    other = TEXT.replace("indicator execution", "indicator done").replace(
        "sum             execution", "sum             done"
    )
    one, two = (compiled(text).program for text in (TEXT, other))
    assert one is not None
    assert two is not None
    assert (one.hashes.calc, one.hashes.program) == (two.hashes.calc, two.hashes.program)


def test_S4_a_label_may_change_in_one_language() -> None:
    """A label in Kazakh alone is put right: the hash of the texts changes, those of the norm do not."""
    changed = TEXT.replace("Бюджетті игеру", "Бюджеттің игерілуі")
    one, two = (compiled(text).program for text in (TEXT, changed))
    assert one is not None
    assert two is not None
    assert (one.hashes.calc, one.hashes.program) == (two.hashes.calc, two.hashes.program)
    english = compiled(TEXT.replace('"Execution of the budget"', '"Budget execution"')).program
    assert english is not None
    assert (one.hashes.calc, one.hashes.program) == (english.hashes.calc, english.hashes.program)


def test_S4_another_code_is_another_program() -> None:
    """What results go by is part of what was agreed."""
    one, two = (compiled(text).program for text in (TEXT, TEXT.replace("budget_execution", "execution_of_budget")))
    assert one is not None
    assert two is not None
    assert one.hashes.program != two.hashes.program


def test_S4_codes_are_unique_and_names_in_other_languages_need_one() -> None:
    """Two declarations of one code; a name in Kazakh of a declaration without a code."""
    second = "\nscore second\n  code            overall\n  sum             execution\n"
    assert codes(TEXT + second) == ["N181"]
    assert codes(TEXT + second.replace("overall", "further")) == []
    assert codes(TEXT.replace("  code            budget_execution\n", "")) == ["N197", "N197"]


def test_S4_survives_formatting_and_translation() -> None:
    """A file in Kazakh calls it by its Kazakh name, and comes back as it was."""
    assert survives_formatting(TEXT)
    for language in ("ru", "kk"):
        assert survives_translation(f"{HEAD}\n{TEXT}", language)


BOUND = """\
source staff "Staff"
  code            staff
  name kk         штат
  key             body, year
  columns
    posts:        number

binding staff
  file            "staff.csv"
  columns
    posts:        0 decimals, 0 to 100

quantity posts "Posts"
  value           staff.posts
"""


def test_S4_a_binding_goes_by_any_name_of_what_it_binds() -> None:
    """Its head takes nobody's name, and is turned with the name of the source."""
    assert codes(BOUND) == []
    assert codes(BOUND.replace("binding staff", "binding штат")) == []
    for language in ("ru", "kk"):
        assert survives_translation(f"{HEAD}\n{BOUND}", language)


def test_S4_lines_of_law_go_by_the_code() -> None:
    """What a variant leaves out and who holds data: a new name of it is no other law."""
    text = (
        TEXT
        + """\
  not applicable members  not applicable

variant of_north "North"
  body            north
  leaves out      execution
"""
    )
    former, later = (compiled(one).program for one in (text, text.replace(" execution", " carried_out")))
    assert former is not None
    assert later is not None
    assert (later.hashes.calc, later.hashes.program) == (former.hashes.calc, former.hashes.program)
