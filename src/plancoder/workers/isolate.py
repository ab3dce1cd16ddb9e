"""Many jobs, each in a worker process that may die of it: whatever happens to one, the
others never notice.

The crash, hang or hunger of a job becomes an Outcome with a named error. Even one
worker is a process of its own: PDFium never runs in the main process.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from plancoder.workers.confined import Setup
from plancoder.workers.limits import Limits
from plancoder.workers.outcome import Ended, Outcome, unpack
from plancoder.workers.supervisor import Supervisor

Job = TypeVar("Job")
Value = TypeVar("Value")

_RECYCLE = 25


def run_isolated(
    function: Callable[[Job], Value],
    jobs: Iterable[Job],
    *,
    workers: int,
    limits: Limits | None = None,
    setup: Setup | None = None,
    recycle: int = _RECYCLE,
) -> Generator[tuple[int, Outcome[Value]], None, None]:
    """Run `function(job)` for every job in worker processes; yield (index, Outcome) as
    each is done.

    `function`, `setup` and all that they are given have to be importable and
    picklable. Jobs are taken from the iterable as workers get free. A PlancoderError
    that is not about one plan (a bad study, a full disk) is raised here and stops the
    rest, and so does whatever is raised in the caller's loop: no worker outlives this.
    """
    numbered = enumerate(jobs)
    running: dict[Future[Ended], int] = {}
    done: queue.SimpleQueue[Future[Ended]] = queue.SimpleQueue()
    with Supervisor(
        workers, limits=limits or Limits(), setup=setup, recycle=recycle
    ) as supervisor:

        def fill() -> None:
            # One job waits behind each running one, so that no worker idles while the
            # caller handles an outcome.
            for index, job in islice(numbered, 2 * max(1, workers) - len(running)):
                future = supervisor.submit(function, job)
                running[future] = index
                future.add_done_callback(done.put)

        fill()
        while running:
            future = _next(done)
            index = running.pop(future)
            fill()
            yield index, unpack(future.result())


def _next(done: queue.SimpleQueue[Future[Ended]]) -> Future[Ended]:
    while True:
        try:
            # With a limit: on Windows nothing interrupts an endless wait.
            return done.get(timeout=0.5)
        except queue.Empty:
            continue


@contextmanager
def made_beside(
    function: Callable[[Job], Value], job: Job, *, worth_it: bool
) -> Iterator[Callable[[], Value]]:
    """Begin `function(job)` in a process of its own, without limits; what is yielded
    gives its result, or raises the error or the bug.

    Where it is not `worth_it` to start a process (a fifth of a second, and the time to
    hand things over) the work is done when its result is wanted.
    """
    if not worth_it:
        yield lambda: function(job)
        return
    with Supervisor() as supervisor:
        future = supervisor.submit(function, job)
        yield lambda: unpack(future.result()).result()
