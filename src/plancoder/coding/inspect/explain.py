"""Why a cell is ticked or blank: what was searched, what was found, what was blocked,
what came near.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plancoder.codebook.shape import Category, Codebook
from plancoder.coding.code import best_match, codes_statements, role_block
from plancoder.coding.matching.matcher import Matcher
from plancoder.coding.sections.plain_text import plain
from plancoder.models import CodedPlan, Coding, Document, Match, Passage, SectionRole

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


def explain_cell(
    coded: CodedPlan,
    document: Document,
    codebook: Codebook,
    matcher: Matcher,
    category: str,
    frame: str = "",
) -> Explanation:
    """Explain one category of one plan.

    `coded` must come from this document, with its passages.

    Raises KeyError where the codebook has no such category; `frame` tells two of the
    same id apart.
    """
    wanted = find_category(codebook, category, frame)
    own = codebook.frame(wanted.frame)
    passages = coded.passages
    found = [
        one
        for one in coded.codings
        if (one.frame, one.category) == (wanted.frame, wanted.id)
    ]
    roles = Counter(passage.role for passage in passages)
    searched = tuple(
        Searched(role, roles[role], not role_block(own, role))
        for role in SectionRole
        if roles[role]
    )
    in_scope = {one.role for one in searched if one.coded}
    elsewhere = list(_elsewhere(coded, document, matcher, wanted, in_scope))
    blocked = tuple(
        _as_miss(one)
        for one in found
        if one.blocked_by and one.passage.role in in_scope
    )
    near = sorted(
        _near(passages, document, matcher, wanted, in_scope),
        key=lambda miss: (-miss.match.score, miss.match.start),
    )
    return Explanation(
        plan_id=coded.plan_id,
        category=wanted,
        searched=searched,
        statements=len(coded.statements) if codes_statements(own) else None,
        counted=tuple(one for one in found if one.counts),
        blocked=blocked,
        elsewhere=tuple(elsewhere[:MOST_SHOWN]),
        near=tuple(near[:MOST_SHOWN]),
        elsewhere_in_all=len(elsewhere),
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


def _elsewhere(
    coded: CodedPlan,
    document: Document,
    matcher: Matcher,
    wanted: Category,
    in_scope: set[SectionRole],
) -> Iterator[Miss]:
    """Matches in parts of the plan where the frame is not coded."""
    reading = matcher.read(document.text)
    for passage in coded.passages:
        if passage.role in in_scope:
            continue
        for hits in reading.find(passage.start, passage.end, frames=(wanted.frame,)):
            if hits.category == wanted.id and not hits.blocked_by:
                reason = f"not coded in {passage.role.value.replace('_', ' ')}"
                yield _miss(document, passage, best_match(hits.matches), reason)


def _near(
    passages: tuple[Passage, ...],
    document: Document,
    matcher: Matcher,
    wanted: Category,
    in_scope: set[SectionRole],
) -> Iterator[Miss]:
    """Near misses inside one passage, once for each statement or wording of the
    passage.
    """
    starts = [passage.start for passage in passages]
    said: set[tuple[int | None, str]] = set()
    for match in matcher.near_misses(
        document.text, 0, len(document.text), wanted.id, wanted.frame
    ):
        number = bisect_right(starts, match.start) - 1
        if (
            number < 0
            or match.end > passages[number].end
            or passages[number].role not in in_scope
        ):
            continue
        miss = _miss(
            document,
            passages[number],
            match,
            f"near '{match.term}', score {match.score:.0f}",
        )
        statement = passages[number].statement
        key = (
            statement,
            plain(
                match.written
                if statement is not None
                else miss.before + match.written + miss.after
            ),
        )
        if key not in said:
            said.add(key)
            yield miss


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
