"""What bodies are assessed for: blocks, indicators, and parts of their activity that are left out.

A declaration that a scope leaves out is *not applicable* to the body, as by ``does not apply to``; the rows of a
register that belong to an activity left out are taken for no row of that body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve, field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.declarations import AdjustStep, Computed, ListDeclaration, Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.data import basis_of
from tarazy.dsl.names.scope import Scope, code_of
from tarazy.dsl.nearest import nearest
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Result
from tarazy.dsl.outside import Activity, Outside
from tarazy.dsl.process import Conflict
from tarazy.dsl.source import Span

_JUDGED = frozenset({Role.INDICATOR, Role.CRITERION, Role.PART, Role.BLOCK})
"""Roles of what a body can be assessed for."""
_DATA = frozenset({"source", "register"})


# ---------------------------------------------------------------- activities


def activities_of(
    declarations: Iterable[syntax.Declaration], root: ListDeclaration | None, findings: list[Diagnostic]
) -> tuple[Activity, ...]:
    """The activities that some scope leaves out, each for the bodies of these scopes (R875)."""
    written = list(declarations)
    left_out: dict[str, list[str]] = {}
    for scope in (one for one in written if one.kind == "scope" and one.of is not None):
        for item in _names(scope, "leaves_out"):
            left_out.setdefault(item.text, []).append("" if scope.of is None else scope.of.text)
    known = () if root is None or root.files else tuple(code for code, _ in root.rows)
    data = {one.name.text: code_of(one) for one in written if one.kind in _DATA and one.name is not None}
    found = []
    for one in written:
        if one.kind != "activity" or one.name is None:
            continue
        bodies = tuple(item.text for item in _names(one, "body"))
        strangers = [item for item in _names(one, "body") if known and item.text not in known]
        findings.extend(_unknown("R875", item, known, "body") for item in strangers)
        chosen = tuple(body for body in bodies if body in left_out.get(one.name.text, ()))
        others = [body for body in left_out.get(one.name.text, ()) if body not in bodies]
        if others:
            findings.append(
                finding("R875", one.name_span or one.span, variant="whose", name=one.name.text, body=others[0])
            )
        column = next((item.text for item in _names(one, "recognised_by")), "")
        whole = tuple(data.get(item.text, item.text) for item in _names(one, "whole"))
        place = one.name_span or one.span
        found.append(Activity(code_of(one), one.name.text, chosen, column, whole, place))
    return tuple(found)


def without_activity(activity: Activity, owner: str, *, may_be_empty: bool) -> syntax.Expression:
    """``body != finance or activity != law_enforcement``: the condition that a row is of no activity left out.

    Parameters
    ----------
    owner
        Column of the register that says whose row it is.
    may_be_empty
        Whether the column that tells the activity may have no word; such a row is of no activity.
    """
    at = activity.span
    other: syntax.Expression = _differs(activity.column, activity.name, activity)
    if may_be_empty:
        unmarked = _call("not", _call("has", syntax.Name((activity.column,), span=at), at), at)
        other = syntax.Logical("or", unmarked, other, operator_span=at, span=at)
    whose: syntax.Expression | None = None
    for body in activity.bodies:
        one = _differs(owner, body, activity)
        whose = one if whose is None else syntax.Logical("and", whose, one, operator_span=at, span=at)
    assert whose is not None
    return syntax.Logical("or", whose, other, operator_span=at, span=at)


def _call(function: str, argument: syntax.Expression, at: Span) -> syntax.Call:
    return syntax.Call(function, True, (syntax.Argument("", argument, span=at),), function_span=at, span=at)


def _differs(column: str, word: str, activity: Activity) -> syntax.Expression:
    at = activity.span
    left, right = syntax.Name((column,), span=at), syntax.Name((word,), span=at)
    return syntax.Comparison("!=", left, right, operator_span=at, span=at)


# ---------------------------------------------------------------- scopes


@frozen(eq=False)
class MadeOf:
    """Of what each declaration is made: codes below it, itself among them."""

    computed: Mapping[str, Computed]
    _below: dict[str, frozenset[str]] = field(factory=dict)

    def below(self, code: str) -> frozenset[str]:
        """Codes of all that a declaration is made of, and its own."""
        pending, found = [code], set[str]()
        if code in self._below:
            return self._below[code]
        while pending:
            current = pending.pop()
            if current in found or current not in self.computed:
                continue
            found.add(current)
            pending.extend(
                node.declaration
                for root in _roots(self.computed[current])
                for node in walk(root)
                if isinstance(node, Result)
            )
        self._below[code] = frozenset(found)
        return self._below[code]

    def with_parts(self, codes: Iterable[str], judged: Collection[str]) -> frozenset[str]:
        """Declarations with those of `judged` that they alone are made of: what goes into anything else stays."""
        given = frozenset(codes)
        inside = frozenset[str]().union(*(self.below(code) for code in given)).intersection(judged) | given
        others = frozenset[str]().union(*(self.below(code) for code in judged if code not in inside))
        return (inside - others) | given


def _roots(declared: Computed) -> Iterator[AnyNode]:
    """The nodes that a declaration is made of, the answers of its rules apart."""
    yield declared.value
    if declared.points is not None:
        yield declared.points
    for step in (*declared.value_steps, *declared.points_steps):
        if isinstance(step, AdjustStep):
            yield from step.members
    yield from (line.node for line in declared.where)


def with_scopes(
    declarations: Iterable[syntax.Declaration],
    computed: Mapping[str, Computed],
    scope: Scope,
    conflicts: Iterable[Conflict],
    findings: list[Diagnostic],
) -> dict[str, Computed]:
    """The computed declarations, each with those to whom it does not apply by a scope or an unsettled conflict."""
    written = list(declarations)
    made = MadeOf(computed)
    known = _Known.of(scope)
    activities = {one.name.text for one in written if one.kind == "activity" and one.name is not None}
    outside: dict[str, list[Outside]] = {}
    for one in written:
        if one.kind == "scope" and one.of is not None:
            who = _who(one, scope, findings)
            if who is None:
                continue
            for code in _left_out(one, made, known, activities, findings):
                outside.setdefault(code, []).append(who)
    for conflict in conflicts:
        if conflict.assessed is False and conflict.of in computed:
            by = Outside("known_conflict", conflict.code, conflict.body, False, conflict.basis, conflict.span)
            outside.setdefault(conflict.of, []).append(by)
    if not outside:
        return dict(computed)
    return {
        code: evolve(one, outside=tuple(outside[code])) if code in outside else one for code, one in computed.items()
    }


def _who(one: syntax.Declaration, scope: Scope, findings: list[Diagnostic]) -> Outside | None:
    """The body or the list that a scope is of."""
    assert one.of is not None
    found = scope.lists.get(one.of.text)
    basis, place = basis_of(one), one.name_span or one.span
    if found is not None:
        return Outside("scope", code_of(one), found.code, True, basis, place)
    root = scope.list_by_code(scope.body_axis or "")
    known = () if root is None or root.files else tuple(code for code, _ in root.rows)
    if known and one.of.text not in known:
        findings.append(_unknown("R875", one.of, (*known, *scope.lists), "body or list"))
        return None
    return Outside("scope", code_of(one), one.of.text, False, basis, place)


@frozen(eq=False)
class _Known:
    """What a scope can name: codes of declarations by their names and codes, and blocks that are computed elsewhere.

    A scope of a module names the blocks of a whole system, of which a methodology may compute one: the others are
    elements of a list whose rows stand in the text.
    """

    codes: Mapping[str, str]
    elsewhere: frozenset[str]

    @classmethod
    def of(cls, scope: Scope) -> _Known:
        names = {name: code_of(declared) for name, declared in scope.computed.items()}
        codes = {code: code for code in names.values()} | names
        elements = (code for one in scope.lists.values() for code, _ in one.rows)
        return cls(codes, frozenset(elements) - codes.keys())

    def found(self, names: Iterable[syntax.Name], findings: list[Diagnostic]) -> tuple[str, ...]:
        """Codes of those of `names` that are computed here; a name of nothing is reported."""
        codes = []
        for name in names:
            if name.text in self.codes:
                codes.append(self.codes[name.text])
            elif name.text not in self.elsewhere:
                findings.append(_unknown("R875", name, (*self.codes, *self.elsewhere), "declaration"))
        return tuple(codes)


def is_of_another_block(one: syntax.Declaration, scope: Scope) -> bool:
    """Whether a scope holds within a block that this program does not compute."""
    named = _names(one, "block")
    known = _Known.of(scope) if named else None
    return known is not None and all(item.text in known.elsewhere for item in named)


def _left_out(
    one: syntax.Declaration, made: MadeOf, known: _Known, activities: Collection[str], findings: list[Diagnostic]
) -> Iterator[str]:
    """Codes of the declarations that a scope leaves out."""
    covers, leaves = one.field("covers"), one.field("leaves_out")
    if covers is None and leaves is None:
        findings.append(finding("R875", one.name_span or one.span, variant="nothing", name=code_of(one)))
    dropped = known.found((item for item in _names(one, "leaves_out") if item.text not in activities), findings)
    blocks = _names(one, "block")
    within = known.found(blocks, findings)
    judged = {code for code, declared in made.computed.items() if declared.role in _JUDGED}
    inside = frozenset[str]().union(*(made.below(code) for code in within)) if blocks else frozenset(judged)
    yield from made.with_parts((code for code in dropped if code in made.computed), judged)
    if covers is None or _is_open(covers):
        return
    kept = frozenset[str]().union(*(made.below(code) for code in known.found(_covered(covers), findings)))
    for code in judged & inside:
        if code not in kept and not (made.below(code) & kept) and code not in dropped:
            yield code


def _is_open(line: syntax.Field) -> bool:
    items = line.value.items if isinstance(line.value, syntax.MembersValue) else ()
    return any(isinstance(item, syntax.Undetermined) for item in items)


def _covered(line: syntax.Field) -> tuple[syntax.Name, ...]:
    items = line.value.items if isinstance(line.value, syntax.MembersValue) else ()
    return tuple(item for item in items if isinstance(item, syntax.Name))


def _unknown(code: str, name: syntax.Name, known: Iterable[str], kind: str) -> Diagnostic:
    near = nearest(name.text, known)
    variant = "near" if near else ""
    return finding(code, name.span, variant=variant, name=name.text, kind=kind, nearest=near or "")


def _names(one: syntax.Declaration, keyword: str) -> tuple[syntax.Name, ...]:
    line = one.field(keyword)
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    return tuple(item for item in items if isinstance(item, syntax.Name))
