"""Data from files: read exactly, checked against the declared columns, and kept with the place of every cell."""

from tarazy.interpreter.data.reading import read_snapshot
from tarazy.interpreter.data.snapshot import Key, Snapshot
from tarazy.interpreter.data.table import CellOrigin

__all__ = ["CellOrigin", "Key", "Snapshot", "read_snapshot"]
