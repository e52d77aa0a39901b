"""S7: parameter sets and formulas approved apart from the methodology, in modules of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.program_files import FILES, checked, ran, values

TARGETS = """\
act order "Order on target values"

parameter target "Share of the plan to be reached"
  basis           order p. 67
  value
    2023:         80 %
    2024:         90 %

parameter unused "A number that nothing uses"
  value           7

function reached "1 from the target on, else the share of it"
  takes
    share:        number
    wanted:       number, above 0
  gives           number
  value           limit(share / wanted; from 0; to 1)
"""

SCORE = """\
module kpi.targets

quantity result "Result"
  value           reached(report.fact / report.plan; target)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the module of targets in it."""
    (tmp_path / "kpi").mkdir()
    (tmp_path / "kpi" / "targets.meth").write_text(TARGETS, encoding="utf-8")
    return tmp_path


def test_S7_a_parameter_set_of_another_act_versioned_by_year(folder: Path) -> None:
    """The value in force in the evaluated year is taken from the module, whose act is its own."""
    assert values(folder, SCORE)["result"] == {
        "north": "1",
        "south": "0.666666666666…",
        "west": "0.444444444444…",
    }


def test_S7_names_may_be_led_by_their_module(folder: Path) -> None:
    """By its full name or by its last word; a name that the module has not is unknown."""
    full = SCORE.replace("reached(", "kpi.targets.reached(").replace("; target)", "; targets.target)")
    assert values(folder, full) == values(folder, SCORE)
    found = checked(folder, SCORE.replace("reached(", "targets.result(")).findings.errors
    assert [one.code for one in found] == ["N162"]


def test_S7_what_is_not_reached_is_in_no_hash(folder: Path) -> None:
    """Another unused parameter in the module leaves the hashes; a used one that changes does not."""
    before = ran(folder, SCORE).program.hashes
    module = folder / "kpi" / "targets.meth"
    module.write_text(TARGETS.replace("value           7", "value           8"), encoding="utf-8")
    assert ran(folder, SCORE).program.hashes == before
    module.write_text(TARGETS.replace("90 %", "91 %"), encoding="utf-8")
    assert ran(folder, SCORE).program.hashes.calc != before.calc
    module.write_text(TARGETS.replace("from 0; to 1", "from 0; to 2"), encoding="utf-8")
    assert ran(folder, SCORE).program.hashes.calc != before.calc


def test_S7_where_a_declaration_stands_is_in_no_hash(folder: Path) -> None:
    """The declarations of a module, written into the methodology itself, give the same calculation."""
    apart = ran(folder, SCORE).program.hashes
    without_unused = TARGETS.replace(TARGETS[TARGETS.index("parameter unused") : TARGETS.index("function")], "")
    together = ran(folder, without_unused + SCORE.replace("module kpi.targets\n", "")).program.hashes
    assert (together.calc, together.program) == (apart.calc, apart.program)


def test_S7_an_unused_module_of_the_standard_library_changes_nothing(folder: Path) -> None:
    """Importing functions that are not called leaves every hash."""
    assert ran(folder, "module normalisation\n\n" + SCORE).program.hashes == ran(folder, SCORE).program.hashes


def test_S7_a_name_of_two_modules_is_used_qualified(folder: Path) -> None:
    """Bare it is M603, with both ways to say it; qualified each is itself, also inside its module."""
    other = "function reached\n  takes\n    x:  number\n  gives   number\n  value   half(x)\n\n"
    other += "function half\n  takes\n    x:  number\n  gives   number\n  value   x / 2\n"
    (folder / "further.meth").write_text(other, encoding="utf-8")
    (found,) = checked(folder, "module further\n" + SCORE).findings.errors
    assert (found.code, found.words["qualified"]) == ("M603", "`further.reached`, `kpi.targets.reached`")
    text = "module further\n" + SCORE.replace("reached(", "targets.reached(")
    text += "\nquantity halved\n  value           further.reached(report.fact)\n"
    assert values(folder, text)["halved"]["north"] == "50"
    assert values(folder, text)["result"] == values(folder, SCORE)["result"]


def test_S7_the_methodologys_own_name_is_nearer(folder: Path) -> None:
    """A function of the methodology itself is meant by the bare name, the module's by the qualified one."""
    own = SCORE + "\nfunction reached\n  takes\n    x:  number\n    y:  number\n  gives   number\n  value   0 * x * y\n"
    assert set(values(folder, own)["result"].values()) == {"0"}


@pytest.mark.parametrize(
    ("files", "text", "code"),
    [
        ({}, "module missing\n", "M600"),
        ({}, "module normalisatoin\n", "M600"),
        ({"one.meth": "module two\n", "two.meth": "module one\n"}, "module one\n", "M602"),
        (
            {"further.meth": "methodology further\n  version  1\n  in force from  2020-01-01\n  period  year\n"},
            "module further\n",
            "M607",
        ),
    ],
)
def test_S7_modules_that_cannot_be_imported(tmp_path: Path, files: dict[str, str], text: str, code: str) -> None:
    """A file that is not there, files that import each other, a methodology."""
    assert code in [one.code for one in checked(tmp_path, text, {**FILES, **files}).findings.errors]
