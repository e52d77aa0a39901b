"""What is to be known of all results: that they are a draft's, rest on numbers of no act, or suppose something."""

from __future__ import annotations

from tarazy.dsl.program import Program
from tarazy.dsl.spoken_words import in_readers_words_around
from tarazy.grammar.speech import counted, said
from tarazy.workbench.findings_json import Json
from tarazy.workbench.session import Session

_SAID_ONE_BY_ONE = 6


def say_marks(session: Session, program: Program, supposed: str) -> None:
    """Print the marks, one a line; of many numbers that no act gives the first ones and how many more there are.

    Parameters
    ----------
    supposed
        What the results suppose; empty where nothing.
    """
    for hole in program.holes:
        session.say(f"{said('DRAFT')}: {in_readers_words_around(hole.words)}")
    numbers = program.illustrations
    for one in numbers[:_SAID_ONE_BY_ONE]:
        session.say(f"{said('illustrative')}: {in_readers_words_around(one.words)}")
    if len(numbers) > _SAID_ONE_BY_ONE:
        more = counted(len(numbers) - _SAID_ONE_BY_ONE, "further number", "further numbers")
        session.say(f"{said('illustrative')}: {more}")
    if supposed:
        session.say(f"{said('WHAT IF')}: {in_readers_words_around(supposed)}")


def marks_record(program: Program, supposed: str) -> dict[str, Json]:
    """The same as data, every number among them; what there is nothing of is left out."""
    found: dict[str, Json] = {
        "draft": [hole.words for hole in program.holes],
        "illustrative": [one.words for one in program.illustrations],
        "what_if": supposed,
    }
    return {name: value for name, value in found.items() if value}
