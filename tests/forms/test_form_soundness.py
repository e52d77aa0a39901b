"""The numbers an engine computes with lie within the bounds of the form."""

from math import lcm

from attrs import frozen
from flint import fmpq
from hypothesis import assume, given
from hypothesis import strategies as st

from tarazy.dsl.forms import (
    Fixed,
    Form,
    Ratio,
    form_of_difference,
    form_of_literal,
    form_of_mean,
    form_of_power,
    form_of_product,
    form_of_progress,
    form_of_progress_between_statistics,
    form_of_quotient,
    form_of_rounding,
    form_of_selection,
    form_of_sum,
    form_of_total,
    form_of_weighted_mean,
    need_to_compare,
    need_to_round,
    tightened,
    whole_weights,
)
from tarazy.dsl.intervals import between
from tarazy.dsl.rounding_mode import RoundingMode, rounded


@frozen
class Sample:
    """A form and one number of it as an engine holds it: numerator over denominator."""

    form: Fixed | Ratio
    above: int
    below: int

    @property
    def value(self) -> fmpq:
        """The number."""
        return fmpq(self.above, self.below)


def samples_of(form: Fixed | Ratio) -> st.SearchStrategy[Sample]:
    """Numbers of a form, its ends among them."""
    if isinstance(form, Fixed) and form.numerator is not None:
        return st.just(Sample(form, form.numerator, form.denominator))
    above = st.integers(-form.magnitude, form.magnitude) | st.sampled_from([form.magnitude, -form.magnitude])
    if isinstance(form, Fixed):
        return st.builds(Sample, st.just(form), above, st.just(form.denominator))
    return st.builds(Sample, st.just(form), above, st.integers(1, form.denominator_bound))


fixed_forms = st.builds(Fixed, st.integers(1, 60), st.integers(0, 500))
constants = st.builds(lambda p, q: form_of_literal(fmpq(p, q)), st.integers(-40, 40), st.integers(1, 24))
ratios = st.builds(Ratio, st.integers(0, 500), st.integers(1, 60))
forms = fixed_forms | constants | ratios
samples = forms.flatmap(samples_of)


def holds(form: Form, value: fmpq) -> bool:
    """Whether a form allows a value: some n over its D, or some n / d, within its bounds."""
    match form:
        case Fixed(denominator=denominator, magnitude=magnitude, numerator=numerator):
            above = value * denominator
            return above.q == 1 and abs(above) <= magnitude and numerator in (None, above.p)
        case Ratio(magnitude=magnitude, denominator_bound=bound):
            return abs(value.p) <= magnitude and value.q <= bound
        case _:
            return True


@given(samples, samples)
def test_arithmetic_stays_within_its_form(x: Sample, y: Sample) -> None:
    """Whatever x and y are, x + y, x - y, x · y and x / y are numbers of their form."""
    assert holds(form_of_sum(x.form, y.form), x.value + y.value)
    assert holds(form_of_difference(x.form, y.form), x.value - y.value)
    assert holds(form_of_product(x.form, y.form), x.value * y.value)
    if y.above:
        assert holds(form_of_quotient(x.form, y.form), x.value / y.value)


@given(ratios, st.data())
def test_ratios_of_one_denominator_add_over_it(form: Ratio, data: st.DataObject) -> None:
    """N₁ + N₂ over M holds n₁/d + n₂/d."""
    below = data.draw(st.integers(1, form.denominator_bound))
    above = st.integers(-form.magnitude, form.magnitude)
    total = form_of_sum(form, form, same_denominator=True)
    assert holds(total, fmpq(data.draw(above), below) + fmpq(data.draw(above), below))


@given(samples, samples)
def test_choosing_and_comparing_stay_within_their_bounds(x: Sample, y: Sample) -> None:
    """The chosen operand is a number of the form, and both sides brought to one denominator fit the need."""
    chosen = form_of_selection([x.form, y.form])
    assert holds(chosen, x.value)
    assert holds(chosen, y.value)
    both_fixed = isinstance(x.form, Fixed) and isinstance(y.form, Fixed)
    common = lcm(x.below, y.below) if both_fixed else x.below * y.below
    bound = need_to_compare(x.form, y.form)
    assert bound is not None
    assert max(abs(x.above) * (common // x.below), abs(y.above) * (common // y.below)) <= bound


@given(samples, st.sampled_from(RoundingMode), st.integers(-2, 3))
def test_rounding_stays_within_its_form_and_need(x: Sample, mode: RoundingMode, decimals: int) -> None:
    """A rounded value is a number of the form; floor((2·|n|·10^k + d) / 2d) rounds half up in the need."""
    around = between(-abs(x.value), abs(x.value))
    result = form_of_rounding(x.form, decimals, around)
    assert holds(result, rounded(x.value, mode, decimals))
    above, below = abs(x.above) * int(10 ** max(decimals, 0)), x.below * int(10 ** max(-decimals, 0))
    steps = (2 * above + below) // (2 * below)
    assert steps / fmpq(10) ** decimals == abs(rounded(x.value, RoundingMode.HALF_UP, decimals))
    bound = need_to_round(x.form, decimals)
    assert bound is not None
    assert max(2 * above + below, 2 * below, steps) <= bound


@given(samples, st.integers(-3, 4))
def test_whole_powers_stay_within_their_form(x: Sample, exponent: int) -> None:
    """The power of a number of the base is a number of the form, for negative exponents unless it is 0."""
    assume(x.above != 0 or exponent >= 0)
    assert holds(form_of_power(x.form, fmpq(exponent)), x.value**exponent)


@given(samples, st.builds(fmpq, st.integers(0, 50), st.integers(1, 9)))
def test_an_interval_tightens_without_losing_a_value(x: Sample, slack: fmpq) -> None:
    """N := min(N, m·M) still holds every value that lies in the interval."""
    assert holds(tightened(x.form, between(x.value - slack, x.value + slack)), x.value)


members_of_one_form = (fixed_forms | ratios).flatmap(lambda form: st.lists(samples_of(form), min_size=1, max_size=6))


@given(members_of_one_form)
def test_totals_and_means_stay_within_their_form(members: list[Sample]) -> None:
    """The sum and the mean over some of at most so many members are numbers of their forms."""
    total = sum((member.value for member in members), fmpq(0))
    for most in (len(members), len(members) + 2):
        assert holds(form_of_total(members[0].form, most), total)
        assert holds(form_of_mean(members[0].form, most), total / len(members))


@given(
    st.lists(st.tuples((fixed_forms | constants).flatmap(samples_of), st.integers(1, 9)), min_size=1, max_size=5),
    st.data(),
)
def test_weighted_means_stay_within_their_form(parts: list[tuple[Sample, int]], data: st.DataObject) -> None:
    """With all members taking part or with some, Σ wᵢxᵢ / Σ wᵢ is a number of the form."""
    everything = [member.form for member, _ in parts]
    weights = [fmpq(weight, 100) for _, weight in parts]
    whole = whole_weights(weights)
    taking_part = data.draw(st.lists(st.sampled_from(range(len(parts))), min_size=1, unique=True))
    mean = _mean([parts[i][0].value for i in taking_part], [whole[i] for i in taking_part])
    assert holds(form_of_weighted_mean(everything, weights), mean)
    full = _mean([member.value for member, _ in parts], list(whole))
    assert holds(form_of_weighted_mean(everything, weights, rescaled=False), full)


def _mean(values: list[fmpq], weights: list[int]) -> fmpq:
    return sum((w * x for w, x in zip(weights, values, strict=True)), fmpq(0)) / sum(weights)


@given(members_of_one_form.filter(lambda members: len(members) > 1))
def test_progress_stays_within_its_form(members: list[Sample]) -> None:
    """(x − A) / (B − A) between the least and the greatest of a group, and between constants."""
    values = [member.value for member in members]
    start, end = min(values), max(values)
    assume(start != end)
    for member in members:
        progress = (member.value - start) / (end - start)
        assert holds(form_of_progress_between_statistics(member.form), progress)
        between_constants = form_of_progress(member.form, form_of_literal(start), form_of_literal(end))
        assert holds(between_constants, progress)
