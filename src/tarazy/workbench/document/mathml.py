"""Formulas as MathML Core (W3C), which browsers draw by themselves."""

from __future__ import annotations

from typing import assert_never

from tarazy.interpreter.markup import escaped
from tarazy.workbench.document.formula import Box, Cases, Face, Fenced, Fraction, Piece, Power, Radical, Row

_TAGS = {Face.SYMBOL: "mi", Face.NUMBER: "mn", Face.OPERATOR: "mo", Face.WORDS: "mtext"}


def mathml(box: Box) -> str:
    """A ``<math>`` element that stands on a line of its own."""
    return f'<math display="block">{_element(box)}</math>'


def _element(box: Box) -> str:
    match box:
        case Piece(text, Face.NAME):
            return f'<mi mathvariant="normal">{_spaced(text)}</mi>'
        case Piece(text, face):
            return f"<{_TAGS[face]}>{_spaced(text)}</{_TAGS[face]}>"
        case Row(boxes):
            return _row(*boxes)
        case Fraction(above, below):
            return f"<mfrac>{_row(above)}{_row(below)}</mfrac>"
        case Power(base, exponent):
            return f"<msup>{_row(base)}{_row(exponent)}</msup>"
        case Radical(inside, None):
            return f"<msqrt>{_element(inside)}</msqrt>"
        case Radical(inside, degree) if degree is not None:
            return f"<mroot>{_row(inside)}{_row(degree)}</mroot>"
        case Fenced(inside, left, right):
            return f"<mrow><mo>{left}</mo>{_element(inside)}<mo>{right}</mo></mrow>"
        case Cases(rows):
            cells = "".join(
                f'<mtr><mtd style="text-align:left">{_element(value)}</mtd>'
                f'<mtd style="text-align:left;padding-left:1em">{_element(condition)}</mtd></mtr>'
                for value, condition in rows
            )
            return f'<mrow><mo stretchy="true">{{</mo><mtable>{cells}</mtable></mrow>'
        case Radical():
            raise LookupError("a root has a degree or none")
        case _:
            assert_never(box)


def _row(*boxes: Box) -> str:
    return f"<mrow>{''.join(_element(box) for box in boxes)}</mrow>"


def _spaced(text: str) -> str:
    """Text whose blanks a browser keeps, which MathML would drop at both ends."""
    return escaped(text).replace(" ", "\u00a0")
