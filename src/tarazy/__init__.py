"""Tarazy: methodologies that can be read, checked, computed exactly and traced to the cell.

The public face: :func:`load` reads and checks a methodology, :meth:`Loaded.run` computes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tarazy.methodology import Loaded, MethodologyError

__version__ = "0.1.0"

__all__ = ["Loaded", "MethodologyError", "__version__", "load"]


def load(path: str, *, binding: str | None = None) -> Loaded:
    """Read and check a methodology.

    Parameters
    ----------
    path
        A ``.meth`` file; the modules that it imports are found beside it.
    binding
        The file of bindings that takes the place of ``NAME.data.meth`` beside ``NAME.meth``: a path that ends in
        ``.data.meth``, or a name, ``2025`` for ``NAME.2025.data.meth``.

    Raises
    ------
    MethodologyError
        The methodology has errors; the exception lists them all.
    """
    from tarazy.methodology import loaded

    return loaded(path, binding)


def __getattr__(name: str) -> object:
    if name in ("Loaded", "MethodologyError"):
        from tarazy import methodology

        return getattr(methodology, name)
    raise AttributeError(f"module 'tarazy' has no attribute {name!r}")
