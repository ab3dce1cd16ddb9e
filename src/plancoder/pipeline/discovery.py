"""Term discovery over a study: the plans read and coded again, and their missed cells
looked up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plancoder.codebook.shape import Codebook, Frame
from plancoder.coding.code import code_document, codes_statements, role_block
from plancoder.coding.inspect.discover import (
    Finding,
    Unit,
    find_collocations,
    find_leftover_words,
    find_missed_words,
)
from plancoder.coding.matching.matcher import Matcher, Reading
from plancoder.errors import StudyError
from plancoder.models import CodedPlan, Document, PriorityStatement
from plancoder.pipeline.evaluation import evaluate_study, study_table
from plancoder.pipeline.texts import read_plan_texts
from plancoder.study.names import OUT
from plancoder.study.open import Study, open_study

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class MissedWords:
    """What stands in the missed cells of one category."""

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
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A coded plan with its text looked through once."""

    document: Document
    coded: CodedPlan
    reading: Reading


def discover_terms(
    root: Path,
    frame_id: str,
    *,
    against: str = "",
    category: str = "",
    codebook: Path | None = None,
) -> Discovery:
    """Look for words that the codebook may lack in one frame.

    `against` names what missed cells are told by: printed, intended, a matrix file, or
    "review" for cells that a
    reviewer had to add; blank for none. `category` asks for the words beside the
    matches of one category.
    """
    study = open_study(root, codebook)
    frame = _frame(study.codebook, frame_id)
    texts, unread = _texts(study)
    units = {plan_id: _units(text, frame) for plan_id, text in texts.items()}
    known = [one.id for one in study.codebook.categories_of(frame.id)]
    if category and category not in known:
        raise StudyError(
            f"codebook.yaml: frame '{frame.id}' has no category '{category}'; it has"
            f" {', '.join(known)}."
        )
    every = [unit for some in units.values() for unit in some]
    missed = _missed(root, frame, against, units, codebook) if against else ()
    leftover = find_leftover_words(
        [unit for text in texts.values() for unit in _statement_units(text, frame)]
    )
    beside = {
        one: find_collocations(_of_category(every, texts, frame, one))
        for one in ([category] if category else [])
    }
    return Discovery(frame.id, missed, leftover, beside, unread)


def _frame(codebook: Codebook, frame_id: str) -> Frame:
    try:
        return codebook.frame(frame_id)
    except KeyError:
        names = ", ".join(frame.id for frame in codebook.frames)
        raise StudyError(
            f"codebook.yaml: there is no frame '{frame_id}'; there are {names}."
        ) from None


def _texts(study: Study) -> tuple[dict[str, _Text], tuple[str, ...]]:
    matcher = Matcher(study.codebook)
    wanted = [plan.plan_id for plan in study.plans if plan.exists]
    found = read_plan_texts(study, wanted)
    texts = {}
    for plan_id in wanted:
        if plan_id in found:
            document = found[plan_id].document
            corrections = study.corrections.get(plan_id, ())
            coded = code_document(
                document,
                study.codebook,
                plan_id,
                matcher=matcher,
                corrections=corrections,
            )
            texts[plan_id] = _Text(document, coded, matcher.read(document.text))
    return texts, tuple(plan_id for plan_id in wanted if plan_id not in texts)


def _units(text: _Text, frame: Frame) -> list[Unit]:
    """What the frame is coded in: statements, or the passages of its roles."""
    if codes_statements(frame):
        return _statement_units(text, frame)
    inside = (
        passage
        for passage in text.coded.passages
        if not role_block(frame, passage.role)
    )
    return [_unit(text, frame, passage.start, passage.end) for passage in inside]


def _statement_units(text: _Text, frame: Frame) -> list[Unit]:
    return [
        _unit(text, frame, *_best_place(statement))
        for statement in text.coded.statements
    ]


def _best_place(statement: PriorityStatement) -> tuple[int, int]:
    return statement.places[0].start, statement.places[0].end


def _unit(text: _Text, frame: Frame, start: int, end: int, category: str = "") -> Unit:
    """The stretch with the spans that a term of the frame, or of one category, matches;
    blocked ones included.
    """
    spans = [
        (match.start - start, match.end - start)
        for hits in text.reading.find(start, end, frames=(frame.id,))
        if category in ("", hits.category)
        for match in hits.matches
    ]
    words = text.document.text[start:end]
    return Unit(text.coded.plan_id, words, text.document.page_at(start), tuple(spans))


def _of_category(
    units: Sequence[Unit], texts: Mapping[str, _Text], frame: Frame, category: str
) -> list[Unit]:
    """Every passage of the plans that have units, with the matches of one category."""
    plans = {unit.plan_id for unit in units}
    return [
        _unit(text, frame, passage.start, passage.end, category)
        for plan_id, text in texts.items()
        if plan_id in plans
        for passage in text.coded.passages
    ]


def _missed(
    root: Path,
    frame: Frame,
    against: str,
    units: Mapping[str, Sequence[Unit]],
    codebook: Path | None,
) -> tuple[MissedWords, ...]:
    cells = (
        _added_cells(root, frame)
        if against == REVIEW
        else _compared_cells(root, frame, against, codebook)
    )
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


_Cells = dict[str, tuple[set[str], set[str]]]


def _compared_cells(
    root: Path, frame: Frame, against: str, codebook: Path | None
) -> _Cells:
    """For each category the plans ticked by the other table only, and those ticked by
    neither.
    """
    cells: _Cells = {}
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
    cells: _Cells = {}
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
