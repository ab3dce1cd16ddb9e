"""The jobs a person asks for: run, code, export.

Open the study, do the stages, publish, say what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plancoder.export.parquet import need_pyarrow
from plancoder.models import DocType, Failure, Matrix, PlanResult
from plancoder.pipeline.outputs import (
    ExportOptions,
    outcome_counts,
    run_record,
    timings_file,
)
from plancoder.pipeline.replies import read_replies, study_reply_texts
from plancoder.pipeline.review import review_plans
from plancoder.pipeline.run import (
    CodeOptions,
    Report,
    code_plans,
    coded_results,
    unlisted_failures,
)
from plancoder.pipeline.stored import open_results
from plancoder.pipeline.tables import Outputs, make_outputs
from plancoder.pipeline.workbook import kept_workbook
from plancoder.review.final import draft_words, refuse_open_cells
from plancoder.study.copies import copies_of
from plancoder.study.decision_log import read_log
from plancoder.study.disk import output_errors, write_files
from plancoder.study.lock import study_lock
from plancoder.study.names import CODINGS, FAILURES, PASSAGES, TIMINGS, WORKBOOK
from plancoder.study.open import Study, open_study
from plancoder.study.plan_warnings import plan_warnings
from plancoder.study.publish import (
    Published,
    ensure_writable,
    publish,
    refuse_foreign_parquet,
)
from plancoder.study.store import ResultStore, ResultSummary
from plancoder.study.taken_sheets import taken_digests
from plancoder.study.transaction import staging_folder

if TYPE_CHECKING:
    from plancoder.extract.propose.plan import Proposal

Watch = Callable[[int, str], AbstractContextManager[Report]]


@dataclass(frozen=True, slots=True)
class JobOptions:
    """All settings of a job."""

    code: CodeOptions = field(default_factory=CodeOptions)
    export: ExportOptions = field(default_factory=ExportOptions)


@dataclass(frozen=True, slots=True)
class JobReport:
    """What came of a job, for the person in front of it."""

    study: Study
    counts: Mapping[str, int]
    matrices: tuple[Matrix, ...]  # without evidence
    published: Published
    of_plans: tuple[Failure, ...]  # errors and warnings, in the order of plans.csv
    proposed: tuple[
        Proposal, ...
    ] = ()  # plans.csv was missing; these rows have been proposed
    passed_over: tuple[Failure, ...] = ()  # files below raw/ that were not read
    state: str = ""  # draft or final, and how much is open

    @property
    def copies(self) -> int:
        """Rows whose file is that of another row of the same force."""
        return sum(plan.doc_type is DocType.COPY for plan in self.study.plans)

    @property
    def failures(self) -> Sequence[Failure]:
        """Errors and warnings of all plans, and the files that were passed over: all
        rows of failures.csv.
        """
        return [*self.of_plans, *self.passed_over]


def run_job(
    root: Path, codebook: Path | None, options: JobOptions, watch: Watch
) -> JobReport:
    """Read, code and export a study.

    Raises StudyError before anything runs, OutputError where results cannot be written;
    what was in out/ then stays.
    """
    return _code_job(root, codebook, options, watch, tables=True)


def code_job(
    root: Path, codebook: Path | None, options: JobOptions, watch: Watch
) -> JobReport:
    """Read and code a study; writes the audit table and takes tables of an earlier
    coding away.
    """
    return _code_job(root, codebook, options, watch, tables=False)


def export_job(
    root: Path, codebook: Path | None, options: JobOptions, watch: Watch
) -> JobReport:
    """Make all tables again from the last coding and the decisions of today, without
    reading a plan.
    """
    study = open_study(root, codebook)
    _ensure_ready(study, options)
    with (
        study_lock(study.root),
        staging_folder(study.out) as staging,
        watch(0, "exported"),
    ):
        with open_results(study) as store:
            made = _make_tables(study, store, options, staging)
        return _publish(study, made, options, staging, tables=True)


def _code_job(
    root: Path,
    codebook: Path | None,
    options: JobOptions,
    watch: Watch,
    *,
    tables: bool,
) -> JobReport:
    study = open_study(root, codebook)
    _ensure_ready(study, options)
    with study_lock(study.root), staging_folder(study.out) as staging:
        proposed: tuple[Proposal, ...] = ()
        if not study.plans:
            from plancoder.pipeline.propose import propose_plans  # for these alone

            with watch(len(study.unlisted), "read") as report:
                study, proposed = propose_plans(study, options.code, report)
        # Slips in what people wrote are named before any work, not after it.
        read_log(study.decisions)
        read_replies(study)
        with coded_results(study, staging) as store:
            with watch(sum(plan.exists for plan in study.plans), "coded") as report:
                code_plans(study, options.code, report, store)
            made = _make_tables(study, store, options, staging)
        return _publish(study, made, options, staging, tables=tables, proposed=proposed)


def _ensure_ready(study: Study, options: JobOptions) -> None:
    """Raise, before any work, where it could not be done or its tables not written."""
    if options.export.format == "parquet":
        need_pyarrow()
        refuse_foreign_parquet(study.out)
    if options.code.cluster is not None:
        options.code.cluster.check()
    ensure_writable(study.out)


@dataclass(frozen=True, slots=True)
class _Made:
    """The tables of a study, ready to be published, and what they were made of."""

    outputs: Outputs
    summaries: Sequence[ResultSummary]
    passed_over: tuple[Failure, ...]


def _make_tables(
    study: Study, store: ResultStore, options: JobOptions, staging: Path
) -> _Made:
    """Make all tables in the staging folder; raises ReviewPendingError where a final
    table was asked for and cells are open.
    """
    not_read = passed_over(study, store.summaries)
    with output_errors(study.out):
        reviews = review_plans(study, store, options.code.extract)
        outputs = make_outputs(
            study.plans,
            study.codebook,
            store,
            reviews,
            options.export,
            staging / "tables",
            not_read,
            replies=study_reply_texts(study, partial(reviews.of_some, store)),
            kept_workbook=kept_workbook(study.out) if options.code.use_cache else None,
        )
    if options.export.final:
        refuse_open_cells(outputs.open_cells)
    return _Made(outputs, store.summaries, not_read)


def _publish(
    study: Study,
    made: _Made,
    options: JobOptions,
    staging: Path,
    *,
    tables: bool,
    proposed: tuple[Proposal, ...] = (),
) -> JobReport:
    state = draft_words(made.outputs.undecided, final=options.export.final)
    record = run_record(
        study.codebook,
        study.plans,
        made.summaries,
        settings=_settings(options),
        decisions=study.decisions_bytes(),
        state=state,
    )
    published = publish(
        study.out,
        _files(made.outputs, tables=tables),
        record,
        taken=taken_digests(study.out),
        staging=staging,
    )
    if any(summary.seconds for summary in made.summaries):
        # Not among the published files: times differ from run to run, and nothing else
        # may.
        write_files(study.out, {TIMINGS: timings_file(made.summaries)})
    return JobReport(
        study=study,
        counts=outcome_counts(study.plans, made.summaries),
        matrices=made.outputs.matrices,
        published=published,
        of_plans=tuple(one for each in made.summaries for one in each.failures),
        proposed=proposed,
        passed_over=made.passed_over,
        state=state,
    )


def passed_over(
    study: Study, results: Iterable[PlanResult | ResultSummary]
) -> tuple[Failure, ...]:
    """What lies below raw/ and was not read, and what is odd about the plan list."""
    results = tuple(results)
    digests = {result.plan.plan_id: result.sha256 for result in results}
    originals = {
        (result.bytes, result.sha256): result.plan.file
        for result in results
        if result.sha256 and not result.plan.parts
    }
    copy_of = copies_of(originals, study.unlisted, study.raw)
    return (
        *study.refused,
        *unlisted_failures(study.unlisted, copy_of),
        *plan_warnings(study.plans, digests),
    )


def _files(outputs: Outputs, *, tables: bool) -> Mapping[str, Path]:
    if tables:
        return outputs.files
    names = (PASSAGES, WORKBOOK, FAILURES, CODINGS)
    return {name: outputs.files[name] for name in names}


def _settings(options: JobOptions) -> Mapping[str, Any]:
    extract, limits, export = options.code.extract, options.code.limits, options.export
    return {
        "engine": extract.engine,
        "tables": extract.tables,
        "ocr": extract.ocr,
        "max_pages": extract.max_pages,
        "max_characters": extract.max_characters,
        "cpu_seconds": limits.cpu_seconds,
        "memory_bytes": limits.memory_bytes,
        "wall_seconds": limits.wall_seconds,
        "count": sorted(kind.value for kind in export.doc_types),
        "base": export.base.value,
        "carry_forward": export.carry_forward,
        "final": export.final,
        "format": export.format,
    }
