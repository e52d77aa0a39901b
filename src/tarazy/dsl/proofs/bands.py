"""Bands meet: every value of the operand lies in one band and one alone, shown by an exact sweep."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.graph import all_roots
from tarazy.dsl.intervals import intersect
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Bands
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.verdicts import Outcome, Property, Verdict, sentence
from tarazy.dsl.rules.band_tables import interval_of_band
from tarazy.dsl.rules.sweep import first_gap, on_grid_of
from tarazy.dsl.typing.bounds import bounds


def verdicts(program: Program, _elements: Elements) -> Iterator[Verdict]:
    """A verdict for each table of bands. A gap is an error of the check, so that a program has none."""
    for code in program.order:
        nodes = dict.fromkeys(node for root in all_roots(program.computed[code]) for node in walk(root))
        for node in nodes:
            if isinstance(node, Bands):
                claim = sentence("the bands of {name} meet", name=code)
                outcome = Outcome.PROVED if _meet(program, node) else Outcome.NOT_PROVED
                reason = None if outcome is Outcome.PROVED else sentence("what its operand can be is not known")
                yield Verdict(Property.BANDS, code, claim, outcome, reason, place=node.span)


def _meet(program: Program, node: Bands) -> bool:
    facts = program.facts.of(node.operand)
    whole = bounds(facts)
    covering = [interval_of_band(band) for band in node.bands]
    if whole.is_empty or not first_gap(covering, whole, facts.form).is_empty:
        return False
    return all(
        on_grid_of(intersect(whole, intersect(one, other)), facts.form).is_empty
        for place, one in enumerate(covering)
        for other in covering[:place]
    )
