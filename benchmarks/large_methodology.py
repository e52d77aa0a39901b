"""A methodology of any length, as a ministry writes one: statistics, indicators, criteria, points by bands, one score.

``python -m benchmarks.large_methodology LINES FOLDER`` writes ``large.meth`` and its data, the same bytes each time.
"""

from __future__ import annotations

import sys
from pathlib import Path

PER_CRITERION = 6
"""Indicators under one criterion."""

PERIOD = 2025

_HEAD = """\
methodology regions "Rating of the regions"
  version         2026.1
  basis           rules
  in force from   2020-01-01
  period          year
  evaluates       regions

act rules "Rules of the rating of the regions"
  issuer          "Ministry of National Economy"

list regions "Regions"
  file            "regions.csv"
  key             "code" = region

source statistics "Statistics of the regions"
  file            "statistics.csv"
  key             "code" = region, year
  columns
"""

_COLUMNS = """\
    done_{n}:       number, 2 decimals, 0 to 1_000_000, may be absent
    planned_{n}:    number, 2 decimals, 0 to 1_000_000, may be absent
"""

_DEFAULTS = """
every indicator
  basis           rules step 1
  better          higher
  no data         0 points

every criterion
  basis           rules step 2
  not applicable members  divided by those taking part
"""

_BY_PROGRESS = """
indicator i{n} "Indicator {n}"
  value           statistics.done_{n} / statistics.planned_{n}
  zero divisor    not applicable  # nothing was planned
  points          10 * progress(value; from {low} %; to {high} %)
  not less than   0 points
  not more than   10 points
  round           half up, 2 decimals
"""

_BY_BANDS = """
indicator i{n} "Indicator {n}"
  value           statistics.done_{n} / statistics.planned_{n}
  zero divisor    not applicable  # nothing was planned
  points          by bands of value
    from     | below    | points
             | {low} %  | 0
    {low} %  | {high} % | 5
    {high} % |          | 10
"""

_CRITERION = """
criterion c{number} "Criterion {number}"
  mean                    {members}
  needs                   1, otherwise 0 points
"""

_SCORE = """
score total "Total"
  basis                   rules step 3
  mean                    {members}
  needs                   all, otherwise not computed
  round                   half up, 3 decimals

rank place "Place"
  value                   rank(total; over regions; highest first; ties share the better place)

check total_range "The total lies between 0 and 10"
  holds                   total >= 0 points and total <= 10 points
"""


def methodology_text(indicators: int) -> str:
    """The text of a methodology of so many indicators; each takes about ten lines in all."""
    numbers = range(1, indicators + 1)
    criteria = [numbers[start : start + PER_CRITERION] for start in range(0, indicators, PER_CRITERION)]
    parts = [_HEAD, *(_COLUMNS.format(n=number) for number in numbers), _DEFAULTS]
    for index, members in enumerate(criteria, start=1):
        parts.extend(_indicator(number) for number in members)
        parts.append(_CRITERION.format(number=index, members=", ".join(f"i{number}" for number in members)))
    parts.append(_SCORE.format(members=", ".join(f"c{index}" for index in range(1, len(criteria) + 1))))
    return "".join(parts)


def _indicator(number: int) -> str:
    form = _BY_BANDS if number % 3 == 0 else _BY_PROGRESS
    return form.format(n=number, low=20 + number % 30, high=60 + number % 40)


def methodology_of_lines(lines: int) -> str:
    """The shortest such text that has at least so many lines."""
    indicators = 1
    while methodology_text(indicators).count("\n") < lines:
        indicators += 1
    return methodology_text(indicators)


def write_data(folder: Path, indicators: int, bodies: int) -> None:
    """Write ``regions.csv`` and ``statistics.csv`` for so many indicators and bodies."""
    codes = [f"r{number:03}" for number in range(1, bodies + 1)]
    folder.joinpath("regions.csv").write_text("".join(f"{line}\n" for line in ["code", *codes]), encoding="utf-8")
    titles = [f"{kind}_{number}" for number in range(1, indicators + 1) for kind in ("done", "planned")]
    rows = [",".join(["code", "year", *titles])]
    for place, code in enumerate(codes, start=1):
        cells = [_cell(place, column) for column in range(len(titles))]
        rows.append(",".join([code, str(PERIOD), *cells]))
    folder.joinpath("statistics.csv").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def _cell(place: int, column: int) -> str:
    """A number that looks like a statistic: some are absent, some are 0."""
    mixed = (place * 7919 + column * 104729) % 100003
    if mixed % 97 == 0:
        return ""
    if column % 2 and mixed % 89 == 0:
        return "0"
    planned = 100 + (place * 31 + column // 2 * 17) % 900
    return str(planned) if column % 2 else f"{planned * (40 + mixed % 60) // 100}.{mixed % 100:02}"


def main(arguments: list[str]) -> None:
    """Write a methodology of at least so many lines, and its data of 20 bodies, into a folder."""
    lines, folder = int(arguments[0]), Path(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    text = methodology_of_lines(lines)
    folder.joinpath("large.meth").write_text(text, encoding="utf-8")
    write_data(folder, text.count("\nindicator "), bodies=20)


if __name__ == "__main__":
    main(sys.argv[1:])
