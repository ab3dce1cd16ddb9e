"""A sheet with a row for each open cell: the passage to read and decide next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plancoder.did_you_mean import did_you_mean
from plancoder.errors import OutputError, StudyError
from plancoder.export.passages_table import passage_rows
from plancoder.export.review_workbook import review_workbook
from plancoder.models import Cell, PlanResult, Review
from plancoder.pipeline.outputs import ExportOptions, make_matrices
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import stored_results
from plancoder.review_page.queue import CellKey, Entry, EntryMaker, grouped, leader
from plancoder.study.disk import write_files
from plancoder.study.input_file import is_there, refuse_unless_file
from plancoder.study.manifest import digest_of_file
from plancoder.study.open import Study, open_study
from plancoder.study.taken_sheets import taken_digests
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv

_GUIDE = (
    "How to decide cell by cell",
    "1. Each row of 'passages' is the strongest undecided passage of one cell: once it"
    " is accepted, the cell is settled.",
    "2. Read them. Write accept into the first cell of the column decision and fill it"
    " down; then change those that are wrong to reject or unsure.",
    "3. Save, close the file, and run: plancoder decide FILE --reviewer 'Your name'",
    "4. Make the next sheet in the same way: it has the next passage of each cell that"
    " you rejected, until no row is left.",
    "To take back all that you handed in at once: plancoder review --undo --reviewer"
    " 'Your name'",
    "Hidden columns on the right tie a row to its passage. Leave them there, and sort"
    " whole rows, never one column alone.",
)


def write_cell_sheet(root: Path, target: Path, plan_id: str, reviewer: str) -> int:
    """Write the strongest undecided passage of each open cell, all plans or one, as
    .xlsx or .csv; the number of rows. Nothing is written where there is none.

    Raises StudyError where nothing was coded, the study has no such plan, or the file
    is no .xlsx or .csv; OutputError where the file holds decisions that nobody took.
    """
    if target.suffix.lower() not in (".xlsx", ".csv"):
        raise StudyError(
            f"{target.name}: the name of a sheet ends in .xlsx or .csv, such as"
            " cells.xlsx."
        )
    study = open_study(root)
    results = stored_results(study)
    ids = [plan.plan_id for plan in study.plans]
    if plan_id and plan_id not in ids:
        hint = did_you_mean(plan_id, ids, ". raw/plans.csv has the ids.")
        raise StudyError(f"{plan_id!r}: the study has no plan of this id{hint}")
    _refuse_to_overwrite(study, target)

    review = review_study(study, results)
    wanted = {
        first.coding.coding_id for first in _leaders(study, results, review, reviewer)
    }
    frames = [frame.id for frame in study.codebook.frames]
    rows = [
        row
        for row in passage_rows(study.plans, review, frame_order=frames)
        if row["coding_id"] in wanted and plan_id in ("", row["plan_id"])
    ]
    if rows:
        excel = target.suffix.lower() == ".xlsx"
        data = (
            review_workbook(rows, guide=_GUIDE)
            if excel
            else write_csv(rows, PASSAGE_COLUMNS)
        )
        write_files(target.resolve().parent, {target.name: data})
    return len(rows)


def _refuse_to_overwrite(study: Study, target: Path) -> None:
    """Raise OutputError where the file is there and 'decide' has not taken it."""
    if not is_there(target):
        return
    refuse_unless_file(target, str(target))
    digest = digest_of_file(target)
    if digest not in taken_digests(study.out):
        raise OutputError(
            f"{target}: already exists, and decisions in it may not be taken yet."
            " Hand it in with 'plancoder decide', or give another name."
        )


def _leaders(
    study: Study, results: Sequence[PlanResult], review: Review, reviewer: str
) -> Iterator[Entry]:
    """The passage to decide next of each cell that can still change."""
    cells = _cells(study, results, review)
    frames = [frame.id for frame in study.codebook.frames]
    entries = EntryMaker(study.plans, frames).entries(review.codings)
    groups = grouped(
        entry for entry in entries if not entry.gone and entry.cell in cells
    )
    for key, group in groups.items():
        first = leader(group, cells[key], reviewer)
        if first is not None:
            yield first


def _cells(
    study: Study, results: Sequence[PlanResult], review: Review
) -> Mapping[CellKey, Cell]:
    matrices = make_matrices(
        study.plans, study.codebook, results, review, ExportOptions()
    )
    return {
        (plan_id, matrix.frame, category): cell
        for matrix in matrices
        for (plan_id, category), cell in matrix.cells.items()
    }
