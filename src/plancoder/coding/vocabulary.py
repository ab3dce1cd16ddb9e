"""What each distinct word of a text may stand for, worked out once per word and never per passage.

The answer is a pure function of the word, the codebook's words and the fixed English list. It is remembered between
documents only to save time, so a plan's codings never depend on which plans were read before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from plancoder.coding.english import GRAMMAR, EnglishWords, english_words
from plancoder.coding.fuzzy import NearWords
from plancoder.coding.words import PhraseWord, fold_exact, fold_word

_REMEMBERED = 200_000  # distinct words; beyond that the memory starts afresh
_ENDINGS = ("", "s", "es", "e", "ed", "er", "ers", "ing", "ings", "ion", "ions", "al", "ment", "ity", "y", "ies")
_MAX_EXPANSIONS = 60
_MAX_JOINED = 40
_HALF = 3  # letters that a half of a broken word needs to stand for itself
_SPELLINGS = (("is", "iz"), ("our", "or"), ("mme", "m"))


_HEAD = 2  # letters by which wildcard stems are grouped; no stem is shorter
_NONE: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """One symbol that a text word may stand for. `score` is 100 where it is that word."""

    symbol: int
    score: float = 100.0
    usual: bool = True  # False where only a term's lowered threshold takes it


class Piece(NamedTuple):
    """One part of a word that was run together: its readings, and whether it may be a term all by itself."""

    readings: tuple[Reading, ...]
    alone: bool


class Split(NamedTuple):
    """A run-together word taken apart. `whole` splits (nighttime) serve only a term that covers all their parts."""

    pieces: tuple[Piece, ...]
    whole: bool


class Entry(NamedTuple):
    """What a distinct word is to the codebook."""

    form: str
    readings: tuple[Reading, ...] = ()
    splits: tuple[Split, ...] = ()
    broken: bool = False  # in no list: maybe a piece of a broken word, so joining it with its neighbours is tried
    begins: bool = False  # some term begins with it
    halves: frozenset[str] = _NONE  # good words that make a codebook word when they follow it


class Vocabulary(dict[str, Entry | None]):
    """Raw word to entry; None for the many words that no term cares about.

    `phrases` are the word sequences of all terms; each distinct `PhraseWord` (by form, prefix and case) is a symbol,
    numbered in the order of first appearance.
    """

    def __init__(self, phrases: Sequence[tuple[PhraseWord, ...]], lowest: Sequence[int | None] = ()) -> None:
        super().__init__()
        self.symbols: dict[tuple[str, bool, bool], int] = {}
        self._english: EnglishWords = english_words()
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        self._cased: dict[str, int] = {}
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        self._compounds: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
        self._compound_stems: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
        for words in phrases:
            for word in words:
                self._add_symbol(word)
        self._first = {self.symbol_of(words[0]) for words in phrases if words}
        tied = {form for words in phrases for form in self._add_compounds(words)}
        self._stem_lengths = _lengths_by_head(self._stems)
        self._compound_lengths = _lengths_by_head(self._compound_stems)
        self.beginnings = {form[:end] for form in self._plain_forms() for end in range(1, len(form) + 1)}
        self._targets = self._expand_targets(tied)
        self._halves = self._find_halves()
        self._ends = GRAMMAR.union(self._exact)  # words at which a run-together word may be cut
        self._near = NearWords(self._targets, self._loosened(phrases, lowest))

    # ------------------------------------------------------------------------------------------ building

    def _add_symbol(self, word: PhraseWord) -> None:
        key = (word.form, word.prefix, word.case)
        if key in self.symbols:
            return
        number = self.symbols[key] = len(self.symbols)
        if word.case:
            self._cased[word.form] = number
        elif word.prefix:
            self._stems[word.form].append(number)
        else:
            self._exact[word.form].append(number)

    def symbol_of(self, word: PhraseWord) -> int:
        """The number of a term's word."""
        return self.symbols[word.form, word.prefix, word.case]

    def _add_compounds(self, words: tuple[PhraseWord, ...]) -> Iterable[str]:
        """Note two or three neighbouring words of a term written as one; yields those the codebook hyphenates."""
        tied = set()
        for size in (2, 3):
            for first in range(len(words) - size + 1):
                group = words[first : first + size]
                hyphened = all(word.hyphen for word in group[1:])
                if any(word.case or (word.form in GRAMMAR and not hyphened) for word in group):
                    continue
                if any(word.prefix for word in group[:-1]):
                    continue
                form = "".join(word.form for word in group)
                home = self._compound_stems if group[-1].prefix else self._compounds
                numbers = tuple(self.symbol_of(word) for word in group)
                if numbers not in home[form]:
                    home[form].append(numbers)
                if hyphened or form in self._english:
                    tied.add(form)
        return tied

    def _plain_forms(self) -> Iterable[str]:
        yield from self._exact
        yield from self._stems
        yield from self._compounds
        yield from self._compound_stems

    def _find_halves(self) -> dict[str, frozenset[str]]:
        """Good words that together spell a codebook word, such as "night" and "time", first to seconds."""
        halves: defaultdict[str, set[str]] = defaultdict(set)
        for form in self._targets:
            for cut in range(1, len(form)):
                left, right = form[:cut], form[cut:]
                if self._is_half(left) and self._is_half(right):
                    halves[left].add(right)
        return {left: frozenset(rights) for left, rights in halves.items()}

    def _is_half(self, part: str) -> bool:
        return len(part) == 1 or (part in self._english and part not in GRAMMAR)

    def _expand_targets(self, tied: set[str]) -> dict[str, tuple[int, ...]]:
        """The words that slips are compared with, each with the symbols it stands for; compounds stand for none."""
        targets: defaultdict[str, list[int]] = defaultdict(list)
        for form, numbers in self._exact.items():
            targets[form].extend(numbers)
        for stem, numbers in self._stems.items():
            for word in self._words_beginning(stem):
                targets[word].extend(numbers)
        for form in sorted(tied):
            targets.setdefault(form, [])
        return {form: tuple(dict.fromkeys(numbers)) for form, numbers in targets.items()}

    def _words_beginning(self, stem: str) -> list[str]:
        words = self._english.beginning_with(stem)
        for british, american in _SPELLINGS:
            if british in stem:
                listed = self._english.beginning_with(stem.replace(british, american))
                words += [stem + word[len(stem) - len(british) + len(american) :] for word in listed]
        if len(words) <= 1:
            words += [stem + ending for ending in _ENDINGS]
        return sorted(set(words), key=lambda word: (len(word), word))[:_MAX_EXPANSIONS]

    def _loosened(self, phrases: Sequence[tuple[PhraseWord, ...]], lowest: Sequence[int | None]) -> dict[str, int]:
        """Targets for which some term accepts a lower score than usual."""
        loosened: dict[str, int] = {}
        by_symbol: defaultdict[int, list[str]] = defaultdict(list)
        for target, numbers in self._targets.items():
            for number in numbers:
                by_symbol[number].append(target)
        for words, score in zip(phrases, lowest, strict=False):
            for target in (target for word in words for target in by_symbol[self.symbol_of(word)] if score is not None):
                assert score is not None
                loosened[target] = min(score, loosened.get(target, 100))
        return loosened

    # ------------------------------------------------------------------------------------------ asking

    def __missing__(self, word: str) -> Entry | None:
        entry = self[word] = self._resolve(word)
        return entry

    def trim(self) -> None:
        """Forget what was remembered if it has grown large; never changes an answer."""
        if len(self) > _REMEMBERED:
            self.clear()

    def _resolve(self, raw: str) -> Entry | None:
        form = fold_word(raw)
        readings = self._exact_readings(form)
        if self._cased and (cased := self._cased.get(fold_exact(raw))) is not None:
            readings += (Reading(cased),)
        splits = self._whole_splits(form, 100.0)
        if form in self._exact or splits or form in self._english or form.isdigit():
            halves = self._halves.get(form, _NONE)
            if not (readings or splits or halves):
                return None
            return Entry(form, readings, splits, begins=self._begins(readings), halves=halves)
        # In no list: a slip, a name, an abbreviation, or a piece of a word. That it begins like victim* proves little.
        nearest, splits = self._near_readings(form)
        known = {reading.symbol for reading in readings}
        readings += tuple(reading for reading in nearest if reading.symbol not in known)
        return Entry(form, readings, splits or self._taken_apart(form), True, self._begins(readings))

    def _begins(self, readings: tuple[Reading, ...]) -> bool:
        return any(reading.symbol in self._first for reading in readings)

    def _exact_readings(self, form: str) -> tuple[Reading, ...]:
        numbers = self._exact.get(form)
        found = [Reading(number) for number in numbers] if numbers else []
        for length in self._stem_lengths.get(form[:_HEAD], ()):
            found.extend(Reading(number) for number in self._stems.get(form[:length], ()))
        return tuple(found)

    def _whole_splits(self, form: str, score: float) -> tuple[Split, ...]:
        groups = list(self._compounds.get(form, ()))
        for length in self._compound_lengths.get(form[:_HEAD], ()):
            groups += self._compound_stems.get(form[:length], ())
        return tuple(
            Split(tuple(Piece((Reading(number, score),), alone=False) for number in group), whole=True)
            for group in groups
        )

    def _near_readings(self, form: str) -> tuple[tuple[Reading, ...], tuple[Split, ...]]:
        """What a word that is in no list may be a slip for; nothing where it is good English after all."""
        found = self._near.find(form)
        if not found or self._english.knows(form):
            return (), ()
        readings: dict[int, Reading] = {}
        splits: list[Split] = []
        for near in found:
            for number in self._targets[near.target]:
                readings.setdefault(number, Reading(number, near.score, near.usual))
            splits += self._whole_splits(near.target, near.score)
        return tuple(readings.values()), tuple(splits)

    def _taken_apart(self, form: str) -> tuple[Split, ...]:
        """Two or three words run together, at least one of them the codebook's: "drugsand"."""
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
        readings = [self._exact_readings(part) for part in parts]
        useful = False
        for part, found in zip(parts, readings, strict=True):
            useful = useful or (bool(found) and len(part) >= 4)
            if not found and part not in GRAMMAR and not (len(part) >= 4 and part in self._english):
                return None
        if not useful:
            return None
        letters = sum(map(len, parts))
        score = round(100 * 2 * letters / (2 * letters + len(parts) - 1), 1)
        pieces = []
        for index, (part, found) in enumerate(zip(parts, readings, strict=True)):
            others = parts[:index] + parts[index + 1 :]
            alone = len(part) >= 4 and all(other in GRAMMAR for other in others)
            pieces.append(Piece(tuple(Reading(each.symbol, score) for each in found), alone))
        return Split(tuple(pieces), whole=False)

    # ------------------------------------------------------------------------------------------ broken words

    def joined(self, forms: tuple[str, ...], *, hyphened: bool) -> tuple[Entry, bool] | None:
        """What neighbouring words stand for when read as one, and whether that may be a term by itself.

        With a hyphen between them they are one word. With a blank, two good words ("night time") are one where both
        are longer than a scrap and no word of the grammar; else it is a broken word and counts as fuzzy.
        """
        form = "".join(forms)
        if len(form) > _MAX_JOINED:
            return None
        readings = self._exact_readings(form)
        splits = self._whole_splits(form, 100.0)
        if not readings and not splits:
            return None
        if hyphened:
            return Entry(form, readings, splits), True
        if form not in self._exact and form not in self._targets and not self._english.knows(form):
            return None  # "home lessons" begins like homeless*, but is no such word
        good = all(part in self._english for part in forms)
        shortest = min(map(len, forms))
        if good and shortest >= _HALF and not any(part in GRAMMAR for part in forms):
            return Entry(form, readings, splits), True
        score = round(100 * 2 * len(form) / (2 * len(form) + len(forms) - 1), 1)
        fuzzy = tuple(Reading(each.symbol, score) for each in readings)
        return (Entry(form, fuzzy), not good and shortest >= _HALF) if fuzzy else None


def _lengths_by_head(stems: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for stem in stems:
        lengths[stem[:_HEAD]].add(len(stem))
    return {head: tuple(sorted(group)) for head, group in lengths.items()}
