"""Ticks drawn at random, and what reviewers make of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from scipy.stats import binomtest

from plancoder.agreement.statistics import wilson_interval
from plancoder.models import Basis, Cell, Matrix, Plan, Tick
from plancoder.review.assurance import DrawnTick, Judged, draw_ticks, judge

PLANS = tuple(Plan(f"p{number}", f"p{number}.pdf") for number in range(60))
CATEGORIES = ("housing", "drugs", "youth")


def matrix(ticked: dict[str, int]) -> Matrix:
    """The first `ticked[category]` plans have a tick."""
    cells = {
        (plan.plan_id, category): Cell(Tick.YES, Basis.EXACT)
        if at < ticked[category]
        else Cell(Tick.NO, Basis.NOTHING_FOUND)
        for at, plan in enumerate(PLANS)
        for category in CATEGORIES
    }
    labels = dict(zip(CATEGORIES, CATEGORIES, strict=True))
    return Matrix("needs", "A", PLANS, CATEGORIES, labels, cells)


TABLE = matrix({"housing": 40, "drugs": 20, "youth": 1})


def test_each_category_has_its_share_and_none_is_left_out() -> None:
    drawn = Counter(tick.category for tick in draw_ticks([TABLE], 31))
    assert drawn == {"housing": 20, "drugs": 10, "youth": 1}


def test_each_basis_and_confidence_has_its_share() -> None:
    one_passage = Cell(Tick.YES, Basis.ONE_PASSAGE)
    mixed = replace(TABLE, cells={**TABLE.cells, ("p0", "housing"): one_passage})
    # Of 39 firm ticks of housing one in three rests on a guess.
    sure = {
        ("needs", plan.plan_id): "guessed" if at % 3 == 1 else "stated"
        for at, plan in enumerate(PLANS)
    }
    drawn = draw_ticks([mixed], 31, confidences=sure)
    housing = [one for one in drawn if one.category == "housing"]
    assert Counter((one.basis, one.confidence) for one in housing) == {
        (Basis.EXACT, "stated"): 13,
        (Basis.EXACT, "guessed"): 7,
        (Basis.ONE_PASSAGE, "stated"): 1,
    }
    assert all(sure["needs", one.plan_id] == one.confidence for one in drawn)


def test_of_other_frames_no_confidence_is_told() -> None:
    sure = {("priorities", plan.plan_id): "guessed" for plan in PLANS}
    assert {one.confidence for one in draw_ticks([TABLE], 31, confidences=sure)} == {""}
    assert draw_ticks([TABLE], 31, confidences=sure) == draw_ticks([TABLE], 31)


def test_blank_cells_are_never_drawn() -> None:
    drawn = draw_ticks([TABLE], 1000)
    assert len(drawn) == 61
    assert all(TABLE.cells[one.plan_id, one.category].tick is Tick.YES for one in drawn)


def test_the_same_seed_draws_the_same() -> None:
    assert draw_ticks([TABLE], 10, 1) == draw_ticks([TABLE], 10, 1)
    assert draw_ticks([TABLE], 10, 1) != draw_ticks([TABLE], 10, 2)
    assert DrawnTick("p0", "needs", "youth", Basis.EXACT) in draw_ticks([TABLE], 3)


@pytest.mark.parametrize(
    ("cell", "judged"),
    [
        (Cell(Tick.YES, Basis.REVIEWED), Judged.UPHELD),
        (Cell(Tick.YES, Basis.ADDED), Judged.UPHELD),
        (Cell(Tick.NO, Basis.REJECTED), Judged.NOT_UPHELD),
        (Cell(Tick.NO, Basis.TOO_LITTLE), Judged.UNDECIDED),
        (Cell(Tick.NO, Basis.REVIEWED), Judged.UNDECIDED),
        (Cell(Tick.YES, Basis.EXACT), Judged.UNDECIDED),
        (Cell(Tick.UNSETTLED, Basis.UNSETTLED), Judged.UNDECIDED),
    ],
)
def test_what_reviewers_say_of_a_tick(cell: Cell, judged: Judged) -> None:
    assert judge(cell) is judged


@pytest.mark.parametrize(("yes", "n"), [(0, 5), (5, 5), (1, 2), (97, 100), (194, 200)])
def test_the_interval_is_that_of_scipy(yes: int, n: int) -> None:
    known = binomtest(yes, n).proportion_ci(method="wilson")
    assert wilson_interval(yes, n) == pytest.approx((100 * known.low, 100 * known.high))


def test_without_a_decision_there_is_no_interval() -> None:
    assert wilson_interval(0, 0) is None
