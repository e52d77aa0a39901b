"""What a value is made of, as a person asks: declarations, columns and parameters, and how each is used.

:mod:`tarazy.dsl.graph` has a vertex for each value of a declaration, since an order is needed of these; here a
declaration is one part, with the data at the leaves, and a use says what weight or sign it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cached_property

from attrs import field, frozen

from tarazy.dsl import nodes
from tarazy.dsl.declarations import AdjustStep, Computed, ListDeclaration, Role, SourceDeclaration
from tarazy.dsl.expression_text import expression_text
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.node_parts import operands
from tarazy.dsl.nodes import Aggregate, AnyNode
from tarazy.dsl.program import Program
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.grammar.keywords import Vocabulary, vocabulary


class PartKind(Enum):
    """What a part of a methodology is."""

    COMPUTED = "computed"
    DATUM = "datum"
    """A column of a source or register."""
    ATTRIBUTE = "attribute"
    """A column of a list."""
    PARAMETER = "parameter"


@frozen(eq=False)
class Part:
    """A declaration, a column or a parameter.

    Parameters
    ----------
    key
        Its name in the methodology: ``total``, ``rates.performance``.
    kind, role
        What it is; `role` is that of a declaration and the word of the kind for all others.
    label
        Empty where none is written.
    combines
        How a declaration makes one value of several: ``weighted mean``; empty for a formula.
    origin
        Label, else code, of the source or list that a column belongs to.
    each
        Codes of the lists that it has a value for each element of, beside body and period.
    node
        A node that asks for it; ``None`` for a declaration.
    """

    key: str
    kind: PartKind
    role: str
    label: str
    combines: str = ""
    origin: str = ""
    each: tuple[str, ...] = ()
    node: AnyNode | None = field(default=None, repr=False)


@frozen
class How:
    """One way in which something under a formula is used.

    Parameters
    ----------
    weight
        As written in English: ``25 %``.
    sign
        ``less`` or ``plus``.
    element
        The element that is chosen, in brackets: ``[north]``.
    when
        Former periods, the nearest to the formula first: ``previous year``, ``of 2020``.
    """

    weight: str = ""
    sign: str = ""
    element: str = ""
    when: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All of it; empty where something is simply used."""
        return " ".join(filter(None, (self.weight, self.sign, self.element, *self.when)))


@frozen
class Dependency:
    """That `user` is made of `used`, and how.

    Parameters
    ----------
    user, used
        Keys of parts.
    hows
        Each way in which `used` is used, once.
    effective
        What the weight came to in a result; empty where it stayed as it is.
    """

    user: str
    used: str
    hows: tuple[How, ...] = (How(),)
    effective: str = ""

    @property
    def words(self) -> str:
        """Weight, sign or former period: ``25 %``, ``less``, ``previous year``; empty where it is simply used.

        That it is used plainly too is said by ``also``.
        """
        texts = [text for text in dict.fromkeys(how.words for how in self.hows) if text]
        also = "also " if texts and any(not how.words for how in self.hows) else ""
        return f"{also}{', '.join(texts)}{f' → {self.effective}' if self.effective else ''}"

    @property
    def weight(self) -> str:
        """The weight alone, as written; empty where it has none."""
        return next((how.weight for how in self.hows if how.weight), "")

    @property
    def former(self) -> bool:
        """Whether only former periods of it are used."""
        return all(how.when for how in self.hows)


@frozen(eq=False)
class Dependencies:
    """All that some values are made of.

    Parameters
    ----------
    roots
        Keys of the values that were asked for.
    parts
        Every part by its key, users before what they use first.
    uses
        In the order of `parts`, then as written.
    """

    roots: tuple[str, ...]
    parts: dict[str, Part]
    uses: tuple[Dependency, ...]

    @cached_property
    def of(self) -> dict[str, tuple[Dependency, ...]]:
        """What each part uses, by its key."""
        found: dict[str, list[Dependency]] = {key: [] for key in self.parts}
        for use in self.uses:
            found[use.user].append(use)
        return {key: tuple(some) for key, some in found.items()}


def dependencies(program: Program, names: Iterable[str] = ()) -> Dependencies:
    """What `names` are made of, all the way down.

    Parameters
    ----------
    names
        Codes of declarations; where none are given, the last score that has one value for each body, and in a program
        without one every declaration that no other uses.

    Raises
    ------
    KeyError
        A name is not that of a declaration.
    """
    reading = _Reading(program)
    roots = tuple(names) or _roots(program, reading)
    parts: dict[str, Part] = {}
    uses: list[Dependency] = []
    pending = list(reversed([reading.declaration(program.computed[code]) for code in roots]))
    while pending:
        part = pending.pop()
        if part.key in parts:
            continue
        parts[part.key] = part
        if part.kind is PartKind.COMPUTED:
            found = reading.uses(program.computed[part.key])
            uses.extend(use for _, use in found)
            pending.extend(used for used, _ in reversed(found))
    return Dependencies(roots, parts, tuple(uses))


def _roots(program: Program, reading: _Reading) -> tuple[str, ...]:
    scores = [one.code for one in program.computed.values() if one.role is Role.SCORE and not one.families]
    if scores:
        return (scores[-1],)
    used = {use.used for one in program.computed.values() for _, use in reading.uses(one)}
    return tuple(code for code in program.computed if code not in used)


# ---------------------------------------------------------------- one declaration


@frozen(eq=False)
class _Reading:
    """Reads declarations of a program."""

    program: Program
    words: Vocabulary = field(factory=vocabulary)

    def declaration(self, computed: Computed) -> Part:
        each = tuple(family.list for family in computed.families)
        role = computed.role.value
        return Part(computed.code, PartKind.COMPUTED, role, computed.label or "", _combines(computed.value), each=each)

    def uses(self, computed: Computed) -> tuple[tuple[Part, Dependency], ...]:
        """Parts that a declaration uses, each once, and how."""
        parts: dict[str, Part] = {}
        hows: dict[str, dict[How, None]] = {}
        for node, how in self._named(computed):
            part = self._part(node)
            if part is not None and part.key != computed.code:
                parts.setdefault(part.key, part)
                hows.setdefault(part.key, {})[how] = None
        return tuple((part, Dependency(computed.code, key, tuple(hows[key]))) for key, part in parts.items())

    def _named(self, computed: Computed) -> Iterator[tuple[AnyNode, How]]:
        """Leaves under the lines of a declaration in the order written, each with how it is used."""
        signs = {
            id(member): How(sign="less" if step.sign < 0 else "plus")
            for step in (*computed.value_steps, *computed.points_steps)
            if isinstance(step, AdjustStep)
            for member in step.members
        }
        roots = (*value_roots(computed), *(line.node for line in computed.where), *result_roots(computed))
        pending = [(root, signs.get(id(root), How())) for root in reversed(roots)]
        seen: set[tuple[int, How]] = set()
        while pending:
            node, how = pending.pop()
            if (id(node), how) in seen:
                continue
            seen.add((id(node), how))
            yield node, how
            pending.extend(reversed(self._below(node, how)))

    def _below(self, node: AnyNode, how: How) -> Sequence[tuple[AnyNode, How]]:
        """Operands of a node, and how each is used."""
        match node:
            case Aggregate(members=members):
                found = []
                for member in members:
                    own = how if member.weight is None else _weighted(how, self._written(member.weight))
                    found += [] if member.value is None else [(member.value, own)]
                    found += [(part, How()) for part in (member.only, member.weight) if part is not None]
                return found
            case nodes.Shift(operand=operand, words=words):
                return [(operand, _when(how, words))]
            case nodes.AtPeriod(operand=operand, period=period):
                return [(operand, _when(how, f"of {period}"))]
            case nodes.AtElement(operand=operand, element=nodes.ElementConstant(code=code)):
                return [(operand, How(how.weight, how.sign, f"{how.element}[{code}]", how.when))]
            case _:
                return [(operand, how) for operand in operands(node)]

    def _written(self, weight: AnyNode) -> str:
        return "" if weight.syntax is None else expression_text(weight.syntax, self.words)

    def _part(self, node: AnyNode) -> Part | None:
        """The part that a node names; ``None`` where it names none."""
        program = self.program
        match node:
            case nodes.Result(declaration=code):
                return self.declaration(program.computed[code])
            case nodes.Datum(source=code, column=name):
                source = program.sources[code]
                others = (part.list for part in source.key if part.axis != program.body_axis)
                each = tuple(one for one in others if one is not None)
                return _column(PartKind.DATUM, source, name, each, node)
            case nodes.RowColumn(register=code, column=name):
                return _column(PartKind.DATUM, program.registers[code], name, (), node)
            case nodes.Attribute(list=code, column=name):
                listed = program.lists[code]
                each = () if listed.root == program.body_axis else (code,)
                return _column(PartKind.ATTRIBUTE, listed, name, each, node)
            case nodes.ParameterValue(parameter=code):
                label = program.parameters[code].label or ""
                return Part(code, PartKind.PARAMETER, "parameter", label, node=node)
            case _:
                return None


def _column(
    kind: PartKind,
    owner: SourceDeclaration | ListDeclaration | RegisterDeclaration,
    name: str,
    each: tuple[str, ...],
    node: AnyNode,
) -> Part:
    """A column of a source, register or list."""
    column = owner.column(name)
    label = "" if column is None else column.label or ""
    return Part(f"{owner.code}.{name}", kind, kind.value, label, "", owner.label or owner.code, each, node)


def _weighted(how: How, weight: str) -> How:
    return How(weight, how.sign, how.element, how.when)


def _when(how: How, when: str) -> How:
    return How(how.weight, how.sign, how.element, (*how.when, when))


def _combines(value: AnyNode) -> str:
    """How a value is made, where that is one word."""
    match value:
        case Aggregate(kind=kind):
            return kind.value
        case nodes.Rank():
            return "rank"
        case nodes.Bands():
            return "by bands"
        case nodes.Line():
            return "by line"
        case nodes.Cases():
            return "by cases"
        case nodes.ByValues():
            return "by values"
        case _:
            return ""
