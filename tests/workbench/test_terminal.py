"""What is shown on a terminal: colours, tables as wide as it is, how far a run is; and nothing of it elsewhere."""

import contextlib
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.interpreter import extras
from tarazy.interpreter.run import run
from tarazy.workbench import progress
from tarazy.workbench.cli import main
from tarazy.workbench.display_text import visible, width
from tarazy.workbench.progress import PATIENCE, progress_bar
from tarazy.workbench.rich_tables import rich_table
from tarazy.workbench.tables import plain_table
from tarazy.workbench.terminal import ColourChoice, colours_wanted
from tests.trace.towns import FILES, TOWNS, program_of_text, snapshot_of


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Always."""
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable says anything of colours or widths."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def towns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The methodology of the towns with its data, in the folder that commands are run in."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("towns.meth", TOWNS), *FILES.items()):
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    return Path("towns.meth")


# ---------------------------------------------------------------- colours


@pytest.mark.parametrize(
    ("variables", "on_screen", "in_file"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    variables: dict[str, str], on_screen: bool, in_file: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable counts when it is not empty (no-color.org, force-color.org), and NO_COLOR is heard first."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert colours_wanted(Screen()) is on_screen
    assert colours_wanted(io.StringIO()) is in_file


def test_the_option_is_heard_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--color always` colours a file against NO_COLOR, `never` leaves a terminal plain against FORCE_COLOR."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert colours_wanted(io.StringIO(), ColourChoice.ALWAYS)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not colours_wanted(Screen(), ColourChoice.NEVER)


def test_the_option_may_stand_before_the_command_or_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The findings are the same but for their colours."""
    seen = []
    for arguments in (
        ["check", "missing.meth"],
        ["--color", "always", "check", "missing.meth"],
        ["check", "missing.meth", "--color", "always"],
    ):
        assert main(arguments) == 2
        seen.append(capsys.readouterr().out)
    plain, before, behind = seen
    assert "\x1b" not in plain
    assert "\x1b[31m" in before
    assert before == behind
    assert click.unstyle(before) == plain


# ---------------------------------------------------------------- tables

HEADS = ("place", "region", "total", "level")
ROWS = [
    ("1", "Түркістан облысы", "0.802", "Өте жоғары"),
    ("12", "漢字の名前", "0.92", "high [bold]not bold[/bold] :smile:"),
    ("", "Ұлытау", "12.5", "low"),
]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_table_is_never_wider_than_the_terminal(columns: int) -> None:
    """At 40 columns long cells are broken; no letter is lost, and markup of rich is text."""
    shown = rich_table(HEADS, ROWS, columns, colour=False)
    assert max(map(width, shown.splitlines())) <= columns
    letters = sorted(re.sub(r"[\s─]", "", shown))
    assert letters == sorted(re.sub(r"\s", "", "".join([*HEADS, *(cell for row in ROWS for cell in row)])))


def test_columns_stand_below_their_heads_in_any_script() -> None:
    """Kazakh letters take one column and Chinese ones two, so that the last column begins in one place."""
    heads, _, *lines = rich_table(HEADS, ROWS, 120, colour=False).splitlines()
    start = width(heads[: heads.index("level")])
    for line, (_, _, _, level) in zip(lines, ROWS, strict=True):
        assert width(line[: line.index(level)]) == start
    numbers = [
        width(line[: line.index(number)]) + number.index(".")
        for line, (_, _, number, _) in zip(lines, ROWS, strict=True)
    ]
    assert len(set(numbers)) == 1


def test_colours_of_a_table_change_nothing_but_colours() -> None:
    """Taken off again, the coloured table is the plain one."""
    coloured = rich_table(HEADS, ROWS, 80, colour=True)
    assert "\x1b[" in coloured
    plain = rich_table(HEADS, ROWS, 80, colour=False)
    assert [line.rstrip() for line in click.unstyle(coloured).splitlines()] == plain.splitlines()


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=4))
def test_no_cell_is_too_odd(rows: list[tuple[str, str]]) -> None:
    """Control characters become signs in both tables, and no line of a cell begins a new row of the plain one."""
    plain = plain_table(("a", "b"), rows)
    assert plain.count("\n") == len(rows) + 1
    drawn = rich_table(("a", "b"), rows, 80, colour=False)
    assert visible(drawn.replace("\n", "")) == drawn.replace("\n", "")


def test_a_run_on_a_terminal_shows_the_numbers_of_a_run_in_a_pipe(
    towns: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn otherwise, the same places, bodies and scores; without rich the terminal has the table of the pipe."""
    main(["run", str(towns), "--period", "2021"])
    piped = capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    main(["run", str(towns), "--period", "2021"])
    shown = capsys.readouterr().out
    assert shown != piped
    assert re.sub(r"[\s─]", "", shown) == re.sub(r"[\s─]", "", piped)
    monkeypatch.setattr("tarazy.workbench.ranked_bodies.is_installed", lambda _: False)
    main(["run", str(towns), "--period", "2021"])
    assert capsys.readouterr().out == piped


# ---------------------------------------------------------------- how far a run is


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    """The error stream, as a terminal."""
    with contextlib.redirect_stderr(Screen()) as stream:
        yield stream


def test_a_short_run_shows_no_bar() -> None:
    """Before the time of patience is over nothing is written."""
    with screen() as stream, progress_bar("computing", ColourChoice.NEVER, clock=lambda: 0.0) as report:
        assert report is not None
        for done in range(100):
            report(done, 100)
    assert stream.getvalue() == ""


def test_a_long_run_shows_a_bar_and_takes_it_away() -> None:
    """The bar says how many of how many are done; when the run ends its line is erased and the cursor is back."""
    times = iter([0.0, PATIENCE + 1])
    with screen() as stream, progress_bar("computing", ColourChoice.NEVER, clock=lambda: next(times)) as report:
        assert report is not None
        report(30, 120)
        report(60, 120)
    written = stream.getvalue()
    assert "30/120" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written).replace(" ", "")
    assert written.rindex("\x1b[?25h") > written.rindex("\x1b[?25l")
    assert written.endswith("\x1b[2K")


def test_no_bar_in_a_pipe_on_a_dumb_terminal_and_without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told anything, so a run costs nothing for it."""
    with contextlib.redirect_stderr(io.StringIO()), progress_bar("computing", ColourChoice.ALWAYS) as report:
        assert report is None
    with monkeypatch.context() as without, screen() as stream:
        without.setattr(progress, "is_installed", lambda _: False)
        with progress_bar("computing", ColourChoice.AUTO) as report:
            assert report is None
    monkeypatch.setenv("TERM", "dumb")
    with screen() as stream, progress_bar("computing", ColourChoice.AUTO) as report:
        assert report is None
    assert stream.getvalue() == ""


def test_a_run_tells_how_far_it_is(tmp_path: Path) -> None:
    """Told once for each body and period, from nothing done on and never all; the rows are the same."""
    told: list[tuple[int, int]] = []
    program = program_of_text(TOWNS)
    result = run(program, snapshot_of(program, tmp_path), progress=lambda done, count: told.append((done, count)))
    rows = result.scores
    assert [done for done, _ in told] == list(range(len(told)))
    assert {count for _, count in told} == {len(told)}
    assert len(told) >= len(result.periods) * 4
    assert rows == run(program, result.snapshot).scores


def test_every_extra_is_one_of_the_project(repository: Path) -> None:
    """A message never names an extra that cannot be installed, or one that does not bring the package."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    distributions = packages_distributions()
    for package, extra in extras.EXTRAS.items():
        brought = project["optional-dependencies"][extra]
        names = {re.split("[>=]", line)[0].casefold() for line in brought}
        assert names & {one.casefold() for one in distributions[package]}, (package, extra)
