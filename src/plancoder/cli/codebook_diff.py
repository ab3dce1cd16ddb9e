"""`codebook diff`: what an edit of the codebook does to the codings that people
decided.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HELP = "Check the codebook, show it, and see what an edit changes."


def diff(
    old: Annotated[
        Path, typer.Argument(help="The codebook as it was, a copy of codebook.yaml.")
    ],
    study: Annotated[
        Path,
        typer.Argument(
            help="The study folder, the one that holds raw/ and codebook.yaml.",
            show_default="this folder",
        ),
    ] = Path(),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Say what an edit does to decided codings.

    Accepted codings that it loses, rejected ones that it brings back, ticks that flip.
    Codes the study with OLD and
    with its own codebook.yaml; writes nothing.
    """
    from plancoder.cli.console import show_progress
    from plancoder.pipeline.codebook_diff import diff_codebooks, diff_lines
    from plancoder.pipeline.job import JobOptions

    report = diff_codebooks(
        old,
        study,
        JobOptions(),
        lambda total, verb: show_progress(total, quiet=quiet, verbose=False, verb=verb),
    )
    for line in diff_lines(report):
        typer.echo(line)


def register(app: typer.Typer) -> None:
    """Add `diff` to the group `codebook`, which is made here if no other module has
    made it.
    """
    for group in app.registered_groups:
        if group.name == "codebook" and group.typer_instance is not None:
            group.typer_instance.command()(diff)
            return
    codebook = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)
    codebook.callback()(_root)
    codebook.command()(diff)
    app.add_typer(codebook, name="codebook")


def _root() -> None:
    pass
