"""Decisions as regression tests of the codebook."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_kit import CODEBOOK, CODINGS, PLAN, PLAN_ID, make_decision

from plancoder.models import Basis, Cell, Coding, Decision, Matrix, Tick, Verdict
from plancoder.review.codebook_diff import Change, codebook_diff, flipped_cells

FIRST, SECOND, THIRD = CODINGS
A, R = Verdict.ACCEPT, Verdict.REJECT
BLOCKED = replace(FIRST, blocked_by="unless: housing officer")


@pytest.mark.parametrize(
    ("before", "after", "decision", "change"),
    [
        ((FIRST,), (), make_decision(FIRST, A), Change.ACCEPTED_LOST),
        ((FIRST,), (BLOCKED,), make_decision(FIRST, A), Change.ACCEPTED_LOST),
        ((), (FIRST,), make_decision(FIRST, R), Change.REJECTED_BACK),
        ((BLOCKED,), (FIRST,), make_decision(FIRST, R), Change.REJECTED_BACK),
        ((), (FIRST,), make_decision(FIRST, Verdict.ADD), Change.ACCEPTED_FOUND),
        ((FIRST,), (), make_decision(FIRST, R), Change.REJECTED_GONE),
        ((FIRST,), (FIRST,), make_decision(FIRST, A), None),
        ((FIRST,), (FIRST,), make_decision(FIRST, R), None),
        ((), (), make_decision(FIRST, A), None),
        ((FIRST,), (), make_decision(FIRST, Verdict.WITHDRAW), None),
    ],
)
def test_what_an_edit_does_to_a_decided_coding(
    before: tuple[Coding, ...],
    after: tuple[Coding, ...],
    decision: Decision,
    change: Change | None,
) -> None:
    diff = codebook_diff(before, after, [decision])
    assert [each.change for each in diff.changes] == ([change] if change else [])


def test_a_disputed_coding_proves_nothing() -> None:
    assert not codebook_diff(
        [FIRST], [], [make_decision(FIRST, A), make_decision(FIRST, R, "Ben")]
    ).changes


def test_the_rule_that_blocks_it_now_is_named() -> None:
    diff = codebook_diff([FIRST], [BLOCKED], [make_decision(FIRST, A)])
    assert diff.changes[0].blocked_by == "unless: housing officer"


def test_undecided_codings_are_counted() -> None:
    diff = codebook_diff([FIRST, SECOND], [SECOND, THIRD], [])
    assert (diff.gone, diff.new) == (1, 1)


def matrix(*ticks: Tick) -> Matrix:
    cells = {
        (PLAN_ID, name): Cell(tick, Basis.EXACT)
        for name, tick in zip(("housing", "mental_health"), ticks, strict=False)
    }
    return Matrix(
        "needs", "A", (PLAN,), tuple(name for _, name in cells), CODEBOOK.labels, cells
    )


@pytest.mark.parametrize(
    ("before", "after", "flips"),
    [
        ((Tick.YES, Tick.NO), (Tick.YES, Tick.NO), []),
        ((Tick.YES, Tick.NO), (Tick.NO, Tick.NO), [("housing", Tick.YES, Tick.NO)]),
        (
            (Tick.YES,),
            (Tick.YES, Tick.YES),
            [("mental_health", Tick.NO, Tick.YES)],
        ),  # a new category
        ((Tick.YES,), (Tick.YES, Tick.NO), []),
    ],
)
def test_cells_that_flip(
    before: tuple[Tick, ...],
    after: tuple[Tick, ...],
    flips: list[tuple[str, Tick, Tick]],
) -> None:
    found = flipped_cells(matrix(*before), matrix(*after))
    assert [(flip.category, flip.before, flip.after) for flip in found] == flips
