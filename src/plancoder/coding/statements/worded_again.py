"""Lines that come again as the titles of chapters, in other forms of their words: "Stay
with victims" and "How we shall stay with victims".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from plancoder.coding.sections.plain_text import plain


@lru_cache(maxsize=2048)
def stems(text: str) -> frozenset[str]:
    """The first five letters of the longer words, without a plural's "s": "Changing
    young lives" gives chang, young, live.
    """
    words = [word for word in plain(text).split() if len(word) > _SHORT_WORD]
    return frozenset(word.removesuffix("s")[:_STEM] for word in words)


_STEM, _SHORT_WORD = 5, 3


def shared_words(one: str, other: str) -> int:
    """How many words two wordings share, where these are half of the shorter one at
    least; else 0.
    """
    first, second = stems(one), stems(other)
    shared = len(first & second)
    return shared if 2 * shared >= min(len(first), len(second)) else 0


def count_again(lines: Sequence[str], titles: Sequence[str]) -> int:
    """How many of the lines come again as titles, in the order of these; 0 where not
    nearly all do, since one may be worded quite otherwise.

    Lines that share but one word each with a title do so by chance.
    """
    # The best way to pair the lines up to one with the titles up to each.
    best = [(0, 0)] * (len(titles) + 1)  # pairs, and words they share
    for line in lines:
        row = [(0, 0)]
        for at, title in enumerate(titles, start=1):
            pairs, words = best[at - 1]
            shared = shared_words(line, title)
            paired = (pairs + 1, words + shared) if shared else (0, 0)
            row.append(max(row[-1], best[at], paired))
        best = row
    found, shared = best[-1]
    enough = found >= max(_FEWEST, _MOST * len(lines))
    return found if enough and shared >= _WORDS_EACH * len(lines) else 0


_FEWEST = 3  # lines that come again
_MOST = 0.8  # share of them
_WORDS_EACH = 1.5  # words that a line and its title share, on average
