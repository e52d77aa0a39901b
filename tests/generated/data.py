"""The head of a generated program, its bodies, and the source that everything else may read."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from tests.generated.world import BODIES, FIRST_DAYS, PERIODS, Number, World

_ABSENT = 4
"""One cell of so many that may be absent is."""


def begun(draw: st.DrawFn) -> World:
    """A program with a head, bodies and a report of them."""
    period = draw(st.sampled_from(sorted(PERIODS)))
    world = World(draw, period, BODIES[: draw(st.integers(2, 4))], draw(st.integers(0, 4)) == 0)
    _head(world)
    _bodies(world)
    _report(world)
    if world.chance():
        _plan_of_year(world)
    return world


def _head(world: World) -> None:
    until = "  in force until   2030-12-31\n" if world.chance() else ""
    world.declarations.append(
        f"methodology generated{world.label()}\n  version          1\n  in force from    2020-01-01\n{until}"
        f"  period           {world.period}\n  evaluates        bodies\n"
    )
    world.add(f'act order "Order on the assessment"\n{"  date  2021-03-01" if world.chance() else ""}')


def _bodies(world: World) -> None:
    """The bodies, in the text or in a file; sometimes with the days on which they belong to the list."""
    first, last = (FIRST_DAYS[world.periods[at]] for at in (1, 2))
    rows = []
    for body in world.bodies:
        row = [body, world.pick(("central", "local")), world.pick(("N", "S")), str(world.whole(1, 9))]
        if world.dated:
            row += [world.pick(("", "", first)), world.pick(("", "", "", last))]
        rows.append(row)
    titles = ["body", "kind", "region", "size", *(("since", "until") if world.dated else ())]
    columns = (
        "  columns\n    kind:  one of central, local\n    region:  text\n    size:  number, 0 decimals, 1 to 9\n"
        + ("    since:  date, may be absent\n    until:  date, may be absent\n" if world.dated else "")
    )
    dated = f"  membership  since, until\n  as of  {world.pick(('first day', 'last day', 'any day', 'every day'))}\n"
    lines = f"{columns}{dated if world.dated else ''}"
    if world.chance():
        world.table("bodies.csv", titles, rows)
        world.add(f'list bodies{world.label()}\n  file  "bodies.csv"\n  key  body\n{lines}')
    else:
        quoted = [[*row[:2], f'"{row[2]}"', *row[3:]] for row in rows]
        table = "".join(f"    {' | '.join(row)}\n" for row in (titles, *quoted))
        world.add(f"list bodies{world.label()}\n  key  body\n{lines}  rows\n{table}")
    world.numbers.append(Number("body.size", low=Fraction(1), high=Fraction(9), timely=False))


def absent(world: World, cell: str) -> str:
    """A cell, or nothing."""
    return "" if world.chance(_ABSENT) else cell


def _report(world: World) -> None:
    """A source by body and period: numbers, amounts, days, words, with and without what may be absent."""
    comma = world.chance(4)
    layout = "  delimiter  semicolon\n  decimal mark  comma\n" if comma else ""
    world.add(
        f'source report{world.label()}\n  file  "report.csv"\n  key  "Code" = body, {world.key}\n{layout}  columns\n'
        "    plan:  number, 1 decimal, above 0 to 100\n"
        '    fact:  number, 2 decimals, 0 to 1000 "Done"\n'
        "    change:  number, 0 decimals, -50 to 50, may be absent\n"
        '    delays:  number, 0 decimals, 0 to 20, may be absent, titled "Filed late"\n'
        "    cost:  money KZT, 2 decimals, 0 to 10_000\n"
        "    rate:  %, 1 decimal, 0 to 100\n"
        "    day:  date\n    channel:  one of post, web\n    signed:  yes/no, coded 1 = yes, 0 = no\n"
    )
    rows = [_row(world, body, period) for period in world.periods for body in world.bodies]
    if comma:
        rows = [[*row[:2], *(cell.replace(".", ",") for cell in row[2:8]), *row[8:]] for row in rows]
    titles = ["Code", world.key, "plan", "fact", "change", "Filed late", "cost", "rate", "day", "channel", "signed"]
    world.table("report.csv", titles, rows, ";" if comma else ",")
    low, high = Fraction(0), Fraction(1000)
    world.numbers += [
        Number("report.plan", low=low, high=Fraction(100), sourced=True),
        Number("report.fact", low=low, high=high, sourced=True),
        Number("report.change", low=Fraction(-50), high=Fraction(50), unknown=True, sourced=True),
        Number("report.delays", low=low, high=Fraction(20), unknown=True, sourced=True),
        Number("report.cost", "KZT", low, Fraction(10_000), sourced=True),
    ]


def _row(world: World, body: str, period: str) -> list[str]:
    return [
        body,
        period,
        world.decimal(1, 100, 1),
        world.pick(("0", world.decimal(0, 1000, 2))),
        absent(world, str(world.whole(-50, 50))),
        absent(world, str(world.whole(0, 20))),
        world.decimal(0, 10_000, 2),
        world.decimal(0, 100, 1),
        f"2023-0{world.whole(1, 9)}-1{world.whole(0, 9)}",
        world.pick(("post", "web")),
        world.pick(("0", "1")),
    ]


def _plan_of_year(world: World) -> None:
    """A source of a longer period, or of none: one value for every period in it."""
    years = sorted({period[:4] for period in world.periods})
    world.add(
        'source yearly\n  file  "yearly.csv"\n  key  body, year\n  columns\n'
        "    posts:  number, 0 decimals, 1 to 50\n    score:  points, 1 decimal, 0 to 10, may be absent\n"
    )
    rows = [
        [body, year, str(world.whole(1, 50)), absent(world, world.decimal(0, 10, 1))]
        for year in years
        for body in world.bodies
    ]
    world.table("yearly.csv", ("body", "year", "posts", "score"), rows)
    world.numbers.append(Number("yearly.posts", low=Fraction(1), high=Fraction(50), sourced=True))
    world.numbers.append(Number("yearly.score", "points", Fraction(0), Fraction(10), unknown=True, sourced=True))
