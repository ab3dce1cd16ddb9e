"""The worker's side of isolation: run one job within its limits and send home plain bytes whatever happens.

Results and errors are pickled here, inside the limits and before the channel is touched, so that what cannot be
pickled becomes a report and never breaks the channel that all workers share.
"""

from __future__ import annotations

import os
import pickle
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from plancoder.errors import MemoryLimit, PlancoderError, PlanError, TimedOut
from plancoder.pipeline.board import Board
from plancoder.pipeline.limits import Limits, held_to, leave_no_core_file, silence_output


class Ending(StrEnum):
    """How a job came to its end inside the worker."""

    VALUE = "value"
    ERROR = "error"  # a PlancoderError
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Report:
    """What a worker sends home: only bytes, text and numbers, which always travel."""

    ending: Ending
    packed: bytes = b""
    summary: str = ""
    traceback: str = ""
    cpu_seconds: float = 0.0


class _Worker:
    """What this process was given at its start."""

    board: Board
    broken: Report | None = None


def start_worker(board: Board, initializer: Callable[..., object] | None, initargs: tuple[Any, ...]) -> None:
    """Make this process a worker. If the initializer fails, every job reports that, with its traceback."""
    leave_no_core_file()
    silence_output()
    _Worker.board = board
    if initializer is not None:
        _Worker.broken = _attempt(lambda: initializer(*initargs), None)


def run_confined(function: Callable[[Any], object], job: object, slot: int, limits: Limits) -> Report:
    """Run `function(job)` within the limits; returns a Report unless the process dies of it."""
    if _Worker.broken is not None:
        return _Worker.broken
    begun = time.process_time()
    _Worker.board.begin(slot, os.getpid(), begun)
    try:
        with held_to(limits):
            packed: list[bytes] = []
            failed = _attempt(lambda: packed.append(pickle.dumps(function(job), pickle.HIGHEST_PROTOCOL)), limits)
    finally:
        _Worker.board.end(slot)
    spent = time.process_time() - begun
    if failed is None:
        return Report(Ending.VALUE, packed[0], cpu_seconds=spent)
    return Report(failed.ending, failed.packed, failed.summary, failed.traceback, spent)


def _attempt(work: Callable[[], object], limits: Limits | None) -> Report | None:
    """None if the work was done, else the Report of what went wrong."""
    try:
        work()
    except PlancoderError as error:
        return _error_report(error)
    except MemoryError as error:
        if limits is None:
            return _bug_report(error)
        return _error_report(memory_error(limits, None))
    # The border of the process: whatever it is, SystemExit included, has to travel, or the worker would die of it.
    except BaseException as error:
        return _bug_report(error)
    return None


def memory_error(limits: Limits, used: int | None) -> MemoryLimit:
    """The named failure of a job that wanted more memory; `used` is None where the wish itself was refused."""
    allowed = limits.memory_bytes / (1 << 20)
    seen = f"had {used / (1 << 20):,.0f} MB" if used else "asked for more"
    return MemoryLimit(
        f"needs more than the {allowed:,.0f} MB of memory that one plan may use ({seen})",
        limit="memory_mb",
        allowed=round(allowed),
        used=round((used or limits.memory_bytes) / (1 << 20)),
    )


def cpu_error(limits: Limits) -> TimedOut:
    """The named failure of a job that computed for too long."""
    return TimedOut(
        f"needs more than the {limits.cpu_seconds:g} seconds of processor time that one plan may use",
        limit="cpu_seconds",
        allowed=limits.cpu_seconds,
        used=limits.cpu_seconds,
    )


def _error_report(error: PlancoderError) -> Report:
    trace = "".join(traceback.format_exception(error))
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)
    except (TypeError, AttributeError, ValueError, pickle.PickleError) as unfit:
        # An error that cannot travel is a slip of ours, but the plan's failure still has its name.
        if not isinstance(error, PlanError):
            return _bug_report(unfit)
        packed = pickle.dumps(_plain(error))
    return Report(Ending.ERROR, packed, str(error), trace)


def _plain(error: PlanError) -> PlanError:
    plain = type(error).__new__(type(error), error.detail)
    plain.args = (error.detail,)
    names = ("detail", "remedy", "pages_read", "pages_in_all", "limit", "allowed", "used")
    plain.__dict__.update({name: value for name, value in error.__dict__.items() if name in names})
    return plain


def _bug_report(error: BaseException) -> Report:
    summary = f"{type(error).__name__}: {error}"[:2000]
    return Report(Ending.BUG, b"", summary, "".join(traceback.format_exception(error)))
