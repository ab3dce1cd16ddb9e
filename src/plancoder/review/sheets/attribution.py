"""Whose decision a filled row is: sheets come with earlier decisions, and the names
behind them, already in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from plancoder.models import Coding, Decision, ReviewedCoding, Verdict
from plancoder.review.verdicts import decision_by, reviewer_key, same_verdict
from plancoder.tables.audit import NAME_SEPARATOR


def decision_on(
    coding: Coding, verdict: Verdict, reviewer: str, decided_at: str, note: str = ""
) -> Decision:
    """The decision of a reviewer on a coding, with the words as they stand in the
    plan.
    """
    return Decision(
        coding_id=coding.coding_id,
        plan_id=coding.plan_id,
        category=coding.category,
        verdict=verdict,
        quote=coding.match,
        page=coding.page,
        before=coding.before,
        after=coding.after,
        reviewer=reviewer,
        decided_at=decided_at,
        note=note,
        frame=coding.frame,
    )


def whose_decision(
    one: ReviewedCoding, verdict: Verdict, cell: str, reviewer: str
) -> str | None:
    """Whose decision a filled row is; None where it only repeats what plancoder wrote
    into the sheet.

    A sheet comes with earlier decisions and the names behind them. Where the verdict is
    another than theirs, whoever
    hands in the sheet (`reviewer`) changed it; a name of somebody who had not decided
    yet was typed by hand.
    """
    names = [name for each in cell.split(";") if (name := each.strip())]
    if not names:
        return reviewer
    named = names[0]
    if len(names) > 1 or ":" in named:
        shown = list(one.decisions)
    else:
        theirs = decision_by(one.decisions, named)
        by_hand = theirs is None or reviewer_key(named) == reviewer_key(reviewer)
        if by_hand or not reviewer:
            return named
        shown = [each for each in (theirs,) if each is not None]
    return None if _repeats(shown, verdict) else reviewer


def _repeats(shown: Sequence[Decision], verdict: Verdict) -> bool:
    """Whether a verdict is what all decisions shown beside it say."""
    settled = [each for each in shown if each.settles] or shown
    return bool(settled) and all(
        same_verdict(each.verdict, verdict) for each in settled
    )


def shown_notes(one: ReviewedCoding | None) -> set[str]:
    """The notes that a sheet may show for a coding without anybody having written them
    into it.
    """
    if one is None:
        return set()
    noted = [each for each in one.decisions if each.note]
    return {
        "",
        *(each.note for each in noted),
        *(f"{each.reviewer}: {each.note}" for each in noted),
        NAME_SEPARATOR.join(f"{each.reviewer}: {each.note}" for each in noted),
        NAME_SEPARATOR.join(each.note for each in noted),
    }
