"""Writing results to a file in the form that its suffix names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, TypeAlias

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.interpreter.extras import EXTRAS, is_installed
from tarazy.interpreter.provenance import Provenance
from tarazy.interpreter.results import ScoreRow, csv_text
from tarazy.interpreter.score_records import arrow_table
from tarazy.interpreter.scores_json import scores_json
from tarazy.workbench.atomic_writing import opened_atomically
from tarazy.workbench.exports.limits import beyond_workbook


@frozen(eq=False)
class Results:
    """What is written.

    Parameters
    ----------
    rows
        Rows of the table, those chosen only.
    number_names
        Codes of the declarations whose values are numbers.
    provenance
        Of the run.
    illustrative
        Names of the traces of values that rest on a number that no act gives.
    """

    rows: Sequence[ScoreRow]
    number_names: frozenset[str]
    provenance: Provenance
    illustrative: frozenset[str] = frozenset()


Write: TypeAlias = Callable[[BinaryIO, Results], None]


def _csv(results: Results) -> str:
    illustrative = results.illustrative if results.provenance.illustrative else None
    made_of = results.provenance
    return csv_text(
        results.rows,
        is_draft=bool(made_of.draft),
        is_what_if=bool(made_of.what_if),
        illustrative=illustrative,
    )


def _write_csv(stream: BinaryIO, results: Results) -> None:
    stream.write(_csv(results).encode())


def _write_json(stream: BinaryIO, results: Results) -> None:
    stream.writelines(piece.encode() for piece in scores_json(results.rows, results.provenance, results.illustrative))


def _write_workbook(stream: BinaryIO, results: Results) -> None:
    from tarazy.workbench.exports.workbook import write_workbook

    write_workbook(stream, results.rows, results.number_names, results.provenance)


def _write_parquet(stream: BinaryIO, results: Results) -> None:
    from pyarrow import parquet

    parquet.write_table(arrow_table(results.rows, results.number_names, results.provenance), stream)


@frozen(eq=False)
class _Form:
    """How files of one suffix are written, and the package that they need beyond Tarazy; empty for none."""

    write: Write
    package: str = ""


_FORMS: Mapping[str, _Form] = {
    ".csv": _Form(_write_csv),
    ".json": _Form(_write_json),
    ".xlsx": _Form(_write_workbook, "xlsxwriter"),
    ".parquet": _Form(_write_parquet, "pyarrow"),
}

SUFFIXES = tuple(_FORMS)
"""Suffixes of the files that can be written."""


def refused(out: Path) -> Diagnostic | None:
    """Why no results can be written to `out`, known before anything is computed; ``None`` where they can."""
    form = _FORMS.get(out.suffix.lower())
    if form is None:
        return finding("U762", None, path=str(out), known=", ".join(f"`{suffix}`" for suffix in SUFFIXES))
    if form.package and not is_installed(form.package):
        extra = EXTRAS[form.package]
        return finding("U763", None, path=str(out), package=form.package, extra=extra)
    return None


def written(out: Path, results: Results) -> Diagnostic | None:
    """Write results to `out`, whole or not at all; what is in the way where that fails.

    Raises
    ------
    KeyError
        The suffix is that of no form: :func:`refused` was not asked.
    """
    form = _FORMS[out.suffix.lower()]
    beyond = beyond_workbook(str(out), results.rows) if form.write is _write_workbook else None
    if beyond is not None:
        return beyond
    try:
        with opened_atomically(out) as stream:
            form.write(stream, results)
    except OSError as error:
        return finding("U757", None, path=str(out), reason=error.strerror or str(error))
    return None
