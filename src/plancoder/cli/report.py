"""`report`: everything an author prints, from the last coding."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import say, show_work
from plancoder.extras import need_extra


def report(
    study: options.Study = Path(),
    codebook: options.Codebook = None,
    counting: options.Counting = options.Counting(),
    title: options.Title = "",
    template: options.Template = None,
    boundaries: options.Boundaries = None,
    published: options.Published = "",
    quiet: options.Quiet = False,
) -> None:
    """Make everything an author prints, into out/report/.

    A page for the browser, the appendices as Excel and Word files, the charts and the
    method. Uses the last coding and the decisions taken since; reads no plan. A file
    that you have changed is left as it is. The report of a published review is written
    into published-YEAR/ in the folder.
    """
    need_extra("report", "the report needs", "jinja2", "matplotlib")
    from plancoder.pipeline.report import ReportOptions, published_job, report_job

    settings = ReportOptions(counting.options(), title, template, boundaries)
    with show_work("Making the report", quiet=quiet) as step:
        if published:
            folder = study / f"published-{published}"
            done = published_job(published, folder, settings, step)
        else:
            done = report_job(study, codebook, settings, step)
    if not quiet:
        say(f"{done.published.folder}: {done.state}")
        for name in done.published.written:
            say(f"  {name}")
    for line in (*done.notes, *done.published.messages):
        say(line)
