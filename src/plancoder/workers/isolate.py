"""Many jobs, each in a worker process that may die of it: whatever happens to one, the
others never notice.

The crash, hang or hunger of a job becomes an Outcome with a named error. Workers are
spawned, never forked, and made
anew after some jobs, so that no leak of a native library grows. Even one worker is a
process of its own: PDFium never
runs in the main process.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Any, TypeVar

from plancoder.workers.limits import Limits
from plancoder.workers.outcome import Outcome
from plancoder.workers.pool import Crew

Job = TypeVar("Job")
Value = TypeVar("Value")


def run_isolated(
    function: Callable[[Job], Value],
    jobs: Iterable[Job],
    *,
    workers: int,
    limits: Limits | None = None,
    initializer: Callable[..., object] | None = None,
    initargs: tuple[Any, ...] = (),
    recycle: int = 25,
) -> Generator[tuple[int, Outcome[Value]], None, None]:
    """Run `function(job)` for every job in worker processes; yield (index, Outcome) as
    each is done.

    `function`, `initializer` and all that they are given have to be importable and
    picklable. Jobs are taken from
    the iterable as workers get free. A PlancoderError that is not about one plan (a bad
    study, a full disk) is raised
    here and stops the rest, and so does whatever is raised in the caller's loop: no
    worker outlives this.
    """
    crew = Crew(limits or Limits(), workers, recycle, initializer, initargs)
    try:
        yield from crew.work(function, jobs)
    except (
        BaseException
    ):  # Ctrl-C and an abandoned loop included: what still runs is of no use to anyone
        crew.kill()
        raise
    finally:
        crew.dismiss()
