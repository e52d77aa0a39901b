"""Questions to the solver: can this come to pass, and by which simple data?

The same question is answered the same way each time: work is limited by the solver's own count of steps, not by the
clock, and its seed is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import z3
from attrs import frozen
from flint import fmpq

from tarazy.dsl.proofs.inputs import DatumInput, GivenInput, MemberInput, RowsInput
from tarazy.dsl.proofs.row_cells import number_of
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import real
from tarazy.dsl.proofs.verdicts import Sentence, sentence

STEPS = 4_000_000
"""How much work one question may cost, in the solver's steps."""

_MOST_ROWS = 1 << 20
"""Of so many rows the fewest is looked for."""

_SHORT = (0, 1, 2, 4)
"""Decimals that are tried for a number that no condition defines."""


@frozen(eq=False)
class Impossible:
    """It cannot come to pass."""


@frozen(eq=False)
class Undecided:
    """Neither was shown, and why."""

    reason: Sentence


@frozen(eq=False)
class Possible:
    """It comes to pass in `model`; `certain` where every number in it is defined by the program."""

    model: z3.ModelRef
    certain: bool
    reason: Sentence | None = None


Answer = Impossible | Undecided | Possible


def can_be(scene: Scene, *goal: z3.BoolRef) -> Answer:
    """Whether all of `goal` can hold, with the simplest data that are found for it."""
    solver = _solver(scene, goal)
    settled = _settled(scene, solver)
    return _with_simple_data(scene, solver, goal, solver.model()) if settled is None else settled


def exists(scene: Scene, *goal: z3.BoolRef) -> Answer:
    """Whether all of `goal` can hold; data are not made simple."""
    solver = _solver(scene, goal)
    settled = _settled(scene, solver)
    if settled is not None:
        return settled
    model = solver.model()
    if not scene.curved:
        return _possible(scene, model)
    solver.push()
    terms = [term for term, _ in scene.curved if z3.is_const(term)]
    _fix_together(solver, [(term, _near(model.eval(term, model_completion=True))) for term in terms])
    curved = _on_curves(scene, solver, _model_of(solver, model), simple=False)
    if curved is not None:
        return _possible(scene, curved)
    solver.pop()
    return _with_simple_data(scene, solver, goal, model)


def _settled(scene: Scene, solver: z3.Solver) -> Answer | None:
    """The answer where there is nothing, or none is found; ``None`` where the solver holds a model."""
    if solver.check() == z3.unsat:
        return Impossible()
    solver.add(*scene.grids)
    found = solver.check()
    if found == z3.unknown:
        found = _from_ends(scene, solver)
    if found == z3.unsat:
        return Impossible()
    return (
        None if found == z3.sat else Undecided(sentence("the solver did not come to an end within its limit of steps"))
    )


def _from_ends(scene: Scene, solver: z3.Solver) -> z3.CheckSatResult:
    """Try the ends of what indicators can give: all at the most, all at the least, some at either; then all that is."""
    several = list(scene.ends.values())
    for quarters in (4, 0, 2, 3, 1):
        most = len(several) * quarters // 4
        at_ends = [term == real(high if place < most else low) for place, (term, low, high) in enumerate(several)]
        if several and solver.check(*at_ends) == z3.sat:
            solver.add(*at_ends)
            return solver.check()
    solver.set("rlimit", 4 * STEPS)
    found = solver.check()
    solver.set("rlimit", STEPS)
    return found


def _near(value: z3.ExprRef) -> z3.ExprRef:
    """A number of a model, to the nearest hundredth below it."""
    exact = number_of(value)
    return value if exact is None else real(fmpq((exact * 100).floor(), 100))


def _solver(scene: Scene, goal: Iterable[z3.BoolRef]) -> z3.Solver:
    solver = z3.SimpleSolver()
    solver.set("rlimit", STEPS)
    solver.set("random_seed", 1)
    solver.add(*scene.domain)
    solver.add(*goal)
    return solver


# ---------------------------------------------------------------- simple data


def _model_of(solver: z3.Solver, before: z3.ModelRef) -> z3.ModelRef:
    """The model of what is asserted; the one `before` where the solver does not come to an end."""
    return solver.model() if solver.check() == z3.sat else before


def _with_simple_data(scene: Scene, solver: z3.Solver, goal: Sequence[z3.BoolRef], model: z3.ModelRef) -> Answer:
    """A model whose numbers are simple and meet the curved conditions as well; `model` meets the others."""
    solver.push()
    _fix_wished(solver, scene.wished)
    for count in [one.count for one in scene.inputs.values() if isinstance(one, RowsInput)]:
        _fix_to_fewest(solver, count)
    model = _fixed(solver, _choices(scene), model)
    if not scene.curved:
        return _possible(scene, model)
    curved = _on_curves(scene, solver, model, simple=True)
    if curved is not None:
        return _possible(scene, curved)
    solver.pop()
    return _by_curves(scene, goal)


def _fix_wished(solver: z3.Solver, wished: Sequence[z3.BoolRef]) -> None:
    """Let what is wished for hold: all of it, else as much as can be."""
    if wished and solver.check(*wished) == z3.sat:
        solver.add(*wished)
        return
    for one in wished:
        if solver.check(one) == z3.sat:
            solver.add(one)


def _fix_to_fewest(solver: z3.Solver, count: z3.ArithRef) -> None:
    """Fix a number of rows to the fewest with which the rest still holds."""
    enough = 0
    while enough < _MOST_ROWS and solver.check(count <= enough) != z3.sat:
        enough = 2 * enough + 1
    short = enough // 2 - 1 if enough else -1
    while enough - short > 1:
        middle = (enough + short) // 2
        if solver.check(count <= middle) == z3.sat:
            enough = middle
        else:
            short = middle
    solver.add(count <= enough)
    if solver.check(count == enough) == z3.sat:
        solver.add(count == enough)


def _choices(scene: Scene) -> list[tuple[z3.ExprRef, tuple[z3.ExprRef, ...]]]:
    """Terms to be fixed, each with what is tried for it; data that curves connect wait for these."""
    found: list[tuple[z3.ExprRef, tuple[z3.ExprRef, ...]]] = []
    bound = {name for _, condition in scene.curved for name in _variables(condition)}
    for one in scene.inputs.values():
        match one:
            case DatumInput(symbol=symbol, tried=tried):
                found += [(here, (z3.BoolVal(False),)) for here in symbol.states.values()]
                if symbol.term is not None and symbol.term.decl().name() not in bound:
                    found.append((symbol.term, tuple(real(value) for value in tried)))
            case GivenInput(term=term, tried=tried):
                if term.decl().name() not in bound:
                    found.append((term, tuple(real(value) for value in tried)))
            case RowsInput() | MemberInput():
                pass
    found += [(term, ()) for term, _ in scene.curved if z3.is_const(term)]
    return found


def _variables(term: z3.ExprRef) -> set[str]:
    names: set[str] = set()
    seen: set[int] = set()
    pending = [term]
    while pending:
        one = pending.pop()
        if one.get_id() in seen:
            continue
        seen.add(one.get_id())
        if z3.is_const(one) and one.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            names.add(one.decl().name())
        pending.extend(one.children())
    return names


def _fixed(
    solver: z3.Solver, choices: Sequence[tuple[z3.ExprRef, tuple[z3.ExprRef, ...]]], before: z3.ModelRef
) -> z3.ModelRef:
    """Fix each term to the first value that can be had; those of many terms are tried together, then by halves."""
    together = [(term, tried[0]) for term, tried in choices if tried]
    open_ones = _fix_together(solver, together)
    unsettled = {term.get_id() for term, _ in open_ones}
    for term, tried in choices:
        if tried and term.get_id() not in unsettled:
            continue
        for value in tried[1:]:
            if solver.check(term == value) == z3.sat:
                solver.add(term == value)
                break
        else:
            _fix_by_model(solver, term)
    return _model_of(solver, before)


def _fix_together(
    solver: z3.Solver, pairs: Sequence[tuple[z3.ExprRef, z3.ExprRef]]
) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
    """Fix as many terms as can be; those that cannot are given back."""
    if not pairs:
        return []
    if solver.check(*(term == value for term, value in pairs)) == z3.sat:
        solver.add(*(term == value for term, value in pairs))
        return []
    if len(pairs) == 1:
        return list(pairs)
    half = len(pairs) // 2
    return [*_fix_together(solver, pairs[:half]), *_fix_together(solver, pairs[half:])]


def _fix_by_model(solver: z3.Solver, term: z3.ExprRef) -> None:
    """Fix a term to what it is in a model, with as few decimals as can be."""
    if solver.check() != z3.sat:
        return
    value = solver.model().eval(term, model_completion=True)
    if not z3.is_rational_value(value):
        solver.add(term == value)
        return
    exact = fmpq(value.numerator_as_long(), value.denominator_as_long())
    for decimals in _SHORT:
        for whole in dict.fromkeys(((exact * 10**decimals).floor(), (exact * 10**decimals).ceil())):
            near = real(fmpq(whole) / fmpq(10) ** decimals)
            if solver.check(term == near) == z3.sat:
                solver.add(term == near)
                return
    solver.add(term == value)


# ---------------------------------------------------------------- curves


def _on_curves(scene: Scene, solver: z3.Solver, model: z3.ModelRef, *, simple: bool) -> z3.ModelRef | None:
    """Data for which the numbers that curves define come out as in the model; ``None`` where none are found.

    With a quotient fixed, dividend and divisor are connected by a straight line.
    """
    pairs = [(term, model.eval(term, model_completion=True)) for term, _ in scene.curved if z3.is_const(term)]
    straight = [z3.simplify(z3.substitute(condition, *pairs)) for _, condition in scene.curved]
    solver.push()
    solver.add(*straight)
    if solver.check() != z3.sat:
        solver.pop()
        return None
    if not simple:
        found = solver.model()
        solver.pop()
        return found
    names = {name for condition in straight for name in _variables(condition)}
    choices = [
        (one.symbol.term, tuple(real(value) for value in one.tried))
        for one in scene.inputs.values()
        if isinstance(one, DatumInput) and one.symbol.term is not None and one.symbol.term.decl().name() in names
    ]
    found = _fixed(solver, choices, solver.model())
    solver.pop()
    return found


def _by_curves(scene: Scene, goal: Sequence[z3.BoolRef]) -> Answer:
    """The question with the curved conditions as they are."""
    solver = z3.Solver()
    solver.set("rlimit", STEPS)
    solver.set("random_seed", 1)
    solver.add(*scene.domain, *goal, *(condition for _, condition in scene.curved))
    found = solver.check()
    if found == z3.unsat:
        return Impossible()
    if found == z3.sat:
        return _possible(scene, solver.model())
    return Undecided(sentence("a product or quotient of data is involved that the solver does not settle"))


def _possible(scene: Scene, model: z3.ModelRef) -> Possible:
    if not scene.free:
        return Possible(model, True)
    reasons = tuple(scene.free.values())
    return Possible(model, False, sentence("it rests on {reasons}", reasons=reasons))
