"""Type and unit of a node from those of its operands, with what does not fit together.

What was found out of place has the type ``None`` afterwards, which fits everywhere: one slip is one message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.nodes import AnyNode, Constant
from tarazy.dsl.source import Span
from tarazy.dsl.spoken_words import unit_told
from tarazy.dsl.typing.guards import FactsOf
from tarazy.dsl.units import (
    DAYS,
    PURE,
    WORKING_DAYS,
    Function,
    Shape,
    Shown,
    UnitMismatch,
    UnitResult,
    same_dimension,
    shape_text,
    unit_between,
    unit_of_comparison,
    unit_of_difference,
    unit_of_function,
    unit_of_points,
    unit_of_power,
    unit_of_product,
    unit_of_quotient,
    unit_of_sum,
)
from tarazy.dsl.value_types import (
    CategoryType,
    DateType,
    DirectionType,
    ElementType,
    NumberType,
    StateType,
    TextType,
    ValueType,
    YesNoType,
)

NUMBER = NumberType()
YES_NO = YesNoType()


@frozen
class Kind:
    """Type of a node, with the unit of a number; ``None`` after a finding."""

    type: ValueType | None
    shape: Shape | None = None


NOTHING = Kind(None)
A_CONDITION = Kind(YES_NO)
A_NUMBER = Kind(NUMBER, Shape(PURE))


def _chosen_from(parts: Sequence[AnyNode], kinds: Sequence[ValueType | None]) -> CategoryType | None:
    """The one category among outcomes of which all others are written words of it."""
    categories = {kind for kind in kinds if isinstance(kind, CategoryType)}
    if len(categories) != 1:
        return None
    found = categories.pop()
    others = [part for part, kind in zip(parts, kinds, strict=True) if kind != found]
    fits = all(isinstance(part, Constant) and part.value in found.words for part in others)
    return found if others and fits else None


@frozen(eq=False)
class TypeChecker:
    """Infers kinds; what does not fit is added to `findings`. `labels` are names of declared units by code."""

    findings: list[Diagnostic]
    labels: Mapping[str, str]

    # ------------------------------------------------------------ what operands must be

    def shapes(self, parts: Sequence[AnyNode], facts_of: FactsOf, what: str) -> list[Shape] | None:
        """Shapes of operands that must be numbers; ``None`` where one is not, or is not known."""
        found = [self.shape(part, facts_of(part), what) for part in parts]
        known = [shape for shape in found if shape is not None]
        return known if len(known) == len(found) else None

    def shape(self, part: AnyNode, facts: Facts, what: str) -> Shape | None:
        """Shape of one operand that must be a number; `what` names who needs it."""
        match facts.type:
            case None:
                return None
            case NumberType():
                return facts.shape or Shape(PURE)
            case YesNoType():
                self.findings.append(finding("T201", part.span, what=what))
            case kind:
                self.findings.append(finding("T206", part.span, what=what, found=type_text(kind)))
        return None

    def condition(self, part: AnyNode, facts: Facts) -> Kind:
        """A condition: yes or no, else it is reported."""
        match facts.type:
            case None | YesNoType():
                pass
            case NumberType():
                self.findings.append(finding("T202", part.span))
            case kind:
                self.findings.append(finding("T206", part.span, variant="condition", found=type_text(kind)))
        return A_CONDITION

    # ------------------------------------------------------------ operations

    def arithmetic(self, operator: str, left: AnyNode, right: AnyNode, span: Span, facts_of: FactsOf) -> Kind:
        """``a + b`` and its kin."""
        one, other = facts_of(left), facts_of(right)
        if isinstance(one.type, DateType) or isinstance(other.type, DateType):
            return self._dates(operator, left, right, span, facts_of)
        what = f"`{operator}`"
        shapes = self.shapes((left, right), facts_of, what)
        if shapes is None:
            return NOTHING
        a, b = shapes
        match operator:
            case "+":
                result: UnitResult = unit_of_sum(a, b)
            case "-":
                result = unit_of_difference(a, b)
            case "*":
                result = unit_of_product(a, b)
            case "/":
                result = unit_of_quotient(a, b)
            case _:
                result = unit_of_power(a, b)
        return self.settled(result, (left, right), shapes, span, "added" if operator in "+-" else "raised")

    def _dates(self, operator: str, left: AnyNode, right: AnyNode, span: Span, facts_of: FactsOf) -> Kind:
        one, other = facts_of(left), facts_of(right)
        if one.type is None or other.type is None:
            return NOTHING
        both = isinstance(one.type, DateType) and isinstance(other.type, DateType)
        if both and operator == "-":
            return Kind(NUMBER, Shape(DAYS))
        days = other if isinstance(one.type, DateType) else one
        ordered = operator == "+" or (operator == "-" and days is other)
        if not both and ordered and days.shape is not None and same_dimension(days.shape.unit, DAYS):
            return Kind(DateType())
        labels = (self._label(left, one), self._label(right, other))
        self.findings.append(finding("T206", span, variant="dates", labels=labels))
        return NOTHING

    def working_days(self, start: AnyNode, end: AnyNode, facts_of: FactsOf) -> Kind:
        """``working days(a; b; calendar c)``: of two dates."""
        known = [self._date(part, facts_of(part), "`working days`") for part in (start, end)]
        return Kind(NUMBER, Shape(WORKING_DAYS)) if all(known) else NOTHING

    def working_day_after(self, start: AnyNode, count: AnyNode, facts_of: FactsOf) -> Kind:
        """``working day after(a; n; calendar c)``: of a date, and a number of working days or one without a unit."""
        what = "`working day after`"
        is_date, shape = self._date(start, facts_of(start), what), self.shape(count, facts_of(count), what)
        if shape is not None and not shape.unit.is_pure and not same_dimension(shape.unit, WORKING_DAYS):
            words = {"left": self.text(shape), "right": self.text(Shape(WORKING_DAYS))}
            self.findings.append(finding("T203", count.span, labels=(), **words))
            return NOTHING
        return Kind(DateType()) if is_date and shape is not None else NOTHING

    def _date(self, part: AnyNode, facts: Facts, what: str) -> bool:
        if facts.type is not None and not isinstance(facts.type, DateType):
            words = {"what": what, "found": self.kind_text(facts)}
            self.findings.append(finding("T206", part.span, variant="no date", labels=(), **words))
        return isinstance(facts.type, DateType)

    def comparison(self, operator: str, left: AnyNode, right: AnyNode, span: Span, facts_of: FactsOf) -> Kind:
        """``a <= b``: numbers of one unit, dates, or words of one kind (which have no order)."""
        one, other = facts_of(left), facts_of(right)
        if one.type is None or other.type is None:
            return A_CONDITION
        if isinstance(one.type, NumberType) and isinstance(other.type, NumberType):
            shapes = [one.shape or Shape(PURE), other.shape or Shape(PURE)]
            self.settled(unit_of_comparison(*shapes), (left, right), shapes, span, "compared")
            return A_CONDITION
        alike = _comparable(one.type, other.type) and _fits(left, other.type) and _fits(right, one.type)
        if not alike or (operator not in ("=", "!=") and not isinstance(one.type, DateType)):
            labels = (self._label(left, one), self._label(right, other))
            variant = "order" if alike else "compared"
            self.findings.append(finding("T206", span, variant=variant, labels=labels))
        return A_CONDITION

    def function(
        self, function: Function, parts: Sequence[AnyNode], span: Span, facts_of: FactsOf, *, several: str = ""
    ) -> Kind:
        """A call of numbers; `several` names members of one kind, whose units must agree (T205)."""
        present = [part for part in parts if facts_of(part).type is not None]
        shapes = self.shapes(present, facts_of, f"`{function.value}`")
        if shapes is None or not shapes:
            return NOTHING
        result = unit_of_function(function, shapes)
        return self.settled(result, present, shapes, span, "compared", several=several)

    def choice(self, parts: Sequence[AnyNode], span: Span, facts_of: FactsOf, owner: str) -> Kind:
        """One of several outcomes: numbers of one unit, or words, or conditions; states fit everywhere."""
        present = [part for part in parts if facts_of(part).type is not None]
        if not present:
            return NOTHING
        kinds = [facts_of(part).type for part in present]
        if all(isinstance(kind, NumberType) for kind in kinds):
            return self.function(Function.IF, present, span, facts_of, several="cells")
        if all(isinstance(part, Constant) and isinstance(part.value, str) for part in present):
            words = dict.fromkeys(str(part.value) for part in present if isinstance(part, Constant))
            return Kind(CategoryType(owner, tuple(words)))
        category = _chosen_from(present, kinds)
        if category is not None:
            return Kind(category)
        if all(isinstance(kind, CategoryType) and kind.owner in ("", owner) for kind in kinds):
            joined = dict.fromkeys(word for kind in kinds if isinstance(kind, CategoryType) for word in kind.words)
            return Kind(CategoryType(owner, tuple(joined)))
        first = kinds[0]
        odd = next((part for part, kind in zip(present, kinds, strict=True) if type(kind) is not type(first)), None)
        if odd is not None:
            labels = (self._label(present[0], facts_of(present[0])), self._label(odd, facts_of(odd)))
            self.findings.append(finding("T206", odd.span, variant="cells", labels=labels))
            return NOTHING
        return Kind(first)

    def points(self, node: AnyNode, facts: Facts) -> Kind:
        """What a `points` line, or a deduction, makes of its number."""
        shape = self.shape(node, facts, "`points`")
        if shape is None:
            return NOTHING
        return self.settled(unit_of_points(shape), (node,), [shape], node.span, "points")

    # ------------------------------------------------------------ mismatches

    def settled(
        self,
        result: UnitResult,
        parts: Sequence[AnyNode],
        shapes: Sequence[Shape],
        span: Span,
        done: str,
        *,
        several: str = "",
    ) -> Kind:
        """The kind that a unit rule gives; a mismatch is reported with both operands and their units."""
        if not isinstance(result, UnitMismatch):
            return Kind(NUMBER, result)
        first, second = _places(result, parts, shapes)
        labels = tuple(
            Label(part.span, "is", {"what": self.text(shape)})
            for part, shape in ((first, result.left), (second, result.right))
            if part is not None
        )
        code, words = result.kind.value, {"left": self.text(result.left), "right": self.text(result.right)}
        if code == "T221":
            bare = result.left if not result.left.is_percent else result.right
            words["number"] = str(bare.literal)
        if code == "T210":
            self.findings.append(finding(code, parts[0].span if first is None else first.span, found=words["left"]))
        elif several and code in ("T203", "T204"):
            self.findings.append(finding("T205", span, variant=several, labels=labels, **words))
        else:
            variant = done if code == "T203" or (code == "T221" and done == "added") else ""
            between = unit_between(result.left.unit, result.right.unit) if code == "T203" else None
            if between is not None and done in ("added", "compared"):
                variant, words["between"] = f"{done} by rate", unit_told(self.text(Shape(between)))
            self.findings.append(finding(code, span, variant=variant, labels=labels, **words))
        return NOTHING

    def text(self, shape: Shape) -> str:
        """Words for a unit."""
        return shape_text(shape, self.labels)

    def _label(self, part: AnyNode, facts: Facts) -> Label:
        return Label(part.span, "is", {"what": self.kind_text(facts)})

    def kind_text(self, facts: Facts) -> str:
        """Words for what a node is: its unit, or its type."""
        if isinstance(facts.type, NumberType):
            return self.text(facts.shape or Shape(PURE))
        return "unknown" if facts.type is None else type_text(facts.type)


def _places(
    mismatch: UnitMismatch, parts: Sequence[AnyNode], shapes: Sequence[Shape]
) -> tuple[AnyNode | None, AnyNode | None]:
    """Operands that a mismatch is about, found by their shapes, the first that fits and the first other one."""
    first = next((part for part, shape in zip(parts, shapes, strict=True) if shape == mismatch.left), None)
    pairs = zip(parts, shapes, strict=True)
    second = next((part for part, shape in pairs if shape == mismatch.right and part is not first), None)
    return first, second


def _comparable(one: ValueType, other: ValueType) -> bool:
    words = (TextType, CategoryType, DirectionType)
    if isinstance(one, words) and isinstance(other, words):
        return True
    if isinstance(one, ElementType) and isinstance(other, ElementType | TextType):
        return True
    if isinstance(other, ElementType) and isinstance(one, TextType):
        return True
    return type(one) is type(other)


def _fits(part: AnyNode, kind: ValueType) -> bool:
    """Whether a written word is one of those that the other side can be."""
    if not isinstance(part, Constant) or not isinstance(part.value, str):
        return True
    match kind:
        case CategoryType(words=words):
            return part.value in words
        case DirectionType():
            return part.value in ("higher", "lower")
        case _:
            return True


def type_text(kind: ValueType) -> str:
    """Words for a type."""
    match kind:
        case NumberType():
            return "a number"
        case YesNoType():
            return "yes or no"
        case DateType():
            return "a date"
        case TextType():
            return "a text"
        case DirectionType():
            return "a direction"
        case CategoryType(words=words):
            return f"one of {', '.join(words)}"
        case ElementType(list=code):
            return f"an element of {code}"
        case StateType():
            return "a state"


def constant_kind(node: Constant) -> Kind:
    """Kind of a written value."""
    match node.value:
        case bool():
            return A_CONDITION
        case str():
            return Kind(TextType())
        case date():
            return Kind(DateType())
        case _:
            return Kind(NUMBER, node.shape or Shape(PURE))


def column_kind(kind: ValueType, shape: Shape) -> Kind:
    """Kind of a column, from its declared type and unit."""
    return Kind(kind, shape) if isinstance(kind, NumberType) else Kind(kind)


def share_kind() -> Kind:
    """Kind of ``share(…)``."""
    return Kind(NUMBER, Shape(PURE, Shown.SHARE))
