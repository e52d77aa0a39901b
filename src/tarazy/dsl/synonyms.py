"""English words that writers use where the language has another: what to propose instead of them."""

from __future__ import annotations

from collections.abc import Mapping

from tarazy.dsl.spoken_words import Told, keyword_of
from tarazy.grammar.keywords import Vocabulary, vocabulary

_SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "field": {
        "less": ("minus", "subtract", "deduct", "deduction", "deductions", "penalty", "penalties"),
        "plus": ("add", "bonus", "bonuses"),
        "sum": ("total", "add up", "sum of"),
        "mean": ("average", "avg", "mean of"),
        "weighted_mean": ("weights", "weighting", "weighted average", "weighted sum"),
        "geometric_mean": ("geometric average",),
        "min": ("minimum", "lowest", "smallest"),
        "max": ("maximum", "highest", "largest"),
        "value": ("formula", "calculation", "equals", "="),
        "points": ("score", "scores", "scoring", "marks"),
        "round": ("rounding", "rounded"),
        "not_more_than": ("cap", "at most", "ceiling", "upper limit", "no more than"),
        "not_less_than": ("at least", "lower limit", "no less than"),
        "no_data": ("missing", "missing data", "if missing", "no value", "missing values"),
        "better": ("direction",),
        "for_each": ("for every", "for all", "foreach", "each"),
        "needs": ("requires", "coverage", "completeness"),
        "zero_divisor": ("division by zero", "divide by zero", "zero denominator", "zero division"),
        "where": ("legend", "with", "let", "definitions"),
        "file": ("data", "csv", "path"),
        "columns": ("fields", "variables", "attributes"),
        "key": ("keys", "id", "index"),
        "given": ("input", "inputs", "when"),
        "expect": ("expects", "expected", "output", "outputs", "then"),
        "holds": ("condition", "assert", "must hold"),
        "only": ("filter",),
        "evaluates": ("evaluate", "evaluated", "assesses"),
        "basis": ("reference", "citation", "legal basis"),
        "in_force_from": ("effective from", "valid from", "in effect from", "effective date"),
        "in_force_until": ("effective until", "valid until", "in effect until"),
        "most_points": ("max points", "maximum points"),
        "shown_with": ("display", "shown as"),
    },
    "mode": {
        "half_up": ("nearest", "standard", "normal", "mathematical", "half-up", "half_up"),
        "half_even": ("bankers", "banker's", "even", "half-even", "half_even"),
        "half_down": ("half-down", "half_down"),
        "down": ("truncate", "trunc", "cut"),
    },
    "direction": {
        "higher": ("up", "increasing", "ascending", "maximise", "maximize", "positive", "more", "high", "greater"),
        "lower": ("down", "decreasing", "descending", "minimise", "minimize", "negative", "less", "low", "smaller"),
        "no_direction": ("none", "neutral", "neither"),
    },
    "state": {
        "not_applicable": ("n/a", "na", "inapplicable"),
        "not_counted": ("skip", "skipped", "ignore", "ignored", "exclude", "excluded", "omit", "omitted"),
        "not_computed": ("unknown", "undefined", "error"),
        "absent": ("missing", "null", "empty", "blank", "nan"),
    },
    "header": {
        "points": ("score", "scores", "mark", "marks"),
        "from": ("min", "minimum", "start", "at least", "lower", "over", "since"),
        "below": ("max", "maximum", "end", "to", "less than", "under", "until", "upper"),
        "when": ("if", "condition", "case"),
        "grade": ("level", "category", "class", "band", "result"),
        "label": ("name", "title", "description"),
        "basis": ("source", "reference"),
    },
    "expression": {"otherwise": ("else", "default", "others"), "yes": ("true",), "no": ("false",)},
    "call": {
        "ln": ("log", "loge", "logn"),
        "root": ("sqrt", "cbrt", "square_root"),
        "mean": ("average", "avg"),
        "sum": ("total",),
        "count": ("number_of", "length", "len", "size"),
        "min": ("minimum",),
        "max": ("maximum",),
        "if": ("iif", "when"),
        "limit": ("clamp", "clip", "bound", "cap"),
        "first_present": ("coalesce", "ifnull", "isnull", "nvl"),
        "has": ("exists", "present", "is_present", "notnull"),
        "progress": ("normalise", "normalize", "minmax", "rescale"),
        "geometric_mean": ("geomean", "gmean"),
        "weighted_mean": ("wmean", "weighted_average"),
        "round": ("rounded", "roundup", "rounddown"),
    },
    "type": {
        "number": ("float", "decimal", "numeric", "real", "double", "integer", "int"),
        "text": ("string", "str", "varchar", "char"),
        "yes_no": ("boolean", "bool", "flag", "yes_no"),
        "one_of": ("category", "enum", "categorical", "choice"),
        "percent": ("percentage", "pct"),
        "date": ("datetime", "timestamp", "day_of"),
    },
    "unit": {
        "percent": ("percents", "pct", "percentage", "per cent"),
        "point": ("pts", "pt", "scores"),
        "year": ("yr", "yrs"),
        "person": ("people", "inhabitants", "heads"),
        "KZT": ("tenge", "tenges"),
        "USD": ("dollar", "dollars", "usd"),
        "EUR": ("euro", "euros", "eur"),
        "RUB": ("rouble", "roubles", "ruble", "rubles", "rub"),
        "thousand": ("k", "thousands"),
        "million": ("m", "mln", "mn", "millions"),
        "billion": ("bn", "bln", "billions"),
    },
    "head": {
        "indicator": ("measure", "metric", "kpi"),
        "every": ("for every", "all", "for all", "each", "default", "defaults"),
        "quantity": ("variable", "let", "define", "helper"),
        "source": ("data", "dataset", "input"),
        "list": ("set", "members", "entities"),
        "score": ("index", "total", "composite"),
        "grade": ("level", "category", "rating"),
        "check": ("assert", "test", "validate"),
        "parameter": ("constant", "const", "param"),
        "deduction": ("penalty",),
        "criterion": ("dimension_index", "pillar", "domain", "subindex"),
        "rank": ("ranking", "place"),
    },
    "period": {
        "year": ("annual", "annually", "yearly", "years"),
        "half_year": ("semester", "half-yearly", "semiannual", "half year"),
        "quarter": ("quarterly", "trimester"),
        "month": ("monthly", "months"),
    },
    "selector": {
        "previous_year": (
            "last year",
            "prior year",
            "past year",
            "year before",
            "preceding year",
            "previous period",
            "last period",
        ),
    },
}

_ENGLISH = vocabulary("en")


def word_meant(context: str, text: str) -> Told | None:
    """The word that a writer means by `text`, which is a word of English; as the reader's language writes it."""
    key = key_meant(context, text, _ENGLISH)
    return None if key is None else _printed(context, key)


def _printed(context: str, key: str) -> Told:
    contexts = {"mode": "label", "direction": "outcome"}
    return keyword_of(contexts.get(context, context), key)


def key_meant(context: str, text: str, words: Vocabulary) -> str | None:
    """Key of `context` that a writer means by `text`, which is no word of the language; ``None`` if none is known.

    Parameters
    ----------
    context
        A context of the table of words, or ``mode`` (ways to round), or ``direction``.
    """
    if words.language != "en":
        return None
    said = " ".join(text.lower().split())
    return next((key for key, others in _SYNONYMS.get(context, {}).items() if said in others), None)
