"""Expressions over the rows of a register as SQL, as far as SQL can say exactly what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import MAXYEAR, date

from attrs import define, field
from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.nodes import AnyNode
from tarazy.interpreter.meaning.sql_values import (
    NOWHERE,
    SOMEWHERE,
    Names,
    NotInSql,
    Sort,
    SqlNumber,
    SqlOther,
    SqlValue,
    aligned,
    magnitude,
    negative,
    over,
    product,
    quoted,
    total,
    written,
)
from tarazy.interpreter.row_table import Held, HeldColumn

_SORTS = {Held.DATE: Sort.DATE, Held.LOGICAL: Sort.CONDITION, Held.WORD: Sort.WORD}
_COMPARISONS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_LAST_DAY = date(MAXYEAR, 12, 31).toordinal()

Attributes = Callable[[nodes.Attribute, tuple[str, ...]], Mapping[str, SqlValue]]
"""Values of a list's column by the element; an element without one is left out."""


@define(eq=False)
class RowSql:
    """Translates expressions over the rows of one register.

    Parameters
    ----------
    register, held
        Code of the register, and its columns in SQL.
    given
        Parts that do not run along the rows, by identity: literals, or columns of the table of places.
    attributes
        Asked for columns of lists of elements that stand in a column.
    joins
        Joins that the expressions need, in order.
    """

    register: str
    held: Mapping[str, HeldColumn]
    given: Mapping[int, SqlValue]
    attributes: Attributes
    joins: list[str] = field(factory=list)
    _known: dict[int, SqlValue] = field(factory=dict)

    def of(self, node: AnyNode) -> SqlValue:
        """The value of `node` in a row.

        Raises
        ------
        NotInSql
            SQL cannot say it.
        """
        if id(node) in self.given:
            return self.given[id(node)]
        if id(node) not in self._known:
            self._known[id(node)] = self._translated(node)
        return self._known[id(node)]

    def number(self, node: AnyNode) -> SqlNumber:
        """The same of a number."""
        found = self.of(node)
        if not isinstance(found, SqlNumber):
            raise NotInSql
        return found

    def condition(self, node: AnyNode) -> SqlOther:
        """The same of a condition."""
        found = self.of(node)
        if not isinstance(found, SqlOther) or found.sort is not Sort.CONDITION:
            raise NotInSql
        return found

    def _translated(self, node: AnyNode) -> SqlValue:
        match node:
            case nodes.Constant(value=value, illustrative=False):
                return written(value)
            case nodes.RowColumn(register=register, column=name) if register == self.register:
                return self._column(name)
            case nodes.ElementConstant(code=code):
                return written(code)
            case nodes.Attribute():
                return self._attribute(node)
            case nodes.Negate(operand=x):
                return negative(self.number(x))
            case nodes.Absolute(operand=x):
                return magnitude(self.number(x))
            case nodes.Arithmetic():
                return self._arithmetic(node)
            case nodes.FunctionCall(body=body):
                return self.of(body)
            case nodes.Compare(operator=operator, left=a, right=b):
                return self._comparison(operator, self.of(a), self.of(b))
            case nodes.Logical(operator=operator, left=a, right=b):
                return _logical(operator, self.condition(a), self.condition(b))
            case nodes.Not(operand=x):
                inner = self.condition(x)
                return SqlOther(f"(NOT {inner.text})", Sort.CONDITION, inner.nulls)
            case nodes.Has(operand=nodes.RowColumn() as x):
                cell = self.of(x)
                return SqlOther(f"({cell.text} IS NOT NULL)", Sort.CONDITION, present=cell.nulls, denied=cell.nulls)
            case nodes.If(condition=condition, then=then, otherwise=otherwise):
                return self._choice(self.condition(condition), self.of(then), self.of(otherwise))
            case _:
                raise NotInSql

    # ------------------------------------------------------------ leaves

    def _column(self, name: str) -> SqlValue:
        column = self.held.get(name)
        if column is None:
            raise NotInSql
        text = f"r.{column.name}"
        nulls = frozenset({column.name}) if column.nullable else NOWHERE
        if column.kind is Held.NUMBER:
            cell = SqlNumber(text, int(column.scale.q), column.low, column.high, nulls)
            scaled = product(cell, _plain(int(column.scale.p))) if column.scale.p != 1 else cell
            return SqlNumber(scaled.text, int(column.scale.q), scaled.low, scaled.high, nulls)
        return SqlOther(text, _SORTS[column.kind], nulls, column.low, column.high, column.words)

    def _attribute(self, node: nodes.Attribute) -> SqlValue:
        element = self.of(node.element)
        if not isinstance(element, SqlOther) or element.sort is not Sort.WORD or element.words is None:
            raise NotInSql
        values = self.attributes(node, element.words)
        if not values:
            raise NotInSql
        name = f"j{len(self.joins)}"
        lacking = frozenset({name}) if len(values) < len(element.words) else NOWHERE
        column, rows = _lookup(values, f"{name}.v", element.nulls | lacking)
        self.joins.append(f"LEFT JOIN (VALUES {rows}) AS {name}(k, v) ON {name}.k = CAST({element.text} AS VARCHAR)")
        return column

    # ------------------------------------------------------------ operations

    def _arithmetic(self, node: nodes.Arithmetic) -> SqlValue:
        left, right = self.of(node.left), self.of(node.right)
        if isinstance(left, SqlOther) or isinstance(right, SqlOther):
            return _of_dates(node.operator, left, right)
        match node.operator:
            case "+":
                return total(left, right, 1)
            case "-":
                return total(left, right, -1)
            case "*":
                return product(left, right)
            case "/" if isinstance(node.right, nodes.Constant) and isinstance(node.right.value, fmpq):
                return over(left, node.right.value) if node.right.value != 0 else _refused()
            case _:
                raise NotInSql

    def _comparison(self, operator: str, left: SqlValue, right: SqlValue) -> SqlOther:
        nulls = left.nulls | right.nulls
        present = nulls - SOMEWHERE
        if isinstance(left, SqlNumber) and isinstance(right, SqlNumber):
            a, b = aligned(left, right)
            return SqlOther(f"({a.text} {_COMPARISONS[operator]} {b.text})", Sort.CONDITION, nulls, present=present)
        if isinstance(left, SqlNumber) or isinstance(right, SqlNumber) or left.sort is not right.sort:
            raise NotInSql
        texts = left.text, right.text
        if left.sort is Sort.WORD and not (_is_literal(left) or _is_literal(right)):
            texts = f"CAST({left.text} AS VARCHAR)", f"CAST({right.text} AS VARCHAR)"
        return SqlOther(f"({texts[0]} {_COMPARISONS[operator]} {texts[1]})", Sort.CONDITION, nulls, present=present)

    def _choice(self, condition: SqlOther, then: SqlValue, otherwise: SqlValue) -> SqlValue:
        """``if(c; a; b)``; where the condition is unknown the interpreter is asked."""
        nulls = SOMEWHERE if condition.nulls | then.nulls | otherwise.nulls else NOWHERE
        form = f"(CASE WHEN {condition.text} THEN {{}} WHEN NOT {condition.text} THEN {{}} END)"
        if isinstance(then, SqlNumber) and isinstance(otherwise, SqlNumber):
            a, b = aligned(then, otherwise)
            return SqlNumber(form.format(a.text, b.text), a.divisor, min(a.low, b.low), max(a.high, b.high), nulls)
        if isinstance(then, SqlNumber) or isinstance(otherwise, SqlNumber) or then.sort is not otherwise.sort:
            raise NotInSql
        texts = (f"CAST({one.text} AS VARCHAR)" if one.sort is Sort.WORD else one.text for one in (then, otherwise))
        bounds = min(then.low, otherwise.low), max(then.high, otherwise.high)
        return SqlOther(form.format(*texts), then.sort, nulls, *bounds)


def _refused() -> SqlValue:
    raise NotInSql


def _plain(number: int) -> SqlNumber:
    found = written(fmpq(number))
    assert isinstance(found, SqlNumber)
    return found


def _logical(operator: str, left: SqlOther, right: SqlOther) -> SqlOther:
    """``a and b``, ``a or b``: SQL's own logic of three values is that of the language."""
    text = f"({left.text} {operator.upper()} {right.text})"
    if operator == "or":
        present, denied = left.present & right.present, left.denied & right.denied
        return SqlOther(text, Sort.CONDITION, left.nulls | right.nulls, present=present, denied=denied)
    nulls = (left.nulls - right.denied) | (right.nulls - left.denied)
    present, denied = left.present | right.present, left.denied | right.denied
    return SqlOther(text, Sort.CONDITION, nulls, present=present, denied=denied)


def _is_literal(value: SqlOther) -> bool:
    return value.text.startswith("'")


def _of_dates(operator: str, left: SqlValue, right: SqlValue) -> SqlValue:
    """A date less a date in days, or a date some whole days earlier or later."""
    nulls = left.nulls | right.nulls
    if isinstance(left, SqlOther) and isinstance(right, SqlOther):
        if operator != "-" or left.sort is not Sort.DATE or right.sort is not Sort.DATE:
            raise NotInSql
        return SqlNumber(f"({left.text} - {right.text})", 1, left.low - right.high, left.high - right.low, nulls)
    day, days = (left, right) if isinstance(left, SqlOther) else (right, left)
    if not isinstance(day, SqlOther) or not isinstance(days, SqlNumber) or day.sort is not Sort.DATE:
        raise NotInSql
    if days.divisor != 1 or operator not in "+-":
        raise NotInSql
    low, high = (day.low + days.low, day.high + days.high)
    if operator == "-":
        low, high = day.low - days.high, day.high - days.low
    if low < 1 or high > _LAST_DAY:
        raise NotInSql
    return SqlOther(f"({day.text} {operator} CAST({days.text} AS INTEGER))", Sort.DATE, nulls, low, high)


def _lookup(values: Mapping[str, SqlValue], text: str, nulls: Names) -> tuple[SqlValue, str]:
    """What a joined column holds, and its rows."""
    numbers = [one for one in values.values() if isinstance(one, SqlNumber)]
    others = [one for one in values.values() if isinstance(one, SqlOther)]
    if (numbers and others) or len({one.sort for one in others}) > 1:
        raise NotInSql
    if others:
        rows = ", ".join(f"({quoted(code)}, {one.text})" for code, one in values.items() if isinstance(one, SqlOther))
        words = tuple(sorted({word for one in others for word in one.words or ()}))
        low, high = min(one.low for one in others), max(one.high for one in others)
        return SqlOther(text, others[0].sort, nulls, low, high, words), rows
    common = numbers[0]
    for one in numbers[1:]:
        common, _ = aligned(common, one)
    scaled = {code: aligned(one, common)[0] for code, one in values.items() if isinstance(one, SqlNumber)}
    rows = ", ".join(f"({quoted(code)}, {one.text})" for code, one in scaled.items())
    low, high = min(one.low for one in scaled.values()), max(one.high for one in scaled.values())
    return SqlNumber(text, common.divisor, low, high, nulls), rows
