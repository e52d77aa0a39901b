"""S8: an index whose tree, weights and bounds are a table, computed from the leaves up."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from flint import fmpq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.programs import HEAD, codes, compiled, found, ran, survives_formatting

TREE = (
    HEAD
    + """
list nodes "Nodes of the index"
  file            "nodes.csv"
  key             node
  columns
    parent:       nodes, may be absent
    weight:       number, 0 decimals, above 0 to 100

source leaves "Leaves"
  file            "leaves.csv"
  key             body, node, year
  columns
    score:        number, 0 decimals, 0 to 100, may be absent
"""
)
INDEX = """\
quantity index "Index"
  for each        nodes as node
  from the leaves up
  value           first present(leaves.score; weighted mean(index; weight node.weight; over children))
  nothing to count  not computed
  no data         not computed

quantity overall "Overall"
  value           index[all]
"""
NODES = "node,parent,weight\nall,,1\nleft,all,1\nright,all,3\na,left,1\nb,left,1\n"
LEAVES = "body,node,year,score\n" + "".join(
    f"{body},{node},2024,{score}\n"
    for body, scores in (("north", (80, 60, 90)), ("south", (0, 0, 100)))
    for node, score in zip(("a", "b", "right"), scores, strict=True)
)
FILES = {"nodes.csv": NODES, "leaves.csv": LEAVES}


def test_S8_index_from_the_leaves_up(tmp_path: Path) -> None:
    """Each node from its children, whatever the depth; the trace goes down to the leaves."""
    result = ran(tmp_path, INDEX, FILES, TREE)
    assert [result.shown("overall", body) for body in ("north", "south")] == ["85", "75"]
    assert result.shown("index", "north", "left") == "70"
    text = result.text("overall", "north")
    assert "weighted mean of index = 70: a 80, b 60" in text
    assert "leaves.score[a] = 80" in text


def test_S8_children_are_put_together_by_a_function(tmp_path: Path) -> None:
    """A function over the children is what its body is; own results that the body asks for elsewhere are a cycle."""
    mean = """
function joined "Mean by weights"
  takes
    x:            number
    w:            number, 0 and above
    group:        list
  gives           number
  value           weighted mean(x; weight w; over group)
"""
    written = "weighted mean(index; weight node.weight; over children)"
    text = INDEX.replace(written, "joined(index; node.weight; over children)") + mean
    result = ran(tmp_path, text, FILES, TREE)
    assert [result.shown("overall", body) for body in ("north", "south")] == ["85", "75"]
    own = text.replace("weighted mean(x; weight w; over group)", "weighted mean(x; weight w; over group) + x")
    assert "G351" in codes(own, TREE)


def test_S8_a_leaf_without_data_is_named(tmp_path: Path) -> None:
    """What is missing at a leaf goes up to the root with its cause."""
    result = ran(tmp_path, INDEX, FILES, TREE)
    assert result.shown("overall", "west") == "not computed"
    causes = result.trace("overall", "west").root.value.reading.causes
    assert {dict(one.place)["nodes"] for one in causes} == {"a", "b", "right"}


def test_S8_interval_by_induction() -> None:
    """Leaves from 0 to 100 and means of children: every node is from 0 to 100, and the checker knows it."""
    typed = compiled(INDEX, TREE).typed
    assert typed is not None
    interval = typed.declared["overall"].result.interval
    assert interval is not None
    assert (interval.low, interval.high) == (fmpq(0), fmpq(100))
    summed = compiled(INDEX.replace("weighted mean(index; weight node.weight; over", "sum(index; over"), TREE).typed
    assert summed is not None
    wide = summed.declared["overall"].result.interval
    assert wide is not None
    assert wide.high is None


def test_S8_only_the_result_of_the_children_may_be_used() -> None:
    """Without the line, and for anything but the children's result, it is a cycle."""
    assert "G351" in codes(INDEX.replace("  from the leaves up\n", ""), TREE)
    own = INDEX.replace("weighted mean(index; weight node.weight; over children)", "index[left]")
    assert "G351" in codes(own, TREE)


def test_S8_children_need_a_tree() -> None:
    """`children` and the line are refused where no list has a column of its own elements."""
    flat = TREE.replace("    parent:       nodes, may be absent\n", "")
    assert [code for code, _ in found(INDEX, flat)].count("A268") == 2
    assert "A268" in codes("quantity x\n  value           count(children)\n", TREE)


def test_S8_circle_is_a_fault_of_the_data(tmp_path: Path) -> None:
    """An element above itself is reported when data are loaded, so that every run ends."""
    import pytest

    circle = {**FILES, "nodes.csv": NODES.replace("all,,1", "all,left,1")}
    with pytest.raises(AssertionError, match="above itself"):
        ran(tmp_path, INDEX, circle, TREE)


def test_S8_not_applicable_children_force_a_rule() -> None:
    """Where a node may be not applicable, its parent must say what follows."""
    text = INDEX.replace("nothing to count  not computed", "nothing to count  not applicable")
    assert "S301" in codes(text, TREE)


@st.composite
def _trees(draw: st.DrawFn) -> tuple[list[int | None], list[int], list[int]]:
    """Parents (each before its children), weights and scores of up to nine nodes."""
    count = draw(st.integers(1, 9))
    parents: list[int | None] = [None]
    parents += [draw(st.integers(0, at - 1)) for at in range(1, count)]
    return (
        parents,
        draw(st.lists(st.integers(1, 9), min_size=count, max_size=count)),
        draw(st.lists(st.integers(0, 100), min_size=count, max_size=count)),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_trees(), st.randoms())
def test_S8_tree_equals_its_definition(
    tmp_path: Path, tree: tuple[list[int | None], list[int], list[int]], random: Random
) -> None:
    """Any tree, in any order of rows: the value of the root is the weighted mean, taken recursively."""
    parents, weights, scores = tree
    order = list(range(len(parents)))
    random.shuffle(order)
    leaves = [at for at in order if at not in parents]

    def value(at: int) -> fmpq:
        under = [one for one in range(len(parents)) if parents[one] == at]
        if not under:
            return fmpq(scores[at])
        total = sum((fmpq(weights[one]) * value(one) for one in under), fmpq(0))
        return fmpq(total / sum(weights[one] for one in under))

    names = ["all", *(f"n{at}" for at in range(1, len(parents)))]
    above = ["" if one is None else names[one] for one in parents]
    rows = [f"{names[at]},{above[at]},{weights[at]}" for at in order]
    data = [f"north,{names[at]},2024,{scores[at]}" for at in leaves]
    files = {
        "nodes.csv": "\n".join(["node,parent,weight", *rows, ""]),
        "leaves.csv": "\n".join(["body,node,year,score", *data, ""]),
    }
    assert ran(tmp_path, INDEX, files, TREE).result.cell("north", "overall", 2024) == value(0)


def test_S8_survives_formatting_and_has_the_published_form(tmp_path: Path) -> None:
    """Formatting changes nothing; the trace has the published form."""
    assert survives_formatting(INDEX, TREE)
    trace = trace_json(ran(tmp_path, INDEX, FILES, TREE).trace("overall", "north"))
    Draft202012Validator(schema()).validate(json.loads(trace))
