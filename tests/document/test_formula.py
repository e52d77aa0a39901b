"""Formulas as boxes, and the markup that they become."""

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl import syntax
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.grammar.keywords import vocabulary
from tarazy.workbench.document.formula import Box, Face, Fenced, Fraction, Piece, formula
from tarazy.workbench.document.mathml import mathml
from tarazy.workbench.document.omml import omml


def box_of(text: str) -> Box:
    """The boxes of an expression of the language."""
    parsed = parse(source_of("x.meth", f"quantity q\n  value  {text}\n"))
    assert not parsed.findings.errors
    (field,) = parsed.file.declarations[0].fields
    assert isinstance(field.value, syntax.Outcome)
    assert not isinstance(field.value.value, syntax.Phrase)
    return formula(field.value.value, vocabulary())


def plain(box: Box) -> str:
    """What the MathML of a box says to one who reads only its text."""
    return "".join(ElementTree.fromstring(mathml(box)).itertext()).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a * (b + c)", "a×(b+c)"),
        ("a - (b - c)", "a−(b−c)"),
        ("a - b - c", "a−b−c"),
        ("-(a + b)", "−(a+b)"),
        ("a - (-b)", "a−(−b)"),
        ("(a + b) ^ 2", "(a+b)2"),
        ("abs(a - b)", "|a−b|"),
        ("round(a; half up; 2 decimals)", "round(a; half up; 2 decimals)"),
        ("mean(a; over L; only b > 1)", "mean(a; over L; only b>1)"),
        ("progress(a; from 0; to b)", "ab"),
        ("progress(a; from b; to c)", "a−bc−b"),
        ("if(a > 1; a; 1)", "{aa>11otherwise"),
    ],
)
def test_brackets_stand_where_they_are_needed(text: str, said: str) -> None:
    """No bracket is lost that the meaning needs, and a quotient needs none."""
    assert plain(box_of(text)) == said


def test_a_quotient_is_a_fraction() -> None:
    """What is divided stands over what divides it, without brackets."""
    box = box_of("(a + b) / (c * d)")
    assert isinstance(box, Fraction)
    assert not isinstance(box.above, Fenced)


def test_a_name_of_one_letter_is_a_symbol() -> None:
    """Names of several letters are set upright, so that they are not read as a product."""
    assert box_of("a") == Piece("a", Face.SYMBOL)
    assert box_of("ab") == Piece("ab", Face.NAME)


@pytest.mark.parametrize("text", ["root(a; 3)", "root(a; 2)", "a ^ b", "if(a > 1; ln(a); -1)", "a / b <= 1 and c = 2"])
def test_markup_is_well_formed(text: str) -> None:
    """Both forms of markup are XML, whatever the shape."""
    box = box_of(text)
    assert ElementTree.fromstring(mathml(box)).tag == "math"
    assert ElementTree.fromstring(omml(box)).tag.endswith("oMathPara")


@given(st.text(max_size=30))
def test_any_text_comes_out_as_text(text: str) -> None:
    """No name can end an element or begin another."""
    for markup in (mathml(Piece(text, Face.WORDS)), omml(Piece(text, Face.WORDS))):
        assert len(list(ElementTree.fromstring(markup).iter())) <= 6
