"""A small board of shared memory on which each worker says what it is at, for the main
process to watch.
"""

from __future__ import annotations

from multiprocessing.context import SpawnContext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import Array, c_double

_WIDTH = 4
_STATE, _PID, _CPU, _EXTRA = range(_WIDTH)


class Board:
    """One slot for each job in flight: whether it runs, in which process, and that
    process's CPU seconds before it.

    Shared memory and no channel, since it has to be readable when the worker hangs in
    native code or is dead.
    """

    def __init__(self, context: SpawnContext, slots: int) -> None:
        self.slots = slots
        self._cells: Array[c_double] = context.RawArray("d", slots * _WIDTH)

    def begin(self, slot: int, pid: int, cpu_seconds: float) -> None:
        """Say that the job of this slot starts now."""
        at = slot * _WIDTH
        self._cells[at + _PID] = pid
        self._cells[at + _CPU] = cpu_seconds
        self._cells[at + _EXTRA] = 0.0
        self._cells[at + _STATE] = 1.0  # last: the others are true when this is seen

    def extend(self, slot: int, seconds: float) -> None:
        """Say that the job of this slot has been granted more time, in all."""
        self._cells[slot * _WIDTH + _EXTRA] = seconds

    def extra(self, slot: int) -> float:
        """Seconds granted to the job of this slot on top of the limit."""
        return self._cells[slot * _WIDTH + _EXTRA]

    def end(self, slot: int) -> None:
        """Say that the job of this slot is over."""
        self._cells[slot * _WIDTH + _STATE] = 0.0

    def running(self, slot: int) -> tuple[int, float] | None:
        """Process id and CPU seconds before the job, or None while no job runs in this
        slot.
        """
        at = slot * _WIDTH
        if not self._cells[at + _STATE]:
            return None
        return int(self._cells[at + _PID]), self._cells[at + _CPU]
