"""All rules, by what they are asked of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.rules import (
    activities,
    aggregate_axis,
    axes_left_over,
    band_edges,
    band_tables,
    bands_of_printed_number,
    barred_sources,
    belonging,
    bodies_meant,
    case_tables,
    chosen_element,
    constant_ends,
    converted_twice,
    coverage_out_of_reach,
    crossing_ends,
    cycles,
    deductions_without_ceiling,
    domain_of_function,
    drafts,
    exactness,
    example_units,
    failed_computation,
    function_arguments,
    grade_of_place,
    hundredfold_in_percent,
    idle_rule,
    legend_names,
    maximum_of_points,
    member_policies,
    members_left_out,
    never_in_force,
    nothing_evaluated,
    own_place,
    publications,
    rate_of_growth,
    ratio_against_number,
    repeated_example_rows,
    repeated_members,
    repeated_rows,
    repeated_words,
    requirements,
    rows_never_read,
    selections,
    several_aggregates,
    targets,
    two_lists,
    two_values,
    unbounded_points,
    unknown_condition,
    unknown_members_let_stand,
    unknown_result,
    unused_declarations,
    value_tables,
    weights,
    wrong_signs,
)
from tarazy.dsl.rules.rule import NodeRule, ProgramRule
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.typing.inference import NodeCheck

PROGRAM_RULES: tuple[ProgramRule, ...] = (
    cycles.RULE,
    axes_left_over.RULE,
    two_lists.RULE,
    nothing_evaluated.RULE,
    failed_computation.RULE,
    unknown_result.RULE,
    members_left_out.RULE,
    member_policies.RULE,
    maximum_of_points.RULE,
    bands_of_printed_number.RULE,
    deductions_without_ceiling.RULE,
    idle_rule.RULE,
    own_place.RULE,
    unbounded_points.RULE,
    requirements.RULE,
    barred_sources.RULE,
    drafts.RULE,
    selections.RULE,
    belonging.RULE,
    targets.RULE,
    coverage_out_of_reach.RULE,
    repeated_members.RULE,
    unknown_members_let_stand.RULE,
    repeated_rows.RULE,
    legend_names.RULE,
    example_units.RULE,
    unused_declarations.RULE,
    several_aggregates.RULE,
    two_values.RULE,
    crossing_ends.RULE,
    repeated_example_rows.RULE,
    repeated_words.RULE,
    wrong_signs.RULE,
    bodies_meant.RULE,
    never_in_force.RULE,
    ratio_against_number.RULE,
    hundredfold_in_percent.RULE,
    converted_twice.RULE,
    grade_of_place.RULE,
    publications.RULE,
    activities.RULE,
)
"""Rules of a whole program, asked once everything is inferred."""

NOTE_RULES: tuple[ProgramRule, ...] = (exactness.RULE,)
"""Rules whose notes are shown on request."""

RULES_OF_NODES: tuple[NodeRule, ...] = (
    aggregate_axis.RULE,
    band_edges.RULE,
    band_tables.RULE,
    case_tables.RULE,
    chosen_element.RULE,
    constant_ends.RULE,
    domain_of_function.RULE,
    function_arguments.RULE,
    rate_of_growth.RULE,
    rows_never_read.RULE,
    unknown_condition.RULE,
    value_tables.RULE,
    weights.RULE,
)
"""Rules of single nodes, asked wherever one of their classes stands."""


def _asked_of(kind: type) -> NodeCheck:
    checks = tuple(rule.check for rule in RULES_OF_NODES if kind in rule.nodes)

    def check(node: AnyNode, facts_of: FactsOf, guards: Guards) -> Iterator[Diagnostic]:
        for one in checks:
            yield from one(node, facts_of, guards)

    return check


NODE_RULES: Mapping[type, NodeCheck] = {
    kind: _asked_of(kind) for kind in dict.fromkeys(kind for rule in RULES_OF_NODES for kind in rule.nodes)
}
"""What is asked of a node, by its class."""
