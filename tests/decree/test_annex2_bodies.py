"""Annex 2: each of its 21 rows has exactly its scope, by block, by part of activity and by indicators."""

from __future__ import annotations

from pathlib import Path

from tarazy.dsl.assessor_matrix import Answer
from tests.decree.matrix import BLOCKS, applicable_blocks, ground, lines_of, resolved

ALL = frozenset(BLOCKS)
YEAR = 2020


def _row(decree: Path, number: int, body: str, label: str, blocks: frozenset[str]) -> None:
    """A row of the annex: its body by name, and the blocks that apply to it; the others cite the row."""
    overall = decree / "overall_2020.meth"
    declared = resolved(overall).process.bodies.declared[body]
    assert declared.label == label
    assert applicable_blocks(overall, body, YEAR) == blocks
    for line in lines_of(overall, body, YEAR).values():
        if line.answer is Answer.NOT_APPLICABLE:
            assert ground(line) == f"указ annex 2 row {number}"


def test_annex2_row_01(decree: Path) -> None:
    """The Prosecutor's Office: interaction and the evaluation of results."""
    _row(decree, 1, "prosecutor", "Генеральная прокуратура Республики Казахстан", frozenset({"interaction", "results"}))


def test_annex2_row_02(decree: Path) -> None:
    """The agency for civil service: everything."""
    _row(decree, 2, "civil_service", "Агентство Республики Казахстан по делам государственной службы", ALL)


def test_annex2_row_03(decree: Path) -> None:
    """The National Bank: all but organisational development."""
    _row(decree, 3, "national_bank", "Национальный Банк Республики Казахстан", ALL - {"development"})


def test_annex2_row_04(decree: Path) -> None:
    """The Ministry of Information and Social Development: everything."""
    _row(decree, 4, "information", "Министерство информации и общественного развития Республики Казахстан", ALL)


def test_annex2_row_05(decree: Path) -> None:
    """The Ministry of Agriculture: everything."""
    _row(decree, 5, "agriculture", "Министерство сельского хозяйства Республики Казахстан", ALL)


def test_annex2_row_06(decree: Path) -> None:
    """The Ministry of Justice: everything."""
    _row(decree, 6, "justice", "Министерство юстиции Республики Казахстан", ALL)


def test_annex2_row_07(decree: Path) -> None:
    """The Ministry of Education and Science: everything."""
    _row(decree, 7, "education", "Министерство образования и науки Республики Казахстан", ALL)


def test_annex2_row_08(decree: Path) -> None:
    """The Ministry of Healthcare: everything."""
    _row(decree, 8, "health", "Министерство здравоохранения Республики Казахстан", ALL)


def test_annex2_row_09(decree: Path) -> None:
    """The Ministry of Labour: everything."""
    _row(decree, 9, "labour", "Министерство труда и социальной защиты населения Республики Казахстан", ALL)


def test_annex2_row_10(decree: Path) -> None:
    """The Ministry of Industry: everything."""
    _row(decree, 10, "industry", "Министерство индустрии и инфраструктурного развития Республики Казахстан", ALL)


def test_annex2_row_11(decree: Path) -> None:
    """The Ministry of Finance: every block, and of its activity all but law enforcement."""
    _row(decree, 11, "finance", "Министерство финансов Республики Казахстан", ALL)
    (activity,) = resolved(decree / "overall_2020.meth").process.activities
    assert (activity.code, activity.bodies) == ("law_enforcement", ("finance",))


def test_annex2_row_12(decree: Path) -> None:
    """The Ministry of Defence: interaction alone."""
    _row(decree, 12, "defence", "Министерство обороны Республики Казахстан", frozenset({"interaction"}))


def test_annex2_row_13(decree: Path) -> None:
    """The Ministry of Culture and Sports: everything."""
    _row(decree, 13, "culture", "Министерство культуры и спорта Республики Казахстан", ALL)


def test_annex2_row_14(decree: Path) -> None:
    """The Ministry of Trade and Integration: everything."""
    _row(decree, 14, "trade", "Министерство торговли и интеграции Республики Казахстан", ALL)


def test_annex2_row_15(decree: Path) -> None:
    """The Ministry of Foreign Affairs: everything."""
    _row(decree, 15, "foreign", "Министерство иностранных дел Республики Казахстан", ALL)


def test_annex2_row_16(decree: Path) -> None:
    """The Ministry of National Economy: everything."""
    _row(decree, 16, "economy", "Министерство национальной экономики Республики Казахстан", ALL)


def test_annex2_row_17(decree: Path) -> None:
    """The Ministry of Digital Development: everything."""
    label = "Министерство цифрового развития, инноваций и аэрокосмической промышленности Республики Казахстан"
    _row(decree, 17, "digital", label, ALL)


def test_annex2_row_18(decree: Path) -> None:
    """The Ministry of Internal Affairs: interaction and the evaluation of results."""
    label = "Министерство внутренних дел Республики Казахстан"
    _row(decree, 18, "interior", label, frozenset({"interaction", "results"}))


def test_annex2_row_19(decree: Path) -> None:
    """The Ministry of Ecology: everything."""
    _row(decree, 19, "ecology", "Министерство экологии, геологии и природных ресурсов Республики Казахстан", ALL)


def test_annex2_row_20(decree: Path) -> None:
    """The Ministry of Energy: everything."""
    _row(decree, 20, "energy", "Министерство энергетики Республики Казахстан", ALL)


def test_annex2_row_21(decree: Path) -> None:
    """The court department: interaction, by indicators that concern it; which these are is left open, and told."""
    label = (
        "Департамент по обеспечению деятельности судов при Верховном Суде Республики Казахстан "
        "(аппарат Верховного Суда Республики Казахстан)"
    )
    _row(decree, 21, "court_department", label, frozenset({"interaction"}))
    questions = resolved(decree / "overall_2020.meth").process.open_questions
    (open_one,) = (one for one in questions if one.code == "court_department_indicators")
    assert open_one.text == "какие показатели относятся к деятельности департамента"


def test_annex2_has_no_further_body(decree: Path) -> None:
    """The bodies that cite the annex are those of its 21 rows, each once."""
    written = [one for one in resolved(decree / "overall_2020.meth").process.bodies.declared.values() if one.label]
    rows = [one for one in written if "приложение 2 строка" in one.span.source.text[one.span.start :].split("\n\n")[0]]
    assert len(rows) == 21
