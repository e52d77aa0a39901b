"""What a trace says from outside a declaration's own lines: to whom it does not apply, what was late, who it is of."""

from __future__ import annotations

from tarazy.dsl import nodes
from tarazy.dsl.declarations import Computed
from tarazy.dsl.names.variants import Setting
from tarazy.dsl.outside import Outside
from tarazy.dsl.periods import Period, first_day
from tarazy.dsl.program import Program
from tarazy.grammar.speech import said_in
from tarazy.interpreter.cells import Missing, plain
from tarazy.interpreter.inquiry import Inquiry, place_text
from tarazy.interpreter.meaning.places import Entry, Place
from tarazy.interpreter.meaning.terms import is_past
from tarazy.interpreter.trace import FiredRule, Paragraph


def limit_rule(inquiry: Inquiry, computed: Computed, body: Entry, outside: Outside | None) -> FiredRule:
    """Why a declaration does not apply to a body: a variant, a scope, a conflict, or a line of its own."""
    words = inquiry.words.words
    if body in computed.left_out:
        text = f"{words.printed('head', 'variant')} {body}: {words.printed('field', 'leaves_out')} {computed.code}"
        return FiredRule("leaves_out", text, place_text(computed.span))
    if outside is not None and outside.kind == "regime":
        how = words.printed("former_body", "assessed_within_the_successor")
        text = f"{words.printed('head', 'regime')} {outside.by}: {how} ({outside.of})"
        return FiredRule(outside.kind, text, place_text(outside.span))
    if outside is not None:
        of = f" {words.printed('connective', 'of')} {outside.of}"
        text = f"{words.printed('head', outside.kind)} {outside.by}{of if outside.kind == 'scope' else ''}"
        return FiredRule(outside.kind, text, place_text(outside.span))
    keyword, code = (
        ("applies_to", computed.applies_to)
        if computed.applies_to is not None
        else ("does_not_apply_to", computed.does_not_apply_to)
    )
    return FiredRule(keyword, f"{words.printed('field', keyword)} {code}", place_text(computed.span))


def setting_rule(inquiry: Inquiry, setting: Setting, basis: tuple[Paragraph, ...]) -> FiredRule:
    """By which variant a parameter has another value for a body."""
    text = f"{inquiry.words.words.printed('head', 'variant')} {setting.variant}: {' '.join(setting.span.text.split())}"
    return FiredRule("variant", text, place_text(setting.span), basis)


def filing_rule(inquiry: Inquiry, node: nodes.Filed, place: Place) -> FiredRule | None:
    """By which deadline a datum was late; ``None`` where it was in time, or no deadline is of the period."""
    entry = place[inquiry.positions[nodes.PERIOD]] if nodes.PERIOD in inquiry.positions else None
    year = first_day(entry).year if isinstance(entry, Period) else None
    for of, limit in node.limits:
        day, last = inquiry.cell(node.day, place), inquiry.cell(limit, place)
        if of not in (None, year) or isinstance(day, Missing) or isinstance(last, Missing):
            continue
        if is_past(plain(day), plain(last)):
            words = {"day": inquiry.quantity_of(node.day, place).shown, "last": inquiry.quantity_of(limit, place).shown}
            text = said_in(inquiry.words.words.language, "handed in on {day}, last day {last}", **words)
            return FiredRule("filed", text, place_text(node.span))
    return None


def body_name(program: Program, body: Entry, period: Entry, language: str | None = None) -> str:
    """What a body is called in a period, in a language where the text has its name in it; empty where no text says."""
    root, when = program.body_axis, period if isinstance(period, Period) else None
    bodies = program.resolved.process.bodies
    return bodies.name_of(root, body, when, language) if root and isinstance(body, str) else ""
