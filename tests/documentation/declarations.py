"""Declarations that a page adds to a file it has shown, or shows anew: what a reader does in an editor."""

import re

HEAD = re.compile(r"^(?=[^\s#|])", re.MULTILINE)


def with_declarations(text: str, further: str) -> str:
    """`text` with each declaration of `further` in the place of the one that it declares anew, or at the end."""
    found = {head_of(one): one.rstrip("\n") for one in HEAD.split(text) if one.strip()}
    found |= {head_of(one): one.rstrip("\n") for one in HEAD.split(further) if one.strip()}
    return "\n\n".join(found.values()) + "\n"


def head_of(declaration: str) -> str:
    """Kind and name of a declaration; its whole first line where it has no name."""
    first = declaration.partition("\n")[0]
    named = first.partition('"')[0].strip()
    return named if " " in named else first
