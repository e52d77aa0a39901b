"""The cyclic garbage collector during a check or a run."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ALLOCATIONS = 200_000
"""Objects made since the last collection at which the youngest are searched."""


@contextmanager
def few_collections() -> Iterator[None]:
    """A stretch of work in which cycles are sought seldom; what was set before is put back.

    A run makes many small objects that live as long as it does and form no cycles. At the interpreter's own thresholds
    the collector walks all of them again and again and finds nothing: about a tenth of the time of a run. Reference
    counts free everything else as before.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(max(_ALLOCATIONS, thresholds[0]) if thresholds[0] else 0, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
