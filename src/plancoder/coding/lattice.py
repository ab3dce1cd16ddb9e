"""A text as steps from word to word: most words are one step, run-together and broken words have steps of their own.

Positions are word numbers; positions beyond the number of words lie inside a run-together word.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from plancoder.coding.vocabulary import Entry, Reading, Vocabulary
from plancoder.coding.words import HYPHENATED, fold_word, gap_kind, split_pieces

_CHUNK = 1 << 18  # characters cut into words at a time, so that a long plan needs little memory
_TIES = frozenset({"and", "or", "&"})


class Step(NamedTuple):
    """One step: what is read, where it leads, whether it may be a term by itself, whether a term may end there."""

    readings: tuple[Reading, ...]
    to: int
    alone: bool = True
    inner: bool = False


class Lattice:
    """The words of a text that matter to a codebook, and the ways from one to the next."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self.starts = array("q")
        self.ends = array("q")
        self.entries: list[Entry | None] = []
        for low, high in _chunks(text):
            pieces = split_pieces(text[low:high])
            offsets = list(accumulate(map(len, pieces), initial=low))
            self.starts.extend(offsets[1:-1:2])
            self.ends.extend(offsets[2::2])
            self.entries.extend(map(vocabulary.__getitem__, pieces[1::2]))
        self.size = len(self.starts)
        self.places: list[int] = []  # where a term may begin
        self.steps: dict[int, list[Step]] = {}  # steps other than the plain one
        self._inside: list[int] = []  # for positions inside a word: the position after that word
        self.insides: dict[int, list[int]] = {}  # for a word: positions inside it where a term may begin
        self._add_odd_words()

    def word_after(self, position: int) -> int:
        """The number of the first word that a phrase ending at this position does not touch."""
        return position if position <= self.size else self._inside[position - self.size - 1]

    def onward(self, at: int, *, loose: bool) -> Iterator[Step]:
        """The steps from a position within a phrase; none over the end of a sentence."""
        if at < self.size:
            if not loose and not self._passable(at):
                return
            entry = self.entries[at]
            if entry is not None and entry.readings:
                yield Step(entry.readings, at + 1)
        if self.steps:
            yield from self.steps.get(at, ())

    def _passable(self, at: int) -> bool:
        gap = self._text[self.ends[at - 1] : self.starts[at]]
        if gap == " ":
            return True
        kind = gap_kind(gap)
        return kind == "plain" or (kind == "comma" and self._text[self.starts[at] : self.ends[at]].lower() in _TIES)

    # ------------------------------------------------------------------------------------------ building

    def _add_odd_words(self) -> None:
        extra = set()
        broken = []
        places = []
        for index, entry in enumerate(self.entries):
            if entry is None:
                continue
            if entry.begins:
                places.append(index)
            if entry.broken:
                broken.append(index)
            if entry.splits:
                extra.add(index)
                self._add_splits(index, entry, index + 1)
        extra.update(self._join_hyphened())
        extra.update(self._join_broken(broken))
        self.places = sorted(extra.union(places)) if extra else places

    def _add_splits(self, index: int, entry: Entry, after: int) -> None:
        for split in entry.splits:
            at = index
            for piece in split.pieces[:-1]:
                inside = self.size + 1 + len(self._inside)
                self._inside.append(after)
                self.steps.setdefault(at, []).append(Step(piece.readings, inside, piece.alone, inner=split.whole))
                if not split.whole:
                    self.insides.setdefault(index, []).append(inside)
                at = inside
            last = split.pieces[-1]
            self.steps.setdefault(at, []).append(Step(last.readings, after, last.alone))

    def _join_hyphened(self) -> set[int]:
        """Words with a hyphen between them are also one word: "night-time" is "nighttime"."""
        tied = set()
        for found in HYPHENATED.finditer(self._text):
            index = bisect_left(self.ends, found.start())
            if index + 1 < self.size and self.ends[index] == found.start() and self.starts[index + 1] == found.end():
                tied.add(index)
        joined: set[int] = set()
        for index in sorted(tied):
            sizes = (2, 3) if index + 1 in tied else (2,)
            joined.update(index for size in sizes if self._join(index, size, hyphened=True))
        return joined

    def _join_broken(self, broken: list[int]) -> set[int]:
        """Pieces of a broken word are joined with their neighbours: "vulner able"."""
        spans = {
            (first, size)
            for index in broken
            for size in (2, 3)
            for first in range(max(0, index - size + 1), index + 1)
            if first + size <= self.size
        }
        return {
            first
            for first, size in sorted(spans)
            if self._vocabulary.may_begin(self._form(first))
            and self._one_blank(first, size)
            and self._join(first, size, hyphened=False)
        }

    def _join(self, first: int, size: int, *, hyphened: bool) -> bool:
        forms = tuple(self._form(index) for index in range(first, first + size))
        if not self._vocabulary.may_begin(forms[0]):
            return False
        found = self._vocabulary.joined(forms, hyphened=hyphened)
        if found is None:
            return False
        entry, alone = found
        if entry.readings:
            self.steps.setdefault(first, []).append(Step(entry.readings, first + size, alone))
        self._add_splits(first, entry, first + size)
        return True

    def _form(self, index: int) -> str:
        entry = self.entries[index]
        return fold_word(self._text[self.starts[index] : self.ends[index]]) if entry is None else entry.form

    def _one_blank(self, first: int, size: int) -> bool:
        gaps = (self._text[self.ends[at] : self.starts[at + 1]] for at in range(first, first + size - 1))
        return all(gap.isspace() and gap.count("\n") < 2 for gap in gaps)


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the text, cut at blanks, where no word is cut."""
    low = 0
    while len(text) - low > _CHUNK:
        high = text.rfind(" ", low + 1, low + _CHUNK)
        if high < 0:
            high = text.find(" ", low + _CHUNK)
        if high < 0:
            break
        yield low, high
        low = high
    yield low, len(text)
