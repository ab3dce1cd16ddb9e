"""Every coding in one pile; what people decided survives changes of codebook,
extraction and plan.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_kit import (
    CODINGS,
    DOCUMENT,
    LATER,
    PLAN_ID,
    SENTENCES,
    WHEN,
    make_codings,
    make_decision,
    make_document,
    make_passages,
    make_review,
    text_of,
)

from plancoder.models import Coding, Decision, MatchKind, Pile, Verdict
from plancoder.review.added import added_id
from plancoder.review.quotes import PlanText
from plancoder.review.settle import settle_review

A, R, W = Verdict.ACCEPT, Verdict.REJECT, Verdict.WITHDRAW
FIRST = CODINGS[0]


def added(quote: str, reviewer: str = "Ann", category: str = "housing") -> Decision:
    coding_id = added_id(PLAN_ID, "needs", category, quote)
    return Decision(
        coding_id,
        PLAN_ID,
        category,
        Verdict.ADD,
        quote,
        3,
        "",
        "",
        reviewer,
        WHEN,
        frame="needs",
    )


@pytest.mark.parametrize(
    ("said", "pile"),
    [
        ((), Pile.PENDING),
        ((("Ann", A, WHEN),), Pile.ACCEPTED),
        ((("Ann", R, WHEN),), Pile.REJECTED),
        ((("Ann", A, WHEN), ("Ben", A, WHEN)), Pile.ACCEPTED),
        ((("Ann", A, WHEN), ("Ben", R, WHEN)), Pile.DISPUTED),
        ((("Ann", A, WHEN), ("Ann", R, LATER)), Pile.REJECTED),
        (
            (("Ann", R, LATER), ("Ann", A, WHEN)),
            Pile.REJECTED,
        ),  # two logs merged: the time decides
        (
            (("Ann", A, WHEN), ("ann ", R, WHEN)),
            Pile.REJECTED,
        ),  # one person, however typed
        ((("Ann", A, WHEN), ("Ben", R, WHEN), ("Ben", W, LATER)), Pile.ACCEPTED),
        ((("Ann", A, WHEN), ("Ann", W, LATER)), Pile.PENDING),
    ],
)
def test_the_newest_verdict_of_each_reviewer_makes_the_pile(
    said: tuple[tuple[str, Verdict, str], ...], pile: Pile
) -> None:
    review = make_review(
        *(make_decision(FIRST, verdict, who, when) for who, verdict, when in said)
    )
    assert review.codings[0].pile is pile
    assert {one.pile for one in review.codings[1:]} == {Pile.PENDING}
    assert len(review.codings) == len(CODINGS)


def changed_text(old: str, new: str) -> tuple[tuple[int, str], ...]:
    return tuple((page, sentence.replace(old, new)) for page, sentence in SENTENCES)


def test_a_decision_follows_its_passage_when_the_words_changed_a_little() -> None:
    document = make_document(
        changed_text("decent housing near the work", "decent housing close to the work")
    )
    codings = make_codings(document)
    assert codings[0].coding_id != FIRST.coding_id
    review = settle_review(codings, [make_decision(FIRST, R)], text_of=text_of)
    assert [one.pile for one in review.codings] == [
        Pile.REJECTED,
        Pile.PENDING,
        Pile.PENDING,
    ]
    assert not review.orphans


LEVY = (3, "Press for a levy on late housing sales where a council wants one")
FIRST_WORDS = (3, "housing sales: press for a levy where a council wants one")
LAST_WORDS = (3, "Where a council wants one press for a levy on late housing")
TENANTS = (3, "Pay for a tenants' adviser on the Harbour estate")


def merged(*sentences: tuple[int, str]) -> tuple[int, str]:
    return sentences[0][0], " ".join(sentence for _, sentence in sentences)


@pytest.mark.parametrize("verdict", [A, R])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((TENANTS, LEVY), (merged(TENANTS, LEVY),)),
        # The words judged are the first of their bullet, and the last.
        ((TENANTS, FIRST_WORDS), (merged(TENANTS, FIRST_WORDS),)),
        ((LAST_WORDS, TENANTS), (merged(LAST_WORDS, TENANTS),)),
        ((merged(TENANTS, LEVY),), (TENANTS, LEVY)),
    ],
)
def test_a_decision_follows_when_another_reader_joins_bullets_or_parts_them(
    before: tuple[tuple[int, str], ...],
    after: tuple[tuple[int, str], ...],
    verdict: Verdict,
) -> None:
    (old,), (new,) = (
        make_codings(make_document(before)),
        make_codings(make_document(after)),
    )
    assert old.coding_id != new.coding_id
    review = settle_review([new], [make_decision(old, verdict)])
    assert [one.pile for one in review.codings] == [
        Pile.ACCEPTED if verdict is A else Pile.REJECTED
    ]
    assert not review.orphans


def test_of_two_joined_bullets_the_accepted_one_decides_and_the_other_is_listed() -> (
    None
):
    homes = (3, "Keep empty housing off the hands of dealers in drugs")
    first, second = make_codings(make_document((homes, LEVY)))
    (new,) = make_codings(make_document((merged(homes, LEVY),)))
    review = settle_review([new], [make_decision(first, R), make_decision(second, A)])
    assert [one.pile for one in review.codings] == [Pile.ACCEPTED]
    assert [orphan.decision.verdict for orphan in review.orphans] == [R]


def test_a_first_decision_under_the_new_id_does_not_push_the_old_ones_off() -> None:
    codings = make_codings(
        make_document(changed_text("decent housing near", "decent housing close to"))
    )
    review = settle_review(
        codings, [make_decision(FIRST, R), make_decision(codings[0], A, "Ben", LATER)]
    )
    assert review.codings[0].pile is Pile.DISPUTED


def test_a_decision_does_not_follow_to_a_passage_that_had_its_own() -> None:
    lookalike = make_document(
        (
            (1, "Priority 1: cut crime near housing"),
            (1, "Priority 2: cut crime near housing"),
        )
    )
    first, second = make_codings(lookalike)
    decisions = [make_decision(first, R), make_decision(second, A)]
    review = settle_review([second], decisions)
    assert review.codings[0].pile is Pile.ACCEPTED
    assert [orphan.decision.coding_id for orphan in review.orphans] == [first.coding_id]


def test_accepted_words_remain_evidence_when_the_codebook_loses_their_term() -> None:
    kept = [coding for coding in CODINGS if coding.category != "housing"]
    review = settle_review(kept, [make_decision(FIRST, A)], text_of=text_of)
    revived = review.codings[-1]
    assert revived.pile is Pile.ACCEPTED
    assert revived.coding.coding_id == FIRST.coding_id
    assert revived.coding.kind is MatchKind.ADDED
    assert (revived.coding.start, revived.coding.end) == (FIRST.start, FIRST.end)
    assert (
        DOCUMENT.text[revived.coding.start : revived.coding.end] == revived.coding.match
    )


def test_a_rejection_without_its_coding_is_listed_and_comes_back_with_it() -> None:
    kept = [coding for coding in CODINGS if coding.category != "housing"]
    decision = make_decision(FIRST, R)
    review = settle_review(kept, [decision], text_of=text_of)
    assert [orphan.decision for orphan in review.orphans] == [decision]
    assert review.orphans[0].nearest_page == 1
    assert review.orphans[0].similarity == 100
    assert settle_review(CODINGS, [decision]).codings[0].pile is Pile.REJECTED


def test_words_that_the_next_edition_dropped_are_listed_with_the_nearest_passage() -> (
    None
):
    document = make_document(SENTENCES[1:])
    text = PlanText(document, make_passages(document))
    review = settle_review(
        make_codings(document), [make_decision(FIRST, A)], text_of=lambda _: text
    )
    assert [orphan.decision.quote for orphan in review.orphans] == ["housing"]
    assert review.orphans[0].nearest
    assert review.orphans[0].similarity < 85


@pytest.mark.parametrize("categories", [{("priorities", "victims")}, set()])
def test_an_added_passage_of_a_category_that_is_no_more_does_not_count(
    categories: set[tuple[str, str]],
) -> None:
    decision = added("Sleeping rough has doubled")
    review = settle_review((), [decision], text_of=text_of, categories=categories)
    assert not review.codings
    assert [orphan.decision for orphan in review.orphans] == [decision]


def test_decisions_of_a_plan_that_is_gone_are_listed_not_dropped() -> None:
    decision = replace(make_decision(FIRST), plan_id="gone:1999")
    review = settle_review(CODINGS, [decision], text_of=text_of)
    assert [orphan.decision for orphan in review.orphans] == [decision]
    assert review.orphans[0].nearest == ""


def test_an_added_passage_becomes_a_coding_with_the_words_of_the_plan() -> None:
    review = make_review(
        added("Sleeping rough has doubled since the hostel in Mill Lane closed")
    )
    coding = review.codings[-1].coding
    assert (
        coding.match
        == "Sleeping rough has doubled since the hostel in Mill Lane\nclosed"
    )
    assert coding.before + coding.match + coding.after == SENTENCES[4][1]
    assert (coding.page, coding.kind, coding.passage.section) == (
        3,
        MatchKind.ADDED,
        ("Needs", "Our area"),
    )


def test_adding_words_that_are_coded_already_accepts_the_coding() -> None:
    review = make_review(added("Poor housing and empty flats"))
    assert len(review.codings) == len(CODINGS)
    assert [one.coding.page for one in review.codings if one.pile is Pile.ACCEPTED] == [
        2
    ]


def test_two_who_add_the_same_words_make_one_coding_and_a_third_can_dispute_it() -> (
    None
):
    first = added("Sleeping rough has doubled")
    second = added("rough has doubled since the hostel", "Ben")
    against = replace(first, verdict=R, reviewer="Cy")
    assert [one.pile for one in make_review(first, second).codings[3:]] == [
        Pile.ACCEPTED
    ]
    assert [one.pile for one in make_review(first, second, against).codings[3:]] == [
        Pile.DISPUTED
    ]


def test_every_coding_of_every_plan_lies_in_one_pile() -> None:
    other: Coding = replace(FIRST, coding_id="cother", plan_id="hill:2020")
    review = settle_review((*CODINGS, other), [make_decision(other, R)])
    assert [one.coding.coding_id for one in review.codings] == [
        *(each.coding_id for each in CODINGS),
        "cother",
    ]
    assert review.codings[-1].pile is Pile.REJECTED
