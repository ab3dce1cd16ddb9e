"""Document and codebook to codings: every frame coded where it is to be coded, with the
reason where it is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from plancoder.codebook.shape import Category, Codebook, Frame
from plancoder.coding.ids import coding_id
from plancoder.coding.matching.matcher import CategoryHits, Matcher, Reading
from plancoder.coding.sections.corrections import Correction
from plancoder.coding.sections.passages import split_passages
from plancoder.coding.sections.plain_text import has_term, plain
from plancoder.coding.sections.section_roles import read_roles
from plancoder.coding.sections.sections import Sections, locate_sections
from plancoder.coding.whose.around import Surroundings
from plancoder.coding.whose.judge import not_its_own
from plancoder.models import (
    CodedPlan,
    Coding,
    Document,
    Match,
    Notice,
    Passage,
    Place,
    PriorityStatement,
    SectionRole,
)

if TYPE_CHECKING:
    from plancoder.coding.statements.find import FoundStatements

# The frame under which what all plans share is recorded; no table shows it.
NOT_COUNTED = "not_counted"
Section = tuple[str, ...]  # the headings above a passage


def code_document(
    document: Document,
    codebook: Codebook,
    plan_id: str,
    *,
    matcher: Matcher | None = None,
    corrections: Sequence[Correction] = (),
) -> CodedPlan:
    """Passages, priority statements and codings of one plan: a pure function of
    document, codebook and corrections.

    Frames that are coded in priority statements only get one coding a statement and
    category, with all places; the
    others one a passage and category. Codings that do not count carry the reason in
    `blocked_by`.
    """
    matcher = matcher or Matcher(codebook)
    return PreparedPlan(plan_id, document, matcher, corrections).coded


@dataclass(frozen=True)
class PreparedPlan:
    """A plan's document and what is made of it: each once, when it is first wanted."""

    plan_id: str
    document: Document
    matcher: Matcher
    corrections: Sequence[Correction] = ()
    known: KnownParts | None = None  # from an earlier run

    @cached_property
    def parts(self) -> PlanParts:
        """What is known of the document before any term is looked for."""
        return read_document_parts(
            self.document, self.matcher.codebook, self.corrections
        )

    @cached_property
    def reading(self) -> Reading:
        """The text, read once with the codebook."""
        return self.matcher.read(self.document.text)

    @cached_property
    def coded(self) -> CodedPlan:
        """Passages, priority statements and codings."""
        codebook, parts = self.matcher.codebook, self.known_parts
        maker = _Maker(self.document, codebook, self.plan_id, parts.passages)
        of_passages = _frames(codebook, of_statements=False)
        of_statements = _frames(codebook, of_statements=True)
        codings = (
            *_passage_codings(maker, self.reading, of_passages),
            *_statement_codings(maker, self.reading, of_statements, parts.statements),
        )
        notices = parts.notices if of_statements else ()
        return CodedPlan(
            self.plan_id, parts.passages, parts.statements, codings, notices
        )

    @cached_property
    def known_parts(self) -> KnownParts:
        """What coding needs of the parts."""
        if self.known is not None:
            return self.known
        from plancoder.coding.statements.warnings import statement_notices

        notices = statement_notices(self.parts.found, self.plan_id)
        return KnownParts(self.parts.passages, self.parts.statements, notices)


@dataclass(frozen=True, slots=True)
class KnownParts:
    """What coding needs of a document's parts. It depends on no term of the codebook,
    so it is kept between runs.
    """

    passages: tuple[Passage, ...]
    statements: tuple[PriorityStatement, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class PlanParts:
    """What is known of a document before any term is looked for."""

    sections: Sections
    found: FoundStatements
    passages: tuple[Passage, ...]

    @property
    def statements(self) -> tuple[PriorityStatement, ...]:
        """The priority statements in order."""
        return self.found.statements


def read_document_parts(
    document: Document,
    codebook: Codebook | None = None,
    corrections: Sequence[Correction] = (),
) -> PlanParts:
    """The sections, priority statements and passages of a document. Of the codebook
    only `roles` may be asked: by these the parts are kept between runs.
    """
    # Statements are found by many patterns, which take time to compile: a run of plans
    # whose parts are known wants none of them.
    from plancoder.coding.statements.find import find_statements

    roles = read_roles(codebook)
    sections = locate_sections(document, roles, corrections)
    found = find_statements(document, sections, corrections)
    passages = split_passages(document, sections, found.statements)
    return PlanParts(sections, found, passages)


def codes_statements(frame: Frame) -> bool:
    """True for a frame that is coded in the plan's own stated priorities and nowhere
    else.
    """
    return frame.code_in == (SectionRole.PRIORITY_STATEMENT,)


def _frames(codebook: Codebook, *, of_statements: bool) -> dict[str, Frame]:
    return {
        frame.id: frame
        for frame in codebook.frames
        if codes_statements(frame) is of_statements
    }


def _passage_codings(
    maker: _Maker, reading: Reading, frames: dict[str, Frame]
) -> Iterator[Coding]:
    for number, passage in enumerate(maker.passages):
        for hits in reading.find(passage.start, passage.end, frames=frames):
            blocked = hits.blocked_by or role_block(frames[hits.frame], passage.role)
            yield maker.make(number, hits, blocked)
        for hits in reading.not_counted(passage.start, passage.end):
            yield maker.make(number, hits, hits.blocked_by)


def _statement_codings(
    maker: _Maker,
    reading: Reading,
    frames: dict[str, Frame],
    statements: Sequence[PriorityStatement],
) -> Iterator[Coding]:
    """The best place of each statement that has a category's words; a place that counts
    goes before a blocked one.

    Where a passage holds several statements, each has the words of its own place only.
    """
    homes = [
        {place: maker.number_at(place.start) for place in statement.places}
        for statement in statements
    ]
    held = Counter(number for home in homes for number in set(home.values()))
    for statement, home in zip(statements, homes, strict=True):
        best: dict[tuple[str, str], tuple[int, CategoryHits, tuple[int, int]]] = {}
        for place, number in home.items():
            if number is None:
                continue
            passage = maker.passages[number]
            span = passage.start, passage.end
            if held[number] > 1:
                span = place.start, min(place.end, passage.end)
            for hits in reading.find(*span, frames=frames):
                key = (hits.frame, hits.category)
                if key not in best or (best[key][1].blocked_by and not hits.blocked_by):
                    best[key] = (number, hits, span)
        for number, hits, span in best.values():
            yield maker.make(number, hits, hits.blocked_by, statement.places, span)


def role_block(frame: Frame, role: SectionRole) -> str:
    """The reason why a passage of this role does not count in a frame, or blank."""
    if not frame.code_in or role in frame.code_in:
        return ""
    return f"section: {role.value.replace('_', ' ')}"


class _Maker:
    """Makes codings of one document: cuts the passage around the match and gives the
    id.
    """

    def __init__(
        self,
        document: Document,
        codebook: Codebook,
        plan_id: str,
        passages: tuple[Passage, ...],
    ) -> None:
        self.passages = passages
        self._starts = [passage.start for passage in passages]
        self._document = document
        self._plan_id = plan_id
        self._categories = {(one.frame, one.id): one for one in codebook.categories}
        self._own_account = {one.id for one in codebook.frames if one.own_account}
        self._occurrences = _occurrences(document, passages)
        self._asked: Surroundings | None = None  # what stands around the last passage
        self._heading_blocks: dict[tuple[tuple[str, str], Section], str] = {}

    def number_at(self, start: int) -> int | None:
        """Which passage an offset lies in; None between two."""
        number = bisect_right(self._starts, start) - 1
        inside = number >= 0 and start < self.passages[number].end
        return number if inside else None

    def make(
        self,
        number: int,
        hits: CategoryHits,
        blocked_by: str,
        places: tuple[Place, ...] = (),
        span: tuple[int, int] | None = None,
    ) -> Coding:
        """The coding of a passage with the matches of one category; `span` is the part
        of it that is a statement, where that is what the id is made of.
        """
        text, passage = self._document.text, self.passages[number]
        own, not_own = self._own_matches(hits, passage)
        best = best_match(own)
        frame = hits.frame or NOT_COUNTED
        # A statement stands once in a plan, whichever of its places is the best this
        # time.
        occurrence = 1 if places else self._occurrences[number]
        words = text[slice(*(span or (passage.start, passage.end)))]
        return Coding(
            coding_id=coding_id(self._plan_id, frame, hits.category, words, occurrence),
            plan_id=self._plan_id,
            frame=frame,
            category=hits.category,
            passage=passage,
            matches=hits.matches,
            before=text[passage.start : best.start],
            match=text[best.start : best.end],
            after=text[best.end : passage.end],
            start=best.start,
            end=best.end,
            page=self._document.page_at(best.start),
            blocked_by=blocked_by
            or self._heading_block((hits.frame, hits.category), passage.section)
            or not_own,
            places=places,
        )

    def _own_matches(
        self, hits: CategoryHits, passage: Passage
    ) -> tuple[Sequence[Match], str]:
        """The matches where a passage speaks for the plan, in a frame that codes the
        plan's own account; all of them and the reason where it does so in none.
        """
        category = self._categories.get((hits.frame, hits.category))
        if category is None or category.count_names or not self._asks_whose(hits):
            return hits.matches, ""
        around = self._around(passage)
        reasons = [not_its_own(around, (one.start, one.end)) for one in hits.matches]
        own = [
            one for one, reason in zip(hits.matches, reasons, strict=True) if not reason
        ]
        return own or hits.matches, "" if own else reasons[0].value

    def _around(self, passage: Passage) -> Surroundings:
        """What stands around a passage, kept for all categories found in it."""
        if self._asked is None or self._asked.passage is not passage:
            self._asked = Surroundings(self._document, passage)
        return self._asked

    def _asks_whose(self, hits: CategoryHits) -> bool:
        return hits.frame in self._own_account and not hits.blocked_by

    def _heading_block(self, category: tuple[str, str], section: Section) -> str:
        """Why a heading blocks a category in its whole section, or blank; found once
        for all passages of the section.
        """
        key = category, section
        if key not in self._heading_blocks:
            blocked = _blocked_by_heading(self._categories.get(category), section)
            self._heading_blocks[key] = blocked
        return self._heading_blocks[key]


def _blocked_by_heading(category: Category | None, section: Section) -> str:
    """A rule "not near …" holds for a whole passage under a heading with these
    words.
    """
    for rule in category.unless if category else ():
        if (
            rule.near
            and not rule.within
            and any(has_term(plain(heading), rule.term) for heading in section)
        ):
            return f"unless near '{rule.term.label}' (in the heading)"
    return ""


def best_match(matches: Sequence[Match]) -> Match:
    """The surest match, the first of equals."""
    return max(matches, key=lambda match: (match.score, -match.start))


def _occurrences(document: Document, passages: Sequence[Passage]) -> list[int]:
    """For each passage, the how manieth it is with these words: counted over all
    passages, whatever was coded.
    """
    seen: Counter[str] = Counter()
    numbers = []
    for passage in passages:
        words = plain(document.text[passage.start : passage.end])
        seen[words] += 1
        numbers.append(seen[words])
    return numbers
