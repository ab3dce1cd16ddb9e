"""Which codebook words a slip of the pen or of the scanner may have been meant for.

A word of up to four letters has to be right, five to seven letters forgive one edit, eight and more forgive two (an
edit is a letter changed, lost, added or two swapped); what scanners confuse (rn/m, cl/d, vv/w, l/1/I, 0/O, 5/S) counts half.
Finding is by index, not by trying every pair: shared one-letter-deletions for one edit, one unharmed third for two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

_SHORT = 4
_LONG = 8
_SLICE = 3
_MAX_LENGTH = 40
_MAX_EDITS = 4
_SCANNER_PAIRS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"))
_SCANNER_LETTERS = str.maketrans({"1": "l", "i": "l", "j": "l", "0": "o", "5": "s", "8": "b", "6": "b"})
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Near:
    """A codebook word that is like a word of the text. `usual` is false where only a lowered threshold allows it."""

    target: str
    edits: float
    score: float
    usual: bool = True


def allowed_edits(length: int) -> int:
    """How many edits a codebook word of this length forgives."""
    if length <= _SHORT:
        return 0
    return 1 if length < _LONG else 2


def scanner_form(word: str) -> str:
    """The word with everything that scanners confuse made equal; words with one form look alike on paper."""
    for pair, letter in _SCANNER_PAIRS:
        word = word.replace(pair, letter)
    return word.translate(_SCANNER_LETTERS)


class NearWords:
    """An index of codebook words that answers which of them a garbled word is nearest to.

    `loosened` gives words with the lowest score that some term of theirs accepts, where that is less than usual.
    """

    def __init__(self, targets: Iterable[str], loosened: dict[str, int] | None = None) -> None:
        self._one_edit: defaultdict[str, list[str]] = defaultdict(list)
        self._thirds: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        self._scanned: defaultdict[str, list[str]] = defaultdict(list)
        self._loosened = dict(sorted((loosened or {}).items()))
        for target in sorted(set(targets)):
            self._add(target)

    def _add(self, target: str) -> None:
        if len(target) >= _SLICE and not _DIGITS.issuperset(target):
            self._scanned[scanner_form(target)].append(target)
        edits = allowed_edits(len(target))
        if edits >= 1:
            for key in _deletions(target):
                self._one_edit[key].append(target)
        if edits >= 2:
            for part in range(3):
                self._thirds[part, target[part * _SLICE : (part + 1) * _SLICE]].append(target)

    def find(self, word: str) -> tuple[Near, ...]:
        """The nearest codebook words within the cut-off, all of them where several are equally near."""
        if not _SLICE <= len(word) <= _MAX_LENGTH or _DIGITS.issuperset(word):
            return ()
        alike = self._scanned.get(scanner_form(word), ())
        found = [self._near(word, target, 0.5) for target in alike if target != word]
        if not found and len(word) >= _SHORT:
            found = self._by_edits(word)
        if not found and self._loosened:
            found = self._by_threshold(word)
        best = min((near.edits for near in found), default=0)
        return tuple(near for near in found if near.edits == best)

    def _by_edits(self, word: str) -> list[Near]:
        candidates = {target for key in _deletions(word) for target in self._one_edit.get(key, ())}
        found = self._within(word, candidates, 1)
        if found or len(word) < _LONG - 2:
            return found
        candidates = set()
        for part in range(3):
            first = part * _SLICE
            for start in range(max(0, first - 2), first + 3):
                # A word of eight letters has a last third of two.
                candidates.update(self._thirds.get((part, word[start : start + _SLICE]), ()))
                if part == 2:
                    candidates.update(self._thirds.get((part, word[start : start + 2]), ()))
        return self._within(word, candidates, 2)

    def _within(self, word: str, candidates: Iterable[str], most: int) -> list[Near]:
        found = []
        for target in sorted(candidates):
            edits = OSA.distance(word, target, score_cutoff=most)
            if edits <= most and edits <= allowed_edits(len(target)):
                found.append(self._near(word, target, edits))
        return found

    def _by_threshold(self, word: str) -> list[Near]:
        found = []
        for target, lowest in self._loosened.items():
            if len(target) > _SHORT and abs(len(target) - len(word)) <= _MAX_EDITS:
                edits = OSA.distance(word, target, score_cutoff=_MAX_EDITS)
                near = self._near(word, target, edits, usual=False)
                if edits <= _MAX_EDITS and near.score >= lowest:
                    found.append(near)
        return found

    @staticmethod
    def _near(word: str, target: str, edits: float, *, usual: bool = True) -> Near:
        return Near(target, edits, round(100 * (1 - edits / max(len(word), len(target))), 1), usual)


def _deletions(word: str) -> list[str]:
    """The word itself and the word without each of its letters."""
    return [word, *{word[:index] + word[index + 1 :] for index in range(len(word))}]
