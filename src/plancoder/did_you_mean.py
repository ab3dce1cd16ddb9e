"""Suggestions for misspelt words: "did you mean …?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Similarity (rapidfuzz OSA, 0 to 1) from which a word is suggested: one wrong letter in
# a word of four. Two exchanged letters ("fiel") count as one wrong letter.
LIKENESS = 0.7
_SHORTEST = 3  # letters of a beginning from which a word is suggested


def misspelt(word: str, known: Iterable[str], likeness: float = LIKENESS) -> str:
    """The known word that is misspelt here; blank where there is none.

    >>> misspelt("fiel", ["file", "force"])
    'file'
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    names = {name.casefold(): name for name in known}
    found = process.extractOne(
        word.casefold(),
        list(names),
        scorer=OSA.normalized_similarity,
        score_cutoff=likeness,
    )
    return names[found[0]] if found else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant; blank where none is likely.

    That is the one that is misspelt here, else the only one that begins with this
    word, else the only one that shares all words with it, in any order.

    >>> nearest("mental", ["mental_health", "housing"])
    'mental_health'
    >>> nearest("hous", ["mental_health", "housing"])
    'housing'
    """
    names = list(known)
    meant = misspelt(word, names)
    if meant:
        return meant
    start = word.casefold().strip()
    longer = [
        name
        for name in names
        if len(start) >= _SHORTEST and name.casefold().startswith(start)
    ]
    own = _words(word)
    sharing = [name for name in names if own and _share(own, _words(name))]
    return next((some[0] for some in (longer, sharing) if len(some) == 1), "")


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", name.casefold()))


def _share(one: set[str], other: set[str]) -> bool:
    """Whether all words of one are among those of the other."""
    return one <= other or (bool(other) and other <= one)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The end of a message about an unknown word; `otherwise` where nothing is near.

    >>> did_you_mean("fiel", ["file"])
    "; did you mean 'file'?"
    """
    meant = nearest(word, known)
    return f"; did you mean {meant!r}?" if meant else otherwise
