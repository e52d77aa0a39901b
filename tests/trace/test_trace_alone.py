"""A trace alone gives the value, without program and data: functions opened, days counted, written names, settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from tarazy.dsl.periods import read_period
from tarazy.interpreter.trace_html import trace_html
from tarazy.interpreter.trace_json import schema, trace_json
from tarazy.interpreter.trace_text import trace_text
from tests.generated.running import Ran, ran
from tests.generated.traced import Recomputed
from tests.generated.world import Generated

PROGRAM = """\
methodology work "Work of the bodies"
  version          1
  basis            order p. 1
  in force from    2024-01-01
  in force until   2024-12-31
  period           year
  evaluates        bodies

act order "Order"

module normalisation
module scoring

list bodies "Bodies"
  key              body
  columns
    title:         text
  rows
    body    | title
    finance | "Finance"
    bank    | "Bank"
    science | "Science"

source report "Report"
  code             filed_report
  file             "report.csv"
  key              body, year
  columns
    done:          number, 0 decimals, 0 to 100
    plan:          number, 0 decimals, 1 to 100
    day:           date

calendar own "Working days"
  version          3
  in force from    2023-01-01
  in force until   2025-12-31
  rows
    day        | worked | why
    2024-05-01 | no     | "holiday"
    2024-05-04 | yes    | "worked for 2024-05-10"

schedule year_of_work
  reported year    2024
  held year        2025
  calendar         own

deadline answered "Answers"
  first day        same day
  if day off       next working day
  within           12 calendar days
  counted from     report.day

deadline opened "First answers"
  last day         04-26[reported year]
  if day off       stays

deadline closed "Last answers"
  first day        day after
  within           4 working days
  counted from     answered

parameter norm "Norm"
  code             p_1
  basis            order p. 2
  value            50

variant of_the_bank "Bank"
  basis            order p. 3
  body             bank
  settings
    norm:          2 * 40

function nearness "how near the limited share comes to the most"
  takes
    fact:          number
    most:          number, above 0
  gives            number
  value            if(share > halved; degree_held(share; most); doubled / 2)
  where
    share:         limit(fact; from 0; to most)  "what counts"
    halved:        most / 2
    doubled:       share * 2

quantity counted "Share of the norm"
  code             q_1
  value            report.done / norm

quantity way "Way between the ends"
  value            min_max(counted + 1; over bodies)
  all equal        0

quantity near "Nearness"
  value            nearness(counted; 2) + nearness(counted; most 1)
  zero divisor     0

quantity taken "Days taken"
  value            working days(report.day; working day after(report.day; 7 working days; calendar own); calendar own)

quantity in_time "In time"
  value            if(answered < closed and answered > opened; 1; 0)
"""
FILES = {
    "report.csv": "body,year,done,plan,day\nfinance,2024,40,20,2024-04-29\nbank,2024,40,20,2024-04-30\n"
    "science,2024,90,20,2024-04-26\n"
}


@pytest.fixture(scope="module")
def done() -> Iterator[Ran]:
    """The program run for 2024."""
    with ran(Generated((PROGRAM,), FILES, ()), PROGRAM) as result:
        yield result


def stored(done: Ran, name: str, body: str = "bank") -> Any:  # noqa: ANN401 - JSON of any shape
    """The trace of a value as JSON."""
    return json.loads(trace_json(done.result.trace(body, name, read_period("2024"))))


def test_every_value_is_recomputed(done: Ran) -> None:
    """Law: the trace alone gives the value, with nothing left open: functions, days, names and settings."""
    validator = jsonschema.Draft202012Validator(schema())
    for row in done.rows:
        trace = stored(done, row.name, row.body)
        validator.validate(trace)
        again = Recomputed(trace)
        assert (again.wrong, again.left) == ([], []), row


@pytest.mark.parametrize("part", ["argument", "legend", "day"])
def test_a_number_that_was_changed_is_found(done: Ran, part: str) -> None:
    """Who changes a step of a function, or drops a day off, is found by computing again."""
    trace = stored(done, "taken" if part == "day" else "near")
    formula = trace["root"]["formulas"][0]
    match part:
        case "argument":
            formula["calls"][0]["arguments"][0]["value"]["exact"] = "3/5"
        case "legend":
            formula["calls"][0]["legend"][0]["formula"]["value"]["exact"] = "3/5"
        case _:
            del formula["days"][0]["not_worked"]
    assert Recomputed(trace).wrong


def test_a_function_is_opened(done: Ran) -> None:
    """Each call has the function's formula with its own numbers, what it was given, and the lines of its legend."""
    formula = stored(done, "near")["root"]["formulas"][0]
    first, second = formula["calls"]
    assert (first["written"], second["written"]) == ("nearness(counted; 2)", "nearness(counted; most 1)")
    assert [(one["name"], one["written"], one["value"]["value"]) for one in second["arguments"]] == [
        ("fact", "counted", "0.5"),
        ("most", "1", "1"),
    ]
    assert second["formula"]["numbers"] == "if(0.5 > 0.5; degree_held(0.5; 1); 1 / 2)"
    assert [(one["name"], one["formula"]["numbers"]) for one in second["legend"]] == [
        ("share", "limit(0.5; from 0; to 1)"),
        ("halved", "1 / 2"),
        ("doubled", "0.5 * 2"),
    ]


def test_a_function_calls_another(done: Ran) -> None:
    """Where the branch with a call is taken, the call stands below the one it is made in; else it is named only."""
    trace = done.result.trace("science", "near", read_period("2024"))
    (call,) = trace.root.formulas[0].calls[0].formula.calls
    assert (call.written, call.formula.numbers) == ("degree_held(share; most)", "limit(1.8 / 2; from 0; to 1)")
    untaken = trace_text(done.result.trace("bank", "near", read_period("2024")))
    assert "degree_held: fact / plan" in untaken
    assert "limit(fact / plan; from 0; to 1)" not in untaken


def test_the_ends_of_a_group_are_seen(done: Ran) -> None:
    """Who opens `min_max` sees the least and the greatest, in text and in HTML."""
    trace = done.result.trace("bank", "way", read_period("2024"))
    text = " ".join(trace_text(trace).split())
    assert "progress(x; from least; to greatest) = progress(1.5; from 1.5; to 2.8) = 0" in text
    assert "x: counted + 1 = 1.5" in text
    assert 'least "least of the group" = 1.5 min(x; over group) = 1.5: 3 members' in text
    html = trace_html(trace)
    assert "<strong>greatest of the group</strong> <code>greatest</code> = <strong>2.8</strong>" in html


def test_days_that_were_counted(done: Ran) -> None:
    """From which day to which, by which calendar in which version, and what differs from the week."""
    for one in stored(done, "taken")["root"]["formulas"][0]["days"]:
        assert (one["start"], one["end"], one["calendar"], one["version"]) == ("2024-04-30", "2024-05-09", "own", "3")
        assert (one["not_worked"], one["worked"]) == (["2024-05-01"], ["2024-05-04"])


def test_deadlines_say_how_they_are_counted(done: Ran) -> None:
    """A deadline that is counted from another names it; one of the calendar has its day alone."""
    days = {one["written"]: one for one in stored(done, "in_time")["root"]["formulas"][0]["days"]}
    assert days["closed"]["term"] == {
        "day_off": "stays",
        "days": 4,
        "first_day": "day_after",
        "in_working_days": True,
        "start": "answered",
    }
    assert days["answered"]["term"]["start"] == "report.day"
    assert (days["opened"]["end"], "calendar" in days["opened"]) == ("2024-04-26", False)


def test_names_as_formulas_write_them(done: Ran) -> None:
    """Where a declaration, a source or a parameter has a code, the node says how formulas call it."""
    root = stored(done, "q_1")["root"]
    assert root["written"] == "counted"
    assert {one["name"]: one["written"] for one in root["operands"]} == {
        "filed_report.done": "report.done",
        "p_1": "norm",
    }
    text = trace_text(done.result.trace("bank", "near", read_period("2024")))
    assert 'counted (q_1) "Share of the norm" = 0.5' in text


def test_a_setting_of_a_variant(done: Ran) -> None:
    """The parameter of the body has the value that its variant sets, by that variant and its paragraph."""
    node = next(one for one in stored(done, "q_1")["root"]["operands"] if one["name"] == "p_1")
    assert (node["key"], node["value"]["value"], node["formulas"][0]["written"]) == ("p_1[bank]", "80", "2 * 40")
    assert (node["rule"]["rule"], node["rule"]["basis"][0]["text"]) == ("variant", "order p. 3")
    plain = next(one for one in stored(done, "q_1", "finance")["root"]["operands"] if one["name"] == "p_1")
    assert (plain["key"], plain["value"]["value"], "rule" in plain) == ("p_1", "50", False)


def test_a_function_asks_a_former_year() -> None:
    """What a function asks of an argument for another period stands beside it, with the value there."""
    growth = (
        "function growth\n  takes\n    x:  number, above 0\n  gives  number\n  value  x / x[previous year]\n\n"
        "quantity grown\n  value  growth(report.done + 1)\n  no data  0\n"
    )
    text = PROGRAM.replace("in force from    2024-01-01", "in force from    2023-01-01", 1) + "\n" + growth
    files = {"report.csv": f"{FILES['report.csv']}bank,2023,20,20,2023-04-28\n"}
    files["report.csv"] += "finance,2023,9,20,2023-04-28\nscience,2023,9,20,2023-04-28\n"
    with ran(Generated((text,), files, ()), text) as result:
        trace = stored(result, "grown")
    (call,) = trace["root"]["formulas"][0]["calls"]
    told = [(one["name"], one.get("written", ""), one["value"]["value"]) for one in call["arguments"]]
    assert told == [("x", "report.done + 1", "41"), ("x[previous year]", "", "21")]
    assert Recomputed(trace).left == []
