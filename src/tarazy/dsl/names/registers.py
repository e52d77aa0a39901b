"""Registers, and what a call over one stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import Column
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.data import DataNames, basis_of, columns_of, files_of, no_column, period_words, text_of
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.layouts import layout_findings, layout_of
from tarazy.dsl.names.quantiles import quantile_of
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.names.scopes import without_activity
from tarazy.dsl.names.selections import former_of, step_of
from tarazy.dsl.nodes import AggregateKind, AnyNode, Member
from tarazy.dsl.over import OverRows
from tarazy.dsl.periods import PARTS
from tarazy.dsl.register_declaration import Owner, RegisterDeclaration
from tarazy.dsl.states import State
from tarazy.dsl.units import PURE, Shape
from tarazy.dsl.value_types import DateType, ElementType, TextType


def register_of(declaration: syntax.Declaration, names: DataNames, length: str) -> RegisterDeclaration:
    """A register as declared; `length` is the word for the methodology's periods."""
    names.findings.extend(layout_findings(declaration))
    columns = _with_key(declaration, columns_of(declaration, names))
    names.findings.extend(_states_in(columns))
    owners, date, period = _belonging(declaration, columns, names)
    titles = {part.name: part.title for part in _key_parts(declaration)}
    return RegisterDeclaration(
        code=code_of(declaration),
        label=declaration.label,
        kind=text_of(declaration, "kind"),
        holder=text_of(declaration, "holder"),
        verification=text_of(declaration, "verification"),
        basis=basis_of(declaration),
        files=files_of(declaration),
        key=tuple(part.name for part in _key_parts(declaration)),
        owners=owners,
        date=date,
        period_name=period,
        period_title=None if period is None else titles.get(period) or period,
        parts=PARTS.get(length, 1),
        columns=columns,
        span=declaration.span,
        layout=layout_of(declaration),
    )


def _key_parts(declaration: syntax.Declaration) -> tuple[syntax.KeyPart, ...]:
    line = declaration.field("key")
    return line.value.parts if line is not None and isinstance(line.value, syntax.Key) else ()


def _with_key(declaration: syntax.Declaration, declared: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns, with those that only `key` names as texts before them, and the titles that `key` gives."""
    titles = {part.name: part.title for part in _key_parts(declaration)}
    known = {column.name for column in declared}
    periods = {item.span.text for item in _belonging_names(declaration)} & set(period_words())
    added = tuple(
        Column(part.name, TextType(), Shape(PURE), None, None, False, (), None, part.span, part.title)
        for part in _key_parts(declaration)
        if part.name not in known and part.name not in periods
    )
    titled = (
        column if titles.get(column.name) is None else evolve(column, written_title=titles[column.name])
        for column in declared
    )
    return (*added, *titled)


def _belonging_names(declaration: syntax.Declaration) -> tuple[syntax.Name | syntax.SetWord, ...]:
    line = declaration.field("belongs_to")
    return line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()


def _belonging(
    declaration: syntax.Declaration, columns: tuple[Column, ...], names: DataNames
) -> tuple[tuple[Owner, ...], str | None, str | None]:
    """What `belongs to` says: whose a row is, by which date, or in which column the period stands."""
    owners: dict[str, Owner] = {}
    time: tuple[str, str] | None = None
    for item in _belonging_names(declaration):
        name = item.text if isinstance(item, syntax.Name) else item.span.text
        column = next((one for one in columns if one.name == name), None)
        if column is None and name not in period_words():
            if name not in names.unread:
                known = [one.name for one in columns]
                names.findings.append(no_column(item.span, name, code_of(declaration), known))
        elif column is not None and column.may_be_absent:
            names.findings.append(_misplaced(item, name, "absent", column))
        elif column is None or isinstance(column.type, DateType):
            if time is not None:
                names.findings.append(_misplaced(item, name, "dates", column))
            time = time or ("period" if column is None else "date", name)
        elif not isinstance(column.type, ElementType):
            names.findings.append(_misplaced(item, name, "", column))
        elif (axis := names.roots[column.type.list]) in owners:
            names.findings.append(_misplaced(item, name, "twice", column))
        else:
            owners[axis] = Owner(name, axis, column.type.list)
    date = time[1] if time is not None and time[0] == "date" else None
    return tuple(owners.values()), date, time[1] if time is not None and time[0] == "period" else None


def _states_in(columns: Iterable[Column]) -> Iterator[Diagnostic]:
    """Codes that stand for a state (N157): what a row of a register lacks is absent, and nothing else."""
    for column in columns:
        for text, meaning in column.codes:
            if isinstance(meaning, State):
                yield finding("N157", column.span, variant="register", name=text, owner=column.name)


def _misplaced(item: syntax.Name | syntax.SetWord, name: str, variant: str, column: Column | None) -> Diagnostic:
    labels = () if column is None else (Label(column.span, "declared"),)
    return finding("N194", item.span, variant=variant, labels=labels, name=name)


# ---------------------------------------------------------------- calls


def rows_over(resolver: Resolver, written: syntax.Expression) -> OverRows | None:
    """The rows that a call runs over, where `written` names a register, maybe with the periods taken together."""
    match written:
        case syntax.Name(parts=parts):
            register = resolver.scope.registers.get(".".join(parts)) or resolver.scope.registers.get(parts[-1])
            return None if register is None else OverRows(register.code, register.axes)
        case syntax.Selection(operand=syntax.Name() as name, selectors=selectors):
            whole = rows_over(resolver, name)
            return None if whole is None else _windowed(resolver, whole, selectors)
        case _:
            return None


def _windowed(resolver: Resolver, whole: OverRows, selectors: tuple[syntax.Selector, ...]) -> OverRows:
    """`whole` in the periods that the selectors name; one that names none is reported."""
    register = next(one for one in resolver.scope.registers.values() if one.code == whole.register)
    back, count = 0, 1
    for selector in selectors:
        former, length = former_of(selector), selector.kind.removeprefix("last_").removesuffix("s")
        if former is not None:
            back += former.count * (step_of(resolver, selector.span, former.length) or 0)
        elif length in PARTS and selector.kind.startswith("last_"):
            count = (selector.number or 1) * (step_of(resolver, selector.span, length) or 1)
        else:
            resolver.report("N195", selector.span, name=whole.register, found=selector.span.text)
    if not register.has_period:
        resolver.report("N195", selectors[0].span, variant="timeless", name=whole.register)
    return evolve(whole, back=back, count=count)


def aggregate_of_rows(
    resolver: Resolver,
    call: syntax.Call,
    kind: AggregateKind,
    rows: OverRows,
    operand: syntax.Expression | None,
    direction: AnyNode | None = None,
) -> AnyNode:
    """An aggregate over rows: in its operand, its weight and its condition the names of columns are known.

    Parameters
    ----------
    operand
        What is aggregated; ``None`` where rows are counted.
    """
    register = next(one for one in resolver.scope.registers.values() if one.code == rows.register)
    inside = resolver.within(row_list=None, registers=(*resolver.here.registers, register))
    for part in call.arguments:
        if part.label == "same":
            resolver.report("A269", part.span, variant="rows", register=register.code)
    labelled = {part.label: part.value for part in call.arguments if part.label and part.value is not None}
    parts = (operand, labelled.get("only"), labelled.get("weight"))
    value, only, weight = (None if part is None else inside.node(part) for part in parts)
    only, call = _without_activities(inside, register, kind, only, call)
    name = rows.register if operand is None else operand.span.text
    member = Member(value, name, rows, only, weight, span=call.span)
    quantile = quantile_of(resolver, call)
    return nodes.Aggregate(kind, (member,), direction, quantile=quantile, span=call.span, syntax=call)


def _without_activities(
    inside: Resolver, register: RegisterDeclaration, kind: AggregateKind, only: AnyNode | None, call: syntax.Call
) -> tuple[AnyNode | None, syntax.Call]:
    """The condition of a call over rows, without those of activities that are left out, and the call that says so."""
    owner = next((one.column for one in register.owners if one.axis == inside.scope.body_axis), None)
    for activity in inside.scope.activities:
        column = register.column(activity.column)
        if owner is None or not activity.bodies or column is None:
            continue
        condition = without_activity(activity, owner, may_be_empty=column.may_be_absent)
        kept = inside.node(condition)
        before = next((one.value for one in call.arguments if one.label == "only"), None)
        call = _narrowed(call, condition, before)
        if kind is AggregateKind.SHARE and only is not None:
            none = nodes.StateConstant(State.NOT_APPLICABLE, span=condition.span)
            only = nodes.If(kept, only, none, span=only.span, syntax=only.syntax)
        elif only is None:
            only = kept
        else:
            only = nodes.Logical("and", kept, only, span=only.span)
    return only, call


def _narrowed(call: syntax.Call, condition: syntax.Expression, before: syntax.Expression | None) -> syntax.Call:
    """The call with one more condition, for the trace: no row is left out in silence."""
    span = condition.span
    both = condition if before is None else syntax.Logical("and", condition, before, operator_span=span, span=span)
    others = tuple(one for one in call.arguments if one.label != "only")
    return evolve(call, arguments=(*others, syntax.Argument("only", both, span=span)))
