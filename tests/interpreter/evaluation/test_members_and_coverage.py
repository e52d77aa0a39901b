"""Aggregates: what members in a state, rules for members and `needs` make of them."""

from __future__ import annotations

import pytest
from attrs import evolve
from flint import fmpq

from tarazy.dsl import nodes as n
from tarazy.dsl.declarations import Column, Computed, Coverage, ListDeclaration, MemberRule, MemberTreatment, Rules
from tarazy.dsl.over import OverList, OverPeriods
from tarazy.dsl.states import State
from tarazy.dsl.units import PURE, Shape
from tarazy.dsl.value_types import ElementType
from tarazy.interpreter.cells import NOTHING_TO_COUNT, ZERO_DIVISOR, Cause, Cell, Mark, Marked, Missing
from tarazy.interpreter.meaning.members import Part
from tarazy.interpreter.meaning.plan_errors import PlanError, PlanErrorCode
from tests.interpreter.evaluation.hand_made import (
    ABSENT,
    ALL_BODIES,
    HERE,
    SPAN,
    Data,
    N,
    U,
    aggregate,
    arithmetic,
    cell_of,
    compare,
    computed,
    datum,
    evaluation,
    field_of,
    member,
    needs,
    node,
    over_bodies,
    result,
    rows,
    rule,
    unknown,
)

HALF, THIRD = fmpq(1, 2), fmpq(1, 3)
LEAVING = ("mean", "median", "min", "max", "geometric mean", "best", "worst")
ADDING = ("sum", "weighted mean")
PLACE = (("bodies", "north"), ("period", 2020))


def treated(field: str, treatment: MemberTreatment | n.AnyNode) -> MemberRule:
    """A rule for members."""
    if isinstance(treatment, MemberTreatment):
        return MemberRule(field, treatment, None, (), SPAN)
    return MemberRule(field, None, treatment, (), SPAN)


RESCALED = Rules(
    not_applicable_members=treated("not_applicable_members", MemberTreatment.WEIGHTS_RESCALED),
    not_counted_members=treated("not_counted_members", MemberTreatment.WEIGHTS_RESCALED),
)
LOWERED = Rules(
    not_applicable_members=treated("not_applicable_members", MemberTreatment.MAXIMUM_LOWERED),
    not_counted_members=treated("not_counted_members", MemberTreatment.MAXIMUM_LOWERED),
)


def single(kind: str, *values: int | fmpq | State | n.AnyNode) -> n.Aggregate:
    """A field over single members; weighted where the kind is, with equal weights."""
    made = field_of(kind, *values, weights=[1] * len(values) if kind == "weighted mean" else None)
    return evolve(made, direction=node("higher"))


def total(value: n.AnyNode, **parts: object) -> Cell:
    """Result of a declaration of that value."""
    return evaluation(computed("total", value, **parts)).result("total", HERE)


@pytest.mark.parametrize("kind", LEAVING)
@pytest.mark.parametrize("state", [N, U])
def test_statistics_leave_out_members_that_do_not_count(kind: str, state: State) -> None:
    """N and U members of a mean and the like change nothing."""
    assert cell_of(single(kind, 4, state, 4)) == fmpq(4)


@pytest.mark.parametrize("kind", [*LEAVING, *ADDING])
def test_an_unknown_member_leaves_the_whole_unknown(kind: str) -> None:
    """Unless `needs` lets the rest stand."""
    cell = cell_of(single(kind, 4, unknown(), 4))
    assert cell == Missing(ABSENT, (Cause("data.missing_a", ABSENT, PLACE),))
    covered = total(single(kind, 4, unknown(), 4), needs=needs(Coverage.MEMBERS, 2, State.NOT_COMPUTED))
    assert covered == (fmpq(8) if kind == "sum" else fmpq(4))


@pytest.mark.parametrize("kind", [*LEAVING, *ADDING])
def test_no_member_left(kind: str) -> None:
    """All N is N; all N and U is U; also where `needs` asks for more, since no datum is lacking."""
    asked = needs(Coverage.MEMBERS, 1, State.NOT_COMPUTED)
    assert total(single(kind, N, N), rules=RESCALED, needs=asked) == Missing(N)
    assert total(single(kind, N, U), rules=RESCALED) == Missing(U)
    assert total(single(kind, U, U), rules=LOWERED, needs=asked) == Missing(U)


@pytest.mark.parametrize("kind", ADDING)
def test_what_adds_loses_no_member_silently(kind: str) -> None:
    """Without a rule the state of the member is the state of the whole, N before U before unknown."""
    assert cell_of(single(kind, 4, N)) == Missing(N)
    assert cell_of(single(kind, 4, U)) == Missing(U)
    assert cell_of(single(kind, unknown(), U, N)) == Missing(N)


def test_weights_rescaled_divides_each_weight_by_their_sum() -> None:
    """60 % and 40 %, of which 40 % does not apply."""
    value = field_of("weighted mean", 10, N, weights=[fmpq(3, 5), fmpq(2, 5)])
    asked = evaluation(computed("total", value, rules=RESCALED))
    assert asked.result("total", HERE) == fmpq(10)
    assert [one.effective_weight for one in asked.members(value, HERE)] == [fmpq(1), None]
    assert asked.rule_fired("total", HERE) is RESCALED.not_applicable_members


def test_maximum_lowered_leaves_the_weights_as_they_are() -> None:
    """The sum of the rest."""
    value = field_of("weighted mean", 10, U, weights=[fmpq(3, 5), fmpq(2, 5)])
    assert total(value, rules=LOWERED) == fmpq(6)
    assert total(field_of("sum", 4, N, 3), rules=LOWERED) == fmpq(7)


def test_a_sum_is_rescaled_by_greatest_points() -> None:
    """Of 30 possible points 10 do not apply: 12 of 20 are 18 of 30."""
    parts = [
        computed("a", 12, most_points=node(20)),
        computed("b", N, most_points=node(10)),
        computed("total", field_of("sum", result("a"), result("b")), rules=RESCALED),
    ]
    assert evaluation(*parts).result("total", HERE) == fmpq(18)
    parts[1] = computed("b", N)
    with pytest.raises(PlanError) as raised:
        evaluation(*parts).result("total", HERE)
    assert raised.value.code is PlanErrorCode.NO_GREATEST_POINTS


def test_a_value_put_in_for_members_takes_part_and_marks_the_whole() -> None:
    """`not applicable members  5`."""
    rules = Rules(not_applicable_members=treated("not_applicable_members", node(5)))
    value = field_of("sum", 4, N)
    asked = evaluation(computed("total", value, rules=rules))
    assert asked.result("total", HERE) == Marked(fmpq(9), frozenset({Mark.IMPUTED}))
    assert [one.part for one in asked.members(value, HERE)] == [Part.TAKES_PART, Part.PUT_IN]


def test_a_state_put_in_for_members_is_the_state_of_the_whole() -> None:
    """`not counted members  not computed` names the member as the cause."""
    rules = Rules(not_counted_members=treated("not_counted_members", node(State.NOT_COMPUTED)))
    cell = total(field_of("sum", 4, U), rules=rules)
    assert cell == Missing(State.NOT_COMPUTED, (Cause("m1", U, ()),))


def parts_of(*cells: int | State | n.AnyNode, applies: tuple[bool, ...] = ()) -> list[Computed]:
    """Declarations a0, a1, …; those not in `applies` are outside it."""
    flags = applies or (True,) * len(cells)
    return [
        computed(f"a{i}", cell, applies_to="bodies" if flag else "central")
        for i, (cell, flag) in enumerate(zip(cells, flags, strict=True))
    ]


@pytest.mark.parametrize(
    ("coverage", "amount", "met"),
    [
        (Coverage.MEMBERS, 2, True),
        (Coverage.MEMBERS, 3, False),
        (Coverage.SHARE, fmpq(2, 3), True),
        (Coverage.SHARE, fmpq(3, 4), False),
        (Coverage.WEIGHT, fmpq(3, 5), True),
        (Coverage.WEIGHT, fmpq(7, 10), False),
        (Coverage.ALL, 0, False),
    ],
)
def test_needs_counts_members_that_apply(coverage: Coverage, amount: int | fmpq, met: bool) -> None:
    """Two present of weight 30 %, one unknown of 40 %; a member outside `applies to` leaves the denominator too."""
    declarations = parts_of(10, 20, unknown(), 5, applies=(True, True, True, False))
    weights = [fmpq(3, 10), fmpq(3, 10), fmpq(4, 10), fmpq(5)]
    value = field_of("weighted mean", *(result(one.code) for one in declarations), weights=weights)
    every = computed("total", value, needs=needs(coverage, amount, State.NOT_COMPUTED), rules=RESCALED)
    asked = evaluation(*declarations, every)
    cell = asked.result("total", HERE)
    if met:
        assert cell == fmpq(15)
        return
    assert cell == Missing(State.NOT_COMPUTED, (Cause("data.missing_a", ABSENT, PLACE),))
    assert asked.rule_fired("total", HERE) is every.needs


@pytest.mark.parametrize("state", [N, U])
def test_a_member_that_is_n_by_rule_or_u_stays_in_the_denominator(state: State) -> None:
    """One of two is not three quarters; and such a member is itself the cause."""
    declarations = parts_of(10, state)
    value = field_of("mean", *(result(one.code) for one in declarations))
    every = computed("total", value, needs=needs(Coverage.SHARE, fmpq(3, 4), State.NOT_COMPUTED))
    cell = evaluation(*declarations, every).result("total", HERE)
    assert cell == Missing(State.NOT_COMPUTED, (Cause("a1", state, PLACE),))


def test_all_members_present_meets_needs_all() -> None:
    """And one outside `applies to` does not count."""
    declarations = parts_of(10, 20, 5, applies=(True, True, False))
    value = field_of("mean", *(result(one.code) for one in declarations))
    every = computed("total", value, needs=needs(Coverage.ALL, 0, State.NOT_COMPUTED))
    assert evaluation(*declarations, every).result("total", HERE) == fmpq(15)


def test_what_otherwise_says_is_the_result() -> None:
    """A state as it is, a value as it is and marked: it passes over the formula around the aggregate, and steps."""
    value = arithmetic("*", 10, aggregate("mean", member(unknown(), "m")))
    low = needs(Coverage.MEMBERS, 1, N)
    assert total(value, needs=low) == Missing(N)
    put = needs(Coverage.MEMBERS, 1, 5)
    assert total(value, needs=put) == Marked(fmpq(5), frozenset({Mark.IMPUTED}))
    refused = needs(Coverage.MEMBERS, 1, State.NOT_COMPUTED)
    assert isinstance(total(value, needs=refused, rules=Rules(no_data=rule("no_data", 0))), Missing)


def test_an_empty_aggregate() -> None:
    """Count and sum are 0; what has no value over nothing says so, and its rule answers."""
    nobody = OverList("measures", "measures")
    for kind in ("count", "sum"):
        assert cell_of(aggregate(kind, member(1, over=nobody))) == fmpq(0)
    for kind in ("share", "mean", "median", "min", "max", "geometric mean", "weighted mean"):
        empty = aggregate(kind, member(1, over=nobody))
        assert cell_of(empty) == NOTHING_TO_COUNT
        answered = total(empty, rules=Rules(nothing_to_count=rule("nothing_to_count", N)))
        assert answered == Missing(N)


def test_weights_that_add_up_to_nothing_are_a_zero_divisor() -> None:
    """A mean weighted by data that are all 0."""
    assert cell_of(field_of("weighted mean", 4, 5, weights=[0, 0])) == ZERO_DIVISOR


def test_weights_from_data_are_normalised() -> None:
    """10 with weight 1 and 20 with weight 3."""
    assert cell_of(field_of("weighted mean", 10, 20, weights=[1, 3])) == fmpq(35, 2)


def test_a_group_statistic_leaves_out_the_unknown_too() -> None:
    """Over bodies, one body's missing datum does not take the statistic from all."""
    columns = rows(x={"north": 1, "south": ABSENT, "west": 4})
    asked = evaluation(data=Data({"data": columns}))
    assert asked.node(over_bodies("mean"), HERE) == fmpq(5, 2)
    assert asked.node(over_bodies("max"), HERE) == fmpq(4)
    assert asked.node(over_bodies("best", direction="lower"), HERE) == fmpq(1)
    assert asked.node(over_bodies("worst", direction="lower"), HERE) == fmpq(4)
    assert isinstance(asked.node(over_bodies("sum"), HERE), Missing)


def test_others_leaves_the_body_itself_out() -> None:
    """And is a different group for each body."""
    asked = evaluation(data=Data({"data": rows(x={"north": 1, "south": 2, "west": 4})}))
    statistic = over_bodies("mean", over=OverList("bodies", "bodies", others=True))
    assert asked.node(statistic, HERE) == fmpq(3)
    assert asked.node(statistic, ("west", 2020, None)) == fmpq(3, 2)


def test_over_applicable_takes_the_bodies_that_a_declaration_applies_to() -> None:
    """Here those of the list `central`."""
    data = Data({"data": rows(x={"north": 1, "south": 2, "west": 4})}, {"central": ("north", "west")})
    statistic = over_bodies("sum", over=OverList("bodies", "bodies", applicable_to="d"))
    assert evaluation(computed("d", 1, applies_to="central"), data=data).node(statistic, HERE) == fmpq(5)
    assert evaluation(computed("d", 1, does_not_apply_to="central"), data=data).node(statistic, HERE) == fmpq(2)


def test_only_selects_leaves_out_and_refuses() -> None:
    """No leaves a member out, so do N and U; unknown leaves the call unknown."""
    chosen = aggregate("count", member(None, over=ALL_BODIES, only=compare(">", datum("x"), 1)))
    share = n.Aggregate(n.AggregateKind.SHARE, chosen.members, span=SPAN)

    def asked(west: int | State, what: n.Aggregate) -> Cell:
        return evaluation(data=Data({"data": rows(x={"north": 1, "south": 2, "west": west})})).node(what, HERE)

    assert (asked(4, chosen), asked(4, share)) == (fmpq(2), fmpq(2, 3))
    assert (asked(N, chosen), asked(N, share)) == (fmpq(1), HALF)
    west = Cause("data.x", ABSENT, (("bodies", "west"), ("period", 2020)))
    assert asked(ABSENT, chosen) == asked(ABSENT, share) == Missing(ABSENT, (west,))


def test_the_middle_of_an_even_count_is_the_mean_of_the_two() -> None:
    """1, 2, 4, 9 give 3; 1, 2, 9 give 2."""
    assert cell_of(single("median", 9, 1, 4, 2)) == fmpq(3)
    assert cell_of(single("median", 9, 1, 2)) == fmpq(2)


def test_over_periods_takes_the_last_years_ending_in_this_one() -> None:
    """Two years of a column."""
    columns = rows(x=5)
    columns["x"]["north", 2019] = fmpq(3)
    mean = aggregate("mean", member(datum("x"), over=OverPeriods(2)))
    assert evaluation(data=Data({"data": columns})).node(mean, HERE) == fmpq(4)


def test_children_are_those_whose_parent_column_names_the_element() -> None:
    """A tree in a list's own column."""
    column = Column("part_of", ElementType("bodies"), Shape(PURE), None, None, True, (), None, SPAN)
    lists = {"bodies": ListDeclaration("bodies", None, None, "bodies", None, "c", (), (column,), (), None, SPAN)}
    parents = {("bodies", "part_of", "south"): "north", ("bodies", "part_of", "west"): "north"}
    data = Data({"data": rows(x={"north": 9, "south": 2, "west": 4})}, attributes=parents)
    total_of_children = over_bodies("sum", over=OverList("bodies", "bodies", children=True))
    asked = evaluation(data=data, lists=lists)
    assert asked.node(total_of_children, HERE) == fmpq(6)
    assert asked.node(total_of_children, ("west", 2020, None)) == fmpq(0)


MARKED = n.Constant(fmpq(3), illustrative=True, span=SPAN)
LOGARITHM = n.Logarithm(node(2), span=SPAN)


@pytest.mark.parametrize("kind", ["sum", "mean", "median", "min", "max", "count", "geometric mean", "best", "worst"])
@pytest.mark.parametrize("covered", [None, Coverage.ALL])
@pytest.mark.parametrize("last", [node(5), MARKED, LOGARITHM, node(N), node(U), unknown(), node(fmpq(0))])
def test_results_are_members_as_their_values_are(kind: str, covered: Coverage | None, last: n.AnyNode) -> None:
    """A member that names a declaration gives the aggregate what the declaration's formula itself would."""
    asked = {} if covered is None else {"needs": needs(covered, 0, U)}
    shared = computed("first", 4), computed("second", HALF), computed("last", last)
    through = computed("through", single(kind, *(result(one.code) for one in shared)), **asked)
    directly = computed("directly", single(kind, *(one.value for one in shared)), **asked)
    found = evaluation(*shared, through, directly)
    cell, expected = found.result("through", HERE), found.result("directly", HERE)
    if isinstance(cell, Missing) and isinstance(expected, Missing):
        assert cell.state is expected.state
    else:
        assert cell == expected
