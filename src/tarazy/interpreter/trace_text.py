"""Traces for a person: a few lines a value, indented under what they were put into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, field

from tarazy.dsl.file_kinds import FileKind, file_kind
from tarazy.dsl.spoken_words import in_readers_words, in_readers_words_around
from tarazy.grammar.speech import counted, said
from tarazy.interpreter.cells import NO_FORMER_PERIOD
from tarazy.interpreter.citations import act_words, source_words
from tarazy.interpreter.trace import (
    AggregateTrace,
    Branch,
    CallTrace,
    DaysTrace,
    FiredRule,
    Formula,
    FunctionTrace,
    Kind,
    MemberTrace,
    Neighbour,
    Quantity,
    RankTrace,
    RowsTrace,
    SourceCell,
    StepTrace,
    Trace,
    TraceNode,
    with_those_called,
)

_HASH_DIGITS = 8
_MEMBERS = 8
"""How many members of an aggregate are listed; the others are operands below, each with its value."""
_EXTREMES = ("min", "max", "best", "worst")
_INDENT = "  "


def trace_text(trace: Trace, depth: int | None = None) -> str:
    """The text of a trace, lines ended by line feeds.

    Parameters
    ----------
    depth
        How many floors of operands are shown: 0 shows the value alone; ``None`` shows all. What is cut says so.
    """
    writing = _Writing(depth)
    writing.head(trace)
    writing.node_body(trace.root, 1)
    writing.foot(trace)
    return "\n".join(writing.lines) + "\n"


@define(eq=False)
class _Writing:
    """A text while it is written."""

    depth: int | None
    lines: list[str] = field(factory=list)

    def _put(self, floor: int, text: str) -> None:
        self.lines.append(f"{_INDENT * floor}{text}".rstrip())

    # ------------------------------------------------------------ head and foot

    def head(self, trace: Trace) -> None:
        """What is traced, and what it comes to."""
        for hole in trace.draft:
            self._put(0, f"{said('DRAFT')}: {in_readers_words_around(hole)}")
        if trace.what_if:
            self._put(0, f"{said('WHAT IF')}: {in_readers_words_around(trace.what_if)}")
        root = trace.root
        of = ", ".join(part for part in (*trace.elements, trace.whose, trace.period) if part)
        name = f"{root.label} ({root.name})" if root.label else root.name
        of_whom = f" {said('of {what}', what=of)}" if of else ""
        self._put(0, f"{name}{of_whom}: {_outcome(root.value)}")
        self._put(1, "; ".join(part for part in (_basis(root), root.place) if part))

    def foot(self, trace: Trace) -> None:
        """What a replay needs."""
        digits = {"program": trace.program_hash[:_HASH_DIGITS], "data": trace.snapshot_hash[:_HASH_DIGITS]}
        hashes = said("program {program}…, data {data}…", **digits)
        for act in trace.acts:
            if words := act_words(act):
                self._put(0, f"{act.code.replace('_', ' ')}: {words}")
        for source in trace.sources:
            self._put(0, f"{source.code.replace('_', ' ')}: {source_words(source)}")
        version = f" {trace.version}" if trace.version else ""
        self._put(0, f"{trace.methodology}{version}: {hashes}" if trace.methodology else hashes)

    # ------------------------------------------------------------ nodes

    def node_body(self, node: TraceNode, floor: int) -> None:
        """What stands under the line that names a node."""
        if node.given:
            self._put(floor, said("given, not computed"))
        if node.assessor:
            self._put(floor, said("assessed by {name}", name=node.assessor))
        for formula in node.formulas:
            self._formula(formula, floor, alone=len(node.formulas) == 1)
        if node.rule is not None:
            self._put(floor, _rule(node.rule))
        if node.value.reading.causes and node.kind is Kind.DECLARATION:
            self._put(floor, said("because of {causes}", causes=causes_text(node.value)))
        if node.source is not None:
            self._put(floor, _source(node.source))
        shown = [one for one in node.operands if isinstance(one, TraceNode)]
        if self.depth is not None and floor > self.depth:
            if shown:
                self._put(floor, said("… {operands} not shown", operands=_counted(len(shown), "operand")))
            return
        for operand in shown:
            self._operand(operand, floor)

    def _operand(self, node: TraceNode, floor: int) -> None:
        label = f' "{node.label}"' if node.label else ""
        basis = _basis(node)
        short = _short_source(node) if node.kind is Kind.ATTRIBUTE else ""
        tail = f"   ({basis})" if basis else short
        name = node.key.partition(".")[2] if node.kind is Kind.LOCAL else node.key
        name = f"{node.written} ({name})" if node.written else name
        self._put(floor, f"{name}{label} = {_outcome(node.value)}{tail}{_written_constant(node)}")
        if _is_plain(node):
            return
        self.node_body(node, floor + 1)

    # ------------------------------------------------------------ formulas

    def _formula(self, formula: Formula, floor: int, *, alone: bool) -> None:
        line = "" if alone or formula.line == "where" else f"{said(formula.line)}: "
        if formula.written and f"{formula.value.shown} ".startswith(f"{formula.numbers} "):
            if formula.line != "where":
                self._put(floor, f"{line}{formula.written} = {formula.value.shown}{_unchanged(formula)}")
        else:
            self._put(floor, f"{line}{formula.written}")
            if formula.numbers and formula.numbers != formula.written:
                self._put(floor + 1, f"= {formula.numbers} = {formula.value.shown}{_unchanged(formula)}")
        told = [branch for branch in formula.branches if branch.taken or branch.condition is not None]
        alone = sum(branch.taken for branch in told) == 1
        opened = {(call.name, call.place) for one in with_those_called(formula) for call in one.calls}
        for function in formula.functions:
            if (function.name, function.place) not in opened:
                self._put(floor + 1, _function(function))
        for call in formula.calls:
            self._call(call, floor + 1)
        inside = [text for days in formula.days for text in days_text(days)]
        inside += [_branch(branch, formula.value if alone and branch.gives_value else None) for branch in told]
        inside += [text for aggregate in formula.aggregates for text in _aggregate(aggregate, formula)]
        inside += [text for rank in formula.ranks for text in _rank(rank)]
        for text in inside:
            self._put(floor + 1, text)
        if any(_changes(step) for step in formula.steps):
            for step in formula.steps:
                became = f"{step.before.shown} -> {step.after.shown}" if _changes(step) else said("unchanged")
                self._put(floor, f"{step.text}: {became}")

    def _call(self, call: CallTrace, floor: int) -> None:
        """A call opened: what the function computes, its value in its own names, and what those stand for."""
        self._put(floor, _function(call))
        self._formula(call.formula, floor + 1, alone=True)
        for argument in call.arguments:
            if argument.written not in ("", argument.name, argument.value.shown):
                self._put(floor + 1, f"{argument.name}: {argument.written} = {_outcome(argument.value)}")
        for line in call.legend:
            label = f' "{line.label}"' if line.label else ""
            self._put(floor + 1, f"{line.name}{label} = {_outcome(line.formula.value)}")
            self._formula(line.formula, floor + 2, alone=True)


def _function(one: FunctionTrace | CallTrace) -> str:
    told_of = f": {one.label}" if one.label else ""
    return f"{one.name}{told_of}   {one.place}"


def days_text(days: DaysTrace) -> Iterator[str]:
    """From which day to which, by which calendar, and which days differ from the week."""
    if days.calendar:
        words = {"start": str(days.start), "end": str(days.end), "calendar": f"{days.calendar} {days.version}"}
        yield f"{days.written} = {days.value.shown}: {said('{start} to {end} by calendar {calendar}', **words)}"
    for words_of, several in (("days off", days.not_worked), ("working days", days.worked)):
        if several:
            yield f"{said(words_of)}: {', '.join(map(str, several))}"


def _is_plain(node: TraceNode) -> bool:
    """Whether the line that names a node says all: a written constant, an attribute with its place, a parameter."""
    if node.operands or node.rule is not None or node.value.reading.causes:
        return False
    return node.kind in (Kind.ATTRIBUTE, Kind.PARAMETER) or bool(_written_constant(node)) or _is_literal(node)


def _is_literal(node: TraceNode) -> bool:
    """Whether a legend's line is a written value and nothing more."""
    return node.kind is Kind.LOCAL and all(
        one.numbers == one.written and not one.branches and not one.aggregates for one in node.formulas
    )


def _written_constant(node: TraceNode) -> str:
    """A note for a parameter: where it is set."""
    set_here = node.kind is Kind.PARAMETER and node.rule is None
    return f"   {said('set in {place}', place=node.place)}" if set_here else ""


def _unchanged(formula: Formula) -> str:
    """The steps where none changed anything; of what has no value there is nothing to say."""
    if any(_changes(step) for step in formula.steps):
        return ""
    return "".join(f"; {step.text}: {said('unchanged')}" for step in formula.steps if step.before.reading.kind)


def _changes(step: StepTrace) -> bool:
    return step.before.reading != step.after.reading


def _branch(branch: Branch, value: Quantity | None) -> str:
    """A row in words; `value` is what it led to, ``None`` where several rows led to it together."""
    asked = f"{branch.label}: {branch.written}" if branch.label else branch.written
    if branch.numbers and branch.numbers != branch.written:
        asked = f"{asked}: {branch.numbers}"
    held = "" if branch.condition is None else f" {said('is {value}', value=branch.condition.shown)}"
    if not branch.taken:
        return f"{asked}{held}"
    result = branch.result or branch.result_numbers
    steps = dict.fromkeys(text for text in (result, branch.result_numbers) if text)
    if value is not None and not f"{value.shown} ".startswith(f"{list(steps)[-1] if steps else ''} "):
        steps[value.shown] = None
    return f"{asked}{held} -> {' = '.join(steps)}"


def _aggregate(aggregate: AggregateTrace, formula: Formula) -> Iterator[str]:
    if aggregate.rows is not None:
        yield f"{aggregate.written} = {aggregate.value.shown}: {_rows(aggregate.count, aggregate.rows)}"
        return
    if aggregate.members_sha256:
        members = said(
            "{members}, {count} left out", members=_counted(aggregate.count, "member"), count=aggregate.left_out
        )
        digits = aggregate.members_sha256[:_HASH_DIGITS]
        yield f"{aggregate.written} = {aggregate.value.shown}: {members}, sha256 {digits}…"
        return
    if aggregate.written != formula.written or any(member.element for member in aggregate.members):
        yield from _taking(aggregate)
    out = [member for member in aggregate.members if member.part != "takes part" and _counts(member)]
    for member in out:
        if member.put_in is None:
            yield f"{said('left out')}: {_member_name(member)}, {member.value.shown}"
        else:
            yield f"{said('put in')}: {_member_name(member)}, {member.value.shown} -> {member.put_in.shown}"
    effect = _effect(aggregate)
    if effect:
        yield f"{in_readers_words(aggregate.treatment)}: {effect}"


def _taking(aggregate: AggregateTrace) -> Iterator[str]:
    """The members that take part with their values; of an extreme, which gave it."""
    taking = [member for member in aggregate.members if member.part == "takes part"]
    if not taking:
        return
    names = {member.name for member in taking}
    of = (
        f" {said('of {what}', what=names.pop())}"
        if len(names) == 1 and all(member.element for member in taking)
        else ""
    )
    listed = [f"{member.element if of else _member_name(member)} {member.value.shown}" for member in taking[:_MEMBERS]]
    if len(taking) > _MEMBERS:
        listed.append(said("and {count} more", count=len(taking) - _MEMBERS))
    end = ""
    if aggregate.kind in _EXTREMES and len(taking) > 1:
        ends = [member for member in taking if member.value.reading.text == aggregate.value.reading.text]
        end = (
            f" ({said('that of {what}', what=', '.join(member.element or member.name for member in ends[:_MEMBERS]))})"
        )
    yield f"{in_readers_words(aggregate.kind)}{of} = {aggregate.value.shown}{end}: {', '.join(listed)}"


def _rows(count: int, rows: RowsTrace) -> str:
    """Which rows, in words: ``17 of 20 rows of appeals (body = north, due in 2021), sha256 3fa2…``."""
    belonging = f" ({rows.belonging})" if rows.belonging else ""
    of = said(
        "{count} of {rows} of {register}", count=f"{count:,}", rows=_counted(rows.of, "row"), register=rows.register
    )
    return f"{of}{belonging}, sha256 {rows.sha256[:_HASH_DIGITS]}…"


def _counts(member: MemberTrace) -> bool:
    """Whether a member was meant at all: its `only` holds."""
    return "only" not in member.part


def _effect(aggregate: AggregateTrace) -> str:
    """What the policy has changed: the points that could be had, or the weights."""
    if aggregate.most_points:
        with_all, without = aggregate.most_points
        ends = (without, with_all) if aggregate.treatment == "weights rescaled" else (with_all, without)
        return f"{said('most points')} {' -> '.join(ends)}"
    return _rescaled(aggregate.members) if aggregate.treatment == "weights rescaled" else ""


def _rescaled(members: Sequence[MemberTrace]) -> str:
    changed = [one for one in members if one.effective_weight and one.effective_weight != one.weight]
    pairs = {(one.weight, one.effective_weight) for one in changed}
    if len(pairs) == 1:
        ((weight, effective),) = pairs
        return f"{weight} -> {effective}"
    return ", ".join(f"{_member_name(one)} {one.weight} -> {one.effective_weight}" for one in changed)


def _member_name(member: MemberTrace) -> str:
    return f"{member.name}[{member.element}]" if member.element else member.name


def _rank(rank: RankTrace) -> Iterator[str]:
    group = said("sha256 of the group {digits}…", digits=rank.members_sha256[:_HASH_DIGITS])
    if rank.place.reading.kind:
        yield f"{said('place {place} of {count}', place=rank.place.shown, count=rank.count)}, {group}"
    else:
        yield f"{said('no place among the {count} that have one', count=rank.count)}, {group}"
    for words, several in (("next better", rank.before), ("the same place", rank.tied), ("next worse", rank.after)):
        if several:
            yield f"{said(words)}: {', '.join(_neighbour(one) for one in several)}"


def _neighbour(one: Neighbour) -> str:
    return f"{one.place} {one.element} {one.value.shown}"


# ---------------------------------------------------------------- words


def _outcome(value: Quantity) -> str:
    marks = f" ({', '.join(value.reading.marks)})" if value.reading.marks else ""
    return f"{value.shown}{marks}"


def causes_text(value: Quantity) -> str:
    """What a value is missing for, each with its state."""
    return ", ".join(
        in_readers_words(cause.code) if cause.code == NO_FORMER_PERIOD else f"{cause.code} ({cause.state})"
        for cause in value.reading.causes
    )


def _basis(node: TraceNode) -> str:
    return ", ".join(paragraph.text for paragraph in node.basis)


def _rule(rule: FiredRule) -> str:
    written = " ".join(rule.text.replace("_", " ").split())
    basis = "".join(f"; {paragraph.text}" for paragraph in rule.basis if paragraph.text not in written)
    return f"{said('rule')}: {rule.text}{basis} ({rule.place})"


def _source(source: SourceCell) -> str:
    if source.row is None:
        return said("no row in {source}", source=source.source) if not source.file else source.file
    part = "sheet" if file_kind(source.file) is FileKind.WORKBOOK else "table"
    sheet = f", {said(part)} {source.sheet}" if source.sheet else ""
    column = f", {said('column')} {source.column}" if source.column else ""
    formula = f", {said('formula')} {source.formula}" if source.formula else ""
    formula += f", {said('written')} `{source.written}`" if source.written else ""
    also = "".join(f"; {said('also')} {_source(one)}" for one in source.also)
    place = f"{source.file}{sheet}, {said('row')} {source.row}{column}{formula}"
    return f"{place}, sha256 {source.sha256[:_HASH_DIGITS]}…{also}"


def _short_source(node: TraceNode) -> str:
    return f"   {node.place if node.source is None or node.source.row is None else _source(node.source)}"


def _counted(number: int, noun: str) -> str:
    return counted(number, noun, f"{noun}s")
