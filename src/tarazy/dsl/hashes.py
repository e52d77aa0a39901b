"""Identity of a program: what is computed, what is agreed, how data are bound, what is said of it.

Each hash is the SHA-256 of deterministic CBOR (RFC 8949, section 4.2) of the declarations sorted by code, with
references as codes and numbers as reduced fractions. Layout, comments, the order of declarations, the language of
keywords and the way a number is written (``0.90``, ``90 %``) are in none of them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

import cbor2
from attrs import fields, frozen, has
from flint import fmpq

from tarazy.dsl import syntax
from tarazy.dsl.declarations import Column, Computed, KeyAxis, ListDeclaration, Parameter, SourceDeclaration
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Bands, ByValues, Constant, Line, Member
from tarazy.dsl.periods import WORDS, PartOfYear
from tarazy.dsl.reached import reached
from tarazy.dsl.register_declaration import RegisterDeclaration

T = TypeVar("T")

SEMANTICS = "1"
"""Version of the language's semantics; it is part of what is computed."""

Plain = None | bool | int | str | list["Plain"]
"""What is encoded."""

_UNWRITTEN = frozenset(
    {
        "edges",
        "span",
        "syntax",
        "written",
        "label",
        "basis",
        "inherited",
        "illustrative",
        "shown_decimals",
        "leaves_up",
        "notes",
        "words",
        "takes",
        "gives",
        "declared",
    }
)
"""Fields of declarations and nodes that change no result."""

_SAID_IF_THERE = frozenset({"bound", "lists", "dated", "left_out", "outside", "relation", "step", "same", "quantile"})
"""Fields that stand in the canonical form only where they say something."""

_NAMED_FOR_TRACES = (Member,)
"""Classes whose `name` is only how a trace calls them."""


@frozen
class Hashes:
    """The four hashes, as hexadecimal digits.

    Parameters
    ----------
    calc
        What is computed: formulas, types and units, keys, lists written in the text, parameters, rules.
    program
        `calc` and what makes it law: bases, acts, holders, kinds and verification of sources, dates in force, checks,
        and which numbers are illustrative because no act gives them.
    binding
        Files, titles of columns, layout, coding, decimals and ranges, wherever they are written: in a source or in
        its binding.
    texts
        Labels.
    """

    calc: str
    program: str
    binding: str
    texts: str


def hashes_of(resolved: Resolved) -> Hashes:
    """Hashes of a program; of the modules that it imports, what it reaches counts."""
    resolved = reached(resolved)
    calc = _digest(_calc(resolved))
    return Hashes(calc, _digest([calc, _legal(resolved)]), _digest(_binding(resolved)), _digest(_texts(resolved)))


def declaration_hashes(resolved: Resolved) -> Mapping[str, str]:
    """The hash of each computed declaration by its code: what a comparison of two programs goes by."""
    return {code: _digest(canonical(one)) for code, one in sorted(resolved.computed.items())}


def _digest(content: Plain) -> str:
    return hashlib.sha256(cbor2.dumps(content, canonical=True)).hexdigest()


# ---------------------------------------------------------------- what each covers


def _calc(resolved: Resolved) -> Plain:
    head = resolved.methodology
    return [
        SEMANTICS,
        None if head is None else [_text(head.code), head.period, head.evaluates],
        [_list(one) for one in _sorted(resolved.lists)],
        [_source(one) for one in _sorted(resolved.sources)],
        [_parameter(one) for one in _sorted(resolved.parameters)],
        [canonical(one) for one in _sorted(resolved.computed)],
        *([_register(one)] for one in _sorted(resolved.registers)),
    ]


def _list(one: ListDeclaration) -> Plain:
    columns = _columns(one.columns)
    dated: list[Plain] = [] if one.membership is None else [canonical(one.membership)]
    return [_text(one.code), one.of, one.root, columns, canonical(one.rows), canonical(one.only), *dated]


def _source(one: SourceDeclaration) -> Plain:
    key: list[Plain] = [[_name_of(part), part.axis, part.list] for part in one.key]
    corrects: list[Plain] = [] if one.corrects is None else [["corrects", _text(one.corrects)]]
    return [_text(one.code), key, one.has_period, _columns(one.columns), *corrects]


def _register(one: RegisterDeclaration) -> Plain:
    owners: list[Plain] = [[_text(owner.column), owner.axis, owner.list] for owner in one.owners]
    belongs: list[Plain] = [owners, one.date, one.has_period, one.parts]
    key: list[Plain] = [*sorted(map(_text, one.key))]
    return ["register", _text(one.code), key, belongs, _columns(one.columns)]


def _name_of(part: KeyAxis) -> str:
    """What a part of a key is called: of periods by their length, in whatever language it is written."""
    return _text(part.name) if part.list is not None else WORDS[part.parts]


def _columns(columns: Iterable[Column]) -> Plain:
    return [
        [_text(one.name), canonical(one.type), canonical(one.shape.unit), one.shape.is_percent]
        for one in sorted(columns, key=lambda column: column.name)
    ]


def _parameter(one: Parameter) -> Plain:
    options: list[Plain] = [_text(word) for word, _ in one.options]
    of: list[Plain] = [] if one.of is None else ["of", _text(one.of)]
    return [_text(one.code), canonical(one.by_period), *([options] if options else []), *([of] if of else [])]


def _legal(resolved: Resolved) -> Plain:
    head = resolved.methodology
    legal: list[Plain] = []
    if head is not None:
        dates = (head.in_force_from, head.in_force_until)
        legal.append([_text(head.version), canonical(head.basis), canonical(dates)])
    legal.append([canonical(act) for act in _sorted(resolved.acts)])
    legal.append(
        [
            [_text(one.code), canonical((one.kind, one.holder, one.verification)), canonical(one.basis)]
            for one in (*_sorted(resolved.sources), *_sorted(resolved.registers))
        ]
    )
    for parameter in _sorted(resolved.parameters):
        marks = _illustrative(node for _, node in parameter.by_period)
        legal.append([_text(parameter.code), canonical(parameter.basis), marks])
    for declared in _sorted(resolved.computed):
        rules: list[Plain] = [[rule.field, canonical(rule.basis)] for rule in declared.rules.written()]
        marks = _illustrative(_roots(declared))
        legal.append([_text(declared.code), canonical(declared.basis), rules, declared.shown_decimals, marks])
    legal.append(canonical(tuple(sorted(resolved.lines_of_law.items()))))
    for code, assessor in sorted(resolved.assessors.items()):
        legal.append([_text(code), _text(assessor.by), canonical(assessor.exceptions)])
    checks = _sorted(resolved.checks)
    legal.extend([_text(one.code), canonical(one.basis), canonical(one.holds)] for one in checks)
    legal.extend(
        ["illustrative", *one] for one in sorted((_text(one.code), one.keyword) for one in resolved.illustrative)
    )
    return legal


def _roots(declared: Computed) -> Iterator[AnyNode]:
    yield from (*value_roots(declared), *result_roots(declared))
    yield from (line.node for line in declared.where)


def _illustrative(roots: Iterable[AnyNode]) -> Plain:
    """Which of the numbers under `roots`, edges of tables among them, are marked as given by no act, by their place."""
    numbers = [number for root in roots for node in walk(root) for number in _numbers_of(node)]
    return [place for place, number in enumerate(numbers) if number.illustrative]


def _numbers_of(node: AnyNode) -> Iterable[Constant]:
    match node:
        case Constant():
            return (node,)
        case Bands(bands=bands):
            return (edge for band in bands for edge in band.edges)
        case Line(edges=edges):
            return edges
        case _:
            return ()


def _binding(resolved: Resolved) -> Plain:
    return [
        *map(binding_of_list, _sorted(resolved.lists)),
        *map(binding_of_source, _sorted(resolved.sources)),
        *map(binding_of_register, _sorted(resolved.registers)),
    ]


def binding_of_list(one: ListDeclaration) -> Plain:
    """How a list is bound to its files, wherever that is written."""
    return [_text(one.code), _text(one.key_title), canonical((one.files, one.layout)), _contracts(one.columns)]


def binding_of_source(one: SourceDeclaration) -> Plain:
    """How a source is bound to its files, wherever that is written."""
    titles = tuple(part.title for part in one.key)
    wide = tuple(sorted(one.wide, key=lambda part: (part.column, part.pattern)))
    layout = (_in_one_order(one.files), one.layout, one.same_key, titles, wide)
    return [_text(one.code), canonical(layout), _contracts(one.columns)]


def binding_of_register(one: RegisterDeclaration) -> Plain:
    """How a register is bound to its files, wherever that is written."""
    layout = (_in_one_order(one.files), one.layout, one.period_title)
    return [_text(one.code), canonical(layout), _contracts(one.columns)]


def _in_one_order(files: Iterable[syntax.FileReference]) -> tuple[syntax.FileReference, ...]:
    """Files of rows that are told apart by their keys: which is named first changes nothing."""
    return tuple(sorted(files, key=lambda one: (one.path, one.sheet or "", one.table or "", str(one.period or ""))))


def _contracts(columns: Iterable[Column]) -> Plain:
    return [
        [_text(one.name), _text(one.title), one.decimals, canonical(one.range), one.may_be_absent, _codes(one)]
        for one in sorted(columns, key=lambda column: column.name)
    ]


def _codes(column: Column) -> Plain:
    return canonical(tuple(sorted(column.codes, key=lambda code: code[0])))


def _texts(resolved: Resolved) -> Plain:
    head = resolved.methodology
    texts: list[Plain] = [None if head is None else _label(head.label)]
    texts.extend([_text(act.code), _label(act.label)] for act in _sorted(resolved.acts))
    texts.extend([_text(code), _text(label)] for code, label in sorted(resolved.units.labels.items()))
    texts.extend([_text(one.code), _label(one.label), _labels(one.columns)] for one in _sorted(resolved.lists))
    texts.extend([_text(one.code), _label(one.label), _labels(one.columns)] for one in _sorted(resolved.sources))
    texts.extend([_text(one.code), _label(one.label), _labels(one.columns)] for one in _sorted(resolved.registers))
    for parameter in _sorted(resolved.parameters):
        effects: list[Plain] = [[_text(word), _text(effect)] for word, effect in parameter.options]
        texts.append([_text(parameter.code), _label(parameter.label), *effects])
    for declared in _sorted(resolved.computed):
        legend: list[Plain] = [[_text(line.name), _label(line.label)] for line in declared.where]
        texts.append([_text(declared.code), _label(declared.label), legend, _band_labels(declared.value)])
    texts.extend([_text(check.code), _label(check.label)] for check in _sorted(resolved.checks))
    bodies = resolved.process.bodies
    texts.extend([_text(one.code), _label(one.label)] for one in _sorted(bodies.declared))
    names = ((root, sorted(some.items())) for root, some in sorted(bodies.element_names.items()))
    texts.extend([_text(root), canonical(tuple(some))] for root, some in names)
    return texts


def _labels(columns: Iterable[Column]) -> Plain:
    return [[_text(one.name), _label(one.label)] for one in sorted(columns, key=lambda column: column.name)]


def _sorted(declarations: Mapping[str, T]) -> list[T]:
    return [declarations[code] for code in sorted(declarations)]


def _label(label: str | None) -> Plain:
    return None if label is None else _text(label)


def _band_labels(node: object) -> Plain:
    match node:
        case Bands(bands=bands):
            return [_label(band.label) for band in bands]
        case ByValues(rows=rows) if any(isinstance(row.result, Bands) for row in rows):
            return [_band_labels(row.result) for row in rows]
        case _:
            return None


# ---------------------------------------------------------------- canonical form


def canonical(value: object) -> Plain:
    """A declaration, node or value as plain lists: places, labels and spelling left out.

    Raises
    ------
    TypeError
        There is no canonical form of such a thing: a fault of ours.
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return _text(value)
        case fmpq():
            return [int(value.p), int(value.q)]
        case date():
            return value.isoformat()
        case PartOfYear():
            return str(value)
        case Enum():
            return str(value.value)
        case tuple():
            return [canonical(one) for one in value]
        case frozenset():
            return [canonical(one) for one in sorted(value)]
        case Constant(value=constant, shape=shape):
            return ["Constant", canonical(constant), None if shape is None else canonical(shape.unit.factors)]
    return _fields(value)


def _fields(value: object) -> Plain:
    kind = type(value)
    if not has(kind):
        raise TypeError(f"no canonical form of {kind.__name__}")
    left_out = _UNWRITTEN | {"name"} if isinstance(value, _NAMED_FOR_TRACES) else _UNWRITTEN
    named: list[Plain] = [
        [part.name, canonical(getattr(value, part.name))]
        for part in fields(kind)
        if part.name not in left_out and not (part.name in _SAID_IF_THERE and not getattr(value, part.name))
    ]
    return [kind.__name__, named]


def _text(text: str) -> str:
    return unicodedata.normalize("NFC", text)
