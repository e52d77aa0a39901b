"""Names: from the written tree to declarations and nodes that refer to each other by code."""

from tarazy.dsl.names.resolve import resolve
from tarazy.dsl.names.resolved import Resolved

__all__ = ["Resolved", "resolve"]
