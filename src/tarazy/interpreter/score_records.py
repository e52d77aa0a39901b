"""The table of results for other programs: records, an Arrow table, a data frame.

All three have the columns of :class:`tarazy.interpreter.results.ScoreRow` and one more, ``approximate``: the binary
floating-point number nearest to a number's value, for charts and statistics. The value itself stays a text, since no
type of column holds every one exactly. An empty cell is null, and the period is a whole number.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from attrs import fields

from tarazy.interpreter.extras import bringing
from tarazy.interpreter.provenance import Provenance
from tarazy.interpreter.results import ScoreRow

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Record: TypeAlias = "dict[str, str | int | float | None]"
"""One row: its cells by the name of the column."""

_TEXTS = tuple(one.name for one in fields(ScoreRow))
COLUMNS = tuple(chain.from_iterable((name, "approximate") if name == "value" else (name,) for name in _TEXTS))
"""Names of the columns."""

METADATA_KEY = b"tarazy"
"""Key of the provenance in the metadata of an Arrow table's schema."""


def records(rows: Iterable[ScoreRow], number_names: Collection[str]) -> list[Record]:
    """A record for each row.

    Parameters
    ----------
    number_names
        Codes of the declarations whose values are numbers.
    """
    return [_record(row, is_number=row.name in number_names) for row in rows]


def _record(row: ScoreRow, *, is_number: bool) -> Record:
    return {
        "body": row.body or None,
        "period": (int(row.period) if row.period.isdecimal() else row.period) or None,
        "element": row.element or None,
        "name": row.name,
        "value": row.value or None,
        "approximate": approximate(row.value, row.exact) if is_number else None,
        "exact": row.exact or None,
        "unit": row.unit or None,
        "state": row.state,
        "trace": row.trace,
    }


def approximate(value: str, exact: str) -> float | None:
    """The double nearest to a number; ``None`` for no number, and for one beyond the range of doubles."""
    if not value:
        return None
    try:
        if exact:
            numerator, _, denominator = exact.partition("/")
            return int(numerator) / int(denominator)
        found = float(value)
    except OverflowError:
        return None
    return found if abs(found) != float("inf") else None


def arrow_table(rows: Iterable[ScoreRow], number_names: Collection[str], provenance: Provenance) -> pa.Table:
    """The rows as an Arrow table, with the provenance as JSON in the metadata of its schema.

    Raises
    ------
    MissingExtraError
        Without the extra ``arrow``.
    """
    with bringing("pyarrow"):
        import pyarrow as pa
    found: Sequence[Record] = records(rows, number_names)
    by_year = all(not isinstance(one["period"], str) for one in found)
    types = {"period": pa.int32() if by_year else pa.string(), "approximate": pa.float64()}
    required = {"name", "state", "trace"}
    columns = [pa.field(name, types.get(name, pa.string()), nullable=name not in required) for name in COLUMNS]
    metadata = {METADATA_KEY: json.dumps(provenance.facts(), ensure_ascii=False, sort_keys=True).encode()}
    return pa.Table.from_pylist(found, pa.schema(columns, metadata=metadata))


def data_frame(rows: Iterable[ScoreRow], number_names: Collection[str]) -> pd.DataFrame:
    """The rows as a pandas data frame.

    Raises
    ------
    MissingExtraError
        Without the extra ``pandas``.
    """
    with bringing("pandas"):
        import pandas as pd
    found = pd.DataFrame(records(rows, number_names), columns=list(COLUMNS))
    by_year = not any(isinstance(one, str) for one in found["period"])
    types = dict.fromkeys(_TEXTS, "string") | {"period": "Int32" if by_year else "string", "approximate": "Float64"}
    return found.astype(types)
