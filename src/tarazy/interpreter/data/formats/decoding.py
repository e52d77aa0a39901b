"""From bytes to text by the declared encoding, and the signs that it is another one.

Of the encodings that write Kazakh and Russian in one byte a letter, nearly every byte is a letter in each, so that a
wrong one is not noticed by decoding: ``Ұлттық`` in KZ-1048 is ``Ўлттыќ`` in Windows-1251. What gives it away is a word
whose letters no language writes together.
"""

from __future__ import annotations

import re
import unicodedata

from tarazy.dsl.table_layout import Encoding
from tarazy.interpreter.data.violations import Fault, fault, readable

_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_KAZAKH_IN_1048 = "ҚҺқһҰұӘӨҒҮөғәҢңү"
_THEIR_LOOK_IN_1251 = _KAZAKH_IN_1048.encode("kz1048").decode("cp1251")
_TO_KAZAKH = str.maketrans(_THEIR_LOOK_IN_1251, _KAZAKH_IN_1048)
_NOT_TOGETHER = re.compile(r"[ЌќЋћЈјЅѕ]")
"""Letters of Serbian and Macedonian, whose alphabets lack the letters below."""
_ABSENT_THERE = re.compile(r"[ЁЙЩЪЫЬЭЮЯёйщъыьэюя]|[ЎўҐґЄєЇї]")
_WORD = re.compile(r"[^\W\d_]+")


def _twice_encoded(codec: str) -> re.Pattern[str]:
    """Three letters or more of Russian or Kazakh in UTF-8, each of two bytes, that were read by `codec`."""
    first = bytes(range(0xD0, 0xD4)).decode(codec)
    second = bytes(range(0x80, 0xC0)).decode(codec, "ignore")
    return re.compile(f"(?:[{first}][{re.escape(second)}]){{3,}}")


_TWICE_ENCODED = {codec: _twice_encoded(codec) for codec in ("cp1251", "cp1252", "latin-1")}


def decoded(data: bytes, encoding: Encoding) -> str | Fault:
    r"""The text with line ends made ``\n``, in NFC, without its byte order mark; or why it is none."""
    foreign = _other_kind(data)
    if foreign is not None:
        return foreign
    body = data.removeprefix(_BOM)
    if encoding is not Encoding.UTF_8 and not body.isascii() and _is_utf8(body):
        return fault("D642", "is_utf8", encoding=encoding.value)
    try:
        text = body.decode(encoding.value)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        words = {"byte": f"{body[error.start]:02X}", "line": f"{line:,}", "encoding": encoding.value}
        return Fault("D642", "encoding" if encoding is Encoding.UTF_8 else "byte", words)
    if not text.strip():
        return fault("D642", "empty")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    return _misread(text, encoding) or text


def _other_kind(data: bytes) -> Fault | None:
    """Why the bytes are no text in any encoding that can be declared."""
    if data.startswith(_ZIP):
        return fault("D642", "workbook")
    if data.startswith(_COMPOUND_FILE):
        return fault("D642", "old_workbook")
    if data.startswith(_UTF16_BOMS):
        return fault("D642", "utf16")
    if b"\0" in data:
        return fault("D642", "nul", offset=f"{data.index(0) + 1:,}")
    return None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _misread(text: str, encoding: Encoding) -> Fault | None:
    """Why the text was read in another encoding than it was written in, here or by whoever saved it before."""
    if "\ufffd" in text:
        return fault("D642", "replaced", line=_line(text, text.index("\ufffd")))
    twice = {codec: found for codec, pattern in _TWICE_ENCODED.items() if (found := pattern.search(text))}
    if twice:
        codec, met = max(twice.items(), key=lambda one: len(one[1][0]))
        meant = met[0].encode(codec).decode("utf-8")
        words = {"value": readable(met[0]), "meant": readable(meant), "line": _line(text, met.start())}
        return Fault("D642", "twice", words)
    if not any(letter in text for letter in _THEIR_LOOK_IN_1251):
        return None
    for word in _WORD.finditer(text):
        if _is_kazakh_misread(word[0], encoding):
            words = {"value": readable(word[0]), "meant": readable(word[0].translate(_TO_KAZAKH))}
            words |= {"line": _line(text, word.start())}
            return Fault("D642", "kazakh" if encoding is Encoding.CP1251 else "kazakh_saved", words)
    return None


def _is_kazakh_misread(word: str, encoding: Encoding) -> bool:
    """Whether a word is Kazakh in KZ-1048 read as Windows-1251.

    Where Windows-1251 is declared, one of the letters in question is enough: neither Kazakh nor Russian has any.
    """
    if encoding is Encoding.CP1251:
        return any(letter in _THEIR_LOOK_IN_1251 for letter in word)
    return _NOT_TOGETHER.search(word) is not None and _ABSENT_THERE.search(word) is not None


def _line(text: str, place: int) -> str:
    return f"{text.count(chr(10), 0, place) + 1:,}"
