"""The known word nearest to a misspelt one."""

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate with the fewest edits from `word`, if they are at most a third of its length; else ``None``.

    An edit puts in, takes out or changes a letter, or swaps two neighbours (optimal string alignment). Of equally near
    candidates the first wins.
    """
    best: str | None = None
    allowed = len(word) // 3
    for candidate in candidates:
        if abs(len(candidate) - len(word)) > allowed:
            continue
        edits = _edits(word, candidate, allowed)
        if edits <= allowed:
            best, allowed = candidate, edits - 1
    return best


def _edits(left: str, right: str, limit: int) -> int:
    """Edits from `left` to `right`; any number above `limit` when there are more."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        current = [i]
        for j, other in enumerate(right, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return row[-1]
