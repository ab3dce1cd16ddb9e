"""Results and review to the files of out/: an explicit list, each made by a pure
function of `export`.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from typing import Any, Literal

from plancoder.codebook.shape import Codebook
from plancoder.export.appendix import long_table, wide_table
from plancoder.export.appendix_c import APPENDIX_C_COLUMNS, appendix_c_rows
from plancoder.export.failures import failures_table
from plancoder.export.matrix import PLAN_ONLY, tick_matrix
from plancoder.export.orphans_table import ORPHAN_COLUMNS, orphan_rows
from plancoder.export.parquet import Row, parquet_by_force
from plancoder.export.passages_table import passage_rows
from plancoder.export.review_workbook import review_workbook
from plancoder.export.statements_table import STATEMENT_COLUMNS, statement_rows
from plancoder.export.summary import Base, summary_table
from plancoder.models import DocType, Failure, Matrix, Plan, PlanResult, Review
from plancoder.reference.forces import load_forces
from plancoder.study.names import (
    APPENDIX_C,
    CODINGS,
    FAILURES,
    ORPHANS,
    OTHER_DOCUMENTS,
    PASSAGES,
    STATEMENTS,
    SUMMARY,
    WORKBOOK,
    long_name,
    parquet_names,
    wide_name,
)
from plancoder.study.plans_file import split_files
from plancoder.study.store import results_to_lines
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv, write_table
from plancoder.tables.data_frames import (
    LONG_KINDS,
    PASSAGE_KINDS,
    STATEMENT_KINDS,
    Kinds,
)
from plancoder.tables.temporary_files import temporary_folder
from plancoder.version import __version__
from plancoder.workers.isolate import made_beside

TableFormat = Literal["csv", "parquet"]
"""`parquet` writes the long tables as Parquet too; CSV is always written."""

MANY_PASSAGES = 3_000  # from here on the workbook is worth a process of its own


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the tables count."""

    doc_types: frozenset[DocType] = PLAN_ONLY
    base: Base = Base.READ
    carry_forward: bool = True
    final: bool = False
    format: TableFormat = "csv"


@dataclass(frozen=True, slots=True)
class Outputs:
    """The matrices, for the summary on screen, and the files by their name in out/."""

    matrices: tuple[Matrix, ...]
    files: Mapping[str, bytes]


def make_matrices(
    plans: Sequence[Plan],
    codebook: Codebook,
    results: Sequence[PlanResult],
    review: Review,
    options: ExportOptions,
) -> tuple[Matrix, ...]:
    """One matrix for each frame of the codebook."""
    order = {force.force_id: force.order for force in load_forces()}
    by_plan = {result.plan.plan_id: result for result in results}
    return tuple(
        tick_matrix(
            plans,
            codebook,
            frame.id,
            by_plan,
            review,
            doc_types=options.doc_types,
            final=options.final,
            force_order=order,
        )
        for frame in codebook.frames
    )


def make_outputs(
    plans: Sequence[Plan],
    codebook: Codebook,
    results: Sequence[PlanResult],
    review: Review,
    options: ExportOptions,
    extra_failures: Iterable[Failure] = (),
    replies: Mapping[str, str] | None = None,
) -> Outputs:
    """Every file that a run writes, as bytes; the same input gives the same bytes.

    `replies` by plan_id.
    """
    matrices = make_matrices(plans, codebook, results, review, options)
    failures = [failure for result in results for failure in result.failures] + list(
        extra_failures
    )
    passages = list(
        passage_rows(plans, review, frame_order=[frame.id for frame in codebook.frames])
    )
    statements = list(statement_rows(plans, results, review))
    long_tables = {
        long_name(matrix.appendix, matrix.frame): long_table(matrix)
        for matrix in matrices
    }
    other_documents = _other_documents(plans, codebook, results, review, options)
    files: dict[str, bytes] = {}
    # The workbook takes as long as all other files together.
    with (
        temporary_folder() as folder,
        made_beside(
            partial(review_workbook, folder=folder),
            passages,
            worth_it=len(passages) > MANY_PASSAGES,
        ) as workbook,
    ):
        for matrix in matrices:
            frame = (matrix.appendix, matrix.frame)
            if matrix.appendix != "C":
                files[wide_name(*frame)] = write_table(*wide_table(matrix))
            files[long_name(*frame)] = write_table(*long_tables[long_name(*frame)])
        files[APPENDIX_C] = write_csv(
            appendix_c_rows(
                matrices[0].plans if matrices else (),
                results,
                codebook,
                review,
                final=options.final,
                replies=replies,
            ),
            APPENDIX_C_COLUMNS,
        )
        files[PASSAGES] = write_csv(passages, PASSAGE_COLUMNS)
        files[STATEMENTS] = write_csv(statements, STATEMENT_COLUMNS)
        if review.orphans:
            files[ORPHANS] = write_csv(orphan_rows(review), ORPHAN_COLUMNS)
        files[SUMMARY] = write_table(
            *summary_table(
                matrices, base=options.base, carry_forward=options.carry_forward
            )
        )
        files[FAILURES] = write_table(*failures_table(failures))
        if other_documents is not None:
            files[OTHER_DOCUMENTS] = write_table(*other_documents)
            long_tables[OTHER_DOCUMENTS] = other_documents
        files[CODINGS] = results_to_lines(results, codebook.digest)
        if options.format == "parquet":
            files |= _parquet_files(plans, passages, statements, long_tables)
        files[WORKBOOK] = workbook()
    return Outputs(matrices, files)


def _other_documents(
    plans: Sequence[Plan],
    codebook: Codebook,
    results: Sequence[PlanResult],
    review: Review,
    options: ExportOptions,
) -> tuple[list[str], list[list[str]]] | None:
    """Drafts, reports and the like, coded and shown apart: they tick no appendix."""
    others = frozenset(DocType) - options.doc_types
    if not any(plan.doc_type in others for plan in plans):
        return None
    apart = ExportOptions(others, options.base, options.carry_forward, options.final)
    header: list[str] = []
    rows: list[list[str]] = []
    for matrix in make_matrices(plans, codebook, results, review, apart):
        header, some = long_table(matrix)
        rows += some
    return header, rows


def _parquet_files(
    plans: Sequence[Plan],
    passages: Iterable[Row],
    statements: Iterable[Row],
    long_tables: Mapping[str, tuple[list[str], list[list[str]]]],
) -> dict[str, bytes]:
    """The long tables as Parquet, by their names in out/."""
    tables: dict[str, tuple[Sequence[str], Iterable[Row], Kinds]] = {
        PASSAGES: (PASSAGE_COLUMNS, passages, PASSAGE_KINDS),
        STATEMENTS: (STATEMENT_COLUMNS, statements, STATEMENT_KINDS),
    }
    for name, (columns, cells) in long_tables.items():
        rows = (dict(zip(columns, each, strict=True)) for each in cells)
        tables[name] = (columns, rows, LONG_KINDS)
    forces = {plan.plan_id: plan.shown_force for plan in plans}
    files: dict[str, bytes] = {}
    for name, table in tables.items():
        parts = parquet_by_force(*table, forces)
        names = parquet_names(name, parts)
        files |= {names[force]: data for force, data in parts.items()}
    return files


def run_record(
    codebook: Codebook,
    plans: Sequence[Plan],
    results: Sequence[PlanResult],
    *,
    settings: Mapping[str, Any],
    decisions: bytes,
    state: str,
) -> dict[str, Any]:
    """What run.json holds: enough to repeat the run and to verify it. `state` says
    draft or final.

    Times are in timings.json.
    """
    by_plan = {result.plan.plan_id: result for result in results}
    return {
        "draft_or_final": state,
        "plancoder": __version__,
        "python": platform.python_version(),
        "libraries": {
            name: metadata.version(name)
            for name in ("pypdfium2", "pdfplumber", "rapidfuzz", "pyspellchecker")
        },
        "codebook": {
            "title": codebook.title,
            "version": codebook.version,
            "sha256": codebook.digest,
        },
        "decisions": {
            "sha256": hashlib.sha256(decisions).hexdigest() if decisions else ""
        },
        "settings": dict(settings),
        "counts": outcome_counts(plans, results),
        "plans": [_plan_record(plan, by_plan.get(plan.plan_id)) for plan in plans],
    }


def outcome_counts(
    plans: Sequence[Plan], results: Sequence[PlanResult]
) -> dict[str, int]:
    """How many plans ended how; the parts add up to the rows of plans.csv."""
    warned = sum(result.readable and bool(result.failures) for result in results)
    coded = sum(result.readable for result in results)
    return {
        "rows": len(plans),
        "coded": coded - warned,
        "coded_with_warnings": warned,
        "failed": len(results) - coded,
        "no_new_plan": sum(not plan.exists for plan in plans),
    }


def _plan_record(plan: Plan, result: PlanResult | None) -> dict[str, Any]:
    if result is None:
        return {"plan_id": plan.plan_id, "outcome": "no_new_plan"}
    outcome = (
        "failed"
        if not result.readable
        else "coded_with_warnings"
        if result.failures
        else "coded"
    )
    return {
        "plan_id": plan.plan_id,
        "file": plan.file,
        "sha256": result.sha256,
        **_parts_record(plan, result),
        "bytes": result.bytes,
        "outcome": outcome,
        "reasons": sorted({failure.reason for failure in result.failures}),
        "pages_read": result.pages_read,
        "pages_in_all": result.pages_in_all,
        "characters": result.characters,
        "codings": len(result.coded.codings) if result.coded else 0,
        "statements": len(result.coded.statements) if result.coded else 0,
    }


def _parts_record(plan: Plan, result: PlanResult) -> dict[str, Any]:
    """The files of a plan in several, each with its digest."""
    if not plan.parts:
        return {}
    digests = split_files(result.sha256) or ("",) * len(plan.parts)
    return {
        "parts": [
            {"part": part, "file": file, "sha256": digest}
            for part, (file, digest) in enumerate(
                zip(plan.parts, digests, strict=True), 1
            )
        ]
    }


def timings_file(results: Sequence[PlanResult]) -> bytes:
    """Seconds of each plan and stage.

    A file of its own: everything else is the same from run to run.
    """
    times = {
        result.plan.plan_id: {
            stage: round(seconds, 4) for stage, seconds in result.seconds.items()
        }
        for result in results
    }
    return (json.dumps(times, indent=1, ensure_ascii=False) + "\n").encode()
