"""What holds of every module of the standard library."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tarazy.dsl import syntax
from tarazy.dsl.formatter import format_file
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import FunctionCall
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.source import source_of
from tarazy.dsl.source_files import STANDARD_LIBRARY
from tarazy.grammar.keywords import vocabulary
from tarazy.workbench.cli import main

FILES = sorted(STANDARD_LIBRARY.rglob("*.meth"))
EXAMPLES = sorted(STANDARD_LIBRARY.rglob("*.examples.meth"))


def _functions(path: Path) -> dict[str, syntax.Declaration]:
    file = parse(source_of(path.name, path.read_text(encoding="utf-8"))).file
    return {one.name.text: one for one in file.declarations if one.kind == "function" and one.name is not None}


MODULES = [path for path in FILES if path not in EXAMPLES and _functions(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_is_laid_out(path: Path) -> None:
    """Formatting changes nothing."""
    text = path.read_text(encoding="utf-8")
    file = parse(source_of(path.name, text)).file
    assert format_file(file, vocabulary(file.language)) == text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_function_says_what_it_computes(path: Path) -> None:
    """Its label is its formula, and each line of its legend has one."""
    for name, function in _functions(path).items():
        assert function.label, name
        where = function.field("where")
        assert where is None or all(row.label for row in where.rows), name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_function_has_an_example(path: Path) -> None:
    """The examples beside a module call each of its functions, and the program is found without any remark."""
    compilation = compile_files([path.with_suffix("").with_suffix(".examples.meth")])
    assert compilation.program is not None
    assert not [one for one in compilation.findings if one.severity.value != "note"]
    computed = compilation.program.computed.values()
    called = {node.function for one in computed for node in walk(one.value) if isinstance(node, FunctionCall)}
    assert _functions(path).keys() <= called


def _words_of(path: Path) -> set[str]:
    """Names in the texts of a test file that are compared with something: docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described
    )
    return {word for text in texts for word in re.findall(r"\w+", text)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_function_has_a_reference(path: Path) -> None:
    """The test file of a module calls each of its functions by name, beside what it must agree with."""
    tests = Path(__file__).with_name(f"test_{path.stem}.py")
    assert not sorted(_functions(path).keys() - _words_of(tests))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_hold(path: Path) -> None:
    """`tarazy test` finds what they expect."""
    assert main(["test", str(path)]) == 0


def test_the_modules_stand_together() -> None:
    """All modules imported at once give no name twice."""
    file = STANDARD_LIBRARY / "statistics.meth"
    names = [name for path in MODULES for name in _functions(path)]
    assert file.is_file()
    assert len(set(names)) == len(names)
