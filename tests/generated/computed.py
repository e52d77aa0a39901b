"""What a generated program computes for each body: quantities, indicators, tables of every kind, aggregates, ranks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from tests.generated.answers import answered, stepped
from tests.generated.formulas import condition, number
from tests.generated.world import Number, World

ZERO, TEN = Fraction(0), Fraction(10)


def quantity(world: World) -> Number:
    """A quantity by a formula, sometimes with a legend and steps."""
    name, value, where = world.new(), number(world), ""
    if world.chance(3):
        local = number(world, 1)
        text = f"({value.text}) + part"
        where = f"  where\n    part:  {local.text}{world.label()}\n"
        low = None if value.low is None or local.low is None else value.low + local.low
        high = None if value.high is None or local.high is None else value.high + local.high
        value = value.joined(local, text=text, low=low, high=high)
    steps, value = stepped(world, value) if value.exact else ("", value)
    lines, value = answered(world, value, passes_on=True)
    shown = f"  shown with  {world.whole(2, 4)} decimals\n" if world.chance(6) else ""
    world.add(f"quantity {name}{world.label()}\n{world.norm()}  value  {value.text}\n{steps}{where}{lines}{shown}")
    return world.known(value, name)


def amount(world: World) -> Number:
    """A quantity with a unit."""
    name, other = world.new(), world.pick(world.usable("KZT"))
    text = world.pick(
        (f"{other.text} * 2", f"{other.text} + 10 KZT", f"max({other.text}; 5 KZT)", f"({other.text} - 3 KZT) / 2")
    )
    value = other.joined(text=text)
    lines, value = answered(world, value)
    world.add(f"quantity {name}\n  value  {text}\n{lines}")
    return world.known(value, name)


def cases(world: World) -> Number:
    """A quantity by cases, of which the first that holds counts."""
    name, parts, rows = world.new(), [], []
    for _ in range(world.whole(1, 3)):
        asked, leads = condition(world), number(world, 1)
        parts += [asked, leads]
        rows.append((asked.text, leads.text))
    last = number(world, 0)
    rows.append(("otherwise", last.text))
    ends = [*parts[1::2], last]
    low = None if any(one.low is None for one in ends) else min(one.low for one in ends if one.low is not None)
    high = None if any(one.high is None for one in ends) else max(one.high for one in ends if one.high is not None)
    value = last.joined(*parts, text=name, low=low, high=high)
    lines, value = answered(world, value)
    table = "".join(f"    {' | '.join(row)}\n" for row in (("when", "value"), *rows))
    world.add(f"quantity {name}{world.label()}\n  value  first that holds\n{table}{lines}")
    return world.known(value, name)


# ---------------------------------------------------------------- points


def indicator(world: World) -> Number:
    """An indicator whose points come by a formula or a table of some kind."""
    name, value = world.new(), number(world, 1, exact=True)
    if not value.sourced:
        value = value.joined(Number("", sourced=True), text=f"max({value.text}; report.plan)")
    direction = world.pick(("higher", "lower", "no direction"))
    points, table, given = world.pick(_POINTS)(world, value)
    steps, given = stepped(world, given)
    lines, given = answered(world, given)
    world.add(
        f"indicator {name}{world.label()}\n{world.norm()}  better  {direction}\n  value  {value.text}\n"
        f"  points  {points}\n{table}{steps}{lines}"
    )
    return world.known(given, name)


def _points(value: Number, *of: Number) -> Number:
    """Points from 0 to 10 made of a value and what rows lead to."""
    return evolve(value.joined(*of, text=""), unit="points", low=ZERO, high=TEN)


def _formula(world: World, value: Number) -> tuple[str, str, Number]:
    call = world.pick(("limit(value; from 0; to 10)", "10 * limit(progress(value; from 1; to 7); from 0; to 1)"))
    return call, "", _points(value)


def bands_table(world: World, first: str = "") -> str:
    """Rows of a table of bands that leaves no gap; `first` is the cell of a key before each row."""
    edges = [str(one) for one in world.different(1, 3)]
    ends = list(zip(["", *edges], [*edges, ""], strict=True))
    cells = [f"{low} | {high} | {world.whole(0, 10)}" for low, high in ends]
    leading = [f"{first} | ", *([" | "] * len(cells))] if first else [""] * len(cells)
    return "".join(f"    {lead}{row}\n" for lead, row in zip(leading, cells, strict=False))


def _heads(world: World) -> str:
    return world.pick(("from | below", "above | up to"))


def _bands(world: World, value: Number) -> tuple[str, str, Number]:
    return "by bands of value", f"    {_heads(world)} | points\n{bands_table(world)}", _points(value)


def _bands_by_key(world: World, value: Number) -> tuple[str, str, Number]:
    heads = f"    body.kind | {_heads(world)} | points\n"
    rows = bands_table(world, "central") + bands_table(world, world.pick(("local", "otherwise")))
    return "by bands of value", heads + rows, _points(value)


def _line(world: World, value: Number) -> tuple[str, str, Number]:
    at = world.different(2, 4)
    rows = "".join(f"    {one} | {world.whole(0, 10)}\n" for one in at)
    return "by line of value", f"    at | points\n{rows}", _points(value)


def _words(world: World, value: Number) -> tuple[str, str, Number]:
    subject, words = world.pick((("body.kind", ("central", "local")), ("report.channel", ("post", "web"))))
    rows = ""
    for word in words:
        rows += f"    {word} | {world.pick(('limit(value; from 0; to 3)', str(world.whole(0, 10))))}\n"
    return f"by values of {subject}", f"    value | points\n{rows}", _points(value)


def _when(world: World, value: Number) -> tuple[str, str, Number]:
    asked = condition(world)
    rows = f"    {asked.text} | {world.whole(0, 10)}\n    value > {world.whole(0, 50)} | 7\n    otherwise | 0\n"
    return "first that holds", f"    when | points\n{rows}", _points(value, asked)


def _scale(world: World, value: Number) -> tuple[str, str, Number]:
    if world.first("scale"):
        world.add(
            f"scale common_scale{world.label()}\n"
            + f"  from | below | points\n{bands_table(world)}".replace("    ", "  ")
        )
    return "by scale common_scale of value", "", _points(value)


_POINTS: Sequence[Callable[[World, Number], tuple[str, str, Number]]] = (
    _formula,
    _bands,
    _bands_by_key,
    _line,
    _words,
    _when,
    _scale,
)


# ---------------------------------------------------------------- aggregates


def members(world: World) -> list[Number]:
    """Two to four different results in points."""
    while len({one.text for one in world.usable("points", exact=True) if "." not in one.text}) < 2:
        indicator(world)
    usable = [one for one in world.usable("points", exact=True) if "." not in one.text]
    return world.sample(usable, 2, 4)


def aggregate(world: World) -> Number:
    """A criterion, block or score over named members."""
    role, kind = (
        world.pick(("criterion", "block", "part", "score")),
        world.pick(("sum", "mean", "weighted mean", "min", "max")),
    )
    parts, name = members(world), world.new()
    text, needs = f"  {kind}  {', '.join(one.text for one in parts)}\n", ["all", "1", "50 %"]
    if kind == "weighted mean":
        shares = world.shares(len(parts))
        text = "  weighted mean\n" + "".join(
            f"    {one.text}:  {share} %\n" for one, share in zip(parts, shares, strict=True)
        )
        needs.append("50 % of weight")
    lines, given = _members_lines(world, kind, parts)
    low, high = ZERO if kind != "sum" else None, None
    value = parts[0].joined(*parts[1:], text=name, low=low, high=high)
    value = evolve(value, low=None, high=None, inapplicable=given, uncounted=False)
    otherwise = world.pick(("not computed", "not applicable", "0 points"))
    value = evolve(value, inapplicable=value.inapplicable or otherwise == "not applicable")
    correction, value = _corrections(world, value)
    steps, value = stepped(world, value)
    world.add(
        f"{role} {name}{world.label()}\n{world.norm()}{text}  needs  {world.pick(needs)}, otherwise {otherwise}\n"
        f"{lines}{correction}{steps}"
    )
    return world.known(evolve(value, unknown=True), name)


def _members_lines(world: World, kind: str, parts: Sequence[Number]) -> tuple[str, bool]:
    """What follows where members are left out, and whether the result may be *not applicable*."""
    rescaled = {"weighted mean": ("weights rescaled",), "sum": ("maximum lowered",)}.get(kind, ())
    lines, given = [], False
    for flag, line in (("inapplicable", "not applicable members"), ("uncounted", "not counted members")):
        if any(getattr(one, flag) for one in parts):
            answer = world.pick((*rescaled, "0 points", "not applicable", "not computed"))
            given = given or answer in ("not applicable", *rescaled)
            lines.append(f"  {line}  {answer}\n")
    return "".join(lines), given


def _corrections(world: World, value: Number) -> tuple[str, Number]:
    """Sometimes a deduction that the aggregate takes off, or a bonus that it adds."""
    if not world.chance(3):
        return "", value
    kind, line = world.pick((("deduction", "less"), ("bonus", "plus")))
    name = world.new()
    extent = world.pick([one for one in world.usable(exact=True) if not (one.inapplicable or one.uncounted)])
    lines, result = answered(world, extent, states=False)
    world.add(
        f"{kind} {name}{world.label()}\n  value  limit({extent.text}; from 0; to 3) * 1 point\n"
        f"  not more than  2 points\n{lines}"
    )
    return f"  {line}  {name}\n", evolve(
        value, inapplicable=value.inapplicable or result.inapplicable, uncounted=value.uncounted or result.uncounted
    )


def twins(world: World) -> None:
    """Two weighted means over the same values whose weights are scaled together."""
    value = number(world, 1, exact=True)
    value = evolve(value, text=f"report.plan + ({value.text})")
    over = "bodies"
    factor = world.whole(2, 9)
    names = []
    for weight in ("body.size", f"{factor} * body.size"):
        name = world.new("mean_of")
        names.append(name)
        given = evolve(value, empty=world.dated)
        lines = "".join(
            f"  {line}  not computed\n"
            for flag, line in (
                ("zero_divisor", "zero divisor"),
                ("unknown", "no data"),
                ("all_equal", "all equal"),
                ("inapplicable", "not applicable members"),
                ("uncounted", "not counted members"),
            )
            if getattr(given, flag)
        )
        world.add(
            f"quantity {name}\n  value  weighted mean({value.text}; weight {weight}; over {over})\n{lines}"
            "  nothing to count  not computed\n"
        )
    world.twins.append((names[0], names[1]))
