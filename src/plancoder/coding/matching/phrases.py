"""Finding many phrases in one pass: a tree of codebook words walked only from words
that begin a term.

Time hardly depends on the number of terms, since most words of a text begin none of
them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plancoder.codebook.shape import Term
from plancoder.coding.matching.lattice import Lattice, Step
from plancoder.coding.matching.lexicon import EXACT_SCORE
from plancoder.coding.matching.tokens import phrase_words
from plancoder.coding.matching.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase to look for.

    `fuzzy`: False never, True by the usual cut-off, an int the lowest score that
    counts.
    """

    phrase: str
    case: bool = False
    fuzzy: bool | int = True

    @staticmethod
    def of(term: Term, fuzzy: bool | int = True, phrase: str | None = None) -> Phrase:
        """The phrase of a term; `fuzzy` is what its category says where the term itself
        says nothing.
        """
        own = fuzzy if term.fuzzy is None else term.fuzzy
        return Phrase(
            term.phrase if phrase is None else phrase,
            term.case,
            False if term.case else own,
        )


class Hit(NamedTuple):
    """A phrase found: its number, the words it covers (`first` to before `last`) and
    their characters.
    """

    phrase: int
    first: int
    last: int
    start: int
    end: int
    score: float


# How a walk got to where it stands: the position, the worst score so far, whether all
# slips were usual ones. A plain tuple, since so many are made.
_Path = tuple[int, float, bool]


@dataclass(slots=True)
class _Node:
    children: dict[int, _Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)  # phrases that are complete here
    loose: bool = False  # the codebook has punctuation after this word


class PhraseIndex:
    """Phrases, compiled. `scan` is a pure function of the text."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.phrases = tuple(phrases)
        sequences = [
            phrase_words(phrase.phrase, case=phrase.case) for phrase in phrases
        ]
        lowest = [
            None if isinstance(phrase.fuzzy, bool) else phrase.fuzzy
            for phrase in phrases
        ]
        self._vocabulary = Vocabulary(sequences, lowest)
        self._root = _Node()
        for number, words in enumerate(sequences):
            node = self._root
            for word in words:
                node.loose = node.loose or word.loose
                node = node.children.setdefault(
                    self._vocabulary.lexicon.symbol_of(word), _Node()
                )
            if words:
                node.ends.append(number)

    def scan(self, text: str) -> list[Hit]:
        """Every phrase at every place, overlapping ones too, in the order in which they
        begin.
        """
        self._vocabulary.trim()
        lattice = Lattice(text, self._vocabulary)
        hits: list[Hit] = []
        children = self._root.children
        entries, steps, insides, scraps = (
            lattice.entries,
            lattice.steps,
            lattice.insides,
            lattice.scraps,
        )
        for first in lattice.places:
            entry = entries[first]
            if entry is not None and entry.begins and first not in scraps:
                following = first + 1
                # Most walks end at the next word, which is no word of a term.
                goes_on = following in steps or (
                    following < lattice.size and entries[following] is not None
                )
                for symbol, score, usual in entry.readings:
                    node = children.get(symbol)
                    if node is not None and (goes_on or node.ends):
                        path = following, score, usual
                        self._walk(lattice, first, node, path, hits)
            if steps:
                for at in (first, *insides.get(first, ())):
                    for step in steps.get(at, ()):
                        self._walk_step(lattice, first, step, hits)
        return hits

    def _walk_step(
        self, lattice: Lattice, first: int, step: Step, hits: list[Hit]
    ) -> None:
        """All phrases that begin with a step of its own: a run-together or a broken
        word.
        """
        for symbol, score, usual in step.readings:
            if (node := self._root.children.get(symbol)) is not None:
                self._walk(
                    lattice,
                    first,
                    node,
                    (step.to, score, usual),
                    hits,
                    alone=step.alone,
                )

    def _walk(
        self,
        lattice: Lattice,
        first: int,
        node: _Node,
        path: _Path,
        hits: list[Hit],
        *,
        alone: bool = True,
    ) -> None:
        """All phrases that begin with this node of the tree."""
        if node.ends and alone:
            self._complete(lattice, first, node, path, hits)
        if not node.children:
            return
        stack = [(node, path)]
        while stack:
            node, (at, lowest, all_usual) = stack.pop()
            for readings, to, _, inner in lattice.onward(at, loose=node.loose):
                for symbol, score, usual in readings:
                    child = node.children.get(symbol)
                    if child is None:
                        continue
                    onward = to, min(lowest, score), all_usual and usual
                    if child.ends and not inner:
                        self._complete(lattice, first, child, onward, hits)
                    if child.children:
                        stack.append((child, onward))

    def _complete(
        self, lattice: Lattice, first: int, node: _Node, path: _Path, hits: list[Hit]
    ) -> None:
        to, score, usual = path
        last = lattice.word_after(to)
        start, end = lattice.starts[first], lattice.ends[last - 1]
        numbers = node.ends
        if score < EXACT_SCORE:
            numbers = [one for one in numbers if self._takes(one, score, usual=usual)]
        hits += [Hit(number, first, last, start, end, score) for number in numbers]

    def _takes(self, phrase: int, score: float, *, usual: bool) -> bool:
        """Whether a phrase takes a spelling with a slip of this score."""
        fuzzy = self.phrases[phrase].fuzzy
        return usual if fuzzy is True else bool(fuzzy and score >= fuzzy)


def choose_longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping hits the exact before the fuzzy, then the longest, then the first;
    in the order of the text.
    """
    chosen: list[Hit] = []  # in the order of the text
    starts: list[int] = []
    for hit in sorted(hits, key=_choice):
        place = bisect_left(
            starts, hit.end
        )  # the chosen one before this place is the last that begins before our end
        if place == 0 or chosen[place - 1].end <= hit.start:
            chosen.insert(place, hit)
            starts.insert(place, hit.start)
    return chosen


def _choice(hit: Hit) -> tuple[bool, int, int, float, int]:
    return (
        hit.score < EXACT_SCORE,
        hit.start - hit.end,
        hit.start,
        -hit.score,
        hit.phrase,
    )
