"""Timings: each task beside its peer, in turn, so that a machine that slows down slows both.

Seconds are of the processor, which other programs on the machine change least.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version

from attrs import frozen

RUNS = 5
"""Of which the median is told; one run before them warms the caches."""


@frozen
class Measured:
    """A task and its peer: what each is, and the median of its seconds."""

    task: str
    seconds: float
    peer: str
    peer_seconds: float

    @property
    def ratio(self) -> float:
        """How many times as long as the peer the task takes."""
        return self.seconds / self.peer_seconds


Timed = Callable[[], float]
"""Does a thing once and gives the seconds that it took."""


def measured(task: str, once: Timed, peer: str, peer_once: Timed) -> Measured:
    """Time a task and its peer in turn, after one run of each that does not count."""
    once(), peer_once()
    pairs = [(once(), peer_once()) for _ in range(RUNS)]
    own, others = zip(*pairs, strict=True)
    return Measured(task, statistics.median(own), peer, statistics.median(others))


def command(*arguments: str) -> Timed:
    """A process from its start to its end; what it prints is thrown away."""

    def once() -> float:
        start = _of_children()
        subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return _of_children() - start

    return once


def _of_children() -> float:
    """Processor seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def call(function: Callable[[], object]) -> Timed:
    """A call within this process."""

    def once() -> float:
        start = time.process_time()
        function()
        return time.process_time() - start

    return once


def memory_of(arguments: Sequence[str]) -> int:
    """The most memory that a process has in use at once, in MiB."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024
    return int(done.stdout) * unit >> 20


def machine() -> str:
    """What the timings were taken on."""
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}, Python {platform.python_version()}"
    )


def versions(*packages: str) -> str:
    """The versions of packages, as ``name 1.2``."""
    return ", ".join(f"{name} {version(name)}" for name in packages)
