"""What may be assumed of the children's results in a family that is computed from the leaves up.

The facts of such a result are needed to find them. They are found by induction over the tree: what follows for any
element when it is assumed of its children, and is no more than what was assumed, holds for all.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from tarazy.dsl.declarations import Computed
from tarazy.dsl.facts import Facts
from tarazy.dsl.forms import Exact
from tarazy.dsl.intervals import EMPTY, WHOLE, hull
from tarazy.dsl.typing.inference import Inference
from tarazy.dsl.typing.typed import DeclarationFacts
from tarazy.dsl.units import PURE, Shape
from tarazy.dsl.value_types import NumberType

_MOST_STATES = 12
"""More rounds than there are states: each round adds one or is the last."""

Infer = Callable[[Inference], Facts]
"""Facts of the result, without anything reported."""


def assume_children(inference: Inference, declaration: Computed, result_of: Infer) -> None:
    """Let the declaration's own result, met in its own lines, have the facts that follow by induction."""
    code = declaration.code
    inference.declared.pop(code, None)
    inference.values.pop(code, None)
    first = result_of(_silent(inference))
    if first.type is None:
        first = evolve(first, type=NumberType(), shape=Shape(PURE), interval=WHOLE, form=Exact())
    assumed = evolve(first, form=None if first.form is None else Exact())
    for _ in range(_MOST_STATES):
        following = _under(inference, code, assumed, result_of)
        if following.may <= assumed.may and following.axes <= assumed.axes and following.type == assumed.type:
            break
        assumed = evolve(
            assumed,
            may=assumed.may | following.may,
            axes=assumed.axes | following.axes,
            type=assumed.type if following.type is None else following.type,
        )
    if isinstance(assumed.type, NumberType):
        leaves = _under(inference, code, evolve(assumed, interval=EMPTY), result_of).interval
        assumed = evolve(assumed, interval=leaves)
        if not _is_kept(_under(inference, code, assumed, result_of), assumed):
            assumed = evolve(assumed, interval=WHOLE)
    _assume(inference, code, assumed)


def _is_kept(following: Facts, assumed: Facts) -> bool:
    """Whether no element leaves the interval that is assumed of its children."""
    if following.interval is None or assumed.interval is None:
        return False
    return hull(assumed.interval, following.interval) == assumed.interval


def _under(inference: Inference, code: str, assumed: Facts, result_of: Infer) -> Facts:
    silent = _silent(inference)
    _assume(silent, code, assumed)
    return result_of(silent)


def _assume(inference: Inference, code: str, assumed: Facts) -> None:
    inference.values[code] = assumed
    inference.declared[code] = DeclarationFacts(assumed, assumed, assumed, assumed)


def _silent(inference: Inference) -> Inference:
    """An inference that knows what is known of others, and keeps what it finds to itself."""
    checker = evolve(inference.checker, findings=[])
    return evolve(
        inference,
        findings=[],
        checker=checker,
        declared=dict(inference.declared),
        values=dict(inference.values),
        facts=dict(inference.facts),
        known={},
    )
