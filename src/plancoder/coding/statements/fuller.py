"""Fuller wordings of titles of a word or two: "Prevent" where "Prevent crime by helping
families" stands below it, or in a list of as many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import starmap

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.group import FEWEST, Group
from plancoder.coding.statements.items import Form, Item
from plancoder.models import BlockKind, Document

_TITLE_MOST = 3  # words of a title that another says more fully
_MOSTLY = 0.7  # share of titles all of whose words come again; of others the first does
_FULL_LEAST, _FULL_MOST = 4, 16  # words of the fuller wording


def say_more(titles: Sequence[str], wordings: Sequence[str]) -> bool:
    """Whether each of some titles comes again in the wording beside it, said more
    fully: "HOMES" and "Homes where nobody is hurt", "JUSTICE" and "Justice to trust".
    """
    if len(titles) != len(wordings) or len(titles) < FEWEST:
        return False
    pairs = list(zip(map(_words, titles), map(_words, wordings), strict=True))
    whole = sum(set(title) <= set(full) for title, full in pairs)
    return all(starmap(_may_say_more, pairs)) and whole >= _MOSTLY * len(pairs)


def are_shorter(titles: Sequence[str], wordings: Sequence[str]) -> bool:
    """Whether as many titles of a word or two stand beside longer wordings."""
    short = all(len(_words(title)) <= _TITLE_MOST for title in titles)
    full = all(len(_words(wording)) >= _FULL_LEAST for wording in wordings)
    return len(titles) == len(wordings) >= FEWEST and short and full


def _words(text: str) -> list[str]:
    return plain(text).split()


def _may_say_more(title: Sequence[str], full: Sequence[str]) -> bool:
    fits = 0 < len(title) <= _TITLE_MOST and _FULL_LEAST <= len(full) <= _FULL_MOST
    return fits and len(full) > len(title) and title[0] in full


def fuller_lines(document: Document, groups: Sequence[Group]) -> Iterator[Group]:
    """Groups of the lines right below titles of a word or two, which say each of them
    more fully; a title without such a line ends them.
    """
    for group in groups:
        if group.kind not in ("headings", "chapters", "lines", "labels"):
            continue
        lines: list[Item] = []
        for item in group.items:
            line = _line_below(document, item)
            if line is None:
                break
            lines.append(line)
        titles = [document.text[one.start : one.end] for one in group.items]
        wordings = [document.text[line.start : line.end] for line in lines]
        if say_more(titles[: len(lines)], wordings):
            yield replace(group, items=tuple(lines))


def _line_below(document: Document, item: Item) -> Item | None:
    """The short line right below a title, as an item with its label."""
    index = item.block + 1
    if index >= len(document.blocks) or item.end < document.blocks[item.block].end:
        return None
    block = document.blocks[index]
    words = document.text[block.start : block.end]
    title = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    if not title or words.endswith((".", ":", "?")):
        return None
    return Item(block.start, block.end, Form.HEADING, index, block.start, item.label)
