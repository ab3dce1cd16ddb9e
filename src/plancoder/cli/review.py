"""`decide`: take reviewers' sheets into the log.

Registers the other commands of review too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plancoder.cli import codebook_diff, coders, replies

if TYPE_CHECKING:
    from plancoder.pipeline.decide import DecideReport

_MOST_LINES = 40

StudyOption = Annotated[
    Path,
    typer.Option(
        "--study",
        help="The study folder, the one that holds raw/ and codebook.yaml.",
        show_default="this folder",
    ),
]


def decide(
    sheet: Annotated[
        Path,
        typer.Argument(
            help="A sheet with decisions: passages.csv or review.xlsx, edited."
        ),
    ],
    reviewer: Annotated[
        str,
        typer.Option(
            "--reviewer",
            "-r",
            help="Who decided, where the sheet does not name somebody else.",
        ),
    ] = "",
    study: StudyOption = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Only say what would be taken.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only say what was refused.")
    ] = False,
) -> int:
    """Take the decisions of a reviewed sheet.

    Everything is checked first, then appended to decisions.csv; running it twice
    changes nothing. Ends with exit code 4
    if some rows were refused; the others are taken.
    """
    from plancoder.pipeline.decide import decide_sheet

    return _tell(decide_sheet(study, sheet, reviewer, only_check=check), quiet=quiet)


def _tell(report: DecideReport, *, quiet: bool) -> int:
    from plancoder.cli.console import counted, say
    from plancoder.errors import PlanError
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


def register(app: typer.Typer) -> None:
    """Add the commands of review."""
    app.command()(decide)
    for module in (coders, replies, codebook_diff):
        module.register(app)
