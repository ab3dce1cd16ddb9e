"""The known word that a misspelt one was most likely meant for."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Similarity (rapidfuzz OSA, 0 to 1) from which a suggestion helps rather than puzzles:
# one slip in a word of four letters. Two letters exchanged ("fiel") are one slip.
LIKENESS = 0.7


def misspelt(word: str, known: Iterable[str], likeness: float = LIKENESS) -> str:
    """The known word of which this one is a misspelling; blank where there is none.

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
    """The known word that is misspelt here, else the only one of which this one says
    some words, in any order; blank where neither is.

    >>> nearest("mental", ["mental_health", "housing"])
    'mental_health'
    """
    names = list(known)
    meant = misspelt(word, names)
    if meant:
        return meant
    own = _words(word)
    sharing = [name for name in names if own and _share(own, _words(name))]
    return sharing[0] if len(sharing) == 1 else ""


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", name.casefold()))


def _share(one: set[str], other: set[str]) -> bool:
    return one <= other or (bool(other) and other <= one)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The end of a message about an unknown word, else `otherwise`.

    >>> did_you_mean("fiel", ["file"])
    "; did you mean 'file'?"
    """
    meant = nearest(word, known)
    return f"; did you mean {meant!r}?" if meant else otherwise
