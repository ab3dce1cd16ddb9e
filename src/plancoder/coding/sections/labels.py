"""Labels that announce a priority: "Priority 3:", "Objective Two –", "Blaenoriaeth 1 /
Priority 1".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from plancoder.number_words import NUMBER_WORDS, ORDINALS

Words = tuple[str, ...]

# In order of weight: where a plan numbers two kinds of thing, the first of these words
# names its priorities.
LABEL_WORDS = (
    *(
        "priority",
        "pledge",
        "promise",
        "objective",
        "theme",
        "pillar",
        "aim",
        "goal",
        "ambition",
    ),
    *("commitment", "strand", "mission", "outcome", "undertaking", "focus"),
)
_WELSH_WORDS = {
    "blaenoriaeth": "priority",
    "amcan": "objective",
    "thema": "theme",
    "nod": "aim",
    "canlyniad": "outcome",
    "addewid": "pledge",
    "ymrwymiad": "commitment",
}
# How the first letter of a Welsh word changes after "fy", "ei", "ein" and the like.
_MUTATIONS = {
    **{"b": ("f", "m"), "c": ("g", "ngh", "ch"), "p": ("b", "mh", "ph")},
    **{"t": ("d", "nh", "th"), "d": ("dd", "n"), "g": ("", "ng"), "m": ("f",)},
    **{"ll": ("l",), "rh": ("r",)},
    **{vowel: ("h" + vowel,) for vowel in "aeiouwy"},
    **dict.fromkeys(("ch", "dd", "ff", "ng", "ph", "th"), ()),
}


def welsh_forms(word: str) -> tuple[str, ...]:
    """A Welsh word with its mutations: "blaenoriaeth" gives also "flaenoriaeth" and
    "mlaenoriaeth".
    """
    first = word[:2] if word[:2] in _MUTATIONS else word[:1]
    changed = _MUTATIONS.get(first, ())
    return (word, *(other + word[len(first) :] for other in changed))


WELSH = {
    form: english
    for word, english in _WELSH_WORDS.items()
    for form in welsh_forms(word)
}
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_ADJECTIVES = (
    r"(?:(?:our|my|the|fy|ein|strategic|local|key|policing|crime|police\s+and\s+crime|plan"
    r"|force|proposed|draft|suggested)\s+){0,3}"
)
_NUMBER = (
    r"(?:number\s+|no\.?\s*|\((?=\w{1,6}\)))?(\d{1,2}(?:\.\d{1,2})?|(?i:"
    + "|".join(NUMBER_WORDS)
    + r")|[A-H]|[IVX]{1,4}|(?<=\()[ivx]{1,4}(?=\)))(?![\w.]\w|\w|\s+(?:to|and|&)\s+\d)"
)
_AFTER = (
    rf"(?:\s+of\s+(?:\d{{1,2}}|(?i:{'|'.join(NUMBER_WORDS)})))?"
    r"\s*[:.)\]|/\u2013\u2014-]*\s*"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A numbered label: its word in English and the singular, its number as figures,
    and where its wording begins.
    """

    word: str
    number: str
    start: int
    end: int  # past the label and its colon or dash: here the wording begins
    welsh: bool = False
    closed: bool = True  # a colon, dash or stop follows the number
    written: str = ""  # the number as the plan writes it

    @property
    def sub(self) -> bool:
        """True for "1.2": a part of a priority, not one of its own."""
        return "." in self.number

    @property
    def shown(self) -> str:
        """The label as tables show it: "Priority 3"."""
        return f"{self.word.capitalize()} {self.written or self.number}"

    def moved(self, offset: int) -> Label:
        """The label in a text in which its own begins at `offset`."""
        return replace(self, start=offset + self.start, end=offset + self.end)


# Letters that scanners take for one another: "Prlority 1" is a label all the same.
_ALIKE = {"i": "[il1]", "l": "[li1]", "o": "[o0]"}


def _as_scanned(word: str) -> str:
    """A pattern for a label word with a scanner's slips and in the plural: "Aims 1"."""
    scanned = "".join(_ALIKE.get(letter, letter) for letter in word)
    return f"{scanned[:-1]}(?:y|ies)" if word[-1] == "y" else f"{scanned}s?"


def _every(words: Words) -> str:
    return "|".join(map(_as_scanned, (*words, *WELSH)))


@lru_cache(maxsize=256)
def _meant(written: str, words: Words) -> str:
    """The label word for which a written one stands, slips of the scanner included."""
    every = (*words, *WELSH)
    return next((w for w in every if re.fullmatch(_as_scanned(w), written)), written)


@lru_cache(maxsize=64)
def _pattern(words: Words, start_only: bool) -> re.Pattern[str]:
    before = r"^[\W\d_]{0,4}" if start_only else r"(?<![\w-])(?=[A-Z])"
    label = rf"(?i:{_ADJECTIVES}({_every(words)})(?:\s+area)?)"
    return re.compile(rf"{before}{label}\s+{_NUMBER}{_AFTER}")


@lru_cache(maxsize=16)
def _ordinal_pattern(words: Words) -> re.Pattern[str]:
    return re.compile(
        rf"^[\W\d_]{{0,4}}(?:(?:my|our|the)\s+)?(?P<number>{'|'.join(ORDINALS)})\s+"
        rf"(?P<word>{'|'.join(words)})(?:\s*[:\u2013\u2014-]\s*|\s*$)",
        re.IGNORECASE,
    )


def _titled(found: re.Match[str]) -> bool:
    """True for "Priority One Safer roads" and "Objective B Safer roads": a number in
    words, or a letter that is no word, before a capital.
    """
    written = found.group(2)
    counts = written.casefold() in NUMBER_WORDS or written in "ABCDEFGH"
    return counts and found.string[found.end() : found.end() + 1].isupper()


def number_in_figures(written: str) -> str:
    """Of "Three", "III", "C" and "3": 3."""
    lower = written.casefold()
    for row in (NUMBER_WORDS, _ROMAN):
        if lower in row:
            return str(row.index(lower) + 1)
    if len(lower) == 1 and lower.isalpha():
        return str(ord(lower) - ord("a") + 1)
    return lower


def _made(found: re.Match[str], offset: int, words: Words) -> Label:
    word, number = _meant(found[1].casefold(), words), found[2]
    tail = found.string[found.end(2) : found.end()]
    # "Priorities 1" alone is an entry with its page.
    ends = found.end() == len(found.string) and len(found[1]) <= len(word)
    return Label(
        word=WELSH.get(word, word),
        number=number_in_figures(number),
        start=offset + found.start(),
        end=offset + found.end(),
        welsh=word in WELSH,
        closed=bool(tail.strip()) or ends,
        written="" if number.casefold() in NUMBER_WORDS else number.upper(),
    )


def read_label(text: str, offset: int = 0, words: Words = LABEL_WORDS) -> Label | None:
    """The label with which `text` begins; where a Welsh and an English label stand side
    by side, both are passed.

    A number in words or letters counts only with a colon, a dash or nothing behind it:
    "priority one would" is prose.
    """
    usual = words is LABEL_WORDS
    label = _usual_label(text) if usual else _label_at_start(text, words)
    return label.moved(offset) if label and offset else label


@lru_cache(maxsize=8192)
def _usual_label(text: str) -> Label | None:
    """The label at the start of a text by the usual words; kept, since contents,
    headings and items ask of each line.
    """
    return _label_at_start(text, LABEL_WORDS)


def _label_at_start(text: str, words: Words) -> Label | None:
    """The label with its places counted from the start of the text."""
    pattern = _pattern(words, True)
    first = pattern.match(text)
    if first is None:
        return _ordinal_label(text, words)
    label = _made(first, 0, words)
    singular = len(first[1]) <= len(_meant(first[1].casefold(), words))
    numbered = first[2][0].isdigit() or _titled(first)
    if not (label.closed or (numbered and singular)):
        return None
    second = pattern.match(text[first.end() :])
    again = _made(second, label.end, words) if second else None
    if again is None or again.number != label.number:
        return label
    return replace(label, end=again.end, welsh=label.welsh and again.welsh, closed=True)


def _ordinal_label(text: str, words: Words) -> Label | None:
    """The label "First Priority: …" or "Our second aim – …" at the start of a text."""
    found = _ordinal_pattern(words).match(text)
    if found is None:
        return None
    number = str(ORDINALS.index(found["number"].casefold()) + 1)
    return Label(found["word"].casefold(), number, found.start(), found.end())


@lru_cache(maxsize=16)
def _suffix_pattern(words: Words) -> re.Pattern[str]:
    label = rf"(?i:{_ADJECTIVES}({_every(words)}))"
    return re.compile(rf"(?<=\S)\s*[(\[]{label}\s+{_NUMBER}\s*[)\]]\W*$")


def read_suffix(text: str, offset: int = 0, words: Words = LABEL_WORDS) -> Label | None:
    """The label in brackets with which a heading ends: "Safer roads (Priority 1)";
    `start` is where it begins.
    """
    found = _suffix_pattern(words).search(text)
    return _made(found, offset, words) if found else None


def labels_inside(
    text: str, start: int, end: int, words: Words = LABEL_WORDS
) -> list[Label]:
    """Labels with a capital and a colon or dash anywhere in running text, where line
    breaks were lost.
    """
    pattern = _pattern(words, False)
    labels = []
    reach = start
    # Trying it at each capital is many times cheaper than searching.
    for capital in _CAPITAL.finditer(text, start, end):
        at = capital.start()
        found = pattern.match(text, at, end) if at >= reach else None
        if found:
            reach = max(found.end(), at + 1)
            labels.append(_made(found, 0, words))
    return [one for one in labels if one.closed and text[one.end - 1] != "."]


_CAPITAL = re.compile("[A-Z]")


def any_stop(text: str) -> bool:
    """Whether a text holds a colon or dash, as behind a label."""
    return ":" in text or "-" in text or "\u2013" in text or "\u2014" in text


@lru_cache(maxsize=16)
def _bare_pattern(words: Words) -> re.Pattern[str]:
    every = "|".join((*words, *WELSH))
    return re.compile(
        rf"^(?:\d{{1,2}}[.)]\s)?\W{{0,4}}{_ADJECTIVES}({every})\s*[:\u2013\u2014-]\s+(?=\S)",
        re.IGNORECASE,
    )


def read_bare_label(text: str, words: Words = LABEL_WORDS) -> tuple[str, int] | None:
    """The word of an unnumbered label ("Priority: safer roads") and where its wording
    begins.
    """
    found = _bare_pattern(words).match(text) if any_stop(text) else None
    if found is None:
        return None
    word = found[1].casefold()
    return WELSH.get(word, word), found.end()
