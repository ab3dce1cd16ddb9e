"""Codings and decisions to ticks: one cell a plan and category, each with what it rests
on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from plancoder.codebook.shape import Category, Codebook
from plancoder.models import (
    Basis,
    Cell,
    DocType,
    MatchKind,
    Matrix,
    NameReason,
    Pile,
    Plan,
    PlanResult,
    PlanStatus,
    Review,
    ReviewedCoding,
    SectionRole,
    Tick,
)

# Up to this share of pages without text (covers, full-page photographs) a blank cell is
# still a "no"; beyond it, nothing can be said. The unread pages are named in
# failures.csv either way.
UNREAD_SHARE = 0.10
_NAME_REASONS = frozenset(reason for reason in NameReason if reason)

PLAN_ONLY: frozenset[DocType] = frozenset({DocType.PLAN})


def tick_matrix(
    plans: Sequence[Plan],
    codebook: Codebook,
    frame_id: str,
    results: Mapping[str, PlanResult],
    review: Review,
    *,
    doc_types: Collection[DocType] = PLAN_ONLY,
    final: bool = False,
    force_order: Mapping[str, int] | None = None,
) -> Matrix:
    """The matrix of one frame over the plans whose doc_type is among `doc_types`, in
    printed order.

    A draft counts machine codings until somebody decides; a final table counts decided
    evidence only.
    """
    frame = codebook.frame(frame_id)
    categories = codebook.categories_of(frame_id)
    piles: dict[tuple[str, str], list[ReviewedCoding]] = defaultdict(list)
    for reviewed in review.codings:
        if reviewed.coding.frame == frame_id:  # needs and priorities share category ids
            piles[reviewed.coding.plan_id, reviewed.coding.category].append(reviewed)
    shown = sort_plans(
        (plan for plan in plans if plan.doc_type in doc_types), force_order or {}
    )
    cells = {
        (plan.plan_id, category.id): tick_cell(
            plan,
            category,
            results.get(plan.plan_id),
            piles.get((plan.plan_id, category.id), ()),
            final=final,
        )
        for plan in shown
        for category in categories
    }
    return Matrix(
        frame=frame_id,
        appendix=frame.appendix,
        plans=shown,
        categories=tuple(category.id for category in categories),
        labels={category.id: category.label for category in categories},
        cells=cells,
    )


def sort_plans(
    plans: Iterable[Plan], force_order: Mapping[str, int]
) -> tuple[Plan, ...]:
    """Forces in printed order (`force_order`), unknown ones behind by nation and name;
    current plan before previous.

    One row that says the nation says it for its force, so that the plans of a force
    stand together.
    """
    listed = tuple(plans)
    nations = {plan.force_key: plan.nation.casefold() for plan in listed if plan.nation}
    status_order = {
        PlanStatus.CURRENT: 0,
        PlanStatus.UNKNOWN: 1,
        PlanStatus.PREVIOUS: 2,
    }

    def key(plan: Plan) -> tuple[int, str, str, int, int, str]:
        place = force_order.get(plan.force_id, len(force_order) + 1)
        # A force with a place of its own stands there, whatever nation is written
        # beside it.
        nation = "" if plan.force_id in force_order else nations.get(plan.force_key, "")
        return (
            place,
            nation,
            plan.shown_force.casefold(),
            status_order[plan.status],
            -(plan.start_year or 0),
            plan.plan_id,
        )

    return tuple(sorted(listed, key=key))


class ReadPlan(Protocol):
    """How much of a plan was read; a PlanResult says so, among much else."""

    @property
    def readable(self) -> bool: ...  # noqa: D102
    @property
    def pages_read(self) -> int: ...  # noqa: D102
    @property
    def pages_in_all(self) -> int: ...  # noqa: D102


def tick_cell(
    plan: Plan,
    category: Category,
    result: ReadPlan | None,
    reviewed: Sequence[ReviewedCoding],
    *,
    final: bool = False,
) -> Cell:
    """The tick of one plan and category, and what it rests on."""
    if not plan.exists:
        return Cell(Tick.NO_PLAN, Basis.NO_PLAN)
    if result is None or not result.readable:
        return Cell(Tick.UNREADABLE, Basis.UNREADABLE)
    pending = _in_pile(reviewed, Pile.PENDING)
    accepted = _in_pile(reviewed, Pile.ACCEPTED)
    if accepted:
        added = all(one.coding.kind is MatchKind.ADDED for one in accepted)
        return _cell(Tick.YES, Basis.ADDED if added else Basis.REVIEWED, accepted)
    enough = [one for one in pending if _may_tick(one, category)]
    if not final and enough and len(enough) >= category.tick_when.passages:
        return _cell(Tick.YES, _basis(enough), enough)
    disputed = _in_pile(reviewed, Pile.DISPUTED)
    if disputed:
        return _cell(Tick.UNSETTLED, Basis.UNSETTLED, disputed)
    return _no_tick(result, reviewed, pending)


def _in_pile(reviewed: Sequence[ReviewedCoding], pile: Pile) -> list[ReviewedCoding]:
    """Those of a pile that may tick: what a rule blocks counts once it is accepted."""
    accepted = pile is Pile.ACCEPTED
    return [
        one for one in reviewed if one.pile is pile and (accepted or one.coding.counts)
    ]


def _no_tick(
    result: ReadPlan,
    reviewed: Sequence[ReviewedCoding],
    pending: Sequence[ReviewedCoding],
) -> Cell:
    unread = result.pages_in_all - result.pages_read
    if result.pages_in_all and unread / result.pages_in_all > UNREAD_SHARE:
        return Cell(Tick.UNREADABLE, Basis.PARTLY_READ)
    if pending:
        return _cell(Tick.NO, Basis.TOO_LITTLE, pending)
    rejected = [one for one in reviewed if one.pile is Pile.REJECTED]
    if rejected:
        return _cell(Tick.NO, Basis.REJECTED, rejected)
    if reviewed:
        return _cell(Tick.NO, _blocked_basis(reviewed), reviewed)
    return Cell(Tick.NO, Basis.PARTLY_READ if unread > 0 else Basis.NOTHING_FOUND)


def _blocked_basis(reviewed: Sequence[ReviewedCoding]) -> Basis:
    in_name = any(one.coding.blocked_by in _NAME_REASONS for one in reviewed)
    return Basis.IN_NAME if in_name else Basis.BLOCKED


def _may_tick(one: ReviewedCoding, category: Category) -> bool:
    rule = category.tick_when
    if rule.exact and one.coding.kind is not MatchKind.EXACT:
        return False
    return not rule.roles or one.coding.passage.role in rule.roles


def _basis(codings: Sequence[ReviewedCoding]) -> Basis:
    if all(one.coding.kind is MatchKind.FUZZY for one in codings):
        return Basis.FUZZY_ONLY
    return Basis.ONE_PASSAGE if len(codings) == 1 else Basis.EXACT


_ROLE_ORDER = {
    SectionRole.PRIORITY_STATEMENT: 0,
    SectionRole.NEEDS: 1,
    SectionRole.NEEDS_ASSESSMENT: 2,
    SectionRole.BODY: 3,
}


def _cell(tick: Tick, basis: Basis, evidence: Sequence[ReviewedCoding]) -> Cell:
    """A cell with its evidence, best first: exact before fuzzy, needs and priorities
    before the rest, early first.
    """

    def rank(one: ReviewedCoding) -> tuple[bool, int, float, int]:
        coding = one.coding
        return (
            coding.kind is MatchKind.FUZZY,
            _ROLE_ORDER.get(coding.passage.role, 9),
            -coding.score,
            coding.start,
        )

    best = sorted(evidence, key=rank)
    return Cell(
        tick, basis, tuple(one.coding.coding_id for one in best), best[0].coding.page
    )
