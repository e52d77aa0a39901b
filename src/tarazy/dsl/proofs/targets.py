"""What proofs are about: declarations at each place of their lists, and the words that name them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

from tarazy.dsl.declarations import Computed, Role
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.units import Unit
from tarazy.dsl.value_types import NumberType

SUMMARIES = frozenset({Role.CRITERION, Role.PART, Role.BLOCK, Role.SCORE})
"""Roles that put others together."""


def in_points(program: Program, computed: Computed) -> bool:
    """Whether the result of a declaration is points."""
    facts = program.declared[computed.code].result
    if not isinstance(facts.type, NumberType) or facts.shape is None:
        return False
    return computed.gives_points or _is_points(facts.shape.unit) or computed.role in SUMMARIES


def _is_points(unit: Unit) -> bool:
    return dict(unit.factors) == {"point": 1}


MOST_PLACES = 40
"""Of so many places of a declaration each is gone through."""


def spots_of(program: Program, code: str, elements: Elements) -> Sequence[Spot]:
    """Places of a declaration along its lists. Where their elements are not known, or are very many, it is one place of
    which only what its columns allow is known, and what is proved there holds at each.
    """
    axes = [axis for axis in program.axes_of[code] if axis not in (PERIOD, program.body_axis)]
    choices: list[tuple[str, ...]] = []
    for axis in axes:
        family = next((one.list for one in program.computed[code].families if one.axis == axis), axis)
        known = elements.of(family) if family in program.lists else None
        if known is None:
            return (Spot(),)
        choices.append(known)
    if prod(map(len, choices)) > MOST_PLACES:
        return (Spot(),)
    return [Spot(tuple(sorted(zip(axes, chosen, strict=True)))) for chosen in product(*choices)]


def codes_of(spot: Spot) -> tuple[str, ...]:
    """The elements of a place."""
    return tuple(code for _, code in spot.elements)


def named(code: str, spot: Spot) -> str:
    """A declaration at a place, in words."""
    return f"{code}[{', '.join(codes_of(spot))}]" if spot.elements else code


def axes_left(program: Program, axes: frozenset[str]) -> frozenset[str]:
    """Axes other than those of the body and the period."""
    return axes - {PERIOD, program.body_axis}
