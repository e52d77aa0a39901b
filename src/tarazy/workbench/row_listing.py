"""The rows of registers behind a value, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from tarazy.dsl.program import Program
from tarazy.grammar.speech import counted, said
from tarazy.interpreter.cells import Missing
from tarazy.interpreter.data.row_hash import cell_text
from tarazy.interpreter.rows_trace import ListedRows
from tarazy.workbench.tables import plain_table

FORM = "tarazy.rows/1"
"""Name of the JSON form; what it promises never changes under this name."""


def _texts(program: Program, listed: ListedRows) -> list[list[str | None]]:
    """Cells of the rows as texts, numbers in the unit of their column; ``None`` where there is none."""
    columns = program.registers[listed.register].columns
    return [
        [
            cell_text(column, cell.state if isinstance(cell, Missing) else cell)
            for column, cell in zip(columns, cells, strict=True)
        ]
        for _, cells in listed.rows
    ]


def rows_text(program: Program, listings: Iterable[ListedRows]) -> str:
    """A table for each aggregate: file and row, then the cells."""
    parts = []
    for listed in listings:
        rows = counted(len(listed.rows), "row", "rows")
        head = f"{listed.written}: {said('{rows} of {register}', rows=rows, register=listed.register)}"
        origins = [("", "") if origin is None else (origin.file, str(origin.row)) for origin, _ in listed.rows]
        body = [
            [*origin, *("" if text is None else text for text in texts)]
            for origin, texts in zip(origins, _texts(program, listed), strict=True)
        ]
        parts.append(
            "\n".join([head, plain_table([said("file"), said("row"), *listed.columns], body)] if body else [head])
        )
    return ("\n\n".join(parts) or said("no rows of a register stand behind this value")) + "\n"


def rows_json(program: Program, name: str, listings: Sequence[ListedRows]) -> str:
    """The same as a document of the form ``tarazy.rows/1``: numbers as texts, an absent cell as null."""
    found = [
        {
            "written": listed.written,
            "register": listed.register,
            "columns": list(listed.columns),
            "rows": [
                {
                    **({} if origin is None else {"file": origin.file, "sha256": origin.sha256, "row": origin.row}),
                    **({"sheet": origin.sheet} if origin is not None and origin.sheet else {}),
                    "cells": texts,
                }
                for (origin, _), texts in zip(listed.rows, _texts(program, listed), strict=True)
            ],
        }
        for listed in listings
    ]
    return json.dumps({"form": FORM, "name": name, "aggregates": found}, ensure_ascii=False, indent=2) + "\n"
