"""Registers: events by body and day, counted and summed."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tests.generated.answers import answered
from tests.generated.data import absent
from tests.generated.groups import MIDDLE
from tests.generated.world import FIRST_DAYS, Number, World

ZERO = Fraction(0)
KINDS = ("complaint", "request", "proposal")
_CONDITIONS = (
    "kind = complaint",
    "kind != request",
    "has(answered) and answered <= due",
    "has(cost) and cost > 10",
    'body.region = "N"',
    "due >= 2023-01-15",
    "has(answered) and answered - due > 3 days or kind = proposal",
    "marks = 5",
)


def _register(world: World) -> None:
    """A register of appeals with its rows, once."""
    if not world.first("register"):
        return
    covered = "".join(f'  file  "appeals_{at}.csv", period {period}\n' for at, period in enumerate(world.periods))
    world.add(
        f"register appeals{world.label()}\n  kind  other official information\n  holder  statistics\n"
        f"{covered}  key  appeal\n  belongs to  body, due\n  columns\n    body:  bodies\n"
        "    kind:  one of complaint, request, proposal\n    due:  date\n    answered:  date, may be absent\n"
        "    cost:  number, 2 decimals, 0 and above, may be absent\n    marks:  number, 0 decimals, 1 to 5\n"
    )
    known = 0
    for at, period in enumerate(world.periods):
        rows = []
        for _ in range(world.whole(0, 5)):
            known += 1
            month = FIRST_DAYS[period][:8]
            rows.append(
                [
                    str(known),
                    world.pick(world.bodies),
                    world.pick(KINDS),
                    f"{month}{world.whole(10, 28)}",
                    absent(world, f"{month}{world.whole(10, 28)}"),
                    absent(world, world.decimal(0, 50, 2)),
                    str(world.whole(1, 5)),
                ]
            )
        world.table(f"appeals_{at}.csv", ("appeal", "body", "kind", "due", "answered", "cost", "marks"), rows)


def register(world: World) -> Number:
    """A count, share, sum or statistic of the rows of a body and period."""
    _register(world)
    name = world.new()
    over = world.pick(("appeals", "appeals", f"appeals[last 2 {world.period}s]", f"appeals[previous {world.period}]"))
    only = f"; only {world.pick(_CONDITIONS)}" if world.chance() else ""
    kind = world.pick(("count", "share", "sum", "mean", "median", "min", "max", "distinct count", "weighted mean"))
    operand = world.pick(("marks", "marks * 2", "marks / body.size", "if(kind = request; marks; 0)"))
    if kind == "count":
        text = f"1 * count({over}{only})"
    elif kind == "share":
        text = f"if(share({over}{only or '; only kind = complaint'}) >= 25 %; 1; 0)"
    elif kind == "weighted mean":
        text = f"weighted mean({operand}; weight marks; over {over}{only})"
    elif kind == "distinct count":
        text = f"1 * distinct count({world.pick(('kind', 'marks'))}; over {over}{only})"
    else:
        which = f"; {world.pick(MIDDLE)}" if kind == "median" else ""
        text = f"{kind}({operand}; over {over}{only}{which})"
    value = Number("", low=ZERO, unknown=True, empty=True, zero_divisor=kind == "weighted mean", sourced=True)
    lines, value = answered(world, value)
    world.add(f"quantity {name}{world.label()}\n{world.norm()}  value  {text}\n{lines}")
    return world.known(evolve(value, low=None, high=None), name)


def quotient(world: World) -> Number:
    """A share of the rows that a condition leaves, with both bases in a legend."""
    _register(world)
    name = world.new()
    base = world.pick(("has(answered)", "kind != proposal"))
    value = Number("A / B", "points", ZERO, Fraction(10), zero_divisor=True, unknown=True, sourced=True)
    lines, value = answered(world, value)
    world.add(
        f"indicator {name}{world.label()}\n  better  higher\n  value  A / B\n  where\n"
        f'    A:  count(appeals; only {base} and kind = complaint)  "complaints"\n    B:  count(appeals; only {base})\n'
        f"  points  first that holds\n    when | points\n    value >= 50 % | 10\n    otherwise | 2\n{lines}"
    )
    return world.known(value, name)
