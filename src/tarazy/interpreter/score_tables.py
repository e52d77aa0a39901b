"""The bodies of a methodology by rank: place, score and grade of each, and what has no score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation

from attrs import evolve, frozen

from tarazy.dsl.declarations import Computed, Role, RoundStep
from tarazy.dsl.names.labels import label_read
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Rank, Result
from tarazy.dsl.program import Program
from tarazy.grammar.speech import in_readers_digits, said
from tarazy.interpreter.results import ScoreRow
from tarazy.interpreter.shown_number import shown_number


@frozen
class ScoreDeclarations:
    """The score of a methodology, with its grade where one is declared, and its ranks.

    A group of bodies may have a rank of its own.
    """

    score: Computed
    ranks: tuple[Computed, ...]
    grade: Computed | None

    @property
    def decimals(self) -> int | None:
        """Digits behind the point that the score is shown with: as declared, else as its last rounding leaves."""
        if self.score.shown_decimals is not None:
            return self.score.shown_decimals
        steps = self.score.points_steps if self.score.points is not None else self.score.value_steps
        return next((step.decimals for step in reversed(steps) if isinstance(step, RoundStep)), None)


@frozen
class ScoreLine:
    """A body with its place, score and grade, as texts; empty where there is none. `name` is what it is called."""

    place: str
    body: str
    score: str
    grade: str
    name: str = ""

    @property
    def whose(self) -> str:
        """The body by its name and code, or by its code alone."""
        return f"{self.name} ({self.body})" if self.name else self.body


@frozen
class ScoreTable:
    """Bodies of one period in the order of their places, and those without a score by its state."""

    period: str
    lines: tuple[ScoreLine, ...]
    without: Mapping[str, tuple[str, ...]]


def score_declarations(program: Program, code: str | None = None) -> ScoreDeclarations | None:
    """The score of that code, or the last one declared that has one value for each body, with what ranks it and what
    grades it, or grades a rank. One of the methodology's own file comes before those of what it imports.
    """
    computed, head = program.computed, program.methodology
    scores = [one for one in computed.values() if one.role is Role.SCORE and not one.families]
    if code is not None:
        scores = [one for one in scores if one.code == code]
    if not scores:
        return None
    own = [one for one in scores if head is not None and one.span.source.name == head.span.source.name]
    score = (own or scores)[-1]
    ranks = tuple(one for one in computed.values() if one.role is Role.RANK and _ranks(one, score.code))
    grades = [one for one in computed.values() if one.role is Role.GRADE and not one.families]
    graded = [score.code, *(rank.code for rank in ranks)]
    grade = next((one for code in graded for one in grades if one.of == code), None)
    return ScoreDeclarations(score, ranks, grade)


def _ranks(declaration: Computed, score: str) -> bool:
    """Whether the declaration is a rank of `score`."""
    return any(
        isinstance(used, Result) and used.declaration == score
        for node in walk(declaration.value)
        if isinstance(node, Rank)
        for used in walk(node.operand)
    )


def score_tables(declarations: ScoreDeclarations, rows: Iterable[ScoreRow]) -> tuple[ScoreTable, ...]:
    """A table for each period among `rows`, in their order; bodies ranked by a further rank follow those before it."""
    declared = (declarations.score, *declarations.ranks, declarations.grade)
    names = {one.code for one in declared if one is not None}
    found: dict[str, dict[str, dict[str, ScoreRow]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row.name in names and not row.element:
            found[row.period][row.body][row.name] = row
    return tuple(_table(period, bodies, declarations) for period, bodies in found.items())


def _table(period: str, bodies: Mapping[str, Mapping[str, ScoreRow]], declarations: ScoreDeclarations) -> ScoreTable:
    ranked: list[tuple[int, ScoreLine]] = []
    without: dict[str, list[str]] = defaultdict(list)
    for body, parts in bodies.items():
        score = parts.get(declarations.score.code)
        if score is None or not score.value:
            without[score.state if score is not None else ""].append(body)
            continue
        places = [parts[rank.code].value if rank.code in parts else "" for rank in declarations.ranks]
        group = next((at for at, place in enumerate(places) if place), len(places))
        grade = None if declarations.grade is None else parts.get(declarations.grade.code)
        place = "" if group == len(places) else places[group]
        ranked.append((group, ScoreLine(place, body, score.value, "" if grade is None else grade.value)))
    lines = tuple(line for _, line in sorted(ranked, key=lambda one: (one[0], _order(one[1]))))
    return ScoreTable(period, lines, {state: tuple(some) for state, some in without.items()})


def with_names(tables: Iterable[ScoreTable], name_of: Callable[[str, str], str]) -> tuple[ScoreTable, ...]:
    """The tables with what each body is called; `name_of` is asked with a body and a period."""
    return tuple(
        evolve(table, lines=tuple(evolve(line, name=name_of(line.body, table.period)) for line in table.lines))
        for table in tables
    )


def _order(line: ScoreLine) -> tuple[Decimal, Decimal, str]:
    """By place, then from the highest score down."""
    return _number(line.place), -_number(line.score), line.body


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def head_of_bodies(program: Program) -> str:
    """Head of the column of bodies: the label of their list in the reader's language, else its code."""
    code = None if program.methodology is None else program.methodology.evaluates
    if code is None:
        return said("body")
    listed = program.lists.get(code)
    return label_read(program.resolved.labels_in, code, (None if listed is None else listed.label) or code)


def heads_of(declarations: ScoreDeclarations, bodies: str) -> list[str]:
    """Heads of the table's columns, `bodies` being that of the bodies; what is not declared has no column."""
    ranks, grade = declarations.ranks, declarations.grade
    return [
        *([said("place")] if ranks else []),
        bodies,
        declarations.score.code,
        *([grade.code] if grade is not None else []),
    ]


def cells_of(line: ScoreLine, declarations: ScoreDeclarations) -> list[str]:
    """Cells of a line under the heads, the score with its decimals as it is shown to people."""
    return [
        *([line.place] if declarations.ranks else []),
        line.whose,
        in_readers_digits(shown_number(line.score, declarations.decimals)),
        *([line.grade] if declarations.grade is not None else []),
    ]
