"""How much review a study still needs: by passage, and by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from plancoder.models import Plan
from plancoder.pipeline.outputs import ExportOptions, make_matrices
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import stored_results
from plancoder.review.final import is_open, open_cells
from plancoder.study.open import open_study


@dataclass(frozen=True, slots=True)
class Effort:
    """What one plan needs until a final table can be made.

    `passages` counts its undecided codings; `waiting` says how many of them each cell
    has that they could change. One accepted passage settles a cell, so that as many
    decisions as `cells` may be enough.
    """

    plan: Plan
    passages: int
    waiting: tuple[int, ...]

    @property
    def cells(self) -> int:
        """Cells that can still change."""
        return len(self.waiting)


def review_effort(root: Path) -> tuple[Effort, ...]:
    """The effort for each plan of the tables, in the order of plans.csv; plans that
    need none are left out.

    Raises StudyError where nothing was coded.
    """
    study = open_study(root)
    results = stored_results(study)
    review = review_study(study, results)
    options = ExportOptions()
    waiting: dict[str, list[int]] = defaultdict(list)
    for cell in open_cells(
        review,
        lambda decided: make_matrices(
            study.plans, study.codebook, results, decided, options
        ),
    ):
        waiting[cell.plan_id].append(cell.pending + cell.disputed)
    passages = Counter(one.coding.plan_id for one in review.codings if is_open(one))
    return tuple(
        Effort(plan, passages[plan.plan_id], tuple(waiting[plan.plan_id]))
        for plan in study.plans
        if plan.doc_type in options.doc_types and passages[plan.plan_id]
    )
