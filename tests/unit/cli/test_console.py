"""What is said stands on lines of its own, whenever the program is interrupted."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from plancoder.cli import _is_interrupt
from plancoder.cli.console import complain, say, show


class Writes:
    """A stream that keeps each write apart: between two of them a signal may come."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def write(self, text: str) -> int:
        self.texts.append(text)
        return len(text)


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
