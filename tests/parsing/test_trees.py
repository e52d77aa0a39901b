"""Syntax trees of whole files, as text."""

from pathlib import Path

import pytest

from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.dsl.syntax_text import dump
from tests.golden import Golden

FILES = Path(__file__).parent / "files"


def tree_of(path: Path) -> str:
    """The tree of a file that must be without findings."""
    parsed = parse(source_of(path.name, path.read_text(encoding="utf-8")))
    assert [(str(found.place), found.message) for found in parsed.findings] == []
    return dump(parsed.file)


@pytest.mark.parametrize("name", ["hdi", "hvbp"])
def test_methodology_has_this_tree(name: str, golden: Golden, repository: Path) -> None:
    """The shipped methodologies are read without a finding, into these trees."""
    golden(f"{name}.tree", tree_of(repository / "methodologies" / f"{name}.meth"))


@pytest.mark.parametrize("path", sorted(FILES.glob("*.meth")), ids=lambda path: path.stem)
def test_file_has_this_tree(path: Path, golden: Golden) -> None:
    """The example of the language's page, and one declaration for each form of line, are read into these trees."""
    golden(f"{path.stem}.tree", tree_of(path))


def test_layout_says_nothing(repository: Path) -> None:
    """Runs of blanks, blank lines and comments leave the tree as it is."""
    text = (repository / "methodologies" / "hdi.meth").read_text(encoding="utf-8")
    airy = "\n\n".join(line.replace("geometric mean", "geometric   mean") for line in text.split("\n"))
    plain = "\n".join(line.split(" #")[0].rstrip() for line in text.split("\n") if not line.startswith("#"))
    tree = parse(source_of("a", text)).file
    assert parse(source_of("b", airy.replace("\n", "\r\n"))).file == tree
    assert parse(source_of("c", plain)).file == tree


def test_places_lead_back_to_the_text(repository: Path) -> None:
    """The place of a field's keyword and value hold the characters that they were read from."""
    text = (repository / "methodologies" / "hvbp.meth").read_text(encoding="utf-8")
    declarations = parse(source_of("hvbp.meth", text)).file.declarations
    clinical = next(one for one in declarations if one.name and one.name.text == "clinical")
    needs = clinical.field("needs")
    assert needs is not None
    assert needs.value is not None
    assert (needs.keyword_span.text, needs.value.span.text) == ("needs", "2, otherwise not applicable")
    assert clinical.span.text.startswith('criterion clinical "Clinical outcomes"\n')
    assert clinical.span.text.endswith("needs           2, otherwise not applicable")


def test_a_source_is_read_once() -> None:
    """A source that was read is not read again; read in another language it is another reading."""
    source = source_of("a.meth", "unit x\n\nunit y\n")
    assert parse(source) is parse(source)
    assert parse(source, "ru") is not parse(source)


def test_the_same_text_in_another_source_has_places_of_its_own() -> None:
    """Two sources of one text give equal trees, and every place lies in the source that it was read from."""
    sources = [source_of(name, "unit x\n\nunit y\n") for name in ("a.meth", "b.meth", "b.meth")]
    files = [parse(source).file for source in sources]
    assert files[0] == files[1] == files[2]
    for source, file in zip(sources, files, strict=True):
        assert file.source is source
        assert all(one.span.source is source for one in file.declarations)


def test_a_declaration_below_a_change_has_moved() -> None:
    """A declaration beside a changed one is the same in the next tree, and its place is where the text stands now."""
    before = parse(source_of("a.meth", "unit x\n\nunit y\n\nunit z\n")).file.declarations
    after = parse(source_of("a.meth", "unit x\n\nunit yy\n\nunit z\n")).file.declarations
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]
    assert [one.span.start for one in before] == [0, 8, 16]
    assert [one.span.start for one in after] == [0, 8, 17]


def test_a_changed_comment_is_read_again() -> None:
    """A comment behind the last line of a declaration is read as it stands now, not as it stood before an edit."""
    texts = ["unit x\n  basis p. 1", "unit x\n  basis p. 1  # a", "unit x\n  basis p. 1  # b"]
    trees = [parse(source_of("a.meth", text)).file for text in texts]
    assert [tree.declarations[0].fields[0].comments.trailing for tree in trees] == ["", "a", "b"]
