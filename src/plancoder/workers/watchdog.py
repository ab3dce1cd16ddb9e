"""The main process's eye on its workers: a thread that stops what no worker can stop
itself.

A thread inside the worker would not do: native code and regular expressions hold the
interpreter, and then no thread
of it runs.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil

from plancoder.errors import PlanLimitError
from plancoder.workers.limits import Limits, cpu_error, memory_error, wall_error
from plancoder.workers.status_board import Board

_LOOK_EVERY = 0.04
# The kernel counts processor time itself where it can and is exact; the thread steps in
# after it.
_CPU_GRACE = 1.5
_DEAD_FOR = 1.0
# seconds on the wall for each second of processor time that is granted: machines are
# shared
WALL_PER_CPU = 3.0


@dataclass(slots=True)
class _Sight:
    """A running job as last seen."""

    pid: int
    process: psutil.Process | None
    cpu_before: float
    memory: int = 0
    gone_since: float | None = None
    since: float = field(default_factory=time.monotonic)


class Watch(threading.Thread):
    """Kills the worker of a job that is over its limits, and tells of workers that died
    unnoticed.
    """

    def __init__(
        self, board: Board, limits: Limits, tell_lost: Callable[[int], None]
    ) -> None:
        super().__init__(name="plancoder-watch", daemon=True)
        self.verdicts: dict[int, PlanLimitError] = {}
        self.seen: dict[
            int, tuple[float, int]
        ] = {}  # CPU seconds and memory of the job in each slot
        self._board = board
        self._limits = limits
        self._tell_lost = tell_lost
        self._sights: dict[int, _Sight] = {}
        self._over = threading.Event()

    def run(self) -> None:
        """Look at every running job, again and again until told to stop."""
        while not self._over.wait(_LOOK_EVERY):
            for slot in range(self._board.slots):
                self._look(slot)

    def stop(self) -> None:
        """End the thread."""
        self._over.set()
        self.join()

    def forget(self, slot: int) -> PlanLimitError | None:
        """Free a slot for its next job; the verdict on the last one, if its worker was
        killed.
        """
        self._board.end(slot)
        self._sights.pop(slot, None)
        self.seen.pop(slot, None)
        return self.verdicts.pop(slot, None)

    def kill_running(self) -> None:
        """Stop every worker that has a job, at once and without asking."""
        for slot in range(self._board.slots):
            running = self._board.running(slot)
            if running is not None:
                _kill(_process(running[0]))

    def _look(self, slot: int) -> None:
        running = self._board.running(slot)
        if running is None:
            self._sights.pop(slot, None)
            return
        pid, cpu_before = running
        sight = self._sights.get(slot)
        if sight is None or (sight.pid, sight.cpu_before) != running:
            sight = self._sights[slot] = _Sight(pid, _process(pid), cpu_before)
        used = _usage(sight.process)
        if used is None:
            self._note_gone(slot, sight)
        elif self._board.running(slot) == running:
            self._judge(slot, sight, *used)

    def _judge(self, slot: int, sight: _Sight, cpu: float, memory: int) -> None:
        sight.memory = max(sight.memory, memory)
        self.seen[slot] = (cpu - sight.cpu_before, sight.memory)
        extra = self._board.extra(slot)
        if memory > self._limits.memory_bytes:
            self.verdicts[slot] = memory_error(self._limits)
        elif cpu - sight.cpu_before > self._limits.cpu_seconds + extra + _CPU_GRACE:
            self.verdicts[slot] = cpu_error(self._limits)
        elif (
            time.monotonic() - sight.since
            > self._limits.wall_seconds + WALL_PER_CPU * extra
        ):
            self.verdicts[slot] = wall_error(self._limits)
        else:
            return
        _kill(sight.process)

    def _note_gone(self, slot: int, sight: _Sight) -> None:
        """Pebble overlooks a worker that ended with exit code 0, or died in the moment
        it took the job.
        """
        now = time.monotonic()
        sight.gone_since = sight.gone_since or now
        if now - sight.gone_since > _DEAD_FOR:
            self._tell_lost(slot)


def _process(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None


def _usage(process: psutil.Process | None) -> tuple[float, int] | None:
    """CPU seconds and memory of a process, or None if it is dead."""
    if process is None:
        return None
    try:
        with process.oneshot():
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
            times = process.cpu_times()
            return times.user + times.system, process.memory_info().rss
    except psutil.Error:
        return None


def _kill(process: psutil.Process | None) -> None:
    if process is not None:
        try:
            process.kill()
        except psutil.Error:
            return
