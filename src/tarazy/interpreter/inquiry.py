"""Questions that a trace puts to the evaluator: cells in words, and which parts of a formula a value came from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from datetime import date
from pathlib import PureWindowsPath
from typing import NamedTuple, TypeAlias

from attrs import define, field, frozen
from flint import fmpq

from tarazy.dsl import nodes, syntax
from tarazy.dsl.library_names import function_in
from tarazy.dsl.node_parts import members_parts, operands, walk
from tarazy.dsl.nodes import PERIOD, Aggregate, AnyNode, Facet, Member, Rank
from tarazy.dsl.over import OverList, OverRows
from tarazy.dsl.periods import Period
from tarazy.dsl.program import Program
from tarazy.dsl.source import Span
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape
from tarazy.interpreter.called_functions import Called, called_at
from tarazy.interpreter.cell_words import CellWords, cell_words, unit_words
from tarazy.interpreter.cells import Cell, Marked, Missing, plain, values_equal
from tarazy.interpreter.evaluation import Evaluation
from tarazy.interpreter.formula_text import FormulaTexts
from tarazy.interpreter.meaning.members import MemberRecord, Part
from tarazy.interpreter.meaning.places import Entry, Place, moved
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.meaning.tables import holds
from tarazy.interpreter.possible_rows import cases_possible, is_open, results_possible
from tarazy.interpreter.snapshot_protocol import SnapshotProtocol
from tarazy.interpreter.trace import FunctionTrace, Quantity

NAMES = (nodes.Datum, nodes.Corrected, nodes.Filed, nodes.Result, nodes.Local, nodes.Attribute, nodes.ParameterValue)
"""Nodes that name something with a value of its own."""

_CHOOSING = (
    nodes.Shift,
    nodes.AtPeriod,
    nodes.AtElement,
    nodes.FunctionCall,
    nodes.If,
    nodes.Cases,
    nodes.Bands,
    nodes.ByValues,
    nodes.FirstPresent,
    Aggregate,
)
"""Nodes of which only some parts are asked, or at other places."""

_TOLD = (
    *NAMES,
    nodes.If,
    nodes.Cases,
    nodes.Bands,
    nodes.ByValues,
    nodes.Line,
    nodes.FunctionCall,
    nodes.WorkingDays,
    nodes.WorkingDayAfter,
    nodes.LastDay,
    Aggregate,
    Rank,
)
"""Nodes of which a trace has something to say besides their number."""

_MOST_QUANTITIES = 100_000
"""How many numbers in words are kept from one trace to the next."""

_CellKey: TypeAlias = tuple[Hashable, ...]
"""What cells that read the same have in common: their value, marks and unit."""


@frozen(eq=False)
class _InWords:
    """A cell in words, with its unit and without; `shape` is held so that its identity stays its own."""

    shape: Shape | None
    quantity: Quantity
    without_unit: str


Located = tuple[AnyNode, Place]
"""A node and the place at which it is asked."""


class Taken(NamedTuple):
    """What a value came from: the parts that a trace shows, and inside a function those that have a name there."""

    parts: list[Located]
    met: list[AnyNode]


@define(eq=False)
class Inquiry:
    """Asks the evaluator again for what a trace shows.

    Parameters
    ----------
    program, evaluation, snapshot
        What was evaluated, the evaluator, and the data it was given.
    """

    program: Program
    evaluation: Evaluation
    snapshot: SnapshotProtocol
    words: CellWords = field(factory=cell_words)
    texts: FormulaTexts = field(init=False)
    _quantities: dict[_CellKey, _InWords] = field(factory=dict, init=False)
    _asked: dict[tuple[int, int], tuple[Cell, _InWords]] = field(factory=dict, init=False)
    _meanings: dict[int, Callable[[Place], Cell]] = field(factory=dict, init=False)
    _with_unit: dict[int, tuple[Shape | None, bool]] = field(factory=dict, init=False)
    _cells: dict[tuple[int, Place], Cell] = field(factory=dict, init=False)
    _shapes: dict[int, tuple[AnyNode, Shape | None]] = field(factory=dict, init=False)
    _fixed: dict[int, tuple[AnyNode, tuple[AnyNode, ...] | None]] = field(factory=dict, init=False)
    _records: dict[tuple[int, Place], tuple[MemberRecord, ...]] = field(factory=dict, init=False)
    _rows: dict[tuple[int, Place], nodes.Case | None] = field(factory=dict, init=False)
    _groups: dict[int, tuple[Aggregate, Mapping[str, Member], Mapping[str, Shape | None]]] = field(
        factory=dict, init=False
    )
    _functions: dict[int, tuple[AnyNode, tuple[FunctionTrace, ...]]] = field(factory=dict, init=False)
    _named_days: dict[int, tuple[AnyNode, tuple[nodes.Constant, ...]]] = field(factory=dict, init=False)
    _axes: dict[int, tuple[AnyNode, tuple[int, ...]]] = field(factory=dict, init=False)
    _named_here: frozenset[int] = field(default=frozenset(), init=False)
    _inside: dict[tuple[int, str], tuple[AnyNode, Inquiry]] = field(factory=dict, init=False)
    _called: dict[tuple[int, Place], Called] = field(factory=dict, init=False)
    positions: Mapping[str, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.texts = FormulaTexts(self.words.words)
        self.positions = {axis: position for position, axis in enumerate(self.program.axes)}

    # ------------------------------------------------------------ cells

    def cell(self, node: AnyNode, place: Place) -> Cell:
        """What a node has at a place."""
        key = (id(node), place)
        known = self._cells.get(key)
        if known is None:
            meaning = self._meanings.get(id(node))
            if meaning is None:
                meaning = self._meanings[id(node)] = self.evaluation.meaning(node)
            known = self._cells[key] = meaning(place)
        return known

    def shape(self, node: AnyNode) -> Shape | None:
        """Unit of a node, and how it is shown."""
        known = self._shapes.get(id(node))
        if known is None:
            facts = self.program.facts
            known = self._shapes[id(node)] = node, facts.of(node).shape if node in facts else None
        return known[1]

    def begin(self) -> None:
        """Forget what was asked for the former trace."""
        self._records.clear()
        self._rows.clear()
        self._cells.clear()
        self._asked.clear()
        self._called.clear()
        if len(self._quantities) > _MOST_QUANTITIES:
            self._quantities.clear()

    def quantity(self, cell: Cell, shape: Shape | None) -> Quantity:
        """A cell with its unit; equal numbers are one object, and so are equal words."""
        return self._in_words(cell, shape).quantity

    def without_unit(self, cell: Cell, shape: Shape | None) -> str:
        """A cell for a person, without its unit."""
        return self._in_words(cell, shape).without_unit

    def _in_words(self, cell: Cell, shape: Shape | None) -> _InWords:
        here = (id(cell), id(shape))
        asked = self._asked.get(here)
        if asked is not None:
            return asked[1]
        key = _key_of(cell, shape)
        found = None if key is None else self._quantities.get(key)
        if found is None:
            found = self._newly_in_words(cell, shape)
            if key is not None:
                self._quantities[key] = found
        self._asked[here] = cell, found
        return found

    def _newly_in_words(self, cell: Cell, shape: Shape | None) -> _InWords:
        quantity = Quantity(self.words.reading(cell, shape), unit_words(shape), self.words.shown(cell, shape))
        return _InWords(shape, quantity, self.words.shown(cell, shape, unit=False))

    def quantity_of(self, node: AnyNode, place: Place) -> Quantity:
        """What a node has at a place, with its unit."""
        return self.quantity(self.cell(node, place), self.shape(node))

    def defined(self, node: AnyNode, place: Place) -> Quantity | None:
        """The same, ``None`` where the node has no value there, as in a branch that is not taken."""
        try:
            return self.quantity_of(node, place)
        except PlanError:
            return None

    # ------------------------------------------------------------ formulas

    def numbers(self, node: AnyNode, place: Place) -> str:
        """The formula of a node with the numbers put in; those of a unit of one dimension stand with it."""
        parts = []
        for part in self.texts.of(node).parts:
            if isinstance(part, str):
                parts.append(part)
                continue
            text = self._put_in(part.node, place, part.written)
            parts.append(f"({text})" if part.bracketed and text.startswith("-") else text)
        return "".join(parts)

    def functions(self, node: AnyNode) -> tuple[FunctionTrace, ...]:
        """Functions that a formula calls, each once, those that it calls itself before those that they call."""
        known = self._functions.get(id(node))
        if known is None:
            called: dict[str, FunctionTrace] = {}
            calls = [one for one in walk(node) if isinstance(one, nodes.FunctionCall)]
            for call in reversed(calls):
                if call.declared is not None:
                    name = function_in(call.function, call.declared.source.name, self.words.words.language)
                    told = FunctionTrace(name, call.label or "", place_text(call.declared))
                    called.setdefault(call.function, told)
            known = self._functions[id(node)] = node, tuple(called.values())
        return known[1]

    def inside(self, call: nodes.FunctionCall, line: str = "") -> Inquiry:
        """The same questions with names as they are meant inside a function: its arguments and the names of its legend.

        `line` is the one of the legend that is asked about; empty where it is the function's value.
        """
        known = self._inside.get((id(call), line))
        if known is None:
            legend = {name: node for name, _, node in call.legend if name != line}
            found = copy(self)
            found.name_here({**dict(call.arguments), **legend})
            known = self._inside[id(call), line] = call, found
        return known[1]

    def name_here(self, names: Mapping[str, AnyNode]) -> None:
        """Take `names` for those of the function that is asked about."""
        self.texts = FormulaTexts(self.words.words, names)
        self._named_here = frozenset(map(id, names.values()))
        self._fixed = {}

    def called(self, call: nodes.FunctionCall, place: Place) -> Called:
        """A call of a function, taken apart."""
        key = (id(call), place)
        known = self._called.get(key)
        if known is None:
            known = self._called[key] = called_at(self, call, place)
        return known

    def named_days(self, node: AnyNode) -> tuple[nodes.Constant, ...]:
        """Days of the calendar that a formula calls by a name."""
        known = self._named_days.get(id(node))
        if known is None:
            days = (one for one in walk(node) if isinstance(one, nodes.Constant) and isinstance(one.value, date))
            known = self._named_days[id(node)] = node, tuple(one for one in days if isinstance(one.syntax, syntax.Name))
        return known[1]

    def _put_in(self, node: AnyNode, place: Place, written: str) -> str:
        if self.runs_along(node, place):
            return written or self.texts.of(node).written
        try:
            cell = self.cell(node, place)
        except PlanError:
            return "?"
        shape = self.shape(node)
        found = self._in_words(cell, shape)
        return found.quantity.shown if self._stands_with_unit(shape) else found.without_unit

    def runs_along(self, node: AnyNode, place: Place) -> bool:
        """Whether a node has no one value at a place: what a function is given of every element of a list."""
        known = self._axes.get(id(node))
        if known is None:
            axes = tuple(self.positions[axis] for axis in self.program.node_axes(node))
            known = self._axes[id(node)] = node, axes
        return None in map(place.__getitem__, known[1])

    def _stands_with_unit(self, shape: Shape | None) -> bool:
        """Whether numbers of a unit are put in with it: it is of one dimension, or there is none."""
        known = self._with_unit.get(id(shape))
        if known is None:
            known = self._with_unit[id(shape)] = (
                shape,
                shape is None or _is_single(shape) or shape.unit.is_pure,
            )
        return known[1]

    # ------------------------------------------------------------ what a value came from

    def parts_taken(self, node: AnyNode, place: Place) -> list[Located]:
        """Of `node` and the nodes under it what its value came from and a trace shows: names, tables, statistics.

        Each with its place; branches not taken are left out. What stands behind a name is not entered; of a statistic
        over bodies only its own value is asked.
        """
        return self.taken(node, place).parts

    def taken(self, node: AnyNode, place: Place) -> Taken:
        """The same; inside a function what has a name of its own there is met, and not entered."""
        found: list[Located] = []
        met: list[AnyNode] = []
        named_here = self._named_here
        pending: list[Located] = [(node, place)]
        while pending:
            part, there = pending.pop()
            if named_here and id(part) in named_here and there == place:
                met.append(part)
                continue
            under = self._under(part)
            if under is not None:
                found.extend([(one, there) for one in under])
            else:
                if isinstance(part, _TOLD):
                    found.append((part, there))
                pending.extend(reversed(self._parts(part, there)))
        return Taken(found, met)

    def _under(self, node: AnyNode) -> tuple[AnyNode, ...] | None:
        """What a trace shows of `node` and all under it in the order written, where all is asked at the same place;
        else ``None``.
        """
        known = self._fixed.get(id(node))
        if known is None:
            every = _asked_at_one_place(node, self._named_here)
            known = node, None if every is None else tuple(part for part in every if isinstance(part, _TOLD))
            self._fixed[id(node)] = known
        return known[1]

    def _parts(self, node: AnyNode, place: Place) -> Sequence[Located]:
        match node:
            case nodes.Shift(operand=operand, periods=periods):
                return self._shifted(operand, place, periods)
            case nodes.AtPeriod(operand=operand, period=period):
                return [(operand, self._moved(place, PERIOD, period))]
            case nodes.AtElement(operand=operand, axis=axis, element=element):
                found = self.cell(element, place)
                there = [] if isinstance(found, Missing) else [(operand, self._moved(place, axis, str(plain(found))))]
                return [(element, place), *there]
            case nodes.FunctionCall():
                return [(argument, place) for _, argument in self.called(node, place).arguments]
            case nodes.Corrected() | nodes.Filed():
                return []
            case nodes.If() | nodes.Cases() | nodes.Bands() | nodes.ByValues() | nodes.FirstPresent():
                return [(part, place) for part in self._branch_parts(node, place)]
            case Aggregate():
                return self._member_parts(node, place)
            case _:
                return [(part, place) for part in operands(node)]

    def _shifted(self, operand: AnyNode, place: Place, periods: int) -> list[Located]:
        period = place[self.positions[PERIOD]]
        return [(operand, self._moved(place, PERIOD, period - periods))] if isinstance(period, Period) else []

    def _moved(self, place: Place, axis: str, entry: Entry) -> Place:
        return moved(place, self.positions[axis], entry)

    def _branch_parts(
        self, node: nodes.If | nodes.Cases | nodes.Bands | nodes.ByValues | nodes.FirstPresent, place: Place
    ) -> list[AnyNode]:
        match node:
            case nodes.If(condition=condition, then=then, otherwise=otherwise):
                held = self.cell(condition, place)
                if isinstance(held, Missing):
                    return [condition, then, otherwise] if is_open(held) else [condition]
                return [condition, then if plain(held) is True else otherwise]
            case nodes.Cases(rows=rows):
                row = self.case_taken(node, place)
                last = len(rows) if row is None or not node.first else rows.index(row) + 1
                asked = [one.condition for one in rows[:last] if one.condition is not None]
                return [*asked, *(cases_possible(self, node, place) if row is None else [row.result])]
            case nodes.Bands(operand=operand, bands=bands):
                band = self.band_taken(node, place)
                possible = results_possible(self.cell(operand, place), bands) if band is None else [band.result]
                return [operand, *possible]
            case nodes.ByValues(operand=operand, rows=value_rows):
                value_row = self.value_row_taken(node, place)
                possible = (
                    results_possible(self.cell(operand, place), value_rows) if value_row is None else [value_row.result]
                )
                return [operand, *possible]
            case nodes.FirstPresent(operands=several):
                missing = [isinstance(self.cell(one, place), Missing) for one in several]
                return list(several[: missing.index(False) + 1 if False in missing else len(several)])

    def case_taken(self, node: nodes.Cases, place: Place) -> nodes.Case | None:
        """The row of a case table that holds; ``None`` where a condition before it is unknown."""
        key = (id(node), place)
        if key not in self._rows:
            self._rows[key] = self._case_that_holds(node, place)
        return self._rows[key]

    def _case_that_holds(self, node: nodes.Cases, place: Place) -> nodes.Case | None:
        otherwise: nodes.Case | None = None
        for row in node.rows:
            if row.condition is None:
                otherwise = row
                continue
            held = self.cell(row.condition, place)
            if isinstance(held, Missing):
                return None
            if plain(held) is True:
                return row
        return otherwise

    def band_taken(self, node: nodes.Bands, place: Place) -> nodes.Band | None:
        """The band that the operand lies in."""
        cell = self.cell(node.operand, place)
        if isinstance(cell, Missing):
            return None
        value = plain(cell)
        return next((band for band in node.bands if holds(band, value)), None)

    def value_row_taken(self, node: nodes.ByValues, place: Place) -> nodes.ValueRow | None:
        """The row of a value table for the operand's value, or for its state."""
        cell = self.cell(node.operand, place)
        otherwise = next((row for row in node.rows if row.key is None), None)
        if isinstance(cell, Missing):
            return next((row for row in node.rows if row.key is cell.state), None)
        value = plain(cell)
        for row in node.rows:
            key = row.key
            if key is not None and not isinstance(key, State) and values_equal(key, value):
                return row
        return otherwise

    def members(self, node: Aggregate, place: Place) -> tuple[MemberRecord, ...]:
        """Members of an aggregate."""
        key = (id(node), place)
        known = self._records.get(key)
        if known is None:
            known = self._records[key] = self.evaluation.members(node, place)
        return known

    def by_name(self, node: Aggregate) -> tuple[Mapping[str, Member], Mapping[str, Shape | None]]:
        """Members of an aggregate as they are declared, and their units, by name."""
        known = self._groups.get(id(node))
        if known is None:
            members = {member.name: member for member in node.members}
            shapes = {one.name: None if one.value is None else self.shape(one.value) for one in node.members}
            known = self._groups[id(node)] = node, members, shapes
        return known[1], known[2]

    def group(self, node: Rank, place: Place) -> tuple[str, ...]:
        """Elements that may have a place in a rank."""
        position = self.positions.get(PERIOD)
        period = None if position is None else place[position]
        return self.elements(node.over.list, period if isinstance(period, Period) else None)

    def elements(self, list_code: str, period: Period | None) -> tuple[str, ...]:
        """Elements of a list in a period for which its conditions hold, in the order of its files."""
        found = self.snapshot.elements(list_code, period)
        listed = self.program.lists.get(list_code)
        while listed is not None:
            if listed.only is not None:
                found = tuple(one for one in found if self._is_selected(listed.only, listed.root, one, period))
            listed = None if listed.of is None else self.program.lists[listed.of]
        return found

    def _is_selected(self, only: AnyNode, axis: str, element: str, period: Period | None) -> bool:
        entries: dict[str, Entry] = {PERIOD: period, axis: element}
        held = self.evaluation.node(only, tuple(entries.get(one) for one in self.program.axes))
        return not isinstance(held, Missing) and plain(held) is True

    def is_over_bodies(self, node: Aggregate | Rank) -> bool:
        """Whether an aggregate or rank is a statistic over bodies."""
        if isinstance(node, Rank):
            return bool(node.over.axis == self.program.body_axis)
        overs = (member.over for member in node.members)
        return any(isinstance(over, OverList) and over.axis == self.program.body_axis for over in overs)

    def _member_parts(self, node: Aggregate, place: Place) -> list[Located]:
        if self.is_over_bodies(node):
            return []
        over = node.members[0].over if len(node.members) == 1 else None
        if isinstance(over, OverRows):
            return [(part, place) for part in self.apart_from_rows(node, over)]
        by_name, _ = self.by_name(node)
        found: list[Located] = []
        for record in self.members(node, place):
            member = by_name[record.name]
            if record.part is Part.NOT_SELECTED:
                continue
            found += [(part, record.place) for part in (member.value, member.weight) if part is not None]
        return found

    def apart_from_rows(self, node: Aggregate, over: OverRows) -> list[AnyNode]:
        """The largest parts of an aggregate over rows that are the same in each of them."""
        pending = [part for member in node.members for part in members_parts(member)]
        found: list[AnyNode] = []
        while pending:
            part = pending.pop()
            if over.axis in self.program.node_axes(part):
                pending.extend(operands(part))
            else:
                found.append(part)
        return list(reversed(found))

    # ------------------------------------------------------------ declarations

    def declared_shape(self, code: str, facet: Facet) -> Shape | None:
        """Unit of one of a declaration's values."""
        return self.program.declared[code].of(facet).shape

    def own_place(self, axes: Sequence[str], place: Place) -> Place:
        """Entries of a place along some axes."""
        return tuple(place[self.positions[axis]] for axis in axes)


def place_text(span: Span) -> str:
    """File and line of a place in the text; the file without its folder, which differs from machine to machine."""
    return f"{PureWindowsPath(span.source.name).name}:{span.line}"


def _asked_at_one_place(node: AnyNode, but: frozenset[int]) -> tuple[AnyNode, ...] | None:
    """`node` and all under it; ``None`` where some is asked elsewhere or not always, or is one of those in `but`."""
    if isinstance(node, _CHOOSING):
        return None
    found: list[AnyNode] = [node]
    for part in operands(node):
        under = None if id(part) in but else _asked_at_one_place(part, but)
        if under is None:
            return None
        found.extend(under)
    return tuple(found)


def _key_of(cell: Cell, shape: Shape | None) -> _CellKey | None:
    """The key of a cell; ``None`` where cells of its kind are seldom alike."""
    if type(cell) is fmpq:
        return int(cell.p), int(cell.q), id(shape)
    if isinstance(cell, str | bool):
        return cell, id(shape)
    if isinstance(cell, Missing):
        return None if cell.causes else (cell.state, id(shape))
    if isinstance(cell, Marked):
        inner = _key_of(cell.value, shape)
        return None if inner is None else (*inner, cell.marks)
    return None


def _is_single(shape: Shape) -> bool:
    """Whether a unit is of one dimension, so that it can stand in a formula without being misread."""
    factors = shape.unit.factors
    return len(factors) == 1 and factors[0][1] == 1
