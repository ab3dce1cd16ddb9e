"""Who is unsure leaves a coding to the others: it stays undecided and is shown apart."""

from __future__ import annotations

import pytest
from review_kit import CODINGS, LATER, make_decision, make_review

from plancoder.errors import ReviewPendingError
from plancoder.export.passages_table import shown_decision
from plancoder.models import Pile, ReviewedCoding, Tick, Verdict
from plancoder.review.final import (
    OpenCell,
    OpenCount,
    draft_words,
    is_open,
    refuse_open_cells,
)
from plancoder.review.verdicts import is_unsure

ACCEPT, REJECT, UNSURE = Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE


def decided(*verdicts: Verdict) -> ReviewedCoding:
    names = ("Ann", "Ben", "Cat")
    review = make_review(
        *(
            make_decision(CODINGS[0], verdict, who, LATER)
            for who, verdict in zip(names, verdicts, strict=False)
        )
    )
    return review.codings[0]


@pytest.mark.parametrize(
    ("verdicts", "pile", "shown"),
    [
        ((UNSURE,), Pile.PENDING, ("unsure", "Ann")),
        ((UNSURE, UNSURE), Pile.PENDING, ("unsure", "Ann; Ben")),
        ((UNSURE, ACCEPT), Pile.ACCEPTED, ("accept", "Ben")),
        ((REJECT, UNSURE), Pile.REJECTED, ("reject", "Ann")),
        (
            (ACCEPT, REJECT, UNSURE),
            Pile.DISPUTED,
            ("disputed", "Ann: accept; Ben: reject; Cat: unsure"),
        ),
        ((), Pile.PENDING, ("", "")),
    ],
)
def test_the_others_settle_it(
    verdicts: tuple[Verdict, ...], pile: Pile, shown: tuple[str, str]
) -> None:
    one = decided(*verdicts)
    assert one.pile is pile
    assert shown_decision(one)[:2] == shown
    assert is_unsure(one) is (pile is Pile.PENDING and bool(verdicts))
    assert is_open(one) is (pile in (Pile.PENDING, Pile.DISPUTED))


def test_unsure_codings_are_counted_apart() -> None:
    cell = OpenCell("vale:2021", "needs", "housing", Tick.YES, Tick.NO, 3, 0, unsure=1)
    assert draft_words(OpenCount().and_of([cell])) == (
        "Draft: 3 codings undecided (1 of them unsure), 1 cell could change"
    )
    with pytest.raises(ReviewPendingError, match=r"housing \(2 pending, 1 unsure\)"):
        refuse_open_cells([cell])
