"""Laws that hold of every program: over generated programs of the whole language, with generated data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.periods import read_period
from tarazy.dsl.source import source_of
from tarazy.dsl.translation import translated
from tarazy.grammar.keywords import vocabulary
from tarazy.interpreter.replay import replay_with
from tarazy.interpreter.trace_json import trace_json
from tests.generated import computed, registers
from tests.generated.programs import SUBJECTS, programs
from tests.generated.running import compiled, ran, values_of
from tests.generated.traced import Recomputed
from tests.generated.world import Generated

WORDS = vocabulary("en")
FEW = settings(
    max_examples=6,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
"""Of whole programs a few in a usual run; shrinking one would take minutes, and the report has the text that fails."""


def formatted(text: str) -> str:
    """A text in the one layout."""
    return format_file(parse(source_of("generated.meth", text)).file, WORDS)


def in_language(text: str, language: str) -> str:
    """A text in another language."""
    source = source_of("generated.meth", text)
    return translated(source, source, language)


def check_formatting(program: Generated) -> None:
    """What is parsed from the formatted text is the same tree, and formatting again changes nothing."""
    parsed = parse(source_of("generated.meth", program.text)).file
    text = format_file(parsed, WORDS)
    again = parse(source_of("generated.meth", text))
    assert not again.findings
    assert again.file.declarations == parsed.declarations
    assert format_file(again.file, WORDS) == text


def check_translation(program: Generated) -> None:
    """English, Russian, Kazakh and back: the same bytes, and on each way the same hashes and values."""
    english = formatted(program.text)
    russian = in_language(english, "ru")
    kazakh = in_language(russian, "kk")
    assert in_language(kazakh, "en") == english
    with ran(evolve(program, declarations=(english,))) as first:
        for text in (russian, kazakh):
            with ran(program, text) as other:
                assert other.program.hashes.program == first.program.hashes.program
                assert other.program.hashes.calc == first.program.hashes.calc
                assert other.values == first.values


def check_order_of_declarations(program: Generated, order: list[int]) -> None:
    """Declarations in any order have the same hashes and values."""
    shuffled = "\n".join(program.declarations[at] for at in order)
    with ran(program) as first, ran(program, shuffled) as other:
        assert other.program.hashes == first.program.hashes
        assert other.values == first.values


def check_order_of_rows(program: Generated, order: int) -> None:
    """Rows of data in any order are the same snapshot and have the same values."""
    files = {}
    for name, content in program.files.items():
        head, *rows = content.splitlines(keepends=True)
        turn = order % len(rows) if rows and name.endswith(".csv") else 0
        files[name] = head + "".join([*rows[turn:], *rows[:turn]][:: -1 if order % 2 and name.endswith(".csv") else 1])
    with ran(program) as first, ran(evolve(program, files=files)) as other:
        assert other.snapshot.hash == first.snapshot.hash
        assert other.values == first.values


def check_unused_declaration(program: Generated, unused: str) -> None:
    """A declaration that nothing uses changes no other value, and a module of which nothing is used no hash."""
    with ran(program) as first, ran(program, f"{program.text}\n{unused}") as other:
        assert {key: value for key, value in other.values.items() if key in first.values} == first.values
        if unused.startswith("module"):
            assert other.program.hashes == first.program.hashes
        if unused.startswith("act"):
            assert other.program.hashes.calc == first.program.hashes.calc


def check_scaled_weights(program: Generated) -> None:
    """Weighted means whose weights are scaled together are equal."""
    values = values_of(program)
    for one, other in program.twins:
        twins = {key: value for key, value in values.items() if key[3] == other}
        assert {(*key[:3], other): value for key, value in values.items() if key[3] == one} == twins


def check_traces(program: Generated) -> None:
    """Every value of the last period is what its stored trace comes to, and is replayed to the same bytes; nothing is
    left that a trace does not say.
    """
    with ran(program) as done:
        for row in done.rows:
            if row.period not in ("", done.rows[-1].period):
                continue
            elements = tuple(row.element.split("/")) if row.element else ()
            period = read_period(row.period) if row.period else None
            stored = trace_json(done.result.trace(row.body or None, row.name, period, elements))
            assert replay_with(stored, done.result) == stored
            again = Recomputed(json.loads(stored))
            assert again.wrong == []
            assert again.left == []


def check_both_engines(program: Generated) -> None:
    """The database and the interpreter give the same values of registers, row by row."""
    with ran(program) as done:
        assert done.row_by_row().scores == done.result.scores


UNUSED = st.sampled_from(
    [
        "parameter unused_number\n  value  3\n",
        'act unused_act "Never cited"\n',
        "function unused_function\n  takes\n    x:  number\n  gives  number\n  value  x + 1\n",
        "scale unused_scale\n  from | below | points\n       | 5     | 0\n  5    |       | 1\n",
        "module statistics\n",
        "module kz.calendar\n",
        "dimension unused_dimension\n",
        "list unused_list\n  key  unused_one\n  columns\n    size:  number\n  rows\n    unused_one | size\n    a | 1\n",
        'choice unused_choice\n  value  a\n  options\n    a:  "one"\n    b:  "other"\n',
        "quantity unused_quantity\n  value  report.plan * 2\n",
        "quantity unused_mean\n  value  mean(report.plan; over bodies)\n  nothing to count  not computed\n",
    ]
)


@FEW
@given(programs())
def test_formatting_keeps_the_program(program: Generated) -> None:
    """Law: parse ∘ format is the identity on trees, and a formatted text is a fixed point."""
    check_formatting(program)


@FEW
@given(programs())
def test_translation_keeps_the_program(program: Generated) -> None:
    """Law: en → ru → kk → en restores the formatted file byte for byte; hashes and values stay on each way."""
    check_translation(program)


@FEW
@given(st.data())
def test_the_order_of_declarations_means_nothing(data: st.DataObject) -> None:
    """Law: neither hashes nor values depend on the order of declarations."""
    program = data.draw(programs())
    check_order_of_declarations(program, data.draw(st.permutations(range(len(program.declarations)))))


@FEW
@given(programs(), st.integers(1, 1000))
def test_the_order_of_rows_means_nothing(program: Generated, order: int) -> None:
    """Law: neither the hash of the data nor any value depends on the order of rows."""
    check_order_of_rows(program, order)


@FEW
@given(programs(), UNUSED)
def test_an_unused_declaration_changes_nothing(program: Generated, unused: str) -> None:
    """Law: what nothing uses changes no value; a module of which nothing is used is in no hash."""
    check_unused_declaration(program, unused)


@FEW
@given(programs((computed.twins, computed.quantity, computed.cases, computed.indicator)))
def test_weights_scaled_together_change_no_weighted_mean(program: Generated) -> None:
    """Law: only the proportions of weights count."""
    check_scaled_weights(program)


@FEW
@given(programs())
def test_a_trace_alone_recomputes_its_value(program: Generated) -> None:
    """Law: what a stored trace says of the parts of a value gives the value, by a computation that knows no engine."""
    check_traces(program)


@FEW
@given(programs((registers.register, registers.quotient, computed.quantity)))
def test_both_engines_of_registers_agree(program: Generated) -> None:
    """Law: what DuckDB answers for all bodies at once is what the interpreter computes row by row."""
    check_both_engines(program)


def test_nearly_every_generated_program_is_right() -> None:
    """The generator writes programs that the checker takes: nine of ten at least, by construction."""
    taken: list[bool] = []

    @settings(FEW, max_examples=40, database=None, derandomize=True)
    @given(programs())
    def tried(program: Generated) -> None:
        with compiled(program) as (compilation, _):
            taken.append(compilation.program is not None)

    tried()
    assert sum(taken) >= 0.9 * len(taken)


@pytest.mark.long
@pytest.mark.parametrize(
    ("law", "drawn"),
    [
        (check_formatting, (programs(),)),
        (check_translation, (programs(),)),
        (check_order_of_rows, (programs(), st.integers(1, 1000))),
        (check_unused_declaration, (programs(), UNUSED)),
        (check_scaled_weights, (programs((computed.twins, *SUBJECTS)),)),
        (check_traces, (programs(),)),
        (check_both_engines, (programs(),)),
    ],
)
def test_laws_at_length(law: Callable[..., None], drawn: tuple[st.SearchStrategy[Any], ...]) -> None:
    """The same laws over many more programs."""

    @settings(FEW, max_examples=100)
    @given(st.tuples(*drawn))
    def holds(case: tuple[Any, ...]) -> None:
        law(*case)

    holds()
