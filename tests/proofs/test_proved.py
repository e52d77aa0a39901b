"""What holds is proved, and what is not known is never called so."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.proofs import methodology_text
from tests.proofs.refuted import HEAD
from tests.proofs.test_refuted import outcomes, proved, tarazy

z3 = pytest.importorskip("z3")

_SOUND = """
indicator a "A"
  better          higher
  value           report.done / report.plan
  zero divisor    not applicable
  points          by bands of value
    from | below | points
         | 50 %  | 0
    50 % | 90 %  | 5
    90 % |       | 10

indicator b "B"
  better          lower
  value           report.share
  points          first that holds
    when          | points
    value <= 10 % | 10
    value <= 50 % | 4
    otherwise     | 0

deduction wrong "Wrong"
  value           0.1 * report.wrong
  not more than   3 points

score total "Total"
  weighted mean
    a:            60 %
    b:            40 %
  not applicable members  weights rescaled
  less            wrong
  not less than   0 points
  most points     10

grade level of total
  from     | below    | grade
           | 5 points | low
  5 points |          | high

check in_scale "Within the scale"
  holds           total >= 0 points and total <= 10 points
"""


def test_a_sound_methodology_is_proved_sound(tmp_path: Path) -> None:
    """Bands, bounds, checks, definedness, branches, directions and weights of a sound methodology are all proved."""
    path = tmp_path / "sound.meth"
    path.write_text(HEAD + _SOUND, encoding="utf-8")
    document = proved(path)
    assert [one for one in document["verdicts"] if one["outcome"] != "proved"] == []
    assert {one["property"] for one in document["verdicts"]} == {
        "bands",
        "bounds",
        "checks",
        "defined",
        "monotone",
        "reachable",
        "weights",
    }
    assert tarazy("prove", str(path), "--strict").exit_code == 0


def test_what_rests_on_other_bodies_is_not_called_proved(tmp_path: Path) -> None:
    """A bound that turns on the mean of all bodies is *not proved*, with the reason."""
    path = tmp_path / "group.meth"
    text = """
quantity middle "Mean of all"
  value           mean(report.health; over regions)
  nothing to count  not computed

indicator a "A"
  better          higher
  value           report.health
  points          100 * (value - middle)
  no data         0 points

score total "Total"
  sum             a
"""
    path.write_text(HEAD + text, encoding="utf-8")
    document = proved(path, "--property", "bounds")
    reasons = {one["code"]: (one["outcome"], one["reason"]) for one in document["verdicts"]}
    assert reasons["total"] == ("not proved", "it rests on values of other bodies")
    assert tarazy("prove", str(path), "--property", "bounds").exit_code == 0
    assert tarazy("prove", str(path), "--property", "bounds", "--strict").exit_code == 1


def test_without_the_solver_nothing_that_needs_it_is_proved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bands and weights need no solver; the rest says which extra brings it."""
    monkeypatch.setattr("tarazy.workbench.commands.prove.is_installed", lambda _: False)
    path = tmp_path / "sound.meth"
    path.write_text(HEAD + _SOUND, encoding="utf-8")
    document = proved(path)
    assert {one["property"] for one in document["verdicts"] if one["outcome"] == "proved"} == {"bands", "weights"}
    assert {one["reason"] for one in document["verdicts"] if one["outcome"] != "proved"} == {
        "the solver is not installed: pip install 'tarazy[prove]'"
    }


def test_sixty_indicators_with_penalties(tmp_path: Path) -> None:
    """Of sixty indicators under two penalties every question is answered, and the score below 0 is found."""
    path = tmp_path / "rating.meth"
    path.write_text(methodology_text(), encoding="utf-8")
    document = proved(path)
    assert "not proved" not in outcomes(document)
    below = next(one for one in document["verdicts"] if one["property"] == "bounds" and one["code"] == "total")
    assert below["outcome"] == "refuted"
    assert len(below["example"].splitlines()) < 20 < len(below["example_in_data"].splitlines())
    for example in (below["example"], below["example_in_data"]):
        path.write_text(f"{methodology_text()}\n{example}", encoding="utf-8")
        assert "E700" in tarazy("test", str(path)).output


def test_examples_are_written_in_the_language_of_the_file(tmp_path: Path) -> None:
    """A Russian methodology gets a Russian example, with the names by which it calls its data."""
    path = tmp_path / "русская.meth"
    path.write_text(
        """\
методика проба "Проба"
  версия           1
  действует с      01.01.2024
  период           год
  оценке подлежат  органы

перечень органы
  файл            "bodies.csv"
  ключ            орган

источник отчет "Отчет"
  код             report
  файл            "report.csv"
  ключ            орган, год
  столбцы
    доля:         %, 1 знак, 0 .. 100

показатель доля_дел "Доля дел"
  код             cases
  направление     меньше лучше
  значение        отчет.доля
  баллы           по полосам значение
    от   | до   | баллы
         | 10 % | 10
    10 % | 50 % | 4
    50 % |      | 6
""",
        encoding="utf-8",
    )
    document = proved(path, "--property", "monotone", "--lang", "ru")
    example = document["verdicts"][0]["example"]
    assert "отчет.доля[better]:" in example
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{example}", encoding="utf-8")
    assert "E700" in tarazy("test", str(path)).output
