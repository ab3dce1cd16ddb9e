"""What comes of a job that ran in a worker process, and how the ways of dying are
named.
"""

from __future__ import annotations

import pickle
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from plancoder.errors import Crashed, PlanError
from plancoder.workers.bugs import JobBug, keep_page_faults, plan_bug
from plancoder.workers.confined import Ending, Report
from plancoder.workers.limits import Limits, cpu_error

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended: the report of its worker, or the error its worker died of."""

    how: Report | PlanError
    cpu_seconds: float = 0.0
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What came of one job: a value, a named error of its plan, or a bug; exactly one
    of the three.

    `memory_bytes` is the largest size of the worker that was seen, 0 for a job too
    short to be seen.
    """

    value: Value | None = None
    error: PlanError | None = None
    bug: JobBug | None = None
    traceback: str = ""
    cpu_seconds: float = 0.0
    memory_bytes: int = 0

    def failure(self) -> PlanError | None:
        """Why the plan has no value; None where it has one. Raises a bug that nobody
        keeps, see `bugs_kept`.
        """
        return self.error if self.bug is None else plan_bug(self.bug)

    def result(self) -> Value:
        """Return the value, or raise the error or the bug."""
        if self.bug is not None:
            raise self.bug
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]  # None where the function returns None


def collect(outcomes: Iterable[tuple[int, Outcome[Value]]]) -> list[Outcome[Value]]:
    """All outcomes in the order of their jobs."""
    return [outcome for _, outcome in sorted(outcomes, key=lambda pair: pair[0])]


def unpack(ended: Ended) -> Outcome[Any]:
    """The Outcome of a job; raises an error that concerns more than the one plan."""
    report = ended.how
    if isinstance(report, PlanError):
        return Outcome(
            error=report, cpu_seconds=ended.cpu_seconds, memory_bytes=ended.memory
        )
    if report.ending is Ending.BUG:
        return Outcome(
            bug=JobBug(f"{report.summary}\n\nin a worker process:\n{report.traceback}")
        )
    keep_page_faults(report.faults)
    unpacked = pickle.loads(report.packed)
    used = report.cpu_seconds, ended.memory
    if report.ending is Ending.VALUE:
        return Outcome(unpacked, None, None, "", *used)
    if not isinstance(unpacked, PlanError):
        raise unpacked
    return Outcome(None, unpacked, None, report.traceback, *used)


def name_death(code: int | None, limits: Limits | None) -> PlanError:
    """The named error of a job whose worker died of it, with exit code `code`."""
    if not code:
        return Crashed("the process that read this plan ended without a word")
    if code > 0:
        shown = f"{code:#x}" if code > 255 else str(code)
        return Crashed(f"the process that read this plan died (exit code {shown})")
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    if name == "SIGXCPU" and limits is not None:
        return cpu_error(limits)
    if name == "SIGKILL":
        return Crashed(
            "the process that read this plan was killed from outside (SIGKILL)",
            advice=(
                "Most often the machine ran out of memory: close other programs, run"
                " with --workers 1, try again."
            ),
        )
    return Crashed(f"the process that read this plan died ({name})")
