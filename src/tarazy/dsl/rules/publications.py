"""What is shown gives nothing away: marks of what a publication shows, and values that can be computed back.

# R862

A value that is shown gives a hidden one away: the hidden one can be computed from it and from what everybody knows.

## Why

A released total of one secret number and of open ones is that secret number, in whatever form it is printed. Several
shown totals can give away together what none gives away alone.

## Bad

```meth bad small
classification marks "Marks"
  ordered     open, secret

source rolls "Rolls"
  classified  secret
  file        "rolls.csv"
  key         body, year
  columns
    size:     number, 1 decimal, 0 to 100

score total "Total"
  value       budget.done + rolls.size

release shown of total
  basis       order p. 52
  keeps       open
```

## Good

```meth good small
classification marks "Marks"
  ordered     open, secret

source rolls "Rolls"
  classified  secret
  file        "rolls.csv"
  key         body, year
  columns
    size:     number, 1 decimal, 0 to 100
    posts:    number, 1 decimal, 0 to 100

score total "Total"
  value       budget.done + rolls.size + rolls.posts

release shown of total
  basis       order p. 52
  keeps       open
```

# R863

A value that is shown is rounded, and gives a hidden one away but for the rounding.

## Why

A total with two decimals, its weights and all components but one tell the last component to a few hundredths. Whether
that is near enough to matter is for the author to decide: this is a warning.

## Bad

```meth bad small
classification marks "Marks"
  ordered     open, secret

source rolls "Rolls"
  classified  secret
  file        "rolls.csv"
  key         body, year
  columns
    size:     number, 1 decimal, 0 to 100

score total "Total"
  value       budget.done + rolls.size
  round       half up, 0 decimals

release shown of total
  basis       order p. 52
  keeps       open
```

## Good

```meth good small
classification marks "Marks"
  ordered     open, secret

source rolls "Rolls"
  classified  secret
  file        "rolls.csv"
  key         body, year
  columns
    size:     number, 1 decimal, 0 to 100

score total "Total"
  value       budget.done + rolls.size
  points      by bands of value
    from | below | points
         | 100   | 0
    100  |       | 1

release shown of total
  basis       order p. 52
  keeps       open
```

# R864

A statistic is released, and nothing says of how many members it must be made, or how much of it one member may be.

## Why

A mean of two bodies tells each of them the value of the other; a sum of which one body has nine tenths tells that
body's value. How many members are enough, and which share is too much, no act of statistics leaves unsaid.

## Bad

```meth bad small
classification marks "Marks"
  ordered     open, secret

source rolls "Rolls"
  classified  secret
  file        "rolls.csv"
  key         body, year
  columns
    size:     number, 1 decimal, 0 to 100

quantity mean_size "Mean size"
  value       mean(rolls.size; over bodies)

release shown of mean_size
  basis       order p. 52
  keeps       open
```

## Good

```meth good small
classification marks "Marks"
  ordered     open, secret

source rolls "Rolls"
  classified  secret
  file        "rolls.csv"
  key         body, year
  columns
    size:     number, 1 decimal, 0 to 100

quantity mean_size "Mean size"
  value       mean(rolls.size; over bodies)

release shown of mean_size
  basis          order p. 52
  keeps          open
  needs          3
  largest share  80 %
```

# R865

A publication shows what there is not, what is too secret for it, or leaves a choice open.

## Why

What is published cannot be taken back. So nothing is shown that no line names, nothing above the mark that the
publication may show, and whether what is hidden may be computed back is said and not found out later.

## Bad

```meth bad small
quantity execution
  value  budget.done

publication yearly "Results"
  shows
    executed:  evaluated
```

```meth bad small
classification marks "Marks"
  ordered     open, secret

source rolls "Rolls"
  classified  secret
  file        "rolls.csv"
  key         body, year
  columns
    size:     number, 1 decimal, 0 to 100

quantity doubled
  value       2 * rolls.size

publication yearly "Results"
  not above   open
  shows
    doubled:  evaluated
```

## Good

```meth good small
quantity execution
  value  budget.done

publication yearly "Results"
  shows
    execution:  evaluated
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.disclosure import Audit, Given
from tarazy.dsl.graph import all_roots
from tarazy.dsl.literal_text import decimal_text
from tarazy.dsl.node_parts import operands, walk
from tarazy.dsl.nodes import Aggregate, AnyNode
from tarazy.dsl.publications import Publication
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.secrecy import Secrecy, secrecy_of
from tarazy.dsl.source import Span
from tarazy.dsl.typing.typed import Typed
from tarazy.grammar.keywords import vocabulary

PARAGRAPH = "Publication with regard to secrecy, p. 52"


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Publications and releases of a program that has marks of secrecy, or shows something."""
    process = typed.resolved.process
    if (not process.publications and not process.releases) or typed.graph.cyclic:
        return
    secrecy = secrecy_of(typed.resolved, typed.graph.codes_in_order())
    for publication in process.publications.values():
        yield from _marks(publication, secrecy)
    for release in process.releases.values():
        audit = Audit(typed.resolved, secrecy, _level(release.keeps, secrecy))
        if _is_of_several(typed, audit, release.of):
            for missing, variant in ((release.needs, "needs"), (release.largest_share, "largest")):
                if missing is None:
                    yield finding("R864", release.span, paragraph=PARAGRAPH, variant=variant, name=release.of)
    yield from _given_away(typed, secrecy)


def _level(mark: str, secrecy: Secrecy) -> int:
    return secrecy.marks.index(mark) if mark in secrecy.marks else 0


def _marks(publication: Publication, secrecy: Secrecy) -> Iterator[Diagnostic]:
    """What is too secret for a publication, and what it leaves unsaid."""
    if secrecy.marks and not publication.not_above:
        known = ", ".join(f"`{mark}`" for mark in secrecy.marks)
        yield finding("R865", publication.span, variant="mark", name=publication.code, known=known)
        return
    limit = _level(publication.not_above, secrecy)
    for shown in publication.shows:
        level = secrecy.of(shown.code)
        if level > limit:
            mark = secrecy.word(level)
            yield finding("R865", shown.span, variant="above", name=shown.code, mark=mark, most=publication.not_above)
    released = [one.code for one in publication.shows if secrecy.reached.get(one.code, 0) > limit]
    if released and publication.not_derivable is None:
        yield finding("R865", publication.span, variant="derivable", name=publication.code, shown=released[0])


def _is_of_several(typed: Typed, audit: Audit, code: str) -> bool:
    """Whether a hidden value of each of several elements or rows goes into a declaration."""
    several = (
        node
        for root in all_roots(typed.resolved.computed[code])
        for node in walk(root)
        if isinstance(node, Aggregate) and any(member.over is not None for member in node.members)
    )
    return any(audit.is_hidden(part) for node in several for part in (node, *_below(node)))


def _below(node: AnyNode) -> Iterator[AnyNode]:
    for part in operands(node):
        yield from walk(part)


# ---------------------------------------------------------------- what can be computed back


def _given_away(typed: Typed, secrecy: Secrecy) -> Iterator[Diagnostic]:
    """What a publication, or the releases where none decides, give away."""
    process = typed.resolved.process
    decided = {one.code for publication in process.publications.values() for one in publication.shows}
    for publication in process.publications.values():
        limit = _level(publication.not_above, secrecy)
        places = {one.code: one.span for one in publication.shows if secrecy.of(one.code) <= limit}
        if publication.not_derivable:
            yield from _told(Audit(typed.resolved, secrecy, limit).of(places), places)
    released = {one.of: one.span for one in process.releases.values() if one.of not in decided}
    yield from _told(Audit(typed.resolved, secrecy, 0).of(code for code in released if not secrecy.of(code)), released)


def _told(given: Iterable[Given], places: Mapping[str, Span]) -> Iterator[Diagnostic]:
    """A finding for what each shown value, with the same others, gives away."""
    by_equations: dict[tuple[str, tuple[str, ...], fmpq | None], list[str]] = {}
    for one in given:
        by_equations.setdefault((one.shown, one.others, one.within), []).append(one.hidden)
    for (shown, others, within), several in by_equations.items():
        hidden, place = ", ".join(several), places[shown]
        together = ", ".join(f"`{one}`" for one in others)
        if within is None:
            variant = "several" if together else ""
            words = {"name": shown, "hidden": hidden, "others": together}
            yield Diagnostic("R862", place, words, variant, (), PARAGRAPH)
        else:
            width = decimal_text(within, vocabulary("en")) if _is_decimal(int(within.q)) else str(within)
            yield finding("R863", place, paragraph=PARAGRAPH, name=shown, hidden=hidden, within=width)


def _is_decimal(denominator: int) -> bool:
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


RULE = ProgramRule(("R862", "R863", "R864", "R865"), check, PARAGRAPH)
