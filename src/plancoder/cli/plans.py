"""`plans propose`: what plans.csv could say, for a person to confirm."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def propose(
    study: Annotated[
        Path, typer.Argument(help="The study folder.", show_default="this folder")
    ] = Path(),
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Do not print the reasons.")
    ] = False,
) -> None:
    """Propose force, dates, status and pages of each plan.

    Looks at file names, title pages and running text, and says why. Writes
    raw/plans.csv where there is none, else
    raw/plans-proposed.csv with the blanks of yours filled and a row for each file that
    none names.
    """
    from plancoder.cli.console import say, show_progress
    from plancoder.pipeline.propose import proposal_lines, propose_list
    from plancoder.pipeline.run import CodeOptions
    from plancoder.study.names import PLANS
    from plancoder.study.open import open_study

    opened = open_study(study)
    with show_progress(
        len(opened.plans) or len(opened.unlisted), quiet=quiet, verbose=False
    ) as report:
        path, proposals = propose_list(opened, CodeOptions(), report)
    for line in proposal_lines(proposals, reasons=not quiet):
        say(line)
    keep = "" if path.name == PLANS else f", and save it as {PLANS}"
    say(f"Written to {path}: open it, correct what is wrong{keep}.")


def register(app: typer.Typer) -> None:
    """Add the group `plans`."""
    group = typer.Typer(
        no_args_is_help=True,
        help="Propose the plan list, raw/plans.csv.",
        rich_markup_mode=None,
    )
    group.callback()(_root)
    group.command()(propose)
    app.add_typer(group, name="plans")


def _root() -> None:
    pass
