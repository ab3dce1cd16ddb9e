"""Words that an OCR engine saw: their sizes and base lines, and bullets that it took
for letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from statistics import median

from plancoder.extract.layout.bullets import find_marks
from plancoder.extract.layout.pieces import PieceMaker
from plancoder.extract.layout.shapes import NEW_LINE, PLAIN, SPACE, Piece

# Heights of a word's box ÷ size of its letters, by the letters inside; close to all
# text fonts.
_BOTH, _UP, _DOWN, _FLAT = 0.93, 0.72, 0.73, 0.52
_DEPTH = 0.21  # of letters that reach below the base line ÷ size
_UP_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZbdfhklti0123456789£$%&()/!?\"'“”‘’")
_DOWN_LETTERS = frozenset("gjpqyQ,;()/")
# What a round or square bullet looks like to an engine that knows letters only.
_BULLET_LIKE = frozenset(
    {
        "e",
        "o",
        "©",
        "®",
        "¢",
        "°",
        "*",
        "«",
        "»",
        "+",
        "§",
        "™",
        "=",
        "~",
        "@",
        "¥",
        ">",
    }
)
_GLUED = frozenset("©®¢*«»+")  # seen fast to the word behind them
_SURE_BULLETS = frozenset("•●▪■◦‣⁃·")
_ALIKE = 0.09  # sizes that differ by less are one


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in points from the top left, and the engine's confidence, 0
    to 100.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


@dataclass(slots=True)
class Line:
    """The words of a line, its base line and the size of its letters."""

    words: list[Word]
    base: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        heights = [
            (word, _height_share(word.text))
            for word in self.words
            if any(map(str.isalnum, word.text))
        ]
        sizes = [(word.bottom - word.top) / share for word, share in heights]
        self.size = (
            median(sizes)
            if sizes
            else max(word.bottom - word.top for word in self.words)
        )
        flat = [word.bottom for word, share in heights if share in (_UP, _FLAT)]
        lowest = median(word.bottom for word in self.words)
        self.base = median(flat) if flat else lowest - _DEPTH * self.size

    @property
    def letters(self) -> int:
        """Number of letters."""
        return sum(len(word.text) for word in self.words)


def _height_share(text: str) -> float:
    up = any(letter in _UP_LETTERS for letter in text)
    down = any(letter in _DOWN_LETTERS for letter in text)
    return (_BOTH if down else _UP) if up else (_DOWN if down else _FLAT)


def make_line(words: Sequence[Word]) -> Line | None:
    """A line without what the engine made of specks and pictures; None where nothing is
    left.
    """
    mended = [
        _mend_bar(word, following) for word, following in zip_longest(words, words[1:])
    ]
    kept = [word for word in mended if word.text.strip() and not _is_noise(word)]
    return Line(kept) if kept else None


def _mend_bar(word: Word, following: Word | None) -> Word:
    """A bar before a small word is the word "I"; elsewhere it is a rule of a table."""
    if word.text not in ("|", "‘|", "“|", '"|'):
        return word
    is_word = following is not None and following.text[:1].islower()
    return replace(word, text=word.text.replace("|", "I" if is_word else ""))


def _is_noise(word: Word) -> bool:
    """True for what an engine saw without being sure: "|" at 30 of 100, "teh" at 10;
    never for what may be a bullet.
    """
    if word.text in _BULLET_LIKE or word.text in _SURE_BULLETS:
        return False
    meaningful = any(map(str.isalnum, word.text))
    return (
        word.confidence < (20 if meaningful else 50)
        or word.bottom <= word.top
        or word.x1 <= word.x0
    )


def sum_confidence(lines: Sequence[Line]) -> float:
    """Confidence of all words together, those without letters left out."""
    return sum(
        word.confidence
        for line in lines
        for word in line.words
        if any(map(str.isalpha, word.text))
    )


def mean_confidence(lines: Sequence[Line]) -> float:
    """Mean confidence, 0 to 100, of the words with letters, each by its length; 100
    where there are none.
    """
    words = [
        word
        for line in lines
        for word in line.words
        if any(map(str.isalpha, word.text))
    ]
    letters = sum(len(word.text) for word in words)
    return (
        sum(word.confidence * len(word.text) for word in words) / letters
        if letters
        else 100.0
    )


def settle_sizes(lines: Sequence[Line]) -> None:
    """Give lines of about one size exactly one, so that layout sees body and headings
    and not the noise of boxes.
    """
    left = list(lines)
    while left:
        weights: Counter[float] = Counter()
        for line in left:
            weights[round(line.size * 2) / 2] += line.letters
        size = max(1.0, weights.most_common(1)[0][0])
        rest = []
        for line in left:
            if abs(line.size - size) <= max(0.5, _ALIKE * size):
                line.size = size
            else:
                rest.append(line)
        if len(rest) == len(left):
            return
        left = rest


def mend_bullets(lines: Sequence[Line]) -> list[Line]:
    """Turn what stands for a bullet into one: signs, or one and the same letter, that
    begin lines at one place.
    """
    starts = [_find_start(line) for line in lines]
    signs = Counter(place for sign, place in starts if sign and not sign.isalpha())
    letters = Counter(start for start in starts if start[0].isalpha())
    mended = []
    for line, (sign, place) in zip(lines, starts, strict=True):
        near = (place - 1, place, place + 1)
        fellows = sum(letters[sign, at] if sign.isalpha() else signs[at] for at in near)
        mended.append(_with_bullet(line) if sign and fellows >= 2 else line)
    return mended


def _find_start(line: Line) -> tuple[str, int]:
    """The sign in front of the line that may stand for a bullet, alone or at its first
    word, and its place.
    """
    first = line.words[0]
    place = round(first.x0 / 6)
    if first.text in _BULLET_LIKE and len(line.words) > 1:
        return first.text, place
    glued = first.text[0] in _GLUED and first.text[1:2].isalpha()
    return (first.text[0] if glued else ""), place


def _with_bullet(line: Line) -> Line:
    """For "eHomes first": "• Homes first"."""
    first = line.words[0]
    width = (first.x1 - first.x0) / len(first.text)
    words = [replace(first, text="•", x1=first.x0 + width)]
    if len(first.text) > 1:
        words.append(replace(first, text=first.text[1:], x0=first.x0 + width))
    mended = Line([*words, *line.words[1:]])
    mended.base, mended.size = line.base, line.size
    return mended


def lay_words(lines: Sequence[Line]) -> list[Piece]:
    """Pieces of the page as layout takes them from any reader."""
    maker = PieceMaker()
    for line in lines:
        for index, word in enumerate(line.words):
            maker.add(
                word.text,
                word.x0,
                word.x1,
                line.base,
                line.size,
                PLAIN,
                SPACE if index else NEW_LINE,
            )
    return find_marks(maker.finish(), [])
