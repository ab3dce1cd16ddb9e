"""The smaller tables as they are printed: shares, and what each force gained and
lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from plancoder.export.summary import Count
from plancoder.models import Matrix
from plancoder.report.change import changes
from plancoder.report.data import ReportData
from plancoder.report.shares import Generation, Share, shares

SHARE_HEADS = (
    "Category", "Current, %", "with it", "Previous, %", "with it",
    "Change, points (both plans)",
)  # fmt: skip
CHANGE_HEADS = ("Force", "Previous", "Current", "Gained", "Lost", "Kept")


def share_rows(data: ReportData, matrix: Matrix) -> Sequence[Sequence[str]]:
    """Under `SHARE_HEADS`, a row for each category: each share with its base."""
    return [_share_row(share) for share in shares(data, matrix)]


def _share_row(share: Share) -> Sequence[str]:
    now, before = (share.counts[generation] for generation in Generation)
    return (
        share.label,
        now.shown,
        _base(now),
        before.shown,
        _base(before),
        _points(share),
    )


def _base(count: Count) -> str:
    unknown = f" ({count.not_known} not known)" if count.not_known else ""
    return f"{count.plans_with} of {count.base}{unknown}"


def _points(share: Share) -> str:
    """The change in percentage points with its sign and the forces compared; `n/a`
    where no force has both plans.
    """
    if share.change is None:
        return "n/a"
    points = f"{share.change:+.1f}".replace("-", "\u2212") if share.change else "0.0"
    return f"{points} (of {share.compared})"


def change_rows(data: ReportData, matrix: Matrix) -> Sequence[Sequence[str]]:
    """Under `CHANGE_HEADS`, a row for each force with both plans."""
    return [
        (
            change.current.shown_force,
            change.previous.shown_dates,
            change.current.shown_dates,
            *(
                "; ".join(matrix.labels[one] for one in some)
                for some in (change.gained, change.lost, change.kept)
            ),
        )
        for change in changes(data, matrix)
    ]
