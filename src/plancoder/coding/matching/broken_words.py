"""Words run together and words broken by a blank: "drugsand", "SafetyPartnerships",
"vulner able".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plancoder.coding.matching.english import GRAMMAR
from plancoder.coding.matching.lexicon import Lexicon, Piece, Reading, Split
from plancoder.coding.matching.tokens import fold_word

_MAX_JOINED = 40
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HALF = 3  # letters that a half of a broken word needs to stand for itself


class Joined(NamedTuple):
    """What neighbouring words stand for when read as one, and whether that may be a
    term by itself.
    """

    readings: tuple[Reading, ...]
    splits: tuple[Split, ...]
    alone: bool


class Mender:
    """Takes run-together words apart and puts broken ones together where that makes
    words of the codebook.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._english = lexicon.english
        self._ends = GRAMMAR.union(
            lexicon.exact
        )  # words at which a run-together word may be cut

    def take_apart(self, raw: str, form: str) -> tuple[Split, ...]:
        """The ways to read a word that is in no list as two or three words, one of them
        the codebook's.
        """
        return self._at_capitals(raw) or self._at_words(form)

    def _at_capitals(self, raw: str) -> tuple[Split, ...]:
        """Words run together whose capitals show where each begins:
        "SafetyPartnerships", "ASBVictims".
        """
        parts = _CAPITAL.split(raw)
        if not 2 <= len(parts) <= 3:
            return ()
        readings = [self._lexicon.exact_readings(fold_word(part)) for part in parts]
        if not any(readings):
            return ()
        score = _blank_score(len(raw), len(parts))
        pieces = tuple(Piece(_rescored(found, score), alone=True) for found in readings)
        return (Split(pieces, whole=False),)

    def _at_words(self, form: str) -> tuple[Split, ...]:
        """Two or three words run together, at least one of them the codebook's:
        "drugsand".
        """
        if not 6 <= len(form) <= _MAX_JOINED or not form.isalpha():
            return ()
        splits = []
        firsts = []  # where a part that may stand before others ends
        for cut in range(1, len(form)):
            left, right = form[:cut], form[cut:]
            if left in self._ends:
                firsts.append(cut)
            elif right not in self._ends:
                continue
            splits.append(self._parted((left, right)))
        if not any(splits):
            splits = [
                self._parted((form[:first], form[first:second], form[second:]))
                for first in firsts
                for second in range(first + 2, len(form) - 1)
                if form[first:second] in self._ends
            ]
        return tuple(split for split in splits if split is not None)[:3]

    def _parted(self, parts: tuple[str, ...]) -> Split | None:
        """For "drugs", "and": a split in which drugs is a term. None where a part is no
        word, and where the whole is a good one.
        """
        readings = [self._lexicon.exact_readings(part) for part in parts]
        useful = False
        for part, found in zip(parts, readings, strict=True):
            useful = useful or (bool(found) and len(part) >= 4)
            if (
                not found
                and part not in GRAMMAR
                and not (len(part) >= 4 and part in self._english)
            ):
                return None
        if not useful or self._english.knows("".join(parts)):
            return None
        score = _blank_score(sum(map(len, parts)), len(parts))
        pieces = []
        for index, (part, found) in enumerate(zip(parts, readings, strict=True)):
            others = parts[:index] + parts[index + 1 :]
            alone = all(_may_stand_beside(other, part) for other in others)
            pieces.append(Piece(_rescored(found, score), alone))
        return Split(tuple(pieces), whole=False)

    def join(self, forms: tuple[str, ...], *, hyphened: bool) -> Joined | None:
        """What neighbouring words stand for when read as one; None where that is
        nothing of the codebook's.

        With a hyphen between them they are one word. With a blank, two good words
        ("night time") are one where both
        are longer than a scrap and no word of the grammar; else it is a broken word and
        counts as fuzzy.
        """
        form = "".join(forms)
        if len(form) > _MAX_JOINED:
            return None
        readings = self._lexicon.exact_readings(form)
        splits = self._lexicon.whole_splits(form)
        if not readings and not splits:
            return None
        if hyphened:
            return Joined(readings, splits, alone=True)
        if not self._is_word(form):
            return None  # "home lessons" begins like homeless*, but is no such word
        if all(map(self._is_good, forms)):
            return Joined(readings, splits, alone=True)
        fuzzy = _rescored(readings, _blank_score(len(form), len(forms)))
        return Joined(fuzzy, (), self._is_broken(forms)) if fuzzy else None

    def _is_word(self, form: str) -> bool:
        lexicon = self._lexicon
        known = form in lexicon.exact or form in lexicon.targets
        return known or self._english.knows(form)

    def _is_good(self, part: str) -> bool:
        """True for "night", not for "er", "with" or "vulner"."""
        return len(part) >= _HALF and part in self._english and part not in GRAMMAR

    def _is_broken(self, forms: tuple[str, ...]) -> bool:
        """Whether words are surely one broken word: "vulner able", not "be er"."""
        garbled = [part for part in forms if part not in self._english]
        longest = max(map(len, garbled), default=0)
        shortest = min(map(len, forms))
        return longest > _HALF or (bool(garbled) and shortest >= _HALF)


def _may_stand_beside(other: str, part: str) -> bool:
    """Whether one part of a run-together word may be a term by itself: in "drugsand",
    not in "cybercrime".
    """
    return len(part) >= 4 and (other in GRAMMAR or (len(part) >= 6 and len(other) >= 5))


def _blank_score(letters: int, parts: int) -> float:
    """Rapidfuzz's ratio of a text and the same text with its blanks between the parts
    lost or added.
    """
    return round(100 * 2 * letters / (2 * letters + parts - 1), 1)


def _rescored(readings: tuple[Reading, ...], score: float) -> tuple[Reading, ...]:
    return tuple(Reading(reading.symbol, score) for reading in readings)
