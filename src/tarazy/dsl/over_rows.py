"""What an aggregate over a register runs over: rows, by whose they are and when."""

from __future__ import annotations

from attrs import frozen


def row_axis(register: str) -> str:
    """Key of the axis that the rows of a register are."""
    return f"row of {register}"


@frozen
class OverRows:
    """The rows of a register that belong to the place where it is asked.

    Parameters
    ----------
    register
        Its code.
    owners
        Axes by which a row belongs to a place: of the lists that `belongs to` names, and ``period``.
    back
        How many periods before the one that is meant the last period taken lies: 1 for ``[previous year]``.
    count
        How many periods are taken together: 3 for ``[last 3 years]``.
    """

    register: str
    owners: tuple[str, ...]
    back: int = 0
    count: int = 1

    @property
    def axis(self) -> str:
        """Key of the axis that is run over."""
        return row_axis(self.register)

    @property
    def reach(self) -> int:
        """How many former periods are needed."""
        return self.back + self.count - 1
