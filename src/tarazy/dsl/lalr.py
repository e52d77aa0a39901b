"""The walk over the LALR table that Lark has made.

Lark's own walk asks for the hash of a whole rule at every reduction; a text of a methodology is thousands of values of
one to five tokens, so here each state's actions are bound to their callbacks once, when the state is first met.

Source: Aho, Lam, Sethi, Ullman, Compilers, 2nd edition, section 4.5.3 (the shift-reduce loop).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import field, frozen
from lark import Lark
from lark.parsers.lalr_analysis import Shift

from tarazy.dsl.tokens import Token

END = "$END"
"""Type of the token behind the last one."""

Reduction = tuple[int, Callable[[list[Any]], Any], str]
"""How many values a rule takes, below nought; what makes one of them; and the rule's name."""


class UnexpectedTerminal(Exception):  # noqa: N818 - the name says what was met
    """A token that cannot stand where it stands.

    Parameters
    ----------
    token
        The token; ``None`` if the value ends too early.
    expected
        Terminals that could stand there.
    """

    def __init__(self, token: Token | None, expected: set[str]) -> None:
        super().__init__(token, expected)
        self.token = token
        self.expected = expected


@frozen
class LalrTable:
    """Lark's table with its callbacks.

    Parameters
    ----------
    actions
        For each state and symbol that Lark knows: what to do, and the state or the rule.
    callbacks
        For each rule, what makes its value.
    starts, ends
        For each start rule, the state to begin in and the one in which its value is complete.
    """

    actions: Mapping[int, Mapping[str, tuple[Any, Any]]]
    callbacks: Mapping[Any, Callable[[list[Any]], Any]]
    starts: Mapping[str, int]
    ends: Mapping[str, int]
    _bound: dict[int, dict[str, int | Reduction]] = field(init=False, factory=dict, repr=False, eq=False)

    @classmethod
    def of(cls, parser: Lark) -> LalrTable:
        """The table of a parser that was loaded with its callbacks."""
        walk = parser.parser.parser.parser
        table = walk.parse_table
        return cls(table.states, walk.callbacks, table.start_states, table.end_states)

    def parse(self, tokens: Sequence[Token], start: str) -> Any:  # noqa: ANN401 - the start rule says of which kind it is
        """The value that `tokens` write.

        Raises
        ------
        UnexpectedTerminal
            They write none.
        """
        values: list[Any] = []
        bound, states = self._bound, [self.starts[start]]
        for token in (*tokens, None):
            symbol = END if token is None else token.type
            while True:
                actions = bound.get(states[-1]) or self._bind(states[-1])
                action = actions.get(symbol)
                if action.__class__ is not tuple:
                    break
                size, made_by, rule = action
                parts = values[size:]
                del states[size:], values[size:]
                values.append(made_by(parts))
                states.append((bound.get(states[-1]) or self._bind(states[-1]))[rule])  # type: ignore[arg-type]  # behind a rule comes a state
                if token is None and states[-1] == self.ends[start]:
                    return values[-1]
            if action is None:
                raise UnexpectedTerminal(token, {name for name in actions if name.isupper()})
            states.append(action)  # type: ignore[arg-type]  # neither absent nor a reduction
            values.append(token)
        raise AssertionError("the table goes on behind the end")

    def _bind(self, state: int) -> dict[str, int | Reduction]:
        """The actions of a state, each reduction with its callback."""
        bound: dict[str, int | Reduction] = {}
        for symbol, (action, target) in self.actions[state].items():
            if action is Shift:
                bound[symbol] = target
            else:
                assert target.expansion, "a rule that takes nothing"
                bound[symbol] = (-len(target.expansion), self.callbacks[target], target.origin.name)
        self._bound[state] = bound
        return bound
