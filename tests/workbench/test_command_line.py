"""The command line itself: what it loads, its exit codes, its streams, and how it behaves when things go wrong."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tarazy import __version__
from tarazy.workbench import cli
from tarazy.workbench.options import traceback_option
from tests.documentation.command_line import ENTRY_POINT, run_tarazy
from tests.golden import Golden

HEAVY = ("flint", "lark", "cbor2", "tarazy.dsl", "tarazy.interpreter")


def test_version_and_help_load_nothing_of_the_language(tmp_path: Path) -> None:
    """A command that computes nothing imports neither parser nor numbers, so it answers at once."""
    script = (
        "import sys; from tarazy.workbench.cli import main; codes = main(['--version']), main(['--help']);"
        f"print(codes, [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"tarazy {__version__}\n")
    assert done.stdout.endswith("(0, 0) []\n")


def test_help_names_every_command(golden: Golden) -> None:
    """Each command that the help names is there under that name, and says what it does."""
    result = CliRunner().invoke(cli.cli, ["--help"], prog_name="tarazy", terminal_width=80)
    assert result.exit_code == 0
    golden("help.txt", result.output)
    for name in cli.COMMANDS:
        one = CliRunner().invoke(cli.cli, [name, "--help"])
        assert one.exit_code == 0, one.output
        assert "--format" in one.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek", "a.meth"],
        ["check"],
        ["check", "--colour", "a.meth"],
        ["run", "a.meth", "--period", "last"],
        ["run", "a.meth", "--period", "2022..1990"],
        ["trace", "a.meth", "total", "--period", "1990..2022"],
        ["show", "a.meth", "--stage", "soup"],
        ["check", "--format", "xml", "a.meth"],
    ],
)
def test_wrong_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong is said on the error stream; nothing is printed as output."""
    assert cli.main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Error: " in captured.err


def test_a_misspelt_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    """`chek` is likely to mean `check`."""
    cli.main(["chek"])
    assert "Did you mean 'check'?" in capsys.readouterr().err


def broken_command(error: BaseException) -> click.Command:
    """A command that raises `error`."""

    @click.command("check")
    @click.argument("paths", nargs=-1)
    @traceback_option
    def command(**_: object) -> None:
        raise error

    return command


def install(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let every command raise `error`."""
    monkeypatch.setattr(cli._Commands, "get_command", lambda *_: broken_command(error))  # noqa: SLF001 - no other way in


def test_a_fault_of_ours_says_so_in_two_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    """Exit code 3, the class of the exception, how to report it, and no traceback."""
    install(monkeypatch, ZeroDivisionError("one by nothing"))
    assert cli.main(["check", "a.meth"]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    golden("fault.txt", captured.err.replace(__version__, "VERSION"))


def test_a_fault_is_traced_when_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`--traceback` may stand before the command or behind it."""
    install(monkeypatch, ZeroDivisionError("one by nothing"))
    for arguments in (["--traceback", "check", "a.meth"], ["check", "a.meth", "--traceback"]):
        assert cli.main(arguments) == 3
        error = capsys.readouterr().err
        assert error.startswith("Traceback (most recent call last):\n")
        assert "ZeroDivisionError: one by nothing" in error


def test_an_interrupted_run_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C is no fault, and nothing is said of one."""
    install(monkeypatch, KeyboardInterrupt())
    assert cli.main(["check", "a.meth"]) == 130
    assert "fault" not in capsys.readouterr().err


def test_a_fault_in_the_installed_command_ends_its_process_with_3(tmp_path: Path) -> None:
    """The exit code reaches the shell."""
    script = (
        "import sys\nfrom tarazy.workbench import paths\n"
        "def broken(_): raise KeyError('lost')\n"
        "paths.find_files = broken\nfrom tarazy.workbench.cli import main\nsys.exit(main(['check', 'a.meth']))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("internal fault: KeyError: this is a fault of Tarazy, not of your file.\n")
    assert done.stderr.count("\n") == 2


def test_a_reader_that_has_gone_is_no_fault(tmp_path: Path) -> None:
    """`tarazy … | head -1`: no message when the pipe is closed before all is printed."""
    read, write = os.pipe()
    os.close(read)
    arguments = [sys.executable, "-c", ENTRY_POINT, "explain", "N150"]
    done = subprocess.run(arguments, cwd=tmp_path, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == 141


def test_output_is_utf8_in_any_locale(tmp_path: Path) -> None:
    """A text in Kazakh is printed in UTF-8 though the locale knows only ASCII."""
    (tmp_path / "a.meth").write_text('unit step "Қадам"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ENTRY_POINT, "fmt", "--stdout", "a.meth"],
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.stdout == 'unit step "Қадам"\n'.encode()
    assert done.returncode == 0


def test_no_colours_without_a_terminal(tmp_path: Path) -> None:
    """What is read by a program or written to a file has no escape sequences."""
    assert "\x1b" not in run_tarazy(["check", "missing.meth"], tmp_path).output
