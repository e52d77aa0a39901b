"""The fixed names at the top of the repository lead to the packages."""

from pathlib import Path

import pytest

LINKED = ("dsl", "grammar", "interpreter", "stdlib")


@pytest.mark.parametrize("name", LINKED)
def test_name_at_the_top_is_a_relative_link_to_its_package(repository: Path, name: str) -> None:
    """The code has one place, `src/tarazy/`, and the link still holds when the checkout is moved."""
    link = repository / name
    assert link.is_symlink()
    assert link.readlink() == Path("src/tarazy") / name
    assert link.resolve() == (repository / "src" / "tarazy" / name).resolve()
    assert (link / "__init__.py").is_file()
