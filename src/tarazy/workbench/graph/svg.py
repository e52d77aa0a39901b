"""Dependencies as a drawing: SVG without scripts or anything fetched, the same bytes for the same methodology.

Values stand left of what they are made of; weights stand at the ends of the lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from tarazy.dsl.dependencies import Dependencies, Dependency, Part, PartKind
from tarazy.dsl.dependency_words import role_word, use_words
from tarazy.grammar.speech import said
from tarazy.interpreter.markup import escaped
from tarazy.workbench.display_text import visible
from tarazy.workbench.graph.layers import Bend, Layers, Stop, layers_of
from tarazy.workbench.graph.pictured import Pictured, each_words, named, subtitle
from tarazy.workbench.graph.placing import heights_of
from tarazy.workbench.graph.shapes import CLASS, LID, SLANT, family, outline, style_sheet
from tarazy.workbench.graph.text_extent import extent, wrapped

_HEADING, _TEXT = 13, 11
_WIDTH, _MARGIN, _TOP = 212, 24, 76
_ROOM = _WIDTH - 2 * SLANT - 12
_PAD, _ROW_GAP, _LEAST_CHANNEL = 12, 16, 56
_HEADING_LINE, _TEXT_LINE, _VALUE_LINE = 17, 14, 15
_MOST_WORDS = 132
_LEGEND = (28, 16)


@frozen(eq=False)
class _Box:
    """The texts of a part, broken into lines, and how high they are."""

    part: Part
    heading: tuple[str, ...]
    small: tuple[str, ...]
    value: tuple[str, ...]
    height: int


@frozen(eq=False)
class _Scene:
    """Everything at its place.

    Parameters
    ----------
    boxes
        Boxes of the parts by key.
    layer_of
        Number of each stop's layer.
    lefts
        Left edge of each layer.
    middles
        Height of each stop's middle, on the page.
    ports
        For each use, by user and used, the heights at which its line leaves and arrives.
    """

    found: Dependencies
    layers: Layers
    boxes: Mapping[str, _Box]
    layer_of: Mapping[Stop, int]
    lefts: Sequence[int]
    middles: Mapping[Stop, int]
    ports: Mapping[tuple[str, str], tuple[int, int]]


def svg_text(shown: Pictured) -> str:
    """The drawing, lines ended by line feeds."""
    scene = _scene(shown)
    legend = tuple(dict.fromkeys(part.role for part in shown.dependencies.parts.values()))
    width = max([*scene.lefts, 0]) + _WIDTH + _MARGIN
    bottom = max((scene.middles[key] + box.height // 2 for key, box in scene.boxes.items()), default=_TOP)
    rows = _legend_rows(legend, width)
    height = bottom + 28 + len(rows) * 28 + 8
    name = hashlib.sha256(f"{shown.program_hash}\n{shown.heading}".encode()).hexdigest()[:8]
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    about = f'role="img" aria-labelledby="title-{name} desc-{name}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{CLASS}" {size} {about}>',
        f'<title id="title-{name}">{escaped(shown.heading)}</title>',
        f'<desc id="desc-{name}">{escaped(_description(shown))}</desc>',
        f"<style>{style_sheet(_HEADING, _TEXT)}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
        *_head(shown, width),
        *(_line(scene, use) for use in shown.dependencies.uses),
        *(_drawn(scene, key) for key in shown.dependencies.parts),
        *(_words(scene, use) for use in shown.dependencies.uses if use_words(use)),
        *_legend(rows, bottom + 28),
        "</svg>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _description(shown: Pictured) -> str:
    """All that the drawing shows, for those who do not see it: each value and what it is made of, in sentences."""
    found = shown.dependencies
    sentences = [said("Lines lead from each value to what it is made of.")]
    for key, part in found.parts.items():
        value = f" = {shown.values[key]}" if key in shown.values else ""
        made = [_made_of(found.parts[use.used], use) for use in found.of[key]]
        if made:
            sentences.append(said("{value} is made of {parts}.", value=f"{named(part)}{value}", parts=", ".join(made)))
        elif value:
            sentences.append(f"{named(part)}{value}.")
    return " ".join(sentences)


def _made_of(part: Part, use: Dependency) -> str:
    words = use_words(use)
    return f"{named(part)} ({words})" if words else named(part)


def _head(shown: Pictured, width: int) -> Iterator[str]:
    room = width - 2 * _MARGIN
    title = wrapped(visible(shown.heading), room, 18, 1, bold=True)
    about = " ".join(filter(None, (shown.methodology, shown.version)))
    small = wrapped(
        visible(f"{about}, {said('program {digits}', digits=shown.program_hash[:12])}".removeprefix(", ")),
        room,
        _TEXT,
        1,
    )
    yield from _texts(title, "t", _MARGIN, 32, 0)
    yield from _texts(small, "s", _MARGIN, 52, 0)


def _texts(lines: Sequence[str], style: str, left: int, first: int, step: int, anchor: str = "") -> Iterator[str]:
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    for number, line in enumerate(lines):
        yield f'<text class="{style}" x="{left}" y="{first + number * step}"{anchored}>{escaped(line)}</text>'


# ---------------------------------------------------------------- places


def _scene(shown: Pictured) -> _Scene:
    found = shown.dependencies
    layers = layers_of(found)
    told: dict[str, int] = dict.fromkeys(found.parts, 0)
    for use in found.uses:
        told[use.used] += 1 if use_words(use) else 0
    boxes = {key: _box(part, shown.values.get(key), told[key]) for key, part in found.parts.items()}
    sizes = {stop: float(boxes[stop].height) if isinstance(stop, str) else 8.0 for one in layers.layers for stop in one}
    heights = heights_of(layers, sizes, _ROW_GAP)
    middles = {stop: _TOP + round(height) for stop, height in heights.items()}
    layer_of = {stop: number for number, layer in enumerate(layers.layers) for stop in layer}
    lefts = _lefts(len(layers.layers), layer_of, found.uses)
    return _Scene(found, layers, boxes, layer_of, lefts, middles, _ports(layers, boxes, middles))


def _box(part: Part, value: str | None, told: int) -> _Box:
    heading = wrapped(visible(named(part)), _ROOM, _HEADING, 3, bold=True)
    about = ", ".join(filter(None, (f"{role_word(part.role)} {subtitle(part)}".rstrip(), each_words(part))))
    small = wrapped(visible(about), _ROOM, _TEXT, 3)
    shown = () if value is None else wrapped(visible(f"= {value}"), _ROOM, _TEXT, 2, bold=True)
    lid = 2 * LID if part.kind is PartKind.DATUM else 0
    height = lid + 2 * _PAD + len(heading) * _HEADING_LINE + len(small) * _TEXT_LINE + len(shown) * _VALUE_LINE
    return _Box(part, heading, small, shown, max(height + height % 2, 2 * _PAD + told * _TEXT_LINE))


def _lefts(count: int, layer_of: Mapping[Stop, int], uses: Sequence[Dependency]) -> list[int]:
    """Left edges of `count` layers; between two there is room for the words that stand before the second."""
    rooms = [0] * count
    for use in uses:
        words = "".join(_shortened(use_words(use)))
        rooms[layer_of[use.used]] = max(rooms[layer_of[use.used]], round(extent(words, _TEXT)))
    lefts: list[int] = []
    left = _MARGIN
    for room in rooms:
        left += (_LEAST_CHANNEL + room) if lefts else 0
        lefts.append(left)
        left += _WIDTH
    return lefts


def _shortened(words: str) -> tuple[str, ...]:
    return wrapped(visible(words), _MOST_WORDS, _TEXT, 1)


def _ports(
    layers: Layers, boxes: Mapping[str, _Box], middles: Mapping[Stop, int]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Heights at which lines leave and arrive, spread over the edges of boxes in the order of where they lead."""
    leaving: dict[str, list[tuple[str, str]]] = {key: [] for key in boxes}
    arriving: dict[str, list[tuple[str, str]]] = {key: [] for key in boxes}
    for use in layers.ways:
        leaving[use[0]].append(use)
        arriving[use[1]].append(use)
    starts: dict[tuple[str, str], int] = {}
    ends: dict[tuple[str, str], int] = {}
    for key, box in boxes.items():
        out = sorted(leaving[key], key=lambda use: middles[layers.ways[use][1]])
        into = sorted(arriving[key], key=lambda use: middles[layers.ways[use][-2]])
        starts.update(_spread(out, middles[key], box.height))
        ends.update(_spread(into, middles[key], box.height))
    return {use: (starts[use], ends[use]) for use in layers.ways}


def _spread(uses: Sequence[tuple[str, str]], middle: int, height: int) -> Iterator[tuple[tuple[str, str], int]]:
    room = height - 2 * _PAD
    step = min(_TEXT_LINE, room / max(len(uses) - 1, 1))
    for number, use in enumerate(uses):
        yield use, round(middle + (number - (len(uses) - 1) / 2) * step)


# ---------------------------------------------------------------- lines


def _line(scene: _Scene, use: Dependency) -> str:
    way = scene.layers.ways[use.user, use.used]
    start, end = scene.ports[use.user, use.used]
    layer = scene.layer_of[use.user]
    # Lines begin and end inside the boxes, which are drawn over them: outlines are not all straight.
    at = scene.lefts[layer] + _WIDTH
    path = [f"M{at - 2 * SLANT} {start}H{at}"]
    height = start
    for offset, (_, stop) in enumerate(pairwise(way), start=1):
        left = scene.lefts[layer + offset]
        following = scene.middles[stop] if isinstance(stop, Bend) else end
        half = (at + left) // 2
        path.append(f"C{half} {height} {half} {following} {left} {following}")
        at = left + (_WIDTH if isinstance(stop, Bend) else 2 * SLANT)
        path.append(f"H{at}")
        height = following
    former = " former" if use.former else ""
    return f'<path class="line{former}" d="{"".join(path)}"/>'


def _words(scene: _Scene, use: Dependency) -> str:
    left = scene.lefts[scene.layer_of[use.used]]
    start, end = scene.ports[use.user, use.used]
    former = scene.layers.ways[use.user, use.used][-2]
    # On the side that the line does not come from.
    base = end + _TEXT + 2 if (scene.middles[former] if isinstance(former, Bend) else start) < end else end - 4
    return "".join(_texts(_shortened(use_words(use)), "w", left - 6, base, 0, "end"))


# ---------------------------------------------------------------- boxes


def _drawn(scene: _Scene, key: str) -> str:
    box = scene.boxes[key]
    left, top = scene.lefts[scene.layer_of[key]], scene.middles[key] - box.height // 2
    texts = left + SLANT + 6
    used = len(box.heading) * _HEADING_LINE + len(box.small) * _TEXT_LINE + len(box.value) * _VALUE_LINE
    lid = LID if box.part.kind is PartKind.DATUM else 0
    first = top + (box.height - used) // 2 + _HEADING + lid
    small = first + len(box.heading) * _HEADING_LINE - 2
    value = small + len(box.small) * _TEXT_LINE + 2
    return "".join(
        [
            f'<g><title>{escaped(_full(box))}</title><g class="box {family(box.part.role)}">',
            outline(box.part.role, left, top, _WIDTH, box.height),
            "</g>",
            *_texts(box.heading, "h", texts, first, _HEADING_LINE),
            *_texts(box.small, "s", texts, small, _TEXT_LINE),
            *_texts(box.value, "v", texts, value, _VALUE_LINE),
            "</g>",
        ]
    )


def _full(box: _Box) -> str:
    """All that is known of a part, in one line, shown while the pointer rests on it."""
    part = box.part
    origin = said("of {origin}", origin=part.origin) if part.kind in (PartKind.DATUM, PartKind.ATTRIBUTE) else ""
    about = ", ".join(filter(None, (part.label, part.combines, origin, each_words(part))))
    named_so = f"{role_word(part.role)} {part.key}"
    return visible(f"{named_so}: {about}" if about else named_so)


def _legend_rows(roles: Sequence[str], width: int) -> list[list[tuple[str, int]]]:
    """Roles with their left edges, row by row."""
    rows: list[list[tuple[str, int]]] = [[]]
    left = _MARGIN
    for role in roles:
        room = _LEGEND[0] + 6 + round(extent(role_word(role), _TEXT)) + 20
        if rows[-1] and left + room > width - _MARGIN:
            rows.append([])
            left = _MARGIN
        rows[-1].append((role, left))
        left += room
    return rows


def _legend(rows: Sequence[Sequence[tuple[str, int]]], top: int) -> Iterator[str]:
    for number, row in enumerate(rows):
        at = top + number * 28
        for role, left in row:
            drawn = outline(role, left, at, *_LEGEND)
            yield f'<g class="box {family(role)}">{drawn}</g>'
            yield from _texts((role_word(role),), "s", left + _LEGEND[0] + 6, at + 12, 0)
