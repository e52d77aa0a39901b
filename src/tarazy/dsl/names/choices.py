"""Choices: parameters whose values are words, each with what it leads to."""

from __future__ import annotations

from attrs import evolve

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import Parameter
from tarazy.dsl.names.data import parameter_of
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.nearest import nearest


def choice_of(declaration: syntax.Declaration, resolver: Resolver) -> Parameter:
    """A choice with the word chosen, or the words from each period on; what was not chosen is reported."""
    options = _options(declaration)
    name = code_of(declaration)
    place = declaration.name_span or declaration.span
    if len(options) < 2:
        resolver.report("R853", place, variant="options", name=name)
    line = declaration.field("value")
    if line is None:
        listed = "; ".join(f"`{word}`{f': {effect}' if effect else ''}" for word, effect in options)
        resolver.report("R853", place, name=name, options=listed)
        return Parameter(name, declaration.label, (), (), declaration.span, options)
    quiet = evolve(resolver, findings=[])
    found = parameter_of(_with_words(declaration, line), quiet)
    resolver.findings.extend(one for one in quiet.findings if one.code != "N150")
    chosen = tuple((period, _word(node, options, name, resolver)) for period, node in found.by_period)
    return evolve(found, by_period=chosen, options=options)


def _options(declaration: syntax.Declaration) -> tuple[tuple[str, str], ...]:
    """Words that can be chosen, each with its effect."""
    line = declaration.field("options")
    rows = () if line is None else line.rows
    found: dict[str, str] = {}
    for row in rows:
        if isinstance(row.target, syntax.Name):
            effect = row.value.value if isinstance(row.value, syntax.Outcome) else None
            found.setdefault(row.target.text, effect.value if isinstance(effect, syntax.Text) else "")
    return tuple(found.items())


def _with_words(declaration: syntax.Declaration, line: syntax.Field) -> syntax.Declaration:
    """The declaration with each bare name behind `value` as the word that it is."""
    rows = tuple(
        evolve(row, value=_as_text(row.value)) if isinstance(row.value, syntax.Outcome) else row for row in line.rows
    )
    value = _as_text(line.value) if isinstance(line.value, syntax.Outcome) else line.value
    own = evolve(line, value=value, rows=rows)
    return evolve(declaration, fields=tuple(own if one is line else one for one in declaration.fields))


def _as_text(value: syntax.Outcome) -> syntax.Outcome:
    if isinstance(value.value, syntax.Name):
        return evolve(value, value=syntax.Text(value.value.text, span=value.value.span))
    return value


def _word(node: nodes.AnyNode, options: tuple[tuple[str, str], ...], name: str, resolver: Resolver) -> nodes.AnyNode:
    words = [word for word, _ in options]
    if isinstance(node, nodes.Undetermined):
        return node
    if isinstance(node, nodes.Constant) and node.value in words:
        return node
    written = str(node.value) if isinstance(node, nodes.Constant) else node.span.text
    near = nearest(written, words)
    variant = "near" if near else ""
    resolver.report(
        "N157", node.span, variant=variant, name=written, owner=name, nearest=near or "", known=", ".join(words)
    )
    return nodes.Undetermined("", span=node.span)


def word_set(resolver: Resolver, parameter: Parameter, value: syntax.Expression) -> nodes.AnyNode:
    """The node of what a variant sets a parameter to: of a choice one of its words."""
    if not parameter.options or not isinstance(value, syntax.Name):
        return resolver.node(value)
    word = nodes.Constant(value.text, span=value.span, syntax=value)
    return _word(word, parameter.options, parameter.code, resolver)
