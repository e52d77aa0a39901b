"""States of a value: why there is, or is not, a number."""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """States of a datum and of a result, by their key in the table of words.

    ``zero_divisor``, ``all_equal`` and ``nothing_to_count`` are not states a reader meets: they are what a computation
    that has no value leaves behind until the declaration's rule of that name has answered it.
    """

    PRESENT = "present"
    NOT_APPLICABLE = "not_applicable"
    NOT_COUNTED = "not_counted"
    ABSENT = "absent"
    NOT_YET_PUBLISHED = "not_yet_published"
    REJECTED = "rejected"
    WITHHELD = "withheld"
    NOT_COMPUTED = "not_computed"
    ZERO_DIVISOR = "zero_divisor"
    ALL_EQUAL = "all_equal"
    NOTHING_TO_COUNT = "nothing_to_count"


UNKNOWN = frozenset({State.ABSENT, State.NOT_YET_PUBLISHED, State.REJECTED, State.WITHHELD, State.NOT_COMPUTED})
"""States of the *unknown*: a value that exists and did not reach us."""

FAILURES = frozenset({State.ZERO_DIVISOR, State.ALL_EQUAL, State.NOTHING_TO_COUNT})
"""Computations without a value, each answered by the rule of its name."""

MARKS = frozenset({"disputed", "imputed", "late"})
"""Words that stand with the states in the table of words and are marks on a present value, no states."""
