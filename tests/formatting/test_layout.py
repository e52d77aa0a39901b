"""The layout of formatted files, against texts written by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest

from tarazy.dsl.formatter import format_file
from tarazy.dsl.page import LINE_WIDTH, broken
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.grammar.keywords import vocabulary
from tests.formatting.test_formatter_laws import comment_texts

WORDS = vocabulary("en")


def formatted(text: str) -> str:
    """`text`, without the indentation of the test, in the canonical layout."""
    parsed = parse(source_of("<text>", dedent(text).lstrip("\n")))
    assert not parsed.findings, list(parsed.findings)
    return format_file(parsed.file, WORDS)


CANONICAL = [
    """
    methodology interaction "Interaction"
      version         2021.1
      basis           decree p. 34
      in force from   2021-01-01
      period          year
      evaluates       bodies

    module decree.bodies
    module scoring

    act decree "Decree"
      issuer          "The President"

    list measures "Measures"
      file            "measures.csv"
      key             "code" = measure
      columns
        domain:       one of clinical, person
        direction:    direction, coded 1 = higher, -1 = lower
        counted:      yes/no, coded "да" = yes, н = no
        threshold:    number, 6 decimals, above 0 to 100_000, may be absent  "Threshold"
        budget:       money thousand KZT per person, 1 decimal, 0 and above  "Budget"
        group:        measures, several
        kinds:        `points`, -1.5 to 0.25
    """,
    """
    source rates "Rates"
      kind            report of the state body
      holder          legal_statistics
      verification    "number of the entry in the register"
      file            "inputs.xlsx", sheet "4-20", period 2024
      same key        equal, otherwise error
      key             "facility" = hospital, measure
      wide            "{measure}_base" = baseline
      columns
        baseline:     number, 6 decimals
    """,
    """
    every indicator
      better          higher
      no data         0 points, basis methodology p. 24, marked

    indicator growth "Growth"
      for each        measures as measure
      value           rates.baseline / rates.baseline[previous year] - 1
      where
        A:            1_000_000 KZT                 "adjusted plan"
        B:            undetermined "which budget?"  "executed plan"
      zero divisor    not applicable
      round           half up, 1 decimal
      points          by bands of value
        from | below | points
             | 90 %  | 0
        90 % |       | 10 illustrative
      not less than   0 points
    """,
    """
    score total "Overall"
      weighted mean
        on_time:                60 %
        discipline[measure_7]:  40 %
      needs           50 % of weight, otherwise not computed
      shown with      1 decimal
    """,
    """
    grade effectiveness of total "Effectiveness"
      up to | above | grade
      50    |       | low
            | 50    | high
    """,
    """
    rank place
      value           rank(total; over bodies; highest first; ties share the better place)
    """,
    """
    example "no data"
      given
        total:        absent
      expect
        place:        not computed because total, `value`.total
        broken:       error T203
    """,
]


@pytest.mark.parametrize("text", CANONICAL)
def test_canonical_text_stays_as_it_is(text: str) -> None:
    """Each text is a fixed point."""
    canonical = dedent(text).lstrip("\n")
    assert formatted(text) == canonical


@pytest.mark.parametrize(
    "value",
    [
        'min(a; undetermined "which?")',
        "if(a; not applicable; weighted mean(b; weight c))",
        "f(a; not yet published; first present(b; c))",
        "f(a; not (applicable); plan (-b))",
        "min(a; `over` + 1; `from`)",
        "`count`(a) + `value`.b.`value`",
        "a[`last`, only b = `absent`]",
        "(2 KZT)^2 + 2 KZT^2",
        "a[only age > 2 years, last 2 years, 1 year ago]",
        "`counted`",
        "counted.value",
        "a - (-b)^(-c)",
        "not computed because `marked`, a, basis `basis`, `annex` annex 2, number shown",
        "by scale of of (a + b) * c",
    ],
)
def test_words_are_told_apart_from_names(value: str) -> None:
    """What would be read as something else stands in back-ticks or brackets, and nothing else does."""
    text = f"indicator a\n  value           {value}\n"
    assert formatted(text) == text


def test_a_line_that_only_closes_brackets_ends_the_value() -> None:
    """A continued value ends with its last bracket, also where its line opens none."""
    text = """
    indicator a
      value           max(b;
          c)
      round           half up, 0 decimals
    """
    assert formatted(text) == dedent("""\
        indicator a
          value           max(b; c)
          round           half up, 0 decimals
        """)


def test_a_comment_that_was_changed_is_printed() -> None:
    """Two texts that differ in their last comment alone are not taken for one another."""
    text = "indicator a\n  value           b  # {}\n"
    assert [formatted(text.format(word)) for word in ("old", "new")] == [text.format("old"), text.format("new")]


def test_blanks_and_spellings_are_made_canonical() -> None:
    """Blanks, accepted spellings, signs, brackets and groups of digits all get their one form."""
    messy = """


    group a   «A»


    Indicator b
       value (x ≥ 1) and ((y × 2) + -3)^1 = 1_234     # why
       points first  that   holds
          when|points
          otherwise|12345 point
    """
    assert formatted(messy) == dedent("""\
        list a "A"

        indicator b
          value           x >= 1 and (y * 2 + (-3))^1 = 1234  # why
          points          first that holds
            when      | points
            otherwise | 12_345 points
        """)


def test_comments_behind_lines_share_a_column_where_it_fits() -> None:
    """A line that would push any comment over the edge keeps its comment two blanks behind it."""
    long = f"{'a' * 70} + b"
    text = f"""
    indicator a
      basis           decree # of 2021
      value           {long} # a comment that is not short
      round           half up, 2 decimals # a step
    """
    lines = formatted(text).splitlines()
    assert lines[1:] == [
        "  basis           decree               # of 2021",
        f"  value           {long}  # a comment that is not short",
        "  round           half up, 2 decimals  # a step",
    ]
    assert len(lines[2]) > LINE_WIDTH


def test_comments_on_their_own_lines_stand_at_the_indent_of_what_follows() -> None:
    """In front of a declaration, a field, a row, a table's row, and behind everything."""
    text = """
    # before
    indicator a   # head
            # on the basis
      basis           decree
      where
      # on the row
        x:            1
      value           by bands of x
        from | points
    # on the cells
             | 1
    #

    # at the end
    """
    assert formatted(text) == dedent("""\
        # before
        indicator a  # head
          # on the basis
          basis           decree
          where
            # on the row
            x:            1
          value           by bands of x
            from | points
            # on the cells
                 | 1

        #

        # at the end
        """)


def test_a_long_call_is_broken_behind_its_outermost_semicolons() -> None:
    """What follows the break stands two blanks deeper, and the comment behind the last piece."""
    inner = "worst(measurement_of_the_year; over applicable)"
    text = f"""
    indicator a
      value           10 * progress({inner}; from {inner}; to mean(b; over c)) + 1  # scaled
    """
    assert formatted(text) == (
        "indicator a\n"
        f"  value           10 * progress({inner};\n"
        f"                    from {inner}; to mean(b; over c)) + 1  # scaled\n"
    )


def test_nothing_is_broken_outside_brackets_or_inside_quotes() -> None:
    """A semicolon in a text or back-ticks is none, and a line without one stays whole."""
    assert broken(f'f("{"; " * 80}")', 0) == (f'f("{"; " * 80}")',)
    assert broken(f"{'a' * 200} + b", 18) == (f"{'a' * 200} + b",)
    assert broken(f"f(«;{'x' * 120}»; b)", 0) == (f"f(«;{'x' * 120}»;", "  b)")


def test_a_long_keyword_moves_the_values_of_its_declaration() -> None:
    """Values begin in one column, two blanks behind the longest keyword."""
    text = """
    score a
      needs all
      not applicable members weights rescaled
      share of maximum
    """
    assert formatted(text) == dedent("""\
        score a
          needs                   all
          not applicable members  weights rescaled
          share of maximum
        """)


@pytest.mark.parametrize("name", ["hdi.meth", "hvbp.meth"])
def test_the_methodologies_keep_their_tree_and_comments(repository: Path, name: str) -> None:
    """Formatting a real methodology changes neither what it says nor what it remarks."""
    text = (repository / "methodologies" / name).read_text(encoding="utf-8")
    before = parse(source_of(name, text))
    printed = format_file(before.file, WORDS)
    after = parse(source_of(name, printed))
    assert not before.findings
    assert not after.findings
    assert after.file.declarations == before.file.declarations
    assert Counter(comment_texts(after.file)) == Counter(comment_texts(before.file))
    assert format_file(after.file, WORDS) == printed


def test_a_blank_line_below_the_comment_of_a_section_is_kept() -> None:
    """One blank line, however many are written, parts the comment above a section from the first declaration of it."""
    text = """\
        # Domains, each out of 100.


        # The first of them.
        quantity a
          value           1

          # not the comment of a section

          round           half up, 2 decimals
        """
    assert formatted(text) == dedent("""\
        # Domains, each out of 100.

        # The first of them.
        quantity a
          value           1
          # not the comment of a section
          round           half up, 2 decimals
        """)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("ru", ("уровень g: total", "  значение        по шкале s: x", "  повтор ключа    равны, иначе ошибка")),
        ("kk", ("деңгей g: total", "  мәні            шкала бойынша s: x", "  кілт қайталанса  тең, әйтпесе қате")),
    ],
)
def test_words_between_names_are_a_colon_in_languages_of_cases(language: str, lines: tuple[str, ...]) -> None:
    """Where a word for `of` would govern the name behind it, a colon stands, and the text is read back as the same."""
    text = dedent("""\
        grade g of total
          from | below | grade
               | 5     | low
          5    |       | high

        quantity q
          value           by scale s of x

        source d
          same key        equal, otherwise error
          key             year
          columns
            x:            number
        """)
    file = parse(source_of("<text>", text)).file
    printed = format_file(file, vocabulary(language))
    assert set(lines) <= set(printed.splitlines())
    again = parse(source_of("<text>", printed), language)
    assert not again.findings
    assert again.file == file
