"""Packages that are not installed with Tarazy itself: each belongs to an extra, and its absence names that extra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec

EXTRAS: Mapping[str, str] = {
    "defusedxml": "io",
    "docx": "document",
    "duckdb": "duckdb",
    "markdown_it": "document",
    "numpy": "example-data",
    "openpyxl": "io",
    "xlsxwriter": "io",
    "pyarrow": "arrow",
    "pandas": "pandas",
    "rich": "rich",
    "z3": "prove",
}
"""Which extra brings a package."""


class MissingExtraError(ImportError):
    """A package that an extra brings is not installed; `package` and `extra` name both."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.extra = EXTRAS[package]
        super().__init__(
            f"`{package}` is not installed. It comes with the extra `{self.extra}`: pip install 'tarazy[{self.extra}]'",
            name=package,
        )


@contextmanager
def bringing(package: str) -> Iterator[None]:
    """Around the import of an extra's package.

    Raises
    ------
    MissingExtraError
        The package is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise MissingExtraError(package) from None


def is_installed(package: str) -> bool:
    """Whether an extra's package can be imported; it is not imported for the answer."""
    return find_spec(package) is not None
