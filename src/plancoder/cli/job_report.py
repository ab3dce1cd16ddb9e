"""What a job says at its end: counts, what needs a look, where the tables are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plancoder.cli.console import counted, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plancoder.models import Failure, Matrix
    from plancoder.pipeline.job import JobReport

MOST_LINES = 12


def report_job(report: JobReport, *, quiet: bool) -> None:
    """Say on stderr what the job did; with `quiet` only what went wrong."""
    from plancoder.pipeline.propose import proposal_lines

    if report.proposed:
        say(
            "There was no plans.csv: raw/plans.csv has been proposed from file names"
            " and first pages. Open it, correct force, dates and status, and run again."
            " 'plancoder plans propose' says why each."
        )
        for line in proposal_lines(report.proposed, reasons=False):
            say(f"  {line}")
    _say_failures(report, quiet=quiet)
    for message in report.published.messages:
        say(message)
    if quiet:
        return
    say(f"{report.state}.")
    say(_counts_line(report.counts))
    for matrix in report.matrices:
        if matrix.appendix and matrix.appendix != "C":
            say(_matrix_line(matrix))
    say(
        f"Tables are in {report.study.out}: start with appendix_a.csv, check"
        " passages.csv."
    )


def _counts_line(counts: Mapping[str, int]) -> str:
    warned, failed = counts["coded_with_warnings"], counts["failed"]
    plans = counted(counts["rows"] - counts["no_new_plan"], "plan")
    parts = [f"{counts['coded'] + warned} of {plans} coded"]
    if warned:
        parts.append(f"{warned} of them with warnings")
    if failed:
        parts.append(f"{failed} could not be read: their cells are n/a")
    if counts["no_new_plan"]:
        parts.append(f"{counts['no_new_plan']} without a new plan in plans.csv")
    return "; ".join(parts) + "."


def _say_failures(report: JobReport, *, quiet: bool) -> None:
    failures = [one for one in report.failures if one.severity == "error"]
    if not quiet:
        failures += [one for one in report.failures if one.severity != "error"]
    for failure in failures[:MOST_LINES]:
        say(failure_line(failure))
    if len(failures) > MOST_LINES:
        say(f"… and {len(failures) - MOST_LINES} more in failures.csv")


def failure_line(failure: Failure) -> str:
    """A failure or a warning in one line: which plan, what, and what to do."""
    word = "not coded" if failure.severity == "error" else "note"
    # A file that no row of plans.csv names has no plan_id.
    which = f"{failure.plan_id} ({failure.file})" if failure.plan_id else failure.file
    return f"{word}: {which}: {failure.detail.rstrip('.')}. {failure.advice}".rstrip()


def _matrix_line(matrix: Matrix) -> str:
    values = [cell.value for cell in matrix.cells.values()]
    open_cells = sum(not value for value in values)
    line = (
        f"Appendix {matrix.appendix}: {counted(values.count('1'), 'tick')} in"
        f" {counted(len(values), 'cell')}"
    )
    return f"{line}, {open_cells} of them n/a." if open_cells else f"{line}."
