"""SARIF logs of `tarazy check`: the form that the standard asks for, places that editors can follow, stable marks."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import pytest

from tarazy.dsl.diagnostics import CellPlace, Diagnostic, Label, Severity, finding
from tarazy.dsl.error_pages import codes, error_page
from tarazy.dsl.source import Span, source_of
from tarazy.workbench.cli import main
from tarazy.workbench.findings_sarif import sarif_log

TEXT = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string", "minLength": 1}, "markdown": {"type": "string"}},
}
POSITIVE = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
ARTIFACT_LOCATION = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {"uri": {"type": "string", "format": "uri-reference"}, "uriBaseId": {"type": "string"}},
}
LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": TEXT,
        "logicalLocations": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"fullyQualifiedName": {"type": "string"}},
            },
        },
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": ARTIFACT_LOCATION,
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "additionalProperties": False,
                    "properties": dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), POSITIVE),
                },
            },
        },
    },
}
RULE = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"level": LEVEL},
        },
        "properties": {"type": "object"},
    },
}
RESULT = {
    "type": "object",
    "required": ["message"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
DRIVER = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "semanticVersion": {"type": "string"},
        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
    },
}
RUN = {
    "type": "object",
    "required": ["tool"],
    "additionalProperties": False,
    "properties": {
        "tool": {
            "type": "object",
            "required": ["driver"],
            "additionalProperties": False,
            "properties": {"driver": DRIVER},
        },
        "invocations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["executionSuccessful"],
                "additionalProperties": False,
                "properties": {"executionSuccessful": {"type": "boolean"}},
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "artifacts": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "location": ARTIFACT_LOCATION,
                    "roles": {"type": "array", "uniqueItems": True, "items": {"enum": ["analysisTarget"]}},
                },
            },
        },
        "results": {"type": "array", "items": RESULT},
    },
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
}
"""What the schema of SARIF 2.1.0 asks of the members that a log of ours has: all others would be refused by it too
where it does not know them."""

BROKEN = """\
quantity delay "Задержка 😀"
  value           1 KZT + 2 days

quantity sum
  value           "😀" + nothing
"""


def log_of(*findings: Diagnostic, files: tuple[str, ...] = (), folder: Path = Path("/methodologies")) -> Any:  # noqa: ANN401 - JSON
    """The log of these findings, of which the form is right, as a reader of JSON has it."""
    log = json.loads(json.dumps(sarif_log(findings, files, folder)))
    jsonschema.validate(log, LOG)
    return log


def only_result(log: Any) -> Any:  # noqa: ANN401 - JSON
    """The one result of a log."""
    ((result,),) = [run["results"] for run in log["runs"]]
    return result


def mark_of(result: Any) -> str:  # noqa: ANN401 - JSON
    """The fingerprint of a result."""
    (mark,) = result["partialFingerprints"].values()
    assert isinstance(mark, str)
    return mark


def span(text: str, part: str, name: str = "a.meth") -> Span:
    """Where `part` stands in `text`."""
    start = text.index(part)
    return Span(source_of(name, text), start, start + len(part))


@pytest.mark.parametrize("code", codes())
def test_a_finding_of_every_code_has_the_form_of_the_standard(code: str) -> None:
    """Law: rule and result agree, the rule has the page of the code, and its level is that of the severity."""
    log = log_of(Diagnostic(code, None, _AnyWord()))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    result = only_result(log)
    page = error_page(code)
    assert (rule["id"], result["ruleId"], result["ruleIndex"]) == (code, code, 0)
    assert rule["shortDescription"]["text"] == page.title
    assert " ".join(page.body.split()).startswith(rule["fullDescription"]["text"])
    assert rule["help"]["markdown"].startswith(f"# {code}: ")
    assert rule["defaultConfiguration"]["level"] == result["level"] == page.severity.value


class _AnyWord(dict[str, str]):
    """Words of a finding, each of them `x`."""

    def __missing__(self, key: str) -> str:
        return "x"


def test_levels_are_those_of_the_standard() -> None:
    """Law: each severity is a level of SARIF under the same word."""
    assert {severity.value for severity in Severity} <= set(LEVEL["enum"])


def test_columns_count_utf16_code_units() -> None:
    """Law: a character outside the basic plane counts twice, as in the editors that read the log."""
    text = 'unit a "😀й" x\n'
    log = log_of(finding("L006", span(text, "x")))
    assert log["runs"][0]["columnKind"] == "utf16CodeUnits"
    region = only_result(log)["locations"][0]["physicalLocation"]["region"]
    column = len(text[: text.index("x")].encode("utf-16-le")) // 2 + 1
    assert region == {"startLine": 1, "startColumn": column, "endLine": 1, "endColumn": column + 1}
    assert column == text.index("x") + 2


def test_addresses_are_relative_and_escaped() -> None:
    """Law: a file below the folder of the run is named from there; one outside has an absolute address."""
    folder = Path("/methodologies")
    names = ("a b/оценка.meth", "/methodologies/c.meth", "../d.meth")
    log = log_of(files=names, folder=folder)
    addresses = [artifact["location"] for artifact in log["runs"][0]["artifacts"]]
    assert addresses == [
        {"uri": "a%20b/%D0%BE%D1%86%D0%B5%D0%BD%D0%BA%D0%B0.meth", "uriBaseId": "%SRCROOT%"},
        {"uri": "c.meth", "uriBaseId": "%SRCROOT%"},
        {"uri": (folder / "../d.meth").resolve().as_uri()},
    ]


def test_further_places_are_related_locations() -> None:
    """Law: each label is a location with its words, numbered."""
    text = "unit a\nunit b\n"
    labels = tuple(Label(span(text, name), "is", {"what": f"this is {name}"}) for name in ("a", "b"))
    related = only_result(log_of(finding("L006", span(text, "unit"), labels=labels)))["relatedLocations"]
    assert [(one["id"], one["message"]["text"]) for one in related] == [(0, "this is a"), (1, "this is b")]
    assert [one["physicalLocation"]["region"]["startLine"] for one in related] == [1, 2]


def test_help_and_paragraph_are_part_of_the_message() -> None:
    """Law: what can be done, and the paragraph that asks for it, are read wherever the message is."""
    found = finding("R801", None, paragraph="Rules, p. 20", name="growth")
    assert only_result(log_of(found))["message"]["text"].splitlines() == [
        found.message,
        "paragraph: Rules, p. 20",
        f"help: {found.help}",
    ]


def test_a_cell_of_a_table_is_named() -> None:
    """Law: rows of a table are no lines of a text, so a cell has its file and a name, and no region."""
    place = CellPlace("data/a.csv", 3, "plan", "x")
    (location,) = only_result(log_of(finding("D650", place, value="x")))["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "data/a.csv", "uriBaseId": "%SRCROOT%"}}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "data/a.csv, row 3, column plan"}]


def test_fingerprints_stay_when_lines_move() -> None:
    """Law: lines above and blanks do not change the mark; another word, file or code does, and twins differ."""
    text = "unit a\n  symbol x\n"
    here = finding("L006", span(text, "symbol"))
    mark = mark_of(only_result(log_of(here)))
    moved = finding("L006", span("# more\n\n" + text.replace("  symbol", "    symbol"), "symbol"))
    assert mark_of(only_result(log_of(moved))) == mark
    others = [
        finding("L006", span(text, "x")),
        finding("L006", span(text, "symbol", "b.meth")),
        finding("L007", span(text, "symbol")),
    ]
    assert len({mark, *(mark_of(only_result(log_of(one))) for one in others)}) == 1 + len(others)
    twins = log_of(here, here)["runs"][0]["results"]
    assert len({mark_of(one) for one in twins}) == 2


def test_check_prints_one_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: text, JSON and SARIF are one list of findings; nothing else is printed, and the exit code is the same."""
    monkeypatch.chdir(tmp_path)
    Path("broken.meth").write_text(BROKEN, encoding="utf-8")
    assert main(["check", "broken.meth", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert main(["check", "broken.meth", "--format", "sarif"]) == 1
    captured = capsys.readouterr()
    assert captured.err == ""
    log = json.loads(captured.out)
    jsonschema.validate(log, LOG)
    results = log["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == [one["code"] for one in found]
    assert len(found) > 1
    for result, one in zip(results, found, strict=True):
        assert result["message"]["text"].startswith(one["message"])
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == one["place"]["line"]
    assert PurePosixPath(log["runs"][0]["artifacts"][0]["location"]["uri"]) == PurePosixPath("broken.meth")


def test_check_without_findings_prints_an_empty_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: no results is an empty list, which says that the run took place."""
    monkeypatch.chdir(tmp_path)
    Path("fine.meth").write_text('unit step "Step"\n', encoding="utf-8")
    assert main(["check", "fine.meth", "--format", "sarif"]) == 0
    log = json.loads(capsys.readouterr().out)
    jsonschema.validate(log, LOG)
    assert log["runs"][0]["results"] == []
