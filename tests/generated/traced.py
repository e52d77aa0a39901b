"""Stored traces recomputed: each value from those below it, by what the trace says alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any, TypeAlias

from attrs import define, field

from tests.generated.days import all_counted
from tests.generated.recomputing import (
    VERDICTS,
    CannotSayError,
    Formula,
    Missing,
    Unsaid,
    Value,
    agreed,
    rounded,
    same,
    value_of,
)

Json: TypeAlias = dict[str, Any]
Named: TypeAlias = Callable[[str, str], Value]

_BACK = {
    "year": (1, 1),
    "half-year": (2, 1),
    "quarter": (4, 1),
    "month": (12, 1),
}
_STEP = re.compile(r"rounded (?P<mode>[a-z ]+?) to (?P<decimals>\d+) decimals?")
_EDGE = re.compile(r"(?:from|below|above|up to) |any")
_CATEGORIES = frozenset(
    {"central", "local", "post", "web", "missed", "partly", "reached", "strict", "lenient", "mixed", "use", "reach"}
    | {"weak", "fair", "good"}
)
"""Words that are values of columns, statuses and choices of generated programs."""
_BANDS = re.compile(r"by (?:bands|line|values|scale \S+) of ")


@define(eq=False)
class Recomputed:
    """A trace, every node of which is computed again.

    Parameters
    ----------
    trace
        Its JSON.
    done, left
        How many formulas were recomputed, and texts of those of which the trace says too little.
    wrong
        What came out otherwise.
    """

    trace: Json
    done: int = 0
    left: list[str] = field(factory=list)
    wrong: list[tuple[str, str, object, object]] = field(factory=list)
    nodes: dict[str, Json] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for node in self._walk(self.trace["root"]):
            self.nodes[node["key"]] = node
        for node in self.nodes.values():
            self._node(node)

    def _walk(self, node: Json) -> Iterator[Json]:
        yield node
        for operand in node.get("operands", ()):
            if "see" not in operand:
                yield from self._walk(operand)

    # ------------------------------------------------------------ a node

    def _node(self, node: Json) -> None:
        """Each line by its formula, then the steps, then what a rule puts in the place of the result."""
        value: Value | None = None
        lines: dict[str, Value] = {}
        for formula in node.get("formulas", ()):
            self._agrees(node, formula["written"], partial(self._line, node, formula, lines), formula["value"])
            value = value_of(formula["value"])
            for step in formula.get("steps", ()):
                if not same(value, value_of(step["before"])):
                    self.wrong.append((node["key"], step["text"], value, step["before"]))
                self._agrees(node, step["text"], partial(self._step, node, step["text"], value), step["after"])
                value = value_of(step["after"])
            lines[formula["line"]] = value
        if value is not None:
            self._agrees(node, node["key"], partial(self._result, node, value), node["value"])

    def _agrees(self, node: Json, text: str, compute: Callable[[], Value], told: Json) -> None:
        try:
            found = compute()
        except CannotSayError as error:
            found = Unsaid(str(error))
        if isinstance(found, Unsaid):
            self.left.append(f"{node['key']}: {text}: {found.state}")
            return
        self.done += 1
        if not same(found, value_of(told)):
            self.wrong.append((node["key"], text, found, told))

    def _result(self, node: Json, value: Value) -> Value:
        """What the node gives: the value of its last line, or what the rule that acted says."""
        rule = node.get("rule")
        if rule is None or "members" in rule["text"]:
            return value
        answer = rule["text"].partition("otherwise " if rule["rule"] == "needs" else ": ")[2]
        if rule["rule"] == "variant":
            answer = answer.partition(": ")[2]
        if answer.startswith("leaves out"):
            return Missing("not applicable")
        if "undetermined" in answer:
            return Missing("not computed")
        return Formula(answer, self._names(node, {})).result()

    def _step(self, node: Json, text: str, before: Value) -> Value:
        if isinstance(before, Missing):
            return before
        assert isinstance(before, Fraction)
        if (found := _STEP.fullmatch(text)) is not None:
            return rounded(before, found["mode"], int(found["decimals"]))
        keyword, _, rest = text.partition(" ")
        if keyword in ("less", "plus"):
            amounts = [Formula(one, self._names(node, {})).result() for one in rest.split(", ")]
            if any(isinstance(one, Missing) for one in amounts):
                raise CannotSayError(text)
            total = sum((one for one in amounts if isinstance(one, Fraction)), Fraction(0))
            return before + (total if keyword == "plus" else -total)
        bound = Formula(text.split("than ", 1)[1], self._names(node, {})).result()
        assert isinstance(bound, Fraction)
        return min(before, bound) if text.startswith("not more") else max(before, bound)

    # ------------------------------------------------------------ a line

    def _line(self, node: Json, formula: Json, lines: Mapping[str, Value]) -> Value:
        return self._formula(node["key"], formula, self._names(node, lines))

    def _formula(self, key: str, formula: Json, names: Named) -> Value:
        """What a formula comes to, of a node or of a function, by what names mean there."""
        written = formula["written"]
        given = {one["written"]: self._aggregate(one) for one in formula.get("aggregates", ())}
        given |= {one["written"]: self._rank(one) for one in formula.get("ranks", ())}
        given |= all_counted(formula.get("days", ()), lambda text, known: Formula(text, names, known).result(), given)
        for one in reversed(formula.get("calls", ())):
            given[one["written"]] = self._call(key, one, names, given)
        if written in given:
            return given[written]
        branches = formula.get("branches", ())
        if written.startswith("points("):
            return self._taken(branches, names, given)
        if (phrase := _BANDS.match(written)) is not None:
            operand = Formula(written[phrase.end() :], names, given).result()
            return self._table(written, operand, branches, names, given)
        if written in ("first that holds", "when"):
            return self._cases(branches, names, given)
        return Formula(written, names, given).result()

    def _call(self, key: str, call: Json, names: Named, given: Mapping[str, Value]) -> Value:
        """What a function comes to: by its own formula, of what the call gives it and what its legend says."""
        known: dict[str, Value] = {}
        for one in call.get("arguments", ()):
            if "written" not in one:  # of another period or element: stated
                known[one["name"]] = value_of(one["value"])
                continue
            found = Formula(one["written"], names, given).result()
            known[one["name"]] = value_of(one["value"])
            if not same(found, known[one["name"]]):
                self.wrong.append((key, f"{call['written']}: {one['name']}", found, one["value"]))
        legend = {one["name"]: one["formula"] for one in call.get("legend", ())}

        def named(name: str, selectors: str) -> Value:
            if not selectors and name not in known and name in legend:
                known[name] = self._formula(key, legend[name], named)
                if not same(known[name], value_of(legend[name]["value"])):
                    self.wrong.append((key, f"{call['written']}: {name}", known[name], legend[name]["value"]))
            asked = f"{name}[{selectors}]" if selectors else name
            return known[asked] if asked in known else names(name, selectors)

        value = self._formula(key, call["formula"], named)
        if not same(value, value_of(call["formula"]["value"])):
            self.wrong.append((key, call["written"], value, call["formula"]["value"]))
        return value

    def _taken(self, branches: Sequence[Json], names: Named, given: Mapping[str, Value]) -> Value:
        taken = [one for one in branches if one.get("taken")]
        if not taken:
            return Missing("unknown")
        return Formula(taken[0]["result"], names, given).result()

    def _table(
        self, written: str, operand: Value, branches: Sequence[Json], names: Named, given: Mapping[str, Value]
    ) -> Value:
        if isinstance(operand, Missing):
            if written.startswith("by bands"):
                branches = [one for one in branches if _EDGE.match(one["written"])]
            return agreed(operand, [Formula(one["result"], names, given, partly=True).result() for one in branches])
        if written.startswith("by line"):
            return self._on_line(operand, branches, names, given)
        if written.startswith("by values"):
            row = next((one for one in branches if one["written"] in (operand, "otherwise")), None)
        else:
            row = next((one for one in branches if _holds(one["written"], operand)), None)
        if row is None or not row.get("taken"):
            raise CannotSayError(f"{written}: no row is taken")
        if (inner := _BANDS.match(row["result"])) is not None:
            rest = branches[branches.index(row) + 1 :]
            value = Formula(row["result"][inner.end() :], names, given).result()
            chosen = next((one for one in rest if one.get("taken") and _EDGE.match(one["written"])), None)
            if isinstance(value, Missing):
                edges = [one for one in rest if _EDGE.match(one["written"])]
                return agreed(value, [Formula(one["result"], names, given, partly=True).result() for one in edges])
            if chosen is None or not _holds(chosen["written"], value):
                return Missing("another band")
            return Formula(chosen["result"], names, given).result()
        return Formula(row["result"], names, given).result()

    def _on_line(self, operand: Value, branches: Sequence[Json], names: Named, given: Mapping[str, Value]) -> Value:
        assert isinstance(operand, Fraction)
        corners = []
        for one in branches:
            at = Formula(one["written"].removeprefix("at "), names, given).result()
            result = Formula(one["result"], names, given).result()
            assert isinstance(at, Fraction)
            assert isinstance(result, Fraction)
            corners.append((at, result))
        corners.sort()
        if operand <= corners[0][0]:
            return corners[0][1]
        for (low, start), (high, end) in pairwise(corners):
            if operand <= high:
                return start + (end - start) * (operand - low) / (high - low)
        return corners[-1][1]

    def _cases(self, branches: Sequence[Json], names: Named, given: Mapping[str, Value]) -> Value:
        possible: list[Value] = []
        unknown: Value | None = None
        for one in branches:
            asked: Value = True
            if one["written"] != "otherwise":
                asked = self._asked(one, names, given)
            is_unknown = isinstance(asked, Missing) and asked.state not in VERDICTS
            if isinstance(asked, Missing) and not is_unknown:
                possible.append(asked)
            elif asked:
                possible.append(Formula(one["result"], names, given, partly=True).result())
            if is_unknown:
                unknown = unknown or asked
            elif asked:
                break
        if unknown is not None:
            return agreed(unknown, possible)
        return possible[0] if possible else Missing("unknown")

    def _asked(self, one: Json, names: Named, given: Mapping[str, Value]) -> Value:
        """A condition, which must be what the trace says of it; what it rests on may be said by a hash only."""
        try:
            asked = Formula(one["written"], names, given).result()
        except CannotSayError:
            return value_of(one["condition"])
        if not same(asked, value_of(one["condition"])):
            self.wrong.append(("", one["written"], asked, one["condition"]))
        return asked

    # ------------------------------------------------------------ aggregates and ranks

    def _aggregate(self, one: Json) -> Value:
        """From the members where they are listed, else as it stands."""
        told = value_of(one["value"])
        members = one.get("members", ())
        if isinstance(told, Missing) or not members:
            return told
        taking = [member for member in members if member["part"] == "takes part" or "put_in" in member]
        values = [value_of(member.get("put_in", member["value"])) for member in taking]
        if any(not isinstance(value, Fraction) for value in values):
            return told
        return self._statistic(one["kind"], [value for value in values if isinstance(value, Fraction)], taking, told)

    def _statistic(self, kind: str, values: list[Fraction], taking: Sequence[Json], told: Value) -> Value:
        match kind:
            case "sum":
                return sum(values, Fraction(0))
            case "mean":
                return sum(values, Fraction(0)) / len(values)
            case "min" | "max":
                return min(values) if kind == "min" else max(values)
            case "weighted mean":
                weights = [_weight(member["effective_weight"]) for member in taking]
                return sum((weight * value for weight, value in zip(weights, values, strict=True)), Fraction(0))
            case _:
                return told

    def _rank(self, one: Json) -> Value:
        """The place, which those that are tied share and which is before the next ones'."""
        place = value_of(one["place"])
        assert isinstance(place, Fraction | Missing)
        for neighbours, sign in (("before", 1), ("after", -1)):
            for other in one.get(neighbours, ()):
                if isinstance(place, Fraction) and (place - Fraction(other["place"])) * sign <= 0:
                    return Missing("a place out of order")
        return place

    # ------------------------------------------------------------ names

    def _names(self, node: Json, lines: Mapping[str, Value]) -> Named:
        operands = [self.nodes[one.get("see", one.get("key"))] for one in node.get("operands", ())]

        def named(name: str, selectors: str) -> Value:
            if name == "value" and not selectors and "value" in lines:
                return lines["value"]
            if name == "body":
                return str(self.trace["head"].get("body", ""))
            if name in _CATEGORIES:
                return name
            fitting = [one for one in operands if self._fits(node, one, name, selectors)]
            if len(fitting) != 1:
                return Unsaid(f"{name}[{selectors}]")
            return _before_rounding(fitting[0]) if selectors == "before rounding" else value_of(fitting[0]["value"])

        return named

    def _fits(self, node: Json, operand: Json, name: str, selectors: str) -> bool:
        """Whether an operand of a node is what a name stands for there."""
        last = name.rpartition(".")[2]
        own, here = operand.get("elements", {}), node.get("elements", {})
        if operand["kind"] == "attribute":
            head = self.trace["head"]
            elements = {head.get("body"), *head.get("elements", ()), *here.values()}
            return not selectors and operand["name"].rpartition(".")[2] == last and set(own.values()) <= elements
        if operand["kind"] == "local":
            return bool(operand["name"] == name and not selectors)
        written = operand.get("written", operand["name"].removesuffix(" (corrected)"))
        if operand["kind"] == "parameter":
            return bool(written.rpartition(".")[2] == last)
        if written != name:
            return False
        period = here.get("period", self.trace["head"].get("period", ""))
        if selectors in own.values() and "period" not in own:
            return True
        if selectors and selectors != "before rounding":
            return bool(own.get("period", "") == _period(period, selectors))
        return all(here.get(axis) == entry for axis, entry in own.items())


def _before_rounding(node: Json) -> Value:
    """The value before the last step that rounds."""
    steps = [step for formula in node.get("formulas", ()) for step in formula.get("steps", ())]
    rounding = [step for step in steps if step["text"].startswith("rounded")]
    return value_of(rounding[-1]["before"]) if rounding and "rule" not in node else Unsaid("before rounding")


def _period(own: str, selector: str) -> str:
    """The period that a selector means, from the one evaluated."""
    if not (found := re.fullmatch(r"previous (\S+)|(\d+) (\S+?)s ago", selector)):
        return selector
    count, unit = (1, found[1]) if found[1] else (int(found[2]), found[3])
    kind = {"H": "half-year", "Q": "quarter"}.get(own[5:6], "month" if len(own) > 4 else "year")
    of_year = _BACK[kind][0]
    number = int(own[5:].lstrip("HQ") or 1) - 1
    at = int(own[:4]) * of_year + number - count * of_year // _BACK[unit][0]
    year, part = divmod(at, of_year)
    return {"year": f"{year}", "half-year": f"{year}-H{part + 1}", "quarter": f"{year}-Q{part + 1}"}.get(
        kind, f"{year}-{part + 1:02}"
    )


def _weight(text: str) -> Fraction:
    return Fraction(text.removesuffix(" %").replace(" ", "")) / (100 if text.endswith("%") else 1)


def _holds(ends: str, operand: Value) -> bool:
    """Whether a number lies between ends in words: ``from 5 below 33``."""
    assert isinstance(operand, Fraction)
    for word, end in re.findall(r"(from|below|above|up to) (-?[\d_.]+)", ends):
        at = Fraction(end.replace("_", ""))
        if not {"from": operand >= at, "below": operand < at, "above": operand > at, "up to": operand <= at}[word]:
            return False
    return True
