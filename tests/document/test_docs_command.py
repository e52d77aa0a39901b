"""``tarazy docs``: the page and the document of a methodology."""

import io
import zipfile
from html import escape
from pathlib import Path

import docx
import pytest

from tarazy.workbench.cli import main

METHODOLOGIES = Path(__file__).parents[2] / "methodologies"

HOSTILE = """quantity q "<script>alert(1)</script> & \\"x\\""
  value  1 + 2
"""


def written(tmp_path: Path, name: str, methodology: Path) -> bytes:
    """What the command writes."""
    out = tmp_path / name
    assert main(["docs", str(methodology), "--out", str(out)]) == 0
    return out.read_bytes()


@pytest.mark.parametrize("name", ["hdi", "hvbp"])
def test_the_page_says_everything(tmp_path: Path, name: str) -> None:
    """Every declaration's label, every formula and every table stands on the page."""
    page = written(tmp_path, "page.html", METHODOLOGIES / f"{name}.meth").decode()
    assert page.count("<h2") == page.count('<a href="#d')
    assert "<mfrac>" in page
    assert "<svg" in page
    lines = (METHODOLOGIES / f"{name}.meth").read_text(encoding="utf-8").splitlines()
    labels = [line.split('"')[1] for line in lines if '"' in line.partition("#")[0]]
    assert [label for label in labels if escape(label, quote=True) not in page] == []


def test_the_page_is_closed_in_itself(tmp_path: Path) -> None:
    """No script, nothing loaded from elsewhere."""
    page = written(tmp_path, "page.html", METHODOLOGIES / "hdi.meth").decode()
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_the_document_is_the_same_each_time(tmp_path: Path) -> None:
    """Equal methodologies give equal bytes."""
    first, second = (written(tmp_path, name, METHODOLOGIES / "hdi.meth") for name in ("a.docx", "b.docx"))
    assert first == second


def test_the_document_opens_and_holds_formulas(tmp_path: Path) -> None:
    """Headings, tables and formulas that Word can edit."""
    content = written(tmp_path, "a.docx", METHODOLOGIES / "hdi.meth")
    document = docx.Document(io.BytesIO(content))
    assert any(paragraph.text == "Long and healthy life" for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert '"Very High"' in cells
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("word/document.xml").count(b"<m:oMathPara") >= 7


def test_a_methodology_with_errors_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page of a text that does not hold would be taken for one that does."""
    path = tmp_path / "x.meth"
    path.write_text("quantity q\n  value  a + 1\n", encoding="utf-8")
    assert main(["docs", str(path)]) == 1
    assert not (tmp_path / "x.html").exists()
    assert "error[" in capsys.readouterr().err


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    """A form that is not known is a wrong use of the command."""
    assert main(["docs", str(METHODOLOGIES / "hdi.meth"), "--out", str(tmp_path / "x.pdf")]) == 2
