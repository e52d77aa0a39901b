"""What is made of ``meth.lark`` and ``keywords.toml`` beforehand, and shipped as JSON since that is read at once.

``tables.json`` is the LALR table, built by Lark and checked to be of the grammar it stands beside; ``keywords.json`` is
the table of words; beside each catalogue of gettext stands the compiled one. ``python -m tarazy.grammar.build`` writes
all of them anew; tests make them again and compare.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tarazy.grammar.portable_objects import mo_bytes, read_po
from tarazy.grammar.speech import LOCALE

if TYPE_CHECKING:
    from lark import Lark, Transformer

START_RULES = (
    "expression",
    "outcome",
    "outcome_row",
    "citations",
    "target",
    "members",
    "names",
    "for_each",
    "requirement",
    "rounding",
    "shown_with",
    "file",
    "header_row",
    "key",
    "wide",
    "day_value",
    "text_value",
    "column_type",
    "column_row",
    "bound_row",
)
"""Start rules of the grammar: one for each kind of value."""

_FOLDER = files("tarazy.grammar")
_TABLES = "tables.json"
_SHIFT = 0
"""How a serialized table of Lark marks an action that goes on to a state."""


class StaleTables(RuntimeError):  # noqa: N818 - the name says what is wrong with them
    """The shipped table was not built from the shipped grammar: a fault of the installation."""


class _Tokens:
    """The lexer of the table: tokens are made beforehand, so it hands them on."""

    def __init__(self, _conf: object) -> None:
        pass

    def lex(self, tokens: Iterable[object]) -> Iterator[object]:
        """The tokens themselves."""
        return iter(tokens)


def _lexer_class() -> type:
    from lark.lexer import Lexer  # noqa: PLC0415 - Lark is loaded by the first parse, not by the first import

    return type("TokenLexer", (_Tokens, Lexer), {})


def grammar_hash() -> str:
    """SHA-256 of the grammar and the table of words, as hexadecimal digits."""
    digest = hashlib.sha256()
    for name in ("meth.lark", "keywords.toml"):
        digest.update(_FOLDER.joinpath(name).read_bytes())
    return digest.hexdigest()


def build_parser(*, strict: bool = False) -> Lark:
    """The parser made from the grammar itself, without callbacks; it takes half a second.

    Parameters
    ----------
    strict
        Whether every conflict is an error.
    """
    from lark import Lark  # noqa: PLC0415 - as above

    text = _FOLDER.joinpath("meth.lark").read_text(encoding="utf-8")
    return Lark(
        text, parser="lalr", lexer=_lexer_class(), start=list(START_RULES), maybe_placeholders=False, strict=strict
    )


def build_tables() -> dict[str, Any]:
    """What ``tables.json`` holds: the hash of the grammar, Lark's version and the serialized parser."""
    import lark  # noqa: PLC0415 - as above
    from lark.grammar import Rule  # noqa: PLC0415
    from lark.lexer import TerminalDef  # noqa: PLC0415

    data, memo = build_parser().memo_serialize([TerminalDef, Rule])
    data["options"] = {name: value for name, value in data["options"].items() if name != "lexer"}
    del data["parser"]["lexer_conf"]["lexer_type"]
    data["parser"]["parser"] = _canonical(data["parser"]["parser"])
    return {"grammar": grammar_hash(), "lark": lark.__version__, "data": data, "memo": memo}


def _canonical(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with states and tokens numbered in one order, since Lark's own changes from run to run.

    States are numbered as they are met on a walk from the start rules, actions in the order of their tokens' names.
    """
    names: Mapping[int, str] = table["tokens"]
    tokens = sorted(names.values())
    numbers: dict[int, int] = {}
    waiting = [table["start_states"][rule] for rule in START_RULES]
    states: dict[int, dict[int, Any]] = {}
    for state in waiting:
        if state in numbers:
            continue
        numbers[state] = len(numbers)
        actions = sorted(table["states"][state].items(), key=lambda item: names[item[0]])
        waiting.extend(target for _, (action, target) in actions if action == _SHIFT)
    for state, number in numbers.items():
        states[number] = {
            tokens.index(names[token]): (action, numbers[target] if action == _SHIFT else target)
            for token, (action, target) in table["states"][state].items()
        }
    return {
        "tokens": dict(enumerate(tokens)),
        "states": states,
        "start_states": {rule: numbers[state] for rule, state in table["start_states"].items()},
        "end_states": {rule: numbers[state] for rule, state in table["end_states"].items()},
    }


def load_parser(transformer: Transformer[Any, Any]) -> Lark:
    """The parser from the shipped table, with the callbacks of `transformer` built in.

    Raises
    ------
    StaleTables
        The table belongs to another grammar.
    """
    from lark import Lark  # noqa: PLC0415 - as above

    tables: Mapping[str, Any] = json.loads(_FOLDER.joinpath(_TABLES).read_text(encoding="utf-8"))
    if tables["grammar"] != grammar_hash():
        raise StaleTables("tables.json was not built from meth.lark: run python -m tarazy.grammar.build")
    lexer = _lexer_class()
    data = dict(tables["data"])
    data["options"] = {**data["options"], "lexer": lexer}
    data["parser"]["lexer_conf"]["lexer_type"] = lexer
    table = data["parser"]["parser"]
    table["tokens"] = _numbered(table["tokens"])
    table["states"] = {state: _numbered(actions) for state, actions in _numbered(table["states"]).items()}
    memo = _numbered(tables["memo"])
    # Lark's own `load` unpickles a file; this is what it calls behind that, and the only way in from JSON.
    loaded: Lark = Lark._load_from_dict(data, memo, transformer=transformer)  # type: ignore[no-untyped-call]  # noqa: SLF001
    return loaded


def _numbered(entries: Mapping[str, Any]) -> dict[int, Any]:
    """`entries` with the whole numbers for keys that JSON has made texts of."""
    return {int(key): value for key, value in entries.items()}


def tables_text() -> str:
    """The text of ``tables.json``."""
    return json.dumps(build_tables(), separators=(",", ":"), sort_keys=True) + "\n"


def keywords_text() -> str:
    """The text of ``keywords.json``."""
    table = tomllib.loads(_FOLDER.joinpath("keywords.toml").read_text(encoding="utf-8"))
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    Path(str(_FOLDER.joinpath("keywords.json"))).write_text(keywords_text(), encoding="utf-8")
    Path(str(_FOLDER.joinpath(_TABLES))).write_text(tables_text(), encoding="utf-8")
    for path in sorted(Path(str(_FOLDER.joinpath(LOCALE))).rglob("*.po")):
        path.with_suffix(".mo").write_bytes(mo_bytes(read_po(path.read_text(encoding="utf-8"))))
