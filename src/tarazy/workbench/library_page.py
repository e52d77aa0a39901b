"""The generated page of the standard library: what each module says of itself, its functions, and its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.library_names import LibraryModule, argument_in, library_modules
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.dsl.source_files import STANDARD_LIBRARY
from tarazy.grammar.keywords import LANGUAGES, Vocabulary, vocabulary

MODULES = ("normalisation", "aggregation", "statistics", "scoring", "kz/calendar")
"""Modules by their files, in the order of the page."""

_SHOWN_ROWS = 12
"""Rows of a calendar that the page shows."""


def library_page(_: Vocabulary) -> Iterator[str]:
    """Paragraphs of the page."""
    yield "# Standard library"
    yield (
        "Modules that come with the language, written in it: nothing numerical is built in that could be written in "
        "the language. `module NAME` imports one; its functions are called as if they stood in the methodology itself. "
        "Each file is `stdlib/NAME.meth`, and beside it `NAME.examples.meth` calls every function on one small group; "
        "`tarazy test` runs it. What a call cannot compute (a group whose values are all equal, a divisor of 0) the "
        "calling declaration answers, as for any formula: the checker says which line is wanted."
    )
    yield (
        "Modules, functions and calendars have a name in each of the three languages, and each name may stand in any "
        "file: `модуль нормирование` is `module normalisation`. `tarazy translate` turns them, and hashes do not know "
        "which was written. A name that the methodology itself declares is nearer. What functions take is named in the "
        "calls below in each language; it is given by its place. The Kazakh names await a legal drafter."
    )
    for name in MODULES:
        yield from _module(name)


def _module(name: str) -> Iterator[str]:
    path = STANDARD_LIBRARY / f"{name}.meth"
    text = path.read_text(encoding="utf-8")
    declarations = parse(source_of(f"{name}.meth", text)).file.declarations
    module = library_modules()[name.replace("/", ".")]
    yield f"## {module.name}"
    yield f"Russian `{module.module_in('ru')}`, Kazakh `{module.module_in('kk')}`."
    yield _opening(text)
    functions = [one for one in declarations if one.kind == "function" and one.name is not None]
    if functions:
        rows = "\n".join(f"| {_calls(one, module)} | {_cell(one.label or '')} |" for one in functions)
        yield f"| call: English, Russian, Kazakh | what it gives |\n| --- | --- |\n{rows}"
    calendars = [one.name.text for one in declarations if one.kind == "calendar" and one.name is not None]
    if calendars:
        rows = "\n".join(f"| {' | '.join(f'`{module.member_in(one, to)}`' for to in LANGUAGES)} |" for one in calendars)
        yield f"| calendar | in Russian | in Kazakh |\n| --- | --- | --- |\n{rows}"
    sources = [one for one in declarations if one.kind == "act"]
    if sources:
        yield "Sources: " + "; ".join(_act(one) for one in sources) + "."
    yield "The text of the module:"
    yield f"```meth fragment\n{_shortened(text)}```"


def _opening(text: str) -> str:
    """The comments at the top of a module, as paragraphs."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    paragraphs = "\n".join(lines).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _calls(function: syntax.Declaration, module: LibraryModule) -> str:
    """The call in each language, a line for each."""
    return "<br>".join(f"`{_call(function, module, language)}`" for language in LANGUAGES)


def _call(function: syntax.Declaration, module: LibraryModule, language: str) -> str:
    takes = function.field("takes")
    rows = () if takes is None else takes.rows
    texts = []
    for row in rows:
        is_list = isinstance(row.value, syntax_columns.ColumnType) and row.value.base.kind == "list"
        name = argument_in(row.target.span.text, language)
        over = vocabulary(language).printed("label", "over")
        texts.append(f"{over} {name}" if is_list else name)
    name = "" if function.name is None else module.member_in(function.name.text, language)
    return f"{name}({'; '.join(texts)})"


def _act(act: syntax.Declaration) -> str:
    address = act.field("address")
    link = address.value.value if address is not None and isinstance(address.value, syntax.Text) else ""
    return f"[{act.label}]({link})" if link else act.label or ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _shortened(text: str) -> str:
    """The text, of a long table of days the first rows."""
    lines = text.splitlines()
    days = [place for place, line in enumerate(lines) if line.startswith("    2") and "|" in line]
    if len(days) > _SHOWN_ROWS:
        left = len(days) - _SHOWN_ROWS
        lines = [*lines[: days[_SHOWN_ROWS]], f"# … and {left} more days, in {Path('stdlib') / 'kz' / 'calendar.meth'}"]
    return "".join(f"{line}\n" for line in lines)
