"""`reply-pack`: what each force gets to see before publication."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import counted, say, show, show_work

PACKS = "reply_pack"


def reply_pack(
    study: options.Study = Path(),
) -> None:
    """Write for each force what the tables say of its plans.

    One document for each force in out/reply_pack/, as DOCX and HTML: draft ticks,
    priorities, quotes with pages, and a form to answer. Enter the replies in
    raw/replies.csv; a claimed omission is answered with the page of the words.
    """
    from plancoder.pipeline.reply_packs import make_packs
    from plancoder.study.disk import write_files

    with show_work("Writing a document for each force"):
        packs = make_packs(study)
    folder = packs.study.out / PACKS
    write_files(folder, packs.files)
    say(f"{counted(len(packs.files) // 2, 'force')}: documents are in {folder}")
    for reply, answer in packs.answers:
        show(f"{reply.force_id}: “{reply.quote}”: {answer}")
