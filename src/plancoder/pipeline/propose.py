"""A plan list for a folder that has none, proposed from file names and first pages, for
a person to correct.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plancoder.extract.options import ExtractOptions
from plancoder.extract.propose.plan import Proposal, propose_plan, settle_proposals
from plancoder.models import Document, Plan
from plancoder.pipeline.run import CodeOptions, Report
from plancoder.reference.forces import load_forces
from plancoder.study.disk import write_files
from plancoder.study.names import PLANS, PROPOSED_PLANS
from plancoder.study.open import Study
from plancoder.study.plans_file import COLUMNS, plan_cells, write_plans
from plancoder.workers.isolate import run_isolated


@dataclass(frozen=True, slots=True)
class ProposeJob:
    """One file to look at."""

    name: str  # below raw/
    path: Path
    pages: tuple[int, ...]
    options: ExtractOptions


def propose_one(job: ProposeJob) -> Proposal:
    """Look at one file. Raises PlanError."""
    from plancoder.extract.cache import read_cached

    document, _ = read_cached(job.path, pages=job.pages, options=job.options)
    return propose_plan(document, job.name, load_forces())


def propose_rows(
    study: Study, options: CodeOptions, report: Report
) -> tuple[Proposal, ...]:
    """A proposal for each plan file below raw/, also for those that cannot be read:
    their names are all there is.
    """
    listed = {plan.file: plan.pages for plan in study.plans if plan.exists}
    names = sorted({*listed, *study.unlisted})
    jobs = [
        ProposeJob(name, study.raw / name, listed.get(name, ()), options.extract)
        for name in names
    ]
    found: list[Proposal | None] = [None] * len(jobs)
    outcomes = run_isolated(
        propose_one, jobs, workers=options.workers_for(len(jobs)), limits=options.limits
    )
    for index, outcome in outcomes:
        failure = outcome.failure()
        if failure is None:
            found[index] = outcome.result()
        report(names[index], failure.detail if failure else "")
    empty = Document("", ())
    return settle_proposals(
        [
            proposal or propose_plan(empty, name, load_forces())
            for name, proposal in zip(names, found, strict=True)
        ]
    )


def propose_plans(
    study: Study, options: CodeOptions, report: Report
) -> tuple[Study, tuple[Proposal, ...]]:
    """The study with a plans.csv proposed and written, for a folder that has none."""
    proposals = propose_rows(study, options, report)
    plans = tuple(proposal.plan for proposal in proposals)
    write_files(study.raw, {PLANS: write_plans(plans)})
    return replace(study, plans=plans, unlisted=()), proposals


def propose_list(
    study: Study, options: CodeOptions, report: Report
) -> tuple[Path, tuple[Proposal, ...]]:
    """Write what plans.csv could say: beside it as plans-proposed.csv where there is
    one already.

    What a person wrote stays as it is; only blank cells are filled, and files that no
    row names get a row.
    """
    proposals = propose_rows(study, options, report)
    if not study.plans:
        write_files(
            study.raw, {PLANS: write_plans([proposal.plan for proposal in proposals])}
        )
        return study.raw / PLANS, proposals
    by_file = {proposal.plan.file: proposal for proposal in proposals}
    rows = [
        _filled(plan, by_file[plan.file].plan) if plan.exists else plan
        for plan in study.plans
    ]
    taken = {plan.plan_id for plan in rows}
    for name in study.unlisted:
        proposed = by_file[name].plan
        rows.append(replace(proposed, plan_id=_free_id(proposed.plan_id, taken)))
    write_files(study.raw, {PROPOSED_PLANS: write_plans(rows)})
    return study.raw / PROPOSED_PLANS, proposals


def proposal_lines(proposals: Sequence[Proposal], *, reasons: bool) -> list[str]:
    """What was proposed, for the person: a line a file, with `reasons` a line more for
    each column.
    """
    lines = []
    for proposal in proposals:
        cells = dict(zip(COLUMNS, plan_cells(proposal.plan), strict=True))
        shown = [
            cells[column]
            for column in ("force", "dates", "status", "doc_type")
            if cells[column]
        ]
        pages = f", pages {cells['pages']}" if cells["pages"] else ""
        lines.append(f"{cells['file']}: {cells['plan_id']} ({', '.join(shown)}{pages})")
        if reasons:
            lines += [
                f"    {column} {cells.get(column) or 'blank'}: {why}"
                for column, why in proposal.reasons.items()
                if why
            ]
    return lines


def _filled(plan: Plan, proposed: Plan) -> Plan:
    """The plan with its blanks filled from the proposal.

    Pages stay: a blank there means all of them.
    """
    if plan.force_id and plan.force_id != proposed.force_id:
        # Another force than the person named: nothing that hangs on the force can be
        # trusted.
        proposed = replace(proposed, force=plan.force, nation=plan.nation)
    return replace(
        plan,
        force_id=plan.force_id or proposed.force_id,
        force=plan.force or proposed.force,
        nation=plan.nation or proposed.nation,
        dates=plan.dates or proposed.dates,
        start_year=plan.start_year or proposed.start_year,
        end_year=plan.end_year or proposed.end_year,
        status=plan.status or proposed.status,
    )


def _free_id(wanted: str, taken: set[str]) -> str:
    plan_id, times = wanted, 1
    while plan_id in taken:
        times += 1
        plan_id = f"{wanted}-{times}"
    taken.add(plan_id)
    return plan_id
