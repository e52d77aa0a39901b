"""Which value a median or a percentile takes: the method that the call names, and of a percentile its share."""

from __future__ import annotations

from collections.abc import Mapping

from flint import fmpq

from tarazy.dsl import syntax
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.quantiles import Quantile, QuantileMethod

_METHODS: Mapping[str, Mapping[str, QuantileMethod]] = {
    "median": {
        "middle_mean": QuantileMethod.LINEAR,
        "middle_lower": QuantileMethod.NEAREST_RANK,
        "middle_upper": QuantileMethod.NEXT_VALUE,
    },
    "percentile": {"nearest_rank": QuantileMethod.NEAREST_RANK, "linear": QuantileMethod.LINEAR},
}


def quantile_of(resolver: Resolver, call: syntax.Call) -> Quantile | None:
    """The value that a call of ``median`` or ``percentile`` seeks; ``None`` for another call.

    A method or a share that is not said is reported, and another put in its place.
    """
    methods = _METHODS.get(call.function) if call.builtin else None
    if methods is None:
        return None
    method = next((methods[one.label] for one in call.arguments if one.label in methods), None)
    if method is None:
        resolver.report("S324", call.function_span, variant="" if call.function == "median" else "percentile")
        method = QuantileMethod.LINEAR
    return Quantile(_share(resolver, call), method)


def _share(resolver: Resolver, call: syntax.Call) -> fmpq:
    if call.function == "median":
        return fmpq(1, 2)
    written = [one.value for one in call.arguments if not one.label][1]
    if isinstance(written, syntax.Number) and not written.unit and 0 <= written.value <= 1:
        return written.value
    assert written is not None
    resolver.report("S324", written.span, variant="share")
    return fmpq(1, 2)
