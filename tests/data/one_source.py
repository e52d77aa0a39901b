"""A folder with a list of bodies and one source of every kind of column, and what is found in it."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import SameKey
from tarazy.dsl.diagnostics import Findings
from tarazy.dsl.intervals import between
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.units import PURE, Shape, Shown, Unit
from tarazy.dsl.value_types import CategoryType, DateType, DirectionType, ElementType, TextType, YesNoType
from tarazy.interpreter.data import Snapshot, read_snapshot
from tests.data.declarations import Lists, Sources, a_list, a_source, column, file, part

THOUSAND_KZT = Shape(Unit((("KZT", 1),), fmpq(1000)))
PERCENT = Shape(PURE, Shown.PERCENT)

BODIES = "code,name,above\nMOF,Finance,\nMOH,Health,MOF\nMOE,Education,MOF\n"
TITLES = "body,year,plan,share,open,way,kind,due,rival,remark"
COLUMNS = (
    column("plan", shape=THOUSAND_KZT, decimals=1, range=between(0, 1000, low_open=True), absent=True),
    column("share", shape=PERCENT, decimals=2, range=between(0, 100), absent=True),
    column("open", YesNoType(), absent=True),
    column("way", DirectionType(), codes=(("1", "higher"), ("-1", "lower")), absent=True),
    column("kind", CategoryType("budget.kind", ("central", "local")), absent=True),
    column("due", DateType(), absent=True),
    column("rival", ElementType("bodies"), absent=True),
    column("remark", TextType(), absent=True),
)
KEY = (part("body", "bodies", "body"), part("year", PERIOD, "year"))


def declared(*paths: str, same_key: SameKey = SameKey.ERROR) -> tuple[Lists, Sources]:
    """The declarations, with the source's files `paths`."""
    columns = (column("name", TextType()), column("above", ElementType("bodies"), absent=True))
    lists = {"bodies": a_list("bodies", file("bodies.csv"), key="code", columns=columns)}
    files = tuple(file(path) for path in paths or ("budget.csv",))
    return lists, {"budget": a_source("budget", *files, key=KEY, columns=COLUMNS, same_key=same_key)}


@frozen
class Read:
    """What came of a folder."""

    snapshot: Snapshot | None
    findings: Findings

    @property
    def text(self) -> str:
        """Findings as a reader meets them: place, message, help."""
        lines = []
        for one in self.findings:
            lines += [f"{one.code} {one.severity.value}: {one.place}", f"  {one.message}"]
            lines += [f"  {one.help}"] if one.help else []
        return "\n".join(lines) + "\n"


def read(folder: Path, files: Mapping[str, str | bytes], declarations: tuple[Lists, Sources]) -> Read:
    """What came of `files`, written into `folder`."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    snapshot, findings = read_snapshot(*declarations, "bodies", folder)
    return Read(snapshot, Findings(tuple(findings)))


def row(**cells: str) -> str:
    """A row of the source: MOF in 2024, other cells empty, unless said otherwise."""
    given = {"body": "MOF", "year": "2024", **cells}
    return ",".join(given.get(title, "") for title in TITLES.split(","))
