"""Chapters that are built alike: each is followed by the same words, such as "What I
will do". Most plans build the chapters of their priorities so, and no others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plancoder.coding.sections.labels import read_bare_label, read_label
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.items import Form, Item, make_item
from plancoder.models import Block, BlockKind, Document

_FEWEST = 3  # chapters; two alike may be chance
_SUBTITLE_WORDS = 12
_TITLE = 110  # characters of the longest title
# "Lead: Jo Bell", "What we'll count: calls"
_NAMED = re.compile(r"[A-Z][a-z]+(?: [a-z’']+){0,3}:\s+(?=\S)")
_COUNTED = re.compile(r"\d{1,2} ")  # "6 warmer halls": an entry of a contents page
# Blocks between a title and the words that recur below it: of a line, of a heading.
_REACH, _FARTHEST = 3, 12
# "… are held to account. Joint Working": a title whose line break was lost.
_GLUED = re.compile(
    r"(?<=[.:!?])(?<!Lead:)(?<!leads:)(?<!Owner:)\s+(?P<title>[A-Z][^.:;!?]{2,80})$"
)


def chapters_alike(document: Document) -> Iterator[tuple[str, list[Item]]]:
    """The words that recur, and the titles of the chapters they recur in.

    "Calm streets / What I will do / … / Safe homes / What I will do / …" gives
    "what i will do" with Calm streets and Safe homes (and a third).
    """
    places: dict[str, list[int]] = defaultdict(list)
    titles_twice: Counter[str] = Counter()
    for index, block in enumerate(document.blocks):
        if key := _recurring_key(document, block):
            places[key].append(index)
            titles_twice[_unpaged(key)] += 1
    twice = {key for key, times in titles_twice.items() if times > 1}
    recurring = {key for key, found in places.items() if len(found) >= _FEWEST}
    seen: set[tuple[int, ...]] = set()
    for key in sorted(recurring, key=lambda one: places[one]):
        titles = _titles(document, places[key], recurring, twice)
        starts = tuple(item.start for item in titles)
        if (
            len(titles) >= _FEWEST
            and starts not in seen
            and not _end_lists(document, titles)
        ):
            seen.add(starts)
            yield key, titles


def _end_lists(document: Document, titles: Sequence[Item]) -> bool:
    """Whether titles are the last items of lists, since their numbers do not rise: "5 A
    lamp by the slip", "4 A clerk for the quay".
    """
    written = (_NUMBERED.match(document.text, item.lead) for item in titles)
    numbers = [int(found[1]) for found in written if found]
    rise = all(a < b for a, b in pairwise(numbers))
    return len(numbers) > len(titles) / 2 and not rise


_NUMBERED = re.compile(r"(\d{1,2})[.)]?\s")


def _recurring_key(document: Document, block: Block) -> str:
    """What makes two subtitles the same: their words; of "So that …, we will:" its
    beginning and end; of "Lead: Jo Bell" the first word. Blank for other text.
    """
    text = document.text[block.start : block.end].rstrip()
    if (
        len(text) > _TITLE * 2
        or _TURNS_PAGE.fullmatch(text)
        or _RUNNING_FOOT.search(text)
        or block.kind is BlockKind.TABLE_CELL
    ):
        return ""
    if ":" in text and (named := _NAMED.match(text)):
        labelled = read_label(text) or read_bare_label(text)
        return "" if labelled else plain(named[0])
    closed = block.kind is BlockKind.BULLET or text.endswith((".", ";", ","))
    return _key_of(text, closed=closed)


def _key_of(text: str, *, closed: bool) -> str:
    """The key of a subtitle without a name before a colon; blank for what is none."""
    led = text.endswith(":")
    if closed and not led:
        return ""
    words = plain(text).split()
    if len(words) > _FEW_WORDS and led:
        return " ".join((*words[:2], "…", *words[-2:]))
    if closed or not 0 < len(words) <= _SUBTITLE_WORDS or read_label(text):
        return ""
    return " ".join(words)


_FEW_WORDS = 4  # of words that lead, from which more are told by their ends


# What is printed where a leaflet is folded or a page is turned.
_TURNS_PAGE = re.compile(
    r"\W*(?:(?:fold|cut|tear|turn)(?: (?:here|over|off|along|the|page|line|dotted))*|"
    r"p\.?t\.?o|continued(?: overleaf)?|advertisement)\W*",
    re.IGNORECASE,
)


# "Vale Plan, 2021-2024" or "Vale Plan | 7", on every page
_RUNNING_FOOT = re.compile(
    r"\b(?:19|20)\d\d\s*[-–—/]\s*(?:(?:19|20)?\d\d)\b|\|\s*\d{1,3}\s*$"
)


def _unpaged(key: str) -> str:
    return key.rstrip(" 0123456789")


def _titles(
    document: Document, at: list[int], recurring: set[str], twice: set[str]
) -> list[Item]:
    titles: dict[str, Item] = {}
    previous = -1
    for index in at:
        item = _title_above(document, index, previous, recurring, twice)
        if item is not None:
            titles.setdefault(plain(document.text[item.start : item.end]), item)
        previous = index
    return list(titles.values())


def _title_above(
    document: Document,
    index: int,
    previous: int,
    recurring: set[str],
    twice: set[str],
) -> Item | None:
    """The title of the chapter in which a recurring subtitle stands: the heading above
    it, or the short line or the end of a line right before it.
    """
    for at in range(index - 1, max(previous, index - 1 - _FARTHEST, -1), -1):
        block = document.blocks[at]
        key = _recurring_key(document, block)
        numbered = _is_numbered(document, block)
        heads = block.kind is BlockKind.HEADING or numbered
        near = at >= index - _REACH or heads or _is_entry(key, twice)
        if not near or key in recurring:
            continue
        glued = _glued_title(document, at) if at == index - 1 else None
        if glued is not None:
            return glued if glued.start < glued.end else None
        own = heads or at == index - 1 or key in twice
        if own and (numbered or _is_title(document, block)):
            return _title_at(document, at)
    return None


def _is_entry(key: str, twice: set[str]) -> bool:
    """Whether a key is that of a numbered entry which comes twice."""
    return key in twice and _COUNTED.match(key) is not None


def _title_at(document: Document, at: int) -> Item | None:
    block = document.blocks[at]
    made = make_item(
        document.text, block.start, block.end, Form.HEADING, at, block.level
    )
    return next(made, None)


def _glued_title(document: Document, at: int) -> Item | None:
    """The title at the end of a block whose line break was lost; an empty one for the
    value of a label, "Status: AMBER".
    """
    block = document.blocks[at]
    glued = _GLUED.search(document.text, block.start, block.end)
    if glued is None:
        return None
    start, end = glued.span("title")
    value = glued["title"].isupper() and " " not in glued["title"]
    return Item(start, start if value else end, Form.HEADING, at, start)


def _is_numbered(document: Document, block: Block) -> bool:
    """Whether an item is the title of a chapter, by its number: "5.1 Warmer halls"."""
    item = block.kind is BlockKind.BULLET and block.end - block.start <= _TITLE
    numbered = item and _DECIMAL.match(document.text, block.start, block.end)
    return bool(numbered) and document.text[block.end - 1] not in ".;,:"


_DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-Z]")


def _is_title(document: Document, block: Block) -> bool:
    quoted = document.text[block.start] in '“"‘'
    return (
        block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and not quoted
        and block.end - block.start <= _TITLE
        and document.text[block.end - 1] not in ".;,:"
    )
