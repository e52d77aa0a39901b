"""Forty slips in a methodology in Russian and in its Kazakh translation: what a reader of that language is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Severity
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import Source, source_of
from tarazy.dsl.translation import translated
from tarazy.grammar.speech import spoken
from tarazy.workbench.drawing import draw
from tests.golden import Golden

SLIPS: dict[str, dict[str, tuple[str, str]]] = {
    "head misspelt": {"ru": ("показатель жалобы", "показатиль жалобы"), "kk": ("көрсеткіш жалобы", "көрсетікш жалобы")},
    "head of another language": {
        "ru": ("показатель зрелость", "indicator зрелость"),
        "kk": ("көрсеткіш зрелость", "показатель зрелость"),
    },
    "line misspelt": {
        "ru": ("направление           больше", "напровление           больше"),
        "kk": ("бағыты            көбі", "бағытты            көбі"),
    },
    "line of another language": {
        "ru": ("  для печати ", "  shown with "),
        "kk": ("  басып шығаруға ", "  для печати "),
    },
    "line of another declaration": {
        "ru": ("  период            год", "  полнота           2"),
        "kk": ("  кезең            ", "  толықтығы            2 # "),
    },
    "value missing": {
        "ru": ("значение        отчет.зрелость", "значение"),
        "kk": ("мәні            отчет.зрелость", "мәні"),
    },
    "point before decimals": {
        "ru": ("1,5 балла условно", "1.5 балла условно"),
        "kk": ("1,5 балл шартты", "1.5 балл шартты"),
    },
    "commas between thousands": {
        "ru": ("28\u00a0724,5 млн", "28,724,5 млн"),
        "kk": ("28\u00a0724,5 млн", "28,724,5 млн"),
    },
    "no such day": {"ru": ("15.02.2025", "30.02.2025"), "kk": ("15.02.2025", "30.02.2025")},
    "unit misspelt": {"ru": ("5 баллов условно", "5 балоов условно"), "kk": ("5 балл шартты", "5 бал шартты")},
    "unit left out": {
        "ru": ("отчет.отчет_сдан > срок_отчета; 1 балл; 0 баллов", "отчет.отчет_сдан > срок_отчета; 1 день; 0 баллов"),
        "kk": ("отчет.отчет_сдан > срок_отчета; 1 балл; 0 балл", "отчет.отчет_сдан > срок_отчета; 1 күн; 0 балл"),
    },
    "comparing a date and a number": {
        "ru": ("отчет.отчет_сдан > срок_отчета", "отчет.отчет_сдан > 5"),
        "kk": ("отчет.отчет_сдан > срок_отчета", "отчет.отчет_сдан > 5"),
    },
    "name misspelt": {
        "ru": ("отчет.освоено / отчет.бюджет", "отчет.освоено / отчот.бюджет"),
        "kk": ("отчет.освоено / отчет.бюджет", "отчет.освоено / отчот.бюджет"),
    },
    "column misspelt": {
        "ru": ("отчет.в_срок / отчет.обращения", "отчет.в_срок / отчет.обрашения"),
        "kk": ("отчет.в_срок / отчет.обращения", "отчет.в_срок / отчет.обрашения"),
    },
    "letters of two alphabets": {
        "ru": ("величина расход_на_человека", "величина pасход_на_человека"),
        "kk": ("шама расход_на_человека", "шама pасход_на_человека"),
    },
    "hidden character": {
        "ru": ("величина рост_освоения", "величина рост\u200b_освоения"),
        "kk": ("шама рост_освоения", "шама рост\u200b_освоения"),
    },
    "direction of writing": {
        "ru": ("Зрелость управления", "Зрелость \u202eуправления"),
        "kk": ("Зрелость управления", "Зрелость \u202eуправления"),
    },
    "quotes not closed": {
        "ru": ('"Зрелость управления"', '"Зрелость управления'),
        "kk": ('"Зрелость управления"', '"Зрелость управления'),
    },
    "bracket not closed": {
        "ru": ("предел(факт / план; начало 0; конец 1)", "предел(факт / план; начало 0; конец 1"),
        "kk": ("шек(факт / план; басы 0; соңы 1)", "шек(факт / план; басы 0; соңы 1"),
    },
    "label of an argument misspelt": {
        "ru": ("начало 0; конец 1)", "начало 0; конэц 1)"),
        "kk": ("басы 0; соңы 1)", "басы 0; соның 1)"),
    },
    "label of another language": {
        "ru": ("начало 0; конец 1)", "начало 0; to 1)"),
        "kk": ("басы 0; соңы 1)", "басы 0; конец 1)"),
    },
    "function misspelt": {
        "ru": ("значение        предел(", "значение        придел("),
        "kk": ("мәні            шек(", "мәні            шекк("),
    },
    "no such paragraph's act": {
        "ru": ("основание   правила п. 5", "основание   правила_отчета п. 5"),
        "kk": ("негіз           правила 5-т.", "негіз           правила_отчета 5-т."),
    },
    "place without a number": {"ru": ("указ п. 46", "указ п."), "kk": ("указ 46-т.", "указ -т.")},
    "weights do not add up": {
        "ru": ("услуги:     30 %", "услуги:     35 %"),
        "kk": ("услуги:     30 %", "услуги:     35 %"),
    },
    "weight left out": {"ru": ("зрелость:   15 %", "зрелость:   0 %"), "kk": ("зрелость:   15 %", "зрелость:   0 %")},
    "bands with a gap": {
        "ru": ("75 % |      | 10 баллов", "80 % |      | 10 баллов"),
        "kk": ("75 %   |       | 10 балл", "80 %   |       | 10 балл"),
    },
    "bands that overlap": {
        "ru": ("5 баллов | 8 баллов | средняя", "4 балла | 8 баллов | средняя"),
        "kk": ("5 балл | 8 балл | средняя", "4 балл | 8 балл | средняя"),
    },
    "no data unanswered": {
        "ru": ("  нет данных      0, основание правила п. 7\n", ""),
        "kk": ("  деректер жоқ    0, негіз правила 7-т.\n", ""),
    },
    "divisor unanswered": {
        "ru": (
            "  нулевой знаменатель  не применяется\n  баллы                по ломаной",
            "  баллы                по ломаной",
        ),
        "kk": ("  бөлгіш нөл болса  қолданылмайды\n  балы              сынық", "  балы              сынық"),
    },
    "ties unanswered": {"ru": ("; равным лучшее место)", ")"), "kk": ("; теңдерге жақсырақ орын)", ")")},
    "otherwise left out": {
        "ru": ("    в остальных случаях", "    жалобы < 3         "),
        "kk": ("    қалған жағдайларда  ", "    жалобы < 3          "),
    },
    "circle": {
        "ru": ("значение        орган.расходы / орган.штат", "значение        расход_на_человека"),
        "kk": ("мәні            орган.расходы / орган.штат", "мәні            расход_на_человека"),
    },
    "declared twice": {"ru": ("вычет опоздание", "вычет искажения"), "kk": ("шегерім опоздание", "шегерім искажения")},
    "nothing uses it": {
        "ru": ("  верно           рост_освоения <= 100", "  верно           освоение.значение <= 100 % + 0 * 100"),
        "kk": ("  орындалады      рост_освоения <= 100", "  орындалады      игеру.мәні <= 100 % + 0 * 100"),
    },
    "reserved word as a name": {"ru": ("вычет опоздание", "вычет или"), "kk": ("шегерім опоздание", "шегерім немесе")},
    "name with a blank": {
        "ru": ("величина рост_освоения", "величина рост освоения"),
        "kk": ("шама рост_освоения", "шама рост освоения"),
    },
    "label in the file's own language": {
        "ru": ('наименование     kk "Бюджет', 'наименование     ru "Бюджет'),
        "kk": ('атауы             ru "Освоение', 'атауы             kk "Освоение'),
    },
    "alias without a code": {"ru": ("  код              measure\n", ""), "kk": ("  код             measure\n", "")},
    "not indented": {
        "ru": ("\n  направление     меньше лучше", "\nнаправление     меньше лучше"),
        "kk": ("\n  бағыты          азы жақсы", "\nбағыты          азы жақсы"),
    },
    "declaration indented": {
        "ru": ("\nвычет опоздание", "\n  вычет опоздание"),
        "kk": ("\nшегерім опоздание", "\n  шегерім опоздание"),
    },
    "tab before a line": {
        "ru": ("\n  направление     меньше лучше", "\n\tнаправление     меньше лучше"),
        "kk": ("\n  бағыты          азы жақсы", "\n\tбағыты          азы жақсы"),
    },
    "equality in another notation": {"ru": ("значение = 0 ", "значение == 0"), "kk": ("мәні = 0 ", "мәні == 0")},
    "rounding without decimals": {
        "ru": ("половина вверх, 2 знака", "половина вверх"),
        "kk": ("жартысы жоғары, 2 таңба", "жартысы жоғары"),
    },
    "period of another kind": {
        "ru": ("  период            год", "  период            декада"),
        "kk": ("кезең                       жыл", "кезең                       онкүндік"),
    },
}
"""Slips by their names: in each language what stands in the file and what is written instead."""


@pytest.fixture
def texts(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The operational methodology in Russian and in Kazakh, in a folder with its data."""
    shutil.copytree(repository / "methodologies" / "operational", tmp_path / "operational")
    monkeypatch.chdir(tmp_path)
    russian = (repository / "methodologies" / "operational.meth").read_text(encoding="utf-8")
    name = "operational.meth"
    program = read_text(russian.encode(), name)
    assert isinstance(program, Source)
    return {"ru": russian, "kk": translated(source_of(name, russian), program, "kk")}


def blanks_as_they_are(text: str) -> str:
    """A pattern for `text` with any number of blanks of any kind where it has some."""
    return re.sub(r"(?:\\ )+", "[ \u00a0]+", re.escape(text))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_slips_are_told_in_the_language_of_the_reader(language: str, texts: dict[str, str], golden: Golden) -> None:
    """Each slip is found, and what is said of it is in the language of the file; all of it in one file to be read."""
    told = []
    for name, slips in SLIPS.items():
        right, wrong = slips[language]
        text, count = re.subn(blanks_as_they_are(right), wrong, texts[language], count=1)
        assert count == 1, (name, right)
        with spoken(language):
            found = [
                one
                for one in compile_sources([source_of("operational.meth", text)]).findings
                if one.severity is not Severity.NOTE
            ]
            assert found, name
            told.append(f"---- {name}\n\n" + "\n\n".join(draw(one, colour=False) for one in found[:2]))
    golden(f"slips.{language}.txt", "\n\n".join(told) + "\n")


def test_there_are_at_least_forty_slips() -> None:
    """As many as the reader of another language is promised."""
    assert len(SLIPS) >= 40
