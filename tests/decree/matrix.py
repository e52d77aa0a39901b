"""The matrix of assessors of the decree's methodologies, asked line by line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tarazy.dsl.assessor_matrix import Answer, AssessmentLine, bodies_in_text, matrix
from tarazy.dsl.expression_text import citations_text
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.syntax import Citations
from tarazy.grammar.keywords import vocabulary

BLOCKS = {
    "goals": "goals_total",
    "interaction": "interaction_with_persons",
    "development": "organisational_development",
    "results": "evaluation_of_results",
}
"""Codes of the blocks, and of the evaluation of results, by their names in the tests."""


@cache
def resolved(path: Path) -> Resolved:
    """A methodology with its names resolved; it has no error."""
    compilation = compile_files([path])
    assert not compilation.findings.errors, [one.message for one in compilation.findings.errors]
    assert compilation.resolved is not None
    return compilation.resolved


def lines_of(path: Path, body: str, year: int) -> Mapping[tuple[str, str], AssessmentLine]:
    """Lines of a body by block and part."""
    found = resolved(path)
    bodies = bodies_in_text(found, year)
    assert bodies is not None
    assert body in bodies
    return {(one.block, one.part): one for one in matrix(found, (body,), year)}


def assessed_by(path: Path, body: str, part: str, year: int) -> tuple[str, str, str]:
    """The role or body that assesses a body by a part (or a whole block), the body that it is, and the paragraph."""
    (line,) = (one for (block, own), one in lines_of(path, body, year).items() if (own or block) == part)
    assert line.answer is Answer.ASSESSED, line.answer
    (one,) = line.by
    assert one.holder is not None
    return one.code, one.holder, ground(line)


def applicable_blocks(path: Path, body: str, year: int) -> set[str]:
    """Names of the blocks of which at least one part applies to a body."""
    names = {code: name for name, code in BLOCKS.items()}
    outside = (Answer.NOT_APPLICABLE, Answer.WITHIN)
    return {names[block] for (block, _), one in lines_of(path, body, year).items() if one.answer not in outside}


def ground(line: AssessmentLine) -> str:
    """The paragraph of a line, in English."""
    return citations_text(Citations(line.basis, span=line.basis[0].span), vocabulary("en")) if line.basis else ""
