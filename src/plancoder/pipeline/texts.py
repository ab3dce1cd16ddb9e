"""The text of plans for those who look words up in it: read again in worker processes,
from the cache if it can be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from plancoder.extract.options import ExtractOptions
from plancoder.pipeline.process_plan import PlanJob, prepare_worker, read_plan_text
from plancoder.review.quotes import PlanText
from plancoder.study.open import Study
from plancoder.workers.isolate import run_isolated
from plancoder.workers.limits import Limits


def read_plan_texts(
    study: Study,
    plan_ids: Collection[str],
    extract: ExtractOptions | None = None,
    limits: Limits | None = None,
) -> Mapping[str, PlanText]:
    """Documents and passages of the named plans by plan_id; one that is gone or cannot
    be read is left out.
    """
    plans = [plan for plan in study.plans if plan.plan_id in plan_ids and plan.exists]
    jobs = [
        PlanJob(
            plan,
            study.path_of(plan),
            corrections=study.corrections.get(plan.plan_id, ()),
        )
        for plan in plans
    ]
    if not jobs:
        return {}
    outcomes = run_isolated(
        read_plan_text,
        jobs,
        workers=min(2, len(jobs)),
        limits=limits,
        initializer=prepare_worker,
        initargs=(study.codebook, extract or ExtractOptions()),
    )
    found: dict[str, PlanText] = {}
    for index, outcome in outcomes:
        if outcome.error is None:
            found[plans[index].plan_id] = outcome.result()
    return found
