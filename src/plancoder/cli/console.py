"""What the person sees: messages and progress on stderr, data on stdout."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TextIO

from plancoder.errors import OutputError, PlanError
from plancoder.terminal import safe_for_terminal


class _Stream(io.TextIOWrapper):
    """stdout or stderr: UTF-8, and clear about a reader that is gone or a full disk.

    What cannot be written to stderr is dropped, and the work goes on. stdout raises
    BrokenPipeError where its reader went away, OutputError for anything else.
    """

    def write(self, text: str) -> int:
        """Write; see above. An empty text is not written: click tries one to find
        out about a stream, and would keep the error of a full disk to itself.
        """
        try:
            return 0 if text == "" else super().write(text)
        except OSError as error:
            self._give_up(error)
            return len(text)

    def flush(self) -> None:
        """Flush; see above."""
        try:
            super().flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        # From now on into nothing: what is left in the buffer would fail again.
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, self.fileno())
        os.close(nothing)
        if self.name == "<stderr>":
            return
        # Windows says EINVAL where a reader went away.
        if isinstance(error, BrokenPipeError) or error.errno == errno.EINVAL:
            raise BrokenPipeError from None
        raise OutputError(
            f"standard output: cannot be written ({error.strerror})."
        ) from error


def prepare_streams() -> None:
    """Write ticks and quotes as they are, also on a Windows console set to an old code
    page; see `_Stream`.

    What is closed (`>&-`) leads nowhere: a pipe to a worker or a file of the study
    would else get its number, and what is printed.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            # The lowest free number is taken: that of the closed stream.
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(nowhere, True)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8"))
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and stream is getattr(sys, f"__{name}__"):
            guarded = _Stream(
                stream.buffer,
                encoding="utf-8",
                errors="backslashreplace",
                line_buffering=stream.line_buffering,
                write_through=stream.write_through,
            )
            setattr(sys, name, guarded)


def _write_line(text: str, stream: TextIO | None) -> None:
    """Write a line and its end at once: a signal between the two would leave the next
    message on the same line. Nothing is written where a stream is closed (None).
    """
    if stream is not None:
        stream.write(f"{text}\n")


def say(message: str = "") -> None:
    """A line for the person, on stderr."""
    _write_line(safe_for_terminal(message, keep="\n"), sys.stderr)


def complain(message: str) -> None:
    """What went wrong, on stderr, one line for each problem."""
    for line in message.splitlines():
        _write_line(f"plancoder: {safe_for_terminal(line)}", sys.stderr)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 plan, 2 plans, 1,200 categories."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def unread_line(plan_id: str, error: PlanError) -> str:
    """What to say of a plan that could not be read."""
    return f"plan {plan_id!r}: {error.detail.rstrip('.')}. {error.remedy}"


def show(text: str) -> None:
    """Data for the person, on stdout, without controls but tabs and line ends."""
    _write_line(safe_for_terminal(text, keep="\n\t"), sys.stdout)


class Progress(Protocol):
    """Called with each plan that is done."""

    def __call__(self, plan_id: str, note: str) -> None:
        """Say that `plan_id` is done; `note` is blank where all went well."""


def watch_progress(
    *, quiet: bool, verbose: bool = False
) -> Callable[[int, str], AbstractContextManager[Progress]]:
    """What a job calls with the number of plans and what is done to each."""

    def watch(total: int, verb: str) -> AbstractContextManager[Progress]:
        return show_progress(total, quiet=quiet, verbose=verbose, verb=verb)

    return watch


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
