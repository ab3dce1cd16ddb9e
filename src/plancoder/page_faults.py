"""Faults of plancoder that one page showed: the page is lost, the plan goes on, and
whoever keeps faults says so at the end.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

# What a slip of ours raises on a page that is not as we thought. Memory that is used
# up and errors of the plan concern more than the page.
PAGE_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class PageFault:
    """One fault: its last line, and its traceback."""

    summary: str
    traceback: str


_kept: ContextVar[list[PageFault] | None] = ContextVar("faults kept", default=None)


@contextmanager
def faults_kept() -> Iterator[list[PageFault]]:
    """Gather the faults of the pages that are read meanwhile; whoever gathers them
    further out gets them too.
    """
    outer = _kept.get()
    faults: list[PageFault] = []
    token = _kept.set(faults)
    try:
        yield faults
    finally:
        _kept.reset(token)
        if outer is not None:
            outer.extend(faults)


def keep_fault(error: Exception, page: int) -> None:
    """Remember the fault of a page, where anybody gathers them."""
    faults = _kept.get()
    if faults is not None:
        summary = f"{type(error).__name__}: {error}"[:2000]
        trace = "".join(traceback.format_exception(error))
        faults.append(PageFault(f"page {page} is lost by {summary}", trace))
