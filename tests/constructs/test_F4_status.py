"""F4: a status by rule with partial credit; F5: the status of a parent from its children."""

from __future__ import annotations

from pathlib import Path

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.programs import HEAD, codes, compiled, found, ran, survives_formatting

STATUS = """\
status fulfilment "Fulfilment of the plan"
  value           by bands of report.fact / report.plan
    from | below | status   | points | label
         | 50 %  | missed   | 0      | "Missed"
    50 % | 100 % | partly   | 0.5    | "In part"
    100 % |      | achieved | 1      | "Achieved"
  zero divisor    not counted
"""
CREDIT = """
indicator credit "Credit"
  better          higher
  value           10 * points(fulfilment)
  no data         not counted
"""
PARENT = """
status district "Standing of the district"
  value           first that holds
    when                                                | status
    share(bodies; only fulfilment = achieved) = 100 %   | achieved
    count(bodies; only not(fulfilment = missed)) >= 2   | partly
    otherwise                                           | missed
"""


def test_F4_status_is_a_word_with_credit(tmp_path: Path) -> None:
    """The table gives the word, `points(x)` what it counts, in points; the trace shows the row taken."""
    result = ran(tmp_path, STATUS + CREDIT)
    assert [result.shown("fulfilment", body) for body in ("north", "south", "west")] == ["achieved", "partly", "missed"]
    assert [result.shown("credit", body) for body in ("north", "south", "west")] == [
        "10 points",
        "5 points",
        "0 points",
    ]
    text = result.text("credit", "south")
    assert "10 * points(fulfilment)" in text
    assert "partly -> 0.5" in text
    assert "from 50 % below 100 % -> partly" in text or "from 0.5 below 1 -> partly" in text


def test_F4_credit_goes_with_its_period(tmp_path: Path) -> None:
    """The points of a former year are those of the word of that year."""
    text = f"{STATUS}\nquantity gain\n  value           points(fulfilment) - points(fulfilment[previous year])\n"
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2023,100,10,0\nnorth,2024,100,100,0\n"}
    result = ran(tmp_path, text, files)
    assert result.shown("gain", "north") == "1 point"


def test_F4_credit_may_be_a_formula(tmp_path: Path) -> None:
    """Linear credit: the cell is a formula of the status's own legend."""
    text = """\
status fulfilment
  value           by bands of D
    from | below | status   | points
         | 50 %  | missed   | 0
    50 % | 100 % | partly   | D * 1 point
    100 % |      | achieved | 1
  where
    D:            report.fact / 100

quantity credit
  value           points(fulfilment)
"""
    assert ran(tmp_path, text).shown("credit", "south") == "0.6 points"


def test_F4_a_line_of_the_legend_that_only_the_credit_names_is_used() -> None:
    """The credit is a formula of the status; a line that nothing names is found all the same (G354)."""
    text = """\
status fulfilment
  value           by bands of report.fact / 100
    from | below | status | points
         | 50 %  | missed | 0
    50 % |       | partly | C
  where
    C:            report.fact * 1 point / 200

quantity credit
  value           points(fulfilment)
"""
    assert codes(text) == []
    assert codes(text.replace("| C\n", "| 1\n")) == ["G354"]


def test_F4_not_counted_is_no_word(tmp_path: Path) -> None:
    """A plan of nothing gives no word and no credit: the body is not counted, not missed."""
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,0,5,0\nsouth,2024,100,60,3\nwest,2024,50,10,7\n"}
    result = ran(tmp_path, STATUS + CREDIT, files)
    assert result.shown("fulfilment", "north") == "not counted"
    assert result.shown("credit", "north") == "not counted"


def test_F4_gaps_and_wrong_words_are_found() -> None:
    """A gap between rows, a word that no row gives, a word with two credits, points that nobody wrote."""
    assert codes(STATUS.replace("100 % |  ", "110 % |  ")) == ["B401"]
    assert "N157" in codes(STATUS + PARENT.replace("fulfilment = missed", "fulfilment = mised"))
    assert "B430" in codes(STATUS.replace("partly   | 0.5", "missed   | 0.5"))
    assert "B430" in codes("status x\n  value           report.fact\n")
    assert "B431" in codes("quantity y\n  value           points(report.fact)\n")
    without = STATUS.replace("   | points", "  ").replace("| 0      |", "|").replace("| 0.5    |", "|")
    assert ("B431", "the table of `fulfilment` gives no points for its words") in found(
        without.replace("| 1      |", "|") + CREDIT
    )


def test_F4_a_division_needs_its_answer() -> None:
    """As everywhere, a divisor that can be zero must be answered."""
    assert codes(STATUS.replace("  zero divisor    not counted\n", "")) == ["S320"]


def test_F5_parent_from_children(tmp_path: Path) -> None:
    """All, or a share, or a number of the children decide the parent's word; the trace counts them."""
    result = ran(tmp_path, STATUS + PARENT)
    assert result.shown("district") == "partly"
    assert "share(bodies; only fulfilment = achieved) = 0.333" in result.text("district")
    alone = {
        "report.csv": "body,year,plan,fact,delays\n" + "".join(f"{b},2024,9,9,0\n" for b in ("north", "south", "west"))
    }
    assert ran(tmp_path, STATUS + PARENT, alone).shown("district") == "achieved"


def test_F5_children_of_a_family(tmp_path: Path) -> None:
    """Goals of a programme: the status of each, and that of the body from a share of them."""
    head = (
        HEAD
        + """
list goals "Goals"
  file            "goals.csv"
  key             goal

source results "Results"
  file            "results.csv"
  key             body, goal, year
  columns
    done:         number, 0 decimals, 0 to 100
"""
    )
    text = """\
status reached "Goal"
  for each        goals as goal
  value           by bands of results.done
    from | below | status
         | 90    | missed
    90   |       | reached

status programme "Programme"
  value           first that holds
    when                                              | status
    share(goals; only reached = reached) >= 75 %      | done
    otherwise                                         | open
"""
    files = {
        "goals.csv": "goal\na\nb\nc\nd\n",
        "results.csv": "body,goal,year,done\n"
        + "".join(
            f"{body},{goal},2024,{95 if goal != 'd' else low}\n" for body, low in (("north", 0),) for goal in "abcd"
        )
        + "".join(f"{body},{goal},2024,50\n" for body in ("south", "west") for goal in "abcd"),
    }
    result = ran(tmp_path, text, files, head)
    assert (result.shown("programme", "north"), result.shown("programme", "south")) == ("done", "open")


def test_F4_survives_formatting_and_is_hashed() -> None:
    """Formatting changes nothing; the word and the credit, once used, are part of what is computed."""
    assert survives_formatting(STATUS + CREDIT)
    texts = [STATUS + CREDIT, STATUS.replace("0.5", "0.6") + CREDIT, STATUS.replace("partly", "half") + CREDIT]
    programs = [compiled(text).program for text in texts]
    assert len({program.hashes.calc for program in programs if program is not None}) == 3


def test_F4_trace_has_the_published_form(tmp_path: Path) -> None:
    """The trace as JSON is what its schema says."""
    import json

    from jsonschema import Draft202012Validator

    trace = trace_json(ran(tmp_path, STATUS + CREDIT).trace("credit", "south"))
    Draft202012Validator(schema()).validate(json.loads(trace))
