"""Slips and contradictions that a patient reader found in the published appendices, as
data.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plancoder.models import PlanStatus
from plancoder.reference.rows import read_rows


class Certainty(StrEnum):
    """How sure the intended reading is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One oddity of a published appendix.

    `kind` is one of dates, dates_overlap, row_order, no_plan, no_plan_ticked,
    c_disagrees, rows_exchanged,
    cells_exchanged, no_tick, equal_rows, mangled_label, missing_label, wording,
    listed_twice, percentage. `category`
    is blank where the whole row is meant, `plan_id` where no one plan is. `intended` is
    blank where nobody can tell;
    for exchanged rows it names the plan whose ticks belong here.
    """

    plan_id: str
    appendix: str
    category: str
    kind: str
    printed: str
    intended: str
    certainty: Certainty
    note: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell in which Appendix A and the needs list of Appendix C differ."""

    plan_id: str
    force_id: str
    status: PlanStatus
    category: str
    appendix_a: bool
    appendix_c: bool


def load_anomalies() -> tuple[Anomaly, ...]:
    """All anomalies of the appendices A, B and C."""
    return tuple(
        Anomaly(
            plan_id=row["plan_id"],
            appendix=row["appendix"],
            category=row["category"],
            kind=row["kind"],
            printed=row["printed"],
            intended=row["intended"],
            certainty=Certainty(row["certainty"]),
            note=row["note"],
        )
        for row in read_rows("anomalies.csv")
    )


def load_a_versus_c() -> tuple[Disagreement, ...]:
    """The cells in which Appendix A and Appendix C disagree."""
    return tuple(
        Disagreement(
            plan_id=row["plan_id"],
            force_id=row["force_id"],
            status=PlanStatus(row["status"]),
            category=row["need"],
            appendix_a=row["appendix_a"] == "1",
            appendix_c=row["appendix_c"] == "1",
        )
        for row in read_rows("a_vs_c.csv")
    )
