"""Sampled assurance of a study: draw ticks, say how many are upheld, and list the
passages that are still to be decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plancoder.agreement.statistics import wilson_interval
from plancoder.export.passages_table import passage_rows
from plancoder.models import Matrix, Review
from plancoder.pipeline.outputs import ExportOptions, make_matrices
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import codings_of, stored_results
from plancoder.review.assurance import DrawnTick, Judged, draw_ticks, judge_all
from plancoder.review.final import is_open
from plancoder.review.settle import settle_review
from plancoder.study.disk import write_files
from plancoder.study.names import ASSURANCE
from plancoder.study.open import open_study
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv


@dataclass(frozen=True, slots=True)
class Assurance:
    """How many drawn ticks reviewers uphold.

    `ticks` is the number of ticks that the sample was drawn from; `to_decide` the
    passages of undecided ones, in `sheet`.
    """

    judged: Mapping[DrawnTick, Judged]
    ticks: int
    to_decide: int
    sheet: Path

    @property
    def counts(self) -> Mapping[Judged, int]:
        """Drawn ticks by what reviewers say of them."""
        return Counter(self.judged.values())

    @property
    def decided(self) -> int:
        """Drawn ticks that reviewers have settled."""
        return self.counts[Judged.UPHELD] + self.counts[Judged.NOT_UPHELD]

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of the share upheld, in percent; None if none is decided."""
        return wilson_interval(self.counts[Judged.UPHELD], self.decided)


def assure_study(root: Path, size: int, seed: int) -> Assurance:
    """Draw `size` machine ticks and judge them by the decisions taken so far.

    Writes out/assurance.csv, a sheet for `plancoder decide` with the passages of drawn
    ticks that nobody has settled. Raises StudyError where nothing was coded.
    """
    study = open_study(root)
    results = stored_results(study)
    review = review_study(study, results)

    def matrices(of: Review, *, final: bool) -> tuple[Matrix, ...]:
        options = ExportOptions(final=final)
        return make_matrices(study.plans, study.codebook, results, of, options)

    machine = matrices(settle_review(codings_of(results), ()), final=False)
    every = draw_ticks(machine, len(review.codings))
    drawn = draw_ticks(machine, size, seed)
    judged = judge_all(drawn, matrices(review, final=True))
    wanted = {
        (tick.plan_id, tick.frame, tick.category)
        for tick, said in judged.items()
        if said is Judged.UNDECIDED
    }
    ids = {
        one.coding.coding_id
        for one in review.codings
        if is_open(one)
        and (one.coding.plan_id, one.coding.frame, one.coding.category) in wanted
    }
    frames = [frame.id for frame in study.codebook.frames]
    rows = [
        row
        for row in passage_rows(study.plans, review, frame_order=frames)
        if row["coding_id"] in ids
    ]
    write_files(study.out, {ASSURANCE: write_csv(rows, PASSAGE_COLUMNS)})
    return Assurance(judged, len(every), len(rows), study.out / ASSURANCE)
