"""How each kind of value is written, for the help of a message, in the words of each language."""

from __future__ import annotations

from collections.abc import Mapping

from tarazy.dsl.spoken_words import Told

_A_FORMULA = ("`100 * spent / planned`", "`100 * освоено / план`", "`100 * игерілгені / жоспар`")
_EXAMPLES: Mapping[str, tuple[str, str, str]] = {
    "citations": (
        "`decree p. 20(3), methodology p. 4`",
        "`указ п. 20(3), методика п. 4`",
        "`жарлық 20-т. 3), әдістеме 4-т.`",
    ),
    "column_type": ("`number, 2 decimals, 0 to 100`", "`число, 2 знака, 0 .. 100`", "`сан, 2 таңба, 0 .. 100`"),
    "column_row": (
        "`money KZT, 2 decimals, 0 and above`",
        "`деньги тенге, 2 знака, 0 и выше`",
        "`ақша теңге, 2 таңба, 0 және одан жоғары`",
    ),
    "day_value": ("`2024-12-31`", "`31.12.2024`", "`31.12.2024`"),
    "file": ('`"budget.csv", period 2024`', '`"бюджет.csv", период 2024`', '`"бюджет.csv", кезең 2024`'),
    "for_each": ("`measures as measure`", "`меры элемент мера`", "`шаралар элемент шара`"),
    "key": ('`"code" = measure, year`', '`"код" = мера, год`', '`"код" = шара, жыл`'),
    "members": ("`health, education, income`", "`здоровье, образование, доход`", "`денсаулық, білім, табыс`"),
    "names": ("`health, education`", "`здоровье, образование`", "`денсаулық, білім`"),
    "requirement": (
        "`2, otherwise not computed`, `50 % of weight` or `all`",
        "`2, иначе не рассчитывается`, `50 % по весу` или `все`",
        "`2, әйтпесе есептелмейді`, `50 % салмақ бойынша` немесе `барлығы`",
    ),
    "rounding": ("`half up, 2 decimals`", "`половина вверх, 2 знака`", "`жартысы жоғары, 2 таңба`"),
    "shown_with": ("`2 decimals`", "`2 знака`", "`2 таңба`"),
    "text_value": ('`"Ministry of Finance"`', '`"Министерство финансов"`', '`"Қаржы министрлігі"`'),
    "wide": ('`"{measure}_base" = baseline`', '`"{мера}_база" = база`', '`"{шара}_база" = база`'),
    "outcome": (
        "`100 * spent / planned`, `0 points` or `not applicable`",
        "`100 * освоено / план`, `0 баллов` или `не применяется`",
        "`100 * игерілгені / жоспар`, `0 балл` немесе `қолданылмайды`",
    ),
    "outcome_row": (
        "`60 points`, `50 %` or `not applicable`",
        "`60 баллов`, `50 %` или `не применяется`",
        "`60 балл`, `50 %` немесе `қолданылмайды`",
    ),
    "bound_row": (
        '`titled "Plan", 2 decimals`',
        '`заголовок "План", 2 знака`',
        '`тақырыбы "Жоспар", 2 таңба`',
    ),
    "header_row": ("`3` or `3 to 4`", "`3` или `3 .. 4`", "`3` немесе `3 .. 4`"),
    "target": (
        "`budget.spent` or `total[2024]`, and then a colon",
        "`бюджет.освоено` или `итог[2024]`, а затем двоеточие",
        "`бюджет.игерілгені` немесе `қорытынды[2024]`, содан кейін қос нүкте",
    ),
}
"""By the start rule of the grammar: English, Russian, Kazakh; a kind of which none is given is written as a formula."""


def example_of(start: str) -> Told:
    """How a value of the start rule `start` is written."""
    english, russian, kazakh = _EXAMPLES.get(start, _A_FORMULA)
    words = {"en": english, "ru": russian, "kk": kazakh}
    return Told(english, lambda language: words[language])
