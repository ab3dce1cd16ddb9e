"""Which words are good English, so that no good word is ever bent into a codebook word.

The list (`plancoder.word_list`) is read once a process: 0.1 s and 7 MB. It is American
and lacks many derived words, so British spellings and the common prefixes and endings
are reckoned here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from plancoder.word_list import word_list

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
# letters; words are kept as one text per beginning, which costs a fifth of a set of
# 160,000 strings
_BUCKET = 3
_ENTRY = re.compile(r'"([a-z]+)"')
_SPELLINGS = (
    ("is", "iz"), ("ys", "yz"), ("our", "or"),
    ("tre", "ter"), ("ll", "l"), ("ence", "ense"), ("ogue", "og"),
    ("mme", "m"), ("sk", "c"), ("paed", "ped"),
    ("haem", "hem"), ("anaes", "anes"), ("foet", "fet"), ("oeuv", "euv"),
)  # fmt: skip
_ENDINGS = {
    "s": 4,
    "es": 4,
    "ed": 4,
    "er": 4,
    "ers": 4,
    "ing": 4,
    "ings": 4,
    "ly": 5,
    "ness": 5,
    "less": 5,
    "ment": 5,
}
_E_ENDINGS = frozenset(("ing", "ings", "able"))
_AFTER_E = frozenset(("d", "r", "rs"))
_LONGEST_ENDING = 4
_BEGINNINGS = {
    "re": 5, "un": 5, "co": 5, "non": 4, "pre": 5,
    "anti": 4, "multi": 4, "inter": 4, "sub": 5, "over": 4, "under": 4,
    "mis": 5, "dis": 5, "cyber": 4, "counter": 4, "micro": 4,
    "mid": 4, "self": 4, "out": 4, "semi": 4, "super": 4,
    "trans": 4, "post": 4,
}  # fmt: skip
_LONGEST_BEGINNING = 7
# Words of the grammar never make part of a compound: "the rapist" is not "therapist",
# "home less" not "homeless".
GRAMMAR = frozenset((
    "a", "about", "after", "against", "all", "also", "am", "an", "and", "any", "are",
    "as", "at", "be", "been", "before", "being", "between", "both", "but", "by", "can",
    "could", "did", "do", "does", "during", "each", "few", "for", "from", "had", "has",
    "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its",
    "just", "least", "less", "may", "me", "might", "more", "most", "must", "my", "no",
    "nor", "not", "of", "on", "only", "onto", "or", "other", "our", "over", "own",
    "per", "same", "shall", "she", "should", "so", "some", "such", "than", "that",
    "the", "their", "them", "these", "they", "this", "those", "through", "to", "under",
    "upon", "us", "very", "was", "we", "were", "what", "when", "where", "which", "who",
    "whom", "whose", "why", "will", "with", "without", "would", "yet", "you", "your",
))  # fmt: skip


# Two good spellings of one word. The endings -ise and -ize are found by rule, with the
# list as judge.
_TWINS = (
    ("behaviour", "behavior"), ("neighbour", "neighbor"),
    ("harbour", "harbor"), ("labour", "labor"),
    ("honour", "honor"), ("offence", "offense"),
    ("defence", "defense"), ("centre", "center"),
    ("programme", "program"), ("counselling", "counseling"),
    ("counsellor", "counselor"), ("paedo", "pedo"),
    ("judgement", "judgment"), ("ageing", "aging"),
)  # fmt: skip
_IZE = re.compile(r"(?<=[a-z]{3})i([sz])(?=e|i|a|o|$)")


# Contractions as they are compared, without their apostrophe: "aren't" is no slip for
# parent.
_CONTRACTED = (
    "aint arent cant couldnt couldve didnt doesnt dont hadnt hasnt havent hed hell"
    " heres ill im isnt itd itll ive lets mightnt mustnt neednt shant shed shell shes"
    " shouldnt shouldve thats thered therell theres theyd theyll theyre theyve wasnt"
    " wed well were werent weve whatll whats wheres whod wholl whos whove wont wouldnt"
    " wouldve youd youll youre youve"
)


class EnglishWords:
    """The fixed list, asked word by word."""

    def __init__(self, words: Iterator[str]) -> None:
        # Grown word by word: 160,000 strings alive at once would leave the process 10
        # MB larger for good.
        buckets: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(b" "))
        for word in words:
            buckets[word[:_BUCKET]] += f"{word} ".encode()
        for word in _CONTRACTED.split():
            buckets[word[:_BUCKET]] += f"{word} ".encode()
        self._buckets = {start: group.decode() for start, group in buckets.items()}

    def __contains__(self, word: str) -> bool:
        return f" {word} " in self._buckets.get(word[:_BUCKET], "")

    def beginning_with(self, stem: str) -> list[str]:
        """The listed words that begin with a stem of three letters or more, in
        alphabetical order.
        """
        bucket = self._buckets.get(stem[:_BUCKET], "")
        return (
            sorted(re.findall(rf" ({re.escape(stem)}[a-z]*)(?= )", bucket))
            if len(stem) >= _BUCKET
            else []
        )

    def knows(self, word: str) -> bool:
        """Whether a word is good English: listed, a British spelling of a listed word,
        or plainly derived from one.
        """
        return self._spelt(word) or self._inflected(word) or self._prefixed(word)

    def one_edit_from(self, word: str) -> bool:
        """Whether a listed word is one letter changed, lost, added or swapped away."""
        for cut in range(len(word) + 1):
            head, tail = word[:cut], word[cut:]
            if tail and head + tail[1:] in self:
                return True
            if len(tail) > 1 and head + tail[1] + tail[0] + tail[2:] in self:
                return True
            if any(
                head + letter + tail in self
                or (tail and head + letter + tail[1:] in self)
                for letter in _ALPHABET
            ):
                return True
        return False

    def other_spellings(self, form: str, *, prefix: bool = False) -> list[str]:
        """The same word as others spell it: organised and organized, behaviour and
        behavior; `prefix` for organis*.
        """
        others = [form.replace(one, other) for one, other in _TWINS if one in form]
        others += [
            form.replace(other, one)
            for one, other in _TWINS
            if other in form and f"{other}m" not in form and one not in form
        ]
        turned = _IZE.sub(lambda found: "iz" if found.group(1) == "s" else "is", form)
        american = turned if "iz" in turned else form
        if turned != form and (
            self.beginning_with(american) if prefix else american in self
        ):
            others.append(turned)
        return others

    def _spelt(self, word: str) -> bool:
        if word in self:
            return True
        return any(
            british in word and word.replace(british, american) in self
            for british, american in _SPELLINGS
        )

    def _inflected(self, word: str) -> bool:
        """Whether a word is a known one with an ending: "policing", "victims",
        "studies".
        """
        if word.endswith(("ss", "ys")) and word[-3:-2] not in tuple("aeiou"):
            return False  # "victimss" and "familys" are slips, not plurals
        for cut in range(len(word) - 1, max(3, len(word) - _LONGEST_ENDING - 1), -1):
            base, ending = word[:cut], word[cut:]
            if self._is_base(base, _ENDINGS.get(ending, 99)):
                return True
            if ending in _E_ENDINGS and self._is_base(base + "e", 5):
                return True
            if ending in _AFTER_E and base.endswith("e") and self._is_base(base, 4):
                return True
        return word.endswith("ies") and self._is_base(word[:-3] + "y", 4)

    def _prefixed(self, word: str) -> bool:
        """Whether a word is a known one with a beginning: "reoffend", "unreported"."""
        for cut in range(2, min(_LONGEST_BEGINNING, len(word) - 4) + 1):
            base = word[cut:]
            if len(base) >= _BEGINNINGS.get(word[:cut], 99) and (
                self._spelt(base) or self._inflected(base)
            ):
                return True
        return False

    def _is_base(self, word: str, letters: int) -> bool:
        return len(word) >= letters and self._spelt(word)


@lru_cache(maxsize=1)
def english_words() -> EnglishWords:
    """The list, read at the first call."""
    found = _ENTRY.finditer(word_list())
    return EnglishWords(entry.group(1) for entry in found)
