"""The one supervisor of processes: for the plans of a run, and for the review page.

Each worker process has a pipe of its own, so that the death of one can be laid to the
job it had and to no other. One thread starts the workers, gives them jobs, reads what
they report, and stops those that are over their limits. A thread inside the worker
could not do that: native code and regular expressions hold the interpreter.
"""

from __future__ import annotations

import atexit
import multiprocessing
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Self, TypeVar, cast

import psutil

from plancoder.errors import PlanLimitError
from plancoder.workers.bugs import JobBug
from plancoder.workers.confined import (
    Begun,
    Ending,
    Granted,
    Ready,
    Report,
    Setup,
    serve_jobs,
)
from plancoder.workers.limits import (
    WALL_PER_CPU,
    Limits,
    cpu_error,
    memory_error,
    wall_error,
)
from plancoder.workers.outcome import Ended, name_death, unpack

Job = TypeVar("Job")
Value = TypeVar("Value")

_LISTEN_EVERY = 0.5  # seconds; on Windows nothing interrupts an endless wait
_WATCH_EVERY = 0.04  # seconds; a fast leak takes some 100 MB in that time
# The kernel counts processor time itself where it can and is exact; the supervisor
# steps in after it.
_CPU_GRACE = 1.5
# Of the processor time allowed: a job that has used so much more does not wait for
# something that never comes, however slowly a busy machine goes on with it.
_SIGN_OF_WORK = 0.1
_TRIES = 3  # for a job whose worker died before the job began
_FAILED_STARTS = 3  # in a row
_LAST_WORDS = 2.0  # seconds for idle workers to end by themselves
_CANNOT_START = (
    "worker processes die as they start. If plancoder is called from a script of your"
    " own, put the call below 'if __name__ == \"__main__\":'."
)


@dataclass(slots=True)
class _Task:
    """A job on its way: pickled with its function, and the future of its end."""

    packed: bytes
    future: Future[Ended]
    tries: int = 0


@dataclass(slots=True, eq=False)
class _Worker:
    """A worker process, and what is known of the job it has."""

    process: SpawnProcess
    pipe: Connection
    seen: psutil.Process | None
    ready: bool = False
    jobs: int = 0
    task: _Task | None = None
    begun: bool = False
    cpu_before: float = 0.0
    extra: float = 0.0
    since: float = 0.0
    worked: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    verdict: PlanLimitError | None = None

    def take(self, task: _Task) -> None:
        """Give the worker a job; OSError where it is dead."""
        self.task, self.verdict = task, None
        self.begun, self.extra = False, 0.0
        self.cpu, self.worked, self.memory = 0.0, 0.0, 0
        self.since = time.monotonic()
        self.jobs += 1
        self.pipe.send_bytes(task.packed)


class Supervisor:
    """Workers that are spawned, limited, watched, and replaced when they die.

    They are made anew after `recycle` jobs (0: never), and sooner where they hold much
    memory between jobs, so that no leak of a native library grows. Safe to use from
    several threads; use it in a `with`.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        limits: Limits | None = None,
        setup: Setup | None = None,
        recycle: int = 0,
    ) -> None:
        self._limits = limits
        self._setup = setup
        self._recycle = recycle
        self._wanted = max(1, workers)
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        # What the callers' threads and the supervisor's thread both touch.
        self._lock = threading.Lock()
        self._waiting: deque[_Task] = deque()
        self._closed = False
        self._broken: BaseException | None = None
        self._context = multiprocessing.get_context("spawn")
        self._bell, self._ring = self._context.Pipe(duplex=False)
        self._thread = threading.Thread(
            target=self._supervise, name="plancoder-workers", daemon=True
        )
        # A caller's error can keep a loop over outcomes alive until the interpreter
        # takes itself apart.
        atexit.register(self.close)
        self._thread.start()

    def submit(self, function: Callable[[Any], object], job: object) -> Future[Ended]:
        """Have `function(job)` done; the future gives how it ended.

        Both have to be importable and picklable.
        """
        try:
            packed = pickle.dumps((function, job), pickle.HIGHEST_PROTOCOL)
        except (pickle.PickleError, TypeError, AttributeError) as error:
            summary = f"a job could not be sent to its worker: {error!r}"
            future: Future[Ended] = Future()
            future.set_result(Ended(Report(Ending.BUG, summary=summary)))
            return future
        return self.submit_packed(packed)

    def submit_packed(self, packed: bytes) -> Future[Ended]:
        """As `submit`, of a function and its job that are pickled together already."""
        future: Future[Ended] = Future()
        with self._lock:
            if self._broken is not None:
                future.set_exception(self._broken)
            else:
                self._waiting.append(_Task(packed, future))
                self._wake()
        return future

    def do(self, function: Callable[[Job], Value], job: Job) -> Value:
        """Give `function(job)`, once it is done; raises what it raised, and PlanError
        for the death of its worker.
        """
        future = self.submit(function, job)
        while not wait_for([future], timeout=_LISTEN_EVERY).done:
            continue
        outcome = unpack(future.result())
        failure = outcome.failure()
        if failure is not None:
            raise failure
        return cast("Value", outcome.value)

    def close(self) -> None:
        """Stop all workers, those with a job in the middle of it."""
        with self._lock:
            self._closed = True
            self._wake()
        self._thread.join()
        atexit.unregister(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def _wake(self) -> None:
        with suppress(OSError):  # closed meanwhile
            self._ring.send_bytes(b"!")

    # The supervisor's thread

    def _supervise(self) -> None:
        _hold_back_interrupts()
        error: BaseException = JobBug("the workers were stopped")
        try:
            while not self._closed:
                self._fill_places()
                self._give_jobs()
                self._listen()
                self._watch()
        except BaseException as failure:
            error = failure
        with self._lock:
            self._broken = error
            left = [*self._waiting]
            self._waiting.clear()
        left += [worker.task for worker in self._workers if worker.task]
        self._stop_workers()
        for task in left:
            task.future.set_exception(error)

    def _fill_places(self) -> None:
        while len(self._workers) < self._wanted:
            pipe, far_end = self._context.Pipe()
            process = self._context.Process(
                target=serve_jobs,
                args=(far_end, self._limits, self._setup),
                name="plancoder-worker",
                daemon=True,
            )
            process.start()
            far_end.close()
            self._workers.append(_Worker(process, pipe, _look_up(process.pid)))

    def _give_jobs(self) -> None:
        for worker in self._workers:
            if worker.ready and worker.task is None:
                with self._lock:
                    if not self._waiting:
                        return
                    task = self._waiting.popleft()
                with suppress(OSError):  # dead: seen as soon as anybody listens
                    worker.take(task)

    def _listen(self) -> None:
        """Wait for news: a report, a death, a new job; or for the time to watch."""
        places: dict[Any, _Worker] = {}
        for worker in self._workers:
            places |= {worker.pipe: worker, worker.process.sentinel: worker}
        busy = any(worker.task for worker in self._workers)
        news = wait([self._bell, *places], _WATCH_EVERY if busy else None)
        if self._bell in news:
            while self._bell.poll():
                self._bell.recv_bytes()
        called = [places[one] for one in news if one in places]
        for worker in self._workers[:]:
            if worker in called:
                self._hear(worker)

    def _hear(self, worker: _Worker) -> None:
        """Take all that a worker sent; what a dead one sent before counts too."""
        alive = worker.process.is_alive()
        try:
            while worker.pipe.poll():
                self._take_message(worker, worker.pipe.recv())
        except (EOFError, OSError, pickle.UnpicklingError):
            alive = False
        if not alive:
            self._bury(worker)
        elif worker.task is None and self._is_worn(worker):
            self._workers.remove(worker)
            worker.pipe.close()

    def _is_worn(self, worker: _Worker) -> bool:
        """Whether an idle worker has done its jobs, or holds much between them: what a
        native library leaked would be laid to the next job. Looked at now and then.
        """
        if self._recycle and worker.jobs >= self._recycle:
            return True
        if self._limits is None or not worker.jobs or worker.jobs % _LOOK_EVERY:
            return False
        used = _usage(worker.seen)
        return used is not None and used[1] > _MOST_HELD * self._limits.memory_bytes

    def _take_message(self, worker: _Worker, message: object) -> None:
        match message:
            case Ready():
                worker.ready = True
                self._failed_starts = 0
            case Begun(cpu_seconds):
                worker.begun, worker.cpu_before = True, cpu_seconds
            case Granted(seconds):
                worker.extra = seconds
            case Report():
                task, worker.task = worker.task, None
                if task is not None:
                    task.future.set_result(Ended(message, memory=worker.memory))

    def _bury(self, worker: _Worker) -> None:
        """Lay a worker's death to the job it had begun; any other is tried again."""
        self._workers.remove(worker)
        worker.process.join(_LAST_WORDS)
        _kill(worker)
        worker.process.join()
        worker.pipe.close()
        task = worker.task
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise JobBug(_CANNOT_START)
        if task is None:
            return
        task.tries += 1
        if not worker.begun and task.tries < _TRIES:
            with self._lock:
                self._waiting.appendleft(task)
            return
        death = worker.verdict or name_death(worker.process.exitcode, self._limits)
        task.future.set_result(Ended(death, worker.cpu, worker.memory))

    def _watch(self) -> None:
        for worker in self._workers:
            if worker.begun and worker.task is not None and self._limits is not None:
                _judge(worker, self._limits)

    def _stop_workers(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            if worker.task is not None or not worker.ready:
                _kill(worker)
        end = time.monotonic() + _LAST_WORDS
        for worker in self._workers:
            worker.process.join(max(0.0, end - time.monotonic()))
            _kill(worker)
            worker.process.join()
        self._bell.close()
        self._ring.close()


def _hold_back_interrupts() -> None:
    """Start workers with SIGINT blocked: the main process decides what Ctrl-C means.

    CPython's resource tracker lets SIGINT through again when it starts, so it is
    started first.
    """
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


_LOOK_EVERY = 50  # jobs: asking for the memory takes a tenth of a millisecond
_MOST_HELD = 0.25  # share of a job's memory that an idle worker may hold


def _judge(worker: _Worker, limits: Limits) -> None:
    """Kill a worker whose job is over one of its limits."""
    used = _usage(worker.seen)
    if used is None or worker.verdict is not None:
        return
    worker.cpu = used[0] - worker.cpu_before
    worker.memory = max(worker.memory, used[1])
    now = time.monotonic()
    if worker.cpu >= worker.worked + _SIGN_OF_WORK * limits.cpu_seconds:
        worker.worked, worker.since = worker.cpu, now
    wall = now - worker.since
    if used[1] > limits.memory_bytes:
        worker.verdict = memory_error(limits)
    elif worker.cpu > limits.cpu_seconds + worker.extra + _CPU_GRACE:
        worker.verdict = cpu_error(limits)
    elif wall > limits.wall_seconds + WALL_PER_CPU * worker.extra:
        worker.verdict = wall_error(limits)
    else:
        return
    _kill(worker)


def _look_up(pid: int | None) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None


def _usage(process: psutil.Process | None) -> tuple[float, int] | None:
    """CPU seconds and bytes of memory of a process, or None if it is dead."""
    if process is None:
        return None
    try:
        with process.oneshot():
            times = process.cpu_times()
            return times.user + times.system, process.memory_info().rss
    except psutil.Error:
        return None


def _kill(worker: _Worker) -> None:
    """Kill a worker and what it has started, such as an OCR engine."""
    with suppress(psutil.Error):
        if worker.seen is not None and worker.process.is_alive():
            family = [worker.seen, *worker.seen.children(recursive=True)]
            for process in family:
                with suppress(psutil.Error):
                    process.kill()
