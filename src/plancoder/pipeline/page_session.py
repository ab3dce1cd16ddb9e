"""One worker process that stays with the review page: it reads plans, draws their pages
and explains cells.

PDFium and everything that reads other people's files runs there, never in the server.
If a plan kills the worker, that
one question is answered with the plan's named error and the next finds a new worker.
"""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar, cast

from plancoder.errors import Crashed, PlancoderError
from plancoder.time_budget import granted_by
from plancoder.workers.limits import (
    Limits,
    allow_seconds,
    held_to,
    leave_no_core_file,
    silence_output,
)
from plancoder.workers.outcome import JobBug, name_death

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pebble import ProcessPool

    from plancoder.codebook.shape import Codebook
    from plancoder.coding.inspect.explain import Explanation
    from plancoder.extract.options import ExtractOptions
    from plancoder.pipeline.process_plan import PlanJob

Job = TypeVar("Job")
Value = TypeVar("Value")

# A library that leaks does not grow for ever: so many questions, then a new process.
_RECYCLE = 400


class PageWorker:
    """The worker, started at once so that it is warm when the first question comes."""

    def __init__(
        self, codebook: Codebook, options: ExtractOptions, limits: Limits | None = None
    ) -> None:
        self._limits = limits or Limits()
        self._start = (codebook, options)
        self._pool = self._new_pool()
        self._pool.schedule(_be_ready)

    def ask(self, function: Callable[[Job], Value], job: Job) -> Value:
        """Give `function(job)` as done in the worker; raises PlanError."""
        try:
            future = self._schedule(function, job)
        except (BrokenProcessPool, RuntimeError):
            self.close()
            self._pool = self._new_pool()
            future = self._schedule(function, job)
        try:
            told, packed = future.result()
        except Exception as failure:
            death = name_death(failure, self._limits)
            if death is None and isinstance(failure, BrokenProcessPool):
                death = Crashed("the process that read this plan ended without a word")
            if death is None:
                raise
            raise death from failure
        if told == "bug":
            raise JobBug(pickle.loads(packed))
        value = pickle.loads(packed)
        if told == "error":
            raise value
        return cast("Value", value)

    def close(self) -> None:
        """Send the worker home."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _schedule(
        self, function: Callable[[Job], Value], job: Job
    ) -> Future[tuple[str, bytes]]:
        return self._pool.schedule(
            _work,
            args=(function, job, self._limits),
            timeout=self._limits.wall_seconds + self._limits.extra_seconds,
        )

    def _new_pool(self) -> ProcessPool:
        from pebble import ProcessPool

        return ProcessPool(
            max_workers=1,
            max_tasks=_RECYCLE,
            initializer=_begin,
            initargs=self._start,
            context=multiprocessing.get_context("spawn"),
        )


def _begin(codebook: Codebook, options: ExtractOptions) -> None:
    import signal

    from plancoder.pipeline.process_plan import prepare_worker

    # Ctrl-C in the window stops the server, which then sends the worker home.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_no_core_file()
    silence_output()
    prepare_worker(codebook, options)


def _be_ready() -> None:
    """Nothing to do: the process has started."""


def _work(
    function: Callable[[Any], object], job: object, limits: Limits
) -> tuple[str, bytes]:
    import traceback

    try:
        # A scanned plan that is in no cache may take its time for OCR, as in a run.
        with held_to(limits), granted_by(allow_seconds):
            return "value", pickle.dumps(function(job), pickle.HIGHEST_PROTOCOL)
    except PlancoderError as error:
        return "error", pickle.dumps(error)
    except Exception:
        return "bug", pickle.dumps(traceback.format_exc())


def explain_plan_cells(
    job: tuple[PlanJob, tuple[tuple[str, str], ...]],
) -> tuple[Explanation, ...]:
    """Why the cells of a plan are as they are; each named by frame and category.

    Raises PlanError.
    """
    from plancoder.coding.code import code_document
    from plancoder.coding.inspect.explain import explain_cell
    from plancoder.pipeline.process_plan import _Prepared, read_plan

    plan, cells = job
    codebook, matcher = _Prepared.codebook, _Prepared.matcher
    document, _ = read_plan(plan.path, plan.plan.pages, _Prepared.options)
    coded = code_document(
        document,
        codebook,
        plan.plan.plan_id,
        matcher=matcher,
        corrections=plan.corrections,
    )
    return tuple(
        explain_cell(coded, document, codebook, matcher, category, frame)
        for frame, category in cells
    )
