"""Where the wordings of a group end: without words of the next column, without what
runs on behind a semicolon, without their numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import LCSseq, Prefix

from plancoder.coding.sections.labels import number_in_figures
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.group import FEWEST, Group
from plancoder.coding.statements.items import Form, Item, shorten_last
from plancoder.coding.statements.line_groups import MOST_WORDS
from plancoder.coding.statements.wordings import PLURAL, ends_open
from plancoder.models import Document

# Words of titles by the first letters of their first word.
Titles = Mapping[str, Iterable[tuple[str, ...]]]


def titles_by_letters(
    document: Document, items: Sequence[Item], groups: Iterable[Group]
) -> Titles:
    """The words of headings and contents entries, by the first letters of the first;
    only of those that begin as an item of a list does.
    """
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    listed = {
        _first_letters(document, item)
        for group in groups
        if group.kind == "list"
        for item in group.items
    }
    for item in items:
        if item.number or item.form in _TITLE_FORMS:
            first = _first_letters(document, item)
            if first not in listed and first.isalnum() and first.isascii():
                continue
            words = plain(document.text[item.start : item.end]).split()
            if _TITLE_LEAST <= len(words) <= MOST_WORDS and (
                not ends_open(words[-1]) or _stands_whole(document, item)
            ):
                found[words[0][:_ALIKE_LETTERS]].add(tuple(words))
    return found


def _stands_whole(document: Document, item: Item) -> bool:
    """Whether a title is whole though it ends in "on" or "to", since it is numbered or
    a heading and a sentence begins below it: "6b A service people can rely on" above
    "Last year …".
    """
    below = document.blocks[item.block + 1 : item.block + 2]
    begins = any(document.text[block.start].isupper() for block in below)
    return begins and (item.form is Form.HEADING or bool(item.number))


_TITLE_FORMS = frozenset({Form.HEADING, Form.CONTENTS, Form.LINE})


def _first_letters(document: Document, item: Item) -> str:
    return document.text[item.start : item.start + _ALIKE_LETTERS].lower()


_TITLE_LEAST = 3  # words of the shortest title that tells where an item ends

_ALIKE_LETTERS = 3


def unwoven(document: Document, group: Group, titles: Titles) -> Group:
    """The group without words of the next column that a line took in: "● Calm the
    lanes and I mean" ends where the title "Calming the lanes" does.
    """
    if group.kind != "list":
        return group
    text = document.text
    ends = [_title_end(text, item, titles) for item in group.items]
    spans = list(zip(group.items, ends, strict=True))
    woven = sum(
        end < item.end and not _PARTED.match(text, end, item.end) for item, end in spans
    )
    parted = _GLOSSED if woven > 1 else _PARTED
    items = [
        item if parted.match(text, end, item.end) else item._replace(end=end)
        for item, end in spans
    ]
    if len(items) < len(group.items) or len(items) < FEWEST:
        return replace(group, items=tuple(items))
    return replace(group, items=tuple(shorten_last(text, items)))


def _title_end(text: str, item: Item, titles: Titles) -> int:
    """Where the longest title ends with which an item begins; its own end without."""
    first = text[item.start : item.start + _ALIKE_LETTERS].lower()
    if first not in titles:
        return item.end
    words = list(_WORD.finditer(text, item.start, item.end))
    own = [plain(word[0]) for word in words]
    longest = max(
        (
            len(title)
            for title in titles.get(first, ())
            if len(title) < len(own) and all(map(_akin, own, title))
        ),
        default=0,
    )
    longest = longest or max((_near_end(own, one) for one in titles[first]), default=0)
    return words[longest - 1].end() if longest else item.end


def _near_end(own: Sequence[str], title: Sequence[str]) -> int:
    """How many of the words of an item are a title in nearly the same words: 8 of
    "bring officers back to the places where people live I", where the title is
    "bringing officers back to where people live"; 0 where they are not.
    """
    if len(title) < _LONG_TITLE or not _akin(own[0], title[0]):
        return 0
    longest = min(len(own) - 1, len(title) + _MORE_WORDS)
    for size in range(len(title) - 1, longest + 1):
        if not _akin(own[size - 1], title[-1]):
            continue
        begins = [
            [word[:_ALIKE_LETTERS] for word in one] for one in (own[:size], title)
        ]
        if LCSseq.similarity(*begins) >= _NEARLY_ALL * len(title):
            return size
    return 0


_LONG_TITLE = 5  # words of a title that may be worded a little otherwise
_MORE_WORDS = 3  # that an item may have where it is fuller than its title
_NEARLY_ALL = 0.7  # share of the words of a title that come again


# What may follow in an item though its title ends: a gloss, or one thing more.
_GLOSSED = re.compile(r"\s*[-–—:;,.(]")

_PARTED = re.compile(r"\s*(?:[-–—:;,.(]|(?:and|or|&)\b)")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _akin(one: str, other: str) -> bool:
    """Whether two words are forms of one: "stand" and "standing"."""
    if min(len(one), len(other)) < _ALIKE_LETTERS:
        return one == other  # "on" is no form of "online"
    same = Prefix.similarity(one, other)
    return same >= min(_ALIKE_LETTERS, len(one), len(other)) and (
        _AKIN * min(len(one), len(other)) <= same
    )


_AKIN = 0.7  # share of the shorter word that two forms of it have in common


def to_semicolons(document: Document, group: Group) -> Group:
    """The group without what runs on behind a semicolon where semicolons end the items:
    "● Calm lanes; A N Other, Chair ● Warm halls; ● Dry cellars".
    """
    text = document.text
    if group.kind not in ("list", "labels"):
        return group
    closed = [_SEMICOLON.match(text, item.end) is not None for item in group.items]
    if sum(closed) < _FEWEST_CLOSED:
        return group
    stops = (text.find(";", item.start, item.end) for item in group.items)
    return _cut_at(group, [None if stop < 0 else stop for stop in stops])


def _cut_at(group: Group, ends: Sequence[int | None]) -> Group:
    """The group with each item cut at its end; None leaves it whole."""
    items = (
        item if end is None else item._replace(end=end)
        for item, end in zip(group.items, ends, strict=True)
    )
    return replace(group, items=tuple(items))


_SEMICOLON = re.compile(r"\s*;")

_FEWEST_CLOSED = 2  # items that end in a semicolon


def without_votes(document: Document, group: Group) -> Group:
    """The group without the votes that each of its items had, where words name what
    they are: "a) Calm lanes (6,480 votes)", "b) Warm halls (5,912)".
    """
    lead = group.lead.rsplit("\n", 1)[-1]
    if group.kind != "list" or not PLURAL.search(lead):
        return group
    votes = [_VOTES.search(document.text, one.start, one.end) for one in group.items]
    if sum(map(bool, votes)) < max(2, _MOST * len(votes)):
        return group
    return _cut_at(group, [vote.start() if vote else None for vote in votes])


_VOTES = re.compile(r"\s*\(\d[\d,]*(?: votes?)?\)\s*\Z")
_MOST = 0.7  # share of items with votes, or with a verdict


def without_verdicts(document: Document, group: Group) -> Group:
    """The group without the colour and what follows it where most of the items have
    one: "Calm lanes GREEN nine were hurt, the fewest on record".
    """
    found = [_VERDICT.search(document.text, one.start, one.end) for one in group.items]
    if len(found) < FEWEST or sum(map(bool, found)) < _MOST * len(found):
        return group
    return _cut_at(group, [verdict.start() if verdict else None for verdict in found])


_VERDICT = re.compile(r"(?<=[a-z)])\s+(?:GREEN|AMBER|RED)\b")


def to_titles(document: Document, group: Group) -> Group:
    """The group without what is said of each item behind its title, where all of them
    are a title and sentences: "1) Calm lanes. Races by night keep people awake. …".
    """
    if group.kind != "list" or len(group.items) < FEWEST:
        return group
    text = document.text
    titles = [_TITLE_FIRST.match(text, item.start, item.end) for item in group.items]
    ends = [title and title.end("title") for title in titles]
    return group if None in ends else _cut_at(group, ends)


# A title of a few words, its stop and a sentence behind it; "St. Mary's" and "e.g. No"
# are none.
_TITLE_FIRST = re.compile(
    r"(?P<title>[‘“]?[A-Z][^.!?:;]{6,90}?[a-z)]{2}[’”]?)[.!?]\s+(?=[“‘]?[A-Z0-9£])"
)


BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?:\|\s+)?(?=\S)")

_ROMAN = re.compile(r"([IVX]{1,5})\s+(?=[A-Z])")
_CODE_NUMBER = re.compile(r"[A-Z]{1,4}(\d{1,2})[.:]?\s+(?=\S)")


def without_numbers(document: Document, group: Group) -> Group:
    """The group without the numbers of its items where they count up: "1 Roads",
    "2 Courts", "I Roads", "II Courts", or "SO1 Roads", "SO2 Courts"; "101 answered at
    once" keeps its number.
    Those of chapters may be pages: "8 Roads", "11 Courts".
    """
    found: list[re.Match[str]] = []
    for item in group.items:
        span = document.text, item.start, item.end
        tried = (one.match(*span) for one in (BARE_NUMBER, _ROMAN, _CODE_NUMBER))
        number = next(filter(None, tried), None)
        if number is None:
            return group
        found.append(number)
    figures = [number_in_figures(one[1]) for one in found]
    if not all(map(str.isdigit, figures)):
        return group
    numbers = list(map(int, figures))
    if len(numbers) < _FEWEST_NUMBERED:
        return group
    steps = [b - a for a, b in pairwise(numbers)]
    paged = group.kind in _CHAPTERS and len(numbers) >= FEWEST and min(steps) > 0
    if any(step != 1 for step in steps) and not paged:
        return group
    return replace(
        group,
        items=tuple(
            item._replace(start=one.end(), number=one[1])
            for item, one in zip(group.items, found, strict=True)
        ),
    )


_FEWEST_NUMBERED = 2
_CHAPTERS = ("alike", "chapters", "headings")
