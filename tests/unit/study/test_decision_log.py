"""decisions.csv: reads back what was written, heals a torn line, refuses what is no
decision, loses nothing.
"""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from review_kit import CODINGS, LATER, make_decision

from plancoder.errors import OutputError, StudyError
from plancoder.models import Decision, Verdict
from plancoder.review.log import HEADER, decision_line, parse_log
from plancoder.study.decision_log import append_new, read_log

ONE = make_decision(CODINGS[0], note="=1+1, he said \"no\"; 'quite'")
TWO = make_decision(CODINGS[1], Verdict.REJECT, "Ben", LATER)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    append_new(path, [ONE])
    append_new(path, [TWO])
    assert read_log(path).decisions == (ONE, TWO)
    assert path.read_bytes().count(b"\r\n") == 3
    assert b',"=' not in path.read_bytes()


def test_a_quote_over_two_lines_is_one_line_of_the_log() -> None:
    line = decision_line(replace(ONE, quote="hostel in Mill Lane\n closed", page=None))
    assert line.count(b"\n") == 1
    assert (
        parse_log(HEADER + line, "decisions.csv").decisions[0].quote
        == "hostel in Mill Lane closed"
    )
    assert parse_log(HEADER + line, "decisions.csv").decisions[0].page is None


def test_no_log_means_no_decisions(tmp_path: Path) -> None:
    assert read_log(tmp_path / "decisions.csv").decisions == ()


@pytest.mark.parametrize("cut", range(1, len(decision_line(TWO)) - 2, 7))
def test_a_torn_last_line_is_set_apart_and_the_rest_kept(
    tmp_path: Path, cut: int
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(HEADER + decision_line(ONE) + decision_line(TWO)[:cut])
    assert read_log(path).decisions == (ONE,)
    append_new(path, [TWO])
    assert read_log(path).decisions == (ONE, TWO)
    assert (tmp_path / "decisions.torn.txt").read_text("utf-8").rstrip(
        "\n"
    ) == decision_line(TWO)[:cut].decode()


def test_a_torn_header_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(HEADER[:20])
    append_new(path, [ONE])
    assert path.read_bytes() == HEADER + decision_line(ONE)


def test_a_last_line_without_its_end_as_an_editor_leaves_it_is_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes((HEADER + decision_line(ONE)).rstrip())
    append_new(path, [TWO])
    assert read_log(path).decisions == (ONE, TWO)


def test_a_log_saved_by_a_spreadsheet_is_read_and_kept_beside_the_one_in_our_form(
    tmp_path: Path,
) -> None:
    path = tmp_path / "decisions.csv"
    header = "verdict;coding_id;plan_id;frame;category;quote;page;before;after;reviewer;decided_at;note;mine"
    saved = f"{header}\r\nAccept;c1;vale:2021;needs;housing;café;3;a ; b;Ann;2026-03-01;;extra\r\n".encode(
        "cp1252"
    )
    path.write_bytes(saved)
    append_new(path, [TWO])
    first, second = read_log(path).decisions
    assert (first.coding_id, first.quote, first.page, first.before) == (
        "c1",
        "café",
        3,
        "a ",
    )
    assert second == TWO
    assert (tmp_path / "decisions.as-found-1.csv").read_bytes() == saved


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b'"verdict"', b'"verdikt"', "'verdict' is missing"),
        (b'"accept"', b'"maybe"', "line 2, column 'verdict': 'maybe'"),
        (b'"Ann"', b'" "', "line 2, column 'reviewer': blank"),
        (b'"1"', b'"one"', "line 2, column 'page': 'one'"),
    ],
)
def test_a_line_that_is_no_decision_is_named(old: bytes, new: bytes, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        parse_log(
            (HEADER + decision_line(replace(ONE, note=""))).replace(old, new, 1),
            "decisions.csv",
        )


def test_deciding_twice_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    again = [replace(ONE, decided_at=LATER), replace(TWO, decided_at=LATER)]
    assert append_new(path, [ONE, TWO]) == (ONE, TWO)
    before = path.read_bytes()
    assert append_new(path, again) == ()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "changed",
    [
        replace(ONE, verdict=Verdict.REJECT, decided_at=LATER),
        replace(ONE, verdict=Verdict.WITHDRAW, decided_at=LATER, note=""),
        replace(ONE, reviewer="Ben", decided_at=LATER),
        replace(ONE, note="another", decided_at=LATER),
    ],
)
def test_a_change_of_mind_is_new(tmp_path: Path, changed: Decision) -> None:
    path = tmp_path / "decisions.csv"
    append_new(path, [ONE])
    assert append_new(path, [changed]) == (changed,)


def test_two_logs_merge_once(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    other = [replace(ONE, verdict=Verdict.REJECT), replace(ONE, decided_at=LATER)]
    append_new(path, [ONE])
    append_new(path, other)
    before = path.read_bytes()
    append_new(path, other)
    assert path.read_bytes() == before


def test_a_full_disk_leaves_the_log_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "decisions.csv"
    append_new(path, [ONE])
    before = path.read_bytes()
    real = os.write

    def half_then_full(handle: int, data: memoryview) -> int:
        if len(data) < 30:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data[:25])

    monkeypatch.setattr(os, "write", half_then_full)
    with pytest.raises(OutputError, match=r"disk is full.*Nothing was saved"):
        append_new(path, [TWO])
    assert path.read_bytes() == before
