"""Decisions as regression tests: what another codebook loses, brings back and flips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plancoder.models import Coding, Decision, Matrix, Tick
from plancoder.review.anchor import anchor_decisions, by_plan
from plancoder.review.verdicts import newest_of_each


class Change(StrEnum):
    """What an edit of the codebook does to a coding that somebody decided."""

    ACCEPTED_LOST = "accepted_lost"
    REJECTED_BACK = "rejected_back"
    ACCEPTED_FOUND = (  # a gain: it codes what a person had to add or keep by decision
        "accepted_found"
    )
    REJECTED_GONE = "rejected_gone"  # a gain: it no longer codes what was rejected


@dataclass(frozen=True, slots=True)
class DecidedChange:
    """A decided coding on which the two codebooks differ, as its decision tells it."""

    change: Change
    decision: Decision
    reviewers: tuple[str, ...]
    blocked_by: str = ""  # the rule that blocks it now, where it is still seen


@dataclass(frozen=True, slots=True)
class Flip:
    """A cell that has another tick."""

    plan_id: str
    frame: str
    category: str
    before: Tick
    after: Tick


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """All that an edit changes.

    `gone` and `new` count codings that nobody has decided.
    """

    changes: tuple[DecidedChange, ...]
    flips: tuple[Flip, ...]
    gone: int
    new: int

    def of(self, change: Change) -> tuple[DecidedChange, ...]:
        """The changes of one kind."""
        return tuple(each for each in self.changes if each.change is change)


def codebook_diff(
    before: Iterable[Coding],
    after: Iterable[Coding],
    decisions: Iterable[Decision],
    matrices: Sequence[tuple[Matrix, Matrix]] = (),
) -> CodebookDiff:
    """Hold the codings of two codebooks on the same plans against the decisions of the
    log.

    `matrices` are pairs of the same frame before and after. A coding counts where no
    rule blocks it.
    """
    old, new = by_plan(before), by_plan(after)
    decided = by_plan(decisions)
    changes: list[DecidedChange] = []
    for plan_id in decided:
        changes += _decided_changes(
            old.get(plan_id, ()), new.get(plan_id, ()), decided[plan_id]
        )
    known = {decision.coding_id for group in decided.values() for decision in group}
    old_ids, new_ids = _counting_ids(old), _counting_ids(new)
    return CodebookDiff(
        changes=tuple(changes),
        flips=tuple(flip for pair in matrices for flip in flipped_cells(*pair)),
        gone=len(old_ids - new_ids - known),
        new=len(new_ids - old_ids - known),
    )


def flipped_cells(before: Matrix, after: Matrix) -> tuple[Flip, ...]:
    """Cells whose tick differs; a category that only one has counts as blank in the
    other.
    """
    keys = dict.fromkeys((*before.cells, *after.cells))
    flips = []
    for plan_id, category in keys:
        old, new = (
            before.cells.get((plan_id, category)),
            after.cells.get((plan_id, category)),
        )
        ticks = (old.tick if old else Tick.NO, new.tick if new else Tick.NO)
        if ticks[0] is not ticks[1]:
            flips.append(Flip(plan_id, after.frame, category, *ticks))
    return tuple(flips)


def _decided_changes(
    old: Sequence[Coding], new: Sequence[Coding], decisions: Sequence[Decision]
) -> Iterable[DecidedChange]:
    was = anchor_decisions(old, decisions).by_coding
    anchored = anchor_decisions(new, decisions)
    counted = _decided_ids(old, was)
    counts = _decided_ids(new, anchored.by_coding)
    seen = _blocked_ids(new, anchored.by_coding)
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(decision.coding_id, []).append(decision)
    for coding_id, group in groups.items():
        standing = tuple(each for each in newest_of_each(group) if each.settles)
        verdicts = {each.rejects for each in standing}
        if len(verdicts) != 1 or (coding_id in counted) == (coding_id in counts):
            continue
        rejected, found = verdicts == {True}, coding_id in counts
        yield DecidedChange(
            _CHANGES[rejected, found],
            standing[-1],
            tuple(each.reviewer for each in standing),
            seen.get(coding_id, ""),
        )


_CHANGES = {
    (False, False): Change.ACCEPTED_LOST,
    (True, True): Change.REJECTED_BACK,
    (False, True): Change.ACCEPTED_FOUND,
    (True, False): Change.REJECTED_GONE,
}


def _decided_ids(
    codings: Sequence[Coding], laid: Mapping[str, Sequence[Decision]]
) -> set[str]:
    """Ids under which the decisions on counting codings were made."""
    counting = {coding.coding_id for coding in codings if coding.counts}
    return {
        decision.coding_id
        for coding_id in counting & laid.keys()
        for decision in laid[coding_id]
    }


def _blocked_ids(
    codings: Sequence[Coding], laid: Mapping[str, Sequence[Decision]]
) -> dict[str, str]:
    blocked = {
        coding.coding_id: coding.blocked_by for coding in codings if not coding.counts
    }
    return {
        each.coding_id: blocked[coding_id]
        for coding_id in blocked.keys() & laid.keys()
        for each in laid[coding_id]
    }


def _counting_ids(plans: Mapping[str, Sequence[Coding]]) -> set[str]:
    return {
        coding.coding_id
        for codings in plans.values()
        for coding in codings
        if coding.counts
    }
