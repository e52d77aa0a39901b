"""What a word is where it stands: the part of reading a value that knows the table of words.

The order of the questions is the order of the rules: place first (behind a numeral, after a semicolon, in a selector,
in a citation, in a type), then the words that are known by what follows them (calls), then the reserved words, then
names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tarazy.dsl.calls import CALLS, LABELS_OF_DECLARED, MODES
from tarazy.dsl.characters import Refused, check_scripts
from tarazy.dsl.citation_places import read_place_behind_number
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source import Span
from tarazy.dsl.unit_stroke import is_stroke_of_unit
from tarazy.dsl.unit_words import BEFORE_UNIT, add_unit_word, read_unit, read_unit_before_per
from tarazy.grammar.keywords import BLANKS, LANGUAGE_NAMES, LANGUAGES, keyword_table, reserved_words, vocabulary

if TYPE_CHECKING:
    from tarazy.dsl.tokens import Reading

_PART = re.compile(r"[^\W\d]\w*|`[^`\n]*`")
_BARE_NAME = re.compile(r"[^\W\d]\w*")
_PLACE_NUMBER = re.compile(r"[^\s,;|\"«#]+")
_PHRASE = re.compile(rf"[^\W\d]\w*(?:[{BLANKS}]+\w+)+")
_CODE_AHEAD = re.compile(rf"(?:-?[0-9._]+|\"[^\"\n]*\"|«[^»\n]*»|[^\W\d]\w*)[{BLANKS}\n]*=")
_ERROR_CODE = re.compile(rf"[{BLANKS}]+([A-Z][0-9]{{3}})(?!\w)")
_NUMBER_AHEAD = re.compile(r"[-\u2212]?[0-9]")
_OUTCOMES = ("outcome", "outcome_row", "requirement")
_TYPES = ("column_type", "column_row", "bound_row")
_RANGES = (*_TYPES, "header_row")
_COUNTED = ("NUMERAL", "PERCENT", "UNIT", "EXPONENT", "SCALE", "MONEY", "PER")
_SELECTOR_TYPES = {
    "previous_year": "PREVIOUS_YEAR",
    "previous_half_year": "PREVIOUS_YEAR",
    "previous_quarter": "PREVIOUS_YEAR",
    "previous_month": "PREVIOUS_YEAR",
    "successor": "SUCCESSOR",
    "predecessor": "PREDECESSOR",
    "before_rounding": "BEFORE_ROUNDING",
}
_PERIODS = ("years", "half_years", "quarters", "months")
_PERIODS_AGO = tuple(f"{word}_ago" for word in _PERIODS)
_RESERVED_TYPES = {
    "value": "VALUE",
    "and": "AND",
    "or": "OR",
    "yes": "YES_NO",
    "no": "YES_NO",
    "higher": "DIRECTION",
    "lower": "DIRECTION",
    "undetermined": "UNDETERMINED",
    "applicable": "SET",
    "evaluated": "SET",
    "other": "SET",
    "children": "SET",
    "period": "SET",
}


def read_word(reading: Reading) -> None:
    """Take the word that stands next as a token.

    Raises
    ------
    Refused
        It is a wrong label, a reserved word where a name must stand, or no name at all.
    """
    if (
        (reading.last in _COUNTED and _read_after_numeral(reading))
        or _read_by_start(reading)
        or _read_in_brackets(reading)
        or _read_call(reading)
        or _read_reserved(reading)
    ):
        return
    _read_name(reading)


def read_sign_word(reading: Reading, character: str) -> bool:
    """Take a sign that stands for a word: ``%`` behind a numeral or as the type of a column, ``..`` in a range."""
    if character == "." and reading.start in _RANGES and reading.last in ("NUMERAL", "PERCENT"):
        return _read_fixed(reading, "type", "", "to")
    if character == "/" and is_stroke_of_unit(reading):
        reading.add("PER", "per", 1)
        return True
    if character != "%":
        return False
    if reading.last == "NUMERAL":
        reading.add("PERCENT", "%", 1)
        return True
    if reading.start in _TYPES[:2] and reading.last == "":
        reading.add("TYPE", "percent", 1)
        return True
    return False


def read_comma(reading: Reading) -> None:
    """Take a comma, together with the word behind it where the two lead a part of an outcome or of a type."""
    start = reading.position
    inside = bool(reading.brackets)
    reading.position = reading.after(1)
    kind, length = "COMMA", 0
    if not inside and reading.start in _OUTCOMES:
        found = reading.match("value", "basis", "marked", "number_shown", "otherwise")
        if found is not None and (found[0] != "otherwise" or reading.start == "requirement"):
            kind, length = found[0].upper(), found[1]
    elif reading.start in _TYPES:
        kind = _comma_in_type(reading)
    end = reading.position + length if length else start + 1
    reading.position = start
    reading.add(kind, ",", end - start)


def _comma_in_type(reading: Reading) -> str:
    """Type of a comma in a column's type: before a property, or between categories or codes."""
    if _leads_attribute(reading):
        return "SEPARATOR"
    if not any(token.type in ("ONE_OF", "CODED") for token in reading.tokens):
        rest = reading.text[reading.position : reading.end].partition(",")[0].rstrip()
        place = reading.span(len(rest)) if rest else Span(reading.source, reading.position - 1, reading.position)
        raise Refused(finding("P110", place, variant="property", found=place.text))
    return "COMMA"


def _leads_attribute(reading: Reading) -> bool:
    """Whether what follows a comma is a property of the column, not one more category or code."""
    position = reading.position
    coded = any(token.type == "CODED" for token in reading.tokens)
    if coded and _CODE_AHEAD.match(reading.text, position, reading.end):
        return False
    found = reading.match("type", "may_be_absent", "several", "coded", "above", "titled")
    if found is None:
        return _NUMBER_AHEAD.match(reading.text, position, reading.end) is not None
    following = reading.text[reading.after(found[1]) : reading.after(found[1]) + 1]
    match found[0]:
        case "above":
            return following.isdigit() or following == "-"
        case "coded":
            return following not in ("", ",")
        case "titled":
            return following in ('"', "«")
        case _:
            return True


# ---- behind a numeral


def _read_after_numeral(reading: Reading) -> bool:
    if reading.match("expression", "and", "or") and not reading.match("type", "and_above"):
        return False
    if reading.start in _RANGES:
        found = reading.match("type", "decimals", "to", "and_above")
        if found is not None:
            reading.add(found[0].upper(), found[0], found[1])
            return True
    if reading.last in ("NUMERAL", "PERCENT") and _read_counting_word(reading):
        return True
    if reading.start in _OUTCOMES and not reading.brackets:
        found = reading.match("value", "illustrative", "because")
        if found is not None and (found[0] == "because" or reading.ends_after(found[1])):
            reading.add(found[0].upper(), found[0], found[1])
            return True
    return read_unit(reading)


def _read_counting_word(reading: Reading) -> bool:
    """Take a word that a number counts and that is no unit: ``2 decimals``, ``3 years ago``, ``50 % of weight``."""
    top, kind = reading.brackets[-1].kind if reading.brackets else "", ""
    if top == "[":
        found, kind = _period_word(reading)
    elif top == "(" or reading.start in ("rounding", "shown_with"):
        found = reading.match("label", "decimals")
    elif reading.start == "requirement" and reading.last == "PERCENT":
        found = reading.match("value", "of_weight")
    else:
        found = None
    if found is None:
        return False
    reading.add(kind or found[0].upper(), found[0], found[1])
    return True


def _period_word(reading: Reading) -> tuple[tuple[str, int] | None, str]:
    """The word that closes ``2 years ago`` or ``last 3 quarters``, and its terminal; in a condition, units."""
    before = reading.tokens[-2].type if len(reading.tokens) > 1 else ""
    if before == "LAST":
        return reading.match("selector", *_PERIODS), "YEARS"
    return (reading.match("selector", *_PERIODS_AGO) if before in ("LSQB", "COMMA") else None), "YEARS_AGO"


# ---- by the kind of value


def _read_by_start(reading: Reading) -> bool:
    match reading.start:
        case "outcome" | "outcome_row" | "requirement":
            return _read_in_outcome(reading)
        case "citations":
            return _read_in_citation(reading)
        case "column_type" | "column_row" | "bound_row":
            return _read_in_type(reading)
        case "rounding":
            return _read_fixed(reading, "label", "MODE", *MODES)
        case "file" if reading.last == "COMMA":
            return _read_fixed(reading, "value", "", "sheet", "table", "period")
        case "for_each" if reading.last == "NAME":
            return _read_fixed(reading, "connective", "", "as")
        case _:
            return False


def _read_fixed(reading: Reading, context: str, kind: str, *keys: str) -> bool:
    found = reading.match(context, *keys)
    if found is None:
        return False
    reading.add(kind or found[0].upper(), found[0], found[1])
    return True


def _read_in_outcome(reading: Reading) -> bool:
    if reading.brackets:
        return False
    if "BASIS" in reading.kinds:
        return _read_in_citation(reading)
    if reading.last == "" and reading.start == "requirement" and _read_fixed(reading, "value", "", "all"):
        return True
    if reading.last in ("", "OTHERWISE"):
        return _read_phrase(reading)
    if reading.last == "STATE":
        return _read_fixed(reading, "value", "", "because")
    found = reading.match("value", "illustrative") if reading.last in ("RPAR", "DATE", "OF_WEIGHT") else None
    if found is not None:
        reading.add("ILLUSTRATIVE", found[0], found[1])
    return found is not None


def _read_phrase(reading: Reading) -> bool:
    """Take a phrase that is a whole outcome; a word of it that something else follows is an ordinary name."""
    found = reading.match("outcome")
    if found is None:
        return False
    key, length = found
    if key == "error":
        code = _ERROR_CODE.match(reading.text, reading.position + length, reading.end)
        if code is not None:
            reading.add("PHRASE", f"error {code.group(1)}", length + len(code.group()))
            return True
    if not reading.ends_after(length):
        return False
    reading.add("PHRASE", key, length)
    return True


def _read_in_citation(reading: Reading) -> bool:
    if read_place_behind_number(reading):
        return True
    found = reading.match("citation")
    following = reading.text[reading.position + found[1] : reading.position + found[1] + 1] if found else ""
    if found is None or following.isalpha():
        found = reading.match("expression", "undetermined")
        if found is not None:
            reading.add("UNDETERMINED", None, found[1])
            return True
        _read_dotted(reading, "ACT")
        return True
    key, length = found
    if key == "methodology":
        reading.add("ACT", None, length)
        return True
    number = _PLACE_NUMBER.match(reading.text, reading.after(length), reading.end)
    if number is None:
        raise Refused(finding("P126", reading.span(length), kind=reading.vocabulary.printed("citation", key)))
    reading.add("PLACE", (key, number.group()), number.end() - reading.position)
    return True


def _read_in_type(reading: Reading) -> bool:
    if reading.last == "SEPARATOR" or (reading.start == "bound_row" and reading.last == ""):
        found = reading.match("type", "may_be_absent", "several", "coded", "above", "titled")
        if found is not None:
            reading.add(found[0].upper(), found[0], found[1])
        return found is not None
    if reading.last in ("ABOVE", "MINUS", "EQUALS", "CODED"):
        return reading.last == "EQUALS" and _read_fixed(reading, "outcome", "PHRASE", "no_direction")
    if reading.last in BEFORE_UNIT:
        return read_unit(reading)
    if reading.last in ("UNIT", "EXPONENT"):
        return _read_fixed(reading, "unit", "PER", "per")
    if reading.last != "":
        return False
    found = reading.match("type", "number", "percent", "text", "date", "yes_no", "direction", "list", "one_of")
    if found is not None:
        reading.add("ONE_OF" if found[0] == "one_of" else "TYPE", found[0], found[1])
        return True
    unit = reading.match("unit")
    if unit is not None:
        add_unit_word(reading, *unit)
        return True
    return read_unit_before_per(reading)


# ---- in brackets


def _read_in_brackets(reading: Reading) -> bool:
    if not reading.brackets:
        return False
    top = reading.brackets[-1]
    if top.kind == "[":
        return reading.last in ("LSQB", "COMMA") and _read_selector(reading)
    if _is_behind_list(reading) and _read_fixed(reading, "connective", "", "as"):
        return True
    if reading.last == "LPAR" and top.function:
        return _read_leading_label(reading, CALLS[top.function].labels)
    if reading.last != "SEMICOLON":
        return False
    return _read_label(reading, top.function) if top.function else _read_free_label(reading)


def _is_behind_list(reading: Reading) -> bool:
    """Whether the last tokens are ``over`` and a list or ``its`` of one, behind which ``as`` may stand."""
    types = [token.type for token in reading.tokens[-5:]]
    if types[-1] == "RPAR":
        behind = types[-4:] == ["CALL", "LPAR", "NAME", "RPAR"] and reading.tokens[-4].value == "its"
        length = 5 if behind else 0
    else:
        length = 2 if types[-1] in ("NAME", "SET") else 0
    first = reading.tokens[-length] if 0 < length <= len(reading.tokens) else None
    return first is not None and first.type == "LABEL" and first.value == "over"


def _read_selector(reading: Reading) -> bool:
    found = reading.match("selector")
    if found is None:
        return False
    key, length = found
    following = reading.text[reading.after(length) : reading.after(length) + 1]
    if key in _SELECTOR_TYPES:
        reading.add(_SELECTOR_TYPES[key], key, length)
    elif (key == "last" and following.isdigit()) or (key == "only" and following not in ("", ",", "]")):
        reading.add(key.upper(), key, length)
    else:
        return False
    return True


def _read_label(reading: Reading, function: str) -> bool:
    """Take the label of an argument of a built-in call."""
    if _is_operand_of_words(reading):
        return False
    form = CALLS[function]
    found = reading.match("label")
    if found is None:
        if _leads_operand(reading, _word_length(reading)):
            raise Refused(_wrong_label(reading, function, _word_length(reading)))
        return False
    key, length = found
    closes = reading.text[reading.after(length) : reading.after(length) + 1] in (")", ";", "")
    if key in form.labels and not closes:
        reading.add("LABEL", key, length)
        return True
    if key in form.phrase_keys and closes:
        reading.add("PHRASE_ARGUMENT", key, length)
        return True
    is_phrase = closes and (" " in reading.span(length).text or not _takes_more(reading, function))
    if is_phrase or _leads_operand(reading, length):
        raise Refused(_wrong_label(reading, function, length))
    return False


def _is_operand_of_words(reading: Reading) -> bool:
    """Whether a state, a call or an open question of several words stands next: no label with its value."""
    call = reading.match("call")
    if call is not None and reading.text.startswith("(", reading.position + call[1]):
        return True
    state = reading.match("state")
    if state is not None and " " in reading.span(state[1]).text:
        return True
    direction = reading.match("expression", "higher", "lower")
    if direction is not None and " " in reading.span(direction[1]).text:
        return True
    question = reading.match("expression", "undetermined")
    return question is not None and reading.text.startswith(('"', "«"), reading.after(question[1]))


def _read_leading_label(reading: Reading, labels: tuple[str, ...]) -> bool:
    """Take a label that stands too early, before any value of its call, so that the message can say so."""
    found = reading.match("label", *labels) if labels else None
    if found is None or not _leads_operand(reading, found[1]):
        return False
    reading.add("LABEL", *found)
    return True


def _takes_more(reading: Reading, function: str) -> bool:
    """Whether one more operand without a label can stand in the innermost call."""
    form = CALLS[function]
    opened = reading.brackets[-1].start
    separators = sum(1 for token in reading.tokens if token.type == "SEMICOLON" and token.start_pos > opened)
    return form.most is None or separators < form.most


def _read_free_label(reading: Reading) -> bool:
    """Take the label of an argument of a declared function: the name of what it takes."""
    length = _word_length(reading)
    bracket = reading.text[reading.after(length) : reading.after(length) + 1] == "("
    glued = reading.text[reading.position + length : reading.position + length + 1] == "("
    if not length or glued or not (bracket or _leads_operand(reading, length)):
        return False
    if _is_operand_of_words(reading):
        return False
    word = reading.match("label", *LABELS_OF_DECLARED)
    if word is not None and word[1] == length:
        reading.add("LABEL", *word)
        return True
    reading.add("LABEL", reading.text[reading.position : reading.position + length], length)
    return True


def _word_length(reading: Reading) -> int:
    word = _BARE_NAME.match(reading.text, reading.position, reading.end)
    return len(word.group()) if word else 0


def _leads_operand(reading: Reading, length: int) -> bool:
    """Whether a blank and the start of a value follow the next `length` characters, so that these must be a label."""
    position = reading.after(length)
    if not length or position == reading.position + length or position >= reading.end:
        return False
    character = reading.text[position]
    if not (character.isalnum() or character in '_`"«'):
        return False
    ahead = reading.vocabulary.match("expression", reading.text, position, ("and", "or"))
    return ahead is None


def _wrong_label(reading: Reading, function: str, length: int) -> Diagnostic:
    takes = [reading.vocabulary.printed("label", key) for key in CALLS[function].words]
    call = reading.vocabulary.printed("call", function)
    phrase = _PHRASE.match(reading.text, reading.position, reading.end)
    if phrase is not None and nearest(phrase.group(), takes) is not None:
        length = len(phrase.group())
    place = reading.span(length)
    found = place.text
    if not takes:
        return finding("P113", place, variant="none", label=found, call=call)
    foreign = _foreign_label(reading, function)
    if foreign is not None:
        return foreign
    listed = ", ".join(f"`{label}`" for label in takes)
    near = nearest(found, takes)
    if near is None:
        return finding("P113", place, label=found, call=call, known=listed)
    return finding("P113", place, variant="near", label=found, call=call, known=listed, near=near)


def _foreign_label(reading: Reading, function: str) -> Diagnostic | None:
    """The finding that a label of the call stands here in another language."""
    own = reading.vocabulary
    for language in LANGUAGES:
        found = (
            None if language == own.language else vocabulary(language).match("label", reading.text, reading.position)
        )
        if found is not None and found[0] in CALLS[function].words:
            names = LANGUAGE_NAMES[language], LANGUAGE_NAMES[own.language]
            place, printed = reading.span(found[1]), own.printed("label", found[0])
            return finding("P102", place, word=place.text, language=names[0], own_language=names[1], own=printed)
    return None


# ---- calls, reserved words, names


def _read_call(reading: Reading) -> bool:
    found = reading.match("call")
    if found is None:
        return False
    key, length = found
    after = reading.after(length)
    if reading.text[after : after + 1] != "(" or after >= reading.end:
        return False
    if after > reading.position + length:
        if reading.match("expression") or reading.match("state"):
            return False
        raise Refused(finding("P117", reading.span(after + 1 - reading.position), name=reading.span(length).text))
    reading.add("CALL", key, length)
    return True


def _read_reserved(reading: Reading) -> bool:
    found = reading.match("state")
    if found is not None and not _goes_on(reading, found[1]):
        reading.add("STATE", found[0], found[1])
        return True
    found = reading.match("expression")
    if found is None or _goes_on(reading, found[1]):
        return False
    key, length = found
    kind = _RESERVED_TYPES.get(key)
    if kind is None:
        raise Refused(finding("P118", reading.span(length), variant="own", word=reading.span(length).text))
    reading.add(kind, key == "yes" if kind == "YES_NO" else key, length)
    return True


def _goes_on(reading: Reading, length: int) -> bool:
    """Whether the next `length` characters are only the beginning of a call or a dotted name."""
    return reading.text[reading.position + length : reading.position + length + 1] in ("(", ".")


def _read_name(reading: Reading) -> None:
    _read_dotted(reading, "NAME")
    token = reading.tokens[-1]
    if reading.text[reading.position : reading.position + 1] == "(" and reading.position < reading.end:
        reading.tokens[-1] = token._replace(type="FUNCTION")


def _read_dotted(reading: Reading, kind: str) -> None:
    """Take a name, dotted or not; its value is the bare parts and whether ``.value`` ends it."""
    start = position = reading.position
    parts: list[str] = []
    own_value = False
    while True:
        piece = _PART.match(reading.text, position, reading.end)
        if piece is None:
            raise Refused(finding("L006", Span(reading.source, start, max(position, start + 1))))
        parts.append(_bare(reading, piece, first=not parts))
        position = piece.end()
        last = piece.group()
        if reading.text[position : position + 1] != "." or position >= reading.end:
            break
        position += 1
    if len(parts) > 1 and reading.vocabulary.match("expression", last, 0, ("value",)) is not None:
        parts.pop()
        own_value = True
    reading.add(kind, (tuple(parts), own_value), position - start)


def _word_of_key(key: str) -> tuple[str, str]:
    """The context in which a reserved word stands, and its key."""
    return ("state" if key in keyword_table()["state"] else "expression"), key


def _bare(reading: Reading, piece: re.Match[str], *, first: bool) -> str:
    word = piece.group()
    if word.startswith("`"):
        bare = word[1:-1]
        if _BARE_NAME.fullmatch(bare) is None:
            raise Refused(finding("L006", Span(reading.source, piece.start(), piece.end())))
        check_scripts(reading.source, piece.start() + 1, bare)
        return bare
    check_scripts(reading.source, piece.start(), word)
    reserved = reserved_words().get(word) if first else None
    if reserved is not None:
        place = Span(reading.source, piece.start(), piece.end())
        own = reading.vocabulary.printed(*_word_of_key(reserved[1]))
        raise Refused(finding("P118", place, word=word, language=LANGUAGE_NAMES[reserved[0]], own=own))
    return word
