"""How findings are drawn: places, further places, cut lines, odd characters, colours."""

import re
import unicodedata

import click
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.diagnostics import CellPlace, Diagnostic, Label, Place, finding
from tarazy.dsl.source import Source, Span, source_of
from tarazy.workbench.drawing import count_text, draw, draw_all
from tests.golden import Golden

GOALS = """\
score total "Итоговая оценка"
  value           delay + budget.executed
  round           half up, 2 decimals

quantity delay "Задержка"
  value           3 days
"""


def span(source: Source, text: str, occurrence: int = 0) -> Span:
    """The place of `text` in `source`."""
    start = -1
    for _ in range(occurrence + 1):
        start = source.text.index(text, start + 1)
    return Span(source, start, start + len(text))


def label(place: Span, words: str) -> Label:
    """A further place with these words."""
    return Label(place, "is", {"what": words})


def unknown(place: Place, *labels: Label, paragraph: str = "") -> Diagnostic:
    """A finding at `place`."""
    return finding("N150", place, variant="near", labels=labels, paragraph=paragraph, name="dely", nearest="delay")


def test_the_main_place_and_two_operands_are_underlined_on_one_line(golden: Golden) -> None:
    """The drawing of two operands is that of the language's description: signs on one row, words on the next."""
    goals = source_of("goals.meth", GOALS)
    operands = label(span(goals, "delay"), "days"), label(span(goals, "budget.executed"), "money KZT")
    drawn = draw(unknown(span(goals, "delay + budget.executed"), *operands), colour=False)
    assert "\n  │                   ----- ^ ---------------\n  │                   days    money KZT\n" in drawn
    golden("operands.txt", drawn + "\n")


def test_words_that_do_not_fit_side_by_side_go_a_row_lower(golden: Golden) -> None:
    """Three long words on one line: each stands below its own place, led there by a line."""
    goals = source_of("goals.meth", GOALS)
    labels = (
        label(span(goals, "delay"), "days, as the declaration says"),
        label(span(goals, "budget"), "a source of money"),
        label(span(goals, "executed"), "money KZT"),
    )
    golden("stacked_words.txt", draw(unknown(span(goals, "+"), *labels), colour=False) + "\n")


def test_places_on_other_lines_are_shown_in_their_order(golden: Golden) -> None:
    """A further place below and one above the main one; lines between that say nothing are left out."""
    goals = source_of("goals.meth", GOALS)
    labels = label(span(goals, "3 days"), "days"), label(span(goals, "total"), "used here")
    drawn = draw(unknown(span(goals, "half up"), *labels, paragraph="24. Расчёт итоговой оценки"), colour=False)
    golden("other_lines.txt", drawn + "\n")


def test_a_place_in_another_file_has_its_own_frame(golden: Golden) -> None:
    """The file of the main place comes first."""
    goals, bodies = source_of("goals.meth", GOALS), source_of("bodies.meth", "\nlist delay\n")
    drawn = draw(unknown(span(goals, "delay"), label(span(bodies, "delay"), "declared here")), colour=False)
    golden("other_file.txt", drawn + "\n")


def test_a_place_of_several_lines_is_underlined_at_both_ends(golden: Golden) -> None:
    """The first and the last line are shown, not what is between them."""
    goals = source_of("goals.meth", GOALS)
    declaration = Span(goals, 0, goals.text.index("\n\n"))
    two_lines = span(goals, "delay + budget.executed\n  round")
    golden("several_lines.txt", draw(unknown(declaration), False) + "\n\n" + draw(unknown(two_lines), False) + "\n")


def test_the_underline_stays_in_place_under_any_script(golden: Golden) -> None:
    """Kazakh letters take one column, East Asian ones two, combining marks none, a tab leads to the next stop."""
    lines = ["мақсат  әрекет + көрсеткіш", "値 = 目標 + x", "e\u0301\u0323tat + x", "\ta\tb + x", "\u202edelay + x"]
    drawn = []
    for line in lines:
        source = source_of("scripts.meth", line + "\n")
        drawn.append(draw(unknown(span(source, "+")), colour=False))
    golden("scripts.txt", "\n\n".join(drawn) + "\n")


def test_a_long_line_is_cut_around_what_is_underlined(golden: Golden) -> None:
    """The cut is marked; the head still names the true column."""
    words = " + ".join(f"indicator_{number}" for number in range(60))
    source = source_of("long.meth", f"  value           {words}\n")
    places = [span(source, f"indicator_{number}") for number in (0, 30, 59)]
    golden("long_lines.txt", "\n\n".join(draw(unknown(place), False) for place in places) + "\n")


def test_an_empty_place_is_still_seen(golden: Golden) -> None:
    """At the end of a line and at the end of the text one sign shows where something is missing."""
    source = source_of("goals.meth", "score total\n  value           \n")
    places = [Span(source, 28, 28), Span(source, len(source.text), len(source.text)), None]
    golden("empty_places.txt", "\n\n".join(draw(unknown(place), False) for place in places) + "\n")


def test_a_cell_of_a_data_file_is_drawn_with_its_value(golden: Golden) -> None:
    """Row and column are named; a value that would not show, or is very long, is made readable."""
    places = [
        CellPlace("hdi/inputs.csv", 1042, "gni_pc", "12\u00a0345,6"),
        CellPlace("hdi/inputs.csv", 3, "iso3", "K\tZ\x00\u200b"),
        CellPlace("hdi/inputs.csv", 4, "iso3", "х" * 500),
        CellPlace("hdi/inputs.csv", 5, "iso3", ""),
        CellPlace("hdi/inputs.csv", 1),
        CellPlace("hdi/inputs.csv"),
    ]
    golden("cells.txt", "\n\n".join(draw(unknown(place), False) for place in places) + "\n")


def test_all_findings_come_in_reading_order_with_their_count(golden: Golden) -> None:
    """Order of the texts, not of finding; the last line counts."""
    goals = source_of("goals.meth", GOALS)
    note = finding("D695", CellPlace("a.csv", 1), titles="`x`, `y`", count="2")
    findings = [unknown(span(goals, "3 days")), unknown(span(goals, "delay")), note]
    drawn = draw_all(findings, colour=False)
    assert drawn == draw_all(reversed(findings), colour=False)
    assert drawn.endswith("\n2 errors, 1 note\n")
    golden("several_findings.txt", drawn)


def test_further_lines_of_a_message_stand_below_the_drawing(golden: Golden) -> None:
    """The heading is one line; how a value came about follows the place."""
    goals = source_of("goals.meth", GOALS)
    terms = "\n  100 * delay = 100 * 0.75 = 75\n  delay = 0.75"
    one = finding("E700", span(goals, "3 days"), target="total", found="75", expected="76", terms=terms)
    golden("message_of_several_lines.txt", draw(one, colour=False) + "\n")


def test_nothing_found_draws_nothing() -> None:
    """No findings, no lines, and no count of nothing."""
    assert draw_all([], colour=False) == ""
    assert count_text([]) == ""


def test_colours_change_nothing_but_colours() -> None:
    """Taken off again, the coloured drawing is the plain one."""
    goals = source_of("goals.meth", GOALS)
    one = unknown(span(goals, "+"), label(span(goals, "delay"), "days"), paragraph="24")
    coloured = draw(one, colour=True)
    assert click.unstyle(coloured) == draw(one, colour=False)
    assert "\x1b[31m" in coloured


@given(st.text(min_size=1, max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_any_place_in_any_text_is_drawn(text: str, start: int, end: int, other: int, other_end: int) -> None:
    """No text and no place, an empty or overlapping one included, is too odd; no control character gets through."""
    source = source_of("any.meth", text)
    size = len(source.text)
    bounds = sorted((min(start, size), min(end, size))), sorted((min(other, size), min(other_end, size)))
    main, further = (Span(source, first, last) for first, last in bounds)
    drawn = draw(unknown(main, label(further, "here")), colour=False)
    assert re.search(r"\^|-", drawn.split("\n", 2)[2])
    assert all(one.isprintable() or unicodedata.category(one) == "Zs" for one in drawn.replace("\n", ""))
