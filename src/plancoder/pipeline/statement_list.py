"""A plan's priorities as a person settles them on the review page: listed in a worker,
and saved into raw/roles.csv.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from plancoder.coding.sections.corrections import Correction
from plancoder.coding.sections.plain_text import plain
from plancoder.page_labels import page_cell
from plancoder.pipeline.prepare import PlanJob, prepare, prepare_once
from plancoder.review_page.desk import Refused
from plancoder.study.decision_log import write_in_turn
from plancoder.study.disk import write_files
from plancoder.study.input_file import read_input_if_any
from plancoder.study.names import RAW, ROLES
from plancoder.study.open import Study
from plancoder.study.roles_file import parse_corrections, replace_statements

if TYPE_CHECKING:
    from plancoder.coding.code import PlanParts

_MOST_RIVALS = 3
_MOST_STATEMENTS = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A statement, or an item of a rival list."""

    quote: str
    label: str
    page: int | str | None  # as people are shown it
    found_as: str


@dataclass(frozen=True, slots=True)
class StatementList:
    """A plan's statements, those plancoder finds by itself, and the best other lists
    that say something else.
    """

    confidence: str
    statements: tuple[Listed, ...]
    own: tuple[Listed, ...]
    rivals: tuple[tuple[Listed, ...], ...]


def list_statements(job: PlanJob) -> StatementList:
    """In a worker: the plan's statements under the job's corrections. Raises
    PlanError.
    """
    found = prepare_once(replace(job, corrections=())).document
    roles = tuple(one for one in job.corrections if one.statement is None)
    settled = prepare(job, found).parts
    own = prepare(replace(job, corrections=roles), found).parts
    scene = own.found.scene
    wordings = {plain(one.text) for one in (*own.statements, *settled.statements)}
    rivals = []
    for rival in own.found.choice.rivals:
        items = tuple(
            Listed(
                scene.text_of(item),
                "",
                page_cell(found.page_at(item.start)),
                rival.group.kind,
            )
            for item in rival.group.items
        )
        if not {plain(item.quote) for item in items} <= wordings:
            rivals.append(items)
    confidence = settled.found.confidence.value
    return StatementList(
        confidence, _listed(settled), _listed(own), tuple(rivals[:_MOST_RIVALS])
    )


def _listed(parts: PlanParts) -> tuple[Listed, ...]:
    return tuple(
        Listed(one.text, one.label, page_cell(best.page), best.found_as)
        for one in parts.statements
        for best in one.places[:1]
    )


Find = Callable[[PlanJob], StatementList]


class StatementDesk:
    """Lists and saves the statements of plans; `find` does `list_statements` in a
    worker.
    """

    def __init__(self, study: Study, find: Find) -> None:
        self._path = study.raw / ROLES
        self._plan_ids = [plan.plan_id for plan in study.plans]
        self._find = find

    def show(self, job: PlanJob) -> dict[str, Any]:
        """The plan's statements as plain JSON; raises PlanError."""
        return self._show(job, self._read())

    def save(self, job: PlanJob, quotes: Sequence[str], version: str) -> dict[str, Any]:
        """Make `quotes` the plan's statements, in this order, on disk when this
        returns; gives what `show` gives.

        Raises Refused where the file has changed since `version`, or a quote is not
        in the plan; OutputError where it cannot be written.
        """
        wanted = list(dict.fromkeys(quote.strip() for quote in quotes if quote.strip()))
        if len(wanted) > _MOST_STATEMENTS:
            raise Refused(f"A plan can have {_MOST_STATEMENTS} statements at most.")
        return write_in_turn(self._path, lambda: self._save(job, wanted, version))

    def _save(self, job: PlanJob, quotes: list[str], version: str) -> dict[str, Any]:
        data = self._read()
        if _version(data) != version:
            raise Refused(
                "raw/roles.csv was changed elsewhere meanwhile. Nothing of yours was"
                " saved; this is the list as it is now."
            )
        own = self._find(self._with(job, data)).own
        kept = [Correction(quote, statement=True) for quote in quotes]
        others = [
            one.quote for one in own if not any(each.means(one.quote) for each in kept)
        ]
        new = replace_statements(data, job.plan.plan_id, quotes, others)
        shown = self._show(job, new)
        found = [one["quote"] for one in shown["statements"]]
        for at, quote in enumerate(quotes):
            if at >= len(found) or not kept[at].means(found[at]):
                raise Refused(
                    f"Not saved: “{quote[:80]}” is not one statement of this plan. Mark"
                    " its words within one paragraph or bullet, not words of another"
                    " statement."
                )
        if len(found) > len(quotes):
            raise Refused(f"Not saved: “{found[-1][:80]}” is like a statement kept.")
        write_files(self._path.parent, {self._path.name: new})
        return shown

    def _show(self, job: PlanJob, data: bytes) -> dict[str, Any]:
        settled = self._with(job, data)
        listed = self._find(settled)
        named = [one for one in settled.corrections if one.statement]
        statements = [
            asdict(one) | {"accepted": any(each.means(one.quote) for each in named)}
            for one in listed.statements
        ]
        kept = {one.quote for one in listed.statements}
        removed = [asdict(one) for one in listed.own if one.quote not in kept]
        rivals = [[asdict(one) for one in items] for items in listed.rivals]
        return {
            "plan": job.plan.plan_id,
            "version": _version(data),
            "confidence": listed.confidence,
            "statements": statements,
            "removed": removed,
            "rivals": rivals,
        }

    def _with(self, job: PlanJob, data: bytes) -> PlanJob:
        shown = f"{RAW}/{ROLES}"
        found = parse_corrections(data, self._plan_ids, shown) if data else {}
        return replace(job, corrections=found.get(job.plan.plan_id, ()))

    def _read(self) -> bytes:
        return read_input_if_any(self._path, f"{RAW}/{ROLES}")


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
