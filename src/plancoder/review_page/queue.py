"""What the page keeps of each coding, and which of them a reviewer wishes to see, in
which order.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from plancoder.models import (
    Basis,
    Cell,
    Coding,
    DocType,
    MatchKind,
    Pile,
    Plan,
    ReviewedCoding,
    Tick,
    Verdict,
)
from plancoder.review.final import is_open
from plancoder.review.verdicts import is_unsure, reviewer_key

CellKey = tuple[str, str, str]
"""plan_id, frame, category."""

FRAGILE = (Basis.ONE_PASSAGE, Basis.FUZZY_ONLY)


class State(StrEnum):
    """What a reviewer can ask for by state."""

    OPEN = "open"  # the strongest undecided passage of each cell that is not settled
    UNDECIDED = "undecided"  # pending or disputed: what is left to do
    FRAGILE = "fragile"
    DISPUTED = "disputed"
    UNSURE = "unsure"  # somebody looked and could not decide
    DECIDED = "decided"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MINE = "mine"
    ALL = "all"
    OTHER = "other"  # in drafts, reports and other documents that tick no table


class Order(StrEnum):
    """The order of the queue."""

    FRAGILE = "fragile"
    PLAN = "plan"


@dataclass(slots=True)
class Entry:
    """A coding in the queue.

    `place` orders it as the plans are printed; `fragile` where a tick hangs on it
    alone; `leads` where it is the strongest undecided passage of an open cell;
    `apart` in a draft, a report or another document that ticks no table.
    """

    one: ReviewedCoding
    place: tuple[int, int, int, int, str]
    force: str
    fragile: bool = False
    leads: bool = False
    apart: bool = False
    _words: str = field(default="", repr=False)

    @property
    def coding(self) -> Coding:
        """The coding itself."""
        return self.one.coding

    @property
    def cell(self) -> CellKey:
        """The cell that the coding speaks for."""
        return self.coding.plan_id, self.coding.frame, self.coding.category

    @property
    def decided(self) -> bool:
        """Accepted or rejected, and all reviewers agree."""
        return self.one.pile is Pile.ACCEPTED or self.one.pile is Pile.REJECTED

    @property
    def waits(self) -> bool:
        """Undecided evidence for a table: disputed, or pending and not blocked."""
        return not (self.apart or self.gone) and is_open(self.one)

    @property
    def gone(self) -> bool:
        """Words that only people added, and all of them took back."""
        if (
            self.coding.matches[0].kind is not MatchKind.ADDED
            or self.coding.kind is not MatchKind.ADDED
        ):
            return False
        return all(each.rejects for each in self.one.decisions)

    @property
    def version(self) -> str:
        """Digest of the decisions that count: a write based on others is refused."""
        decisions = "\x1e".join(
            "\x1f".join(
                (
                    reviewer_key(each.reviewer),
                    each.verdict.value,
                    each.decided_at,
                    each.note,
                )
            )
            for each in self.one.decisions
        )
        return hashlib.sha256(decisions.encode("utf-8", "surrogatepass")).hexdigest()[
            :12
        ]

    def words(self) -> str:
        """The passage in one case and with single blanks, for the text filter."""
        if not self._words:
            coding = self.coding
            self._words = " ".join(
                (coding.before + coding.match + coding.after).casefold().split()
            )
        return self._words

    def by(self, reviewer: str) -> Verdict | None:
        """What this reviewer said of it."""
        who = reviewer_key(reviewer)
        return next(
            (
                each.verdict
                for each in self.one.decisions
                if reviewer_key(each.reviewer) == who
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reviewer wishes to see; a blank field asks for all."""

    force: str = ""
    plan: str = ""
    frame: str = ""
    category: str = ""
    kind: str = ""  # exact, fuzzy, added, blocked
    state: State = State.UNDECIDED
    text: str = ""
    order: Order = Order.FRAGILE
    reviewer: str = ""


def choose(entries: Iterable[Entry], wish: Wish) -> list[Entry]:
    """The entries wished for, in the order wished for; `entries` are in the order of
    the plans.

    Blocked codings, and those of documents that are no plans, are shown only where
    they are wanted.
    """
    chosen = [entry for entry in entries if not entry.gone]
    for fits in _tests(wish):
        chosen = [entry for entry in chosen if fits(entry)]
    return (
        chosen
        if wish.order is Order.PLAN
        else sorted(chosen, key=lambda entry: _urgency(entry, wish.reviewer))
    )


def _tests(wish: Wish) -> Iterator[Callable[[Entry], bool]]:
    """One test for each thing wished for, the cheap and strict ones first: a queue of
    50,000 is chosen at each key.
    """
    if wish.plan:
        yield lambda entry: entry.coding.plan_id == wish.plan
    if wish.force:
        yield lambda entry: entry.force == wish.force
    if wish.category:
        yield lambda entry: entry.coding.category == wish.category
    if wish.frame:
        yield lambda entry: entry.coding.frame == wish.frame
    if wish.state is not State.OTHER and not wish.plan:
        yield lambda entry: not entry.apart
    if wish.state is not State.ALL:
        yield _STATES[wish.state]
    if wish.state is State.MINE:
        yield lambda entry: entry.by(wish.reviewer) is not None
    yield from _kind_tests(wish.kind)
    words = " ".join(wish.text.casefold().split())
    if words:
        yield lambda entry: words in entry.words()


def _kind_tests(kind: str) -> Iterator[Callable[[Entry], bool]]:
    if kind == "blocked":
        yield lambda entry: bool(entry.coding.blocked_by)
        return
    # One that a rule blocks and a person accepted counts: it has to be seen with the
    # others.
    yield lambda entry: not entry.coding.blocked_by or bool(entry.one.decisions)
    if kind:
        yield lambda entry: entry.coding.kind.value == kind


_STATES: Mapping[State, Callable[[Entry], bool]] = {
    State.OPEN: lambda entry: entry.leads,
    State.UNDECIDED: lambda entry: not entry.decided,
    State.FRAGILE: lambda entry: entry.fragile and not entry.decided,
    State.DISPUTED: lambda entry: entry.one.pile is Pile.DISPUTED,
    State.UNSURE: lambda entry: is_unsure(entry.one),
    State.DECIDED: lambda entry: entry.decided,
    State.ACCEPTED: lambda entry: entry.one.pile is Pile.ACCEPTED,
    State.REJECTED: lambda entry: entry.one.pile is Pile.REJECTED,
    State.MINE: lambda entry: bool(entry.one.decisions),
    State.OTHER: lambda entry: entry.apart,
}


def _urgency(entry: Entry, reviewer: str) -> int:
    """What somebody else was unsure of first, then fragile ticks, then what reviewers
    differ about, then the rest, then what this reviewer left to others, decided ones
    last.
    """
    if entry.decided:
        return 5
    if is_unsure(entry.one):
        return _turn(entry, reviewer) * 2  # 0 or 4
    if entry.fragile:
        return 1
    return 2 if entry.one.pile is Pile.DISPUTED else 3


def is_fragile(entry: Entry, cell: Cell | None) -> bool:
    """Whether a tick rests on one passage or on fuzzy matches only, and this coding is
    what it rests on.
    """
    if cell is None or cell.tick is not Tick.YES or cell.basis not in FRAGILE:
        return False
    return entry.coding.coding_id in cell.coding_ids


_SETTLED = (Basis.REVIEWED, Basis.ADDED)


def leader(group: Sequence[Entry], cell: Cell, reviewer: str = "") -> Entry | None:
    """The strongest undecided passage of a cell: accepting it settles the cell.

    What others were unsure of goes first, what this reviewer was unsure of last. None
    where the cell is settled, since more evidence never takes a tick away.
    """
    if cell.basis in _SETTLED:
        return None
    undecided = (entry for entry in group if entry.waits)
    return min(
        undecided,
        key=lambda entry: (
            _turn(entry, reviewer),
            strength(entry, cell),
            entry.place,
        ),
        default=None,
    )


def _turn(entry: Entry, reviewer: str) -> int:
    """0 for what others were unsure of, 2 for what this reviewer left to them, else
    1.
    """
    if not is_unsure(entry.one):
        return 1
    return 2 if entry.by(reviewer) is Verdict.UNSURE else 0


def strength(entry: Entry, cell: Cell) -> int:
    """The place of a coding among the evidence of its cell, best first, from 0."""
    coding_id, ids = entry.coding.coding_id, cell.coding_ids
    return ids.index(coding_id) if coding_id in ids else len(ids)


def make_entries(
    codings: Iterable[ReviewedCoding], plans: Sequence[Plan], frames: Sequence[str]
) -> list[Entry]:
    """Entries in the order of plans.csv, then frame, then place in the plan."""
    order = {plan.plan_id: at for at, plan in enumerate(plans)}
    force_of = {plan.plan_id: plan.force_key for plan in plans}
    apart = {plan.plan_id for plan in plans if plan.doc_type is not DocType.PLAN}
    frame_order: Mapping[str, int] = {frame: at for at, frame in enumerate(frames)}
    entries = [
        Entry(
            one,
            (
                order.get(one.coding.plan_id, len(order)),
                frame_order.get(one.coding.frame, len(frame_order)),
                one.coding.passage.start,
                one.coding.start,
                one.coding.coding_id,
            ),
            force_of.get(one.coding.plan_id, one.coding.plan_id),
            apart=one.coding.plan_id in apart,
        )
        for one in codings
    ]
    return sorted(entries, key=lambda entry: entry.place)


@dataclass(slots=True)
class Progress:
    """How many codings that count there are in plans, and how many are decided, by
    force; and how many cells can still change a table.
    """

    total: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    open_cells: int = 0

    def count(self, entry: Entry, sign: int = 1) -> None:
        """Add an entry, or take it away with `sign` -1."""
        if not (entry.gone or entry.apart) and (
            entry.coding.counts or entry.one.decisions
        ):
            self.total[entry.force] += sign
            self.decided[entry.force] += sign * entry.decided
