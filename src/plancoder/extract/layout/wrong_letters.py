"""Ligatures that a font calls by the name of another letter: "domesƟc", "aŌer".

Office programs write the number of a ligature's glyph as if it were a letter's. Which
ligature it is, is told by the words that it makes in the whole document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from plancoder.extract.characters import LIGATURES
from plancoder.extract.layout.shapes import Piece
from plancoder.extract.layout.spelling import HYPHENS
from plancoder.word_list import occurrences

# Letters that English and Welsh do not have. Those of Latin-1 are left out: "é" and "ö"
# stand in names that the word list does not know.
_FOREIGN = re.compile("(?![ŴŵŶŷẀ-ẅỲỳŸ])[Ā-\u1fff]")
_WORD = re.compile(r"[^\W\d_]+")
_SPELT = str.maketrans(LIGATURES)
# What Calibri and Carlito have no Unicode for, and what other fonts may have.
_FILLINGS = ("ti", "tt", "ft", "tti", "tf", "fi", "fl", "ff", "ffi", "ffl", "th", "st")
# As Calibri has them.
_USUAL = {"Ɵ": "ti", "Θ": "Ti", "Ʃ": "tt", "Ō": "ft", "ƫ": "tti", "ƞ": "tf"}
_FEWEST = 3  # other letters of a word that tells: "nō" is no "nth"
_SAMPLE = 300  # words that are asked: a long plan in another language has thousands
_MOST_WORDS = 0.5  # of the words with the letter: fewer may be words by chance
# Words from which a letter is known, and their share of all words with it: that three
# words come out as English is no accident.
_KNOWN_WORDS, _KNOWN_SHARE = 3, 0.75


def mend_wrong_letters(lines: Sequence[Piece]) -> None:
    """Puts ligatures in the place of letters that no English word has.

    "Ɵ" in "domesƟc", "vicƟms" and "acƟon" is "ti", and so it is in "mulƟ" then; the
    "Ō" of "Ōtaki" stays, for "fttaki" is no word.
    """
    marked = [at for at, line in enumerate(lines) if _has_foreign(line.text)]
    if not marked:
        return
    found = {word for at in marked for word in _foreign_words(lines[at].text)}
    said = {
        word
        for line in lines
        for word in _WORD.findall(line.text.translate(_SPELT).lower())
    }
    mender = _Mender(found, said)
    broken = _after_broken(lines)
    for at in marked:
        mender.mend(lines[at], inside=at in broken)


def _has_foreign(text: str) -> bool:
    return not text.isascii() and bool(_FOREIGN.search(text))


def _foreign_words(text: str) -> Iterator[str]:
    """Words with a foreign letter, all their other letters English."""
    for word in _WORD.findall(text.translate(_SPELT)):
        rest, count = _FOREIGN.subn("", word)
        if count and rest.isascii():
            yield word


def _after_broken(lines: Sequence[Piece]) -> set[int]:
    """The lines that begin within a word."""
    return {
        at
        for at, (above, _) in enumerate(pairwise(lines), 1)
        if above.hyphen or above.text[-1:] in HYPHENS
    }


class _Mender:
    """What each foreign letter of a document stands for."""

    def __init__(self, words: set[str], said: set[str]) -> None:
        self.said = said
        self.fillings: dict[str, str] = {}
        self.known: set[str] = set()
        with_letter: defaultdict[str, set[str]] = defaultdict(set)
        for word in words:
            letters = set(_FOREIGN.findall(word))
            for letter in letters:
                with_letter[letter].update({word} if len(letters) == 1 else ())
        for letter, some in with_letter.items():
            self.learn(letter, some)

    def learn(self, letter: str, words: set[str]) -> None:
        """Takes the filling that makes the most words, of two alike the usual one, of
        two others the one that makes the commoner words.
        """
        telling = [word for word in words if len(word.replace(letter, "")) >= _FEWEST]
        telling = sorted(telling)[:_SAMPLE]
        votes = {
            filling: self.words_made(telling, letter, filling) for filling in _FILLINGS
        }
        usual = _USUAL.get(letter, "")
        best = max(
            _FILLINGS,
            key=lambda filling: (
                len(votes[filling]),
                usual.lower() == filling,
                sum(votes[filling].values()),
            ),
        )
        made = len(votes[best])
        if not telling and usual:
            # Only in words with two such letters: what is read must be a word still.
            self.fillings[letter] = usual
        if made and made >= _MOST_WORDS * len(telling):
            self.fillings[letter] = usual if usual.lower() == best else best
        if made >= _KNOWN_WORDS and made >= _KNOWN_SHARE * len(telling):
            self.known.add(letter)

    def words_made(
        self, words: Sequence[str], letter: str, filling: str
    ) -> Mapping[str, int]:
        """The words that a filling makes of some, with how often English has them."""
        filled = {word.replace(letter, filling).lower() for word in words}
        english = occurrences(filled)
        return dict.fromkeys(filled & self.said, 0) | english

    def mend(self, line: Piece, *, inside: bool) -> None:
        """Mends the words of a line; `inside` where it begins within a word."""
        bold = line.bold_letters == line.letters
        line.text = _WORD.sub(
            lambda word: self.mended(word[0], inside=inside and not word.start()),
            line.text,
        )
        if bold:
            line.bold_letters = line.letters

    def mended(self, word: str, *, inside: bool) -> str:
        """A word as it is read, or as it is where that makes no word: but a letter that
        is known is read inside of any.
        """
        if not _has_foreign(word):
            return word
        spelt = word.translate(_SPELT)
        letters = _FOREIGN.findall(spelt)
        if not self.fillings.keys() >= set(letters):
            return word
        filled = _FOREIGN.sub(lambda letter: self.fillings[letter[0]], spelt)
        known = self.known.issuperset(letters)
        within = inside or not _FOREIGN.match(spelt)
        if known and within:
            return filled
        others = len(spelt) - len(letters)
        telling = others >= (1 if known else _FEWEST)
        return filled if telling and self.is_word(filled) else word

    def is_word(self, word: str) -> bool:
        """True for a word of English or of the document."""
        small = word.lower()
        return small in self.said or bool(occurrences({small}))
