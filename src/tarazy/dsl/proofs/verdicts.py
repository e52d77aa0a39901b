"""What a proof ends with: proved, refuted by an example, or not proved and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeAlias

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.nodes import Facet, Value
from tarazy.dsl.source import Span
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape


class Property(Enum):
    """What can be proved; the value is its word on the command line."""

    BANDS = "bands"
    BOUNDS = "bounds"
    CHECKS = "checks"
    DEFINED = "defined"
    COMPONENTS = "components"
    REACHABLE = "reachable"
    MONOTONE = "monotone"
    WEIGHTS = "weights"
    EQUIVALENT = "equivalent"


class Outcome(Enum):
    """How a proof ended."""

    PROVED = "proved"
    REFUTED = "refuted"
    NOT_PROVED = "not proved"


@frozen
class Amount:
    """A number in its unit, written when it is known in which language."""

    value: fmpq
    shape: Shape | None


Word: TypeAlias = "str | Amount | Sentence | tuple[Sentence, ...]"


@frozen
class Sentence:
    """A sentence of the catalogue of texts, and what is put into it: names, amounts, other sentences."""

    text: str
    words: Mapping[str, Word] = field(factory=dict)


@frozen
class Datum:
    """A row under `given`: a cell of a source, or a value of a declaration in place of what it is computed from.

    `source` is empty where `name` is a declaration.
    """

    source: str
    name: str
    cell: Value | State
    shape: Shape | None = None
    facet: Facet = Facet.RESULT
    elements: tuple[str, ...] = ()
    body: str | None = None
    back: int = 0


@frozen
class Rows:
    """Rows of a register, all alike: `count` of them with the same cells."""

    register: str
    cells: tuple[tuple[str, Value | State], ...]
    count: int
    body: str | None = None


@frozen
class Demand:
    """A row under `expect`: what the property demands of a value, which comes out otherwise."""

    code: str
    cell: Value | State
    shape: Shape | None = None
    facet: Facet = Facet.RESULT
    elements: tuple[str, ...] = ()
    body: str | None = None


Observed: TypeAlias = Value | State | None
"""A cell as it comes out; ``None`` where it is an irrational number."""


@frozen(eq=False)
class Counterexample:
    """Data for which a property does not hold.

    Parameters
    ----------
    given, rows
        What the example gives.
    demands
        What the property demands.
    breaks
        Whether what comes out for `demands` in fact breaks the property.
    bodies
        Bodies that the example names.
    reason
        What the data rest on that conditions of the solver do not follow, where there is such a thing.
    whole
        The same in data alone, where results are given in place of very many data.
    """

    given: tuple[Datum, ...]
    rows: tuple[Rows, ...]
    demands: tuple[Demand, ...]
    breaks: Callable[[tuple[Observed, ...]], bool] = field(repr=False)
    bodies: tuple[str, ...] = ()
    reason: Sentence | None = None
    whole: Counterexample | None = None


@frozen(eq=False)
class Verdict:
    """The end of one proof.

    Parameters
    ----------
    code
        The declaration or check that it is about.
    claim, reason
        The sentence that was to be proved and why it ended so, each a sentence of the catalogue of texts with what is
        put into it.
    example
        What refutes it. A refutation without one rests on what is named in `reason`.
    place
        Where in the text it stands.
    """

    property: Property
    code: str
    claim: Sentence
    outcome: Outcome
    reason: Sentence | None = None
    example: Counterexample | None = None
    place: Span | None = field(default=None, repr=False)


def sentence(text: str, **words: Word) -> Sentence:
    """A sentence with its words."""
    return Sentence(text, words)


def number(observed: Observed) -> fmpq | None:
    """The number that came out, if one did."""
    return observed if isinstance(observed, fmpq) else None
