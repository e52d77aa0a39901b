"""Graph of what uses what: vertices, edges with the places that cause them, their order, strata and cycles.

A vertex is one of the values of a declaration. Edges lead from the user to what is used. The order has what is used
before its users; a cycle is an error whether or not it closes through former periods, since a methodology is finite in
periods only where someone has issued the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Protocol

from attrs import field, frozen

from tarazy.dsl.declarations import AdjustStep, BoundStep, Computed, RoundStep, Step
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import operands
from tarazy.dsl.nodes import (
    Absolute,
    Aggregate,
    AnyNode,
    Arithmetic,
    Constant,
    Extreme,
    Facet,
    FunctionCall,
    Local,
    Negate,
    Rank,
    Result,
    Root,
    Round,
    Shift,
)
from tarazy.dsl.over import OverList
from tarazy.dsl.source import Span


class Part(Enum):
    """Which of a declaration's values a vertex is."""

    VALUE = "value"
    RESULT = "result"
    WHERE = "where"


PART_OF_FACET: Mapping[Facet, Part] = {
    Facet.VALUE: Part.VALUE,
    Facet.BEFORE_ROUNDING: Part.RESULT,
    Facet.RESULT: Part.RESULT,
}


@frozen
class Vertex:
    """A value of the declaration `code`; `name` is that of a line of the legend."""

    code: str
    part: Part
    name: str = ""

    def text(self) -> str:
        """As messages and listings name it: ``growth``, ``growth.value``, ``growth.P``."""
        match self.part:
            case Part.RESULT:
                return self.code
            case Part.VALUE:
                return f"{self.code}.value"
            case Part.WHERE:
                return f"{self.code}.{self.name}"


@frozen
class Edge:
    """`user` uses `used` at `span`; `shifted` where it asks for a former period, `within` where a result is made
    from its declaration's own value without any word for it.
    """

    user: Vertex
    used: Vertex
    span: Span = field(repr=False)
    shifted: bool = False
    within: bool = False


@frozen(eq=False)
class Graph:
    """All vertices and edges of a program.

    Parameters
    ----------
    order
        Vertices, what is used before its users; those of a cycle stand together.
    cycles
        One shortest cycle, as its edges in order, of each set of vertices that use each other.
    cyclic
        Codes of the declarations that have a vertex in a cycle.
    strata
        For each vertex how many group statistics follow one another below it: bodies are independent within a stratum.
    """

    order: tuple[Vertex, ...]
    edges: tuple[Edge, ...]
    cycles: tuple[tuple[Edge, ...], ...]
    cyclic: frozenset[str]
    strata: Mapping[Vertex, int]

    def codes_in_order(self) -> tuple[str, ...]:
        """Codes of declarations in dependency order of their results."""
        return tuple(vertex.code for vertex in self.order if vertex.part is Part.RESULT)


class HasGraph(Protocol):
    """Whatever a graph belongs to."""

    @property
    def graph(self) -> Graph:
        """The graph."""


def graph_of(resolved: Resolved) -> Graph:
    """The graph of all computed declarations."""
    edges = tuple(edge for declaration in resolved.computed.values() for edge in edges_of(declaration))
    vertices = dict.fromkeys(vertex for code, one in resolved.computed.items() for vertex in _vertices(code, one))
    known = [edge for edge in edges if edge.used.code in resolved.computed]
    vertices.update(dict.fromkeys(edge.used for edge in known))
    outgoing: dict[Vertex, list[Edge]] = {vertex: [] for vertex in vertices}
    for edge in known:
        if edge.user in outgoing:
            outgoing[edge.user].append(edge)
    components = tuple(_components(outgoing))
    found = [(component, cycle) for component in components if (cycle := _cycle(component, outgoing))]
    cycles = tuple(cycle for _, cycle in found)
    cyclic = frozenset(vertex.code for component, _ in found for vertex in component)
    order = tuple(vertex for component in components for vertex in component)
    statistics = _statistics(resolved)
    return Graph(order, tuple(known), cycles, cyclic, _strata(order, outgoing, statistics))


# ---------------------------------------------------------------- vertices and edges


def _vertices(code: str, declaration: Computed) -> Iterator[Vertex]:
    yield Vertex(code, Part.VALUE)
    for line in declaration.where:
        yield Vertex(code, Part.WHERE, line.name)
    yield Vertex(code, Part.RESULT)


def edges_of(declaration: Computed) -> Iterator[Edge]:
    """What each value of a declaration uses, in the order written; cells of data are no vertices."""
    code = declaration.code
    value, result = Vertex(code, Part.VALUE), Vertex(code, Part.RESULT)
    is_tree = declaration.leaves_up
    for node in value_roots(declaration):
        yield from _uses(value, node, is_tree=is_tree)
    if is_tree:
        # The children's results are asked for by the value, so that what these are made of comes before it.
        for node in result_roots(declaration):
            yield from (edge for edge in _uses(value, node, is_tree=True) if edge.used.code != code)
    for line in declaration.where:
        yield from _uses(Vertex(code, Part.WHERE, line.name), line.node, is_tree=is_tree)
    yield Edge(result, value, declaration.span, within=True)
    for node in result_roots(declaration):
        yield from _uses(result, node, is_tree=is_tree)


def value_roots(declaration: Computed) -> tuple[AnyNode, ...]:
    """Nodes that the value is made of, its steps, `needs` and the rules for members included."""
    rules = (declaration.rules.not_applicable_members, declaration.rules.not_counted_members)
    members = tuple(rule.node for rule in rules if rule is not None and rule.node is not None)
    needs = () if declaration.needs is None else (declaration.needs.otherwise,)
    return (declaration.value, *step_nodes(declaration.value_steps), *needs, *members)


def points_roots(declaration: Computed) -> tuple[AnyNode, ...]:
    """Nodes of the `points` line and its steps."""
    points = () if declaration.points is None else (declaration.points,)
    return (*points, *step_nodes(declaration.points_steps))


def result_roots(declaration: Computed) -> tuple[AnyNode, ...]:
    """Nodes that the result is made of beside the value: points, rules, the greatest points, the direction."""
    rules = declaration.rules
    lines = (rules.no_data, rules.not_yet_published, rules.zero_divisor, rules.all_equal, rules.nothing_to_count)
    answers = tuple(line.node for line in lines if line is not None)
    others = tuple(node for node in (declaration.most_points, declaration.better) if node is not None)
    return (*points_roots(declaration), *answers, *others)


def all_roots(declaration: Computed) -> tuple[AnyNode, ...]:
    """Every node that a line of the declaration has, the legend's included."""
    legend = tuple(line.node for line in declaration.where)
    return (*value_roots(declaration), *result_roots(declaration), *legend)


def step_nodes(steps: Sequence[Step]) -> tuple[AnyNode, ...]:
    """Nodes that steps use."""
    found: list[AnyNode] = []
    for step in steps:
        match step:
            case RoundStep():
                pass
            case BoundStep(bound=bound):
                found.append(bound)
            case AdjustStep(members=members):
                found.extend(members)
    return tuple(found)


def _uses(user: Vertex, root: AnyNode, *, is_tree: bool) -> Iterator[Edge]:
    """Edges from `user` to every value named under `root`; `is_tree` where it may use its own result over children."""
    pending: list[tuple[AnyNode, bool]] = [(root, False)]
    seen: set[tuple[int, bool]] = set()
    while pending:
        node, shifted = pending.pop()
        if (id(node), shifted) in seen:
            continue
        seen.add((id(node), shifted))
        match node:
            case Result(declaration=code, facet=facet):
                yield Edge(user, Vertex(code, PART_OF_FACET[facet]), node.span, shifted)
            case Local(declaration=code, name=name):
                yield Edge(user, Vertex(code, Part.WHERE, name), node.span, shifted)
            case _:
                inside = shifted or isinstance(node, Shift)
                parts = [
                    part for part in operands(node) if not (is_tree and _is_own_result_of_children(user, node, part))
                ]
                pending.extend((part, inside) for part in reversed(parts))


def _is_own_result_of_children(user: Vertex, node: AnyNode, part: AnyNode) -> bool:
    """Whether `part` is the declaration's own result for the children in a tree, which is no cycle: leaves come
    first. Given to a function, it is what the function's body asks it for, which is judged there.
    """
    if not isinstance(part, Result) or part.declaration != user.code:
        return False
    if isinstance(node, FunctionCall):
        return part is not node.body
    return isinstance(node, Aggregate) and any(
        isinstance(one.over, OverList) and one.over.children and one.value is part for one in node.members
    )


# ---------------------------------------------------------------- order, cycles, strata


def _components(outgoing: Mapping[Vertex, Sequence[Edge]]) -> Iterator[tuple[Vertex, ...]]:
    """Sets of vertices that use each other, what is used first (Tarjan 1972, without recursion)."""
    index: dict[Vertex, int] = {}
    low: dict[Vertex, int] = {}
    open_ones: dict[Vertex, None] = {}
    for start in outgoing:
        if start in index:
            continue
        work: list[tuple[Vertex, Iterator[Edge]]] = [(start, iter(outgoing[start]))]
        index[start] = low[start] = len(index)
        open_ones[start] = None
        while work:
            vertex, rest = work[-1]
            used = next((edge.used for edge in rest if edge.used not in index or edge.used in open_ones), None)
            if used is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[vertex])
                if low[vertex] == index[vertex]:
                    yield _closed(vertex, open_ones)
            elif used in index:
                low[vertex] = min(low[vertex], index[used])
            else:
                index[used] = low[used] = len(index)
                open_ones[used] = None
                work.append((used, iter(outgoing[used])))


def _closed(root: Vertex, open_ones: dict[Vertex, None]) -> tuple[Vertex, ...]:
    """Take the component of `root` off the open vertices."""
    component: list[Vertex] = []
    while True:
        vertex, _ = open_ones.popitem()
        component.append(vertex)
        if vertex == root:
            return tuple(reversed(component))


def _cycle(component: Iterable[Vertex], outgoing: Mapping[Vertex, Sequence[Edge]]) -> tuple[Edge, ...]:
    """A shortest cycle within a component; none in a vertex that does not use itself."""
    members = frozenset(component)
    found = [cycle for vertex in sorted(members, key=Vertex.text) if (cycle := _way_back(vertex, members, outgoing))]
    return min(found, key=len, default=())


def _way_back(start: Vertex, members: frozenset[Vertex], outgoing: Mapping[Vertex, Sequence[Edge]]) -> tuple[Edge, ...]:
    paths: dict[Vertex, tuple[Edge, ...]] = {start: ()}
    pending = [start]
    for vertex in pending:
        for edge in outgoing[vertex]:
            if edge.used == start:
                return (*paths[vertex], edge)
            if edge.used in members and edge.used not in paths:
                paths[edge.used] = (*paths[vertex], edge)
                pending.append(edge.used)
    return ()


def _statistics(resolved: Resolved) -> frozenset[Vertex]:
    """Vertices that hold a group statistic or a place in a group."""
    found: set[Vertex] = set()
    for code, declaration in resolved.computed.items():
        roots = {
            Vertex(code, Part.VALUE): value_roots(declaration),
            Vertex(code, Part.RESULT): result_roots(declaration),
            **{Vertex(code, Part.WHERE, line.name): (line.node,) for line in declaration.where},
        }
        found.update(vertex for vertex, nodes in roots.items() if _has_statistic(nodes, resolved.body_axis))
    return frozenset(found)


def _has_statistic(roots: Iterable[AnyNode], body_axis: str | None) -> bool:
    pending = list(roots)
    while pending:
        node = pending.pop()
        if is_group_statistic(node, body_axis):
            return True
        pending.extend(operands(node))
    return False


def is_group_statistic(node: AnyNode, body_axis: str | None) -> bool:
    """Whether a node is an aggregate over the bodies, or a place among them."""
    match node:
        case Aggregate(members=members):
            return any(isinstance(one.over, OverList) and one.over.axis == body_axis for one in members)
        case Rank():
            return True
        case _:
            return False


def is_of_group(node: AnyNode, body_axis: str | None, line: Callable[[Local], AnyNode]) -> bool:
    """Whether a node is a group statistic, or is computed from such and from written numbers alone, as the mean and the
    standard deviation of a group are added; `line` gives what a name of a legend stands for.
    """
    match node:
        case Local():
            return is_of_group(line(node), body_axis, line)
        case FunctionCall(body=body):
            return is_of_group(body, body_axis, line)
        case Negate() | Arithmetic() | Absolute() | Root() | Round() | Extreme():
            computed = [part for part in operands(node) if not isinstance(part, Constant)]
            return bool(computed) and all(is_of_group(part, body_axis, line) for part in computed)
        case _:
            return is_group_statistic(node, body_axis) and not isinstance(node, Rank)


def _strata(
    order: Sequence[Vertex], outgoing: Mapping[Vertex, Sequence[Edge]], statistics: frozenset[Vertex]
) -> Mapping[Vertex, int]:
    strata: dict[Vertex, int] = {}
    for vertex in order:
        below = max((strata.get(edge.used, 0) for edge in outgoing[vertex]), default=0)
        strata[vertex] = below + (1 if vertex in statistics else 0)
    return strata


def graph_text(typed: HasGraph) -> str:
    """Vertices in dependency order, each with its stratum and what it uses where."""
    graph, lines = typed.graph, list[str]()
    used: dict[Vertex, dict[str, Span]] = {vertex: {} for vertex in graph.order}
    for edge in graph.edges:
        former = " of a former period" if edge.shifted else ""
        used[edge.user].setdefault(f"{edge.used.text()}{former}", edge.span)
    for vertex in graph.order:
        lines.append(f"{vertex.text()}: stratum {graph.strata[vertex]}")
        lines.extend(f"  uses {name}, line {span.line}" for name, span in used[vertex].items())
    return "".join(f"{line}\n" for line in lines)
