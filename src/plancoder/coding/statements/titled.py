"""Titles that stand each above a little text of its own, below a title that announces
them: "My focus", then "Safer roads", a sentence, "Warmer halls", a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from plancoder.coding.statements.items import Form, Item
from plancoder.models import BlockKind, Document

_LONGEST_TITLE = 9  # words
_FORMS = frozenset({Form.LINE, Form.HEADING})


def titled_parts(
    document: Document,
    items: Sequence[Item],
    announces: Callable[[str], bool],
    ends: Callable[[Item], bool],
) -> Iterator[tuple[list[Item], str]]:
    """The titles below each announcing title, with its words.

    `announces` says of the words of a title whether they announce; `ends` of a title
    whether it opens another part of the plan.
    """
    titles = {
        item.block: item
        for item in items
        if item.form in _FORMS and _is_title(document, item)
    }
    for block, title in titles.items():
        words = document.text[title.start : title.end]
        if announces(words):
            run = _run_below(document, titles, block, ends)
            if len(run) > 1:
                yield run, words


def _run_below(
    document: Document,
    titles: dict[int, Item],
    block: int,
    ends: Callable[[Item], bool],
) -> list[Item]:
    """The titles below a block that have text below them, up to another part."""
    run: list[Item] = []
    at = block + 1
    while at < len(document.blocks):
        title = titles.get(at)
        if title is None:
            # Text before the first title leads up to it; later it belongs to the last.
            at += 1
            continue
        below = at + 1
        if ends(title) or below >= len(document.blocks) or below in titles:
            break
        run.append(title)
        at = below
    return run


def _is_title(document: Document, item: Item) -> bool:
    block = document.blocks[item.block]
    words = document.text[block.start : block.end]
    short = len(words.split()) <= _LONGEST_TITLE and words[:1].isupper()
    whole = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return short and whole and words[-1] not in ".,;!?"
