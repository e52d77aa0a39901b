"""One norm under two bindings: what a ministry sends, and what another sends of the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest

import tarazy
from tarazy.methodology import Loaded, MethodologyError
from tarazy.workbench.cli import main

NORM = """\
methodology schools "Schools of the district"
  version         1
  in force from   2023-01-01
  period          year
  evaluates       districts

list districts "Districts"
  key             district

source budget "Budget of the schools"
  holder          "Ministry of Finance"
  key             district, year
  columns
    planned:      thousand KZT  "Plan"
    spent:        thousand KZT  "Spent"
    audited:      yes/no        "Audited"

indicator execution "Execution of the budget"
  basis           methodology p. 1
  better          higher
  value           100 * budget.spent / budget.planned
  round           half up, 2 decimals
  points          if(budget.audited; value / 10; 0)
  not more than   10 points
  no data         0 points
  zero divisor    0 points

score total "Total"
  basis           methodology p. 2
  sum             execution
"""

PLAIN = """\
binding districts
  file            "districts.csv"

binding budget
  file            "budget.csv"
  columns
    planned:      1 decimal, above 0 to 10_000_000
    spent:        1 decimal, 0 to 10_000_000, may be absent
"""
PLAIN_FILES = {
    "districts.csv": "district\nӘйтеке\nҚарасай\n",
    "budget.csv": (
        "district,year,planned,spent,audited\n"
        "Әйтеке,2023,1234567.8,1111111.1,yes\n"
        "Қарасай,2023,2000,,no\n"
        "Әйтеке,2024,1300000,1299999.9,yes\n"
        "Қарасай,2024,2100.5,2100.5,yes\n"
    ),
}

SENT = """\
binding districts
  file            "sent/2024.csv"
  encoding        KZ-1048
  delimiter       semicolon
  header row      2 to 3
  key             "Аудан" = district

binding budget
  file            "sent/2023.csv", period 2023
  file            "sent/2024.csv", period 2024
  encoding        KZ-1048
  delimiter       semicolon
  decimal mark    comma
  thousands       space
  header row      2 to 3
  key             "Аудан" = district
  columns
    planned:      titled "Бюджет / жоспар", 1 decimal, above 0 to 10_000_000
    spent:        titled "Бюджет / факт", 1 decimal, 0 to 10_000_000, may be absent
    audited:      titled "Аудит", coded "иә" = yes, "жоқ" = no
"""
HEAD = "Мектептер бюджеті, мың теңге;;;\nАудан;Бюджет;;Аудит\n;жоспар;факт;\n"
SENT_FILES = {
    "sent/2023.csv": HEAD + "Әйтеке;1 234 567,8;1 111 111,1;иә\nҚарасай;2 000;;жоқ\n",
    "sent/2024.csv": HEAD + "Әйтеке;1 300 000;1 299 999,9;иә\nҚарасай;2100,5;2100,5;иә\n",
}


def loaded(folder: Path, binding: str, files: dict[str, str], encoding: str) -> Loaded:
    """The norm in `folder`, with a binding and the files that it names."""
    folder.mkdir()
    (folder / "schools.meth").write_text(NORM, encoding="utf-8")
    (folder / "schools.data.meth").write_text(binding, encoding="utf-8")
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text.encode(encoding))
    return tarazy.load(str(folder / "schools.meth"))


def test_two_bindings_of_one_norm_give_the_same_scores(tmp_path: Path) -> None:
    """Law: what was agreed and the facts settle the scores, however the files are written; only the hashes of the
    binding and of the data tell the two apart.
    """
    plain = loaded(tmp_path / "plain", PLAIN, PLAIN_FILES, "utf-8")
    sent = loaded(tmp_path / "sent", SENT, SENT_FILES, "kz1048")
    assert plain.program.hashes.program == sent.program.hashes.program
    assert plain.program.hashes.binding != sent.program.hashes.binding
    one, other = plain.run(), sent.run()
    assert one.snapshot.table("budget") == other.snapshot.table("budget")
    assert one.snapshot.hash != other.snapshot.hash
    for period in (2023, 2024):
        for body in ("Әйтеке", "Қарасай"):
            assert one.cell(body, "total", period) == other.cell(body, "total", period)


def test_a_program_without_files_is_checked_and_not_run(tmp_path: Path) -> None:
    """A norm without its binding is a whole program; a run of it says what it lacks, of each list and source."""
    (tmp_path / "schools.meth").write_text(NORM, encoding="utf-8")
    program = tarazy.load(str(tmp_path / "schools.meth"))
    assert not program.findings.errors
    with pytest.raises(MethodologyError) as caught:
        program.run()
    assert [one.code for one in caught.value.findings.errors] == ["M614", "M614"]


def test_examples_need_no_binding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The examples of a norm are tested before anybody knows its files; elements that they need are read."""
    kinds = """
list kinds "Kinds of schools"
  file            "kinds.csv"
  key             kind
  columns
    weight:       number, 0 decimals, 0 to 10

quantity doubled
  for each        kinds as kind
  value           2 * kind.weight

example "the plan is met"
  given
    budget.planned:   100 thousand KZT
    budget.spent:     100 thousand KZT
    budget.audited:   yes
  expect
    total:            10 points
    doubled[lyceum]:  6
"""
    (tmp_path / "schools.meth").write_text(NORM + kinds, encoding="utf-8")
    (tmp_path / "kinds.csv").write_text("kind,weight\nlyceum,3\n", encoding="utf-8")
    assert main(["test", str(tmp_path / "schools.meth")]) == 0
    assert "1 of 1 examples passed" in capsys.readouterr().out
