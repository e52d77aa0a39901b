"""What is known of a program before any data: axes, type, unit, states, interval and form of every node."""

from tarazy.dsl.typing.typed import DeclarationFacts, FactsByNode, Typed

__all__ = ["DeclarationFacts", "FactsByNode", "Typed"]
