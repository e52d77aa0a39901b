"""What a stream can show: whether it is a screen, whether it wants colours, and how wide it is."""

from __future__ import annotations

import os
import shutil
from enum import Enum
from typing import TextIO, assert_never

USUAL_COLUMNS = 80
"""Width of a stream that does not say its own."""


class ColourChoice(Enum):
    """What ``--color`` asks for."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def is_screen(stream: TextIO) -> bool:
    """Whether `stream` is a terminal on which lines can be drawn again."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def colours_wanted(stream: TextIO, choice: ColourChoice = ColourChoice.AUTO) -> bool:
    """Whether `stream` is to have colours.

    The option is heard first, then ``NO_COLOR`` (no-color.org), then ``FORCE_COLOR`` (force-color.org), each when it is
    not empty; without any of them a screen has colours and nothing else has.
    """
    match choice:
        case ColourChoice.ALWAYS:
            return True
        case ColourChoice.NEVER:
            return False
        case ColourChoice.AUTO:
            if os.environ.get("NO_COLOR"):
                return False
            return bool(os.environ.get("FORCE_COLOR")) or is_screen(stream)
        case _:
            assert_never(choice)


def columns() -> int:
    """Width of the terminal; ``COLUMNS`` where it is set."""
    return shutil.get_terminal_size((USUAL_COLUMNS, 24)).columns
