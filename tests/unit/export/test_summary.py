"""Counts and shares of a matrix, with the base said."""

from __future__ import annotations

from plancoder.export.summary import Base, summary_table
from plancoder.models import Basis, Cell, Matrix, Plan, PlanStatus, Tick

YES, NO, NA = Tick.YES, Tick.NO, Tick.UNREADABLE


def matrix_of(*rows: tuple[str, str, Tick | None]) -> Matrix:
    """Rows of force, status and tick; None: no new plan."""
    plans, cells = [], {}
    for force, status, tick in rows:
        plan = Plan(
            f"{force}:{status}",
            "" if tick is None else "x.pdf",
            force,
            force,
            status=PlanStatus(status),
        )
        plans.append(plan)
        cells[plan.plan_id, "housing"] = Cell(tick or Tick.NO_PLAN, Basis.EXACT)
    return Matrix(
        "needs", "A", tuple(plans), ("housing",), {"housing": "Housing"}, cells
    )


MATRIX = matrix_of(
    ("ash", "current", YES),
    ("ash", "previous", NO),
    ("bay", "current", NO),
    ("bay", "previous", YES),
    ("cod", "current", None),
    ("cod", "previous", YES),
    ("dun", "current", NA),
    ("dun", "previous", NO),
)


def row(**how: object) -> dict[str, str]:
    header, (cells,) = summary_table([MATRIX], **how)  # type: ignore[arg-type]
    return dict(zip(header, map(str, cells), strict=True))


def test_shares_of_the_plans_read_with_the_old_plan_carried_forward() -> None:
    found = row()
    assert (
        found["current_plans_with"],
        found["current_base"],
        found["current_percent"],
    ) == ("2", "3", "66.7")
    assert (
        found["previous_plans_with"],
        found["previous_base"],
        found["previous_percent"],
    ) == ("2", "4", "50.0")
    # Of ash and bay alone: cod has its old plan only, of dun nothing can be said.
    assert (found["change_points"], found["change_base"]) == ("0.0", "2")
    assert (found["forces_gained"], found["forces_lost"]) == ("ash", "bay")
    assert found["current_not_known"] == "1"
    assert "previous one" in found["base_is"]


def test_all_plans_listed_as_the_base() -> None:
    found = row(base=Base.ALL)
    assert found["current_base"] == "4"
    assert (found["change_points"], found["change_base"]) == ("0.0", "3")


def test_change_compares_forces_that_have_both_plans() -> None:
    many = [(force, "current", YES) for force in "abcdefgh"]
    header, (cells,) = summary_table([matrix_of(*many, ("a", "previous", NO))])
    found = dict(zip(header, cells, strict=True))
    assert (found["current_plans_with"], found["previous_base"]) == (8, 1)
    assert (found["change_points"], found["change_base"]) == (100.0, 1)
    header, (cells,) = summary_table([matrix_of(*many, ("z", "previous", NO))])
    found = dict(zip(header, cells, strict=True))
    assert (found["change_points"], found["change_base"]) == (None, 0)


def test_without_carrying_forward_a_force_without_a_new_plan_does_not_count() -> None:
    found = row(carry_forward=False)
    assert (found["current_plans_with"], found["current_base"]) == ("1", "2")
    assert "previous one" not in found["base_is"]


def test_no_base_no_share() -> None:
    header, (cells,) = summary_table([matrix_of(("ash", "current", NA))])
    assert dict(zip(header, cells, strict=True))["current_percent"] in ("", None)


def test_a_force_with_several_current_plans_counts_once() -> None:
    plans = [
        Plan(f"{force}:{at}", "x.pdf", force, force, status=PlanStatus.CURRENT)
        for force, at in [("ash", 1), ("ash", 2), ("bay", 1), ("bay", 2), ("cod", 1)]
    ]
    ticks = dict(
        zip((plan.plan_id for plan in plans), (NO, YES, NO, NA, NO), strict=True)
    )
    cells = {
        (plan_id, "housing"): Cell(tick, Basis.EXACT) for plan_id, tick in ticks.items()
    }
    made = Matrix(
        "needs", "A", tuple(plans), ("housing",), {"housing": "Housing"}, cells
    )
    header, (row_cells,) = summary_table([made])
    found = dict(zip(header, row_cells, strict=True))
    # Of bay one plan says no and one could not be read: nothing can be said of bay.
    assert (found["current_plans_with"], found["current_base"]) == (1, 2)
    assert found["current_not_known"] == 1
    assert "3 forces, 5 plans" in str(found["base_is"])
