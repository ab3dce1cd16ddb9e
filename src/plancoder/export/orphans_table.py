"""The rows of orphans.csv: decisions whose words have no place any more, so that none
is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from plancoder.models import Orphan, Review
from plancoder.page_labels import page_cell
from plancoder.tables.csv_cells import CellValue

ORPHAN_COLUMNS = (
    *(
        "plan_id",
        "frame",
        "category",
        "verdict",
        "reviewer",
        "decided_at",
        "page",
        "quote",
        "before",
        "after",
        "note",
    ),
    *("why", "nearest", "nearest_page", "similarity", "coding_id"),
)

# From here on the words themselves still stand in the plan (rapidfuzz ratio).
_STILL_THERE = 90.0


def orphan_rows(review: Review) -> Iterator[dict[str, CellValue]]:
    """One row a decision, by plan and page."""
    for orphan in sorted(review.orphans, key=_place):
        decision = orphan.decision
        yield {
            "plan_id": decision.plan_id,
            "frame": decision.frame,
            "category": decision.category,
            "verdict": decision.verdict.value,
            "reviewer": decision.reviewer,
            "decided_at": decision.decided_at,
            "page": page_cell(decision.page),
            "quote": decision.quote,
            "before": decision.before,
            "after": decision.after,
            "note": decision.note,
            "why": why_orphaned(orphan),
            "nearest": orphan.nearest,
            "nearest_page": page_cell(orphan.nearest_page),
            "similarity": orphan.similarity if orphan.nearest else None,
            "coding_id": decision.coding_id,
        }


def why_orphaned(orphan: Orphan) -> str:
    """In words, why a decision has no place, and what to do."""
    rejected = orphan.decision.rejects
    if not orphan.nearest:
        return "the plan is gone from plans.csv or could not be read"
    if orphan.similarity < _STILL_THERE:
        return (
            "the plan no longer says so; see the nearest passage; decide again if it"
            " says the same"
        )
    if rejected:
        return (
            "no coding is made of these words any more, so there is nothing to reject;"
            " kept in case there is again"
        )
    return "the words are in the plan, but the codebook has no such category any more"


def _place(orphan: Orphan) -> tuple[str, int, str, str]:
    decision = orphan.decision
    return decision.plan_id, decision.page or 0, decision.coding_id, decision.reviewer
