"""F3: a body without complaints has a denominator of 0; what follows is said, never left to accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.register_programs import codes, registered

SHARE = """\
indicator in_time "Complaints answered in time"
  better          higher
  value           T / C
  where
    T:            count(appeals; only kind = complaint and has(answered) and answered <= due)
    C:            count(appeals; only kind = complaint)
"""


def test_F3_without_a_rule_the_text_is_refused() -> None:
    """A count may be 0, so a division by it needs a rule (S320); a `share` of no rows needs one too (S312)."""
    assert codes(SHARE) == ["S320"]
    assert codes("quantity q\n  value  share(appeals; only kind = complaint)\n") == ["S312"]


@pytest.mark.parametrize(
    ("answer", "shown"),
    [("not applicable", "not applicable"), ("0", "0"), ("1", "1")],
)
def test_F3_the_answer_is_the_authors(answer: str, shown: str, tmp_path: Path) -> None:
    """Not applicable, nothing, or full marks: the body that has no complaints gets what the act says."""
    program = registered(tmp_path, f"{SHARE}  zero divisor    {answer}\n")
    rendered = program.shown("in_time", "south")
    assert rendered.startswith(shown) or rendered == {"1": "100 %", "0": "0 %"}.get(shown)
    assert program.result.trace("south", "in_time", 2021).root.rule is not None
