"""Colours for `.meth`: every character kept, every word of the table coloured in its place."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Comment, Error, Keyword, Name, Operator, String, _TokenType

from tarazy.grammar.keywords import LANGUAGES, keyword_table, vocabulary
from tarazy.workbench.pygments_lexer import MethLexer

ROOT = Path(__file__).resolve().parent.parent.parent
METHODOLOGIES = sorted(path for folder in ("methodologies", "docs/examples") for path in (ROOT / folder).glob("*.meth"))


def coloured(text: str) -> list[tuple[_TokenType, str]]:
    """Kind and text of every token that is no blank."""
    return [(kind, piece) for _, kind, piece in MethLexer().get_tokens_unprocessed(text) if piece.strip()]


def kind_of(text: str, word: str) -> _TokenType:
    """Kind of the last token `word` of `text`."""
    found = [kind for kind, piece in coloured(text) if piece == word]
    assert found, f"{word!r} is no token of {text!r}: {coloured(text)}"
    return found[-1]


@pytest.mark.parametrize("path", METHODOLOGIES, ids=lambda path: path.stem)
def test_methodology_is_kept_and_coloured_in_full(path: Path) -> None:
    """The tokens joined are the file, and none of a correct file is an error."""
    text = path.read_text(encoding="utf-8")
    tokens = list(MethLexer().get_tokens_unprocessed(text))
    assert "".join(piece for _, _, piece in tokens) == text
    assert [piece for _, kind, piece in tokens if kind is Error] == []


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["indicator", "value", "значение", "мәні", "x", "(", "[", '"', "«", "#", "|", ":", "\n", "  ", "5 %", "\r"]
        )
    ).map("".join)
)
def test_any_text_is_kept(text: str) -> None:
    """Whatever the text, its tokens joined are the text, each at its own position."""
    position = 0
    for start, _, piece in MethLexer().get_tokens_unprocessed(text):
        assert (start, piece) == (position, text[position : position + len(piece)])
        assert piece
        position += len(piece)
    assert position == len(text)


PLACES: dict[str, tuple[str, tuple[_TokenType, ...]]] = {
    "head": ("{} x", (Keyword.Declaration,)),
    "field": ("indicator x\n  {}  y", (Keyword,)),
    "header": ("grade g of x\n  {} | y", (Keyword,)),
    "expression": ("indicator x\n  value  1 + {}", (Keyword.Constant, Operator.Word)),
    "state": ("indicator x\n  value  1 + {}", (Keyword.Constant,)),
    "call": ("indicator x\n  value  {}(y)", (Name.Builtin,)),
    "label": ("indicator x\n  value  f(y; {} z)", (Keyword.Pseudo,)),
    "selector": ("indicator x\n  value  y[{} z]", (Keyword.Pseudo,)),
    "phrase": ("indicator x\n  value  {} y", (Keyword.Pseudo,)),
    "type": ("source x\n  columns\n    y:  {}", (Keyword.Type,)),
    "unit": ("indicator x\n  value  2 {}", (Keyword.Type,)),
    "encoding": ("source x\n  encoding  {}", (Keyword.Pseudo,)),
    "delimiter": ("binding x\n  delimiter  {}", (Keyword.Pseudo,)),
    "decimal_mark": ("source x\n  decimal mark  {}", (Keyword.Pseudo,)),
    "thousands": ("source x\n  thousands  {}", (Keyword.Pseudo,)),
    "same_key": ("source x\n  same key  {}", (Keyword.Pseudo,)),
    "as_of": ("list x\n  as of  {}", (Keyword.Pseudo,)),
    "reorganisation_form": ("reorganisation x\n  form  {}", (Keyword.Pseudo,)),
    "connective": ("grade x {} y", (Keyword.Pseudo,)),
    "citation": ("indicator x\n  basis  act {} 5", (Keyword.Pseudo,)),
    "outcome": ("indicator x\n  no data  {}", (Keyword.Constant,)),
    "value": ('source x\n  file  "a", {} y', (Keyword.Pseudo,)),
    "period": ("methodology x\n  period  {}", (Keyword.Pseudo,)),
    "source_kind": ("source x\n  kind  {}", (Keyword.Pseudo,)),
    "schedule_year": ("deadline x\n  last day  02-15[{}]", (Keyword.Pseudo,)),
    "first_day": ("deadline x\n  first day  {}", (Keyword.Pseudo,)),
    "day_off": ("deadline x\n  if day off  {}", (Keyword.Pseudo,)),
    "filing": ("deadline x\n  if late  {}", (Keyword.Pseudo,)),
    "answer": ("deadline x\n  final  {}", (Keyword.Pseudo, Keyword.Constant)),
    "former_body": ("regime x\n  former body  {}", (Keyword.Pseudo,)),
    "at_reorganisation": ("source x\n  at reorganisation  {}", (Keyword.Pseudo,)),
    "until_settled": ("known conflict x\n  until settled  {}", (Keyword.Pseudo,)),
}
"""A text of each context in which a word stands in its place, and the kinds that the word may have there."""


def test_every_context_has_its_place() -> None:
    """A context that is added to the table is told where it stands."""
    assert set(PLACES) == set(keyword_table())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("context", PLACES)
def test_every_word_of_the_table_is_coloured_in_its_place(context: str, language: str) -> None:
    """Each spelling of each key is one token there; what begins with a sign (`%`, `/`) is of the number before it."""
    frame, kinds = PLACES[context]
    for spellings in vocabulary(language).spellings[context].values():
        for spelling in spellings:
            if spelling[0].isalpha():
                assert kind_of(frame.format(spelling), spelling) in kinds


def test_word_is_coloured_by_its_place() -> None:
    """The same spelling is a keyword where a line begins and a name where a name stands."""
    text = "indicator points\n  points  kind + points.value\n  kind: 1\n"
    assert coloured(text) == [
        (Keyword.Declaration, "indicator"),
        (Name.Class, "points"),
        (Keyword, "points"),
        (Name.Variable, "kind"),
        (Operator, "+"),
        (Name.Variable, "points"),
        (kind_of("x.y", "."), "."),
        (Name.Attribute, "value"),
        (Name.Attribute, "kind"),
        (kind_of("x.y", "."), ":"),
        (kind_of("x\n  value 1", "1"), "1"),
    ]


def test_text_and_comment_hide_words_and_signs() -> None:
    """What stands in quotes or behind `#` is one token."""
    text = 'indicator x "value | of # it"  # value "y"\n'
    assert kind_of(text, '"value | of # it"') is String
    assert kind_of(text, '# value "y"') is Comment.Single


def test_expression_goes_on_inside_a_bracket() -> None:
    """A line inside an open bracket is no field, whatever it begins with."""
    text = "indicator x\n  value  min(y;\n    only has(y))\n  points  value\n"
    assert kind_of(text, "only") is Keyword.Pseudo
    assert kind_of(text, "points") is Keyword


def test_pygments_finds_the_lexer() -> None:
    """Whatever draws code with Pygments finds the language by its name and by a file's."""
    assert isinstance(get_lexer_by_name("meth"), MethLexer)
    assert isinstance(get_lexer_for_filename("a.meth"), MethLexer)


def test_program_runs_without_pygments() -> None:
    """Commands import no Pygments: it is there for whoever draws code, and need not be installed."""
    script = (
        "import sys; from tarazy.workbench.cli import main;"
        f"main(['check', {str(METHODOLOGIES[0])!r}]); print([name for name in sys.modules if 'pygments' in name])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
