"""What all files share: for whom, for which years and under which seed they are invented, and how well a body does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

from attrs import frozen

from tarazy.workbench.example_data.bodies import Body, there_in
from tarazy.workbench.example_data.draws import Draws

Write: TypeAlias = Callable[[BinaryIO], Iterator[int]]
"""Writes a file in pieces, and tells of each how many rows of a large register it has."""

_WORST, _BEST = 2_500, 9_900


@frozen(eq=False)
class DataFile:
    """A file that is yet to be written: its name in the folder, and what writes it."""

    name: str
    write: Write


def of_bytes(name: str, content: Callable[[], bytes]) -> DataFile:
    """A file that is written at once."""

    def write(stream: BinaryIO) -> Iterator[int]:
        stream.write(content())
        yield 0

    return DataFile(name, write)


@frozen
class Setting:
    """For whom and for when data are invented.

    Parameters
    ----------
    rows
        Rows of the registers that grow, together.
    """

    bodies: tuple[Body, ...]
    years: tuple[int, ...]
    draws: Draws
    rows: int

    def there(self) -> tuple[Body, ...]:
        """Bodies that were there on any day of the years."""
        return there_in(self.bodies, self.years)

    def in_years(self) -> Iterator[tuple[Body, int]]:
        """Each body with each year in which it was there."""
        for year in self.years:
            for body in there_in(self.bodies, [year]):
                yield body, year

    def quality(self, body: Body, year: int, subject: str) -> int:
        """How well a body does in a subject, of ten thousand.

        Bodies differ in their level and in where they are going: of five one declines from year to year and one rises.
        """
        of_body = self.draws.between(6_400, 9_400, "level", body.code)
        match self.draws.below(5, "way", body.code):
            case _ if body.until.year in self.years:
                a_year = 0
            case 0:
                a_year = -self.draws.between(300, 700, "slope", body.code)
            case 1:
                a_year = self.draws.between(150, 400, "slope", body.code)
            case _:
                a_year = 0
        of_subject = self.draws.between(-500, 500, "subject", body.code, subject)
        of_year = self.draws.between(-150, 150, "year", body.code, subject, year)
        found = of_body + a_year * (year - self.years[0]) + of_subject + of_year
        return max(_WORST, min(_BEST, found))
