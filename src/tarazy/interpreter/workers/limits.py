"""How large a table may be that is read from a workbook, a database or a Parquet file."""

MOST_CELLS = 5_000_000
"""Cells; of a sheet those between its first and its last, empty ones included."""

MOST_TEXT = 2**27
"""Bytes of their texts."""
