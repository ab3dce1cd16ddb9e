"""Which codebook words a slip of the pen or of the scanner may have been meant for.

A word of up to four letters has to be right, five to seven letters forgive one edit,
eight and more forgive two (an
edit is a letter changed, lost, added or two swapped); what scanners confuse (rn/m,
cl/d, l/1/I, 0/O, 5/S) counts half.
Finding is by index, not by trying every pair: one edit leaves a half of the word
unharmed, two edits leave a third.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORT = 4
_LONG = 8
_VERY_LONG = 12
_LEAST = 3
_MAX_LENGTH = 40
_MAX_EDITS = 4
_SCANNER_PAIRS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"))
_SCANNER_LETTERS = str.maketrans(
    {"1": "l", "i": "l", "j": "l", "0": "o", "5": "s", "8": "b", "6": "b"}
)
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Near:
    """A codebook word that is like a word of the text.

    `usual` is false where only a lowered threshold allows it.
    """

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
    """The word with everything that scanners confuse made equal; words with one form
    look alike on paper.
    """
    for pair, letter in _SCANNER_PAIRS:
        word = word.replace(pair, letter)
    return word.translate(_SCANNER_LETTERS)


class NearWords:
    """An index of codebook words that answers which of them a garbled word is nearest
    to.

    `loosened` gives words with the lowest score that some term of theirs accepts, where
    that is less than usual.
    """

    def __init__(
        self, targets: Iterable[str], loosened: dict[str, int] | None = None
    ) -> None:
        self._targets = frozenset(targets)
        self._parts: defaultdict[str, list[str]] = defaultdict(list)
        self._scanned: defaultdict[str, list[str]] = defaultdict(list)
        self._loosened = {
            target: lowest
            for target, lowest in sorted((loosened or {}).items())
            if len(target) > _SHORT
        }
        for target in sorted(self._targets):
            if len(target) >= _LEAST and not _DIGITS.issuperset(target):
                self._scanned[scanner_form(target)].append(target)
            if len(target) > _SHORT:
                for key in _part_keys(target):
                    self._parts[key].append(target)

    def find(self, word: str) -> tuple[Near, ...]:
        """The nearest codebook words within the cut-off, all of them where several are
        equally near.
        """
        if not _LEAST <= len(word) <= _MAX_LENGTH or _DIGITS.issuperset(word):
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
        """For "burglery": burglary, one edit away. Targets that share a part with the
        word and are near enough for their length.
        """
        parts = self._parts
        candidates: set[str] = set()
        for key in _search_keys(word):
            if key in parts:
                candidates.update(parts[key])
        if not candidates:
            return []
        found = []
        for target, edits, _ in process.extract(
            word, sorted(candidates), scorer=OSA.distance, score_cutoff=2, limit=None
        ):
            if edits <= allowed_edits(len(target)):
                found.append(self._near(word, target, edits))
        return found

    def _by_threshold(self, word: str) -> list[Near]:
        """What comes near by the lower threshold that a term asks for itself."""
        alike = process.extract(
            word,
            self._loosened.keys(),
            scorer=OSA.distance,
            score_cutoff=_MAX_EDITS,
            limit=None,
        )
        near = (self._near(word, each[0], each[1], usual=False) for each in alike)
        return [one for one in near if one.score >= self._loosened[one.target]]

    @staticmethod
    def _near(word: str, target: str, edits: float, *, usual: bool = True) -> Near:
        return Near(
            target,
            edits,
            round(100 * (1 - edits / max(len(word), len(target))), 1),
            usual,
        )


def _part_keys(target: str) -> tuple[str, ...]:
    """The parts of a codebook word of which one at least is left whole by the edits it
    forgives.

    A key is a part and where it stands: `<` at the beginning, `>` at the end, `=` in
    the middle.
    """
    if len(target) < _LONG:
        half = len(target) // 2
        return f"<{target[:half]}", f">{target[half:]}", f"~{_swapped(target, half)}"
    size = 4 if len(target) >= _VERY_LONG else 3
    return (
        f"<{target[:size]}",
        f">{target[-size:]}",
        f"={target[size : min(2 * size, len(target) - size)]}",
    )


def _search_keys(word: str) -> list[str]:
    """The parts of a garbled word that may be a codebook word's unharmed part."""
    length = len(word)
    keys: list[str] = []
    if length <= _LONG:
        for target_length in (length - 1, length, length + 1):
            half = target_length // 2
            keys += (f"<{word[:half]}", f">{word[half - target_length :]}")
        keys.append(f"~{word}")
    if length >= _LONG - 2:
        keys += (
            f"<{word[:3]}",
            f">{word[-3:]}",
            f"={word[2:5]}",
            f"={word[3:6]}",
            f"={word[4:7]}",
        )
        if length <= _LONG + 2:
            keys += (f"={word[2:4]}", f"={word[3:5]}", f"={word[4:6]}")
    if length >= _VERY_LONG - 2:
        keys += (
            f"<{word[:4]}",
            f">{word[-4:]}",
            f"={word[3:7]}",
            f"={word[4:8]}",
            f"={word[5:9]}",
        )
    return keys


def _swapped(word: str, at: int) -> str:
    """The word with the letters before and after `at` exchanged: the one slip that
    harms both halves.
    """
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
