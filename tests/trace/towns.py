"""A small methodology with its data, in which a trace meets every construct once, and runs of it."""

from pathlib import Path

from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.program import Program
from tarazy.dsl.source import source_of
from tarazy.interpreter.data import Snapshot, read_snapshot
from tarazy.interpreter.run import RunResult, run

TOWNS = """\
methodology towns "Care of towns"
  version         1.0
  basis           rules
  in force from   2020-01-01
  period          year
  evaluates       towns

act rules "Rules of the assessment of towns"

list towns "Towns"
  file            "towns.csv"
  key             "code" = town

list inland of towns "Towns without a port"
  file            "inland.csv"
  key             "code" = town

list services "Services"
  file            "services.csv"
  key             "code" = service
  columns
    norm:         days, 0 decimals, 1 to 100                     "Norm of days"

source budget "Report on budget execution"
  file            "budget.csv"
  key             "town" = town, year
  columns
    plan:         money KZT, 2 decimals, above 0 to 1_000_000    "Plan"
    fact:         money KZT, 2 decimals, 0 to 1_000_000, may be absent   "Fact"

source answers "Days to an answer"
  file            "answers.csv", period 2021
  key             "town" = town, service
  columns
    days_taken:   days, 1 decimal, 0 to 1_000, may be absent     "Days taken"

parameter ceiling "Greatest share that counts"
  basis           rules p. 2
  value           120 %

every indicator
  basis           rules p. 1
  better          higher
  no data         not applicable

indicator execution "Execution of the budget"
  basis           rules p. 3
  value           budget.fact / budget.plan
  not more than   ceiling
  points          by bands of value
    from   | below  | points
           | 50 %   | 0
    50 %   | 90 %   | 5
    90 %   |        | 10

indicator speed "Speed of answers"
  for each        services as service
  basis           rules p. 4
  better          lower
  value           answers.days_taken
  points          first that holds
    when                           | points
    value <= service.norm          | 10
    otherwise                      | limit(round(P; half up; 1 decimal); from 0; to 10)
  where
    P:            10 - 2 * ((value - service.norm) / S)          "before rounding"
    S:            1 day                                          "a day"

criterion answering "Answers"
  basis           rules p. 5
  value           mean(speed; over services)
  needs           1, otherwise not applicable

deduction lateness "Late report"
  basis           rules p. 6
  value           if(execution.value < 60 %; 1; 0)
  no data         0 points

score total "Overall"
  basis           rules p. 7
  weighted mean
    execution:    60 %
    answering:    40 %
  needs           1, otherwise not computed
  not applicable members    weights rescaled
  less            lateness
  not less than   0 points
  round           half up, 2 decimals

quantity growth "Growth of the share"
  value           execution.value - execution.value[previous year]

quantity above_mean "Share above that of the group"
  value           execution.value - mean(execution.value; over inland)

rank place "Place"
  applies to      inland
  value           rank(total; over inland; highest first; ties share the better place)

grade level of total "Level"
  from  | below | grade     | label
        | 5     | weak      | "Weak"
  5     |       | strong    | "Strong"

check spent "Nothing is spent beyond the plan"
  holds           budget.fact <= budget.plan
"""

FILES = {
    "towns.csv": "code\nash\nbirch\ncedar\nport\n",
    "inland.csv": "code\nash\nbirch\ncedar\n",
    "services.csv": "code,norm\nlicence,10\npermit,15\n",
    "budget.csv": (
        "town,year,plan,fact\n"
        "ash,2020,100.00,80.00\nash,2021,300.00,200.00\nbirch,2021,100.00,130.50\n"
        "cedar,2021,100.00,\nport,2021,700.00,400.00\n"
    ),
    "answers.csv": (
        "town,service,days_taken\nash,licence,9.5\nash,permit,16.3\nbirch,licence,40\nbirch,permit,\nport,licence,10\n"
    ),
}


def program_of_text(text: str, name: str = "towns.meth") -> Program:
    """The program of a text; the test fails on any error in it."""
    compilation = compile_sources([source_of(name, text)])
    assert compilation.program is not None, [(one.code, one.message) for one in compilation.findings]
    return compilation.program


def snapshot_of(program: Program, folder: Path, files: dict[str, str] | None = None) -> Snapshot:
    """The data of a program, written into a folder and read from it; the test fails on any violation."""
    for name, text in (FILES if files is None else files).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    head = program.methodology
    snapshot, findings = read_snapshot(program.lists, program.sources, None if head is None else head.evaluates, folder)
    assert snapshot is not None, [(one.code, str(one.place), one.message) for one in findings]
    return snapshot


def run_of_towns(folder: Path, text: str = TOWNS) -> RunResult:
    """The run of the towns in 2021."""
    program = program_of_text(text)
    return run(program, snapshot_of(program, folder), [2021])
