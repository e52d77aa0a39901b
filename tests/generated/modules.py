"""Functions: in the file, in a module beside it, and of the standard library."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tests.generated.answers import answered
from tests.generated.formulas import number
from tests.generated.world import Number, World

ZERO, ONE = Fraction(0), Fraction(1)

_OF_VALUES = (
    ("scoring", "degree_held(report.fact; report.plan)", ONE),
    ("scoring", "degree_mirrored_held(report.plan; report.fact + 1)", ONE),
    ("scoring", "line_between({x}; 0; 10; 0; 1)", ONE),
    ("scoring", "achievement({x}; 2; 9)", Fraction(10)),
    ("scoring", "improvement({x}; 1; 9)", Fraction(10)),
    ("scoring", "better_of(achievement({x}; 2; 9); improvement({x}; 3; 8))", Fraction(10)),
)
_OVER_BODIES = (
    ("normalisation", "min_max({x}; over bodies)"),
    ("normalisation", "place_better_shared({x}; over bodies)"),
    ("normalisation", "min_max_mirrored({x}; over bodies)"),
    ("statistics", "variance_population({x}; over bodies)"),
    ("statistics", "median_middle({x}; over bodies)"),
    ("statistics", "mean_absolute_deviation({x}; over bodies)"),
    ("statistics", "standard_deviation_population({x}; over bodies)"),
    ("aggregation", "mean_arithmetic({x}; body.size; over bodies)"),
    ("aggregation", "least_of({x}; over bodies)"),
)


def _imported(world: World, module: str) -> None:
    if world.first(f"module {module}"):
        world.add(f"module {module}\n")


def library_of_values(world: World) -> Number:
    """A function of the standard library over values of one body."""
    module, call, high = world.pick(_OF_VALUES)
    _imported(world, module)
    name, of = world.new(), number(world, 1, exact=True)
    value = evolve(of.joined(text=call.format(x=of.text)), low=ZERO, high=high, sourced=True)
    led = f"{module}." if world.chance(4) else ""
    lines, value = answered(world, value, passes_on=True)
    world.add(f"quantity {name}{world.label()}\n  value  {led}{value.text}\n{lines}")
    return world.known(value, name)


def library_over_bodies(world: World) -> Number:
    """A function of the standard library over the bodies."""
    module, call = world.pick(_OVER_BODIES)
    _imported(world, module)
    name, of = world.new(), world.pick(world.usable(exact=True))
    inner = f"report.plan + {of.text}"
    is_exact = not call.startswith("standard")
    value = evolve(
        of.joined(text=call.format(x=inner)),
        all_equal="min_max" in call,
        empty=True,
        zero_divisor=False,
        exact=is_exact,
    )
    lines, value = answered(world, evolve(value, unknown=True, sourced=True), passes_on=True)
    members = "".join(
        f"  {line}  not computed\n"
        for flag, line in (("inapplicable", "not applicable members"), ("uncounted", "not counted members"))
        if getattr(of, flag) and call.startswith("mean_arithmetic")
    )
    world.add(f"quantity {name}{world.label()}\n  value  {value.text}\n{lines}{members}")
    return world.known(evolve(value, low=None, high=None), name)


def own_function(world: World) -> Number:
    """A function with a contract, in the file or in a module, and a call of it."""
    function, name, at = world.new("reached"), world.new(), world.named
    text = (
        f"function {function}{world.label()}\n  takes\n    fact:  number\n    plan:  number, above 0\n  gives  number\n"
        f"  value  limit(ratio; from 0; to {world.whole(1, 3)})\n  where\n    ratio:  fact / plan\n"
    )
    if world.chance():
        world.files[f"plans_{at}.meth"] = f"{text}\nparameter wanted_{at}\n  value  {world.whole(1, 9)}\n"
        world.add(f"module plans_{at}\n")
        plan = world.pick((f"wanted_{at}", f"plans_{at}.wanted_{at}"))
    else:
        world.add(text)
        plan = world.pick(("report.plan", "body.size", "2.5"))
    of = number(world, 1, exact=True)
    call = world.pick((f"{function}({of.text}; {plan})", f"{function}({of.text}; plan {plan})"))
    value = of.joined(Number("", sourced=True), text=call, low=ZERO, high=Fraction(3))
    lines, value = answered(world, value, passes_on=True)
    world.add(f"quantity {name}\n  value  {call}\n{lines}")
    return world.known(value, name)


def over_a_list(world: World) -> Number:
    """A function over a list, and an element beside the own one."""
    function, name = world.new("way"), world.new()
    world.add(
        f"function {function}\n  takes\n    x:  number\n    group:  list\n  gives  number\n"
        "  value  sum(if(x[rival] < x; 1; 0); over group as rival) - min(x; over group) * 0\n"
    )
    value = Number("", unknown=True, empty=True, sourced=True)
    lines, value = answered(world, value, passes_on=True)
    world.add(f"quantity {name}\n  value  {function}(report.fact; over bodies)\n{lines}")
    return world.known(value, name)
