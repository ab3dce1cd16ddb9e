"""What the page keeps of each coding, and which of them a reviewer wishes to see, in
which order.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

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
from plancoder.review.verdicts import reviewer_key

CellKey = tuple[str, str, str]
"""plan_id, frame, category."""
EntryPlace = tuple[int, int, int, int, str]
"""Number of the plan, of the frame, start of passage and of match, coding_id."""

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


@dataclass(frozen=True, slots=True)
class Facts:
    """What the queue asks of a coding and its decisions. Thousands of codings share
    each of the few there are.
    """

    kind: MatchKind
    counts: bool
    pile: Pile
    gone: bool  # words that only people added, and all of them took back
    said: tuple[tuple[str, Verdict], ...]  # reviewer_key and what that reviewer said

    @property
    def unsure(self) -> bool:
        """Whether somebody looked, could not decide, and nobody else has."""
        return self.pile is Pile.PENDING and any(
            verdict is Verdict.UNSURE for _, verdict in self.said
        )


_shared_facts = lru_cache(4_096)(Facts)


def facts_of(one: ReviewedCoding) -> Facts:
    """The facts of a coding with its decisions."""
    coding = one.coding
    kind = coding.kind
    added = kind is MatchKind.ADDED and coding.matches[0].kind is MatchKind.ADDED
    return _shared_facts(
        kind,
        coding.counts,
        one.pile,
        added and all(each.rejects for each in one.decisions),
        tuple((reviewer_key(each.reviewer), each.verdict) for each in one.decisions),
    )


class Entry:
    """A coding in the queue.

    `place` orders it as the plans are printed; `fragile` where a tick hangs on it
    alone; `leads` where it is the strongest undecided passage of an open cell;
    `apart` in a draft, a report or another document that ticks no table.

    `one`, the coding with its decisions, is read from the index (`read`, of the row
    `row`) when it is first asked for: of 500,000 a reviewer sees a few hundred.
    """

    __slots__ = (
        "_one",
        "_read",
        "_words",
        "apart",
        "cell",
        "facts",
        "force",
        "fragile",
        "leads",
        "place",
        "row",
    )

    def __init__(
        self,
        place: EntryPlace,
        cell: CellKey,
        force: str,
        facts: Facts,
        *,
        apart: bool = False,
        fragile: bool = False,
        leads: bool = False,
        one: ReviewedCoding | None = None,
        read: Callable[[int], ReviewedCoding] | None = None,
        row: int = 0,
    ) -> None:
        self.place = place
        self.cell = cell
        self.force = force
        self.facts = facts
        self.apart = apart
        self.fragile = fragile
        self.leads = leads
        self.row = row
        self._one = one
        self._read = read
        self._words = ""

    @property
    def one(self) -> ReviewedCoding:
        """The coding with its decisions."""
        if self._one is None:
            assert self._read is not None
            self._one = self._read(self.row)
        return self._one

    @one.setter
    def one(self, one: ReviewedCoding) -> None:
        self._one = one
        self.facts = facts_of(one)

    @property
    def coding(self) -> Coding:
        """The coding itself."""
        return self.one.coding

    @property
    def coding_id(self) -> str:
        """Its id."""
        return self.place[4]

    @property
    def decided(self) -> bool:
        """Accepted or rejected, and all reviewers agree."""
        pile = self.facts.pile
        return pile is Pile.ACCEPTED or pile is Pile.REJECTED

    @property
    def waits(self) -> bool:
        """Undecided evidence for a table: disputed, or pending and not blocked."""
        facts = self.facts
        if self.apart or facts.gone:
            return False
        return facts.pile is Pile.DISPUTED or (
            facts.pile is Pile.PENDING and facts.counts
        )

    @property
    def gone(self) -> bool:
        """Words that only people added, and all of them took back."""
        return self.facts.gone

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
            (verdict for key, verdict in self.facts.said if key == who),
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


def choose(
    entries: Iterable[Entry],
    wish: Wish,
    find_rows: Callable[[str], Collection[int]] = lambda _: (),
) -> list[Entry]:
    """The entries wished for, in the order wished for; `entries` are in the order of
    the plans.

    Blocked codings, and those of documents that are no plans, are shown only where
    they are wanted. `find_rows` gives the rows of the index whose passage has some
    words, as `Entry.words` has them.
    """
    chosen = [entry for entry in entries if not entry.facts.gone]
    for fits in _tests(wish, find_rows):
        chosen = [entry for entry in chosen if fits(entry)]
    return (
        chosen
        if wish.order is Order.PLAN
        else sorted(chosen, key=lambda entry: _urgency(entry, wish.reviewer))
    )


def _tests(
    wish: Wish, find_rows: Callable[[str], Collection[int]]
) -> Iterator[Callable[[Entry], bool]]:
    """One test for each thing wished for, the cheap and strict ones first: a queue of
    50,000 is chosen at each key.
    """
    if wish.plan:
        yield lambda entry: entry.cell[0] == wish.plan
    if wish.force:
        yield lambda entry: entry.force == wish.force
    if wish.category:
        yield lambda entry: entry.cell[2] == wish.category
    if wish.frame:
        yield lambda entry: entry.cell[1] == wish.frame
    if wish.state is not State.OTHER and not wish.plan:
        yield lambda entry: not entry.apart
    if wish.state is not State.ALL:
        yield _STATES[wish.state]
    if wish.state is State.MINE:
        yield lambda entry: entry.by(wish.reviewer) is not None
    yield from _kind_tests(wish.kind)
    words = " ".join(wish.text.casefold().split())
    if words:
        rows = find_rows(words)
        yield lambda entry: entry.row in rows if entry.row else words in entry.words()


def _kind_tests(kind: str) -> Iterator[Callable[[Entry], bool]]:
    if kind == "blocked":
        yield lambda entry: not entry.facts.counts
        return
    # One that a rule blocks and a person accepted counts: it has to be seen with the
    # others.
    yield lambda entry: entry.facts.counts or bool(entry.facts.said)
    if kind:
        yield lambda entry: entry.facts.kind.value == kind


_STATES: Mapping[State, Callable[[Entry], bool]] = {
    State.OPEN: lambda entry: entry.leads,
    State.UNDECIDED: lambda entry: not entry.decided,
    State.FRAGILE: lambda entry: entry.fragile and not entry.decided,
    State.DISPUTED: lambda entry: entry.facts.pile is Pile.DISPUTED,
    State.UNSURE: lambda entry: entry.facts.unsure,
    State.DECIDED: lambda entry: entry.decided,
    State.ACCEPTED: lambda entry: entry.facts.pile is Pile.ACCEPTED,
    State.REJECTED: lambda entry: entry.facts.pile is Pile.REJECTED,
    State.MINE: lambda entry: bool(entry.facts.said),
    State.OTHER: lambda entry: entry.apart,
}


def _urgency(entry: Entry, reviewer: str) -> int:
    """What somebody else was unsure of first, then fragile ticks, then what reviewers
    differ about, then the rest, then what this reviewer left to others, decided ones
    last.
    """
    if entry.decided:
        return 5
    if entry.facts.unsure:
        return _turn(entry, reviewer) * 2  # 0 or 4
    if entry.fragile:
        return 1
    return 2 if entry.facts.pile is Pile.DISPUTED else 3


def is_fragile(entry: Entry, cell: Cell | None) -> bool:
    """Whether a tick rests on one passage or on fuzzy matches only, and this coding is
    what it rests on.
    """
    if cell is None or cell.tick is not Tick.YES or cell.basis not in FRAGILE:
        return False
    return entry.coding_id in cell.coding_ids


_SETTLED = (Basis.REVIEWED, Basis.ADDED)


def leader(group: Sequence[Entry], cell: Cell, reviewer: str = "") -> Entry | None:
    """The strongest undecided passage of a cell: accepting it settles the cell.

    What others were unsure of goes first, what this reviewer was unsure of last. None
    where the cell is settled, since more evidence never takes a tick away.
    """
    if cell.basis in _SETTLED:
        return None
    undecided = (entry for entry in group if entry.waits)
    strength = strengths(cell)
    return min(
        undecided,
        key=lambda entry: (
            _turn(entry, reviewer),
            strength.get(entry.coding_id, len(strength)),
            entry.place,
        ),
        default=None,
    )


def strengths(cell: Cell) -> Mapping[str, int]:
    """The place of each coding among the evidence of its cell, best first, from 0."""
    return {coding_id: at for at, coding_id in enumerate(cell.coding_ids)}


def _turn(entry: Entry, reviewer: str) -> int:
    """0 for what others were unsure of, 2 for what this reviewer left to them, else
    1.
    """
    if not entry.facts.unsure:
        return 1
    return 2 if entry.by(reviewer) is Verdict.UNSURE else 0


def mark_group(group: Sequence[Entry], cell: Cell, reviewer: str) -> None:
    """Note on the entries of a cell which are fragile and which leads."""
    first = leader(group, cell, reviewer)
    for entry in group:
        entry.fragile = is_fragile(entry, cell)
        entry.leads = entry is first


class EntryMaker:
    """Makes entries of the codings of a study."""

    def __init__(self, plans: Sequence[Plan], frames: Sequence[str]) -> None:
        """`plans` and ids of frames in their order."""
        self._order = {plan.plan_id: at for at, plan in enumerate(plans)}
        self._force_of = {plan.plan_id: plan.force_key for plan in plans}
        self._apart = frozenset(
            plan.plan_id for plan in plans if plan.doc_type is not DocType.PLAN
        )
        self._frame_order = {frame: at for at, frame in enumerate(frames)}

    def entries(self, codings: Iterable[ReviewedCoding]) -> list[Entry]:
        """Entries in the order of plans.csv, then frame, then place in the plan."""
        return sorted(map(self._entry, codings), key=lambda entry: entry.place)

    def _entry(self, one: ReviewedCoding) -> Entry:
        coding = one.coding
        plan_id = coding.plan_id
        return Entry(
            (
                self._order.get(plan_id, len(self._order)),
                self._frame_order.get(coding.frame, len(self._frame_order)),
                coding.passage.start,
                coding.start,
                coding.coding_id,
            ),
            (plan_id, coding.frame, coding.category),
            self._force_of.get(plan_id, plan_id),
            facts_of(one),
            apart=plan_id in self._apart,
            one=one,
        )


def grouped(entries: Iterable[Entry]) -> dict[CellKey, list[Entry]]:
    """Entries by cell."""
    groups: dict[CellKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.cell].append(entry)
    return groups


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
        facts = entry.facts
        if not (facts.gone or entry.apart) and (facts.counts or facts.said):
            self.total[entry.force] += sign
            self.decided[entry.force] += sign * entry.decided
