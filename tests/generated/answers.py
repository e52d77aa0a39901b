"""The lines by which a declaration answers what may be missing, and what its result then is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from tests.generated.world import Number, World

_LINES: Sequence[tuple[str, Callable[[Number], bool], Callable[[Number], Number]]] = (
    ("zero divisor", lambda one: one.zero_divisor, lambda one: evolve(one, zero_divisor=False)),
    ("all equal", lambda one: one.all_equal, lambda one: evolve(one, all_equal=False)),
    ("nothing to count", lambda one: one.empty, lambda one: evolve(one, empty=False)),
    ("no data", lambda one: one.unknown, lambda one: evolve(one, unknown=False)),
)
"""Lines that answer: what each is about, and the number when it is answered."""
_STATES = ("not applicable", "not counted", "not computed")


def answered(
    world: World, number: Number, *, states: bool = True, numbers: bool = True, passes_on: bool = False
) -> tuple[str, Number]:
    """The lines that a declaration with this value needs, and its result.

    Without `states` every answer is a number, without `numbers` none is. What `passes_on` an unknown, as quantities do,
    need not answer it.
    """
    kinds = (("number",) if numbers else ()) + (_STATES if states else ())
    lines, computed = [], True
    for line, is_owed, without in _LINES:
        if is_owed(number) and not (line == "no data" and passes_on and world.chance()):
            text, number = _answer(world, without(number), kinds)
            lines.append(f"  {line}  {text}\n")
            computed = computed and text != "not computed"
    return "".join(lines), number if computed else evolve(number, unknown=True)


def _answer(world: World, number: Number, kinds: Sequence[str]) -> tuple[str, Number]:
    kind = world.pick(kinds)
    if kind == "not applicable":
        return kind, evolve(number, inapplicable=True)
    if kind == "not counted":
        return kind, evolve(number, uncounted=True)
    if kind == "not computed":
        return kind, number
    value = world.whole(0, 9)
    text = f"{value} {number.unit}".rstrip()
    low = None if number.low is None else min(number.low, Fraction(value))
    high = None if number.high is None else max(number.high, Fraction(value))
    return text, evolve(number, low=low, high=high)


def stepped(world: World, number: Number) -> tuple[str, Number]:
    """Some steps below a line `value` or `points`: roundings and limits."""
    lines = []
    for _ in range(world.whole(0, 2)):
        text, number = _step(world, number)
        lines.append(text)
    return "".join(lines), number


def _step(world: World, number: Number) -> tuple[str, Number]:
    unit = f" {number.unit}" if number.unit else ""
    kind = world.pick(("round", "not less than", "not more than"))
    if kind == "round" and number.exact:
        mode = world.pick(("half up", "half down", "half even", "up", "down", "ceiling", "floor"))
        decimals = world.whole(0, 3)
        low = None if number.low is None else number.low - 1
        high = None if number.high is None else number.high + 1
        return f"  round  {mode}, {decimals} decimal{'' if decimals == 1 else 's'}\n", evolve(
            number, low=low, high=high
        )
    if kind == "not more than":
        most = Fraction(world.whole(5, 20))
        high = most if number.high is None else min(number.high, most)
        low = None if number.low is None else min(number.low, most)
        return f"  not more than  {most}{unit}\n", evolve(number, low=low, high=high)
    least = Fraction(world.whole(-5, 2))
    low = least if number.low is None else max(number.low, least)
    high = None if number.high is None else max(number.high, least)
    return f"  not less than  {least}{unit}\n", evolve(number, low=low, high=high)
