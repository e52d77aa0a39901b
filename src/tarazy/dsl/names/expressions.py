"""Expressions: each written one becomes a node, each name in it what it stands for.

A name that stands for nothing is reported once and becomes an :class:`~tarazy.dsl.nodes.Undetermined` node, of which no
later pass complains, so that one slip of the pen is one message.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from attrs import evolve, field, frozen

from tarazy.dsl import nodes, syntax
from tarazy.dsl.characters import in_latin_letters
from tarazy.dsl.declarations import Column, ListDeclaration, SourceDeclaration
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.corrections import corrected
from tarazy.dsl.names.scope import Scope, Surroundings, code_of
from tarazy.dsl.names.variants import set_for_bodies
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import AnyNode, Facet
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.source import Span
from tarazy.dsl.spoken_words import Told, in_each_language, listed
from tarazy.dsl.states import MARKS, State
from tarazy.dsl.synonyms import word_meant
from tarazy.dsl.unit_table import UnknownUnit
from tarazy.dsl.units import PURE, Shape, Shown
from tarazy.dsl.value_types import CategoryType, DateType, DirectionType, ElementType, ValueType
from tarazy.grammar.keywords import LANGUAGE_NAMES, LANGUAGES, vocabulary

_CONTEXTS = {"direction": ("outcome",), "state": ("state", "outcome")}
"""Contexts of the table of words that hold the answers to each question."""


@frozen(eq=False)
class Resolver:
    """Resolves expressions of one place; `findings` is the list that it adds to."""

    scope: Scope
    here: Surroundings
    findings: list[Diagnostic] = field(repr=False)

    def within(self, **changes: object) -> Resolver:
        """The same resolver for a place that differs in `changes` of its surroundings."""
        return evolve(self, here=evolve(self.here, **changes))  # type: ignore[arg-type]  # checked by Surroundings

    def report(
        self, code: str, place: Span, *, variant: str = "", labels: tuple[Label, ...] = (), **words: str
    ) -> None:
        """Add a finding."""
        self.findings.append(finding(code, place, variant=variant, labels=labels, **words))

    def unresolved(self, expression: syntax.Expression, text: str = "") -> AnyNode:
        """What stands for an expression of which something has been reported."""
        return nodes.Undetermined(text, span=expression.span, syntax=expression)

    def node(self, expression: syntax.Expression) -> AnyNode:
        """The node that `expression` means here."""
        span = expression.span
        match expression:
            case syntax.Number():
                return self.number(expression)
            case syntax.Text(value=text):
                return nodes.Constant(text, span=span, syntax=expression)
            case syntax.YesNo(value=answer):
                return nodes.Constant(answer, span=span, syntax=expression)
            case syntax.Day(value=day):
                return nodes.Constant(day, span=span, syntax=expression)
            case syntax.Undetermined(text=text):
                return nodes.Undetermined(text, span=span, syntax=expression)
            case syntax.StateWord(state=state):
                if state in MARKS:
                    self.report("N155", span, variant="mark", word=span.text)
                    return self.unresolved(expression)
                return nodes.StateConstant(State(state), span=span, syntax=expression)
            case syntax.OwnValue():
                return self._own_value(expression)
            case syntax.Name():
                return self._named(expression)
            case syntax.SetWord(word=word) if word in self.here.bound:
                return evolve(self.here.bound[word], span=span, syntax=expression)
            case syntax.SetWord(word=word):
                self.report("N155", span, word=span.text)
                return self.unresolved(expression)
            case syntax.PeriodWord():
                self.report("N198", span, variant="value", period=span.text)
                return self.unresolved(expression)
            case _:
                return self._operation(expression)

    def _operation(
        self,
        expression: syntax.Negative
        | syntax.Arithmetic
        | syntax.Comparison
        | syntax.Logical
        | syntax.Call
        | syntax.Selection,
    ) -> AnyNode:
        from tarazy.dsl.names.calls import call_node
        from tarazy.dsl.names.selections import selection_node

        span = expression.span
        match expression:
            case syntax.Negative(operand=operand):
                return nodes.Negate(self.node(operand), span=span, syntax=expression)
            case syntax.Arithmetic(operator=operator, left=left, right=right):
                return nodes.Arithmetic(operator, self.node(left), self.node(right), span=span, syntax=expression)
            case syntax.Comparison():
                return self._comparison(expression)
            case syntax.Logical(operator=operator, left=left, right=right):
                return nodes.Logical(operator, self.node(left), self.node(right), span=span, syntax=expression)
            case syntax.Call():
                return call_node(self, expression)
            case syntax.Selection():
                return selection_node(self, expression)
            case _:
                assert_never(expression)

    # ------------------------------------------------------------ numbers

    def number(self, written: syntax.Number) -> AnyNode:
        """A numeral with its unit; the value is in base units."""
        unit = self.scope.units.resolve(written.unit)
        if isinstance(unit, UnknownUnit):
            self.report_unit(unit, written.span)
            return self.unresolved(written)
        if written.percent:
            shape = Shape(PURE, Shown.PERCENT, written.value)
        else:
            shape = Shape(unit, Shown.NUMBER, written.value * unit.scale)
        return nodes.Constant(written.value * unit.scale, shape, span=written.span, syntax=written)

    def report_unit(self, unknown: UnknownUnit, place: Span) -> None:
        """Say that a unit is not known."""
        if (foreign := foreign_word(unknown.word, "unit", place)) is not None:
            self.findings.append(foreign)
            return
        near = word_meant("unit", unknown.word) or unknown.nearest
        self.report("N151", place, variant="near" if near else "", name=unknown.word, nearest=near or "")

    # ------------------------------------------------------------ names

    def _parameter(self, written: str, name: syntax.Name) -> AnyNode:
        """A parameter, for each body as its variant sets it."""
        scope = self.scope
        plain = nodes.ParameterValue(scope.parameters[written].code, span=name.span, syntax=name)
        settings = scope.variants.settings.get(written, ())
        bodies = scope.list_by_code(scope.body_axis or "")
        if not settings or bodies is None:
            return plain
        from tarazy.dsl.names.choices import word_set

        here = self.within(row_list=None)
        values = ((setting, word_set(here, scope.parameters[written], setting.value)) for setting in settings)
        return set_for_bodies(plain, values, bodies)

    def _own_value(self, expression: syntax.OwnValue) -> AnyNode:
        if not self.here.declaration:
            self.report("N154", expression.span)
            return self.unresolved(expression)
        return nodes.Result(self.here.declaration, Facet.VALUE, span=expression.span, syntax=expression)

    def _named(self, name: syntax.Name) -> AnyNode:
        meanings = self.meanings(name.parts[0], name)
        if len(meanings) > 1 and (runs_over := self.here.runs_over) is not None:
            kinds = " / ".join(sorted({kind for kind, _ in meanings}))
            self.report("N156", name.span, name=name.parts[0], kinds=kinds, list=runs_over)
            return self.unresolved(name)
        if meanings:
            return self._parts_of(name, meanings[0][1], 1)
        return self._dotted(name)

    def meanings(self, first: str, name: syntax.Name) -> list[tuple[str, AnyNode]]:
        """What a name's first part can stand for by itself, nearest first, each with the word for what it is."""
        span, here, scope = name.span, self.here, self.scope
        found: list[tuple[str, AnyNode]] = []
        if first in here.bound:
            return [("element", evolve(here.bound[first], span=span, syntax=name))]
        if first in here.arguments:
            return [("argument", here.arguments[first])]
        if here.registers and (column := self._column_of_row(here.registers[-1], first, name)) is not None:
            found.append(("column", column))
            if any(owner.column == first for owner in here.registers[-1].owners):
                return found  # the row's body is the body that is meant
        row_list = None if here.row_list is None else scope.list_by_code(here.row_list)
        if row_list is not None and (attribute := self.attribute(row_list, first, name)) is not None:
            found.append(("column", attribute))
        if first in here.legend:
            found.append(("legend", nodes.Local(here.declaration, first, span=span, syntax=name)))
        elements = scope.element_lists(first)
        if elements:
            element = self._element_meant(elements)
            found.append(("element", nodes.Element(element.code, span=span, syntax=name)))
        if first in scope.parameters:
            found.append(("parameter", self._parameter(first, name)))
        if first in scope.computed:
            found.append(("declaration", self._result(scope.computed[first], name)))
        if first in scope.deadlines:
            found.append(("deadline", self._deadline(first, name)))
        return found

    def _deadline(self, first: str, name: syntax.Name) -> AnyNode:
        from tarazy.dsl.names.deadlines import deadline_node

        return deadline_node(self, self.scope.deadlines[first], name)

    def _element_meant(self, candidates: tuple[ListDeclaration, ...]) -> ListDeclaration:
        """Of several lists whose element has one name, the one that the declaration or the call runs over."""
        codes = [self.here.row_list, *(code for code, _ in self.here.families), self.scope.body_list]
        return next((found for code in codes for found in candidates if found.code == code), candidates[0])

    def _result(self, declaration: syntax.Declaration, name: syntax.Name) -> AnyNode:
        facet = Facet.VALUE if name.own_value else Facet.RESULT
        return nodes.Result(code_of(declaration), facet, span=name.span, syntax=name)

    def _dotted(self, name: syntax.Name) -> AnyNode:
        """A name whose first part is no value by itself: of a source, a list, or of a module."""
        first, scope = name.parts[0], self.scope
        if first in scope.registers and len(name.parts) > 1:
            return self._of_register(scope.registers[first], name)
        if first in scope.sources and len(name.parts) == 2:
            return self._datum(scope.sources[first], name)
        if first in scope.lists and len(name.parts) == 2:
            attribute = self.attribute(scope.lists[first], name.parts[1], name)
            if attribute is not None:
                return attribute
            return self._no_column(scope.lists[first].columns, name, first)
        for module, rest in scope.of_modules(name.parts):
            qualified = self.meanings(f"{module}.{rest[0]}", name)
            if qualified:
                return self._parts_of(name, qualified[0][1], len(name.parts) - len(rest) + 1)
            if scope.module_of.get(rest[0], module) == module:
                return self._named(evolve(name, parts=rest))
        return self._unknown(name)

    def _datum(self, source: SourceDeclaration, name: syntax.Name) -> AnyNode:
        if source.column(name.parts[1]) is None:
            return self._no_column(source.columns, name, name.parts[0])
        node = corrected(source, name.parts[1], self.scope.sources.values(), name)
        return self._filed(source, node, name) if source.filed else node

    def _filed(self, source: SourceDeclaration, node: AnyNode, name: syntax.Name) -> AnyNode:
        from tarazy.dsl.names.deadlines import filed

        return filed(self, source, node, name)

    def _column_of_row(self, register: RegisterDeclaration, column: str, name: syntax.Name) -> AnyNode | None:
        """Node for a column of the row that a call over `register` is at."""
        if register.column(column) is None:
            return None
        return nodes.RowColumn(register.code, column, span=name.span, syntax=name)

    def _of_register(self, register: RegisterDeclaration, name: syntax.Name) -> AnyNode:
        """A name led by that of a register, which means something only where a call runs over its rows."""
        node = self._column_of_row(register, name.parts[1], name)
        if node is None:
            return self._no_column(register.columns, evolve(name, parts=name.parts[:2]), name.parts[0])
        if register not in self.here.registers:
            self.report("N193", name.span, name=name.text, register=name.parts[0])
            return self.unresolved(name)
        return self._parts_of(name, node, 2)

    def _no_column(self, columns: tuple[Column, ...], name: syntax.Name, owner: str) -> AnyNode:
        known = [column.name for column in columns]
        near = nearest(name.parts[-1], known)
        variant = "near" if near else "" if known else "none"
        self.report(
            "N152",
            name.span,
            variant=variant,
            name=name.parts[-1],
            owner=owner,
            nearest=near or "",
            known=", ".join(known),
        )
        return self.unresolved(name)

    def _unknown(self, name: syntax.Name) -> AnyNode:
        first = name.parts[0]
        if first in self.scope.ambiguous:
            self.report_ambiguous(first, name.span)
        elif first in self.here.lists:
            self.report("N153", name.span, variant="list", name=first)
        elif first in self.scope.sources or first in self.scope.lists:
            self.report("N153", name.span, variant="source" if first in self.scope.sources else "list", name=first)
        elif first in self.scope.no_values:
            self.report("N153", name.span, variant="kind", name=first, kind=self.scope.no_values[first])
        elif (alike := self._look_alike(first)) is not None:
            self.report("N150", name.span, variant="letters", name=first, nearest=alike)
        elif (owner := self.scope.owner_of_column(name.text)) is not None:
            self.report("N150", name.span, variant="column", name=name.text, owner=owner)
        elif name.text in self.scope.units.units:
            self.report("N150", name.span, variant="unit", name=name.text)
        else:
            is_of_module = any(first == module.partition(".")[0] for module in self.scope.modules)
            shown = name.text if is_of_module else first
            columns = [column.name for one in self.here.registers[-1:] for column in one.columns]
            here = (*columns, *self.here.legend)
            near = self.scope.nearest(name.text, *here) or self.scope.nearest(first, *here)
            near = near or word_meant("expression", name.text)
            if near is None and (foreign := _foreign_value(name)) is not None:
                self.findings.append(foreign)
                return self.unresolved(name)
            self.report("N150", name.span, variant="near" if near else "", name=shown, nearest=near or "")
        return self.unresolved(name)

    def _look_alike(self, name: str) -> str | None:
        """A known name that looks the same and is written in letters of another alphabet."""
        known = (*self.here.legend, *self.here.arguments, *self.scope.all_names())
        return next((one for one in known if one != name and in_latin_letters(one) == in_latin_letters(name)), None)

    def report_ambiguous(self, name: str, place: Span) -> None:
        """Say that several modules give a name."""
        qualified = ", ".join(f"`{one}`" for one in self.scope.ambiguous[name])
        self.report("M603", place, name=name, qualified=qualified)

    def word_or_node(self, expression: syntax.Expression, words: Sequence[Told], meant: str) -> AnyNode:
        """The node of what answers a question, where a bare name that stands for nothing is taken for a wrong word.

        Parameters
        ----------
        words
            Words that could stand here.
        meant
            Context of :mod:`tarazy.dsl.synonyms` in which the right word is looked for.
        """
        if not isinstance(expression, syntax.Name) or len(expression.parts) > 1:
            return self.node(expression)
        quiet = evolve(self, findings=[])
        node = quiet.node(expression)
        if not any(one.code == "N150" for one in quiet.findings) or quiet.findings[0].variant == "column":
            return self.node(expression)
        name = expression.text
        if (foreign := foreign_word(name, meant, expression.span)) is not None:
            self.findings.append(foreign)
            return node
        near = nearest(name, in_each_language(words)) or word_meant(meant, name)
        near = near or self.scope.nearest(name, *self.here.legend)
        variant = "near word" if near else "word"
        self.report("N150", expression.span, variant=variant, name=name, nearest=near or "", words=listed(words))
        return node

    # ------------------------------------------------------------ attributes

    def attribute(self, of: ListDeclaration, column: str, name: syntax.Name) -> AnyNode | None:
        """Node for `column` of the current element of a list, looked for in the list and in what it is part of."""
        owner: ListDeclaration | None = of
        while owner is not None:
            if owner.column(column) is not None:
                element = nodes.Element(of.code, span=name.span)
                return nodes.Attribute(owner.code, column, element, span=name.span, syntax=name)
            owner = None if owner.of is None else self.scope.list_by_code(owner.of)
        return None

    def _parts_of(self, name: syntax.Name, node: AnyNode, position: int) -> AnyNode:
        """`node` with the parts of `name` from `position` on taken as attributes, one of the other."""
        for part in name.parts[position:]:
            found = self._list_of(node)
            if found is None:
                self.report("N153", name.span, variant="part", name=name.text, part=part)
                return self.unresolved(name)
            step = self.attribute(found, part, name)
            if not isinstance(step, nodes.Attribute):
                return self._no_column(found.columns, evolve(name, parts=(*name.parts[:position], part)), name.parts[0])
            node = evolve(step, element=node)
        return node

    def _list_of(self, node: AnyNode) -> ListDeclaration | None:
        if isinstance(node, nodes.Element | nodes.ElementConstant | nodes.BoundElement):
            return self.scope.list_by_code(node.list)
        kind = self.type_of(node)
        return self.scope.list_by_code(kind.list) if isinstance(kind, ElementType) else None

    def type_of(self, node: AnyNode) -> ValueType | None:
        """Type of a node as far as its declaration says it without any inference; words are looked up by it."""
        match node:
            case nodes.Attribute(list=code, column=column):
                owner = self.scope.list_by_code(code)
                found = None if owner is None else owner.column(column)
                return None if found is None else found.type
            case nodes.ParameterValue(parameter=code):
                chosen = next((one for one in self.scope.parameters.values() if one.code == code), None)
                options = () if chosen is None else chosen.options
                return CategoryType(code, tuple(word for word, _ in options)) if options else None
            case nodes.If(otherwise=plain):
                return self.type_of(plain)
            case nodes.Corrected(operands=(*_, reported)):
                return self.type_of(reported)
            case nodes.Datum(source=code, column=column):
                source = self.scope.sources_by_code.get(code)
                datum = None if source is None else source.column(column)
                return None if datum is None else datum.type
            case nodes.RowColumn(register=code, column=column):
                register = next((one for one in self.scope.registers.values() if one.code == code), None)
                cell = None if register is None else register.column(column)
                return None if cell is None else cell.type
            case nodes.Element(list=code) | nodes.BoundElement(list=code):
                return ElementType(code)
            case nodes.Result(declaration=code):
                return self._grade_type(code)
            case nodes.Shift(operand=operand) | nodes.AtPeriod(operand=operand) | nodes.AtElement(operand=operand):
                return self.type_of(operand)
            case nodes.Filed(operand=operand):
                return self.type_of(operand)
            case nodes.LastDay() | nodes.Constant(value=date()):
                return DateType()
            case _:
                return None

    def _grade_type(self, code: str) -> ValueType | None:
        from tarazy.dsl.names.statuses import word_table, words_of

        declaration = self.scope.declarations_by_code.get(code)
        table = None if declaration is None else word_table(declaration)
        words = () if table is None else words_of(table)
        if not words:
            return None
        return CategoryType(code, words)

    # ------------------------------------------------------------ comparisons

    def _comparison(self, written: syntax.Comparison) -> AnyNode:
        left, right = written.left, written.right
        if any(self._is_unknown(one) for one in (left, right)):
            return self._beside_unknown(written)
        if self.here.registers and self._means_nothing(left) and self._means_nothing(right):
            self.node(left)  # what the other side may mean only this one explains
            return self.unresolved(written)
        if written.operator in ("=", "!="):
            if (word := self.word_beside(left, right)) is not None:
                return nodes.Compare(written.operator, self.node(left), word, span=written.span, syntax=written)
            if (word := self.word_beside(right, left)) is not None:
                return nodes.Compare(written.operator, word, self.node(right), span=written.span, syntax=written)
        return nodes.Compare(written.operator, self.node(left), self.node(right), span=written.span, syntax=written)

    def _means_nothing(self, written: syntax.Expression) -> bool:
        """Whether `written` is a bare name that stands for nothing."""
        match written:
            case syntax.Name(parts=(first,)):
                return not self.meanings(first, written)
            case _:
                return False

    def _is_unknown(self, written: syntax.Expression) -> bool:
        """Whether a name, dotted, chosen from or of two meanings, stands for something that is reported."""
        match written:
            case syntax.Name(parts=(first,)):
                return self.here.runs_over is not None and len(self.meanings(first, written)) > 1
            case syntax.Name() | syntax.Selection():
                return isinstance(evolve(self, findings=[]).node(written), nodes.Undetermined)
            case _:
                return False

    def _beside_unknown(self, written: syntax.Comparison) -> AnyNode:
        """A comparison with something unknown: a bare name beside it may be a word that only the unknown explains."""
        for side in (written.left, written.right):
            if not isinstance(side, syntax.Name) or len(side.parts) > 1 or self._is_unknown(side):
                self.node(side)
        return self.unresolved(written)

    def word_beside(self, subject: syntax.Expression, word: syntax.Expression) -> AnyNode | None:
        """The category, direction or element that a bare `word` means beside `subject`; ``None`` where it is no
        such.
        """
        if not isinstance(word, syntax.Name) or len(word.parts) != 1:
            return None
        if not isinstance(subject, syntax.Name | syntax.Selection):
            return None
        quiet = evolve(self, findings=[])
        taken = self.here.types.get(subject.text) if isinstance(subject, syntax.Name) else None
        kind = self.type_of(quiet.node(subject)) if taken is None else taken
        text = word.parts[0]
        match kind:
            case CategoryType(owner=owner, words=words):
                if text not in words:
                    near = nearest(text, words)
                    variant = "near" if near else ""
                    self.report(
                        "N157",
                        word.span,
                        variant=variant,
                        name=text,
                        owner=owner,
                        nearest=near or "",
                        known=", ".join(words),
                    )
                    return self.unresolved(word)
                return nodes.Constant(text, span=word.span, syntax=word)
            case DirectionType():
                return nodes.Constant(text, span=word.span, syntax=word)
            case ElementType(list=code):
                return (
                    None
                    if self.meanings(text, word)
                    else nodes.ElementConstant(code, text, span=word.span, syntax=word)
                )
            case _:
                return None


def _foreign(name: str, meant: str) -> tuple[str, str] | None:
    """The keyword language in which `name` is a word, or the first word of one, with its word in English."""
    for language in LANGUAGES[1:]:
        for context in _CONTEXTS.get(meant, (meant,)):
            for key, spellings in vocabulary(language).spellings[context].items():
                if any(name == one or one.startswith(f"{name} ") for one in spellings):
                    return LANGUAGE_NAMES[language], vocabulary().printed(context, key)
    return None


def _foreign_value(name: syntax.Name) -> Diagnostic | None:
    """The finding that a name in a formula is a word of another keyword language."""
    found = (foreign_word(name.text, meant, name.span) for meant in ("expression", "value", "state"))
    return next((one for one in found if one is not None), None)


def foreign_word(name: str, meant: str, place: Span) -> Diagnostic | None:
    """The finding that `name` is a word of another keyword language for what is `meant`, if it is one."""
    found = _foreign(name, meant)
    if found is None:
        return None
    return finding("P102", place, word=name, language=found[0], own_language=LANGUAGE_NAMES["en"], own=found[1])
