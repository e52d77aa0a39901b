"""The compiler of nodes into meanings, and what compiled meanings share: axes, memberships, declarations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import define, field

from tarazy.dsl import nodes
from tarazy.dsl.declarations import Computed, ListDeclaration
from tarazy.dsl.node_parts import operands, walk
from tarazy.dsl.nodes import PERIOD, Aggregate, AnyNode, Facet
from tarazy.dsl.outside import Outside
from tarazy.dsl.over import OverList, OverRows
from tarazy.dsl.periods import Period
from tarazy.dsl.regimes import Standing
from tarazy.dsl.source import Span
from tarazy.dsl.states import State
from tarazy.dsl.value_types import ElementType
from tarazy.interpreter.cells import Cell, Mark, Missing, PlaceParts, plain, with_marks
from tarazy.interpreter.exact import DomainError, UndecidedTie
from tarazy.interpreter.meaning.aggregates import AggregateMeaning
from tarazy.interpreter.meaning.declared import DeclarationMeaning
from tarazy.interpreter.meaning.places import Entry, KeyOf, Place, key_at
from tarazy.interpreter.meaning.plan_errors import PlanError, PlanErrorCode
from tarazy.interpreter.meaning.rows import RowsAt
from tarazy.interpreter.snapshot_protocol import ProgramProtocol, SnapshotProtocol

Meaning: TypeAlias = Callable[[Place], Cell]
"""What a node is at a place."""

CompileFunction: TypeAlias = Callable[[Any, "Compiler"], Meaning]
"""Compiles nodes of one class; which class it takes is its key in the table."""

Overrides: TypeAlias = Mapping[tuple[str, Facet, Place], Cell]
"""Cells that replace computed ones: by code, facet and the entries along the declaration's axes in program order."""

_REFUSED = (
    nodes.Arithmetic,
    nodes.Compare,
    nodes.If,
    nodes.Extreme,
    nodes.Absolute,
    nodes.Logarithm,
    nodes.Root,
    nodes.Limit,
    nodes.Round,
    nodes.Progress,
    nodes.WorkingDays,
    nodes.WorkingDayAfter,
    nodes.LastDay,
    nodes.Reaches,
    nodes.Aggregate,
    nodes.Rank,
    nodes.Bands,
    nodes.Line,
    nodes.Cases,
    nodes.ByValues,
)
"""Nodes that put a question to the number kernel that it may refuse."""


_RECOMMENDATIONS_ONLY = frozenset({Mark.RECOMMENDATIONS_ONLY})


def _once(meaning: Meaning) -> Meaning:
    """`meaning`, asked at the first place only."""
    known: list[Cell] = []

    def once(place: Place) -> Cell:
        if not known:
            known.append(meaning(place))
        return known[0]

    return once


@define(eq=False)
class Compiler:
    """Compiles each node once; a node is known by identity.

    Parameters
    ----------
    program, snapshot
        What is evaluated, and on which data.
    overrides
        Cells put in place of computed ones.
    table
        Compile function of each class of node.
    """

    program: ProgramProtocol
    snapshot: SnapshotProtocol
    overrides: Overrides
    table: Mapping[type, CompileFunction]
    positions: Mapping[str, int] = field(init=False)
    has_regimes: bool = field(init=False)
    rows: dict[OverRows, RowsAt] = field(factory=dict, init=False)
    _meanings: dict[int, tuple[AnyNode, Meaning]] = field(factory=dict, init=False)
    _aggregates: dict[int, AggregateMeaning] = field(factory=dict, init=False)
    _declarations: dict[str, DeclarationMeaning] = field(factory=dict, init=False)
    _members: dict[tuple[str, Entry], frozenset[Entry]] = field(factory=dict, init=False)
    _elements: dict[tuple[str, Period | None], tuple[str, ...]] = field(factory=dict, init=False)
    _children: dict[tuple[str, Entry], dict[str, list[str]]] = field(factory=dict, init=False)
    _owners: dict[int, Computed] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.positions = {axis: position for position, axis in enumerate(self.program.axes)}
        self.has_regimes = self.program.regimes.any and self.program.body_axis is not None
        found = ((computed.aggregate, computed) for computed in self.program.computed.values())
        self._owners = {id(aggregate): computed for aggregate, computed in found if aggregate is not None}

    def compile(self, node: AnyNode) -> Meaning:
        """The meaning of `node`."""
        known = self._meanings.get(id(node))
        if known is None:
            meaning = self.table[type(node)](node, self)
            if isinstance(node, _REFUSED):
                meaning = self.guarded(meaning, node.span)
                if self._is_written(node):
                    meaning = _once(meaning)
            known = self._meanings[id(node)] = (node, meaning)
        return known[1]

    def _is_written(self, node: AnyNode) -> bool:
        """Whether nothing under `node` but written values decides its cell, so that it is the same at every place."""
        return all(
            isinstance(part, nodes.Constant)
            or (isinstance(part, nodes.Local) and self._stands_for_constant(part))
            or (operands(part) and not isinstance(part, nodes.Aggregate | nodes.Rank))
            for part in walk(node)
        )

    def _stands_for_constant(self, name: nodes.Local) -> bool:
        lines = self.program.computed[name.declaration].where
        return any(line.name == name.name and isinstance(line.node, nodes.Constant) for line in lines)

    def guarded(self, meaning: Meaning, span: Span) -> Meaning:
        """`meaning`, whose refusals by the number kernel are findings about `span` at the place."""

        def guarded(place: Place) -> Cell:
            try:
                return meaning(place)
            except (UndecidedTie, DomainError, OverflowError) as refusal:
                raise self.plan_error(refusal, span, place) from refusal

        return guarded

    def plan_error(self, refusal: ArithmeticError, span: Span, place: Place) -> PlanError:
        """The finding that a refusal of the number kernel is."""
        match refusal:
            case UndecidedTie():
                code = PlanErrorCode.UNDECIDED_TIE
            case DomainError():
                code = PlanErrorCode.OUTSIDE_DOMAIN
            case _:
                code = PlanErrorCode.TOO_LARGE
        return PlanError(code, span, self.named(place), {"reason": str(refusal)})

    def named(self, place: Place) -> PlaceParts:
        """`place` by names of axes, without entries that are not set."""
        pairs = zip(self.program.axes, place, strict=True)
        return tuple((axis, entry) for axis, entry in pairs if entry is not None)

    def declaration(self, code: str) -> DeclarationMeaning:
        """The meaning of the declaration with that code; compiled when first asked."""
        known = self._declarations.get(code)
        if known is None:
            known = self._declarations[code] = DeclarationMeaning(self.program.computed[code], self)
        return known

    def aggregate(self, node: Aggregate) -> AggregateMeaning:
        """The meaning of an aggregate, which can also list its members."""
        known = self._aggregates.get(id(node))
        if known is None:
            known = self._aggregates[id(node)] = AggregateMeaning(node, self, self._owners.get(id(node)))
        return known

    def positions_of(self, axes: frozenset[str]) -> tuple[int, ...]:
        """Positions of `axes` in a place, in the program's order."""
        return tuple(position for axis, position in self.positions.items() if axis in axes)

    def key_over(self, axes: frozenset[str]) -> KeyOf:
        """Takes the entries along `axes` from a place, in the program's order."""
        return key_at(self.positions_of(axes), len(self.program.axes))

    def period(self, place: Place) -> Period | None:
        """The period of `place`, where the program has periods."""
        position = self.positions.get(PERIOD)
        entry = None if position is None else place[position]
        return entry if isinstance(entry, Period) else None

    def is_member(self, list_code: str, element: Entry, period: Period | None) -> bool:
        """Whether `element` belongs to the list in `period`."""
        known = self._members.get((list_code, period))
        if known is None:
            known = frozenset(self.elements_of(list_code, period))
            self._members[list_code, period] = known
        return element in known

    def elements_of(self, list_code: str, period: Period | None) -> tuple[str, ...]:
        """Elements of a list in `period`: those of the data for which its `only`, and those above it, hold."""
        known = self._elements.get((list_code, period))
        if known is None:
            known = self.snapshot.elements(list_code, period)
            above: str | None = list_code
            while above is not None:
                declared = self.program.lists[above]
                if declared.only is not None:
                    known = self._selected(declared, declared.only, known, period)
                above = declared.of
            self._elements[list_code, period] = known
        return known

    def _selected(
        self, declared: ListDeclaration, only: AnyNode, elements: tuple[str, ...], period: Period | None
    ) -> tuple[str, ...]:
        holds = self.compile(only)
        selected = []
        for element in elements:
            entries: dict[str, Entry] = {declared.root: element, PERIOD: period}
            place = tuple(entries.get(axis) for axis in self.program.axes)
            held = holds(place)
            if isinstance(held, Missing) and held.state not in (State.NOT_APPLICABLE, State.NOT_COUNTED):
                raise PlanError(PlanErrorCode.MEMBERSHIP_UNKNOWN, only.span, self.named(place))
            if not isinstance(held, Missing) and plain(held) is True:
                selected.append(element)
        return tuple(selected)

    def applies(self, computed: Computed, place: Place) -> bool:
        """Whether `place` is inside `applies to` of a declaration."""
        body_axis = self.program.body_axis
        if self.has_regimes and self._is_within_another(place):
            return False
        if computed.left_out and body_axis is not None and place[self.positions[body_axis]] in computed.left_out:
            return False
        if computed.outside and self.outside(computed, place) is not None:
            return False
        inside, outside = computed.applies_to, computed.does_not_apply_to
        if inside is not None and not self._is_here(inside, place):
            return False
        return outside is None or not self._is_here(outside, place)

    def outside(self, computed: Computed, place: Place) -> Outside | None:
        """By what a declaration does not apply to the body of `place`: its regime, a scope or a conflict."""
        position = self.positions.get(self.program.body_axis or "")
        if position is None:
            return None
        standing = self.standing(place) if self.has_regimes else None
        if standing is not None and standing.regime.is_within:
            regime = standing.regime
            return Outside("regime", regime.code, standing.successors[0], False, regime.basis, regime.span)
        for one in computed.outside:
            if self._is_here(one.of, place) if one.is_list else place[position] == one.of:
                return one
        return None

    def standing(self, place: Place) -> Standing | None:
        """The regime that the body of `place` is under in its period."""
        body, period = place[self.positions[self.program.body_axis or ""]], self.period(place)
        if period is None or not isinstance(body, str):
            return None
        return self.program.regimes.standing_in(body, period)

    def _is_within_another(self, place: Place) -> bool:
        standing = self.standing(place)
        return standing is not None and standing.regime.is_within

    def with_standing(self, cell: Cell, place: Place) -> Cell:
        """A result of a body that was reorganised: marked where it serves as a recommendation only."""
        return cell if self.standing(place) is None else with_marks(cell, _RECOMMENDATIONS_ONLY)

    def _assessed(self, elements: tuple[str, ...], period: Period | None) -> tuple[str, ...]:
        """Bodies without those that a regime takes out of the group."""
        regimes = self.program.regimes
        if period is None:
            return elements
        return tuple(one for one in elements if regimes.standing_in(one, period) is None)

    def _is_here(self, list_code: str, place: Place) -> bool:
        element = place[self.positions[self.program.lists[list_code].root]]
        return self.is_member(list_code, element, self.period(place))

    def elements(self, over: OverList, place: Place) -> tuple[str, ...]:
        """Elements that a call over a list runs over at `place`, before its `only`."""
        period, position = self.period(place), self.positions[over.axis]
        if over.relation is not None:
            body = place[position]
            return () if period is None or not isinstance(body, str) else over.relation.of(body, period)
        if over.children:
            found = self._children_of(over.list, place[position], period)
        else:
            found = self.elements_of(over.list, period)
        if self.has_regimes and over.axis == self.program.body_axis:
            found = self._assessed(found, period)
        if over.others:
            found = tuple(element for element in found if element != place[position])
        if over.same is not None:
            found = self._same_as(place[position], found, over.same, period)
        if over.applicable_to is not None:
            limiting = self.program.computed[over.applicable_to]
            found = tuple(
                element
                for element in found
                if self.applies(limiting, (*place[:position], element, *place[position + 1 :]))
            )
        return found

    def _same_as(
        self, own: Entry, among: tuple[str, ...], column: tuple[str, str], period: Period | None
    ) -> tuple[str, ...]:
        """Those of `among` that have in a column of the list what the element `own` has there."""
        wanted = self.snapshot.attribute(*column, own, period) if isinstance(own, str) else State.ABSENT
        if isinstance(wanted, Missing | State):
            return ()
        cells = ((one, self.snapshot.attribute(*column, one, period)) for one in among)
        return tuple(
            one for one, cell in cells if not isinstance(cell, Missing | State) and plain(cell) == plain(wanted)
        )

    def _children_of(self, list_code: str, parent: Entry, period: Period | None) -> tuple[str, ...]:
        tree = self._children.get((list_code, period))
        if tree is None:
            tree = self._children[list_code, period] = self._tree(list_code, period)
        return tuple(tree.get(parent, ())) if isinstance(parent, str) else ()

    def _tree(self, list_code: str, period: Period | None) -> dict[str, list[str]]:
        """Children by parent: the parent stands in the column that is typed by the list itself."""
        root = self.program.lists[self.program.lists[list_code].root]
        kin = {root.code, list_code}
        holder, column = next(
            (declared.code, column.name)
            for declared in (self.program.lists[list_code], root)
            for column in declared.columns
            if isinstance(column.type, ElementType) and column.type.list in kin
        )
        children: dict[str, list[str]] = {}
        for element in self.elements_of(list_code, period):
            parent = self.snapshot.attribute(holder, column, element, period)
            if not isinstance(parent, Missing | State):
                children.setdefault(str(plain(parent)), []).append(element)
        return children
