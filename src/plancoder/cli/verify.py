"""`verify`: whether the tables are what codings and decisions give."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import counted, say, show, show_work
from plancoder.errors import StudyError


def verify(study: options.Study = Path()) -> int:
    """Make every table again and say where one was edited by hand.

    Uses the stored codings and the decisions the tables were made with; reads no plan,
    so it also works where the plans may not be passed on. Exit code 3 where a cell
    differs.
    """
    from plancoder.pipeline.verify import verify_study

    with show_work("Making the tables again"):
        done = verify_study(study)
    for line in done.differences:
        show(line)
    for note in done.notes:
        say(f"note: {note}")
    if done.differences:
        say(f"{counted(len(done.differences), 'difference')}.")
        return StudyError.exit_code
    say(f"{counted(len(done.files), 'file')} compared: nothing was edited by hand.")
    return 0
