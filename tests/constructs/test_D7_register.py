"""D7: collections of records, counted, summed and described by conditions; each with its rows in the trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.dsl.declarations import Column
from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.periods import part_of_year
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tarazy.grammar.keywords import vocabulary
from tarazy.interpreter.cells import Missing
from tarazy.interpreter.data.row_hash import cell_text, ordered, row_text, rows_hash
from tarazy.interpreter.examples import run_examples
from tarazy.interpreter.replay import replay
from tarazy.interpreter.trace_html import trace_html
from tarazy.interpreter.trace_json import schema, trace_json
from tarazy.interpreter.trace_text import trace_text
from tarazy.workbench.cli import main
from tests.constructs.register_programs import APPEALS, FILES, HEAD, checked, codes, read, registered

RULES = "  nothing to count  not applicable\n"


def value(call: str, rules: str = "") -> str:
    """A quantity of one call."""
    return f"quantity q\n  value  {call}\n{rules}"


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ("count(appeals)", "3 appeals"),
        ("count(appeals; only kind = complaint)", "2 appeals"),
        ("count(appeals; only has(answered) and answered <= due)", "1 appeals"),
        ("sum(cost; over appeals; only has(cost))", "11.5 KZT"),
        ("distinct count(kind; over appeals)", "2"),
        ("count(appeals[previous year])", "1 appeals"),
        ("count(appeals[last 2 years])", "4 appeals"),
        ("count(appeals)[previous year]", "1 appeals"),
        ('count(appeals; only body.region = "N")', "3 appeals"),
        ("count(appeals; only appeals.kind = complaint)", "2 appeals"),
    ],
)
def test_D7_rows_are_counted_and_summed(call: str, shown: str, tmp_path: Path) -> None:
    """Rows belong to a body and to the period of their date; a condition chooses among them."""
    assert registered(tmp_path, value(call)).shown("q") == shown


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ("share(appeals; only kind = complaint)", "2/3"),
        ("mean(answered - due; over appeals; only has(answered))", "5 days"),
        ("median(cost; over appeals; only has(cost); mean of the middle two)", "5.75 KZT"),
        ("min(due; over appeals)", "2021-03-01"),
        ("max(marks; over appeals; only has(marks))", "5"),
    ],
)
def test_D7_rows_are_described(call: str, shown: str, tmp_path: Path) -> None:
    """A share, a mean, a median and extremes need a rule for a body without rows."""
    program = registered(tmp_path, value(call, RULES))
    cell = program.result.cell("north", "q", 2021)
    assert str(cell) == shown or program.shown("q") == shown
    assert codes(value(call)) == ["S312"]


def test_D7_without_rows_a_count_is_0_and_a_share_needs_an_answer(tmp_path: Path) -> None:
    """A body that no row belongs to has a count of 0; of a share the rule says what holds."""
    both = (
        value("count(appeals; only kind = request)")
        + "\n"
        + value("share(appeals; only kind = request)", RULES).replace("quantity q", "quantity s")
    )
    program = registered(tmp_path, both)
    assert program.shown("q", "south", 2020) == "0 appeals"
    assert program.shown("s", "south", 2020) == "not applicable"


def test_D7_an_absent_cell_makes_a_condition_unknown(tmp_path: Path) -> None:
    """One row of which the condition is unknown makes the count unknown; the column is the cause (S311)."""
    text = value("count(appeals; only answered <= due)")
    assert codes(text) == ["S311"]
    cell = registered(tmp_path, text).result.cell("north", "q", 2021)
    assert isinstance(cell, Missing)
    assert [cause.code for cause in cell.causes] == ["appeals.answered"]
    assert codes(value("count(appeals; only has(answered) and answered <= due)")) == []


def test_D7_a_condition_proves_that_a_value_is_there() -> None:
    """Where the condition holds only for rows with a value, the aggregate may not be absent."""
    assert codes("indicator i\n  better  higher\n  value  sum(cost; over appeals; only has(cost)) / 1 KZT\n") == []
    assert codes("indicator i\n  better  higher\n  value  sum(cost; over appeals) / 1 KZT\n") == ["S302"]


def test_D7_a_period_that_the_register_does_not_reach_is_absent(tmp_path: Path) -> None:
    """No row of any body means that nothing is known of the period, unless a file is declared for it."""
    program = registered(tmp_path, value("count(appeals)"))
    cell = program.result.cell("north", "q", 2019)
    assert isinstance(cell, Missing)
    assert [cause.code for cause in cell.causes] == ["appeals"]
    head = HEAD.replace('"appeals.csv"', '"appeals.csv", period 2021')
    files = {"appeals.csv": "appeal,body,kind,due,answered,cost,marks\n"}
    assert registered(tmp_path, value("count(appeals)"), files, head).shown("q") == "0 appeals"


def test_D7_former_periods_reach_no_further_than_the_data(tmp_path: Path) -> None:
    """A window that begins before the first period of the data is unknown, since rows may be missing from it."""
    cell = registered(tmp_path, value("count(appeals[last 3 years])")).result.cell("north", "q", 2021)
    assert isinstance(cell, Missing)
    assert [cause.code for cause in cell.causes] == ["no former period"]


def test_D7_the_trace_tells_the_rows_by_what_they_have_in_common(tmp_path: Path) -> None:
    """Register, whose rows, condition, numbers of rows, and the hash of those that take part."""
    program = registered(tmp_path, value("count(appeals; only kind = complaint)"))
    rows = program.rows("q")
    assert (rows.register, rows.belonging, rows.condition, rows.of) == (
        "appeals",
        "body = north, due in 2021",
        "kind = complaint",
        3,
    )
    assert program.aggregate("q").count == 2
    table, columns = program.snapshot.register("appeals"), program.program.registers["appeals"].columns
    assert rows.sha256 == rows_hash(row_text(_texts(columns, program, row)) for row in (0, 4))
    assert rows.files == table.files
    trace = program.result.trace("north", "q", 2021)
    assert f"2 of 3 rows of appeals (body = north, due in 2021), sha256 {rows.sha256[:8]}…" in trace_text(trace)
    assert rows.sha256 in trace_html(trace)
    document = trace_json(trace)
    Draft202012Validator(schema()).validate(json.loads(document))
    assert replay(document, program.program, program.snapshot) == document


def _texts(columns: tuple[Column, ...], program: object, row: int) -> list[str | None]:
    table = program.snapshot.register("appeals")  # type: ignore[attr-defined]  # any holder of a snapshot will do
    found = []
    for column in ordered(columns):
        cell = table.cell(column.name, row)
        found.append(cell_text(column, cell))
    return found


def test_D7_the_hash_of_rows_is_that_of_the_snapshot(tmp_path: Path) -> None:
    """The order of rows and their spread over files change no hash; a cell does."""
    first = registered(tmp_path, value("count(appeals)")).snapshot.hash
    head, *lines = APPEALS.splitlines()
    turned = "\n".join([head, *reversed(lines)]) + "\n"
    assert registered(tmp_path, value("count(appeals)"), {"appeals.csv": turned}).snapshot.hash == first
    changed = APPEALS.replace("10.50", "10.51")
    assert registered(tmp_path, value("count(appeals)"), {"appeals.csv": changed}).snapshot.hash != first
    spelt = APPEALS.replace("10.50", "10.5")
    assert registered(tmp_path, value("count(appeals)"), {"appeals.csv": spelt}).snapshot.hash == first


def test_D7_rows_behind_a_value_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``tarazy trace --rows`` shows where each row stands and its cells, as text and as JSON."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    path = tmp_path / "example.meth"
    path.write_text(f"{HEAD}\n{value('sum(cost; over appeals; only has(cost))')}", encoding="utf-8")
    command = ["trace", str(path), "q", "--body", "north", "--period", "2021", "--rows"]
    assert main(command) == 0
    text = capsys.readouterr().out
    assert "2 rows of appeals" in text
    assert [line.split()[:3] for line in text.splitlines()[-2:]] == [
        ["appeals.csv", "2", "1"],
        ["appeals.csv", "6", "5"],
    ]
    assert main([*command, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["form"] == "tarazy.rows/1"
    assert [row["row"] for row in document["aggregates"][0]["rows"]] == [2, 6]
    assert document["aggregates"][0]["rows"][0]["cells"][-2:] == ["10.5", "5"]


def test_D7_a_parameter_and_a_result_can_stand_in_a_condition(tmp_path: Path) -> None:
    """What is the same in every row is asked once for each body and period, and stands in the trace."""
    text = "parameter least\n  value\n    2020:  2 KZT\n    2021:  5 KZT\n\n" + value(
        "count(appeals; only has(cost) and cost > least)"
    )
    program = registered(tmp_path, text)
    assert (program.shown("q"), program.shown("q", "north", 2020)) == ("1 appeals", "1 appeals")
    assert [one.key for one in program.result.trace("north", "q", 2021).root.operands] == ["least"]


def test_D7_every_violation_is_reported_with_its_row(tmp_path: Path) -> None:
    """The contract is checked once for all rows: each wrong cell with file, row and column, a repeated key too."""
    wrong = (
        "appeal,body,kind,due,answered,cost,marks\n"
        "1,nort,complaint,2021-03-01,,1,5\n"
        "1,north,complain,2021-02-30,,1.234,9\n"
        ",north,request,,,-1,5\n"
    )
    _, snapshot, found = read(tmp_path, value("count(appeals)"), {"appeals.csv": wrong})
    assert snapshot is None
    assert {(one.code, str(one.place)) for one in found} == {
        ("D659", "appeals.csv, row 2, column body"),
        ("D663", "appeals.csv, row 3"),
        ("D656", "appeals.csv, row 3, column kind"),
        ("D658", "appeals.csv, row 3, column due"),
        ("D652", "appeals.csv, row 3, column cost"),
        ("D653", "appeals.csv, row 3, column marks"),
        ("D661", "appeals.csv, row 4, column appeal"),
        ("D660", "appeals.csv, row 4, column due"),
        ("D653", "appeals.csv, row 4, column cost"),
    }


def test_D7_examples_give_rows() -> None:
    """Rows in a table, `none`, or nothing: then the register is absent."""
    text = (
        value("count(appeals; only kind = request)")
        + """
example "rows"
  given appeals
    body  | due        | kind
    north | 2021-02-01 | request
    north | 2021-02-01 | complaint
    south | 2021-02-01 | request
  expect
    q[north]:  1

example "no rows"
  given
    appeals:  none
  expect
    q:  0

example "nothing said"
  expect
    q:  absent
"""
    )
    compilation = compile_sources([source_of("example.meth", f"{HEAD}\n{text}")])
    assert compilation.program is not None
    assert [finding.message for one in run_examples(compilation.program) for finding in one.findings] == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("belongs to      body, due", None),
        ("belongs to      body, answered", "N194"),
        ("belongs to      body, kind", "N194"),
        ("belongs to      body, due, body", "N194"),
        ("belongs to      bodi, due", "N152"),
    ],
)
def test_D7_a_row_belongs_by_elements_and_one_date(line: str, code: str | None) -> None:
    """`belongs to` names elements of lists, each of its own list, and a date; none of them may be absent."""
    found = codes(value("count(appeals)"), HEAD.replace("belongs to      body, due", line))
    assert found == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quantity q\n  value  appeals.cost\n", "N193"),
        ("quantity q\n  value  appeals\n", "N153"),
        ("quantity q\n  value  count(appeals[2021])\n", "N195"),
        ("quantity q\n  value  count(appeals; only kin = request)\n", "N150"),
        ("quantity kind\n  value  1\n\nquantity q\n  value  count(appeals; only kind = request)\n", "N156"),
    ],
)
def test_D7_what_is_no_question_to_rows_is_refused(text: str, code: str) -> None:
    """A column outside of a call, a register as a value, a period that is no window, a column that is not there."""
    assert [one.code for one in checked(text).errors] == [code]


def test_D7_a_register_is_part_of_what_is_agreed() -> None:
    """Whose a row is belongs to what is computed, the holder to the law, the file to the binding, a label to texts."""
    text = value("count(appeals)")

    def hashes(head: str) -> tuple[str, str, str, str]:
        program = compile_sources([source_of("example.meth", f"{head}\n{text}")]).program
        assert program is not None
        return program.hashes.calc, program.hashes.program, program.hashes.binding, program.hashes.texts

    def changed(old: str, new: str) -> list[bool]:
        pairs = zip(hashes(HEAD), hashes(HEAD.replace(old, new)), strict=True)
        return [before != after for before, after in pairs]

    assert changed("body, due\n", "body\n") == [True, True, False, False]
    assert changed("  key             appeal\n", "  holder  statistics\n  key  appeal\n") == [False, True, False, False]
    assert changed('"appeals.csv"', '"other.csv"') == [False, False, True, False]
    assert changed('"Register of appeals"', '"Appeals"') == [False, False, False, True]


def test_D7_formatting_changes_nothing() -> None:
    """Format after parse gives the same text, and the same program."""
    text = f"{HEAD}\n{value('distinct count(kind; over appeals[last 2 years]; only has(answered))')}"
    once = format_file(parse(source_of("example.meth", text)).file, vocabulary())
    assert format_file(parse(source_of("example.meth", once)).file, vocabulary()) == once
    before, after = (compile_sources([source_of("example.meth", one)]).program for one in (text, once))
    assert before is not None
    assert after is not None
    assert before.hashes == after.hashes


def test_D7_stages_show_the_register() -> None:
    """``tarazy show`` says whose rows they are, and what each column is."""
    compilation = compile_sources([source_of("example.meth", f"{HEAD}\n{value('sum(cost; over appeals)')}")])
    assert "register appeals belongs to bodies by body, period by due" in compilation.show("names")
    assert "cost: money KZT; [0, ∞); by row of appeals; may be absent" in compilation.show("types")


RUSSIAN = """\
методика пример «Пример»
  версия          1
  действует с     01.01.2020
  период          год
  оценке подлежат  органы

перечень органы «Органы»
  файл            «bodies.csv»
  ключ            «body» = орган
  столбцы
    регион:       текст, заголовок «region»

реестр обращения «Реестр обращений»
  файл            «appeals.csv»
  ключ            «appeal» = номер
  отнесение       орган, срок
  столбцы
    орган:        органы, заголовок «body»
    срок:         дата, заголовок «due»
    ответ:        дата, может не быть, заголовок «answered»

величина в_срок
  значение        число(обращения; только есть(ответ) и ответ <= срок)

величина сроков
  значение        число различных(срок; реестр обращения)
"""


def test_D7_in_russian(tmp_path: Path) -> None:
    """A register in Russian words, by the words of the table, gives what it gives in English."""
    program = registered(tmp_path, "", head=RUSSIAN)
    assert program.result.cell("north", "в_срок", 2021) == 1
    assert program.result.cell("north", "сроков", 2021) == 1


def test_D7_a_binding_says_where_the_rows_are(tmp_path: Path) -> None:
    """File, titles and ranges may stand in a binding; the norm keeps its hash."""
    norm = HEAD.replace('  file            "appeals.csv"\n', "")
    bound = value("count(appeals)") + '\nbinding appeals\n  file  "other.csv"\n  key   "No." = appeal\n'
    files = {"other.csv": APPEALS.replace("appeal,", "No.,", 1)}
    program = registered(tmp_path, bound, files, norm)
    assert program.shown("q") == "3 appeals"
    unbound = compile_sources([source_of("example.meth", f"{HEAD}\n{value('count(appeals)')}")]).program
    assert unbound is not None
    assert program.program.hashes.program == unbound.hashes.program


def test_D7_quarters(tmp_path: Path) -> None:
    """Rows belong to the methodology's own periods; a year behind the register's name is four of its quarters, and a
    file that is declared for a year reaches to each of them.
    """
    calls = ("count(appeals)", "count(appeals[previous quarter])", "count(appeals[last 1 years])")
    text = "\n".join(value(call).replace("quantity q", f"quantity q{at}") for at, call in enumerate(calls))
    head = HEAD.replace("period          year", "period          quarter")
    file = '  file            "appeals.csv"'
    head = head.replace(
        file, '  file            "appeals.csv", period 2021\n  file            "former.csv", period 2020'
    )
    rows = [line for line in APPEALS.splitlines() if "2020-" not in line]
    former = "appeal,body,kind,due,answered,cost,marks\n3,north,request,2020-03-01,,2.25,4\n"
    program = registered(tmp_path, text, {"appeals.csv": "\n".join(rows) + "\n", "former.csv": former}, head)
    quarters = [part_of_year(2021, 4, 1), part_of_year(2020, 4, 4)]
    found = [[program.result.cell("north", f"q{at}", quarter) for at in range(3)] for quarter in quarters]
    assert found == [[3, 0, 3], [0, 0, 1]]
    assert program.result.scores == program.row_by_row().scores
