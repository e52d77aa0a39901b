"""Days counted again, by the week of five days and what a trace says of the days that differ from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.generated.recomputing import CannotSayError, Missing, Value

ONE_DAY = timedelta(days=1)


def all_counted(
    several: Sequence[Mapping[str, Any]],
    evaluate: Callable[[str, Mapping[str, Value]], Value],
    known: Mapping[str, Value],
) -> dict[str, Value]:
    """What each entry of `days` comes to, by its text; one may be counted from another.

    Parameters
    ----------
    evaluate
        What a part of the formula is, where the values of some texts are known.
    """
    found: dict[str, Value] = {}
    pending = list(several)
    while pending:
        for one in pending:
            try:
                found[one["written"]] = _counted(one, lambda text: evaluate(text, {**known, **found}))
            except CannotSayError:
                continue
            pending.remove(one)
            break
        else:
            raise CannotSayError(pending[0]["written"])
    return found


def _counted(told: Mapping[str, Any], value_of: Callable[[str], Value]) -> Value:
    """What an entry of `days` comes to.

    Parameters
    ----------
    value_of
        What a part of the formula is.
    """
    if "term" in told:
        return _last_day(told, value_of)
    if "calendar" not in told:
        return date.fromisoformat(told["end"])
    call, _, rest = str(told["written"]).partition("(")
    first, second = (value_of(part) for part in _parts(rest[:-1])[:2])
    if isinstance(first, Missing) or isinstance(second, Missing):
        return first if isinstance(first, Missing) else second
    if first != date.fromisoformat(told["start"]):
        raise CannotSayError(f"{told['written']} begins on another day")
    assert isinstance(first, date)
    if call == "working days":
        assert isinstance(second, date)
        return Fraction(_between(told, first, second))
    assert isinstance(second, Fraction)
    return _after(told, first, int(second))


def _parts(text: str) -> list[str]:
    """Arguments of a call, which semicolons part."""
    parts, depth = [""], 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == ";" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _is_worked(told: Mapping[str, Any], day: date) -> bool:
    text = day.isoformat()
    return text in told.get("worked", ()) or (day.weekday() < 5 and text not in told.get("not_worked", ()))


def _between(told: Mapping[str, Any], start: date, end: date) -> int:
    if end < start:
        return -_between(told, end, start)
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(_is_worked(told, day) for day in days)


def _after(told: Mapping[str, Any], start: date, count: int) -> date:
    """So many working days after a day, or before it."""
    day, step = start, ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not _is_worked(told, day):
            day += step
    return day


def _last_day(told: Mapping[str, Any], value_of: Callable[[str], Value]) -> Value:
    term = told["term"]
    start = value_of(term["start"])
    if isinstance(start, Missing):
        return start
    assert isinstance(start, date)
    begin = start - ONE_DAY if term["days"] and term["first_day"] == "same_day" else start
    if term.get("in_working_days"):
        return _after(told, begin, term["days"])
    day = begin + timedelta(days=term["days"])
    if "calendar" not in told or term["day_off"] == "stays" or _is_worked(told, day):
        return day
    return _after(told, day, 1 if term["day_off"] == "next_working_day" else -1)
