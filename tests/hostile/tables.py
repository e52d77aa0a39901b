"""Hostile CSV files under a good methodology."""

from __future__ import annotations

import random

from tests.hostile.cases import DATA, Case, Family, made, of_data

NO_NUMBERS = (
    "NaN", "nan", "inf", "-Infinity", "1e5", "1E999999999", "1_000", "٣", "１２", "0x10", "1/2", "½", "--1", "+-1",
    "1-", "1,5", "1.5.5", " ", "\u00a0", "\u200b", "-", ".", "#DIV/0!", "#REF!", "=1+1", "@SUM(A1)", "true", "None",
    "null", "9" * 31, "9" * 400_000, "0." + "0" * 400_000 + "1", "-" * 100_000, "1" + "\u0301", "1\u202e2", "1\t",
    '"1"', "'1",
)  # fmt: skip


def cell(source: random.Random, number: int) -> Case:
    """A cell that is no number, or one that nobody can hold."""
    lines = ["code,houses,people", "a,10.5,100", "b,20,30", "c,1,7"]
    row, column = source.randrange(1, 4), source.randrange(3)
    cells = lines[row].split(",")
    cells[column] = NO_NUMBERS[number % len(NO_NUMBERS)]
    if source.random() < 0.3:
        cells[column] = f'"{cells[column]}"'
    lines[row] = ",".join(cells)
    return of_data(f"cell {cells[column][:12]!r}", number, "\n".join(lines).encode())


def shape(source: random.Random, number: int) -> Case:
    """Tables of another shape: ragged, empty, very wide, very long, keys and titles twice."""
    count = (3, 200, 5_000, 20_000)[number % 4]
    text = source.choice(
        [
            "",
            "\n" * count,
            "code,houses,people\n",
            "code,houses,people" + ",x" * count + "\na,1,1\n",
            "code,houses,people\n" + "a" + "," * count + "\n",
            "code,code,houses,houses,people\na,a,1,1,1\n",
            "code,houses,people\n" + "a,1,1\n" * count,
            "code,houses,people\n" + "".join(f"t{one},1,1\n" for one in range(count)),
            "code,houses,people\n" + "".join(f"t{one},1\n" for one in range(count)),
            "code,houses,people\n" + "".join(f"t{one},x,{one}\n" for one in range(count)),
            "," * count + "\n" + "," * count,
            "code;houses;people\na;1;1\n",
            "houses,people\n1,1\n",
            "code,houses,people\n,1,1\n , 1,1\n",
            "code,houses,people\n" + "x" * count * 50 + ",1,1\n",
            '"' * count,
            'code,houses,people\n"a,1,1\n' + "b,1,1\n" * count,
            'code,houses,people\n"a\n\n\n",1,1\n',
            'code,houses,people\n"a"b,1,1\n',
            "code,houses,people\n" + '"","",""\n' * count,
        ]
    )
    return of_data("shape", number, text.encode())


def characters(source: random.Random, number: int) -> Case:
    """Titles and keys with characters that are not seen, turn the text around or look like others."""
    text = DATA.decode()
    place = source.randrange(len(text))
    mark = source.choice("\u202e\u2066\u200b\ufeff\u00ad\u00a0\u2028\x00\x07\x1b\u0301асе\U0001f600\u0085\x0c'`$%")
    return of_data(f"character {ord(mark):x}", number, (text[:place] + mark + text[place:]).encode())


def raw_bytes(source: random.Random, number: int) -> Case:
    """Bytes: random ones, other encodings, cut files, other line ends."""
    data = DATA
    cut = source.randrange(len(data))
    match number % 7:
        case 0:
            data = source.randbytes(source.choice([1, 64, 200_000]))
        case 1:
            data = data[:cut]
        case 2:
            data = data.decode().encode(source.choice(["utf-16", "utf-32"]))
        case 3:
            data = data.replace(b"\n", source.choice([b"\r", b"\r\n", b"\n\r", b"\0", b"\x1e"]))
        case 4:
            data = b"\xef\xbb\xbf" * source.choice([1, 2]) + data
        case 5:
            data = data[:cut] + source.choice([b"\xff\xfe", b"\x80", b"\xed\xa0\x80"]) + data[cut:]
        case _:
            data = source.choice([b"PK\x03\x04", b"PAR1", b"SQLite format 3\0", b"\x1f\x8b\x08", b"%PDF-1.7"]) + data
    return of_data("bytes", number, data)


def zeros(source: random.Random, number: int) -> Case:
    """Megabytes of one byte."""
    return of_data("one byte", number, source.choice([b"\0", b"a", b",", b"\n", b'"', b" ", b"1"]) * 8_000_000)


FAMILIES: tuple[tuple[Family, int], ...] = ((cell, 90), (shape, 80), (characters, 50), (raw_bytes, 70), (zeros, 10))


def cases() -> list[Case]:
    """All of them, in the order of the families."""
    return [case for family, count in FAMILIES for case in made(family, count)]
