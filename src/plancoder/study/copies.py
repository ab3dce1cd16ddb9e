"""Rows of plans.csv for copies of one file: one of them is the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from plancoder.models import DocType, Plan, PlanStatus
from plancoder.study.manifest import digest_or_blank
from plancoder.study.plans_file import join_files

# An empty file is like no other.
_NOTHING = sha256(b"").hexdigest()
_STATUS_ORDER = (PlanStatus.CURRENT, PlanStatus.PREVIOUS, PlanStatus.UNKNOWN)


def mark_copies(plans: Sequence[Plan], digests: Mapping[str, str]) -> tuple[Plan, ...]:
    """The plans in their order, with `DocType.COPY` for each that repeats another.

    `digests` are SHA-256 by plan_id. A copy has the files and pages of another row and
    the same force, or names no force. The current row is the plan, else the previous
    one; of two that are alike, the first by plan_id. The same file under two forces
    stays two plans: it may be a joint plan.
    """
    alike: dict[object, list[Plan]] = defaultdict(list)
    for plan in plans:
        digest = digests.get(plan.plan_id)
        if digest not in (None, "", _NOTHING) and plan.doc_type is DocType.PLAN:
            alike[digest, plan.pages].append(plan)
    copies: set[str] = set()
    for some in alike.values():
        kept: list[Plan] = []
        for plan in sorted(some, key=_best_first):
            if any(_same_force(plan, one) for one in kept):
                copies.add(plan.plan_id)
            else:
                kept.append(plan)
    return tuple(
        replace(plan, doc_type=DocType.COPY) if plan.plan_id in copies else plan
        for plan in plans
    )


def digests_of_alike(plans: Iterable[Plan], raw: Path) -> Mapping[str, str]:
    """SHA-256 by plan_id of the plans that may have a copy, of a plan in several files
    those of all; only files of one size are read.
    """
    by_size: dict[tuple[int, ...], list[Plan]] = defaultdict(list)
    for plan in plans:
        if plan.exists and plan.doc_type is DocType.PLAN:
            with suppress(OSError):
                sizes = tuple((raw / file).stat().st_size for file in plan.files)
                by_size[sizes].append(plan)
    digests = {}
    for some in by_size.values():
        for plan in some if len(some) > 1 else ():
            digests[plan.plan_id] = digest_of_plan(plan, raw)
    return digests


def digest_of_plan(plan: Plan, raw: Path) -> str:
    """SHA-256 of each of the plan's files; blank where one cannot be read."""
    each = [digest_or_blank(raw / file) for file in plan.files]
    return join_files(each) if all(each) else ""


def copies_of(
    originals: Mapping[tuple[int, str], str], names: Iterable[str], raw: Path
) -> Mapping[str, str]:
    """Of the files with these names those that repeat an original, and the name of
    each one's original.

    `originals` are names by size in bytes and SHA-256; only files of such a size are
    read.
    """
    sizes = {size for size, _ in originals}
    found = {}
    for name in names:
        with suppress(OSError):
            size = (raw / name).stat().st_size
            digest = digest_or_blank(raw / name) if size in sizes else ""
            if (size, digest) in originals:
                found[name] = originals[size, digest]
    return found


def _best_first(plan: Plan) -> tuple[bool, int, str]:
    """A row without a force comes last: it is the copy of any other."""
    return not _names_force(plan), _STATUS_ORDER.index(plan.status), plan.plan_id


def _same_force(plan: Plan, other: Plan) -> bool:
    return not _names_force(plan) or plan.force_key == other.force_key


def _names_force(plan: Plan) -> bool:
    return bool(plan.force_id or plan.force)
