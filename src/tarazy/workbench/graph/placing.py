"""Stops of layers at heights that keep lines short and straight, with room between neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from tarazy.workbench.graph.layers import Layers, Stop

_SWEEPS = 24
"""Even, so that the last one sets users beside the middle of what they use."""


def heights_of(layers: Layers, sizes: Mapping[Stop, float], gap: float) -> dict[Stop, float]:
    """Height of the middle of each stop, the highest edge at 0.

    Parameters
    ----------
    sizes
        How high each stop is.
    gap
        Least room between two stops of a layer.
    """
    before: dict[Stop, list[Stop]] = {stop: [] for layer in layers.layers for stop in layer}
    behind: dict[Stop, list[Stop]] = {stop: [] for layer in layers.layers for stop in layer}
    for way in layers.ways.values():
        for start, end in pairwise(way):
            behind[start].append(end)
            before[end].append(start)
    middles: dict[Stop, float] = {}
    for layer in layers.layers:
        middles.update(zip(layer, _kept_apart([0.0] * len(layer), _least(layer, sizes, gap)), strict=True))
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        neighbours = before if forward else behind
        for layer in layers.layers if forward else reversed(layers.layers):
            wanted = [_mean([middles[one] for one in neighbours[stop]], middles[stop]) for stop in layer]
            middles.update(zip(layer, _kept_apart(wanted, _least(layer, sizes, gap)), strict=True))
    top = min((middle - sizes[stop] / 2 for stop, middle in middles.items()), default=0.0)
    return {stop: middle - top for stop, middle in middles.items()}


def _least(layer: Sequence[Stop], sizes: Mapping[Stop, float], gap: float) -> list[float]:
    """Least distances of the middles of neighbours."""
    return [(sizes[upper] + sizes[lower]) / 2 + gap for upper, lower in pairwise(layer)]


def _mean(heights: Sequence[float], otherwise: float) -> float:
    return sum(heights) / len(heights) if heights else otherwise


def _kept_apart(wanted: Sequence[float], least: Sequence[float]) -> list[float]:
    """Heights nearest to those wanted, by the sum of squares, in the same order and at least so far apart.

    Without the least distances the heights only must not fall, which is isotonic regression: neighbours that would
    change places are pooled at their mean.
    """
    shifts = list(accumulate(least, initial=0.0))
    pools: list[tuple[float, int]] = []
    for height, shift in zip(wanted, shifts, strict=False):
        mean, count = height - shift, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    level = [mean for mean, count in pools for _ in range(count)]
    return [height + shift for height, shift in zip(level, shifts, strict=False)]
