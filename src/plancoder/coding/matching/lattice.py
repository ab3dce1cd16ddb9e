"""A text as steps from word to word: most words are one step, run-together and broken
words have steps of their own.

Positions are word numbers; positions beyond the number of words lie inside a
run-together word.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, count
from typing import NamedTuple

from plancoder.coding.matching.lexicon import EXACT_SCORE, Reading, Split
from plancoder.coding.matching.tokens import (
    HYPHEN_GAPS,
    fold_word,
    gap_kind,
    split_pieces,
)
from plancoder.coding.matching.vocabulary import Entry, Vocabulary

_CHUNK = (
    1 << 18
)  # characters cut into words at a time, so that a long plan needs little memory
_TIES = frozenset({"and", "or", "&"})


class Step(NamedTuple):
    """One step: what is read, where it leads, whether it may be a term by itself,
    whether a term may end there.
    """

    readings: tuple[Reading, ...]
    to: int
    alone: bool = True
    inner: bool = False


class Lattice:
    """The words of a text that matter to a codebook, and the ways from one to the
    next.
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self.starts = array("q")
        self.ends = array("q")
        self.entries: list[Entry | None] = []
        hyphens: list[int] = []
        for low, high in _chunks(text):
            pieces = split_pieces(text[low:high])
            offsets = list(accumulate(map(len, pieces), initial=low))
            before = len(self.entries) - 1
            ties = map(HYPHEN_GAPS.__contains__, pieces[::2])
            hyphens.extend(compress(count(before), ties))
            self.starts.extend(offsets[1:-1:2])
            self.ends.extend(offsets[2::2])
            self.entries.extend(map(vocabulary.__getitem__, pieces[1::2]))
        self.size = len(self.starts)
        self.places: list[int] = []  # where a term may begin
        self.scraps: set[int] = (
            set()
        )  # words that must not be read as a slip for a codebook word
        self.steps: dict[int, list[Step]] = {}  # steps other than the plain one
        self._inside: list[
            int
        ] = []  # for positions inside a word: the position after that word
        self.insides: dict[
            int, list[int]
        ] = {}  # for a word: positions inside it where a term may begin
        self._add_odd_words(hyphens)

    def word_after(self, position: int) -> int:
        """The number of the first word that a phrase ending at this position does not
        touch.
        """
        return (
            position
            if position <= self.size
            else self._inside[position - self.size - 1]
        )

    def onward(self, at: int, *, loose: bool) -> Sequence[Step]:
        """The steps from a position within a phrase; none over the end of a
        sentence.
        """
        others = self.steps.get(at, ())
        if at >= self.size:
            return others if at > self.size else ()
        entry = self.entries[at]
        if entry is None and not others:
            return ()
        if not loose and not self._passable(at):
            return ()
        if entry is None or not entry.readings or at in self.scraps:
            return others
        return (Step(entry.readings, at + 1), *others)

    def _passable(self, at: int) -> bool:
        gap = self._text[self.ends[at - 1] : self.starts[at]]
        if gap == " ":
            return True
        kind = gap_kind(gap)
        return kind == "plain" or (
            kind == "comma"
            and self._text[self.starts[at] : self.ends[at]].lower() in _TIES
        )

    # ----------------------------------------------------------------------------------
    # building

    def _add_odd_words(self, hyphens: list[int]) -> None:
        extra = set()
        broken = []
        halves = []
        places = []
        for index, entry in enumerate(self.entries):
            if entry is None:
                continue
            if entry.first:
                places.append(index)
            if not entry.odd:
                continue
            if entry.broken:
                broken.append(index)
            if (
                entry.halves
                and index + 1 < self.size
                and self._form(index + 1) in entry.halves
            ):
                halves.append(index)
            if entry.splits:
                extra.add(index)
                self._add_splits(index, entry.splits, index + 1)
        extra.update(self._join_hyphened(hyphens))
        extra.update(index for index in halves if self._join(index, 2, hyphened=False))
        extra.update(self._join_broken(broken))
        self.places = sorted(extra.union(places)) if extra else places

    def _add_splits(self, index: int, splits: tuple[Split, ...], after: int) -> None:
        for split in splits:
            at = index
            for piece in split.pieces[:-1]:
                inside = self.size + 1 + len(self._inside)
                self._inside.append(after)
                self.steps.setdefault(at, []).append(
                    Step(piece.readings, inside, piece.alone, inner=split.whole)
                )
                if not split.whole:
                    self.insides.setdefault(index, []).append(inside)
                at = inside
            last = split.pieces[-1]
            self.steps.setdefault(at, []).append(Step(last.readings, after, last.alone))

    def _join_hyphened(self, hyphens: list[int]) -> set[int]:
        """Words with a hyphen between them are also one word: "night-time" is
        "nighttime".
        """
        tied = {index for index in hyphens if 0 <= index < self.size - 1}
        joined: set[int] = set()
        for index in sorted(tied):
            sizes = (2, 3) if index + 1 in tied else (2,)
            joined.update(
                index for size in sizes if self._join(index, size, hyphened=True)
            )
        return joined

    def _join_broken(self, broken: list[int]) -> set[int]:
        """Pieces of a broken word are joined with their neighbours: "vulner able", "in
        ter vention".
        """
        text, starts, ends, beginnings = (
            self._text,
            self.starts,
            self.ends,
            self._vocabulary.lexicon.beginnings,
        )
        firsts = set()
        for index in broken:
            entry = self.entries[index]
            assert entry is not None
            if (
                entry.readings
                and entry.readings[0].score < EXACT_SCORE
                and self._is_scrap(index, entry.form)
            ):
                self.scraps.add(index)
            # Most neighbours are ruled out by one letter, before anything is cut or
            # folded.
            if (
                index + 1 < self.size
                and entry.form + text[starts[index + 1]].lower() in beginnings
            ):
                firsts.add(index)
            if (
                index
                and text[starts[index - 1] : ends[index - 1]].lower() + entry.form[0]
                in beginnings
            ):
                firsts.add(index - 1)
        return {
            first
            for first in sorted(firsts)
            for size in (2, 3)
            if self._join(first, size, hyphened=False)
        }

    def _is_scrap(self, index: int, form: str) -> bool:
        """Whether a garbled word is half of a good word with its neighbour: "addit
        ional" holds no slip for addict.
        """
        spells = self._vocabulary.spells_word
        if (
            index
            and self._one_blank(index - 1, 2)
            and spells(self._form(index - 1), form)
        ):
            return True
        return (
            index + 1 < self.size
            and self._one_blank(index, 2)
            and spells(form, self._form(index + 1))
        )

    def _join(self, first: int, size: int, *, hyphened: bool) -> bool:
        if first + size > self.size or not (hyphened or self._one_blank(first, size)):
            return False
        forms = tuple(self._form(index) for index in range(first, first + size))
        if forms[0] + forms[1][:1] not in self._vocabulary.lexicon.beginnings:
            return False
        found = self._vocabulary.mender.join(forms, hyphened=hyphened)
        if found is None:
            return False
        if found.readings:
            self.steps.setdefault(first, []).append(
                Step(found.readings, first + size, found.alone)
            )
        self._add_splits(first, found.splits, first + size)
        return True

    def _form(self, index: int) -> str:
        entry = self.entries[index]
        return (
            fold_word(self._text[self.starts[index] : self.ends[index]])
            if entry is None
            else entry.form
        )

    def _one_blank(self, first: int, size: int) -> bool:
        gaps = (
            self._text[self.ends[at] : self.starts[at + 1]]
            for at in range(first, first + size - 1)
        )
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
