"""The command `tarazy prove`: what it prints, in which language, and how it ends."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import tarazy as package
from tarazy.dsl.proofs.verdicts import Property
from tarazy.grammar.speech import spoken, texts_known
from tests.proofs.refuted import REFUTED
from tests.proofs.test_refuted import outcomes, proved, tarazy

pytest.importorskip("z3")


def _sentences() -> set[str]:
    """Texts of all sentences that proofs say."""
    folder = Path(package.__file__).parent
    found = set[str]()
    for path in (*folder.joinpath("dsl", "proofs").glob("*.py"), folder / "interpreter" / "proving.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sentence":
                first = node.args[0]
                texts = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
                found |= {
                    text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)
                }
    return found


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_sentence_of_a_proof_is_translated(language: str) -> None:
    """Claims and reasons are said in the reader's language."""
    assert len(_sentences()) > 30
    assert _sentences() - texts_known(language) == set()


def test_a_russian_reader_reads_russian(tmp_path: Path) -> None:
    """Outcomes, claims and amounts are in the reader's language, whatever the language of the file."""
    path = tmp_path / "demo.meth"
    path.write_text(REFUTED[0].text, encoding="utf-8")
    with spoken("ru"):
        text = tarazy("prove", str(path)).output
    assert "опровергнуто" in text
    assert "total: никогда не меньше 0 баллов" in text
    assert "example" in text  # the file is English


def test_a_methodology_with_errors_is_not_proved_anything(tmp_path: Path) -> None:
    """A gap between bands is an error of the check: its finding is shown in place of verdicts."""
    path = tmp_path / "demo.meth"
    path.write_text(REFUTED[0].text.replace("50 % |       | 20", "60 % |       | 20"), encoding="utf-8")
    result = tarazy("prove", str(path))
    assert result.exit_code == 1
    assert "B401" in result.output
    assert "proved" not in result.output


@pytest.mark.parametrize("one", [one for one in Property if one is not Property.EQUIVALENT], ids=lambda one: one.value)
def test_one_property_is_proved_alone(one: Property, tmp_path: Path) -> None:
    """`--property` leaves out all others."""
    path = tmp_path / "demo.meth"
    path.write_text(REFUTED[0].text, encoding="utf-8")
    assert {each["property"] for each in proved(path, "--property", one.value)["verdicts"]} <= {one.value}


def test_what_is_proved_is_shown_when_asked_for(tmp_path: Path) -> None:
    """Without `--all` only the number of what is proved is told."""
    path = tmp_path / "demo.meth"
    path.write_text(REFUTED[0].text, encoding="utf-8")
    short, full = (tarazy("prove", str(path), *more).output for more in ((), ("--all",)))
    assert "the bands of a meet" not in short
    assert "proved      the bands of a meet" in full
    assert outcomes(proved(path)) == {"proved", "refuted"}
