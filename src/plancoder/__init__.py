"""plancoder: codes policy plans against a codebook and traces every tick to a quoted
passage on a numbered page.

The names below are those of `plancoder.api`, loaded at their first use:

    import plancoder as pc
    results = pc.open_study("my-study").run()
    results.matrix("A")
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from plancoder.version import __version__

if TYPE_CHECKING:
    from plancoder.api import (
        OpenedStudy,
        Results,
        code,
        extract,
        load,
        open_study,
    )

__all__ = [
    "OpenedStudy",
    "Results",
    "__version__",
    "code",
    "extract",
    "load",
    "open_study",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the API calls so
    """A name of the API, loaded at its first use."""
    if name not in __all__:
        raise AttributeError(f"module 'plancoder' has no attribute {name!r}")
    return getattr(import_module("plancoder.api"), name)


class _CallableRoom(ModuleType):
    """A room whose name is also that of a function of the API: it can be called."""

    # As the function takes and gives.
    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        name = self.__name__.rpartition(".")[2]
        return getattr(import_module("plancoder.api"), name)(*arguments, **named)


class _Package(ModuleType):
    """Python sets each room as an attribute of the package when it is imported.

    `plancoder.extract` is a room and a function, so the room is made callable then.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in __all__ and isinstance(value, ModuleType):
            value.__class__ = _CallableRoom
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
