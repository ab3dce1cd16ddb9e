"""Where a line break is only the edge of the paper: lines joined to sentences, hyphens
at line ends taken back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# A line that ends in one of these goes on, whatever the next begins with.
_OPEN_ENDS = (
    "a an and are as at be but by can for from has have her his if in into is its my no"
    " not of on or our over per so such than that the their this through to under upon"
    " was we were when where which while who will with within without your"
)
OPEN_WORDS = frozenset(_OPEN_ENDS.split())
# Parts that keep their hyphen when the whole word stands nowhere else in the plan.
_FIRST_PARTS = (
    "all anti co counter cross ex face far first front full half high inter intra long"
    " low mid multi night non one post pre pro self short single sub third two three"
    " well zero"
)
_KEEPS_HYPHEN = frozenset(_FIRST_PARTS.split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 80
# A line longer than this many full ones is a paragraph that nobody wrapped.
_UNWRAPPED = 1.6
_ROOM = 12  # characters of a line that nobody leaves blank before a capital
WIDEST_WRAP = 200  # longer lines are whole paragraphs: nobody wraps there


def collect_words(lines: Sequence[str]) -> frozenset[str]:
    """All words of the text in lower case, compounds with their hyphens as well as
    their parts.

    The halves of a word broken at the end of a line are left out: they are what these
    words are to judge.
    """
    words: set[str] = set()
    broken = False
    for line in lines:
        found = _WORD.findall(line.lower())
        if broken and found:
            del found[0]
        broken = line.rstrip().endswith("-")
        if broken and found:
            del found[-1]
        words.update(found)
        words.update(part for word in found if "-" in word for part in word.split("-"))
    return frozenset(words)


def wrap_width(lengths: Sequence[int]) -> int:
    """Length at which the lines are broken, from the lengths of lines that are followed
    by another.
    """
    ordered = sorted(lengths)
    return ordered[int(0.9 * (len(ordered) - 1))] if ordered else 0


def goes_on(line: str, following: str, width: int) -> bool:
    """Tell whether `following`, the next line, goes on with the paragraph of `line`."""
    line, following = line.rstrip(" *_"), following.lstrip(" *_")
    if not line or not following or _are_two(line, following):
        return False
    if _breaks_off(line, following):
        return True
    last = re.split(r"\s+", line)[-1].lower()
    if last in OPEN_WORDS and width <= WIDEST_WRAP:
        return True
    if width > WIDEST_WRAP or len(following) > _UNWRAPPED * width:
        return False
    first = following.split(maxsplit=1)[0]
    if following[0].isupper() and len(line) + len(first) + _ROOM < width:
        return False  # the word would have stood on the line above
    return len(line) >= max(40, (0.7 if line[-1] in ".!?:;" else 0.6) * width)


def _are_two(line: str, following: str) -> bool:
    """Whether two lines are two things: an entry of a contents page, a letter in a box
    above a title, one name in quotation marks below another.
    """
    boxed = len(line.strip()) == 1 and line.strip().isupper()
    if (boxed and following[0].isupper()) or _ENTRY_END.search(line):
        return True
    if line.isupper() and len(following) > _SENTENCE_BELOW:
        return not following.split(maxsplit=1)[0].isupper()  # a title above a sentence
    if line[-1] in ".:!?" and following.isupper() and " " in following:
        return True  # a title in capitals below a sentence
    return line[-1] in "”’" and following[0] in "“‘"


_SENTENCE_BELOW = 40  # characters of a line that begins a sentence below a title


def _breaks_off(line: str, following: str) -> bool:
    """Whether a line surely goes on: in small letters, behind a comma or a dash."""
    first = following[1:] if following[0] == "(" else following
    broken = line[-1] in "-–—/" and not line.endswith(" -")
    return _begins_small(first) or line[-1] in ",(&" or broken


def _begins_small(line: str) -> bool:
    """Whether a line begins with a small letter; "sAFER rOADS" is in capitals that were
    turned round.
    """
    return line[:1].islower() and not (len(line) > 2 and line[1:3].isupper())


# The end of a contents entry: "Foreword..........3", "Foreword          3".
_ENTRY_END = re.compile(r"(?:\.{4,}\s*|\s{4,})\d{1,3}$")


def stands_alone(before: str, line: str, after: Sequence[str], width: int) -> bool:
    """Tell whether a line is no part of the paragraph above it though that ends near
    the edge: a label with its number, or a short title between a full stop and a
    beginning.

    `… and recover.` / `Safer roads` / `Speed kills …`: a title. `after` holds the next
    line, if there is one.
    """
    line = line.strip()
    if _LABELLED.match(line) or _begins_below(before.strip(), line):
        return True
    if not before.rstrip().endswith((".", "!", "?", ":")) or not line[:1].isupper():
        return False
    short = len(line) < _SHORT_TITLE * width and len(line.split()) <= _TITLE_WORDS
    follows = not after or not after[0].strip() or not after[0].strip()[0].islower()
    return short and line[-1] not in ".,;:!?" and follows


def _begins_below(label: str, line: str) -> bool:
    """Whether a line begins anew below a label with its title: "Aim A | Calm lanes"
    above "We will know by asking".
    """
    if not _LABELLED.match(label):
        return False
    last = label.rpartition(" ")[2]
    whole = last.islower() and last.isalpha() and last not in OPEN_WORDS
    return line.istitle() or (whole and line[:1].isupper())


# A title is this much shorter than a full line at the most, and has so many words.
_SHORT_TITLE, _TITLE_WORDS = 0.6, 8
_LABELLED = re.compile(
    r"(?:[A-Z][a-z]+\s+)?(?:Priority|Objective|Theme|Aim|Outcome|"
    r"Pledge|Pillar|Goal|Ambition|Commitment|Section|Chapter)\s+"
    r"(?:\d{1,2}|[A-H]|\([ivx\d]{1,4}\)|One|Two|"
    r"Three|Four|Five|Six|Seven)\s*[:.|–—-]\s*\S"
)


def goes_on_after_gap(text: str, following: str) -> bool:
    """Tell whether a paragraph goes on after a blank line or page break: open end, then
    a small letter.
    """
    text, following = text.rstrip(" *_"), following.lstrip(" *_")
    if not text or not following or text[-1] in '.!?:;"”)|':
        return False
    if not _begins_small(following) or _PAGE_FIRST.match(following):
        return False
    if _OF_A_LIST.search(text) or _OF_A_LIST.search(following):
        return False
    if _ENTRY_END.search(following.rstrip()):
        return False  # "iii    Calm lanes ...... 9"
    words = following.split(maxsplit=3)
    address = any(sign in words[0].rstrip(".") for sign in "@./:\\")
    open_end = text.split()[-1].lower() in OPEN_WORDS
    return not address and (open_end or (len(words) > 2 and len(text) > 40))


# "… calm lanes; and": an item of a list, whose end is behind another.
_OF_A_LIST = re.compile(r";(?:\s+(?:and|or))?\s*$")
# "pp6-8 First aim", "p9 Money": entries of a contents page.
_PAGE_FIRST = re.compile(r"pp?\.?\s?\d")


def join_lines(text: str, following: str, words: frozenset[str]) -> str:
    """Put two lines together: a word broken by a hyphen is mended, a compound keeps its
    hyphen.
    """
    text, following = text.rstrip(), following.lstrip()
    keep, between = find_seam(text[-_LONGEST_WORD:], following, words)
    return (text if keep else text[:-1]) + between + following


def find_seam(end: str, following: str, words: frozenset[str]) -> tuple[bool, str]:
    """Tell whether the last character of a line stays, and what comes between it and
    the next line.
    """
    last = _LAST_WORD.search(end)
    first = _FIRST_WORD.match(following)
    if last is None or first is None or not following[0].islower():
        return True, " " if end and following else ""
    left, right = last[1].lower(), first[0].lower()
    if left + right in words:
        return False, ""
    compound = (
        f"{left}-{right}" in words
        or left in _KEEPS_HYPHEN
        or (left in words and right in words)
    )
    return compound, ""
