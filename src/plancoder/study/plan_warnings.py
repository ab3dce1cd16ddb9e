"""What a plan list says twice: one file in two rows, or several current or several
previous plans of one force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from plancoder.models import DocType, Failure, Plan, PlanStatus
from plancoder.study.copies import mark_copies
from plancoder.study.plans_file import split_files

_ONE_EACH = (PlanStatus.CURRENT, PlanStatus.PREVIOUS)


def plan_warnings(plans: Iterable[Plan], digests: Mapping[str, str]) -> list[Failure]:
    """A warning for each such file and force; `digests` are SHA-256 by plan_id, of a
    plan in several files those of all.

    Two page ranges of one file are two plans and give no warning. The order of the rows
    changes no warning.
    """
    listed = sorted(
        (plan for plan in mark_copies(tuple(plans), digests) if plan.exists),
        # Of copies the one that counts comes first.
        key=lambda plan: (plan.doc_type is DocType.COPY, plan.plan_id),
    )
    same_plan: dict[Hashable, list[Plan]] = defaultdict(list)
    same_status: dict[Hashable, list[Plan]] = defaultdict(list)
    for plan in listed:
        digest = digests.get(plan.plan_id)
        if digest and plan.doc_type is not DocType.OTHER:  # a person looked at it
            same_plan[digest, plan.pages].append(plan)
        if plan.doc_type is DocType.PLAN and plan.status in _ONE_EACH:
            same_status[plan.force_key, plan.status].append(plan)
    return [
        *(_same_file(some) for some in same_plan.values() if len(some) > 1),
        *_shared_parts([some[0] for some in same_plan.values()], digests),
        *(_several(some) for some in same_status.values() if len(some) > 1),
    ]


def _same_file(plans: list[Plan]) -> Failure:
    detail = f"{_names(plans)} are the same file"
    advice = "Keep one of these rows in raw/plans.csv and delete the others."
    if any(plan.doc_type is DocType.COPY for plan in plans):
        counted = [plan.plan_id for plan in plans if plan.doc_type is DocType.PLAN]
        verb = "count" if counted[1:] else "counts"
        detail += f"; only {_joined(counted)} {verb}"
    elif len({plan.force_key for plan in plans}) > 1:
        advice = (
            "If the forces share this plan, leave it so; else correct the column"
            " 'file' in raw/plans.csv."
        )
    return _warning(plans[0], reason="same_file", detail=detail, advice=advice)


def _shared_parts(
    plans: Iterable[Plan], digests: Mapping[str, str]
) -> Iterable[Failure]:
    """Files that are a part of one plan and are also in another, or twice in one."""
    found: dict[Hashable, list[tuple[Plan, str]]] = defaultdict(list)
    for plan in plans:
        each = split_files(digests[plan.plan_id]) or (digests[plan.plan_id],)
        for at, (file, digest) in enumerate(zip(plan.files, each, strict=True)):
            pages = plan.pages_of(at + 1) if plan.parts else plan.pages
            found[digest, pages].append((plan, file))
    for some in found.values():
        if len(some) > 1:
            yield _warning(
                some[0][0],
                reason="same_file",
                detail=_joined([f"{file} of {plan.plan_id}" for plan, file in some])
                + " are the same file",
                advice="Correct the column 'file' in raw/plans.csv: a file is a part of"
                " one plan, once.",
            )


def _several(plans: list[Plan]) -> Failure:
    first = plans[0]
    return _warning(
        first,
        reason="several_plans",
        detail=f"{first.shown_force} has {len(plans)} {first.status.value} plans:"
        f" {_names(plans)}; it is counted once, with the ticks of all",
        advice="Correct the column 'status' of these rows in raw/plans.csv, or write"
        " 'other' under doc_type of those that should not count. Parts of one plan"
        " go into one row: part-1.pdf; part-2.pdf.",
    )


def _names(plans: list[Plan]) -> str:
    return _joined([f"{plan.plan_id} ({plan.file})" for plan in plans])


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _warning(plan: Plan, *, reason: str, detail: str, advice: str) -> Failure:
    return Failure(
        plan.plan_id, plan.file, "find", reason, detail, advice, severity="warning"
    )
