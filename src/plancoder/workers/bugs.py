"""Bugs that show in worker processes: each costs one plan, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from plancoder.errors import PlanBug
from plancoder.page_faults import PageFault


class JobBug(RuntimeError):  # noqa: N818 - a bug of ours, not an error of the plan
    """A bug showed in a worker: an exception that is no PlancoderError.

    Its traceback is in the message.
    """


_kept: ContextVar[list[JobBug] | None] = ContextVar("bugs kept", default=None)


@contextmanager
def bugs_kept() -> Iterator[list[JobBug]]:
    """Let a bug cost only the plan that shows it; the bugs are given, to be raised once
    the other plans are done.
    """
    bugs: list[JobBug] = []
    token = _kept.set(bugs)
    try:
        yield bugs
    finally:
        _kept.reset(token)


def keep_page_faults(faults: Iterable[PageFault]) -> None:
    """Keep the faults that cost a page each, where somebody keeps bugs; the plan itself
    was read.
    """
    bugs = _kept.get()
    if bugs is not None:
        bugs += [
            JobBug(f"{fault.summary}\n\nin a worker process:\n{fault.traceback}")
            for fault in faults
        ]


def plan_bug(bug: JobBug) -> PlanBug:
    """The failure of the plan that showed a bug, which is kept where somebody keeps
    bugs, and raised where nobody does.
    """
    bugs = _kept.get()
    if bugs is None:
        raise bug
    bugs.append(bug)
    return PlanBug(str(bug).splitlines()[0])
