"""Small methodologies, each with one property refuted, and what the refutation says."""

from __future__ import annotations

from attrs import frozen

HEAD = """\
methodology demo "Demo"
  version         1
  in force from   2024-01-01
  period          year
  evaluates       regions

list regions
  file            "regions.csv"
  key             region

source report "Report"
  file            "report.csv"
  key             region, year
  columns
    done:         number, 1 decimal, 0 to 1000
    plan:         number, 1 decimal, 0 to 1000
    share:        %, 1 decimal, 0 to 100
    health:       number, 2 decimals, 0 to 1
    income:       number, 2 decimals, 0 to 1
    overdue:      number, 0 decimals, 0 to 100
    wrong:        number, 0 decimals, 0 to 100
    mark:         number, 0 decimals, 0 to 60
    kind:         one of plain, special
"""


@frozen
class Refuted:
    """A methodology: what is refuted of it by which property, and of which declaration."""

    name: str
    property: str
    code: str
    text: str
    with_example: bool = True


def _case(name: str, property_: str, code: str, text: str, *, with_example: bool = True) -> Refuted:
    return Refuted(name, property_, code, HEAD + text, with_example)


_TWO = """
indicator a "A"
  better          higher
  value           report.share
  points          100 * value

indicator b "B"
  better          higher
  value           report.health
  points          100 * value
"""

REFUTED: tuple[Refuted, ...] = (
    _case(
        "a negative score behind two penalties",
        "bounds",
        "total",
        """
indicator a "A"
  better          higher
  value           report.share
  points          by bands of value
    from | below | points
         | 50 %  | 10
    50 % |       | 20

deduction overdue "Overdue"
  value           0.5 * report.overdue
  not more than   8 points

deduction wrong "Wrong"
  value           report.wrong
  not more than   8 points

score total "Total"
  sum             a
  less            overdue, wrong
""",
    ),
    _case(
        "points above the most",
        "bounds",
        "a",
        """
indicator a "A"
  better          higher
  value           report.share
  points          12 * value
  most points     10
""",
    ),
    _case(
        "a check that does not hold",
        "checks",
        "in_scale",
        """
indicator a "A"
  better          higher
  value           report.share
  points          120 * value

check in_scale "Within the scale"
  holds           a >= 0 points and a <= 100 points
""",
    ),
    _case(
        "a division by zero that nothing answers",
        "defined",
        "a",
        """
indicator a "A"
  better          higher
  value           report.done / report.plan
  zero divisor    not computed
  points          by bands of value
    from | below | points
         | 50 %  | 0
    50 % |       | 10
""",
    ),
    _case(
        "too few members for the coverage",
        "defined",
        "total",
        """
indicator a "A"
  better          higher
  value           report.done / report.plan
  zero divisor    not applicable
  points          by bands of value
    from | below | points
         | 50 %  | 0
    50 % |       | 10

indicator b "B"
  better          higher
  value           report.share
  points          10 * value

score total "Total"
  mean            a, b
  needs           2, otherwise not computed
  not applicable members  divided by those taking part
""",
    ),
    _case(
        "a component of a geometric mean that is zero",
        "components",
        "index",
        """
criterion index "Index"
  geometric mean  report.health, report.income
""",
    ),
    _case(
        "bands of a lower-is-better indicator that are not monotone",
        "monotone",
        "sharing",
        """
indicator sharing "Sharing"
  better          lower
  value           report.share
  points          by bands of value
    from | below | points
         | 10 %  | 10
    10 % | 50 %  | 4
    50 % |       | 6
""",
    ),
    _case(
        "a score that falls when an indicator rises",
        "monotone",
        "total",
        _TWO
        + """
score total "Total"
  value           if(a > 50 points; b; a + b)
""",
    ),
    _case(
        "points that pay for a greater deduction",
        "monotone",
        "total",
        """
indicator a "A"
  better          higher
  value           report.share
  points          100 * value

deduction wrong "Wrong"
  value           report.wrong
  not more than   50 points

score total "Total"
  value           a + 0.5 * wrong
""",
    ),
    _case(
        "a band that no data reach",
        "reachable",
        "a",
        """
indicator a "A"
  better          higher
  value           report.mark
  points          by bands of value
    from | below | points
         | 50    | 0
    50   | 80    | 5
    80   |       | 10
""",
    ),
    _case(
        "a grade that no score reaches",
        "reachable",
        "level",
        """
indicator a "A"
  better          higher
  value           report.share
  points          by bands of value
    from | below | points
         | 50 %  | 10
    50 % |       | 40

indicator b "B"
  better          higher
  value           report.health
  points          by bands of value
    from | below | points
         | 0.5   | 10
    0.5  |       | 40

score total "Total"
  sum             a, b

grade level of total
  from      | below     | grade
            | 30 points | low
  30 points | 45 points | middle
  45 points | 60 points | good
  60 points |           | high
""",
    ),
    _case(
        "a case behind one that holds already",
        "reachable",
        "a",
        """
indicator a "A"
  better          higher
  value           report.share
  points          first that holds
    when          | points
    value >= 50 % | 10
    value >= 80 % | 20
    otherwise     | 0
""",
    ),
    _case(
        "weights in a formula that sum to less",
        "weights",
        "total",
        _TWO
        + """
score total "Total"
  value           0.6 * a + 0.3 * b
""",
    ),
    _case(
        "a weight lost where a member does not apply",
        "weights",
        "total",
        """
indicator a "A"
  better          higher
  value           report.done / report.plan
  zero divisor    not applicable
  points          by bands of value
    from | below | points
         | 50 %  | 0
    50 % |       | 100

indicator b "B"
  better          higher
  value           report.share
  points          100 * value

score total "Total"
  weighted mean
    a:            60 %
    b:            40 %
  not applicable members  0 points
""",
    ),
    _case(
        "a ratio for which more is paid less",
        "monotone",
        "ratio",
        """
indicator ratio "Ratio"
  better          higher
  value           report.done / report.plan
  zero divisor    not applicable
  points          by bands of value
    from | below | points
         | 50 %  | 0
    50 % | 90 %  | 5
    90 % |       | 3
""",
    ),
    _case(
        "an element of a family for which worse is paid more",
        "monotone",
        "goal_points",
        """
list goals
  key             goal
  columns
    aim:          number, 0 decimals
    way:          direction
  rows
    goal | aim | way
    one  | 10  | higher
    two  | 40  | lower

source reached "Goals"
  file            "goals.csv"
  key             region, goal, year
  columns
    fact:         number, 0 decimals, 0 to 100

indicator goal_points "Goals"
  for each        goals as goal
  better          goal.way
  value           reached.fact
  points          first that holds
    when                     | points
    reaches(value; goal.aim) | 10
    value = 50               | 12
    otherwise                | 1
""",
    ),
    _case(
        "a penalty by rows of a register",
        "bounds",
        "total",
        """
register appeals "Appeals"
  file            "appeals.csv"
  key             appeal
  belongs to      region, due
  columns
    region:       regions
    due:          date
    answered:     date, may be absent

indicator a "A"
  better          higher
  value           report.share
  points          10 * value

deduction unanswered "Unanswered appeals"
  value           0.5 * count(appeals; only not(has(answered)))
  not more than   no limit

score total "Total"
  sum             a
  less            unanswered
""",
    ),
)
"""At least ten kinds of properties that do not hold."""
