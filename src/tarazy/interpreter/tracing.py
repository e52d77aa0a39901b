"""Builds traces: each value of a trace is asked of the evaluator again, so that what is shown is what was computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PureWindowsPath
from typing import Protocol

from attrs import define, evolve, field

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import AdjustStep, BoundStep, Computed, MemberRule, Needs, OutcomeRule, Step
from tarazy.dsl.expression_text import citations_text
from tarazy.dsl.nodes import PERIOD, AnyNode, Facet
from tarazy.dsl.program import Program
from tarazy.dsl.source import Span
from tarazy.grammar.keywords import Vocabulary
from tarazy.interpreter.cells import Cell, Marked, Missing, PlaceParts
from tarazy.interpreter.collection import few_collections
from tarazy.interpreter.data import CellOrigin
from tarazy.interpreter.evaluation import Evaluation
from tarazy.interpreter.formula_trace import formula_of
from tarazy.interpreter.inquiry import NAMES, Inquiry, Located
from tarazy.interpreter.meaning.compiler import Overrides
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.snapshot_protocol import Key, SnapshotProtocol
from tarazy.interpreter.trace import (
    FiredRule,
    Formula,
    Kind,
    Paragraph,
    Reference,
    SourceCell,
    Trace,
    TraceNode,
)


class TracedSnapshot(SnapshotProtocol, Protocol):
    """Data that knows where each cell was read."""

    @property
    def hash(self) -> str:
        """Hash of the data."""

    def origin(self, source: str, column: str, key: Key) -> CellOrigin | None:
        """Where a cell of a source stands."""

    def list_origin(
        self,
        list: str,  # noqa: A002 - the language's word
        element: str,
        period: int | None,
    ) -> CellOrigin | None:
        """Where the row of an element stands."""


@define(eq=False)
class Tracer:
    """Builds traces of one evaluation.

    Parameters
    ----------
    program, evaluation, snapshot
        What was evaluated, the evaluator, and the data it was given.
    overrides
        Cells that were put in place of computed ones.
    """

    program: Program
    evaluation: Evaluation
    snapshot: TracedSnapshot
    overrides: Overrides = field(factory=dict)
    inquiry: Inquiry = field(init=False)
    _places: dict[int, str] = field(factory=dict, init=False)
    attributes: dict[tuple[str, str, str, int | None], TraceNode] = field(factory=dict, init=False)
    paragraphs: dict[int, tuple[Paragraph, ...]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.inquiry = Inquiry(self.program, self.evaluation, self.snapshot)

    def place_text(self, span: Span) -> str:
        """File and line of a place in the text."""
        known = self._places.get(id(span))
        if known is None:
            known = self._places[id(span)] = place_text(span)
        return known

    def trace(self, code: str, place: Place) -> Trace:
        """The trace of a declaration's result at a place.

        Raises
        ------
        KeyError
            The program has no declaration of that code.
        PlanError
            The value cannot be computed.
        """
        self.inquiry.begin()
        growing = _Growing(self, place)
        with few_collections():
            root = growing.declaration(code, place)
        assert isinstance(root, TraceNode)
        head = self.program.methodology
        parts = dict(zip(self.program.axes, place, strict=True))
        body = parts.pop(self.program.body_axis, None) if self.program.body_axis is not None else None
        period = parts.pop(PERIOD, None)
        return Trace(
            "" if head is None else head.code,
            "" if head is None else head.label or "",
            "" if head is None else head.version,
            self.program.hashes.program,
            self.snapshot.hash,
            "" if body is None else str(body),
            "" if period is None else str(period),
            tuple(str(parts[family.axis]) for family in self.program.computed[code].families),
            tuple(
                (act, self.program.acts[act].label or "") for act in sorted(growing.acts) if act in self.program.acts
            ),
            root,
        )


@define(eq=False)
class _Growing:
    """A trace while it is built: which nodes it holds already."""

    tracer: Tracer
    root: Place
    acts: set[str] = field(factory=set)
    _shown: set[str] = field(factory=set)

    @property
    def _inquiry(self) -> Inquiry:
        return self.tracer.inquiry

    @property
    def _program(self) -> Program:
        return self.tracer.program

    # ------------------------------------------------------------ declarations

    def declaration(self, code: str, place: Place) -> TraceNode | Reference:
        """The node of a declaration at a place."""
        computed = self._program.computed[code]
        axes = self._program.axes_of[code]
        elements = self._elements(axes, place)
        key = _key(code, elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        cell = self.tracer.evaluation.result(code, place)
        value = self._inquiry.quantity(cell, self._inquiry.declared_shape(code, Facet.RESULT))
        node = TraceNode(
            key,
            Kind.DECLARATION,
            code,
            computed.label or "",
            computed.role.value,
            elements,
            self.tracer.place_text(computed.span),
            self._paragraphs(computed.basis, computed.span),
            value,
        )
        own = self._inquiry.own_place(axes, place)
        if (code, Facet.RESULT, own) in self.tracer.overrides:
            return evolve(node, given=True)
        if isinstance(cell, Missing) and cell.outside and self._is_limited(computed):
            return evolve(node, rule=self._limit(computed))
        return self._computed(node, computed, place, cell)

    def _computed(self, node: TraceNode, computed: Computed, place: Place, cell: Cell) -> TraceNode:
        """The node with its formulas, the rule that acted, and what they were made of."""
        axes = self._program.axes_of[computed.code]
        given = (computed.code, Facet.VALUE, self._inquiry.own_place(axes, place)) in self.tracer.overrides
        has_steps = computed.value_steps or computed.points_steps
        records = self.tracer.evaluation.steps(computed.code, place) if has_steps else ()
        fired = self.tracer.evaluation.rule_fired(computed.code, place) if _may_fire(computed, cell) else None
        shapes = [self._inquiry.declared_shape(computed.code, facet) for facet in (Facet.VALUE, Facet.RESULT)]
        formulas: list[Formula] = []
        asked: list[Located] = []
        if not given:
            taken = self._inquiry.parts_taken(computed.value, place)
            under = [record for record in records if not record.on_points]
            formulas.append(formula_of(self._inquiry, "value", taken, shapes[0], under))
            asked += taken + self._step_parts(computed.value_steps, place)
        if computed.points is not None:
            taken = self._inquiry.parts_taken(computed.points, place)
            under = [record for record in records if record.on_points]
            formulas.append(formula_of(self._inquiry, "points", taken, shapes[1], under))
            asked += taken + self._step_parts(computed.points_steps, place)
        if isinstance(fired, OutcomeRule):
            asked += self._inquiry.parts_taken(fired.node, place)
        operands = tuple(self._operands(asked))
        return TraceNode(
            node.key,
            node.kind,
            node.name,
            node.label,
            node.role,
            node.elements,
            node.place,
            node.basis,
            node.value,
            tuple(formulas),
            None if fired is None else self._rule(fired),
            given=given,
            operands=_once(operands),
        )

    def _is_limited(self, computed: Computed) -> bool:
        return computed.applies_to is not None or computed.does_not_apply_to is not None

    def _limit(self, computed: Computed) -> FiredRule:
        keyword, code = (
            ("applies_to", computed.applies_to)
            if computed.applies_to is not None
            else ("does_not_apply_to", computed.does_not_apply_to)
        )
        text = f"{self._inquiry.words.words.printed('field', keyword)} {code}"
        return FiredRule(keyword, text, self.tracer.place_text(computed.span))

    def _rule(self, fired: OutcomeRule | MemberRule | Needs) -> FiredRule:
        text = " ".join(fired.span.text.split())
        match fired:
            case Needs():
                return FiredRule("needs", text, self.tracer.place_text(fired.span))
            case MemberRule(field=name, basis=basis):
                return FiredRule(name, text, self.tracer.place_text(fired.span), self._paragraphs(basis, fired.span))
            case OutcomeRule(field=name, basis=basis, inherited=inherited):
                return FiredRule(
                    name, text, self.tracer.place_text(fired.span), self._paragraphs(basis, fired.span), inherited
                )

    # ------------------------------------------------------------ operands

    def _step_parts(self, steps: Sequence[Step], place: Place) -> list[Located]:
        return [part for node in _step_nodes(steps) for part in self._inquiry.parts_taken(node, place)]

    def _operands(self, asked: Iterable[Located]) -> Iterator[TraceNode | Reference]:
        for part, there in asked:
            if isinstance(part, NAMES):
                found = self._named(part, there)
                if found is not None:
                    yield found

    def _named(
        self,
        node: nodes.Datum | nodes.Result | nodes.Local | nodes.Attribute | nodes.ParameterValue,
        place: Place,
    ) -> TraceNode | Reference | None:
        match node:
            case nodes.Result(declaration=code):
                if node.facet is Facet.VALUE and self._is_own(code, place):
                    return None
                return self.declaration(code, place)
            case nodes.Local():
                return self._local(node, place)
            case nodes.Datum():
                return self._datum(node, place)
            case nodes.Attribute():
                return self._attribute(node, place)
            case nodes.ParameterValue():
                return self._parameter(node, place)

    def _is_own(self, code: str, place: Place) -> bool:
        """Whether a declaration at a place is being shown already, so that its own `value` needs no mention."""
        return _key(code, self._elements(self._program.axes_of[code], place)) in self._shown

    def _local(self, node: nodes.Local, place: Place) -> TraceNode | Reference:
        computed = self._program.computed[node.declaration]
        elements = self._elements(self._program.axes_of[node.declaration], place)
        key = _key(f"{node.declaration}.{node.name}", elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        line = next(line for line in computed.where if line.name == node.name)
        taken = self._inquiry.parts_taken(line.node, place)
        return TraceNode(
            key,
            Kind.LOCAL,
            node.name,
            line.label or "",
            "",
            elements,
            self.tracer.place_text(line.span),
            (),
            self._inquiry.quantity_of(line.node, place),
            (formula_of(self._inquiry, "where", taken, self._inquiry.shape(line.node)),),
            operands=_once(tuple(self._operands(taken))),
        )

    def _datum(self, node: nodes.Datum, place: Place) -> TraceNode | Reference:
        source = self._program.sources[node.source]
        elements = self._elements(source.axes, place)
        code = f"{node.source}.{node.column}"
        key = _key(code, elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        column = source.column(node.column)
        own = self._inquiry.own_place(source.axes, place)
        origin = self.tracer.snapshot.origin(node.source, node.column, tuple(one for one in own if one is not None))
        return TraceNode(
            key,
            Kind.DATUM,
            code,
            "" if column is None else column.label or "",
            "",
            elements,
            self.tracer.place_text(source.span if column is None else column.span),
            self._paragraphs(source.basis, source.span),
            self._inquiry.quantity_of(node, place),
            source=_source_cell(source.code, source.label, origin),
        )

    def _attribute(self, node: nodes.Attribute, place: Place) -> TraceNode | Reference | None:
        element = self._inquiry.cell(node.element, place)
        if isinstance(element, Missing):
            return None
        code = f"{node.list}.{node.column}"
        key = f"{code}[{element}]"
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        known = (node.list, node.column, str(element), self._period(place))
        if known not in self.tracer.attributes:
            self.tracer.attributes[known] = self._new_attribute(node, place, key, str(element))
        return self.tracer.attributes[known]

    def _new_attribute(self, node: nodes.Attribute, place: Place, key: str, element: str) -> TraceNode:
        listed = self._program.lists[node.list]
        column = listed.column(node.column)
        origin = self.tracer.snapshot.list_origin(node.list, element, self._period(place))
        if origin is not None:
            origin = evolve(origin, column=node.column)
        return TraceNode(
            key,
            Kind.ATTRIBUTE,
            f"{node.list}.{node.column}",
            "" if column is None else column.label or "",
            "",
            ((listed.root, element),),
            self.tracer.place_text(listed.span if column is None else column.span),
            (),
            self._inquiry.quantity_of(node, place),
            source=_source_cell(listed.code, listed.label, origin),
        )

    def _parameter(self, node: nodes.ParameterValue, place: Place) -> TraceNode | Reference:
        parameter = self._program.parameters[node.parameter]
        dated = any(first is not None for first, _ in parameter.by_period)
        elements = self._elements((PERIOD,) if dated else (), place)
        key = _key(node.parameter, elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        return TraceNode(
            key,
            Kind.PARAMETER,
            node.parameter,
            parameter.label or "",
            "",
            elements,
            self.tracer.place_text(parameter.span),
            self._paragraphs(parameter.basis, parameter.span),
            self._inquiry.quantity_of(node, place),
        )

    # ------------------------------------------------------------ places and paragraphs

    def _period(self, place: Place) -> int | None:
        position = self._inquiry.positions.get(PERIOD)
        entry = None if position is None else place[position]
        return entry if isinstance(entry, int) else None

    def _elements(self, axes: Sequence[str], place: Place) -> PlaceParts:
        """Entries along `axes` that differ from those of the trace."""
        if place == self.root:
            return ()
        positions: Mapping[str, int] = self._inquiry.positions
        return tuple(
            (axis, place[positions[axis]]) for axis in axes if place[positions[axis]] != self.root[positions[axis]]
        )

    def _paragraphs(self, basis: Sequence[syntax.Citation | syntax.Undetermined], owner: Span) -> tuple[Paragraph, ...]:
        known = self.tracer.paragraphs.get(id(basis))
        if known is None:
            known = tuple(_paragraph(item, owner, self._inquiry.words.words) for item in basis)
            self.tracer.paragraphs[id(basis)] = known
        self.acts.update(one.act for one in known if one.act)
        return known


def _paragraph(item: syntax.Citation | syntax.Undetermined, owner: Span, words: Vocabulary) -> Paragraph:
    act = item.act.text if isinstance(item, syntax.Citation) and item.act is not None else ""
    text = citations_text(syntax.Citations((item,), span=item.span), words)
    inside = item.span.source is owner.source and owner.start <= item.span.start < owner.end
    return Paragraph(text.replace("_", " "), act, not inside)


def _may_fire(computed: Computed, cell: Cell) -> bool:
    """Whether a rule can have acted: none gives a value without marks, and few declarations have rules for members."""
    rules = computed.rules
    for_members = rules.not_applicable_members, rules.not_counted_members
    return isinstance(cell, Missing | Marked) or for_members != (None, None)


def _step_nodes(steps: Sequence[Step]) -> list[AnyNode]:
    found: list[AnyNode] = []
    for step in steps:
        match step:
            case BoundStep(bound=bound):
                found.append(bound)
            case AdjustStep(members=members):
                found.extend(members)
            case _:
                pass
    return found


def _once(operands: Sequence[TraceNode | Reference]) -> tuple[TraceNode | Reference, ...]:
    """Operands without references that repeat: to a node that stands among them, or to one referred to before."""
    seen: set[str] = set()
    kept = []
    for one in operands:
        if one.key not in seen:
            kept.append(one)
            seen.add(one.key)
    return tuple(kept)


def _key(code: str, elements: PlaceParts) -> str:
    return f"{code}[{', '.join(str(entry) for _, entry in elements)}]" if elements else code


def place_text(span: Span) -> str:
    """File and line of a place in the text; the file without its folder, which differs from machine to machine."""
    return f"{PureWindowsPath(span.source.name).name}:{span.line}"


def _source_cell(code: str, label: str | None, origin: CellOrigin | None) -> SourceCell:
    if origin is None:
        return SourceCell(code, label or "")
    return SourceCell(code, label or "", origin.file, origin.sha256, origin.row, origin.column)
