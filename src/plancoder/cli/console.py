"""What the person sees: messages and progress on stderr, data on stdout."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TextIO

from plancoder.errors import OutputError, PlanError
from plancoder.page_ranges import number_runs
from plancoder.terminal import safe_for_terminal

_NARROWEST = 40  # columns below which wrapping makes nothing easier to read
_LONGEST_LINE = 4_000  # characters of a message
_MOST_RUNS = 8  # runs of rows named before the rest is counted
_ROW = re.compile(r"\brow (\d+)\b")


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
    """A line for the person, on stderr; on a terminal wrapped at its width. Of a line
    that nobody would read to its end the rest is left out.
    """
    message = "\n".join(map(_cut, message.split("\n")))
    _write_line(_wrapped(safe_for_terminal(message, keep="\n")), sys.stderr)


def _cut(line: str) -> str:
    """A cell of a sheet that is named in a message may hold millions of letters."""
    if len(line) <= _LONGEST_LINE:
        return line
    left_out = len(line) - _LONGEST_LINE
    return f"{line[:_LONGEST_LINE]}… and {left_out:,} more characters"


def _wrapped(text: str) -> str:
    if sys.stderr is None or not sys.stderr.isatty():
        return text
    width = max(shutil.get_terminal_size().columns, _NARROWEST)
    return "\n".join(_wrap_line(line, width) for line in text.split("\n"))


def _wrap_line(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    parts = textwrap.wrap(
        line,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )
    return "\n".join(parts) or line


def say_rows(lines: Iterable[str], lead: str = "") -> None:
    """Messages of rows, each on a line; those that differ in the number of the row
    alone are one: "rows 2–278: no reviewer is named".
    """
    for line in join_rows(lines):
        say(f"{lead}{line}")


def join_rows(lines: Iterable[str]) -> list[str]:
    """Messages of rows as few lines, in the order of the first of each.

    >>> join_rows(["a.csv, row 2: no name", "a.csv, row 3: no name", "row 9: taken"])
    ['a.csv, rows 2–3: no name', 'row 9: taken']
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        found = _ROW.search(line)
        if found is None:
            groups.setdefault((line, ""), [])
            continue
        key = line[: found.start()], line[found.end() :]
        groups.setdefault(key, []).append(int(found[1]))
    return [_rows_line(*parts, rows) for parts, rows in groups.items()]


def _rows_line(before: str, after: str, rows: Sequence[int]) -> str:
    if not rows:
        return before
    return f"{before}{'row' if len(set(rows)) == 1 else 'rows'} {_ranges(rows)}{after}"


def _ranges(rows: Iterable[int]) -> str:
    """Numbers as people write them: 2–5, 8, 10–12."""
    runs = number_runs(rows)
    shown = [
        str(first) if first == last else f"{first}–{last}"
        for first, last in runs[:_MOST_RUNS]
    ]
    left = sum(last - first + 1 for first, last in runs[_MOST_RUNS:])
    return ", ".join(shown) + (f" and {left:,} more" if left else "")


def complain(message: str) -> None:
    """What went wrong, on stderr, one line for each problem; on a terminal wrapped at
    its width.
    """
    for line in message.split("\n"):
        say(f"plancoder: {line}")


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 plan, 2 plans, 1,200 categories."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def unread_line(plan_id: str, error: PlanError) -> str:
    """What to say of a plan that could not be read."""
    return f"plan {plan_id!r}: {error.detail.rstrip('.')}. {error.remedy}"


def show(text: str) -> None:
    """Data for the person, on stdout, without controls but tabs and line ends."""
    _write_line(safe_for_terminal(text, keep="\n\t"), sys.stdout)


def show_json(value: object) -> None:
    """Data for another program, on stdout."""
    import json

    # A text of a plan may hold half of a surrogate pair, which UTF-8 cannot write.
    show(json.dumps(value, ensure_ascii=True, indent=1))


Progress = Callable[[str, str, str], None]
"""Called with each plan that is done, a note (blank where all went well), and the plan
begun first of those at work.
"""


def watch_progress(
    *, quiet: bool, verbose: bool = False, notes: bool = True
) -> Callable[[int, str], AbstractContextManager[Progress]]:
    """What a job calls with the number of plans and what is done to each; `notes` are
    said as they come, where the job does not say them at its end.
    """

    def watch(total: int, verb: str) -> AbstractContextManager[Progress]:
        return show_progress(
            total, quiet=quiet, verbose=verbose, verb=verb, notes=notes
        )

    return watch


@contextmanager
def show_work(what: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """On a terminal, what is being done and for how long; called with what comes
    next.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda what: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda what: bar.update(task, description=what)


@contextmanager
def show_progress(
    total: int,
    *,
    quiet: bool,
    verbose: bool,
    verb: str = "coded",
    notes: bool = True,
) -> Iterator[Progress]:
    """A bar on a terminal that names the plan at work; elsewhere plain lines, one for
    each plan with -v and, with `notes`, for each plan with a note.
    """
    if quiet:
        yield lambda plan_id, note, waiting: None
        return
    if not total:  # nothing to count: the tables are made from what was coded
        with show_work("Making the tables"):
            yield lambda plan_id, note, waiting: None
        return
    if not sys.stderr.isatty() or verbose:
        done = 0

        def line(plan_id: str, note: str, waiting: str) -> None:
            nonlocal done
            done += 1
            if verbose or (notes and note):
                told = note if notes else _outcome(verb, note)
                say(f"[{done}/{total}] {plan_id}: {told or verb}")

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
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("plans", total=total)

        def step(plan_id: str, note: str, waiting: str) -> None:
            bar.advance(task)
            bar.update(task, description=safe_for_terminal(waiting or "plans"))
            if notes and note:
                bar.console.print(
                    safe_for_terminal(f"{plan_id}: {note}"),
                    markup=False,
                    highlight=False,
                )

        yield step


def _outcome(verb: str, note: str) -> str:
    """What became of a plan whose note is said at the end of the job."""
    if not note:
        return verb
    return "not coded" if note.startswith("not coded") else f"{verb}, with a note"
