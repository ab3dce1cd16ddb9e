"""The last coding of a study, read back from out/."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace

from plancoder.errors import StudyError
from plancoder.extract.options import ExtractOptions
from plancoder.models import Coding, Plan, PlanResult
from plancoder.study.input_file import MOST_LOG_BYTES, read_input
from plancoder.study.names import CODINGS, MANIFEST
from plancoder.study.open import Study
from plancoder.study.store import results_from_lines


def stored_results(study: Study) -> tuple[PlanResult, ...]:
    """Results of the last coding, one a plan; raises StudyError where codebook or plan
    list have moved on since.
    """
    path = study.out / CODINGS
    advice = "Run 'plancoder run' to code again."
    try:
        data = read_input(path, f"out/{CODINGS}", most_bytes=MOST_LOG_BYTES)
    except FileNotFoundError:
        raise StudyError(
            f"{study.root}: nothing has been coded yet. Run 'plancoder run' first."
        ) from None
    results, digest = results_from_lines(data, f"out/{CODINGS}")
    problems = []
    if digest != study.codebook.digest:
        problems.append(f"codebook.yaml: changed since the plans were coded. {advice}")
    by_plan = {result.plan.plan_id: result for result in results}
    kept = []
    for plan in study.plans:
        if not plan.exists:
            continue
        result = by_plan.get(plan.plan_id)
        if result is None or _read_from(result.plan) != _read_from(plan):
            problems.append(
                f"raw/plans.csv, plan {plan.plan_id!r}: new or changed since the last"
                f" coding. {advice}"
            )
        else:
            # Dates, status and the like may be corrected without coding again.
            kept.append(replace(result, plan=plan))
    if problems:
        raise StudyError(*problems)
    return tuple(kept)


def _read_from(plan: Plan) -> object:
    """What of a row of plans.csv the coding depends on."""
    return plan.files, plan.pages


def extract_options(study: Study) -> ExtractOptions:
    """How the plans of the last coding were read, so that its places are found."""
    try:
        settings = json.loads((study.out / MANIFEST).read_bytes())["settings"]
        return ExtractOptions(
            **{each.name: settings[each.name] for each in fields(ExtractOptions)}
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ExtractOptions()


def codings_of(results: Iterable[PlanResult]) -> list[Coding]:
    """The codings of all plans that were coded, in the order of the plans."""
    return [
        coding for result in results if result.coded for coding in result.coded.codings
    ]
