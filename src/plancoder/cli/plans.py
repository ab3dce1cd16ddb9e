"""`plans propose`: what plans.csv could say, for a person to confirm."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import say, show_progress


def propose(
    study: options.Study = Path(),
    quiet: options.Quiet = False,
) -> None:
    """Propose force, dates, status and pages of each plan.

    Looks at file names, title pages and running text, and says why. Writes
    raw/plans.csv if there is none; otherwise raw/plans-proposed.csv, with your blanks
    filled and a row for each file that has none.
    """
    from plancoder.pipeline.propose import proposal_lines, propose_list
    from plancoder.pipeline.run import CodeOptions
    from plancoder.study.names import PLANS
    from plancoder.study.open import open_study

    opened = open_study(study)
    with show_progress(
        len(opened.plans) or len(opened.unlisted), quiet=quiet, verbose=False
    ) as report:
        path, proposals = propose_list(opened, CodeOptions(), report)
    lines = [] if quiet else proposal_lines(proposals, reasons=True)
    for line in lines:
        say(line)
    keep = "" if path.name == PLANS else f", and save it as {PLANS}"
    say(f"Written to {path}: open it, correct what is wrong{keep}.")
