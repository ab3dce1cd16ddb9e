"""A plan read and prepared for whoever codes or inspects it: in a worker process, once.

`prepare` is the only way from a plan's file to its coding. What it gives is made when
it is wanted: the text of a plan costs no reading with the codebook.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.workers.confined import Setup

if TYPE_CHECKING:
    from plancoder.codebook.shape import Codebook
    from plancoder.coding.code import PreparedPlan
    from plancoder.coding.matching.matcher import Matcher
    from plancoder.coding.sections.corrections import Correction
    from plancoder.extract.options import ExtractOptions
    from plancoder.models import Document, Plan
    from plancoder.study.open import Study


@dataclass(frozen=True, slots=True)
class PlanJob:
    """One plan to prepare, all that the worker needs to know of it."""

    plan: Plan
    paths: tuple[Path, ...]  # of the plan's files
    use_cache: bool = True
    corrections: tuple[Correction, ...] = ()


def plan_job(study: Study, plan: Plan, *, use_cache: bool = True) -> PlanJob:
    """The job of a plan of the study."""
    corrections = study.corrections.get(plan.plan_id, ())
    return PlanJob(plan, study.paths_of(plan), use_cache, corrections)


def worker_setup(codebook: Codebook, options: ExtractOptions) -> Setup:
    """What a worker has to call before its first plan."""
    return Setup(_start_worker, (codebook, options))


class _Worker:
    """What a worker process builds once: the matcher costs more than a plan."""

    matcher: Matcher
    options: ExtractOptions
    last: tuple[object, PreparedPlan] | None = None


def _start_worker(codebook: Codebook, options: ExtractOptions) -> None:
    from plancoder.coding.matching.matcher import Matcher

    _Worker.matcher = Matcher(codebook)
    _Worker.options = options
    # What was built here lives as long as the process: the collector need not walk it
    # again with every plan.
    gc.collect()
    gc.freeze()


def worker_options() -> ExtractOptions:
    """How this worker reads plans."""
    return _Worker.options


def read_plan(job: PlanJob) -> tuple[Document, tuple[str, ...]]:
    """The plan's Document and the SHA-256 of each of its files, from the cache where
    it holds them. Raises PlanError.
    """
    from plancoder.extract.join_parts import read_plan_files

    return read_plan_files(
        job.plan, job.paths, options=_Worker.options, use_cache=job.use_cache
    )


def prepare(job: PlanJob, document: Document) -> PreparedPlan:
    """The plan with this document, ready to be coded and inspected in this worker."""
    from plancoder.coding.code import PreparedPlan

    return PreparedPlan(job.plan.plan_id, document, _Worker.matcher, job.corrections)


def prepare_once(job: PlanJob) -> PreparedPlan:
    """The plan, read and prepared; the last one is kept, since the review page comes
    back to the same plan. Raises PlanError.
    """
    key = (job, tuple(map(_stamp, job.paths)))
    if _Worker.last is None or _Worker.last[0] != key:
        _Worker.last = None  # never two plans at once in memory
        _Worker.last = (key, prepare(job, read_plan(job)[0]))
    return _Worker.last[1]


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells one state of a file from another; None where it cannot be seen."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
