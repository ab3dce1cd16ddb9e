"""What a report is made of, gathered once; nothing here reads or writes a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plancoder.codebook.shape import Codebook
from plancoder.export.summary import Base
from plancoder.models import (
    Cell,
    Failure,
    Matrix,
    Plan,
    PlanResult,
    Review,
    ReviewedCoding,
)
from plancoder.report.measured import Measured
from plancoder.report.outlines import Outlines
from plancoder.report.wording import ForceWording, SharedWording
from plancoder.review.final import OpenCell, OpenCount, draft_words

ChartKey = tuple[str, str, str]
"""What a chart shows, of which frame, and whether it is `svg` or `png`."""


@dataclass(frozen=True)
class ReportData:
    """A coded study as its report shows it.

    `matrices` hold the frames that fill an appendix, in the codebook's order; their
    `plans` are the rows of the printed tables. `published` is the year of the published
    review that the ticks were taken from, and then no tick has a passage; it is blank
    for a study of one's own.
    """

    title: str
    codebook: Codebook
    plans: tuple[Plan, ...]  # every row of plans.csv
    matrices: tuple[Matrix, ...]
    results: tuple[PlanResult, ...] = ()
    review: Review = field(default_factory=lambda: Review(()))
    failures: tuple[Failure, ...] = ()
    replies: Mapping[str, str] = field(default_factory=dict)  # by plan_id
    # Document.text by plan_id, where a maker was promised the plans' text; else empty.
    texts: Mapping[str, str] = field(default_factory=dict)
    open_cells: tuple[OpenCell, ...] = ()
    # Wording of several forces, where it was looked for already.
    shared: tuple[SharedWording, ...] | None = None
    # What became of the wording between two plans, where it was compared already.
    wording: tuple[ForceWording, ...] | None = None
    # Charts and maps, where they were drawn already.
    charts: Mapping[ChartKey, bytes] = field(default_factory=dict)
    measured: Measured = field(default_factory=Measured)
    base: Base = Base.READ
    carry_forward: bool = True
    final: bool = False
    published: str = ""
    outlines: Outlines | None = None  # real boundaries; None: tiles
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # of tiles.csv
    template: bytes = b""  # a Word document whose styles the report takes

    @property
    def draft(self) -> bool:
        """Whether a decision could still change a cell."""
        return not self.published and not self.final and bool(self.open_cells)

    @cached_property
    def state(self) -> str:
        """The line that every output prints: draft or final, and what is undecided."""
        if self.published:
            return f"As published in {self.published}"
        return draft_words(OpenCount().and_of(self.open_cells), final=self.final)

    @cached_property
    def left_out(self) -> tuple[Plan, ...]:
        """The plans that are listed and in no table, such as drafts and copies."""
        shown = {plan.plan_id for matrix in self.matrices for plan in matrix.plans}
        return tuple(plan for plan in self.plans if plan.plan_id not in shown)

    @cached_property
    def result_of(self) -> Mapping[str, PlanResult]:
        """Results by plan_id; a row without a new plan has none."""
        return {result.plan.plan_id: result for result in self.results}

    @cached_property
    def reviewed(self) -> Mapping[str, ReviewedCoding]:
        """Codings with their pile and decisions, by coding_id."""
        return {one.coding.coding_id: one for one in self.review.codings}

    def evidence(self, cell: Cell) -> tuple[ReviewedCoding, ...]:
        """The codings that a cell rests on, best first; none for a published tick."""
        return tuple(
            self.reviewed[coding_id]
            for coding_id in cell.coding_ids
            if coding_id in self.reviewed
        )
