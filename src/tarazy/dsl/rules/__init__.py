"""The rules that a methodology must keep, one rule or family a module; a module's docstring is the page of its rule."""

# A rule reads facts and inference asks the rules of nodes: whichever is wanted first, the facts are loaded first.
import tarazy.dsl.typing  # noqa: F401  (see above)
