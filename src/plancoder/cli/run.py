"""`run`, `code`, `export` and `init`: the main job and its stages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.cli import options
from plancoder.cli.console import say, watch_progress
from plancoder.errors import PlanError

if TYPE_CHECKING:
    from plancoder.pipeline.job import JobOptions, JobReport, Watch

    Job = Callable[[Path, Path | None, JobOptions, Watch], JobReport]


def run(
    study: options.Study = Path(),
    codebook: options.Codebook = None,
    counting: options.Counting = options.Counting(),
    format: options.TablesAs = "csv",
    reading: options.Reading = options.Reading(),
    work: options.Work = options.Work(),
    cluster: options.OnCluster = options.OnCluster(),
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Read and code the plans, write all tables into out/."""
    from plancoder.pipeline.job import JobOptions, run_job

    settings = JobOptions(
        work.options(reading, cluster.options()), counting.options(format)
    )
    return _do(run_job, study, codebook, settings, quiet=quiet, verbose=verbose)


def code(
    study: options.Study = Path(),
    codebook: options.Codebook = None,
    reading: options.Reading = options.Reading(),
    work: options.Work = options.Work(),
    cluster: options.OnCluster = options.OnCluster(),
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Read and code the plans, without the tables.

    Writes out/passages.csv for you to check. Removes the tables of an earlier coding,
    since they no longer fit.
    """
    from plancoder.pipeline.job import JobOptions, code_job

    settings = JobOptions(work.options(reading, cluster.options()))
    return _do(code_job, study, codebook, settings, quiet=quiet, verbose=verbose)


def export(
    study: options.Study = Path(),
    codebook: options.Codebook = None,
    counting: options.Counting = options.Counting(),
    format: options.TablesAs = "csv",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Make the tables again, without reading a plan.

    Uses the last coding and the decisions taken since.
    """
    from plancoder.pipeline.job import JobOptions, export_job

    settings = JobOptions(export=counting.options(format))
    return _do(export_job, study, codebook, settings, quiet=quiet, verbose=verbose)


def init(folder: options.NewStudy) -> None:
    """Make a new study folder with a codebook to edit."""
    from plancoder.study.create import create_study

    for line in create_study(folder):
        say(line)


def _do(
    job: Job,
    study: Path,
    codebook: Path | None,
    settings: JobOptions,
    *,
    quiet: bool,
    verbose: bool,
) -> int:
    from plancoder.cli.job_report import report_job

    watch = watch_progress(quiet=quiet, verbose=verbose, notes=False)
    report = job(study, codebook, settings, watch)
    report_job(report, quiet=quiet)
    return PlanError.exit_code if report.counts["failed"] else 0
