"""``python -m fuzz --seconds N``: coverage-guided fuzzing from the texts of the tests and the words of the language.

Every branch of the language and of the interpreter that an input reaches is watched (https://llvm.org/docs/LibFuzzer.html),
and inputs that reach new ones are kept and changed further. An input that breaks something is left in ``.fuzz/``, and
``python -m fuzz FILE`` runs it again.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / ".fuzz"
LONGEST = 8_000
"""Bytes of an input."""

SLOWEST = 20
"""Seconds after which an input counts as one that never ends."""


def main() -> int:
    """Fuzz for the time that is asked for, in a process of its own, or run the files that are named."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path, help="inputs to run once each")
    options, others = parser.parse_known_args()
    if options.inside:
        _be_fuzzed([*others, *map(str, options.files)])
    if options.files:
        from fuzz.target import fuzz_one

        for path in options.files:
            fuzz_one(path.read_bytes())
        return 0
    corpus, dictionary = FOLDER / "corpus", FOLDER / "words.dict"
    corpus.mkdir(parents=True, exist_ok=True)
    for content in seeds():
        corpus.joinpath(hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)
    dictionary.write_text("".join(f'"{word}"\n' for word in words()), encoding="utf-8")
    settings = {
        "max_total_time": options.seconds,
        "timeout": SLOWEST,
        "rss_limit_mb": 2_048,
        "max_len": LONGEST,
        "dict": dictionary,
        "artifact_prefix": f"{FOLDER}/broken-",
        "print_final_stats": 1,
        "verbosity": 0,
        "seed": 1,
    }
    command = [sys.executable, "-m", "fuzz", "--inside"]
    command += [f"-{name}={value}" for name, value in settings.items()]
    return subprocess.run([*command, str(corpus)], cwd=REPOSITORY, check=False).returncode


def seeds() -> Iterator[bytes]:
    """Texts of the tests and the methodologies, whole where they are short, and each declaration of them alone."""
    for folder in ("methodologies", "tests"):
        for path in sorted(REPOSITORY.joinpath(folder).rglob("*.meth")):
            content = path.read_bytes()
            if len(content) <= LONGEST:
                yield content
            yield from (part.encode() for part in content.decode("utf-8", "ignore").split("\n\n") if part.strip())


def words() -> list[str]:
    """Spellings of the language that libFuzzer puts into inputs: English ones, as its dictionaries are of ASCII."""
    from tarazy.grammar.keywords import vocabulary

    spellings = vocabulary("en").spellings.values()
    found = {text for entries in spellings for texts in entries.values() for text in texts}
    return sorted(text for text in found if text.isascii() and '"' not in text and "\\" not in text)


def _be_fuzzed(arguments: list[str]) -> None:
    """Hand this process to libFuzzer; it never returns."""
    import atheris

    with atheris.instrument_imports(include=["tarazy"]):
        from fuzz.target import fuzz_one
    atheris.Setup([sys.argv[0], *arguments], fuzz_one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
