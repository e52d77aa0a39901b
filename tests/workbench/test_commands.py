"""`check`, `run`, `trace` and `show` on a small methodology with its data."""

import csv
import json
from pathlib import Path

import pytest

from tarazy.workbench.cli import main
from tests.golden import Golden

METHODOLOGY = """\
methodology readiness "Готовность"
  version         1
  basis           rules
  in force from   2020-01-01
  period          year
  evaluates       regions

act rules "Правила оценки"

list regions "Области"
  file            "regions.csv"
  key             "code" = region

list measures "Меры"
  key             "code" = measure
  columns
    share:        number, 0 decimals, 1 to 9
  rows
    code   | share
    roads  | 1
    water  | 1

source reports "Отчёты"
  file            "reports.csv"
  key             "code" = region, year
  columns
    done:         number, 2 decimals, 0 to 100, may be absent   "Сделано"
    plan:         number, 2 decimals, above 0                   "План"

indicator execution "Исполнение плана"
  basis           rules p. 4
  better          higher
  value           reports.done / reports.plan
  no data         not computed

indicator coverage "Охват"
  basis           rules p. 4
  better          higher
  for each        measures as measure
  value           reports.done * measure.share
  no data         not computed

score total "Итоговая оценка"
  basis           rules p. 5
  value           100 * execution.value
  round           half up, 1 decimal
  no data         not computed

rank place_in_list "Место"
  value           rank(total; over regions; highest first; ties share the better place)

grade level of total "Уровень"
  from   | below  | grade      | label
         | 50     | low        | "Низкий"
  50     |        | high       | "Высокий"

example "три четверти плана"
  given
    reports.done:                    30
    reports.plan:                    40
  expect
    total:                           75
    coverage[roads]:                 30

check total_range "Не больше ста"
  holds           total <= 100
"""

REGIONS = "code\nAKM\nALM\nATY\nMAN\n"
REPORTS = (
    "code,year,done,plan,remark\nAKM,2022,30,40,\nALM,2022,10,40,x\nATY,2022,,40,\nMAN,2022,30,40,\nAKM,2023,20,40,\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the methodology and its data, in which commands are run."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("readiness.meth", METHODOLOGY), ("regions.csv", REGIONS), ("reports.csv", REPORTS)):
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def replace(name: str, old: str, new: str) -> None:
    """Change a file of the folder."""
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_check_says_that_nothing_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    """A file, a folder, and both at once, which is the file once."""
    for paths in (["readiness.meth"], ["."], ["readiness.meth", str(Path.cwd())]):
        assert main(["check", *paths]) == 0
        assert capsys.readouterr().out == "1 file checked, nothing found.\n"


def test_check_reports_all_errors_of_all_files_at_once(capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    """Two files with errors, two errors in one of them: all are drawn, counted in the last line, and end with 1."""
    replace("readiness.meth", "reports.plan", "reports.plam")
    replace("readiness.meth", "100 * execution.value", "100 * execution.value + executoin.value")
    Path("broken.meth").write_text("quantity delay\n  value           3 +\n", encoding="utf-8")
    assert main(["check", "."]) == 1
    captured = capsys.readouterr()
    assert captured.err == ""
    golden("check_errors.txt", captured.out)


def test_check_as_json_has_each_finding_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines and columns count from 1, the end is outside."""
    replace("readiness.meth", "reports.plan", "reports.plam")
    assert main(["check", "readiness.meth", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["command"] == "check"
    assert document["files"] == ["readiness.meth"]
    assert document["counts"]["errors"] == len(document["findings"])
    one = next(one for one in document["findings"] if one["code"] == "N152")
    line = METHODOLOGY.splitlines().index("  value           reports.done / reports.plan") + 1
    assert (one["severity"], one["place"]["file"], one["place"]["line"]) == ("error", "readiness.meth", line)
    text = METHODOLOGY.replace("reports.plan", "reports.plam").splitlines()[line - 1]
    assert "plam" in text[one["place"]["column"] - 1 : one["place"]["end_column"] - 1]


def test_a_file_of_data_is_no_methodology(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever names the data is told which file was expected; nothing of the data is read as a methodology."""
    assert main(["check", "reports.csv"]) == 2
    printed = capsys.readouterr().out
    assert "`reports.csv` is no methodology: its name does not end in `.meth`" in printed
    assert "such as `readiness.meth`" in printed


def test_a_module_that_another_file_imports_is_checked_once(capsys: pytest.CaptureFixture[str]) -> None:
    """An error in the module is one error, not one for each file that is named."""
    replace("readiness.meth", 'act rules "Правила оценки"\n', "module acts\n")
    Path("acts.meth").write_text(
        'act rules "Правила оценки"\n\nquantity odd\n  value           nothing\n', encoding="utf-8"
    )
    assert main(["check", "."]) == 1
    assert capsys.readouterr().out.endswith("\n1 error\n")


def test_run_shows_each_period_by_rank_and_what_has_no_score(
    capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    """The table with its decimals, equal places, and the causes of what is not computed; notes on the error stream."""
    assert main(["run", "readiness.meth"]) == 0
    captured = capsys.readouterr()
    golden("run.txt", captured.out)
    golden("run_notes.txt", captured.err)


def test_run_writes_every_value(capsys: pytest.CaptureFixture[str]) -> None:
    """One row for each declared value of the periods and the body that are asked for, and the table says where."""
    assert main(["run", "readiness.meth", "--period", "2022", "--body", "AKM", "--out", "out.csv"]) == 0
    with Path("out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    values = {(row["name"], row["element"]): row["value"] for row in rows}
    assert values == {
        ("execution", ""): "0.75",
        ("coverage", "roads"): "30",
        ("coverage", "water"): "30",
        ("total", ""): "75",
        ("place_in_list", ""): "1",
        ("level", ""): "high",
    }
    assert {(row["body"], row["period"]) for row in rows} == {("AKM", "2022")}
    assert capsys.readouterr().out.endswith("\n6 values written to out.csv\n")


def test_run_as_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers are texts; what has no score stands by its state."""
    assert main(["run", "readiness.meth", "--period", "2021..2022", "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    document = json.loads(captured.out)
    (table,) = document["tables"]
    assert table["bodies"][0] == {"place": "1", "body": "AKM", "score": "75", "grade": "high"}
    assert table["without"] == {"not computed": ["ATY"]}
    assert [one["code"] for one in document["findings"]] == ["D695"]


def test_strict_counts_what_is_not_computed() -> None:
    """Without it neither a note nor a body without a score makes a run fail; with it each alone does."""
    command = ["run", "readiness.meth", "--period", "2022"]
    assert main(command) == 0
    assert main([*command, "--strict"]) == 1
    replace("reports.csv", "ATY,2022,,40", "ATY,2022,4,40")
    assert main([*command, "--strict"]) == 1
    replace("reports.csv", ",remark\n", "\n")
    replace("reports.csv", "40,\n", "40\n")
    replace("reports.csv", "40,x\n", "40\n")
    assert main([*command, "--strict"]) == 0


def test_a_check_that_fails_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    """The table is printed all the same; the body is named, and the run ends with 1."""
    replace("reports.csv", "MAN,2022,30,40", "MAN,2022,60,40")
    assert main(["run", "readiness.meth", "--period", "2022"]) == 1
    captured = capsys.readouterr()
    assert "150.0" in captured.out
    assert "error[E720]" in captured.err
    assert "MAN, 2022" in captured.err


def test_all_violations_of_the_data_are_reported_and_nothing_is_computed(
    capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    """File, row, column and value of each."""
    replace("reports.csv", "30,40", "30.123,-1")
    replace("reports.csv", "ALM", "ALN")
    assert main(["run", "readiness.meth"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    golden("data_violations.txt", captured.err)


def test_the_data_may_lie_elsewhere() -> None:
    """`--data` takes the place of the file's own folder; one that is not there is wrong use."""
    Path("data").mkdir()
    Path("regions.csv").rename("data/regions.csv")
    Path("reports.csv").rename("data/reports.csv")
    assert main(["run", "readiness.meth"]) == 1
    assert main(["run", "readiness.meth", "--data", "data"]) == 0
    assert main(["run", "readiness.meth", "--data", "date"]) == 2


def test_results_that_cannot_be_written_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there is not made."""
    assert main(["run", "readiness.meth", "--out", "results/out.csv"]) == 2
    assert "`results/out.csv` cannot be written: No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message", "advice"),
    [
        (["run", "--body", "AKN"], "there is no `AKN` in the list `regions`", "did you mean `AKM`?"),
        (["run", "--body", "akm"], "there is no `akm` in the list `regions`", "did you mean `AKM`?"),
        (["run", "--period", "2030"], "there are no data for 2030", "name a period that has data: 2022..2023"),
        (["trace", "totl", "--body", "AKM"], "the methodology has no value called `totl`", "did you mean `total`?"),
        (["trace", "done", "--body", "AKM"], "`done` is a column of `reports`", "name an indicator, a score"),
        (["trace", "regions", "--body", "AKM"], "`regions` is a list", "name an indicator, a score"),
        (
            ["trace", "x", "--body", "AKM"],
            "the methodology has no value called `x`",
            "name one of these: `execution`, ",
        ),
        (["trace", "total", "--body", "AKN"], "there is no `AKN` in the list `regions`", "did you mean `AKM`?"),
        (
            ["trace", "coverage", "--body", "AKM"],
            "`coverage` has a value for each element of `measures`, and none was named",
            "such as `--element roads`",
        ),
        (
            ["trace", "coverage", "--body", "AKM", "--element", "rods"],
            "there is no `rods` in the list `measures`",
            "did you mean `roads`?",
        ),
        (
            ["trace", "coverage", "--body", "AKM", "--element", "roads/water"],
            "`roads/water` does not name one of each",
            "such as `--element roads`",
        ),
        (
            ["trace", "total", "--body", "AKM", "--element", "roads"],
            "`roads` names none of its elements",
            "leave `--element` out",
        ),
    ],
)
def test_what_names_nothing_is_answered_with_what_was_meant(
    arguments: list[str], message: str, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use: exit code 2, nothing on the output, one finding and no notes beside it."""
    command, *rest = arguments
    assert main([command, "readiness.meth", *rest]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert advice in captured.err
    assert captured.err.endswith("\n1 error\n")


def test_a_value_of_a_body_asks_for_the_body(capsys: pytest.CaptureFixture[str]) -> None:
    """Without `--body` there is nothing to trace."""
    assert main(["trace", "readiness.meth", "total"]) == 2
    assert "Name the body with '--body'" in capsys.readouterr().err


def test_trace_leads_to_the_cells(capsys: pytest.CaptureFixture[str]) -> None:
    """File, row and column of each datum; the last period when none is named."""
    assert main(["trace", "readiness.meth", "total", "--body", "AKM"]) == 0
    last = capsys.readouterr()
    assert last.err == ""
    assert "reports.csv, row 6, column done" in last.out
    assert main(["trace", "readiness.meth", "total", "--body", "AKM", "--period", "2022"]) == 0
    assert "reports.csv, row 2, column done" in capsys.readouterr().out


def test_trace_as_json_is_the_published_form(capsys: pytest.CaptureFixture[str]) -> None:
    """The document is the trace itself and the same bytes each time."""
    command = ["trace", "readiness.meth", "coverage", "--body", "AKM", "--element", "water", "--format", "json"]
    assert main(command) == 0
    first = capsys.readouterr().out
    assert json.loads(first)["form"] == "tarazy.trace/1"
    assert main(command) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize("stage", ["syntax", "names", "types", "graph", "program"])
def test_show_prints_each_stage(stage: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each stage names the score, and the JSON document holds the same text."""
    assert main(["show", "readiness.meth", "--stage", stage]) == 0
    text = capsys.readouterr().out
    assert "total" in text
    assert main(["show", "readiness.meth", "--stage", stage, "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)["shown"]["readiness.meth"]
    assert shown.rstrip("\n") == text.rstrip("\n")


def test_show_offers_the_stages_that_there_are() -> None:
    """The names are repeated only so that help needs no language; they must not part."""
    from tarazy.dsl import pipeline
    from tarazy.workbench.commands import show

    assert show.STAGES == pipeline.STAGES


def test_a_folder_of_two_methodologies_is_refused_where_one_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    """Both are named; a folder with one methodology is that methodology."""
    assert main(["run", "."]) == 0
    Path("second.meth").write_text(METHODOLOGY, encoding="utf-8")
    capsys.readouterr()
    assert main(["run", "."]) == 2
    assert "`readiness.meth`, `second.meth`" in capsys.readouterr().err


def test_a_module_alone_cannot_be_run(capsys: pytest.CaptureFixture[str]) -> None:
    """It is sound, but there is nothing in it to run."""
    Path("acts.meth").write_text('act rules "Правила оценки"\n', encoding="utf-8")
    assert main(["run", "acts.meth"]) == 2
    assert "`acts.meth` does not begin with `methodology`" in capsys.readouterr().err


def without(*heads: str) -> None:
    """Take declarations out of the methodology."""
    text = Path("readiness.meth").read_text(encoding="utf-8")
    kept = [part for part in text.split("\n\n") if not part.startswith(heads)]
    Path("readiness.meth").write_text("\n\n".join(kept), encoding="utf-8", newline="\n")


def test_without_rank_and_grade_the_table_has_the_score_alone(
    capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    """No place is invented: the highest score comes first, and equal ones in the order of their codes."""
    without("rank", "grade")
    assert main(["run", "readiness.meth", "--period", "2022"]) == 0
    golden("run_score_alone.txt", capsys.readouterr().out)


def test_without_a_score_the_results_have_to_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    """There is no table to show; with `--out` everything computed is in the file."""
    without("score", "rank", "grade", "check", "example")
    assert main(["run", "readiness.meth"]) == 2
    assert "`readiness.meth` declares no score" in capsys.readouterr().err
    assert main(["run", "readiness.meth", "--out", "out.csv"]) == 0
    assert Path("out.csv").read_text(encoding="utf-8").startswith("body,period,element,name,value")


def test_of_many_bodies_without_a_score_the_first_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The others are counted."""
    codes = [f"R{number:02}" for number in range(30)]
    Path("regions.csv").write_text("\n".join(["code", "AKM", "ALM", "ATY", "MAN", *codes]) + "\n", encoding="utf-8")
    assert main(["run", "readiness.meth", "--period", "2022"]) == 0
    out = capsys.readouterr().out
    assert "\n31 not computed:\n" in out
    assert f"  {', '.join(codes[:8])} and 22 more: reports.done absent, reports.plan absent\n" in out
    assert "\n  ATY: reports.done absent\n" in out


def test_examples_that_pass_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """The data are not needed."""
    Path("reports.csv").unlink()
    assert main(["test", "."]) == 0
    assert capsys.readouterr().out == "readiness.meth: 1 of 1 examples passed\n"


def test_an_example_that_fails_is_drawn(capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    """What was found and what was expected, at the place where it was expected; the exit code is 1."""
    replace("readiness.meth", "total:                           75", "total:                           76")
    assert main(["test", "."]) == 1
    captured = capsys.readouterr()
    assert captured.err == ""
    golden("example_fails.txt", captured.out)


def test_examples_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Each example with its file, and whether it passed."""
    assert main(["test", ".", "--format", "json"]) == 0
    examples = json.loads(capsys.readouterr().out)["examples"]
    assert examples == [{"file": "readiness.meth", "label": "три четверти плана", "passed": True}]


def test_a_methodology_with_errors_has_no_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    """Its errors are reported in place of results."""
    replace("readiness.meth", "reports.plan", "reports.plam")
    assert main(["test", "readiness.meth"]) == 1
    out = capsys.readouterr().out
    assert "error[N152]" in out
    assert "passed" not in out


def test_what_a_run_finds_names_the_paragraph(capsys: pytest.CaptureFixture[str]) -> None:
    """A check that fails rests on a paragraph as a formula does, and the finding names it."""
    replace(
        "readiness.meth",
        "  holds           total <= 100",
        "  basis           rules p. 6\n  holds           total <= 100",
    )
    replace("reports.csv", "MAN,2022,30,40", "MAN,2022,60,40")
    assert main(["run", "readiness.meth", "--period", "2022"]) == 1
    assert "= paragraph: Правила оценки, p. 6\n" in capsys.readouterr().err


def test_a_note_on_a_way_of_writing_stands_once_and_not_beside_results(capsys: pytest.CaptureFixture[str]) -> None:
    """Of two lines `needs` that let members go the first is told, by `check` alone."""
    text = Path("readiness.meth").read_text(encoding="utf-8")
    criteria = "".join(
        f"\ncriterion {name}\n  mean  {first}, {first}_twice\n  needs  1, otherwise not computed\n"
        f"\nindicator {first}\n  better  higher\n  value  reports.done\n  no data  not computed\n"
        f"\nindicator {first}_twice\n  better  higher\n  value  2 * reports.done\n  no data  not computed\n"
        for name, first in (("one", "a"), ("two", "b"))
    )
    Path("readiness.meth").write_text(text + criteria, encoding="utf-8")
    main(["check", "readiness.meth"])
    assert capsys.readouterr().out.count("note[W464]") == 1
    main(["run", "readiness.meth"])
    main(["test", "readiness.meth"])
    done = capsys.readouterr()
    assert "W464" not in done.out + done.err


def test_an_unknown_body_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """The codes of the list are named, since a label is easily taken for one."""
    assert main(["trace", "readiness.meth", "total", "--body", "Unheard Of"]) == 2
    assert "name one of these: `AKM`, `ALM`, `ATY`, `MAN`" in capsys.readouterr().err


def test_a_score_that_the_data_make_impossible_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table names the code beside the body, and the finding says what is wrong; nothing is a fault of Tarazy."""
    text = METHODOLOGY[: METHODOLOGY.index("list measures")].replace('"regions.csv"', '"rows.csv"')
    source = 'source limits "L"\n  file            "rows.csv"\n  key             "code" = region, year\n  columns\n'
    columns = "    low:          number, 0 decimals, 0 to 100\n    high:         number, 0 decimals, 0 to 100\n"
    score = '\nscore total "Total"\n  value           limit(50; from limits.low; to limits.high)\n'
    (tmp_path / "m.meth").write_text(text + source + columns + score, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("code,year,low,high\na,2024,60,40\n", encoding="utf-8")
    assert main(["--lang", "en", "run", str(tmp_path / "m.meth")]) == 1
    printed = capsys.readouterr()
    assert "a: X510" in printed.out
    assert "the lower end of the limit is above the upper one" in printed.err
