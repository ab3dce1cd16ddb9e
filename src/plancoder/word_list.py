"""The English word list that ships with pyspellchecker (MIT; 160,000 words of film
subtitles, each with how often it occurs there).
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def word_list() -> str:
    """The list as it lies in its file: `{"the": 12345, "of": …}`; 0.1 s at the first
    call.
    """
    packed = resources.files("spellchecker").joinpath("resources", "en.json.gz")
    return gzip.decompress(packed.read_bytes()).decode("utf-8")


def frequency(word: str) -> int:
    """How often a word in small letters occurs in the list's texts; 0: not listed."""
    text = word_list()
    entry = f'"{word}": '
    at = text.find(entry)
    if at < 0:
        return 0
    start = at + len(entry)
    digits = text[start : start + 12].split(",")[0]
    return int(digits.strip(" }"))
