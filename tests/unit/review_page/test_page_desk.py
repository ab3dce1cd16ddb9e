"""The desk: decisions are on disk when it says so, and nobody's decision is written
over.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from page_kit import make_desk
from review_kit import CODINGS, PLAN_ID, append_decisions, make_decision

from plancoder.models import Pile, Tick, Verdict
from plancoder.review_page.add_passage import Pointed, add_passage
from plancoder.review_page.desk import Changed, Choice, Desk, Refused
from plancoder.study.decision_log import read_log

HOUSING, MIND, POOR = (coding.coding_id for coding in CODINGS)
SOON = "2099-01-01T00:00:00.000Z"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


@pytest.fixture
def desk(log: Path) -> Desk:
    return make_desk(log)


def decide(desk: Desk, coding_id: str, verdict: Verdict, note: str = "") -> None:
    version = desk.entry(coding_id).version
    desk.decide_all([Choice(coding_id, verdict, note, version)])


def test_a_decision_is_in_the_log_and_in_the_entry(desk: Desk, log: Path) -> None:
    decide(desk, HOUSING, Verdict.ACCEPT, "yes")
    [line] = read_log(log).decisions
    assert (line.coding_id, line.verdict, line.reviewer, line.note) == (
        HOUSING,
        Verdict.ACCEPT,
        "Ann",
        "yes",
    )
    assert desk.entry(HOUSING).one.pile is Pile.ACCEPTED
    assert desk.progress.decided["vale"] == 1


def test_the_same_again_writes_nothing(desk: Desk, log: Path) -> None:
    decide(desk, HOUSING, Verdict.ACCEPT)
    decide(desk, HOUSING, Verdict.ACCEPT)
    assert len(read_log(log).decisions) == 1
    decide(desk, HOUSING, Verdict.ACCEPT, "with a note")
    assert len(read_log(log).decisions) == 2


def test_to_withdraw_is_a_line_of_its_own(desk: Desk, log: Path) -> None:
    decide(desk, HOUSING, Verdict.REJECT)
    decide(desk, HOUSING, Verdict.WITHDRAW)
    assert [line.verdict for line in read_log(log).decisions] == [
        Verdict.REJECT,
        Verdict.WITHDRAW,
    ]
    assert desk.entry(HOUSING).one.pile is Pile.PENDING
    decide(desk, HOUSING, Verdict.WITHDRAW)
    assert len(read_log(log).decisions) == 2


def test_what_another_process_decided_is_not_written_over(
    desk: Desk, log: Path
) -> None:
    seen = desk.entry(HOUSING).version
    append_decisions(log, [make_decision(CODINGS[0], Verdict.REJECT, "Ben", SOON)])
    with pytest.raises(Changed):
        desk.decide_all([Choice(HOUSING, Verdict.ACCEPT, "", seen)])
    assert [line.reviewer for line in read_log(log).decisions] == ["Ben"]
    decide(desk, HOUSING, Verdict.ACCEPT)
    assert desk.entry(HOUSING).one.pile is Pile.DISPUTED


def test_a_decision_on_another_coding_is_no_conflict(desk: Desk, log: Path) -> None:
    seen = desk.entry(HOUSING).version
    append_decisions(log, [make_decision(CODINGS[1], Verdict.REJECT, "Ben", SOON)])
    desk.decide_all([Choice(HOUSING, Verdict.ACCEPT, "", seen)])
    assert desk.entry(MIND).one.pile is Pile.REJECTED
    assert desk.entry(HOUSING).one.pile is Pile.ACCEPTED


def test_the_cell_follows_the_decisions(desk: Desk) -> None:
    cell = PLAN_ID, "needs", "mental_health"
    assert desk.cells[cell].tick is Tick.YES
    assert desk.entry(MIND).fragile
    assert not desk.entry(HOUSING).fragile  # two passages
    decide(desk, MIND, Verdict.REJECT)
    assert desk.cells[cell].tick is Tick.NO
    decide(desk, POOR, Verdict.REJECT)
    assert desk.entry(HOUSING).fragile  # the only one that is left


def test_an_unknown_coding_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="no longer"):
        desk.decide_all([Choice("cnone", Verdict.ACCEPT)])


def test_a_log_that_was_edited_is_settled_again(desk: Desk, log: Path) -> None:
    decide(desk, HOUSING, Verdict.ACCEPT)
    log.unlink()
    desk.keep_up()
    assert desk.entry(HOUSING).one.pile is Pile.PENDING
    assert desk.loads == 2


# ----------------------------------------------------------------------------------------------------------
# adding


def pointed(
    quote: str,
    page: int | None = 3,
    start: int | None = None,
    category: str = "housing",
) -> Pointed:
    return Pointed(PLAN_ID, "needs", category, quote, page, start, "")


@pytest.mark.parametrize(
    ("quote", "page", "told"),
    [
        ("Sleeping rough has doubled", 3, "found on page 3"),
        (
            "the hostel in Mill Lane closed its doors",
            3,
            "found on page 3",
        ),  # over a line break
        ("Sleeping rough has doubled", 1, "found on page 3, not 1"),
    ],
)
def test_added_words_are_looked_up(
    desk: Desk, log: Path, quote: str, page: int, told: str
) -> None:
    entry, said = add_passage(desk, pointed(quote, page))
    assert said == told
    [line] = read_log(log).decisions
    assert (line.verdict, line.page) == (Verdict.ADD, 3)
    assert entry.one.pile is Pile.ACCEPTED
    assert (
        entry.one.coding.passage.start == CODINGS[0].passage.start
        or entry.one.coding.page == 3
    )


@pytest.mark.parametrize(
    ("quote", "category", "why"),
    [
        (
            "Nobody ever wrote these words in that plan",
            "housing",
            "not in the published plan",
        ),
        ("Sleeping rough has doubled", "no_such", "no category"),
        ("ab", "housing", "not in the published plan"),
        ("", "housing", "missing"),
        ("long " * 2000, "housing", "Mark the sentence"),
    ],
)
def test_other_words_are_refused(
    desk: Desk, log: Path, quote: str, category: str, why: str
) -> None:
    with pytest.raises(Refused, match=f"(?i){why}"):
        add_passage(desk, pointed(quote, category=category))
    assert not log.exists()


def test_marked_words_are_widened_to_whole_words_where_they_stand(desk: Desk) -> None:
    text = desk.sources.text_of(PLAN_ID).document.text
    start = text.index("leeping rough")
    entry, _ = add_passage(desk, pointed("leeping roug", None, start))
    assert entry.one.coding.match == "Sleeping rough"
    assert entry.one.coding.start == start - 1


def test_words_that_are_coded_already_accept_that_coding(desk: Desk) -> None:
    entry, told = add_passage(desk, pointed("find decent housing near", 1))
    assert entry.one.coding.coding_id == HOUSING
    assert "accepts its coding" in told


def test_an_added_passage_taken_back_ticks_nothing(desk: Desk) -> None:
    cell = PLAN_ID, "needs", "mental_health"
    decide(desk, MIND, Verdict.REJECT)
    entry, _ = add_passage(
        desk, pointed("Sleeping rough has doubled", category="mental_health")
    )
    assert desk.cells[cell].tick is Tick.YES
    decide(desk, entry.one.coding.coding_id, Verdict.WITHDRAW)
    assert entry.gone
    assert desk.cells[cell].tick is Tick.NO


def test_a_passage_that_another_process_added_appears(desk: Desk, log: Path) -> None:
    other = make_desk(log, "Ben")
    entry, _ = add_passage(other, pointed("Sleeping rough has doubled"))
    desk.keep_up()
    assert desk.entry(entry.one.coding.coding_id).one.pile is Pile.ACCEPTED
