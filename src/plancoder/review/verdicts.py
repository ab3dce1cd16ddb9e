"""Which of a log's many lines hold: the newest verdict of each reviewer on each coding,
and the pile that makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plancoder.models import Decision, Pile, ReviewedCoding, Verdict


def reviewer_key(name: str) -> str:
    """One reviewer, however they typed their name."""
    return " ".join(name.casefold().split())


def decision_by(decisions: Iterable[Decision], reviewer: str) -> Decision | None:
    """The first decision of this reviewer."""
    who = reviewer_key(reviewer)
    return next((one for one in decisions if reviewer_key(one.reviewer) == who), None)


def same_verdict(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts say the same of a coding: to add is to accept."""
    return one is other or {one, other} == {Verdict.ACCEPT, Verdict.ADD}


def newest_of_each(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The newest decision of each reviewer, by reviewer's name; one that was withdrawn
    is left out.

    Newest by its time; of two at the same time the one that stands later in the log.
    """
    newest: dict[str, Decision] = {}
    for decision in decisions:
        who = reviewer_key(decision.reviewer)
        if who not in newest or decision.decided_at >= newest[who].decided_at:
            newest[who] = decision
    return tuple(
        newest[who]
        for who in sorted(newest)
        if newest[who].verdict is not Verdict.WITHDRAW
    )


def pile_of(decisions: Sequence[Decision]) -> Pile:
    """The pile of a coding by the newest decision of each reviewer; to add is to
    accept. Who is unsure leaves it to the others, and alone leaves it undecided.
    """
    upheld = any(decision.upholds for decision in decisions)
    rejected = any(decision.rejects for decision in decisions)
    if upheld and rejected:
        return Pile.DISPUTED
    if rejected:
        return Pile.REJECTED
    return Pile.ACCEPTED if upheld else Pile.PENDING


def is_unsure(one: ReviewedCoding) -> bool:
    """Whether somebody looked at a coding, could not decide, and nobody else has."""
    return one.pile is Pile.PENDING and any(
        decision.verdict is Verdict.UNSURE for decision in one.decisions
    )
