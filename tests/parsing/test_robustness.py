"""Whatever is fed to it, the parser answers with a tree and findings."""

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.parser import Parsed, parse
from tarazy.dsl.source import Source, Span, source_of
from tarazy.grammar.keywords import LANGUAGES, vocabulary

METHODOLOGIES = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent.parent.parent / "methodologies").glob("*.meth"))
]
PIECES = sorted(
    {
        spelling
        for language in LANGUAGES
        for entries in vocabulary(language).spellings.values()
        for spellings in entries.values()
        for spelling in spellings
    }
    | {"\n", "\n  ", "\n    ", " ", "x", "y.value", "1", "2.5", "90 %", "(", ")", "[", "]", ";", ",", ":", "|", "#"}
    | {'"a"', "«b»", "`c`", "`", '"', "-", "+", "*", "=", "<=", "^", ".", "_", "\t", "\u00a0", "2024-02-30"}
)


def check(source: Source) -> Parsed:
    """The reading of a source, each of whose findings has words and stands in the text."""
    parsed = parse(source)
    for found in parsed.findings:
        assert found.message
        assert found.help
        assert isinstance(found.place, Span)
        assert 0 <= found.place.start <= found.place.end <= len(source.text)
    return parsed


@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Bytes are a text with findings, or the finding that they are no text."""
    source = read_text(content, "x.meth")
    if isinstance(source, Diagnostic):
        assert source.code == "L004"
        assert source.message
    else:
        check(source)


@given(text=st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    """Any text at all is read, with findings."""
    check(source_of("x.meth", text))


@settings(max_examples=300)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60))
@example(["indicator", " ", "x", "\n  ", "value", "  ", "by bands of", " ", "(", "\n    ", "|"])
def test_any_words_of_the_language_are_read(pieces: list[str]) -> None:
    """Words of the language in any order are read, with findings."""
    check(source_of("x.meth", "indicator x\n  " + "".join(pieces)))
    check(source_of("x.meth", " ".join(pieces)))


@settings(max_examples=200)
@given(data=st.data())
def test_damaged_methodologies_are_read(data: st.DataObject) -> None:
    """A methodology with stretches taken out, doubled or replaced is read, with findings."""
    text = data.draw(st.sampled_from(METHODOLOGIES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + data.draw(st.sampled_from(["", text[start:end] * 2, *PIECES])) + text[end:]
    check(source_of("x.meth", text))


@settings(max_examples=50)
@given(data=st.data())
def test_damage_in_one_declaration_leaves_the_others(data: st.DataObject) -> None:
    """Whatever replaces a declaration's own lines, every other declaration is read as before."""
    text = data.draw(st.sampled_from(METHODOLOGIES))
    whole = parse(source_of("x.meth", text)).file.declarations
    number = data.draw(st.integers(0, len(whole) - 1))
    damage = "\n".join("  " + line for line in data.draw(st.lists(st.text('ax1|:()"# ', max_size=20))))
    span = whole[number].span
    damaged = check(source_of("x.meth", f"{text[: span.start]}unit damaged\n{damage}{text[span.end :]}"))
    others = [one for one in damaged.file.declarations if one.name is None or one.name.text != "damaged"]
    assert others == [one for place, one in enumerate(whole) if place != number]


def test_long_texts_are_read() -> None:
    """Long lines and many lines end in findings, not in a stop of the program."""
    for text in [
        "x" * 100_000,
        "\n" * 100_000,
        "unit x\n" * 2_000,
        "unit x\n" + "  basis p. 1\n" * 2_000,
        "|" * 50_000,
    ]:
        check(source_of("x.meth", text))
