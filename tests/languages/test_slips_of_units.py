"""Units and scales of another language or in another form, and endings behind numbers: what is meant is named."""

import pytest

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of

ENGLISH = "parameter a\n  value  {}\n"
RUSSIAN = "параметр a\n  значение  {} условно\n"
KAZAKH = "параметр a\n  мәні  {} шартты\n"
COLUMN = "source r\n  file  'a.csv'\n  key   year\n  columns\n    x: {}\n".replace("'", '"')


def found(text: str) -> Diagnostic:
    """The one finding about a text."""
    (only,) = parse(source_of("a.meth", text)).findings
    return only


@pytest.mark.parametrize(
    ("text", "word", "own"),
    [
        (ENGLISH.format("28724.5 тыс. тенге"), "тыс.", "thousand"),
        (ENGLISH.format("5 тысяч тенге"), "тысяч", "thousand"),
        (ENGLISH.format("5 млн тенге"), "млн", "million"),
        (COLUMN.format("money тыс. тенге, 1 decimals"), "тыс.", "thousand"),
        (RUSSIAN.format("5 thousand тенге"), "thousand", "тыс."),
    ],
)
def test_a_unit_of_another_language_is_named(text: str, word: str, own: str) -> None:
    """P102 with the word of the file's language, wherever a unit can stand."""
    one = found(text)
    assert (one.code, one.words["word"], one.words["own"]) == ("P102", word, own)


@pytest.mark.parametrize(
    ("text", "word", "fixed"),
    [
        (ENGLISH.format("5 millions KZT"), "millions", "million"),
        (RUSSIAN.format("5 тысяч тенге"), "тысяч", "тыс."),
        (RUSSIAN.format("5 тыс тенге"), "тыс", "тыс."),
        (RUSSIAN.format("1,5 миллиона тенге"), "миллиона", "млн"),
        (RUSSIAN.format("2 млрд. тенге"), "млрд.", "млрд"),
    ],
)
def test_a_scale_in_another_form_is_named(text: str, word: str, fixed: str) -> None:
    """P110 with the one word that the language has for the scale."""
    one = found(text)
    assert (one.code, one.variant, one.words["found"], one.words["fixed"]) == ("P110", "scale", word, fixed)


@pytest.mark.parametrize(
    ("text", "written", "fixed"),
    [
        (KAZAKH.format("90 %-дан"), "90 %-дан", "90 %"),
        (KAZAKH.format("5 балл-ға"), "5 балл-ға", "5 балл"),
        (KAZAKH.format("90-нан"), "90-нан", "90"),
        (RUSSIAN.format("5-го"), "5-го", "5"),
    ],
)
def test_an_ending_behind_a_number_is_refused(text: str, written: str, fixed: str) -> None:
    """The number is named as it is written without the ending."""
    one = found(text)
    assert (one.code, one.variant, one.words["found"], one.words["fixed"]) == ("P110", "ending", written, fixed)


def test_a_difference_is_no_ending() -> None:
    """A name that is taken from a number, with or without blanks, stays what it is."""
    for text in (
        "величина q\n  значение  5-данные\n",
        "величина q\n  значение  5 - да_1\n",
        "величина q\n  значение  а-да_1\n",
    ):
        assert not parse(source_of("a.meth", text)).findings.errors
