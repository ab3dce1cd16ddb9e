"""`plans propose`: what plans.csv could say, for a person to confirm."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import counted, say, show_json, show_progress


def propose(
    study: options.Study = Path(),
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    json: options.Json = False,
) -> None:
    """Propose force, dates, status and pages of each plan.

    Looks at file names, title pages and running text, and marks what to check. Files
    that are parts of one plan by their names, such as 'Plan part 1.pdf' and 'Plan part
    2.pdf', share a row. Writes raw/plans.csv if there is none; otherwise
    raw/plans-proposed.csv, with your blanks filled and a row for each file that has
    none.
    """
    from plancoder.cli.job_report import failure_line
    from plancoder.pipeline.propose import (
        count_to_check,
        proposal_lines,
        proposal_records,
        propose_list,
    )
    from plancoder.pipeline.run import CodeOptions
    from plancoder.study.names import PLANS
    from plancoder.study.open import open_study

    opened = open_study(study, as_written=True)
    files = {file for plan in opened.plans for file in plan.files}
    with show_progress(
        len(files) + len(opened.unlisted), quiet=quiet, verbose=False
    ) as report:
        proposed = propose_list(opened, CodeOptions(), report)
    path, proposals = proposed.path, proposed.proposals
    if json:
        show_json(proposal_records(proposals))
    elif not quiet:
        for line in proposal_lines(proposals, reasons=verbose):
            say(line)
        for failure in proposed.warnings:
            say(failure_line(failure))
        say(_what_to_check(count_to_check(proposals), len(proposals)))
    keep = "" if path.name == PLANS else f", and save it as {PLANS}"
    say(f"Written to {path}: open it, correct what is wrong{keep}.")


def _what_to_check(doubtful: int, rows: int) -> str:
    if not doubtful:
        return f"{counted(rows, 'row')}. --verbose says why each value was chosen."
    return (
        f"{counted(rows, 'row')}; check the {doubtful:,} marked with ! first."
        " --verbose says why each value was chosen."
    )
