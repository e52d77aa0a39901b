"""Invented registers, beside a register of as many rows that DuckDB makes of arithmetic and writes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, call, measured
from benchmarks.registers import write_register
from tarazy.workbench.example_data.bodies import state_bodies
from tarazy.workbench.example_data.draws import Draws
from tarazy.workbench.example_data.folder import data_files
from tarazy.workbench.example_data.registers import register_files
from tarazy.workbench.example_data.setting import DataFile, Setting

ROWS = 1_000_000
_YEARS = (2018, 2019, 2020, 2021)


def setting_of(rows: int) -> Setting:
    """The data of the demonstration, with so many rows."""
    return Setting(state_bodies(), _YEARS, Draws(954), rows)


def invented_registers(rows: int = ROWS) -> Iterator[Measured]:
    """The registers that grow, and a whole folder with few rows."""
    with tempfile.TemporaryDirectory() as name:
        peer = f"DuckDB writes a register of {rows:,} rows"
        by_duckdb = call(lambda: write_register(Path(name), rows))
        large = register_files(setting_of(rows))
        yield measured(f"invent registers of {rows:,} rows", call(lambda: _write(large)), peer, by_duckdb)
        whole = data_files(setting_of(10_000))
        yield measured("invent the whole folder of `example-data`", call(lambda: _write(whole)), peer, by_duckdb)


def _write(files: tuple[DataFile, ...]) -> None:
    for file in files:
        for _ in file.write(io.BytesIO()):
            pass
