"""The plan's own stated priorities, each once, as worded, with all its places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from plancoder.coding.sections.corrections import Correction
from plancoder.coding.sections.labels import LABEL_WORDS, read_label
from plancoder.coding.sections.plain_text import plain, similarity
from plancoder.coding.sections.section_roles import Roles
from plancoder.coding.sections.sections import Sections
from plancoder.coding.statements.candidates import (
    ELSEWHERE,
    FOUND_AS,
    Candidate,
    Group,
    wording,
)
from plancoder.coding.statements.lists import list_groups, repeated_lists
from plancoder.coding.statements.numbered import labelled_groups
from plancoder.coding.statements.outline import contents_group, heading_group
from plancoder.coding.statements.plan_on_a_page import board_group
from plancoder.coding.statements.promises import promised_group
from plancoder.coding.statements.prose import prose_group
from plancoder.models import BlockKind, Document, Place, PriorityStatement

_SAME = 88.0
# Two headings numbered alike that share no word and are less alike than this are two
# priorities, numbered anew.
_NUMBERED_ANEW = 65.0
_BEST = {"heading": 0, "list": 1, "table": 2, "sentence": 3, "contents": 4}
_LONG_WORDS = 60
# Groups of which no word of the plan says that they are its priorities.
GUESSED = frozenset({"heading", "promise", "intent"})


@dataclass(slots=True)
class _Cluster:
    """Places that state one priority, while they are being gathered."""

    plain: str
    key: tuple[str, str] | None
    label: str
    own: list[Candidate] = field(default_factory=list)
    repeats: list[Candidate] = field(default_factory=list)
    headed: bool = False  # a heading is among `own`
    tongues: set[bool] = field(
        default_factory=set
    )  # True for Welsh, False for English labels among `own`

    def add(self, candidate: Candidate) -> None:
        """Take a place in."""
        self.own.append(candidate)
        self.headed = self.headed or candidate.found_as == "heading"
        if candidate.label:
            self.tongues.add(candidate.label.welsh)


@dataclass(frozen=True, slots=True)
class FoundStatements:
    """The statements, and whether they were guessed: taken from headings or promises
    that nothing calls priorities.
    """

    statements: tuple[PriorityStatement, ...]
    guessed: bool = False


def find_statements(
    document: Document,
    sections: Sections,
    roles: Roles,
    corrections: Sequence[Correction] = (),
) -> FoundStatements:
    """The priority statements of a document in order; none where nothing states a
    priority.
    """
    group = _primary(document, sections, roles)
    clusters = _clustered(document, group.candidates if group else ())
    clusters = _corrected(document, clusters, corrections)
    _add_repeats(document, sections, roles, clusters)
    settled = any(correction.statement is not None for correction in corrections)
    guessed = group is not None and group.word in GUESSED and not settled
    return FoundStatements(
        tuple(_statement(document, cluster) for cluster in clusters), guessed
    )


def _primary(document: Document, sections: Sections, roles: Roles) -> Group | None:
    """The group of candidates that names the plan's priorities most plainly."""
    numbered = [
        group
        for group in labelled_groups(document, sections, roles)
        if _is_own(group, sections)
    ]
    lists = list_groups(document, sections, roles)
    if (
        numbered
        and lists
        and (_outranks(lists[0], numbered[0]) or _holds_all(lists[0], numbered[0]))
    ):
        return lists[0]
    if numbered:
        return numbered[0]
    if lists:
        return lists[0]
    return (
        contents_group(document, sections, roles)
        or prose_group(document, sections)
        or board_group(document, sections)
        or promised_group(document, sections)
        or heading_group(document, sections, roles)
        or repeated_lists(document, sections, roles)
    )


def _outranks(group: Group, numbered: Group) -> bool:
    """True where the list is called priorities and what is numbered goes by a lesser
    word.
    """
    return _rank(group.word) < _rank(numbered.word) and len(group.candidates) > 2


def _holds_all(group: Group, numbered: Group) -> bool:
    """True for bullets of which only some are numbered; among headings the numbered
    ones are the priorities.
    """
    starts = {
        candidate.start
        for candidate in group.candidates
        if candidate.found_as == "list"
    }
    return len(group.candidates) > len(numbered.candidates) and starts >= {
        one.start for one in numbered.candidates
    }


def _rank(word: str) -> int:
    return LABEL_WORDS.index(word) if word in LABEL_WORDS else len(LABEL_WORDS)


def _is_own(group: Group, sections: Sections) -> bool:
    """False for numbered lists that stand only among measures, actions and the like."""
    return any(
        sections.role_at(candidate.start) not in ELSEWHERE
        for candidate in group.candidates
    )


def _clustered(document: Document, candidates: Iterable[Candidate]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    for candidate in candidates:
        words = plain(document.text[candidate.start : candidate.end])
        if not words:
            continue
        label = candidate.label
        key = (label.word, label.number) if label else None
        same = next(
            (
                cluster
                for cluster in clusters
                if _belongs(cluster, words, key, candidate)
            ),
            None,
        )
        if same is None:
            same = _Cluster(words, key, label.shown if label else "")
            clusters.append(same)
        same.add(candidate)
    return clusters


def _belongs(
    cluster: _Cluster, words: str, key: tuple[str, str] | None, candidate: Candidate
) -> bool:
    alike = similarity(cluster.plain, words)
    if key is not None and cluster.key == key:
        headings = candidate.found_as == "heading" and cluster.headed
        two_languages = (
            candidate.label is not None
            and (not candidate.label.welsh) in cluster.tongues
        )
        shared = {word for word in words.split() if len(word) > 3} & set(
            cluster.plain.split()
        )
        return not headings or bool(two_languages or shared) or alike >= _NUMBERED_ANEW
    return alike >= _SAME and (key is None or cluster.key is None)


def _corrected(
    document: Document, clusters: list[_Cluster], corrections: Sequence[Correction]
) -> list[_Cluster]:
    """The clusters after a person said what is a statement and what is none."""
    for correction in corrections:
        if correction.statement is False:
            clusters = [
                cluster
                for cluster in clusters
                if not _meant(document, cluster, correction)
            ]
        elif correction.statement and not any(
            _meant(document, cluster, correction) for cluster in clusters
        ):
            candidate = _quoted(document, correction)
            if candidate is not None:
                clusters.append(
                    _Cluster(plain(correction.quote), None, "", [candidate])
                )
    return (
        sorted(clusters, key=lambda cluster: min(own.start for own in cluster.own))
        if corrections
        else clusters
    )


def _meant(document: Document, cluster: _Cluster, correction: Correction) -> bool:
    return any(
        correction.means(document.text[own.start : own.end]) for own in cluster.own
    )


def _quoted(document: Document, correction: Correction) -> Candidate | None:
    quote = plain(correction.quote)
    for block in document.blocks:
        start, end = wording(document, block.start, block.end)
        if correction.means(document.text[start:end]):
            return Candidate(start, end, FOUND_AS.get(block.kind, "sentence"))
        at = document.text.find(correction.quote.strip(), block.start, block.end)
        if at >= 0 and quote:
            return Candidate(at, at + len(correction.quote.strip()), "sentence")
    return None


def _add_repeats(
    document: Document, sections: Sections, roles: Roles, clusters: list[_Cluster]
) -> None:
    """Give each cluster the other places that have its words: contents, summaries,
    headings, measures.
    """
    if not clusters:
        return
    longest = max(len(cluster.plain) for cluster in clusters) * 2 + 40
    taken = sorted((own.start, own.end) for cluster in clusters for own in cluster.own)
    starts, reaches = (
        [start for start, _ in taken],
        list(accumulate((end for _, end in taken), max)),
    )
    for candidate in _everywhere(document, sections, roles, longest):
        before = bisect_left(starts, candidate.end)
        if before and reaches[before - 1] > candidate.start:
            continue  # it overlaps a place that is taken
        words = plain(document.text[candidate.start : candidate.end])
        scored = [(similarity(cluster.plain, words), cluster) for cluster in clusters]
        score, best = max(scored, key=lambda pair: pair[0])
        if score >= _SAME:
            best.repeats.append(candidate)


def _everywhere(
    document: Document, sections: Sections, roles: Roles, longest: int
) -> Iterable[Candidate]:
    for start, end in sections.contents.entries:
        label = read_label(document.text[start:end], start, roles.words)
        yield Candidate(
            *wording(document, min(label.end, end - 1) if label else start, end),
            "contents",
            label,
        )
    for block in document.blocks:
        if block.kind is BlockKind.QUOTE or sections.contents.holds(block.start):
            continue
        if block.end - block.start <= longest:
            label = read_label(
                document.text[block.start : block.end], block.start, roles.words
            )
            span = wording(
                document,
                min(label.end, block.end - 1) if label else block.start,
                block.end,
            )
            kind = (
                "sentence"
                if block.kind is BlockKind.PARAGRAPH
                else FOUND_AS.get(block.kind, "sentence")
            )
            yield Candidate(*span, kind, label)


def _statement(document: Document, cluster: _Cluster) -> PriorityStatement:
    # A contents entry only points to the place; the other places of the chosen kind go
    # before mere repetitions.
    ranked = [
        (place.found_as == "contents", repeat, _weight(document, place), place)
        for repeat, some in enumerate((cluster.own, cluster.repeats))
        for place in some
    ]
    ranked.sort(key=lambda row: row[:3])
    places = tuple(
        Place(place.start, place.end, document.page_at(place.start), place.found_as)
        for *_, place in ranked
    )
    return PriorityStatement(
        document.text[places[0].start : places[0].end], cluster.label, places
    )


def _weight(document: Document, place: Candidate) -> tuple[bool, bool, int, int]:
    """English before Welsh, worded before endless, heading before list before contents,
    first before later.
    """
    endless = len(document.text[place.start : place.end].split()) > _LONG_WORDS
    return (
        bool(place.label and place.label.welsh),
        endless,
        _BEST[place.found_as],
        place.start,
    )
