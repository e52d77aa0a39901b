"""A methodology imports others to join their results."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.pipeline import Compilation, compile_files
from tarazy.dsl.source import Span
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.score_tables import score_declarations
from tarazy.interpreter.trace_text import trace_text

FILES = {
    "common.meth": """\
act decree "Decree"

list bodies "Bodies"
  key             body
  columns
    title:        text
  rows
    body | title
    a    | "A"

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    done:         number, 0 decimals, 0 to 10
    spent:        number, 0 decimals, 0 to 10, may be absent
""",
    "goals.meth": """\
methodology goals "Goals"
  version         1
  basis           decree p. 27
  in force from   2020-01-01
  period          year
  evaluates       bodies

module common

every quantity
  basis           methodology p. 4

quantity done "Done"
  value           report.done

score total "Total of goals"
  basis           methodology p. 5
  value           2 * done
""",
    "work.meth": """\
methodology work "Work"
  version         1
  basis           decree p. 30
  in force from   2020-01-01
  period          year
  evaluates       bodies

module common

quantity spent "Spent"
  value           report.spent
  no data         0, basis methodology p. 6

score total "Total of work"
  value           spent
""",
    "overall.meth": """\
methodology overall "Overall"
  version         1
  basis           decree p. 3
  in force from   2021-01-01
  period          year
  evaluates       bodies

module common
module goals
module work

score both "Both"
  basis           methodology p. 1
  value           (goals.total + work.total) / 2
""",
    "report.csv": "body,year,done,spent\na,2021,4,6\na,2022,4,\n",
}


def _compiled(folder: Path, **changed: tuple[str, str]) -> Compilation:
    for name, text in FILES.items():
        old, new = changed.get(name.partition(".")[0], ("", ""))
        assert old in text
        folder.joinpath(name).write_text(text.replace(old, new), encoding="utf-8")
    return compile_files([folder / "overall.meth"])


def _ran(folder: Path) -> RunResult:
    program = _compiled(folder).program
    assert program is not None
    snapshot, findings = read_snapshot(program.lists, program.sources, "bodies", folder)
    assert snapshot is not None, findings
    return run(program, snapshot)


def test_results_are_joined_and_open_down_to_the_cell(tmp_path: Path) -> None:
    """The value of the whole is made of those of the parts, each with its formula, and of the cells under them."""
    text = trace_text(_ran(tmp_path).trace("a", "both", 2021))
    assert "(goals.total + work.total) / 2\n    = (8 + 6) / 2 = 7" in text
    assert "report.csv, row 2, column done" in text
    assert "report.csv, row 2, column spent" in text


def test_each_text_is_cited_by_its_own_name(tmp_path: Path) -> None:
    """`methodology p. 5` of an imported methodology is its own paragraph; of the importer it stays as written."""
    result = _ran(tmp_path)
    text = trace_text(result.trace("a", "both", 2021))
    assert '"Total of goals" = 8   (goals p. 5)' in text
    assert "methodology p. 1; overall.meth" in text
    assert "work p. 6" in trace_text(result.trace("a", "both", 2022))


def test_lines_for_every_declaration_hold_in_their_own_file(tmp_path: Path) -> None:
    """`every quantity` of one methodology says nothing of the quantities of another."""
    text = trace_text(_ran(tmp_path).trace("a", "both", 2021))
    assert 'done "Done" = 4   (goals p. 4)' in text
    assert 'spent "Spent" = 6\n' in text


def test_the_score_of_a_run_is_that_of_the_file_which_was_named(tmp_path: Path) -> None:
    """What is imported has scores as well; the table shows the importer's."""
    found = score_declarations(_ran(tmp_path).program)
    assert found is not None
    assert found.score.code == "both"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("period          year", "period          quarter"), "`work` evaluates by the quarter"),
        (
            ("2020-01-01", "2021-06-01"),
            "`work` is in force only from 2021-06-01, and this methodology already from 2021-01-01",
        ),
        (("2020-01-01", "2020-01-01\n  in force until  2024-12-31"), "`work` is in force until 2024-12-31"),
        (("evaluates       bodies", "evaluates       others"), "`work` evaluates `others`"),
    ],
)
def test_methodologies_that_do_not_go_together(tmp_path: Path, changed: tuple[str, str], told: str) -> None:
    """Other bodies, another period, other days in force: an error at the line that imports, with the difference."""
    (found,) = _compiled(tmp_path, work=changed).findings
    assert found.code == "M607"
    assert told in found.message
    place = found.place
    assert isinstance(place, Span)
    assert (place.source.name.endswith("overall.meth"), place.text) == (True, "work")
