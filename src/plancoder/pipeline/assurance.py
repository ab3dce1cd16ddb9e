"""Sampled assurance of a study: draw ticks, say how many are upheld, and list the
passages that are still to be decided.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plancoder.coding.code import codes_statements
from plancoder.export.passages_table import passage_rows
from plancoder.models import Matrix, PlanResult, Review
from plancoder.pipeline.outputs import ExportOptions, make_matrices
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import codings_of, stored_results
from plancoder.report.measured import JudgedSample
from plancoder.review.assurance import Judged, draw_ticks, judge_all
from plancoder.review.final import is_open
from plancoder.review.settle import settle_review
from plancoder.study.disk import write_files
from plancoder.study.names import ASSURANCE, ASSURANCE_DRAW
from plancoder.study.open import Study, open_study
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv


@dataclass(frozen=True, slots=True)
class Assurance:
    """The sample of a study, and the number of passages of undecided ticks, which stand
    in `sheet`.
    """

    sample: JudgedSample
    to_decide: int
    sheet: Path


def assure_study(root: Path, size: int, seed: int) -> Assurance:
    """Draw `size` machine ticks and judge them by the decisions taken so far.

    Writes out/assurance.json with size and seed, so that the report can tell, and
    out/assurance.csv, a sheet for `plancoder decide` with the passages of drawn
    ticks that nobody has settled. Raises StudyError where nothing was coded.
    """
    study = open_study(root)
    results = stored_results(study)
    review = review_study(study, results)

    sample = draw_and_judge(study, results, review, size, seed)
    wanted = {
        (tick.plan_id, tick.frame, tick.category)
        for tick, said in sample.judged.items()
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
    draw = json.dumps({"sample": size, "seed": seed}) + "\n"
    write_files(
        study.out,
        {
            ASSURANCE: write_csv(rows, PASSAGE_COLUMNS),
            ASSURANCE_DRAW: draw.encode(),
        },
    )
    return Assurance(sample, len(rows), study.out / ASSURANCE)


def _confidences(
    study: Study, results: Sequence[PlanResult]
) -> Mapping[tuple[str, str], str]:
    """How sure the priority statements are in which a frame of a plan is coded, by
    frame and plan_id; those of a plan are all alike.
    """
    frames = [frame.id for frame in study.codebook.frames if codes_statements(frame)]
    return {
        (frame, result.plan.plan_id): result.coded.statements[0].confidence
        for frame in frames
        for result in results
        if result.coded and result.coded.statements
    }


def draw_and_judge(
    study: Study,
    results: Sequence[PlanResult],
    review: Review,
    size: int,
    seed: int,
) -> JudgedSample:
    """Draw `size` of the machine's ticks and judge them by the review."""

    def matrices(of: Review, *, final: bool) -> tuple[Matrix, ...]:
        options = ExportOptions(final=final)
        return make_matrices(study.plans, study.codebook, results, of, options)

    machine = matrices(settle_review(codings_of(results), ()), final=False)
    every = draw_ticks(machine, len(review.codings))
    drawn = draw_ticks(machine, size, seed, _confidences(study, results))
    judged = judge_all(drawn, matrices(review, final=True))
    return JudgedSample(judged, len(every), seed)
