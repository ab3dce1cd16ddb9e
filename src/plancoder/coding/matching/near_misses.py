"""What all but matches a category's terms: shown to whoever asks why a cell is blank,
never counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from plancoder.codebook.shape import Term
from plancoder.coding.matching.english import GRAMMAR
from plancoder.coding.matching.phrases import Hit, Phrase, PhraseIndex, each_hit
from plancoder.coding.matching.proximity import find_together
from plancoder.coding.matching.tokens import phrase_words, split_words
from plancoder.models import Match, MatchKind

_LOWEST = 60  # rapidfuzz similarity down to which a garbled word is worth showing
_APART = 4  # words between the words of a term
_ENDING = 3  # letters that another ending may change
_STEM = 4
_BELOW = 99.0  # a near miss never scores like a match


class NearMisses:
    """Terms loosened: other endings, more slips, any capitals, words apart or turned
    round.

    The terms of all categories are looked for in one pass; `terms` has those of each.
    """

    def __init__(self, terms: Sequence[Sequence[Term]]) -> None:
        # for each loosened term: the number of its category, itself, what it was
        self._terms = [
            (owner, loose, term)
            for owner, own in enumerate(terms)
            for term in own
            for loose in _loosened(term)
        ]
        # for each phrase: the number of its loosened term and its part in it
        self._parts: list[tuple[int, int]] = []
        phrases = []
        for number, (_, loose, _) in enumerate(self._terms):
            for part, phrase in enumerate(loose.together or (loose.phrase,)):
                self._parts.append((number, part))
                phrases.append(Phrase(phrase, fuzzy=_LOWEST))
        self._index = PhraseIndex(phrases)

    def find(
        self, text: str, seen: Mapping[int, Iterable[Hit]]
    ) -> dict[int, list[Match]]:
        """Near misses by category number, best first.

        They touch nothing that the category has `seen`, and none covers another.
        """
        misses: defaultdict[int, list[Match]] = defaultdict(list)
        for owner, hit, term in self._hits(text):
            misses[owner].append(_as_match(text, hit, term))
        return {
            owner: _choose(found, [(hit.start, hit.end) for hit in seen.get(owner, ())])
            for owner, found in misses.items()
        }

    def _hits(self, text: str) -> Iterator[tuple[int, Hit, Term]]:
        groups: defaultdict[int, list[tuple[int, Hit]]] = defaultdict(list)
        for hit in each_hit(self._index.scan(text)):
            number, part = self._parts[hit.phrase]
            owner, loose, term = self._terms[number]
            if loose.together:
                groups[number].append((part, hit))
            else:
                yield owner, hit, term
        for number, pieces in groups.items():
            owner, loose, term = self._terms[number]
            for hit in find_together(loose, pieces):
                yield owner, hit, term


def _choose(misses: list[Match], taken: list[tuple[int, int]]) -> list[Match]:
    """The best misses of which none touches another, nor a span that is taken."""
    spans = _merged(taken)
    chosen = []
    for miss in sorted(misses, key=lambda miss: (-miss.score, miss.start, miss.end)):
        place = bisect_left(spans, (miss.end,))
        if place == 0 or spans[place - 1][1] <= miss.start:
            chosen.append(miss)
            spans.insert(place, (miss.start, miss.end))
    return chosen


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _as_match(text: str, hit: Hit, term: Term) -> Match:
    """A hit as evidence that does not count: its score says how alike words and term
    are.
    """
    from rapidfuzz import fuzz

    written = text[hit.start : hit.end]
    forms = " ".join(word.form for word in split_words(written))
    wanted = " ".join(
        word.form
        for phrase in term.together or (term.phrase,)
        for word in phrase_words(phrase)
    )
    score = round(min(_BELOW, fuzz.ratio(forms, wanted)), 1)
    return Match(term.label, hit.start, hit.end, written, MatchKind.FUZZY, score)


def _loosened(term: Term) -> Iterator[Term]:
    """The term with free endings, and its telling words a few words apart in any
    order.
    """
    if term.together:
        parts = tuple(_free_endings(phrase) for phrase in term.together)
        yield Term(together=parts, within=2 * term.within + _APART)
        return
    yield Term(phrase=_free_endings(term.phrase))
    words = [word for word in phrase_words(term.phrase) if word.form not in GRAMMAR]
    stems = dict.fromkeys(_free_ending(word.form, word.prefix) for word in words)
    if len(stems) > 1:
        yield Term(together=tuple(stems), within=_APART)


def _free_endings(phrase: str) -> str:
    return " ".join(
        _free_ending(word.form, word.prefix) for word in phrase_words(phrase)
    )


def _free_ending(form: str, prefix: bool) -> str:
    if prefix or len(form) <= _STEM or form.isdigit():
        return f"{form}*" if prefix else form
    return f"{form[: max(_STEM, len(form) - _ENDING)]}*"
