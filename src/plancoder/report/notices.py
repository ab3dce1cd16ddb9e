"""What a reader of the tables must know: plans that were not read, left out or read
with a warning, and cells on which reviewers differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from plancoder.models import DocType, Plan, Tick
from plancoder.report.data import ReportData
from plancoder.report.evidence import quotes

NOTICE_TITLE = "Not read, left out or unsettled"
NOTICE_COLUMNS = ("Plan", "What", "Why", "What to do")


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know. `rank` is 0 where a plan is missing from the tables, and grows
    as it matters less.
    """

    rank: int
    plan: str
    what: str
    why: str
    advice: str

    @property
    def row(self) -> tuple[str, str, str, str]:
        """The cells under `NOTICE_COLUMNS`."""
        return self.plan, self.what, self.why, self.advice


def notices(data: ReportData) -> tuple[Notice, ...]:
    """All of them, what matters most first."""
    names = {plan.plan_id: _name(plan) for plan in data.plans}
    found = [*_failures(data, names), *_left_out(data), *_unsettled(data)]
    return tuple(sorted(found, key=attrgetter("rank")))


def _name(plan: Plan) -> str:
    return f"{plan.shown_force} {plan.shown_dates}".strip()


def _failures(data: ReportData, names: Mapping[str, str]) -> Iterator[Notice]:
    for failure in data.failures:
        missing = failure.severity == "error"
        yield Notice(
            0 if missing else 3,
            names.get(failure.plan_id, failure.plan_id or failure.file),
            "Not coded" if missing else "Warning",
            failure.detail,
            failure.advice,
        )


def _left_out(data: ReportData) -> Iterator[Notice]:
    """Documents that are listed and tick nothing, such as drafts."""
    for plan in data.left_out if data.matrices else ():
        kind = plan.doc_type.value
        if plan.doc_type is DocType.COPY:
            why = "another row has the same file, and counts."
            advice = "Delete one of the rows in raw/plans.csv."
        else:
            why = "the tables count other kinds of document."
            advice = f"To count it too, add --count {kind}."
        why = f"It is coded, but ticks nothing: {why}"
        yield Notice(1, _name(plan), f"Left out: {kind}", why, advice)


def _unsettled(data: ReportData) -> Iterator[Notice]:
    """Cells that no decision settles."""
    for matrix in data.matrices:
        for plan in matrix.plans:
            for category in matrix.categories:
                cell = matrix.cells[plan.plan_id, category]
                if cell.tick is Tick.UNSETTLED:
                    told = next(
                        (one.decision for one in quotes(data, cell) if one.decision), ""
                    )
                    label = matrix.labels[category]
                    yield Notice(
                        2,
                        _name(plan),
                        f"Unsettled: {label}",
                        told,
                        "Settle it on the review page or in the sheet.",
                    )
