"""The files of the repository as tests look at them, without environments, caches and builds."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE_FOLDERS = ("benchmarks", "fuzz", "methodologies", "release", "src", "tests")
SOURCE_SUFFIXES = frozenset({".py", ".lark", ".meth"})

NOT_OURS = frozenset({"__pycache__", "build", "dist", "node_modules", "site"})
HIDDEN_BUT_OURS = frozenset({".ci", ".gitattributes", ".gitignore"})


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file below `folder` that belongs to the repository; links are not followed."""
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or not belongs(path):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def belongs(path: Path) -> bool:
    """Whether the repository holds this file or folder: it is no environment, cache or build."""
    if path.name in NOT_OURS or path.suffix in {".egg-info", ".pyc"} or (path / "pyvenv.cfg").exists():
        return False
    return not path.name.startswith(".") or path.name in HIDDEN_BUT_OURS


def sources() -> list[Path]:
    """Python, grammars and methodologies."""
    return [path for folder in SOURCE_FOLDERS for path in files(ROOT / folder) if path.suffix in SOURCE_SUFFIXES]


def texts() -> Iterator[tuple[Path, str]]:
    """Every file that is UTF-8 text, with its text."""
    for path in files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        try:
            yield path, content.decode("utf-8")
        except UnicodeDecodeError:
            continue


def shown(path: Path) -> str:
    """The path as messages name it, from the top of the repository."""
    return path.relative_to(ROOT).as_posix()
