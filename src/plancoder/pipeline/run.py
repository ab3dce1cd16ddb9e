"""The stages in order, many plans at once; the only place that turns one plan's error
into a Failure.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.errors import NotARegularFile, PlanError, PlanLimitError
from plancoder.extract.options import ExtractOptions
from plancoder.models import Failure, Plan, PlanResult
from plancoder.pipeline.prepare import plan_job, worker_setup
from plancoder.pipeline.result_cache import known_result
from plancoder.study.disk import output_errors
from plancoder.study.open import Study
from plancoder.study.store import (
    KeptResult,
    ResultStore,
    ResultSummary,
    keep_result,
)
from plancoder.study.walk import check_plan_file
from plancoder.tables.kept_on_disk import Pieces
from plancoder.tables.temporary_files import temporary_folder
from plancoder.workers.isolate import run_isolated
from plancoder.workers.limits import Limits
from plancoder.workers.outcome import Outcome

if TYPE_CHECKING:
    from plancoder.workers.cluster import Cluster

# A new worker costs half a second: imports, the matcher, the English list. One that
# holds much memory is made anew sooner.
_PLANS_A_WORKER = 1000

Report = Callable[[str, str, str], None]
"""Called with a plan that is done, what is to say of it, and the plan at work."""


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """How plans are read and coded."""

    extract: ExtractOptions = field(default_factory=ExtractOptions)
    limits: Limits = field(default_factory=Limits)
    workers: int = 0  # 0: as many as there are processors, at most 8
    use_cache: bool = True
    cluster: Cluster | None = None  # None: this machine

    def workers_for(self, plans: int) -> int:
        """How many processes are worth starting for so many plans."""
        return max(1, min(self.workers or min(os.cpu_count() or 1, 8), plans))


def code_study(
    study: Study, options: CodeOptions, report: Report
) -> tuple[PlanResult, ...]:
    """As `code_plans`, with all results in memory, in the order of plans.csv."""
    with (
        temporary_folder() as folder,
        coded_results(study, Path(folder)) as store,
    ):
        code_plans(study, options, report, store)
        return tuple(store)


@contextmanager
def coded_results(study: Study, folder: Path) -> Iterator[ResultStore]:
    """A store in `folder` for what `code_plans` makes."""
    with output_errors(folder):
        pieces = Pieces(folder / "results")
    with pieces:
        yield ResultStore(pieces, study.plans, study.codebook.digest)


def code_plans(
    study: Study, options: CodeOptions, report: Report, store: ResultStore
) -> None:
    """Extract and code every plan of the study that exists, each result into the store
    as it comes.

    Each plan ends in exactly one result, and `report` is called with each as it is
    done. A bug that one plan shows costs that plan only where bugs are kept, see
    `Outcome.failure`.
    """
    plans = [plan for plan in study.plans if plan.exists]
    left = deque(plan.plan_id for plan in plans)

    def settle(plan: Plan, kept: KeptResult | PlanError) -> None:
        if isinstance(kept, PlanError):
            failure = failure_of(plan, kept, study)
            kept = keep_result(PlanResult(plan, None, (failure,)))
        # The plan as it came back is another object: one of them in memory is enough.
        summary = replace(kept.summary, plan=plan)
        with output_errors(study.out):
            store.add(KeptResult(summary, kept.line))
        # Plans are begun in their order: the first that is not done is at work.
        while left and store.summary_of(left[0]) is not None:
            left.popleft()
        _tell(report, summary, left[0] if left else "")

    for plan in plans:
        try:
            _check_plan_files(study, plan)
        except PlanError as error:
            settle(plan, error)
            continue
        if known := _known_result(study, plan, options):
            settle(plan, known)
    waiting = [plan for plan in plans if store.summary_of(plan.plan_id) is None]
    for index, outcome in _process_plans(study, waiting, options):
        settle(waiting[index], outcome.failure() or outcome.result())


def _known_result(study: Study, plan: Plan, options: CodeOptions) -> KeptResult | None:
    """The result of an earlier run, where nothing has changed since."""
    job = plan_job(study, plan, use_cache=options.use_cache)
    return known_result(job, study.codebook.digest, options.extract)


def _process_plans(
    study: Study, plans: Sequence[Plan], options: CodeOptions
) -> Iterable[tuple[int, Outcome[KeptResult]]]:
    """What came of each plan, with its number, as each is done."""
    if not plans:
        return ()
    # Here, since what codes plans takes long to import, and mostly nothing changed.
    from plancoder.pipeline.process_plan import process_plan

    jobs = (plan_job(study, plan, use_cache=options.use_cache) for plan in plans)
    setup = worker_setup(study.codebook, options.extract)
    if options.cluster is not None:
        # Here, since it takes as long to import as to read a small plan.
        from plancoder.pipeline.shared_plan import process_shared_plan, shared_job
        from plancoder.workers.cluster import run_on_cluster

        return run_on_cluster(
            process_shared_plan,
            map(shared_job, jobs),
            cluster=options.cluster,
            folder=study.raw.resolve(),
            workers=options.workers,
            limits=options.limits,
            setup=setup,
            recycle=_PLANS_A_WORKER,
        )
    return run_isolated(
        process_plan,
        jobs,
        workers=options.workers_for(len(plans)),
        limits=options.limits,
        setup=setup,
        recycle=_PLANS_A_WORKER,
    )


def _check_plan_files(study: Study, plan: Plan) -> None:
    """Raise PlanError where one of the plan's files cannot be one."""
    for file, path in zip(plan.files, study.paths_of(plan), strict=True):
        try:
            check_plan_file(path, study.raw)
        except PlanError as error:
            if not plan.parts:
                raise
            raise NotARegularFile(f"{file} {error.detail}") from error


def _tell(report: Report, result: ResultSummary, waiting: str) -> None:
    notes = (
        f"{'' if result.readable else 'not coded: '}{one.detail.rstrip('.')}"
        for one in result.failures
    )
    report(result.plan.plan_id, "; ".join(notes), waiting)


def failure_of(plan: Plan, error: PlanError, study: Study) -> Failure:
    """The row of failures.csv of a plan that could not be coded."""
    limit = error if isinstance(error, PlanLimitError) else None
    return Failure(
        plan_id=plan.plan_id,
        file=plan.file,
        stage="extract",
        reason=error.reason,
        detail=error.detail,
        advice=error.remedy,
        sha256=study.digest_of(plan),
        bytes=sum(
            path.stat().st_size for path in study.paths_of(plan) if path.is_file()
        ),
        pages_read=error.pages_read,
        pages_in_all=error.pages_in_all,
        limit=limit.limit if limit else "",
        allowed=limit.allowed if limit else None,
        used=limit.used if limit else None,
    )


def unlisted_failures(
    files: Iterable[str], copy_of: Mapping[str, str]
) -> list[Failure]:
    """A warning for each plan file below raw/ that plans.csv does not name: no file is
    passed over in silence. `copy_of` names the listed file to which one is equal.
    """
    return [_unlisted(name, copy_of.get(name, "")) for name in files]


def _unlisted(name: str, original: str) -> Failure:
    detail = "plans.csv does not name this file, so it was not coded"
    advice = "Add a row for it to raw/plans.csv, or take the file out of raw/."
    if original:
        detail = f"this is a copy of {original}, which was coded"
        advice = "Take it out of raw/, so that nobody takes it for another plan."
    return Failure(
        plan_id="",
        file=name,
        stage="find",
        reason="not_listed",
        detail=detail,
        advice=advice,
        severity="warning",
    )
