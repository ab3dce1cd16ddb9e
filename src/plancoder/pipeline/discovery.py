"""Term discovery over a study: the plans read and coded again in worker processes, and
their missed cells looked up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plancoder.codebook.shape import Codebook, Frame
from plancoder.coding.code import PreparedPlan, codes_statements, role_block
from plancoder.coding.inspect.discover import (
    Finding,
    Unit,
    find_collocations,
    find_leftover_words,
    find_missed_words,
)
from plancoder.errors import PlanError, StudyError
from plancoder.models import Passage, Place
from plancoder.pipeline.evaluation import evaluate_study, study_table
from plancoder.pipeline.inspect_plans import inspect_plans
from plancoder.pipeline.prepare import PlanJob, prepare_once
from plancoder.study.names import OUT
from plancoder.study.open import open_study

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class MissedWords:
    """What occurs in the missed cells of one category."""

    category: str
    missed: tuple[str, ...]  # plan_ids
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Discovery:
    """Proposals for one frame: for missed cells, left over in statements, and beside
    the matches of a category.
    """

    frame: str
    missed: tuple[MissedWords, ...]
    leftover: tuple[Finding, ...]
    collocations: Mapping[str, tuple[Finding, ...]]
    unread: Mapping[str, PlanError]


@dataclass(frozen=True, slots=True)
class _Units:
    """The stretches of one plan with the spans that terms match in them."""

    coded: tuple[Unit, ...]  # what the frame is coded in
    statements: tuple[Unit, ...]
    passages: tuple[Unit, ...]  # all, with the matches of one category


def discover_terms(
    root: Path,
    frame_id: str,
    *,
    against: str = "",
    category: str = "",
    codebook: Path | None = None,
) -> Discovery:
    """Look for words that the codebook may lack in one frame.

    `against` says which cells were missed: those of the printed or intended tables or
    of a matrix file, or "review" for cells that a reviewer had to add; blank for none.
    `category` adds the words beside the matches of one category.
    """
    study = open_study(root, codebook)
    frame = _frame(study.codebook, frame_id)
    known = [one.id for one in study.codebook.categories_of(frame.id)]
    if category and category not in known:
        raise StudyError(
            f"codebook.yaml: frame '{frame.id}' has no category '{category}'; it has"
            f" {', '.join(known)}."
        )
    # A table that cannot be read is told of before any plan is.
    cells = _cells_to_look_in(root, frame, against, codebook)
    wanted = [plan.plan_id for plan in study.plans if plan.exists]
    job = partial(_find_units, frame_id=frame.id, category=category)
    inspected = inspect_plans(study, wanted, job)
    plans = inspected.found
    coded = {plan_id: units.coded for plan_id, units in plans.items()}
    leftover = [unit for units in plans.values() for unit in units.statements]
    beside = [
        unit for units in plans.values() if units.coded for unit in units.passages
    ]
    collocations = {category: find_collocations(beside)} if category else {}
    return Discovery(
        frame.id,
        _missed(cells, coded),
        find_leftover_words(leftover),
        collocations,
        inspected.unread,
    )


def _frame(codebook: Codebook, frame_id: str) -> Frame:
    try:
        return codebook.frame(frame_id)
    except KeyError:
        names = ", ".join(frame.id for frame in codebook.frames)
        raise StudyError(
            f"codebook.yaml: there is no frame '{frame_id}'; there are {names}."
        ) from None


def _find_units(job: PlanJob, frame_id: str, category: str) -> _Units:
    """In a worker: the stretches of one plan. Raises PlanError."""
    plan = prepare_once(job)
    frame = plan.matcher.codebook.frame(frame_id)
    passages = plan.coded.passages
    statements = tuple(
        _unit(plan, frame, one.places[0]) for one in plan.coded.statements
    )
    coded = (
        statements
        if codes_statements(frame)
        else tuple(
            _unit(plan, frame, passage)
            for passage in passages
            if not role_block(frame, passage.role)
        )
    )
    beside = [_unit(plan, frame, passage, category) for passage in passages if category]
    return _Units(coded, statements, tuple(beside))


def _unit(
    plan: PreparedPlan, frame: Frame, stretch: Passage | Place, category: str = ""
) -> Unit:
    """The stretch with the spans that a term of the frame, or of one category, matches;
    blocked ones included.
    """
    start, end = stretch.start, stretch.end
    spans = [
        (match.start - start, match.end - start)
        for hits in plan.reading.find(start, end, frames=(frame.id,))
        if category in ("", hits.category)
        for match in hits.matches
    ]
    document = plan.document
    words = document.text[start:end]
    return Unit(plan.plan_id, words, document.page_at(start), tuple(spans))


_Cells = Mapping[str, tuple[set[str], set[str]]]


def _cells_to_look_in(
    root: Path, frame: Frame, against: str, codebook: Path | None
) -> _Cells:
    """For each category the plans whose cell was missed, and those without the
    category.
    """
    if not against:
        return {}
    if against == REVIEW:
        return _added_cells(root, frame)
    return _compared_cells(root, frame, against, codebook)


def _missed(
    cells: _Cells, units: Mapping[str, Sequence[Unit]]
) -> tuple[MissedWords, ...]:
    found = []
    for category, (missed, absent) in cells.items():
        if missed:
            relevant = [
                unit
                for plan_id in sorted(missed | absent)
                for unit in units.get(plan_id, ())
            ]
            findings = find_missed_words(relevant, missed, absent)
            found.append(MissedWords(category, tuple(sorted(missed)), findings))
    return tuple(found)


def _compared_cells(
    root: Path, frame: Frame, against: str, codebook: Path | None
) -> _Cells:
    """For each category the plans ticked by the other table only, and those ticked by
    neither.
    """
    cells: dict[str, tuple[set[str], set[str]]] = {}
    for evaluated in evaluate_study(
        root, against=against, frame_id=frame.id, codebook=codebook
    ).frames:
        for cell in evaluated.comparison.cells:
            missed, absent = cells.setdefault(cell.category, (set(), set()))
            if cell.first is False:
                _sort_in(cell.row.plan_id, cell.second, missed, absent)
    return cells


def _added_cells(root: Path, frame: Frame) -> _Cells:
    """For each category the plans whose tick a reviewer had to add, and those without a
    tick.
    """
    study = study_table(root / OUT, frame)
    cells: dict[str, tuple[set[str], set[str]]] = {}
    for (plan_id, category), basis in study.basis.items():
        missed, absent = cells.setdefault(category, (set(), set()))
        tick = study.table.ticks.get((plan_id, category))
        if basis == "added" or tick is False:
            _sort_in(plan_id, basis == "added", missed, absent)
    return cells


def _sort_in(
    plan_id: str, applies: bool | None, missed: set[str], absent: set[str]
) -> None:
    if applies is not None:
        (missed if applies else absent).add(plan_id)
