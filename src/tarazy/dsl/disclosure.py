"""What can be computed back from what is shown: hidden values that a shown one, or several together, give away.

Each shown value that hidden ones reach is read as a sum of them with known factors, where it is such a sum or
one-to-one with one. What these equations determine is found by elimination over the rationals; whatever is not secret
is taken to be known.

Source: Chin, Özsoyoglu, Auditing and inference control in statistical databases, IEEE TSE 8 (1982), for sums.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from attrs import evolve, field, frozen
from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.declarations import AdjustStep, Computed, RoundStep, Step
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AggregateKind, AnyNode, Facet
from tarazy.dsl.over import OverRows
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.secrecy import Secrecy
from tarazy.dsl.typing.keys import key_of

Factors = Mapping[Hashable, fmpq | None]
"""Hidden values by key, each with its factor; ``None``: a factor that is known and stands in the data."""

_NEAREST = frozenset({RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.HALF_EVEN})


@frozen
class Given:
    """A hidden value that is given away.

    Parameters
    ----------
    shown
        Code of a shown value that it is computed from.
    hidden
        The hidden value: a code, or ``source.column``.
    within
        How far it can be from what is computed, where a rounding stands between; ``None``: it is given away exactly.
    others
        Codes of the other shown values that are needed.
    """

    shown: str
    hidden: str
    within: fmpq | None
    others: tuple[str, ...] = ()


@frozen(eq=False)
class _Form:
    """A value as a sum of hidden ones; `within` is half the step of the rounding, where there is one."""

    factors: Factors
    within: fmpq | None = None


_KNOWN = _Form({})


@frozen(eq=False)
class Audit:
    """Looks for what is given away.

    Parameters
    ----------
    limit
        Level of the highest mark that is shown; what is above it is hidden.
    """

    resolved: Resolved
    secrecy: Secrecy
    limit: int
    names: dict[Hashable, str] = field(factory=dict)
    forms: dict[tuple[int, int], _Form | None] = field(factory=dict)
    values: dict[str, _Form | None] = field(factory=dict)

    def of(self, shown: Iterable[str]) -> tuple[Given, ...]:
        """What the values with the codes `shown` give away together."""
        equations = {code: form for code in shown if (form := self._declared(code)) is not None and form.factors}
        exact = {code: form for code, form in equations.items() if form.within is None}
        found = {key: evolve(given, within=None) for key, given in self._solved(exact).items()}
        for key, given in self._solved(equations).items():
            found.setdefault(key, given)
        return tuple(found.values())

    def is_hidden(self, node: AnyNode) -> bool:
        """Whether a node is itself a hidden value."""
        match node:
            case nodes.Result(declaration=code):
                return self.secrecy.of(code) > self.limit
            case nodes.Datum(source=code) | nodes.RowColumn(register=code):
                return self.secrecy.sources.get(code, 0) > self.limit
            case nodes.Aggregate(members=members):
                rows = [one.over.register for one in members if isinstance(one.over, OverRows)]
                return any(self.secrecy.sources.get(code, 0) > self.limit for code in rows)
            case _:
                return False

    # ------------------------------------------------------------ equations

    def _solved(self, equations: Mapping[str, _Form]) -> Mapping[Hashable, Given]:
        """Keys of the hidden values that equations determine."""
        rows = {code: one for code, one in equations.items() if _is_usable(one.factors)}
        keys = list(dict.fromkeys(key for one in rows.values() for key in one.factors))
        matrix = [[_factor(one.factors.get(key, fmpq(0))) for key in keys] for one in rows.values()]
        found: dict[Hashable, Given] = {}
        for row in _reduced(matrix):
            places = [at for at, factor in enumerate(row) if factor != 0]
            if len(places) == 1:
                key = keys[places[0]]
                users = [code for code, one in rows.items() if key in one.factors]
                found[key] = Given(users[0], self.names[key], _width(rows[users[0]], key), tuple(users[1:]))
        return found

    def _declared(self, code: str) -> _Form | None:
        """The result of a declaration as a sum of hidden values; ``None`` where it is none."""
        declared = self.resolved.computed[code]
        form = self._stepped(self._form(declared.value, declared, None), declared.value_steps, declared)
        self.values[code] = form
        if declared.points is None:
            return form
        return self._stepped(self._form(declared.points, declared, form), declared.points_steps, declared)

    def _stepped(self, form: _Form | None, steps: Sequence[Step], declared: Computed) -> _Form | None:
        for step in steps:
            if form is None:
                return None
            match step:
                case RoundStep(mode=mode, decimals=decimals):
                    form = _rounded(form, mode, decimals)
                case AdjustStep(members=members, sign=sign):
                    for member in members:
                        form = _added(form, self._form(member, declared, None), fmpq(sign))
                case _:
                    pass
        return form

    def _form(self, node: AnyNode, declared: Computed, own: _Form | None) -> _Form | None:
        """A node of a declaration as a sum of hidden values, remembered; `own` is that of the declaration's value."""
        key = id(node), id(own)
        if key not in self.forms:
            self.forms[key] = self._new_form(node, declared, own)
        return self.forms[key]

    def _new_form(self, node: AnyNode, declared: Computed, own: _Form | None) -> _Form | None:
        if self.is_hidden(node) and not isinstance(node, nodes.Aggregate):
            return self._atom(node)
        if isinstance(node, nodes.Result) and node.declaration == declared.code and node.facet is Facet.VALUE:
            return own
        if isinstance(node, nodes.Local):
            line = next(one.node for one in declared.where if one.name == node.name)
            return self._form(line, declared, own)
        if not any(self.is_hidden(part) or self._is_own(part, declared, own) for part in walk(node)):
            return _KNOWN
        return self._operation(node, declared, own)

    def _is_own(self, node: AnyNode, declared: Computed, own: _Form | None) -> bool:
        """Whether a node is a name of the legend, or the own value, that is made of hidden ones."""
        if isinstance(node, nodes.Local):
            form = self._form(node, declared, own)
            return form is None or bool(form.factors)
        is_value = isinstance(node, nodes.Result) and node.declaration == declared.code
        return is_value and (own is None or bool(own.factors))

    def _atom(self, node: AnyNode) -> _Form:
        key = key_of(node)
        self.names[key] = _name(node)
        return _Form({key: fmpq(1)})

    def _operation(self, node: AnyNode, declared: Computed, own: _Form | None) -> _Form | None:
        def of(part: AnyNode) -> _Form | None:
            return self._form(part, declared, own)

        match node:
            case nodes.Negate(operand=x):
                return _scaled(of(x), fmpq(-1))
            case nodes.Arithmetic(operator="+", left=a, right=b):
                return _added(of(a), of(b), fmpq(1))
            case nodes.Arithmetic(operator="-", left=a, right=b):
                return _added(of(a), of(b), fmpq(-1))
            case nodes.Arithmetic(operator="*", left=a, right=b):
                return _product(of(a), of(b), a, b)
            case nodes.Arithmetic(operator="/", left=a, right=b):
                return _quotient(of(a), of(b), b)
            case nodes.Arithmetic(left=a, right=b):
                return of(a) if _is_known(of(b)) else None
            case nodes.Logarithm(operand=x) | nodes.Root(operand=x) | nodes.FunctionCall(body=x):
                return of(x)
            case nodes.Progress(operand=x, start=a, end=b):
                return of(x) if _is_known(of(a)) and _is_known(of(b)) else None
            case nodes.Limit(operand=x, low=low, high=high):
                return of(x) if all(end is None or _is_known(of(end)) for end in (low, high)) else None
            case nodes.Round(operand=x, mode=mode, decimals=decimals):
                form = of(x)
                return None if form is None else _rounded(form, mode, decimals)
            case nodes.Shift() | nodes.AtPeriod() | nodes.AtElement() | nodes.FirstPresent() | nodes.Filed():
                return self._atom(node)
            case nodes.Has() | nodes.StateOf():
                return _KNOWN
            case nodes.Aggregate():
                return self._members(node, declared, own)
            case _:
                return None

    def _members(self, node: nodes.Aggregate, declared: Computed, own: _Form | None) -> _Form | None:
        """A sum or a mean of single members; over a list there are too many hidden values to tell one."""
        if any(member.over is not None or member.only is not None for member in node.members):
            return None
        total: _Form | None = _KNOWN
        for member in node.members:
            match node.kind:
                case AggregateKind.SUM:
                    factor: fmpq | None = fmpq(1)
                case AggregateKind.MEAN:
                    factor = fmpq(1, len(node.members))
                case AggregateKind.WEIGHTED_MEAN:
                    factor = _constant(member.weight)
                case _:
                    return None
            part = _KNOWN if member.value is None else self._form(member.value, declared, own)
            total = _added(total, _scaled(part, factor), fmpq(1))
        return total


def _name(node: AnyNode) -> str:
    match node:
        case nodes.Result(declaration=code):
            return code
        case nodes.Datum(source=source, column=column):
            return f"{source}.{column}"
        case nodes.RowColumn(register=register, column=column):
            return f"{register}.{column}"
        case _:
            return node.span.text


# ---------------------------------------------------------------- sums of hidden values


def _is_known(form: _Form | None) -> bool:
    return form is not None and not form.factors


def _constant(node: AnyNode | None) -> fmpq | None:
    return node.value if isinstance(node, nodes.Constant) and isinstance(node.value, fmpq) else None


def _scaled(form: _Form | None, factor: fmpq | None) -> _Form | None:
    if form is None:
        return None
    factors = {key: None if one is None or factor is None else one * factor for key, one in form.factors.items()}
    within = None if form.within is None or factor is None else form.within * abs(factor)
    return _Form(factors, within if form.within is None or within is not None else form.within)


def _added(left: _Form | None, right: _Form | None, sign: fmpq) -> _Form | None:
    if left is None or right is None:
        return None
    factors = dict(left.factors)
    for key, factor in right.factors.items():
        if key not in factors:
            factors[key] = None if factor is None else factor * sign
            continue
        before = factors.pop(key)
        united = None if before is None or factor is None else before + factor * sign
        if united is None or united != 0:
            factors[key] = united
    widths = [one for one in (left.within, right.within) if one is not None]
    return _Form(factors, sum(widths, fmpq(0)) if widths else None)


def _product(left: _Form | None, right: _Form | None, a: AnyNode, b: AnyNode) -> _Form | None:
    if _is_known(left):
        return _scaled(right, _constant(a))
    return _scaled(left, _constant(b)) if _is_known(right) else None


def _quotient(left: _Form | None, right: _Form | None, divisor: AnyNode) -> _Form | None:
    if _is_known(right):
        known = _constant(divisor)
        return _scaled(left, None if known is None or known == 0 else 1 / known)
    if not _is_known(left) or right is None or len(right.factors) != 1:
        return None
    return _Form(dict.fromkeys(right.factors), right.within)


def _rounded(form: _Form, mode: RoundingMode, decimals: int) -> _Form:
    if not form.factors:
        return form
    step = fmpq(1, 10**decimals)
    own = step / 2 if mode in _NEAREST else step
    return evolve(form, within=own if form.within is None else form.within + own)


# ---------------------------------------------------------------- elimination


def _is_usable(factors: Factors) -> bool:
    """Whether an equation says something: all factors stand in the text, or there is one hidden value only."""
    return len(factors) == 1 or all(factor is not None for factor in factors.values())


def _factor(factor: fmpq | None) -> fmpq:
    return fmpq(1) if factor is None else factor


def _width(form: _Form, key: Hashable) -> fmpq | None:
    factor = form.factors[key]
    return form.within if form.within is None or factor is None or factor == 0 else form.within / abs(factor)


def _reduced(matrix: list[list[fmpq]]) -> list[list[fmpq]]:
    """The reduced row echelon form (Gauss, Jordan)."""
    rows = [list(row) for row in matrix]
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column] != 0), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        head = rows[done][column]
        rows[done] = [one / head for one in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column] != 0:
                times = row[column]
                rows[at] = [one - times * own for one, own in zip(row, rows[done], strict=True)]
        done += 1
    return rows
