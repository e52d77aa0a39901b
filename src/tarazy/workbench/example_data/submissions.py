"""Reports that bodies submitted, and earlier re-checks of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tarazy.workbench.example_data.delimited import Row, csv_file
from tarazy.workbench.example_data.setting import DataFile, Setting

_DUE = (2, 15)
_REPORTS = 4


def submission_files(setting: Setting) -> tuple[DataFile, ...]:
    """The register of submissions, and what was checked again."""
    submission = ("submission", "body", "received", "resubmitted")
    return (
        csv_file("submissions.csv", submission, lambda: _submissions(setting)),
        csv_file("rechecks.csv", ("body", "year", "checked", "false"), lambda: _rechecks(setting)),
    )


def _submissions(setting: Setting) -> Iterator[Row]:
    """Reports on a year arrive around the day on which they are due in it: those on the year before."""
    draws = setting.draws
    for body, year in setting.in_years():
        bad = 10_000 - setting.quality(body, year, "submissions")
        for number in range(1, _REPORTS + 1):
            code = f"{body.code}-{year}-{number}"
            days = draws.between(1, 20, "late", code) if draws.chance(bad, "is late", code) else 0
            received = date(year, *_DUE) + timedelta(days - draws.below(12, "early", code))
            received = min(max(received, body.first_day(year)), body.last_day(year))
            yield code, body.code, received.isoformat(), int(draws.chance(bad // 2, "again", code))


def _rechecks(setting: Setting) -> Iterator[Row]:
    """A third of the bodies are checked again in a year."""
    draws = setting.draws
    for body, year in setting.in_years():
        if draws.chance(3_300, "recheck", body.code, year):
            checked = draws.between(10, 40, "checked", body.code, year)
            bad = (10_000 - setting.quality(body, year, "truth")) // 3
            yield body.code, year, checked, checked * bad // 10_000
