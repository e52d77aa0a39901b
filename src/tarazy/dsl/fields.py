"""Which lines a declaration may have, and what may stand on each: data for the parser, the checker and the docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from tarazy.dsl.field_forms import NORM, FieldForm, HeadForm, RowForm, TableForm, ValueForm
from tarazy.dsl.process_fields import PROCESS_HEADS

__all__ = [
    "HEADS",
    "PROCESS_ROLES",
    "ROLES",
    "FieldForm",
    "HeadForm",
    "RowForm",
    "TableForm",
    "ValueForm",
    "form_of",
]


_NAMES = FieldForm(ValueForm.NAMES)
_TEXT = FieldForm(ValueForm.TEXT)
_RAW = FieldForm(ValueForm.RAW)
_DAY = FieldForm(ValueForm.DAY)
_CITED = FieldForm(ValueForm.CITATIONS)
_RULE = FieldForm(ValueForm.OUTCOME)
_MEMBERS = FieldForm(ValueForm.MEMBERS)
_LEGEND = FieldForm(rows=RowForm.OUTCOMES)
_COLUMNS = FieldForm(rows=RowForm.COLUMNS)
_FORMULA = FieldForm(ValueForm.OUTCOME, optional=True, table=TableForm.SCORED)
_STEP = FieldForm(ValueForm.OUTCOME, repeats=True, is_step=True)
_FAMILY = FieldForm(ValueForm.FOR_EACH, repeats=True)
_FILE = FieldForm(ValueForm.FILE, repeats=True)

_MERGE = FieldForm(ValueForm.WORD, "at_reorganisation")

_BARRED = FieldForm(ValueForm.WORD, "source_kind", repeats=True)

_NORM = NORM

_LAYOUT = {
    "header_row": FieldForm(ValueForm.HEADER_ROW),
    "encoding": FieldForm(ValueForm.WORD, "encoding"),
    "delimiter": FieldForm(ValueForm.WORD, "delimiter"),
    "decimal_mark": FieldForm(ValueForm.WORD, "decimal_mark"),
    "thousands": FieldForm(ValueForm.WORD, "thousands"),
}
"""Lines that say how the table in a file is laid out."""

_DATA = {
    "file": _FILE,
    "key": FieldForm(ValueForm.KEY),
    "wide": FieldForm(ValueForm.WIDE),
    "same_key": FieldForm(ValueForm.WORD, "same_key"),
    **_LAYOUT,
    "columns": _COLUMNS,
}
"""Lines about data in files."""

_COMPUTED = {
    "basis": _CITED,
    "for_each": _FAMILY,
    "applies_to": _NAMES,
    "better": FieldForm(ValueForm.DIRECTION),
    "value": evolve(_FORMULA, is_step=True),
    "points": evolve(_FORMULA, is_step=True),
    "where": _LEGEND,
    "sum": evolve(_MEMBERS, is_step=True),
    "mean": evolve(_MEMBERS, is_step=True),
    "weighted_mean": FieldForm(rows=RowForm.OUTCOMES, is_step=True),
    "less": evolve(_MEMBERS, repeats=True, is_step=True),
    "round": FieldForm(ValueForm.ROUNDING, repeats=True, is_step=True),
    "needs": FieldForm(ValueForm.REQUIREMENT),
    "no_data": _RULE,
    **_NORM,
    "from_the_leaves_up": FieldForm(),
    "does_not_apply_to": _NAMES,
    "covers": _NAMES,
    "barred_sources": _BARRED,
    "period": FieldForm(ValueForm.WORD, "period"),
    "unit": FieldForm(ValueForm.COLUMN_TYPE),
    "geometric_mean": evolve(_MEMBERS, is_step=True),
    "min": evolve(_MEMBERS, is_step=True),
    "max": evolve(_MEMBERS, is_step=True),
    "plus": evolve(_MEMBERS, repeats=True, is_step=True),
    "not_less_than": _STEP,
    "not_more_than": _STEP,
    "share_of_maximum": FieldForm(is_step=True),
    "most_points": _RULE,
    "not_yet_published": _RULE,
    "not_applicable_members": evolve(_RULE, is_step=True),
    "not_counted_members": evolve(_RULE, is_step=True),
    "disputed_members": _RULE,
    "withheld_members": _RULE,
    "zero_divisor": _RULE,
    "nothing_to_count": _RULE,
    "all_equal": _RULE,
    "shown_with": FieldForm(ValueForm.SHOWN_WITH),
}
"""Lines of whatever computes a value: roles differ in what they must state, not in what they can compute."""


def _only(keys: Iterable[str], **further: FieldForm) -> Mapping[str, FieldForm]:
    return {**{key: _COMPUTED[key] for key in keys}, **further}


_SHEET = {
    "kind": FieldForm(ValueForm.WORD, "source_kind"),
    "holder": FieldForm(ValueForm.TEXT_OR_NAMES),
    "verification": _TEXT,
    "filled_by": FieldForm(ValueForm.TEXT_OR_NAMES),
    **{keyword: form for keyword, form in _DATA.items() if keyword != "columns"},
    "rows": FieldForm(table=TableForm.DATA),
    "no_data": _RULE,
    "at_reorganisation": _MERGE,
    **_NORM,
}
"""Lines of what is filled in by hand: a checklist, a survey."""

ROLES = ("indicator", "quantity", "criterion", "part", "block", "score", "deduction", "bonus", "rank")
"""Heads of what is computed that `every` may name."""

PROCESS_ROLES = ("deadline",)
"""Further heads that `every` may name."""

_WITHOUT_POINTS = (
    "code",
    "basis",
    "settled_by",
    "in_force_from",
    "in_force_until",
    "for_each",
    "applies_to",
    "does_not_apply_to",
    "value",
    "where",
    "no_data",
    "not_yet_published",
    "zero_divisor",
    "nothing_to_count",
    "all_equal",
)
"""Lines of a declaration that gives no number: a status, a selection."""

HEADS: Mapping[str, HeadForm] = {
    "methodology": HeadForm(
        {
            "code": _RAW,
            "version": _RAW,
            "edition": _RAW,
            "basis": _CITED,
            "settled_by": _NAMES,
            "approved_by": FieldForm(ValueForm.TEXT_OR_NAMES),
            "agreed_with": FieldForm(ValueForm.TEXT_OR_NAMES),
            "in_force_from": _DAY,
            "in_force_until": _DAY,
            "period": FieldForm(ValueForm.WORD, "period"),
            "evaluates": _NAMES,
            "barred_sources": _BARRED,
        },
        required=("version", "in_force_from", "period"),
    ),
    "module": HeadForm({}),
    "act": HeadForm(
        {
            "kind": _TEXT,
            "issuer": FieldForm(ValueForm.TEXT_OR_NAMES),
            "number": _RAW,
            "date": _DAY,
            "edition": _RAW,
            "address": _TEXT,
            **_NORM,
        }
    ),
    "list": HeadForm(
        {
            **_DATA,
            "only": _RULE,
            "members": _NAMES,
            "membership": _NAMES,
            "as_of": FieldForm(ValueForm.WORD, "as_of"),
            "rows": FieldForm(table=TableForm.DATA),
            "names": _LEGEND,
            **_NORM,
        },
        of="may",
    ),
    "variant": HeadForm(
        {**_NORM, "body": _NAMES, "leaves_out": _NAMES, "settings": _LEGEND},
        required=("body",),
    ),
    "reorganisation": HeadForm(
        {
            **_NORM,
            "date": _DAY,
            "form": FieldForm(ValueForm.WORD, "reorganisation_form"),
            "former_bodies": _NAMES,
            "new_bodies": _NAMES,
            "taken_over_by": _NAMES,
            "regime": _MEMBERS,
        },
        required=("date", "form", "former_bodies", "new_bodies"),
    ),
    "source": HeadForm(
        {
            "kind": FieldForm(ValueForm.WORD, "source_kind"),
            "classified": _NAMES,
            "holder": FieldForm(ValueForm.TEXT_OR_NAMES),
            "verification": _TEXT,
            "corrects": _NAMES,
            "stage": _TEXT,
            "filed": _NAMES,
            "at_reorganisation": _MERGE,
            **_DATA,
            **_NORM,
        },
        required=("key", "columns"),
    ),
    "register": HeadForm(
        {
            "kind": FieldForm(ValueForm.WORD, "source_kind"),
            "classified": _NAMES,
            "holder": FieldForm(ValueForm.TEXT_OR_NAMES),
            "verification": _TEXT,
            "file": _FILE,
            "key": FieldForm(ValueForm.KEY),
            "belongs_to": _NAMES,
            **_LAYOUT,
            "columns": _COLUMNS,
            **_NORM,
        },
        required=("key", "belongs_to", "columns"),
    ),
    "role": HeadForm({"held_by": FieldForm(ValueForm.HOLDERS), **_NORM}, required=("held_by",)),
    "assessor": HeadForm(
        {
            "by": _NAMES,
            "exceptions": FieldForm(rows=RowForm.OUTCOMES),
            "assessed_on": FieldForm(ValueForm.DAY_OF_YEAR),
            "leads": _NAMES,
            "supported_by": _NAMES,
            **_NORM,
        },
        required=("by",),
        of="must",
    ),
    "classification": HeadForm({"ordered": _NAMES, **_NORM}, required=("ordered",)),
    "release": HeadForm(
        {
            "keeps": _NAMES,
            "needs": FieldForm(ValueForm.REQUIREMENT),
            "largest_share": _RULE,
            **_NORM,
        },
        required=("keeps",),
        of="must",
    ),
    "checklist": HeadForm(
        {**_SHEET, "earned": _NAMES, "possible": _NAMES},
        required=("key", "rows"),
    ),
    "survey": HeadForm(
        {
            **_SHEET,
            "rows": FieldForm(table=TableForm.DATA, headers=("mark", "satisfied")),
            "mean": _NAMES,
            "share": _NAMES,
        },
        required=("key", "rows"),
    ),
    "binding": HeadForm({**_DATA, "columns": FieldForm(rows=RowForm.BOUND_COLUMNS)}),
    "parameter": HeadForm(
        {
            **_NORM,
            "unit": FieldForm(ValueForm.COLUMN_TYPE),
            "value": FieldForm(ValueForm.OUTCOME, optional=True, rows=RowForm.OUTCOMES),
            "shown_with": FieldForm(ValueForm.SHOWN_WITH),
        },
        required=("value",),
    ),
    "choice": HeadForm(
        {
            **_NORM,
            "value": FieldForm(ValueForm.OUTCOME, optional=True, rows=RowForm.OUTCOMES),
            "options": _LEGEND,
        },
        required=("options",),
    ),
    "target": HeadForm(
        {
            **_NORM,
            "value": FieldForm(ValueForm.OUTCOME, optional=True, rows=RowForm.OUTCOMES),
            "shown_with": FieldForm(ValueForm.SHOWN_WITH),
        },
        required=("value",),
        of="must",
    ),
    **{role: HeadForm(_COMPUTED) for role in ROLES if role != "rank"},
    "rank": HeadForm({**_COMPUTED, "otherwise": _RULE}, required=("value",)),
    "grade": HeadForm(
        _only(("code", "basis", "settled_by", "in_force_from", "in_force_until", "for_each", "applies_to", "no_data")),
        of="must",
        table=TableForm.BANDS,
    ),
    "status": HeadForm(
        _only(_WITHOUT_POINTS),
        required=("value",),
    ),
    "selection": HeadForm(
        _only(
            _WITHOUT_POINTS,
            always=_NAMES,
            never=_NAMES,
            only=_RULE,
        )
    ),
    "scale": HeadForm(_NORM, table=TableForm.BANDS),
    "function": HeadForm(
        {
            **_NORM,
            "takes": _COLUMNS,
            "gives": FieldForm(ValueForm.COLUMN_TYPE),
            "value": _FORMULA,
            "where": _LEGEND,
        },
        required=("takes", "gives", "value"),
    ),
    "calendar": HeadForm(
        {
            **_NORM,
            "version": _RAW,
            "rows": FieldForm(table=TableForm.DATA),
        },
        required=("version", "in_force_from", "in_force_until", "rows"),
    ),
    "dimension": HeadForm(_NORM),
    "unit": HeadForm({**_NORM, "value": _RULE}),
    "check": HeadForm(
        _only(
            ("code", "basis", "settled_by", "for_each", "applies_to", "where"),
            holds=FieldForm(ValueForm.OUTCOME),
        ),
        required=("holds",),
    ),
    "example": HeadForm(
        {
            "bodies": _NAMES,
            "period": FieldForm(ValueForm.YEAR),
            "given": FieldForm(
                ValueForm.NAMES, optional=True, rows=RowForm.OUTCOMES, table=TableForm.DATA, repeats=True
            ),
            "expect": FieldForm(rows=RowForm.OUTCOMES),
        },
        required=("expect",),
        is_named=False,
    ),
    **PROCESS_HEADS,
}
"""Every kind of declaration that this version reads, by the key of its head."""


def _with_labels(heads: Mapping[str, HeadForm]) -> Mapping[str, HeadForm]:
    """Every kind of declaration with the lines that name it, and say its label, in the other languages."""
    label = {"label": FieldForm(ValueForm.TEXT_IN, repeats=True)}
    name = {"name": FieldForm(ValueForm.NAME_IN, repeats=True)}
    return {
        kind: evolve(form, fields={**form.fields, **(name if "code" in form.fields else {}), **label})
        for kind, form in heads.items()
        if form.fields
    } | {kind: form for kind, form in heads.items() if not form.fields}


HEADS = _with_labels(HEADS)


def form_of(kind: str, role: str = "") -> HeadForm:
    """The lines that a declaration of `kind` may have; of `every`, those of `role`, none of them required."""
    if kind != "every":
        return HEADS[kind]
    return HeadForm(HEADS[role].fields, is_named=False)
