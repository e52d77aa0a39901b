"""A checked program: what the interpreter runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from tarazy.dsl.declarations import (
    Act,
    Check,
    Computed,
    Example,
    ListDeclaration,
    Methodology,
    Parameter,
    SourceDeclaration,
)
from tarazy.dsl.drafts import Hole, holes_of
from tarazy.dsl.graph import Graph, Vertex
from tarazy.dsl.hashes import Hashes, declaration_hashes, hashes_of
from tarazy.dsl.illustrations import Illustration, illustrations_of
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.regimes import Regimes
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.secrecy import Secrecy, secrecy_of
from tarazy.dsl.typing import DeclarationFacts, FactsByNode, Typed
from tarazy.dsl.unit_table import UnitTable


@frozen(eq=False)
class Program:
    """Declarations by code, with all that is known of them.

    Parameters
    ----------
    axes
        Keys of the axes, in the order of a place's entries.
    body_axis
        The axis of the evaluated bodies.
    axes_of
        Axes of each computed declaration, in the order of `axes`.
    facts, declared
        Facts of nodes, and of each value of each declaration.
    graph
        What uses what.
    order
        Codes of the computed declarations, what is used before its users.
    resolved
        The declarations as they were resolved: what the hashes are of.
    """

    methodology: Methodology | None
    acts: Mapping[str, Act]
    units: UnitTable
    lists: Mapping[str, ListDeclaration]
    sources: Mapping[str, SourceDeclaration]
    registers: Mapping[str, RegisterDeclaration]
    parameters: Mapping[str, Parameter]
    computed: Mapping[str, Computed]
    checks: Mapping[str, Check]
    examples: tuple[Example, ...]
    axes: tuple[str, ...]
    body_axis: str | None
    axes_of: Mapping[str, tuple[str, ...]]
    facts: FactsByNode = field(repr=False)
    declared: Mapping[str, DeclarationFacts] = field(repr=False)
    graph: Graph = field(repr=False)
    order: tuple[str, ...]
    resolved: Resolved = field(repr=False)

    @cached_property
    def hashes(self) -> Hashes:
        """Identity of the program; worked out when it is asked for, since a check needs none."""
        return hashes_of(self.resolved)

    @cached_property
    def declaration_hashes(self) -> Mapping[str, str]:
        """Identity of each computed declaration."""
        return declaration_hashes(self.resolved)

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        """What the text leaves open: with any, it is a draft."""
        return holes_of(self.resolved)

    @cached_property
    def illustrations(self) -> tuple[Illustration, ...]:
        """Numbers that no act gives."""
        return illustrations_of(self.resolved)

    @cached_property
    def secrecy(self) -> Secrecy:
        """How secret each source and declaration is."""
        return secrecy_of(self.resolved, self.order)

    def node_axes(self, node: AnyNode) -> tuple[str, ...]:
        """Axes of a node, in the order of `axes`.

        Raises
        ------
        KeyError
            The node is none of this program's: a fault of ours.
        """
        own = self.facts.of(node).axes
        return tuple(axis for axis in self.axes if axis in own)

    @property
    def regimes(self) -> Regimes:
        """What becomes of bodies that were reorganised."""
        return self.resolved.process.regimes

    @property
    def parts(self) -> int:
        """How many of its periods a year has: 1 where it is evaluated by year."""
        return 1 if self.methodology is None else self.methodology.parts

    @property
    def strata(self) -> Mapping[Vertex, int]:
        """How many group statistics follow one another below each value."""
        return self.graph.strata

    @property
    def lag(self) -> int:
        """How many former periods an evaluated one needs."""
        return max((facts.result.lag for facts in self.declared.values()), default=0)


def program_of(typed: Typed) -> Program:
    """The program of declarations that were found without error."""
    resolved = typed.resolved
    axes_of = {
        code: tuple(axis for axis in resolved.axes if axis in facts.result.axes)
        for code, facts in typed.declared.items()
    }
    return Program(
        resolved.methodology,
        resolved.acts,
        resolved.units,
        resolved.lists,
        resolved.sources,
        resolved.registers,
        resolved.parameters,
        resolved.computed,
        resolved.checks,
        resolved.examples,
        resolved.axes,
        resolved.body_axis,
        axes_of,
        typed.facts,
        typed.declared,
        typed.graph,
        typed.graph.codes_in_order(),
        resolved,
    )


def program_text(program: Program) -> str:
    """The program in short: its hashes, its axes, and each declaration in dependency order with axes and hash."""
    head = program.methodology
    title = "modules" if head is None else f"{head.code} {head.version}"
    lines = [
        f"program {title}",
        f"calc     {program.hashes.calc}",
        f"program  {program.hashes.program}",
        f"binding  {program.hashes.binding}",
        f"texts    {program.hashes.texts}",
        f"axes     {', '.join(program.axes)}",
        f"lag      {program.lag}",
        *(f"DRAFT    {hole.words}" for hole in program.holes),
        *(f"illustrative  {one.words}" for one in program.illustrations),
    ]
    for code in program.order:
        along = ", ".join(program.axes_of[code]) or "one value"
        role = program.computed[code].role.value
        secret = f"; {program.secrecy.word(level)}" if (level := program.secrecy.of(code)) else ""
        lines.append(f"{role} {code}: {along}; {program.declaration_hashes[code][:12]}{secret}")
    return "".join(f"{line}\n" for line in lines)
