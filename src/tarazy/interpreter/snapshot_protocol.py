"""What evaluation asks of a snapshot of data, and of a program; anything that answers will do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from tarazy.dsl.declarations import Computed, ListDeclaration, Parameter, SourceDeclaration
from tarazy.dsl.nodes import AnyNode
from tarazy.interpreter.cells import Cell

Key = tuple[str | int | None, ...]
"""Entries along the axes of something, in their order."""


class SnapshotProtocol(Protocol):
    """Typed data as read."""

    def table(self, source: str) -> Mapping[str, Mapping[Key, Cell]]:
        """Cells of `source` by column and key; keys follow `SourceDeclaration.axes`. A key not there is *absent*."""

    def elements(self, list: str, period: int | None) -> tuple[str, ...]:  # noqa: A002 - the language's word
        """Codes of the elements of `list` in `period`, in the order of the file."""

    def attribute(self, list: str, column: str, element: str) -> Cell:  # noqa: A002 - the language's word
        """The cell of a list's column for an element; *absent* where the file leaves it open."""


class ProgramProtocol(Protocol):
    """A checked program."""

    @property
    def lists(self) -> Mapping[str, ListDeclaration]:
        """Lists by code."""

    @property
    def sources(self) -> Mapping[str, SourceDeclaration]:
        """Sources by code."""

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Parameters by code."""

    @property
    def computed(self) -> Mapping[str, Computed]:
        """Declarations that compute, by code."""

    @property
    def axes(self) -> tuple[str, ...]:
        """Order of a place's entries."""

    @property
    def body_axis(self) -> str | None:
        """The root list of the evaluated bodies."""

    @property
    def axes_of(self) -> Mapping[str, tuple[str, ...]]:
        """Axes of each declaration that computes, by code."""

    def node_axes(self, node: AnyNode) -> Iterable[str]:
        """Axes of a node."""
