"""Functions over lists: what a call gives them, what their words stand for inside, and elements beside the own one."""

from __future__ import annotations

import pytest
from flint import fmpq

from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import Compilation, compile_sources
from tarazy.dsl.source import source_of
from tarazy.grammar.keywords import vocabulary
from tarazy.interpreter.evaluation import Evaluation
from tarazy.interpreter.example_data import ExampleData
from tarazy.interpreter.meaning.places import Entry, Place

HEAD = """\
methodology small "Small"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

source data "Data"
  file            "data.csv"
  key             body, year
  columns
    x:            number, 1 decimal, 0 to 100
    y:            number, 1 decimal, 0 to 100
    on:           yes/no

function above "How many of the group x is above"
  takes
    x:            number
    group:        list
  gives           number
  value           sum(if(x > x[rival]; 1; 0); over group as rival)

function spread "greatest − least"
  takes
    x:            number
    group:        list
  gives           number
  value           top - bottom
  where
    top:          max(x; over group)  "greatest"
    bottom:       min(x; over group)  "least"

"""

X = {"north": 1, "south": 5, "west": 5, "east": 9}


def compiled(text: str) -> Compilation:
    """What becomes of a text behind the head."""
    return compile_sources([source_of("small.meth", HEAD + text)])


def values(text: str) -> dict[str, str]:
    """Values of the quantity q, by body: x is X, y is 10 − X, `on` is yes where x is 5 or more."""
    program = compiled(text).program
    assert program is not None, [(one.code, one.message) for one in compiled(text).findings.errors]
    data = ExampleData(program, tuple(X), 2024, None)
    for body, x in X.items():
        for column, value in (("x", fmpq(x)), ("y", fmpq(10 - x)), ("on", x >= 5)):
            data.give("data", column, (body, 2024), value)
    evaluation = Evaluation(program, data)
    places: dict[str, Place] = {}
    for body in X:
        entries: dict[str, Entry] = {"bodies": body, "period": 2024}
        places[body] = tuple(entries.get(axis) for axis in program.axes)
    return {body: str(evaluation.result("q", place)) for body, place in places.items()}


def test_a_function_asks_its_argument_of_every_element_of_the_list() -> None:
    """The argument is an expression: inside an aggregate over the list it is that of each element."""
    assert set(values("quantity q\n  value  spread(data.x; over bodies)\n").values()) == {"8"}
    assert set(values("quantity q\n  value  spread(data.x * data.y; over bodies)\n").values()) == {"16"}


def test_an_element_beside_the_own_one() -> None:
    """`over … as rival` does not move the own element: x is the own value and x[rival] the other's."""
    assert values("quantity q\n  value  above(data.x; over bodies)\n") == {
        "north": "0",
        "south": "1",
        "west": "1",
        "east": "3",
    }


def test_a_call_narrows_the_list() -> None:
    """`only` behind the list holds for every element that the function asks, the rival as well."""
    assert values("quantity q\n  value  above(data.x; over bodies; only data.on = yes)\n") == {
        "north": "0",
        "south": "0",
        "west": "0",
        "east": "2",
    }
    narrowed = "quantity q\n  value  spread(data.x; over bodies; only data.on = yes)\n  nothing to count  0\n"
    assert set(values(narrowed).values()) == {"4"}


def test_arguments_by_the_names_of_what_is_taken() -> None:
    """An argument may stand behind its name, in any order after those without one."""
    named = "function rest\n  takes\n    a:  number\n    b:  number\n  gives   number\n  value   a - b\n\n"
    plain = values(named + "quantity q\n  value  rest(data.x; data.y)\n")
    assert values(named + "quantity q\n  value  rest(data.x; b data.y)\n") == plain


@pytest.mark.parametrize("name", ["rival", "other", "x"])
def test_the_name_of_the_element_is_the_authors(name: str) -> None:
    """Any name, and the word `other`, may call the second element; outside the call it means what it meant."""
    text = f"quantity q\n  value  sum(if(data.x > data.x[{name}]; 1; 0); over bodies as {name})\n"
    assert values(text) == values("quantity q\n  value  above(data.x; over bodies)\n")


def test_a_call_inside_a_call_does_not_catch_the_outer_name() -> None:
    """An argument that names the caller's rival keeps it inside a function that has a rival of its own."""
    shifted = "function beyond\n  takes\n    x:      number\n    y:      number\n    group:  list\n  gives     number\n"
    shifted += "  value     sum(if(x[rival] > y; 1; 0); over group as rival)\n\n"
    text = shifted + "quantity q\n  value  sum(beyond(data.x; data.x[rival]; over bodies); over bodies as rival)\n"
    assert set(values(text).values()) == {"5"}


def test_an_element_of_what_does_not_run_along_the_list() -> None:
    """Something chosen already is the same for every rival, and is refused."""
    (found,) = compiled(
        "quantity q\n  value  sum(above(data.x[rival]; over bodies); over bodies as rival)\n"
    ).findings.errors
    assert found.code == "A275"


def test_two_elements_in_two_calls() -> None:
    """Calls within calls have an element each."""
    text = (
        "quantity q\n  value  sum(sum(if(data.x[one] < data.x and data.x < data.x[two]; 1; 0);"
        " over bodies as one); over bodies as two)\n"
    )
    assert values(text) == {"north": "0", "south": "1", "west": "1", "east": "0"}


def test_the_legend_of_a_function_needs_no_order() -> None:
    """A line may name one that stands below it."""
    text = (
        "function twice\n  takes\n    x:  number\n  gives   number\n  value   all\n"
        "  where\n    all:   2 * half\n    half:  x / 2\n\nquantity q\n  value  twice(data.x)\n"
    )
    assert values(text) == {body: str(x) for body, x in X.items()}


def test_a_table_may_be_the_value_of_a_function() -> None:
    """Cases, bands and lines read what the function takes."""
    text = (
        "function step\n  takes\n    x:  number, 0 to 100\n  gives   number\n  value   by bands of x\n"
        "    from | below | value\n    0    | 5     | 0\n    5    |       | 1\n\nquantity q\n  value  step(data.x)\n"
    )
    assert values(text) == {"north": "0", "south": "1", "west": "1", "east": "1"}


def test_a_word_that_is_taken() -> None:
    """A parameter may be one of some words, which a call writes bare and the body compares."""
    text = (
        "function kind_of\n  takes\n    x:     number\n    kind:  one of once, twice\n  gives    number\n"
        "  value    if(kind = twice; 2 * x; x)\n\nquantity q\n  value  kind_of(data.x; twice)\n"
    )
    assert values(text) == {body: str(2 * x) for body, x in X.items()}


WRONG = {
    "too few lists": ("above(data.x)", "N164"),
    "too many lists": ("above(data.x; over bodies; over bodies)", "N164"),
    "a condition without its list": ("above(data.x; only data.on = yes; over bodies)", "N164"),
    "a name that is not taken": ("above(data.x; over bodies; z 2)", "N164"),
    "an argument twice": ("above(data.x; over bodies; x 2)", "N164"),
    "an unknown list": ("above(data.x; over regions)", "N158"),
    "a date for a number": ("above(data.on; over bodies)", "T207"),
    "an element that nothing needs": ("above(data.x; over bodies as rival)", "N187"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_calls(case: str) -> None:
    """Each wrong call is one finding that names what is taken."""
    call, code = WRONG[case]
    codes = [one.code for one in compiled(f"quantity q\n  value  {call}\n").findings.errors]
    assert code in codes


def test_a_function_that_nothing_calls_is_read_all_the_same() -> None:
    """A name that stands for nothing inside it is reported at its place."""
    text = "function odd\n  takes\n    x:  number\n  gives   number\n  value   x + z\n"
    (found,) = compiled(text).findings.errors
    assert (found.code, found.words["name"]) == ("N150", "z")


def test_a_legend_that_is_made_of_itself() -> None:
    """Lines that name each other in a circle are an error."""
    text = (
        "function odd\n  takes\n    x:  number\n  gives   number\n  value   a\n"
        "  where\n    a:  b + x\n    b:  a\n\nquantity q\n  value  odd(data.x)\n"
    )
    assert "N163" in [one.code for one in compiled(text).findings.errors]


@pytest.mark.parametrize(
    "value",
    [
        "above(data.x; over bodies; only data.on = yes)",
        "sum(if(data.x > data.x[other]; 1; 0); over bodies as other)",
        "sum(if(data.x > data.x[rival]; 1; 0); over bodies as rival; only rival = north)",
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_calls_are_formatted_in_every_language(value: str, language: str) -> None:
    """Formatting keeps the tree, in each keyword language."""
    file = parse(source_of("small.meth", f"quantity q\n  value           {value}\n")).file
    text = format_file(file, vocabulary(language))
    assert parse(source_of("small.meth", text)).file.declarations == file.declarations
