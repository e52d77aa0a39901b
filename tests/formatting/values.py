"""Strategies of Hypothesis for the values of fields, the rows and the tables of a declaration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from flint import fmpq
from hypothesis import strategies as st

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.fields import FieldForm, ValueForm
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.syntax_dates import DayOfYear, Holder, Holders
from tarazy.dsl.tables import HEADER_FORMS
from tarazy.dsl.units import UnitFactor
from tarazy.grammar.keywords import LANGUAGES, vocabulary
from tests.formatting.expressions import (
    digits,
    expressions,
    names,
    numbers,
    parts_of_years,
    selections,
    set_words,
    state_words,
    texts,
    undetermined,
    units,
    words,
)
from tests.formatting.trees import AT, negative, number

_HERE = st.just(AT)
_ENGLISH = vocabulary("en")
_PHRASES = tuple(key for key in _ENGLISH.keys("outcome") if key != "error")
_SMALL = expressions(most_leaves=4)
_CAUSES = st.lists(st.one_of(names(), selections(_SMALL)), max_size=2)
_NUMBERS = st.one_of(numbers(), numbers().map(negative))
_Value = TypeVar("_Value")


@cache
def _maybe(strategy: st.SearchStrategy[_Value]) -> st.SearchStrategy[_Value | None]:
    return st.one_of(st.none(), strategy)


@cache
def bare_names() -> st.SearchStrategy[str]:
    """Names that the tree holds as strings."""
    return words()


@cache
def raw_texts() -> st.SearchStrategy[str]:
    """Values taken as they stand."""
    inside = st.text(st.sampled_from("0123456789abжқ.-/№ "), min_size=1, max_size=8)
    return inside.map(str.strip).filter(bool)


@cache
def citations() -> st.SearchStrategy[syntax.Citations]:
    """One to three grounds: acts, places in them or in this text, open questions."""
    places = st.sampled_from(("20(3)", "(a)", "1", "4.2", "2 row 3", "7 step 1", "3-қ"))
    acts = st.one_of(st.none(), names(most_parts=2, own_value=False))
    cited = st.builds(syntax.Citation, acts, st.sampled_from(("p", "annex", "row", "step")), places, span=_HERE)
    item = st.one_of(st.builds(syntax.Citation, acts, span=_HERE), cited, undetermined())
    items = st.lists(item, min_size=1, max_size=3).map(tuple)
    return st.builds(syntax.Citations, items, span=_HERE)


@cache
@st.composite
def outcomes(draw: st.DrawFn) -> syntax.Outcome:
    """Expressions, states and phrases, with whatever may stand behind them."""
    form = draw(st.sampled_from(("result", "state", "number", "phrase")))
    value: syntax.Expression | syntax.Phrase
    because: tuple[syntax.Expression, ...] = ()
    illustrative = False
    match form:
        case "result":
            value = draw(_SMALL)
        case "state":
            value = draw(state_words())
            because = tuple(draw(_CAUSES))
        case "number":
            value = draw(_NUMBERS)
            illustrative = draw(st.booleans())
        case _:
            value = syntax.Phrase(draw(st.sampled_from((*_PHRASES, "error", "error T203"))), span=AT)
    return syntax.Outcome(
        value,
        because,
        draw(_maybe(citations())),
        draw(st.booleans()),
        draw(st.booleans()),
        illustrative,
        span=AT,
    )


@cache
@st.composite
def requirements(draw: st.DrawFn) -> syntax.Requirement:
    """``needs`` in its four measures."""
    otherwise = draw(_maybe(outcomes()))
    illustrative = draw(st.booleans())
    match draw(st.sampled_from(("all", "members", "share", "weight"))):
        case "all":
            return syntax.Requirement(None, "members", otherwise, span=AT)
        case "members":
            count = fmpq(draw(st.integers(0, 10**9)))
            return syntax.Requirement(count, "members", otherwise, illustrative, span=AT)
        case measure:
            share = number(draw(digits()), percent=True).value
            return syntax.Requirement(share, measure, otherwise, illustrative, span=AT)


@cache
def _type_names() -> st.SearchStrategy[syntax_columns.TypeName]:
    simple = st.sampled_from(("number", "text", "date", "yes_no", "direction"))
    declared = units().filter(lambda unit: len(unit) > 1 or not _reads_as_reference(unit))
    return st.one_of(
        st.builds(syntax_columns.TypeName, simple, span=_HERE),
        st.builds(
            lambda categories: syntax_columns.TypeName("one_of", categories=categories, span=AT),
            st.lists(bare_names(), min_size=1, max_size=4).map(tuple),
        ),
        st.builds(lambda unit: syntax_columns.TypeName("quantity", unit, span=AT), declared),
        st.builds(lambda name: syntax_columns.TypeName("reference", (UnitFactor(None, name),), span=AT), bare_names()),
    )


def _reads_as_reference(unit: tuple[UnitFactor, ...]) -> bool:
    """Whether a unit is a bare declared name, which a type cannot tell from a list's."""
    factor = unit[0]
    spellings = {spelling for forms in _ENGLISH.spellings["unit"].values() for spelling in forms}
    plain = factor.scale is None and factor.exponent == 1 and not factor.divides
    return plain and not factor.name.startswith("money ") and factor.name not in spellings


@cache
@st.composite
def ranges(draw: st.DrawFn) -> syntax_columns.Range:
    """Ranges with a lower end, open or closed, and an upper end or none."""
    low, step = (number(draw(digits())).value for _ in range(2))
    low = -low if draw(st.booleans()) else low
    low_open = draw(st.booleans())
    high = draw(st.sampled_from((None, low + step + (1 if low_open else 0))))
    return syntax_columns.Range(low, low_open, high, span=AT)


@cache
def _codes() -> st.SearchStrategy[syntax_columns.Code]:
    cells = st.one_of(
        st.integers(-99, 99).map(str), st.sampled_from(("01", "1.50", "-1.5", "", "a b")), texts(), words()
    )
    meanings = st.one_of(
        bare_names(),
        st.sampled_from(("higher", "lower", "yes", "no", "no_direction", "absent", "not_applicable")),
    )
    return st.builds(syntax_columns.Code, cells, meanings, span=_HERE)


@cache
def column_types() -> st.SearchStrategy[syntax_columns.ColumnType]:
    """Types with any of the properties that a column may have."""
    return st.builds(
        syntax_columns.ColumnType,
        _type_names(),
        st.one_of(st.none(), st.integers(0, 30)),
        st.one_of(st.none(), ranges()),
        st.booleans(),
        st.lists(_codes(), max_size=3).map(tuple),
        st.booleans(),
        st.one_of(st.none(), texts()),
        span=_HERE,
    )


@cache
def bound_columns() -> st.SearchStrategy[syntax_columns.BoundColumn]:
    """What a binding says of a column: one property at least."""
    bound = st.builds(
        syntax_columns.BoundColumn,
        st.one_of(st.none(), texts()),
        st.one_of(st.none(), st.integers(0, 30)),
        st.one_of(st.none(), ranges()),
        st.booleans(),
        st.lists(_codes(), max_size=3).map(tuple),
        span=_HERE,
    )
    return bound.filter(lambda column: column != syntax_columns.BoundColumn(span=AT))


@cache
def _row_ranges() -> st.SearchStrategy[syntax.RowRange]:
    return st.lists(st.integers(1, 1000), min_size=2, max_size=2).map(
        lambda ends: syntax.RowRange(min(ends), max(ends), span=AT)
    )


@cache
def _name_lists() -> st.SearchStrategy[syntax.Names]:
    items = st.lists(st.one_of(names(), set_words()), min_size=1, max_size=3).map(tuple)
    return st.builds(syntax.Names, items, span=_HERE)


@cache
def _texts() -> st.SearchStrategy[syntax.Text]:
    return st.builds(syntax.Text, texts(), span=_HERE)


@cache
def _key_parts() -> st.SearchStrategy[syntax.KeyPart]:
    return st.builds(syntax.KeyPart, bare_names(), st.one_of(st.none(), texts()), span=_HERE)


def _named(name: syntax.Name | syntax.Undetermined) -> syntax.Outcome:
    return syntax.Outcome(name, span=AT)


VALUES: Mapping[ValueForm, st.SearchStrategy[syntax.FieldValue]] = {
    ValueForm.RAW: st.builds(syntax.Raw, raw_texts(), span=_HERE),
    ValueForm.YEAR: st.builds(syntax.Raw, st.integers(1000, 9999).map(str), span=_HERE),
    ValueForm.TEXT: _texts(),
    ValueForm.TEXT_OR_NAMES: st.one_of(_texts(), _name_lists()),
    ValueForm.DIRECTION: st.one_of(
        st.builds(syntax.Phrase, st.sampled_from(("higher", "lower", "no_direction")), span=_HERE),
        st.one_of(names(), undetermined()).map(_named),
    ),
    ValueForm.DAY: st.builds(syntax.Day, st.dates(), span=_HERE),
    ValueForm.DAY_OF_YEAR: st.one_of(
        st.builds(syntax.Day, st.dates(), st.booleans(), span=_HERE),
        st.builds(
            lambda day, year, illustrative: DayOfYear(day.month, day.day, year, illustrative, span=AT),
            st.dates(date(2024, 1, 1), date(2024, 12, 31)),
            st.sampled_from(("reported_year", "held_year")),
            st.booleans(),
        ),
    ),
    ValueForm.HOLDERS: st.builds(
        Holders,
        st.lists(st.builds(Holder, bare_names(), _maybe(st.dates()), span=_HERE), min_size=1, max_size=3).map(tuple),
        span=_HERE,
    ),
    ValueForm.NAMES: _name_lists(),
    ValueForm.MEMBERS: st.builds(syntax.MembersValue, st.lists(_SMALL, min_size=1, max_size=3).map(tuple), span=_HERE),
    ValueForm.CITATIONS: citations(),
    ValueForm.OUTCOME: outcomes(),
    ValueForm.REQUIREMENT: requirements(),
    ValueForm.ROUNDING: st.builds(syntax.Rounding, st.sampled_from(RoundingMode), st.integers(0, 30), span=_HERE),
    ValueForm.SHOWN_WITH: st.builds(syntax.ShownWith, st.integers(0, 30), span=_HERE),
    ValueForm.FILE: st.builds(
        syntax.FileReference,
        texts(),
        st.one_of(st.none(), texts()),
        st.one_of(st.none(), st.integers(0, 9999)),
        st.one_of(st.none(), texts()),
        span=_HERE,
    ),
    ValueForm.HEADER_ROW: _row_ranges(),
    ValueForm.KEY: st.builds(syntax.Key, st.lists(_key_parts(), min_size=1, max_size=3).map(tuple), span=_HERE),
    ValueForm.WIDE: st.builds(
        syntax.Wide,
        st.lists(st.builds(syntax.WidePart, texts(), bare_names(), span=_HERE), min_size=1, max_size=2).map(tuple),
        span=_HERE,
    ),
    ValueForm.FOR_EACH: st.builds(syntax.ForEach, names(), bare_names(), span=_HERE),
    ValueForm.COLUMN_TYPE: column_types(),
}
"""Values of every form that is not a word of a context of its own."""


@cache
def field_values(form: FieldForm) -> st.SearchStrategy[syntax.FieldValue]:
    """Values that a line of this form may have."""
    if form.value is ValueForm.WORD:
        return st.builds(syntax.Phrase, st.sampled_from(_ENGLISH.keys(form.context)), span=_HERE)
    if form.value in (ValueForm.NAME_IN, ValueForm.TEXT_IN):
        return in_languages(is_text=form.value is ValueForm.TEXT_IN)
    return VALUES[form.value]


@cache
def in_languages(*, is_text: bool) -> st.SearchStrategy[syntax.InLanguage]:
    """Names or texts in one of the languages, and the code of a language alone."""
    text = st.builds(syntax.Text, texts(), span=_HERE)
    name = names(most_parts=1, own_value=False)
    value: st.SearchStrategy[syntax.Name | syntax.Text | None] = st.one_of(st.none(), text if is_text else name)
    return st.builds(syntax.InLanguage, st.sampled_from(LANGUAGES), value, span=_HERE)


@cache
def comments() -> st.SearchStrategy[syntax.Comments]:
    """No comment mostly; else lines above, and one behind."""
    text = st.text(st.sampled_from('ab ә#|:"(«`['), max_size=30).map(str.strip)
    some = st.builds(syntax.Comments, st.lists(text, max_size=2).map(tuple), text)
    return st.one_of(st.just(syntax.NO_COMMENTS), some)


@cache
def rows(form: str) -> st.SearchStrategy[tuple[syntax.Row, ...]]:
    """Rows ``name: value`` of columns (`form` ``columns``), of bound columns (``bound``) or of outcomes."""
    years = st.integers(1900, 99999).map(lambda year: number(str(year)))
    parts = st.builds(syntax.PeriodWord, parts_of_years(), span=st.just(AT))
    days = st.builds(syntax.Day, st.dates(date(1000, 1, 1)), span=st.just(AT))
    targets = st.one_of(names(), names(), selections(_SMALL), years, parts, days)
    labels = st.none() if form == "bound" else st.one_of(st.none(), texts())
    values: st.SearchStrategy[syntax_columns.ColumnType | syntax_columns.BoundColumn | syntax.Outcome]
    match form:
        case "columns":
            values = column_types()
        case "bound":
            values = bound_columns()
        case _:
            values = outcomes()
    row = st.builds(syntax.Row, targets, values, labels, comments=comments(), span=_HERE)
    return st.lists(row, min_size=1, max_size=3).map(tuple)


@cache
@st.composite
def tables(draw: st.DrawFn, form: str, *, is_own: bool = False) -> syntax.Table:
    """Tables of `form`, opened by a phrase where the form has one and the table is not a declaration's own."""
    if form == "scale":
        return syntax.Table(form, draw(_SMALL), (), (), span=AT)
    operand = draw(_SMALL) if form in {"bands", "line", "values"} and not is_own else None
    headers = draw(_data_headers() if form == "data" else _word_headers(form))
    return syntax.Table(form, operand, headers, tuple(draw(_table_rows(len(headers)))), span=AT)


@cache
def _table_rows(width: int) -> st.SearchStrategy[list[syntax.TableRow]]:
    line = st.lists(_maybe(outcomes()), min_size=width, max_size=width).map(tuple)
    row = st.builds(syntax.TableRow, line, comments=comments(), span=_HERE)
    return st.lists(row, min_size=1, max_size=3)


_TITLES_OF_SURVEYS = frozenset(
    vocabulary(language).printed(context, key)
    for context, key in (("header", "mark"), ("header", "satisfied"))
    for language in ("en", "ru", "kk")
)
"""Titles of a survey's columns, which a file writes in its own language wherever they come from."""


@cache
def _data_headers() -> st.SearchStrategy[tuple[syntax.Header, ...]]:
    titles = words().filter(lambda word: word.lower() not in _TITLES_OF_SURVEYS)
    header = st.builds(syntax.Header, titles, st.just(value=False), span=_HERE)
    return st.lists(header, min_size=2, max_size=3).map(tuple)


@cache
@st.composite
def _word_headers(draw: st.DrawFn, form: str) -> tuple[syntax.Header, ...]:
    rules = HEADER_FORMS[form]
    keys = [draw(st.sampled_from(sorted(group))) for group in rules.needed]
    keys += draw(st.lists(st.sampled_from(sorted(rules.allowed)), max_size=3))
    chosen: list[str] = []
    for key in keys:
        rivals = next((group for group in rules.exclusive if key in group), frozenset({key}))
        if rivals.isdisjoint(chosen):
            chosen.append(key)
    return tuple(syntax.Header(key, is_keyword=True, span=AT) for key in draw(st.permutations(chosen)))
