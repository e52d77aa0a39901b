"""A declaration at one place: order of steps and rules, facets, memory, cycles."""

from __future__ import annotations

import subprocess
import sys
from collections import UserDict

import pytest
from flint import fmpq

from tarazy.dsl import nodes as n
from tarazy.dsl.declarations import AdjustStep, BoundStep, Parameter, Role, RoundStep, Rules
from tarazy.dsl.over import OverList
from tarazy.dsl.periods import former_words
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.states import State
from tarazy.interpreter.cells import ALL_EQUAL, ZERO_DIVISOR, Cause, Cell, Mark, Marked, Missing
from tarazy.interpreter.meaning.plan_errors import EvaluationCycle, PlanError, PlanErrorCode
from tarazy.interpreter.snapshot_protocol import Key, Read
from tests.interpreter.evaluation.hand_made import (
    ABSENT,
    HERE,
    SPAN,
    Data,
    N,
    U,
    aggregate,
    arithmetic,
    bodies_list,
    cell_of,
    compare,
    computed,
    datum,
    evaluation,
    legend,
    member,
    node,
    over_bodies,
    result,
    rows,
    rule,
    unknown,
)

PLACE = (("bodies", "north"), ("period", 2020))
IMPUTED = frozenset({Mark.IMPUTED})
ROUND = RoundStep(RoundingMode.HALF_UP, 0, SPAN)
OWN_VALUE = result("d", n.Facet.VALUE)


def bound(value: int, upper: bool) -> BoundStep:
    """``not more than`` or ``not less than``."""
    return BoundStep(node(value), upper, SPAN)


def of(value: n.AnyNode | int | State, **parts: object) -> Cell:
    """Result of a declaration."""
    return evaluation(computed("d", value, **parts)).result("d", HERE)


def test_steps_act_in_the_order_written() -> None:
    """2.5 doubled by `plus` before or after rounding differs."""
    plus = AdjustStep((node(fmpq(1, 2)),), 1, SPAN)
    half = node(fmpq(5, 2))
    assert of(half, value_steps=(ROUND, plus)) == fmpq(7, 2)
    assert of(half, value_steps=(plus, ROUND)) == fmpq(3)
    assert of(half, value_steps=(bound(3, False), bound(2, True))) == fmpq(2)


def test_points_are_made_of_the_value_after_its_steps() -> None:
    """value, its steps, points, their steps; each facet shows its own."""
    declared = computed(
        "d",
        node(fmpq(12, 5)),
        value_steps=(ROUND,),
        points=arithmetic("/", OWN_VALUE, 4),
        points_steps=(bound(1, False), RoundStep(RoundingMode.UP, 0, SPAN), bound(5, True)),
    )
    asked = evaluation(declared)
    assert asked.facet("d", n.Facet.VALUE, HERE) == fmpq(2)
    assert asked.result("d", HERE) == fmpq(1)
    assert asked.facet("d", n.Facet.BEFORE_ROUNDING, HERE) == fmpq(1)
    records = asked.steps("d", HERE)
    assert [(one.on_points, one.before, one.after) for one in records] == [
        (False, fmpq(12, 5), fmpq(2)),
        (True, fmpq(1, 2), fmpq(1)),
        (True, fmpq(1), fmpq(1)),
        (True, fmpq(1), fmpq(1)),
    ]


def test_before_rounding_is_the_operand_of_the_last_rounding() -> None:
    """Of a step, or of a formula that is one rounding; nothing rounded, it is the result."""
    third = node(fmpq(8, 3))
    for declared in (
        computed("d", third, value_steps=(ROUND, bound(9, True))),
        computed("d", n.Round(third, RoundingMode.HALF_UP, 0, span=SPAN)),
        computed("d", third),
    ):
        assert evaluation(declared).facet("d", n.Facet.BEFORE_ROUNDING, HERE) == fmpq(8, 3)


def test_less_and_plus_skip_what_does_not_apply() -> None:
    """A deduction that is N or U takes nothing off; an unknown one leaves the whole unknown."""
    assert of(10, value_steps=(AdjustStep((node(3), node(N), node(U)), -1, SPAN),)) == fmpq(7)
    assert isinstance(of(10, value_steps=(AdjustStep((unknown(),), -1, SPAN),)), Missing)


def test_outside_applies_to_everything_is_not_applicable() -> None:
    """No datum is asked for, and no rule answers."""
    data = Data(lists={"central": ("south",)})
    rules = Rules(no_data=rule("no_data", 0))
    asked = evaluation(computed("d", unknown(), applies_to="central", rules=rules), data=data)
    assert asked.result("d", HERE) == asked.facet("d", n.Facet.VALUE, HERE) == Missing(N)
    assert asked.result("d", ("south", 2020, None)) == Marked(fmpq(0), IMPUTED)
    assert asked.rule_fired("d", HERE) is None


def test_a_list_holds_the_elements_for_which_its_only_holds() -> None:
    """`only` of the list and of the lists it is part of."""
    regional = bodies_list(
        "central", compare(">", n.Attribute("bodies", "size", n.Element("bodies", span=SPAN), span=SPAN), 5)
    )
    sizes: dict[tuple[str, str, str], Read] = {
        ("bodies", "size", "north"): fmpq(9),
        ("bodies", "size", "south"): fmpq(1),
        ("bodies", "size", "west"): N,
    }
    data = Data(attributes=sizes, lists={"central": ("north", "south", "west")})
    asked = evaluation(computed("d", 1, applies_to="central"), data=data, lists={"central": regional})
    assert [asked.result("d", (body, 2020, None)) for body in ("north", "south", "west")] == [
        fmpq(1),
        Missing(N),
        Missing(N),
    ]
    unsized = Data(lists={"central": ("north",)})
    with pytest.raises(PlanError) as raised:
        evaluation(computed("d", 1, applies_to="central"), data=unsized, lists={"central": regional}).result("d", HERE)
    assert raised.value.code is PlanErrorCode.MEMBERSHIP_UNKNOWN


def test_no_data_answers_for_the_result_and_never_for_the_value() -> None:
    """0 points marked imputed; the value keeps its state and cause."""
    declared = computed("d", datum("x"), points=arithmetic("*", 20, OWN_VALUE), rules=Rules(no_data=rule("no_data", 0)))
    asked = evaluation(declared)
    assert asked.result("d", HERE) == Marked(fmpq(0), IMPUTED)
    assert asked.facet("d", n.Facet.VALUE, HERE) == Missing(ABSENT, (Cause("data.x", ABSENT, PLACE),))
    assert asked.rule_fired("d", HERE) is declared.rules.no_data


def test_no_data_never_answers_n_or_u() -> None:
    """A verdict is no lack of data."""
    for state in (N, U):
        assert of(state, rules=Rules(no_data=rule("no_data", 0))) == Missing(state)


def test_not_yet_published_answers_that_cause_alone_and_first() -> None:
    """With another cause beside it, `no data` answers."""
    rules = Rules(no_data=rule("no_data", 0), not_yet_published=rule("not_yet_published", N))
    awaited = State.NOT_YET_PUBLISHED
    both = arithmetic("+", datum("x"), datum("y"))
    for other, expected in [(awaited, Missing(N)), (ABSENT, Marked(fmpq(0), IMPUTED))]:
        data = Data({"data": rows(x=awaited, y=other)})
        assert evaluation(computed("d", both, rules=rules), data=data).result("d", HERE) == expected


def test_an_unknown_without_a_rule_is_not_computed_except_in_a_quantity() -> None:
    """The causes stay those of the data."""
    cause = (Cause("data.missing_a", ABSENT, PLACE),)
    assert of(unknown()) == Missing(State.NOT_COMPUTED, cause)
    assert of(unknown(), role=Role.QUANTITY) == Missing(ABSENT, cause)
    assert of(unknown(), rules=Rules(no_data=rule("no_data", State.NOT_COMPUTED))) == Missing(State.NOT_COMPUTED, cause)


def test_a_failure_is_answered_by_the_rule_of_its_name_only() -> None:
    """Unanswered it is the cause of *not computed*, in a quantity too."""
    broken = arithmetic("/", 1, 0)
    assert of(broken, rules=Rules(zero_divisor=rule("zero_divisor", 5))) == Marked(fmpq(5), IMPUTED)
    cause = Cause("d", State.ZERO_DIVISOR, PLACE)
    for role in (Role.INDICATOR, Role.QUANTITY):
        assert of(broken, role=role, rules=Rules(no_data=rule("no_data", 0))) == Missing(State.NOT_COMPUTED, (cause,))


def test_a_rule_whose_formula_fails_leaves_the_next_to_answer() -> None:
    """A result is not computed only after every way to compute it has failed."""
    rules = Rules(
        not_yet_published=rule("not_yet_published", n.Shift(OWN_VALUE, 1, former_words(1, 1), span=SPAN)),
        no_data=rule("no_data", 7),
    )
    columns = rows(x=State.NOT_YET_PUBLISHED)
    for former, expected in [(None, 7), (fmpq(3), 3)]:
        if former is not None:
            columns["x"]["north", 2019] = former
        asked = evaluation(computed("d", datum("x"), rules=rules), data=Data({"data": columns}))
        assert asked.result("d", HERE) == Marked(fmpq(expected), IMPUTED)


def test_equal_ends_of_progress() -> None:
    """*All equal* between statistics of a group, by name or not; *zero divisor* between other numbers."""
    data = Data({"data": rows(x={"north": 3, "south": 3, "west": 3})})
    ends = (over_bodies("min"), over_bodies("max"))
    named = computed("d", 1, where=legend(low=ends[0]))
    asked = evaluation(named, data=data)
    assert asked.node(n.Progress(datum("x"), *ends, span=SPAN), HERE) == ALL_EQUAL
    low = n.Local("d", "low", span=SPAN)
    assert asked.node(n.Progress(datum("x"), low, ends[1], span=SPAN), HERE) == ALL_EQUAL
    assert asked.node(n.Progress(datum("x"), datum("x"), node(3), span=SPAN), HERE) == ZERO_DIVISOR


def test_a_former_period_before_the_first_is_absent_with_that_cause() -> None:
    """Also where what is shifted needs no datum; what the text sets has no first period."""
    asked = evaluation(computed("d", 1))
    former = asked.node(n.Shift(result("d"), 2, former_words(2, 1), span=SPAN), HERE)
    assert former == Missing(ABSENT, (Cause("no former period", ABSENT, (("period", 2018),)),))
    assert asked.node(n.Shift(result("d"), 1, former_words(1, 1), span=SPAN), HERE) == fmpq(1)
    assert asked.node(n.Shift(node(4), 9, former_words(9, 1), span=SPAN), HERE) == fmpq(4)


def test_a_parameter_holds_from_its_year_until_the_next() -> None:
    """Before its first year it is absent."""
    norm = Parameter("norm", None, (), ((2019, node(1)), (2021, node(2))), SPAN)
    asked = evaluation(parameters={"norm": norm})
    found = [
        asked.node(n.ParameterValue("norm", span=SPAN), ("north", year, None))
        for year in (2018, 2019, 2020, 2021, 2030)
    ]
    absent = Missing(ABSENT, (Cause("norm", ABSENT, (("period", 2018),)),))
    assert found == [absent, fmpq(1), fmpq(1), fmpq(2), fmpq(2)]


def test_selectors_change_the_place() -> None:
    """`x[2019]`, `x[south]`."""
    columns = rows(x={"north": 1, "south": 2})
    columns["x"]["north", 2019] = fmpq(5)
    asked = evaluation(data=Data({"data": columns}))
    south = n.ElementConstant("bodies", "south", span=SPAN)
    assert asked.node(n.AtPeriod(datum("x"), 2019, span=SPAN), HERE) == fmpq(5)
    assert asked.node(n.AtElement(datum("x"), "bodies", south, span=SPAN), HERE) == fmpq(2)


def test_overrides_replace_a_cell_at_one_place() -> None:
    """A value put in goes on to points; a result put in does not."""
    declared = computed("d", unknown(), points=arithmetic("*", 2, OWN_VALUE), rules=Rules(no_data=rule("no_data", 0)))
    key = ("north", 2020)
    by_value = evaluation(declared, overrides={("d", n.Facet.VALUE, key): fmpq(4)})
    assert by_value.result("d", HERE) == fmpq(8)
    assert by_value.result("d", ("south", 2020, None)) == Marked(fmpq(0), IMPUTED)
    by_result = evaluation(declared, overrides={("d", n.Facet.RESULT, key): Missing(U)})
    assert by_result.result("d", HERE) == Missing(U)


def test_a_cell_is_computed_once_for_its_own_axes() -> None:
    """A place that differs in an axis which the declaration has not is the same cell."""
    asked_for: list[Key] = []

    class Noted(UserDict[Key, Read]):
        """A column that notes which keys are asked for."""

        def __getitem__(self, key: Key) -> Read:
            asked_for.append(key)
            return self.data[key]

    asked = evaluation(computed("d", datum("x")), data=Data({"data": {"x": Noted({("north", 2020): fmpq(1)})}}))
    for measure in (None, "m1", "m2"):
        assert asked.result("d", ("north", 2020, measure)) == fmpq(1)
    assert asked_for == [("north", 2020)]


def test_a_name_of_the_legend_may_run_along_more_axes_than_its_declaration() -> None:
    """It is remembered for each measure, though the declaration has one value for all."""
    by_measure: dict[Key, Read] = {("north", "m1", 2020): fmpq(2), ("north", "m2", 2020): fmpq(4)}
    rate = n.Local("d", "rate", span=SPAN)
    mean = aggregate("mean", member(rate, over=OverList("measures", "measures")))
    declared = computed("d", mean, where=legend(rate=datum("x", "by_measure")))
    data = Data({"by_measure": {"x": by_measure}}, {"measures": ("m1", "m2")})
    asked = evaluation(declared, data=data)
    assert asked.result("d", HERE) == fmpq(3)
    assert asked.local("d", "rate", ("north", 2020, "m2")) == fmpq(4)


def test_what_applies_to_some_is_remembered_for_each() -> None:
    """Also where the formula itself is the same for all."""
    asked = evaluation(
        computed("d", 1, applies_to="central"), data=Data(lists={"central": ("south",)}), axes_of={"d": ()}
    )
    assert asked.result("d", HERE) == Missing(N)
    assert asked.result("d", ("south", 2020, None)) == fmpq(1)


def test_a_cycle_is_our_fault_and_is_said() -> None:
    """The checker refuses cycles; one that slips through is not followed for ever."""
    asked = evaluation(computed("a", result("b")), computed("b", result("a")))
    for _ in range(2):
        with pytest.raises(EvaluationCycle):
            asked.result("a", HERE)


def test_a_long_chain_of_declarations_is_no_matter() -> None:
    """Two thousand, each reading the one before."""
    chain = [computed("c0", 0)] + [computed(f"c{i}", arithmetic("+", result(f"c{i - 1}"), 1)) for i in range(1, 2000)]
    assert evaluation(*chain).result("c1999", HERE) == fmpq(1999)


def test_crossed_ends_of_a_limit_are_a_finding_with_its_place() -> None:
    """Also where an end carries marks."""
    low = n.Constant(fmpq(3), illustrative=True, span=SPAN)
    with pytest.raises(PlanError) as raised:
        cell_of(n.Limit(node(1), low, node(2), span=SPAN))
    assert raised.value.code is PlanErrorCode.LIMIT_ENDS_CROSSED
    assert raised.value.place == PLACE


def test_refusals_of_the_number_kernel_are_findings() -> None:
    """A logarithm of 0, a table without a row for the value."""
    band = n.Band(fmpq(1), False, None, False, node(1), None, SPAN)
    refusals: list[tuple[n.AnyNode, PlanErrorCode]] = [
        (n.Logarithm(node(0), span=SPAN), PlanErrorCode.OUTSIDE_DOMAIN),
        (n.Bands(node(0), (band,), span=SPAN), PlanErrorCode.NO_ROW_FITS),
    ]
    for refused, code in refusals:
        with pytest.raises(PlanError) as raised:
            cell_of(refused)
        assert raised.value.code is code


def test_a_long_chain_of_declarations_is_computed() -> None:
    """As deep as declarations may be computed from each other, no depth of calls stands in the way."""
    chain = [computed(f"c{place}", arithmetic("+", result(f"c{place - 1}"), 1)) for place in range(1, 3_000)]
    assert evaluation(computed("c0", 1), *chain).result("c2999", HERE) == fmpq(3_000)


def test_only_an_evaluation_changes_the_depth_of_calls() -> None:
    """Whoever imports the interpreter and evaluates nothing keeps the depth of calls that he had."""
    code = "import sys; a = sys.getrecursionlimit(); import tarazy.interpreter.evaluation; "
    code += "print(a == sys.getrecursionlimit())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
