"""Which declarations of imported modules a program reaches: only they are part of its identity.

Everything that the methodology's own files declare counts. Of a module a declaration counts where something that counts
names it: a formula its operands, a source the lists of its key, a part of a list the whole, a basis its act. A check of
a module counts where all that it names does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar

from attrs import evolve, field, frozen

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import Column, Computed, ListDeclaration, SourceDeclaration
from tarazy.dsl.graph import all_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.over import OverList, OverRows
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.source import Span
from tarazy.dsl.value_types import ElementType


class _Declared(Protocol):
    @property
    def span(self) -> Span: ...


D = TypeVar("D", bound=_Declared)


def reached(resolved: Resolved) -> Resolved:
    """The program without what it imports and does not reach; itself where it imports nothing."""
    if resolved.scope is None or not resolved.scope.module_files:
        return resolved
    reach = _Reach(resolved, resolved.scope.module_files)
    reach.follow()
    dropped = reach.dropped()
    checks = {
        code: one
        for code, one in resolved.checks.items()
        if reach.is_own(one) or all(name in reach.found for name in reach.named(one.holds))
    }
    return evolve(
        resolved,
        acts=reach.kept("act", resolved.acts),
        lists=reach.kept("list", resolved.lists),
        sources=reach.kept("source", resolved.sources),
        registers=reach.kept("register", resolved.registers),
        parameters=reach.kept("parameter", resolved.parameters),
        computed=reach.kept("computed", resolved.computed),
        checks=checks,
        lines_of_law={key: lines for key, lines in resolved.lines_of_law.items() if key[1] not in dropped},
        illustrative=tuple(one for one in resolved.illustrative if one.code not in dropped),
    )


Named = tuple[str, str]
"""A declaration by what it is and its code."""


@frozen(eq=False)
class _Reach:
    """What is reached so far, by what it is and its code."""

    resolved: Resolved
    module_files: frozenset[str]
    found: set[Named] = field(factory=set)

    def is_own(self, declared: _Declared) -> bool:
        return declared.span.source.name not in self.module_files

    def kept(self, what: str, declared: Mapping[str, D]) -> dict[str, D]:
        return {code: one for code, one in declared.items() if (what, code) in self.found}

    def follow(self) -> None:
        """Follow names from the methodology's own declarations until nothing new is met."""
        resolved, every = self.resolved, self._every()
        pending = [(what, code) for what, some in every.items() for code, one in some.items() if self.is_own(one)]
        for check in resolved.checks.values():
            pending += [*self.named(check.holds), *self._acts(check.basis)] if self.is_own(check) else []
        while pending:
            named = pending.pop()
            if named not in self.found and named[1] in every[named[0]]:
                self.found.add(named)
                pending.extend(self._uses(every[named[0]][named[1]]))
            elif named[0] == "calendar":
                self.found.add(named)

    def dropped(self) -> frozenset[str]:
        """Codes of what is not reached, and of the functions of modules."""
        scope = self.resolved.scope
        functions = () if scope is None else (one for one in scope.functions.values() if not self.is_own(one))
        unmet = (code for what, some in self._every().items() for code in some if (what, code) not in self.found)
        return frozenset((*unmet, *(one.code for one in functions), *self._idle_calendars()))

    def _idle_calendars(self) -> Iterator[str]:
        """Calendars of modules by which nothing counts."""
        scope = self.resolved.scope
        if scope is None or scope.deadlines:
            return
        for name, calendar in scope.calendars.items():
            if name in scope.module_of and ("calendar", calendar.code) not in self.found:
                yield calendar.code

    def _every(self) -> dict[str, Mapping[str, _Declared]]:
        resolved = self.resolved
        return {
            "act": resolved.acts,
            "list": resolved.lists,
            "source": resolved.sources,
            "register": resolved.registers,
            "parameter": resolved.parameters,
            "computed": resolved.computed,
            "calendar": {},
        }

    def _uses(self, declared: _Declared) -> Iterator[Named]:
        match declared:
            case ListDeclaration():
                yield from (("list", code) for code in (declared.of, declared.root) if code is not None)
                yield from self._columns(declared.columns)
                yield from () if declared.only is None else self.named(declared.only)
            case SourceDeclaration():
                yield from (("list", part.list) for part in declared.key if part.list is not None)
                yield from (*self._columns(declared.columns), *self._acts(declared.basis))
            case RegisterDeclaration():
                yield from (("list", one.list) for one in declared.owners)
                yield from self._columns(declared.columns)
            case Computed():
                lists = (declared.applies_to, declared.does_not_apply_to, *(one.list for one in declared.families))
                yield from (("list", code) for code in lists if code is not None)
                yield from (named for root in all_roots(declared) for named in self.named(root))
                yield from self._acts(declared.basis)
                for rule in declared.rules.written():
                    yield from self._acts(rule.basis)
            case _:
                for _, node in getattr(declared, "by_period", ()):
                    yield from self.named(node)
                yield from self._acts(getattr(declared, "basis", ()))

    def _columns(self, columns: tuple[Column, ...]) -> Iterator[Named]:
        yield from (("list", one.type.list) for one in columns if isinstance(one.type, ElementType))

    def _acts(self, basis: tuple[syntax.Citation | syntax.Undetermined, ...]) -> Iterator[Named]:
        for one in basis:
            if isinstance(one, syntax.Citation) and one.act is not None:
                yield "act", one.act.text

    def named(self, root: AnyNode) -> Iterator[Named]:
        """Declarations that nodes under `root` name."""
        for node in walk(root):
            match node:
                case nodes.Result(declaration=code) | nodes.Local(declaration=code):
                    yield "computed", code
                case nodes.Datum(source=code):
                    yield "source", code
                case nodes.Attribute(list=code) | nodes.Element(list=code) | nodes.ElementConstant(list=code):
                    yield "list", code
                case nodes.ParameterValue(parameter=code):
                    yield "parameter", code
                case nodes.RowColumn(register=code):
                    yield "register", code
                case nodes.WorkingDays(calendar=calendar) | nodes.WorkingDayAfter(calendar=calendar):
                    yield "calendar", calendar.code
                case nodes.Aggregate(members=members):
                    yield from (named for member in members for named in _over(member.over))
                case nodes.Rank(over=over):
                    yield from _over(over)
                case _:
                    pass


def _over(over: object) -> Iterator[Named]:
    if isinstance(over, OverList):
        yield "list", over.list
    elif isinstance(over, OverRows):
        yield "register", over.register
