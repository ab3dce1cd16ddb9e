"""Two coders: deal blind sheets out, and make of two sheets the list of disagreements
and the figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from plancoder.agreement.alpha import alpha_of_counts
from plancoder.agreement.compare import CellPair, Comparison
from plancoder.agreement.csv_rows import AGREEMENT_COLUMNS, agreement_rows
from plancoder.agreement.figures import Answer, macro, measure
from plancoder.agreement.statistics import cohen_kappa, gwet_ac1, percent_agreement
from plancoder.agreement.table import CodedRow, CodedTable, Join
from plancoder.errors import StudyError
from plancoder.export.passages_table import passage_rows
from plancoder.export.review_workbook import review_workbook
from plancoder.models import DocType, Pile, Plan, Review, ReviewedCoding
from plancoder.page_labels import page_cell
from plancoder.pipeline.decide import read_sheet_bytes, read_study_sheet
from plancoder.pipeline.stored import codings_of, stored_results
from plancoder.review.coders import (
    CoderAnswers,
    CodingAnswers,
    cell_answers,
    coder_answers,
    paired_codings,
)
from plancoder.review.sheets.deal import BLIND_COLUMNS, deal_codings
from plancoder.review.sheets.decide import Outcome
from plancoder.review.sheets.sheet_file import SheetTable, read_sheet_file
from plancoder.study.names import DISAGREEMENTS, RELIABILITY, SHEET_ENDING, free_name
from plancoder.study.open import Study, open_study
from plancoder.tables.csv_cells import CellValue
from plancoder.tables.csv_writer import write_csv

CELL, CODING = "plan x category", "coding"

# Precision and the like take one coder to be right; of two coders neither is.
_ONE_SIDED = frozenset(
    {"precision", "recall", "f1", "f1_no_answer_wrong", "kappa_no_answer_wrong"}
)
RELIABILITY_COLUMNS = (
    "unit",
    *(name for name in AGREEMENT_COLUMNS if name not in _ONE_SIDED),
)
DISAGREEMENT_COLUMNS = (
    *(
        "unit",
        "plan_id",
        "force",
        "frame",
        "category",
        "page",
        "section",
        "before",
        "match",
        "after",
    ),
    *("first", "second", "first_note", "second_note", "coding_id"),
)

GUIDE = (
    "How to code this sheet",
    (
        "1. Read each passage with its category. Does the plan say so, as the codebook"
        " defines the category?"
    ),
    (
        "2. Write accept or reject into the column decision; leave blank what you"
        " cannot say. Notes are welcome."
    ),
    (
        "3. Do not look at another coder's sheet, and do not talk the rows over before"
        " both are done."
    ),
    (
        "4. Save, close, and hand the file back. plancoder merge SHEET_A SHEET_B gives"
        " disagreements and reliability."
    ),
    (
        "Sort and filter as you like, whole rows only. The grey columns tie a row to"
        " its passage: leave them as they are."
    ),
)


@dataclass(frozen=True, slots=True)
class Dealt:
    """Sheets by coder, and how many codings are on each."""

    study: Study
    sheets: Mapping[str, bytes]
    codings: int
    of: int


def deal_sheets(
    root: Path,
    coders: Sequence[str],
    *,
    sample: int | None = None,
    by_category: bool = False,
    include_blocked: bool = False,
    seed: int = 0,
) -> Dealt:
    """One blind workbook for each coder, all with the same codings of plans (not of
    drafts and reports); raises StudyError for names that clash.
    """
    names = [name.strip() for name in coders if name.strip()]
    if len(names) < 2 or len({name.casefold() for name in names}) < len(names):
        raise StudyError(
            "--coders: give two names or more, all different, as in --coders Ann,Ben."
        )
    study = open_study(root)
    results = stored_results(study)
    codings = codings_of(
        result for result in results if result.plan.doc_type is DocType.PLAN
    )
    dealt = deal_codings(
        codings,
        sample=sample,
        by_category=by_category,
        include_blocked=include_blocked,
        seed=seed,
    )
    if not dealt:
        raise StudyError(
            "There is no coding to deal out: the last run found none. See"
            " out/failures.csv."
        )
    review = Review(tuple(ReviewedCoding(coding, Pile.PENDING) for coding in dealt))
    order = [frame.id for frame in study.codebook.frames]
    rows = list(passage_rows(study.plans, review, frame_order=order, blind=True))
    sheets: dict[str, bytes] = {}
    files: list[str] = []
    for name in names:
        files.append(free_name(name, SHEET_ENDING, files, "coder"))
        own = [
            {column: row[column] for column in BLIND_COLUMNS} | {"reviewer": name}
            for row in rows
        ]
        sheets[files[-1]] = review_workbook(own, BLIND_COLUMNS, guide=GUIDE)
    return Dealt(study, sheets, len(dealt), len(codings))


@dataclass(frozen=True, slots=True)
class Merged:
    """Two coders held against each other; `files` go into out/."""

    study: Study
    names: tuple[str, str]
    comparisons: tuple[tuple[str, str, Comparison], ...]  # unit, frame, figures
    files: Mapping[str, bytes]
    cells_apart: int  # on which both answered, and not alike
    codings_apart: int
    problems: tuple[str, ...]


def merge_sheets(root: Path, first: Path, second: Path) -> Merged:
    """Figures and disagreements of two sheets; raises StudyError where they have
    nothing in common.
    """
    study = open_study(root)
    # A sheet that cannot be read is told of before the codings of all plans are.
    tables = [
        read_sheet_file(read_sheet_bytes(sheet), sheet.name)
        for sheet in (first, second)
    ]
    codings = codings_of(stored_results(study))
    one, slips = _read_coder(study, first, tables[0])
    two, more_slips = _read_coder(study, second, tables[1])
    if one.name.casefold() == two.name.casefold():
        raise StudyError(
            f"{first.name} and {second.name}: both are signed by {one.name!r}. Give the"
            " two sheets of two coders."
        )
    pairs = paired_codings(one, two, codings)
    if not pairs:
        raise StudyError(
            f"{first.name} and {second.name}: no coding is on both sheets, so there is"
            " nothing to compare."
        )
    for coder, sheet in ((one, first), (two, second)):
        if not coder.added and all(answer is None for answer in coder.codings.values()):
            raise StudyError(
                f"{sheet.name}: its column 'decision' is blank in every row, so there"
                " is nothing to compare."
            )
    cells, names = _cells(one, two, pairs), (one.name, two.name)
    comparisons = tuple(_comparisons(study, names, cells, pairs))
    rows = [
        *_cell_disagreements(study, one, two, cells),
        *_coding_disagreements(study, one, two, pairs),
    ]
    figures = [
        {
            "unit": unit,
            **{name: cell for name, cell in row.items() if name in RELIABILITY_COLUMNS},
        }
        for unit, frame, comparison in comparisons
        for row in agreement_rows(comparison, frame)
    ]
    files = {
        RELIABILITY: write_csv(figures, RELIABILITY_COLUMNS),
        DISAGREEMENTS: write_csv(rows, DISAGREEMENT_COLUMNS),
    }
    cells_apart = sum(row["unit"] == CELL for row in rows)
    return Merged(
        study,
        names,
        comparisons,
        files,
        cells_apart,
        len(rows) - cells_apart,
        (*slips, *more_slips),
    )


def _read_coder(
    study: Study, sheet: Path, table: SheetTable
) -> tuple[CoderAnswers, tuple[str, ...]]:
    name = _coder_of(table) or sheet.stem
    reading = read_study_sheet(study, table, name, blind=True)
    dealt = [
        row.cells["coding_id"].strip()
        for row in table.rows
        if row.cells["coding_id"].strip()
    ]
    slips = tuple(
        report.text for report in reading.reports if report.outcome is Outcome.REFUSED
    )
    return coder_answers(name, dealt, reading.decisions), slips


def _coder_of(table: SheetTable) -> str:
    """The one name that signs a sheet."""
    names = {
        name for row in table.rows if (name := row.cells.get("reviewer", "").strip())
    }
    if len(names) > 1:
        raise StudyError(
            f"{table.name}: signed by several ({', '.join(sorted(names))}). A coder's"
            " sheet has one name in 'reviewer'."
        )
    return next(iter(names), "")


class _Answers(NamedTuple):
    """What two coders said of one cell, or of one coding."""

    plan_id: str
    frame: str
    category: str
    first: Answer
    second: Answer


def _cells(
    one: CoderAnswers, two: CoderAnswers, pairs: Sequence[CodingAnswers]
) -> list[_Answers]:
    first = cell_answers(one, pairs, second=False)
    second = cell_answers(two, pairs, second=True)
    return [
        _Answers(*cell, first.get(cell), second.get(cell))
        for cell in dict.fromkeys((*first, *second))
    ]


def _comparisons(
    study: Study,
    names: tuple[str, str],
    cells: Sequence[_Answers],
    pairs: Sequence[CodingAnswers],
) -> Iterable[tuple[str, str, Comparison]]:
    codings = [
        _Answers(
            pair.coding.plan_id,
            pair.coding.frame,
            pair.coding.category,
            pair.first,
            pair.second,
        )
        for pair in pairs
    ]
    for unit, answers in ((CELL, cells), (CODING, codings)):
        for frame in study.codebook.frames:
            own = [each for each in answers if each.frame == frame.id]
            if own:
                yield unit, frame.id, _comparison(study, frame.id, names, own)


def _comparison(
    study: Study,
    frame: str,
    names: tuple[str, str],
    answers: Sequence[_Answers],
) -> Comparison:
    """Figures by category; whole plans are resampled for the intervals, since
    their passages hang together.
    """
    plans = {plan.plan_id: plan for plan in study.plans}
    rows = {each.plan_id: _coded_row(plans[each.plan_id]) for each in answers}
    by_category: dict[str, list[_Answers]] = defaultdict(list)
    for each in answers:
        by_category[each.category].append(each)
    labels = {each.id: each.label for each in study.codebook.categories_of(frame)}
    categories = tuple(category for category in labels if category in by_category)
    figures = {each: measure(_by_plan(by_category[each])) for each in categories}
    tables = [CodedTable(name, categories, tuple(rows.values()), {}) for name in names]
    return Comparison(
        first=tables[0],
        second=tables[1],
        labels=labels,
        categories=categories,
        join=Join(tuple((row, row) for row in rows.values()), (), (), ()),
        cells=tuple(
            CellPair(rows[each.plan_id], each.category, each.first, each.second)
            for each in answers
        ),
        figures=figures,
        pooled=measure(_by_plan(answers)),
        macro=macro(figures.values()),
    )


def _by_plan(answers: Iterable[_Answers]) -> list[list[tuple[Answer, Answer]]]:
    grouped: dict[str, list[tuple[Answer, Answer]]] = defaultdict(list)
    for each in answers:
        grouped[each.plan_id].append((each.first, each.second))
    return list(grouped.values())


def _coded_row(plan: Plan) -> CodedRow:
    return CodedRow(
        plan.plan_id, plan.force_id, plan.force, plan.status.value, plan.dates
    )


def _cell_disagreements(
    study: Study, one: CoderAnswers, two: CoderAnswers, cells: Sequence[_Answers]
) -> Iterable[dict[str, CellValue]]:
    """Cells on which the two differ, or where one of them added a passage."""
    for plan_id, frame, category, first, second in cells:
        cell = (plan_id, frame, category)
        both_answered = first is not None and second is not None
        added_by_one = (cell in one.added) is not (cell in two.added)
        if (both_answered and first is not second) or added_by_one:
            added = (*one.added.get(cell, ()), *two.added.get(cell, ()))
            yield {
                **_cell_columns(study, CELL, *cell, first, second),
                "match": "; ".join(each.quote for each in added),
            }


def _coding_disagreements(
    study: Study, one: CoderAnswers, two: CoderAnswers, pairs: Sequence[CodingAnswers]
) -> Iterable[dict[str, CellValue]]:
    for pair in pairs:
        coding = pair.coding
        if pair.differs:
            cell = (coding.plan_id, coding.frame, coding.category)
            yield {
                **_cell_columns(study, CODING, *cell, pair.first, pair.second),
                "page": page_cell(coding.page),
                "section": " > ".join(coding.passage.section),
                "before": coding.before,
                "match": coding.match,
                "after": coding.after,
                "first_note": one.notes.get(coding.coding_id, ""),
                "second_note": two.notes.get(coding.coding_id, ""),
                "coding_id": coding.coding_id,
            }


def _cell_columns(
    study: Study,
    unit: str,
    plan_id: str,
    frame: str,
    category: str,
    first: Answer,
    second: Answer,
) -> dict[str, CellValue]:
    forces = {plan.plan_id: plan.force for plan in study.plans}
    return {
        "unit": unit,
        "plan_id": plan_id,
        "force": forces.get(plan_id, ""),
        "frame": frame,
        "category": category,
        "first": _VERDICTS[first],
        "second": _VERDICTS[second],
    }


_VERDICTS = {True: "accept", False: "reject", None: ""}


def summary_lines(merged: Merged) -> list[str]:
    """The figures of all units and frames, a line each, for the screen."""
    lines = [f"{merged.names[0]} and {merged.names[1]}:"]
    for unit, frame, comparison in merged.comparisons:
        counts = comparison.pooled.counts
        kappa = cohen_kappa(counts)
        agreement = percent_agreement(counts)
        warning = f" ({comparison.pooled.warning})" if comparison.pooled.warning else ""
        lines.append(
            f"  {frame}, {unit}: n {counts.n:,}, agreement {_two(agreement)}, kappa"
            f" {_two(kappa)}, alpha {_two(alpha_of_counts(counts))}, AC1"
            f" {_two(gwet_ac1(counts))}{warning}"
        )
    return lines


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
