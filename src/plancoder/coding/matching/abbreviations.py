"""Abbreviations that a plan defines, and terms in capitals among capitals.

"domestic abuse (DA)" makes DA a way to write that term from there on. A term with
`case: true` is told by its capitals, which tell nothing in a line all in capitals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from operator import attrgetter

from plancoder.coding.matching.english import english_words
from plancoder.coding.matching.phrases import Spot
from plancoder.coding.matching.tokens import word_starts

_DEFINED = re.compile(r"[’']?s?\s*\(([A-Z][A-Za-z&]{1,7})\)")
_BRACKETED = re.compile(r"\([A-Z][A-Za-z&]{1,7}\)")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"and", "of", "the", "for", "in", "to"})
_FEWEST_WORDS = 3  # of a line all in capitals; fewer are an abbreviation alone
_LONGEST_LINE = 300  # characters on either side of a word in which its line ends


def add_abbreviations(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """The spots, and those of abbreviations defined right after one, in order."""
    defined: dict[str, list[Spot]] = {}
    near = _before_brackets(text)
    # Few spots stand there: asking for that is cheaper than asking the pattern.
    for spot in [spot for spot in spots if spot.end in near]:
        found = _DEFINED.match(text, spot.end)
        if found and _initials(text[spot.start : spot.end]) == found[1].upper():
            defined.setdefault(found[1], []).append(spot)
    if not defined:
        return list(spots)
    added = list(_uses(text, defined))
    return sorted([*spots, *added], key=attrgetter("start", "end"))


def _before_brackets(text: str) -> set[int]:
    """Where a term may end that an abbreviation in brackets follows: "abuse (DA)"."""
    near: set[int] = set()
    for found in _BRACKETED.finditer(text):
        first = found.start()
        while first and text[first - 1].isspace():
            first -= 1
        near.update(range(first - len("’s"), found.start() + 1))
    return near


def _initials(words: str) -> str:
    return "".join(
        word[0].upper()
        for word in _WORD.findall(words)
        if word.casefold() not in _SMALL
    )


def _uses(text: str, defined: dict[str, list[Spot]]) -> Iterator[Spot]:
    """Each use of an abbreviation after its definition, as a spot of the terms."""
    starts = word_starts(text)
    every = "|".join(map(re.escape, defined))
    for found in re.compile(rf"(?<!\w)(?:{every})(?!\w)").finditer(text):
        at = bisect_left(starts, found.start())
        phrases: set[int] = set()
        for spot in defined[found[0]]:
            new = tuple(one for one in spot.phrases if one not in phrases)
            before = spot.end < found.start() and text[found.start() - 1] != "("
            if before and new:
                phrases.update(new)
                start, end = found.span()
                yield Spot(new, spot.node, at, at + 1, start, end, spot.score)


def drop_capitals(text: str, spots: Sequence[Spot], by_case: Set[int]) -> list[Spot]:
    """The spots without those of `case: true` terms whose capitals tell nothing: an
    English word in a line all in capitals, PEEL in "SIR ROBERT PEEL".

    `by_case` has the numbers of the phrases whose term is told by its capitals.
    """
    kept = []
    for spot in spots:
        if by_case.isdisjoint(spot.phrases) or not _among_capitals(text, spot):
            kept.append(spot)
        elif others := tuple(one for one in spot.phrases if one not in by_case):
            kept.append(spot._replace(phrases=others))
    return kept


def _among_capitals(text: str, spot: Spot) -> bool:
    """True for IT in "WHO RUNS IT AND WHY", a good word in a line of capitals."""
    word = text[spot.start : spot.end]
    if word.casefold() not in english_words():
        return False
    low, high = max(0, spot.start - _LONGEST_LINE), spot.end + _LONGEST_LINE
    before = text[low : spot.start].rpartition("\n")[2]
    line = before + text[spot.start : high].partition("\n")[0]
    return line.isupper() and len(_WORD.findall(line)) >= _FEWEST_WORDS
