"""What a release is made from: locked requirements that are those of pyproject.toml, and fragments of the changelog."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

LOCKED = re.compile(r"^([\w.-]+)==([^\s;]+)(?: ; (.*?))? \\$", re.MULTILINE)
EXTRAS_OF = {"core": (), "dev": ("dev",), "release": ("fuzz", "release")}
"""Which extras each file of requirements locks."""


def locked(repository: Path, name: str) -> dict[str, str]:
    """Versions by package, as a file of requirements has them."""
    text = (repository / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(found[1]): found[2] for found in LOCKED.finditer(text)}


def wanted(project: dict[str, dict[str, list[str]]], name: str) -> list[Requirement]:
    """What the extras ask for, those that they include in turn too."""
    found = [Requirement(line) for line in project["dependencies"]]
    pending = list(EXTRAS_OF[name])
    while pending:
        for line in project["optional-dependencies"][pending.pop()]:
            requirement = Requirement(line)
            if requirement.name == "tarazy":
                pending.extend(requirement.extras)
            else:
                found.append(requirement)
    return found


@pytest.mark.parametrize("name", EXTRAS_OF)
def test_locked_requirements_are_those_of_the_project(repository: Path, name: str) -> None:
    """Law: each requirement is locked at a version within its bounds; if not, run `make lock`."""
    with (repository / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    versions = locked(repository, name)
    outside = [
        str(one)
        for one in wanted(project, name)
        if canonicalize_name(one.name) not in versions
        or Version(versions[canonicalize_name(one.name)]) not in one.specifier
    ]
    assert outside == [], "run make lock"


@pytest.mark.parametrize("name", EXTRAS_OF)
def test_each_locked_requirement_has_its_hashes(repository: Path, name: str) -> None:
    """Law: whoever serves a package can serve no other bytes than those that were locked."""
    text = (repository / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert blocks
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_the_files_of_requirements_agree(repository: Path) -> None:
    """Law: a package has one version, whatever is installed with it."""
    core, dev, release = (locked(repository, name) for name in EXTRAS_OF)
    assert {name: dev.get(name) for name in core} == core
    assert {name: release.get(name) for name in dev} == dev


def test_each_fragment_of_the_changelog_has_a_kind_and_a_sentence(repository: Path) -> None:
    """Law: a fragment is put into the changelog, so its name says where, and it holds sentences in one paragraph."""
    fragments = [path for path in (repository / "changelog.d").iterdir() if path.name != "README.md"]
    named = re.compile(r"\+?[\w-]+\.(added|changed|fixed|removed)\.md")
    assert [path.name for path in fragments if not named.fullmatch(path.name)] == []
    texts = {path.name: path.read_text(encoding="utf-8").strip() for path in fragments}
    assert [name for name, text in texts.items() if not text.endswith(".") or "\n" in text] == []
