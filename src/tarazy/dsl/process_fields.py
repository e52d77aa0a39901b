"""Lines of the declarations of the process: bodies, what they are assessed for, the schedule, what is published."""

from __future__ import annotations

from collections.abc import Mapping

from tarazy.dsl.field_forms import NORM, FieldForm, HeadForm, RowForm, ValueForm

_NAMES = FieldForm(ValueForm.NAMES)
_TEXT = FieldForm(ValueForm.TEXT)
_WHO = FieldForm(ValueForm.TEXT_OR_NAMES)
_RULE = FieldForm(ValueForm.OUTCOME)
_MEMBERS = FieldForm(ValueForm.MEMBERS)
_YEAR = FieldForm(ValueForm.YEAR)
_DAY_OF_YEAR = FieldForm(ValueForm.DAY_OF_YEAR)
_ROWS = FieldForm(rows=RowForm.OUTCOMES)
_ANSWER = FieldForm(ValueForm.WORD, "answer")
_FILING = FieldForm(ValueForm.WORD, "filing")

_BODY: Mapping[str, FieldForm] = {**NORM, "part_of": _NAMES, "names": _ROWS}

PROCESS_HEADS: Mapping[str, HeadForm] = {
    "body": HeadForm(_BODY),
    "unit_of_a_body": HeadForm(_BODY, required=("part_of",)),
    "scope": HeadForm({**NORM, "covers": _MEMBERS, "block": _NAMES, "leaves_out": _NAMES}, of="must"),
    "activity": HeadForm(
        {**NORM, "body": _NAMES, "recognised_by": _NAMES, "whole": _NAMES}, required=("body", "recognised_by")
    ),
    "schedule": HeadForm(
        {
            **NORM,
            "reported_year": _YEAR,
            "held_year": _YEAR,
            "drafted_by": _WHO,
            "approved_by": _WHO,
            "agreed_with": _WHO,
            "last_day": _DAY_OF_YEAR,
            "calendar": _NAMES,
        },
        required=("reported_year", "held_year"),
    ),
    "deadline": HeadForm(
        {
            **NORM,
            "who": _WHO,
            "what": _TEXT,
            "to_whom": _WHO,
            "last_day": _DAY_OF_YEAR,
            "within": _RULE,
            "counted_from": _RULE,
            "first_day": FieldForm(ValueForm.WORD, "first_day"),
            "if_day_off": FieldForm(ValueForm.WORD, "day_off"),
            "if_late": _FILING,
            "if_without_documents": _FILING,
            "final": _ANSWER,
            "not_before": _NAMES,
            "exceptions": _NAMES,
            "also": _TEXT,
        },
        of="may",
    ),
    "publication": HeadForm(
        {
            **NORM,
            "who": _WHO,
            "agreed_with": _WHO,
            "to_whom": _WHO,
            "place": _TEXT,
            "not_before": _NAMES,
            "stage": _TEXT,
            "not_above": _NAMES,
            "shows": _ROWS,
            "withheld_from_publication": _TEXT,
            "not_derivable": _ANSWER,
            "languages": _NAMES,
            "format": _TEXT,
            "state_column": _ANSWER,
        },
        required=("shows",),
    ),
    "regime": HeadForm(
        {
            **NORM,
            "reorganised_from": _DAY_OF_YEAR,
            "reorganised_until": _DAY_OF_YEAR,
            "former_body": FieldForm(ValueForm.WORD, "former_body"),
        },
        required=("reorganised_from", "reorganised_until", "former_body"),
    ),
    "known_conflict": HeadForm(
        {
            **NORM,
            "subject": _NAMES,
            "reason": _TEXT,
            "until_settled": FieldForm(ValueForm.WORD, "until_settled"),
        },
        required=("subject", "reason"),
    ),
}
"""Kinds of declarations of the process, by the key of the head."""
