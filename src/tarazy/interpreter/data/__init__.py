"""Data from CSV files: read exactly, checked against the declared columns, and kept with the place of every
cell.
"""

from tarazy.interpreter.data.reading import read_snapshot
from tarazy.interpreter.data.snapshot import CellOrigin, Key, Snapshot

__all__ = ["CellOrigin", "Key", "Snapshot", "read_snapshot"]
