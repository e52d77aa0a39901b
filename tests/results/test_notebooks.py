"""Methodologies, results and traces as a notebook shows them: HTML of texts and folds, with nothing that acts."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tarazy import load
from tarazy.dsl.visible_text import visible
from tarazy.interpreter.markup import escaped, table
from tarazy.interpreter.program_html import program_html
from tarazy.interpreter.results_html import MOST_LINES, results_html
from tarazy.interpreter.run import RunResult
from tarazy.interpreter.trace import Trace
from tarazy.interpreter.trace_html import trace_html
from tarazy.interpreter.trace_text import trace_text
from tests.golden import Golden
from tests.trace.towns import TOWNS, program_of_text, run_of_towns

HARMLESS = {
    *("div", "p", "br", "ul", "li", "details", "summary"),
    *("strong", "em", "small", "code", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}
STYLES = {"text-align:left", "text-align:right", "margin-left:1.5em", "text-align:left;white-space:nowrap"}


class Reading(HTMLParser):
    """Reads HTML as a browser does: its elements, its attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append(tag)
        self.attributes += attrs
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Elements are closed in the order in which they were opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def harmless(html: str) -> Reading:
    """The HTML as read, once it is known to hold nothing but texts, tables and folds."""
    found = Reading(html)
    assert found.open == []
    assert set(found.elements) <= HARMLESS
    for name, value in found.attributes:
        assert name in ("class", "scope", "open", "style"), name
        assert name != "style" or value in STYLES
    return found


@pytest.fixture
def towns(tmp_path: Path) -> RunResult:
    """The run of the towns."""
    return run_of_towns(tmp_path)


def without_hashes(html: str) -> str:
    """The HTML with hashes that change with every line of the methodology left out."""
    return re.sub(r"\b[0-9a-f]{64}\b", "HASH", html)


def test_results(towns: RunResult, golden: Golden) -> None:
    """The ranked table of the last period, and who has no score."""
    html = towns._repr_html_()
    harmless(html)
    golden("results.html", html)


def test_results_without_a_score_are_the_first_rows(tmp_path: Path) -> None:
    """The long table, its values and states."""
    text = TOWNS[: TOWNS.index("score total")] + 'check spent "Spent"\n  holds           budget.fact <= budget.plan\n'
    found = harmless(run_of_towns(tmp_path, text)._repr_html_())
    assert "execution" in found.text
    assert "not applicable" in found.text


def test_long_tables_are_cut_and_say_so(towns: RunResult) -> None:
    """So many lines, and how many more there are."""
    row = next(one for one in towns.scores if one.name == "total" and one.value)
    rows = [evolve(row, body=f"body{number}") for number in range(MOST_LINES + 7)]
    found = harmless(results_html(towns.program, rows))
    assert found.elements.count("tr") == MOST_LINES + 1
    assert "… and 7 more" in found.text


def test_a_trace_is_folded(towns: RunResult, golden: Golden) -> None:
    """A value over what it was made of: formulas with numbers, members with weights, cells with their files."""
    trace = towns.trace("ash", "total", 2021)
    html = without_hashes(trace_html(trace))
    found = harmless(html)
    golden("trace.html", html)
    assert found.elements.count("details") == found.elements.count("summary") > 5
    assert [name for name, _ in found.attributes].count("open") == 1
    assert "budget.csv, row 3, column fact" in found.text


def test_a_trace_of_a_place_and_of_a_missing_value(towns: RunResult) -> None:
    """Neighbours in rank; the rule and the causes of what is not there."""
    place = harmless(trace_html(towns.trace("ash", "place", 2021)))
    assert "next worse" in place.text or "next better" in place.text
    missing = harmless(trace_html(towns.trace("cedar", "total", 2021)))
    assert "not applicable" in missing.text


def test_a_notebook_is_given_text_and_html(towns: RunResult) -> None:
    """A frontend without HTML shows what the command line prints."""
    trace = towns.trace("ash", "total", 2021)
    bundle = trace._repr_mimebundle_(include=None, exclude=None)
    assert bundle == {"text/html": trace_html(trace), "text/plain": trace_text(trace)}
    assert trace._repr_html_() == bundle["text/html"]


def test_a_methodology(repository: Path, golden: Golden) -> None:
    """Its head, how much it declares, and what each declaration is made of."""
    loaded = load(str(repository / "methodologies" / "hvbp.meth"))
    html = without_hashes(loaded._repr_html_())
    harmless(html)
    golden("methodology.html", html)


def test_on_one_line_each_is_short(repository: Path, towns: RunResult) -> None:
    """What a prompt prints names the methodology and not all that it holds."""
    loaded = load(str(repository / "methodologies" / "hdi.meth"))
    assert re.fullmatch(r"<methodology hdi [\d.]+, \d+ values>", repr(loaded))
    assert repr(towns) == "<run of towns 1.0, periods: 2021>"


# ---------------------------------------------------------------- any text


@given(st.text())
def test_any_text_comes_out_as_that_text(text: str) -> None:
    """In an element and in an attribute a reader of HTML finds the text, with signs for what hides."""
    found = Reading(f'<p title="{escaped(text)}">{escaped(text)}</p>')
    assert found.elements == ["p"]
    assert found.attributes == [("title", visible(text))]
    assert found.text == visible(text)


@given(st.text(min_size=1), st.lists(st.tuples(st.text(), st.text()), max_size=3), st.text())
def test_any_cells_make_one_table(head: str, rows: list[tuple[str, str]], caption: str) -> None:
    """As many cells as there are, and no element besides."""
    found = harmless(table((head, "b"), rows, caption, (1,)))
    assert found.elements.count("td") == 2 * len(rows)
    assert found.elements.count("th") == 2


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_label_of_a_trace_is_text(label: str, shown: str) -> None:
    """A label, a value and a body that look like HTML are shown as they are written."""
    trace = any_trace()
    root = evolve(trace.root, label=label, value=evolve(trace.root.value, shown=shown))
    found = harmless(trace_html(evolve(trace, root=root, body=label)))
    assert visible(label) in found.text
    assert visible(shown) in found.text


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "</details>", "&lt;", '" onclick="x', "<!--"])
def test_a_label_written_in_a_methodology_is_text(label: str, tmp_path: Path) -> None:
    """From the text of the methodology to the drawing: nothing but text."""
    text = TOWNS.replace('"Overall"', '"' + label.replace('"', "'") + '"')
    result = run_of_towns(tmp_path, text)
    for html in (result._repr_html_(), trace_html(result.trace("ash", "total", 2021))):
        assert label.replace('"', "'") in harmless(html).text


@cache
def any_trace() -> Trace:
    """The trace of a score, made once."""
    with TemporaryDirectory() as folder:
        return run_of_towns(Path(folder)).trace("ash", "total", 2021)


def test_a_program_without_a_head_is_drawn() -> None:
    """Modules alone have no version and no bodies."""
    program = program_of_text('quantity two "Two"\n  value           2\n', "two.meth")
    assert "Two" in harmless(program_html(program)).text
