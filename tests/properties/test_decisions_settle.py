"""Whatever changes, every coding lies in one pile and every decision that stands is
somewhere to be seen.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from review_kit import (
    SENTENCES,
    make_codings,
    make_decision,
    make_document,
    make_passages,
)

from plancoder.models import Decision, Pile, Verdict
from plancoder.review.quotes import PlanText
from plancoder.review.settle import settle_review
from plancoder.review.verdicts import newest_of_each, reviewer_key

WORDS = st.sampled_from(
    ["housing", "mental health", "drug", "young", "bus", "Vale", "the"]
)
TERMS = st.lists(
    st.tuples(st.just("needs"), st.sampled_from(["one", "two"]), WORDS),
    max_size=5,
    unique=True,
)
TEXTS = st.lists(
    st.sampled_from(
        [
            *SENTENCES,
            (4, "More housing."),
            (1, "Too few young people in Vale find a job."),
        ]
    ),
    max_size=7,
)
SAID = st.tuples(
    st.integers(0, 30),
    st.sampled_from(list(Verdict)),
    st.sampled_from(["Ann", "Ben", "ann"]),
    st.integers(1, 9),
)


@settings(max_examples=300, deadline=None)
@given(
    before=TEXTS,
    after=TEXTS,
    old=TERMS,
    new=TERMS,
    said=st.lists(SAID, max_size=12),
    known=st.booleans(),
)
def test_nothing_is_dropped_and_nothing_lies_in_two_piles(
    before: list[tuple[int, str]],
    after: list[tuple[int, str]],
    old: list[tuple[str, str, str]],
    new: list[tuple[str, str, str]],
    said: list[tuple[int, Verdict, str, int]],
    known: bool,
) -> None:
    decided = {
        coding.coding_id: coding
        for coding in make_codings(make_document(tuple(before)), tuple(old))
    }
    document = make_document(tuple(after))
    codings = tuple(
        {
            coding.coding_id: coding for coding in make_codings(document, tuple(new))
        }.values()
    )
    decisions = [
        make_decision(
            list(decided.values())[at % len(decided)],
            verdict,
            who,
            f"2026-03-0{day}T10:00:00.000Z",
        )
        for at, verdict, who, day in said
        if decided
    ]
    text = PlanText(document, make_passages(document)) if document.text else None
    review = settle_review(
        codings, decisions, text_of=lambda _: text if known else None
    )

    ids = [one.coding.coding_id for one in review.codings]
    assert len(ids) == len(set(ids))
    assert ids[: len(codings)] == [coding.coding_id for coding in codings]
    for one in review.codings:
        unsure = all(each.verdict is Verdict.UNSURE for each in one.decisions)
        assert (one.pile is Pile.PENDING) is unsure
        coding = one.coding
        assert document.text[coding.start : coding.end] == coding.match
        assert (
            document.text[coding.passage.start : coding.passage.end]
            == coding.before + coding.match + coding.after
        )
    shown = {orphan.decision for orphan in review.orphans}
    held = {decision for one in review.codings for decision in one.decisions}
    by_coding: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_coding.setdefault(decision.coding_id, []).append(decision)
    for group in by_coding.values():
        for decision in newest_of_each(group):
            # Where two codings became one, a reviewer's newer word on either stands for
            # both.
            newer = any(
                reviewer_key(other.reviewer) == reviewer_key(decision.reviewer)
                and other.decided_at >= decision.decided_at
                for other in decisions
                if other.coding_id != decision.coding_id
            )
            assert decision in shown or decision in held or newer


@settings(max_examples=100, deadline=None)
@given(said=st.lists(SAID, max_size=12), seed=st.randoms())
def test_the_order_of_lines_at_different_times_makes_no_difference(
    said: list[tuple[int, Verdict, str, int]], seed: st.DataObject
) -> None:
    codings = make_codings(make_document())
    decisions = [
        replace(
            make_decision(codings[at % 3], verdict, who),
            decided_at=f"2026-03-01T10:00:{number:02}.000Z",
        )
        for number, (at, verdict, who, _) in enumerate(said)
    ]
    shuffled = list(decisions)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert settle_review(codings, shuffled) == settle_review(codings, decisions)
