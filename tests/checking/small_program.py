"""A small program to put declarations into, and what is found in it."""

from __future__ import annotations

from tarazy.dsl.checking import infer
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.names import resolve
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Span, source_of
from tarazy.dsl.typing import Typed

FRAME = """\
methodology small "A small methodology"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body
  columns
    kind:         one of ministry, agency
    founded:      date

list central of bodies "Central bodies"
  file            "central.csv"
  key             body

list measures "Measures"
  file            "measures.csv"
  key             "code" = measure
  columns
    domain:       one of clinical, safety
    direction:    direction
    low:          number, 2 decimals
    high:         number, 2 decimals

source budget "Budget"
  file            "budget.csv"
  key             body, year
  columns
    planned:      money KZT, 2 decimals, above 0 to 1_000
    revised:      money KZT, 2 decimals, 0 to 1_000
    spent:        money KZT, 2 decimals, 0 to 1_000
    staff:        persons, 0 decimals, 0 to 1_000
    done:         number, 1 decimals, 0 to 100
    points:       points, 0 decimals, 0 to 100
    grown:        number, 2 decimals, -10 to 10
    closed:       yes/no
    due:          date
    reserve:      money KZT, 2 decimals, 0 to 1_000, may be absent

source rates "Rates"
  file            "rates.csv"
  key             body, measure, year
  columns
    rate:         number, 4 decimals, 0 to 1
    seen:         number, 4 decimals, 0 to 1, may be absent

"""


def checked(declarations: str, *, exactness_notes: bool = False) -> Typed:
    """The small program with `declarations` at its end, inferred; reading and naming them finds nothing."""
    parsed = parse(source_of("small.meth", FRAME + declarations))
    resolved = resolve([parsed.file])
    before = [f"{one.code} {one.place} {one.message}" for one in (*parsed.findings, *resolved.findings)]
    assert before == [], before
    return infer(resolved, exactness_notes=exactness_notes)


def codes(declarations: str) -> list[str]:
    """Codes of what is found, in reading order."""
    return [one.code for one in checked(declarations).findings]


def findings_text(declarations: str) -> str:
    """What is found, as text: each finding with its place in the declarations, its message, labels and help."""
    return "".join(_finding_text(one) for one in checked(declarations, exactness_notes=True).findings)


def _finding_text(one: Diagnostic) -> str:
    lines = [f"{one.code} {one.severity.value}: {one.message}", f"  at: {_quoted(one.place)}"]
    lines += [f"  {_quoted(label.span)}: {one.label_text(label)}" for label in one.labels]
    if one.help:
        lines.append(f"  help: {one.help}")
    if one.paragraph:
        lines.append(f"  paragraph: {one.paragraph}")
    return "".join(f"{line}\n" for line in lines)


def _quoted(place: object) -> str:
    assert isinstance(place, Span)
    first = place.text.split("\n", maxsplit=1)[0].strip()
    return f"‘{first}’"
