"""What a binding says is said of its source, once; and what is said of one that is out of place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.source import source_of
from tarazy.dsl.table_layout import PLAIN, SPACES, Encoding, TableLayout
from tarazy.grammar.keywords import LANGUAGES, vocabulary
from tarazy.workbench.compiling import compile_each
from tests.bindings.wiring import BINDING, HEAD, SCORE, SOURCE, codes, compiled, findings_text
from tests.golden import Golden

LINE = '  file            "budget.csv"\n'
TWO_TITLES = 'key             "A" = body, "B" = body'

WRONG = {
    "nothing_of_that_name": ("", BINDING.replace("binding budget", "binding budgt")),
    "nothing_like_that_name": ("", BINDING.replace("binding budget", "binding weather")),
    "two_bindings": ("", BINDING + "\n" + BINDING),
    "file_twice": (SOURCE.replace("  key  ", LINE + "  key  "), BINDING),
    "title_twice": (SOURCE.replace("body, year", '"Body" = body, year'), BINDING),
    "range_twice": (SOURCE.replace("spent:        money KZT", "spent:        money KZT, 0 to 5, 2 decimals"), BINDING),
    "unknown_column": ("", BINDING.replace("    spent:", "    spnt:")),
    "column_twice": ("", BINDING + "    spent:        3 decimals\n"),
    "unknown_part_of_the_key": ("", BINDING.replace("= body", "= bdy")),
    "part_of_the_key_twice": ("", BINDING.replace('key             "Орган" = body', TWO_TITLES)),
    "sheet_of_a_text_file": ("", BINDING.replace('"budget.csv"', '"budget.csv", sheet "1"')),
    "table_of_a_workbook": (
        "",
        'binding budget\n  file            "budget.xlsx", table "t"\n  encoding        cp1251\n  delimiter       tab\n',
    ),
    "header_of_a_database": (
        "",
        'binding budget\n  file            "b.duckdb", table "t"\n  header row      2\n  decimal mark    comma\n',
    ),
    "period_without_a_year": (
        SOURCE.replace("body, year", "body"),
        BINDING.replace('"budget.csv"', '"budget.csv", period 2024').replace(', "Год" = year', ""),
    ),
    "declaration_among_bindings": ("", BINDING + '\nact order "Order"\n'),
}
"""Wrong programs: the source where it is another one, and the file of bindings."""


@pytest.mark.parametrize("name", WRONG)
def test_a_binding_out_of_place_is_reported(name: str, golden: Golden) -> None:
    """Each mistake gives its code, its place, the other place where there is one, and what to do."""
    source, binding = WRONG[name]
    golden(f"{name}.txt", findings_text(compiled(HEAD + (source or SOURCE) + SCORE, binding)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("key             body, year", "ke              body, year"),
        ("  columns\n", "  colums\n"),
    ],
)
def test_what_cannot_be_read_of_a_source_is_not_missed_by_its_binding(before: str, after: str) -> None:
    """A line of the source that cannot be read is one finding; the binding that speaks of it is not blamed."""
    assert before in SOURCE
    found = codes(compiled(HEAD + SOURCE.replace(before, after, 1) + SCORE))
    assert [code[0] for code in found] == ["P"]


def test_a_source_reads_as_its_binding_says() -> None:
    """The files, layout, titles and contracts of a source are those of its binding."""
    resolved = compiled().resolved
    assert resolved is not None
    source = resolved.sources["budget"]
    assert [file.path for file in source.files] == ["budget.csv"]
    assert source.layout == TableLayout(None, None, (2, 3), Encoding.KZ_1048, ",", SPACES, ";")
    assert [(part.name, part.title) for part in source.key] == [("body", "Орган"), ("year", "Год")]
    assert [(one.name, one.title, one.decimals) for one in source.columns] == [
        ("planned", "План", 1),
        ("spent", "Факт", 2),
    ]
    assert source.columns[0].label == "Plan"


def test_sheet_and_table_belong_to_a_file() -> None:
    """Each file has its own sheet; all files share the rest of the layout."""
    files = "".join(f'  file            "b.xlsx", sheet "{year}", period {year}\n' for year in (2023, 2024))
    resolved = compiled(binding=f"binding budget\n{files}  header row      3\n").resolved
    assert resolved is not None
    source = resolved.sources["budget"]
    assert [source.layout_of(file) for file in source.files] == [
        TableLayout(sheet="2023", header_rows=(3, 3)),
        TableLayout(sheet="2024", header_rows=(3, 3)),
    ]
    assert [file.period for file in source.files] == [2023, 2024]


def test_nothing_said_is_the_plain_layout() -> None:
    """A source of which no layout is said is a table in UTF-8 with a decimal point, its header in the first row."""
    resolved = compiled(binding="").resolved
    assert resolved is not None
    assert resolved.sources["budget"].layout == PLAIN
    assert [(one.name, one.title) for one in resolved.sources["budget"].columns] == [
        ("planned", "planned"),
        ("spent", "spent"),
    ]


def test_a_list_may_be_bound() -> None:
    """The files and titles of a list may stand in a binding as well."""
    head = HEAD.replace('  file            "bodies.csv"\n', "")
    binding = 'binding bodies\n  file            "orgs.csv"\n  encoding        cp1251\n  key             "Код" = body\n'
    resolved = compiled(head + SOURCE + SCORE, binding + "\n" + BINDING).resolved
    assert resolved is not None
    bodies = resolved.lists["bodies"]
    assert ([file.path for file in bodies.files], bodies.key_title) == (["orgs.csv"], "Код")
    assert bodies.layout.encoding is Encoding.CP1251


def test_columns_may_be_laid_out_and_coded_by_a_binding() -> None:
    """`wide` and `coded` in a binding mean what they mean in a source."""
    source = 'source places "Places"\n  key             body, year\n  columns\n    open:         yes/no\n'
    line = '  wide            "in {year}" = open\n'
    binding = (
        'binding places\n  file            "p.csv"\n' + line + "  columns\n    open:         coded 1 = yes, 0 = no\n"
    )
    resolved = compiled(HEAD + source, binding).resolved
    assert resolved is not None
    places = resolved.sources["places"]
    assert [(one.pattern, one.element, one.column) for one in places.wide] == [("in {year}", "year", "open")]
    assert places.columns[0].codes == (("1", True), ("0", False))
    assert "N171" in codes(compiled(HEAD + source, binding.replace("{year}", "{yaer}")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_binding_may_be_written_in_any_keyword_language(language: str) -> None:
    """Law: a binding printed in another language and read in it is the same binding."""
    written = parse(source_of("small.data.meth", BINDING)).file
    read = parse(source_of("small.data.meth", format_file(written, vocabulary(language))), language)
    assert [one.message for one in read.findings] == []
    assert read.file.declarations == written.declarations


# ---------------------------------------------------------------- files of bindings


def test_the_bindings_beside_a_file_are_loaded_with_it(tmp_path: Path) -> None:
    """`NAME.data.meth` beside `NAME.meth` is part of the program, of a module as of a methodology."""
    (tmp_path / "main.meth").write_text(HEAD.replace("list", "module money\n\nlist", 1) + SCORE, encoding="utf-8")
    (tmp_path / "money.meth").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "money.data.meth").write_text(BINDING, encoding="utf-8")
    compilation = compile_files([tmp_path / "main.meth"])
    assert codes(compilation) == []
    assert [Path(file.source.name).name for file in compilation.files] == ["main.meth", "money.meth", "money.data.meth"]


def test_a_binding_may_stand_in_the_methodology() -> None:
    """A file of its own is not needed."""
    assert codes(compiled(HEAD + SOURCE + SCORE + "\n" + BINDING, binding="")) == []


@pytest.mark.parametrize("named", [("small.data.meth",), ("small.meth",), ("small.data.meth", "small.meth"), (".",)])
def test_a_file_of_bindings_stands_for_the_file_that_it_binds(named: tuple[str, ...], tmp_path: Path) -> None:
    """Whichever of the two is named, both are checked, once."""
    (tmp_path / "small.meth").write_text(HEAD + SOURCE + SCORE, encoding="utf-8")
    (tmp_path / "small.data.meth").write_text(BINDING.replace("    spent:", "    spnt:"), encoding="utf-8")
    compiled_files, findings = compile_each([tmp_path / name for name in named])
    assert [one.path.name for one in compiled_files] == ["small.meth"]
    assert [one.code for one in findings] == ["N152"]


def test_a_stage_shows_what_the_two_say_together() -> None:
    """`show --stage names` prints files and titles, wherever they are written."""
    assert "source budget by bodies, period\n  from budget.csv\n  planned titled “План”\n" in compiled().show("names")
