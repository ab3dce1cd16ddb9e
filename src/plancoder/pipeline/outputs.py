"""What the tables count, the matrices they rest on, and the record of a run."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Any, Literal

from plancoder.codebook.shape import Codebook
from plancoder.export.matrix import PLAN_ONLY, tick_matrix
from plancoder.export.summary import Base
from plancoder.models import DocType, Matrix, Plan, PlanResult, Review
from plancoder.reference.forces import load_forces
from plancoder.study.plans_file import split_files
from plancoder.study.store import ResultSummary
from plancoder.version import __version__

TableFormat = Literal["csv", "parquet"]
"""`parquet` writes the long tables as Parquet too; CSV is always written."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the tables count."""

    doc_types: frozenset[DocType] = PLAN_ONLY
    base: Base = Base.READ
    carry_forward: bool = True
    final: bool = False
    format: TableFormat = "csv"


def make_matrices(
    plans: Sequence[Plan],
    codebook: Codebook,
    results: Sequence[PlanResult],
    review: Review,
    options: ExportOptions,
) -> tuple[Matrix, ...]:
    """One matrix for each frame of the codebook."""
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
            force_order=force_order(),
        )
        for frame in codebook.frames
    )


@cache
def force_order() -> Mapping[str, int]:
    """The place of each known force in the tables."""
    return {force.force_id: force.order for force in load_forces()}


def run_record(
    codebook: Codebook,
    plans: Sequence[Plan],
    results: Sequence[ResultSummary],
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
    plans: Sequence[Plan], results: Sequence[ResultSummary]
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


def _plan_record(plan: Plan, result: ResultSummary | None) -> dict[str, Any]:
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
        "codings": result.codings,
        "statements": result.statements,
    }


def _parts_record(plan: Plan, result: ResultSummary) -> dict[str, Any]:
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


def timings_file(results: Sequence[ResultSummary]) -> bytes:
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
