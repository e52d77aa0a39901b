"""Order is decided exactly, or refused by name: never guessed."""

import pytest
from flint import arb, ctx, fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.interpreter.exact import (
    Number,
    UndecidedTie,
    add,
    compare,
    div,
    equal,
    ln,
    maximum,
    minimum,
    mul,
    power,
    root,
    sign,
    sub,
)
from tarazy.interpreter.exact.enclosure import LAST_PRECISION, bounds


def q(above: int, below: int = 1) -> fmpq:
    """The rational above / below."""
    return fmpq(above, below)


ln2, ln3, ln6 = ln(q(2)), ln(q(3)), ln(q(6))
root2, root3, root6 = root(q(2), 2), root(q(3), 2), root(q(6), 2)

positive_rationals = st.builds(fmpq, st.integers(1, 50), st.integers(1, 50))
small_numbers = st.one_of(
    positive_rationals,
    st.builds(root, positive_rationals, st.integers(1, 4)),
    st.builds(ln, positive_rationals),
    st.builds(add, st.builds(root, positive_rationals, st.integers(2, 3)), positive_rationals),
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (mul(q(2), root(q(1, 8), 3)), q(1)),
        (add(root2, root(q(8), 2)), mul(q(3), root2)),
        (add(root(q(12), 2), root3), root(q(27), 2)),
        (mul(root2, root3), root6),
        (power(add(root2, root3), q(2)), add(q(5), mul(q(2), root6))),
        (div(q(1), sub(root2, q(1))), add(root2, q(1))),
        (root(add(q(3), mul(q(2), root2)), 3), root(power(add(q(1), root2), q(2)), 3)),
        (
            root(mul(q(2), add(q(3), mul(q(2), root2))), 3),
            mul(root(q(2), 3), root(power(add(q(1), root2), q(2)), 3)),
        ),
        (add(ln2, ln3), ln6),
        (div(add(ln2, ln3), ln6), q(1)),
        (root(div(add(ln2, ln3), ln6), 3), q(1)),
        (root(mul(q(8, 27), div(add(ln2, ln3), ln6)), 3), q(2, 3)),
        (root(mul(q(4), div(add(ln2, mul(q(1, 2), ln3)), ln(q(12)))), 3), root(q(2), 3)),
        (mul(ln(q(4)), ln3), mul(ln(q(9)), ln2)),
        (ln(add(root(q(12), 2), root3)), mul(q(3, 2), ln3)),
        (
            mul(q(123456789, 10**9), ln(q(15))),
            add(mul(q(123456789, 10**9), ln3), mul(ln(q(5)), q(123456789, 10**9))),
        ),
    ],
)
def test_equalities_balls_can_never_show(a: Number, b: Number) -> None:
    """Roots and logarithms that are equal by their laws compare equal, both ways round."""
    assert compare(a, b) == 0
    assert compare(b, a) == 0
    assert sign(sub(a, b)) == 0


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        (q(20000001), q(20000000), 1),
        (root2, q(99, 70), -1),
        (root2, q(14142135623730950488016887242096980785696718753769, 10**49), 1),
        (mul(q(2), root(q(1, 8) + q(1, 10**200), 3)), q(1), 1),
        (add(ln2, ln3), ln(q(6) - q(1, 10**300)), 1),
        (div(ln2, ln3), q(0), 1),
        (sub(root2, root3), q(0), -1),
    ],
)
def test_numbers_as_close_as_you_like_are_told_apart(a: Number, b: Number, order: int) -> None:
    """A difference is found however small it is, before the last precision."""
    assert compare(a, b) == order
    assert compare(b, a) == -order
    assert not equal(a, b)


@pytest.mark.parametrize(("exponent", "side"), [(1, -1), (2, 1), (3, -1), (4, 1), (-2, 1), (-3, -1)])
def test_the_sign_of_a_power_of_a_negative_number(exponent: int, side: int) -> None:
    """Even powers of √2 - √3 are positive and odd ones negative, below the line as above it."""
    assert sign(power(sub(root2, root3), q(exponent))) == side
    assert sign(mul(power(sub(root2, root3), q(exponent)), ln2)) == side


@pytest.mark.parametrize("degree", [2, 3, 4])
@pytest.mark.parametrize("factor", [sub(root3, root2), mul(sub(root2, root3), sub(q(1), root2))])
def test_a_root_of_a_product_with_negative_factors(factor: Number, degree: int) -> None:
    """A positive product has a positive root, whichever of its factors are negative as they are stored."""
    x = mul(factor, ln2)
    assert sign(root(x, degree)) == 1
    assert compare(power(root(x, degree), q(degree)), x) == 0
    low, high = bounds(root(x, degree), 128) or (q(-1), q(-1))
    assert low**degree <= (bounds(x, 64) or (q(0), q(0)))[1]
    assert high**degree >= (bounds(x, 64) or (q(0), q(0)))[0]


def test_a_tie_outside_the_rules_is_refused_with_both_numbers() -> None:
    """√2 + √3 = √(5 + 2√6) is true, and no rule here knows it: the answer is neither yes nor no."""
    left, right = add(root2, root3), root(add(q(5), mul(q(2), root6)), 2)
    with pytest.raises(UndecidedTie) as caught:
        compare(left, right)
    assert (caught.value.left, caught.value.right) == (left, right)
    assert caught.value.precision == LAST_PRECISION


def test_minimum_and_maximum_keep_the_number_itself() -> None:
    """Of two equal numbers the first is taken, so that a trace names the first."""
    sum_of_logarithms = add(ln2, ln3)
    assert minimum(root2, q(3, 2)) == root2
    assert maximum(root2, q(3, 2)) == q(3, 2)
    assert minimum(sum_of_logarithms, ln6) == sum_of_logarithms
    assert maximum(ln6, sum_of_logarithms) == ln6


@given(small_numbers, small_numbers, small_numbers)
def test_compare_is_a_total_order(a: Number, b: Number, c: Number) -> None:
    """It is reflexive, changes sign with its arguments, and is transitive."""
    assert compare(a, a) == 0
    assert compare(a, b) == -compare(b, a)
    if compare(a, b) <= 0 and compare(b, c) <= 0:
        assert compare(a, c) <= 0


@given(small_numbers, small_numbers)
def test_compare_agrees_with_balls_of_a_thousand_bits(a: Number, b: Number) -> None:
    """Where the enclosures are apart they say the same; where numbers are equal they overlap."""
    (low_a, high_a), (low_b, high_b) = bounds(a, 1024) or (q(0), q(0)), bounds(b, 1024) or (q(0), q(0))
    order = compare(a, b)
    assert order == (1 if low_a > high_b else -1 if high_a < low_b else 0)


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(2, 9))
def test_balls_enclose_what_arb_computes(above: int, below: int, n: int) -> None:
    """The enclosure of a root and of a logarithm holds the midpoint Arb finds at four times the precision."""
    x = fmpq(above, below)
    with ctx.workprec(512):
        expected = [arb(x).root(n).mid().fmpq(), arb(x).log().mid().fmpq()]
    for number, near in zip([root(x, n), ln(x)], expected, strict=True):
        ends = bounds(number, 128)
        assert ends is not None
        assert ends[0] <= near <= ends[1] or isinstance(number, fmpq)
        assert ends[1] - ends[0] <= abs(near) / 2**100
