"""A program that grows: what it declares so far, the data that it needs, and what may be said of each number in it.

A generated program is right by construction: every number carries the facts by which the checker asks for a line, and
whoever uses it writes that line. Nothing is filtered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from attrs import define, evolve, field, frozen
from hypothesis import strategies as st

T = TypeVar("T")

PERIODS: Mapping[str, tuple[str, ...]] = {
    "year": ("2022", "2023", "2024"),
    "half-year": ("2022-H2", "2023-H1", "2023-H2"),
    "quarter": ("2022-Q4", "2023-Q1", "2023-Q2"),
    "month": ("2022-12", "2023-01", "2023-02"),
}
"""Three periods one after another, by the kind of period that a methodology evaluates."""

FIRST_DAYS: Mapping[str, str] = {
    "2022": "2022-01-01",
    "2023": "2023-01-01",
    "2024": "2024-01-01",
    "2022-H2": "2022-07-01",
    "2023-H1": "2023-01-01",
    "2023-H2": "2023-07-01",
    "2022-Q4": "2022-10-01",
    "2023-Q1": "2023-01-01",
    "2023-Q2": "2023-04-01",
    "2022-12": "2022-12-01",
    "2023-01": "2023-01-01",
    "2023-02": "2023-02-01",
}
"""Day on which each of them begins."""

KEYS: Mapping[str, str] = {"year": "year", "half-year": "half_year", "quarter": "quarter", "month": "month"}
"""What a period is called in a key."""

BODIES = ("north", "south", "west", "east")
STEMS = ("share", "үлес", "доля", "total_of", "x", "Балл_за", "рейтинг")
"""Beginnings of names, in three languages."""
WORDS = ("`value`", "`higher`", "`late`", "`сумма`", "`год`", "`мәні`", "`жыл`", "`иначе`", "`points`", "`балл`")
"""Names that are keywords of one of the languages."""
LABELS = ("Execution", "Доля исполненных, в срок", "Мерзімінде орындалғаны", "A “so-called” share", "50 % # no comment")
COMMENTS = ("as agreed", "см. приложение", "көшірме: a | b")
PARAGRAPHS = ("p. 3", "p. 20(3)", "annex 2", "p. 4, order p. 5", "annex 1 row 2")


@frozen
class Number:
    """A number that formulas may use, with what is known of it before any data are read.

    Parameters
    ----------
    text
        How a formula says it.
    unit
        Its unit; empty for a pure number.
    low, high
        Bounds of its value in that unit; ``None`` where there is none.
    unknown
        Whether it may be unknown, so that whoever uses it has to write `no data`.
    inapplicable, uncounted
        Whether it may be *not applicable*, *not counted*.
    zero_divisor, all_equal, empty
        Which further lines a declaration must have that says it.
    exact
        Whether it is rational, so that it may be compared and ranked.
    sourced
        Whether it rests on a source.
    timely
        Whether it has a value for each period.
    """

    text: str
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    unknown: bool = False
    inapplicable: bool = False
    uncounted: bool = False
    zero_divisor: bool = False
    all_equal: bool = False
    empty: bool = False
    exact: bool = True
    sourced: bool = False
    timely: bool = True

    def joined(self, *others: Number, text: str, low: Fraction | None = None, high: Fraction | None = None) -> Number:
        """A number made of this one and others, of this one's unit."""
        parts = (self, *others)
        return Number(
            text,
            self.unit,
            low,
            high,
            any(one.unknown for one in parts),
            any(one.inapplicable for one in parts),
            any(one.uncounted for one in parts),
            any(one.zero_divisor for one in parts),
            any(one.all_equal for one in parts),
            any(one.empty for one in parts),
            all(one.exact for one in parts),
            any(one.sourced for one in parts),
            any(one.timely for one in parts),
        )


@frozen
class Generated:
    """A generated program: its declarations, its data and the modules beside it.

    Parameters
    ----------
    declarations
        Texts, each ending with a line end; the first is the head.
    files
        Contents by name: tables of data with their header rows, and modules.
    means
        Of the weighted means over rows: name of the declaration, and that of its twin with other weights.
    """

    declarations: tuple[str, ...]
    files: Mapping[str, str]
    twins: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join(self.declarations)


@define(eq=False)
class World:
    """What a growing program has so far."""

    draw: st.DrawFn
    period: str
    bodies: tuple[str, ...]
    dated: bool = False
    declarations: list[str] = field(factory=list)
    files: dict[str, str] = field(factory=dict)
    once: set[str] = field(factory=set)
    numbers: list[Number] = field(factory=list)
    twins: list[tuple[str, str]] = field(factory=list)
    words: list[str] = field(factory=lambda: list(WORDS))
    named: int = 0

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that data are of."""
        return PERIODS[self.period]

    @property
    def key(self) -> str:
        """What the period is called in a key."""
        return KEYS[self.period]

    # ------------------------------------------------------------ choices

    def pick(self, options: Sequence[T]) -> T:
        """One of some things."""
        return self.draw(st.sampled_from(options))

    def chance(self, of: int = 2) -> bool:
        """Yes in one of so many cases."""
        return self.draw(st.integers(1, of)) == of

    def whole(self, low: int, high: int) -> int:
        """A whole number."""
        return self.draw(st.integers(low, high))

    def decimal(self, low: int, high: int, decimals: int) -> str:
        """A number with at most so many decimals, as a file of data writes it."""
        scale = 10**decimals
        value = self.whole(low * scale, high * scale)
        sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(decimals + 1, "0")
        return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)

    def different(self, low: int, high: int, *, least: int = -5, most: int = 60) -> list[int]:
        """From `low` to `high` different whole numbers, the least first."""
        return sorted(self.draw(st.sets(st.integers(least, most), min_size=low, max_size=high)))

    def sample(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """From `low` to `high` different ones of some things."""
        count = min(self.whole(low, high), len(options))
        return list(self.draw(st.permutations(options)))[:count]

    def shares(self, count: int) -> list[int]:
        """Whole percentages above 0 that make 100."""
        cuts = self.different(count - 1, count - 1, least=1, most=99)
        return [after - before for before, after in zip([0, *cuts], [*cuts, 100], strict=True)]

    # ------------------------------------------------------------ declaring

    def new(self, stem: str = "") -> str:
        """A name that nothing has."""
        self.named += 1
        if not stem and self.words and self.chance(6):
            return self.words.pop(self.whole(0, len(self.words) - 1))
        return f"{stem or self.pick(STEMS)}_{self.named}"

    def label(self) -> str:
        """A label, or none."""
        return f' "{self.pick(LABELS)}"' if self.chance() else ""

    def norm(self) -> str:
        """A line `basis`, or none, and sometimes a comment."""
        comment = f"  # {self.pick(COMMENTS)}\n" if self.chance(6) else ""
        return comment + (f"  basis  order {self.pick(PARAGRAPHS)}\n" if self.chance(3) else "")

    def add(self, text: str) -> None:
        """Declare something."""
        comment = f"# {self.pick(COMMENTS)}\n" if self.chance(8) else ""
        self.declarations.append(f"{comment}{text.rstrip()}\n")

    def first(self, subject: str) -> bool:
        """Whether this is the first time that something is asked for, which a program has once."""
        if subject in self.once:
            return False
        self.once.add(subject)
        return True

    def known(self, number: Number, name: str) -> Number:
        """Let formulas use the result of a declaration: what its lines answer is no longer asked for."""
        found = evolve(number, text=name, zero_divisor=False, all_equal=False, empty=False)
        self.numbers.append(found)
        return found

    def usable(self, unit: str = "", *, exact: bool = False) -> list[Number]:
        """Numbers of a unit that there are."""
        return [one for one in self.numbers if one.unit == unit and (one.exact or not exact)]

    def table(self, name: str, titles: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ",") -> None:
        """Write a file of data."""
        self.files[name] = "".join(f"{delimiter.join(row)}\n" for row in (titles, *rows))
