"""The document as one HTML page: no script, nothing from elsewhere, made to be read, printed and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from tarazy.interpreter.markup import escaped
from tarazy.workbench.document.content import (
    Block,
    Formula,
    Grid,
    Heading,
    Listing,
    Prose,
    ProseTable,
    Quote,
    Rule,
    Run,
    Runs,
    Terms,
    Verbatim,
)
from tarazy.workbench.document.mathml import mathml

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --quiet: light-dark(#555, #aaa); }
body {
  font: 16px/1.5 Georgia, "Noto Serif", "Liberation Serif", serif;
  max-width: 54rem; margin: 2rem auto; padding: 0 1rem;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; }
.kind { color: var(--quiet); font-size: .85rem; font-weight: normal; display: block; }
code { font-family: "Noto Sans Mono", "Liberation Mono", monospace; font-size: .85em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .4rem 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .5rem 0 1rem; font-size: .95rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .2rem; }
th, td { border: 1px solid var(--line); padding: .2rem .6rem; text-align: left; vertical-align: top; }
th { font-weight: 600; }
.formula {
  display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.2rem;
  margin: .5rem 0; padding: .15rem 0; overflow: auto hidden;
}
.formula math { margin: 0; text-align: left; } .formula span { color: var(--quiet); }
.drawing { overflow-x: auto; margin: 1rem 0; } .drawing svg { max-width: 100%; height: auto; }
pre { overflow-x: auto; font-size: .85em; } blockquote { margin: .6rem 1.5rem; color: var(--quiet); }
nav .l3 { margin-left: 1rem; }
nav ol { columns: 2; column-gap: 2rem; padding-left: 1.2rem; font-size: .95rem; }
nav a { color: inherit; } footer { margin-top: 3rem; color: var(--quiet); font-size: .8rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) { nav ol { columns: 1; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .3rem; } }
@media print {
  body { max-width: none; margin: 0; }
  h2, table, .formula { break-inside: avoid; }
  nav a { text-decoration: none; }
}
"""


_LISTED = 3
"""The lowest heading that the contents name."""


def html_page(title: str, language: str, blocks: Sequence[Block], drawing: str, foot: Iterable[str]) -> str:
    """The page.

    Parameters
    ----------
    language
        Code of the language that the words are in: ``en``, ``ru``, ``kk``.
    drawing
        SVG of what depends on what; empty where there is none.
    foot
        Lines at the end, such as hashes.
    """
    listed = {number: one for number, one in enumerate(blocks) if isinstance(one, Heading) and one.level <= _LISTED}
    numbered = {id(one): number for number, one in listed.items()}
    contents = "".join(
        f'<li class="l{one.level}"><a href="#d{number}">{escaped(one.text)}</a></li>\n'
        for number, one in listed.items()
    )
    body = "\n".join(_block(one, numbered.get(id(one))) for one in blocks)
    picture = f'<div class="drawing">{drawing}</div>\n' if drawing else ""
    lines = "<br>\n".join(escaped(line) for line in foot)
    return (
        f'<!DOCTYPE html>\n<html lang="{escaped(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escaped(title)}</h1>\n"
        f"<nav><ol>\n{contents}</ol></nav>\n{picture}{body}\n<footer>{lines}</footer>\n</body>\n</html>\n"
    )


def _block(block: Block, number: int | None) -> str:
    match block:
        case Heading(level=level, text=text, code=code, kind=kind):
            anchor = "" if number is None else f' id="d{number}"'
            about = " ".join(part for part in (escaped(kind), f"<code>{escaped(code)}</code>" if code else "") if part)
            small = f'<span class="kind">{about}</span>' if about else ""
            return f"<h{level}{anchor}>{escaped(text)}{small}</h{level}>"
        case Terms(terms):
            inner = "".join(f"<dt>{escaped(one.name)}</dt><dd>{escaped(one.text)}</dd>" for one in terms)
            return f"<dl>{inner}</dl>"
        case Formula(box, words):
            said = f"<span>{escaped(words)}</span>" if words else ""
            return f'<div class="formula">{mathml(box)}{said}</div>'
        case Grid(caption, heads, rows):
            return _table(caption, heads, rows)
        case Prose(runs):
            return f"<p>{_prose(runs)}</p>"
        case Listing(items):
            inner = "".join(f"<li{_mark(one.mark)}>{_blocks(one.blocks)}</li>" for one in items)
            return f"<ol>{inner}</ol>" if any(one.mark for one in items) else f"<ul>{inner}</ul>"
        case Quote(blocks):
            return f"<blockquote>{_blocks(blocks)}</blockquote>"
        case ProseTable(heads, rows):
            head = "".join(f'<th scope="col">{_prose(one)}</th>' for one in heads)
            body = "".join(f"<tr>{''.join(f'<td>{_prose(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        case Verbatim(text):
            return f"<pre>{_lines(text)}</pre>"
        case Rule():
            return "<hr>"
        case _:
            assert_never(block)


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(_block(one, None) for one in blocks)


def _mark(mark: str) -> str:
    """The style of a point that has a mark of its own: an act is cited by what stands in it."""
    return f""" style='list-style-type:"{escaped(mark)} "'""" if mark else ""


def _lines(text: str) -> str:
    return "\n".join(escaped(line) for line in text.split("\n"))


def _prose(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = "<br>".join(escaped(line) for line in run.text.split("\n"))
    for name, is_so in (
        ("code", run.is_code),
        ("s", run.is_struck),
        ("em", run.is_emphasis),
        ("strong", run.is_strong),
    ):
        text = f"<{name}>{text}</{name}>" if is_so else text
    return f'<a href="{escaped(run.link)}">{text}</a>' if run.link else text


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    titled = f"<caption>{escaped(caption)}</caption>" if caption else ""
    head = "".join(f'<th scope="col">{escaped(one)}</th>' for one in heads)
    head = f"<thead><tr>{head}</tr></thead>" if any(heads) else ""
    body = "".join(f"<tr>{''.join(f'<td>{escaped(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{titled}{head}<tbody>{body}</tbody></table>"
