"""What a program's names stand for.

A scope is built in steps (units, lists, sources, parameters, then the names of what is computed) and never changed once
expressions are resolved in it. Findings go to the list that a resolver is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.declarations import Act, Function, ListDeclaration, Parameter, SourceDeclaration
from tarazy.dsl.names.variants import Variants
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import AnyNode, BoundElement
from tarazy.dsl.outside import Activity
from tarazy.dsl.over import OverList
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.schedules import Deadline
from tarazy.dsl.succession import Reorganisation
from tarazy.dsl.unit_table import UnitTable
from tarazy.dsl.value_types import ValueType
from tarazy.dsl.working_days import Calendar

COMPUTED_KINDS = frozenset(
    {
        *("indicator", "quantity", "criterion", "part", "block", "score"),
        *("deduction", "bonus", "rank", "grade", "status", "selection"),
    }
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

    `computed` holds written declarations, since their nodes are made in this scope; `scales` likewise.
    `module_of` gives the module of each name that is of one, `ambiguous` the qualified names of those that several
    give, `module_files` the names of the modules' files;
    `bound_axes` are those of elements bound by calls, added as expressions are resolved.
    `body_list` is the code of the list that is evaluated; `parts` says how many of the evaluated periods a year has;
    `no_values` says of each name that stands for no value, such
    as an act's or a check's, what it stands for.
    """

    acts: Mapping[str, Act] = field(factory=dict)
    units: UnitTable = field(factory=lambda: UnitTable({}, {}))
    lists: Mapping[str, ListDeclaration] = field(factory=dict)
    sources: Mapping[str, SourceDeclaration] = field(factory=dict)
    registers: Mapping[str, RegisterDeclaration] = field(factory=dict)
    parameters: Mapping[str, Parameter] = field(factory=dict)
    computed: Mapping[str, syntax.Declaration] = field(factory=dict)
    functions: Mapping[str, Function] = field(factory=dict)
    scales: Mapping[str, syntax.Declaration] = field(factory=dict)
    calendars: Mapping[str, Calendar] = field(factory=dict)
    modules: tuple[str, ...] = ()
    body_list: str | None = None
    parts: int = 1
    deadlines: Mapping[str, Deadline] = field(factory=dict)
    activities: tuple[Activity, ...] = ()
    reorganisations: tuple[Reorganisation, ...] = ()
    variants: Variants = field(factory=Variants)
    no_values: Mapping[str, str] = field(factory=dict)
    bound_axes: dict[str, None] = field(factory=dict, repr=False)
    module_of: Mapping[str, str] = field(factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(factory=dict)
    module_files: frozenset[str] = frozenset()

    @cached_property
    def declarations_by_code(self) -> Mapping[str, syntax.Declaration]:
        """The declarations of `computed` by their stable codes."""
        return {code_of(one): one for one in reversed(tuple(self.computed.values()))}

    @cached_property
    def sources_by_code(self) -> Mapping[str, SourceDeclaration]:
        """The sources by their stable codes."""
        return {one.code: one for one in reversed(tuple(self.sources.values()))}

    def of_modules(self, parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Modules by which a dotted name may be led, in full or by their last word, each with the rest of the name."""
        for module in self.modules:
            prefix = tuple(module.split("."))
            for start in dict.fromkeys((prefix, prefix[-1:])):
                if parts[: len(start)] == start and len(parts) > len(start):
                    yield module, parts[len(start) :]

    def function_called(self, name: str) -> Function | None:
        """The function that a call names, bare or led by its module."""
        found = self.functions.get(name)
        for module, rest in self.of_modules(tuple(name.split("."))):
            own = ".".join(rest)
            found = found or self.functions.get(f"{module}.{own}")
            if self.module_of.get(own, module) == module:
                found = found or self.functions.get(own)
        return found

    def list_by_code(self, code: str) -> ListDeclaration | None:
        """The list with that code."""
        return next((found for found in self.lists.values() if found.code == code), None)

    def is_dated(self, found: ListDeclaration) -> bool:
        """Whether membership in a list, or in one that it is part of, is dated: it may be empty in some period."""
        above: ListDeclaration | None = found
        while above is not None and above.membership is None:
            above = None if above.of is None else self.list_by_code(above.of)
        return above is not None

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
        computed = (*self.parameters, *self.computed, *self.deadlines)
        return (*self.sources, *self.registers, *self.lists, *elements, *computed)

    def owner_of_column(self, column: str) -> str | None:
        """The name by which a column is led: of the source that has it, or of the element of the list that has it."""
        for name, source in self.sources.items():
            if source.column(column) is not None:
                return name
        for name, register in self.registers.items():
            if register.column(column) is not None:
                return name
        for name, found in self.lists.items():
            if found.column(column) is not None:
                return found.element or name
        return None

    def nearest(self, name: str, *more: str) -> str | None:
        """The known name nearest to `name`, if one is near; `more` are names known only here."""
        return nearest(name, (*more, *self.all_names()))


@frozen(eq=False)
class ListGiven:
    """A list given to a function, and the condition by which the call narrows it."""

    over: OverList
    only: AnyNode | None


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
    registers
        Registers over whose rows calls around the expression run, the innermost last.
    better
        Node for the declaration's direction, if it states one.
    calls
        Functions being put in, outermost first.
    lists, types
        Inside a function: the lists that it is given, and the types of what it takes.
    bound
        Elements bound by calls around the expression, by their names.
    """

    declaration: str = ""
    families: tuple[tuple[str, str], ...] = ()
    legend: frozenset[str] = frozenset()
    arguments: Mapping[str, AnyNode] = field(factory=dict)
    row_list: str | None = None
    registers: tuple[RegisterDeclaration, ...] = ()
    better: AnyNode | None = None
    calls: tuple[str, ...] = ()
    lists: Mapping[str, ListGiven] = field(factory=dict)
    types: Mapping[str, ValueType] = field(factory=dict)
    bound: Mapping[str, BoundElement] = field(factory=dict)

    @property
    def runs_over(self) -> str | None:
        """Code of the list or register whose columns a bare name can be."""
        return self.registers[-1].code if self.registers else self.row_list


def surroundings_of(declaration: syntax.Declaration, scope: Scope) -> Surroundings:
    """Where the expressions of a declaration stand: its families and the names of its legend."""
    where = declaration.field("where")
    rows = () if where is None else where.rows
    legend = frozenset(row.target.text for row in rows if isinstance(row.target, syntax.Name))
    families = tuple(
        (scope.lists[line.value.list_name.text].code, line.value.element)
        for line in declaration.all_fields("for_each")
        if isinstance(line.value, syntax.ForEach) and line.value.list_name.text in scope.lists
    )
    return Surroundings(code_of(declaration), families, legend)
