"""A final table waits for exactly the cells that an undecided coding would change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_kit import CODEBOOK, CODINGS, PLAN, PLAN_ID, make_decision

from plancoder.errors import ReviewPendingError
from plancoder.export.matrix import tick_matrix
from plancoder.models import (
    CodedPlan,
    Decision,
    Matrix,
    PlanResult,
    Review,
    Tick,
    Verdict,
)
from plancoder.review.final import open_cells, refuse_open_cells
from plancoder.review.settle import settle_review

HOUSING_1, MENTAL, HOUSING_2 = CODINGS
A, R = Verdict.ACCEPT, Verdict.REJECT


def open_in(*decisions: Decision, blocked: str = "") -> list[tuple[str, int, int]]:
    codings = [
        replace(coding, blocked_by=blocked if coding is MENTAL else "")
        for coding in CODINGS
    ]
    review = settle_review(codings, decisions)
    result = PlanResult(PLAN, CodedPlan(PLAN_ID, (), (), ()))

    def matrices(decided: Review) -> list[Matrix]:
        return [
            tick_matrix(
                [PLAN], CODEBOOK, frame.id, {PLAN_ID: result}, decided, final=True
            )
            for frame in CODEBOOK.frames
        ]

    return [
        (cell.category, cell.pending, cell.disputed)
        for cell in open_cells(review, matrices)
    ]


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], [("housing", 2, 0), ("mental_health", 1, 0)]),
        (
            [make_decision(HOUSING_1)],
            [("mental_health", 1, 0)],
        ),  # one accepted is a tick, whatever the other says
        ([make_decision(HOUSING_1, R)], [("housing", 1, 0), ("mental_health", 1, 0)]),
        (
            [
                make_decision(HOUSING_1, R),
                make_decision(HOUSING_2),
                make_decision(HOUSING_2, R, "Ben"),
            ],
            [("housing", 0, 1), ("mental_health", 1, 0)],
        ),
        ([make_decision(coding, R) for coding in CODINGS], []),
    ],
)
def test_a_cell_is_open_while_the_undecided_could_change_it(
    decisions: list[Decision], expected: list[tuple[str, int, int]]
) -> None:
    assert open_in(*decisions) == expected


def test_what_a_rule_blocks_waits_for_nobody() -> None:
    assert open_in(make_decision(HOUSING_1), blocked="value_for_money") == []


def test_a_blocked_coding_that_reviewers_dispute_is_open() -> None:
    decisions = [
        make_decision(HOUSING_1),
        make_decision(MENTAL),
        make_decision(MENTAL, R, "Ben"),
    ]
    assert open_in(*decisions, blocked="value_for_money") == [("mental_health", 0, 1)]


def test_the_refusal_lists_the_cells() -> None:
    from plancoder.review.final import OpenCell

    cells = [
        OpenCell(PLAN_ID, "needs", f"need_{at}", Tick.YES, Tick.NO, 2, at % 2)
        for at in range(40)
    ]
    with pytest.raises(ReviewPendingError) as error:
        refuse_open_cells(
            [
                *cells,
                OpenCell(PLAN_ID, "priorities", "housing", Tick.YES, Tick.NO, 1, 0),
            ]
        )
    head, needs, priorities, advice = str(error.value).splitlines()
    assert "41 cells are not settled" in head
    assert needs.startswith(
        "  vale:2021, needs: need_0 (2 pending), need_1 (2 pending, 1 disputed), "
    )
    assert needs.endswith("need_39 (2 pending, 1 disputed)")  # none is left out
    assert priorities == "  vale:2021, priorities: housing (1 pending)"
    assert "plancoder decide" in advice
    assert error.value.exit_code == 5
    refuse_open_cells([])
