"""The built-in functions as data: how many operands each takes, which labels, which fixed phrases."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen
class PhraseGroup:
    """Fixed phrases of which an argument may be one, such as the ways to deal with ties.

    Parameters
    ----------
    keys
        Keys of the phrases, which exclude each other.
    required
        Whether the call is incomplete without one of them.
    """

    keys: tuple[str, ...]
    required: bool = False


@frozen
class CallForm:
    """What may stand between the brackets of one built-in function.

    Parameters
    ----------
    least, most
        How many operands without a label it takes; `most` is ``None`` where any number may follow.
    labels
        Labels that lead a value, each at most once.
    required
        Those of the labels that must be there.
    phrases
        Groups of fixed phrases.
    decimals
        Whether ``2 decimals`` must be said.
    """

    least: int = 1
    most: int | None = 1
    labels: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    phrases: tuple[PhraseGroup, ...] = ()
    decimals: bool = False

    @property
    def phrase_keys(self) -> frozenset[str]:
        """Keys of every phrase that the call takes."""
        return frozenset(key for group in self.phrases for key in group.keys)

    @property
    def words(self) -> tuple[str, ...]:
        """Keys of every label and phrase that the call takes, for a message that lists them."""
        phrases = tuple(key for group in self.phrases for key in group.keys)
        return self.labels + phrases + (("decimals",) if self.decimals else ())


LABELS_OF_DECLARED = ("over", "only")
"""Labels of a call of a declared function that are words of the language, not names of what it takes."""

MODES = ("half_up", "half_down", "half_even", "up", "down", "ceiling", "floor")
"""Keys of the ways to round, as they stand in a call or on a `round` line."""

_OVER = ("over", "same", "only")
_METHOD = PhraseGroup(("nearest_rank", "linear"))
_MIDDLE = PhraseGroup(("middle_mean", "middle_lower", "middle_upper"))

CALLS: Mapping[str, CallForm] = {
    "not": CallForm(),
    "if": CallForm(least=3, most=3),
    "count": CallForm(labels=("same", "only")),
    "distinct_count": CallForm(labels=_OVER),
    "share": CallForm(labels=("same", "only"), required=("only",)),
    "sum": CallForm(labels=_OVER),
    "mean": CallForm(labels=_OVER),
    "geometric_mean": CallForm(labels=("weight", *_OVER)),
    "median": CallForm(labels=_OVER, phrases=(_MIDDLE,)),
    "min": CallForm(most=None, labels=_OVER),
    "max": CallForm(most=None, labels=_OVER),
    "best": CallForm(labels=_OVER),
    "worst": CallForm(labels=_OVER),
    "weighted_mean": CallForm(labels=("weight", *_OVER), required=("weight",)),
    "rank": CallForm(
        labels=_OVER,
        phrases=(PhraseGroup(("highest_first", "lowest_first")), PhraseGroup(("ties_better", "ties_mean"))),
    ),
    "percentile": CallForm(least=2, most=2, labels=_OVER, phrases=(_METHOD,)),
    "zscore": CallForm(labels=_OVER, phrases=(PhraseGroup(("sample", "population")),)),
    "progress": CallForm(labels=("from", "to"), required=("from", "to")),
    "limit": CallForm(labels=("from", "to"), required=("from", "to")),
    "abs": CallForm(),
    "ln": CallForm(),
    "root": CallForm(most=2),
    "round": CallForm(phrases=(PhraseGroup(MODES, required=True),), decimals=True),
    "working_days": CallForm(least=2, most=2, labels=("calendar",), required=("calendar",)),
    "working_day_after": CallForm(least=2, most=2, labels=("calendar",), required=("calendar",)),
    "first_present": CallForm(least=2, most=None),
    "reaches": CallForm(least=2, most=2),
    "better_than": CallForm(least=2, most=2),
    "has": CallForm(),
    "state": CallForm(),
    "its": CallForm(),
    "points": CallForm(),
    "may_equal": CallForm(least=2, most=2),
    "belongs": CallForm(labels=("over",)),
}
"""Each built-in function by its key in the context ``call`` of the table of words."""
