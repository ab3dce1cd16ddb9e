"""The workers, the jobs in flight, and what to do when a worker takes more than its own
job down.
"""

from __future__ import annotations

import atexit
import multiprocessing
import queue
import shutil
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plancoder.workers.confined import open_report, run_confined, start_worker
from plancoder.workers.limits import Limits
from plancoder.workers.outcome import JobBug, Outcome, crashed, name_death, unpack
from plancoder.workers.status_board import Board
from plancoder.workers.watchdog import WALL_PER_CPU, Watch

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pebble import ProcessPool

_TRIES = 2
_BREAKS_IN_A_ROW = 3
_CANNOT_START = (
    "worker processes die as they start. If plancoder is called from a script of your"
    " own, put the call below 'if __name__ == \"__main__\":'."
)


@dataclass(slots=True)
class _Task:
    """One job on its way through the pool.

    `tries` counts broken pools it ran in and deaths it was blamed for.
    """

    index: int
    job: Any
    future: Future[Any] | None = None
    tries: int = 0


class Crew:
    """A pebble pool, the board and the watch over it, and the jobs that are in
    flight.
    """

    def __init__(
        self,
        limits: Limits,
        workers: int,
        recycle: int,
        initializer: Callable[..., object] | None,
        initargs: tuple[Any, ...],
    ) -> None:
        self._limits = limits
        self._workers = max(1, workers)
        self._recycle = recycle
        self._context = multiprocessing.get_context("spawn")
        # One job waits behind each running one, so that no worker idles while the
        # caller looks at a result.
        self._board = Board(self._context, 2 * self._workers)
        self._spool = Path(tempfile.mkdtemp(prefix="plancoder-"))
        self._start = (self._board, self._spool, initializer, initargs)
        # The watch keeps to wall_seconds; pebble's own clock is for the case that the
        # watch fails.
        self._backstop = limits.wall_seconds + WALL_PER_CPU * limits.extra_seconds + 30
        self._news: queue.SimpleQueue[tuple[int, Future[Any] | None]] = (
            queue.SimpleQueue()
        )
        self._in_flight: dict[int, _Task] = {}
        self._again: deque[_Task] = deque()
        self._breaks = 0
        self._pool = self._new_pool()
        self._watch = Watch(self._board, limits, lambda slot: self._tell(slot, None))
        self._watch.start()
        self._dismissed = False
        # A caller's error can keep the loop over the outcomes alive until the
        # interpreter takes itself apart.
        atexit.register(self._leave)

    def work(
        self, function: Callable[[Any], Any], jobs: Iterable[Any]
    ) -> Iterator[tuple[int, Outcome[Any]]]:
        """Keep the pool filled and yield what comes back."""
        tasks = (_Task(index, job) for index, job in enumerate(jobs))
        while True:
            if not self._fill(function, tasks):
                yield from self._recover()
                continue
            if not self._in_flight:
                return
            news = self._next_news()
            if news is None:
                yield from self._recover()
                continue
            slot, future = news
            task = self._in_flight.get(slot)
            if task is None or (future is not None and future is not task.future):
                continue  # late news of a job that was settled before
            if future is not None and isinstance(future.exception(), BrokenProcessPool):
                yield from self._recover()
                continue
            self._breaks = 0
            if self._blamed_for_another(slot, task, future):
                self._try_again(slot, task)
                continue
            yield task.index, self._settle(slot, task, future)

    def kill(self) -> None:
        """Stop what runs, in the middle of it."""
        if not self._dismissed:
            self._watch.kill_running()

    def dismiss(self) -> None:
        """Send all workers home."""
        if self._dismissed:
            return
        self._dismissed = True
        atexit.unregister(self._leave)
        self._watch.stop()
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        shutil.rmtree(self._spool, ignore_errors=True)

    def _leave(self) -> None:
        self.kill()
        self.dismiss()

    def _new_pool(self) -> ProcessPool:
        from pebble import ProcessPool

        return ProcessPool(
            max_workers=self._workers,
            max_tasks=self._recycle,
            initializer=start_worker,
            initargs=self._start,
            context=self._context,
        )

    def _fill(self, function: Callable[[Any], Any], tasks: Iterator[_Task]) -> bool:
        """Give every free slot a job; False if the pool takes none any more."""
        for slot in range(self._board.slots):
            if slot in self._in_flight:
                continue
            task = self._again.popleft() if self._again else next(tasks, None)
            if task is None:
                return True
            self._watch.forget(slot)
            arguments = (function, task.job, slot, self._limits)
            try:
                with _interrupts_held_back():
                    task.future = self._pool.schedule(
                        run_confined, args=arguments, timeout=self._backstop
                    )
            except RuntimeError:
                self._again.appendleft(task)
                return False
            self._in_flight[slot] = task
            task.future.add_done_callback(partial(self._tell, slot))
        return True

    def _tell(self, slot: int, future: Future[Any] | None) -> None:
        self._news.put((slot, future))

    def _next_news(self) -> tuple[int, Future[Any] | None] | None:
        """Wait for the next job to end; None if the pool broke instead."""
        while True:
            try:
                # With a limit, since on Windows nothing interrupts an endless wait.
                return self._news.get(timeout=0.5)
            except queue.Empty:
                if not self._pool.active:
                    return None

    def _blamed_for_another(
        self, slot: int, task: _Task, future: Future[Any] | None
    ) -> bool:
        """Whether a worker died and this job did not run: it was done, or had not
        begun.

        On a busy machine pebble may see the death by the next job before it has read
        the result of this one.
        """
        died = (
            future is not None
            and getattr(future.exception(), "exitcode", None) is not None
        )
        judged = slot in self._watch.verdicts
        return (
            died
            and not judged
            and self._board.running(slot) is None
            and task.tries + 1 < _TRIES
        )

    def _try_again(self, slot: int, task: _Task) -> None:
        del self._in_flight[slot]
        self._watch.forget(slot)
        task.tries += 1
        self._again.append(task)

    def _settle(
        self, slot: int, task: _Task, future: Future[Any] | None
    ) -> Outcome[Any]:
        del self._in_flight[slot]
        cpu, memory = self._watch.seen.get(slot, (0.0, 0))
        verdict = self._watch.forget(slot)
        if future is None:
            if task.future is not None:
                task.future.cancel()
            return Outcome(
                error=verdict or crashed(None), cpu_seconds=cpu, memory_bytes=memory
            )
        failure = future.exception()
        if failure is None:
            return unpack(open_report(future.result()), memory)
        error = verdict or name_death(failure, self._limits)
        if error is None:
            return Outcome(
                bug=JobBug(f"a job could not be sent to its worker: {failure!r}")
            )
        return Outcome(error=error, cpu_seconds=cpu, memory_bytes=memory)

    def _recover(self) -> Iterator[tuple[int, Outcome[Any]]]:
        """Start a new pool where the channel that all workers share broke, and try
        again what was in flight.

        A job that ran when the channel broke, and again the next time, is the one that
        breaks it.
        """
        self._breaks += 1
        if self._breaks > _BREAKS_IN_A_ROW:
            raise JobBug(_CANNOT_START)
        ran = {
            slot for slot in self._in_flight if self._board.running(slot) is not None
        }
        self._watch.kill_running()
        self._replace_pool()
        in_flight, self._in_flight = self._in_flight, {}
        for slot, task in sorted(in_flight.items(), key=lambda pair: pair[1].index):
            self._watch.forget(slot)
            task.tries += slot in ran
            if task.tries < _TRIES:
                self._again.append(task)
            else:
                yield task.index, Outcome(error=crashed(None))

    def _replace_pool(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._pool = self._new_pool()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Workers and the threads that start them are born deaf to Ctrl-C: the main process
    alone decides what it means.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
