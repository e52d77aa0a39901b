"""What the pass of names gives: every declaration with its names resolved."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from tarazy.dsl.assessors import Assessor
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
from tarazy.dsl.diagnostics import Findings
from tarazy.dsl.names.illustrative_lines import IllustrativeLine
from tarazy.dsl.names.scope import Scope
from tarazy.dsl.names.uncomputed_lines import Lines
from tarazy.dsl.names.wiring import Binding
from tarazy.dsl.process import Process
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.unit_table import UnitTable


@frozen(eq=False)
class Resolved:
    """Declarations by code, each with nodes for expressions.

    `methodology` is ``None`` for modules alone. `axes` are the keys of a place's entries in order: the body axis
    where there is one, ``period``, then the other root lists in the order declared. `bindings` are by the code of
    the list or source that each binds, whose lines hold what it says. `lines_of_law` are those that change no value, by
    kind and code. `assessors` are by the code of what each assesses; `process`
    has the declarations of the process.
    `assessed` are codes of the bodies that the text says are evaluated; none where the data say it.
    `illustrative` are lines with a number or a day that no act gives, where it is no part of a formula.
    `labels_in` are labels in other languages, by code and language.
    `findings` are those of this pass; `scope` is what names stood for in it.
    """

    methodology: Methodology | None
    acts: Mapping[str, Act]
    units: UnitTable
    lists: Mapping[str, ListDeclaration]
    sources: Mapping[str, SourceDeclaration]
    parameters: Mapping[str, Parameter]
    computed: Mapping[str, Computed]
    checks: Mapping[str, Check]
    examples: tuple[Example, ...]
    body_axis: str | None
    axes: tuple[str, ...]
    registers: Mapping[str, RegisterDeclaration] = field(factory=dict)
    bindings: Mapping[str, Binding] = field(factory=dict)
    lines_of_law: Mapping[tuple[str, str], Lines] = field(factory=dict)
    assessors: Mapping[str, Assessor] = field(factory=dict)
    process: Process = field(factory=Process)
    assessed: tuple[str, ...] = ()
    illustrative: tuple[IllustrativeLine, ...] = ()
    labels_in: Mapping[str, Mapping[str, str]] = field(factory=dict)
    findings: Findings = field(factory=Findings)
    scope: Scope | None = field(default=None, repr=False)
