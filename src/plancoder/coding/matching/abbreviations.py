"""Abbreviations that a plan defines, and terms in capitals among capitals.

"domestic abuse (DA)" makes DA a way to write that term from there on. A term with
`case: true` is told by its capitals, which tell nothing in a line all in capitals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from plancoder.coding.matching.english import english_words
from plancoder.coding.matching.phrases import Found
from plancoder.coding.matching.tokens import word_starts

_DEFINED = re.compile(r"[’']?s?\s*\(([A-Z][A-Za-z&]{1,7})\)")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"and", "of", "the", "for", "in", "to"})
_FEWEST_WORDS = 3  # of a line all in capitals; fewer are an abbreviation alone
_LONGEST_LINE = 300  # characters on either side of a word in which its line ends


def add_abbreviations(text: str, places: Sequence[Found]) -> list[Found]:
    """What was found, and abbreviations defined right after it, in order."""
    defined: dict[str, list[Found]] = {}
    for place in places:
        said = _DEFINED.match(text, place.end)
        if said and _initials(text[place.start : place.end]) == said[1].upper():
            defined.setdefault(said[1], []).append(place)
    if not defined:
        return list(places)
    added = list(_uses(text, defined))
    return sorted([*places, *added], key=lambda place: (place.start, place.end))


def _initials(words: str) -> str:
    return "".join(
        word[0].upper()
        for word in _WORD.findall(words)
        if word.casefold() not in _SMALL
    )


def _uses(text: str, defined: dict[str, list[Found]]) -> Iterator[Found]:
    """Each use of an abbreviation after its definition, as a place of the term."""
    starts = word_starts(text)
    every = "|".join(map(re.escape, defined))
    for use in re.compile(rf"(?<!\w)(?:{every})(?!\w)").finditer(text):
        at = bisect_left(starts, use.start())
        known: set[int] = set()
        for term in defined[use[0]]:
            before = term.end < use.start() and text[use.start() - 1] != "("
            phrases = tuple(one for one in term.phrases if one not in known)
            if before and phrases:
                known.update(phrases)
                yield Found(phrases, at, at + 1, use.start(), use.end(), term.score)


def drop_capitals(
    text: str, places: Sequence[Found], by_case: Collection[int]
) -> list[Found]:
    """What was found without the `case: true` terms whose capitals tell nothing: an
    English word in a line all in capitals, PEEL in "SIR ROBERT PEEL".

    `by_case` has the numbers of the phrases whose term is told by its capitals.
    """
    kept = []
    for place in places:
        told = [one for one in place.phrases if one in by_case]
        if told and _among_capitals(text, place):
            phrases = tuple(one for one in place.phrases if one not in by_case)
            if phrases:
                kept.append(place._replace(phrases=phrases))
        else:
            kept.append(place)
    return kept


def _among_capitals(text: str, hit: Found) -> bool:
    """True for IT in "WHO RUNS IT AND WHY", a good word in a line of capitals."""
    word = text[hit.start : hit.end]
    if word.casefold() not in english_words():
        return False
    low, high = max(0, hit.start - _LONGEST_LINE), hit.end + _LONGEST_LINE
    before = text[low : hit.start].rpartition("\n")[2]
    line = before + text[hit.start : high].partition("\n")[0]
    return line.isupper() and len(_WORD.findall(line)) >= _FEWEST_WORDS
