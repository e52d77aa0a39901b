"""Laws of reading: order and file split change nothing, decimals are exact, no bytes whatever raise."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.states import State
from tarazy.interpreter.data import Snapshot
from tests.data.one_source import BODIES, TITLES, declared, read, row

plans = st.integers(1, 10_000).map(lambda tenths: f"{tenths // 10}.{tenths % 10}") | st.just("")
tables = st.dictionaries(
    st.tuples(st.sampled_from(["MOF", "MOH", "MOE"]), st.integers(2000, 2030)), plans, min_size=1, max_size=20
)


def snapshot_of(files: dict[str, list[str]], bodies: str = BODIES) -> Snapshot:
    """The snapshot of a source in these files, each a list of rows."""
    with TemporaryDirectory() as folder:
        texts: dict[str, str | bytes] = {path: "\n".join([TITLES, *rows]) for path, rows in files.items()}
        found = read(Path(folder), {"bodies.csv": bodies, **texts}, declared(*files))
    assert found.snapshot is not None, found.text
    return found.snapshot


@given(tables, st.data())
def test_order_and_file_split_change_nothing(table: dict[tuple[str, int], str], data: st.DataObject) -> None:
    """Rows in another order, otherwise spread over the two files, and the list in another order: same values, same
    hash.
    """
    rows = [row(body=body, year=str(year), plan=plan) for (body, year), plan in table.items()]
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    header, *bodies = BODIES.splitlines()
    turned = "\n".join([header, *reversed(bodies)])
    whole = snapshot_of({"first.csv": rows, "second.csv": []})
    split = snapshot_of({"first.csv": shuffled[:cut], "second.csv": shuffled[cut:]}, turned)
    assert whole.table("budget") == split.table("budget")
    assert whole.hash == split.hash


@given(tables, st.data())
def test_another_value_is_another_hash(table: dict[tuple[str, int], str], data: st.DataObject) -> None:
    """One cell changed, and the hash changes; the spelling of the same number changes nothing."""
    key = data.draw(st.sampled_from(sorted(table)))
    other = data.draw(plans.filter(lambda plan: plan != table[key]))

    def hashed(changed: dict[tuple[str, int], str]) -> str:
        rows = [row(body=body, year=str(year), plan=plan) for (body, year), plan in changed.items()]
        return snapshot_of({"table.csv": rows}).hash

    assert hashed(table) != hashed({**table, key: other})
    assert hashed(table) == hashed({**table, key: f"00{table[key]}00" if table[key] else ""})


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_decimals_are_exact(tenths: int, hundredths: int) -> None:
    """A numeral is its digits, times the scale of the unit, percent over 100."""
    cells = {"plan": f"{tenths // 10}.{tenths % 10}", "share": f"{hundredths // 100}.{hundredths % 100:02}"}
    table = snapshot_of({"table.csv": [row(**cells)]}).table("budget")
    assert table["plan"]["MOF", 2024] == fmpq(tenths, 10) * 1000
    assert table["share"]["MOF", 2024] == fmpq(hundredths, 10_000)
    assert table["open"]["MOF", 2024] is State.ABSENT


pieces = st.sampled_from(
    [TITLES, "\n", "\r\n", ",", '"', "MOF", "2024", "1.5", "-", "\0", "\ufeff", "é", "\u2028", "code"]
)


@given(st.binary(max_size=200) | st.lists(pieces, max_size=60).map("".join).map(str.encode), st.booleans())
def test_no_bytes_raise(data: bytes, in_list: bool) -> None:
    """Whatever a file holds, findings come back, and a snapshot just when none of them is an error."""
    files: dict[str, str | bytes] = {"bodies.csv": BODIES, "budget.csv": f"{TITLES}\n{row()}"}
    files["bodies.csv" if in_list else "budget.csv"] = data
    with TemporaryDirectory() as folder:
        found = read(Path(folder), files, declared())
    assert (found.snapshot is None) == bool(found.findings.errors)
    assert all(one.message for one in found.findings)
