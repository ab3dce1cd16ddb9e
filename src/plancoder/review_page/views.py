"""What is sent to the browser, as plain JSON.

Texts of plans travel as text and are never made into HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from plancoder.models import Cell, Coding, Plan, Verdict
from plancoder.page_labels import page_cell
from plancoder.review_page.desk import Desk
from plancoder.review_page.queue import Entry

Json = dict[str, Any]

_LEAD = 30  # characters of the passage shown before the match in the list
_TAIL = 90
_BLANKS = re.compile(r"\s+")


def show_start(desk: Desk) -> Json:
    """What the page needs once: plans, forces, frames and categories."""
    codebook = desk.sources.codebook
    forces: dict[str, str] = {}
    for plan in desk.sources.plans:
        forces.setdefault(plan.force_key, plan.shown_force)
    return {
        "study": desk.sources.name,
        "reviewer": desk.reviewer,
        "plans": [
            _plan(plan, plan.plan_id in desk.sources.readable)
            for plan in desk.sources.plans
            if plan.exists
        ],
        "forces": [{"id": force, "name": name} for force, name in forces.items()],
        "frames": [
            {
                "id": frame.id,
                "label": frame.label,
                "appendix": frame.appendix,
                "categories": [
                    {
                        "id": category.id,
                        "label": category.label,
                        "definition": category.definition,
                        "include": category.include_when,
                        "exclude": category.exclude_when,
                    }
                    for category in codebook.categories_of(frame.id)
                ],
            }
            for frame in codebook.frames
        ],
        **show_pulse(desk, None),
    }


def _plan(plan: Plan, readable: bool) -> Json:
    return {
        "id": plan.plan_id,
        "force": plan.force_key,
        "name": plan.force or plan.plan_id,
        "dates": plan.dates,
        "status": plan.status.value,
        "files": list(plan.files),
        "readable": readable,
    }


def show_pulse(desk: Desk, since: int | None) -> Json:
    """Progress, and which codings changed after `since`."""
    progress = desk.progress
    return {
        "revision": len(desk.changes),
        "loads": desk.loads,
        "coded_anew": desk.sources.coded_anew(),
        "changed": (
            [] if since is None else list(dict.fromkeys(desk.changes[since:]))[:500]
        ),
        "open_cells": progress.open_cells,
        "progress": {
            force: [progress.decided[force], total]
            for force, total in progress.total.items()
        },
    }


def show_row(entry: Entry, reviewer: str) -> Json:
    """One line of the list."""
    coding = entry.coding
    before, after = _BLANKS.sub(" ", coding.before), _BLANKS.sub(" ", coding.after)
    mine = entry.by(reviewer)
    return {
        "id": coding.coding_id,
        "plan": coding.plan_id,
        "frame": coding.frame,
        "category": coding.category,
        "page": page_cell(coding.page),
        "kind": coding.kind.value,
        "blocked": bool(coding.blocked_by),
        "pile": "gone" if entry.gone else entry.facts.pile.value,
        "unsure": entry.facts.unsure,
        "fragile": entry.fragile and not entry.decided,
        "mine": mine.value if mine else "",
        "before": ("…" if len(before) > _LEAD else "") + before[-_LEAD:],
        "match": " ".join(coding.match.split()),
        "after": after[:_TAIL] + ("…" if len(after) > _TAIL else ""),
        "version": entry.version,
    }


def show_coding(desk: Desk, entry: Entry) -> Json:
    """Everything about one coding that needs no look into the plan."""
    coding = entry.coding
    return {
        **show_row(entry, desk.reviewer),
        "passage": [coding.before, coding.match, coding.after],
        "section": list(coding.passage.section),
        "role": coding.passage.role.value,
        "score": round(coding.score, 1),
        "terms": list(dict.fromkeys(match.term for match in coding.matches)),
        "blocked_by": coding.blocked_by,
        "others": _other_categories(desk, coding),
        "decisions": [
            {
                "reviewer": each.reviewer,
                "verdict": each.verdict.value,
                "at": each.decided_at,
                "note": each.note,
            }
            for each in entry.one.decisions
        ],
        "cell": show_cell(desk.cells[entry.cell]),
        "leads": entry.leads,
        "apart": entry.apart,
        "waiting": desk.waiting(entry.cell),
        "places": [[page_cell(place.page), place.found_as] for place in coding.places],
    }


def _other_categories(desk: Desk, coding: Coding) -> list[str]:
    """Categories of the same frame that count on the same passage."""
    found = []
    for category in desk.sources.codebook.categories_of(coding.frame):
        if category.id != coding.category:
            group = desk.group((coding.plan_id, coding.frame, category.id))
            if any(
                entry.facts.counts
                and entry.place[2] == coding.passage.start
                and _same_passage(entry.coding, coding)
                for entry in group
            ):
                found.append(category.id)
    return found


def _same_passage(one: Coding, other: Coding) -> bool:
    return (one.passage.start, one.passage.end) == (
        other.passage.start,
        other.passage.end,
    )


def show_cell(cell: Cell) -> Json:
    """A cell of the draft table."""
    return {
        "value": cell.value,
        "tick": cell.tick.value,
        "basis": cell.basis.value,
        "passages": len(cell.coding_ids),
    }


def show_cells(desk: Desk, plan_id: str) -> list[Json]:
    """All cells of one plan, ticked and blank, in the order of the codebook."""
    cells = []
    for category in desk.sources.codebook.categories:
        key = (plan_id, category.frame, category.id)
        cell = desk.cells.get(key) or desk.sources.tick(key, [])
        cells.append(
            {"frame": category.frame, "category": category.id, **show_cell(cell)}
        )
    return cells


def verdict_of(word: object) -> Verdict | None:
    """The verdict that a write asks for; None for one the page does not send."""
    known: Mapping[object, Verdict] = {
        each.value: each for each in Verdict if each is not Verdict.ADD
    }
    return known.get(word)
