"""Medians and percentiles: where among the ordered values one lies, by a named method.

The methods are those of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50,
1996: *nearest rank* is their definition 1, *linear* their definition 7. Of an even number of values the median is the
percentile of one half: by *linear* the mean of the two in the middle, by *nearest rank* the lower, by *next value* the
upper of them.
"""

from __future__ import annotations

from enum import Enum

from attrs import frozen
from flint import fmpq


class QuantileMethod(Enum):
    """How a value is found where the place lies between two."""

    NEAREST_RANK = "nearest rank"
    NEXT_VALUE = "next value"
    LINEAR = "linear"


@frozen
class Quantile:
    """Which share of the values, from 0 to 1, does not exceed the value that is sought, and by which method."""

    share: fmpq
    method: QuantileMethod

    def place(self, count: int) -> tuple[int, fmpq]:
        """The place, from 0 on, of the value among `count` ordered ones, and how far towards the next one it lies.

        The second is from 0 to below 1, and 0 at the last place.
        """
        match self.method:
            case QuantileMethod.NEAREST_RANK:
                return max(int((self.share * count).ceil()) - 1, 0), fmpq(0)
            case QuantileMethod.NEXT_VALUE:
                return min(int((self.share * count).floor()), count - 1), fmpq(0)
            case QuantileMethod.LINEAR:
                exact = self.share * (count - 1)
                whole = exact.floor()
                return int(whole), exact - whole
