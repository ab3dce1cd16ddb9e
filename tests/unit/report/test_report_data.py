"""What a report is made of, and the shares, changes and tiles taken from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_kit import NO, NONE, UNREAD, YES, make_report, plan, two

from plancoder.export.summary import Base
from plancoder.models import Cell, Plan, PlanStatus, Tick
from plancoder.report.change import changes
from plancoder.report.data import ReportData
from plancoder.report.printed import PrintedPlan, by_nation
from plancoder.report.published import published_report
from plancoder.report.shares import Generation, base_note, shares
from plancoder.report.tiles import tiles
from plancoder.review.final import OpenCell


def share_of(data: ReportData) -> dict[Generation, tuple[int, int]]:
    [share] = shares(data, data.matrices[0])
    return {one: (count.plans_with, count.base) for one, count in share.counts.items()}


def test_an_unread_plan_is_no_no() -> None:
    data = make_report(two("vale", YES, NO) | two("moor", UNREAD, YES))
    assert share_of(data) == {Generation.CURRENT: (1, 1), Generation.PREVIOUS: (1, 2)}
    everyone = replace(data, base=Base.FORCES)
    assert share_of(everyone)[Generation.CURRENT] == (1, 2)


def test_a_force_without_a_new_plan_counts_with_its_old_one_by_choice() -> None:
    rows = two("vale", NO, NO) | {
        plan("moor", PlanStatus.CURRENT, file=""): NONE,
        plan("moor", PlanStatus.PREVIOUS): YES,
    }
    data = make_report(rows)
    assert share_of(data)[Generation.CURRENT] == (1, 2)
    assert share_of(replace(data, carry_forward=False))[Generation.CURRENT] == (0, 1)
    assert "current: 2 forces, 2 plans" in base_note(data, data.matrices[0])
    [change] = changes(data, data.matrices[0])
    assert change.current.force == "Vale"


@pytest.mark.parametrize(
    ("now", "before", "moved"),
    [
        (YES, NO, "gained"),
        (NO, YES, "lost"),
        (YES, YES, "kept"),
        (NO, NO, ""),
        (UNREAD, YES, ""),
        (YES, UNREAD, ""),
    ],
)
def test_what_a_force_gained_lost_and_kept(now: Cell, before: Cell, moved: str) -> None:
    data = make_report(two("vale", now, before))
    [change] = changes(data, data.matrices[0])
    found = {name for name in ("gained", "lost", "kept") if getattr(change, name)}
    assert found == ({moved} if moved else set())


def test_a_draft_says_how_much_is_open() -> None:
    cell = OpenCell("vale:current", "needs", "housing", Tick.YES, Tick.NO, 3, 1)
    data = make_report(two("vale", YES, NO), open_cells=(cell,))
    assert data.draft
    assert data.state == "Draft: 4 codings undecided, 1 cell could change"
    assert make_report(two("vale", YES, NO), final=True).state == "Final"


def test_the_published_review_is_all_there() -> None:
    data = published_report()
    assert (data.state, data.draft) == ("As published in 2017", False)
    assert [matrix.appendix for matrix in data.matrices] == ["A", "B"]
    assert len(data.plans) == 86
    counts = {
        share.category: share.counts[Generation.CURRENT]
        for share in shares(data, data.matrices[0])
    }
    # As the published table gives them: src/plancoder/reference/data/headline.csv.
    assert (counts["mental_health"].plans_with, counts["mental_health"].base) == (
        41,
        43,
    )
    assert counts["housing"].plans_with == 13


def test_the_forces_of_england_and_wales_stand_where_they_are() -> None:
    placed = {tile.force: (tile.row, tile.column) for tile in tiles(published_report())}
    assert len(placed) == len(set(placed.values())) == 43
    assert placed["northumbria"][0] < placed["metropolitan"][0]
    assert placed["dyfed-powys"][1] < placed["suffolk"][1]


def test_other_bodies_stand_in_a_grid_by_nation() -> None:
    rows = {
        plan(name, PlanStatus.CURRENT, nation=nation): YES
        for name, nation in (("b", "Wales"), ("a", "Wales"), ("c", "England"))
    }
    found = [(one.force, one.row, one.column) for one in tiles(make_report(rows))]
    assert found == [("c", 1, 1), ("a", 2, 1), ("b", 2, 2)]


@pytest.mark.parametrize(
    ("dates", "file", "shown"),
    [
        ("2021-25", "a.pdf", "2021-25"),
        ("", "", "(no new plan)"),
        ("No new plan", "", "No new plan"),
    ],
)
def test_a_missing_plan_is_named_once(dates: str, file: str, shown: str) -> None:
    assert PrintedPlan(Plan("p", file, dates=dates), first=True).dates == shown


def test_the_plans_of_a_force_stand_together_below_their_nation() -> None:
    rows = two("vale", YES, NO) | {plan("glyn", PlanStatus.CURRENT, nation="Wales"): NO}
    found = [
        (nation, [one.first for one in printed])
        for nation, printed in by_nation(make_report(rows).matrices[0])
    ]
    assert found == [("England", [True, False]), ("Wales", [True])]
