"""Names of the standard library in every language: ``стандартизация_по_выборке`` for ``z_score_sample``.

They stand in one table beside the modules, ``stdlib/names.toml``. What a file declares itself is nearer than they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

PREFIX = "stdlib/"
"""How the names of files of the standard library begin."""

_ENDING = ".meth"


@frozen
class LibraryModule:
    """A module of the standard library: its name in English and in the other languages, and those in it."""

    name: str
    in_language: Mapping[str, str]
    members: Mapping[str, Mapping[str, str]]

    def spellings(self) -> frozenset[str]:
        """Every name that the module has."""
        return frozenset({self.name, *self.in_language.values()})

    def module_in(self, language: str) -> str:
        """The module's name in `language`."""
        return self.in_language.get(language, self.name)

    def member_in(self, member: str, language: str) -> str:
        """The name of what the module declares in `language`."""
        return self.members[member].get(language, member)

    def spellings_of(self, member: str) -> frozenset[str]:
        """Every name that something in the module has."""
        return frozenset({member, *self.members[member].values()})


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    text = files("tarazy.stdlib").joinpath("names.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, Mapping[str, object]]] = tomllib.loads(text)
    return table


@cache
def library_modules() -> Mapping[str, LibraryModule]:
    """The modules by their names in English."""
    table = _table()
    return {
        name: LibraryModule(
            name, _words(in_language), {one: _words(said) for one, said in table["names"][name].items()}
        )
        for name, in_language in table["modules"].items()
    }


def _words(said: object) -> Mapping[str, str]:
    assert isinstance(said, dict)
    return {str(language): str(word) for language, word in said.items()}


def argument_in(argument: str, language: str) -> str:
    """What an argument of the library's functions is called in `language`."""
    return _words(_table()["takes"][argument]).get(language, argument)


@cache
def _by_spelling() -> Mapping[str, LibraryModule]:
    return {spelling: one for one in library_modules().values() for spelling in one.spellings()}


def module_meant(name: str) -> LibraryModule | None:
    """The module that `name` means in any language; ``None`` where it means none of the library's."""
    return _by_spelling().get(name)


def module_of_file(name: str) -> LibraryModule | None:
    """The module whose text is the file of that name."""
    if not name.startswith(PREFIX):
        return None
    return library_modules().get(name.removeprefix(PREFIX).removesuffix(_ENDING).replace("/", "."))


def member_names(module: LibraryModule, language: str) -> Iterator[tuple[str, str]]:
    """Each way to write what a module declares, bare and led by the module, and how `language` writes it."""
    for member in module.members:
        new = module.member_in(member, language)
        for written in module.spellings_of(member):
            yield written, new
            for lead in module.spellings():
                yield f"{lead}.{written}", f"{module.module_in(language)}.{new}"


def function_in(function: str, file: str, language: str) -> str:
    """The name of a function as `language` writes it, if the file where it is declared is one of the library."""
    module, member = module_of_file(file), function.rpartition(".")[2]
    return function if module is None or member not in module.members else module.member_in(member, language)


def calls_in(function: str, file: str, language: str) -> Mapping[str, str]:
    """How a call of that function, bare and led by its module, is written in `language`."""
    module, member = module_of_file(file), function.rpartition(".")[2]
    if module is None or member not in module.members:
        return {}
    name = module.member_in(member, language)
    return {member: name, f"{module.name}.{member}": f"{module.module_in(language)}.{name}"}
