"""Text as a sequence of words with offsets, and the form in which words are compared.

Offsets are always those of the raw text; only the comparing form is folded: case,
accents, ligatures, soft hyphens,
zero-width characters, apostrophes and the possessive 's make no difference. Hyphens and
blanks stand between words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

APOSTROPHES = "'’‘ʼ`´‛′＇"
HYPHENS = "-‐‑‒–—―−"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"


def _alphanumeric() -> str:
    """The characters of words as ranges for a character class: a table look-up, twice
    as fast as a negated class.
    """
    codes = [code for code in range(0x10000) if chr(code).isalnum()]
    firsts = [
        code
        for code, before in zip(codes, [-2, *codes], strict=False)
        if code != before + 1
    ]
    lasts = [
        code
        for code, after in zip(codes, [*codes[1:], -2], strict=True)
        if code != after - 1
    ]
    mathematical = (  # bold and sans letters by which some PDFs set their headings
        "\U0001d400-\U0001d7ff"
    )
    return (
        "".join(
            f"\\u{first:04x}-\\u{last:04x}"
            for first, last in zip(firsts, lasts, strict=True)
        )
        + mathematical
    )


# Inside a word: what is not seen, accents on their own, apostrophes, and a soft hyphen
# with the line break after it.
_INSIDE = rf"(?:[{_UNSEEN}{_MARKS}{APOSTROPHES}]+|\u00ad[ \t\r]*\n[ \t]*)"


@cache
def _word() -> str:
    """The pattern of a word. Made, as those below, when first wanted: with all letters
    there are it takes a while to compile, and most commands look for no words.
    """
    letters = _alphanumeric()
    return (
        rf"[{letters}]++(?:{_INSIDE}[{letters}]++)*+[{_MARKS}]*+(?:"
        rf" [{APOSTROPHES}]s(?![{letters}]))?+|&"
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(_word())


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile(f"({_word()})")


@cache
def _phrase_words() -> re.Pattern[str]:
    return re.compile(rf"({_word()})(\*?)")


# A hyphen that ties two words, also over a line break ("vulner-\nable") and before a
# blank ("vulner- able").
HYPHEN_GAPS = frozenset(
    hyphen + blank
    for hyphen in HYPHENS
    for blank in ("", " ", "\n", "\r\n", " \n", "\n ", "  ")
)
# Words of a phrase do not run over the end of a sentence, a list mark or an empty line.
_BARRIER = re.compile(r"[.;:!?…|•‣⁃◦●○▪■◆►➤✓✔]|\n[ \t\r]*\n")
_USUAL_GAP = 40  # characters; words farther apart than that are not one phrase
_PLAIN_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# The usual slip for plurals that take 's; the apostrophe makes no difference here
# either.
_LOST_APOSTROPHE = {
    "childrens": "children",
    "womens": "women",
    "mens": "men",
    "peoples": "people",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: `text[start:end]` as written, `form` as compared."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """One word of a term: its comparing form, or the exact letters where case counts;
    `prefix` for `victim*`.
    """

    form: str
    prefix: bool = False
    case: bool = False
    hyphen: bool = False  # the codebook ties it to the word before by a hyphen
    loose: bool = (
        False  # the codebook itself has punctuation before it, so the text may too
    )


def split_pieces(text: str) -> list[str]:
    """Text cut into gap, word, gap, word … gap; nothing is lost, so lengths add up to
    offsets.
    """
    return _pieces().split(text)


def split_words(text: str) -> list[Word]:
    """The words of a text in order."""
    return [
        Word(found.start(), found.end(), fold_word(found.group()))
        for found in _words().finditer(text)
    ]


def word_starts(text: str) -> list[int]:
    """Where the words of a text begin."""
    return [found.start() for found in _words().finditer(text)]


def fold_word(word: str) -> str:
    """The form in which a word is compared; never blank for a word found by this
    module.
    """
    if word.isascii() and word.isalnum():
        form = word.lower()
    elif word == "&":
        return "and"
    else:
        form = (
            "".join(filter(str.isalnum, _strip_possessive(word).casefold()))
            or word.casefold()
        )
    return _LOST_APOSTROPHE.get(form, form)


def fold_exact(word: str) -> str:
    """The form in which a word is compared where case counts."""
    if word.isascii() and word.isalnum():
        return word
    return "".join(filter(str.isalnum, _strip_possessive(word))) or word


def _strip_possessive(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).translate(_PLAIN_APOSTROPHE)
    plain = "".join(
        character for character in plain if character == "'" or character.isalnum()
    )
    return plain[:-2] if plain.endswith(("'s", "'S")) and len(plain) > 2 else plain


def phrase_words(phrase: str, *, case: bool = False) -> tuple[PhraseWord, ...]:
    """The words of a term; a word that ends in `*` stands for every word that begins
    so.
    """
    words: list[PhraseWord] = []
    last = 0
    for found in _phrase_words().finditer(phrase):
        raw, star = found.groups()
        gap = phrase[last : found.start()]
        words.append(
            PhraseWord(
                form=fold_exact(raw) if case else fold_word(raw),
                prefix=bool(star),
                case=case,
                hyphen=bool(words) and gap in HYPHENS and bool(gap),
                loose=bool(words) and ("," in gap or bool(_BARRIER.search(gap))),
            )
        )
        last = found.end()
    return tuple(words)


def gap_kind(gap: str) -> str:
    """What stands between two words: "plain" (they may be one phrase), "comma" or
    "barrier".
    """
    return _gap_kind(gap) if len(gap) <= _USUAL_GAP else "barrier"


@lru_cache(maxsize=4096)
def _gap_kind(gap: str) -> str:
    if _BARRIER.search(gap):
        return "barrier"
    return "comma" if "," in gap else "plain"
