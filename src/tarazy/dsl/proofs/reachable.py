"""Every band, case, value, branch and grade is reached by some data.

Along with each row goes the condition under which its table is asked at all, so that a table within a branch is judged
by what comes to that branch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import z3
from attrs import frozen

from tarazy.dsl import nodes
from tarazy.dsl.declarations import Computed
from tarazy.dsl.intervals import intersect
from tarazy.dsl.node_parts import operands
from tarazy.dsl.nodes import AnyNode, Constant, Facet, Value
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.data_found import Found, find
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.expressions import new_scene
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.search import Impossible, Undecided, exists
from tarazy.dsl.proofs.symbols import FALSE, TRUE, both, either, negation, real
from tarazy.dsl.proofs.tables import TRUE_SYMBOL, band_conditions, row_conditions, value_conditions
from tarazy.dsl.proofs.targets import codes_of, spots_of
from tarazy.dsl.proofs.verdicts import (
    Counterexample,
    Demand,
    Observed,
    Outcome,
    Property,
    Verdict,
    sentence,
)
from tarazy.dsl.rules.band_tables import interval_of_band
from tarazy.dsl.rules.sweep import on_grid_of
from tarazy.dsl.source import Span
from tarazy.dsl.typing.bounds import bounds

_Asked = tuple[Spot, z3.BoolRef]


@frozen(eq=False)
class Branch:
    """A row of a table or a branch of an `if`: its place, its text, its result and when it is taken.

    `asked` are the places and conditions under which its table is asked, each with that under which it is taken itself.
    """

    table: AnyNode
    place: int
    span: Span
    text: str
    result: AnyNode
    asked: tuple[_Asked, ...] = ()


def verdicts(program: Program, elements: Elements) -> Iterator[Verdict]:
    """A verdict for each declaration that has branches: proved where each is reached, else one for each that is not."""
    for code in program.order:
        yield from _of_declaration(program, elements, program.computed[code])


def _of_declaration(program: Program, elements: Elements, computed: Computed) -> Iterator[Verdict]:
    roots = [computed.value, *(() if computed.points is None else (computed.points,))]
    if not any(isinstance(node, _TABLES) for root in roots for node in _through(program, root)):
        return
    spots = spots_of(program, computed.code, elements)
    claim = sentence("every band and branch of {name} is reached by some data", name=computed.code)
    scene = new_scene(program, elements)
    scene.any_option = True
    found: dict[tuple[int, int], Branch] = {}
    for spot in spots:
        for root in roots:
            for branch in _Walk(scene, {}).branches(root, spot, TRUE):
                key = (id(branch.table), branch.place)
                known = found.get(key)
                asked = branch.asked if known is None else (*known.asked, *branch.asked)
                found[key] = Branch(branch.table, branch.place, branch.span, branch.text, branch.result, asked)
    failed = [
        one for one in (_judged(program, scene, computed, branch) for branch in found.values()) if one is not None
    ]
    if not failed:
        yield Verdict(Property.REACHABLE, computed.code, claim, Outcome.PROVED, place=computed.span)
    yield from failed


_TABLES = (nodes.Bands, nodes.Cases, nodes.ByValues, nodes.If)


def _through(program: Program, root: AnyNode) -> Iterator[AnyNode]:
    """Every node under `root`, through names of the legend."""
    pending, seen = [root], set[int]()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        pending.extend(operands(node))
        if isinstance(node, nodes.Local):
            lines = program.computed[node.declaration].where
            pending.extend(line.node for line in lines if line.name == node.name)


# ---------------------------------------------------------------- a branch


def _judged(program: Program, scene: Scene, computed: Computed, branch: Branch) -> Verdict | None:
    """``None`` where a branch is reached."""
    if _reached_by_a_datum(program, computed, branch):
        return None
    answer = exists(scene, either(condition for _, condition in branch.asked))
    claim = sentence("the row `{branch}` of {name} is reached by some data", branch=branch.text, name=computed.code)
    if isinstance(answer, Impossible):
        example = _nearest(program, scene, computed, branch)
        return Verdict(
            Property.REACHABLE,
            computed.code,
            claim,
            Outcome.REFUTED,
            sentence("no data lead to it"),
            example,
            branch.span,
        )
    if isinstance(answer, Undecided):
        return Verdict(Property.REACHABLE, computed.code, claim, Outcome.NOT_PROVED, answer.reason, place=branch.span)
    if not answer.certain:
        return Verdict(Property.REACHABLE, computed.code, claim, Outcome.NOT_PROVED, answer.reason, place=branch.span)
    return None


def _reached_by_a_datum(program: Program, computed: Computed, branch: Branch) -> bool:
    """Whether a band is always asked, of a datum alone, and holds a number that the datum can be."""
    table = branch.table
    if not isinstance(table, nodes.Bands) or table not in (computed.value, computed.points):
        return False
    operand: AnyNode = table.operand
    if isinstance(operand, nodes.Result) and operand.declaration == computed.code and not computed.value_steps:
        operand = computed.value
    if not isinstance(operand, nodes.Datum) or computed.is_limited:
        return False
    facts = program.facts.of(operand)
    held = intersect(bounds(facts), interval_of_band(table.bands[branch.place]))
    return not on_grid_of(held, facts.form).is_empty


def _nearest(program: Program, scene: Scene, computed: Computed, branch: Branch) -> Counterexample | None:
    """Data that come as near to a branch as any, and demand its result; ``None`` where that is no plain value."""
    if branch.table is not (computed.value if computed.points is None else computed.points):
        return None
    if computed.points_steps or (computed.points is None and computed.value_steps):
        return None
    if not isinstance(branch.result, Constant):
        return None
    wanted: Value = branch.result.value
    spot = branch.asked[0][0]
    found = find(scene, *_towards(program, scene, branch, spot))
    if not isinstance(found, Found):
        return None

    def breaks(observed: tuple[Observed, ...]) -> bool:
        return observed[0] != wanted

    shape = program.declared[computed.code].result.shape
    demand = Demand(computed.code, wanted, shape, Facet.RESULT, codes_of(spot))
    return Counterexample(found.given, found.rows, (demand,), breaks, reason=found.reason)


def _towards(program: Program, scene: Scene, branch: Branch, spot: Spot) -> list[z3.BoolRef]:
    """Conditions that bring the operand of bands to its end on the side of the band."""
    table = branch.table
    if not isinstance(table, nodes.Bands):
        symbols = [scene.at(part, spot).present for part in operands(table) if not isinstance(part, Constant)]
        return symbols[:1]
    operand = scene.at(table.operand, spot)
    interval = bounds(program.facts.of(table.operand))
    band = interval_of_band(table.bands[branch.place])
    above = band.low is not None and interval.high is not None and band.low >= interval.high
    end, is_open = (interval.high, interval.high_open) if above else (interval.low, interval.low_open)
    goal = [operand.present]
    if end is not None and not is_open and operand.term is not None:
        there = operand.term == real(end)
        if isinstance(exists(scene, operand.present, there), Impossible):
            return goal
        goal.append(there)
    return goal


# ---------------------------------------------------------------- walking


class _Walk:
    """A walk through the formulas of one place, with the condition under which each part is asked."""

    def __init__(self, scene: Scene, seen: dict[tuple[int, Spot, int], None]) -> None:
        self._scene = scene
        self._seen = seen

    def branches(self, node: AnyNode, spot: Spot, condition: z3.BoolRef) -> Iterator[Branch]:
        """Branches of every table under a node."""
        key = (id(node), spot, condition.get_id())
        if key in self._seen:
            return
        self._seen[key] = None
        match node:
            case nodes.If():
                yield from self._if(node, spot, condition)
            case nodes.Bands():
                yield from self._bands(node, spot, condition)
            case nodes.Cases():
                yield from self._cases(node, spot, condition)
            case nodes.ByValues():
                yield from self._values(node, spot, condition)
            case nodes.Local(declaration=code, name=name):
                lines = self._scene.program.computed[code].where
                for line in lines:
                    if line.name == name:
                        yield from self.branches(line.node, spot, condition)
            case nodes.FunctionCall(body=body):
                yield from self.branches(body, spot, condition)
            case nodes.Shift() | nodes.AtPeriod() | nodes.AtElement():
                return
            case nodes.Aggregate(members=members):
                for member in members:
                    if member.over is None and member.value is not None:
                        yield from self.branches(member.value, spot, condition)
            case _:
                for part in operands(node):
                    yield from self.branches(part, spot, condition)

    def _rows(
        self,
        table: AnyNode,
        rows: Sequence[tuple[Span, AnyNode, z3.BoolRef, bool]],
        spot: Spot,
        condition: z3.BoolRef,
    ) -> Iterator[Branch]:
        """A branch for each row, but those that stand for all the rest, and the branches within their results."""
        for place, (span, result, taken, is_rest) in enumerate(rows):
            met = both(condition, taken)
            if not is_rest:
                text = " ".join(span.text.split())
                yield Branch(table, place, span, text, result, ((spot, met),))
            yield from self.branches(result, spot, met)

    def _if(self, node: nodes.If, spot: Spot, condition: z3.BoolRef) -> Iterator[Branch]:
        yield from self.branches(node.condition, spot, condition)
        chosen = self._scene.at(node.condition, spot)
        holds = FALSE if chosen.term is None else both(chosen.present, chosen.term)
        fails = FALSE if chosen.term is None else both(chosen.present, negation(chosen.term))
        rows = [(node.then.span, node.then, holds, False), (node.otherwise.span, node.otherwise, fails, False)]
        yield from self._rows(node, rows, spot, condition)

    def _bands(self, node: nodes.Bands, spot: Spot, condition: z3.BoolRef) -> Iterator[Branch]:
        yield from self.branches(node.operand, spot, condition)
        operand = self._scene.at(node.operand, spot)
        taken = [both(operand.present, one) for one in band_conditions(operand, node)]
        rows = [(band.span, band.result, one, False) for band, one in zip(node.bands, taken, strict=True)]
        yield from self._rows(node, rows, spot, condition)

    def _cases(self, node: nodes.Cases, spot: Spot, condition: z3.BoolRef) -> Iterator[Branch]:
        symbols = [TRUE_SYMBOL if row.condition is None else self._scene.at(row.condition, spot) for row in node.rows]
        taken = row_conditions(symbols)
        for row in node.rows:
            if row.condition is not None:
                yield from self.branches(row.condition, spot, condition)
        rows = [(row.span, row.result, one, row.condition is None) for row, one in zip(node.rows, taken, strict=True)]
        yield from self._rows(node, rows, spot, condition)

    def _values(self, node: nodes.ByValues, spot: Spot, condition: z3.BoolRef) -> Iterator[Branch]:
        if isinstance(node.operand, nodes.StateOf):
            return
        operand = self._scene.at(node.operand, spot)
        taken = value_conditions(self._scene, operand, node)
        rows = [(row.span, row.result, one, row.key is None) for row, one in zip(node.rows, taken, strict=True)]
        yield from self._rows(node, rows, spot, condition)
