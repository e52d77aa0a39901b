"""Declarations that compute: their lines in order, the lines that every declaration of their role has, their nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve
from flint import fmpq

from tarazy.dsl import nodes, syntax, syntax_columns
from tarazy.dsl.declarations import (
    AdjustStep,
    BoundStep,
    Computed,
    Coverage,
    Family,
    MemberRule,
    MemberTreatment,
    Needs,
    OutcomeRule,
    Role,
    RoundStep,
    Rules,
    Step,
    Where,
)
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.names.data import basis_of, text_of
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.scope import Scope, code_of, surroundings_of
from tarazy.dsl.names.selected_elements import selection_value
from tarazy.dsl.names.selections import element_axes
from tarazy.dsl.names.statuses import status_value
from tarazy.dsl.names.tables import outcome_node, table_node
from tarazy.dsl.names.trees import leaves_up
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, Facet, Member
from tarazy.dsl.over import OverList
from tarazy.dsl.spoken_words import Told, keyword_of, points
from tarazy.dsl.states import State
from tarazy.dsl.unit_table import UnknownUnit
from tarazy.dsl.units import Unit

AGGREGATE_FIELDS: Mapping[str, AggregateKind] = {
    "sum": AggregateKind.SUM,
    "mean": AggregateKind.MEAN,
    "min": AggregateKind.MIN,
    "max": AggregateKind.MAX,
    "geometric_mean": AggregateKind.GEOMETRIC_MEAN,
    "weighted_mean": AggregateKind.WEIGHTED_MEAN,
}
_DIRECTIONS = tuple(keyword_of("outcome", one) for one in ("higher", "lower", "no_direction"))
_ANSWERS = (*(keyword_of("state", one) for one in ("not_applicable", "not_counted", "not_computed")), points(0))
"""What the help proposes for a line that answers what an unknown leads to."""
_TREATMENTS = (*(keyword_of("outcome", one.name.lower()) for one in MemberTreatment), points(0))
_OUTCOME_FIELDS = ("no_data", "not_yet_published", "zero_divisor", "all_equal", "nothing_to_count")
_MEMBER_FIELDS = ("not_applicable_members", "not_counted_members")


def with_defaults(
    declaration: syntax.Declaration, every: Iterable[syntax.Declaration]
) -> tuple[syntax.Declaration, frozenset[str]]:
    """A declaration with the lines of ``every ROLE`` that it does not write itself, and the keywords of those lines."""
    own = {line.keyword for line in declaration.fields}
    added = tuple(
        line for one in every if one.role == declaration.kind for line in one.fields if line.keyword not in own
    )
    return evolve(declaration, fields=declaration.fields + added), frozenset(line.keyword for line in added)


def computed_of(
    written: syntax.Declaration, every: Iterable[syntax.Declaration], scope: Scope, findings: list[Diagnostic]
) -> Computed:
    """A declaration that computes, resolved."""
    declaration, inherited = with_defaults(written, every)
    resolver = _resolver(declaration, scope, findings)
    value, points = _value(resolver, declaration), _points(resolver, declaration)
    value_steps, points_steps = _steps(resolver, declaration)
    return Computed(
        code=code_of(declaration),
        role=Role(declaration.kind),
        label=declaration.label,
        basis=basis_of(declaration),
        families=_families(resolver, declaration),
        applies_to=_list_named(resolver, declaration, "applies_to"),
        does_not_apply_to=_list_named(resolver, declaration, "does_not_apply_to"),
        better=resolver.here.better,
        value=value,
        value_steps=value_steps,
        points=points,
        points_steps=points_steps,
        where=_where(resolver, declaration),
        rules=_rules(resolver, declaration, inherited),
        needs=_needs(resolver, declaration),
        most_points=_single(resolver, declaration, "most_points"),
        of=None if declaration.of is None else _of_code(resolver, declaration.of),
        shown_decimals=_shown(declaration),
        unit=_unit(resolver, declaration),
        period=text_of(declaration, "period"),
        written=declaration,
        span=declaration.span,
        leaves_up=leaves_up(resolver, declaration),
        left_out=scope.variants.left_out.get("" if declaration.name is None else declaration.name.text, ()),
    )


def _resolver(declaration: syntax.Declaration, scope: Scope, findings: list[Diagnostic]) -> Resolver:
    here = surroundings_of(declaration, scope)
    resolver = Resolver(scope, here, findings)
    return resolver.within(better=_better(resolver, declaration))


# ---------------------------------------------------------------- single lines


def _better(resolver: Resolver, declaration: syntax.Declaration) -> AnyNode | None:
    line = declaration.field("better")
    if line is None:
        return None
    value = line.value.value if isinstance(line.value, syntax.Outcome) else line.value
    match value:
        case syntax.Phrase(key=key) | syntax.SetWord(word=key) | syntax.Raw(text=key):
            return nodes.Constant({"no_direction": "none"}.get(key, key), span=line.span)
        case syntax.Names(items=(syntax.Name() as name, *_)) | (syntax.Name() as name):
            if name.parts in (("higher",), ("lower",)):
                return nodes.Constant(name.text, span=line.span)
            return resolver.word_or_node(name, _DIRECTIONS, "direction")
        case syntax.Undetermined(text=text):
            return nodes.Undetermined(text, span=line.span)
        case _:
            return None


def _families(resolver: Resolver, declaration: syntax.Declaration) -> tuple[Family, ...]:
    found = []
    for line in declaration.all_fields("for_each"):
        if isinstance(line.value, syntax.ForEach):
            declared = resolver.scope.lists.get(line.value.list_name.text)
            if declared is None:
                name = line.value.list_name
                near = resolver.scope.nearest(name.text)
                variant = "near" if near in resolver.scope.lists else ""
                resolver.report("N158", name.span, variant=variant, name=name.text, nearest=near or "")
            else:
                found.append(Family(declared.code, declared.root, line.value.element))
    return tuple(found)


def _list_named(resolver: Resolver, declaration: syntax.Declaration, keyword: str) -> str | None:
    line = declaration.field(keyword)
    if line is None or not isinstance(line.value, syntax.Names):
        return None
    item = line.value.items[0]
    if isinstance(item, syntax.SetWord):
        return resolver.scope.body_list
    found = resolver.scope.lists.get(item.text)
    if found is None:
        near = resolver.scope.nearest(item.text)
        variant = "near" if near in resolver.scope.lists else ""
        resolver.report("N158", item.span, variant=variant, name=item.text, nearest=near or "")
        return None
    return found.code


def _of_code(resolver: Resolver, name: syntax.Name) -> str | None:
    node = resolver.node(name)
    return node.declaration if isinstance(node, nodes.Result) else None


def _single(resolver: Resolver, declaration: syntax.Declaration, keyword: str) -> AnyNode | None:
    line = declaration.field(keyword)
    if line is None or not isinstance(line.value, syntax.Outcome):
        return None
    return outcome_node(resolver, line.value)


def _shown(declaration: syntax.Declaration) -> int | None:
    line = declaration.field("shown_with")
    return line.value.decimals if line is not None and isinstance(line.value, syntax.ShownWith) else None


def _unit(resolver: Resolver, declaration: syntax.Declaration) -> Unit | None:
    line = declaration.field("unit")
    if line is None or not isinstance(line.value, syntax_columns.ColumnType):
        return None
    unit = resolver.scope.units.resolve(line.value.base.unit)
    if isinstance(unit, UnknownUnit):
        resolver.report_unit(unit, line.value.span)
        return None
    return unit


def _where(resolver: Resolver, declaration: syntax.Declaration) -> tuple[Where, ...]:
    line = declaration.field("where")
    rows = () if line is None else line.rows
    return tuple(
        Where(row.target.text, outcome_node(resolver, row.value), row.label, row.span)
        for row in rows
        if isinstance(row.target, syntax.Name) and isinstance(row.value, syntax.Outcome)
    )


# ---------------------------------------------------------------- value and points


def _value(resolver: Resolver, declaration: syntax.Declaration) -> AnyNode:
    for keyword, kind in AGGREGATE_FIELDS.items():
        line = declaration.field(keyword)
        if line is not None:
            return _aggregate(resolver, line, kind)
    if declaration.kind == "grade" and declaration.table is not None and declaration.of is not None:
        return table_node(resolver, declaration.table, resolver.node(declaration.of), words=True)
    if declaration.kind == "status":
        return status_value(resolver, declaration)
    if declaration.kind == "selection":
        return selection_value(resolver, declaration)
    line = declaration.field("value")
    if line is None:
        resolver.report("N178", declaration.name_span or declaration.span, kind=keyword_of("head", declaration.kind))
        return nodes.Undetermined("", span=declaration.span)
    return _formula(resolver, line)


def _formula(resolver: Resolver, line: syntax.Field) -> AnyNode:
    if line.table is not None and line.table.form == "scale":
        return _scaled(resolver, line, line.table)
    if line.table is not None:
        own = nodes.Result(resolver.here.declaration, Facet.VALUE, span=line.span)
        return table_node(resolver, line.table, own)
    if isinstance(line.value, syntax.Outcome):
        return outcome_node(resolver, line.value)
    return nodes.Undetermined("", span=line.span)


def _scaled(resolver: Resolver, line: syntax.Field, written: syntax.Table) -> AnyNode:
    """``by scale s of x``: the table of the scale read for x."""
    name = line.value.items[0] if isinstance(line.value, syntax.Names) else None
    declared = resolver.scope.scales.get(name.text) if isinstance(name, syntax.Name) else None
    if declared is None or declared.table is None or written.operand is None:
        place = line.span if name is None else name.span
        near = nearest(place.text, resolver.scope.scales)
        resolver.report("N184", place, variant="near" if near else "", name=place.text, nearest=near or "")
        return nodes.Undetermined("", span=line.span)
    return table_node(resolver, declared.table, resolver.node(written.operand))


def _points(resolver: Resolver, declaration: syntax.Declaration) -> AnyNode | None:
    line = declaration.field("points")
    return None if line is None else _formula(resolver, line)


def _aggregate(resolver: Resolver, line: syntax.Field, kind: AggregateKind) -> AnyNode:
    members: list[Member] = []
    if isinstance(line.value, syntax.MembersValue):
        members = [_member(resolver, item, None) for item in line.value.items]
    for row in line.rows:
        if isinstance(row.value, syntax.Outcome):
            members.append(_member(resolver, row.target, outcome_node(resolver, row.value)))
    return Aggregate(kind, tuple(members), is_field=True, span=line.span)


def _member(resolver: Resolver, written: syntax.Expression, weight: AnyNode | None) -> Member:
    """A member of an aggregate field; a family that the declaration is not in takes part with each of its elements."""
    if isinstance(written, syntax.Logical):
        resolver.report("N186", written.span, joint=keyword_of("expression", written.operator))
        return Member(resolver.unresolved(written), written.span.text, None, None, weight, span=written.span)
    only: AnyNode | None = None
    operand, name = written, written.span.text
    if isinstance(written, syntax.Selection) and written.selectors[0].kind == "only":
        condition = written.selectors[0].expression
        operand, name = written.operand, written.operand.span.text
        over = _family_over(resolver, resolver.node(operand))
        if over is not None and condition is not None:
            only = resolver.within(row_list=over.list).node(condition)
    node = resolver.node(operand)
    over = _family_over(resolver, node)
    return Member(node, name, over, only, weight, span=written.span)


def _family_over(resolver: Resolver, node: AnyNode) -> OverList | None:
    """The list over which a family named as a member runs; ``None`` where it is no family, or we are inside it."""
    if not isinstance(node, nodes.Result | nodes.Datum | nodes.Corrected | nodes.Filed):
        return None
    own = {resolver.scope.body_axis}
    for code, _ in resolver.here.families:
        found = resolver.scope.list_by_code(code)
        own.add(None if found is None else found.root)
    pairs = [(code, axis) for code, axis in element_axes(resolver, node) if axis not in own]
    return OverList(pairs[0][0], pairs[0][1]) if len(pairs) == 1 else None


# ---------------------------------------------------------------- steps


def _steps(resolver: Resolver, declaration: syntax.Declaration) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Steps under the value and steps under the points, each in the order written."""
    value_steps: list[Step] = []
    points_steps: list[Step] = []
    current = value_steps
    for line in declaration.fields:
        if line.keyword == "points":
            current = points_steps
        else:
            current.extend(_step(resolver, line))
    return tuple(value_steps), tuple(points_steps)


def _step(resolver: Resolver, line: syntax.Field) -> tuple[Step, ...]:
    match line.keyword, line.value:
        case "round", syntax.Rounding(mode=mode, decimals=decimals):
            return (RoundStep(mode, decimals, line.span),)
        case "not_more_than", syntax.Outcome(value=syntax.Phrase(key="no_limit")):
            return ()
        case ("not_less_than" | "not_more_than") as keyword, syntax.Outcome() as bound:
            return (BoundStep(outcome_node(resolver, bound), keyword == "not_more_than", line.span),)
        case ("less" | "plus") as keyword, syntax.MembersValue(items=items):
            members = tuple(resolver.node(item) for item in items)
            return (AdjustStep(members, -1 if keyword == "less" else 1, line.span),)
        case ("less" | "plus") as keyword, syntax.Names(items=names):
            members = tuple(resolver.node(item) for item in names)
            return (AdjustStep(members, -1 if keyword == "less" else 1, line.span),)
        case _:
            return ()


# ---------------------------------------------------------------- rules


def _rules(resolver: Resolver, declaration: syntax.Declaration, inherited: frozenset[str]) -> Rules:
    found: dict[str, OutcomeRule | MemberRule] = {}
    for line in declaration.fields:
        if not isinstance(line.value, syntax.Outcome):
            continue
        outcome = line.value
        basis = () if outcome.basis is None else outcome.basis.items
        if line.keyword in _OUTCOME_FIELDS:
            node = _answer(resolver, outcome, _ANSWERS)
            found[line.keyword] = OutcomeRule(
                line.keyword, node, basis, outcome.marked, line.keyword in inherited, line.span
            )
        elif line.keyword in _MEMBER_FIELDS:
            treatment = _treatment(outcome)
            answer = None if treatment is not None else _answer(resolver, outcome, _TREATMENTS)
            found[line.keyword] = MemberRule(line.keyword, treatment, answer, basis, line.span)
    return Rules(**found)  # type: ignore[arg-type]  # the keyword says which of the two kinds each is


def _answer(resolver: Resolver, outcome: syntax.Outcome, words: Sequence[Told]) -> AnyNode:
    if isinstance(outcome.value, syntax.Name):
        return resolver.word_or_node(outcome.value, words, "state")
    return outcome_node(resolver, outcome)


def _treatment(outcome: syntax.Outcome) -> MemberTreatment | None:
    if not isinstance(outcome.value, syntax.Phrase):
        return None
    return {one.name.lower(): one for one in MemberTreatment}.get(outcome.value.key)


def _needs(resolver: Resolver, declaration: syntax.Declaration) -> Needs | None:
    line = declaration.field("needs")
    if line is None or not isinstance(line.value, syntax.Requirement):
        return None
    written = line.value
    if written.otherwise is None:
        otherwise: AnyNode = nodes.StateConstant(State.NOT_COMPUTED, span=written.span)
    else:
        otherwise = _answer(resolver, written.otherwise, _ANSWERS)
    if written.amount is None:
        return Needs(Coverage.ALL, fmpq(0), otherwise, line.span)
    return Needs(Coverage(written.measure), written.amount, otherwise, line.span, written.illustrative)
