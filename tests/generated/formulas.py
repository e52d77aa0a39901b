"""Formulas over the numbers that a program has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from tests.generated.world import Number, World

_ONE = Fraction(1)


def number(world: World, depth: int = 2, *, exact: bool = False) -> Number:
    """A pure number."""
    if depth == 0 or world.chance(4):
        return _leaf(world, exact)
    shapes = _SHAPES if exact else (*_SHAPES, *_INEXACT)
    return world.pick(shapes)(world, depth - 1)


def _leaf(world: World, exact: bool) -> Number:
    usable = world.usable(exact=exact)
    if usable and not world.chance(4):
        return world.pick(usable)
    value = world.pick(("2", "10", "0.5", "12.25", "1_000", "3"))
    bound = Fraction(value.replace("_", ""))
    return Number(value, "", bound, bound, timely=False)


def condition(world: World, depth: int = 1) -> Number:
    """A condition, with the facts of the numbers in it; its bounds mean nothing."""
    if depth and world.chance(3):
        left, right = condition(world, depth - 1), condition(world, depth - 1)
        return left.joined(right, text=f"({left.text} {world.pick(('and', 'or'))} {right.text})")
    if world.chance(6):
        inner = condition(world, 0)
        return evolve(inner, text=f"not({inner.text})")
    words = world.pick(
        ("", "", "body.kind = central", "report.channel != post", "report.signed", "report.day >= 2023-01-15")
    )
    if words:
        return Number(words)
    left, right = number(world, 0, exact=True), number(world, 0, exact=True)
    return left.joined(right, text=f"{left.text} {world.pick(('=', '!=', '<', '<=', '>', '>='))} {right.text}")


# ---------------------------------------------------------------- shapes


def _bounds(*ends: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest of some bounds, of which any may be missing."""
    there = [one for one in ends if one is not None]
    return (None, None) if len(there) < len(ends) else (min(there), max(there))


def _in_brackets(one: Number) -> str:
    return one.text if one.text.replace("_", "").replace(".", "").replace("`", "").isalnum() else f"({one.text})"


def _sum(world: World, depth: int) -> Number:
    left, right = number(world, depth), number(world, depth)
    if world.chance():
        ends = (_plus(left.low, right.low), _plus(left.high, right.high))
        return left.joined(right, text=f"{_in_brackets(left)} + {_in_brackets(right)}", low=ends[0], high=ends[1])
    ends = (_minus(left.low, right.high), _minus(left.high, right.low))
    return left.joined(right, text=f"{_in_brackets(left)} - {_in_brackets(right)}", low=ends[0], high=ends[1])


def _plus(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def _minus(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left - right


def _times(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left * right


def _product(world: World, depth: int) -> Number:
    left, right = number(world, depth), number(world, depth)
    low, high = _bounds(*(_times(one, other) for one in (left.low, left.high) for other in (right.low, right.high)))
    return left.joined(right, text=f"{_in_brackets(left)} * {_in_brackets(right)}", low=low, high=high)


def _quotient(world: World, depth: int) -> Number:
    left, right = number(world, depth), number(world, 0, exact=True)
    text = f"{_in_brackets(left)} / {_in_brackets(right)}"
    if right.low is not None and right.low > 0 and right.high is not None:
        ends = (left.low, left.high)
        low, high = _bounds(*(_over(one, other) for one in ends for other in (right.low, right.high)))
        return left.joined(right, text=text, low=low, high=high)
    if right.high is not None and right.high < 0:
        return left.joined(right, text=text)
    return evolve(left.joined(right, text=text), zero_divisor=True)


def _over(left: Fraction | None, right: Fraction) -> Fraction | None:
    return None if left is None else left / right


def _called(world: World, depth: int) -> Number:
    one, other = number(world, depth, exact=True), number(world, depth, exact=True)
    call = world.pick(("min", "max", "abs", "limit", "progress", "round", "minus", "square"))
    if call in ("min", "max"):
        low, high = _bounds(one.low, one.high, other.low, other.high)
        return one.joined(other, text=f"{call}({one.text}; {other.text})", low=low, high=high)
    if call == "abs":
        ends = _bounds(one.low, one.high)
        high = None if ends[0] is None or ends[1] is None else max(abs(ends[0]), abs(ends[1]))
        return one.joined(text=f"abs({one.text})", low=Fraction(0), high=high)
    if call == "limit":
        low, high = Fraction(world.whole(-3, 3)), Fraction(world.whole(4, 9))
        return one.joined(text=f"limit({one.text}; from {low}; to {high})", low=low, high=high)
    if call == "progress":
        start, end = Fraction(world.whole(-5, 4)), Fraction(world.whole(5, 90))
        ends = _bounds(*(None if at is None else (at - start) / (end - start) for at in (one.low, one.high)))
        return one.joined(text=f"progress({one.text}; from {start}; to {end})", low=ends[0], high=ends[1])
    if call == "round":
        mode, decimals = world.pick(("half up", "half even", "ceiling", "down")), world.whole(0, 3)
        ends = (_minus(one.low, _ONE), _plus(one.high, _ONE))
        places = f"{decimals} decimal{'' if decimals == 1 else 's'}"
        return one.joined(text=f"round({one.text}; {mode}; {places})", low=ends[0], high=ends[1])
    if call == "minus":
        low, high = _minus(Fraction(0), one.high), _minus(Fraction(0), one.low)
        return one.joined(text=f"-{_in_brackets(one)}", low=low, high=high)
    return one.joined(text=f"{_in_brackets(one)}^2")


def _chosen(world: World, depth: int) -> Number:
    asked, one, other = condition(world), number(world, depth), number(world, depth)
    low, high = _bounds(one.low, one.high, other.low, other.high)
    return one.joined(other, asked, text=f"if({asked.text}; {one.text}; {other.text})", low=low, high=high)


def _present(world: World, depth: int) -> Number:
    one, other = number(world, 0), number(world, depth)
    low, high = _bounds(one.low, one.high, other.low, other.high)
    return one.joined(other, text=f"first present({one.text}; {other.text})", low=low, high=high)


def _asked(world: World, depth: int) -> Number:
    one, other = number(world, 0), number(world, depth)
    low, high = _bounds(one.low, one.high, other.low, other.high)
    return one.joined(other, text=f"if(has({one.text}); {one.text}; {other.text})", low=low, high=high)


def _rated(world: World, depth: int) -> Number:
    """What is not compared with bare numbers: a rate, an amount or a day, behind a comparison of its kind."""
    asked, one, other = (
        world.pick(("report.rate >= 50 %", "report.cost < 2_000 KZT", "report.day - 2023-01-01 > 90 days")),
        number(world, depth),
        number(world, 0),
    )
    low, high = _bounds(one.low, one.high, other.low, other.high)
    return one.joined(other, text=f"if({asked}; {one.text}; {other.text})", low=low, high=high)


def _irrational(world: World, depth: int) -> Number:
    one = number(world, depth)
    text = world.pick((f"root(abs({one.text}))", f"ln(1 + abs({one.text}))", f"root(1 + abs({one.text}); 3)"))
    return evolve(one.joined(text=text), exact=False)


_SHAPES: Sequence[Callable[[World, int], Number]] = (
    _sum,
    _product,
    _quotient,
    _called,
    _chosen,
    _rated,
)
_INEXACT: Sequence[Callable[[World, int], Number]] = (_present, _asked, _irrational)
