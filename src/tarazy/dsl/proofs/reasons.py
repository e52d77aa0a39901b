"""Why a number is free in a proof: what the conditions of the solver do not follow."""

from __future__ import annotations

from tarazy.dsl.proofs.verdicts import sentence

IRRATIONAL = sentence("an irrational function")
OTHER_BODIES = sentence("values of other bodies")
LIST_OF_DATA = sentence("elements of a list that come with the data")
ROWS = sentence("rows of a register")
NOT_FOLLOWED = sentence("a construct that proofs do not follow")
STATISTIC = sentence("a median, percentile or number of different values")
GEOMETRIC_MEAN = sentence("a geometric mean")
STATES = sentence("a table of states")
