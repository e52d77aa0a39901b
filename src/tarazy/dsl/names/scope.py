"""What a program's names stand for.

A scope is built in steps (units, lists, sources, parameters, then the names of what is computed) and never changed once
expressions are resolved in it. Findings go to the list that a resolver is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.declarations import Act, ListDeclaration, Parameter, SourceDeclaration
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.unit_table import UnitTable

COMPUTED_KINDS = frozenset(
    {"indicator", "quantity", "criterion", "block", "score", "deduction", "bonus", "rank", "grade"}
)
"""Kinds of heads whose declarations compute a value."""


def code_of(declaration: syntax.Declaration) -> str:
    """Stable code of a declaration: its `code` line, else its name."""
    written = declaration.field("code")
    if written is not None and isinstance(written.value, syntax.Raw | syntax.Names):
        return written.value.text if isinstance(written.value, syntax.Raw) else written.value.span.text
    return "" if declaration.name is None else declaration.name.text


@frozen(eq=False)
class Scope:
    """Everything that a name can stand for, by the name as written in the file's language.

    `computed` holds written declarations, since their nodes are made in this scope; `functions` and `scales` likewise.
    `body_list` is the code of the list that is evaluated; `no_values` says of each name that stands for no value, such
    as an act's or a check's, what it stands for.
    """

    acts: Mapping[str, Act] = field(factory=dict)
    units: UnitTable = field(factory=lambda: UnitTable({}, {}))
    lists: Mapping[str, ListDeclaration] = field(factory=dict)
    sources: Mapping[str, SourceDeclaration] = field(factory=dict)
    parameters: Mapping[str, Parameter] = field(factory=dict)
    computed: Mapping[str, syntax.Declaration] = field(factory=dict)
    functions: Mapping[str, syntax.Declaration] = field(factory=dict)
    scales: Mapping[str, syntax.Declaration] = field(factory=dict)
    modules: tuple[str, ...] = ()
    body_list: str | None = None
    no_values: Mapping[str, str] = field(factory=dict)

    @cached_property
    def declarations_by_code(self) -> Mapping[str, syntax.Declaration]:
        """The declarations of `computed` by their stable codes."""
        return {code_of(one): one for one in reversed(tuple(self.computed.values()))}

    @cached_property
    def sources_by_code(self) -> Mapping[str, SourceDeclaration]:
        """The sources by their stable codes."""
        return {one.code: one for one in reversed(tuple(self.sources.values()))}

    def list_by_code(self, code: str) -> ListDeclaration | None:
        """The list with that code."""
        return next((found for found in self.lists.values() if found.code == code), None)

    def element_lists(self, element: str) -> tuple[ListDeclaration, ...]:
        """Lists one of whose elements is called `element`."""
        return tuple(found for found in self.lists.values() if found.element == element)

    @property
    def body_axis(self) -> str | None:
        """Key of the body axis: code of the root list of the evaluated one."""
        found = None if self.body_list is None else self.list_by_code(self.body_list)
        return None if found is None else found.root

    def all_names(self) -> tuple[str, ...]:
        """Every name that an expression may begin with, for proposals."""
        elements = tuple(found.element for found in self.lists.values() if found.element)
        return (*self.sources, *self.lists, *elements, *self.parameters, *self.computed)

    def owner_of_column(self, column: str) -> str | None:
        """The name by which a column is led: of the source that has it, or of the element of the list that has it."""
        for name, source in self.sources.items():
            if source.column(column) is not None:
                return name
        for name, found in self.lists.items():
            if found.column(column) is not None:
                return found.element or name
        return None

    def nearest(self, name: str, *more: str) -> str | None:
        """The known name nearest to `name`, if one is near; `more` are names known only here."""
        return nearest(name, (*more, *self.all_names()))


@frozen(eq=False)
class Surroundings:
    """Where an expression stands.

    Parameters
    ----------
    declaration
        Code of the declaration that it belongs to; empty in a check or an example.
    families
        The declaration's `for each`, as (list code, element).
    legend
        Names under its `where`.
    arguments
        Inside a function: what its parameters stand for.
    row_list
        In `only`: code of the list that the call runs over.
    better
        Node for the declaration's direction, if it states one.
    calls
        Functions being put in, outermost first.
    """

    declaration: str = ""
    families: tuple[tuple[str, str], ...] = ()
    legend: frozenset[str] = frozenset()
    arguments: Mapping[str, AnyNode] = field(factory=dict)
    row_list: str | None = None
    better: AnyNode | None = None
    calls: tuple[str, ...] = ()
