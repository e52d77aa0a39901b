"""Dependencies in layers: what uses stands before what is used, and lines cross seldom.

The method of Sugiyama, Tagawa and Toda (1981): each part in the layer behind its last user, a bend in every layer that
a line passes, and the order within a layer by the mean place of neighbours, swept to and fro. Ties keep the order in
which the parts are written, so that the same methodology is always drawn alike.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from tarazy.dsl.dependencies import Dependencies

_SWEEPS = 12


@frozen
class Bend:
    """Where the line from `user` to `used` passes through a layer."""

    user: str
    used: str
    layer: int


Stop = str | Bend
"""What stands in a layer: a part by its key, or a bend."""


@frozen(eq=False)
class Layers:
    """Parts and bends by layer, from the first users on, each layer in its order.

    Parameters
    ----------
    layers
        The stops of each layer.
    ways
        For each use, by user and used, its stops from the one to the other.
    """

    layers: tuple[tuple[Stop, ...], ...]
    ways: Mapping[tuple[str, str], tuple[Stop, ...]]


def layers_of(found: Dependencies) -> Layers:
    """The layers of dependencies."""
    depth = _depths(found)
    ways = {(use.user, use.used): _way(use.user, use.used, depth) for use in found.uses}
    layers: list[list[Stop]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for key in found.parts:
        layers[depth[key]].append(key)
    for way in ways.values():
        for stop in way[1:-1]:
            if isinstance(stop, Bend):
                layers[stop.layer].append(stop)
    ordered = _ordered(layers, [step for way in ways.values() for step in pairwise(way)])
    return Layers(tuple(map(tuple, ordered)), ways)


def _depths(found: Dependencies) -> dict[str, int]:
    """Layer of each part: the longest way to it from a root. Uses have no cycle."""
    users: dict[str, int] = dict.fromkeys(found.parts, 0)
    for use in found.uses:
        users[use.used] += 1
    depth = dict.fromkeys(found.parts, 0)
    pending = [key for key, count in users.items() if count == 0]
    for key in pending:
        for use in found.of[key]:
            depth[use.used] = max(depth[use.used], depth[key] + 1)
            users[use.used] -= 1
            if users[use.used] == 0:
                pending.append(use.used)
    return depth


def _way(user: str, used: str, depth: Mapping[str, int]) -> tuple[Stop, ...]:
    bends = (Bend(user, used, layer) for layer in range(depth[user] + 1, depth[used]))
    return (user, *bends, used)


# ---------------------------------------------------------------- order


def _ordered(layers: list[list[Stop]], steps: Sequence[tuple[Stop, Stop]]) -> list[list[Stop]]:
    """The order with the fewest crossings met while sweeping."""
    before: dict[Stop, list[Stop]] = {stop: [] for layer in layers for stop in layer}
    behind: dict[Stop, list[Stop]] = {stop: [] for layer in layers for stop in layer}
    for start, end in steps:
        before[end].append(start)
        behind[start].append(end)
    best, fewest = layers, crossings(layers, behind)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        layers = _swept(layers, before if forward else behind, forward=forward)
        count = crossings(layers, behind)
        if count < fewest:
            best, fewest = layers, count
    return best


def _swept(layers: list[list[Stop]], neighbours: Mapping[Stop, Sequence[Stop]], *, forward: bool) -> list[list[Stop]]:
    """Each layer by the mean place of neighbours in the layer that the sweep comes from."""
    swept = [list(layer) for layer in layers]
    numbers = range(1, len(layers)) if forward else range(len(layers) - 2, -1, -1)
    for number in numbers:
        layer = swept[number]
        from_layer = swept[number - 1 if forward else number + 1]
        places = {stop: place for place, stop in enumerate(from_layer)}
        wanted = [_mean([places[one] for one in neighbours[stop]], own) for own, stop in enumerate(layer)]
        swept[number] = [layer[place] for place in sorted(range(len(layer)), key=wanted.__getitem__)]
    return swept


def _mean(places: Sequence[int], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def crossings(layers: Sequence[Sequence[Stop]], behind: Mapping[Stop, Sequence[Stop]]) -> int:
    """How many pairs of lines between neighbouring layers cross."""
    count = 0
    for layer, following in pairwise(layers):
        places = {stop: place for place, stop in enumerate(following)}
        ends: list[int] = []
        for stop in layer:
            own = sorted(places[one] for one in behind[stop])
            count += sum(len(ends) - bisect_right(ends, end) for end in own)
            for end in own:
                insort(ends, end)
    return count
