"""The worker's side of isolation: run one job within its limits and send home plain
bytes whatever happens.

Results and errors are pickled here, inside the limits and before the channel is
touched, so that what cannot be
pickled becomes a report and never breaks the channel that all workers share. What is
large goes home through a file:
a worker that dies while it sends holds the channel's lock for ever, and only a message
that the kernel takes in one
piece leaves no time for that.
"""

from __future__ import annotations

import os
import pickle
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from plancoder.errors import OutputError, PlancoderError, PlanError
from plancoder.time_budget import granted_by
from plancoder.workers.limits import (
    Limits,
    allow_seconds,
    held_to,
    leave_no_core_file,
    memory_error,
    silence_output,
)
from plancoder.workers.status_board import Board

# POSIX promises that a pipe takes 512 bytes in one piece, Linux 4,096; pickle and
# pebble add some.
_IN_ONE_PIECE = 3000 if os.name == "posix" else 400


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
    spool: Path
    broken: Report | None = None


class _Grant:
    """Gives a job more time when it asks, up to what is allowed in all."""

    def __init__(self, slot: int, most: float) -> None:
        self._slot = slot
        self._most = most
        self._granted = 0.0

    def __call__(self, seconds: float) -> None:
        more = min(seconds, self._most - self._granted)
        if more > 0:
            self._granted += more
            _Worker.board.extend(self._slot, self._granted)
            allow_seconds(more)


def start_worker(
    board: Board,
    spool: Path,
    initializer: Callable[..., object] | None,
    initargs: tuple[Any, ...],
) -> None:
    """Make this process a worker.

    If the initializer fails, every job reports that, with its traceback.
    """
    leave_no_core_file()
    silence_output()
    _Worker.board = board
    _Worker.spool = spool
    if initializer is not None:
        _Worker.broken = _attempt(lambda: initializer(*initargs), None)


def run_confined(
    function: Callable[[Any], object], job: object, slot: int, limits: Limits
) -> bytes | Path:
    """Run `function(job)` within the limits; returns a Report for `open_report` unless
    the process dies of it.
    """
    begun = time.process_time()
    _Worker.board.begin(slot, os.getpid(), begun)
    try:
        with held_to(limits), granted_by(_Grant(slot, limits.extra_seconds)):
            report = _Worker.broken or _report_of(function, job, limits)
            return _post(replace(report, cpu_seconds=time.process_time() - begun))
    finally:
        _Worker.board.end(slot)


def open_report(letter: bytes | Path) -> Report:
    """Give the Report that a worker sent home."""
    if isinstance(letter, Path):
        data = letter.read_bytes()
        letter.unlink(missing_ok=True)
    else:
        data = letter
    report = pickle.loads(data)
    assert isinstance(report, Report)
    return report


def _report_of(
    function: Callable[[Any], object], job: object, limits: Limits
) -> Report:
    packed: list[bytes] = []
    failed = _attempt(
        lambda: packed.append(pickle.dumps(function(job), pickle.HIGHEST_PROTOCOL)),
        limits,
    )
    return failed or Report(Ending.VALUE, packed[0])


def _post(report: Report) -> bytes | Path:
    data = pickle.dumps(report, pickle.HIGHEST_PROTOCOL)
    if len(data) <= _IN_ONE_PIECE:
        return data
    try:
        handle, name = tempfile.mkstemp(dir=_Worker.spool)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        refusal = OutputError(
            f"{_Worker.spool}: cannot be written ({error.strerror}). Make room for"
            " temporary files."
        )
        return pickle.dumps(_error_report(refusal))
    return Path(name)


def _attempt(work: Callable[[], object], limits: Limits | None) -> Report | None:
    """None if the work was done, else the Report of what went wrong."""
    try:
        work()
    except PlancoderError as error:
        return _error_report(error)
    except MemoryError as error:
        if limits is None:
            return _bug_report(error)
        return _error_report(memory_error(limits))
    # The border of the process: whatever it is, SystemExit included, has to travel, or
    # the worker would die of it.
    except BaseException as error:
        return _bug_report(error)
    return None


def _error_report(error: PlancoderError) -> Report:
    trace = "".join(traceback.format_exception(error))
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)
    except (TypeError, AttributeError, ValueError, pickle.PickleError) as unfit:
        # An error that cannot travel is a slip of ours, but the plan's failure still
        # has its name.
        if not isinstance(error, PlanError):
            return _bug_report(unfit)
        packed = pickle.dumps(_plain(error))
    return Report(Ending.ERROR, packed, str(error), trace)


def _plain(error: PlanError) -> PlanError:
    plain = type(error).__new__(type(error), error.detail)
    plain.args = (error.detail,)
    names = (
        "detail",
        "remedy",
        "pages_read",
        "pages_in_all",
        "limit",
        "allowed",
        "used",
    )
    plain.__dict__.update(
        {name: value for name, value in error.__dict__.items() if name in names}
    )
    return plain


def _bug_report(error: BaseException) -> Report:
    summary = f"{type(error).__name__}: {error}"[:2000]
    return Report(Ending.BUG, b"", summary, "".join(traceback.format_exception(error)))
