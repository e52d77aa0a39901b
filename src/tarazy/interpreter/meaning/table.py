"""Compile function of each class of node."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tarazy.dsl import nodes
from tarazy.interpreter.meaning import (
    aggregates,
    arithmetic,
    conditions,
    leaves,
    ranks,
    rounded_inputs,
    rows,
    tables,
    terms,
)
from tarazy.interpreter.meaning.compiler import CompileFunction

MEANINGS: Mapping[type, CompileFunction] = MappingProxyType(
    {
        nodes.Constant: leaves.compile_constant,
        nodes.StateConstant: leaves.compile_state,
        nodes.Undetermined: leaves.compile_undetermined,
        nodes.Datum: leaves.compile_datum,
        nodes.RowColumn: rows.compile_row_column,
        nodes.Element: leaves.compile_element,
        nodes.BoundElement: leaves.compile_bound_element,
        nodes.ElementConstant: leaves.compile_element_constant,
        nodes.Attribute: leaves.compile_attribute,
        nodes.ParameterValue: leaves.compile_parameter,
        nodes.Result: leaves.compile_result,
        nodes.Local: leaves.compile_local,
        nodes.Negate: arithmetic.compile_negate,
        nodes.Arithmetic: arithmetic.compile_arithmetic,
        nodes.Compare: conditions.compile_compare,
        nodes.Logical: conditions.compile_logical,
        nodes.Not: conditions.compile_not,
        nodes.If: conditions.compile_if,
        nodes.Extreme: arithmetic.compile_extreme,
        nodes.Absolute: arithmetic.compile_absolute,
        nodes.Logarithm: arithmetic.compile_logarithm,
        nodes.Root: arithmetic.compile_root,
        nodes.Limit: arithmetic.compile_limit,
        nodes.Round: arithmetic.compile_round,
        nodes.FirstPresent: conditions.compile_first_present,
        nodes.Corrected: conditions.compile_first_present,
        nodes.Has: conditions.compile_has,
        nodes.Belongs: conditions.compile_belongs,
        nodes.MayEqual: rounded_inputs.compile_may_equal,
        nodes.StateOf: conditions.compile_state_of,
        nodes.Progress: arithmetic.compile_progress,
        nodes.Reaches: arithmetic.compile_reaches,
        nodes.WorkingDays: arithmetic.compile_working_days,
        nodes.WorkingDayAfter: arithmetic.compile_working_day_after,
        nodes.LastDay: terms.compile_last_day,
        nodes.Filed: terms.compile_filed,
        nodes.FunctionCall: leaves.compile_call,
        nodes.Shift: leaves.compile_shift,
        nodes.AtPeriod: leaves.compile_at_period,
        nodes.AtElement: leaves.compile_at_element,
        nodes.Aggregate: aggregates.compile_aggregate,
        nodes.Rank: ranks.compile_rank,
        nodes.Bands: tables.compile_bands,
        nodes.Line: tables.compile_line,
        nodes.Cases: tables.compile_cases,
        nodes.ByValues: tables.compile_by_values,
    }
)
"""Every class of :data:`tarazy.dsl.nodes.AnyNode` is a key."""
