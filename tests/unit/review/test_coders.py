"""Blind sheets are dealt fairly and the same every time; two coders' answers become
units to compare.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_kit import CODINGS, PLAN_ID, make_decision

from plancoder.models import Coding, Match, MatchKind, Verdict
from plancoder.review.coders import (
    CoderAnswers,
    cell_answers,
    coder_answers,
    paired_codings,
)
from plancoder.review.sheets.deal import (
    BLIND_COLUMNS,
    deal_codings,
    share_out,
)

A, R = Verdict.ACCEPT, Verdict.REJECT


def many(housing: int, mental: int) -> list[Coding]:
    return [replace(CODINGS[0], coding_id=f"h{at}") for at in range(housing)] + [
        replace(CODINGS[1], coding_id=f"m{at}") for at in range(mental)
    ]


def test_the_same_seed_deals_the_same_and_another_does_not() -> None:
    codings = many(50, 50)
    first = deal_codings(codings, sample=20, seed=1)
    assert first == deal_codings(codings, sample=20, seed=1)
    assert first != deal_codings(codings, sample=20, seed=2)
    assert [coding for coding in codings if coding in first] == list(first)


def test_the_order_of_the_codings_makes_no_difference_to_who_is_drawn() -> None:
    codings = many(50, 50)
    assert set(deal_codings(codings, sample=20)) == set(
        deal_codings(codings[::-1], sample=20)
    )


def test_a_stratified_sample_gives_each_category_its_share() -> None:
    dealt = deal_codings(many(90, 10), sample=20, by_category=True)
    assert [
        sum(coding.category == name for coding in dealt)
        for name in ("housing", "mental_health")
    ] == [18, 2]


@pytest.mark.parametrize(
    ("sample", "sizes", "shares"),
    [
        (10, {"a": 5, "b": 5}, {"a": 5, "b": 5}),
        (
            3,
            {"a": 100, "b": 1, "c": 1},
            {"a": 1, "b": 1, "c": 1},
        ),  # none empty while there is room
        (2, {"a": 100, "b": 1, "c": 1}, {"a": 1, "b": 0, "c": 1}),
        (12, {"a": 100, "b": 10, "c": 1}, {"a": 10, "b": 1, "c": 1}),
        (50, {"a": 3, "b": 4}, {"a": 3, "b": 4}),
        (0, {"a": 3}, {"a": 0}),
    ],
)
def test_shares(sample: int, sizes: dict[str, int], shares: dict[str, int]) -> None:
    shared = share_out(sample, {("needs", name): size for name, size in sizes.items()})
    assert sum(shared.values()) == min(sample, sum(sizes.values()))
    if sample != 2:
        assert {name: share for (_, name), share in shared.items()} == shares


def test_all_are_dealt_where_nothing_is_said_but_never_what_a_person_added() -> None:
    added = replace(
        CODINGS[0], coding_id="a1", matches=(Match("x", 0, 1, "T", MatchKind.ADDED),)
    )
    assert deal_codings([*CODINGS, added]) == CODINGS


def test_what_a_rule_blocks_is_dealt_when_asked_for() -> None:
    blocked = replace(CODINGS[0], coding_id="b1", blocked_by="in_name")
    assert deal_codings([*CODINGS, blocked]) == CODINGS
    assert deal_codings([*CODINGS, blocked], include_blocked=True) == (
        *CODINGS,
        blocked,
    )


def test_a_blind_sheet_does_not_say_what_the_machine_thinks() -> None:
    assert not {"kind", "score", "term", "blocked_by", "other_categories"} & set(
        BLIND_COLUMNS
    )
    assert {
        "coding_id",
        "row_check",
        "before",
        "match",
        "after",
        "decision",
        "category",
    } <= set(BLIND_COLUMNS)


def answers(name: str, *verdicts: Verdict | None, added: bool = False) -> CoderAnswers:
    decisions = [
        make_decision(coding, verdict, name)
        for coding, verdict in zip(CODINGS, verdicts, strict=True)
        if verdict
    ]
    if added:
        decisions.append(
            replace(
                decisions[0],
                coding_id="a9",
                category="victims",
                frame="priorities",
                verdict=Verdict.ADD,
            )
        )
    return coder_answers(name, [coding.coding_id for coding in CODINGS], decisions)


def test_cells_are_ticked_by_any_accepted_coding_and_blank_only_when_all_are_rejected() -> (
    None
):
    one, two = answers("Ann", A, R, R), answers("Ben", R, None, R, added=True)
    pairs = paired_codings(one, two, CODINGS)
    assert [(pair.first, pair.second) for pair in pairs] == [
        (True, False),
        (False, None),
        (False, False),
    ]
    assert [pair.differs for pair in pairs] == [True, False, False]
    housing, mental = (PLAN_ID, "needs", "housing"), (PLAN_ID, "needs", "mental_health")
    assert cell_answers(one, pairs, second=False) == {housing: True, mental: False}
    assert cell_answers(two, pairs, second=True) == {
        housing: False,
        mental: None,
        (PLAN_ID, "priorities", "victims"): True,
    }


def test_only_codings_on_both_sheets_are_compared() -> None:
    one = answers("Ann", A, R, R)
    two = coder_answers(
        "Ben", [CODINGS[1].coding_id], [make_decision(CODINGS[1], A, "Ben")]
    )
    assert [pair.coding for pair in paired_codings(one, two, CODINGS)] == [CODINGS[1]]
