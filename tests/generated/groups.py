"""Bodies among others: statuses, grades, ranks, statistics, selections, groups, variants, reorganisations."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tests.generated.answers import answered
from tests.generated.computed import aggregate, indicator
from tests.generated.formulas import condition, number
from tests.generated.world import FIRST_DAYS, Number, World

MIDDLE = ("mean of the middle two", "lower of the middle two", "upper of the middle two")
"""Which value a median of an even number of values is."""
ZERO, ONE, TEN = Fraction(0), Fraction(1), Fraction(10)


def status(world: World) -> Number:
    """A word for a number, the points of it, and how many have the word."""
    name, result, how_many = world.new(), world.new(), world.new()
    value = number(world, 1, exact=True)
    low, high = world.different(2, 2)
    credit = world.pick(("5", "0.5", "3 points"))
    lines, value = answered(world, value, numbers=False)
    world.add(
        f"status {name}{world.label()}\n{world.norm()}  value  by bands of {value.text}\n"
        f'    from | below | status | points | label\n         | {low} | missed | 0 | "Missed"\n'
        f'    {low} | {high} | partly | {credit} |\n    {high} | | reached | 10 | "Reached"\n{lines}'
    )
    given = evolve(value.joined(Number("", sourced=True), text=""), unit="points", low=ZERO, high=TEN)
    lines, given = answered(world, evolve(given, zero_divisor=False, empty=False, all_equal=False, unknown=True))
    world.add(
        f"indicator {result}\n  better  higher\n  value  max(report.plan; 1) * 1\n  points  points({name})\n{lines}"
    )
    call = world.pick(
        (f"1 * count(bodies; only {name} = reached)", f"if(share(bodies; only {name} != missed) > 50 %; 1; 0)")
    )
    share = evolve(value.joined(text=""), empty=True, unknown=True, low=ZERO, high=TEN)
    lines, share = answered(world, evolve(share, zero_divisor=False, all_equal=False), passes_on=True)
    world.add(f"quantity {how_many}\n  value  {call}\n{lines}")
    return world.known(given, result)


def grade(world: World) -> None:
    """A word for each stretch of a result in points."""
    of = _points(world)
    low, high = world.different(2, 2, least=0, most=15)
    world.add(
        f"grade {world.new('class')} of {of.text}{world.label()}\n  from | below | grade | label\n"
        f'       | {low} | weak | "Weak"\n  {low} | {high} | fair |\n  {high} | | good | "Good"\n'
    )


def _points(world: World) -> Number:
    """A result in points that a declaration gives."""
    usable = [one for one in world.usable("points", exact=True) if "." not in one.text]
    return world.pick(usable) if usable else indicator(world)


def rank(world: World) -> Number:
    """A place, and points for it."""
    of, name, points = _points(world), world.new("place"), world.new()
    order = world.pick(("highest first", "lowest first"))
    ties = world.pick(("ties share the better place", "ties share the mean place"))
    world.add(f"rank {name}{world.label()}\n{world.norm()}  value  rank({of.text}; over bodies; {order}; {ties})\n")
    value = of.joined(text=name)
    lines, value = answered(world, evolve(value, unit="", low=ONE, high=TEN, unknown=True), passes_on=True)
    world.add(f"quantity {points}\n  value  if({name} <= 2; 10; 1 / {name})\n{lines}")
    return world.known(evolve(value, low=None, high=None), points)


def statistic(world: World) -> Number:
    """A statistic over the bodies, or a value against those of the others."""
    name, of = world.new(), number(world, 1, exact=True)
    inner = f"report.plan + ({of.text})"
    kind = world.pick(("mean", "median", "min", "max", "sum"))
    over = world.pick(("bodies", "bodies", "other"))
    only = f"; only {world.pick(('kind = central', 'size > 2', 'body.size <= 5'))}" if world.chance(3) else ""
    which = f"; {world.pick(MIDDLE)}" if kind == "median" else ""
    text = f"{kind}({inner}; over {over}{only}{which})"
    if over == "other":
        text = f"{of.text} - {kind}({inner}; over other{only}{which})"
    value = evolve(of.joined(Number("", sourced=True), text=text), empty=True, unknown=True)
    lines, value = answered(world, value, passes_on=True)
    world.add(f"quantity {name}{world.label()}\n  value  {text}\n{lines}")
    return world.known(value, name)


def span(world: World) -> Number:
    """Points between the worst and the best of the group."""
    name, of = world.new(), number(world, 0, exact=True)
    value = evolve(of.joined(text=f"report.fact + ({of.text})"), unit="points", all_equal=True, empty=True)
    lines, result = answered(world, evolve(value, unknown=True, sourced=True))
    world.add(
        f"indicator {name}\n  better  {world.pick(('higher', 'lower'))}\n  value  {value.text}\n"
        f"  points  10 * progress(value; from worst(value; over bodies); to best(value; over bodies))\n"
        f"  not more than  {world.pick(('10 points', 'no limit'))}\n{lines}"
    )
    return world.known(evolve(result, low=None, high=None), name)


def selection(world: World) -> Number:
    """Bodies for which a condition holds, and a statistic of those."""
    name, how_many = world.new(), world.new()
    asked = condition(world)
    lines, _ = answered(world, asked.joined(text=""), states=False)
    lines = (
        lines.replace("\n", "|")
        .translate(str.maketrans("", "", "0123456789"))
        .replace("  |", "  no|")
        .replace("|", "\n")
    )
    if world.chance():
        group = _group(world)
        world.add(
            f"selection {name}{world.label()}\n  {world.pick(('never', 'always'))}  {group}\n"
            f"  only  {asked.text}\n{lines}"
        )
    else:
        world.add(
            f"selection {name}\n  value  first that holds\n    when | selected | label\n"
            f'    {asked.text} | yes | "By the act"\n'
            f'    body.size > 7 | no | "Too large"\n    otherwise | {world.pick(("yes", "no"))} |\n{lines}'
        )
    value = Number("", low=ZERO, high=TEN, empty=True, unknown=True)
    text = world.pick(
        (f"1 * count(bodies; only {name})", f"mean(report.fact; over bodies; only {name})", f"if({name}; 1; 0)")
    )
    lines, value = answered(world, value)
    world.add(f"quantity {how_many}\n  value  {text}\n{lines}")
    return world.known(evolve(value, high=Fraction(1000)), how_many)


def _group(world: World) -> str:
    """A part of the bodies, by a condition or by naming its members."""
    name = world.new("group")
    if world.chance():
        listed = ", ".join(world.sample(world.bodies, 1, 2))
        world.add(f"list {name} of bodies{world.label()}\n  members  {listed}\n")
    else:
        world.add(
            f"list {name} of bodies\n  only  {world.pick(('body.size > 3', 'body.kind = central', 'body = north'))}\n"
        )
    return name


def limited(world: World) -> Number:
    """A value for a part of the bodies only."""
    group, name = _group(world), world.new()
    line = world.pick(("applies to", "does not apply to"))
    value = number(world, 1)
    lines, value = answered(world, value, passes_on=True)
    world.add(f"quantity {name}\n  {line}  {group}\n  value  {value.text}\n{lines}")
    return world.known(evolve(value, inapplicable=True), name)


def variant(world: World) -> Number:
    """What holds otherwise for one body."""
    norm, name, total = world.new("norm"), world.new(), world.new()
    world.add(f"parameter {norm}\n  value  {world.whole(1, 50)}\n")
    world.add(f"quantity {name}{world.label()}\n  value  report.fact / {norm}\n")
    body = world.pick(world.bodies)
    world.add(
        f"variant {world.new('of')}{world.label()}\n  basis  order p. 9\n  body  {body}\n"
        f"{f'  leaves out  {name}' if world.chance() else ''}\n  settings\n    {norm}:  {world.whole(1, 50)}\n"
    )
    world.add(
        f"quantity {total}\n  mean  {name}, report.plan\n  needs  1, otherwise not applicable\n"
        "  not applicable members  not applicable\n"
    )
    return world.known(Number("", low=ZERO, high=Fraction(2000), inapplicable=True, unknown=True, sourced=True), name)


def reorganisation(world: World) -> Number:
    """A merger, and what the new body takes over from those before it."""
    name = world.new()
    if world.first("reorganisation"):
        former = world.bodies[: len(world.bodies) - 1][:2]
        forms = ("merger", "accession") if len(former) > 1 else ("transformation", "transfer of functions")
        world.add(
            f"reorganisation merged{world.label()}\n  date  {FIRST_DAYS[world.periods[1]]}\n"
            f"  form  {world.pick(forms)}\n"
            f"  former bodies  {', '.join(former)}\n  new bodies  {world.bodies[-1]}\n"
        )
    kin = world.pick(("predecessor", "successor", f"predecessor, previous {world.period}"))
    call = world.pick(("sum", "mean", "max"))
    value = Number("", unknown=True, empty=True, inapplicable=True, sourced=True)
    lines, value = answered(world, value)
    world.add(f"quantity {name}\n  value  {call}(report.fact[{kin}])\n{lines}")
    return world.known(value, name)


def rounded_total(world: World) -> Number:
    """A total that is rounded, what it was before, and what stands on either."""
    of, name = aggregate(world), world.new()
    total = world.new("rounded")
    lines, value = answered(world, of)
    world.add(
        f"score {total}\n  value  {of.text}\n  round  half up, {world.whole(1, 2)} decimals\n{lines}".replace(
            ", 1 decimals", ", 1 decimal"
        )
    )
    lines, value = answered(world, evolve(value, unknown=True))
    world.add(f"quantity {name}\n  value  {total} - {total}[before rounding]\n{lines}")
    return world.known(evolve(value, low=None, high=None), name)
