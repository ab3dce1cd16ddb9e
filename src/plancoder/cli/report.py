"""`report`: everything an author prints, from the last coding."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import say


def report(
    study: options.Study = Path(),
    codebook: options.Codebook = None,
    counting: options.Counting = options.Counting(),
    title: options.Title = "",
    published: options.Published = "",
    quiet: options.Quiet = False,
) -> None:
    """Make the report: appendices, charts, map and pages, into out/report/.

    Uses the last coding and the decisions taken since; reads no plan.
    """
    from plancoder.pipeline.report import ReportOptions, published_job, report_job

    settings = ReportOptions(counting.options(), title)
    if published:
        done = published_job(published, study / f"published-{published}", settings)
    else:
        done = report_job(study, codebook, settings)
    if not quiet:
        say(f"{done.folder}: {done.state}")
        for name in done.files:
            say(f"  {name}")
