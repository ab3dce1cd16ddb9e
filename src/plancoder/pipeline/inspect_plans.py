"""Plans inspected in worker processes: their text, their priorities, where a term
occurs, why a cell is as it is.

A plan that cannot be read, or that shows a bug, never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from plancoder.errors import PlanError
from plancoder.extract.options import ExtractOptions
from plancoder.page_labels import cell_label, page_cell
from plancoder.pipeline.prepare import PlanJob, plan_job, prepare_once, worker_setup
from plancoder.pipeline.run import CodeOptions
from plancoder.review.quotes import PlanText
from plancoder.workers.isolate import run_isolated

if TYPE_CHECKING:
    from plancoder.coding.inspect.explain import Explanation
    from plancoder.study.open import Study

Value = TypeVar("Value")
Record = dict[str, Any]
"""What was found at one place, as numbers and texts by name: ready for JSON."""


@dataclass(frozen=True, slots=True)
class Inspected(Generic[Value]):
    """What was found in each plan, in the order of the plans, and why others could not
    be read; both by plan_id.
    """

    found: dict[str, Value] = field(default_factory=dict)
    unread: dict[str, PlanError] = field(default_factory=dict)


def inspect_plans(
    study: Study,
    plan_ids: Collection[str],
    function: Callable[[PlanJob], Value],
    options: CodeOptions | None = None,
) -> Inspected[Value]:
    """`function` of each named plan that has a file, done in worker processes."""
    plans = [plan for plan in study.plans if plan.plan_id in plan_ids and plan.exists]
    if not plans:
        return Inspected()
    settings = options or CodeOptions()
    outcomes = run_isolated(
        function,
        [plan_job(study, plan) for plan in plans],
        workers=settings.workers_for(len(plans)),
        limits=settings.limits,
        setup=worker_setup(study.codebook, settings.extract),
    )
    by_plan = {plans[index].plan_id: outcome for index, outcome in outcomes}
    inspected: Inspected[Value] = Inspected()
    for plan in plans:
        outcome = by_plan[plan.plan_id]
        failure = outcome.failure()
        if failure is None:
            inspected.found[plan.plan_id] = outcome.result()
        else:
            inspected.unread[plan.plan_id] = failure
    return inspected


def read_plan_texts(
    study: Study, plan_ids: Collection[str], extract: ExtractOptions | None = None
) -> Mapping[str, PlanText]:
    """Documents and passages of the named plans by plan_id; one that is gone or cannot
    be read is left out.
    """
    options = CodeOptions(extract=extract or ExtractOptions())
    return inspect_plans(study, plan_ids, read_plan_text, options).found


def read_plan_text(job: PlanJob) -> PlanText:
    """In a worker: the plan's Document with its passages. Raises PlanError."""
    plan = prepare_once(job)
    return PlanText(plan.document, plan.parts.passages)


def explain_plan(
    job: PlanJob, cells: Collection[tuple[str, str]]
) -> tuple[Explanation, ...]:
    """In a worker: why the cells of a plan are as they are, each named by frame and
    category. Raises PlanError.
    """
    from plancoder.coding.inspect.explain import explain_cells, find_category

    plan = prepare_once(job)
    codebook = plan.matcher.codebook
    categories = [find_category(codebook, one, frame) for frame, one in cells]
    return explain_cells(plan, categories)


def kwic_records(job: PlanJob, term: str, width: int) -> tuple[Record, ...]:
    """In a worker: a record for each place where a term occurs in the plan: plan_id,
    page, before, match, after. Raises PlanError.
    """
    from plancoder.coding.inspect.kwic import find_kwic

    document = prepare_once(job).document
    return tuple(
        {
            "plan_id": job.plan.plan_id,
            "page": page_cell(document.page_at(found.match.start)),
            "before": found.before,
            "match": " ".join(found.match.written.split()),
            "after": found.after,
        }
        for found in find_kwic(document.text, term, width)
    )


def kwic_lines(job: PlanJob, term: str, width: int) -> tuple[str, ...]:
    """In a worker: a line for each place where a term occurs in the plan, with plan
    and page. Raises PlanError.
    """
    lines = []
    for found in kwic_records(job, term, width):
        page = f" {cell_label(found['page'], 'p. ')}".rstrip()
        words = f"{found['before'].rjust(width)}[{found['match']}]{found['after']}"
        lines.append(f"{found['plan_id']}{page}\t{words}")
    return tuple(lines)


def statement_records(job: PlanJob, most_rivals: int) -> tuple[Record, ...]:
    """In a worker: one record, the plan's priorities with their places, and the best
    rivals of the list they come from. Raises PlanError.
    """
    from plancoder.coding.inspect.statement_text import statements_json

    found = prepare_once(job).parts.found
    return (statements_json(job.plan.plan_id, found, most_rivals),)


def statement_lines(job: PlanJob, most_rivals: int) -> tuple[str, ...]:
    """In a worker: the plan's priorities as it words them, a line each, and the best
    rivals of the list they come from. Raises PlanError.
    """
    from plancoder.coding.inspect.statement_text import list_rivals, list_statements

    found = prepare_once(job).parts.found
    return (
        *list_statements(job.plan.plan_id, found),
        *list_rivals(found, most_rivals),
    )
