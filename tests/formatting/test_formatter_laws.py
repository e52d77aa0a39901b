"""Laws of the formatter, over arbitrary files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tarazy.dsl import syntax
from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.grammar.keywords import vocabulary
from tests.formatting.programs import files

WORDS = vocabulary("en")
THOROUGH = settings(suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large))


def read_back(file: syntax.File) -> syntax.File:
    """The tree of the formatted text, which must be free of findings."""
    text = format_file(file, WORDS)
    parsed = parse(source_of("<formatted>", text))
    assert not parsed.findings, (text, list(parsed.findings))
    return parsed.file


def comment_texts(file: syntax.File) -> Iterator[str]:
    """Every comment of a file but the empty ones."""
    held = [comments for declaration in file.declarations for comments in _comments(declaration)]
    for comments in held:
        yield from filter(None, (*comments.before, comments.trailing))
    yield from filter(None, file.comments_at_end)


def _comments(declaration: syntax.Declaration) -> Iterator[syntax.Comments]:
    yield declaration.comments
    tables = [declaration.table, *(field.table for field in declaration.fields)]
    for field in declaration.fields:
        yield field.comments
        yield from (row.comments for row in field.rows)
    for table in filter(None, tables):
        yield from (row.comments for row in table.rows)


@THOROUGH
@given(files())
def test_formatting_keeps_the_tree(file: syntax.File) -> None:
    """What is parsed from the formatted text of a tree is that tree, without findings."""
    assert read_back(file).declarations == file.declarations


@THOROUGH
@given(files())
def test_formatting_again_changes_nothing(file: syntax.File) -> None:
    """A formatted text is a fixed point, comments included."""
    text = format_file(file, WORDS)
    assert format_file(parse(source_of("<formatted>", text)).file, WORDS) == text


@THOROUGH
@given(files())
def test_no_comment_is_lost(file: syntax.File) -> None:
    """The comments of the formatted text are those of the tree, each as often."""
    assert Counter(comment_texts(read_back(file))) == Counter(comment_texts(file))


@THOROUGH
@given(files(most_declarations=4), st.randoms(use_true_random=False))
def test_the_order_of_declarations_changes_nothing_but_their_order(file: syntax.File, chance: Random) -> None:
    """Declarations are printed alike wherever they stand."""
    shuffled = list(file.declarations)
    chance.shuffle(shuffled)
    texts = Counter(format_file(evolve(file, declarations=(one,)), WORDS) for one in file.declarations)
    reread = read_back(evolve(file, declarations=tuple(shuffled)))
    assert reread.declarations == tuple(shuffled)
    alone = (evolve(file, declarations=(one,)) for one in reread.declarations)
    assert Counter(format_file(one, WORDS) for one in alone) == texts


@THOROUGH
@given(files())
def test_blank_lines_and_blanks_at_line_ends_mean_nothing(file: syntax.File) -> None:
    """A text with blanks behind each line and blank lines between them is formatted alike; only below a comment a
    blank line has a meaning: it parts the comment of a section from what follows.
    """
    text = format_file(file, WORDS)
    loose = "".join(f"{line}  \n" if line.lstrip().startswith("#") else f"{line}  \n\n" for line in text.splitlines())
    assert format_file(parse(source_of("<loose>", loose)).file, WORDS) == text
