"""The last step of a reviewer taken back: what they decided at one time, such as a
sheet or a list, goes back to what they said before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plancoder.models import Decision, Verdict
from plancoder.review.verdicts import reviewer_key


def last_step(log: Sequence[Decision], reviewer: str) -> tuple[Decision, ...]:
    """All decisions of this reviewer with the newest time; empty where there is
    none.

    What is handed in or saved together has one time.
    """
    who = reviewer_key(reviewer)
    own = [each for each in log if reviewer_key(each.reviewer) == who]
    newest = max((each.decided_at for each in own), default="")
    return tuple(each for each in own if each.decided_at == newest)


def undo_step(
    log: Sequence[Decision], reviewer: str, decided_at: str
) -> tuple[Decision, ...]:
    """The decisions that undo the reviewer's last step, to append to the log.

    Each coding gets the reviewer's earlier verdict and note again, or `withdraw` where
    there was none. To undo twice is to have the step again.
    """
    step = last_step(log, reviewer)
    if not step:
        return ()
    who, newest = reviewer_key(reviewer), step[0].decided_at
    before = {
        each.coding_id: each
        for each in log
        if reviewer_key(each.reviewer) == who and each.decided_at < newest
    }
    undone = {each.coding_id: each for each in step}
    return tuple(
        replace(
            before.get(coding_id, each),
            verdict=_verdict_before(before.get(coding_id)),
            note=before[coding_id].note if coding_id in before else "",
            decided_at=decided_at,
        )
        for coding_id, each in undone.items()
    )


def _verdict_before(decision: Decision | None) -> Verdict:
    return Verdict.WITHDRAW if decision is None else decision.verdict
