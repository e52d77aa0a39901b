"""The loop of a process that reads files of strangers, and its limits.

A request is a line of JSON with at least ``size`` and ``seconds``, and after it `size` bytes of a file, none where it
is the file before or has a path. An answer is lines of JSON, the last of them `END`.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

MOST_MEMORY = 512 * 2**20
"""Bytes of memory that a worker may ask for."""

END = b"null\n"
"""Last line of an answer."""

Request = Mapping[str, Any]
"""What is asked; the fields beside ``size`` and ``seconds`` are the worker's own."""

try:
    import resource
except ImportError:

    def limit_memory(most: int) -> None:
        """There is no such limit on this system: what is looked at before, and the clock, must do."""

    def limit_time(seconds: float) -> None:
        """There is no such limit on this system: whoever waits for the answer has a clock."""
else:

    def limit_memory(most: int) -> None:
        """Allow this process `most` bytes."""
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))

    def limit_time(seconds: float) -> None:
        """Allow this process `seconds` of the processor's time from now on."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds), hard))


def serve(answer: Callable[[Request, bytes], Iterator[object]], most_memory: int = MOST_MEMORY) -> None:
    """Answer requests from standard input until there are no more."""
    limit_memory(most_memory)
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        limit_time(request["seconds"])
        body = sys.stdin.buffer.read(request["size"])
        for part in answer(request, body):
            sys.stdout.buffer.write(json.dumps(part, separators=(",", ":")).encode() + b"\n")
        sys.stdout.buffer.write(END)
        sys.stdout.buffer.flush()
