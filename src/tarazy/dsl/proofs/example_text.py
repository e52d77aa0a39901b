"""A counterexample as the text of an `example`, ready to be put into the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from flint import fmpq

from tarazy.dsl.intervals import number_text as plain_number
from tarazy.dsl.literal_text import bare_text, date_text, decimal_text, percent_text, quoted, unit_noun_text
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.nodes import Facet, Value
from tarazy.dsl.page import GAP
from tarazy.dsl.periods import Period, containing, period_of_day
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.verdicts import Counterexample, Datum, Demand, Rows
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape, unit_text
from tarazy.grammar.keywords import Vocabulary

_FIELD, _ROW = 2, 4


def example_text(program: Program, example: Counterexample, label: str, words: Vocabulary) -> str:
    """The text of an example in the keyword language `words`."""
    names = _Names(program)
    data = [(_target(names, program, one), _cell(one.cell, one.shape, words)) for one in example.given]
    demands = [(_demanded(names, one), _cell(one.cell, one.shape, words)) for one in example.demands]
    lines = [f"{words.printed('head', 'example')} {quoted(label)}"]
    if example.bodies:
        lines.append(_row_text(words.printed("field", "bodies"), ", ".join(example.bodies), _FIELD))
    lines += _rows_of_registers(program, names, example.rows, words)
    if data:
        lines.append(f"{' ' * _FIELD}{words.printed('field', 'given')}")
        lines += _aligned(data)
    lines.append(f"{' ' * _FIELD}{words.printed('field', 'expect')}")
    lines += _aligned(demands)
    return "".join(f"{line}\n" for line in lines)


def _aligned(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    width = max(len(target) for target, _ in rows) + 1 + GAP
    for target, cell in rows:
        yield f"{' ' * _ROW}{f'{target}:'.ljust(width)}{cell}"


def _row_text(keyword: str, value: str, indent: int) -> str:
    return f"{' ' * indent}{keyword}{' ' * GAP}{value}"


# ---------------------------------------------------------------- names


class _Names:
    """Names by which the text calls what has a code of its own."""

    def __init__(self, program: Program) -> None:
        scope = program.resolved.scope
        self._sources: Mapping[str, str] = {}
        self._registers: Mapping[str, str] = {}
        self._computed: Mapping[str, str] = {}
        if scope is not None:
            self._sources = {one.code: name for name, one in reversed(list(scope.sources.items()))}
            self._registers = {one.code: name for name, one in reversed(list(scope.registers.items()))}
            self._computed = {code_of(one): name for name, one in reversed(list(scope.computed.items()))}

    def source(self, code: str) -> str:
        return self._sources.get(code, code)

    def register(self, code: str) -> str:
        return self._registers.get(code, code)

    def computed(self, code: str) -> str:
        return self._computed.get(code, code)


def _target(names: _Names, program: Program, one: Datum) -> str:
    selected = [*(() if one.body is None else (one.body,)), *one.elements]
    if one.back:
        selected.append(str(evaluated_period(program) - one.back))
    if one.source:
        return _selected(f"{bare_text(names.source(one.source))}.{bare_text(one.name)}", selected)
    return _selected(_faceted(names.computed(one.name), one.facet), selected)


def _demanded(names: _Names, one: Demand) -> str:
    selected = [*(() if one.body is None else (one.body,)), *one.elements]
    return _selected(_faceted(names.computed(one.code), one.facet), selected)


def _faceted(name: str, facet: Facet) -> str:
    return f"{bare_text(name)}.value" if facet is Facet.VALUE else bare_text(name)


def _selected(name: str, selected: Iterable[str]) -> str:
    inside = ", ".join(selected)
    return f"{name}[{inside}]" if inside else name


def evaluated_period(program: Program) -> Period:
    """The period that an example evaluates when it names none: the first in force."""
    head = program.methodology
    start = None if head is None else head.in_force_from
    return containing(1, program.parts) if start is None else period_of_day(start, program.parts)


# ---------------------------------------------------------------- cells


def _cell(cell: Value | State, shape: Shape | None, words: Vocabulary) -> str:
    match cell:
        case State():
            return words.printed("state", cell.value)
        case bool():
            return words.printed("expression", "yes" if cell else "no")
        case fmpq():
            return amount_text(cell, shape, words)
        case date():
            return date_text(cell, words)
        case "higher" | "lower":
            return words.printed("expression", cell)
        case _:
            return bare_text(cell)


def amount_text(value: fmpq, shape: Shape | None, words: Vocabulary) -> str:
    """A number, kept in base units, in its unit; one without an end as a fraction, which no text can hold."""
    if shape is not None and shape.is_percent:
        return percent_text(_digits(value * 100, words), words)
    if shape is None or shape.unit.is_pure:
        counted = "" if shape is None else shape.unit.counted
        return f"{_digits(value, words)} {counted}" if counted else _digits(value, words)
    base = shape.unit.base()
    digits = _digits(value / base.scale, words)
    return f"{digits} {unit_noun_text(unit_text(base).removeprefix('money '), words, digits)}"


def _digits(value: fmpq, words: Vocabulary) -> str:
    try:
        return decimal_text(value, words)
    except ValueError:
        return plain_number(value)


# ---------------------------------------------------------------- rows of registers


def _rows_of_registers(program: Program, names: _Names, rows: Sequence[Rows], words: Vocabulary) -> Iterator[str]:
    """A table for each register; a register without a row is said to have none."""
    for code in dict.fromkeys(one.register for one in rows):
        own = [one for one in rows if one.register == code and one.count]
        name = bare_text(names.register(code))
        if not own:
            yield f"{' ' * _FIELD}{words.printed('field', 'given')}"
            yield f"{' ' * _ROW}{name}:{' ' * GAP}{words.printed('outcome', 'none')}"
            continue
        owners = [one.column for one in program.registers[code].owners]
        columns = [column for column, _ in own[0].cells if column not in owners]
        body = [*owners[:1]] if own[0].body is not None else []
        yield _row_text(words.printed("field", "given"), name, _FIELD)
        texts = [[*body, *columns]]
        shapes = {column.name: column.shape for column in program.registers[code].columns}
        for one in own:
            cells = dict(one.cells)
            line = [*([one.body] if one.body is not None else [])]
            line += [_cell(cells[column], shapes[column], words) for column in columns]
            texts += [line] * one.count
        widths = [max(len(text[place]) for text in texts) for place in range(len(texts[0]))]
        for text in texts:
            padded = " | ".join(cell.ljust(width) for cell, width in zip(text, widths, strict=True))
            yield f"{' ' * _ROW}{padded.rstrip()}"
