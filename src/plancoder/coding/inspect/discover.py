"""Words the codebook does not know yet: in missed cells, left over in statements, or
beside its matches.

Nothing here is ever applied by itself: each finding is a proposal with its counts and a
line to judge it by.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plancoder.coding.matching.english import GRAMMAR

LONGEST = 3  # words in a phrase
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words of every plan say nothing about one category.
_COMMON = GRAMMAR | {
    "plan",
    "commissioner",
    "police",
    "crime",
    "force",
    "new",
    "ensure",
    "make",
    "well",
    "year",
    "years",
}
_WINDOW = 5  # words on each side that count as beside a match


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage or statement to learn from.

    `covered` are the spans of `text` that some term already matches.
    """

    plan_id: str
    text: str
    page: int | None = None
    covered: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A word or phrase that the codebook may lack, with the first place where it
    stands.
    """

    words: str
    units: int  # passages or statements in which it stands
    plans: int  # plans in which it stands
    elsewhere: (
        int  # plans in which it stands although the category does not apply there
    )
    # log-likelihood ratio (Dunning 1993): how far the two counts are from chance
    score: float
    plan_id: str
    page: int | None
    before: str
    match: str
    after: str


@dataclass(slots=True)
class _Tally:
    units: int
    plans: set[str]
    first: tuple[Unit, int, int]


_MOST = 25  # findings that a person looks through


def find_missed_words(
    units: Sequence[Unit],
    missed: Collection[str],
    absent: Collection[str],
) -> tuple[Finding, ...]:
    """Words that stand in plans whose cell was missed and seldom or never where the
    category is rightly blank.

    `missed` and `absent` are plan_ids. Words that a term covers are left out. Best
    first.
    """
    inside = _tally(unit for unit in units if unit.plan_id in missed)
    outside = _tally(unit for unit in units if unit.plan_id in absent)
    found = []
    for words, tally in inside.items():
        elsewhere = len(outside[words].plans) if words in outside else 0
        score = log_likelihood(len(tally.plans), len(missed), elsewhere, len(absent))
        if len(tally.plans) * max(1, len(absent)) > elsewhere * len(missed):
            found.append(_finding(words, tally, elsewhere, score))
    return tuple(_best(found, _MOST))


def find_leftover_words(
    units: Sequence[Unit], *, most: int = 40
) -> tuple[Finding, ...]:
    """Words and phrases of statements that no term touches, the most frequent first."""
    found = [
        _finding(words, tally, 0, float(len(tally.plans)))
        for words, tally in _tally(units).items()
    ]
    return tuple(_best(found, most))


def find_collocations(units: Sequence[Unit]) -> tuple[Finding, ...]:
    """Words that stand beside a category's matches more often than chance: units carry
    its matches as `covered`.
    """
    near: dict[str, _Tally] = {}
    near_words = all_words = 0
    total: defaultdict[str, int] = defaultdict(int)
    for unit in units:
        words = _words(unit)
        all_words += len(words)
        touched = {place for place, (_, _, _, covered) in enumerate(words) if covered}
        beside = {
            p for t in touched for p in range(t - _WINDOW, t + _WINDOW + 1)
        } - touched
        for place, (word, start, end, _) in enumerate(words):
            total[word] += 1
            if place in beside:
                near_words += 1
                if word not in _COMMON:
                    _count(near, word, unit, start, end)
    found = []
    for word, tally in near.items():
        away = total[word] - tally.units
        score = log_likelihood(
            tally.units, near_words, away, max(1, all_words - near_words)
        )
        if (
            tally.units > 1
            and tally.units * max(1, all_words - near_words) > away * near_words
        ):
            found.append(_finding(word, tally, 0, score))
    return tuple(sorted(found, key=lambda one: (-one.score, one.words))[:_MOST])


def log_likelihood(inside: int, of_inside: int, outside: int, of_outside: int) -> float:
    """Dunning's log-likelihood ratio of two proportions; 0 where they are equal."""
    total, of_total = inside + outside, of_inside + of_outside
    if not total or not of_total or total == of_total:
        return 0.0
    cells = (
        (inside, of_inside * total / of_total),
        (of_inside - inside, of_inside * (of_total - total) / of_total),
        (outside, of_outside * total / of_total),
        (of_outside - outside, of_outside * (of_total - total) / of_total),
    )
    return max(
        0.0,
        2
        * sum(
            seen * math.log(seen / expected)
            for seen, expected in cells
            if seen > 0 and expected > 0
        ),
    )


def _words(unit: Unit) -> list[tuple[str, int, int, bool]]:
    found = []
    for word in _WORD.finditer(unit.text):
        covered = any(
            start < word.end() and word.start() < end for start, end in unit.covered
        )
        found.append(
            (
                word.group().replace("’", "'").casefold(),
                word.start(),
                word.end(),
                covered,
            )
        )
    return found


def _phrases(unit: Unit) -> Iterator[tuple[str, int, int]]:
    """Runs of one to three words that no term covers, no punctuation parts and no
    grammar word begins or ends.
    """
    words = _words(unit)
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST, len(words))):
            word, _, end, covered = words[last]
            if covered or (
                last > first
                and re.search(
                    r"[^\s\-’']", unit.text[words[last - 1][2] : words[last][1]]
                )
            ):
                break
            if words[first][0] in _COMMON or word in _COMMON or len(word) < 3:
                continue
            yield (
                " ".join(one[0] for one in words[first : last + 1]),
                words[first][1],
                end,
            )


def _tally(units: Iterable[Unit]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    for unit in units:
        seen: set[str] = set()
        for words, start, end in _phrases(unit):
            if words not in seen:
                seen.add(words)
                _count(tallies, words, unit, start, end)
    return tallies


def _count(
    tallies: dict[str, _Tally], words: str, unit: Unit, start: int, end: int
) -> None:
    tally = tallies.get(words)
    if tally is None:
        tallies[words] = _Tally(1, {unit.plan_id}, (unit, start, end))
    else:
        tally.units += 1
        tally.plans.add(unit.plan_id)


def _finding(words: str, tally: _Tally, elsewhere: int, score: float) -> Finding:
    unit, start, end = tally.first
    text = unit.text
    return Finding(
        words,
        tally.units,
        len(tally.plans),
        elsewhere,
        score,
        unit.plan_id,
        unit.page,
        text[:start],
        text[start:end],
        text[end:],
    )


def _best(found: list[Finding], most: int) -> Iterator[Finding]:
    """The best findings, without parts of longer phrases that stand just as often."""
    ranked = sorted(
        found,
        key=lambda one: (
            -one.score,
            one.elsewhere,
            -one.plans,
            -len(one.words),
            one.words,
        ),
    )
    by_counts: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for one in found:
        by_counts[one.units, one.plans].append(f" {one.words} ")
    for one in ranked:
        if most <= 0:
            return
        longer = by_counts[one.units, one.plans]
        if not any(
            f" {one.words} " in other and len(other) > len(one.words) + 2
            for other in longer
        ):
            most -= 1
            yield one
