"""What an aggregate runs over: the elements of a list, periods, the rows of a register."""

from __future__ import annotations

from attrs import frozen

from tarazy.dsl.succession import Relation


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


@frozen
class OverList:
    """The elements of a list: `list` is its code, `axis` the root list's.

    `applicable_to` names the declaration whose `applies to` limits the elements (``over applicable``); `others`
    leaves the element itself out (``over other``); `relation` means the predecessors or successors of the current body
    (``x[predecessor]``); `dated` says that the list may have no element in some period; `children` means the children
    of the current element in a tree; `same` is the column (list that declares it, name) in which an element must have
    what the current one has (``same region``).
    `bound` is the axis of the element that the call names (``over regions as rival``), where it names one: then the own
    element stays the one that is meant.
    """

    list: str
    axis: str
    applicable_to: str | None = None
    others: bool = False
    children: bool = False
    bound: str | None = None
    relation: Relation | None = None
    dated: bool = False
    same: tuple[str, str] | None = None

    @property
    def is_of_own_element(self) -> bool:
        """Whether which elements are meant depends on the element that it stands at."""
        return self.others or self.children or self.relation is not None or self.same is not None

    @property
    def is_sure_of_own_element(self) -> bool:
        """Whether the element that it stands at is one of the elements, as of all that are the same as it."""
        only_same = self.same is not None and not (self.others or self.children or self.relation is not None)
        return only_same and self.list == self.axis and not self.dated

    @property
    def along(self) -> str:
        """The axis that the call moves along."""
        return self.axis if self.bound is None else self.bound


@frozen
class OverPeriods:
    """``x[last n years]``: the period itself and those before it, `count` in all.

    `step` is how many of the program's periods one is after the other, ``None`` where one follows the other: in
    quarters, ``last 3 years`` are three quarters of the same place in their years.
    """

    count: int
    step: int | None = None


Over = OverList | OverPeriods | OverRows
