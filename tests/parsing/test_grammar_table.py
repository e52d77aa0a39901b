"""The LALR table: without conflicts, of the grammar it is shipped with, complete in its callbacks."""

import json
from importlib.resources import files

import pytest

from tarazy.dsl.values import ValueBuilder
from tarazy.grammar import build


def test_the_grammar_has_no_conflict() -> None:
    """Lark builds the table in strict mode, in which every conflict is an error."""
    assert build.build_parser(strict=True).rules


def test_the_shipped_table_is_of_the_shipped_grammar() -> None:
    """Building the table again gives the file that is shipped."""
    shipped = files("tarazy.grammar").joinpath("tables.json").read_text(encoding="utf-8")
    assert json.loads(build.tables_text()) == json.loads(shipped), "run python -m tarazy.grammar.build"


def test_the_shipped_words_are_those_of_the_table() -> None:
    """Making the words again gives the file that is shipped."""
    shipped = files("tarazy.grammar").joinpath("keywords.json").read_text(encoding="utf-8")
    assert shipped == build.keywords_text(), "run python -m tarazy.grammar.build"


def test_a_stale_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table built from another grammar stops the program before it reads anything."""
    monkeypatch.setattr(build, "grammar_hash", lambda: "0" * 64)
    with pytest.raises(build.StaleTables, match=r"tables\.json"):
        build.load_parser(ValueBuilder())


def test_every_alternative_has_its_callback() -> None:
    """Each rule and alternative of the grammar has a method that makes its node; none is left to become a tree."""
    rules = build.build_parser().rules
    named = {rule.alias or rule.origin.name for rule in rules if rule.alias or not rule.options.expand1}
    assert sorted(name for name in named if not hasattr(ValueBuilder, name)) == []
