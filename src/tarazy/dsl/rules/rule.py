"""What a rule is: of a whole program, or of a node where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.typing.typed import Typed


@frozen
class ProgramRule:
    """A rule of a whole program: the codes it reports, the paragraph it comes from, and its check."""

    codes: tuple[str, ...]
    check: Callable[[Typed], Iterable[Diagnostic]]
    paragraph: str = ""


@frozen
class NodeRule:
    """A rule of nodes of the classes `nodes`, asked wherever one stands, with what holds there."""

    codes: tuple[str, ...]
    nodes: tuple[type, ...]
    check: Callable[[AnyNode, FactsOf, Guards], Iterable[Diagnostic]]
    paragraph: str = ""
