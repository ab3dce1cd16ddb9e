"""Appendices A and B of the published 2017 review, as printed or as they were meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from plancoder.models import PlanStatus
from plancoder.reference.anomalies import Anomaly, Certainty, load_anomalies
from plancoder.reference.rows import read_rows, whole_number

Appendix = Literal["A", "B"]
Reading = Literal["printed", "intended"]


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One plan of a published table.

    A tick is None where nothing can be said, since there is no plan.
    """

    plan_id: str
    force_id: str
    status: PlanStatus
    dates: str
    start_year: int | None
    end_year: int | None
    # the plan the force worked to in 2017: what the published percentages count
    in_force: bool
    position: int  # printed position, from 1
    ticks: Mapping[str, bool | None]

    @property
    def exists(self) -> bool:
        """False for the row of the force that had no new plan."""
        return self.start_year is not None


@dataclass(frozen=True, slots=True)
class PublishedMatrix:
    """A published appendix in printed order, with the anomalies that a reader found in
    it.
    """

    appendix: Appendix
    reading: Reading
    labels: Mapping[str, str]  # category id to printed heading, in printed order
    rows: tuple[PublishedRow, ...]
    anomalies: tuple[Anomaly, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """Category ids in printed order."""
        return tuple(self.labels)

    def tick(self, plan_id: str, category: str) -> bool | None:
        """The tick of a cell; KeyError where the table has no such plan or category."""
        return {row.plan_id: row for row in self.rows}[plan_id].ticks[category]

    def anomalies_of(self, plan_id: str, category: str = "") -> tuple[Anomaly, ...]:
        """What is odd about a plan's row; with a category, about that cell or the whole
        row.
        """
        return tuple(
            anomaly
            for anomaly in self.anomalies
            if anomaly.plan_id == plan_id
            and (not category or anomaly.category in ("", category))
        )


def load_published(appendix: Appendix, reading: Reading = "printed") -> PublishedMatrix:
    """A published table.

    `intended` mends only what is certain: see the anomalies for what is merely likely.
    """
    labels = {
        row["category"]: row["label"]
        for row in read_rows("columns.csv")
        if row["appendix"] == appendix
    }
    anomalies = tuple(
        anomaly for anomaly in load_anomalies() if anomaly.appendix == appendix
    )
    rows = tuple(
        _row(row, labels) for row in read_rows(f"appendix_{appendix.lower()}.csv")
    )
    if reading == "intended":
        rows = _mend(
            rows,
            tuple(
                anomaly
                for anomaly in anomalies
                if anomaly.certainty is Certainty.CERTAIN
            ),
        )
    return PublishedMatrix(appendix, reading, labels, rows, anomalies)


def _row(row: Mapping[str, str], labels: Mapping[str, str]) -> PublishedRow:
    return PublishedRow(
        plan_id=row["plan_id"],
        force_id=row["force_id"],
        status=PlanStatus(row["status"]),
        dates=row["dates"],
        start_year=whole_number(row["start_year"]),
        end_year=whole_number(row["end_year"]),
        in_force=row["in_force"] == "1",
        position=int(row["row"]),
        ticks={category: row[category] == "1" for category in labels},
    )


def _mend(
    rows: tuple[PublishedRow, ...], certain: tuple[Anomaly, ...]
) -> tuple[PublishedRow, ...]:
    printed = {row.plan_id: row for row in rows}
    mended = dict(printed)
    for anomaly in certain:
        if anomaly.plan_id not in printed:
            continue
        row = mended[anomaly.plan_id]
        if anomaly.kind == "rows_exchanged":
            row = replace(row, ticks=printed[anomaly.intended].ticks)
        elif anomaly.kind == "dates":
            start, _, end = anomaly.intended.partition("-")
            row = replace(
                row,
                dates=anomaly.intended,
                start_year=int(start),
                end_year=whole_number(end),
            )
        elif anomaly.kind == "no_plan":
            row = replace(row, ticks=dict.fromkeys(row.ticks))
        mended[anomaly.plan_id] = row
    return tuple(mended[row.plan_id] for row in rows)
