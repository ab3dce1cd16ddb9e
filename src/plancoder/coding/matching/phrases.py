"""Finding many phrases in one pass: a tree of codebook words walked only from words
that begin a term.

Time hardly depends on the number of terms, since most words of a text begin none of
them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from plancoder.codebook.shape import Term
from plancoder.coding.matching.lattice import Lattice, Step
from plancoder.coding.matching.lexicon import EXACT_SCORE
from plancoder.coding.matching.tokens import phrase_words
from plancoder.coding.matching.vocabulary import Entry, Vocabulary

_NONE: frozenset[int] = frozenset()


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


class Spot(NamedTuple):
    """A place where phrases that read alike were found: what a hit says, for all of
    them at once, and the number of the place in the codebook's tree where they end.
    """

    phrases: tuple[int, ...]
    node: int
    first: int
    last: int
    start: int
    end: int
    score: float

    def hit(self, phrase: int) -> Hit:
        """The hit of one of the phrases."""
        return Hit(phrase, self.first, self.last, self.start, self.end, self.score)


# Of its parts: so many are made that leaving out Spot's own code is worth it.
_spot = partial(tuple.__new__, Spot)
# How a walk got to where it stands: the position, the worst score so far, whether all
# slips were usual ones. A plain tuple, since so many are made.
_Path = tuple[int, float, bool]


@dataclass(slots=True)
class _Node:
    number: int
    children: dict[int, _Node] = field(default_factory=dict)
    ends: tuple[int, ...] = ()  # phrases that are complete here
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
        self._root = _Node(0)
        nodes = [self._root]
        for number, words in enumerate(sequences):
            node = self._root
            for word in words:
                node.loose = node.loose or word.loose
                symbol = self._vocabulary.lexicon.symbol_of(word)
                if symbol not in node.children:
                    node.children[symbol] = _Node(len(nodes))
                    nodes.append(node.children[symbol])
                node = node.children[symbol]
            if words:
                node.ends += (number,)
        self.ends = tuple(node.ends for node in nodes)
        """The phrases that end at each node of the tree, by the number of the node."""

    def scan(self, text: str) -> list[Spot]:
        """Every phrase at every place, overlapping ones too, in the order in which they
        begin.
        """
        self._vocabulary.trim()
        lattice = Lattice(text, self._vocabulary)
        spots: list[Spot] = []
        entries, steps, insides, scraps = (
            lattice.entries,
            lattice.steps,
            lattice.insides,
            lattice.scraps,
        )
        for first in lattice.places:
            entry = entries[first]
            if entry is not None and entry.first and first not in scraps:
                self._begin(lattice, first, entry, spots)
            if steps:
                for at in (first, *insides.get(first, ())):
                    for step in steps.get(at, ()):
                        self._walk_step(lattice, first, step, spots)
        return spots

    def _begin(
        self, lattice: Lattice, first: int, entry: Entry, spots: list[Spot]
    ) -> None:
        """All phrases that begin with a word as it stands."""
        following = first + 1
        after = lattice.entries[following] if following < lattice.size else None
        symbols = after.symbols if after is not None else _NONE
        odd = following in lattice.steps
        for symbol, score, usual in entry.first:
            node = self._root.children[symbol]
            if node.ends:
                self._complete(lattice, first, node, (following, score, usual), spots)
            # Most walks end at the next word, which is no word of a term.
            if odd or not node.children.keys().isdisjoint(symbols):
                self._walk(lattice, first, node, (following, score, usual), spots)

    def _walk_step(
        self, lattice: Lattice, first: int, step: Step, spots: list[Spot]
    ) -> None:
        """All phrases that begin with a step of its own: a run-together or a broken
        word.
        """
        for symbol, score, usual in step.readings:
            if (node := self._root.children.get(symbol)) is not None:
                path = step.to, score, usual
                if node.ends and step.alone:
                    self._complete(lattice, first, node, path, spots)
                self._walk(lattice, first, node, path, spots)

    def _walk(
        self,
        lattice: Lattice,
        first: int,
        node: _Node,
        path: _Path,
        spots: list[Spot],
    ) -> None:
        """All longer phrases that begin with this node of the tree."""
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
                        self._complete(lattice, first, child, onward, spots)
                    if child.children:
                        stack.append((child, onward))

    def _complete(
        self, lattice: Lattice, first: int, node: _Node, path: _Path, spots: list[Spot]
    ) -> None:
        to, score, usual = path
        numbers = node.ends
        if score < EXACT_SCORE:
            numbers = tuple(
                one for one in numbers if self._takes(one, score, usual=usual)
            )
            if not numbers:
                return
        last = lattice.word_after(to)
        start, end = lattice.starts[first], lattice.ends[last - 1]
        spots.append(_spot((numbers, node.number, first, last, start, end, score)))

    def _takes(self, phrase: int, score: float, *, usual: bool) -> bool:
        """Whether a phrase takes a spelling with a slip of this score."""
        fuzzy = self.phrases[phrase].fuzzy
        return usual if fuzzy is True else bool(fuzzy and score >= fuzzy)


def each_hit(spots: Iterable[Spot]) -> list[Hit]:
    """The hits of all spots in order."""
    return [spot.hit(phrase) for spot in spots for phrase in spot.phrases]


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
