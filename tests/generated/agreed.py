"""What is agreed besides numbers: secrecy, assessors, drafts, corrections, checks, units, names in languages."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tests.generated.answers import answered
from tests.generated.computed import aggregate
from tests.generated.data import absent
from tests.generated.formulas import condition, number
from tests.generated.world import Number, World

ZERO, TEN = Fraction(0), Fraction(10)


def secrecy(world: World) -> Number:
    """A source with a mark of secrecy, a value made of it, and sometimes a release."""
    name = world.new()
    if world.first("secrecy"):
        world.add(f"classification marks{world.label()}\n  ordered  open, service, secret\n")
        world.add(
            f'source rolls\n  classified  {world.pick(("service", "secret"))}\n  file  "rolls.csv"\n'
            f"  key  body, {world.key}\n  columns\n    people:  number, 0 decimals, 1 to 1000\n"
        )
        rows = [[body, period, str(world.whole(1, 1000))] for period in world.periods for body in world.bodies]
        world.table("rolls.csv", ("body", world.key, "people"), rows)
    released = world.chance()
    value = "if(report.fact > rolls.people; 1; 0)" if released else "report.fact / rolls.people"
    world.add(f"quantity {name}{world.label()}\n  value  {value}\n")
    if released:
        world.add(f"release {world.new('shown')} of {name}\n  basis  order p. 52\n  keeps  open\n")
    return world.known(Number("", low=ZERO, high=Fraction(1000), sourced=True), name)


def assessor(world: World) -> Number:
    """Who assesses by an aggregate, and who does where that would be itself."""
    of = aggregate(world)
    by, other = world.bodies[:2]
    if world.first("role"):
        world.add(f"role inspectorate{world.label()}\n  held by  {by}\n")
    supported = f"  supported by  {other}\n" if world.chance() else ""
    world.add(
        f"assessor {world.new('of')} of {of.text}\n  basis  order p. 24\n  by  {world.pick(('inspectorate', by))}\n"
        f"  exceptions\n    {by}:  {other}\n{supported}"
    )
    return of


def draft(world: World) -> None:
    """What an act leaves open, and what rests on it."""
    hole = f'undetermined "{world.pick(("the coefficient", "коэффициент не установлен"))}"'
    form = world.pick(("value", "points", "no data"))
    if form == "value":
        world.add(f"quantity {world.new()}\n  value  report.fact * {hole}\n  settled by  council\n")
    elif form == "points":
        world.add(
            f"indicator {world.new()}{world.label()}\n  better  higher\n  value  report.fact\n"
            "  points  by bands of value\n"
            f"    from | below | points\n         | 10 | 0\n    10 | | {hole}\n  not more than  10 points\n"
            "  settled by  council\n"
        )
    else:
        world.add(
            f"indicator {world.new()}\n  better  lower\n  value  report.change\n  points  limit(value; from 0; to 5)\n"
            f"  no data  {hole}\n  settled by  council\n"
        )


def correction(world: World) -> None:
    """Corrections of the report, sometimes in two stages; nothing else changes."""
    if not world.first("correction"):
        return
    for corrects, name in (("report", "recheck"), ("recheck", "appeal"))[: world.whole(1, 2)]:
        world.add(
            f'source {name}{world.label()}\n  corrects  {corrects}\n  stage  "after {name}"\n  file  "{name}.csv"\n'
            f"  key  body, {world.key}\n  columns\n    fact:  number, 2 decimals, 0 to 1000, may be absent\n"
            + ("    ground:  text, may be absent\n" if corrects == "report" else "")
        )
        titles = ("body", world.key, "fact", *(("ground",) if corrects == "report" else ()))
        rows = [
            [body, period, absent(world, world.decimal(0, 1000, 2)), *(("act 7",) if corrects == "report" else ())]
            for period in world.periods
            for body in world.bodies
            if world.chance()
        ]
        world.table(f"{name}.csv", titles, rows)


def check(world: World) -> None:
    """A condition that results should meet."""
    asked = world.pick(
        (condition(world).text, "may equal(report.plan / 100; report.fact / 1000)", "report.rate <= 100 %")
    )
    world.add(f"check {world.new('check')}{world.label()}\n{world.norm()}  holds  {asked}\n")


def worked_example(world: World) -> Number:
    """An example worked by hand."""
    name = world.new()
    world.add(f"quantity {name}\n  value  2 * report.fact\n")
    world.add(f'example "twice as much"\n  given\n    report.fact:  3.5\n  expect\n    {name}:  7\n')
    return world.known(Number("", low=ZERO, high=Fraction(2000), sourced=True), name)


def units(world: World) -> Number:
    """Units of the methodology's own, and amounts that are converted."""
    if world.first("units of its own"):
        world.add(f"dimension loan{world.label()}\n")
        world.add("unit dozen\n  value  12 loan\n")
    made, name = world.new(), world.new()
    world.add(f"quantity {made}\n  value  {world.whole(1, 9)} dozen + {world.whole(1, 9)} loan\n")
    cost = world.pick(world.usable("KZT"))
    value = evolve(cost.joined(text=""), unit="", low=ZERO, high=None)
    text = world.pick(
        (
            f"if({made} > 20 loan and {cost.text} < 2 thousand KZT; 1; 0)",
            f"if({cost.text} / {made} >= 3 KZT per loan; 2; 1)",
        )
    )
    lines, value = answered(world, value)
    world.add(f"quantity {name}\n  value  {text}\n{lines}")
    return world.known(evolve(value, high=TEN, sourced=True), name)


def called_in_languages(world: World) -> Number:
    """A declaration with a code, and with names and labels in the other languages."""
    name, value = world.new(), number(world, 1)
    at = world.named
    lines, value = answered(world, value, passes_on=True)
    labels = f'  label kk  "Үлес {at}"\n' if world.chance() else ""
    russian = f"  name ru  доля_строки_{at}\n" if world.chance() else ""
    world.add(
        f'quantity {name} "Share"\n  code  c_{at}\n  name kk  үлес_саны_{at}\n{russian}{labels}'
        f"  value  {value.text}\n{lines}"
    )
    return world.known(value, name)


def every(world: World) -> None:
    """A line for all declarations of a role."""
    role = world.pick(("quantity", "score", "block"))
    if world.first(f"every {role}"):
        world.add(f"every {role}\n  {world.pick(('basis  order p. 8', 'shown with  3 decimals'))}\n")
