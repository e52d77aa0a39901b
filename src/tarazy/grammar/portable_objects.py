"""Catalogues of gettext: PO files read, and the MO files made of them (GNU gettext manual, sections 3 and 11.3).

Only what our catalogues have is read: comments, ``msgid`` and ``msgstr``, each one or more quoted strings.
"""

from __future__ import annotations

import ast
import struct
from collections.abc import Mapping

_MAGIC = 0x950412DE
_HEADER_SIZE = 28


def read_po(text: str) -> dict[str, str]:
    """Translations by what they translate; the entry of the empty text is the head of the catalogue.

    Raises
    ------
    ValueError
        A line is none of those that our catalogues have, or a text is translated twice.
    """
    pairs: list[list[str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        word, _, rest = line.strip().partition(" ")
        if word == "msgid":
            pairs.append([ast.literal_eval(rest)])
        elif word == "msgstr" and pairs and len(pairs[-1]) == 1:
            pairs[-1].append(ast.literal_eval(rest))
        elif word.startswith('"') and pairs:
            pairs[-1][-1] += ast.literal_eval(line.strip())
        elif word and not word.startswith("#"):
            raise ValueError(f"line {number} cannot be read: {line}")
    found = {one[0]: one[1] for one in pairs}
    if len(found) != len(pairs):
        raise ValueError("a text is translated twice")
    return found


def mo_bytes(catalogue: Mapping[str, str]) -> bytes:
    """The compiled catalogue: two tables of lengths and offsets, sorted by what is translated, and the texts."""
    pairs = sorted((key.encode(), value.encode()) for key, value in catalogue.items() if value)
    count = len(pairs)
    texts = _HEADER_SIZE + 16 * count
    tables: list[list[int]] = [[], []]
    content = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += [len(pair[column]), texts + len(content)]
            content += pair[column] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, count, _HEADER_SIZE, _HEADER_SIZE + 8 * count, 0, 0)
    return head + struct.pack(f"<{4 * count}I", *tables[0], *tables[1]) + content
