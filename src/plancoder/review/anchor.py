"""Give decisions their coding back after extraction, codebook or plan have changed.

First by id: it is a digest of plan, category and words, so the same id is the same
passage. Then by quote and context:
the decisions of one lost coding move together to the coding of the same plan, frame and
category whose passage is most
alike or holds theirs, if it is alike enough and nobody else's decisions lie on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plancoder.models import Coding, Decision
from plancoder.review.quotes import (
    SAME_PASSAGE,
    SAME_WORDS,
    SHORTEST_PASSAGE,
    plain_words,
)

# A passage found within another comes after one that is alike as a whole.
_PART = 0.9


Thing = TypeVar("Thing", Coding, Decision)


@dataclass(frozen=True, slots=True)
class Anchored:
    """Decisions by the id of the coding on which they lie now; `lost` holds those
    without one, by their old id.
    """

    by_coding: Mapping[str, tuple[Decision, ...]]
    lost: Mapping[str, tuple[Decision, ...]]


def by_plan(things: Iterable[Thing]) -> Mapping[str, Sequence[Thing]]:
    """Codings or decisions by plan_id: anchoring is done a plan at a time."""
    grouped: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        grouped[thing.plan_id].append(thing)
    return grouped


def anchor_decisions(
    codings: Sequence[Coding], decisions: Iterable[Decision]
) -> Anchored:
    """Lay the decisions of one plan on its codings."""
    groups: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        groups[decision.coding_id].append(decision)
    present = {coding.coding_id for coding in codings}
    lost = {
        coding_id: tuple(group)
        for coding_id, group in groups.items()
        if coding_id not in present
    }
    laid = {
        coding_id: tuple(group)
        for coding_id, group in groups.items()
        if coding_id in present
    }
    for old, new in _moves(lost, codings, laid):
        laid[new] = (*lost.pop(old), *laid.get(new, ()))
    return Anchored(laid, lost)


def _moves(
    lost: Mapping[str, Sequence[Decision]],
    codings: Sequence[Coding],
    laid: Mapping[str, Sequence[Decision]],
) -> list[tuple[str, str]]:
    """Pairs of old and new id, the most alike first, each id once.

    Of equals, what was accepted goes first.
    """
    if not lost or not codings:
        return []
    passages = [_Words.of_coding(coding) for coding in codings]
    alike = sorted(
        (
            -round(score),
            all(each.rejects for each in group),
            -score,
            old,
            at,
        )
        for old, group in lost.items()
        for at, score in _alike(group[-1], codings, passages)
    )
    moves: dict[str, str] = {}
    taken: set[int] = set()
    for *_, old, at in alike:
        if (
            old not in moves
            and at not in taken
            and _may_lie_on(lost[old], laid.get(codings[at].coding_id, ()))
        ):
            moves[old] = codings[at].coding_id
            taken.add(at)
    return list(moves.items())


def _may_lie_on(group: Sequence[Decision], present: Sequence[Decision]) -> bool:
    """Whether decisions may move to a coding that has some of its own.

    Only where all of those are newer: then they were made when the moved ones lay there
    already, and a first decision
    under the new id must not push the old ones off. Else the two are different passages
    that look alike.
    """
    return not present or min(each.decided_at for each in present) > max(
        each.decided_at for each in group
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """A passage as compared: its words, and where among them the quotes stand that
    count.
    """

    passage: str
    at: tuple[int, ...]

    @classmethod
    def of_decision(cls, decision: Decision) -> _Words:
        passage = decision.before + decision.quote + decision.after
        return cls(
            plain_words(passage), (_words_before(passage, len(decision.before)),)
        )

    @classmethod
    def of_coding(cls, coding: Coding) -> _Words:
        passage = coding.before + coding.match + coding.after
        starts = {match.start - coding.passage.start for match in coding.matches} | {
            len(coding.before)
        }
        return cls(
            plain_words(passage),
            tuple(_words_before(passage, start) for start in starts),
        )


def _words_before(passage: str, start: int) -> int:
    lead = plain_words(passage[: max(0, start)])
    return len(lead) + 1 if lead else 0


def _alike(
    decision: Decision, codings: Sequence[Coding], passages: Sequence[_Words]
) -> Iterator[tuple[int, float]]:
    from rapidfuzz import fuzz

    wanted = _Words.of_decision(decision)
    for at, coding in enumerate(codings):
        if coding.category != decision.category or decision.frame not in (
            "",
            coding.frame,
        ):
            continue
        score = fuzz.ratio(
            wanted.passage, passages[at].passage, score_cutoff=SAME_PASSAGE
        )
        score = score or _held_in(wanted, passages[at])
        if score:
            yield at, score


def _held_in(one: _Words, other: _Words) -> float:
    """How well the shorter passage stands in the longer, around a quote that counts
    there; 0 if not well enough.

    Another reader may take two bullets for one paragraph, or a paragraph apart.
    """
    from rapidfuzz import fuzz

    shorter, longer = sorted((one, other), key=lambda words: len(words.passage))
    if len(shorter.passage) < SHORTEST_PASSAGE:
        return 0.0
    aligned = fuzz.partial_ratio_alignment(
        shorter.passage, longer.passage, score_cutoff=SAME_WORDS
    )
    if aligned is None or not any(
        aligned.dest_start <= at < aligned.dest_end for at in longer.at
    ):
        return 0.0
    return aligned.score * _PART
