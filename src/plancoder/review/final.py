"""What still stands between a draft and a final table: the cells that an undecided
coding would change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from plancoder.errors import ReviewPendingError
from plancoder.models import Matrix, Pile, Review, ReviewedCoding, Tick
from plancoder.review.verdicts import is_unsure


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell that is not settled: how many codings are pending (and how many of these
    somebody was unsure of) or disputed, and its tick either way they go.
    """

    plan_id: str
    frame: str
    category: str
    if_accepted: Tick
    if_rejected: Tick
    pending: int
    disputed: int
    unsure: int = 0


def open_cells(
    review: Review, matrices_of: Callable[[Review], Sequence[Matrix]]
) -> tuple[OpenCell, ...]:
    """Cells whose tick differs between "all that is undecided is accepted" and "all of
    it is rejected".

    `matrices_of` makes the final matrices of a review. More evidence never takes a tick
    away, so these two ends
    tell of everything between them.
    """
    waiting = _undecided(review)
    accepted = matrices_of(decide_all(review, Pile.ACCEPTED))
    rejected = matrices_of(decide_all(review, Pile.REJECTED))
    found = []
    for if_accepted, if_rejected in zip(accepted, rejected, strict=True):
        for plan_id, category in if_accepted.cells:
            high, low = (
                if_accepted.cells[plan_id, category].tick,
                if_rejected.cells[plan_id, category].tick,
            )
            if high is not low:
                group = waiting[plan_id, if_accepted.frame, category]
                piles = [one.pile for one in group]
                found.append(
                    OpenCell(
                        plan_id,
                        if_accepted.frame,
                        category,
                        high,
                        low,
                        piles.count(Pile.PENDING),
                        piles.count(Pile.DISPUTED),
                        sum(is_unsure(one) for one in group),
                    )
                )
    return tuple(found)


def decide_all(review: Review, pile: Pile) -> Review:
    """The review in which everything undecided went to one pile.

    What a rule blocks is not waiting for anybody.
    """
    return replace(
        review,
        codings=tuple(
            replace(one, pile=pile) if is_open(one) else one for one in review.codings
        ),
    )


def draft_words(cells: Sequence[OpenCell], *, final: bool = False) -> str:
    """Draft or final, and how much is open.

    "Draft: 12 codings undecided, 9 cells could change"
    """
    if final:
        return "Final"
    if not cells:
        return "All cells settled"
    undecided = sum(cell.pending + cell.disputed for cell in cells)
    codings = "1 coding" if undecided == 1 else f"{undecided:,} codings"
    unsure = sum(cell.unsure for cell in cells)
    of_which = f" ({unsure:,} of them unsure)" if unsure else ""
    could_change = "1 cell" if len(cells) == 1 else f"{len(cells):,} cells"
    return f"Draft: {codings} undecided{of_which}, {could_change} could change"


def refuse_open_cells(cells: Sequence[OpenCell]) -> None:
    """Raise ReviewPendingError with the list of open cells, if there are any."""
    if not cells:
        return
    # Every cell is named, a line for each plan and frame: whoever has to settle them
    # needs the whole list.
    by_plan: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cell in cells:
        by_plan[cell.plan_id, cell.frame].append(f"{cell.category} ({_waiting(cell)})")
    shown = [
        f"  {plan_id}, {frame}: {', '.join(waiting)}"
        for (plan_id, frame), waiting in by_plan.items()
    ]
    many = "1 cell is" if len(cells) == 1 else f"{len(cells):,} cells are"
    raise ReviewPendingError(
        "\n".join(
            [
                f"--final: {many} not settled, so no final table was made:",
                *shown,
                (
                    "Decide them with 'plancoder review' (key l: all cells of a plan in"
                    " one step), or in out/review.xlsx and hand that to 'plancoder"
                    " decide'. Without --final you get a draft."
                ),
            ]
        )
    )


def _waiting(cell: OpenCell) -> str:
    counts = (
        (cell.pending - cell.unsure, "pending"),
        (cell.unsure, "unsure"),
        (cell.disputed, "disputed"),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def is_open(one: ReviewedCoding) -> bool:
    """Whether somebody still has to decide: disputed, or pending and not blocked."""
    return one.pile is Pile.DISPUTED or (one.pile is Pile.PENDING and one.coding.counts)


def _undecided(review: Review) -> dict[tuple[str, str, str], list[ReviewedCoding]]:
    waiting: dict[tuple[str, str, str], list[ReviewedCoding]] = defaultdict(list)
    for one in review.codings:
        if is_open(one):
            waiting[one.coding.plan_id, one.coding.frame, one.coding.category].append(
                one
            )
    return waiting
