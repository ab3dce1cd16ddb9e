"""Which codings a reviewer sees, in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_kit import CODINGS, LATER, PLAN, make_decision, make_review

from plancoder.models import Basis, Cell, DocType, Tick, Verdict
from plancoder.review_page.queue import (
    Entry,
    EntryMaker,
    Order,
    Progress,
    State,
    Wish,
    choose,
    is_fragile,
    leader,
)

HOUSING, MIND, POOR = (coding.coding_id for coding in CODINGS)


def entries(*decisions: tuple[int, Verdict, str]) -> list[Entry]:
    review = make_review(
        *(
            make_decision(CODINGS[at], verdict, who, LATER)
            for at, verdict, who in decisions
        )
    )
    return EntryMaker([PLAN], ["needs", "priorities"]).entries(review.codings)


def ids(chosen: list[Entry]) -> list[str]:
    return [entry.one.coding.coding_id for entry in chosen]


@pytest.mark.parametrize(
    ("wish", "seen"),
    [
        (Wish(), [HOUSING, MIND, POOR]),
        (Wish(category="housing"), [HOUSING, POOR]),
        (Wish(category="housing", frame="priorities"), []),
        (Wish(text="DECENT  housing"), [HOUSING]),
        (Wish(text="no such words"), []),
        (Wish(force="vale"), [HOUSING, MIND, POOR]),
        (Wish(force="hill"), []),
        (Wish(plan="vale:2021", kind="exact"), [HOUSING, MIND, POOR]),
        (Wish(kind="fuzzy"), []),
        (Wish(kind="blocked"), []),
    ],
)
def test_filters(wish: Wish, seen: list[str]) -> None:
    assert ids(choose(entries(), wish)) == seen


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (State.UNDECIDED, [POOR, MIND]),
        (State.DISPUTED, [POOR]),
        (State.DECIDED, [HOUSING]),
        (State.ACCEPTED, [HOUSING]),
        (State.REJECTED, []),
        (State.MINE, [POOR, HOUSING]),
        (State.ALL, [POOR, MIND, HOUSING]),
    ],
)
def test_states(state: State, seen: list[str]) -> None:
    made = entries(
        (0, Verdict.ACCEPT, "Ann"),
        (2, Verdict.ACCEPT, "Ann"),
        (2, Verdict.REJECT, "Ben"),
    )
    assert ids(choose(made, Wish(state=state, reviewer="ANN "))) == seen


def test_fragile_ticks_come_first_and_in_plan_order_they_do_not() -> None:
    made = entries()
    made[1].fragile = True
    assert ids(choose(made, Wish())) == [MIND, HOUSING, POOR]
    assert ids(choose(made, Wish(order=Order.PLAN))) == [HOUSING, MIND, POOR]
    assert ids(choose(made, Wish(state=State.FRAGILE))) == [MIND]


def test_one_passage_stands_for_its_cell_until_the_cell_is_settled() -> None:
    made = entries()
    cell = Cell(Tick.YES, Basis.EXACT, (POOR, HOUSING))
    housing = [made[0], made[2]]
    assert leader(housing, cell) is made[2]
    rejected = entries((2, Verdict.REJECT, "Ann"))
    left = leader([rejected[0], rejected[2]], Cell(Tick.YES, Basis.ONE_PASSAGE))
    assert left is rejected[0]
    accepted = entries((2, Verdict.ACCEPT, "Ann"))
    assert leader([accepted[0], accepted[2]], Cell(Tick.YES, Basis.REVIEWED)) is None


def test_what_others_were_unsure_of_comes_first_and_ones_own_last() -> None:
    made = entries((1, Verdict.UNSURE, "Ann"))
    made[2].fragile = True
    assert ids(choose(made, Wish(reviewer="Ben"))) == [MIND, POOR, HOUSING]
    assert ids(choose(made, Wish(reviewer="ann"))) == [POOR, HOUSING, MIND]
    assert ids(choose(made, Wish(state=State.UNSURE, reviewer="Ben"))) == [MIND]


@pytest.mark.parametrize(("reviewer", "first"), [("Ann", POOR), ("Ben", HOUSING)])
def test_a_passage_left_as_unsure_leads_its_cell_for_others(
    reviewer: str, first: str
) -> None:
    made = entries((0, Verdict.UNSURE, "Ann"))
    cell = Cell(Tick.YES, Basis.EXACT, (HOUSING, POOR))
    leads = leader([made[0], made[2]], cell, reviewer)
    assert leads is not None
    assert leads.coding.coding_id == first
    alone = leader([made[0]], cell, reviewer)
    assert alone is made[0]


@pytest.mark.parametrize("doc_type", [DocType.DRAFT, DocType.REPORT, DocType.OTHER])
def test_documents_that_are_no_plans_are_shown_when_asked_for(
    doc_type: DocType,
) -> None:
    plan = replace(PLAN, doc_type=doc_type)
    made = EntryMaker([plan], ["needs", "priorities"]).entries(make_review().codings)
    assert choose(made, Wish()) == choose(made, Wish(state=State.ALL)) == []
    assert ids(choose(made, Wish(state=State.OTHER))) == [HOUSING, MIND, POOR]
    assert ids(choose(made, Wish(plan=plan.plan_id))) == [HOUSING, MIND, POOR]
    assert leader(made, Cell(Tick.YES, Basis.EXACT, (HOUSING,))) is None


@pytest.mark.parametrize(
    ("tick", "basis", "names_it", "fragile"),
    [
        (Tick.YES, Basis.ONE_PASSAGE, True, True),
        (Tick.YES, Basis.FUZZY_ONLY, True, True),
        (Tick.YES, Basis.EXACT, True, False),
        (Tick.YES, Basis.REVIEWED, True, False),
        (Tick.NO, Basis.TOO_LITTLE, True, False),
        (Tick.YES, Basis.ONE_PASSAGE, False, False),
    ],
)
def test_what_is_fragile(
    tick: Tick, basis: Basis, names_it: bool, fragile: bool
) -> None:
    entry = entries()[0]
    assert (
        is_fragile(entry, Cell(tick, basis, (HOUSING,) if names_it else (POOR,)))
        is fragile
    )


def test_the_version_changes_with_every_decision_and_only_then() -> None:
    none, accepted = entries()[0], entries((0, Verdict.ACCEPT, "Ann"))[0]
    other = entries((0, Verdict.ACCEPT, "Ben"))[0]
    assert len({none.version, accepted.version, other.version}) == 3
    assert accepted.version == entries((0, Verdict.ACCEPT, "Ann"))[0].version


def test_progress_counts_what_is_settled() -> None:
    progress = Progress()
    for entry in entries(
        (0, Verdict.ACCEPT, "Ann"),
        (2, Verdict.ACCEPT, "Ann"),
        (2, Verdict.REJECT, "Ben"),
    ):
        progress.count(entry)
    assert (progress.decided["vale"], progress.total["vale"]) == (1, 3)
