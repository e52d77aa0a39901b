"""Formulas as Office Math (ECMA-376, part 1, section 22.1), which Word and LibreOffice draw and can edit."""

from __future__ import annotations

from typing import assert_never

from tarazy.interpreter.markup import escaped
from tarazy.workbench.document.formula import Box, Cases, Face, Fenced, Fraction, Piece, Power, Radical, Row

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def omml(box: Box) -> str:
    """An ``m:oMathPara`` element."""
    return f'<m:oMathPara xmlns:m="{NAMESPACE}"><m:oMath>{_element(box)}</m:oMath></m:oMathPara>'


def _element(box: Box) -> str:
    match box:
        case Piece(text, face):
            style = "" if face is Face.SYMBOL else '<m:rPr><m:sty m:val="p"/></m:rPr>'
            return f'<m:r>{style}<m:t xml:space="preserve">{escaped(text)}</m:t></m:r>'
        case Row(boxes):
            return "".join(_element(one) for one in boxes)
        case Fraction(above, below):
            return f"<m:f>{_part('num', above)}{_part('den', below)}</m:f>"
        case Power(base, exponent):
            return f"<m:sSup>{_part('e', base)}{_part('sup', exponent)}</m:sSup>"
        case Radical(inside, degree):
            hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr>' if degree is None else ""
            over = "<m:deg/>" if degree is None else _part("deg", degree)
            return f"<m:rad>{hidden}{over}{_part('e', inside)}</m:rad>"
        case Fenced(inside, left, right):
            return f"<m:d>{_brackets(left, right)}{_part('e', inside)}</m:d>"
        case Cases(rows):
            lines = "".join(f"<m:e>{_element(value)}{_gap()}{_element(condition)}</m:e>" for value, condition in rows)
            return f"<m:d>{_brackets('{', '')}<m:e><m:eqArr>{lines}</m:eqArr></m:e></m:d>"
        case _:
            assert_never(box)


def _part(name: str, box: Box) -> str:
    return f"<m:{name}>{_element(box)}</m:{name}>"


def _brackets(left: str, right: str) -> str:
    return f'<m:dPr><m:begChr m:val="{escaped(left)}"/><m:endChr m:val="{escaped(right)}"/></m:dPr>'


def _gap() -> str:
    return '<m:r><m:t xml:space="preserve">   </m:t></m:r>'
