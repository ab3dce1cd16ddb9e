"""A row of plans.csv proposed from a plan's file name, title page and text, each value
with its reason.

Everything here is for a person to confirm. Pure functions: the document, its file name
and the force list come in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import PurePosixPath

from plancoder.extract.propose.dates import find_dates
from plancoder.extract.propose.document_type import find_document_type
from plancoder.extract.propose.force import ForceName, find_force, guess_from_file, slug
from plancoder.extract.propose.page_range import Sheet, find_range, lay_out_sheets
from plancoder.models import DocType, Document, Plan, PlanStatus
from plancoder.page_labels import part_page

_TITLE_BLOCKS = 8


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed row and, by column of plans.csv, why its value was chosen."""

    plan: Plan
    reasons: Mapping[str, str]


def propose_plan(
    document: Document, file: str, forces: Sequence[ForceName]
) -> Proposal:
    """Propose the row of one file; `file` is its path below `raw/`.

    An empty document is judged by its name alone.
    """
    name = PurePosixPath(file).name
    sheets = lay_out_sheets(document)
    plan_range = find_range(sheets)
    kept = [
        sheet
        for sheet in sheets
        if not plan_range.pages or sheet.page in plan_range.pages
    ]
    found = find_document_type(kept, name)
    doc_type = found.doc_type
    titles, text = _titles(kept), _text(kept)
    force = find_force(name, titles, text, forces)
    if not force.force_id and plan_range.pages:
        # The papers before it may say whose plan it is.
        force = find_force(name, _titles(sheets), _text(sheets), forces)
    if not force.force_id and not force.is_tie:
        force = guess_from_file(name, text) or force
    dates = find_dates(name, titles, text, of_report=doc_type is DocType.REPORT)
    plan = Plan(
        plan_id=_make_id(
            force.force_id or slug(PurePosixPath(name).stem), dates.start_year, doc_type
        ),
        file=file,
        force_id=force.force_id,
        force=force.name,
        nation=force.nation,
        dates=dates.dates,
        start_year=dates.start_year,
        end_year=dates.end_year,
        pages=plan_range.pages,
        doc_type=doc_type,
    )
    reasons = {
        "force_id": force.reason,
        "dates": dates.reason,
        "pages": plan_range.reason,
        "doc_type": found.shown,
        "plan_id": (
            "the force and the first year" if force.force_id else "the file name"
        ),
    }
    return Proposal(plan, reasons)


def join_proposals(
    file: str, files: Sequence[str], by_part: Mapping[int, Proposal]
) -> Proposal:
    """The row of a plan in several files, of a proposal for each part that could be
    read; `file` names all of them as plans.csv does.

    The first part says what kind of document it is, and of whom and when as far as it
    does; the others say the rest.
    """
    ordered = [by_part[part] for part in sorted(by_part)]
    first = ordered[0]
    force = next((one for one in ordered if one.plan.force_id), first)
    dates = _best_dates(ordered)
    pages = tuple(
        part_page(part, page)
        for part, proposal in sorted(by_part.items())
        for page in proposal.plan.pages
    )
    plan = replace(
        first.plan,
        plan_id=_make_id(
            force.plan.force_id or slug(PurePosixPath(first.plan.file).stem),
            dates.plan.start_year,
            first.plan.doc_type,
        ),
        file=file,
        parts=tuple(files),
        force_id=force.plan.force_id,
        force=force.plan.force,
        nation=force.plan.nation,
        dates=dates.plan.dates,
        start_year=dates.plan.start_year,
        end_year=dates.plan.end_year,
        pages=pages,
    )
    reasons = {
        "force_id": force.reasons["force_id"],
        "dates": dates.reasons["dates"],
        "pages": "; ".join(
            f"part {part}: {proposal.reasons['pages']}"
            for part, proposal in sorted(by_part.items())
            if proposal.plan.pages
        )
        or first.reasons["pages"],
        "doc_type": first.reasons["doc_type"],
        "plan_id": force.reasons["plan_id"],
    }
    return Proposal(plan, reasons)


def _best_dates(proposals: Sequence[Proposal]) -> Proposal:
    """The first part with years; where it names the first year only, the first of those
    that begin in it and name the last year too.
    """
    dated = [one for one in proposals if one.plan.start_year]
    if not dated:
        return proposals[0]
    start = dated[0].plan.start_year
    complete = [one for one in dated if one.plan.end_year]
    return next((one for one in complete if one.plan.start_year == start), dated[0])


def _titles(sheets: Sequence[Sheet]) -> list[str]:
    """Short lines of the title page; a document without text has none."""
    return sheets[0].opening(_TITLE_BLOCKS) if sheets else []


def _text(sheets: Sequence[Sheet]) -> str:
    return "\n".join(text for sheet in sheets for text in sheet.texts)


def _make_id(stem: str, year: int | None, doc_type: DocType) -> str:
    stem = stem or "plan"  # of a file named " .pdf"
    plan_id = f"{stem}:{year}" if year and str(year) not in stem else stem
    return plan_id if doc_type is DocType.PLAN else f"{plan_id}-{doc_type.value}"


def settle_proposals(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Give each plan its status among the plans of its force, and each row an id of its
    own.
    """
    years: dict[str, list[int]] = {}
    for proposal in proposals:
        plan = proposal.plan
        if plan.doc_type is DocType.PLAN and plan.force_id and plan.start_year:
            years.setdefault(plan.force_id, []).append(plan.start_year)
    names: dict[str, str] = {}
    for proposal in proposals:  # "Saltmarch Constabulary" says more than "Saltmarch"
        names[proposal.plan.force_id] = max(
            names.get(proposal.plan.force_id, ""), proposal.plan.force, key=len
        )
    taken: set[str] = set()
    settled: list[Proposal] = []
    for proposal in proposals:
        status, reason = _find_status(
            proposal.plan,
            sorted(set(years.get(proposal.plan.force_id, [])), reverse=True),
        )
        plan_id = _untaken(proposal.plan.plan_id, taken)
        taken.add(plan_id)
        reasons = {**proposal.reasons, "status": reason}
        if plan_id != proposal.plan.plan_id:
            reasons["plan_id"] = (
                f"{proposal.plan.plan_id} is already the id of another file"
            )
        settled.append(
            Proposal(
                replace(
                    proposal.plan,
                    plan_id=plan_id,
                    force=names[proposal.plan.force_id],
                    status=status,
                ),
                reasons,
            )
        )
    return tuple(settled)


def _untaken(plan_id: str, taken: Collection[str]) -> str:
    """The id, or with the first number from 2 that no other file has with it."""
    numbered = (f"{plan_id}-{number}" for number in count(2))
    return next(one for one in chain([plan_id], numbered) if one not in taken)


def _find_status(plan: Plan, years: Sequence[int]) -> tuple[PlanStatus, str]:
    """`years`: the first years of the force's plans, newest first."""
    if plan.doc_type is not DocType.PLAN or plan.start_year not in years:
        return PlanStatus.UNKNOWN, "no plan with a year and a force"
    if plan.start_year == years[0]:
        return PlanStatus.CURRENT, (
            "the newest plan of its force here"
            if len(years) > 1
            else "the force's only plan here"
        )
    if plan.start_year == years[1]:
        return PlanStatus.PREVIOUS, "the plan before the newest of its force here"
    return PlanStatus.UNKNOWN, "older than the two newest plans of its force here"
