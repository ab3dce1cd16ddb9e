"""Passages and statements of plans kept between runs beside their documents: after an
edit of the codebook's terms only these are looked for again.

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
from plancoder.models import CodedPlan, Notice
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
) -> CodedPlan:
    """`plan.coded`; `digests` are the SHA-256 of the plan's files."""
    entry = _find_entry(job, plan, digests, options)
    if entry is None:
        return plan.coded
    known = load_kept(entry, _from_json)
    if known is not None:
        return replace(plan, known=known).coded
    store_kept(entry, _to_json(plan.known_parts))
    return plan.coded


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


def _to_json(known: KnownParts) -> list[Any]:
    return [
        [passage_to_json(one) for one in known.passages],
        [statement_to_json(one) for one in known.statements],
        [[one.reason, one.detail, one.advice] for one in known.notices],
    ]


def _from_json(content: list[Any]) -> KnownParts:
    passages, statements, notices = content
    return KnownParts(
        tuple(map(passage_from_json, passages)),
        tuple(map(statement_from_json, statements)),
        tuple(Notice(*each) for each in notices),
    )
