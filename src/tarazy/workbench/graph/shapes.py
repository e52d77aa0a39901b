"""Outlines and colours of parts: what a part is can be seen by its outline alone, so that colour only helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tarazy.dsl.declarations import Role
from tarazy.dsl.dependencies import PartKind

SLANT = 10
"""How far a slanted or pointed edge reaches into its box."""

LID = 6
"""How far the lid of a cylinder reaches into its box, twice."""

_FOLD = 12

CLASS = "tarazy-graph"
"""Class of the whole drawing."""

Outline: TypeAlias = Callable[[int, int, int, int], str]
"""Elements of an outline for left, top, width and height, in the class that the group around them sets."""


def _rounded(radius: int) -> Outline:
    def outline(left: int, top: int, width: int, height: int) -> str:
        return f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="{min(radius, height // 3)}"/>'

    return outline


def _double(left: int, top: int, width: int, height: int) -> str:
    inner = _rounded(11)(left + 3, top + 3, width - 6, height - 6)
    return _rounded(14)(left, top, width, height) + inner


def _chamfered(left: int, top: int, width: int, height: int) -> str:
    right, bottom, cut = left + width, top + height, min(SLANT, height // 3)
    return (
        f'<path d="M{left + cut} {top}H{right - cut}L{right} {top + cut}V{bottom - cut}L{right - cut} {bottom}'
        f'H{left + cut}L{left} {bottom - cut}V{top + cut}Z"/>'
    )


def _pointed(left: int, top: int, width: int, height: int) -> str:
    right, bottom, middle = left + width, top + height, top + height // 2
    return (
        f'<path d="M{left + SLANT} {top}H{right - SLANT}L{right} {middle}L{right - SLANT} {bottom}'
        f'H{left + SLANT}L{left} {middle}Z"/>'
    )


def _slanted(left: int, top: int, width: int, height: int) -> str:
    right, bottom = left + width, top + height
    return f'<path d="M{left + SLANT} {top}H{right}L{right - SLANT} {bottom}H{left}Z"/>'


def _cylinder(left: int, top: int, width: int, height: int) -> str:
    right, upper, lower = left + width, top + LID, top + height - LID
    arc = f"A{width / 2:g} {LID} 0 0"
    return (
        f'<path d="M{left} {upper}{arc} 1 {right} {upper}V{lower}{arc} 1 {left} {lower}Z"/>'
        f'<path d="M{left} {upper}{arc} 0 {right} {upper}" fill="none"/>'
    )


def _page(left: int, top: int, width: int, height: int) -> str:
    right, bottom, fold = left + width, top + height, _FOLD
    return (
        f'<path d="M{left} {top}H{right - fold}L{right} {top + fold}V{bottom}H{left}Z"/>'
        f'<path d="M{right - fold} {top}V{top + fold}H{right}" fill="none"/>'
    )


def _flag(left: int, top: int, width: int, height: int) -> str:
    right, bottom, middle = left + width, top + height, top + height // 2
    return f'<path d="M{left} {top}H{right - SLANT}L{right} {middle}L{right - SLANT} {bottom}H{left}Z"/>'


_OUTLINES: Mapping[str, Outline] = {
    Role.SCORE.value: _double,
    Role.CRITERION.value: _rounded(0),
    Role.PART.value: _rounded(0),
    Role.BLOCK.value: _rounded(0),
    Role.INDICATOR.value: _rounded(12),
    Role.QUANTITY.value: _chamfered,
    Role.DEDUCTION.value: _slanted,
    Role.BONUS.value: _slanted,
    Role.STATUS.value: _pointed,
    Role.SELECTION.value: _pointed,
    Role.GRADE.value: _pointed,
    Role.RANK.value: _pointed,
    PartKind.DATUM.value: _cylinder,
    PartKind.ATTRIBUTE.value: _page,
    PartKind.PARAMETER.value: _flag,
}

_COLOURS: Mapping[str, tuple[str, str, str, str]] = {
    Role.SCORE.value: ("#dbe7ff", "#1f4fa3", "#1d3157", "#8fb4ff"),
    Role.CRITERION.value: ("#e3f3ea", "#1e6b43", "#173d2a", "#7fd3a5"),
    Role.INDICATOR.value: ("#fff2d6", "#8a5a00", "#443108", "#f0c063"),
    Role.DEDUCTION.value: ("#fde4e1", "#a12c1f", "#4d1c17", "#f39a8f"),
    Role.GRADE.value: ("#efe4fb", "#6a35a8", "#34204c", "#c9a3f5"),
    PartKind.DATUM.value: ("#f1f3f5", "#57606a", "#262c33", "#a3adb8"),
}
"""Fill and line, light and dark, of each family of roles."""

_FAMILIES: Mapping[str, str] = {
    Role.PART.value: Role.CRITERION.value,
    Role.BLOCK.value: Role.CRITERION.value,
    Role.QUANTITY.value: Role.INDICATOR.value,
    Role.BONUS.value: Role.DEDUCTION.value,
    Role.STATUS.value: Role.GRADE.value,
    Role.SELECTION.value: Role.GRADE.value,
    Role.RANK.value: Role.GRADE.value,
    PartKind.ATTRIBUTE.value: PartKind.DATUM.value,
    PartKind.PARAMETER.value: PartKind.DATUM.value,
}


def outline(role: str, left: int, top: int, width: int, height: int) -> str:
    """The outline of a part of that role."""
    return _OUTLINES[role](left, top, width, height)


def family(role: str) -> str:
    """The class of a role: roles of one family share their colours."""
    return _FAMILIES.get(role, role)


def style_sheet(heading: int, text: int) -> str:
    """The style of the drawing with these sizes of fonts: light, and dark where the reader prefers that.

    Every rule is for what stands inside :data:`CLASS` only, since a page may hold the drawing among others.
    """
    light = {f".{name}": f"fill:{one[0]};stroke:{one[1]}" for name, one in _COLOURS.items()}
    dark = {f".{name}": f"fill:{one[2]};stroke:{one[3]}" for name, one in _COLOURS.items()}
    font = "font-family:'Noto Sans','DejaVu Sans','Segoe UI',Arial,sans-serif"
    plain = {
        "text": f"{font};font-size:{text}px;fill:#1b1f24;stroke:none",
        ".h": f"font-size:{heading}px;font-weight:bold",
        ".t": "font-size:18px;font-weight:bold",
        ".s": "fill:#4a5258",
        ".v": "font-weight:bold;fill:#0b4a8f",
        ".w": "fill:#4a5258;paint-order:stroke;stroke:#ffffff;stroke-width:4px;stroke-linejoin:round",
        ".paper": "fill:#ffffff",
        ".line": "fill:none;stroke:#7d8790;stroke-width:1.4",
        ".former": "stroke-dasharray:5 4",
        ".box": "stroke-width:1.4",
    }
    at_night = {
        "text": "fill:#e8ecf0",
        ".s": "fill:#b3bcc5",
        ".v": "fill:#9cc7ff",
        ".w": "fill:#b3bcc5;stroke:#14181d",
        ".paper": "fill:#14181d",
        ".line": "stroke:#7f8b97",
    }
    return f"{_rules(plain | light)}@media (prefers-color-scheme:dark){{{_rules(at_night | dark)}}}"


def _rules(rules: Mapping[str, str]) -> str:
    return "".join(f".{CLASS} {selector}{{{style}}}" for selector, style in rules.items())
