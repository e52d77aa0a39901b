"""Each rule finds what breaks it, says so in words, and lets pass what keeps it."""

from __future__ import annotations

import pytest

from tarazy.dsl.diagnostics import catalogue
from tarazy.dsl.rules.registry import NOTE_RULES, PROGRAM_RULES, RULES_OF_NODES
from tests.checking.small_program import codes, findings_text
from tests.golden import Golden

STATISTIC = "100 * progress(value; from worst(value; over evaluated); to best(value; over evaluated))"


def quantity(value: str, *lines: str) -> str:
    """A quantity of that value."""
    return "\n  ".join(["quantity q", f"value           {value}", *lines]) + "\n"


BROKEN = {
    "T201": quantity("budget.closed + 1"),
    "T202": quantity("if(budget.staff; 1; 0)"),
    "T203_added": quantity("budget.spent + budget.staff"),
    "T203_compared": quantity("if(budget.spent > 5; 1; 0)"),
    "T203_declared": "quantity q\n  unit            persons\n  value           budget.spent\n",
    "T203_points": "indicator i\n  better          higher\n  value           budget.spent\n  points          value\n",
    "T204": quantity("count(bodies) + count(measures)"),
    "T205_answer": "indicator i\n  better          higher\n  value           budget.reserve\n  no data         5
    persons\n", "T205_cells": quantity("if(budget.closed; budget.spent; 1)"), "T205_members": "quantity q\n  mean
    budget.spent, budget.staff\n", "T206_dates": quantity("budget.due + 1"), "T206_order": quantity("if(body.kind
    < body.kind; 1; 0)"), "T210": quantity("ln(budget.planned)"), "T221": quantity("if(budget.spent /
    budget.planned >= 95; 1; 0)"), "A261": quantity("rates.rate"), "A262": quantity("sum(budget.spent; over
    measures)"), "S301": "quantity a\n  value           budget.reserve\n  no data         not applicable\n\n"
    "criterion c\n  sum             a, budget.spent\n", "S302": "criterion c\n  value           budget.reserve +
    budget.spent\n", "S303": quantity("budget.spent / budget.planned", "zero divisor    0"), "S312":
    quantity("mean(rates.rate; over measures; only rates.rate > 0)"), "S320_division": quantity("budget.spent /
    budget.revised"), "S320_equal": quantity("progress(budget.grown; from 2; to 2)"), "S320_progress": "quantity
    q\n  for each        measures as measure\n" "  value           progress(rates.rate; from measure.low; to
    measure.high)\n", "S321": quantity("rank(budget.spent; over central; highest first; ties share the better
    place)"), "S322": f"indicator i\n  better          higher\n  value           budget.spent\n  points
    {STATISTIC}\n", "S325": quantity("ln(budget.grown)"), "W461": "criterion c\n  weighted mean\n    budget.spent:
    33 %\n    budget.planned: 66 %\n", "B401": quantity("budget.done") + "\ngrade g of q\n  from   | below  |
    grade\n         | 0.5    | low\n  0.6    |        | high\n", "B402": quantity("budget.done") + "\ngrade g of
    q\n  from   | up to  | grade\n         | 0.5    | low\n  0.5    |        | high\n", "B403":
    quantity("budget.done") + "\ngrade g of q\n  from   | below  | grade\n  0.5    |        | high\n         | 0.2
    | low\n  0.2    | 0.5    | mid\n", "B410_otherwise": "quantity q\n  value           first that holds\n    when
    | value\n" "    budget.revised = 0 KZT | 0\n    budget.revised > 5 KZT | 1\n", "B410_together": "quantity q\n
    value\n    when                   | value\n" "    budget.revised = 0 KZT | 0\n    budget.spent > 5 KZT   | 1\n
    otherwise              | 2\n", "B411": "quantity q\n  value           by values of body.kind\n    value    |
    points\n    ministry | 1\n", "B420": "indicator i\n  better          higher\n  value           budget.spent /
    budget.planned\n  points 50 * value\n", "G351": "quantity a\n  value           b + 1\n\nquantity b\n  value
    mean(c; over evaluated)\n\n" "quantity c\n  value           2 * a\n", "G352": quantity("q[previous year] +
    1"), "R801": "indicator i\n  value           budget.spent\n", "R803": "indicator i\n  better          higher\n
    value 5\n", }
"""What breaks a rule, by the code that it must be found for."""

KEPT = {
    "a percent against a percent": quantity("if(budget.spent / budget.planned >= 95 %; 1; 0)"),
    "counts multiplied by 1": quantity("1 * count(bodies) + 1 * count(measures)"),
    "a date and days": quantity("if(budget.due - body.founded > 5 days; 1; 0)"),
    "an aggregate takes the list away": quantity("mean(rates.rate; over measures)"),
    "a family has it": "quantity q\n  for each        measures as measure\n  value           rates.rate\n",
    "needs answers": "criterion c\n  mean            budget.reserve, budget.spent\n  needs           1, otherwise
    not computed\n", "a later one is always there": "criterion c\n  value           first present(budget.reserve;
    budget.spent)\n", "has is yes or no": "criterion c\n  value           if(has(budget.reserve); 1; 0)\n", "a
    column above 0": quantity("budget.spent / budget.planned"), "a branch leaves 0 out": quantity("if(budget.grown
    != 0; 1 / budget.grown; 0)"), "a comparison leaves 0 out": quantity("if(budget.revised > 0 KZT; budget.spent /
    budget.revised; 0)"), "an earlier case took 0": "quantity q\n  value           first that holds\n    when
    | value\n" "    budget.revised = 0 KZT | 0\n    otherwise              | budget.spent / budget.revised\n", "an
    order keeps the ends apart": "quantity q\n  for each        measures as measure\n" "  value
    if(measure.low < rates.rate and rates.rate <= measure.high;" " progress(rates.rate; from measure.low; to
    measure.high); 0)\n", "the difference of two that differ": quantity( "if(budget.spent > budget.revised;
    budget.planned / (budget.spent - budget.revised); 0)" ), "a condition guards the next":
    quantity("if(budget.grown > 0 and ln(budget.grown) > 1; 1; 0)"), "a legend is judged where it is used":
    "quantity q\n  value           first that holds\n" "    when              | value\n    budget.grown > 0  | r\n
    budget.grown < 0  | 2 * r\n    otherwise | 0\n" "  where\n    r:            1 / budget.grown\n", "a list's own
    filter is settled with it": quantity("mean(rates.rate; over measures; only measure.domain = safety)"), "what
    all equal answers": "indicator i\n  better          higher\n  value           budget.spent\n" f"  points
    {STATISTIC}\n all equal       50 points\n", "no value lies in the gap": quantity("budget.done", "round
    half up, 1 decimal") + "\ngrade g of q\n  from   | up to  | grade\n         | 0.5    | low\n  0.6    |
    | high\n", "cases that exclude each other": "quantity q\n  value\n    when                    | value\n" "
    budget.revised <= 5 KZT | 0\n    budget.revised > 5 KZT  | 1\n", "cases by every word": "quantity q\n  value\n
    when                 | value\n" "    body.kind = ministry | 0\n    body.kind = agency   | 1\n", "weights of
    100 %": "criterion c\n  weighted mean\n    budget.spent:   33.5 %\n    budget.planned: 66.5 %\n", }
"""What keeps the rule that it looks as if it broke."""


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_rule_is_found_for_it_alone(name: str) -> None:
    """Law: one mistake is one code, found once; a second code would send the reader to a second place."""
    assert codes(BROKEN[name]) == [name[:4]]


@pytest.mark.parametrize("name", BROKEN)
def test_words_of_findings(name: str, golden: Golden) -> None:
    """Law: what is said of a mistake, where, and what to do, changes only on purpose."""
    golden(f"{name}.txt", findings_text(BROKEN[name]))


@pytest.mark.parametrize("name", KEPT)
def test_what_keeps_a_rule_is_let_pass(name: str) -> None:
    """Law: nothing is said of what cannot go wrong."""
    assert codes(KEPT[name]) == []


def test_every_code_of_a_rule_is_in_the_catalogue() -> None:
    """Law: a rule reports only codes that have a message."""
    rules = (*PROGRAM_RULES, *NOTE_RULES, *RULES_OF_NODES)
    missing = [code for rule in rules for code in rule.codes if code not in catalogue(code[0])]
    assert missing == []


def test_a_mistake_is_not_reported_again_by_those_who_use_it() -> None:
    """Law: after a finding the type is unknown, and an unknown type fits everywhere."""
    text = quantity("budget.spent + budget.staff") + "\nquantity r\n  value           ln(q) + budget.due\n"
    assert codes(text) == ["T203"]


def test_a_cycle_is_not_reported_again_by_those_who_use_it() -> None:
    """Law: what is computed from a cycle is not complained of."""
    text = "quantity a\n  value           b + 1\n\nquantity b\n  value           a + 1\n\ncriterion c\n  value
    ln(a)\n" assert codes(text) == ["G351"]
