"""The trace of one line that computes: its formula with numbers, branches, members, places in rank."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import evolve
from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.declarations import AdjustStep, BoundStep, RoundStep, Step
from tarazy.dsl.library_names import function_in
from tarazy.dsl.literal_text import counted_form
from tarazy.dsl.nodes import Aggregate, AnyNode, Rank
from tarazy.dsl.over import OverRows
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape
from tarazy.grammar.keywords import Vocabulary
from tarazy.grammar.speech import said_in
from tarazy.interpreter.called_functions import asked_elsewhere
from tarazy.interpreter.cell_words import decimal, fraction, short_decimal
from tarazy.interpreter.cells import REALS, Cell, Missing, number, plain
from tarazy.interpreter.days_traced import COUNTING, days_of, named_days
from tarazy.interpreter.exact import Number, compare
from tarazy.interpreter.formula_text import aggregate_text, is_set_for_bodies
from tarazy.interpreter.inquiry import Inquiry, Located, place_text
from tarazy.interpreter.meaning.declared import StepRecord
from tarazy.interpreter.meaning.members import MemberRecord, Part
from tarazy.interpreter.meaning.places import Entry, Place, moved
from tarazy.interpreter.rows_trace import aggregate_of_rows
from tarazy.interpreter.trace import (
    AggregateTrace,
    ArgumentTrace,
    Branch,
    CallTrace,
    DaysTrace,
    Formula,
    LegendTrace,
    MemberTrace,
    Neighbour,
    Quantity,
    RankTrace,
    StepTrace,
)


def formula_of(
    inquiry: Inquiry,
    line: tuple[str, AnyNode, Shape | None],
    place: Place,
    taken: Sequence[Located],
    steps: Iterable[StepRecord] = (),
) -> Formula:
    """The trace of a line.

    Parameters
    ----------
    line
        Its word, its node, and the unit of what it gives.
    taken
        The parts that its value came from.
    steps
        Those under the line.
    """
    word, node, shape = line
    branches: list[Branch] = []
    aggregates: list[AggregateTrace] = []
    ranks: list[RankTrace] = []
    calls: dict[str, CallTrace] = {}
    days: dict[str, DaysTrace] = {}
    for part, there in taken:
        kind = type(part)
        if kind in _BRANCHES and not _is_of_member(place, there) and not is_set_for_bodies(part):
            rows = _BRANCHES[kind](inquiry, part, there)
            branches.extend(map(_giving, rows) if part is _choosing(node) else rows)
        elif isinstance(part, Aggregate):
            aggregates.append(_aggregate(inquiry, part, there))
        elif isinstance(part, Rank):
            ranks.append(_rank(inquiry, part, there))
        elif isinstance(part, nodes.FunctionCall) and there == place:
            calls.setdefault(inquiry.texts.of(part).written, _call(inquiry, part, place))
        elif kind in COUNTING and there == place and (counted := days_of(inquiry, part, place)) is not None:
            days.setdefault(counted.written, counted)
    return Formula(
        word,
        inquiry.texts.of(node).written,
        _numbers(inquiry, node, place),
        inquiry.quantity(inquiry.cell(node, place), shape),
        tuple(_step(inquiry, record, shape) for record in steps),
        tuple(branches),
        tuple(aggregates),
        tuple(ranks),
        inquiry.functions(node),
        tuple(calls.values()),
        (*days.values(), *named_days(inquiry, node)),
    )


def _call(inquiry: Inquiry, call: nodes.FunctionCall, place: Place) -> CallTrace:
    """A call opened: the function's value, what it was given, and its legend, each in the function's own names."""
    called, written = inquiry.called(call, place), inquiry.texts.arguments(call)
    formula, *legend = [
        evolve(formula_of(line.inquiry, (word, line.node, inquiry.shape(line.node)), place, line.parts), functions=())
        for word, line in (("value", called.body), *(("where", line) for line in called.legend))
    ]
    declared = call.declared or call.span
    return CallTrace(
        function_in(call.function, declared.source.name, inquiry.words.words.language),
        call.label or "",
        place_text(declared),
        inquiry.texts.of(call).written,
        formula,
        (
            *(
                ArgumentTrace(name, written.get(name, ""), inquiry.quantity_of(node, place))
                for name, node in called.arguments
            ),
            *_asked_elsewhere(inquiry, call, place),
        ),
        tuple(LegendTrace(line.name, line.label, told) for line, told in zip(called.legend, legend, strict=True)),
    )


def _is_of_member(place: Place, there: Place) -> bool:
    """Whether `there` is a member that a statistic runs over; its value stands in the line of the statistic."""
    return any(own is None and other is not None for own, other in zip(place, there, strict=True))


def _asked_elsewhere(inquiry: Inquiry, call: nodes.FunctionCall, place: Place) -> Iterator[ArgumentTrace]:
    """What a function was given, for another period or element: the name with its selector, and the value there."""
    seen: set[str] = set()
    for node in asked_elsewhere(inquiry, call, place):
        written, value = inquiry.texts.of(node).written, inquiry.defined(node, place)
        if value is not None and written not in seen:
            seen.add(written)
            yield ArgumentTrace(written, "", value)


def _choosing(node: AnyNode) -> AnyNode:
    """The node whose value is that of the whole: behind other periods and elements."""
    while True:
        match node:
            case nodes.Shift(operand=inner) | nodes.AtPeriod(operand=inner) | nodes.AtElement(operand=inner):
                node = inner
            case _:
                return node


def _numbers(inquiry: Inquiry, node: AnyNode, place: Place) -> str:
    if isinstance(node, Aggregate) and node.syntax is None:
        return _members_in_words(inquiry, node, place)
    return inquiry.numbers(node, place)


def _members_in_words(inquiry: Inquiry, node: Aggregate, place: Place) -> str:
    _, shapes = inquiry.by_name(node)
    taking = [one for one in inquiry.members(node, place) if one.part in (Part.TAKES_PART, Part.PUT_IN)]
    texts = [
        inquiry.without_unit(one.cell if one.put_in is None else one.put_in, shapes.get(one.name))
        + ("" if one.effective_weight is None else f" × {weight_text(one.effective_weight)}")
        for one in taking
    ]
    return aggregate_text(node.kind.value, ", ".join(texts), inquiry.words.words) if texts else ""


def weight_text(weight: Number) -> str:
    """A weight in words: ``25 %`` where the percent is whole enough to be written so, else a fraction: ``1/3``."""
    if not isinstance(weight, fmpq):
        return short_decimal(weight)
    percent = short_decimal(weight * 100)
    return fraction(weight) if percent.endswith("…") else f"{percent} %"


# ---------------------------------------------------------------- steps


def _step(inquiry: Inquiry, record: StepRecord, shape: Shape | None) -> StepTrace:
    before, after = (inquiry.quantity(cell, shape) for cell in (record.before, record.after))
    return StepTrace(step_text(inquiry, record.step), before, after)


def step_text(inquiry: Inquiry, step: Step) -> str:
    """A step in words: ``rounded half up to 3 decimals``, ``not more than 1``, ``less false_report``."""
    words = inquiry.words.words
    match step:
        case RoundStep(mode=mode, decimals=decimals):
            return rounded_text(mode, decimals, words)
        case BoundStep(bound=bound, upper=upper):
            keyword = "not_more_than" if upper else "not_less_than"
            return f"{words.printed('field', keyword)} {inquiry.texts.of(bound).written}"
        case AdjustStep(members=members, sign=sign):
            names = ", ".join(inquiry.texts.of(member).written for member in members)
            return f"{words.printed('field', 'less' if sign < 0 else 'plus')} {names}"


def rounded_text(mode: RoundingMode, decimals: int, words: Vocabulary) -> str:
    """``rounded half up to 3 decimals``; in Russian and Kazakh as the line is written."""
    if words.language == "en":
        return f"rounded {mode.value} to {decimals} {'decimal' if decimals == 1 else 'decimals'}"
    places = counted_form("label", "decimals", words, str(decimals))
    rounding = f"{words.printed('label', mode.name.lower())}, {decimals} {places}"
    return f"{words.printed('field', 'round')} {rounding}"


# ---------------------------------------------------------------- branches


def _if_branches(inquiry: Inquiry, node: nodes.If, place: Place) -> list[Branch]:
    held = inquiry.defined(node.condition, place)
    cell = inquiry.cell(node.condition, place)
    holds = None if isinstance(cell, Missing) else plain(cell) is True
    asked = inquiry.texts.of(node.condition).written, inquiry.numbers(node.condition, place)
    return [
        _branch(inquiry, asked, held, node.then, place, taken=holds is True),
        _branch(
            inquiry,
            (inquiry.words.words.printed("expression", "otherwise"), ""),
            None,
            node.otherwise,
            place,
            taken=holds is False,
        ),
    ]


def _case_branches(inquiry: Inquiry, node: nodes.Cases, place: Place) -> list[Branch]:
    """Rows of a case table; where the first that holds is taken, those behind it were not asked."""
    row_taken = inquiry.case_taken(node, place)
    found = []
    for row in node.rows:
        if row.condition is None:
            asked, held = (inquiry.words.words.printed("outcome", "otherwise"), ""), None
        else:
            asked = inquiry.texts.of(row.condition).written, inquiry.numbers(row.condition, place)
            held = inquiry.defined(row.condition, place)
        branch = _branch(inquiry, asked, held, row.result, place, taken=row is row_taken)
        found.append(branch if row.label is None else evolve(branch, label=row.label))
        if node.first and row is row_taken:
            break
    return found


def _band_branches(inquiry: Inquiry, node: nodes.Bands, place: Place) -> list[Branch]:
    band_taken = inquiry.band_taken(node, place)
    shape = inquiry.shape(node.operand)
    return [
        _branch(inquiry, (_ends_text(inquiry, band, shape), ""), None, band.result, place, taken=band is band_taken)
        for band in node.bands
    ]


def _ends_text(inquiry: Inquiry, band: nodes.Band, shape: Shape | None) -> str:
    """The ends of a band in words, each in the unit that it is written with."""
    word = inquiry.words.words.printed
    shapes = [inquiry.shape(edge) or shape for edge in band.edges]
    ends = []
    if band.low is not None:
        low = inquiry.words.shown(band.low, shapes[0] if shapes else shape)
        ends.append(f"{word('header', 'above' if band.low_open else 'from')} {low}")
    if band.high is not None:
        high = inquiry.words.shown(band.high, shapes[-1] if shapes else shape)
        ends.append(f"{word('header', 'below' if band.high_open else 'up_to')} {high}")
    return " ".join(ends) or said_in(inquiry.words.words.language, "any")


def _value_branches(inquiry: Inquiry, node: nodes.ByValues, place: Place) -> list[Branch]:
    row_taken = inquiry.value_row_taken(node, place)
    shape = inquiry.shape(node.operand)
    found = []
    for row in node.rows:
        match row.key:
            case None:
                text = inquiry.words.words.printed("outcome", "otherwise")
            case State():
                text = inquiry.words.state_word(row.key)
            case key:
                text = inquiry.words.shown(key, shape)
        found.append(_branch(inquiry, (text, ""), None, row.result, place, taken=row is row_taken))
    return found


def _line_branches(inquiry: Inquiry, node: nodes.Line, place: Place) -> list[Branch]:
    """Corners of a line; those on either side of the operand are taken."""
    shape, cell = inquiry.shape(node.operand), inquiry.cell(node.operand, place)
    corners = sorted(node.corners, key=lambda corner: corner[0])
    taken: set[int] = set()
    if not isinstance(cell, Missing):
        after = next((i for i, (at, _) in enumerate(corners) if _is_up_to(cell, at)), len(corners))
        taken = (
            {min(after, len(corners) - 1), max(after - 1, 0)}
            if 0 < after < len(corners)
            else {min(after, len(corners) - 1)}
        )
    return [
        _branch(
            inquiry,
            (f"{inquiry.words.words.printed('header', 'at')} {inquiry.words.shown(at, shape)}", ""),
            None,
            result,
            place,
            taken=number in taken,
        )
        for number, (at, result) in enumerate(corners)
    ]


def _is_up_to(cell: Cell, at: fmpq) -> bool:
    return not isinstance(cell, Missing) and compare(number(plain(cell)), at) <= 0


def _giving(one: Branch) -> Branch:
    """A row of the table that is the whole line, so that what it leads to is the line's value."""
    return Branch(
        one.written, one.numbers, one.condition, one.result, one.result_numbers, one.taken, one.label, gives_value=True
    )


def _branch(
    inquiry: Inquiry,
    asked: tuple[str, str],
    held: Quantity | None,
    result: AnyNode,
    place: Place,
    *,
    taken: bool,
) -> Branch:
    written = inquiry.texts.of(result).written or _numbers(inquiry, result, place)
    numbers = _numbers(inquiry, result, place) if taken else ""
    return Branch(*asked, held, written, numbers, taken)


_BRANCHES: Mapping[type, Callable[..., list[Branch]]] = MappingProxyType(
    {
        nodes.If: _if_branches,
        nodes.Cases: _case_branches,
        nodes.Bands: _band_branches,
        nodes.ByValues: _value_branches,
        nodes.Line: _line_branches,
    }
)


# ---------------------------------------------------------------- aggregates


def _aggregate(inquiry: Inquiry, node: Aggregate, place: Place) -> AggregateTrace:
    over = node.members[0].over if len(node.members) == 1 else None
    if isinstance(over, OverRows):
        return aggregate_of_rows(inquiry, node, over, place)
    records = inquiry.members(node, place)
    taking = [one for one in records if one.part in (Part.TAKES_PART, Part.PUT_IN)]
    over_bodies = inquiry.is_over_bodies(node)
    _, shapes = inquiry.by_name(node)
    listed = () if over_bodies else tuple(_member(inquiry, one, shapes.get(one.name)) for one in records)
    return AggregateTrace(
        inquiry.texts.of(node).written,
        node.kind.value,
        inquiry.quantity_of(node, place),
        len(taking),
        len(records) - len(taking),
        listed,
        members_hash((one.element, one.cell) for one in taking) if over_bodies else "",
        _treatment(inquiry, node, place, records),
        _most_points(inquiry, node, place, records),
    )


def _member(inquiry: Inquiry, record: MemberRecord, shape: Shape | None) -> MemberTrace:
    return MemberTrace(
        record.name,
        "" if record.element is None else str(record.element),
        inquiry.quantity(record.cell, shape),
        record.part.value,
        "" if record.weight is None else weight_text(record.weight),
        "" if record.effective_weight is None else weight_text(record.effective_weight),
        None if record.put_in is None else inquiry.quantity(record.put_in, shape),
    )


def _treatment(inquiry: Inquiry, node: Aggregate, place: Place, records: Sequence[MemberRecord]) -> str:
    """The policy that has acted; weights are rescaled also where members leave because `needs` lets the rest stand."""
    missing = any(isinstance(one.cell, Missing) and one.part is not Part.NOT_SELECTED for one in records)
    rule = inquiry.evaluation.member_rule(node, place) if missing else None
    if rule is not None and rule.treatment is not None:
        return rule.treatment.value
    changed = [
        one
        for one in records
        if one.weight is not None and one.effective_weight is not None and compare(one.weight, one.effective_weight)
    ]
    return "weights rescaled" if changed else ""


def _most_points(inquiry: Inquiry, node: Aggregate, place: Place, records: Sequence[MemberRecord]) -> tuple[str, ...]:
    """Points that could be had, with the members that have left and without them."""
    if not any(isinstance(one.cell, Missing) and one.part is not Part.NOT_SELECTED for one in records):
        return ()
    most = inquiry.evaluation.most_points(node, place)
    if most is None:
        return ()
    shape = inquiry.shape(node)
    return tuple(inquiry.quantity(each, shape).shown for each in (most.of_all, most.of_those_taking_part))


def members_hash(members: Iterable[tuple[Entry, Cell]]) -> str:
    """SHA-256 over elements and their exact values, sorted by element: the same for the same group everywhere."""
    lines = sorted(f"{element}\t{_canonical(cell)}\n" for element, cell in members)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _canonical(cell: Cell) -> str:
    if isinstance(cell, Missing):
        return cell.state.value
    value = plain(cell)
    if isinstance(value, fmpq):
        return fraction(value)
    return f"~{decimal(value)}" if isinstance(value, REALS) else str(value)


# ---------------------------------------------------------------- ranks


def _rank(inquiry: Inquiry, node: Rank, place: Place) -> RankTrace:
    position = inquiry.positions[node.over.axis]
    elements = inquiry.group(node, place)
    placed: list[tuple[fmpq, str, Cell]] = []
    for element in elements:
        there = moved(place, position, element)
        rank = inquiry.cell(node, there)
        if not isinstance(rank, Missing) and isinstance(plain(rank), fmpq):
            taken = plain(rank)
            assert isinstance(taken, fmpq)
            placed.append((taken, element, inquiry.cell(node.operand, there)))
    own = inquiry.cell(node, place)
    shape = inquiry.shape(node.operand)

    def neighbours(wanted: fmpq | None) -> tuple[Neighbour, ...]:
        return tuple(
            Neighbour(element, short_decimal(rank), inquiry.quantity(cell, shape))
            for rank, element, cell in placed
            if rank == wanted and element != place[position]
        )

    held = plain(own) if not isinstance(own, Missing) else None
    mine = held if isinstance(held, fmpq) else None
    better = max((rank for rank, _, _ in placed if mine is not None and rank < mine), default=None)
    worse = min((rank for rank, _, _ in placed if mine is not None and rank > mine), default=None)
    return RankTrace(
        inquiry.texts.of(node).written,
        inquiry.quantity(own, inquiry.shape(node)),
        len(placed),
        members_hash((element, cell) for _, element, cell in placed),
        neighbours(mine),
        neighbours(better),
        neighbours(worse),
    )
