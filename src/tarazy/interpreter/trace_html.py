"""Traces for notebooks: HTML without scripts or anything fetched, each value folded over what it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tarazy.dsl.spoken_words import in_readers_words, in_readers_words_around
from tarazy.grammar.speech import counted, said
from tarazy.interpreter.citations import act_words, source_words
from tarazy.interpreter.markup import draft_html, element, escaped, table
from tarazy.interpreter.trace import (
    AggregateTrace,
    Branch,
    CallTrace,
    FiredRule,
    Formula,
    FunctionTrace,
    Neighbour,
    Paragraph,
    Quantity,
    RankTrace,
    Reference,
    SourceCell,
    Trace,
    TraceNode,
    with_those_called,
)
from tarazy.interpreter.trace_text import causes_text, days_text

_OPEN_FLOORS = 1
"""Floors of values that are unfolded at first."""


def trace_html(trace: Trace) -> str:
    """The trace as one element, each value a ``details`` with its name and outcome in the summary."""
    of = ", ".join(part for part in (*trace.elements, trace.whose, trace.period) if part)
    version = " ".join(filter(None, (trace.methodology, trace.version)))
    acts = "".join(f"<li>{escaped(one.code)}: {escaped(act_words(one))}</li>" for one in trace.acts if act_words(one))
    acts += "".join(f"<li>{escaped(one.code)}: {escaped(source_words(one))}</li>" for one in trace.sources)
    hashes = said("program {program}, data {data}", program=trace.program_hash, data=trace.snapshot_hash)
    return "".join(
        [
            '<div class="tarazy-trace">\n',
            draft_html(trace.draft),
            f"<p>{element('strong', said('WHAT IF'))}: {escaped(in_readers_words_around(trace.what_if))}</p>\n"
            if trace.what_if
            else "",
            *_node(trace.root, 0, of),
            f"<ul>{acts}</ul>\n" if acts else "",
            f"<p><small>{escaped(', '.join(filter(None, (version, hashes))))}</small></p>\n",
            "</div>\n",
        ]
    )


# ---------------------------------------------------------------- values


def _node(node: TraceNode, floor: int, of: str = "") -> Iterator[str]:
    """A value with all that is under it."""
    opened = " open" if floor < _OPEN_FLOORS else ""
    yield f'<details{opened}><summary>{_summary(node, of)}</summary>\n<div style="margin-left:1.5em">\n'
    notes = [said("given, not computed")] if node.given else []
    notes += [said("assessed by {name}", name=node.assessor)] if node.assessor else []
    notes += [] if node.rule is None else [_rule(node.rule)]
    causes = causes_text(node.value)
    notes += [said("because of {causes}", causes=causes)] if causes else []
    notes += [] if node.source is None else [_source(node.source)]
    for note in notes:
        yield f"<p>{escaped(note)}</p>\n"
    for formula in node.formulas:
        yield from _formula(formula)
    for operand in node.operands:
        if isinstance(operand, Reference):
            yield f"<p><code>{escaped(operand.key)}</code>, {escaped(said('shown elsewhere in this trace'))}</p>\n"
        else:
            yield from _node(operand, floor + 1)
    yield f"<p><small>{escaped(node.place)}</small></p>\n</div></details>\n"


def _summary(node: TraceNode, of: str) -> str:
    label = f"{element('strong', node.label)} " if node.label else ""
    written = f"<code>{escaped(node.written)}</code>, " if node.written else ""
    named = f"{label}{written}<code>{escaped(node.key)}</code>"
    basis = f" <small>({escaped(_basis(node.basis))})</small>" if node.basis else ""
    of_whom = f" {escaped(said('of {what}', what=of))}" if of else ""
    return f"{named}{of_whom} = {_outcome(node.value)}{basis}"


def _outcome(value: Quantity) -> str:
    marks = f" ({', '.join(value.reading.marks)})" if value.reading.marks else ""
    name = "strong" if value.reading.text else "em"
    return f"{element(name, value.shown)}{escaped(marks)}"


def _basis(basis: Sequence[Paragraph]) -> str:
    return ", ".join(paragraph.text for paragraph in basis)


def _rule(rule: FiredRule) -> str:
    basis = f"; {_basis(rule.basis)}" if rule.basis else ""
    return f"{said('rule')}: {rule.text}{basis} ({rule.place})"


def _source(source: SourceCell) -> str:
    """Where a datum stands: file, sheet, row, column, the sender's formula, the hash of the file."""
    if not source.file:
        return said("no row in {source}", source=source.source)
    parts = [
        source.file,
        f"{said('sheet')} {source.sheet}" if source.sheet else "",
        "" if source.row is None else f"{said('row')} {source.row}",
        f"{said('column')} {source.column}" if source.column else "",
        f"{said('formula')} {source.formula}" if source.formula else "",
        f"{said('written')} {source.written}" if source.written else "",
        f"SHA-256 {source.sha256}" if source.sha256 else "",
    ]
    also = "".join(f"; {said('also')} {_source(one)}" for one in source.also)
    return ", ".join(filter(None, parts)) + also


# ---------------------------------------------------------------- formulas


def _formula(formula: Formula) -> Iterator[str]:
    """A line that computes: as written, with the numbers put in, its branches, members, places and steps."""
    yield f"<p>{escaped(said(formula.line))}: <code>{escaped(formula.written)}</code>"
    if formula.numbers and formula.numbers != formula.written:
        yield f"<br>= <code>{escaped(formula.numbers)}</code>"
    yield f" = {_outcome(formula.value)}</p>\n"
    opened = {(call.name, call.place) for one in with_those_called(formula) for call in one.calls}
    for function in formula.functions:
        if (function.name, function.place) not in opened:
            yield f"<p>{_function(function)}</p>\n"
    for call in formula.calls:
        yield from _call(call)
    for note in [text for days in formula.days for text in days_text(days)]:
        yield f"<p>{escaped(note)}</p>\n"
    if formula.branches:
        yield _branches(formula.branches)
    for aggregate in formula.aggregates:
        yield _aggregate(aggregate)
    for rank in formula.ranks:
        yield _rank(rank)
    if formula.steps:
        rows = [(step.text, step.before.shown, step.after.shown) for step in formula.steps]
        yield table(tuple(map(said, ("step", "before", "after"))), rows)


def _function(one: FunctionTrace | CallTrace) -> str:
    told_of = f": {escaped(one.label)}" if one.label else ""
    return f"<code>{escaped(one.name)}</code>{told_of} <small>({escaped(one.place)})</small>"


def _call(call: CallTrace) -> Iterator[str]:
    """A call folded over the function's formula, what it was given, and the legend."""
    yield f'<details><summary>{_function(call)}</summary>\n<div style="margin-left:1.5em">\n'
    yield from _formula(call.formula)
    for argument in call.arguments:
        written = f": <code>{escaped(argument.written)}</code>" if argument.written else ""
        yield f"<p><code>{escaped(argument.name)}</code>{written} = {_outcome(argument.value)}</p>\n"
    for line in call.legend:
        label = f"{element('strong', line.label)} " if line.label else ""
        yield f"<p>{label}<code>{escaped(line.name)}</code> = {_outcome(line.formula.value)}</p>\n"
        yield from _formula(line.formula)
    yield "</div></details>\n"


def _branches(branches: Sequence[Branch]) -> str:
    rows = [
        (
            f"{branch.label}: {branch.written}" if branch.label else branch.written,
            branch.numbers,
            "" if branch.condition is None else branch.condition.shown,
            branch.result_numbers if branch.taken and branch.result_numbers else branch.result,
            said("taken") if branch.taken else "",
        )
        for branch in branches
    ]
    return table(tuple(map(said, ("row", "with numbers", "holds", "leads to", ""))), rows)


def _aggregate(aggregate: AggregateTrace) -> str:
    """An aggregate with the members that are meant: those for which its `only` does not hold are counted alone."""
    members = counted(aggregate.count, "member", "members")
    told = said("{members}, {count} left out", members=members, count=aggregate.left_out)
    if aggregate.rows is not None:
        belonging = f" ({aggregate.rows.belonging})" if aggregate.rows.belonging else ""
        rows = counted(aggregate.rows.of, "row", "rows")
        register = aggregate.rows.register
        of = said("{count} of {rows} of {register}", count=aggregate.count, rows=rows, register=register)
        told = f"{of}{belonging}, SHA-256 {aggregate.rows.sha256}"
    if aggregate.members_sha256:
        told += f", SHA-256 {aggregate.members_sha256}"
    caption = "; ".join(
        filter(None, (f"{aggregate.written} = {aggregate.value.shown}", told, in_readers_words(aggregate.treatment)))
    )
    meant = [member for member in aggregate.members if "only" not in member.part]
    if not meant:
        return f"<p>{escaped(caption)}</p>\n"
    columns: list[tuple[str, list[str]]] = [
        ("member", [f"{one.name}[{one.element}]" if one.element else one.name for one in meant]),
        ("weight", [one.weight for one in meant]),
        ("effective weight", [one.effective_weight for one in meant]),
        ("value", [one.value.shown for one in meant]),
        ("part", [in_readers_words(one.part) for one in meant]),
        ("put in", ["" if one.put_in is None else one.put_in.shown for one in meant]),
    ]
    filled = [(head, cells) for head, cells in columns if any(cells)]
    return table([said(head) for head, _ in filled], zip(*(cells for _, cells in filled), strict=True), caption)


def _rank(rank: RankTrace) -> str:
    place = said("place {place} of {count}", place=rank.place.shown, count=rank.count)
    caption = f"{place}, {said('SHA-256 of the group {digits}', digits=rank.members_sha256)}"
    near: list[tuple[str, Neighbour]] = [("next better", one) for one in rank.before]
    near += [("the same place", one) for one in rank.tied]
    near += [("next worse", one) for one in rank.after]
    rows = [(said(words), one.place, one.element, one.value.shown) for words, one in near]
    return table(tuple(map(said, ("", "place", "element", "value"))), rows, caption)
