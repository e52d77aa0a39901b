"""Processes that read files of strangers, seen from the side that asks.

One process of a kind reads all files of that kind in a run. It is begun with the first, and anew where a file made it
fall: of what happens in it only its answer is taken, or the fact that there is none.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any, Self

from attrs import define, field, frozen

from tarazy.interpreter.data.violations import Fault, fault, readable
from tarazy.interpreter.extras import EXTRAS, is_installed
from tarazy.interpreter.workers.serving import END

START = 10.0
"""Seconds that a worker may take before it computes anything."""

WALL_CLOCK = 5.0
"""How many times its processor time a worker may take after that, on a machine that has other work too."""

_ENDED = (1, -9, -24)
"""Exit status of a process that was ended for its time: on Windows, by SIGKILL, by SIGXCPU."""

_MODULES = re.compile(r"^(?:\w+\.)+")
"""The modules before the name of an exception."""

MOST_BYTES = 2**28
"""Bytes of an answer."""

Answer = list[Any]
"""Parts of an answer; see the worker."""


@frozen
class Reader:
    """What a kind of files is read by.

    Parameters
    ----------
    kind
        What the files are called in messages.
    module
        Module that the process runs.
    needed
        Packages that it needs, and that extras bring.
    environment
        Variables that it is begun with, beside those of this program.
    """

    kind: str
    module: str
    needed: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()

    def missing(self) -> Fault | None:
        """Why no file of the kind can be read here."""
        absent = next((name for name in self.needed if not is_installed(name)), None)
        if absent is None:
            return None
        return Fault("D670", "", {"kind": self.kind, "module": absent, "extra": EXTRAS[absent]})


@define
class Isolated:
    """A process that reads one kind of files; to be closed when all is read."""

    reader: Reader
    _process: subprocess.Popen[bytes] | None = None
    _errors: IO[bytes] | None = None
    _sent: bytes | None = field(default=None, repr=False)

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        if self._errors is not None:
            self._errors.close()
        self._process = self._errors = self._sent = None

    def ask(self, question: dict[str, object], seconds: float, body: bytes = b"") -> Answer | Fault:
        """The answer to `question` about the file `body`, within `seconds` of the processor's time."""
        missing = self.reader.missing()
        if missing is not None:
            return missing
        process = self._begun()
        lines = self._asked(process, question, seconds, body)
        if lines and lines[-1] == END:
            self._sent = body
            return [json.loads(line) for line in lines[:-1]]
        too_long = sum(map(len, lines)) >= MOST_BYTES
        process.kill()
        # What was written after the limit is of no use, but has to be read before the process can end.
        process.communicate()
        reason = fault("D674", "answer") if too_long else _reason(process.returncode, self._last_words())
        self.close()
        return reason

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._errors = TemporaryFile()  # noqa: SIM115 - closed with the process
            # -P: no module is taken from the folder that the command was called in.
            self._process = subprocess.Popen(  # noqa: S603 - the interpreter itself, with a module of this package
                [sys.executable, "-P", "-m", self.reader.module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={**os.environ, **dict(self.reader.environment)},
            )
        return self._process

    def _asked(
        self, process: subprocess.Popen[bytes], question: dict[str, object], seconds: float, body: bytes
    ) -> list[bytes]:
        """Lines of the answer; the last is not `END` where the process fell or took too long."""
        assert process.stdin is not None
        assert process.stdout is not None
        sent = b"" if body is self._sent else body
        request = json.dumps(question | {"size": len(sent), "seconds": seconds}).encode() + b"\n"
        lines: list[bytes] = []
        timer = Timer(START + seconds * WALL_CLOCK, process.kill)
        timer.start()
        try:
            process.stdin.write(request + sent)
            process.stdin.flush()
            room = MOST_BYTES
            while room > 0 and (line := process.stdout.readline(room)):
                lines.append(line)
                room -= len(line)
                if line == END:
                    break
        except BrokenPipeError:
            pass
        finally:
            timer.cancel()
        return lines

    def _last_words(self) -> str:
        assert self._errors is not None
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""


@define
class Workers:
    """The processes of a run, one for each kind of files that needs one."""

    _begun: dict[Reader, Isolated] = field(factory=dict)

    def __enter__(self) -> Self:
        """Nothing is begun before the first file."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes."""
        for one in self._begun.values():
            one.close()

    def of(self, reader: Reader) -> Isolated:
        """The process of `reader`."""
        return self._begun.setdefault(reader, Isolated(reader))


def _reason(status: int, last_words: str) -> Fault:
    """Why a process fell, by its exit status and the last line of its complaint."""
    if last_words.startswith("MemoryError"):
        return fault("D674", "memory")
    if status == 1 and last_words:
        return fault("D673", "damaged", reason=readable(_MODULES.sub("", last_words)))
    return fault("D674", "time") if status in _ENDED else fault("D673", "crashed")
