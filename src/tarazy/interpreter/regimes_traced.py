"""What a trace says of reorganised bodies: the regime, and the figures of former bodies in those of a successor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tarazy.dsl import nodes
from tarazy.dsl.expression_text import citations_text
from tarazy.dsl.periods import Period, first_day
from tarazy.dsl.program import Program
from tarazy.dsl.regimes import Standing
from tarazy.dsl.states import State
from tarazy.dsl.syntax import Citations
from tarazy.grammar.speech import said_in
from tarazy.interpreter.cells import Missing
from tarazy.interpreter.data import CellOrigin
from tarazy.interpreter.inquiry import Inquiry, place_text
from tarazy.interpreter.meaning.places import Entry, Place
from tarazy.interpreter.snapshot_protocol import Key, Read
from tarazy.interpreter.successors_data import former_keys
from tarazy.interpreter.trace import FiredRule, Paragraph


class PlacedData(Protocol):
    """Data that knows where each cell was read."""

    def table(self, source: str) -> Mapping[str, Mapping[Key, Read]]:
        """Cells of a source."""

    def origin(self, source: str, column: str, key: Key) -> CellOrigin | None:
        """Where a cell of a source stands."""


def standing_of(program: Program, body: Entry, period: Entry) -> Standing | None:
    """The regime of a body in a period."""
    if not program.regimes.any or not isinstance(body, str) or not isinstance(period, Period):
        return None
    return program.regimes.standing_in(body, period)


def former_of(inquiry: Inquiry, axis: str, place: Place) -> tuple[str, ...]:
    """The bodies that are assessed within that of a place, where `axis` is that of bodies."""
    program = inquiry.program
    body, period = place[inquiry.positions[axis]], place[inquiry.positions[nodes.PERIOD]]
    if axis != program.body_axis or not program.regimes.merge:
        return ()
    if not isinstance(body, str) or not isinstance(period, Period):
        return ()
    return program.regimes.within(body, first_day(period).year)


def regime_rule(inquiry: Inquiry, standing: Standing, basis: tuple[Paragraph, ...]) -> FiredRule:
    """``regime analysed: recommendations only (digital)``: what the results of a former body serve for, and whom."""
    words, regime = inquiry.words.words, standing.regime
    how = words.printed("former_body", "recommendations_only")
    text = f"{words.printed('head', 'regime')} {regime.code}: {how} ({', '.join(standing.successors)})"
    return FiredRule("regime", text, place_text(regime.span), basis)


def merging_rule(inquiry: Inquiry, data: PlacedData, node: nodes.Datum, key: Key) -> FiredRule | None:
    """Of which figures of former bodies a datum was made, each with its cell; ``None`` where of none."""
    program = inquiry.program
    source = program.sources[node.source]
    if not program.regimes.merge or not key:
        return None
    cells = data.table(node.source).get(node.column, {})
    former = [one for one in former_keys(source, key, program.body_axis, program.regimes) if one in cells]
    if not former:
        return None
    place = source.axes.index(program.body_axis or "")
    words = inquiry.words.words
    parts = []
    for one in ([key] if key in cells else []) + former:
        origin = _origin(data.origin(node.source, node.column, one), words.language)
        parts.append(f"{_shown(inquiry, node, cells[one])} ({one[place]}{origin})")
    how = words.printed("at_reorganisation", source.merging or "")
    return FiredRule(
        "at_reorganisation", f"{how}: {' + '.join(parts)}{_ground(inquiry, former, place)}", place_text(source.span)
    )


def _shown(inquiry: Inquiry, node: nodes.Datum, cell: Read) -> str:
    return inquiry.words.shown(Missing(cell) if isinstance(cell, State) else cell, inquiry.shape(node))


def _origin(origin: CellOrigin | None, language: str) -> str:
    """Where a figure stands: file, sheet, and the cell of a workbook or the row and the column."""
    if origin is None:
        return ""
    sheet = f", {origin.sheet}" if origin.sheet else ""
    if origin.letter:
        return f"; {origin.file}{sheet}, {origin.letter}{origin.row}"
    row, column = said_in(language, "row"), said_in(language, "column")
    return f"; {origin.file}{sheet}, {row} {origin.row}, {column} {origin.column}"


def _ground(inquiry: Inquiry, former: list[Key], place: int) -> str:
    """Paragraphs of the regimes by which former bodies are assessed within the successor."""
    regimes, words = inquiry.program.regimes, inquiry.words.words
    found = dict[str, None]()
    for key in former:
        period = key[-1]
        standing = None if isinstance(period, str) else regimes.standing_in(str(key[place]), period)
        if standing is not None and standing.regime.basis:
            found[citations_text(Citations(standing.regime.basis, span=standing.regime.span), words)] = None
    return "".join(f"; {one}" for one in found)
