"""What one plan may cost, what it is called when it costs more, and how a worker
process holds itself to it.
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from plancoder.errors import MemoryLimit, TimedOut

# Seconds on the wall for each second of processor time: machines are shared, and one
# that is busy with ten other things fails nothing.
WALL_PER_CPU = 10.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one job may use.

    Processor time, not time on the wall: a busy machine fails nothing.

    `memory_bytes` is what the whole worker process may hold at once. `wall_seconds` is
    a backstop for a job that waits for something that never comes: it begins anew with
    each tenth of `cpu_seconds` that the job uses. `extra_seconds` is the most that is
    granted to work known to be slow, such as OCR, on top of the processor time; the
    backstop moves with it.
    """

    cpu_seconds: float = 60.0
    memory_bytes: int = 1 << 30
    wall_seconds: float = 600.0
    extra_seconds: float = 600.0

    def __post_init__(self) -> None:
        if (
            min(self.cpu_seconds, self.memory_bytes, self.wall_seconds) <= 0
            or self.extra_seconds < 0
        ):
            raise ValueError(f"limits have to be above zero: {self}")


def memory_error(limits: Limits) -> MemoryLimit:
    """The named failure of a job that wanted more memory.

    What it had is left out: it differs from run to run.
    """
    allowed = limits.memory_bytes / (1 << 20)
    return MemoryLimit(
        f"needs more than the {allowed:,.0f} MB of memory that one plan may use",
        limit="memory_mb",
        allowed=round(allowed),
        used=round(allowed),
    )


def wall_error(limits: Limits) -> TimedOut:
    """The named failure of a job that waited for too long."""
    return TimedOut(
        f"was not done after {limits.wall_seconds:g} seconds, waiting included",
        limit="wall_seconds",
        allowed=limits.wall_seconds,
        used=limits.wall_seconds,
    )


def cpu_error(limits: Limits) -> TimedOut:
    """The named failure of a job that computed for too long."""
    return TimedOut(
        f"needs more than the {limits.cpu_seconds:g} seconds of processor time that one"
        " plan may use",
        limit="cpu_seconds",
        allowed=limits.cpu_seconds,
        used=limits.cpu_seconds,
    )


@contextmanager
def held_to(limits: Limits) -> Iterator[None]:
    """Let the kernel stop this process where it can: processor time on POSIX, address
    space on Linux.

    Elsewhere, and where the kernel counts otherwise, the supervisor watches.
    """
    if sys.platform == "win32":
        yield
        return
    import resource

    cpu_before = resource.getrlimit(resource.RLIMIT_CPU)
    space_before = resource.getrlimit(resource.RLIMIT_AS)
    cpu = math.ceil(time.process_time() + limits.cpu_seconds)
    resource.setrlimit(
        resource.RLIMIT_CPU, (_at_most(cpu, cpu_before[1]), cpu_before[1])
    )
    if sys.platform == "linux":
        # Address space is more than memory in use, so it may grow by twice the limit:
        # this stops the one huge allocation that is too fast to watch; what grows
        # slowly is watched.
        space = _address_space() + 2 * limits.memory_bytes
        resource.setrlimit(
            resource.RLIMIT_AS, (_at_most(space, space_before[1]), space_before[1])
        )
    try:
        yield
    finally:
        # Undone before the result is sent: a process that dies while it sends takes the
        # channel with it.
        resource.setrlimit(resource.RLIMIT_CPU, cpu_before)
        resource.setrlimit(resource.RLIMIT_AS, space_before)


def allow_seconds(more: float) -> None:
    """Move this process's own limit of processor time; the one it had before the job
    comes back after the job.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(
            resource.RLIMIT_CPU, (_at_most(soft + math.ceil(more), hard), hard)
        )


def leave_no_core_file() -> None:
    """A crash leaves no gigabyte behind in the folder of the study."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(
        resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1])
    )


def silence_output() -> None:
    """What native libraries print goes nowhere: stdout and stderr of this
    process go nowhere.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _at_most(wanted: int, hard: int) -> int:
    return wanted if hard < 0 else min(wanted, hard)  # a negative hard limit is none


def _address_space() -> int:
    import psutil

    return int(psutil.Process().memory_info().vms)
