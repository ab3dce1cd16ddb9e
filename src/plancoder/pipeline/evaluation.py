"""Hold a study's ticks against the published tables or somebody's matrix: read,
compare, and the files that say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from plancoder.agreement.compare import CellPair, Comparison, compare_tables
from plancoder.agreement.csv_rows import (
    AGREEMENT_COLUMNS,
    DISAGREEMENT_COLUMNS,
    RULE_COLUMNS,
    Row,
    agreement_rows,
    disagreement_rows,
    rule_rows,
)
from plancoder.agreement.evidence import (
    Evidence,
    StudyTable,
    explain_cell,
    read_evidence,
    read_study_table,
    term_hits,
)
from plancoder.agreement.matrix_file import (
    category_aliases,
    common_categories,
    count_category_columns,
    parse_matrix,
)
from plancoder.agreement.rules import RuleRow, rule_table
from plancoder.agreement.table import CodedTable, published_table
from plancoder.agreement.text import comparison_section
from plancoder.agreement.titled_parts import Section
from plancoder.codebook.shape import Codebook, Frame
from plancoder.errors import StudyError
from plancoder.reference import load_published
from plancoder.study.input_file import MOST_LOG_BYTES, read_input
from plancoder.study.manifest import read_record
from plancoder.study.names import (
    AGREEMENT,
    CODEBOOK,
    DISAGREEMENTS,
    OUT,
    PASSAGES,
    RULES,
    long_name,
)
from plancoder.study.open import read_codebook
from plancoder.tables.csv_cells import CellValue
from plancoder.tables.csv_writer import write_csv

PRINTED, INTENDED = "printed", "intended"

_READINGS = (PRINTED, INTENDED)


@dataclass(frozen=True, slots=True)
class FrameEvaluation:
    """One frame held against a table; `frame` is blank where two coders are compared
    without a codebook.

    `other_reading` is the published table read the other way, where it is the published
    table.
    """

    frame: str
    title: str
    comparison: Comparison
    disagreements: Sequence[Row]
    rules: Sequence[RuleRow] = ()
    other_reading: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All frames that could be compared, and why others could not."""

    frames: tuple[FrameEvaluation, ...]
    notes: tuple[str, ...] = ()

    def sections(self) -> list[Section]:
        """For people: one section a frame."""
        return [
            comparison_section(
                each.title,
                each.comparison,
                each.disagreements,
                each.rules,
                each.other_reading,
                is_truth=each.frame != "",
            )
            for each in self.frames
        ]

    def files(self) -> Mapping[str, bytes]:
        """The tables by file name."""
        agreement = [
            row
            for each in self.frames
            for row in agreement_rows(each.comparison, each.frame)
        ]
        disagreements = [row for each in self.frames for row in each.disagreements]
        rules = [
            row for each in self.frames for row in rule_rows(each.rules, each.frame)
        ]
        return {
            AGREEMENT: write_csv(agreement, AGREEMENT_COLUMNS),
            DISAGREEMENTS: write_csv(disagreements, DISAGREEMENT_COLUMNS),
            RULES: write_csv(rules, RULE_COLUMNS),
        }


def evaluate_study(
    root: Path,
    *,
    against: str = INTENDED,
    frame_id: str = "",
    codebook: Path | None = None,
) -> Evaluation:
    """Compare what the last run wrote into out/ with `against`: printed, intended, or
    the path of a matrix.

    Raises StudyError where there is nothing to compare.
    """
    instrument = read_codebook(codebook or root / CODEBOOK, root)
    out = root / OUT
    passages = read_evidence(
        _read(out / PASSAGES, f"out/{PASSAGES}"), f"out/{PASSAGES}"
    )
    frames = _chosen_frames(instrument, frame_id)
    if against in _READINGS:
        chosen = [frame for frame in frames if frame.appendix in ("A", "B")]
        data = b""
    else:
        data = _read_matrix(Path(against), against)
        chosen = [_frame_of_file(frames, instrument, data, against)]
    other_reading = {PRINTED: INTENDED, INTENDED: PRINTED}.get(against, "")
    found, notes = [], []
    for frame in chosen:
        study = study_table(out, frame)
        labels = _labels(instrument, frame, study)
        other = (
            _published(frame, against)
            if not data
            else _matrix(data, against, instrument, frame)
        )
        comparison = compare_tables(study.table, other, labels)
        reason = _why_nothing(comparison, frame)
        if reason:
            notes.append(reason)
        else:
            found.append(
                _evaluate_frame(
                    frame, study, comparison, passages, instrument, other_reading
                )
            )
    if not found and against in _READINGS and not frame_id:
        raise StudyError(
            "None of this study's plans is in the tables published in 2017, and"
            " 'evaluate' compares with those unless you name others. Name a matrix of"
            " your own plans: plancoder evaluate --against FILE.csv."
        )
    if not found:
        raise StudyError(*notes)
    return Evaluation(tuple(found), (*notes, *_stale(out, instrument)))


def compare_coders(first: Path, second: Path) -> Evaluation:
    """Compare two matrix files in the categories that both have; raises StudyError
    where they share nothing.
    """
    data, names = (
        [_read_matrix(path, str(path)) for path in (first, second)],
        [
            first.name,
            second.name,
        ],
    )
    if names[0] == names[1]:
        names = [str(first), str(second)]
    categories = common_categories(data, names)
    tables = [
        parse_matrix(each, name, list(categories), category_aliases(categories))
        for each, name in zip(data, names, strict=True)
    ]
    comparison = compare_tables(tables[0], tables[1], categories)
    if not comparison.join.pairs:
        raise StudyError(
            f"{names[0]} and {names[1]}: no plan is in both. Plans are matched by"
            " plan_id, else by force."
        )
    return Evaluation(
        (
            FrameEvaluation(
                "", "Two coders", comparison, disagreement_rows(comparison, "")
            ),
        )
    )


def _evaluate_frame(
    frame: Frame,
    study: StudyTable,
    comparison: Comparison,
    passages: Mapping[str, Evidence],
    codebook: Codebook,
    other_reading: str,
) -> FrameEvaluation:
    def explain(cell: CellPair) -> Mapping[str, CellValue]:
        basis, evidence = explain_cell(
            study, (cell.row.plan_id, cell.category), passages
        )
        return {
            "basis": basis,
            "evidence": "\n".join(one.shown for one in evidence),
            "page": evidence[0].page if evidence else None,
        }

    categories = codebook.categories_of(frame.id)
    rules = rule_table(
        [
            (category.id, term.label)
            for category in categories
            for term in category.terms
        ],
        term_hits(passages.values(), frame.id),
        study.table.ticks,
        {(cell.row.plan_id, cell.category): cell.second for cell in comparison.cells},
        {category.id: category.tick_when.passages for category in categories},
    )
    return FrameEvaluation(
        frame=frame.id,
        title=frame.label,
        comparison=comparison,
        disagreements=disagreement_rows(comparison, frame.id, explain),
        rules=rules,
        other_reading=(
            compare_tables(study.table, _published(frame, other_reading))
            if other_reading
            else None
        ),
    )


def _stale(out: Path, codebook: Codebook) -> list[str]:
    """A warning where the tables were made with another codebook than the one that lies
    there now.
    """
    try:
        made_with = read_record(out)["codebook"]["sha256"]
    except (LookupError, TypeError):
        # no record: the tables may come from 'plancoder export' of an older version
        return []
    if made_with == codebook.digest:
        return []
    return [
        "codebook.yaml has changed since the tables in out/ were made: 'plancoder run'"
        " shows what the change does."
    ]


def _chosen_frames(codebook: Codebook, frame_id: str) -> list[Frame]:
    if not frame_id:
        return list(codebook.frames)
    chosen = [frame for frame in codebook.frames if frame.id == frame_id]
    if not chosen:
        known = ", ".join(frame.id for frame in codebook.frames)
        raise StudyError(
            f"--frame {frame_id!r}: the codebook has no such frame. Its frames are:"
            f" {known}."
        )
    return chosen


def study_table(out: Path, frame: Frame) -> StudyTable:
    """The frame's long table as the last run wrote it; raises StudyError where there is
    none.
    """
    name = long_name(frame.appendix, frame.id)
    return read_study_table(_read(out / name, f"out/{name}"), f"out/{name}")


def _read(path: Path, shown: str) -> bytes:
    try:
        return read_input(path, shown, most_bytes=MOST_LOG_BYTES)
    except FileNotFoundError:
        raise StudyError(
            f"{shown}: there is no such file. Make the tables first: 'plancoder run',"
            " or 'plancoder export' after 'plancoder code'."
        ) from None


def _read_matrix(path: Path, shown: str) -> bytes:
    try:
        return read_input(path, shown)
    except FileNotFoundError:
        raise StudyError(
            f"{shown}: there is no such file. Give 'printed', 'intended', a CSV file or"
            " an Excel workbook (.xlsx)."
        ) from None


def _published(frame: Frame, reading: str) -> CodedTable:
    appendix = cast(Literal["A", "B"], frame.appendix)
    matrix = load_published(appendix, "printed" if reading == PRINTED else "intended")
    return published_table(matrix, f"Appendix {appendix} ({matrix.reading})")


def _matrix(data: bytes, against: str, codebook: Codebook, frame: Frame) -> CodedTable:
    aliases = _aliases(codebook, frame)
    categories = [category.id for category in codebook.categories_of(frame.id)]
    return parse_matrix(data, Path(against).name, categories, aliases)


def _aliases(codebook: Codebook, frame: Frame) -> dict[str, str]:
    labels = {
        category.id: category.label for category in codebook.categories_of(frame.id)
    }
    if frame.appendix not in ("A", "B"):
        return category_aliases(labels)
    printed = load_published(cast(Literal["A", "B"], frame.appendix)).labels
    return category_aliases(
        labels, {known: label for known, label in printed.items() if known in labels}
    )


def _labels(codebook: Codebook, frame: Frame, study: StudyTable) -> Mapping[str, str]:
    return {
        **study.labels,
        **{
            category.id: category.label for category in codebook.categories_of(frame.id)
        },
    }


def _frame_of_file(
    frames: Sequence[Frame], codebook: Codebook, data: bytes, against: str
) -> Frame:
    """The frame of which the file names most categories; needs and priorities share
    some.
    """
    known = {
        frame.id: count_category_columns(
            data, Path(against).name, _aliases(codebook, frame)
        )
        for frame in frames
    }
    most = max(known.values())
    best = [frame for frame in frames if known[frame.id] == most]
    if len(best) > 1 and most:
        names = " or ".join(f"--frame {frame.id}" for frame in best)
        raise StudyError(
            f"{against}: its categories are those of more than one frame. Say which:"
            f" {names}."
        )
    return best[0]


def _why_nothing(comparison: Comparison, frame: Frame) -> str:
    second = comparison.second.name
    if not comparison.categories:
        return f"{frame.label}: {second} has none of the categories of this frame."
    if not comparison.join.pairs:
        ours = ", ".join(row.plan_id for row in comparison.first.rows[:3])
        theirs = ", ".join(row.plan_id for row in comparison.second.rows[:3])
        return (
            f"{frame.label}: no plan of this study ({ours} …) is in {second} ({theirs}"
            " …). Plans are matched by plan_id, else by force and status or dates. Name"
            " a matrix of your own plans with --against FILE.csv."
        )
    return ""
