"""Values of fields and types of columns as canonical text on one line."""

from __future__ import annotations

import re
from typing import assert_never

from flint import fmpq

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.dated_values import day_of_year_text, holders_text, mark_text
from tarazy.dsl.expression_text import citations_text, expression_text, outcome_text, phrase_text, target_text
from tarazy.dsl.literal_text import (
    bare_text,
    counted_form,
    date_text,
    decimal_text,
    name_text,
    percent_text,
    quoted,
    told_apart,
    unit_factors_text,
)
from tarazy.dsl.syntax_dates import DayOfYear, Holders
from tarazy.grammar.keywords import Vocabulary

_PLAIN_CELL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})|[^\W\d]\w*")
"""Texts of cells that stand without quotes."""

PHRASE_CONTEXTS = (
    "period",
    "as_of",
    "reorganisation_form",
    "same_key",
    "source_kind",
    "outcome",
    "encoding",
    "delimiter",
    "decimal_mark",
    "thousands",
    "first_day",
    "day_off",
    "filing",
    "answer",
    "until_settled",
    "former_body",
    "at_reorganisation",
)
"""Where the word of a :class:`~tarazy.dsl.syntax.Phrase` is found, first come first served."""


def field_value_text(value: syntax.FieldValue | syntax_columns.BoundColumn, vocabulary: Vocabulary) -> str:
    """The value of a field, or of a row, as it stands behind the keyword."""
    match value:
        case syntax.Text(text):
            return quoted(text)
        case syntax.Raw(text):
            return text
        case syntax.Day(day):
            return date_text(day, vocabulary) + mark_text(value, vocabulary)
        case syntax.Phrase(key):
            return phrase_text(key, vocabulary, *PHRASE_CONTEXTS)
        case syntax.Names(names):
            return ", ".join(target_text(name, vocabulary) for name in names)
        case syntax.MembersValue(members):
            return ", ".join(expression_text(member, vocabulary) for member in members)
        case syntax.Citations():
            return citations_text(value, vocabulary)
        case syntax.Outcome():
            return outcome_text(value, vocabulary)
        case syntax.Requirement():
            return _requirement_text(value, vocabulary)
        case syntax_columns.ColumnType():
            return column_type_text(value, vocabulary)
        case syntax.InLanguage(language, said):
            return _in_language_text(language, said)
        case syntax_columns.BoundColumn():
            return ", ".join(_property_texts(value, vocabulary))
        case DayOfYear():
            return day_of_year_text(value, vocabulary)
        case Holders():
            return holders_text(value, vocabulary)
        case _:
            return _plain_text(value, vocabulary)


def _in_language_text(language: str, value: syntax.Name | syntax.Text | None) -> str:
    match value:
        case None:
            return language
        case syntax.Text(text):
            return f"{language} {quoted(text)}"
        case syntax.Name():
            return f"{language} {name_text(value)}"
        case _:
            assert_never(value)


def _plain_text(
    value: (
        syntax.Rounding
        | syntax.ShownWith
        | syntax.FileReference
        | syntax.RowRange
        | syntax.Key
        | syntax.Wide
        | syntax.ForEach
    ),
    vocabulary: Vocabulary,
) -> str:
    match value:
        case syntax.Rounding(mode, decimals):
            return f"{vocabulary.printed('label', mode.name.lower())}, {_decimals_text(decimals, vocabulary)}"
        case syntax.ShownWith(decimals):
            return _decimals_text(decimals, vocabulary)
        case syntax.FileReference():
            return _file_text(value, vocabulary)
        case syntax.RowRange(first, last):
            return str(first) if first == last else f"{first} {vocabulary.printed('type', 'to')} {last}"
        case syntax.Key(key_parts):
            return ", ".join(_key_part_text(part) for part in key_parts)
        case syntax.Wide(wide_parts):
            return ", ".join(f"{quoted(part.pattern)} = {bare_text(part.column)}" for part in wide_parts)
        case syntax.ForEach(list_name, element):
            between = vocabulary.printed("connective", "as")
            return f"{target_text(list_name, vocabulary)} {between} {bare_text(element)}"
        case _:
            assert_never(value)


def _file_text(file: syntax.FileReference, vocabulary: Vocabulary) -> str:
    parts = [quoted(file.path)]
    parts += [] if file.sheet is None else [f"{vocabulary.printed('value', 'sheet')} {quoted(file.sheet)}"]
    parts += [] if file.table is None else [f"{vocabulary.printed('value', 'table')} {quoted(file.table)}"]
    parts += [] if file.period is None else [f"{vocabulary.printed('value', 'period')} {file.period}"]
    return ", ".join(parts)


def _key_part_text(part: syntax.KeyPart) -> str:
    name = bare_text(part.name)
    return name if part.title is None else f"{quoted(part.title)} = {name}"


def _decimals_text(decimals: int, vocabulary: Vocabulary) -> str:
    return f"{decimals} {counted_form('type', 'decimals', vocabulary, str(decimals))}"


def _requirement_text(value: syntax.Requirement, vocabulary: Vocabulary) -> str:
    text = vocabulary.printed("value", "all")
    if value.amount is not None and value.measure == "members":
        text = decimal_text(value.amount, vocabulary)
    elif value.amount is not None:
        text = percent_text(decimal_text(value.amount * fmpq(100), vocabulary), vocabulary)
        text += f" {vocabulary.printed('value', 'of_weight')}" if value.measure == "weight" else ""
    text += f" {vocabulary.printed('value', 'illustrative')}" if value.illustrative else ""
    if value.otherwise is None:
        return text
    return f"{text}, {vocabulary.printed('value', 'otherwise')} {outcome_text(value.otherwise, vocabulary)}"


def column_type_text(value: syntax_columns.ColumnType, vocabulary: Vocabulary) -> str:
    """A column's type: ``number, 6 decimals, 0 to 1000, may be absent, coded 1 = yes, 0 = no``."""
    parts = [_type_name_text(value.base, vocabulary)]
    if value.several:
        parts.append(vocabulary.printed("type", "several"))
    return ", ".join([*parts, *_property_texts(value, vocabulary)])


def _property_texts(value: syntax_columns.ColumnType | syntax_columns.BoundColumn, vocabulary: Vocabulary) -> list[str]:
    """What a source or a binding says of a column beside its type, in the one order; codes take all that follows."""
    parts = []
    if value.title is not None:
        parts.append(f"{vocabulary.printed('type', 'titled')} {quoted(value.title)}")
    if value.decimals is not None:
        parts.append(_decimals_text(value.decimals, vocabulary))
    if value.range is not None:
        parts.append(_range_text(value.range, vocabulary))
    if value.may_be_absent:
        parts.append(vocabulary.printed("type", "may_be_absent"))
    if value.codes:
        codes = ", ".join(_code_text(code, vocabulary) for code in value.codes)
        parts.append(f"{vocabulary.printed('type', 'coded')} {codes}")
    return parts


def _type_name_text(base: syntax_columns.TypeName, vocabulary: Vocabulary) -> str:
    match base.kind:
        case "one_of":
            names = [told_apart(bare_text(one), vocabulary, "type", "outcome") for one in base.categories]
            return f"{vocabulary.printed('type', 'one_of')} {', '.join(names)}"
        case "quantity":
            return unit_factors_text(base.unit, vocabulary)
        case "reference":
            return told_apart(bare_text(base.unit[0].name), vocabulary, "type", "unit")
        case kind:
            return vocabulary.printed("type", kind)


def _range_text(value: syntax_columns.Range, vocabulary: Vocabulary) -> str:
    above, to = vocabulary.printed("type", "above"), vocabulary.printed("type", "to")
    low = "" if value.low is None else decimal_text(value.low, vocabulary)
    low = f"{above} {low}" if value.low_open else low
    if value.high is not None:
        return f"{low} {to} {decimal_text(value.high, vocabulary)}".strip()
    return low if value.low_open else f"{low} {vocabulary.printed('type', 'and_above')}"


def _code_text(code: syntax_columns.Code, vocabulary: Vocabulary) -> str:
    plain = _PLAIN_CELL.fullmatch(code.cell) is not None and bare_text(code.cell) == code.cell
    return f"{code.cell if plain else quoted(code.cell)} = {_meaning_text(code.meaning, vocabulary)}"


def _meaning_text(meaning: str, vocabulary: Vocabulary) -> str:
    word = vocabulary.printed
    match meaning:
        case "higher" | "lower" | "yes" | "no":
            return word("expression", meaning)
        case "no_direction":
            return word("outcome", meaning)
        case state if state in vocabulary.spellings["state"]:
            return word("state", state)
        case name:
            return told_apart(bare_text(name), vocabulary, "outcome")
