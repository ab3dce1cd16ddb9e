"""`decide`: take reviewers' sheets into the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.cli import options
from plancoder.cli.console import counted, join_rows, say, say_rows, show_work
from plancoder.errors import PlanError

if TYPE_CHECKING:
    from plancoder.pipeline.decide import DecideReport

_MOST_LINES = 40


def decide(
    sheet: options.Sheet,
    study: options.Study = Path(),
    reviewer: options.Reviewer = "",
    check: options.Check = False,
    quiet: options.Quiet = False,
) -> int:
    """Take the decisions of a reviewed sheet.

    Everything is checked first, then appended to decisions.csv; running it twice
    changes nothing. Rows that are refused are named, the others are taken (exit code
    4).
    """
    from plancoder.pipeline.decide import decide_sheet

    with show_work("Reading the sheet", quiet=quiet):
        report = decide_sheet(study, sheet, reviewer, only_check=check)
    return _tell(report, quiet=quiet)


def _tell(report: DecideReport, *, quiet: bool) -> int:
    from plancoder.review.sheets.decide import Outcome

    texts: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    others = []
    for row in report.rows:
        texts[row.outcome].append(row.text)
        if row.outcome in (Outcome.TAKEN, Outcome.REMARK):
            others.append(row.text)
    refused = texts[Outcome.REFUSED]
    for line in report.notes:
        say(line)
    if not quiet:
        _say_first(others)
    say_rows(refused, "refused: ")
    if refused or not quiet:
        taken = "taken into decisions.csv" if report.saved else "would be taken"
        say(
            f"{counted(len(report.taken), 'decision')} {taken},"
            f" {len(texts[Outcome.KNOWN]):,} known before,"
            f" {counted(len(refused), 'row')} refused."
        )
    if report.taken and report.saved and not quiet:
        say("Make the tables again with 'plancoder export'.")
    return PlanError.exit_code if refused else 0


def _say_first(lines: list[str]) -> None:
    """Say the first of the lines, and how many more there are."""
    lines = join_rows(lines)
    for line in lines[:_MOST_LINES]:
        say(f"  {line}")
    if len(lines) > _MOST_LINES:
        say(f"  … and {len(lines) - _MOST_LINES:,} more")
