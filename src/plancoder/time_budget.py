"""More time for work that is slow by nature: asked for by who does it, granted by who
limits it.

OCR of a scanned plan takes seconds a page and is no sign of a hostile file. Where
nobody limits, asking does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Grant = Callable[[float], object]

_granting: list[Grant] = []


def ask_for_seconds(seconds: float) -> None:
    """Ask for so many more seconds of processor time for the plan at hand."""
    for grant in _granting[-1:]:
        grant(seconds)


@contextmanager
def granted_by(grant: Grant) -> Iterator[None]:
    """Let `grant` answer whoever asks meanwhile in this process."""
    _granting.append(grant)
    try:
        yield
    finally:
        _granting.remove(grant)
