"""Every paragraph and every entry of the annex is carried out and tested, or the page says that it is not."""

import re
from pathlib import Path

import pytest

from tarazy.workbench.decree_page import PAGE, Norm, entries, keys_of, named_tests, page, paragraphs, write

ROOT = Path(__file__).resolve().parent.parent.parent
NORMS = (*paragraphs(ROOT), *entries(ROOT))
PURPOSES = {"p1", "p2", "p3"}
"""What only says what the System is for."""


def test_each_paragraph_and_each_entry_has_a_row() -> None:
    """76 paragraphs and 21 central bodies, in their order; no body is there twice."""
    assert [one.key for one in NORMS] == [
        *(f"p{number}" for number in range(1, 77)),
        *(f"annex2_{number}" for number in range(1, 22)),
    ]
    assert len({one.body for one in entries(ROOT)}) == 21


@pytest.mark.parametrize("norm", NORMS, ids=lambda norm: norm.key)
def test_a_norm_is_carried_out_and_tested_or_the_row_says_that_it_is_not(norm: Norm) -> None:
    """A test stands behind every declaration; without one, the row says that the year's ledger is not there yet."""
    tests = named_tests(ROOT).get(norm.key, ())
    if norm.purpose:
        assert norm.key in PURPOSES
        assert not norm.declarations
    elif norm.declarations:
        assert tests, f"no test_{norm.key}_…"
        assert norm.command
    else:
        assert norm.later, f"{norm.key}: neither declarations nor what is not there yet"


@pytest.mark.parametrize("norm", [one for one in NORMS if one.declarations], ids=lambda norm: norm.key)
def test_what_carries_a_norm_out_is_declared(norm: Norm) -> None:
    """Each name is declared in the file that the row names."""
    for file, names in norm.declarations.items():
        heads = [line.partition('"')[0] for line in (ROOT / file).read_text("utf-8").splitlines() if line[:1].isalpha()]
        for name in names:
            assert any(re.search(rf"\b{re.escape(name)}\b", head) for head in heads), f"{file}: no {name}"


def test_what_is_open_is_declared_as_such() -> None:
    """Each declaration that the page names for what the decree leaves open is there and says so."""
    files = [ROOT / "src/tarazy/stdlib/kz/bodies.meth", *(ROOT / "methodologies/decree").glob("*.meth")]
    declarations = "\n\n".join(path.read_text("utf-8") for path in files).split("\n\n")
    section = page(ROOT).partition("## What the decree leaves open")[2].partition("\n## ")[0]
    names = re.findall(r"`(\w+)`", section)
    assert names
    for name in names:
        (*found,) = (one for one in declarations if re.search(rf"^[^\s#\"][^\"\n]*\b{name}\b", one, re.MULTILINE))
        assert found, name
        assert any(
            re.search(r"не определено|^выбор|^известное противоречие|условный", one, re.MULTILINE) for one in found
        )


def test_tests_are_named_after_paragraphs_that_there_are() -> None:
    """A test of a paragraph that there is not would be of none."""
    assert set(named_tests(ROOT)) <= {one.key for one in NORMS}


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("test_p23_the_total", ("p23",)),
        ("test_p7_7_conclusions", ("p7",)),
        ("test_p7_3_p7_4_assignments", ("p7",)),
        ("test_p54_and_p55_results", ("p54", "p55")),
        ("test_p24_to_p27_everybody", ("p24", "p25", "p26", "p27")),
        ("test_p53_chain_of_2019_ends", ("p53",)),
        ("test_annex2_row_02", ("annex2_2",)),
        ("test_annex2_has_no_further_body", ()),
    ],
)
def test_the_name_of_a_test_says_of_what_it_is(name: str, keys: tuple[str, ...]) -> None:
    """A sub-paragraph counts as its paragraph, `to` as all between."""
    assert keys_of(name) == keys


def test_the_page_is_current(pytestconfig: pytest.Config) -> None:
    """The page in the repository is what the generator writes; `--update-golden` writes it anew."""
    if pytestconfig.getoption("--update-golden"):
        write(ROOT)
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(ROOT), "run python -m tarazy.workbench.decree_page"
