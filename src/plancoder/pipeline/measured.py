"""The measures of a study that stand in out/, for its report: read again, and left out
where they are older than its tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plancoder.errors import StudyError
from plancoder.models import PlanResult, Review
from plancoder.pipeline.assurance import draw_and_judge
from plancoder.report.measured import JudgedSample, Measured, Row, read_measures
from plancoder.study.input_file import read_input_if_any
from plancoder.study.manifest import digest_of_file
from plancoder.study.names import (
    AGREEMENT,
    ASSURANCE_DRAW,
    CODERS,
    CODINGS,
    DECISIONS,
    EVALUATION,
    MANIFEST,
    OUT,
    RELIABILITY,
)
from plancoder.study.open import Study


def coding_stamp(root: Path) -> Mapping[str, str]:
    """What the ticks of a study are made of today: digests of its codings and
    decisions.
    """
    return {
        "codings": digest_of_file(root / OUT / CODINGS),
        "decisions": digest_of_file(root / DECISIONS),
    }


def study_measures(
    study: Study, results: tuple[PlanResult, ...], review: Review
) -> Measured:
    """The measures of the study; none where nothing was measured."""
    agreement, coders = (
        _rows(study.out, f"{folder}/{name}", command)
        for folder, name, command in (
            (EVALUATION, AGREEMENT, "evaluate"),
            (CODERS, RELIABILITY, "merge"),
        )
    )
    outdated: tuple[str, ...] = ()
    if agreement and _stamp(study.out / EVALUATION) != coding_stamp(study.root):
        agreement, outdated = (), (f"out/{EVALUATION}/{AGREEMENT}",)
    return Measured(_assured(study, results, review), agreement, coders, outdated)


def _rows(out: Path, name: str, command: str) -> tuple[Row, ...]:
    shown = f"{OUT}/{name}"
    return read_measures(read_input_if_any(out / name, shown), shown, command)


def _stamp(folder: Path) -> object:
    return _json(folder / MANIFEST).get("stamp")


def _json(path: Path) -> Mapping[str, Any]:
    data = read_input_if_any(path, str(path))
    try:
        content = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        raise StudyError(
            f"{path}: was changed and cannot be read. Delete it, and make it again."
        ) from None
    return content if isinstance(content, dict) else {}


def _assured(
    study: Study, results: tuple[PlanResult, ...], review: Review
) -> JudgedSample | None:
    draw = _json(study.out / ASSURANCE_DRAW)
    size, seed = draw.get("sample"), draw.get("seed")
    if not isinstance(size, int) or not isinstance(seed, int):
        return None
    return draw_and_judge(study, results, review, size, seed)
