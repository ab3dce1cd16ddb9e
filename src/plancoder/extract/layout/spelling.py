"""Words broken at the end of a line and ligatures without a mapping, mended by the
words of the document itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from plancoder.extract.characters import LIGATURES, plain_letters
from plancoder.extract.layout.shapes import Piece
from plancoder.word_list import listed

HYPHENS = "-‐\u00ad\u2011"
_WORD = re.compile(r"[a-zà-ÿŵŷ]+(?:[-'][a-zà-ÿŵŷ]+)*")
_TAIL = re.compile(r"([^\W\d_]+(?:[-‐\u2011'’][^\W\d_]+)*)[-‐\u00ad\u2011]?$")
_HEAD = re.compile(r"[^\W\d_]+")
_FIRST_PARTS = (
    "all anti cross ex half high inter long low mid multi non post self short single"
    " well"
)
_PREFIXES = frozenset(_FIRST_PARTS.split())
_LAST_PARTS = frozenset(("based", "led", "related", "focused"))
_PRESENTATION = re.compile("[ﬀ-ﬆ]")
_HOLE = re.compile("[\ufffd\x00-\x08\x0b\x0e-\x1f]")
_FILLINGS = ("fi", "fl", "ff", "ffi", "tt", "ti", "ft", "ffl", "tti", "th", "ct", "st")
_DROPPED = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff]")

_AT_ONCE = 500  # lines: a long plan must not stand in memory three times over
_WHOLE_WORD = 4  # letters of a part of a compound at the least
_LONGEST_WORD = 60  # letters: only the end of a long text is searched

Vocabulary = Mapping[str, int]


def vocabulary_of(lines: Iterable[Piece]) -> Vocabulary:
    """The words of the document with their number, compounds as one word; broken ends
    of lines left out.
    """
    tokens: Counter[str] = Counter()
    parts: list[str] = []
    for line in lines:
        text = line.text
        parts.append(
            text.rpartition(" ")[0] if line.hyphen or text[-1:] in HYPHENS else text
        )
        if len(parts) == _AT_ONCE:
            tokens.update(_tokens_of(parts))
            parts.clear()
    tokens.update(_tokens_of(parts))
    return _words_in(tokens)


def _words_in(tokens: Counter[str]) -> Counter[str]:
    """The words of tokens, signs left out; most tokens are one word, and need no
    pattern.

    "rooms" twice and "rooms." once: three times "rooms".
    """
    counts: Counter[str] = Counter()
    for token, times in tokens.items():
        if token.isalpha() and token.isascii():
            counts[token] += times
        else:
            for word in _WORD.findall(token):
                counts[word] += times
    return counts


def _tokens_of(parts: Sequence[str]) -> list[str]:
    """Of "Calm-down rooms’ doors": calm-down, rooms', doors."""
    text = "\n".join(parts).lower()
    if not text.isascii():
        text = (
            _DROPPED.sub("", text)
            .replace("‐", "-")
            .replace("\u2011", "-")
            .replace("’", "'")
        )
    return text.split()


def join_lines(lines: Sequence[Piece], vocabulary: Vocabulary) -> tuple[str, list[int]]:
    """The text of a block and the offset at which each of its lines begins."""
    if len(lines) == 1:
        return clean(lines[0].text, vocabulary), [0]
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    for line in lines:
        text = clean(line.text, vocabulary)
        if parts:
            broken = lines[len(parts) - 1].hyphen
            parts[-1] = _joined(parts[-1], text, vocabulary, broken=broken)
            length += len(parts[-1])
        offsets.append(length)
        parts.append(text)
    return "".join(parts), offsets


def clean(text: str, vocabulary: Vocabulary) -> str:
    """Text with ligatures as letters, without soft hyphens and invisible signs."""
    if text.isascii() and text.isprintable():
        return text
    text = _PRESENTATION.sub(
        lambda found: LIGATURES[found.group()], _DROPPED.sub("", plain_letters(text))
    )
    if _HOLE.search(text):
        text = " ".join(_fill(word, vocabulary) for word in text.split(" "))
    return text


def _fill(word: str, vocabulary: Vocabulary) -> str:
    """A word with a hole, filled with the ligature that makes a word of this document;
    else left as it is.
    """
    if not _HOLE.search(word):
        return word
    fillings = [_HOLE.sub(filling, word) for filling in _FILLINGS]
    known = [vocabulary.get(_letters(filled), 0) for filled in fillings]
    return fillings[known.index(max(known))] if any(known) else word


def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, word)).lower()


def _joined(text: str, following: str, vocabulary: Vocabulary, *, broken: bool) -> str:
    """`text` as it must end for `following` to be put after it: with a space, or mended
    where a word was broken.

    "the neigh-" before "bourhood" gives "the neigh", "a well-" before "lit street"
    gives "a well-", "the towns" gives "the towns ".
    """
    stripped = text.rstrip(" ") if broken or text[-1:] in HYPHENS else ""
    hyphen = stripped[-1:] if stripped[-1:] in HYPHENS else ""
    stem = stripped[:-1] if hyphen else stripped
    if not stem or (hyphen and stem.endswith(" ")):
        return text + " "
    start = max(stem.rfind(" ") + 1, len(stem) - _LONGEST_WORD)
    tail, head = _TAIL.search(stem, start), _HEAD.match(following)
    if tail is None or head is None:
        figures = hyphen and stem[-1].isalnum() and following[:1].isalnum()
        return stem + "-" if figures else text + " "
    compound = _is_compound(tail[1], head.group(), vocabulary, drawn=bool(hyphen))
    return stem + "-" if compound else stem


@lru_cache(maxsize=1024)
def _are_two_words(left: str, right: str) -> bool:
    """True for two English words of four letters or more that make none together."""
    if min(len(left), len(right)) < _WHOLE_WORD:
        return False
    return listed({left, right, left + right}) == {left, right}


def _is_compound(left: str, right: str, vocabulary: Vocabulary, *, drawn: bool) -> bool:
    """True where the hyphen belongs to the word and did not only part it at the end of
    the line.
    """
    whole = vocabulary.get((left + right).lower(), 0)
    compound = vocabulary.get(f"{left}-{right}".lower(), 0)
    if whole or compound:
        return compound > whole
    if right[0].isupper() or (drawn and left[-1:].isdigit()):
        return True
    if right.lower() in _LAST_PARTS and len(left) >= _WHOLE_WORD:
        return True
    if not vocabulary.get(right.lower(), 0):
        # "light-" before "filled", with neither elsewhere: English words, and no word.
        return _are_two_words(left.lower(), right.lower())
    # Hyphenation rarely cuts a word that occurs nowhere else into two that do.
    return left.lower() in _PREFIXES or (
        len(left) >= 4 and len(right) >= 4 and vocabulary.get(left.lower(), 0) > 0
    )
