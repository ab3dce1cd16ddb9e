"""What a job says at its end: counts, what needs a look, where the tables are."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plancoder.cli.console import counted, say
from plancoder.study.names import PLANS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plancoder.models import Failure, Matrix
    from plancoder.pipeline.job import JobReport

MOST_LINES = 12
_MOST_ALIKE = 3  # of one reason; more of them are one line

# What many plans have in common, by reason.
_IN_SHORT = {
    "no_text": "pictures of pages without text",
    "encrypted": "a password is needed",
    "read_by_ocr": "read from pictures, with misread letters",
    "hidden_text": "words that are hidden or struck out were left out",
    "running_text": "words at the head or foot of pages were left out",
    "maybe_not_a_plan": "they read like reports, minutes or news",
    "no_priorities_found": "no priorities were found",
    "priorities_guessed": "it is not plain what the priorities are",
    "priority_number_missing": "a number is missing among the priorities",
    "priorities_look_odd": "the priorities look odd",
    "not_listed": "plans.csv does not name them, so they were not coded",
    "unknown_format": "plancoder does not read this kind of file",
    "same_file": "the same file in several rows of plans.csv",
    "several_plans": "forces with several current or several previous plans",
}
# The detail of these names all rows that it is about.
_NAMES_ROWS = frozenset({"same_file", "several_plans"})


def report_job(report: JobReport, *, quiet: bool) -> None:
    """Say on stderr what the job did; with `quiet` only what went wrong."""
    from plancoder.pipeline.propose import proposal_lines

    if report.proposed:
        say(
            "There was no plans.csv: raw/plans.csv has been proposed from file names"
            " and first pages. Open it, correct force, dates and status, and run again."
            " Look at those marked with ! first; 'plancoder plans propose -v' gives"
            " all reasons."
        )
        for line in proposal_lines(report.proposed, reasons=False):
            say(f"  {line}")
    _say_failures(report, quiet=quiet)
    for message in report.published.messages:
        say(message)
    if quiet:
        return
    say(f"{report.state}.")
    say(_counts_line(report.counts, report.copies))
    for matrix in report.matrices:
        if matrix.appendix and matrix.appendix != "C":
            say(_matrix_line(matrix))
    say(
        f"Tables are in {report.study.out}: start with appendix_a.csv, check"
        " passages.csv."
    )


def _counts_line(counts: Mapping[str, int], copies: int) -> str:
    warned, failed = counts["coded_with_warnings"], counts["failed"]
    plans = counted(counts["rows"] - counts["no_new_plan"], "plan")
    parts = [f"{counts['coded'] + warned} of {plans} coded"]
    if warned:
        parts.append(f"{warned} of them with warnings")
    if copies:
        parts.append(f"{copies} of them copies of others, which do not count")
    if failed:
        parts.append(f"{failed} could not be read: their cells are n/a")
    if counts["no_new_plan"]:
        parts.append(f"{counts['no_new_plan']} without a new plan in plans.csv")
    return "; ".join(parts) + "."


def _say_failures(report: JobReport, *, quiet: bool) -> None:
    failures = [one for one in report.failures if one.severity == "error"]
    if not quiet:
        failures += [one for one in report.failures if one.severity != "error"]
    lines = _failure_lines(failures)
    for line in lines[:MOST_LINES]:
        say(line)
    if len(lines) > MOST_LINES:
        say(f"… and {len(lines) - MOST_LINES} more in failures.csv")


def _failure_lines(failures: Sequence[Failure]) -> list[str]:
    """A line for each, but one for many that are alike."""
    alike: dict[tuple[str, str], list[Failure]] = defaultdict(list)
    for failure in failures:
        alike[failure.severity, failure.reason].append(failure)
    lines = []
    for some in alike.values():
        if len(some) > _MOST_ALIKE:
            lines.append(_alike_line(some))
        else:
            lines += map(failure_line, some)
    return lines


def _alike_line(failures: Sequence[Failure]) -> str:
    first = failures[0]
    noun = "plan" if first.plan_id else "file"
    what = _IN_SHORT.get(first.reason, first.reason.replace("_", " "))
    names = [failure.plan_id or failure.file for failure in failures]
    left = len(names) - _MOST_ALIKE
    one_advice = len({failure.advice for failure in failures}) == 1
    advice = f" {first.advice}" if one_advice else ""
    return (
        f"{_word(first)}: {counted(len(failures), noun)}: {what}:"
        f" {', '.join(names[:_MOST_ALIKE])} and {left:,} more.{advice}"
        " out/failures.csv says more of each."
    )


def failure_line(failure: Failure) -> str:
    """A failure or a warning in one line: which plan, what, and what to do."""
    # A file that no row of plans.csv names has no plan_id.
    which = f"{failure.plan_id} ({failure.file})" if failure.plan_id else failure.file
    if failure.reason in _NAMES_ROWS:
        which = PLANS
    # Some details begin with the name of the file, which stands before them already.
    detail = failure.detail.removeprefix(f"{PurePosixPath(failure.file).name}: ")
    line = f"{_word(failure)}: {which}: {detail.rstrip('.')}. {failure.advice}"
    return line.rstrip()


def _word(failure: Failure) -> str:
    return "not coded" if failure.severity == "error" else "note"


def _matrix_line(matrix: Matrix) -> str:
    values = [cell.value for cell in matrix.cells.values()]
    open_cells = sum(not value for value in values)
    line = (
        f"Appendix {matrix.appendix}: {counted(values.count('1'), 'tick')} in"
        f" {counted(len(values), 'cell')}"
    )
    return f"{line}, {open_cells} of them n/a." if open_cells else f"{line}."
