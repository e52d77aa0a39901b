"""Former periods, parameters that an act changes, targets, choices, days and calendars."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tests.generated.answers import answered
from tests.generated.world import FIRST_DAYS, Number, World


def former(world: World) -> Number:
    """A value of a former period, or a statistic of several."""
    name, of = world.new(), world.pick(_without_bodies(world))
    unit = world.period
    selector = world.pick((f"previous {unit}", "previous year", f"2 {unit}s ago", world.periods[0]))
    text = f"{of.text}[{selector}]"
    if world.chance():
        call = world.pick(("sum", "mean", "min", "max"))
        text = f"{call}({of.text}[last {world.whole(2, 3)} {unit}s])"
    if world.chance(3):
        text = f"{of.text} - {text}"
    value = evolve(of.joined(text=text), unknown=True)
    lines, value = answered(world, value)
    world.add(f"quantity {name}{world.label()}\n{world.norm()}  value  {text}\n{lines}")
    return world.known(evolve(value, low=None, high=None), name)


def _without_bodies(world: World) -> list[Number]:
    """Numbers by period: columns of the report and what is computed."""
    return [one for one in world.usable() if not one.text.startswith("body.") and "(" not in one.text and one.timely]


def parameter(world: World) -> Number:
    """A number that an act gives, sometimes another one from a period on, sometimes for an example's sake."""
    name, mark = world.new(), " illustrative" if world.chance(4) else ""
    values = [world.pick(("0.5", "2", "1_000.25", "3", "80 %")) for _ in range(3)]
    if "80 %" in values:
        values = ["80 %", "90 %", "12.5 %"]
    if world.chance():
        starts = [world.periods[0], world.pick((world.periods[1], FIRST_DAYS[world.periods[1]]))]
        rows = "".join(f"    {start}:  {value}{mark}\n" for start, value in zip(starts, values, strict=False))
        text = f"  value\n{rows}"
    else:
        text = f"  value  {values[0]}{mark}\n"
    world.add(f"parameter {name}{world.label()}\n  basis  order p. 7\n{text}")
    found = Number(name, low=Fraction("0.1"), high=Fraction(1001), timely=False)
    if "%" in values[0]:
        quantity = world.new()
        world.add(f"quantity {quantity}\n  value  if(report.rate >= {name}; 1; 0)\n")
        return world.known(Number("", low=Fraction(0), high=Fraction(900), sourced=True), quantity)
    world.numbers.append(found)
    return found


def choice(world: World) -> Number:
    """A way of computing that is chosen, and a table with a row for each."""
    name, quantity, options = world.new(), world.new(), ("strict", "lenient", "mixed")[: world.whole(2, 3)]
    listed = "".join(f'    {one}:  "{one} reading"\n' for one in options)
    world.add(f"choice {name}{world.label()}\n  value  {world.pick(options)}\n  options\n{listed}")
    parts = [world.pick(world.usable()) for _ in options]
    value = parts[0].joined(*parts[1:], text="")
    lines, value = answered(world, value)
    rows = "".join(f"    {one} | {part.text}\n" for one, part in zip(options, parts, strict=True))
    world.add(f"quantity {quantity}\n  value  by values of {name}\n    value | points\n{rows}{lines}")
    return world.known(value, quantity)


def target(world: World) -> Number:
    """A planned value of an indicator."""
    name, indicator = world.new("planned"), world.new()
    rows = "".join(f"    {period}:  {world.whole(1, 9)}\n" for period in world.periods[:2])
    world.add(f"target {name} of {indicator}{world.label()}\n  value\n{rows}")
    world.add(
        f"indicator {indicator}{world.label()}\n  better  higher\n  value  report.fact / report.plan\n"
        f"  points  10 * limit(value / {name}; from 0; to 1)\n"
    )
    return world.known(Number("", "points", Fraction(0), Fraction(10), sourced=True), indicator)


def deadline(world: World) -> Number:
    """Working days between two days."""
    if world.first("calendar"):
        world.add(
            "calendar offices\n  version  1\n  in force from  2022-01-01\n  in force until  2024-12-31\n  rows\n"
            '    day | worked | why\n    2023-05-01 | no | "holiday"\n    2023-05-06 | yes | "worked for another"\n'
        )
    day, taken, prompt = world.new(), world.new(), world.new()
    world.add(
        f"quantity {day}\n  value  working day after(report.day; {world.whole(0, 9)} working days; calendar offices)\n"
    )
    world.add(f"quantity {taken}\n  value  working days(2023-01-02; report.day; calendar offices)\n")
    world.add(
        f"quantity {prompt}\n  value  if({day} <= 2023-06-30 and {taken} < {world.whole(9, 200)} working days; 1; 0)\n"
    )
    return world.known(Number("", low=Fraction(0), high=Fraction(1), sourced=True), prompt)
