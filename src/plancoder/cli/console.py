"""What the person sees: messages and progress on stderr, data on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from plancoder.terminal import safe_for_terminal


def use_utf8() -> None:
    """Write ticks and quotes as they are, also on a Windows console set to an old code
    page.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def say(message: str = "") -> None:
    """A line for the person, on stderr."""
    print(safe_for_terminal(message, keep="\n"), file=sys.stderr)


def complain(message: str) -> None:
    """What went wrong, on stderr, each problem on its line."""
    for line in message.splitlines():
        print(f"plancoder: {safe_for_terminal(line)}", file=sys.stderr)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 plan, 2 plans, 1,200 categories."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def leave_quietly() -> None:
    """Keep the interpreter from complaining about a closed pipe on its way out."""
    null: TextIO = open(os.devnull, "w", encoding="utf-8")
    os.dup2(null.fileno(), sys.stdout.fileno())


class Progress(Protocol):
    """Told of each plan as it is done."""

    def __call__(self, plan_id: str, note: str) -> None:
        """Say that `plan_id` is done; `note` is blank where all went well."""


@contextmanager
def show_progress(
    total: int, *, quiet: bool, verbose: bool, verb: str = "coded"
) -> Iterator[Progress]:
    """A bar on a terminal; elsewhere plain lines, one for each plan with -v and for
    each plan with a note.
    """
    if quiet:
        yield lambda plan_id, note: None
        return
    if not sys.stderr.isatty() or verbose:
        done = 0

        def line(plan_id: str, note: str) -> None:
            nonlocal done
            done += 1
            if verbose or note:
                say(f"[{done}/{total}] {plan_id}: {note or verb}")

        yield line
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("plans", total=total)

        def step(plan_id: str, note: str) -> None:
            bar.advance(task)
            if note:
                bar.console.print(
                    safe_for_terminal(f"{plan_id}: {note}"),
                    markup=False,
                    highlight=False,
                )

        yield step
