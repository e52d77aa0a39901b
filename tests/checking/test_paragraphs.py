"""Findings name the paragraph that their declaration rests on."""

import pytest

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of

HEAD = """\
methodology small
  version        1
  in force from  2020-01-01
  period         year

act rules "Rules of evaluation"

act order

"""
COUNT = "  value  count(nothing)\n"


def found(declarations: str, *modules: str) -> list[Diagnostic]:
    """What is found in the methodology and its modules."""
    texts = (HEAD + declarations, *modules)
    sources = [source_of(f"{number}.meth", text) for number, text in enumerate(texts)]
    return list(compile_sources(sources).findings)


@pytest.mark.parametrize(
    ("basis", "heading"),
    [
        ("rules p. 20(3)", "Rules of evaluation, p. 20(3)"),
        ("rules   p.  20", "Rules of evaluation, p. 20"),
        ("rules", "Rules of evaluation"),
        ("order p. 4", "order p. 4"),
        ("rules p. 4, order annex 2", "Rules of evaluation, p. 4; order annex 2"),
    ],
)
def test_a_finding_names_the_basis_of_its_declaration(basis: str, heading: str) -> None:
    """Law: the label of the act where it has one, and the place as it is written."""
    (one,) = found(f"quantity a\n  basis  {basis}\n{COUNT}")
    assert one.paragraph == heading


def test_the_basis_of_all_of_a_role_is_named() -> None:
    """Law: what `every quantity` rests on, each of them rests on, unless it says otherwise."""
    every = "every quantity\n  basis  rules p. 1\n\n"
    other = COUNT.replace("nothing", "nobody")
    first, second = found(f"{every}quantity a\n{COUNT}\nquantity b\n  basis  rules p. 2\n{other}")
    assert (first.paragraph, second.paragraph) == ("Rules of evaluation, p. 1", "Rules of evaluation, p. 2")


def test_a_finding_without_a_basis_names_no_paragraph() -> None:
    """Law: nothing is said of a paragraph where none is known."""
    (one,) = found(f"quantity a\n{COUNT}")
    assert one.paragraph == ""


def test_a_requirement_names_its_own_paragraph() -> None:
    """Law: what the requirements of a methodology ask for is not laid to the paragraph of the declaration."""
    text = "indicator a\n  basis  rules p. 2\n  value  5\n"
    own = {one.code: one.paragraph for one in found(text) if one.code.startswith("R")}
    assert own
    assert "Rules of evaluation, p. 2" not in own.values()


def test_an_act_of_another_file_is_known() -> None:
    """Law: acts may stand in a module."""
    found_in = found(f"quantity a\n  basis  law p. 2\n{COUNT}", 'act law "Law on budgets"\n')
    assert {one.paragraph for one in found_in} == {"Law on budgets, p. 2"}
