"""Values for each element of a list: families, trees, sub-units, checklists, surveys."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tests.generated.answers import answered
from tests.generated.data import absent
from tests.generated.formulas import number
from tests.generated.world import Number, World

ZERO, TEN, HUNDRED = Fraction(0), Fraction(10), Fraction(100)
MEASURES = ("lending", "reading", "visits", "events")


def _measures(world: World) -> None:
    """A list of measures and a source of them by body, once."""
    if not world.first("measures"):
        return
    rows = [
        [name, world.pick(("use", "reach")), str(world.whole(1, 9)), world.pick(("higher", "lower"))]
        for name in MEASURES[: world.whole(2, 4)]
    ]
    titles: tuple[str, ...] = ("measure", "domain", "weight", "sense")
    columns = "    domain:  one of use, reach\n    weight:  number, 0 decimals, 1 to 9\n    sense:  direction\n"
    if world.chance():
        table = "".join(f"    {' | '.join(row)}\n" for row in (titles, *rows))
        world.add(f"list measures{world.label()}\n  key  measure\n  columns\n{columns}  rows\n{table}")
    else:
        world.table("measures.csv", titles, rows)
        world.add(f'list measures\n  file  "measures.csv"\n  key  measure\n  columns\n{columns}')
    codes = [row[0] for row in rows]
    typed = "    base:  number, 1 decimal, 0 to 50, may be absent\n    now:  number, 1 decimal, 1 to 50\n"
    if world.chance():
        titles = ("body", world.key, *(f"{code}_{column}" for code in codes for column in ("base", "now")))
        world.add(
            f'source rates\n  file  "rates.csv"\n  key  body, {world.key}, measure\n'
            f'  wide  "{{measure}}_base" = base, "{{measure}}_now" = now\n  columns\n{typed}'
        )
        data = [
            [body, period, *(cell for _ in codes for cell in _rate(world))]
            for period in world.periods
            for body in world.bodies
        ]
    else:
        titles = ("body", "measure", world.key, "base", "now")
        world.add(f'source rates\n  file  "rates.csv"\n  key  body, measure, {world.key}\n  columns\n{typed}')
        data = [
            [body, code, period, *_rate(world)] for period in world.periods for body in world.bodies for code in codes
        ]
    world.table("rates.csv", titles, data)


def _rate(world: World) -> tuple[str, str]:
    return absent(world, world.decimal(0, 50, 1)), world.decimal(1, 50, 1)


def family(world: World) -> Number:
    """An indicator for each measure, and what is made of them all."""
    _measures(world)
    name, total = world.new(), world.new()
    other = number(world, 0, exact=True)
    text = world.pick(
        (f"rates.now / rates.now[previous {world.period}]", "rates.now - rates.base", f"rates.now + {other.text}")
    )
    value = evolve(other.joined(text=text), unit="points", unknown=True, sourced=True)
    lines, _ = answered(world, value)
    threshold = world.pick(("10", "measure.weight"))
    middle = world.pick(("5", "limit(value; from 0; to 9)", "measure.weight"))
    world.add(
        f"indicator {name}{world.label()}\n  for each  measures as measure\n  better  measure.sense\n  value  {text}\n"
        f"  points  first that holds\n    when | points\n    reaches(value; {threshold} * 2) | 10\n"
        f"    better than(value; {threshold}) | {middle}\n    otherwise | 0\n{lines}"
    )
    kind = world.pick(("sum", "mean", "weighted mean", "members", "element"))
    only = world.pick(("", "; only measure.domain = use", "; only domain = reach", "; only weight > 2"))
    left_out = "  not applicable members  not applicable\n  not counted members  not applicable\n"
    rules = "  nothing to count  not applicable\n  no data  not computed\n"
    if kind == "members":
        world.add(
            f"criterion {total}\n  {world.pick(('sum', 'mean', 'max'))}  {name}[only measure.domain = use]\n"
            f"  needs  1, otherwise not applicable\n{left_out}"
        )
    elif kind == "element":
        world.add(
            f"criterion {total}\n  value  {name}[{MEASURES[0]}] + {name}[{MEASURES[1]}]\n  no data  not computed\n"
        )
    else:
        weight = "; weight measure.weight" if kind == "weighted mean" else ""
        needs = f"  needs  {world.pick(('1', 'all', '50 %'))}, otherwise not computed\n" if world.chance() else ""
        world.add(
            f"criterion {total}{world.label()}\n  value  {kind}({name}{weight}; over measures{only})\n"
            f"{needs}{rules}{left_out}"
        )
    found = Number("", "points", ZERO, TEN if kind != "sum" else HUNDRED, True, True, False, sourced=True)
    return world.known(evolve(found, low=None, high=None), total)


def tree(world: World) -> Number:
    """An index from the leaves up: its nodes, their weights and parents are a table."""
    name, count = world.new("index"), world.whole(2, 6)
    if world.first("tree"):
        parents = ["", *(f"n{world.whole(0, at - 1)}" for at in range(1, count))]
        rows = [[f"n{at}", parent, str(world.whole(1, 9))] for at, parent in enumerate(parents)]
        table = "".join(f"    {' | '.join(row)}\n" for row in (("node", "parent", "weight"), *rows))
        columns = "    parent:  nodes, may be absent\n    weight:  number, 0 decimals, above 0 to 100\n"
        world.add(f"list nodes{world.label()}\n  key  node\n  columns\n{columns}  rows\n{table}")
        world.add(
            f'source leaves\n  file  "leaves.csv"\n  key  body, node, {world.key}\n  columns\n'
            "    score:  number, 0 decimals, 0 to 100, may be absent\n"
        )
        leaves = [row[0] for row in rows if row[0] not in parents]
        world.table(
            "leaves.csv",
            ("body", "node", world.key, "score"),
            [
                [body, leaf, period, absent(world, str(world.whole(0, 100)))]
                for period in world.periods
                for body in world.bodies
                for leaf in leaves
            ],
        )
    total = world.new()
    call = world.pick(
        (
            f"weighted mean({name}; weight node.weight; over children)",
            f"mean({name}; over children)",
            f"max({name}; over children)",
        )
    )
    world.add(
        f"quantity {name}{world.label()}\n  for each  nodes as node\n  from the leaves up\n"
        f"  value  first present(leaves.score; {call})\n  nothing to count  not computed\n  no data  not computed\n"
    )
    lines, value = answered(world, Number("", low=ZERO, high=HUNDRED, unknown=True, sourced=True), passes_on=True)
    world.add(f"quantity {total}\n  value  {name}[n0]\n{lines}")
    return world.known(value, total)


def sub_units(world: World) -> Number:
    """Units of bodies, and one value of the body made of theirs."""
    name = world.new()
    if world.first("units"):
        rows = [[f"unit_{at}", world.pick(world.bodies)] for at in range(1, world.whole(3, 6))]
        table = "".join(f"    {' | '.join(row)}\n" for row in (("division", "part_of"), *rows))
        world.add(f"list divisions\n  key  division\n  columns\n    part_of:  bodies\n  rows\n{table}")
        world.add(
            f'source staff{world.label()}\n  file  "staff.csv"\n  key  division, {world.key}\n  columns\n'
            "    left:  number, 0 decimals, 0 to 100\n    posts:  number, 0 decimals, above 0 to 100\n"
        )
        data = [
            [row[0], period, str(world.whole(0, 100)), str(world.whole(1, 100))]
            for period in world.periods
            for row in rows
        ]
        world.table("staff.csv", ("division", world.key, "left", "posts"), data)
        world.add("quantity turnover\n  for each  divisions as division\n  value  staff.left / staff.posts\n")
    own_units = "over divisions; only part_of = body"
    text, better = world.pick(
        (
            (
                f"sum(staff.left; {own_units}) / sum(staff.posts; {own_units})",
                "",
            ),
            ("mean(turnover; over divisions; only part_of = body)", ""),
            ("worst(turnover; over divisions; only part_of = body)", "  better  lower\n"),
            ("median(turnover; over divisions; only division.part_of = body; lower of the middle two)", ""),
        )
    )
    value = Number(
        "", low=ZERO, high=HUNDRED, zero_divisor=text.startswith("sum"), empty=not text.startswith("sum"), sourced=True
    )
    lines, value = answered(world, value)
    world.add(f"quantity {name}\n{better}  value  {text}\n{lines}")
    return world.known(value, name)


def checklist(world: World) -> Number:
    """A sheet of questions with points for each cell."""
    name = world.new("site")
    questions = ("news", "contacts", "rules")[: world.whole(1, 3)]
    marks = [[question, str(world.whole(1, 4)), world.pick(("", str(world.whole(1, 4))))] for question in questions]
    table = "".join(f"    {' | '.join(row)}\n" for row in (("question", "kazakh", "russian"), *marks))
    world.add(
        f'checklist {name}{world.label()}\n  filled by  experts\n  file  "{name}.csv"\n'
        f"  key  body, question, {world.key}\n  earned  {name}_points\n  possible  {name}_most\n  rows\n{table}"
    )
    data = [
        [
            body,
            row[0],
            period,
            absent(world, world.pick(("yes", "no"))),
            absent(world, world.pick(("yes", "no"))) if row[2] else "",
        ]
        for period in world.periods
        for body in world.bodies
        for row in marks
    ]
    world.table(f"{name}.csv", ("body", "question", world.key, "kazakh", "russian"), data)
    total = world.new()
    lines, value = answered(
        world, Number("", low=ZERO, high=Fraction(1), unknown=True, zero_divisor=True, sourced=True)
    )
    world.add(f"quantity {total}\n  value  {name}_points / {name}_most\n{lines}")
    return world.known(value, total)


def survey(world: World) -> Number:
    """Answers of those asked, tallied."""
    name, total = world.new(world.pick(("opinion", "мнение"))), world.new()
    at, share = world.named, f"if(share_of_{world.named} > 50 %; 1; 0)"
    answers = (("good", "5", "yes"), ("fair", "4", "yes"), ("bad", "2", "no"))
    table = "".join(f"    {' | '.join(row)}\n" for row in (("answer", "mark", "satisfied"), *answers))
    world.add(
        f'survey {name}{world.label()}\n  kind  sociological research\n  file  "{name}.csv"\n'
        f"  key  body, answer, {world.key}\n  mean  mark_of_{at}\n  share  share_of_{at}\n  rows\n{table}"
    )
    data = [
        [body, answer[0], period, world.pick(("0", str(world.whole(0, 40))))]
        for period in world.periods
        for body in world.bodies
        for answer in answers
    ]
    world.table(f"{name}.csv", ("body", "answer", world.key, "answers"), data)
    given = Number("", low=ZERO, high=TEN, inapplicable=True, unknown=True, zero_divisor=True, empty=True, sourced=True)
    lines, value = answered(world, given)
    world.add(f"quantity {total}\n  value  mark_of_{at} + {share}\n{lines}")
    return world.known(value, total)
