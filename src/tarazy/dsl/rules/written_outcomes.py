"""The numbers that a formula of conditions and tables can give, where all of them are written out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.nodes import AnyNode, Bands, ByValues, Cases, Constant, If
from tarazy.dsl.typing.keys import key_of

MOST_COMBINATIONS = 4096
"""Combinations that are looked at; with more, nothing is said."""


@frozen
class Outcome:
    """A number that a formula can give, and the branch that is taken at each of its conditions for that."""

    value: fmpq
    branches: Mapping[Hashable, int] = field(factory=dict)


def written_outcomes(node: AnyNode) -> tuple[Outcome, ...] | None:
    """Every number that `node` can give; ``None`` where one of them is computed, or is a state."""
    match node:
        case Constant(value=fmpq() as value):
            return (Outcome(value),)
        case If(condition, then, otherwise):
            return _of_branches(("if", key_of(condition)), (then, otherwise))
        case Cases(rows):
            asked = tuple(None if row.condition is None else key_of(row.condition) for row in rows)
            return _of_branches(("cases", asked), tuple(row.result for row in rows))
        case Bands(operand, bands):
            ends = tuple((_end(band.low), band.low_open, _end(band.high), band.high_open) for band in bands)
            return _of_branches(("bands", key_of(operand), ends), tuple(band.result for band in bands))
        case ByValues(operand, rows):
            return _of_branches(("values", key_of(operand), len(rows)), tuple(row.result for row in rows))
        case _:
            return None


def combinations(parts: Sequence[tuple[Outcome, ...]]) -> Iterator[tuple[Outcome, ...]]:
    """Outcomes of several formulas that can come together: one condition turns out in one way for all of them."""
    found: list[tuple[Outcome, ...]] = [()]
    for outcomes in parts:
        found = [(*before, one) for before in found for one in outcomes if _agree(before, one)]
        if len(found) > MOST_COMBINATIONS:
            return
    yield from found


def _of_branches(condition: Hashable, results: Sequence[AnyNode]) -> tuple[Outcome, ...] | None:
    found: list[Outcome] = []
    for number, result in enumerate(results):
        outcomes = written_outcomes(result)
        if outcomes is None:
            return None
        chosen = {condition: number}
        found.extend(
            Outcome(one.value, {**one.branches, **chosen})
            for one in outcomes
            if one.branches.get(condition, number) == number
        )
    return tuple(found)


def _agree(before: Sequence[Outcome], one: Outcome) -> bool:
    return all(
        earlier.branches.get(condition, branch) == branch
        for earlier in before
        for condition, branch in one.branches.items()
    )


def _end(value: fmpq | None) -> str:
    return "" if value is None else str(value)
