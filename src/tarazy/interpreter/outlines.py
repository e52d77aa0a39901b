"""What all nodes of a declaration, column or parameter have in common in every trace, made once for a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attrs import define, field, frozen

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import AdjustStep, BoundStep, Computed, Parameter, SourceDeclaration, Step
from tarazy.dsl.expression_text import citations_text
from tarazy.dsl.names.scope import Scope
from tarazy.dsl.names.variants import Setting
from tarazy.dsl.nodes import PERIOD, AnyNode, Facet
from tarazy.dsl.program import Program
from tarazy.dsl.source import Span
from tarazy.dsl.units import Shape
from tarazy.grammar.keywords import Vocabulary
from tarazy.interpreter.cells import PlaceParts
from tarazy.interpreter.inquiry import Inquiry, place_text
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.trace import Kind, Paragraph


class Line(NamedTuple):
    """A line of a declaration that computes: its word, its node, the unit of what it gives, and what its steps ask."""

    word: str
    node: AnyNode
    shape: Shape | None
    asked_by_steps: tuple[AnyNode, ...] = ()
    on_points: bool = False


@frozen(eq=False)
class Outline:
    """What all nodes of a declaration, local name, column or parameter have in common, whatever body they are for."""

    kind: Kind
    code: str
    name: str
    label: str
    role: str
    axes: tuple[tuple[str, int], ...]
    """Its axes, each with its position in a place."""
    place: str
    basis: tuple[Paragraph, ...] = ()
    written: str = ""
    """How formulas write its name, where that is not its code."""

    def elements(self, place: Place, root: Place) -> PlaceParts:
        """Entries of its own axes at `place` that differ from those of the trace."""
        if place == root:
            return ()
        return tuple([(axis, place[at]) for axis, at in self.axes if place[at] != root[at]])

    def own(self, place: Place) -> Place:
        """Entries of `place` along its own axes."""
        return tuple([place[at] for _, at in self.axes])


@frozen(eq=False)
class Declared:
    """A declaration's outline with its lines, and what must be asked besides."""

    outline: Outline
    computed: Computed
    shape: Shape | None
    lines: tuple[Line, ...]
    has_steps: bool
    has_member_rules: bool


@define(eq=False)
class Outlines:
    """Outlines of a program, each made when it is first asked for."""

    program: Program
    inquiry: Inquiry
    _declared: dict[str, Declared] = field(factory=dict, init=False)
    _outlines: dict[tuple[str, str], Outline] = field(factory=dict, init=False)

    def declared(self, code: str) -> Declared:
        """A declaration's outline and lines."""
        known = self._declared.get(code)
        if known is None:
            known = self._declared[code] = self._newly_declared(self.program.computed[code])
        return known

    def _newly_declared(self, computed: Computed) -> Declared:
        code, rules = computed.code, computed.rules
        shapes = [self.inquiry.declared_shape(code, facet) for facet in (Facet.VALUE, Facet.RESULT)]
        lines = [Line("value", computed.value, shapes[0], _step_nodes(computed.value_steps))]
        if computed.points is not None:
            lines.append(Line("points", computed.points, shapes[1], _step_nodes(computed.points_steps), True))
        axes = self._positioned(self.program.axes_of[code])
        basis = self.paragraphs(computed.basis, computed.span)
        return Declared(
            Outline(
                Kind.DECLARATION,
                code,
                code,
                computed.label or "",
                computed.role.value,
                axes,
                place_text(computed.span),
                basis,
                _unlike(code, "" if computed.written.name is None else computed.written.name.text),
            ),
            computed,
            shapes[1],
            tuple(lines),
            bool(computed.value_steps or computed.points_steps),
            (rules.not_applicable_members, rules.not_counted_members) != (None, None),
        )

    def local(self, node: nodes.Local) -> tuple[Outline, Line]:
        """Outline of a name of a legend, and its line."""
        line = next(line for line in self.program.computed[node.declaration].where if line.name == node.name)
        key = node.declaration, node.name
        known = self._outlines.get(key)
        if known is None:
            axes = self._positioned(self.program.axes_of[node.declaration])
            code = f"{node.declaration}.{node.name}"
            known = Outline(Kind.LOCAL, code, node.name, line.label or "", "", axes, place_text(line.span))
            self._outlines[key] = known
        return known, Line("where", line.node, self.inquiry.shape(line.node))

    def datum(self, node: nodes.Datum) -> Outline:
        """Outline of a column of a source."""
        key = node.source, node.column
        known = self._outlines.get(key)
        if known is None:
            source = self.program.sources[node.source]
            column = source.column(node.column)
            code = f"{node.source}.{node.column}"
            known = self._outlines[key] = Outline(
                Kind.DATUM,
                code,
                code,
                "" if column is None else column.label or "",
                "",
                self._positioned(source.axes),
                place_text(source.span if column is None else column.span),
                self.paragraphs(source.basis, source.span),
                _unlike(code, f"{_name_of(source, self._scope.sources)}.{node.column}"),
            )
        return known

    def parameter(self, node: nodes.ParameterValue) -> Outline:
        """Outline of a parameter."""
        key = node.parameter, ""
        known = self._outlines.get(key)
        if known is None:
            parameter = self.program.parameters[node.parameter]
            dated = any(first is not None for first, _ in parameter.by_period)
            known = self._outlines[key] = Outline(
                Kind.PARAMETER,
                node.parameter,
                node.parameter,
                parameter.label or "",
                "",
                self._positioned((PERIOD,) if dated else ()),
                place_text(parameter.span),
                self.paragraphs(parameter.basis, parameter.span),
                _unlike(node.parameter, _name_of(parameter, self._scope.parameters)),
            )
        return known

    def set_for_a_body(self, node: nodes.If) -> Outline:
        """Outline of a parameter that a variant sets for a body."""
        parameter: AnyNode = node
        while isinstance(parameter, nodes.If):
            parameter = parameter.otherwise
        assert isinstance(parameter, nodes.ParameterValue)
        return self.parameter(parameter)

    def setting_of(self, node: nodes.If) -> Setting | None:
        """What a variant says of the parameter that it sets for a body."""
        place = node.condition.span
        settings = (one for several in self._scope.variants.settings.values() for one in several)
        return next((one for one in settings if one.span == place), None)

    @property
    def _scope(self) -> Scope:
        return self.program.resolved.scope or Scope()

    def paragraphs(self, basis: Sequence[syntax.Citation | syntax.Undetermined], owner: Span) -> tuple[Paragraph, ...]:
        """Paragraphs in words."""
        return tuple(_paragraph(item, owner, self.inquiry.words.words) for item in basis)

    def _positioned(self, axes: Sequence[str]) -> tuple[tuple[str, int], ...]:
        return tuple((axis, self.inquiry.positions[axis]) for axis in axes)


def _paragraph(item: syntax.Citation | syntax.Undetermined, owner: Span, words: Vocabulary) -> Paragraph:
    act = item.act.text if isinstance(item, syntax.Citation) and item.act is not None else ""
    text = citations_text(syntax.Citations((item,), span=item.span), words)
    inside = item.span.source is owner.source and owner.start <= item.span.start < owner.end
    return Paragraph(text.replace("_", " "), act, not inside)


def _name_of(
    one: SourceDeclaration | Parameter, named: Mapping[str, SourceDeclaration] | Mapping[str, Parameter]
) -> str:
    """The name that a declaration goes by in formulas, where it has a code of its own; else the code."""
    names = [name for name, known in named.items() if known.code == one.code]
    return one.code if one.code in names or not names else names[0]


def _unlike(code: str, name: str) -> str:
    """A name, where it is not the code."""
    return "" if name == code else name


def _step_nodes(steps: Sequence[Step]) -> tuple[AnyNode, ...]:
    found: list[AnyNode] = []
    for step in steps:
        match step:
            case BoundStep(bound=bound):
                found.append(bound)
            case AdjustStep(members=members):
                found.extend(members)
            case _:
                pass
    return tuple(found)
