"""A place in a rank is imputed where its own value is, and a conditional weight is shown as a weight."""

from pathlib import Path

from tests.documentation.command_line import run_tarazy

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "docs" / "examples"


def head_of_trace(body: str) -> str:
    """The first line of the trace of a library's place in 2023, when the western one reported no hours."""
    command = ["trace", "libraries.meth", "--period", "2023", "--body", body, "place"]
    return run_tarazy(command, EXAMPLES).output.splitlines()[0]


def test_a_place_is_imputed_where_its_own_value_is() -> None:
    """Another body's imputed value leaves no mark on the place."""
    assert head_of_trace("west").endswith("(imputed)")
    assert "imputed" not in head_of_trace("north")


def test_a_condition_in_a_weight_leads_to_the_weight_alone(tmp_path: Path) -> None:
    """What the row leads to is not set equal to the value of the whole mean."""
    for name in ("libraries.csv", "branches.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    text = (EXAMPLES / "libraries.meth").read_text(encoding="utf-8")
    for plain, other in (("50 %", "40 %"), ("30 %", "40 %")):
        assert f" {plain}\n" in text
        text = text.replace(f" {plain}\n", f" if(report.residents < 50_000; {plain}; {other})\n")
    (tmp_path / "libraries.meth").write_text(text, encoding="utf-8")
    command = ["trace", "libraries.meth", "--period", "2024", "--body", "west", "total"]
    shown = run_tarazy(command, tmp_path).output
    assert "33100 < 50_000 is yes -> 50 %\n" in shown
    assert "33100 < 50_000 is yes -> 30 %\n" in shown
