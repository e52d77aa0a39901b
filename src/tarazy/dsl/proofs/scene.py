"""A program as conditions of the solver: inputs that may be chosen, and what every node is made of them.

What has no exact counterpart (a logarithm, a statistic over other bodies) becomes a free number within the interval
that the checker has found, so that what is proved of the conditions holds of the program. A number that is only known
by a product (a quotient of two data) is free likewise, and its condition is kept aside in `curved`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count

import z3
from attrs import define, field
from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.facts import Facts
from tarazy.dsl.intervals import WHOLE, Interval
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Facet, Local, ParameterValue, Result, Value
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.inputs import (
    DatumInput,
    GivenInput,
    Input,
    MemberInput,
    Spot,
    datum_term,
    grid_of,
    number_bounds,
    simple_numbers,
)
from tarazy.dsl.proofs.symbols import FALSE, TRUE, Symbol, chosen, either, real, within
from tarazy.dsl.proofs.verdicts import Sentence
from tarazy.dsl.states import State
from tarazy.dsl.typing.bounds import column_scale
from tarazy.dsl.value_types import CategoryType, DateType, DirectionType, NumberType, YesNoType


@define(eq=False)
class Scene:
    """Conditions gathered while nodes are turned into symbols.

    Parameters
    ----------
    meaning
        Turns a node at a place into a symbol.
    domain
        What holds of inputs and of numbers that are defined by linear conditions.
    grids
        That inputs have no more decimals than their columns.
    curved
        Conditions that are not linear, each with the number that it defines.
    free
        Why a number that no condition defines is free, each reason once.
    unknowns
        Values of which only facts are known.
    uncovered
        Where too few members of a declaration's aggregate are there, by the identity of the node and the place.
    shared
        What is found once for all places: kinds of a register's rows, cells of the row that is meant.
    compared, changed
        The scene that this one differs from in what is fixed, and the codes of all that depends on that.
    any_option
        Whether each option of a choice may be taken, and not only the one that the text takes.
    wished
        What is to hold where it can, since an example has it so: the first period, and the body in every list.
    ends
        Results of indicators with the least and the most that each can be: to try these first is often enough.
    fixed
        Symbols that stand for values of declarations in place of what these are computed from.
    """

    program: Program
    elements: Elements
    meaning: Callable[[Scene, AnyNode, Spot], Symbol]
    inputs: dict[object, Input] = field(factory=dict)
    domain: list[z3.BoolRef] = field(factory=list)
    grids: list[z3.BoolRef] = field(factory=list)
    curved: list[tuple[z3.ArithRef, z3.BoolRef]] = field(factory=list)
    free: dict[str, Sentence] = field(factory=dict)
    unknowns: list[Symbol] = field(factory=list)
    uncovered: dict[tuple[int, Spot], z3.BoolRef] = field(factory=dict)
    fixed: dict[tuple[str, Facet, Spot], Symbol] = field(factory=dict)
    memo: dict[tuple[object, Spot], Symbol] = field(factory=dict)
    shared: dict[object, object] = field(factory=dict)
    any_option: bool = False
    wished: list[z3.BoolRef] = field(factory=list)
    ends: dict[tuple[str, Spot], tuple[z3.ArithRef, fmpq, fmpq]] = field(factory=dict)
    compared: Scene | None = None
    changed: frozenset[str] = frozenset()
    _words: dict[str, int] = field(factory=dict)
    _numbers: Iterator[int] = field(factory=count)

    # ------------------------------------------------------------ words

    def word(self, text: str) -> int:
        """The number that stands for a word."""
        return self._words.setdefault(text, len(self._words))

    def words_by_number(self) -> Mapping[int, str]:
        """Words by the number that stands for each."""
        return {number: text for text, number in self._words.items()}

    def constant(self, value: Value) -> Symbol:
        """A value that is written down."""
        match value:
            case bool():
                return Symbol(TRUE if value else FALSE)
            case fmpq():
                return Symbol(real(value))
            case str():
                return Symbol(z3.IntVal(self.word(value)))
            case _:
                return Symbol(z3.IntVal(value.toordinal()))

    # ------------------------------------------------------------ inputs

    def datum(self, source: str, name: str, spot: Spot) -> Symbol:
        """A cell of a source at a place."""
        declared = self.program.sources[source]
        column = declared.column(name)
        assert column is not None
        own = tuple(pair for pair in spot.elements if pair[0] in declared.axes)
        back = spot.back if declared.has_period else 0
        key = ("datum", source, name, own, back)
        if key not in self.inputs:
            self.inputs[key] = self._new_datum(source, column, own, back)
        found = self.inputs[key]
        assert isinstance(found, DatumInput)
        return found.symbol

    def _new_datum(self, source: str, column: Column, own: tuple[tuple[str, str], ...], back: int) -> DatumInput:
        name = f"{source}.{column.name}{[code for _, code in own] or ''}{-back or ''}"
        words = [self.word(word) for word in self._words_of(column)]
        term = datum_term(name, column, words, self.domain)
        tried: tuple[fmpq, ...] = ()
        if isinstance(column.type, NumberType):
            interval = number_bounds(column)
            self.domain.append(within(term, interval))
            self.grids.extend(grid_of(name, column, term))
            tried = simple_numbers(interval, column_scale(column))
        states = column.states | (frozenset({State.ABSENT}) if back else frozenset())
        return DatumInput(source, column, own, back, Symbol(term, self.states(name, states)), tried)

    def _words_of(self, column: Column) -> tuple[str, ...]:
        match column.type:
            case CategoryType(words=words):
                return words
            case DirectionType():
                return ("higher", "lower")
            case _:
                return ()

    def states(self, name: str, states: frozenset[State]) -> dict[State, z3.BoolRef]:
        """Conditions for each of `states`, of which at most one holds."""
        if not states:
            return {}
        which = z3.Int(f"{name} state")
        self.domain += [which >= 0, which <= len(states)]
        ordered = sorted(states, key=lambda state: state.value)
        return {state: which == place for place, state in enumerate(ordered, start=1)}

    def member(self, code: str) -> z3.BoolRef:
        """Whether the body is in a list of bodies."""
        key = ("member", code)
        if key not in self.inputs:
            self.inputs[key] = MemberInput(code, z3.Bool(f"in {code}"))
            self.wished.append(z3.Bool(f"in {code}"))
        found = self.inputs[key]
        assert isinstance(found, MemberInput)
        return found.holds

    @property
    def has_lists(self) -> bool:
        """Whether anything depends on the lists that the body is in."""
        return any(isinstance(one, MemberInput) for one in self.inputs.values())

    def given(self, code: str, facet: Facet, spot: Spot, interval: Interval, label: str = "") -> Symbol:
        """A value of a declaration that is chosen; `label` tells several choices of it apart."""
        term = z3.Real(f"{code}.{facet.value}{[one for _, one in spot.elements] or ''}{label}")
        self.domain.append(within(term, interval))
        given = GivenInput(code, facet.value, spot.elements, term, simple_numbers(interval, fmpq(1)))
        self.inputs["given", code, facet, spot, label] = given
        return Symbol(term)

    # ------------------------------------------------------------ numbers without a closed form

    def fresh(self, interval: Interval = WHOLE) -> z3.ArithRef:
        """A new number within an interval."""
        term = z3.Real(f"number {next(self._numbers)}")
        self.domain.append(within(term, interval))
        return term

    def fresh_steps(self) -> z3.ArithRef:
        """A new whole number."""
        return z3.Int(f"steps {next(self._numbers)}")

    def opaque(self, node: AnyNode, reason: Sentence | None) -> Symbol:
        """A node of which only its facts are known; `reason` says why."""
        facts = self.facts(node)
        return self.unknown(facts, reason)

    def unknown(self, facts: Facts, reason: Sentence | None) -> Symbol:
        """A value of which only these facts are known."""
        if reason is not None:
            self.free[reason.text] = reason
        name = f"unknown {next(self._numbers)}"
        term: z3.ExprRef
        match facts.type:
            case NumberType() | None:
                term = z3.Real(name)
                self.domain.append(within(term, facts.interval or WHOLE))
            case YesNoType():
                term = z3.Bool(name)
            case CategoryType(words=words):
                term = z3.Int(name)
                self.domain.append(either([term == self.word(word) for word in words]))
            case DateType():
                term = z3.Int(name)
            case _:
                term = z3.Int(name)
        found = Symbol(term, self.states(name, facts.may))
        self.unknowns.append(found)
        return found

    def facts(self, node: AnyNode) -> Facts:
        """What the checker found of a node; nothing of a node that it never met."""
        return self.program.facts.of(node) if node in self.program.facts else Facts(frozenset(), None)

    def interval(self, node: AnyNode) -> Interval:
        """What a number can be."""
        return self.facts(node).interval or WHOLE

    def parameter(self, node: ParameterValue) -> Symbol:
        """A parameter: the value of one of the periods, the same wherever it stands."""
        declared = self.program.parameters[node.parameter]
        if declared.options and self.any_option:
            return self.unknown(self.facts(node), None)
        rows = [value for _, value in declared.by_period]
        if len(rows) == 1:
            return self.at(rows[0], Spot())
        key = (("parameter", node.parameter), Spot())
        if key not in self.memo:
            self.memo[key] = self._one_of([self.at(row, Spot()) for row in rows])
        return self.memo[key]

    def _one_of(self, rows: list[Symbol]) -> Symbol:
        """The value of the period that is evaluated: all parameters have those of one period."""
        which = z3.Int("period")
        self.domain += [which >= 0, which < len(rows)]
        self.wished.append(which == 0)
        found = rows[-1]
        for place, row in reversed(list(enumerate(rows[:-1]))):
            found = chosen(which == place, row, found)
        return found

    def at(self, node: AnyNode, spot: Spot) -> Symbol:
        """A node at a place."""
        key = (id(node), spot)
        if key not in self.memo and self.compared is not None and not self.depends(node):
            return self.compared.at(node, spot)
        if key not in self.memo:
            self.memo[key] = self.meaning(self, node, spot)
        return self.memo[key]

    def depends(self, node: AnyNode) -> bool:
        """Whether a node rests on what differs from the compared scene."""
        return any(isinstance(one, Result | Local) and one.declaration in self.changed for one in walk(node))

    def beside(self, changed: frozenset[str]) -> Scene:
        """A scene in which all is as in this one, but for declarations of `changed`."""
        other = Scene(self.program, self.elements, self.meaning, self.inputs, self.domain, self.grids, self.curved)
        other.free, other.unknowns, other.shared, other.wished = self.free, self.unknowns, self.shared, self.wished
        other.compared, other.changed = self, changed
        other._words, other._numbers = self._words, self._numbers
        return other

    def of_edition(self, program: Program, elements: Elements) -> Scene:
        """A scene of another edition that adds its conditions to those of this one."""
        other = Scene(program, elements, self.meaning, {}, self.domain, self.grids, self.curved, self.free)
        other.unknowns, other.wished = self.unknowns, self.wished
        other._words, other._numbers = self._words, self._numbers
        return other
