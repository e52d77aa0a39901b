"""The units that a program knows: the predefined and those it declares."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from attrs import frozen
from flint import fmpq

from tarazy.dsl.units import (
    CURRENCIES,
    DAYS,
    PARTS_OF_A_YEAR,
    PURE,
    SCALE_WORDS,
    SINGULAR_AND_PLURAL,
    YEARS,
    Unit,
    UnitFactor,
)


@frozen
class UnitDefinition:
    """What a derived unit is: `number` times a unit as written, as `1000 KZT`."""

    number: fmpq
    factors: tuple[UnitFactor, ...]


@frozen
class UnitDeclaration:
    """A declared unit; without a `definition` it is a base dimension of its own."""

    code: str
    label: str
    definition: UnitDefinition | None = None


@frozen
class UnknownUnit:
    """A word that names no unit or scale, and the known word nearest to it, if one is near."""

    word: str
    nearest: str | None


@frozen
class RepeatedUnit:
    """A declaration whose code already names a unit, predefined or declared."""

    code: str


@frozen
class UndefinedUnit:
    """A declaration whose definition names an unknown unit."""

    code: str
    unknown: UnknownUnit


@frozen
class CircularUnits:
    """Declarations that are defined by one another."""

    codes: tuple[str, ...]


@frozen
class UnitNotPositive:
    """A declaration defined by zero or a negative number."""

    code: str


UnitProblem = RepeatedUnit | UndefinedUnit | CircularUnits | UnitNotPositive


def _predefined_units() -> dict[str, Unit]:
    units = {currency: Unit(((currency, 1),)) for currency in CURRENCIES}
    for code, words in SINGULAR_AND_PLURAL.items():
        unit = Unit(((code, 1),)).base()
        units |= dict.fromkeys(words, unit)
    for words, part in PARTS_OF_A_YEAR.items():
        units |= dict.fromkeys(words, Unit(YEARS.factors, part))
    return units | dict.fromkeys(("calendar day", "calendar days"), DAYS)


_PREDEFINED: Mapping[str, Unit] = _predefined_units()


@frozen
class UnitTable:
    """The units known to a program: the predefined and the declared.

    Attributes:
        units: every unit by the words that name it.
        labels: labels of declared units by code, for `unit_text`.
        problems: what is wrong with the declarations. A declaration with a problem stands for a base
            dimension, so that its uses are not reported again.
    """

    units: Mapping[str, Unit]
    labels: Mapping[str, str]
    problems: tuple[UnitProblem, ...] = ()

    def resolve(self, words: Sequence[UnitFactor]) -> Unit | UnknownUnit:
        """The unit that `words` name, `PURE` for none; else the first word that is not known."""
        resolved = PURE
        for factor in words:
            unit = self._factor(factor)
            if isinstance(unit, UnknownUnit):
                return unit
            resolved = resolved.over(unit) if factor.divides else resolved.times(unit)
        return resolved

    def _factor(self, factor: UnitFactor) -> Unit | UnknownUnit:
        scale = fmpq(1) if factor.scale is None else SCALE_WORDS.get(factor.scale)
        if scale is None:
            return _unknown(factor.scale or "", SCALE_WORDS)
        name = factor.name.removeprefix("money ")
        known = self.units if name == factor.name else self._of_money()
        if name not in known:
            return _unknown(name, known)
        return known[name].power(factor.exponent).times(Unit(scale=scale))

    def _of_money(self) -> Mapping[str, Unit]:
        """What can follow `money`: the currencies and the declared units."""
        return {name: unit for name, unit in self.units.items() if name in CURRENCIES or name not in _PREDEFINED}


def _unknown(word: str, known: Iterable[str]) -> UnknownUnit:
    return UnknownUnit(word, next(iter(get_close_matches(word, sorted(known), n=1)), None))


def unit_table(declarations: Iterable[UnitDeclaration] = ()) -> UnitTable:
    """The table of the predefined units and these declarations, which may stand in any order."""
    units = dict(_PREDEFINED)
    pending: dict[str, UnitDefinition] = {}
    labels: dict[str, str] = {}
    problems: list[UnitProblem] = []
    for declaration in declarations:
        if declaration.code in units or declaration.code in pending:
            problems.append(RepeatedUnit(declaration.code))
            continue
        labels[declaration.code] = declaration.label
        if declaration.definition is None:
            units[declaration.code] = _dimension(declaration.code)
        else:
            pending[declaration.code] = declaration.definition
    while pending:
        ready = [code for code, definition in pending.items() if not _uses(definition) & pending.keys()]
        if not ready:
            ready = _circle(pending)
            problems.append(CircularUnits(tuple(ready)))
            units |= {code: _dimension(code) for code in ready}
        for code in ready:
            definition = pending.pop(code)
            if code not in units:
                defined = _defined(code, definition, UnitTable(units, labels))
                units[code] = defined if isinstance(defined, Unit) else _dimension(code)
                problems += [] if isinstance(defined, Unit) else [defined]
    return UnitTable(units, labels, tuple(problems))


def _dimension(code: str) -> Unit:
    return Unit(((code, 1),))


def _uses(definition: UnitDefinition) -> set[str]:
    return {factor.name.removeprefix("money ") for factor in definition.factors}


def _circle(pending: Mapping[str, UnitDefinition]) -> list[str]:
    """The codes of one circle, from its least code on; every definition in `pending` uses another of them."""
    path: list[str] = []
    code = min(pending)
    while code not in path:
        path.append(code)
        code = min(_uses(pending[code]) & pending.keys())
    circle = path[path.index(code) :]
    start = circle.index(min(circle))
    return circle[start:] + circle[:start]


def _defined(code: str, definition: UnitDefinition, table: UnitTable) -> Unit | UnitProblem:
    if definition.number <= 0:
        return UnitNotPositive(code)
    unit = table.resolve(definition.factors)
    if isinstance(unit, UnknownUnit):
        return UndefinedUnit(code, unit)
    return unit.times(Unit(scale=definition.number))
