"""The worker's side of isolation: take jobs, run each within its limits, send reports.

Results and errors are pickled here, within the limits: what cannot be pickled becomes
a report, and never breaks the pipe.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from typing import Any

from plancoder.errors import PlancoderError, PlanError
from plancoder.page_faults import PageFault, faults_kept
from plancoder.time_budget import granted_by
from plancoder.workers.limits import (
    Limits,
    allow_seconds,
    held_to,
    leave_no_core_file,
    memory_error,
    silence_output,
)

# What an error of a plan holds that can always be pickled.
_FIELDS = ("detail", "remedy", "pages_read", "pages_in_all", "limit", "allowed", "used")


class Ending(StrEnum):
    """How a job came to its end inside the worker."""

    VALUE = "value"
    ERROR = "error"  # a PlancoderError
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a job: only bytes, text and numbers, which can always be sent."""

    ending: Ending
    packed: bytes = b""
    summary: str = ""
    traceback: str = ""
    cpu_seconds: float = 0.0
    faults: tuple[PageFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has started and takes jobs."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The job starts now; `cpu_seconds` is what this process had used before."""

    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Granted:
    """The job has been granted so many seconds on top of its limit, in all."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker calls once, before its first job."""

    function: Callable[..., object]
    arguments: tuple[Any, ...] = ()


def serve_jobs(home: Connection, limits: Limits | None, setup: Setup | None) -> None:
    """Work on what comes through the pipe until it is closed.

    If the setup fails, every job reports that, with its traceback.
    """
    for name in ("SIGINT", "SIGHUP"):  # the main process decides what they mean
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    leave_no_core_file()
    silence_output()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    broken = None
    if setup is not None:
        broken = _attempt(lambda: setup.function(*setup.arguments), None)
    try:
        home.send(Ready())
        while True:
            packed = home.recv_bytes()
            home.send(Begun(time.process_time()))
            home.send(broken or _run_job(packed, home, limits))
    except (EOFError, OSError):
        return  # the main process has closed the pipe, or is gone


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


class _Grant:
    """Gives a job more time when it asks, up to `most` seconds in all."""

    def __init__(self, home: Connection, most: float) -> None:
        self._home = home
        self._most = most
        self._granted = 0.0

    def __call__(self, seconds: float) -> None:
        more = min(seconds, self._most - self._granted)
        if more > 0:
            self._granted += more
            self._home.send(Granted(self._granted))
            allow_seconds(more)


def _run_job(packed: bytes, home: Connection, limits: Limits | None) -> Report:
    begun = time.process_time()
    with faults_kept() as faults:
        if limits is None:
            report = _report_of(packed, None)
        else:
            with held_to(limits), granted_by(_Grant(home, limits.extra_seconds)):
                report = _report_of(packed, limits)
    used = time.process_time() - begun
    return replace(report, cpu_seconds=used, faults=tuple(faults))


def _report_of(packed: bytes, limits: Limits | None) -> Report:
    results: list[bytes] = []

    def work() -> None:
        function, job = pickle.loads(packed)
        results.append(pickle.dumps(function(job), pickle.HIGHEST_PROTOCOL))

    return _attempt(work, limits) or Report(Ending.VALUE, results[0])


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
    # The border of the process: whatever it is, SystemExit included, has to be sent
    # home, or the worker would die of it.
    except BaseException as error:
        return _bug_report(error)
    return None


def _error_report(error: PlancoderError) -> Report:
    trace = "".join(traceback.format_exception(error))
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)
    except (TypeError, AttributeError, ValueError, pickle.PickleError) as unfit:
        # An error that cannot be pickled is a bug of ours, but the plan's failure still
        # has its name.
        if not isinstance(error, PlanError):
            return _bug_report(unfit)
        packed = pickle.dumps(_plain(error))
    return Report(Ending.ERROR, packed, str(error), trace)


def _plain(error: PlanError) -> PlanError:
    plain = type(error).__new__(type(error), error.detail)
    plain.args = (error.detail,)
    kept = {name: value for name, value in vars(error).items() if name in _FIELDS}
    plain.__dict__.update(kept)
    return plain


def _bug_report(error: BaseException) -> Report:
    summary = f"{type(error).__name__}: {error}"[:2000]
    return Report(Ending.BUG, b"", summary, "".join(traceback.format_exception(error)))
