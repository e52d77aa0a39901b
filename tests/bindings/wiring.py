"""A small program whose sources are wired in one place or in the other, and what is found in it."""

from __future__ import annotations

from tarazy.dsl.diagnostics import Diagnostic, Label
from tarazy.dsl.hashes import Hashes
from tarazy.dsl.pipeline import Compilation, compile_sources
from tarazy.dsl.source import source_of

HEAD = """\
methodology small "A small methodology"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

"""

SOURCE = """\
source budget "Budget"
  holder          "Ministry of Finance"
  key             body, year
  columns
    planned:      money KZT  "Plan"
    spent:        money KZT
"""

SCORE = """\

indicator execution "Execution"
  basis           methodology p. 1
  better          higher
  value           budget.spent / budget.planned
  points          limit(10 * value; from 0; to 10)

score total "Total"
  basis           methodology p. 2
  sum             execution
"""

BINDING = """\
binding budget
  file            "budget.csv"
  delimiter       semicolon
  decimal mark    comma
  thousands       space
  header row      2 to 3
  encoding        KZ-1048
  key             "Орган" = body, "Год" = year
  same key        equal, otherwise error
  columns
    planned:      titled "План", 1 decimal, above 0 to 1000
    spent:        titled "Факт", 2 decimals, 0 to 1000
"""


def compiled(program: str = HEAD + SOURCE + SCORE, binding: str = BINDING) -> Compilation:
    """A program, with its binding in a file of its own."""
    texts = {"small.meth": program, "small.data.meth": binding}
    return compile_sources([source_of(name, text) for name, text in texts.items() if text])


def hashes(program: str = HEAD + SOURCE + SCORE, binding: str = BINDING) -> Hashes:
    """Hashes of a program in which nothing is wrong."""
    compilation = compiled(program, binding)
    assert compilation.program is not None, findings_text(compilation)
    return compilation.program.hashes


def codes(compilation: Compilation) -> list[str]:
    """Codes of what is found, in reading order."""
    return [one.code for one in compilation.findings]


def findings_text(compilation: Compilation) -> str:
    """What is found: each finding with its place, its message, labels and help."""
    return "".join(map(_finding_text, compilation.findings))


def _finding_text(one: Diagnostic) -> str:
    labels = "".join(f"  {label.span}: {_label_text(one, label)}\n" for label in one.labels)
    return f"{one.code} {one.severity.value} {one.place}\n  {one.message}\n{labels}  help: {one.help}\n"


def _label_text(one: Diagnostic, label: Label) -> str:
    return one.label_text(label)
