"""``python -m release --out FOLDER``: everything that is published of one commit, or the reason why it is not.

The folder then holds the wheel and the sdist, what the wheel needs (a CycloneDX bill of materials), the notes of the
release, and the SHA-256 of each of these files.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from release.distributions import Commit, ReleaseError, build_twice, commit_of, environment, export, uncommitted
from release.trial import environment_of_wheel, try_wheel


def main() -> int:
    """Make the release that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("dist"), help="folder for the files; emptied of former ones")
    parser.add_argument("--commit", default="HEAD", help="what is released")
    options = parser.parse_args()
    repository = Path(__file__).resolve().parent.parent
    try:
        made = make_release(repository, commit_of(repository, options.commit), options.out)
    except ReleaseError as problem:
        print(f"no release: {problem}", file=sys.stderr)
        return 1
    if uncommitted(repository):
        print("The working tree differs from the last commit; what is not committed is in no file.", file=sys.stderr)
    for path in made:
        print(path)
    return 0


def make_release(repository: Path, commit: Commit, out: Path) -> list[Path]:
    """Build, try and describe a commit; the files written.

    Raises
    ------
    ReleaseError
        Something that a release promises does not hold; nothing is written then.
    """
    with tempfile.TemporaryDirectory(prefix="tarazy-release-") as name:
        work = Path(name).resolve()
        files = dict(build_twice(repository, commit, work))
        wheel = next(name for name in files if name.endswith(".whl"))
        version = wheel.split("-")[1]
        (work / wheel).write_bytes(files[wheel])
        source = work / "source"
        export(repository, commit, source)
        python = environment_of_wheel(source / "requirements" / "core.txt", work / wheel, work / "environment", commit)
        files[f"tarazy-{version}.cdx.json"] = _bill_of_materials(source, python, commit)
        files[f"tarazy-{version}-notes.md"] = _notes(source, version, commit)
        (source / "methodologies").rename(work / "methodologies")
        shutil.rmtree(source)  # so that the wheel reads nothing that it does not hold
        said = try_wheel(work / "methodologies", python, commit)
    if said != version:
        raise ReleaseError(f"the wheel {wheel} says that it is version {said}")
    return _written(out, files)


def _bill_of_materials(source: Path, python: Path, commit: Commit) -> bytes:
    """What the wheel's environment holds, in CycloneDX 1.6: the same bytes each time."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--sv", "1.6"]
    command += ["--pyproject", str(source / "pyproject.toml"), str(python)]
    return subprocess.run(command, cwd=source, env=environment(commit), stdout=subprocess.PIPE, check=True).stdout


def _notes(source: Path, version: str, commit: Commit) -> bytes:
    """The fragments of the changelog, put together."""
    day = datetime.fromtimestamp(commit.time, tz=UTC).date().isoformat()
    command = [sys.executable, "-m", "towncrier", "build", "--draft", "--version", version, "--date", day]
    done = subprocess.run(command, cwd=source, env=environment(commit), stdout=subprocess.PIPE, check=True)
    return done.stdout + f"\nBuilt from commit {commit.name}.\n".encode()


def _written(out: Path, files: dict[str, bytes]) -> list[Path]:
    """Write the files, and the list of their hashes, into a folder that holds nothing else afterwards."""
    listed = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    out.mkdir(parents=True, exist_ok=True)
    for former in out.glob("tarazy-*"):
        former.unlink()
    written = []
    for name, content in sorted({**files, "SHA256SUMS": listed.encode()}.items()):
        (out / name).write_bytes(content)
        written.append(out / name)
    return written


if __name__ == "__main__":
    sys.exit(main())
