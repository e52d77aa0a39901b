"""An edit checked alone gives the findings of a whole check, whichever line is edited and however."""

import random
from pathlib import Path

import pytest

from benchmarks.large_methodology import methodology_text
from tarazy.dsl.diagnostics import Findings
from tarazy.dsl.incremental import Rechecker
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tarazy.workbench.drawing import draw_all

METHODOLOGIES = Path(__file__).resolve().parent.parent.parent / "methodologies"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(METHODOLOGIES.glob("*.meth"))} | {
    "regions": methodology_text(14)
}


def whole(text: str) -> Findings:
    """The findings of a check that remembers nothing."""
    return compile_sources([source_of("x.meth", text)]).findings


def edits(text: str, source: random.Random) -> list[str]:
    """The text with one line edited, for each of its lines: a number, a word, a line less, a line twice."""
    lines = text.splitlines()
    edited = []
    for at, line in enumerate(lines):
        words = line.split(" ")
        digits = [place for place, character in enumerate(line) if character.isdigit()]
        if digits:
            place = source.choice(digits)
            edited.append(
                [*lines[:at], line[:place] + source.choice("0123456789") + line[place + 1 :], *lines[at + 1 :]]
            )
        if len(words) > 1 and source.random() < 0.3:
            words[source.randrange(len(words))] = source.choice(["mean", "+", "hdi", "absent", "100", "higher", "0"])
            edited.append([*lines[:at], " ".join(words), *lines[at + 1 :]])
        if source.random() < 0.3:
            edited.append([*lines[:at], *lines[at + 1 :]])
            edited.append([*lines[:at], line, *lines[at:]])
        if source.random() < 0.1:
            edited.append([*lines[:at], "# a comment", "", *lines[at:]])
    return ["\n".join(one) + "\n" for one in edited]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.long)])
def test_an_edit_checked_alone_is_found_as_a_whole_check_finds_it(name: str, step: int) -> None:
    """Law: after each of a row of edits, each undone before the next, findings and their drawing are the same."""
    checker = Rechecker("x.meth")
    untouched = draw_all(checker.check(TEXTS[name]).findings, colour=False)
    alone = 0
    for edited in edits(TEXTS[name], random.Random(name))[::step]:  # noqa: S311 - the same edits each time
        rechecked = checker.check(edited)
        assert draw_all(rechecked.findings, colour=False) == draw_all(whole(edited), colour=False), edited
        assert draw_all(checker.check(TEXTS[name]).findings, colour=False) == untouched
        alone += rechecked.declarations is not None
    assert alone


def test_an_edit_of_bounds_concerns_its_users_and_nobody_else() -> None:
    """Law: facts that change are carried to the users, in order, and to no other declaration."""
    text = TEXTS["regions"]
    checker = Rechecker("x.meth")
    assert checker.check(text).declarations is None
    edited = text.replace("not more than   10 points", "not more than   9 points", 1)
    assert checker.check(edited).declarations == frozenset({"i1", "c1"})
    assert checker.check("# a comment\n\n" + edited).declarations == frozenset()


def test_places_are_where_the_text_stands_now() -> None:
    """Law: what is found in a passage that is not looked at again moves with it."""
    text = TEXTS["regions"].replace("  no data         0 points\n", "")
    checker = Rechecker("x.meth")
    before = checker.check(text).findings
    moved = text.replace('indicator i1 "Indicator 1"', 'indicator i1 "The first indicator, with a longer label"', 1)
    after = checker.check(moved)
    assert after.declarations is not None
    assert [one.place for one in after.findings] != [one.place for one in before]
    assert draw_all(after.findings, colour=False) == draw_all(whole(moved), colour=False)


def test_a_name_of_another_language_may_be_used_in_an_edit_checked_alone() -> None:
    """Law: a formula edited to use such a name is checked alone; where the name itself is edited, the whole is."""
    text = TEXTS["operational"]
    checker = Rechecker("x.meth")
    assert not checker.check(text).findings.errors
    rechecked = checker.check(text.replace("среднее         освоение", "среднее         игеру"))
    assert rechecked.declarations is not None
    assert not rechecked.findings.errors
    renamed = text.replace("имя                  kk игеру", "имя                  kk үнемдеу")
    assert renamed != text
    assert checker.check(renamed).declarations is None


def test_a_label_said_in_the_language_of_the_file_is_found_after_an_edit() -> None:
    """Law: what is asked of labels for the whole file is asked of an edited one."""
    text = TEXTS["operational"]
    checker = Rechecker("x.meth")
    checker.check(text)
    edited = text.replace('kk "Бюджет қаражатын игеру"', 'ru "Бюджет қаражатын игеру"')
    assert "N197" in [one.code for one in checker.check(edited).findings]


def test_points_of_an_edited_value_are_inferred_from_the_value_of_now() -> None:
    """Law: a line of the edited declaration that uses its value meets the new facts of it, not those of before."""
    text = TEXTS["operational"]
    checker = Rechecker("x.meth")
    checker.check(text)
    edited = text.replace("отчет.в_срок / отчет.обращения", "отчет.в_срок + отчет.обращения")
    rechecked = checker.check(edited)
    assert rechecked.declarations is not None
    assert "S303" in [one.code for one in rechecked.findings]
    assert "S303" not in [one.code for one in checker.check(text).findings]
