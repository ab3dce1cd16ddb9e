"""What is said stands on lines of its own, whenever the program is interrupted."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from plancoder.cli import _is_interrupt
from plancoder.cli.console import complain, join_rows, say, show, show_progress


class Writes:
    """A stream that keeps each write apart: between two of them a signal may come."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def write(self, text: str) -> int:
        self.texts.append(text)
        return len(text)

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("speak", "name", "written"),
    [
        (say, "stderr", ["[2/32] fenn:2017: coded\n"]),
        (complain, "stderr", ["plancoder: [2/32] fenn:2017: coded\n"]),
        (show, "stdout", ["[2/32] fenn:2017: coded\n"]),
    ],
)
def test_a_line_and_its_end_are_one_write(
    speak: Callable[[str], None],
    name: str,
    written: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = Writes()
    monkeypatch.setattr(sys, name, stream)
    speak("[2/32] fenn:2017: coded")
    assert stream.texts == written


def test_a_closed_stream_is_left_alone_and_the_other_is_not_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    say("for the person")
    show("data")
    assert capsys.readouterr().out == "data\n"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            [f"a.csv, row {row}, column S: nobody is named" for row in (2, 3, 4, 8)],
            ["a.csv, rows 2–4, 8, column S: nobody is named"],
        ),
        (
            ["row 2: accept by Ann", "row 3: reject by Ann", "row 4: accept by Ann"],
            ["rows 2, 4: accept by Ann", "row 3: reject by Ann"],
        ),
        (["no row at all", "no row at all"], ["no row at all"]),
        (
            [f"row {row}: lost" for row in range(2, 42, 2)],
            ["rows 2, 4, 6, 8, 10, 12, 14, 16 and 12 more: lost"],
        ),
        ([], []),
    ],
)
def test_messages_that_differ_in_the_row_alone_are_one(
    lines: list[str], said: list[str]
) -> None:
    assert join_rows(lines) == said


class Terminal(Writes):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_lines_of_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    say("  note: the pages 1-2 are pictures and their text was read by OCR")
    (text,) = stream.texts
    assert text.splitlines() == [
        "  note: the pages 1-2 are pictures and",
        "    their text was read by OCR",
    ]


@pytest.mark.parametrize(
    ("notes", "verbose", "said"),
    [
        (True, False, ["[2/2] b: pages are pictures\n"]),
        (False, False, []),  # the job says it at its end
        (False, True, ["[1/2] a: coded\n", "[2/2] b: coded, with a note\n"]),
    ],
)
def test_a_note_is_said_once(
    notes: bool, verbose: bool, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Writes()
    monkeypatch.setattr(sys, "stderr", stream)
    with show_progress(2, quiet=False, verbose=verbose, notes=notes) as progress:
        progress("a", "", "b")
        progress("b", "pages are pictures", "")
    assert stream.texts == said


def broken_off(message: str, *, by: type[BaseException]) -> RuntimeError:
    """What is raised while something else is on its way up."""
    try:
        try:
            raise by
        finally:
            raise RuntimeError(message)
    except RuntimeError as error:
        return error


@pytest.mark.parametrize(
    ("error", "is_interrupt"),
    [
        (KeyboardInterrupt(), True),
        (broken_off("release unlocked lock", by=KeyboardInterrupt), True),
        (broken_off("another slip", by=KeyboardInterrupt), False),
        (broken_off("release unlocked lock", by=ValueError), False),
        (RuntimeError("release unlocked lock"), False),
    ],
)
def test_an_interrupt_that_hits_a_lock_is_no_bug(
    error: BaseException, is_interrupt: bool
) -> None:
    assert _is_interrupt(error) is is_interrupt


@pytest.mark.parametrize(("more", "told"), [(0, ""), (1, "… and 1 more characters")])
def test_of_a_message_that_nobody_would_read_to_its_end_the_rest_is_left_out(
    more: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say("x" * (4_000 + more) + "\nthe next line")
    first, second = capsys.readouterr().err.splitlines()
    assert first == "x" * 4_000 + told
    assert second == "the next line"
