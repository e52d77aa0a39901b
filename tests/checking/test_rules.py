"""Each rule finds what breaks it, says so in words, and lets pass what keeps it."""

from __future__ import annotations

import pytest

from tarazy.dsl.diagnostics import catalogue
from tarazy.dsl.rules.registry import NOTE_RULES, PROGRAM_RULES, RULES_OF_NODES
from tests.checking.small_program import codes, findings_text
from tests.golden import Golden

STATISTIC = "100 * progress(value; from worst(value; over evaluated); to best(value; over evaluated))"


def lines(head: str, *rest: str) -> str:
    """A declaration: its head, and its lines indented by two."""
    return "".join([f"{head}\n", *(f"  {line}\n" for line in rest)])


def quantity(value: str, *rest: str) -> str:
    """A quantity of that value."""
    return lines("quantity q", f"value  {value}", *rest)


def indicator(value: str, *rest: str) -> str:
    """An indicator of that value, better higher."""
    return lines("indicator i", "better  higher", f"value  {value}", *rest)


def cases(first: str, *rows: str) -> str:
    """A quantity by a table of cases."""
    return lines("quantity q", f"value  {first}".rstrip(), "  when | value", *(f"  {row}" for row in rows))


def graded(*rows: str, steps: tuple[str, ...] = ()) -> str:
    """A grade of a number from 0 to 100 with 1 decimal."""
    return quantity("budget.done", *steps) + "\n" + lines("grade g of q", *rows)


def source(column: str) -> str:
    """A source of one column."""
    return lines("source s", 'file  "s.csv"', "key  body, year", "columns", f"  {column}")


def expecting(row: str) -> str:
    """An example that expects one row."""
    return lines('\nexample "e"', "expect", f"  {row}")


def example(given: str) -> str:
    """An example that gives one row."""
    return lines('\nexample "e"', "given", f"  {given}", "expect", "  s:  60 points")


GRADE = graded("from | below | grade", "     | 0.5   | low", "0.5  |       | high")
WRITTEN_LIST = (
    lines("list grades", "key  grade", "columns", "  weight:  number, 0 decimals, 1 to 9")
    + "  rows\n    grade | weight\n    one   | 1\n    two   | 2\n\n"
)

BROKEN = {
    "T201": quantity("budget.closed + 1"),
    "T202": quantity("if(budget.staff; 1; 0)"),
    "T203_added": quantity("budget.spent + budget.staff"),
    "T203_compared": quantity("if(budget.spent > 5; 1; 0)"),
    "T203_declared": quantity("budget.spent", "unit  persons"),
    "T203_points": indicator("budget.spent", "points  value"),
    "T204": quantity("count(bodies) + count(measures)"),
    "T205_answer": indicator("budget.reserve", "no data  5 persons"),
    "T205_cells": quantity("if(budget.closed; budget.spent; 1)"),
    "T205_members": lines("quantity q", "mean  budget.spent, budget.staff"),
    "T206_dates": quantity("budget.due + 1"),
    "T206_order": quantity("if(body.kind < body.kind; 1; 0)"),
    "T210": quantity("ln(budget.planned)"),
    "T221": quantity("if(budget.spent / budget.planned >= 95; 1; 0)"),
    "T222": quantity("if(budget.done / (budget.grown + 11) >= 95; 1; 0)"),
    "T223": quantity("if(budget.spent / budget.planned * 100 >= 95 %; 1; 0)"),
    "T223_column": quantity("if(budget.done >= 95 %; 1; 0)"),
    "A261": quantity("rates.rate"),
    "A262": quantity("sum(budget.spent; over measures)"),
    "S301": lines("quantity a", "value  budget.reserve", "no data  not applicable")
    + lines("\ncriterion c", "sum  a, budget.spent"),
    "S302": lines("criterion c", "value  budget.reserve + budget.spent"),
    "S303": quantity("budget.spent / budget.planned", "zero divisor  0"),
    "S312": quantity("mean(rates.rate; over measures; only rates.rate > 0)"),
    "S320_division": quantity("budget.spent / budget.revised"),
    "S320_equal": quantity("progress(budget.grown; from 2; to 2)"),
    "S320_progress": quantity(
        "progress(rates.rate; from measure.low; to measure.high)", "for each  measures as measure"
    ),
    "S321": quantity("rank(budget.spent; over central; highest first; ties share the better place)"),
    "S322": indicator("budget.spent", f"points  {STATISTIC}"),
    "S325": quantity("ln(budget.grown)"),
    "B414": lines("score s", "sum  budget.done")
    + "\n"
    + lines("rank place", "value  rank(s; over bodies; highest first; ties share the better place)")
    + "\n"
    + lines("grade g of place", "from | below | grade", "     | 4     | low", "4    |       | high"),
    "W461": lines("criterion c", "weighted mean", "  budget.spent: 33 %", "  budget.planned: 66 %"),
    "W461_conditional": lines(
        "criterion c",
        "weighted mean",
        "  budget.spent: if(budget.closed; 50 %; 40 %)",
        "  budget.planned: 60 %",
    ),
    "B401": graded("from | below | grade", "     | 0.5   | low", "0.6  |       | high"),
    "B401_above": graded("from | below | grade", "     | 0.5   | low", "0.5  | 80    | high"),
    "B401_below": graded("from | below | grade", "5    | 50    | low", "50   |       | high"),
    "B401_point": graded("above | below | grade", "     | 0.5   | low", "0.5  |       | high"),
    "B401_percent": lines("quantity q", "value  budget.spent / budget.planned")
    + lines("\ngrade g of q", "from | below | grade", "     | 50 %  | low", "60 % |       | high"),
    "B405": graded("from | below | grade", "     | 0.5   | low", "7    | 0.9   | high", "0.9  |       | top"),
    "B402_with_one": graded("from | below | grade", "     | 7     | low", "0.5  | 0.7   | mid", "0.7  |       | high"),
    "S325_long": quantity("ln(budget.spent / 300_000_000_000_001 KZT)"),
    "B402_between": graded("from | up to | grade", "     | 0.7   | low", "0.5  |       | high"),
    "B402": graded("from | up to | grade", "     | 0.5   | low", "0.5  |       | high"),
    "B403": graded("from | below | grade", "0.5  |       | high", "     | 0.2   | low", "0.2  | 0.5   | mid"),
    "B410_otherwise": cases("first that holds", "budget.revised = 0 KZT | 0", "budget.revised > 5 KZT | 1"),
    "B410_together": cases("", "budget.revised = 0 KZT | 0", "budget.spent > 5 KZT | 1", "otherwise | 2"),
    "B411": lines("quantity q", "value  by values of body.kind", "  value    | points", "  ministry | 1"),
    "B420": indicator("budget.spent / budget.planned", "points  50 * value"),
    "G351": lines("quantity a", "value  b + 1")
    + lines("\nquantity b", "value  mean(c; over evaluated)")
    + lines("\nquantity c", "value  2 * a"),
    "G352": quantity("q[previous year] + 1"),
    "G353": lines("quantity a", "value  budget.done") + lines("\nscore s", "value  budget.points"),
    "S304": quantity("mean(rates.rate; over measures) - mean(rates.seen; over measures)", "needs  2"),
    "S305": quantity("budget.done", "mean  budget.done, budget.grown"),
    "S306": quantity("limit(budget.done; from 60; to 40)"),
    "S306_steps": quantity("budget.done", "not less than  60", "not more than  40"),
    "E706": quantity("budget.done")
    + lines('\nexample "e"', "given", "  budget.done:  4", "  budget.done:  5", "expect", "  q:  5"),
    "N192_element": lines("list l", "key  k", "columns", "  w:  number", "rows", "  k | w", "  a | 1", "  a | 2"),
    "N192_word": source("a:  one of x, y, x"),
    "N192_code": source("a:  yes/no, coded 1 = yes, 1 = no"),
    "N192_key": lines("source s", 'file  "s.csv"', "key  body, body", "columns", "  a:  number"),
    "W465": lines("criterion c", "weighted mean", "  budget.done:  150 %", "  budget.grown:  -50 %"),
    "W466": lines("bonus b", "value  budget.points") + lines("\ncriterion c", "sum  budget.points", "less  b"),
    "W466_deduction": lines("deduction b", "value  budget.points")
    + lines("\ncriterion c", "sum  budget.points", "plus  b"),
    "A266": indicator("budget.done", "applies to  measures"),
    "A267": quantity("budget.done", "for each  measures as measure"),
    "B412_parameter": lines("parameter p", "value", "  2020:  1", "  2020:  2"),
    "B413": lines("quantity q", "value  by bands of budget.done")
    + "    from | below | value\n         | -5    | 1\n    -5   |       | 2\n",
    "B413_cases": cases("first that holds", "budget.done >= 50 | 2", "budget.done < 50 | 1", "budget.done > 90 | 3"),
    "B413_word": lines("quantity q", "value  by values of body.kind")
    + "    value    | points\n    ministry | 1\n    agency   | 2\n    school   | 3\n",
    "T205_parameter": lines("parameter p", "value", "  2020:  1 KZT", "  2021:  2"),
    "S303_needs_nothing": lines("criterion c", "mean  budget.done, budget.grown", "needs  0"),
    "S303_needs": quantity("budget.done", "needs  2"),
    "S326": quantity("budget.grown / budget.grown[previous year] - 1", "zero divisor  not applicable"),
    "S326_difference": quantity(
        "(budget.grown - budget.grown[previous year]) / budget.grown[previous year]", "zero divisor  not applicable"
    ),
    "W462": lines("criterion c", "mean  budget.done, budget.grown", "needs  3, otherwise not computed"),
    "W462_rows": WRITTEN_LIST + quantity("mean(grade.weight; over grades)", "needs  3, otherwise not computed"),
    "W462_share": lines("criterion c", "mean  budget.done, budget.grown", "needs  120 %, otherwise not computed"),
    "W463": lines("criterion c", "sum  budget.done, budget.grown, budget.done"),
    "W463_correction": lines("deduction d", "value  budget.points", "not more than  3 points")
    + lines("\ncriterion c", "sum  budget.points", "less  d", "not less than  0 points", "less  d"),
    "W464": lines("indicator i", "better  higher", "value  budget.reserve", "no data  not computed")
    + lines("\ncriterion c", "mean  i, budget.spent", "needs  1, otherwise not computed"),
    "B404": graded("from | below | grade", "     | 0.2   | low", "0.2  | 0.5   | high", "0.5  |       | low"),
    "B412": lines(
        "quantity q",
        "value  by values of body.kind",
        "  value | points",
        "  ministry | 1",
        "  agency | 2",
        "  ministry | 3",
    ),
    "B412_line": lines(
        "quantity q", "value  by line of budget.done", "  at | points", "  5 | 1", "  7 | 2", "  5.0 | 3"
    ),
    "N190": lines("quantity a", "value  1") + "\n" + quantity("a", "where", "  a:  budget.done"),
    "G354": quantity("budget.done", "where", "  a:  budget.grown"),
    "E705": lines("score s", "value  budget.points") + expecting("s:  60"),
    "E705_percent": quantity("budget.spent / budget.planned") + expecting("q:  95"),
    "E705_given": lines("criterion c", "value  budget.points") + lines("\nscore s", "value  c") + example("c:  60"),
    "E705_unit": quantity("budget.spent / budget.planned") + expecting("q:  95 KZT"),
    "E705_word": GRADE + expecting("g:  medium"),
    "E705_near": GRADE + expecting("g:  hihg"),
    "R801": lines("indicator i", "value  budget.spent"),
    "R803": indicator("5"),
}
"""What breaks a rule, by the code that it must be found for."""

KEPT = {
    "a percent against a percent": quantity("if(budget.spent / budget.planned >= 95 %; 1; 0)"),
    "counts multiplied by 1": quantity("1 * count(bodies) + 1 * count(measures)"),
    "a date and days": quantity("if(budget.due - body.founded > 5 days; 1; 0)"),
    "an aggregate takes the list away": quantity("mean(rates.rate; over measures)"),
    "a family has it": quantity("rates.rate", "for each  measures as measure"),
    "needs answers": lines("criterion c", "mean  budget.reserve, budget.spent", "needs  1, otherwise not computed"),
    "a later one is always there": lines("criterion c", "value  first present(budget.reserve; budget.spent)"),
    "has is yes or no": lines("criterion c", "value  if(has(budget.reserve); 1; 0)"),
    "a column above 0": quantity("budget.spent / budget.planned"),
    "a branch leaves 0 out": quantity("if(budget.grown != 0; 1 / budget.grown; 0)"),
    "a comparison does": quantity("if(budget.revised > 0 KZT; budget.spent / budget.revised; 0)"),
    "an earlier case took 0": cases(
        "first that holds", "budget.revised = 0 KZT | 0", "otherwise | budget.spent / budget.revised"
    ),
    "an order keeps the ends apart": quantity(
        "if(measure.low < rates.rate and rates.rate <= measure.high;"
        " progress(rates.rate; from measure.low; to measure.high); 0)",
        "for each  measures as measure",
    ),
    "the difference of two that differ": quantity(
        "if(budget.spent > budget.revised; budget.planned / (budget.spent - budget.revised); 0)"
    ),
    "a condition guards the next": quantity("if(budget.grown > 0 and ln(budget.grown) > 1; 1; 0)"),
    "a legend is judged where it is used": cases(
        "first that holds", "budget.grown > 0 | r", "budget.grown < 0 | 2 * r", "otherwise | 0"
    )
    + "  where\n    r: 1 / budget.grown\n",
    "a list's own filter": quantity("mean(rates.rate; over measures; only measure.domain = safety)"),
    "all equal answers": indicator("budget.spent", f"points  {STATISTIC}", "all equal  50 points"),
    "no value lies in the gap": graded(
        "from | up to | grade",
        "     | 0.5   | low",
        "0.6  |       | high",
        steps=("round  half up, 1 decimals",),
    ),
    "cases that exclude each other": cases("", "budget.revised <= 5 KZT | 0", "budget.revised > 5 KZT | 1"),
    "cases by every word": cases("", "body.kind = ministry | 0", "body.kind = agency | 1"),
    "a score uses it": lines("quantity a", "value  budget.points") + lines("\nscore s", "value  a"),
    "a check names it": lines("quantity a", "value  budget.done")
    + lines("\nscore s", "value  budget.points")
    + lines("\ncheck c", "holds  a >= 0"),
    "an example names it": lines("quantity a", "value  budget.done")
    + lines("\nscore s", "value  budget.points")
    + expecting("a:  60"),
    "without a score it is the result": indicator("budget.done"),
    "one aggregate of two is in a quantity": lines("quantity m", "value  mean(rates.rate; over measures)")
    + "\n"
    + quantity("mean(rates.rate; over measures) - m", "needs  2"),
    "a rate of what is never below 0": quantity(
        "budget.spent / budget.spent[previous year] - 1", "zero divisor  not applicable"
    ),
    "a rate where a case leaves the rest out": cases(
        "first that holds",
        "budget.grown[previous year] > 0 | budget.grown / budget.grown[previous year] - 1",
        "otherwise | 0",
    ),
    "as many as there are": lines("criterion c", "mean  budget.done, budget.grown", "needs  2, otherwise not computed"),
    "nobody knows how many there are": quantity("mean(rates.rate; over measures)", "needs  99"),
    "one value of two lists of elements": lines(
        "quantity q", "sum  rates.rate[only measure.domain = safety], rates.rate[only measure.domain = clinical]"
    ),
    "every member is needed": lines("indicator i", "better  higher", "value  budget.reserve", "no data  not computed")
    + lines("\ncriterion c", "mean  i, budget.spent", "needs  all, otherwise not computed"),
    "a legend uses its own names": quantity("a", "where", "  a:  2 * b", "  b:  budget.done"),
    "an example in the unit": lines("score s", "value  budget.points") + expecting("s:  60 points"),
    "an example of a share": quantity("budget.spent / budget.planned") + expecting("q:  0.95"),
    "an example of a count": quantity("count(bodies)") + expecting("q:  7"),
    "weights of 100 %": lines("criterion c", "weighted mean", "  budget.spent: 33.5 %", "  budget.planned: 66.5 %"),
}
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
    of_programs = [code for rule in (*PROGRAM_RULES, *NOTE_RULES) for code in rule.codes]
    of_nodes = [code for rule in RULES_OF_NODES for code in rule.codes]
    assert [code for code in of_programs + of_nodes if code not in catalogue(code[0])] == []


def test_a_mistake_is_not_reported_again_by_those_who_use_it() -> None:
    """Law: after a finding the type is unknown, and an unknown type fits everywhere."""
    mistake = quantity("budget.spent + budget.staff")
    assert codes(mistake + lines("\nquantity r", "value  ln(q) + budget.spent")) == ["T203"]


def test_a_cycle_is_not_reported_again_by_those_who_use_it() -> None:
    """Law: what is computed from a cycle is not complained of."""
    cycle = lines("quantity a", "value  b + 1") + lines("\nquantity b", "value  a + 1")
    assert codes(cycle + lines("\ncriterion c", "value  ln(a)")) == ["G351"]
