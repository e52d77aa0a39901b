"""The exact interpreter: a program and a snapshot of data give cells, each when it is asked for.

Nothing is recorded: what the trace shows is asked again of the same functions.
"""

from __future__ import annotations

import sys

from tarazy.dsl.declarations import Computed, MemberRule
from tarazy.dsl.graph import all_roots
from tarazy.dsl.intervals import Interval
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AnyNode, Facet, MayEqual
from tarazy.dsl.outside import Outside
from tarazy.interpreter.cells import Cell
from tarazy.interpreter.meaning.compiler import Compiler, Meaning, Overrides
from tarazy.interpreter.meaning.declared import Rule, StepRecord
from tarazy.interpreter.meaning.grouped_rows import ask_together
from tarazy.interpreter.meaning.member_policies import MostPoints
from tarazy.interpreter.meaning.members import MemberRecord
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.meaning.rounded_inputs import stretch
from tarazy.interpreter.meaning.rows import RowsTaken
from tarazy.interpreter.meaning.table import MEANINGS
from tarazy.interpreter.snapshot_protocol import ProgramProtocol, SnapshotProtocol
from tarazy.interpreter.successors_data import with_successors_data

RECURSION = 50_000
"""Depth of calls allowed: a chain of declarations takes about ten calls for each."""


class Evaluation:
    """Cells of a program on a snapshot.

    A place is a tuple of entries along `program.axes`: an element's code, a period, or ``None`` where what is asked has
    not that axis.

    Parameters
    ----------
    program, snapshot
        What is evaluated, and on which data.
    overrides
        Cells put in place of computed ones, by code, facet and the entries along the declaration's own axes in
        the order of `program.axes`. A value put in goes on to points and rules; a result does not.

    Declarations are computed by calls within calls, as deep as they are computed from each other; making an evaluation
    raises the depth that Python allows where it is lower.

    Every method raises :class:`~tarazy.interpreter.meaning.plan_errors.PlanError` for what the data make impossible to
    compute, as a tie of irrational numbers that cannot be decided (X520).
    """

    def __init__(
        self, program: ProgramProtocol, snapshot: SnapshotProtocol, overrides: Overrides | None = None
    ) -> None:
        sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
        self._compiler = Compiler(program, with_successors_data(program, snapshot), overrides or {}, MEANINGS)

    def stretches(self, node: AnyNode, place: Place) -> tuple[tuple[AnyNode, Interval], ...]:
        """The possible values of both sides of each ``may equal`` under `node`."""
        found = [side for part in walk(node) if isinstance(part, MayEqual) for side in (part.left, part.right)]
        return tuple((side, stretch(side, place, self._compiler)) for side in found)

    def result(self, code: str, place: Place) -> Cell:
        """What a declaration gives."""
        return self._compiler.declaration(code).result(place)

    def results(self, code: str) -> Meaning:
        """What a declaration gives, as a function of the place; for whoever asks at many."""
        return self._compiler.declaration(code).result

    def facet(self, code: str, facet: Facet, place: Place) -> Cell:
        """A declaration's result, its value, or what its last rounding was given."""
        return self._compiler.declaration(code).facet(facet, place)

    def local(self, code: str, name: str, place: Place) -> Cell:
        """A name of a declaration's legend."""
        return self._compiler.declaration(code).local(name)(place)

    def meaning(self, node: AnyNode) -> Meaning:
        """What computes a node at a place; for a caller that asks for many places."""
        return self._compiler.compile(node)

    def node(self, node: AnyNode, place: Place) -> Cell:
        """Any node of the graph."""
        return self._compiler.compile(node)(place)

    def steps(self, code: str, place: Place) -> tuple[StepRecord, ...]:
        """Steps of a declaration with the cell before and after each; those under `value` first."""
        return self._compiler.declaration(code).steps(place)

    def members(self, node: Aggregate, place: Place) -> tuple[MemberRecord, ...]:
        """Members of an aggregate, those left out too."""
        return self._compiler.aggregate(node).records(place)

    def most_points(self, node: Aggregate, place: Place) -> MostPoints | None:
        """Points that could be had of an aggregate, before and after members have left by a policy that says so."""
        return self._compiler.aggregate(node).most_points(place)

    def member_rule(self, node: Aggregate, place: Place) -> MemberRule | None:
        """The rule for members of an aggregate that has acted."""
        return self._compiler.aggregate(node).rule_used(place)

    def ask_together(self) -> None:
        """Ask for the aggregates over registers of all declarations in one question each, before all are computed."""
        asked = (
            self._compiler.aggregate(node).grouped
            for computed in self._compiler.program.computed.values()
            for root in all_roots(computed)
            for node in walk(root)
            if isinstance(node, Aggregate)
        )
        ask_together(one for one in asked if one is not None)

    def rows(self, node: Aggregate, place: Place) -> RowsTaken:
        """Rows of a register behind an aggregate over them."""
        return self._compiler.aggregate(node).rows(place)

    def outside(self, computed: Computed, place: Place) -> Outside | None:
        """By what a declaration does not apply to the body of a place, if a scope or a conflict says so."""
        return self._compiler.outside(computed, place)

    def rule_fired(self, code: str, place: Place) -> Rule | None:
        """The rule that gave a declaration's result or acted on its members; ``None`` where the formula alone did."""
        return self._compiler.declaration(code).rule_fired(place)
