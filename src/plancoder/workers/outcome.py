"""What comes of a job that ran in a worker process, and how the ways of dying are
named.
"""

from __future__ import annotations

import pickle
import signal
from collections.abc import Iterable
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from plancoder.errors import Crashed, PlanError
from plancoder.workers.confined import Ending, Report
from plancoder.workers.limits import Limits, cpu_error, wall_error

Value = TypeVar("Value")


class JobBug(RuntimeError):
    """A bug showed in a worker: an exception that is no PlancoderError.

    Its traceback is in the message.
    """


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What came of one job: a value, a named error of its plan, or a bug; never two of
    them, never none.

    `memory_bytes` is the largest size of the worker that was seen, 0 for a job too
    short to be looked at.
    """

    value: Value | None = None
    error: PlanError | None = None
    bug: JobBug | None = None
    traceback: str = ""
    cpu_seconds: float = 0.0
    memory_bytes: int = 0

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


def unpack(report: Report, memory: int) -> Outcome[Any]:
    """The Outcome of a job whose worker lived to tell; raises an error that concerns
    more than the one plan.
    """
    if report.ending is Ending.BUG:
        return Outcome(
            bug=JobBug(f"{report.summary}\n\nin a worker process:\n{report.traceback}")
        )
    unpacked = pickle.loads(report.packed)
    if report.ending is Ending.VALUE:
        return Outcome(
            value=unpacked, cpu_seconds=report.cpu_seconds, memory_bytes=memory
        )
    if not isinstance(unpacked, PlanError):
        raise unpacked
    return Outcome(
        error=unpacked,
        traceback=report.traceback,
        cpu_seconds=report.cpu_seconds,
        memory_bytes=memory,
    )


def name_death(failure: BaseException, limits: Limits) -> PlanError | None:
    """The named error of a job whose worker died of it; None for what is no death of a
    worker.
    """
    if isinstance(failure, FutureTimeout):
        return wall_error(limits)
    # ProcessExpired of pebble, which is not imported here: the name of a death needs no
    # pool.
    code = getattr(failure, "exitcode", None)
    if code is None:
        return None
    if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
        return cpu_error(limits)
    return crashed(code)


def crashed(code: int | None) -> Crashed:
    """The named error of a worker that died; `code` is its exit code, None where nobody
    heard it.
    """
    if code is None or code == 0:
        return Crashed("the process that read this plan ended without a word")
    if code > 0:
        shown = f"{code:#x}" if code > 255 else str(code)
        return Crashed(f"the process that read this plan died (exit code {shown})")
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    if name == "SIGKILL":
        return Crashed(
            "the process that read this plan was killed from outside (SIGKILL)",
            advice=(
                "Most often the machine ran out of memory: close other programs, run"
                " with --workers 1, try again."
            ),
        )
    return Crashed(f"the process that read this plan died ({name})")
