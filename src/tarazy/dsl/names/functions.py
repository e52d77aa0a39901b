"""Declared functions: what each takes, and its value with the arguments of a call put in.

A list is given to a function by ``over``, in the order in which the function takes lists, and an ``only`` behind it
narrows it. What else it takes stands in order without a label, or behind its name: ``degree(fact; plan target)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from tarazy.dsl import nodes, syntax, syntax_columns
from tarazy.dsl.declarations import Function
from tarazy.dsl.diagnostics import Label
from tarazy.dsl.function_contract import Taken
from tarazy.dsl.intervals import Interval, between
from tarazy.dsl.names.data import DataNames, type_of_column
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.over import list_given
from tarazy.dsl.names.scope import ListGiven, code_of
from tarazy.dsl.names.tables import outcome_node, table_node
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.over import OverList
from tarazy.dsl.units import PURE
from tarazy.dsl.value_types import CategoryType, DirectionType, NumberType

_LISTS = ("over", "only")


def function_of(declaration: syntax.Declaration, names: DataNames) -> Function:
    """A function as declared; its value is resolved at each call."""
    takes, gives = declaration.field("takes"), declaration.field("gives")
    code = code_of(declaration)
    rows = () if takes is None else takes.rows
    taken = tuple(
        _taken(row.target.text, row.value, code, names)
        for row in rows
        if isinstance(row.target, syntax.Name) and isinstance(row.value, syntax_columns.ColumnType)
    )
    written = None if gives is None else gives.value
    given = _taken("", written, code, names) if isinstance(written, syntax_columns.ColumnType) else None
    return Function(code, declaration.label, taken, given, declaration, declaration.name_span or declaration.span)


def _taken(name: str, written: syntax_columns.ColumnType, function: str, names: DataNames) -> Taken:
    if written.base.kind == "list":
        return Taken(name, None, None, None, written.span)
    found = type_of_column(written.base, f"{function}.{name}", names)
    if found is None:
        return Taken(name, NumberType(), None, None, written.span)
    kind, shape = found
    any_unit = shape.unit == PURE and not shape.is_percent
    limits = written.range
    factor = shape.unit.scale / 100 if shape.is_percent else shape.unit.scale
    allowed: Interval | None = None
    if limits is not None:
        low, high = (None if end is None else end * factor for end in (limits.low, limits.high))
        allowed = between(low, high, low_open=limits.low_open, high_open=False)
    return Taken(name, kind, None if any_unit else shape, allowed, written.span)


# ---------------------------------------------------------------- a call


@frozen(eq=False)
class _Given:
    """Arguments of a call: values by name, lists by name."""

    values: Mapping[str, AnyNode]
    lists: Mapping[str, ListGiven]


def call_of_function(resolver: Resolver, call: syntax.Call, function: Function) -> AnyNode:
    """The function's value with the arguments of `call` put in."""
    if function.code in resolver.here.calls:
        place = Label(function.span, "declared")
        resolver.report("N163", call.function_span, labels=(place,), name=call.function)
        return resolver.unresolved(call)
    given = _given(resolver, call, function)
    if given is None:
        return resolver.unresolved(call)
    body, legend = _value(resolver, call, function, given)
    arguments = tuple((taken.name, given.values[taken.name]) for taken in function.takes if not taken.is_list)
    lists = tuple((given.lists[one.name].over, given.lists[one.name].only) for one in function.takes if one.is_list)
    return nodes.FunctionCall(
        function.code,
        arguments,
        body,
        lists,
        takes=function.takes,
        gives=function.gives,
        declared=function.written.span,
        label=function.label,
        legend=legend,
        span=call.span,
        syntax=call,
    )


_LegendLines = tuple[tuple[str, str | None, AnyNode], ...]


def _value(resolver: Resolver, call: syntax.Call, function: Function, given: _Given) -> tuple[AnyNode, _LegendLines]:
    """The value with the arguments put in, and the lines of the legend that it rests on."""
    inside = resolver.within(
        declaration="",
        families=(),
        legend=frozenset(),
        row_list=None,
        better=None,
        lists=given.lists,
        types={one.name: one.type for one in function.takes if one.type is not None},
        calls=(*resolver.here.calls, function.code),
        arguments=given.values,
    )
    where = function.written.field("where")
    legend = None if where is None else _Legend(given.values, where.rows, inside)
    body = _body(inside if legend is None else inside.within(arguments=legend), call, function)
    return body, () if legend is None else legend.lines()


def _body(inside: Resolver, call: syntax.Call, function: Function) -> AnyNode:
    line = function.written.field("value")
    if line is not None and line.table is not None and line.table.form != "scale":
        return table_node(inside, line.table, None)
    if line is None or not isinstance(line.value, syntax.Outcome):
        return inside.unresolved(call)
    return outcome_node(inside, line.value)


class _Legend(Mapping[str, AnyNode]):
    """What names stand for inside a function: its arguments, and the lines of its legend, each resolved when asked."""

    def __init__(self, arguments: Mapping[str, AnyNode], rows: Iterable[syntax.Row], inside: Resolver) -> None:
        self._known = dict(arguments)
        self._rows = {row.target.text: row for row in rows if isinstance(row.target, syntax.Name)}
        self._inside = inside.within(arguments=self)
        self._open: list[str] = []

    def __getitem__(self, name: str) -> AnyNode:
        if name in self._known:
            return self._known[name]
        row = self._rows[name]
        if name in self._open:
            self._inside.report("N163", row.target.span, variant="legend", name=name)
            return nodes.Undetermined("", span=row.span)
        self._open.append(name)
        node: AnyNode = nodes.Undetermined("", span=row.span)
        if isinstance(row.value, syntax.Outcome):
            node = outcome_node(self._inside, row.value)
        self._open.pop()
        self._known[name] = node
        return node

    def lines(self) -> _LegendLines:
        """The lines that were asked for, in the order written: name, label and what each stands for."""
        return tuple((name, row.label, self._known[name]) for name, row in self._rows.items() if name in self._known)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._known, *self._rows)))

    def __len__(self) -> int:
        return len(tuple(iter(self)))


# ---------------------------------------------------------------- arguments


def _given(resolver: Resolver, call: syntax.Call, function: Function) -> _Given | None:
    """The arguments by the names of what is taken; ``None`` after a finding that there are too many or too few."""
    lists = _lists_given(resolver, call, function)
    plain = [taken for taken in function.takes if not taken.is_list]
    values = _values_given(resolver, call, function, plain)
    if lists is None or values is None:
        return None
    return _Given({one.name: _argument(resolver, values[one.name], one) for one in plain}, lists)


def _values_given(
    resolver: Resolver, call: syntax.Call, function: Function, plain: Sequence[Taken]
) -> dict[str, syntax.Expression] | None:
    bare = [one for one in call.arguments if not one.label and one.value is not None]
    named = [one for one in call.arguments if one.label and one.label not in _LISTS]
    names = [one.name for one in plain]
    found = {name: one.value for name, one in zip(names, bare, strict=False) if one.value is not None}
    takes = "; ".join(_words(one) for one in function.takes)
    for one in named:
        if one.label not in names or one.label in found:
            variant = "again" if one.label in found else "label"
            resolver.report("N164", one.span, variant=variant, name=call.function, label=one.label, takes=takes)
            return None
        if one.value is not None:
            found[one.label] = one.value
    if len(bare) > len(names) or len(found) < len(names):
        count = str(len(bare) + len(named))
        expected = str(len(names))
        resolver.report("N164", call.span, name=call.function, expected=expected, found=count, takes=takes)
        return None
    return found


def _words(taken: Taken) -> str:
    return f"over {taken.name}" if taken.is_list else taken.name


def _lists_given(resolver: Resolver, call: syntax.Call, function: Function) -> dict[str, ListGiven] | None:
    names = [taken.name for taken in function.takes if taken.is_list]
    led: list[list[syntax.Argument]] = []
    for argument in call.arguments:
        if argument.label == "over":
            led.append([argument])
        elif argument.label == "only" and led and len(led[-1]) == 1:
            led[-1].append(argument)
        elif argument.label == "only":
            resolver.report("N164", argument.span, variant="only", name=call.function)
            return None
    if len(led) != len(names):
        takes = "; ".join(_words(one) for one in function.takes)
        expected, found_lists = str(len(names)), str(len(led))
        resolver.report(
            "N164", call.span, variant="lists", name=call.function, expected=expected, found=found_lists, takes=takes
        )
        return None
    found = [list_given(resolver, *one) for one in led]
    known = [one for one in found if one is not None]
    return dict(zip(names, known, strict=True)) if len(known) == len(names) else None


def _argument(resolver: Resolver, written: syntax.Expression, taken: Taken) -> AnyNode:
    """The node of an argument; a bare word is one of the words of the type that is taken, if it is one."""
    if isinstance(written, syntax.Name) and len(written.parts) == 1 and not resolver.meanings(written.text, written):
        match taken.type:
            case DirectionType() if written.text in ("higher", "lower"):
                return nodes.Constant(written.text, span=written.span, syntax=written)
            case CategoryType(words=words) if written.text in words:
                return nodes.Constant(written.text, span=written.span, syntax=written)
            case _:
                pass
    return resolver.node(written)


# ---------------------------------------------------------------- declarations that nothing calls


def check_names(resolver: Resolver, function: Function) -> None:
    """Report names in a function that stand for nothing, whether or not it is called."""
    values = {one.name: nodes.Undetermined(one.name, span=one.span) for one in function.takes if not one.is_list}
    lists = {one.name: ListGiven(OverList("", ""), None) for one in function.takes if one.is_list}
    call = syntax.Call(function.code, False, (), function_span=function.span, span=function.span)
    _value(resolver, call, function, _Given(values, lists))
    where = function.written.field("where")
    for row in () if where is None else where.rows:
        if isinstance(row.target, syntax.Name) and row.target.text in {one.name for one in function.takes}:
            resolver.report("N173", row.span, name=row.target.text)
