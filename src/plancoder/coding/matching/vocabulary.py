"""What each distinct word of a text may stand for, worked out once per word and never
per passage.

The answer is a pure function of the word, the codebook's words and the fixed English
list. It is remembered between
documents only to save time, so a plan's codings never depend on which plans were read
before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from plancoder.coding.matching.broken_words import Mender
from plancoder.coding.matching.fuzzy import Near, NearWords
from plancoder.coding.matching.lexicon import Lexicon, Reading, Split
from plancoder.coding.matching.tokens import PhraseWord, fold_word

_REMEMBERED = 50_000  # distinct words; beyond that the memory starts afresh
_NONE: frozenset[str] = frozenset()


class Entry(NamedTuple):
    """What a distinct word is to the codebook."""

    form: str
    readings: tuple[Reading, ...] = ()
    splits: tuple[Split, ...] = ()
    # in no list: maybe a piece of a broken word, so joining it with its neighbours is
    # tried
    broken: bool = False
    first: tuple[Reading, ...] = ()  # the readings with which some term begins
    halves: frozenset[str] = (
        _NONE  # good words that make a codebook word when they follow it
    )
    symbols: frozenset[int] = frozenset()  # those of the readings
    odd: bool = False  # broken, with halves or with splits


class Vocabulary(dict[str, Entry | None]):
    """Raw word to entry; None for the many words that no term cares about.

    `phrases` are the word sequences of all terms; `lowest` is for each the lowest score
    that it accepts, None where
    the usual cut-off holds.
    """

    def __init__(
        self,
        phrases: Sequence[tuple[PhraseWord, ...]],
        lowest: Sequence[int | None] = (),
    ) -> None:
        super().__init__()
        self.lexicon = Lexicon(phrases)
        self.mender = Mender(self.lexicon)
        self._near = NearWords(self.lexicon.targets, self._loosened(phrases, lowest))

    def __missing__(self, word: str) -> Entry | None:
        entry = self[word] = self._resolve(word)
        return entry

    def trim(self) -> None:
        """Forget what was remembered if it has grown large; never changes an answer."""
        if len(self) > _REMEMBERED:
            self.clear()

    def spells_word(self, first: str, second: str) -> bool:
        """Whether two neighbouring words are the halves of a good English word."""
        return first + second in self.lexicon.english

    def _resolve(self, raw: str) -> Entry | None:
        lexicon = self.lexicon
        form = fold_word(raw)
        readings = lexicon.exact_readings(form) + lexicon.cased_reading(raw)
        splits = lexicon.whole_splits(form)
        if form in lexicon.exact or splits or form in lexicon.english or form.isdigit():
            halves = lexicon.halves.get(form, _NONE)
            if not (readings or splits or halves):
                return None
            return Entry(
                form,
                readings,
                splits,
                first=lexicon.that_begin(readings),
                halves=halves,
                symbols=_symbols(readings),
                odd=bool(splits or halves),
            )
        # In no list: a slip, a name, an abbreviation, or a piece of a word. That it
        # begins like victim* proves little.
        nearest, splits = self._near_readings(raw, form)
        known = _symbols(readings)
        readings += tuple(reading for reading in nearest if reading.symbol not in known)
        splits = splits or self.mender.take_apart(raw, form)
        return Entry(
            form,
            readings,
            splits,
            broken=True,
            first=lexicon.that_begin(readings),
            symbols=_symbols(readings),
            odd=True,
        )

    def _near_readings(
        self, raw: str, form: str
    ) -> tuple[tuple[Reading, ...], tuple[Split, ...]]:
        """What a word that is in no list may be a slip for; nothing where it is good
        English after all.
        """
        found = [
            near
            for near in self._near.find(form)
            if not (_is_cut_short(form, near) or _is_other_name(raw, form, near))
        ]
        if not found:
            return (), ()
        # What looks the same on paper goes before what could be derived: "horneless" is
        # homeless, not horne-less.
        if found[0].edits >= 1 and self.lexicon.english.knows(form):
            return (), ()
        if found[0].edits > 1 and self.lexicon.english.one_edit_from(form):
            return (), ()  # "fddition" is nearer to addition than to addiction
        readings: dict[int, Reading] = {}
        splits: list[Split] = []
        for near in found:
            for number in self.lexicon.targets[near.target]:
                readings.setdefault(number, Reading(number, near.score, near.usual))
            splits += self.lexicon.whole_splits(near.target, near.score)
        return tuple(readings.values()), tuple(splits)

    def _loosened(
        self, phrases: Sequence[tuple[PhraseWord, ...]], lowest: Sequence[int | None]
    ) -> dict[str, int]:
        """Targets for which some term accepts a lower score than usual."""
        by_symbol: defaultdict[int, list[str]] = defaultdict(list)
        for target, numbers in self.lexicon.targets.items():
            for number in numbers:
                by_symbol[number].append(target)
        loosened: dict[str, int] = {}
        for words, score in zip(phrases, lowest, strict=False):
            if score is not None:
                for target in (
                    target
                    for word in words
                    for target in by_symbol[self.lexicon.symbol_of(word)]
                ):
                    loosened[target] = min(score, loosened.get(target, 100))
        return loosened


def _symbols(readings: tuple[Reading, ...]) -> frozenset[int]:
    return frozenset(reading.symbol for reading in readings)


def _is_other_name(raw: str, form: str, near: Near) -> bool:
    """Whether a capitalised word in no list begins with another letter: a name (Postel)
    rather than a slip (hostel).
    """
    return (
        near.edits >= 1
        and raw[0].isupper()
        and raw[1:].islower()
        and near.target[0] != form[0]
    )


def _is_cut_short(form: str, near: Near) -> bool:
    """Whether two letters or more are missing at one end only: a piece of some word
    rather than a slip in this one.
    """
    return near.edits > 1 and (
        near.target.startswith(form) or near.target.endswith(form)
    )
