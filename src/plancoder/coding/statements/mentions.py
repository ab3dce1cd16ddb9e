"""Where the words stand that tell of priorities: found once in a document, so that a
costly pattern is asked only of stretches that hold one of its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from plancoder.coding.sections.any_case import find_words
from plancoder.number_words import ORDINALS

NOUNS = ("priorit", "objective", "theme", "aim", "goal", "mission", "promise",
          "pledge", "pillar", "ambition", "commitment", "area", "outcome", "strand",
          "heading", "subject", "thing", "task", "matter", "issue", "undertaking",
          "focus", "fronts", "they are", "these are")  # fmt: skip
"""Beginnings of what plans call their priorities, in small letters."""
_PARTS = ("section",)  # and what else numbers items on one line
_COUNTABLE = (
    *("question", "jobs", "chapter", "section", "word", "lines", "challenge"),
    "there are",
    *("blaenoriaeth", "amcanion", "addewid"),
)
COUNTABLE = (*NOUNS, *_COUNTABLE)
"""Beginnings of what a plan may say how many of there are, in small letters."""
_FOCUS = ("focus on", "concentrate on")
_ORDINALS = (*ORDINALS, "final", "last", "number")
_NUMBER_MARKS = ("one", "two", "a.", "a)", "i.", "i)")  # "A)" is found by "a)"
# What items run together are told by: a number word or a letter with its stop.
_COUNTS = re.compile(r"[(\s](?:[aAi][.)]|one\b|two\b|One\b|Two\b|ONE\b|TWO\b)")
_FIRST_LETTER = re.compile(r"(?<![\w.])[aAi][.)]")
# A character class first, since only then the search skips ahead to what it holds.
_DIGITS = re.compile(r"\d\d*")
_DASHES = re.compile(r"[-–*]")
_LIST_MARKS = re.compile(r"[§•●▪■◦►➤➢✓✔❖‣◆○→»›\uf000-\uf0ffo](?:(?<!o)|\s(?<!\S..))")


class Mentions:
    """Places in a text, in order."""

    def __init__(self, places: Iterable[int]) -> None:
        self._places = sorted(places)

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def between(self, start: int, end: int) -> bool:
        """Whether one of them lies in a stretch of the text."""
        places = self._places
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end

    def count(self, start: int, end: int) -> int:
        """How many of them lie in a stretch of the text."""
        first = bisect_left(self._places, start)
        return bisect_left(self._places, end, lo=first) - first

    def inside(self, start: int, end: int) -> list[int]:
        """Those that lie in a stretch of the text."""
        first = bisect_left(self._places, start)
        return self._places[first : bisect_left(self._places, end, lo=first)]


@dataclass(frozen=True)
class TextFacts:
    """What is asked of a document block by block: each found in it once, when it is
    first wanted.
    """

    text: str

    @cached_property
    def _nouns(self) -> list[int]:
        return list(find_words(self.text, NOUNS))

    @cached_property
    def nouns(self) -> Mentions:
        """Words for priorities, and "section"."""
        return Mentions([*self._nouns, *find_words(self.text, _PARTS)])

    @cached_property
    def counted(self) -> Mentions:
        """Words for priorities and for what else a plan may say how many there are."""
        return Mentions([*self._nouns, *find_words(self.text, _COUNTABLE)])

    @cached_property
    def focus(self) -> Mentions:
        """Words that lead to what is focused on."""
        return Mentions(find_words(self.text, _FOCUS))

    @cached_property
    def ordinals(self) -> Mentions:
        """Words that count off: "first" to "tenth", "last", "number" (one)."""
        return Mentions(find_words(self.text, _ORDINALS))

    @cached_property
    def number_marks(self) -> Mentions:
        """What may number an item without a digit: " one", "(a)"."""
        before = (at - 1 for at in self._number_marks if at)
        return Mentions(at for at in before if _COUNTS.match(self.text, at))

    @cached_property
    def first_letters(self) -> Mentions:
        """What may be the first letter of a list: "a.", "(i)"."""
        return Mentions(
            at for at in self._number_marks if _FIRST_LETTER.match(self.text, at)
        )

    @cached_property
    def _number_marks(self) -> list[int]:
        return list(find_words(self.text, _NUMBER_MARKS))

    @cached_property
    def digits(self) -> Mentions:
        """Numbers in figures."""
        return Mentions([found.start() for found in _DIGITS.finditer(self.text)])

    @cached_property
    def dashes(self) -> Mentions:
        """Dashes that may stand before the items of a list."""
        return Mentions([found.start() for found in _DASHES.finditer(self.text)])

    @cached_property
    def list_marks(self) -> Mentions:
        """Bullets and what serves for them."""
        return Mentions([found.start() for found in _LIST_MARKS.finditer(self.text)])


@lru_cache(maxsize=4)
def facts_of(text: str) -> TextFacts:
    """The facts of a document; those of the documents in hand are kept."""
    return TextFacts(text)


def speaks_of(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words, in small letters, stands anywhere in a text."""
    lower = text.lower()
    return any(word in lower for word in words)
