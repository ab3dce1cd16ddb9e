"""Where sentences end in plans: abbreviations, initials, decimals and numbered lists do
not end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]

# A list broken by semicolons, or a run of text without full stops, is cut only when it
# is longer than this.
LONG = 320
# Text that lost all punctuation is cut at a space, so that a passage stays something a
# person can read.
TOO_LONG = 1200

# A character class first, since only then the search skips ahead to what it holds.
_END = re.compile(r"[.!?…\n](?:(?<=\n)|[.!?…]*[\"'”’»)\]]*(?=\s|$))")
_SEMICOLON = re.compile(r";\s")
_WORD_AT_END = re.compile(r"[\w.&'’]*\Z")


_LONGEST_WORD = 30  # no abbreviation is longer


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEVER = _set(
    "e.g i.e eg ie mr mrs ms dr prof cllr rev sgt insp det supt sir hon vs cf approx st"
    " ave rd fig figs vol art para paras sec sch ch ed eds jan feb mar apr jun jul aug"
    " sep sept oct nov dec tel incl inc dept govt resp est"
)
_BEFORE_NUMBER = _set("no nos p pp s ss c ca reg regs item page")
_BEFORE_LOWER = _set("etc al ltd co plc am pm a.m p.m u.k uk")


def _word_before(text: str, start: int, stop: int) -> str:
    """What stands without a space before `stop`: "in Dept" gives "Dept"."""
    blank = text.rfind(" ", start, stop) + 1
    found = _WORD_AT_END.search(text, max(start, blank), stop)
    return found[0] if found else ""


def _goes_on(text: str, stop: int, after: int, start: int, end: int) -> bool:
    """True if the stop at `stop` belongs to an abbreviation, an initial or a list
    number: the sentence goes on.
    """
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return text[stop] not in "\n" and text[after : after + 1].islower()
    word = _word_before(text, max(start, stop - _LONGEST_WORD), stop).strip(".'’")
    following = text[after : min(end, after + 12)].lstrip("\"'“‘([ \t\n")[:1]
    lower = word.casefold()
    if lower in _NEVER or (lower in _BEFORE_NUMBER and following.isdigit()):
        return True
    if lower in _BEFORE_LOWER and not following.isupper():
        return True
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True  # an initial: "J. Smith"
    if (
        word.replace(".", "").isdigit()
        and len(word) <= 4
        and not text[start : min(start + 40, stop - len(word))].strip()
    ):
        return True  # the number of a list item: "3. Support victims"
    return following.islower()


def split_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences of `text[start:end]` as spans without the space around them."""
    begin = start
    for found in _END.finditer(text, start, end):
        stop = after = found.end()
        while after < end and text[after].isspace():
            after += 1
        if after < end and _goes_on(text, found.start(), after, begin, end):
            continue
        # Behind a stop no blank is left to trim: most sentences are whole as they are.
        if text[stop - 1] == "\n" or text[begin].isspace():
            yield from trimmed(text, begin, stop)
        else:
            yield begin, stop
        begin = after
    if begin < end:
        yield from trimmed(text, begin, end)


def trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends; nothing where only that is left."""
    if start >= end:
        return
    if not (text[start].isspace() or text[end - 1].isspace()):
        yield start, end
        return
    wording = text[start:end]
    begin, stop = end - len(wording.lstrip()), start + len(wording.rstrip())
    if begin < stop:
        yield begin, stop


def cut_long(text: str, span: Span) -> Iterator[Span]:
    """A span as it is, or its parts where it is a long list with semicolons or has no
    end in sight.
    """
    start, end = span
    cuts: list[int] = []
    if end - start > LONG and text.count(";", start, end) >= 2:
        cuts = [found.end() for found in _SEMICOLON.finditer(text, start, end)]
    elif end - start > TOO_LONG:
        reach = start
        while end - reach > TOO_LONG:
            space = text.rfind(" ", reach + TOO_LONG // 2, reach + TOO_LONG)
            reach = space if space > 0 else reach + TOO_LONG
            cuts.append(reach)
    if not cuts:
        yield span
        return
    for begin, stop in pairwise((start, *cuts, end)):
        yield from trimmed(text, begin, stop)
