"""Counts of a register's rows: rows of a kind are those for which the same conditions hold.

The conditions that counts of a register are narrowed by part its rows into kinds; of each kind there may be any number,
and one row stands for it in an example. So two counts of one register move together as they must.
"""

from __future__ import annotations

from itertools import product as patterns_of

import z3
from attrs import frozen

from tarazy.dsl.declarations import Column
from tarazy.dsl.graph import all_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, RowColumn, Value
from tarazy.dsl.over import OverRows
from tarazy.dsl.periods import containing, first_day, last_day, period_of_day
from tarazy.dsl.proofs.inputs import RowsInput, Spot, datum_term, number_bounds
from tarazy.dsl.proofs.numbers import quotient
from tarazy.dsl.proofs.reasons import ROWS
from tarazy.dsl.proofs.row_cells import cell_of
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import Symbol, both, negation, within
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.states import State
from tarazy.dsl.typing.keys import key_of
from tarazy.dsl.value_types import CategoryType, DirectionType, NumberType

_MOST_CONDITIONS = 4
_COUNTS = frozenset({AggregateKind.COUNT, AggregateKind.SHARE})


@frozen(eq=False)
class Kinds:
    """Kinds of rows: which of the conditions hold, and how many rows there are of each."""

    conditions: tuple[object, ...]
    counts: tuple[tuple[tuple[bool, ...], z3.ArithRef], ...]


def rows_symbol(scene: Scene, node: Aggregate, spot: Spot) -> Symbol:
    """A count or share of a register's rows; of any other aggregate only its facts are known."""
    member = node.members[0]
    over = member.over
    assert isinstance(over, OverRows)
    plain = node.kind in _COUNTS and member.value is None and not spot.elements and over.reach == spot.back == 0
    kinds = _kinds(scene, over.register) if plain else None
    if kinds is None:
        return scene.opaque(node, ROWS)
    everything = [count for _, count in kinds.counts]
    taken = everything
    if member.only is not None:
        place = kinds.conditions.index(key_of(member.only))
        taken = [count for pattern, count in kinds.counts if pattern[place]]
    number = z3.ToReal(z3.Sum(taken)) if taken else z3.RealVal(0)
    if node.kind is AggregateKind.COUNT:
        return Symbol(number)
    total = z3.ToReal(z3.Sum(everything))
    share = quotient(scene, scene.interval(node), number, total)
    return Symbol(share, {State.NOTHING_TO_COUNT: total == 0})


def _kinds(scene: Scene, code: str) -> Kinds | None:
    """Kinds of a register's rows; ``None`` where its conditions are not followed."""
    key = ("kinds", code)
    if key in scene.shared:
        found = scene.shared[key]
        return found if isinstance(found, Kinds) else None
    scene.shared[key] = made = _new_kinds(scene, scene.program.registers[code])
    return made


def _new_kinds(scene: Scene, register: RegisterDeclaration) -> Kinds | None:
    conditions = {key_of(one): one for one in _conditions(scene, register.code)}
    if len(conditions) > _MOST_CONDITIONS:
        return None
    apart = Scene(scene.program, scene.elements, scene.meaning)
    columns = {column.name: _cell(apart, register, column) for column in register.columns}
    for name, symbol in columns.items():
        apart.shared["column", register.code, name] = symbol
    found = [apart.at(one, Spot()) for one in conditions.values()]
    if apart.inputs or apart.free or any(one.term is None for one in found):
        return None
    counts = []
    for pattern in patterns_of((True, False), repeat=len(conditions)):
        cells = _row(apart, columns, found, pattern, register)
        if cells is not None:
            count = z3.Int(f"rows of {register.code} {[int(one) for one in pattern]}")
            scene.domain.append(count >= 0)
            scene.inputs["rows", register.code, pattern] = RowsInput(register.code, cells, count)
            counts.append((pattern, count))
    return Kinds(tuple(conditions), tuple(counts))


def _conditions(scene: Scene, code: str) -> list[AnyNode]:
    """Filters of counts of a register anywhere in the program."""
    nodes = [node for one in scene.program.computed.values() for root in all_roots(one) for node in walk(root)]
    members = [node.members[0] for node in nodes if isinstance(node, Aggregate) and node.kind in _COUNTS]
    return [
        member.only
        for member in members
        if isinstance(member.over, OverRows) and member.over.register == code and member.only is not None
    ]


def _cell(apart: Scene, register: RegisterDeclaration, column: Column) -> Symbol:
    words: tuple[str, ...] = ()
    match column.type:
        case CategoryType(words=several):
            words = several
        case DirectionType():
            words = ("higher", "lower")
        case _:
            pass
    name = f"{register.code}.{column.name}"
    term = datum_term(name, column, [apart.word(one) for one in words], apart.domain)
    if isinstance(column.type, NumberType):
        apart.domain.append(within(term, number_bounds(column)))
    if column.name == register.date:
        apart.domain.append(_within_period(apart, term))
    return Symbol(term, apart.states(name, column.states))


def _within_period(apart: Scene, term: z3.ArithRef) -> z3.BoolRef:
    """That a row belongs to the period that an example evaluates when it names none: the first in force."""
    head = apart.program.methodology
    parts = apart.program.parts
    start = None if head is None else head.in_force_from
    period = containing(1, parts) if start is None else period_of_day(start, parts)
    return both(term >= first_day(period).toordinal(), term <= last_day(period).toordinal())


def _row(
    apart: Scene,
    columns: dict[str, Symbol],
    conditions: list[Symbol],
    pattern: tuple[bool, ...],
    register: RegisterDeclaration,
) -> tuple[tuple[str, Value | State], ...] | None:
    """The cells of a row for which the conditions hold as in the pattern; ``None`` where there is no such row."""
    solver = z3.Solver()
    solver.set("rlimit", 1_000_000)
    solver.add(*apart.domain)
    for condition, holds in zip(conditions, pattern, strict=True):
        assert condition.term is not None
        solver.add(condition.present, condition.term if holds else negation(condition.term))
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    owners = {one.column for one in register.owners}
    read = {
        column.name: cell_of(model, columns[column.name], column, apart)
        for column in register.columns
        if column.name not in owners
    }
    used = {
        node.column for root in _conditions(apart, register.code) for node in walk(root) if isinstance(node, RowColumn)
    }
    used |= set() if register.date is None else {register.date}
    return tuple((name, cell) for name, cell in read.items() if name in used and cell is not None)
