"""Elements of lists that a proof goes through one by one: those written in the text, or those that data bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen

from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.nodes import Value
from tarazy.dsl.states import State


class Elements(Protocol):
    """What is known of the elements of lists other than the evaluated bodies."""

    def of(self, code: str) -> tuple[str, ...] | None:
        """Elements of a list; ``None`` where they are not known."""

    def attribute(self, code: str, column: str, element: str) -> Value | State | None:
        """A column of a list for an element; ``None`` where it is not known."""


@frozen
class WrittenElements:
    """The rows of lists that stand in the text."""

    lists: Mapping[str, ListDeclaration]

    def of(self, code: str) -> tuple[str, ...] | None:
        """Elements of a list all of whose rows stand in the text."""
        declared = self.lists[code]
        if declared.files or not declared.rows or declared.is_dated or declared.only is not None:
            return None
        return tuple(element for element, _ in declared.rows)

    def attribute(self, code: str, column: str, element: str) -> Value | State | None:
        """A cell of a row in the text."""
        declared = self.lists[code]
        names = [one.name for one in declared.columns]
        for row, cells in declared.rows:
            if row == element and column in names:
                return cells[names.index(column)]
        return None
