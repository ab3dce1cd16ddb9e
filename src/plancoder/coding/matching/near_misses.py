"""What all but matches a category's terms: shown to whoever asks why a cell is blank,
never counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plancoder.codebook.shape import Term
from plancoder.coding.matching.english import GRAMMAR
from plancoder.coding.matching.phrases import Hit, Phrase, PhraseIndex
from plancoder.coding.matching.proximity import find_together
from plancoder.coding.matching.tokens import phrase_words, split_words
from plancoder.models import Match, MatchKind

_LOWEST = 60  # rapidfuzz similarity down to which a garbled word is worth showing
_APART = 4  # words between the words of a term
_ENDING = 3  # letters that another ending may change
_STEM = 4
_BELOW = 99.0  # a near miss never scores like a match


class NearMisses:
    """The terms of one category, loosened: other endings, more slips, any capitals,
    words apart or turned round.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms: list[tuple[Term, Term]] = [
            (loose, term) for term in terms for loose in _loosened(term)
        ]
        self._parts: list[
            tuple[int, int]
        ] = []  # for each phrase: the number of its loosened term and its part in it
        phrases = []
        for number, (loose, _) in enumerate(self._terms):
            for part, phrase in enumerate(loose.together or (loose.phrase,)):
                self._parts.append((number, part))
                phrases.append(Phrase(phrase, fuzzy=_LOWEST))
        self._index = PhraseIndex(phrases)

    def find(
        self, text: str, start: int, end: int, seen: Sequence[Match] = ()
    ) -> list[Match]:
        """Near misses that touch nothing of `seen` and none of which covers another,
        best first.
        """
        inside = text[start:end]
        misses = [
            self._as_match(inside, start, hit, term) for hit, term in self._hits(inside)
        ]
        chosen: list[Match] = []
        for miss in sorted(
            misses, key=lambda miss: (-miss.score, miss.start, miss.end)
        ):
            if all(
                miss.end <= other.start or miss.start >= other.end
                for other in (*seen, *chosen)
            ):
                chosen.append(miss)
        return chosen

    def _hits(self, text: str) -> Iterator[tuple[Hit, Term]]:
        groups: dict[int, list[tuple[int, Hit]]] = {}
        for hit in self._index.scan(text):
            number, part = self._parts[hit.phrase]
            loose, term = self._terms[number]
            if loose.together:
                groups.setdefault(number, []).append((part, hit))
            else:
                yield hit, term
        for number, pieces in groups.items():
            loose, term = self._terms[number]
            for hit in find_together(loose, pieces):
                yield hit, term

    @staticmethod
    def _as_match(text: str, offset: int, hit: Hit, term: Term) -> Match:
        from rapidfuzz import fuzz

        written = text[hit.start : hit.end]
        forms = " ".join(word.form for word in split_words(written))
        wanted = " ".join(
            word.form
            for phrase in term.together or (term.phrase,)
            for word in phrase_words(phrase)
        )
        score = round(min(_BELOW, fuzz.ratio(forms, wanted)), 1)
        return Match(
            term.label,
            offset + hit.start,
            offset + hit.end,
            written,
            MatchKind.FUZZY,
            score,
        )


def _loosened(term: Term) -> Iterator[Term]:
    """The term with free endings, and its telling words a few words apart in any
    order.
    """
    if term.together:
        yield Term(
            together=tuple(_free_endings(phrase) for phrase in term.together),
            within=2 * term.within + _APART,
        )
        return
    yield Term(phrase=_free_endings(term.phrase))
    words = [word for word in phrase_words(term.phrase) if word.form not in GRAMMAR]
    if len(words) > 1:
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


def best(misses: Iterable[Match], count: int) -> list[Match]:
    """The first few, each wording once."""
    wordings: dict[str, Match] = {}
    for miss in misses:
        wordings.setdefault(" ".join(miss.written.lower().split()), miss)
    return list(wordings.values())[:count]
