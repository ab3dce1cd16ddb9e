"""Which categories of a codebook a stretch of text speaks of, and which rule blocks
them.

`reading = Matcher(codebook).read(text)` looks through a whole document once;
`reading.find(start, end)` then answers
for one passage. `Matcher.find(text, start, end)` does both for a single span.
Everything is a pure function of the text
and the codebook: what was matched before makes no difference.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from plancoder.codebook.shape import Category, Codebook, Term, Unless
from plancoder.coding.matching.abbreviations import add_abbreviations, drop_capitals
from plancoder.coding.matching.exclusions import Rules
from plancoder.coding.matching.lexicon import EXACT_SCORE
from plancoder.coding.matching.names import name_reason
from plancoder.coding.matching.near_misses import NearMisses
from plancoder.coding.matching.negation import NEGATED, is_negated
from plancoder.coding.matching.phrases import (
    Hit,
    Phrase,
    PhraseIndex,
    Spot,
    choose_longest,
)
from plancoder.coding.matching.proximity import find_together
from plancoder.models import Match, MatchKind, SectionRole


@dataclass(frozen=True, slots=True)
class Blocked:
    """A match that a rule of the category keeps from counting, with that rule in
    words.
    """

    match: Match
    rule: str


@dataclass(frozen=True, slots=True)
class CategoryHits:
    """What one category found in a span.

    `matches` are those that count; if every match is blocked they are the blocked ones
    and `blocked_by` says why.
    `blocked` holds each blocked match with its rule in either case. Offsets are those
    of the whole text.
    """

    frame: str
    category: str
    matches: tuple[Match, ...]
    blocked_by: str = ""
    blocked: tuple[Blocked, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seeker:
    """Whom a phrase serves: owner number, the term and the part of an {all: …} term, or
    the `unless` rule.
    """

    owner: int
    term: Term
    part: int | None = None
    rule: Unless | None = None
    whole: int = -1  # number of the term and rule of which this is a part


_Found = tuple[Hit, _Seeker]
_Spotted = tuple[Spot, int, _Seeker]  # a spot, one of its phrases, and whom that serves


class Matcher:
    """A compiled codebook. Building one takes a moment; keep it for all plans."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._seekers: list[_Seeker] = []
        phrases: list[Phrase] = []
        for owner, category in enumerate(codebook.categories):
            for seeker, phrase in _category_phrases(owner, category):
                self._seekers.append(seeker)
                phrases.append(phrase)
        for number, entry in enumerate(codebook.not_counted, len(codebook.categories)):
            for term in entry.terms:
                for seeker, phrase in _term_phrases(number, term, fuzzy=True):
                    self._seekers.append(seeker)
                    phrases.append(phrase)
        wholes: dict[tuple[Term, Unless | None], int] = {}
        self._seekers = [
            replace(one, whole=wholes.setdefault((one.term, one.rule), len(wholes)))
            for one in self._seekers
        ]
        self._told_by_case = frozenset(
            number for number, one in enumerate(self._seekers) if one.term.case
        )
        self._index = PhraseIndex(phrases)
        self._ends = _ends(self._seekers, self._index.ends)
        coded_in = {frame.id: frame.code_in for frame in codebook.frames}
        self._without_names = frozenset(
            number
            for number, one in enumerate(codebook.categories)
            if not one.count_names
            and coded_in.get(one.frame) != (SectionRole.PRIORITY_STATEMENT,)
        )
        self._loose: NearMisses | None = None  # made when first asked for

    def read(self, text: str) -> Reading:
        """The whole text looked through once."""
        spots = drop_capitals(text, self._index.scan(text), self._told_by_case)
        return Reading(self, text, add_abbreviations(text, spots))

    def find(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        *,
        frames: Collection[str] | None = None,
    ) -> list[CategoryHits]:
        """The categories found in one span, in the order of the codebook.

        For many spans of one text use `read`.
        """
        return self.read(text).find(
            start, len(text) if end is None else end, frames=frames
        )

    def near_misses(self, reading: Reading) -> dict[tuple[str, str], list[Match]]:
        """What each category (frame, id) all but found in a text, best first.

        A slip too many, another ending, capitals missing, words apart or in another
        order. What the category found, counting or blocked, is left out.
        """
        categories = self.codebook.categories
        if self._loose is None:
            self._loose = NearMisses([one.terms for one in categories])
        found = self._loose.find(reading.text, reading.hits_by_category())
        return {
            (categories[owner].frame, categories[owner].id): misses
            for owner, misses in found.items()
        }

    def leaves_out_names(self, category: int) -> bool:
        """Whether words inside names are no mention of this category (by number): not
        where it is coded in priority statements, nor where it counts names.
        """
        return category in self._without_names

    def wanted_among(self, spots: Sequence[Spot]) -> list[_Spotted]:
        """The spots with those whom they serve, of terms that may stand there as a
        whole, and of the rules of their categories. Most spots have at best a part of a
        term or a rule, and need not be looked at.
        """
        terms: set[int] = set()
        owners: set[int] = set()
        nodes = {spot.node for spot in spots}
        for node in nodes & self._ends.keys():
            ends = self._ends[node]
            terms |= ends.terms
            owners |= ends.owners
            for part in ends.parts:
                if part.others <= nodes:
                    terms.add(part.term)
                    owners.add(part.owner)
        if not terms:
            return []
        seekers = self._seekers
        return [
            (spot, phrase, seeker)
            for spot in spots
            for phrase in spot.phrases
            if (seeker := seekers[phrase]).whole in terms
            or (seeker.rule is not None and seeker.owner in owners)
        ]


class Reading:
    """A text with every hit of a codebook's phrases, ready to be asked passage by
    passage.
    """

    def __init__(self, matcher: Matcher, text: str, spots: list[Spot]) -> None:
        self.text = text
        self._matcher = matcher
        self._spots = spots
        self._starts = [spot.start for spot in spots]
        self._asked = (0, 0)  # the span asked of last, and what its owners have
        self._owners: dict[int, list[_Found]] = {}
        self._reasons_kept: dict[tuple[int, int, tuple[int, int], bool], str] = {}

    def find(
        self, start: int, end: int, *, frames: Collection[str] | None = None
    ) -> list[CategoryHits]:
        """The categories found from `start` to before `end`, in the order of the
        codebook.
        """
        owners = self._by_owner(start, end)
        if not owners:
            return []
        categories = self._matcher.codebook.categories
        found = []
        for owner, hits in sorted(owners.items()):
            if owner < len(categories) and (
                frames is None or categories[owner].frame in frames
            ):
                result = self._judge(owner, hits, start, end)
                if result is not None:
                    found.append(result)
        return found

    def not_counted(self, start: int, end: int) -> list[CategoryHits]:
        """The codebook's `not_counted` entries in a span, in its order; `category` is
        the id of the entry and `frame` is blank.
        """
        codebook = self._matcher.codebook
        first = len(codebook.categories)
        found: list[CategoryHits] = []
        if not codebook.not_counted:
            return found
        owners = self._by_owner(start, end)
        for owner in sorted(one for one in owners if one >= first):
            entry = codebook.not_counted[owner - first]
            matches = self._matches(self._term_hits(owners[owner]))
            if matches:
                found.append(
                    CategoryHits(
                        "",
                        entry.id,
                        matches,
                        blocked_by=f"not counted: {entry.label}",
                    )
                )
        return found

    def hits_by_category(self) -> dict[int, list[Hit]]:
        """Every hit of a whole term in the text, blocked or not, by category number."""
        return {
            owner: [hit for hit, _ in self._term_hits(hits)]
            for owner, hits in self._by_owner(0, len(self.text)).items()
        }

    def _by_owner(self, start: int, end: int) -> dict[int, list[_Found]]:
        if self._asked != (start, end):
            self._asked = start, end
            self._owners = self._owners_between(start, end)
        return self._owners

    def _owners_between(self, start: int, end: int) -> dict[int, list[_Found]]:
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, lo=first)
        spots = [spot for spot in self._spots[first:last] if spot.end <= end]
        owners: dict[int, list[_Found]] = {}
        for spot, phrase, seeker in self._matcher.wanted_among(spots):
            owners.setdefault(seeker.owner, []).append((spot.hit(phrase), seeker))
        return owners

    def _judge(
        self, owner: int, hits: list[_Found], start: int, end: int
    ) -> CategoryHits | None:
        found = self._term_hits(hits)
        if not found:
            return None
        category = self._matcher.codebook.categories[owner]
        reasons = self._reasons(owner, hits, [hit for hit, _ in found], (start, end))
        free = [(hit, term) for hit, term in found if hit not in reasons]
        blocked = tuple(
            Blocked(self._match(hit, term), reasons[hit])
            for hit, term in _longest(
                [(hit, term) for hit, term in found if hit in reasons]
            )
        )
        if free:
            return CategoryHits(
                category.frame, category.id, self._matches(free), blocked=blocked
            )
        matches = tuple(each.match for each in blocked)
        return CategoryHits(
            category.frame, category.id, matches, blocked[0].rule, blocked
        )

    def _reasons(
        self,
        owner: int,
        hits: list[_Found],
        found: Sequence[Hit],
        passage: tuple[int, int],
    ) -> dict[Hit, str]:
        """Why hits do not count: by a rule of the category, or as parts of names."""
        category = self._matcher.codebook.categories[owner]
        rules = Rules(self._rule_hits(hits)) if category.unless else None
        without_names = self._matcher.leaves_out_names(owner)
        reasons = {}
        for hit in found:
            reason = rules.blocking(hit) if rules else ""
            reason = reason or self._no_mention(hit, passage, without_names)
            if reason:
                reasons[hit] = reason
        return reasons

    def _no_mention(
        self, hit: Hit, passage: tuple[int, int], without_names: bool
    ) -> str:
        """Why a match is no mention of the thing itself; blank where it is one. Kept,
        since several categories have the same words.
        """
        key = hit.start, hit.end, passage, without_names
        if key not in self._reasons_kept:
            span = hit.start, hit.end, *passage
            reason = NEGATED if is_negated(self.text, *span) else ""
            if not reason and without_names:
                reason = name_reason(self.text, *span).value
            self._reasons_kept[key] = reason
        return self._reasons_kept[key]

    def _term_hits(self, hits: list[_Found]) -> list[tuple[Hit, Term]]:
        """The hits of whole terms: phrases as they are, {all: …} terms where all their
        parts stand close enough.
        """
        of_terms = [found for found in hits if found[1].rule is None]
        return [(hit, seeker.term) for hit, seeker in _whole(of_terms)]

    def _rule_hits(self, hits: list[_Found]) -> list[tuple[Hit, Unless]]:
        """The hits of the category's `unless` rules."""
        of_rules = [found for found in hits if found[1].rule is not None]
        found = ((hit, seeker.rule) for hit, seeker in _whole(of_rules))
        return [(hit, rule) for hit, rule in found if rule is not None]

    def _matches(self, hits: list[tuple[Hit, Term]]) -> tuple[Match, ...]:
        return tuple(self._match(hit, term) for hit, term in _longest(hits))

    def _match(self, hit: Hit, term: Term) -> Match:
        return Match(
            term=term.label,
            start=hit.start,
            end=hit.end,
            written=self.text[hit.start : hit.end],
            kind=MatchKind.EXACT if hit.score >= EXACT_SCORE else MatchKind.FUZZY,
            score=hit.score,
        )


class _Part(NamedTuple):
    """A term of which a part ends at a node of the tree of phrases: its number, its
    owner, and the nodes at which the other parts end.
    """

    term: int
    owner: int
    others: frozenset[int]


class _Ends(NamedTuple):
    """What ends at a node: whole terms with their owners, and parts of terms."""

    terms: frozenset[int]
    owners: frozenset[int]
    parts: tuple[_Part, ...]


def _ends(
    seekers: Sequence[_Seeker], ends: Sequence[tuple[int, ...]]
) -> dict[int, _Ends]:
    """What ends at each node where anything does. A term of parts stands at one of
    them only, at that which fewest terms share: where that is missing, nobody need ask
    for the others.
    """
    whole: defaultdict[int, list[_Seeker]] = defaultdict(list)
    parts: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for node, phrases in enumerate(ends):
        for seeker in map(seekers.__getitem__, phrases):
            if seeker.rule is None and seeker.part is None:
                whole[node].append(seeker)
            elif seeker.rule is None:
                parts[seeker.whole, seeker.owner].add(node)
    partly: defaultdict[int, list[_Part]] = defaultdict(list)
    for (term, owner), nodes in parts.items():
        rarest = min(nodes, key=lambda node: (len(ends[node]), node))
        partly[rarest].append(_Part(term, owner, frozenset(nodes - {rarest})))
    return {
        node: _Ends(
            frozenset(one.whole for one in whole[node]),
            frozenset(one.owner for one in whole[node]),
            tuple(partly[node]),
        )
        for node in sorted({*whole, *partly})
    }


def _whole(hits: list[_Found]) -> Iterator[_Found]:
    """The hits of whole terms, then those that parts of terms make together."""
    parts: dict[int, list[_Found]] = {}
    for found in hits:
        seeker = found[1]
        if seeker.part is None:
            yield found
        else:
            parts.setdefault(seeker.whole, []).append(found)
    for pieces in parts.values():
        term, rule = pieces[0][1].term, pieces[0][1].rule
        if len(pieces) < len(term.together):
            continue
        together = [(seeker.part or 0, hit) for hit, seeker in pieces]
        for hit in find_together(term, together):
            yield hit, _Seeker(-1, term, rule=rule)


def _longest(hits: list[tuple[Hit, Term]]) -> Iterator[tuple[Hit, Term]]:
    terms = dict(reversed(hits))
    for hit in choose_longest(terms):
        yield hit, terms[hit]


def _category_phrases(
    owner: int, category: Category
) -> Iterator[tuple[_Seeker, Phrase]]:
    for term in category.terms:
        yield from _term_phrases(owner, term, fuzzy=category.fuzzy)
    for rule in category.unless:
        for seeker, phrase in _term_phrases(owner, rule.term, fuzzy=category.fuzzy):
            yield _Seeker(owner, seeker.term, seeker.part, rule), phrase


def _term_phrases(
    owner: int, term: Term, *, fuzzy: bool | int
) -> Iterator[tuple[_Seeker, Phrase]]:
    if term.phrase:
        yield _Seeker(owner, term), Phrase.of(term, fuzzy)
    for part, phrase in enumerate(term.together):
        yield _Seeker(owner, term, part), Phrase.of(term, fuzzy, phrase)
