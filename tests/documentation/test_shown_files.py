"""The files that the pages go on from are those that the tutorial arrives at."""

from pathlib import Path

from tests.documentation.blocks import read_blocks
from tests.documentation.command_line import run_tarazy
from tests.documentation.declarations import with_declarations

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "docs" / "examples"
TUTORIAL = ROOT / "docs" / "tutorial" / "first-methodology.md"


def test_tutorial_arrives_at_the_example_files() -> None:
    """Whoever does the tutorial block by block has the files of `docs/examples/`, byte for byte."""
    files: dict[str, str] = {}
    for block in read_blocks(TUTORIAL, TUTORIAL.read_text(encoding="utf-8")):
        if title := block.options.get("title"):
            files[title] = block.text
        elif name := block.options.get("into"):
            files[name] = with_declarations(files[name], block.text)
    assert files == {path.name: path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.iterdir())}


def test_example_files_are_in_the_one_layout_and_without_findings() -> None:
    """What a page shows is written as `tarazy fmt` writes it, and a strict check finds nothing."""
    for command in (["fmt", "--check"], ["check", "--strict"]):
        done = run_tarazy([*command, *(str(path) for path in sorted(EXAMPLES.glob("*.meth")))], ROOT)
        assert done.exit_code == 0, done.output
