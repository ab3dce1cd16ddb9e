"""`reply-pack`: what each force gets to see before publication."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PACKS = "reply_pack"


def reply_pack(
    study: Annotated[
        Path,
        typer.Argument(
            help="The study folder, the one that holds raw/ and codebook.yaml.",
            show_default="this folder",
        ),
    ] = Path(),
) -> None:
    """Write for each force what the tables say of its plans.

    One document a force in out/reply_pack/, as DOCX and HTML: draft ticks, priorities,
    quotes with pages, and a form to
    answer. Replies go into raw/replies.csv; a claimed omission is answered with the
    page where the words stand.
    """
    from plancoder.cli.console import counted, say
    from plancoder.pipeline.reply_packs import make_packs
    from plancoder.study.disk import write_files

    packs = make_packs(study)
    folder = packs.study.out / PACKS
    write_files(folder, packs.files)
    say(f"{counted(len(packs.files) // 2, 'force')}: documents are in {folder}")
    for reply, answer in packs.answers:
        typer.echo(f"{reply.force_id}: “{reply.quote}”: {answer}")


def register(app: typer.Typer) -> None:
    """Add `reply-pack`."""
    app.command("reply-pack")(reply_pack)
