"""The last step of a reviewer taken back as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from review_kit import CODINGS, LATER, WHEN, make_decision

from plancoder.models import Decision, Verdict
from plancoder.review.undo import last_step, undo_step
from plancoder.review.verdicts import newest_of_each

NOW = "2026-03-03T10:00:00.000Z"
ACCEPT, REJECT, WITHDRAW = Verdict.ACCEPT, Verdict.REJECT, Verdict.WITHDRAW


def said(at: int, verdict: Verdict, when: str, who: str = "Ann") -> Decision:
    return make_decision(CODINGS[at], verdict, who, when)


@pytest.mark.parametrize(
    ("log", "undone"),
    [
        ([], []),
        ([said(0, ACCEPT, WHEN, "Ben")], []),
        ([said(0, ACCEPT, WHEN), said(1, REJECT, WHEN)], [WITHDRAW, WITHDRAW]),
        ([said(0, REJECT, WHEN), said(0, ACCEPT, LATER)], [REJECT]),
        ([said(0, REJECT, WHEN), said(1, ACCEPT, LATER)], [WITHDRAW]),
        ([said(0, ACCEPT, WHEN, " ANN ")], [WITHDRAW]),
        ([said(0, ACCEPT, LATER), said(0, REJECT, LATER, "Ben")], [WITHDRAW]),
    ],
)
def test_the_last_step_goes_back_to_what_was_said_before(
    log: Sequence[Decision], undone: Sequence[Verdict]
) -> None:
    made = undo_step(log, "Ann", NOW)
    assert [each.verdict for each in made] == list(undone)
    assert {each.decided_at for each in made} <= {NOW}


def test_to_undo_twice_is_to_have_the_step_again() -> None:
    log = (said(0, ACCEPT, WHEN), said(1, REJECT, WHEN))
    once = (*log, *undo_step(log, "Ann", LATER))
    twice = (*once, *undo_step(once, "Ann", NOW))
    assert [each.verdict for each in last_step(twice, "Ann")] == [ACCEPT, REJECT]
    own = [each for each in once if each.coding_id == CODINGS[0].coding_id]
    assert newest_of_each(own) == ()
