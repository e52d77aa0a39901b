"""The strategy of generated programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from tests.generated import agreed, computed, families, groups, modules, over_time, registers
from tests.generated.data import begun
from tests.generated.world import Generated, World

SUBJECTS: Sequence[Callable[[World], object]] = (
    computed.quantity,
    computed.amount,
    computed.cases,
    computed.indicator,
    computed.aggregate,
    computed.twins,
    over_time.former,
    over_time.parameter,
    over_time.choice,
    over_time.target,
    over_time.deadline,
    families.family,
    families.tree,
    families.sub_units,
    families.checklist,
    families.survey,
    registers.register,
    registers.quotient,
    agreed.secrecy,
    agreed.assessor,
    agreed.draft,
    agreed.correction,
    agreed.check,
    agreed.worked_example,
    agreed.units,
    agreed.called_in_languages,
    agreed.every,
    modules.library_of_values,
    modules.library_over_bodies,
    modules.own_function,
    modules.over_a_list,
    groups.status,
    groups.grade,
    groups.rank,
    groups.statistic,
    groups.span,
    groups.selection,
    groups.limited,
    groups.variant,
    groups.reorganisation,
    groups.rounded_total,
)
"""What a program may be about; each adds its declarations and its data."""


@st.composite
def programs(draw: st.DrawFn, subjects: Sequence[Callable[[World], object]] = SUBJECTS, most: int = 6) -> Generated:
    """A program of one methodology that is right, about some of the subjects, with data that keep their contract."""
    world = begun(draw)
    computed.quantity(world)
    for subject in draw(st.lists(st.sampled_from(subjects), min_size=min(2, most), max_size=most)):
        subject(world)
    return Generated(tuple(world.declarations), dict(world.files), tuple(world.twins))
