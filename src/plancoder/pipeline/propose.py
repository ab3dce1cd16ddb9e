"""A plan list for a folder that has none, proposed from file names and first pages, for
a person to correct.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from plancoder.extract.options import ExtractOptions
from plancoder.extract.propose.parts import FileGroup, group_files, name_without_part
from plancoder.extract.propose.plan import (
    Proposal,
    join_proposals,
    propose_plan,
    settle_proposals,
)
from plancoder.models import DocType, Document, Failure, Plan, PlanStatus
from plancoder.pipeline.run import CodeOptions, Report
from plancoder.reference.forces import load_forces
from plancoder.study.disk import write_files
from plancoder.study.manifest import digest_of_file
from plancoder.study.names import PLANS, PROPOSED_PLANS
from plancoder.study.open import Study
from plancoder.study.plan_warnings import plan_warnings
from plancoder.study.plans_file import COLUMNS, join_files, plan_cells, write_plans
from plancoder.workers.isolate import run_isolated

# "plan (copy).pdf", "Copy of plan.pdf", "plan (1).pdf"
_COPY = re.compile(r"\bcopy\b|\(\d+\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProposeJob:
    """One file to look at."""

    name: str  # below raw/; without the part where it is one of several
    path: Path
    pages: tuple[int, ...]
    options: ExtractOptions


def propose_one(job: ProposeJob) -> Proposal:
    """Look at one file. Raises PlanError."""
    from plancoder.extract.cache import read_cached

    document, _ = read_cached(job.path, pages=job.pages, options=job.options)
    return propose_plan(document, job.name, load_forces())


@dataclass(frozen=True, slots=True)
class _Row:
    """The files of one row, of each the pages asked for, and why they are one row."""

    files: tuple[str, ...]
    pages: tuple[tuple[int, ...], ...]
    note: str = ""

    def jobs(self, raw: Path, options: ExtractOptions) -> list[ProposeJob]:
        """One for each file."""
        return [
            ProposeJob(self._called(file), raw / file, pages, options)
            for file, pages in zip(self.files, self.pages, strict=True)
        ]

    def propose(self, by_part: Mapping[int, Proposal]) -> Proposal:
        """What was found in its files; those that cannot be read have a name only."""
        if not by_part:
            name = self._called(self.files[0])
            by_part = {1: propose_plan(Document("", ()), name, load_forces())}
        if len(self.files) > 1:
            proposal = join_proposals(join_files(self.files), self.files, by_part)
        else:
            proposal = by_part[1]
        if not self.note:
            return proposal
        return replace(proposal, reasons={"file": self.note, **proposal.reasons})

    def _called(self, file: str) -> str:
        return name_without_part(file) if len(self.files) > 1 else file


def propose_rows(
    study: Study, options: CodeOptions, report: Report
) -> tuple[Proposal, ...]:
    """A proposal for each plan below raw/, in one file or several, also for those that
    cannot be read: their names are all there is.
    """
    rows = _find_rows(study)
    jobs = [job for row in rows for job in row.jobs(study.raw, options.extract)]
    places = [(row, part) for row in rows for part, _ in enumerate(row.files, 1)]
    found: dict[_Row, dict[int, Proposal]] = {row: {} for row in rows}
    outcomes = run_isolated(
        propose_one, jobs, workers=options.workers_for(len(jobs)), limits=options.limits
    )
    for index, outcome in outcomes:
        row, part = places[index]
        failure = outcome.failure()
        if failure is None:
            found[row][part] = outcome.result()
        report(row.files[part - 1], failure.detail if failure else "", "")
    return settle_proposals([row.propose(found[row]) for row in rows])


def _find_rows(study: Study) -> list[_Row]:
    """The rows of plans.csv, and the files that none of them names: alone, or several
    that are one plan by their names.
    """
    listed = {
        plan.files: _Row(plan.files, tuple(_pages_of_each(plan)))
        for plan in study.plans
        if plan.exists
    }
    taken = {file for files in listed for file in files}
    groups = group_files([*taken, *study.unlisted])
    alone = _lone(group.files for group in groups) - taken
    copies = _copies(study, _lone(listed), alone)
    dropped = set(chain.from_iterable(copies.values()))
    rows = list(listed.values())
    for group in groups:
        if group.files[0] not in dropped:
            rows += _new_rows(group, taken)
    noted = [_with_copies(row, copies) for row in rows]
    return sorted(noted, key=lambda row: row.files)


def _lone(plans: Iterable[Sequence[str]]) -> set[str]:
    """The files that are a plan by themselves."""
    return {files[0] for files in plans if len(files) == 1}


def _new_rows(group: FileGroup, taken: Collection[str]) -> list[_Row]:
    """The rows of files that are one plan by their names: one row, or one a file where
    plans.csv names some of them already (`taken`).
    """
    other = next((file for file in group.files if file in taken), None)
    if other is None:
        return [_Row(group.files, ((),) * len(group.files), group.note)]
    note = (
        f"by its name it belongs to {other}, which plans.csv names already. If"
        " they are one plan, name all its files in that row, with a semicolon"
        " between"
    )
    here = [file for file in group.files if file not in taken]
    return [_Row((file,), ((),), note) for file in here]


def _copies(
    study: Study, listed: Iterable[str], unlisted: Iterable[str]
) -> Mapping[str, list[str]]:
    """Unlisted files that are equal, byte by byte, to a listed file or to another one
    that has the better name; by that file. A file without a byte is like no other.
    """
    named = set(listed)
    same: dict[str, list[str]] = defaultdict(list)
    for file in {*named, *unlisted}:
        with suppress(OSError):
            if (study.raw / file).stat().st_size:
                same[digest_of_file(study.raw / file)].append(file)
    same.pop("", None)
    found: dict[str, list[str]] = {}
    for files in same.values():
        first, *others = sorted(
            files, key=lambda file: (file not in named, bool(_COPY.search(file)), file)
        )
        if copies := [file for file in others if file not in named]:
            found[first] = copies
    return found


def _with_copies(row: _Row, copies: Mapping[str, list[str]]) -> _Row:
    """The row with a note of the copies of its file."""
    some = copies.get(row.files[0], []) if len(row.files) == 1 else []
    if not some:
        return row
    are = "is a copy of it and has" if len(some) == 1 else "are copies of it and have"
    note = f"{', '.join(some)} {are} no row"
    return replace(row, note=f"{row.note}; {note}" if row.note else note)


def _pages_of_each(plan: Plan) -> Iterable[tuple[int, ...]]:
    if not plan.parts:
        return [plan.pages]
    return [plan.pages_of(part) for part, _ in enumerate(plan.parts, 1)]


def propose_plans(
    study: Study, options: CodeOptions, report: Report
) -> tuple[Study, tuple[Proposal, ...]]:
    """The study with a plans.csv proposed and written, for a folder that has none."""
    proposals = propose_rows(study, options, report)
    plans = tuple(proposal.plan for proposal in proposals)
    write_files(study.raw, {PLANS: write_plans(plans)})
    return replace(study, plans=plans, unlisted=()), proposals


@dataclass(frozen=True, slots=True)
class ProposedList:
    """What was proposed, the file it was written to, and what is odd about the list or
    was passed over.
    """

    path: Path
    proposals: tuple[Proposal, ...]
    warnings: tuple[Failure, ...]


def propose_list(study: Study, options: CodeOptions, report: Report) -> ProposedList:
    """Write what plans.csv could say: beside it as plans-proposed.csv where there is
    one already.

    What a person wrote stays as it is; only blank cells are filled, and files that no
    row names get a row.
    """
    proposals = propose_rows(study, options, report)
    if not study.plans:
        rows = [proposal.plan for proposal in proposals]
        return _written(study, PLANS, rows, proposals)
    by_file = {proposal.plan.file: proposal for proposal in proposals}
    rows = [
        _filled(plan, by_file[plan.file].plan) if plan.exists else plan
        for plan in study.plans
    ]
    taken = {plan.plan_id for plan in rows}
    listed = {plan.file for plan in study.plans}
    for proposed in (proposal.plan for proposal in proposals):
        if proposed.file in listed:
            continue
        rows.append(replace(proposed, plan_id=_free_id(proposed.plan_id, taken)))
    return _written(study, PROPOSED_PLANS, rows, proposals)


def _written(
    study: Study, name: str, rows: Sequence[Plan], proposals: tuple[Proposal, ...]
) -> ProposedList:
    write_files(study.raw, {name: write_plans(rows)})
    digests = {plan.plan_id: study.digest_of(plan) for plan in rows if plan.exists}
    warnings = plan_warnings(rows, digests)
    return ProposedList(study.raw / name, proposals, (*study.refused, *warnings))


def proposal_lines(proposals: Sequence[Proposal], *, reasons: bool) -> list[str]:
    """What was proposed, for the person: a line a file, with "!" where something is to
    check and a line more for each such column; with `reasons` for every column.
    """
    lines = []
    for proposal, doubtful in zip(proposals, _to_check(proposals), strict=True):
        cells = dict(zip(COLUMNS, plan_cells(proposal.plan), strict=True))
        shown = [
            cells[column]
            for column in ("force", "dates", "status", "doc_type")
            if cells[column]
        ]
        pages = f", pages {cells['pages']}" if cells["pages"] else ""
        mark = "!" if doubtful else " "
        lines.append(
            f"{mark} {cells['file']}: {cells['plan_id']} ({', '.join(shown)}{pages})"
        )
        lines += [
            f"      {_column_shown(column, cells)}: {why}"
            for column, why in proposal.reasons.items()
            if why and (reasons or column in doubtful)
        ]
    return lines


def _column_shown(column: str, cells: Mapping[str, str]) -> str:
    """A column with its value; files stand in the line above."""
    return column if column == "file" else f"{column} {cells.get(column) or 'blank'}"


def proposal_records(proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """What was proposed by column of plans.csv, with the reason of each and the columns
    to check.
    """
    return [
        {
            **dict(zip(COLUMNS, plan_cells(proposal.plan), strict=True)),
            "reasons": dict(proposal.reasons),
            "to_check": sorted(doubtful),
        }
        for proposal, doubtful in zip(proposals, _to_check(proposals), strict=True)
    ]


def _to_check(proposals: Sequence[Proposal]) -> list[set[str]]:
    """The columns of each proposal that a person should look at first."""
    listed = {force.force_id for force in load_forces()}
    # Where no force is in the list, the study is of other bodies.
    known = any(proposal.plan.force_id in listed for proposal in proposals)
    found = []
    for proposal in proposals:
        plan = proposal.plan
        doubts = {
            "file": "file" in proposal.reasons,
            "force_id": not plan.force_id or (known and plan.force_id not in listed),
            "dates": plan.start_year is None,
            "pages": bool(plan.pages),
            "doc_type": plan.doc_type is not DocType.PLAN,
            "plan_id": "already the id" in proposal.reasons.get("plan_id", ""),
            "status": plan.doc_type is DocType.PLAN
            and plan.status not in (PlanStatus.CURRENT, PlanStatus.PREVIOUS),
        }
        found.append({column for column, doubt in doubts.items() if doubt})
    return found


def count_to_check(proposals: Sequence[Proposal]) -> int:
    """How many rows hold something that a person should look at first."""
    return sum(map(bool, _to_check(proposals)))


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
