"""Where the words stand that tell of priorities: found once in a document, so that a
costly pattern is asked only of stretches that hold one of its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from plancoder.coding.sections.any_case import in_small_letters

NOUNS = ("priorit", "objective", "theme", "aim", "goal", "mission", "promise",
          "pledge", "pillar", "ambition", "commitment", "area", "outcome", "strand",
          "heading", "subject", "thing", "matter", "issue", "they are",
          "these are")  # fmt: skip
"""Beginnings of what plans call their priorities, in small letters."""
LABELS = (*NOUNS, "section")
"""The same and what else numbers items that run together on one line."""


class Mentions:
    """Places in a text, in order."""

    def __init__(self, places: Iterable[int]) -> None:
        self._places = sorted(places)

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def between(self, start: int, end: int) -> bool:
        """Whether one of them lies in a stretch of the text."""
        return self.count(start, end) > 0

    def count(self, start: int, end: int) -> int:
        """How many of them lie in a stretch of the text."""
        return bisect_left(self._places, end) - bisect_left(self._places, start)


# The texts in hand are one document and what is asked of it: a few mentions each.
@lru_cache(maxsize=16)
def mentions_of(text: str, words: tuple[str, ...]) -> Mentions:
    """Where any of the words, given in small letters, begin in a document."""
    return Mentions(find_words(text, words))


@lru_cache(maxsize=8)
def matches_of(text: str, pattern: re.Pattern[str]) -> Mentions:
    """Where the matches of a pattern begin in a document."""
    return Mentions(found.start() for found in pattern.finditer(text))


def find_words(text: str, words: Iterable[str]) -> Iterator[int]:
    """The places of any of the words in a text, word by word."""
    small = in_small_letters(text)
    for word in words:
        at = small.find(word)
        while at >= 0:
            yield at
            at = small.find(word, at + 1)


def speaks_of(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words, in small letters, stands anywhere in a text."""
    lower = text.lower()
    return any(word in lower for word in words)
