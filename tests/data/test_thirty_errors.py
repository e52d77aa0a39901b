"""Thirty errors planted in four files are all reported at once."""

from pathlib import Path

from tests.data.declarations import a_list, file
from tests.data.one_source import BODIES, TITLES, declared, read, row

PLANTED = [
    ({"plan": "1e5"}, "D650"),
    ({"plan": "NaN"}, "D650"),
    ({"plan": "1 000"}, "D650"),
    ({"plan": "12."}, "D650"),
    ({"plan": "1" * 31}, "D651"),
    ({"plan": "1.25"}, "D652"),
    ({"plan": "0"}, "D653"),
    ({"plan": "1000.5"}, "D653"),
    ({"share": "-1"}, "D653"),
    ({"share": "90%"}, "D650"),
    ({"share": "0.001"}, "D652"),
    ({"open": "TRUE"}, "D654"),
    ({"open": "no "}, "D654"),
    ({"way": "up"}, "D657"),
    ({"kind": "Central"}, "D656"),
    ({"kind": "x"}, "D656"),
    ({"due": "2023-02-29"}, "D658"),
    ({"due": "2024-13-01"}, "D658"),
    ({"due": "yesterday"}, "D658"),
    ({"rival": "Mof"}, "D659"),
    ({"body": "NOPE"}, "D659"),
    ({"body": ""}, "D661"),
    ({"year": ""}, "D661"),
    ({"year": "2O24"}, "D662"),
]


def test_thirty_errors_at_once(tmp_path: Path) -> None:
    """Each planted error is found in its row and nothing else is, however many there are and in whatever
    files.
    """
    rows = [row(**{"year": str(1100 + at), **cells}) for at, (cells, _) in enumerate(PLANTED)]
    rows += [row(year="1999"), row(year="1999"), "MOF,1998", row(year="1997") + ",", row(year="1996", open="yes")]
    lists, sources = declared("budget.csv", "more.csv")
    lists["part"] = a_list("part", file("part.csv"), key="code", of="bodies")
    found = read(
        tmp_path,
        {
            "bodies.csv": BODIES + "MOJ,,\n",
            "part.csv": "code\nMOF\nMOX\n",
            "budget.csv": "\n".join([TITLES, *rows]),
        },
        (lists, sources),
    )
    start = len(PLANTED) + 2
    expected: list[tuple[str, int | None, str]] = [("budget.csv", at, code) for at, (_, code) in enumerate(PLANTED, 2)]
    expected += [
        ("budget.csv", start + 1, "D663"),
        ("budget.csv", start + 2, "D644"),
        ("budget.csv", start + 3, "D644"),
    ]
    expected += [("more.csv", None, "D640"), ("bodies.csv", 5, "D660"), ("part.csv", 3, "D659")]
    met = [(one.place.file, one.place.row, one.code) for one in found.findings]  # type: ignore[union-attr]  # all are cells
    assert len(expected) == 30
    assert sorted(met, key=str) == sorted(expected, key=str)
    assert found.snapshot is None
