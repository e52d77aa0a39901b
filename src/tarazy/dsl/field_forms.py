"""Forms of declarations and their lines: what may stand where, before it is said of which declaration."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import frozen


class ValueForm(Enum):
    """What stands behind a field's keyword; the value is the grammar's start rule, where one reads it."""

    NOTHING = ""
    RAW = "raw"
    """Characters as they stand: a version, a number of an act."""
    YEAR = "year"
    """Four digits."""
    WORD = "word"
    """One of the words of a context of the table of words."""
    TEXT = "text_value"
    TEXT_OR_NAMES = "text or names"
    DIRECTION = "direction"
    """``higher``, ``lower``, ``no direction``, or a name that holds one of them."""
    DAY = "day_value"
    NAMES = "names"
    MEMBERS = "members"
    CITATIONS = "citations"
    OUTCOME = "outcome"
    REQUIREMENT = "requirement"
    ROUNDING = "rounding"
    SHOWN_WITH = "shown_with"
    FILE = "file"
    HEADER_ROW = "header_row"
    KEY = "key"
    WIDE = "wide"
    FOR_EACH = "for_each"
    COLUMN_TYPE = "column_type"
    NAME_IN = "name in a language"
    """The code of a language and a name: ``kk игеру``."""
    TEXT_IN = "text in a language"
    """The code of a language and a text: ``kk "…"``."""
    DAY_OF_YEAR = "day of a year"
    """A day, or a day and a month of a year of the schedule: ``02-15[held year]``."""
    HOLDERS = "holders"
    """Names, each maybe with the day from which it holds: ``economy from 2019-09-01``."""


class RowForm(Enum):
    """What rows ``name: value`` hold; the value is the grammar's start rule."""

    COLUMNS = "column_row"
    BOUND_COLUMNS = "bound_row"
    OUTCOMES = "outcome_row"


class TableForm(Enum):
    """What kind of table may stand under a field or close a declaration."""

    SCORED = "scored"
    """Opened by a phrase such as ``by bands of value``, or cases headed ``when``."""
    BANDS = "bands"
    """Bands without a phrase: the own table of a grade or a scale."""
    DATA = "data"
    """Rows of data, headed by names."""


@frozen
class FieldForm:
    """One line of a declaration.

    Parameters
    ----------
    value
        What stands behind the keyword.
    context
        Of a word: the context of the table of words that it is of.
    optional
        Whether the value may be left out where rows or a table follow.
    rows, table
        What may stand on deeper lines.
    repeats
        Whether a declaration may have several such lines.
    is_step
        Whether its place among the lines has a meaning.
    headers
        Keys of the words among the heads of a table of data, whose other heads are names.
    """

    value: ValueForm = ValueForm.NOTHING
    context: str = ""
    optional: bool = False
    rows: RowForm | None = None
    table: TableForm | None = None
    repeats: bool = False
    is_step: bool = False
    headers: tuple[str, ...] = ()


@frozen
class HeadForm:
    """One kind of declaration.

    Parameters
    ----------
    fields
        Its lines by key, in the order in which a message lists them.
    required
        Keys of the lines without which it cannot be read.
    is_named
        Whether a name follows the head.
    of
        Whether ``of`` and a name may follow: ``may``, ``must`` or empty.
    table
        Kind of its own table, which it then must have.
    """

    fields: Mapping[str, FieldForm]
    required: tuple[str, ...] = ()
    is_named: bool = True
    of: str = ""
    table: TableForm | None = None


NORM: Mapping[str, FieldForm] = {
    "code": FieldForm(ValueForm.RAW),
    "basis": FieldForm(ValueForm.CITATIONS),
    "settled_by": FieldForm(ValueForm.NAMES),
    "in_force_from": FieldForm(ValueForm.DAY),
    "in_force_until": FieldForm(ValueForm.DAY),
}
"""Lines that any declaration of a norm may have."""
