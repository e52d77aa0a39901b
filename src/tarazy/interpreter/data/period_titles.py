"""Titles of columns that say to which period a row belongs."""

from __future__ import annotations

from collections.abc import Iterable

_TITLES = frozenset(
    (
        *("year", "years", "period", "half-year", "quarter", "month"),
        *("год", "годы", "период", "полугодие", "квартал", "месяц"),
        *("жыл", "кезең", "жартыжылдық", "тоқсан", "ай"),
    )
)


def title_of_period(titles: Iterable[str]) -> str | None:
    """The first of `titles` that is a word for periods in English, Russian or Kazakh."""
    return next((title for title in titles if title.strip().casefold() in _TITLES), None)
