"""Traces as JSON in the form ``tarazy.trace/1``: deterministic bytes, numbers as texts.

The form is published as a JSON Schema (draft 2020-12) beside this module, ``schemas/tarazy.trace-1.json``. Keys are
sorted, parts that are empty are left out, and the text is one line of UTF-8, so that equal traces are equal bytes. What
is traced stands in ``head``, before all the rest, so that it can be read alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Any, TypeAlias, TypeVar

from attrs import define, field

from tarazy.interpreter.cell_words import CauseReading, Reading
from tarazy.interpreter.cells import PlaceParts
from tarazy.interpreter.trace import (
    AggregateTrace,
    ArgumentTrace,
    Branch,
    CallTrace,
    CitedAct,
    CitedSource,
    DaysTrace,
    FiredRule,
    Formula,
    FunctionTrace,
    Kind,
    LegendTrace,
    MemberTrace,
    Neighbour,
    Paragraph,
    Quantity,
    RankTrace,
    Reference,
    RowsTrace,
    SourceCell,
    StepTrace,
    TermTrace,
    Trace,
    TraceNode,
)

FORM = "tarazy.trace/1"
"""Name of the form; what it promises never changes under this name."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_DECODER = json.JSONDecoder()
_Shared: TypeAlias = Paragraph | TraceNode
_Record = TypeVar("_Record")
_text = json.encoder.encode_basestring
_MOST_KEPT = 10_000
_KEPT: dict[int, tuple[object, str]] = {}
"""Texts of what all bodies share by the identity of the objects, which are held here so that no other can take it."""


def trace_json(trace: Trace) -> bytes:
    """The bytes of a trace."""
    return _Writer().trace(trace).encode()


def head_of(stored: bytes) -> dict[str, Any] | None:
    """What a stored trace says it is a trace of; ``None`` where the bytes are not in this form."""
    start = f'{{"form":"{FORM}","head":'.encode()
    if not stored.startswith(start):
        return None
    try:
        head, _ = _DECODER.raw_decode(stored.decode(), len(start))
    except ValueError:
        return None
    return head if isinstance(head, dict) else None


def schema() -> dict[str, Any]:
    """The JSON Schema of the form."""
    text = files("tarazy.interpreter").joinpath("schemas", "tarazy.trace-1.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@define(eq=False)
class _Writer:
    """Writes records as JSON text; a quantity that stands in several places is written once.

    Every method gives an object's members, each with a comma after it, in the order of their keys.
    """

    _quantities: dict[int, str] = field(factory=dict)

    def trace(self, trace: Trace) -> str:
        """The text of a trace: its form, what is traced, and the tree."""
        head = {name: value for name in _HEAD if (value := getattr(trace, name))}
        if trace.acts:
            head["acts"] = {one.code: one.label for one in trace.acts}
        if details := {one.code: said for one in trace.acts if (said := _said_of(one, _OF_ACT))}:
            head["act_details"] = details
        if trace.sources:
            head["sources"] = {one.code: _said_of(one, _OF_SOURCE) for one in trace.sources}
        return f'{{"form":"{FORM}","head":{_ENCODER.encode(head)},"root":{self._operand(trace.root)}}}\n'

    # ------------------------------------------------------------ nodes

    def _operand(self, one: TraceNode | Reference) -> str:
        if type(one) is Reference:
            return f'{{"see":{_text(one.key)}}}'
        assert isinstance(one, TraceNode)
        if one.kind is Kind.ATTRIBUTE:
            return self._kept(one, self._node)
        return f"{{{self._node(one)[:-1]}}}"

    def _node(self, one: TraceNode) -> str:
        operands = f'"operands":[{",".join([self._operand(part) for part in one.operands])}],' if one.operands else ""
        rule = "" if one.rule is None else f'"rule":{{{self._rule(one.rule)[:-1]}}},'
        source = "" if one.source is None else f'"source":{{{self._source(one.source)[:-1]}}},'
        return (
            f"{_word('assessor', one.assessor)}{self._basis(one.basis)}{_place('elements', one.elements)}"
            f"{_objects('formulas', one.formulas, self._formula)}{_flag('given', one.given)}"
            f'"key":{_text(one.key)},"kind":{_text(one.kind.value)},'
            f"{_word('label', one.label)}{_word('name', one.name)}"
            f"{operands}{_word('place', one.place)}{_word('role', one.role)}{rule}{source}"
            f'"value":{self._quantity(one.value)},{_word("written", one.written)}'
        )

    def _kept(self, one: _Shared, members: Callable[[Any], str]) -> str:
        """A paragraph, or an attribute of a list: the same object in the traces of all bodies."""
        kept = _KEPT.get(id(one))
        if kept is None:
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.clear()
            kept = _KEPT[id(one)] = one, f"{{{members(one)[:-1]}}}"
        return kept[1]

    def _basis(self, basis: tuple[Paragraph, ...]) -> str:
        return f'"basis":[{",".join([self._kept(one, _paragraph) for one in basis])}],' if basis else ""

    def _rule(self, one: FiredRule) -> str:
        return (
            f"{self._basis(one.basis)}{_flag('inherited', one.inherited)}"
            f"{_word('place', one.place)}{_word('rule', one.rule)}{_word('text', one.text)}"
        )

    def _source(self, one: SourceCell) -> str:
        row = "" if one.row is None else f'"row":{one.row},'
        return (
            f"{_objects('also', one.also, self._source)}"
            f"{_word('column', one.column)}{_word('file', one.file)}{_word('formula', one.formula)}"
            f"{_word('label', one.label)}{row}{_word('sha256', one.sha256)}{_word('sheet', one.sheet)}"
            f"{_word('source', one.source)}{_word('written', one.written)}"
        )

    # ------------------------------------------------------------ formulas

    def _formula(self, one: Formula) -> str:
        return (
            f"{_objects('aggregates', one.aggregates, self._aggregate)}"
            f"{_objects('branches', one.branches, self._branch)}"
            f"{_objects('calls', one.calls, self._call)}{_objects('days', one.days, self._days)}"
            f"{_objects('functions', one.functions, _function)}"
            f"{_word('line', one.line)}{_word('numbers', one.numbers)}"
            f"{_objects('ranks', one.ranks, self._rank)}{_objects('steps', one.steps, self._step)}"
            f'"value":{self._quantity(one.value)},{_word("written", one.written)}'
        )

    def _call(self, one: CallTrace) -> str:
        return (
            f"{_objects('arguments', one.arguments, self._argument)}"
            f'"formula":{{{self._formula(one.formula)[:-1]}}},'
            f"{_word('label', one.label)}{_objects('legend', one.legend, self._legend)}"
            f"{_word('name', one.name)}{_word('place', one.place)}{_word('written', one.written)}"
        )

    def _argument(self, one: ArgumentTrace) -> str:
        return f'{_word("name", one.name)}"value":{self._quantity(one.value)},{_word("written", one.written)}'

    def _legend(self, one: LegendTrace) -> str:
        formula = f'"formula":{{{self._formula(one.formula)[:-1]}}},'
        return f"{formula}{_word('label', one.label)}{_word('name', one.name)}"

    def _days(self, one: DaysTrace) -> str:
        term = "" if one.term is None else f'"term":{{{_term(one.term)[:-1]}}},'
        return (
            f'{_word("calendar", one.calendar)}"end":"{one.end}",{_dates("not_worked", one.not_worked)}'
            f'"start":"{one.start}",{term}"value":{self._quantity(one.value)},'
            f"{_word('version', one.version)}{_dates('worked', one.worked)}{_word('written', one.written)}"
        )

    def _branch(self, one: Branch) -> str:
        condition = "" if one.condition is None else f'"condition":{self._quantity(one.condition)},'
        return (
            f"{condition}{_word('label', one.label)}{_word('numbers', one.numbers)}{_word('result', one.result)}"
            f"{_word('result_numbers', one.result_numbers)}{_flag('taken', one.taken)}{_word('written', one.written)}"
        )

    def _step(self, one: StepTrace) -> str:
        before, after = self._quantity(one.before), self._quantity(one.after)
        return f'"after":{after},"before":{before},{_word("text", one.text)}'

    def _aggregate(self, one: AggregateTrace) -> str:
        return (
            f'"count":{one.count},"kind":{_text(one.kind)},"left_out":{one.left_out},'
            f"{_objects('members', one.members, self._member)}"
            f"{_word('members_sha256', one.members_sha256)}{_most_points(one)}{_rows(one.rows)}"
            f"{_word('treatment', one.treatment)}"
            f'"value":{self._quantity(one.value)},{_word("written", one.written)}'
        )

    def _member(self, one: MemberTrace) -> str:
        put_in = "" if one.put_in is None else f'"put_in":{self._quantity(one.put_in)},'
        return (
            f"{_word('effective_weight', one.effective_weight)}{_word('element', one.element)}"
            f"{_word('name', one.name)}{_word('part', one.part)}{put_in}"
            f'"value":{self._quantity(one.value)},{_word("weight", one.weight)}'
        )

    def _rank(self, one: RankTrace) -> str:
        return (
            f"{_objects('after', one.after, self._neighbour)}{_objects('before', one.before, self._neighbour)}"
            f'"count":{one.count},{_word("members_sha256", one.members_sha256)}"place":{self._quantity(one.place)},'
            f"{_objects('tied', one.tied, self._neighbour)}{_word('written', one.written)}"
        )

    def _neighbour(self, one: Neighbour) -> str:
        return f'{_word("element", one.element)}{_word("place", one.place)}"value":{self._quantity(one.value)},'

    def _quantity(self, quantity: Quantity) -> str:
        known = self._quantities.get(id(quantity))
        if known is None:
            known = self._quantities[id(quantity)] = _written(quantity)
        return known


def _word(key: str, text: str) -> str:
    """A member whose value is a text; nothing where there is none."""
    return f'"{key}":{_text(text)},' if text else ""


def _flag(key: str, is_set: bool) -> str:
    return f'"{key}":true,' if is_set else ""


def _place(key: str, parts: PlaceParts) -> str:
    if not parts:
        return ""
    entries = [f"{_text(axis)}:{_text(str(entry))}" for axis, entry in sorted(parts)]
    return f'"{key}":{{{",".join(entries)}}},'


def _most_points(one: AggregateTrace) -> str:
    return f'"most_points":[{",".join(map(_text, one.most_points))}],' if one.most_points else ""


def _function(one: FunctionTrace) -> str:
    return f"{_word('label', one.label)}{_word('name', one.name)}{_word('place', one.place)}"


def _dates(key: str, days: tuple[date, ...]) -> str:
    return f'"{key}":[{",".join([_text(str(day)) for day in days])}],' if days else ""


def _term(one: TermTrace) -> str:
    return (
        f'{_word("day_off", one.day_off)}"days":{one.days},{_word("first_day", one.first_day)}'
        f"{_flag('in_working_days', one.in_working_days)}{_word('start', one.start)}"
    )


def _objects(key: str, records: tuple[_Record, ...], members: Callable[[_Record], str]) -> str:
    """A member whose value is a list of objects; nothing where there are none."""
    return f'"{key}":[{",".join([f"{{{members(one)[:-1]}}}" for one in records])}],' if records else ""


def _rows(one: RowsTrace | None) -> str:
    if one is None:
        return ""
    files = [f'{{"file":{_text(name)},"sha256":{_text(sha256)}}}' for name, sha256 in one.files]
    listed = f'"files":[{",".join(files)}],' if files else ""
    return (
        f'"rows":{{{_word("belonging", one.belonging)}{_word("condition", one.condition)}{listed}'
        f'{_word("label", one.label)}"of":{one.of},{_word("register", one.register)}"sha256":{_text(one.sha256)}}},'
    )


def _paragraph(one: Paragraph) -> str:
    return f"{_word('act', one.act)}{_flag('inherited', one.inherited)}{_word('text', one.text)}"


def _written(quantity: Quantity) -> str:
    reading = quantity.reading
    if reading.enclosure or reading.marks or reading.causes:
        found = {**_reading(reading), "shown": quantity.shown, **({"unit": quantity.unit} if quantity.unit else {})}
        return _ENCODER.encode(found)
    exact = f'"exact":{_text(reading.exact)},' if reading.exact else ""
    kind = f'"kind":{_text(reading.kind)},' if reading.kind else ""
    value = f',"value":{_text(reading.text)}' if reading.kind else ""
    unit = f',"unit":{_text(quantity.unit)}' if quantity.unit else ""
    return f'{{{exact}{kind}"shown":{_text(quantity.shown)},"state":{_text(reading.state)}{unit}{value}}}'


_HEAD = (
    "body",
    "body_name",
    "draft",
    "elements",
    "label",
    "methodology",
    "name",
    "period",
    "program_hash",
    "snapshot_hash",
    "version",
    "what_if",
)
"""What the head says of a trace, besides the acts and the sources."""


_OF_ACT = ("address", "date", "edition", "issuer", "number")
_OF_SOURCE = ("holder", "kind", "label", "verification")


def _said_of(cited: CitedAct | CitedSource, names: tuple[str, ...]) -> dict[str, str]:
    return {name: text for name in names if (text := getattr(cited, name))}


def _reading(reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {"state": reading.state}
    if reading.kind:
        found |= {"kind": reading.kind, "value": reading.text}
    if reading.exact:
        found["exact"] = reading.exact
    if reading.enclosure:
        low, high = reading.enclosure
        found["enclosure"] = {"low": low, "high": high}
    if reading.marks:
        found["marks"] = list(reading.marks)
    if reading.causes:
        found["causes"] = [_cause(cause) for cause in reading.causes]
    return found


def _cause(cause: CauseReading) -> dict[str, Any]:
    place = {axis: str(entry) for axis, entry in cause.place}
    return {"code": cause.code, "state": cause.state, **({"place": place} if place else {})}
