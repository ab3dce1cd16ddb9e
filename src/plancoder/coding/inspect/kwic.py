"""Keyword in context: every place where a term stands, with what is written around
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from plancoder.codebook.shape import Term
from plancoder.coding.matching.lexicon import EXACT_SCORE
from plancoder.coding.matching.phrases import (
    Hit,
    Phrase,
    PhraseIndex,
    choose_longest,
    each_hit,
)
from plancoder.models import Match, MatchKind


@dataclass(frozen=True, slots=True)
class Kwic:
    """One line of a concordance.

    `before` and `after` are whole words of the text with blanks made single.
    """

    before: str
    match: Match
    after: str


def find_kwic(text: str, term: str | Term, width: int = 60) -> list[Kwic]:
    """The places of a term in a text, each with up to `width` characters before and
    after it.

    A term is a phrase as in codebook.yaml: `victim*` for any ending; hyphens and
    capitals make no difference. Garbled
    words are included; the `kind` of the match says so.
    """
    term = Term(phrase=term) if isinstance(term, str) else term
    hits = each_hit(_index(term).scan(text))
    matches = [_as_match(term, text, hit) for hit in choose_longest(hits)]
    return [
        Kwic(_before(text, match.start, width), match, _after(text, match.end, width))
        for match in matches
    ]


@lru_cache(maxsize=32)
def _index(term: Term) -> PhraseIndex:
    return PhraseIndex([Phrase.of(term)])


def _as_match(term: Term, text: str, hit: Hit) -> Match:
    kind = MatchKind.EXACT if hit.score >= EXACT_SCORE else MatchKind.FUZZY
    written = text[hit.start : hit.end]
    return Match(term.label, hit.start, hit.end, written, kind, hit.score)


def _before(text: str, end: int, width: int) -> str:
    # Read more than is shown, since runs of blanks shrink; a word that is cut at the
    # far end is left out.
    piece = text[max(0, end - 3 * width) : end]
    cut = _shorten(piece[::-1], width, whole=end <= 3 * width)
    return cut[::-1]


def _after(text: str, start: int, width: int) -> str:
    return _shorten(
        text[start : start + 3 * width], width, whole=start + 3 * width >= len(text)
    )


def _shorten(piece: str, width: int, *, whole: bool) -> str:
    """The first `width` characters with blanks made single, ending with a whole
    word.
    """
    touches = " " if piece[:1].isspace() else ""
    flat = touches + " ".join(piece.split())
    if len(flat) <= width and whole:
        return flat
    head = flat[: width + 1]
    return head[: head.rfind(" ")] if " " in head.strip() else head[:width]
