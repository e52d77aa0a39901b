"""Whether the arguments of a built-in call are those that it takes: how many, which labels, each once."""

from __future__ import annotations

from collections.abc import Sequence

from tarazy.dsl.calls import CALLS, CallForm
from tarazy.dsl.characters import Refused
from tarazy.dsl.diagnostics import finding
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source import Span
from tarazy.dsl.syntax import Argument
from tarazy.grammar.keywords import Vocabulary


def check_arguments(function: str, arguments: Sequence[Argument], place: Span, vocabulary: Vocabulary) -> None:
    """Refuse arguments that the call does not take.

    Parameters
    ----------
    function
        Key of a built-in function.
    place
        Where its word stands.

    Raises
    ------
    Refused
        An operand too many or too few, a label twice, or one that must be there and is not.
    """
    form = CALLS[function]
    call = vocabulary.printed("call", function)
    _check_operands(form, arguments, place, vocabulary, call)
    _check_repetition(form, arguments, vocabulary, call)
    given = {argument.label for argument in arguments}
    missing = [_printed(vocabulary, label) for label in form.required if label not in given]
    missing.extend(
        " / ".join(_printed(vocabulary, key) for key in group.keys)
        for group in form.phrases
        if group.required and given.isdisjoint(group.keys)
    )
    if form.decimals and "decimals" not in given:
        missing.append(_printed(vocabulary, "decimals"))
    if missing:
        raise Refused(finding("P114", place, call=call, missing=", ".join(missing)))


def _printed(vocabulary: Vocabulary, key: str) -> str:
    return f"`{vocabulary.printed('label', key)}`"


def _refuse_shortened(form: CallForm, argument: Argument, vocabulary: Vocabulary, call: str) -> None:
    """Refuse a value that is the beginning of a phrase which the call takes, or a misspelt one."""
    known = [vocabulary.printed("label", key) for key in form.words]
    text = argument.span.text
    near = next((one for one in known if one.startswith(f"{text} ")), None) or nearest(text, known)
    if near is not None:
        listed = ", ".join(f"`{one}`" for one in known)
        raise Refused(finding("P113", argument.span, variant="near", label=text, call=call, near=near, known=listed))


def _check_operands(
    form: CallForm, arguments: Sequence[Argument], place: Span, vocabulary: Vocabulary, call: str
) -> None:
    bare = [argument for argument in arguments if not argument.label]
    labelled_before = next((place for place, one in enumerate(arguments) if one.label), len(arguments))
    if any(not argument.label for argument in arguments[labelled_before:]):
        late = next(argument for argument in arguments[labelled_before:] if not argument.label)
        _refuse_shortened(form, late, vocabulary, call)
        raise Refused(finding("P115", late.span, variant="order", call=call))
    if len(bare) < form.least:
        raise Refused(finding("P115", place, variant="few", call=call, least=_things(form.least), found=str(len(bare))))
    if form.most is not None and len(bare) > form.most:
        surplus = bare[form.most]
        _refuse_shortened(form, surplus, vocabulary, call)
        raise Refused(finding("P115", surplus.span, variant="many", call=call, most=_things(form.most)))


def _check_repetition(form: CallForm, arguments: Sequence[Argument], vocabulary: Vocabulary, call: str) -> None:
    seen: dict[str, Argument] = {}
    groups = {key: group.keys[0] for group in form.phrases for key in group.keys}
    for argument in arguments:
        if not argument.label:
            continue
        slot = groups.get(argument.label, argument.label)
        if slot in seen:
            label = vocabulary.printed("label", argument.label)
            other = vocabulary.printed("label", seen[slot].label)
            variant = "" if label == other else "exclude"
            raise Refused(finding("P116", argument.span, variant=variant, label=label, other=other, call=call))
        if argument.label == "over" and sum(not one.label for one in arguments) > form.least:
            raise Refused(finding("P115", argument.span, variant="over", call=call))
        seen[slot] = argument


def _things(number: int) -> str:
    return "1 value" if number == 1 else f"{number} values"
