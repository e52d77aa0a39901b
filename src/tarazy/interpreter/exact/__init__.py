"""Exact numbers: rationals, and irrationals that are enclosed as closely as a decision needs."""

from tarazy.interpreter.exact.comparison import UndecidedTie, compare, equal, maximum, minimum, sign
from tarazy.interpreter.exact.digits import exact_text, expression_text, parse_decimal, shown, texts, to_text
from tarazy.interpreter.exact.operations import absolute, div, geometric_mean, ln, power, root
from tarazy.interpreter.exact.reals import DomainError, Number, Real, add, mul, neg, sub, total
from tarazy.interpreter.exact.rounding import RoundingMode, round_to

__all__ = [
    "DomainError",
    "Number",
    "Real",
    "RoundingMode",
    "UndecidedTie",
    "absolute",
    "add",
    "compare",
    "div",
    "equal",
    "exact_text",
    "expression_text",
    "geometric_mean",
    "ln",
    "maximum",
    "minimum",
    "mul",
    "neg",
    "parse_decimal",
    "power",
    "root",
    "round_to",
    "shown",
    "sign",
    "sub",
    "texts",
    "to_text",
    "total",
]
