"""Plain wording of a stretch of text: what is left when case, quotation marks and line
breaks make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from plancoder.codebook.shape import Term

_QUOTES = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u00ad": "",
        "\ufb01": "fi",
        "\ufb02": "fl",
    }
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Folded wordings are kept, since one line is asked for many times: enough for the
# passages of two or three plans.
_KEPT = 8192


def plain_words(text: str) -> list[str]:
    """The words of `text`, case-folded, without possessives; hyphens and dashes part
    words.
    """
    if not text.isascii():
        text = text.translate(_QUOTES)
    words = _WORD.findall(text.casefold())
    return [word.removesuffix("'s") for word in words] if "'" in text else words


@lru_cache(maxsize=_KEPT)
def plain(text: str) -> str:
    """The words of `text` with single spaces: two wordings are the same if these are
    equal.
    """
    return " ".join(plain_words(text))


def similarity(one: str, other: str, least: float = 0.0) -> float:
    """How alike two plain wordings are, 0 to 100, where word order and small slips
    count little. Less than `least` is not worked out: any lower figure may be given.
    """
    if not one or not other:
        return 0.0
    in_order = fuzz.ratio(one, other, score_cutoff=least)
    # A little less than that asks, so that rounding loses none.
    sorted_least = max(0.0, least / _ANY_ORDER - 0.01)
    in_any = fuzz.token_sort_ratio(one, other, score_cutoff=sorted_least)
    return max(in_order, in_any * _ANY_ORDER)


_ANY_ORDER = 0.97  # what the same words in another order are worth


def _as_pattern(phrase: str) -> str:
    parts = [
        re.escape(part).replace(r"\*", r"\S*")
        for part in phrase.casefold().replace("-", " ").split()
    ]
    return " ".join(parts)


def any_phrase(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these codebook phrases in a plain wording; nothing
    where there is none.
    """
    every = "|".join(_as_pattern(phrase) for phrase in phrases if phrase)
    return re.compile(rf"(?:^| )(?:{every})(?= |$)" if every else r"(?!)")


@lru_cache(maxsize=4096)
def _phrase_pattern(phrase: str) -> re.Pattern[str]:
    return any_phrase([phrase])


def has_term(plain_text: str, term: Term) -> bool:
    """True if a codebook term stands in a plain wording; `*` stands for any ending.

    Used for headings only.
    """
    phrases = term.together or (term.phrase,)
    return all(_phrase_pattern(phrase).search(plain_text) for phrase in phrases)
