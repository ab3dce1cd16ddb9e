"""`decide`: take reviewers' sheets into the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.cli import options
from plancoder.cli.console import counted, say
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

    return _tell(decide_sheet(study, sheet, reviewer, only_check=check), quiet=quiet)


def _tell(report: DecideReport, *, quiet: bool) -> int:
    from plancoder.review.sheets.decide import Outcome

    refused = [row.text for row in report.rows if row.outcome is Outcome.REFUSED]
    others = [
        row.text
        for row in report.rows
        if row.outcome in (Outcome.TAKEN, Outcome.REMARK)
    ]
    known = sum(row.outcome is Outcome.KNOWN for row in report.rows)
    for line in report.notes:
        say(line)
    for line in [] if quiet else _short(others):
        say(f"  {line}")
    for line in refused:
        say(f"refused: {line}")
    if not quiet or refused:
        taken = "would be taken" if not report.saved else "taken into decisions.csv"
        ours, theirs = (
            counted(len(report.taken), "decision"),
            counted(len(refused), "row"),
        )
        say(f"{ours} {taken}, {known:,} known before, {theirs} refused.")
    if not quiet and report.taken and report.saved:
        say("Make the tables again with 'plancoder export'.")
    return PlanError.exit_code if refused else 0


def _short(lines: list[str]) -> list[str]:
    """The lines, or the first of them and how many more."""
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[:_MOST_LINES], f"… and {len(lines) - _MOST_LINES:,} more"]
