"""Formulas in words, as written and with numbers put in.

A formula's text is laid out once for a program, with a slot for each name; a trace then only fills the slots.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from attrs import define, field, frozen

from tarazy.dsl import nodes, syntax
from tarazy.dsl.aliases import with_functions_named
from tarazy.dsl.expression_text import expression_text
from tarazy.dsl.library_names import calls_in
from tarazy.dsl.node_parts import operands, walk
from tarazy.dsl.nodes import AnyNode
from tarazy.grammar.keywords import Vocabulary
from tarazy.grammar.speech import said_in

_SLOT = re.compile(r"(?<!\w)\(-\x00(\d+)\x00\)|-\x00(\d+)\x00")
"""A slot in a laid-out text; a negative number needs brackets where the printer has set them."""

_NAMED = (
    nodes.Datum,
    nodes.Corrected,
    nodes.Filed,
    nodes.LastDay,
    nodes.Result,
    nodes.Local,
    nodes.Attribute,
    nodes.ParameterValue,
    nodes.Element,
    nodes.BoundElement,
    nodes.Shift,
    nodes.AtPeriod,
    nodes.AtElement,
    nodes.Aggregate,
    nodes.Rank,
)
"""Nodes in whose place their value is put."""


@frozen(eq=False)
class Slot:
    """A place for the value of `node`, in brackets where `bracketed` and the value is negative; `written` is what
    stands there where there is no one value.
    """

    node: AnyNode
    bracketed: bool
    written: str


Part: TypeAlias = str | Slot


@frozen(eq=False)
class FormulaText:
    """A formula as written, and its parts with slots."""

    written: str
    parts: tuple[Part, ...]


@define(eq=False)
class FormulaTexts:
    """Texts of formulas by node, each laid out once.

    Parameters
    ----------
    words
        The language they are printed in.
    names
        Inside a function: what its arguments and the names of its legend stand for.
    """

    words: Vocabulary
    names: Mapping[str, AnyNode] = field(factory=dict)
    _called: Mapping[int, str] = field(init=False)
    _known: dict[int, tuple[AnyNode, FormulaText]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._called = {id(node): name for name, node in reversed(tuple(self.names.items()))}

    def of(self, node: AnyNode) -> FormulaText:
        """Text of the formula that `node` is; inside a function what has a name there goes by it."""
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = (node, self._laid_out(node))
        return known[1]

    def arguments(self, call: nodes.FunctionCall) -> Mapping[str, str]:
        """What a call gives to its function as the call writes it, by the names that the function takes."""
        written = None if call.syntax is None else self._in_library_words(call, call.syntax)
        given = written.arguments if isinstance(written, syntax.Call) else ()
        plain = [one.name for one in call.takes if not one.is_list]
        named = [(one.label, one.value) for one in given if one.label and one.value is not None]
        bare = [one.value for one in given if not one.label and one.value is not None]
        return {name: expression_text(value, self.words) for name, value in (*zip(plain, bare, strict=False), *named)}

    def _laid_out(self, node: AnyNode) -> FormulaText:
        called = self._called.get(id(node))
        if called is not None:
            return FormulaText(called, (Slot(node, bracketed=False, written=called),))
        written = None if node.syntax is None else self._in_library_words(node, node.syntax)
        is_call = isinstance(written, syntax.Call) and written.function == "points"
        if written is None or (isinstance(node, nodes.Bands | nodes.Line | nodes.ByValues) and not is_call):
            return self._unwritten(node)
        slots = _named_parts(node)
        order = {identity: number for number, identity in enumerate(slots)}
        found = [(one, "") for one in slots.values()]

        def marked(expression: syntax.Expression) -> str | None:
            number = order.get(id(expression))
            if number is None and isinstance(expression, syntax.Name) and expression.text in self.names:
                number = len(found)
                found.append((self.names[expression.text], expression.text))
            return None if number is None else f"-\x00{number}\x00"

        return FormulaText(
            expression_text(written, self.words), _parts(expression_text(written, self.words, marked), found)
        )

    def _in_library_words(self, node: AnyNode, written: syntax.Expression) -> syntax.Expression:
        """What is written, the functions of the standard library called as the language calls them."""
        if self.words.language == "en":
            return written
        named: dict[str, str] = {}
        for one in walk(node):
            if isinstance(one, nodes.FunctionCall) and one.declared is not None:
                named.update(calls_in(one.function, one.declared.source.name, self.words.language))
        return with_functions_named(written, named) if named else written

    def _unwritten(self, node: AnyNode) -> FormulaText:
        """Of a table its phrase and what it reads; of what no text stands for, the node's value."""
        phrase = self.words.printed
        match node:
            case nodes.Bands(operand=operand):
                return self._phrase(phrase("phrase", "by_bands_of"), operand)
            case nodes.Line(operand=operand):
                return self._phrase(phrase("phrase", "by_line_of"), operand)
            case nodes.ByValues(operand=operand):
                return self._phrase(phrase("phrase", "by_values_of"), operand)
            case nodes.Cases(first=first):
                text = phrase("phrase", "first_that_holds") if first else phrase("header", "when")
                return FormulaText(text, (text,))
            case nodes.Aggregate(kind=kind, members=members):
                names = ", ".join(member.name for member in members)
                return FormulaText(aggregate_text(kind.value, names, self.words), (Slot(node, False, ""),))
            case nodes.StateConstant(state=state):
                text = phrase("state", state.value)
                return FormulaText(text, (text,))
            case _:
                return FormulaText("", (Slot(node, False, ""),))

    def _phrase(self, phrase: str, operand: AnyNode) -> FormulaText:
        inner = self.of(operand)
        return FormulaText(f"{phrase} {inner.written}".rstrip(), (f"{phrase} ", *inner.parts))


def is_set_for_bodies(node: AnyNode) -> bool:
    """Whether a name stands for a case distinction: a parameter that variants set for single bodies."""
    return isinstance(node, nodes.If) and isinstance(node.syntax, syntax.Name)


def aggregate_text(kind: str, members: str, words: Vocabulary) -> str:
    """An aggregate and its members in words: ``weighted mean of a, b``."""
    return said_in(words.language, "{kind} of {members}", kind=said_in(words.language, kind), members=members)


def _named_parts(node: AnyNode) -> dict[int, AnyNode]:
    """Nodes under `node` that are put in, by the identity of what they are written as; the outermost of a name."""
    found: dict[int, AnyNode] = {}
    pending = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, _NAMED) or is_set_for_bodies(current):
            if current.syntax is not None:
                found.setdefault(id(current.syntax), current)
        elif isinstance(current, nodes.FunctionCall):
            pending.extend(value for _, value in reversed(current.arguments))
        else:
            pending.extend(reversed(operands(current)))
    return found


def _parts(laid_out: str, slots: list[tuple[AnyNode, str]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    end = 0
    for match in _SLOT.finditer(laid_out):
        parts.append(laid_out[end : match.start()])
        bracketed = match.group(1) is not None
        number = int(match.group(1) or match.group(2))
        node, written = slots[number]
        parts.append(Slot(node, bracketed, written))
        end = match.end()
    parts.append(laid_out[end:])
    return tuple(part for part in parts if part != "")
