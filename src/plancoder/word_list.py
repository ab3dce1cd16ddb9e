"""The English word list that ships with pyspellchecker (MIT; 160,000 words of film
subtitles, each with how often it occurs there).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache

_BEGINNING = 3  # letters that the words of a run have in common
_BEGUN = re.compile(rf'"([a-z]{{1,{_BEGINNING}}})')
_COUNT = re.compile(r": *(\d+)")
Run = tuple[int, int]  # from where to where in the list


@lru_cache(maxsize=1)
def word_list() -> str:
    """The list as it lies in its file: `{"the": 12345, "of": …}`; 0.1 s at the first
    call.
    """
    # Few plans need it, and these two bring twenty modules.
    import gzip
    from importlib import resources

    packed = resources.files("spellchecker").joinpath("resources", "en.json.gz")
    return gzip.decompress(packed.read_bytes()).decode("utf-8")


def listed(words: Set[str]) -> set[str]:
    """Those of the words, in small letters, that stand in the list; 0.05 s at the first
    call.
    """
    return set(occurrences(words))


def occurrences(words: Iterable[str]) -> dict[str, int]:
    """How often each of the words, in small letters, occurs in the list; those that do
    not stand in it are left out.
    """
    counts = {word: _occurrences_of(word) for word in words}
    return {word: count for word, count in counts.items() if count is not None}


def _occurrences_of(word: str) -> int | None:
    """How often a word occurs; None for one that does not stand in the list."""
    if not (word.isascii() and word.isalpha() and word.islower()):
        return None
    text, entry = word_list(), f'"{word}"'
    for start, stop in _runs().get(word[:_BEGINNING], ()):
        at = text.find(entry, start, stop)
        count = _COUNT.match(text, at + len(entry)) if at >= 0 else None
        if count:
            return int(count[1])
    return None


@lru_cache(maxsize=1)
def _runs() -> dict[str, list[Run]]:
    """Where in the list the words are that begin alike: a word is looked for among a
    few dozen and not among all.
    """
    text = word_list()
    starts: list[tuple[int, str]] = []
    last = ""
    for found in _BEGUN.finditer(text):
        if found[1] != last:
            last = found[1]
            starts.append((found.start(), last))
    stops = [start for start, _ in starts[1:]]
    runs: defaultdict[str, list[Run]] = defaultdict(list)
    for (start, beginning), stop in zip(starts, [*stops, len(text)], strict=True):
        runs[beginning].append((start, stop))
    return dict(runs)
