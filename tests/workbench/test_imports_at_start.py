"""What a start of the program loads: commands answer at once because each loads only what it uses."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

LISTING = """\
import contextlib, io, json, sys
before = set(sys.modules)
{statement}
loaded = set(sys.modules) - before
tops = {{name.partition(".")[0] for name in loaded}}
others = sorted(tops - set(sys.stdlib_module_names) - {{"tarazy"}})
own = sorted(name for name in loaded if name.partition(".")[0] == "tarazy")
print(json.dumps({{"others": others, "own": own}}))
"""
COMMAND = """\
from tarazy.workbench.cli import main
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
    code = main({arguments!r})
assert code == 0, code"""

BESIDE_LIBRARIES = re.compile(r"interegular|cython_runtime|_.*|.*__mypyc")
"""Modules that a library brings along: what Cython and mypyc need, and what Lark takes where development has it."""

FIRST = ["attr", "attrs", "click"]
CHECKER = ["attr", "attrs", "cbor2", "click", "flint", "lark"]

STARTS = {
    "version": (["--version"], FIRST),
    "help": (["--help"], FIRST),
    "help of a command": (["check", "--help"], CHECKER),
    "check": (["check", "methodologies/hdi.meth"], CHECKER),
    "run": (["run", "methodologies/hdi.meth", "--period", "2022"], CHECKER),
    "trace": (["trace", "methodologies/hdi.meth", "--period", "2022", "--body", "KAZ", "hdi"], CHECKER),
    "test": (["test", "methodologies/hdi.meth"], CHECKER),
    "fmt": (["fmt", "--check", "methodologies/hdi.meth"], ["attr", "attrs", "click", "flint", "lark"]),
}


def loaded_by(statement: str, repository: Path) -> dict[str, list[str]]:
    """Top-level names of others' modules, and full names of ours, that a fresh interpreter loads for a statement."""
    code = LISTING.format(statement=statement)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, encoding="utf-8", check=True
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_importing_the_package_loads_nothing_else(repository: Path) -> None:
    """`import tarazy` costs nothing: the language and the interpreter are loaded by `tarazy.load`."""
    assert loaded_by("import tarazy", repository) == {"others": [], "own": ["tarazy"]}


def test_the_version_needs_no_part_of_the_language(repository: Path) -> None:
    """`tarazy --version` loads the command line, and of the other floors only in which language it speaks."""
    own = loaded_by(COMMAND.format(arguments=["--version"]), repository)["own"]
    below = [name for name in own if not name.startswith("tarazy.workbench")]
    assert below == ["tarazy", "tarazy.grammar", "tarazy.grammar.languages", "tarazy.grammar.speech"]


@pytest.mark.parametrize("start", STARTS)
def test_a_start_loads_the_libraries_of_this_list(start: str, repository: Path) -> None:
    """A new library at the start of a command is added here on purpose or not at all."""
    arguments, libraries = STARTS[start]
    found = loaded_by(COMMAND.format(arguments=arguments), repository)["others"]
    assert [name for name in found if not BESIDE_LIBRARIES.fullmatch(name)] == libraries
