"""Sums, products, roots, powers and logarithms are exact wherever the result is rational."""

import pytest
from flint import ctx, fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.interpreter.exact import (
    DomainError,
    Number,
    absolute,
    add,
    div,
    equal,
    geometric_mean,
    ln,
    mul,
    neg,
    power,
    root,
    sign,
    sub,
    to_text,
    total,
)


def q(above: int, below: int = 1) -> fmpq:
    """The rational above / below."""
    return fmpq(above, below)


rationals = st.builds(fmpq, st.integers(-(10**6), 10**6), st.integers(1, 10**4))
positive_rationals = st.builds(fmpq, st.integers(1, 10**6), st.integers(1, 10**4))
degrees = st.integers(1, 7)
irrationals = st.one_of(
    st.builds(root, positive_rationals, degrees),
    st.builds(ln, positive_rationals),
    st.builds(add, st.builds(ln, positive_rationals), st.builds(root, positive_rationals, degrees)),
)
numbers = st.one_of(rationals, irrationals)


@pytest.mark.parametrize(
    ("value", "rational"),
    [
        (add(q(1, 10), q(2, 10)), q(3, 10)),
        (root(q(1, 8), 3), q(1, 2)),
        (root(q(-27), 3), q(-3)),
        (root(q(7), 1), q(7)),
        (root(q(0), 4), q(0)),
        (mul(root(q(2), 2), root(q(2), 2)), q(2)),
        (mul(root(q(2), 2), root(q(8), 2)), q(4)),
        (mul(root(q(2), 2), root(q(18), 2)), q(6)),
        (mul(root(q(12), 3), root(q(18), 3)), q(6)),
        (power(q(4, 9), q(-3, 2)), q(27, 8)),
        (power(root(q(5), 3), q(6)), q(25)),
        (power(q(-2), q(3)), q(-8)),
        (power(q(-2), q(0)), q(1)),
        (ln(q(1)), q(0)),
        (div(ln(q(8)), ln(q(2))), q(3)),
        (div(ln(q(4, 9)), ln(q(27, 8))), q(-2, 3)),
        (div(ln(q(75000, 100)), ln(q(750))), q(1)),
        (div(ln(root(q(2), 2)), ln(q(2))), q(1, 2)),
        (sub(root(q(2), 3), root(q(2), 3)), q(0)),
        (div(add(root(q(2), 2), q(1)), add(q(2), mul(q(2), root(q(2), 2)))), q(1, 2)),
        (div(sub(root(q(2), 2), root(q(3), 2)), sub(root(q(3), 2), root(q(2), 2))), q(-1)),
        (geometric_mean([q(2), q(8)]), q(4)),
        (geometric_mean([q(2), q(0), root(q(3), 2)]), q(0)),
        (geometric_mean([q(4), q(5)], [q(1), q(0)]), q(4)),
        (geometric_mean([q(16), q(81)], [q(1, 4), q(3, 4)]), q(54)),
        (absolute(q(-1, 2)), q(1, 2)),
    ],
)
def test_a_rational_result_is_a_rational(value: Number, rational: fmpq) -> None:
    """Perfect powers, equal nodes and dependent logarithms leave no expression behind."""
    assert isinstance(value, fmpq)
    assert value == rational


def test_equal_structure_is_equal_and_hashes_alike() -> None:
    """Two ways of writing one sum give equal numbers; another number is not equal."""
    one = add(root(q(2), 2), mul(ln(q(3)), q(5)))
    other = add(add(mul(q(2), ln(q(3))), root(q(2), 2)), mul(ln(q(3)), q(3)))
    assert one == other
    assert hash(one) == hash(other)
    assert one != add(root(q(2), 2), ln(q(3)))
    assert add(root(q(2), 2), root(q(8), 2)) == mul(q(3), root(q(2), 2))


@pytest.mark.parametrize(
    ("base", "exponent"),
    [(q(0), q(0)), (q(0), q(-1)), (q(0), q(-1, 2)), (q(-2), q(1, 2)), (neg(ln(q(2))), q(1, 3))],
)
def test_a_power_without_a_real_value_is_refused(base: Number, exponent: fmpq) -> None:
    """0 to 0 or less, and a negative number to a fraction, have no value."""
    with pytest.raises(DomainError):
        power(base, exponent)


@pytest.mark.parametrize("degree", [0, -3])
def test_a_root_of_no_degree_is_refused(degree: int) -> None:
    """The degree of a root is 1 or more."""
    with pytest.raises(DomainError):
        root(q(2), degree)


def test_an_even_root_and_a_logarithm_need_their_domain() -> None:
    """Roots of even degree need 0 or more, logarithms more than 0, however the number is written."""
    zero = sub(add(root(q(12), 2), root(q(3), 2)), root(q(27), 2))
    for argument in (q(0), q(-1), zero, sub(q(1), root(q(2), 2))):
        with pytest.raises(DomainError):
            ln(argument)
    with pytest.raises(DomainError):
        root(sub(q(1), root(q(2), 2)), 2)
    with pytest.raises(ZeroDivisionError):
        div(q(1), q(0))
    with pytest.raises(ZeroDivisionError):
        div(ln(q(2)), zero)


@pytest.mark.parametrize(
    ("values", "weights"),
    [
        ([], None),
        ([q(1), q(-1)], None),
        ([q(1), q(2)], [q(1, 2), q(1, 3)]),
        ([q(1), q(2)], [q(3, 2), q(-1, 2)]),
        ([q(1), q(0)], [q(1), q(0)]),
    ],
)
def test_a_geometric_mean_without_meaning_is_refused(values: list[Number], weights: list[fmpq] | None) -> None:
    """It needs values of 0 or more, weights of 0 or more that add up to 1, and no 0 to the weight 0."""
    with pytest.raises(DomainError):
        geometric_mean(values, weights)


def test_an_exact_power_of_monstrous_size_is_refused() -> None:
    """2 to a thousand million would fill the memory; 1 and -1 are harmless."""
    with pytest.raises(OverflowError):
        power(q(2), q(10**9))
    assert power(q(-1), q(10**30 + 1)) == q(-1)


def test_a_deep_chain_is_computed_without_recursion() -> None:
    """A value carried through a thousand periods is no deeper than the stack allows."""
    value: Number = root(q(2), 2)
    for _ in range(1500):
        value = ln(add(mul(value, value), root(q(3), 2)))
    assert to_text(value, 6) == "1.01898"


@given(numbers, numbers, numbers)
def test_field_laws(a: Number, b: Number, c: Number) -> None:
    """Sums and products commute, associate and distribute; opposites and inverses undo them."""
    assert equal(add(a, b), add(b, a))
    assert equal(mul(a, b), mul(b, a))
    assert equal(add(add(a, b), c), add(a, add(b, c)))
    assert equal(mul(mul(a, b), c), mul(a, mul(b, c)))
    assert equal(mul(a, add(b, c)), add(mul(a, b), mul(a, c)))
    assert equal(sub(add(a, b), b), a)
    assert total([a, b, neg(a), neg(b)]) == 0
    if sign(b) != 0:
        assert equal(mul(div(a, b), b), a)
        assert equal(div(add(a, c), b), add(div(a, b), div(c, b)))


@given(positive_rationals, positive_rationals, degrees, degrees)
def test_laws_of_powers(x: fmpq, y: fmpq, n: int, m: int) -> None:
    """Roots undo powers, multiply over products, and multiply their degrees when nested."""
    assert power(root(x, n), fmpq(n)) == x
    assert root(power(x, fmpq(n)), n) == x
    assert equal(root(mul(x, y), n), mul(root(x, n), root(y, n)))
    assert equal(root(root(x, n), m), root(x, n * m))
    assert equal(mul(power(x, fmpq(n, m)), power(x, fmpq(-n, m))), fmpq(1))


@given(positive_rationals, positive_rationals, st.integers(-5, 5))
def test_laws_of_logarithms(x: fmpq, y: fmpq, n: int) -> None:
    """Logarithms turn products into sums and powers into multiples."""
    assert equal(ln(mul(x, y)), add(ln(x), ln(y)))
    assert equal(ln(div(x, y)), sub(ln(x), ln(y)))
    assert equal(ln(power(x, fmpq(n))), mul(fmpq(n), ln(x)))


@given(irrationals, degrees)
def test_a_root_of_an_irrational_is_undone_by_its_power(x: Number, n: int) -> None:
    """The n-th power of the n-th root of |x| is |x|, and |x| is x or -x."""
    size = absolute(x)
    assert equal(power(root(size, n), fmpq(n)), size)
    assert equal(size, x) or equal(size, neg(x))


@given(irrationals, irrationals)
def test_the_working_precision_of_flint_is_left_alone(a: Number, b: Number) -> None:
    """Deciding a sign and printing set the precision for themselves and put it back."""
    with ctx.workprec(77):
        sign(sub(a, b))
        assert ctx.prec == 77
        to_text(add(a, b), 30)
        assert ctx.prec == 77
