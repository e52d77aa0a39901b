"""Builds traces: each value of a trace is asked of the evaluator again, so that what is shown is what was computed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from attrs import define, evolve, field

from tarazy.dsl import nodes, syntax
from tarazy.dsl.collection import few_collections
from tarazy.dsl.declarations import MemberRule, Methodology, Needs, OutcomeRule
from tarazy.dsl.names.corrections import stage_of
from tarazy.dsl.nodes import PERIOD, AnyNode, Facet
from tarazy.dsl.periods import Period
from tarazy.dsl.program import Program
from tarazy.dsl.source import Span
from tarazy.grammar.speech import said_in
from tarazy.interpreter.cell_words import CellWords, cell_words
from tarazy.interpreter.cells import Cell, Marked, Missing, PlaceParts, plain
from tarazy.interpreter.citations import cited_acts, cited_sources
from tarazy.interpreter.data import CellOrigin
from tarazy.interpreter.evaluation import Evaluation
from tarazy.interpreter.formula_text import is_set_for_bodies
from tarazy.interpreter.formula_trace import formula_of
from tarazy.interpreter.inquiry import NAMES, Inquiry, Located, place_text
from tarazy.interpreter.meaning.compiler import Overrides
from tarazy.interpreter.meaning.places import Entry, Place
from tarazy.interpreter.outlines import Declared, Outline, Outlines
from tarazy.interpreter.regimes_traced import merging_rule, regime_rule, standing_of
from tarazy.interpreter.rules_traced import body_name, filing_rule, limit_rule, setting_rule
from tarazy.interpreter.snapshot_protocol import Key, SnapshotProtocol
from tarazy.interpreter.source_cells import source_cell
from tarazy.interpreter.trace import (
    FiredRule,
    Formula,
    Kind,
    Paragraph,
    Quantity,
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
        period: Period | None,
        column: str | None = None,
    ) -> CellOrigin | None:
        """Where the row of an element stands, or its cell of a column."""


class _Head(NamedTuple):
    """What is a node's own: its key, the elements it is for, its value."""

    key: str
    elements: PlaceParts
    value: Quantity


@define(eq=False)
class Tracer:
    """Builds traces of one evaluation.

    Parameters
    ----------
    program, evaluation, snapshot
        What was evaluated, the evaluator, and the data it was given.
    overrides
        Cells that were put in place of computed ones.
    words
        The language of what is traced.
    """

    program: Program
    evaluation: Evaluation
    snapshot: TracedSnapshot
    overrides: Overrides = field(factory=dict)
    words: CellWords = field(factory=cell_words)
    inquiry: Inquiry = field(init=False)
    attributes: dict[tuple[str, str, str, Period | None], TraceNode] = field(factory=dict, init=False)
    outlines: Outlines = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.inquiry = Inquiry(self.program, self.evaluation, self.snapshot, self.words)
        self.outlines = Outlines(self.program, self.inquiry)

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
        growing = _Growing(self, self.inquiry, place)
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
            cited_acts(growing.acts, self.program),
            root,
            tuple(hole.words for hole in self.program.holes),
            _what_if(head, period),
            cited_sources(root, self.program.sources, self.program.registers),
            body_name(self.program, body, period),
        )


@define(eq=False)
class _Growing:
    """A trace while it is built: which nodes it holds already."""

    tracer: Tracer
    inquiry: Inquiry
    root: Place
    acts: set[str] = field(factory=set)
    _shown: set[str] = field(factory=set)

    # ------------------------------------------------------------ declarations

    def declaration(self, code: str, place: Place) -> TraceNode | Reference:
        """The node of a declaration at a place."""
        declared = self.tracer.outlines.declared(code)
        outline, computed = declared.outline, declared.computed
        elements = outline.elements(place, self.root)
        key = _key(code, elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        cell = self.tracer.evaluation.result(code, place)
        head = _Head(key, elements, self.inquiry.quantity(cell, declared.shape))
        if self._is_given(outline, Facet.RESULT, place):
            return self._node(outline, head, given=True)
        if isinstance(cell, Missing) and cell.outside:
            outside = self.tracer.evaluation.outside(computed, place)
            if outside is not None or computed.is_limited:
                basis = () if outside is None else self._cited(outside.basis, outside.span)
                rule = limit_rule(self.inquiry, computed, self._body(place), outside)
                return self._node(outline, head, rule=evolve(rule, basis=basis))
        return self._computed(declared, place, cell, head)

    def _computed(self, declared: Declared, place: Place, cell: Cell, head: _Head) -> TraceNode:
        """The node with its formulas, the rule that acted, and what they were made of."""
        outline, evaluation, regime = declared.outline, self.tracer.evaluation, self._regime(place)
        given = self._is_given(outline, Facet.VALUE, place)
        records = evaluation.steps(outline.code, place) if declared.has_steps else ()
        fired = None
        if declared.has_member_rules or isinstance(cell, Missing | Marked):
            # No rule gives a value without marks, and few declarations have rules for members.
            fired = evaluation.rule_fired(outline.code, place)
        formulas: list[Formula] = []
        asked: list[Located] = []
        for line in declared.lines[1:] if given else declared.lines:
            taken = self.inquiry.parts_taken(line.node, place)
            under = [record for record in records if record.on_points is line.on_points]
            formulas.append(formula_of(self.inquiry, line[:3], place, taken, under))
            asked += taken
            for node in line.asked_by_steps:
                asked += self.inquiry.parts_taken(node, place)
        if isinstance(fired, OutcomeRule):
            asked += self.inquiry.parts_taken(fired.node, place)
        operands = self._operands(asked)
        rule = regime if fired is None else self._rule(fired)
        found = self._node(outline, head, tuple(formulas), rule, given=given, operands=operands)
        assessor = self._assessor(outline.code, place)
        return evolve(found, assessor=assessor) if assessor else found

    def _assessor(self, code: str, place: Place) -> str:
        """Who assesses the body of a place by a declaration; empty where nobody is declared, or there is no body."""
        program = self.tracer.program
        assessor = program.resolved.assessors.get(code)
        if assessor is None or program.body_axis is None:
            return ""
        body = place[self.inquiry.positions[program.body_axis]]
        return assessor.of_body(body, self._period(place)) if isinstance(body, str) else ""

    def _node(
        self,
        outline: Outline,
        head: _Head,
        formulas: tuple[Formula, ...] = (),
        rule: FiredRule | None = None,
        source: SourceCell | None = None,
        *,
        given: bool = False,
        operands: tuple[TraceNode | Reference, ...] = (),
    ) -> TraceNode:
        basis = outline.basis
        if basis:
            self.acts.update([one.act for one in basis if one.act])
        return TraceNode(
            head.key,
            outline.kind,
            outline.name,
            outline.label,
            outline.role,
            head.elements,
            outline.place,
            basis,
            head.value,
            formulas,
            rule,
            source,
            given,
            operands,
            written=outline.written,
        )

    def _is_given(self, outline: Outline, facet: Facet, place: Place) -> bool:
        overrides = self.tracer.overrides
        return bool(overrides) and (outline.code, facet, outline.own(place)) in overrides

    def _body(self, place: Place) -> Entry:
        position = self.inquiry.positions.get(self.tracer.program.body_axis or "")
        return None if position is None else place[position]

    def _regime(self, place: Place) -> FiredRule | None:
        """Why the results that are traced are recommendations only; told once, at the root."""
        is_root = len(self._shown) == 1
        regime = standing_of(self.tracer.program, self._body(place), self._period(place)) if is_root else None
        if regime is None:
            return None
        return regime_rule(self.inquiry, regime, self._cited(regime.regime.basis, regime.regime.span))

    def _rule(self, fired: OutcomeRule | MemberRule | Needs) -> FiredRule:
        text = " ".join(_GAP.sub(": ", fired.span.text.strip(), count=1).split())
        match fired:
            case Needs():
                return FiredRule("needs", " ".join(fired.span.text.split()), place_text(fired.span))
            case MemberRule(field=name, basis=basis):
                return FiredRule(name, text, place_text(fired.span), self._cited(basis, fired.span))
            case OutcomeRule(field=name, basis=basis, inherited=inherited):
                return FiredRule(name, text, place_text(fired.span), self._cited(basis, fired.span), inherited)

    def _cited(self, basis: Sequence[syntax.Citation | syntax.Undetermined], owner: Span) -> tuple[Paragraph, ...]:
        found = self.tracer.outlines.paragraphs(basis, owner)
        self.acts.update(one.act for one in found if one.act)
        return found

    # ------------------------------------------------------------ operands

    def _operands(self, asked: Iterable[Located]) -> tuple[TraceNode | Reference, ...]:
        """What was asked and has a name, without references that repeat or point to one that stands among them."""
        seen: set[str] = set()
        kept: list[TraceNode | Reference] = []
        for part, there in self._with_those_of_functions(asked):
            found = self._named(part, there)
            if found is not None and found.key not in seen:
                kept.append(found)
                seen.add(found.key)
        return tuple(kept)

    def _with_those_of_functions(self, asked: Iterable[Located]) -> Iterator[Located]:
        """Of what was asked what has a name; behind it what the functions that are called ask themselves."""
        called: list[Located] = []
        for part, there in asked:
            if type(part) in _NAMED:
                yield part, there
            elif isinstance(part, nodes.FunctionCall):
                called += self.inquiry.called(part, there).parts
            elif is_set_for_bodies(part):
                yield part, there
        if called:
            yield from self._with_those_of_functions(called)

    def _named(self, node: AnyNode, place: Place) -> TraceNode | Reference | None:
        match node:
            case nodes.Result(declaration=code):
                if node.facet is Facet.VALUE and self._is_own(code, place):
                    return None
                return self.declaration(code, place)
            case nodes.Local():
                return self._local(node, place)
            case nodes.Datum():
                return self._datum(node, place)
            case nodes.Corrected():
                return self._corrected(node, place)
            case nodes.Filed():
                return self._filed(node, place)
            case nodes.Attribute():
                return self._attribute(node, place)
            case nodes.ParameterValue():
                return self._parameter(node, place)
            case nodes.If():
                return self._set_for_a_body(node, place)
            case _:
                raise LookupError("a node that names nothing")

    def _is_own(self, code: str, place: Place) -> bool:
        """Whether a declaration at a place is being shown already, so that its own `value` needs no mention."""
        return _key(code, self.tracer.outlines.declared(code).outline.elements(place, self.root)) in self._shown

    def _local(self, node: nodes.Local, place: Place) -> TraceNode | Reference:
        outline, line = self.tracer.outlines.local(node)
        elements = outline.elements(place, self.root)
        key = _key(outline.code, elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        taken = self.inquiry.parts_taken(line.node, place)
        formula = formula_of(self.inquiry, line[:3], place, taken)
        operands = self._operands(taken)
        head = _Head(key, elements, self.inquiry.quantity_of(line.node, place))
        return self._node(outline, head, (formula,), operands=operands)

    def _datum(self, node: nodes.Datum, place: Place) -> TraceNode | Reference:
        outline = self.tracer.outlines.datum(node)
        elements = outline.elements(place, self.root)
        key = _key(outline.code, elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        entries = tuple([one for one in outline.own(place) if one is not None])
        origin = self.tracer.snapshot.origin(node.source, node.column, entries)
        source = self.tracer.program.sources[node.source]
        head = _Head(key, elements, self.inquiry.quantity_of(node, place))
        cell = source_cell(source.code, source.label, origin, head.value)
        rule = merging_rule(self.inquiry, self.tracer.snapshot, node, entries)
        return self._node(outline, head, source=cell, rule=rule)

    def _filed(self, node: nodes.Filed, place: Place) -> TraceNode | Reference | None:
        found, rule = self._named(node.operand, place), filing_rule(self.inquiry, node, place)
        if rule is None or not isinstance(found, TraceNode):
            return found
        value = self.inquiry.quantity_of(node, place)
        return evolve(found, value=value, rule=found.rule or rule)

    def _corrected(self, node: nodes.Corrected, place: Place) -> TraceNode | Reference:
        """A datum that was corrected: what holds, on what ground, and each value that it took the place of."""
        layers = [one for one in node.operands if isinstance(one, nodes.Datum)]
        reported = layers[-1]
        winner = next((one for one in layers if not isinstance(self.inquiry.cell(one, place), Missing)), reported)
        if winner is reported:
            return self._datum(reported, place)
        outline = self.tracer.outlines.datum(reported)
        elements = outline.elements(place, self.root)
        corrected = said_in(self.inquiry.words.words.language, "corrected")
        key = _key(f"{outline.code} ({corrected})", elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        former = layers[layers.index(winner) + 1 :]
        older = [one for one in former if one is reported or not isinstance(self.inquiry.cell(one, place), Missing)]
        notes = [
            one
            for one in node.notes
            if one.source == winner.source and not isinstance(self.inquiry.cell(one, place), Missing)
        ]
        operands = tuple(self._datum(one, place) for one in (winner, *notes, *older))
        head = _Head(key, elements, self.inquiry.quantity_of(node, place))
        return self._node(outline, head, rule=self._correction(winner, older[0], place), operands=operands)

    def _correction(self, winner: nodes.Datum, former: nodes.Datum, place: Place) -> FiredRule:
        sources = self.tracer.program.sources
        layer = sources[winner.source]
        old = self.inquiry.quantity_of(former, place).shown
        language = self.inquiry.words.words.language
        words = {"stage": stage_of(layer), "value": old, "before": said_in(language, stage_of(sources[former.source]))}
        text = said_in(language, "{stage}, in place of {value} ({before})", **words)
        return FiredRule("corrects", text, place_text(layer.span), self._cited(layer.basis, layer.span))

    def _attribute(self, node: nodes.Attribute, place: Place) -> TraceNode | Reference | None:
        element = self.inquiry.cell(node.element, place)
        if isinstance(element, Missing):
            return None
        place_in_list = (node.list, node.column, str(element), self._period(place))
        found = self.tracer.attributes.get(place_in_list)
        if found is None:
            found = self.tracer.attributes[place_in_list] = self._new_attribute(node, place, str(element))
        if found.key in self._shown:
            return Reference(found.key)
        self._shown.add(found.key)
        return found

    def _new_attribute(self, node: nodes.Attribute, place: Place, element: str) -> TraceNode:
        listed = self.tracer.program.lists[node.list]
        column = listed.column(node.column)
        origin = self.tracer.snapshot.list_origin(node.list, element, self._period(place), node.column)
        value = self.inquiry.quantity_of(node, place)
        return TraceNode(
            f"{node.list}.{node.column}[{element}]",
            Kind.ATTRIBUTE,
            f"{node.list}.{node.column}",
            "" if column is None else column.label or "",
            "",
            ((listed.root, element),),
            place_text(listed.span if column is None else column.span),
            (),
            value,
            source=source_cell(listed.code, listed.label, origin, value),
        )

    def _parameter(self, node: nodes.ParameterValue, place: Place) -> TraceNode | Reference:
        outline = self.tracer.outlines.parameter(node)
        elements = outline.elements(place, self.root)
        key = _key(outline.code, elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        return self._node(outline, _Head(key, elements, self.inquiry.quantity_of(node, place)))

    def _set_for_a_body(self, node: nodes.If, place: Place) -> TraceNode | Reference | None:
        """A parameter that a variant sets for the body of a place; ``None`` where it is not the one of that body."""
        held = self.inquiry.cell(node.condition, place)
        if isinstance(held, Missing) or plain(held) is not True:
            return None
        outlines = self.tracer.outlines
        outline, setting = outlines.set_for_a_body(node), outlines.setting_of(node)
        elements = ((self.tracer.program.body_axis or "", self._body(place)),)
        key = _key(outline.code, elements)
        if key in self._shown:
            return Reference(key)
        self._shown.add(key)
        head = _Head(key, elements, self.inquiry.quantity_of(node.then, place))
        rule = None
        if setting is not None:
            rule = setting_rule(self.inquiry, setting, self._cited(setting.basis, setting.span))
            outline = evolve(outline, basis=(), place=rule.place)
        if isinstance(node.then, nodes.Constant):
            return self._node(outline, head, rule=rule)
        taken = self.inquiry.parts_taken(node.then, place)
        formula = formula_of(self.inquiry, ("value", node.then, self.inquiry.shape(node.then)), place, taken)
        return self._node(outline, head, (formula,), rule, operands=self._operands(taken))

    def _period(self, place: Place) -> Period | None:
        position = self.inquiry.positions.get(PERIOD)
        entry = None if position is None else place[position]
        return entry if isinstance(entry, Period) else None


_NAMED = frozenset(NAMES)

_GAP = re.compile(r"[^\S\n]{2,}")
"""What stands between the name of a line and what it says."""


def _key(code: str, elements: PlaceParts) -> str:
    return f"{code}[{', '.join(str(entry) for _, entry in elements)}]" if elements else code


def _what_if(head: Methodology | None, period: Entry) -> str:
    """Of a period in which the edition is not in force as a whole: when it is in force."""
    if head is None or not isinstance(period, Period) or head.holds(period):
        return ""
    return f"{head.version} is in force {head.days_in_force}"
