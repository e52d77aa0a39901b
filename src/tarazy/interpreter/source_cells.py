"""The cell of a file that a traced value was read from: where it stands, and what stands in it."""

from __future__ import annotations

from tarazy.interpreter.data import CellOrigin
from tarazy.interpreter.trace import Quantity, SourceCell


def source_cell(code: str, label: str | None, origin: CellOrigin | None, value: Quantity) -> SourceCell:
    """The cell at `origin`, as the trace cites it.

    Parameters
    ----------
    code, label
        Of the source or list.
    origin
        ``None`` where no row has the key, or the value is written in the text.
    value
        What was read: the text of the cell is told where it is another.
    """
    if origin is None:
        return SourceCell(code, label or "")
    written = "" if origin.written in (value.shown, value.reading.text) else origin.written
    return SourceCell(
        code,
        label or "",
        origin.file,
        origin.sha256,
        origin.row,
        origin.column,
        origin.sheet,
        origin.formula,
        written,
        tuple(source_cell(code, label, one, value) for one in origin.also),
    )
