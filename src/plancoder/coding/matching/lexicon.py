"""The words of a codebook: which symbols they are, what they look like run together,
what a slip is compared with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from plancoder.coding.matching.english import GRAMMAR, english_words
from plancoder.coding.matching.tokens import PhraseWord, fold_exact

EXACT_SCORE = 100.0
_ENDINGS = (
    "",
    "s",
    "es",
    "e",
    "ed",
    "er",
    "ers",
    "ing",
    "ings",
    "ion",
    "ions",
    "al",
    "ment",
    "ity",
    "y",
    "ies",
)
_MAX_EXPANSIONS = 60
_SPELLINGS = (("is", "iz"), ("our", "or"), ("mme", "m"))
# Letters by which wildcard stems are grouped; no stem has less than one letter fewer.
_HEAD = 3
_Kept = TypeVar("_Kept")


class Reading(NamedTuple):
    """One symbol that a text word may stand for.

    `score` is 100 where it is that word.
    """

    symbol: int
    score: float = EXACT_SCORE
    usual: bool = True  # False where only a term's lowered threshold takes it


class Piece(NamedTuple):
    """One part of a word that was run together: its readings, and whether it may be a
    term all by itself.
    """

    readings: tuple[Reading, ...]
    alone: bool


class Split(NamedTuple):
    """A run-together word taken apart.

    `whole` splits (nighttime) serve only a term that covers all their parts.
    """

    pieces: tuple[Piece, ...]
    whole: bool


class Lexicon:
    """The words of all terms.

    Each distinct `PhraseWord` (by form, prefix and case) is a symbol with a number.
    """

    def __init__(self, phrases: Sequence[tuple[PhraseWord, ...]]) -> None:
        self.english = english_words()
        self.symbols: dict[tuple[str, bool, bool], int] = {}
        self.exact: defaultdict[str, list[int]] = defaultdict(list)
        self._cased: dict[str, int] = {}
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        self._compounds: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
        self._compound_stems: defaultdict[str, list[tuple[int, ...]]] = defaultdict(
            list
        )
        for words in phrases:
            for word in words:
                self._add_symbol(word)
        self._lower_case_counts = any(form.islower() for form in self._cased)
        self.firsts = {self.symbol_of(words[0]) for words in phrases if words}
        tied = {form for words in phrases for form in self._add_compounds(words)}
        self._stem_lengths = _lengths_by_head(self._stems)
        self._compound_lengths = _lengths_by_head(self._compound_stems)
        self.beginnings = {
            form[:end]
            for form in self._plain_forms()
            for end in range(1, len(form) + 1)
        }
        self.targets = self._expand_targets(tied)
        self.halves = self._find_halves()

    def _add_symbol(self, word: PhraseWord) -> None:
        key = (word.form, word.prefix, word.case)
        if key in self.symbols:
            return
        number = self.symbols[key] = len(self.symbols)
        if word.case:
            self._cased[word.form] = number
            return
        home = self._stems if word.prefix else self.exact
        for form in (
            word.form,
            *self.english.other_spellings(word.form, prefix=word.prefix),
        ):
            home[form].append(number)

    def symbol_of(self, word: PhraseWord) -> int:
        """The number of a term's word."""
        return self.symbols[word.form, word.prefix, word.case]

    def _add_compounds(self, words: tuple[PhraseWord, ...]) -> Iterable[str]:
        """Note two or three neighbouring words of a term written as one; yields those
        the codebook hyphenates.
        """
        tied = set()
        for group in _neighbours(words):
            if not _may_be_compound(group):
                continue
            form = "".join(word.form for word in group)
            home = self._compound_stems if group[-1].prefix else self._compounds
            numbers = tuple(map(self.symbol_of, group))
            if numbers not in home[form]:
                home[form].append(numbers)
            if _is_hyphened(group) or form in self.english:
                tied.add(form)
        return tied

    def _plain_forms(self) -> Iterable[str]:
        yield from self.exact
        yield from self._stems
        yield from self._compounds
        yield from self._compound_stems

    def _find_halves(self) -> dict[str, frozenset[str]]:
        """Good words that together spell a codebook word, such as "night" and "time",
        first to seconds.
        """
        halves: defaultdict[str, set[str]] = defaultdict(set)
        for form in self.targets:
            for cut in range(1, len(form)):
                left, right = form[:cut], form[cut:]
                if self._is_half(left) and self._is_half(right):
                    halves[left].add(right)
        return {left: frozenset(rights) for left, rights in halves.items()}

    def _is_half(self, part: str) -> bool:
        return part not in GRAMMAR and (len(part) == 1 or part in self.english)

    def _expand_targets(self, tied: set[str]) -> dict[str, tuple[int, ...]]:
        """The words that slips are compared with, each with the symbols it stands for;
        compounds stand for none.
        """
        targets: defaultdict[str, list[int]] = defaultdict(list)
        for form, numbers in self.exact.items():
            targets[form].extend(numbers)
        for stem, numbers in self._stems.items():
            for word in self._words_beginning(stem):
                targets[word].extend(numbers)
        for form in sorted(tied):
            targets.setdefault(form, [])
        return {
            form: tuple(dict.fromkeys(numbers)) for form, numbers in targets.items()
        }

    def _words_beginning(self, stem: str) -> list[str]:
        words = self.english.beginning_with(stem)
        for british, american in _SPELLINGS:
            if british in stem:
                listed = self.english.beginning_with(stem.replace(british, american))
                words += [
                    stem + word[len(stem) - len(british) + len(american) :]
                    for word in listed
                ]
        if len(words) <= 1:
            words += [stem + ending for ending in _ENDINGS]
        return sorted(set(words), key=lambda word: (len(word), word))[:_MAX_EXPANSIONS]

    # ----------------------------------------------------------------------------------
    # asking

    def exact_readings(self, form: str) -> tuple[Reading, ...]:
        """The symbols that a word is: the word itself, and stems such as victim* with
        which it begins.
        """
        begins = _of_stems(form, self._stems, self._stem_lengths)
        return tuple(Reading(number) for number in (*self.exact.get(form, ()), *begins))

    def whole_splits(self, form: str, score: float = EXACT_SCORE) -> tuple[Split, ...]:
        """The neighbouring words of a term that a word is when they are written as
        one.
        """
        begins = _of_stems(form, self._compound_stems, self._compound_lengths)
        groups = (*self._compounds.get(form, ()), *begins)
        return tuple(
            Split(
                tuple(
                    Piece((Reading(number, score),), alone=False) for number in group
                ),
                whole=True,
            )
            for group in groups
        )

    def cased_reading(self, raw: str) -> tuple[Reading, ...]:
        """The symbol that a word is letter by letter, capitals included."""
        if not self._cased or (raw.islower() and not self._lower_case_counts):
            return ()
        number = self._cased.get(fold_exact(raw))
        return () if number is None else (Reading(number),)

    def that_begin(self, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Those readings with which some term begins."""
        return tuple(one for one in readings if one.symbol in self.firsts)


def _lengths_by_head(stems: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the stems are that begin with the same letters; those of two letters
    aside.
    """
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for stem in stems:
        if len(stem) >= _HEAD:
            lengths[stem[:_HEAD]].add(len(stem))
    return {head: tuple(sorted(group)) for head, group in lengths.items()}


def _of_stems(
    form: str, stems: Mapping[str, list[_Kept]], lengths: Mapping[str, tuple[int, ...]]
) -> list[_Kept]:
    """What is kept of each stem with which a word begins, of the shortest first."""
    found = [*stems.get(form[: _HEAD - 1], ())]
    for length in lengths.get(form[:_HEAD], ()):
        if length > len(form):
            break
        found += stems.get(form[:length], ())
    return found


def _neighbours(words: tuple[PhraseWord, ...]) -> Iterable[tuple[PhraseWord, ...]]:
    """Each two and each three words of a term that stand side by side."""
    for size in (2, 3):
        for first in range(len(words) - size + 1):
            yield words[first : first + size]


def _is_hyphened(group: tuple[PhraseWord, ...]) -> bool:
    return all(word.hyphen for word in group[1:])


def _may_be_compound(group: tuple[PhraseWord, ...]) -> bool:
    """Whether words may be written as one: not those whose capitals count, no word of
    the grammar without a hyphen, and no beginning of a word but the last.
    """
    if any(word.case for word in group) or any(word.prefix for word in group[:-1]):
        return False
    return _is_hyphened(group) or not any(word.form in GRAMMAR for word in group)
