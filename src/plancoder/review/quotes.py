"""Find a quote in a plan's text: word for word across line breaks first, then with
slips.

Words are compared, not characters, so that neither layout nor punctuation matters and
no find begins inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from plancoder.models import Document, Passage
from plancoder.page_labels import pages_apart

# Similarity (rapidfuzz ratio, 0 to 100) from which words are the same words with slips:
# one letter in ten may differ.
SAME_WORDS = 90.0
# A whole passage may be reworded a little between two editions and still carry the
# decision made on it.
SAME_PASSAGE = 85.0
# Below this length nearly any text has something similar: such a quote has to stand
# there word for word.
SHORTEST_PASSAGE = 16
_LEAST_LETTERS = 3

_WORD = re.compile("[^\\W_]+(?:\u00ad+[^\\W_]+)*")


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan's text with its passages, as far as they are known."""

    document: Document
    passages: tuple[Passage, ...] = ()


TextOf = Callable[[str], PlanText | None]
"""Gives the text of a plan by its id; None where the plan is gone or could not be read.
"""


def no_text(plan_id: str) -> PlanText | None:
    """The `TextOf` of a caller without documents: nothing can be looked up."""
    return None


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands: `document.text[start:end]`, its page, and how alike it is
    (100: word for word).
    """

    start: int
    end: int
    page: int | None
    score: float


def split_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Words as compared (one case, no ligatures, no soft hyphens), each with its place
    in `text`.
    """
    for found in _WORD.finditer(text):
        word = unicodedata.normalize("NFKC", found[0].replace("\u00ad", "")).casefold()
        yield word, found.start(), found.end()


def plain_words(text: str) -> str:
    """The words of a text, one blank apart: what is compared."""
    return " ".join(word for word, _, _ in split_words(text))


@dataclass(slots=True)
class QuoteFinder:
    """Looks for quotes in one document; the words are indexed once."""

    document: Document
    _plain: str = ""
    _at: list[int] = field(default_factory=list)  # of each word in `_plain`
    _spans: list[tuple[int, int]] = field(
        default_factory=list
    )  # of each word in the document

    def __post_init__(self) -> None:
        words: list[str] = []
        length = 0
        for word, start, end in split_words(self.document.text):
            words.append(word)
            self._at.append(length)
            self._spans.append((start, end))
            length += len(word) + 1
        self._plain = " ".join(words)

    def find(
        self, quote: str, page: int | None = None, threshold: float = SAME_WORDS
    ) -> Found | None:
        """Where the quote stands, on `page` if it stands there too, else nearest to it;
        None if nowhere.
        """
        wanted = plain_words(quote)
        if len(wanted.replace(" ", "")) < _LEAST_LETTERS:
            return None
        exact = list(self._exact(wanted))
        if exact:
            return min(exact, key=lambda found: _distance(found.page, page))
        if len(wanted) < SHORTEST_PASSAGE:
            return None
        found = self._similar(wanted, 0, len(self._plain))
        return found if found is not None and found.score >= threshold else None

    def find_in_context(
        self, before: str, quote: str, after: str, page: int | None = None
    ) -> Found | None:
        """Where the quote stands amid its context: the passage is found first, then the
        quote in it.
        """
        if not plain_words(before + " " + after):
            return self.find(quote, page)
        whole = self.find(before + quote + after, page, SAME_PASSAGE)
        wanted = plain_words(quote)
        if whole is None or not wanted:
            return None
        low, high = self._plain_range(whole)
        # The quote stands where its context says, not at the first of several like it
        # in the passage.
        offset = low + len(plain_words(before))
        exact = [at for at in self._occurrences(wanted) if low <= at < high]
        if exact:
            at = min(exact, key=lambda at: abs(at - offset))
            return self._found(at, at + len(wanted), min(100.0, whole.score))
        near = self._similar(wanted, low, high)
        return near if near is not None and near.score >= SAME_PASSAGE else None

    def nearest(self, quote: str) -> Found | None:
        """The most similar stretch of the plan, however unlike; None in a plan without
        words.
        """
        wanted = plain_words(quote)
        exact = next(self._exact(wanted), None) if wanted else None
        return exact or (self._similar(wanted, 0, len(self._plain)) if wanted else None)

    def _exact(self, wanted: str) -> Iterator[Found]:
        for at in self._occurrences(wanted):
            yield self._found(at, at + len(wanted), 100.0)

    def _occurrences(self, wanted: str) -> Iterator[int]:
        at = self._plain.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            starts_word = at == 0 or self._plain[at - 1] == " "
            ends_word = end == len(self._plain) or self._plain[end] == " "
            if starts_word and ends_word:
                yield at
            at = self._plain.find(wanted, at + 1)

    def _similar(self, wanted: str, low: int, high: int) -> Found | None:
        from rapidfuzz import fuzz

        field_of_search = self._plain[low:high]
        if not field_of_search:
            return None
        if len(field_of_search) <= len(wanted):
            return self._found(low, high, fuzz.ratio(wanted, field_of_search))
        aligned = fuzz.partial_ratio_alignment(wanted, field_of_search)
        if aligned is None or aligned.dest_end <= aligned.dest_start:
            return None
        start, end = self._whole_words(low + aligned.dest_start, low + aligned.dest_end)
        return self._found(start, end, fuzz.ratio(wanted, self._plain[start:end]))

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        """Widen to word edges; a word of which the alignment took less than half is
        left out.
        """
        first, last = self._word_at(start), self._word_at(max(start, end - 1))
        if (
            first < last
            and self._word_end(first) - start
            < (self._word_end(first) - self._at[first]) / 2
        ):
            first += 1
        if (
            first < last
            and end - self._at[last] < (self._word_end(last) - self._at[last]) / 2
        ):
            last -= 1
        return self._at[first], self._word_end(last)

    def _word_at(self, offset: int) -> int:
        return max(0, bisect_right(self._at, offset) - 1)

    def _word_end(self, word: int) -> int:
        return self._at[word + 1] - 1 if word + 1 < len(self._at) else len(self._plain)

    def _found(self, start: int, end: int, score: float) -> Found:
        first, last = self._word_at(start), self._word_at(max(start, end - 1))
        begins, ends = self._spans[first][0], self._spans[last][1]
        return Found(begins, ends, self.document.page_at(begins), score)

    def _plain_range(self, found: Found) -> tuple[int, int]:
        first = max(
            0, bisect_right(self._spans, (found.start, len(self.document.text))) - 1
        )
        last = max(
            0, bisect_right(self._spans, (found.end - 1, len(self.document.text))) - 1
        )
        return self._at[first], self._word_end(last)


def _distance(found: int | None, page: int | None) -> int:
    return pages_apart(found, page) if found is not None and page is not None else 0
