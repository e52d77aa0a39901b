"""Modules: what of their files is refused, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.source import Span
from tests.checking.small_program import FRAME

LIST = "list bodies"


def found(folder: Path, files: dict[str, str]) -> list[Diagnostic]:
    """What is found in the small methodology with `main.meth` at its end, beside further files."""
    head, rest = FRAME.split(LIST, 1)
    imports = "".join(f"{line}\n" for line in files["main.meth"].splitlines() if line.startswith("module "))
    others = "".join(f"{line}\n" for line in files["main.meth"].splitlines() if not line.startswith("module "))
    for name, text in (files | {"main.meth": f"{head}{imports}\n{LIST}{rest}{others}"}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return list(compile_files([folder / "main.meth"]).findings)


def places(findings: list[Diagnostic]) -> list[tuple[str, str]]:
    """Codes with the text that is underlined."""
    return [(one.code, one.place.text if isinstance(one.place, Span) else "") for one in findings]


def test_a_circle_of_imports_is_one_finding(tmp_path: Path) -> None:
    """Law: files that import each other are named in the order in which they do, once, and all the same are read."""
    files = {"main.meth": "module a\n", "a.meth": "module b\n", "b.meth": "module c\n", "c.meth": "module a\n"}
    (circle,) = found(tmp_path, files)
    assert circle.code == "M602"
    assert circle.words["circle"] == "a.meth → b.meth → c.meth → a.meth"


def test_a_module_may_be_imported_by_two(tmp_path: Path) -> None:
    """Law: only a way back to itself is a circle."""
    files = {"main.meth": "module a\nmodule b\n", "a.meth": "module c\n", "b.meth": "module c\n", "c.meth": "act x\n"}
    assert found(tmp_path, files) == []


@pytest.mark.parametrize(
    ("imported", "code"),
    [
        ("", "M600"),
        ("methodology other_one\n  version  1\n  in force from  2020-01-01\n  period  year\n", "M607"),
    ],
)
def test_names_of_a_module_that_is_lost_are_not_missed(imported: str, code: str, tmp_path: Path) -> None:
    """Law: the import is the one mistake; a name that nothing has may be one of that file."""
    files = {"main.meth": "module lost\nquantity q\n  value  there + 1\n"} | (
        {"lost.meth": imported} if imported else {}
    )
    assert places(found(tmp_path, files)) == [(code, "lost")]


def test_a_misspelt_module_gets_the_nearest(tmp_path: Path) -> None:
    """Law: the file beside it with the nearest name is proposed."""
    (finding,) = found(tmp_path, {"main.meth": "module atcs\n", "acts.meth": "act x\n"})
    assert (finding.code, finding.help) == ("M600", "did you mean `acts`?")


def test_a_module_that_cannot_be_read_is_found_at_its_import(tmp_path: Path) -> None:
    """Law: what is wrong with a file is said where the file is named."""
    (tmp_path / "bytes.meth").write_bytes(b"x" * (5 << 20))
    assert places(found(tmp_path, {"main.meth": "module bytes\n"})) == [("L021", "bytes")]


def test_a_calendar_that_nothing_counts_by_is_in_no_hash(tmp_path: Path) -> None:
    """Law: importing a module changes no hash until something of it is used; a calendar is used by a formula."""
    days = "quantity q\n  value  working day after(2024-01-02; 5 working days; calendar kazakhstan)\n"
    frame = {name: tmp_path / f"{name}.meth" for name in ("alone", "idle", "used")}
    frame["alone"].write_text(FRAME, encoding="utf-8")
    head, rest = FRAME.split(LIST, 1)
    for name, more in (("idle", ""), ("used", days)):
        frame[name].write_text(f"{head}module kz.calendar\n\n{LIST}{rest}{more}", encoding="utf-8")
    alone, idle, used = (compile_files([path]) for path in frame.values())
    assert alone.program is not None
    assert idle.program is not None
    assert used.program is not None, list(used.findings)
    assert idle.program.hashes == alone.program.hashes
    assert used.program.hashes.program != alone.program.hashes.program
