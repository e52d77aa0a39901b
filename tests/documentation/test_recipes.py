"""The recipes of CONTRIBUTING.md name files and modules that there are."""

import re
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RECIPES = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## Recipes\n")[2].partition("\n## ")[0]
IN_CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*")
ANY_ONE = re.compile(r"\b(?:LETTER|LANGUAGE|CODE)\b")


def test_every_path_of_a_recipe_is_there() -> None:
    """Paths are below `src/tarazy/` unless they begin with `tests/` or `docs/`; a word in capitals is any name."""
    paths = [path for path in IN_CODE.findall(RECIPES) if PATH.fullmatch(path) and path != "src/tarazy/"]
    assert len(paths) > 30
    for path in paths:
        folder = ROOT if path.startswith(("tests/", "docs/")) else ROOT / "src" / "tarazy"
        assert list(folder.glob(ANY_ONE.sub("*", path.rstrip("/")))), (
            f"CONTRIBUTING.md names {path}, which is not there"
        )


def test_every_module_of_a_recipe_is_there() -> None:
    """What a recipe says to run can be run."""
    modules = re.findall(r"`python -m ([\w.]+)`", RECIPES)
    assert modules
    assert [module for module in modules if find_spec(module) is None] == []
