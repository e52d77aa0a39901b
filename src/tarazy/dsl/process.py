"""What a program declares of the process: bodies, schedule, publications, conflicts, and what is left open in them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.bodies import Bodies
from tarazy.dsl.outside import Activity
from tarazy.dsl.publications import Publication, Release
from tarazy.dsl.regimes import Regimes
from tarazy.dsl.schedules import Deadline, Schedule
from tarazy.dsl.source import Span


@frozen(eq=False)
class Conflict:
    """``known conflict NAME``: what is assessed and the body in question, by codes; `assessed` until it is settled."""

    code: str
    label: str | None
    of: str
    body: str
    reason: str
    settled_by: str
    assessed: bool | None
    span: Span = field(repr=False)
    basis: tuple[syntax.Citation | syntax.Undetermined, ...] = field(default=(), repr=False)


@frozen(eq=False)
class OpenQuestion:
    """What a declaration of the process leaves open: its kind and code, and the text."""

    kind: str
    code: str
    text: str
    span: Span = field(repr=False)


@frozen(eq=False)
class Process:
    """Declarations of the process, each by its code."""

    bodies: Bodies = field(factory=Bodies)
    schedules: Mapping[str, Schedule] = field(factory=dict)
    deadlines: Mapping[str, Deadline] = field(factory=dict)
    publications: Mapping[str, Publication] = field(factory=dict)
    releases: Mapping[str, Release] = field(factory=dict)
    """By the code of what is released."""
    activities: tuple[Activity, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    regimes: Regimes = field(factory=Regimes)
