"""Why a number is free in a proof: what the conditions of the solver do not follow."""

from __future__ import annotations

IRRATIONAL = "an irrational function"
OTHER_BODIES = "values of other bodies"
LIST_OF_DATA = "elements of a list that come with the data"
ROWS = "rows of a register"
NOT_FOLLOWED = "a construct that proofs do not follow"
STATISTIC = "a median, percentile or number of different values"
