"""Titles of columns that say to which period a row belongs."""

from __future__ import annotations

from collections.abc import Iterable

_TITLES = frozenset(
    "year years period quarter month half-year год годы период квартал месяц полугодие жыл кезең тоқсан ай".split()
)


def title_of_period(titles: Iterable[str]) -> str | None:
    """The first of `titles` that is a word for periods in English, Russian or Kazakh."""
    return next((title for title in titles if title.strip().casefold() in _TITLES), None)
