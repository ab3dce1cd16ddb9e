"""Where the words stand that tell of priorities: found once in a document, so that a
costly pattern is asked only of stretches that hold one of its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from plancoder.coding.sections.any_case import in_small_letters

NOUNS = ("priorit", "objective", "theme", "aim", "goal", "mission", "promise",
          "pledge", "pillar", "ambition", "commitment", "area", "outcome", "strand",
          "heading", "subject", "thing", "task", "matter", "issue",
          "they are", "these are")  # fmt: skip
"""Beginnings of what plans call their priorities, in small letters."""
_LABELS = (*NOUNS, "section")  # and what else numbers items on one line
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("final", "last", "number"),
)
_NUMBER_MARKS = ("one", "two", "a.", "a)", "i.", "i)")
_DIGITS = re.compile(r"\d+")
_LIST_MARKS = re.compile(r"[§•●▪■◦►➤➢✓✔❖‣◆○→»\uf000-\uf0ff]|o\s(?<!\S..)")


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


@dataclass(frozen=True)
class TextFacts:
    """What is asked of a document block by block: each found in it once, when it is
    first wanted.
    """

    text: str

    @cached_property
    def nouns(self) -> Mentions:
        """Words for priorities, and "section"."""
        return Mentions(find_words(self.text, _LABELS))

    @cached_property
    def ordinals(self) -> Mentions:
        """Words that count off: "first" to "eighth", "last", "number" (one)."""
        return Mentions(find_words(self.text, _ORDINALS))

    @cached_property
    def number_marks(self) -> Mentions:
        """What may number an item without a digit: "one", "(a)"."""
        return Mentions(find_words(self.text, _NUMBER_MARKS))

    @cached_property
    def digits(self) -> Mentions:
        """Numbers in figures."""
        return Mentions(found.start() for found in _DIGITS.finditer(self.text))

    @cached_property
    def list_marks(self) -> Mentions:
        """Bullets and what serves for them."""
        return Mentions(found.start() for found in _LIST_MARKS.finditer(self.text))


@lru_cache(maxsize=4)
def facts_of(text: str) -> TextFacts:
    """The facts of a document; those of the documents in hand are kept."""
    return TextFacts(text)


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
