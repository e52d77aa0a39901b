"""What evaluation asks of a snapshot of data, and of a program; anything that answers will do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from tarazy.dsl.declarations import Computed, ListDeclaration, Parameter, SourceDeclaration
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.periods import Period
from tarazy.dsl.regimes import Regimes
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell
from tarazy.interpreter.row_table import RowTable

Key = tuple[str | Period, ...]
"""Entries along the axes of a source, in their order."""

Read = Cell | State
"""A cell as read: a bare state is that state, with the datum itself for its cause."""


class SnapshotProtocol(Protocol):
    """Typed data as read."""

    def table(self, source: str) -> Mapping[str, Mapping[Key, Read]]:
        """Cells of `source` by column and key; keys follow `SourceDeclaration.axes`. A key not there is *absent*."""

    def register(self, register: str) -> RowTable:
        """The rows of a register."""

    def elements(self, list: str, period: Period | None) -> tuple[str, ...]:  # noqa: A002 - the language's word
        """Codes of the elements of `list` in `period`, in the order of the file, before any `only` of the list."""

    def attribute(
        self,
        list: str,  # noqa: A002 - the language's word
        column: str,
        element: str,
        period: Period | None,
    ) -> Read:
        """The cell of a list's column for an element, *absent* where none is given; `period` matters to dated lists."""

    def periods(self) -> tuple[Period, ...]:
        """Periods that the data are of, the earliest first."""


class ProgramProtocol(Protocol):
    """A checked program."""

    @property
    def lists(self) -> Mapping[str, ListDeclaration]:
        """Lists by code."""

    @property
    def sources(self) -> Mapping[str, SourceDeclaration]:
        """Sources by code."""

    @property
    def registers(self) -> Mapping[str, RegisterDeclaration]:
        """Registers by code."""

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
    def parts(self) -> int:
        """How many of its periods a year has."""

    @property
    def body_axis(self) -> str | None:
        """The root list of the evaluated bodies."""

    @property
    def regimes(self) -> Regimes:
        """What becomes of bodies that were reorganised."""

    @property
    def axes_of(self) -> Mapping[str, tuple[str, ...]]:
        """Axes of each declaration that computes, by code."""

    def node_axes(self, node: AnyNode) -> Iterable[str]:
        """Axes of a node."""
