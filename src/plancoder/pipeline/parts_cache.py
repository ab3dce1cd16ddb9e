"""Passages and statements of plans kept between runs beside their documents, with what
else their texts look like: after an edit of the codebook's terms only these are looked
for again.

An entry is found by the documents it was made of, the codebook's section roles,
people's corrections, and the state of plancoder's code; so nothing stale is ever given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from plancoder.codebook.shape import RoleRule
from plancoder.coding.code import KnownParts, PreparedPlan
from plancoder.extract.cache import load_kept, store_kept
from plancoder.extract.options import ExtractOptions
from plancoder.models import CodedPlan, Document, Notice
from plancoder.pipeline.cache_entries import entry_beside
from plancoder.pipeline.prepare import PlanJob
from plancoder.study.store import (
    passage_from_json,
    passage_to_json,
    statement_from_json,
    statement_to_json,
)


def code_with_cache(
    job: PlanJob, plan: PreparedPlan, digests: Sequence[str], options: ExtractOptions
) -> tuple[CodedPlan, Sequence[Notice]]:
    """`plan.coded`, and a warning where its text reads like something else than a
    plan; `digests` are the SHA-256 of the plan's files.
    """
    entry = _find_entry(job, plan, digests, options)
    kept = None if entry is None else load_kept(entry, _from_json)
    if kept is not None:
        known, others = kept
        return replace(plan, known=known).coded, others
    others = _reads_like_another(plan.document)
    if entry is not None:
        store_kept(entry, _to_json(plan.known_parts, others))
    return plan.coded, others


def _reads_like_another(document: Document) -> Sequence[Notice]:
    """A warning where the text reads like a report, minutes or news."""
    # Its patterns take 30 ms to build: not for a run whose plans are all kept.
    from plancoder.extract.propose.document_type import find_document_type
    from plancoder.extract.propose.page_range import lay_out_sheets

    found = find_document_type(lay_out_sheets(document), "")
    if not found.is_about_a_plan:
        return ()
    return (
        Notice(
            "maybe_not_a_plan",
            f"This reads like {found.kind.named}, not the plan: {found.reason}.",
            f"If so, write '{found.doc_type.value}' under doc_type in plans.csv; its"
            " codings are then shown apart and tick nothing.",
        ),
    )


def _find_entry(
    job: PlanJob, plan: PreparedPlan, digests: Sequence[str], options: ExtractOptions
) -> Path | None:
    """Where the parts are kept; None where they are not."""
    return entry_beside(
        job,
        digests,
        options,
        ".parts",
        plan.plan_id,  # warnings name it
        _told_without_lines(plan.matcher.codebook.roles),
    )


@lru_cache(maxsize=2)
def _told_without_lines(rules: tuple[RoleRule, ...]) -> Sequence[str]:
    """The rules in full, wherever they stand in codebook.yaml. The same for each plan
    of a run, and 0.7 ms of work.
    """
    return [
        repr(
            replace(
                rule,
                line=0,
                headings=tuple(replace(term, line=0) for term in rule.headings),
            )
        )
        for rule in rules
    ]


def _to_json(known: KnownParts, others: Sequence[Notice]) -> list[Any]:
    return [
        [passage_to_json(one) for one in known.passages],
        [statement_to_json(one) for one in known.statements],
        _notices_to_json(known.notices),
        _notices_to_json(others),
    ]


def _notices_to_json(notices: Sequence[Notice]) -> list[Any]:
    return [[one.reason, one.detail, one.advice] for one in notices]


def _from_json(content: list[Any]) -> tuple[KnownParts, Sequence[Notice]]:
    passages, statements, notices, others = content
    known = KnownParts(
        tuple(map(passage_from_json, passages)),
        tuple(map(statement_from_json, statements)),
        tuple(Notice(*each) for each in notices),
    )
    return known, tuple(Notice(*each) for each in others)
