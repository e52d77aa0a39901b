"""Strategies of Hypothesis for names and expressions, nasty ones among them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from string import ascii_lowercase
from typing import TypeVar

from hypothesis import strategies as st

from tarazy.dsl import syntax
from tarazy.dsl.calls import CALLS, CallForm
from tarazy.dsl.periods import PartOfYear, part_of_year
from tarazy.dsl.syntax import Expression
from tarazy.dsl.units import UnitFactor
from tarazy.grammar.keywords import keyword_table, reserved_words, vocabulary
from tests.formatting.trees import AT, call, infix, labelled, negative, number, select, selector

_ENGLISH = vocabulary("en")
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_KAZAKH = _CYRILLIC + "әғқңөұүһі"
_Item = TypeVar("_Item")
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_KEYWORDS = sorted(
    {
        spelling
        for entries in keyword_table().values()
        for entry in entries.values()
        for language in ("en", "ru", "kk")
        for spelling in entry.get(language, ())
        if _IDENTIFIER.fullmatch(spelling)
    }
)

_UNITS = (
    *(
        _ENGLISH.printed("unit", key)
        for key in _ENGLISH.keys("unit")
        if key not in {"percent", "money", "per", "thousand", "million", "billion"}
    ),
    *("int_dollar", "доллар", "өлшем"),
)


@cache
def _spelled(letters: str) -> st.SearchStrategy[str]:
    first = st.sampled_from(letters + letters.upper() + "_")
    rest = st.text(st.sampled_from(letters + "0123456789_"), max_size=7)
    return st.builds(str.__add__, first, rest)


@cache
def words() -> st.SearchStrategy[str]:
    """One-part names: letters of one alphabet, reserved words, and keywords that reserve nothing."""
    return st.one_of(
        _spelled(ascii_lowercase),
        _spelled(_CYRILLIC),
        _spelled(_KAZAKH),
        st.sampled_from(sorted(reserved_words())),
        st.sampled_from(_KEYWORDS),
        st.sampled_from(_KEYWORDS).map(str.capitalize),
    )


@cache
def names(*, most_parts: int = 3, own_value: bool = True) -> st.SearchStrategy[syntax.Name]:
    """Names of up to `most_parts` parts, with or without ``.value``."""
    parts = st.lists(words(), min_size=1, max_size=most_parts).map(tuple)
    owns = st.booleans() if own_value else st.just(value=False)
    return st.builds(syntax.Name, parts, own_value=owns, span=st.just(AT))


@cache
def set_words() -> st.SearchStrategy[syntax.SetWord]:
    """The reserved words for sets."""
    return st.builds(
        syntax.SetWord,
        st.sampled_from(("applicable", "evaluated", "other", "children", "period")),
        span=st.just(AT),
    )


@cache
def texts() -> st.SearchStrategy[str]:
    """Quotable texts: any signs of the language inside, but never both kinds of quotes."""
    inside = st.text(st.sampled_from("aб ә#|:;,()[]{}`'«“=-0.%"), max_size=12)
    return st.one_of(inside, inside.map(lambda text: f'"{text.replace("«", "")}"'), st.just("#"), st.just(""))


@cache
@st.composite
def digits(draw: st.DrawFn) -> str:
    """Numerals, grouped or not, with or without decimals."""
    whole = draw(st.integers(0, 10**9))
    text = f"{whole:_}" if draw(st.booleans()) else str(whole)
    decimals = draw(st.text(st.sampled_from("0123456789"), max_size=4))
    return f"{text}.{decimals}" if decimals else text


@cache
@st.composite
def unit_factors(draw: st.DrawFn, *, divides: bool = False) -> UnitFactor:
    """A predefined or declared unit, scaled, of money, or raised to a power."""
    scale = draw(st.sampled_from((None, None, "thousand", "million", "billion")))
    if draw(st.booleans()):
        name = draw(st.sampled_from(("KZT", "EUR", "int_dollar")))
        return UnitFactor(scale, f"money {name}", divides)
    return UnitFactor(scale, draw(st.sampled_from(_UNITS)), divides, draw(st.sampled_from((1, 1, 2, 12))))


@cache
@st.composite
def units(draw: st.DrawFn) -> tuple[UnitFactor, ...]:
    """One factor, or several parted by ``per``."""
    first = draw(unit_factors(divides=draw(st.booleans())))
    return (first, *draw(_lists(unit_factors(divides=True), 0, 2)))


@cache
def numbers() -> st.SearchStrategy[syntax.Number]:
    """Bare numbers, percents, and numbers with a unit."""
    return st.one_of(
        digits().map(number),
        digits().map(lambda written: number(written, percent=True)),
        st.builds(lambda written, unit: number(written, *unit), st.one_of(digits(), st.just("1")), units()),
    )


@cache
def state_words() -> st.SearchStrategy[syntax.StateWord]:
    """Every state."""
    return st.builds(syntax.StateWord, st.sampled_from(_ENGLISH.keys("state")), span=st.just(AT))


@cache
def undetermined() -> st.SearchStrategy[syntax.Undetermined]:
    """Open questions."""
    return st.builds(syntax.Undetermined, texts(), span=st.just(AT))


@cache
def _leaves() -> st.SearchStrategy[Expression]:
    return st.one_of(
        names(),
        numbers(),
        st.builds(syntax.Text, texts(), span=st.just(AT)),
        st.builds(syntax.YesNo, st.booleans(), span=st.just(AT)),
        st.builds(syntax.Day, st.dates(date(1000, 1, 1)), span=st.just(AT)),
        st.builds(syntax.PeriodWord, parts_of_years((2, 4)), span=st.just(AT)),
        st.builds(syntax.OwnValue, span=st.just(AT)),
        set_words(),
        state_words(),
        undetermined(),
    )


@cache
def _infix(operands: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    operators = ("+", "-", "*", "/", "^", "=", "!=", "<", "<=", ">", ">=", "and", "or")
    return st.builds(infix, operands, st.sampled_from(operators), operands)


@cache
def _lists(items: st.SearchStrategy[_Item], least: int, most: int) -> st.SearchStrategy[list[_Item]]:
    return st.lists(items, min_size=least, max_size=most)


@cache
def _subsets(keys: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(keys), unique=True) if keys else st.just([])


@cache
@st.composite
def _arguments(draw: st.DrawFn, form: CallForm, inner: st.SearchStrategy[Expression]) -> list[syntax.Argument]:
    most = form.least + 2 if form.most is None else form.most
    labels = [*form.required, *draw(_subsets(form.labels))]
    labels = list(dict.fromkeys(labels))
    operands = draw(_lists(inner, form.least, form.least if "over" in labels else most))
    if len(operands) > 1:
        labels = [label for label in labels if label != "over"]
    further = [labelled(label, draw(inner)) for label in labels if label != "over"]
    further += [draw(_over(inner)) for label in labels if label == "over"]
    further += [
        labelled(draw(st.sampled_from(group.keys))) for group in form.phrases if group.required or draw(st.booleans())
    ]
    if form.decimals:
        further.append(labelled("decimals", number(str(draw(st.integers(0, 30))))))
    return [labelled("", operand) for operand in operands] + draw(st.permutations(further))


def _is_direction(name: syntax.Name) -> bool:
    """Whether a name stands for the direction of a value, which is no list."""
    return name.parts in (("higher",), ("lower",))


@cache
def _over(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[syntax.Argument]:
    """``over x``; of a list by its name also ``over regions as rival``."""
    elements = st.one_of(names(most_parts=1, own_value=False), set_words())
    lists = st.one_of(names(own_value=False).filter(lambda name: not _is_direction(name)), set_words())
    named = st.builds(syntax.Argument, st.just("over"), lists, elements, span=st.just(AT))
    return st.one_of(st.builds(labelled, st.just("over"), inner), named)


@cache
@st.composite
def _builtin_calls(draw: st.DrawFn, inner: st.SearchStrategy[Expression]) -> syntax.Call:
    function = draw(st.sampled_from(sorted(CALLS)))
    return call(function, *draw(_arguments(CALLS[function], inner)))


@cache
@st.composite
def _declared_calls(draw: st.DrawFn, inner: st.SearchStrategy[Expression]) -> syntax.Call:
    function = ".".join(draw(_lists(words(), 1, 2)))
    if function.lower().endswith((".value", ".значение", ".мәні")):
        function += "_"
    operands = draw(_lists(inner, 1, 3))
    labels = dict.fromkeys(draw(_lists(_LABELS, 0, 2)))
    lists = draw(_lists(_over(inner), 0, 2))
    narrows: bool = draw(st.booleans())
    narrowed = [labelled("only", draw(inner))] if lists and narrows else []
    named = [labelled(label, draw(inner)) for label in labels]
    return call(function, *operands, *named, *lists, *narrowed, builtin=False)


_LEADING = {"undetermined", "over", "only", "перечень", "группа", "реестр", "только", "тізбе", "топ", "тізілім", "тек"}

_LABELS = words().filter(lambda word: word.lower() not in _LEADING)
"""What a parameter may be called: ``undetermined`` before a text is a question, and lists are led by words of the
language, with a capital too.
"""


_PERIODS = st.sampled_from(("years", "half_years", "quarters", "months"))


def parts_of_years(lengths: tuple[int, ...] = (2, 4, 12)) -> st.SearchStrategy[PartOfYear]:
    """Half-years, quarters and months of the years 1000 to 9999."""
    return st.builds(
        lambda year, parts, part: part_of_year(year, parts, part % parts + 1),
        st.integers(1000, 9999),
        st.sampled_from(lengths),
        st.integers(0, 11),
    )


@cache
def _selectors(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[syntax.Selector]:
    return st.one_of(
        st.sampled_from(("previous_year", "previous_half_year", "previous_quarter", "previous_month")).map(selector),
        st.sampled_from(("successor", "predecessor", "before_rounding")).map(selector),
        st.builds(lambda word, count: selector(f"{word}_ago", count=count), _PERIODS, st.integers(0, 9999)),
        st.builds(lambda word, count: selector(f"last_{word}", count=count), _PERIODS, st.integers(0, 9999)),
        st.builds(lambda period: selector("period", period=period), st.one_of(st.integers(0, 9999), parts_of_years())),
        st.builds(lambda element: selector("element", expression=element), names()),
        st.builds(lambda condition: selector("only", expression=condition), inner),
    )


@cache
def selections(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[syntax.Selection]:
    """Names, ``value`` and calls with one to three selectors."""
    operands = st.one_of(
        names(), st.builds(syntax.OwnValue, span=st.just(AT)), _builtin_calls(inner), _declared_calls(inner)
    )
    chosen = st.lists(_selectors(inner), min_size=1, max_size=3)
    return st.builds(lambda operand, given: select(operand, *given), operands, chosen)


@cache
def expressions(*, most_leaves: int = 8) -> st.SearchStrategy[Expression]:
    """Expressions of every form."""
    return st.recursive(
        _leaves(),
        lambda inner: st.one_of(
            st.builds(negative, inner),
            _infix(inner),
            _infix(inner),
            _builtin_calls(inner),
            _declared_calls(inner),
            selections(inner),
        ),
        max_leaves=most_leaves,
    )
