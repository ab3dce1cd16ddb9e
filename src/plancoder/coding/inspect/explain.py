"""Why a cell is ticked or blank: what was searched, what was found, what was blocked,
what came near.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from plancoder.codebook.shape import Category, Codebook, Frame
from plancoder.coding.code import PreparedPlan, best_match, codes_statements, role_block
from plancoder.coding.sections.plain_text import plain
from plancoder.models import Coding, Document, Match, Passage, SectionRole

# Near misses and matches elsewhere beyond these tell a reader nothing new.
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Searched:
    """How many passages of a section role there are, and whether the frame is coded in
    them.
    """

    role: SectionRole
    passages: int
    coded: bool


@dataclass(frozen=True, slots=True)
class Miss:
    """Words that do not count: `reason` says why, `before + match + after` is the
    passage as written.
    """

    reason: str
    match: Match
    page: int | None
    section: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that answers "why is this cell as it is?".

    `elsewhere` and `near` hold the best few of all found.
    """

    plan_id: str
    category: Category
    searched: tuple[Searched, ...]
    statements: (
        int | None
    )  # how many priority statements were searched; None for other frames
    counted: tuple[Coding, ...]
    blocked: tuple[Miss, ...]
    elsewhere: tuple[Miss, ...]
    near: tuple[Miss, ...]
    elsewhere_in_all: int

    @property
    def verdict(self) -> str:
        """One sentence: found, too little, blocked, elsewhere, near, or nothing."""
        need = self.category.tick_when.passages
        if len(self.counted) >= need:
            return (
                "Ticked:"
                f" {_count(len(self.counted), 'passage counts', 'passages count')}."
            )
        if self.counted:
            found = _count(len(self.counted), "passage counts", "passages count")
            return f"{found}, and {need} are needed (tick_when)."
        if self.blocked:
            return (
                "Nothing counts:"
                f" {_count(len(self.blocked), 'match is', 'matches are')} blocked by a"
                " rule."
            )
        if self.elsewhere_in_all:
            times = _count(self.elsewhere_in_all, "time", "times")
            return (
                f"Nothing counts: the words occur {times}, but not where this frame is"
                " coded."
            )
        if self.near:
            return "Nothing counts: no term was found, but some words come near."
        return "Nothing counts: no term was found anywhere, and nothing comes near."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def explain_cells(
    plan: PreparedPlan, categories: Sequence[Category] | None = None
) -> tuple[Explanation, ...]:
    """Explain categories of one plan, all of the codebook unless some are named.

    The text is looked through once for the terms, however many are asked about, and
    once for what comes near them.
    """
    codebook = plan.matcher.codebook
    searched = _SearchedPlan(plan)
    return tuple(
        searched.explain(category, codebook.frame(category.frame))
        for category in (codebook.categories if categories is None else categories)
    )


def find_category(codebook: Codebook, category: str, frame: str = "") -> Category:
    """The category with this id (or label), in the frame if one is named; KeyError
    where there is none.
    """
    asked = category.casefold().strip()
    for one in codebook.categories:
        if frame in ("", one.frame) and asked in (
            one.id.casefold(),
            one.label.casefold(),
        ):
            return one
    raise KeyError(category)


_Key = tuple[str, str]  # frame and category


class _SearchedPlan:
    """A plan looked through once, for the explanation of each of its cells."""

    def __init__(self, plan: PreparedPlan) -> None:
        self._coded, self._document = plan.coded, plan.document
        self._roles = Counter(passage.role for passage in plan.coded.passages)
        self._codings: defaultdict[_Key, list[Coding]] = defaultdict(list)
        for one in plan.coded.codings:
            self._codings[one.frame, one.category].append(one)
        self._matches: defaultdict[_Key, list[tuple[Passage, Match]]]
        self._matches = defaultdict(list)
        for passage in plan.coded.passages:
            for hits in plan.reading.find(passage.start, passage.end):
                if not hits.blocked_by:
                    found = (passage, best_match(hits.matches))
                    self._matches[hits.frame, hits.category].append(found)
        self._near = plan.matcher.near_misses(plan.reading)

    def explain(self, category: Category, frame: Frame) -> Explanation:
        """Why the cell of one category is as it is."""
        key = (category.frame, category.id)
        searched = tuple(
            Searched(role, self._roles[role], not role_block(frame, role))
            for role in SectionRole
            if self._roles[role]
        )
        in_scope = {one.role for one in searched if one.coded}
        found = self._codings[key]
        elsewhere = [
            _miss(self._document, passage, match, _not_coded_in(passage.role))
            for passage, match in self._matches[key]
            if passage.role not in in_scope
        ]
        return Explanation(
            plan_id=self._coded.plan_id,
            category=category,
            searched=searched,
            statements=(
                len(self._coded.statements) if codes_statements(frame) else None
            ),
            counted=tuple(one for one in found if one.counts),
            blocked=tuple(
                _as_miss(one)
                for one in found
                if one.blocked_by and one.passage.role in in_scope
            ),
            elsewhere=tuple(elsewhere[:MOST_SHOWN]),
            near=tuple(islice(self._near_in(key, in_scope), MOST_SHOWN)),
            elsewhere_in_all=len(elsewhere),
        )

    def _near_in(self, key: _Key, in_scope: set[SectionRole]) -> Iterator[Miss]:
        """Near misses inside one passage, best first, once for each statement or
        wording of the passage.
        """
        passages = self._coded.passages
        said: set[tuple[int | None, str]] = set()
        for match in self._near.get(key, ()):
            number = bisect_right(passages, match.start, key=_start) - 1
            passage = passages[number] if number >= 0 else None
            if passage is None or match.end > passage.end:
                continue
            if passage.role not in in_scope:
                continue
            reason = f"near '{match.term}', score {match.score:.0f}"
            miss = _miss(self._document, passage, match, reason)
            own = passage.statement is not None
            words = "" if own else miss.before + match.written + miss.after
            once = (passage.statement, plain(words or match.written))
            if once not in said:
                said.add(once)
                yield miss


def _start(passage: Passage) -> int:
    return passage.start


def _not_coded_in(role: SectionRole) -> str:
    return f"not coded in {role.value.replace('_', ' ')}"


def _miss(document: Document, passage: Passage, match: Match, reason: str) -> Miss:
    text = document.text
    return Miss(
        reason,
        match,
        document.page_at(match.start),
        passage.section,
        text[passage.start : match.start],
        text[match.end : passage.end],
    )


def _as_miss(coding: Coding) -> Miss:
    match = next(match for match in coding.matches if match.start == coding.start)
    return Miss(
        coding.blocked_by,
        match,
        coding.page,
        coding.passage.section,
        coding.before,
        coding.after,
    )
