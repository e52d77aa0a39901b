"""Golden files: what the program is known to print, kept beside the test that compares it."""

import difflib
from pathlib import Path

import pytest
from attrs import frozen


@frozen
class Golden:
    """Compares text with a golden file, or rewrites the file.

    `folder` is the folder of golden files of one test module; `update` is the option `--update-golden`.
    """

    folder: Path
    update: bool

    def __call__(self, name: str | Path, actual: str) -> None:
        """Fail the test with a diff unless the golden file holds exactly `actual`.

        `name` is a path relative to the folder of golden files; an absolute path is taken as it is.
        Text is compared as UTF-8, with a line feed alone at each line end.
        """
        path = self.folder / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        elif not path.is_file():
            pytest.fail(f"There is no golden file {path}; --update-golden writes it.\n\n{actual}", pytrace=False)
        elif (expected := path.read_bytes().decode("utf-8")) != actual:
            pytest.fail(difference(path, expected, actual), pytrace=False)


def difference(path: Path, expected: str, actual: str) -> str:
    """A unified diff that shows blanks at line ends and a missing last line end."""
    lines = difflib.unified_diff(
        [repr_of_blanks(line) for line in expected.splitlines(keepends=True)],
        [repr_of_blanks(line) for line in actual.splitlines(keepends=True)],
        fromfile=f"{path.name} (golden)",
        tofile=f"{path.name} (now)",
        lineterm="",
    )
    diff = "\n".join(lines)
    return f"The text differs from {path}; if the change is meant, --update-golden takes it.\n\n{diff}"


def repr_of_blanks(line: str) -> str:
    """The line without its line end, in which only what the eye would miss is made visible."""
    text = line.removesuffix("\n")
    ended = text if line.endswith("\n") else f"{text}⟨no line end⟩"
    shown = ended.replace("\r", "⟨CR⟩").replace("\t", "⟨TAB⟩").replace("\N{NO-BREAK SPACE}", "⟨NBSP⟩")
    stripped = shown.rstrip(" ")
    return stripped + "·" * (len(shown) - len(stripped))
