"""Hostile `.meth` texts: depth, length, numbers, characters, bytes, repetition and sums that grow without end."""

from __future__ import annotations

import random

from tests.hostile.cases import REPOSITORY, Case, Family, made, methodology, of_text, picked

SIZES = (10, 100, 101, 1_000, 10_000)
"""How deep, or how many."""

UNSEEN = "\u202e\u2066\u200b\u200d\ufeff\u00ad\u2028\x00\x07\x0b\x0c\x1b\u0301\u115f\U000e0041"
"""Characters that show nothing or turn the text around."""

LOOK_ALIKES = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
"""Latin letters and the Cyrillic ones that look the same."""


def examples() -> list[str]:
    """The methodologies of the repository, to be broken."""
    return [path.read_text(encoding="utf-8") for path in sorted(REPOSITORY.joinpath("methodologies").glob("*.meth"))]


def deep(source: random.Random, number: int) -> Case:
    """Nesting: brackets, calls, signs, conditions, selectors and powers, up to ten thousand deep."""
    depth = SIZES[number // 2 % len(SIZES)] + source.randrange(3)
    opening, inner, closing = source.choice(
        [
            ("(", "1", ")"),
            ("min(1; ", "2", ")"),
            ("-", "1", ""),
            ("if(facts.people > 1; ", "1", "; 2)"),
            ("not(", "facts.people > 1", ")"),
            ("round(", "facts.people", "; half up; 0 decimals)"),
            ("facts.people[", "previous year", "]"),
            ("2 ^ ", "2", ""),
            ("limit(facts.people; from ", "1", ")"),
            ("{", "1", "}"),
            ("[", "1", "]"),
        ]
    )
    unclosed = number % 5 == 4
    value = opening * depth + inner + ("" if unclosed else closing * depth)
    return methodology(f"{depth} times {opening}", number, value)


def long(source: random.Random, number: int) -> Case:
    """Length: sums, names, texts, comments, lists of members and lines without an end."""
    count = SIZES[number % len(SIZES)] * 2
    many = ", ".join(["density"] * count)
    name, part, text = source.choice(
        [
            ("sum", "value", " + ".join(["facts.people"] * count)),
            ("product", "value", " * ".join(["facts.people"] * count)),
            ("name", "value", "x" * count * 10),
            ("path", "value", ".".join(["a"] * count)),
            ("text", "more", f'quantity q "{"ы" * count * 10}"\n  value  1\n'),
            ("comment", "lines", "#" * count * 10),
            ("members", "more", f"quantity q\n  mean  {many}\n"),
            ("blank lines", "lines", "\n" * count * 10),
            ("indentation", "lines", " " * count + "round  half up, 1 decimals"),
            ("one line again and again", "lines", "  better  lower\n" * count),
            ("minus signs", "value", "1 " + "- " * count + "1"),
            ("and", "more", f"check c\n  holds  {' and '.join(['1 > 0'] * count)}\n"),
            ("comparisons", "value", " < ".join(["1"] * count)),
            ("bars", "lines", "  points  by bands of value\n    " + "| " * count),
        ]
    )
    return methodology(name, number, **{part: text})


def huge_number(source: random.Random, number: int) -> Case:
    """Numbers: hundreds of thousands of digits, towers of powers, decimals without end, periods and percentages."""
    digits = "9" * SIZES[number % len(SIZES)] * 10
    form = source.choice(
        [
            "{d}",
            "0.{d}",
            "1_{d}",
            "{d} %",
            "facts.people ^ {d}",
            "9 ^ 9 ^ 9 ^ 9",
            "9 ^ 999_999_999",
            "2 ^ -{d}",
            "facts.people ^ 100_000",
            "0.5 ^ 1_000_000_000",
            "round(facts.people; half up; {d} decimals)",
            "round(facts.people; half up; 999_999_999 decimals)",
            "facts.people[{d}]",
            "facts.people[{d} years ago]",
            "1e{d}",
            "1e999999999",
            "0x{d}",
            "٣٤٥",
            "１２３",
            "NaN",
            "Infinity",
            "-0",
            "00000{d}",
            "1__0",
            "1.",
            ".5",
            "1,5",
        ]
    )
    return methodology(form, number, form.format(d=digits))


def endless(source: random.Random, number: int) -> Case:
    """What doubles at each step: squares of squares, sums of a line with itself, roots of exponents."""
    steps = (5, 30, 60, 200)[number % 4]
    operator = source.choice(["+", "*", "-", "/"])
    start = source.choice(["facts.people", "1.000_000_1", "facts.houses", "3"])
    kind = picked(number, "chain of quantities", "legend", "logarithms", "exponents", "roots", "min and max")
    if kind == "chain of quantities":
        first = f"quantity q0\n  value  {start}\n  no data  not computed\n"
        rest = "".join(
            f"quantity q{step}\n  value  q{step - 1} {operator} q{step - 1}\n  zero divisor  not computed\n"
            for step in range(1, steps)
        )
        return methodology(f"{kind}, {operator}", number, f"q{steps - 1}", more=first + rest)
    if kind == "legend":
        legend = "".join(f"    L{step}: L{step - 1} {operator} L{step - 1}\n" for step in range(1, steps))
        return methodology(
            f"{kind}, {operator}", number, f"L{steps - 1}", f"  where\n    L0: {start}\n{legend}  zero divisor  0\n"
        )
    functions = {
        "logarithms": "ln(2 + {})",
        "exponents": "exp({})",
        "roots": "sqrt({})",
        "min and max": "min({0}; {0})",
    }
    value = start
    for _ in range(min(steps, 14 if kind == "min and max" else 80)):
        value = functions[kind].format(value)
    return methodology(kind, number, value)


def undecidable(source: random.Random, number: int) -> Case:
    """Comparisons of numbers that are equal, or apart by less than any precision tells."""
    small = SIZES[number % len(SIZES)]
    left, right = source.choice(
        [
            ("sqrt(2) * sqrt(3)", "sqrt(6)"),
            ("ln(6)", "ln(2) + ln(3)"),
            ("sqrt(2) ^ 2", "2"),
            ("exp(ln(2))", "2"),
            (f"sqrt(1 + 1 / {small} ^ {small})", "1"),
            ("sqrt(5 + 2 * sqrt(6))", "sqrt(2) + sqrt(3)"),
            (f"ln(10 ^ {small})", f"{small} * ln(10)"),
            ("sqrt(facts.people) * sqrt(facts.people)", "facts.people"),
        ]
    )
    form = picked(number, "if({l} > {r}; 1; 2)", "1 / ({l} - ({r}))", "round({l} - ({r}); half up; 0 decimals)")
    return methodology(f"{left} and {right}", number, form.format(l=left, r=right), "  zero divisor  not computed\n")


def unseen(source: random.Random, number: int) -> Case:
    """Characters that are not seen, turn the text around, look like others or are half of one."""
    text = list(source.choice(examples()))
    for _ in range(source.choice([1, 3, 200])):
        place = source.randrange(len(text))
        match number % 4:
            case 0:
                text.insert(place, source.choice(UNSEEN))
            case 1:
                text[place] = text[place].translate(LOOK_ALIKES)
            case 2:
                text.insert(place, "\u0301" * source.choice([1, 50, 5_000]))
            case _:
                text.insert(place, chr(source.choice([0x85, 0xA0, 0x2029, 0x1D7D9, 0xD7FF, 0xFFFE, 0x10FFFF])))
    return of_text("unseen characters", number, "".join(text).encode())


def raw_bytes(source: random.Random, number: int) -> Case:
    """Bytes: random ones, other encodings, halves of characters, cut files, nothing at all."""
    text = source.choice(examples())
    content = text.encode()
    cut = source.randrange(len(content))
    match number % 8:
        case 0:
            content = source.randbytes(source.choice([0, 1, 64, 100_000]))
        case 1:
            content = content[:cut]
        case 2:
            content = content[:cut] + source.randbytes(8) + content[cut:]
        case 3:
            content = text.encode(source.choice(["utf-16", "utf-32", "utf-16-le"]))
        case 4:
            content = content.replace(b"\n", source.choice([b"\r", b"\r\n", b"\x0b", b"\n\r\n", b"\0\n"]))
        case 5:
            content = b"\xef\xbb\xbf" * source.choice([1, 2, 9]) + content
        case 6:
            content = (
                content[:cut] + source.choice([b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80"]) + content
            )
        case _:
            content = b"\0" * source.choice([1, 4096, 1_000_000])
    return of_text("bytes", number, content)


def shuffled(source: random.Random, number: int) -> Case:
    """Good texts with lines and words taken out, doubled, moved and put in from elsewhere."""
    lines = source.choice(examples()).splitlines()
    for _ in range(source.choice([1, 2, 10, 60])):
        place = source.randrange(len(lines))
        match source.randrange(6):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[place])
            case 2:
                lines.insert(source.randrange(len(lines)), lines.pop(place))
            case 3:
                lines[place] = lines[place].lstrip()
            case 4:
                words = lines[place].split(" ")
                source.shuffle(words)
                lines[place] = " ".join(words)
            case _:
                other = lines[source.randrange(len(lines))]
                lines[place] = lines[place][: source.randrange(len(lines[place]) + 1)] + other
        lines = lines or [""]
    return of_text("lines and words moved", number, "\n".join(lines).encode())


def crowd(source: random.Random, number: int) -> Case:
    """Very many declarations, rows and columns; names twice; circles of names, units and lists."""
    count = (10, 100, 400)[number % 3]
    numbers = range(count)
    more = source.choice(
        [
            "".join("quantity q\n  value  1\n" for _ in numbers),
            "".join(f"quantity q{one}\n  value  q{(one + 1) % count}\n" for one in numbers),
            "".join(f"unit u{one} = 2 u{(one + 1) % count}\n" for one in numbers),
            "".join(f'unit u{one} "Unit"\n' for one in numbers),
            "".join(f"list l{one} of l{(one + 1) % count}\n" for one in numbers),
            "".join(f"module m{one}\n" for one in numbers),
            "module m\n",
            "".join(f"check c{one}\n  holds  density > {one}\n" for one in numbers),
            "grade g of density\n  from | below | grade\n"
            + "".join(f'  {one} | {one + 1} | "{one}"\n' for one in numbers),
            "grade g of density\n  from | below | grade\n" + "".join(f'  {one} | | "{one}"\n' for one in numbers),
            "quantity q\n  weighted mean\n" + "".join(f"    density: {one} %\n" for one in numbers),
            'example "e"\n  given\n' + "".join(f"    facts.people: {one}\n" for one in numbers),
            "quantity q\n  value  1\n  where\n" + "".join(f"    L{one}: L{(one + 1) % count}\n" for one in numbers),
            'source s\n  file "towns.csv"\n  columns\n' + "".join(f"    c{one}: number\n" for one in numbers),
        ]
    )
    return methodology("crowd", number, more=more)


def foreign_file(source: random.Random, number: int) -> Case:
    """Paths of data that are no data: folders, devices, the file itself, files above, names that are no names."""
    path = FOREIGN_PATHS[number % len(FOREIGN_PATHS)] + " " * source.randrange(2)
    text = METHODOLOGY_OF_PATH.format(path=path)
    links = {"loop.csv": "loop.csv", "zeros.csv": "/dev/zero", "random.csv": "/dev/urandom"}
    return Case(f"path {path[:20]}", {"m.meth": text.encode()}, ("run", "m.meth", "--out", "o.csv"), links)


FOREIGN_PATHS = (
    "", ".", "..", "/", "m.meth", "../" * 40 + "etc/passwd", "loop.csv", "zeros.csv", "random.csv", "a" * 5_000,
    "towns.csv\\0", "towns.csv/", "C:\\towns.csv", "~", "$HOME", "*.csv", "%s", "{0}", "-", "con", "\u202ecsv",
)  # fmt: skip

METHODOLOGY_OF_PATH = """\
methodology towns "Towns"
  version         1
  basis           rules
  in force from   2020-01-01
  period          year
  evaluates       towns

act rules "Rules"

list towns "Towns"
  file            "{path}"
  key             "code" = town
"""

FAMILIES: tuple[tuple[Family, int], ...] = (
    (deep, 80),
    (long, 80),
    (huge_number, 80),
    (endless, 70),
    (undecidable, 50),
    (unseen, 60),
    (raw_bytes, 80),
    (shuffled, 120),
    (crowd, 50),
    (foreign_file, 30),
)


def cases() -> list[Case]:
    """All of them, in the order of the families."""
    return [case for family, count in FAMILIES for case in made(family, count)]
