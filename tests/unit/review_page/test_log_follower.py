"""The log is followed while others write to it: nothing missed, nothing torn taken,
edits seen.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from review_kit import CODINGS, LATER, append_decisions, make_decision

from plancoder.errors import StudyError
from plancoder.models import Verdict
from plancoder.review.log import HEADER, decision_line
from plancoder.review_page.log_follower import LogFollower
from plancoder.study.decision_log import append_if

FIRST = make_decision(CODINGS[0])
SECOND = make_decision(
    CODINGS[1], Verdict.REJECT, when=LATER, note="a note, with comma"
)


def test_no_log_is_no_news(tmp_path: Path) -> None:
    news = LogFollower(tmp_path / "decisions.csv").news()
    assert (news.decisions, news.anew) == ((), False)


def test_all_is_news_at_first_and_then_only_what_was_appended(tmp_path: Path) -> None:
    log = tmp_path / "decisions.csv"
    append_decisions(log, [FIRST])
    follower = LogFollower(log)
    assert follower.news().decisions == (FIRST,)
    assert follower.news().decisions == ()
    append_decisions(log, [SECOND])
    news = follower.news()
    assert news.decisions == (SECOND,)
    assert not news.anew


def test_a_torn_line_is_no_news_until_it_is_whole(tmp_path: Path) -> None:
    log = tmp_path / "decisions.csv"
    append_decisions(log, [FIRST])
    follower = LogFollower(log)
    follower.news()
    line = decision_line(SECOND)
    with log.open("ab") as file:
        file.write(line[:40])
    assert follower.news().decisions == ()
    with log.open("ab") as file:
        file.write(line[40:])
    assert follower.news().decisions == (SECOND,)


def test_a_log_that_somebody_edited_is_read_anew(tmp_path: Path) -> None:
    log = tmp_path / "decisions.csv"
    append_decisions(log, [FIRST, SECOND])
    follower = LogFollower(log)
    follower.news()
    log.write_bytes(HEADER + decision_line(SECOND))
    news = follower.news()
    assert news.anew
    assert news.decisions == (SECOND,)


def test_a_log_that_was_taken_away_is_told(tmp_path: Path) -> None:
    log = tmp_path / "decisions.csv"
    append_decisions(log, [FIRST])
    follower = LogFollower(log)
    follower.news()
    log.unlink()
    assert follower.news().anew
    assert not follower.news().anew


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    log = tmp_path / "decisions.csv"
    append_decisions(log, [FIRST])
    follower = LogFollower(log)
    follower.news()
    with log.open("ab") as file:
        file.write(decision_line(SECOND).replace(b'"reject"', b'"perhaps"'))
    with pytest.raises(StudyError, match="perhaps"):
        follower.news()


@pytest.mark.parametrize(("still", "lines"), [(True, 2), (False, 1)])
def test_append_if_asks_before_it_writes(
    tmp_path: Path, still: bool, lines: int
) -> None:
    log = tmp_path / "decisions.csv"
    append_decisions(log, [FIRST])
    assert append_if(log, [SECOND], lambda: still) is still
    assert len(log.read_bytes().splitlines()) == lines + 1


@pytest.mark.skipif(os.name != "posix", reason="a pipe of POSIX")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    log = tmp_path / "decisions.csv"
    os.mkfifo(log)
    with pytest.raises(StudyError, match=r"decisions\.csv: is a pipe or a device"):
        LogFollower(log).news()
    log.unlink()
    append_decisions(log, [FIRST])
    assert LogFollower(log).news().decisions == (FIRST,)
