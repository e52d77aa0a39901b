"""Options that several commands take, and the types of their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tarazy.grammar.languages import LANGUAGES
from tarazy.grammar.speech import said
from tarazy.workbench.session import OutputForm, Session
from tarazy.workbench.terminal import ColourChoice

if TYPE_CHECKING:
    from tarazy.dsl.periods import PeriodSpan

_Command = TypeVar("_Command", bound=Callable[..., Any])


class PeriodType(click.ParamType["PeriodSpan"]):
    """A period, or the periods from one to another: ``2022``, ``1990..2022``, ``2022-Q1..2022-Q3``."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> PeriodSpan:  # noqa: ANN401
        """The periods; click's usage error for anything else."""
        from tarazy.dsl.periods import PeriodSpan, read_period

        if isinstance(value, PeriodSpan):
            return value
        begin, parted, end = value.partition("..")
        first = read_period(begin)
        last = read_period(end) if parted else first
        if first is None or last is None:
            wrong = said("'{value}' is neither a year such as 2022 nor years such as 1990..2022.", value=value)
            self.fail(wrong, param, ctx)
        if first > last:
            self.fail(said("'{value}' ends before it begins.", value=value), param, ctx)
        return PeriodSpan(first, last)


def _set_format(ctx: click.Context, _: click.Parameter, value: str) -> None:
    ctx.ensure_object(Session).form = OutputForm(value)


def _set_strict(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.ensure_object(Session).strict = value


def _set_traceback(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    session = ctx.ensure_object(Session)
    session.traceback = session.traceback or value


def _set_colour(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).colour = ColourChoice(value)


def colour_option(command: _Command) -> _Command:
    """``--color auto|always|never``, kept in the session; it may stand before the command or behind it."""
    add = click.option(
        "--color",
        type=click.Choice([choice.value for choice in ColourChoice]),
        expose_value=False,
        callback=_set_colour,
        help="Colours: auto (on a terminal, heeding NO_COLOR and FORCE_COLOR), always or never.",
    )
    return add(command)


def language_option(command: _Command) -> _Command:
    """``--lang kk|ru|en``; it is read before Click reads anything, and stands here for the help and for wrong words."""
    add = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help="Language of what is printed; that of LANG when left out, else that of the file.",
    )
    return add(command)


def traceback_option(command: _Command) -> _Command:
    """``--traceback``."""
    text = "Show the traceback of a fault of Tarazy."
    add = click.option("--traceback", is_flag=True, expose_value=False, callback=_set_traceback, help=text)
    return add(command)


def output_options(command: _Command) -> _Command:
    """``--format text|json`` and ``--traceback``, kept in the session."""
    forms = [OutputForm.TEXT, OutputForm.JSON]
    return _format_option(command, forms, "Text to read, or one JSON document.")


def findings_options(command: _Command) -> _Command:
    """``--format text|json|sarif`` and ``--traceback``, kept in the session."""
    return _format_option(command, list(OutputForm), "Text to read, or one document: JSON, or SARIF 2.1.0.")


def _format_option(command: _Command, forms: Sequence[OutputForm], text: str) -> _Command:
    add = click.option(
        "--format",
        type=click.Choice([form.value for form in forms]),
        default=OutputForm.TEXT.value,
        show_default=True,
        expose_value=False,
        callback=_set_format,
        help=text,
    )
    return add(language_option(colour_option(traceback_option(command))))


def _set_published(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.ensure_object(Session).published = value


def published_option(command: _Command) -> _Command:
    """``--published``, kept in the session."""
    text = "Show what may be published: values that are classified are withheld."
    return click.option("--published", is_flag=True, expose_value=False, callback=_set_published, help=text)(command)


def _set_official(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.ensure_object(Session).official = value


def official_option(command: _Command) -> _Command:
    """``--official``, kept in the session."""
    text = (
        "Refuse a draft, numbers that no act gives and modules that are not locked: "
        "give only results that can be issued."
    )
    return click.option("--official", is_flag=True, expose_value=False, callback=_set_official, help=text)(command)


def strict_option(command: _Command) -> _Command:
    """``--strict``, kept in the session."""
    text = "Let warnings, notes and values that are not computed count as errors."
    return click.option("--strict", is_flag=True, expose_value=False, callback=_set_strict, help=text)(command)


def paths_argument(command: _Command) -> _Command:
    """``PATHS…``: files, and folders of them."""
    return click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))(command)


def path_argument(command: _Command) -> _Command:
    """``FILE``: a methodology, or a folder that holds one."""
    return click.argument("path", metavar="FILE", type=click.Path(path_type=Path))(command)


def period_option(command: _Command) -> _Command:
    """``--period``."""
    text = (
        "A year, or years such as 1990..2022; a half-year, quarter or month such as 2022-H1, 2022-Q3, 2022-03; "
        "every period in the data when left out."
    )
    return click.option("--period", "periods", type=PeriodType(), help=text)(command)


def one_period_option(command: _Command) -> _Command:
    """``--period`` of a command that is about one period."""
    text = "A year, half-year, quarter or month; the last one in the data when left out."
    return click.option("--period", "periods", type=PeriodType(), help=text)(command)


def under_option(command: _Command) -> _Command:
    """``--under``."""
    text = "Evaluate under the edition of this version, whether or not it is in force in the period: what if."
    return click.option("--under", metavar="VERSION", help=text)(command)


def data_option(command: _Command) -> _Command:
    """``--data``, and ``--binding``."""
    text = "Folder that the paths of the sources start from; the folder of FILE when left out."
    add = click.option("--data", metavar="DIR", type=click.Path(path_type=Path), help=text)
    return add(binding_option(command))


def _set_binding(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    ctx.ensure_object(Session).binding = value


def binding_option(command: _Command) -> _Command:
    """``--binding``, kept in the session."""
    text = "Bindings in place of those beside FILE: a file that ends in .data.meth, or NAME for FILE.NAME.data.meth."
    add = click.option("--binding", metavar="NAME", expose_value=False, callback=_set_binding, help=text)
    return add(command)
