"""Data that lead somewhere, found for a question and ready for an example."""

from __future__ import annotations

import z3
from attrs import frozen

from tarazy.dsl.proofs.data_of_model import data_of, lacks_a_list, rows_of
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.search import Impossible, Undecided, can_be
from tarazy.dsl.proofs.verdicts import Datum, Rows, Sentence, sentence


@frozen(eq=False)
class Found:
    """Data, and what they rest on that the solver's conditions do not follow."""

    given: tuple[Datum, ...]
    rows: tuple[Rows, ...]
    reason: Sentence | None
    model: z3.ModelRef


def find(scene: Scene, *goal: z3.BoolRef, body: str | None = None) -> Found | Sentence | None:
    """Data for which all of `goal` holds; ``None`` if there are none, a sentence where that could not be settled."""
    answer = can_be(scene, *goal)
    if isinstance(answer, Impossible):
        return None
    if isinstance(answer, Undecided):
        return answer.reason
    outside = lacks_a_list(scene, answer.model)
    if outside is not None:
        return sentence("it comes to pass only for a body outside of {list}", list=outside)
    return Found(data_of(scene, answer.model, body), rows_of(scene, answer.model, body), answer.reason, answer.model)
