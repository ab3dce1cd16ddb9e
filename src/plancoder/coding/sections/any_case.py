"""Patterns that find words in any case, fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

# A capital that is not part of an escape such as \W, nor names a group.
_CAPITAL = re.compile(r"(?<!\\)(?<!\(\?)[A-Z]")
_SHORT = 500  # characters of a text whose answer is kept
_KEPT = 512  # answers of a pattern: those of a plan or two
LONG = 5000
"""Characters from which a text is a document rather than a part of one."""


class AnyCase:
    """A pattern, written in small letters, that finds words in any case.

    The text is searched in small letters, which is some four times as fast as a search
    with re.IGNORECASE; what is given back is the match in the text as written.
    ValueError for a pattern with a capital, which could never match.
    """

    def __init__(self, pattern: str) -> None:
        if capital := _CAPITAL.search(pattern):
            raise ValueError(
                f"'{capital[0]}' is a capital: write the pattern in small letters"
            )
        self._pattern = pattern
        self._found = lru_cache(maxsize=_KEPT)(self._search)

    # Compiled when first wanted: a run of plans whose parts are known wants few.
    @cached_property
    def _small(self) -> re.Pattern[str]:
        return re.compile(self._pattern)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile(self._pattern, re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place in a text where the pattern matches; kept for short texts,
        since the same heading is asked of again and again.
        """
        return (self._found if len(text) <= _SHORT else self._search)(text)

    def _search(self, text: str) -> re.Match[str] | None:
        return self._find(text, in_small_letters(text), 0, len(text))

    def search_in(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first place in a stretch of a document; its small letters are kept."""
        return self._find(text, _kept_small(text), start, end)

    def finditer(
        self, text: str, small: str, start: int, end: int
    ) -> Iterator[re.Match[str]]:
        """All places in a stretch of a text, given in small letters too."""
        while found := self._find(text, small, start, end):
            yield found
            start = max(found.end(), start + 1)

    def _find(
        self, text: str, small: str, start: int, end: int
    ) -> re.Match[str] | None:
        while found := self._small.search(small, start, end):
            # A part of the pattern that asks for small letters may say no.
            if written := self._any.match(text, found.start(), end):
                return written
            start = found.start() + 1
        return None

    def match_in(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The match at the beginning of a stretch of a document."""
        return self.match_at(text, _kept_small(text), start, end)

    def match_at(
        self, text: str, small: str, start: int, end: int
    ) -> re.Match[str] | None:
        """The match at the beginning of a stretch of a text, given in small letters
        too.
        """
        found = self._small.match(small, start, end)
        return self._any.match(text, start, end) if found else None

    def fullmatch_in(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The match of a whole stretch of a document."""
        found = self._small.fullmatch(_kept_small(text), start, end)
        return self._any.fullmatch(text, start, end) if found else None

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the beginning of a text."""
        found = self._small.match(in_small_letters(text))
        return self._any.match(text) if found else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of the whole text."""
        found = self._small.fullmatch(in_small_letters(text))
        return self._any.fullmatch(text) if found else None


@lru_cache(maxsize=4)
def _kept_small(text: str) -> str:
    return _small(text)


def in_small_letters(text: str) -> str:
    """A text in small letters, each at the place of its capital; those of a whole
    document are kept.
    """
    return _kept_small(text) if len(text) > LONG else _small(text)


def _small(text: str) -> str:
    small = text.lower()
    if len(small) == len(text):
        return small
    # The Turkish capital I with a dot is the one letter that has two small ones.
    return text.replace("\u0130", "I").lower()


def find_words(text: str, words: Iterable[str]) -> Iterator[int]:
    """The places of any of the words in a text, word by word."""
    small = in_small_letters(text)
    for word in words:
        at = small.find(word)
        while at >= 0:
            yield at
            at = small.find(word, at + 1)
