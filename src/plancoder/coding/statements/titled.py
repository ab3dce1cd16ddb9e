"""Titles that stand each above a little text of its own, or open it: "My focus", then
"Safer roads", a sentence, "Warmer halls", a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from plancoder.coding.statements.group import MOST_ITEMS
from plancoder.coding.statements.items import Form, Item
from plancoder.coding.statements.wordings import has_at_most
from plancoder.models import BlockKind, Document

_LONGEST_TITLE = 9  # words
_LONGEST_TERM = 32  # words of a title that takes turns with texts
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
    while at < len(document.blocks) and len(run) < MOST_ITEMS:
        title = titles.get(at)
        if title is None:
            # Text before the first title leads up to it; later it belongs to the last.
            at += 1
            continue
        below = at + 1
        if below in titles and _is_kicker(document, title, titles[below]):
            title, below = titles[below], below + 1
        if ends(title) or below >= len(document.blocks) or below in titles:
            break
        run.append(title)
        at = below
    return run


def _is_kicker(document: Document, title: Item, following: Item) -> bool:
    """Whether a title is the small word in capitals above a title proper: "STREETS"
    above "Streets where nobody looks over the shoulder".
    """
    words, below = (document.text[i.start : i.end] for i in (title, following))
    return words.isupper() and not below.isupper() and has_at_most(_KICKER_MOST, words)


_KICKER_MOST = 3  # words


def titles_in_turn(document: Document, items: Sequence[Item]) -> Iterator[list[Item]]:
    """Titles that take turns with their texts right below a paragraph, as the terms of
    a list of terms do: "I chose these. / Safer roads / Because … / Warmer halls / …".
    """
    titles = {
        item.block: item
        for item in items
        if item.form in _FORMS and _is_title(document, item, _LONGEST_TERM)
    }
    at = 0
    while at + 1 < len(document.blocks):
        run = _turns_below(document, titles, at + 1)
        # Headings alone are groups of headings.
        lines = any(item.form is Form.LINE for item in run)
        if len(run) >= _FEWEST and lines and (_is_text(document, at) or at in titles):
            yield run
        at += 2 * len(run) + 1


def _turns_below(document: Document, titles: dict[int, Item], first: int) -> list[Item]:
    run = []
    at = first
    while at in titles and at + 1 not in titles and _is_text(document, at + 1):
        run.append(titles[at])
        at += 2
    return run


def titles_of_lists(document: Document, items: Sequence[Item]) -> Iterator[list[Item]]:
    """Titles each of which stands above a list of its own, one behind another: "They
    are: / Roads / What you will see: / • … / Halls / What they will see: / • …"; below
    "They follow", three headings or more need no words that lead to their lists.
    """
    titles = {
        item.block: item
        for item in items
        if item.form in _FORMS and _is_title(document, item)
    }
    run: list[Item] = []
    ends = 0  # where the list of the last title of the run ends
    for at, title in titles.items():
        headed = title.form is Form.HEADING
        end = _list_end(document, at + 1) or (headed and _bullets_end(document, at + 1))
        if end and run and at != ends:
            yield from _lists_of(run, document)
            run = []
        if end:
            run.append(title)
            ends = end
    yield from _lists_of(run, document)


def _lists_of(run: list[Item], document: Document) -> Iterator[list[Item]]:
    """The titles of a run, where words lead to each list, or to the titles."""
    if not run:
        return
    if all(_list_end(document, item.block + 1) for item in run):
        yield run
        return
    above = document.blocks[max(0, run[0].block - 1)]
    told = _THEY_FOLLOW.search(document.text, above.start, above.end)
    if told and len(run) >= _FEWEST:
        yield run


# "We have five aims. They follow, each with what we shall do."
_THEY_FOLLOW = re.compile(
    r"\b(?:they|these|each|all)\b[^.:]{0,20}\b(?:follows?|(?:is|are) (?:set out|given|"
    r"listed|printed) below)\b[^.]*[.:]?\s*\Z",
    re.IGNORECASE,
)


def _list_end(document: Document, at: int) -> int:
    """Where the list ends whose lead, "What you will see:", is block `at`; 0 where that
    leads to none.
    """
    if at >= len(document.blocks) or document.text[document.blocks[at].end - 1] != ":":
        return 0
    return _bullets_end(document, at + 1)


def _bullets_end(document: Document, at: int) -> int:
    """Where the list ends that begins at a block; 0 where none does."""
    end = at
    while end < len(document.blocks) and document.blocks[end].kind is BlockKind.BULLET:
        end += 1
    return end if end > at else 0


def _is_text(document: Document, at: int) -> bool:
    if at >= len(document.blocks):
        return False
    block = document.blocks[at]
    ends = document.text[block.end - 1] in '.:!?”’"'
    return block.kind is BlockKind.PARAGRAPH and ends


def opening_labels(document: Document) -> Iterator[list[Item]]:
    """Labels that open paragraphs one after another, bullets between them aside:
    "Safer roads. Nine people were killed …", "Warmer halls. In March …".
    """
    run: list[Item] = []
    for index, block in enumerate(document.blocks):
        if label := _opening_label(document, index):
            run.append(label)
        elif block.kind is not BlockKind.BULLET:
            if len(run) >= _FEWEST:
                yield run
            run = []
    if len(run) >= _FEWEST:
        yield run


def _opening_label(document: Document, index: int) -> Item | None:
    block = document.blocks[index]
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    if block.end - block.start < _LEAST_TEXT:
        return None
    found = _OPENING.match(document.text, block.start, block.end)
    if found is None or block.end - found.end() < _LEAST_TEXT:
        return None
    label = found["label"]
    if not has_at_most(_LONGEST_TITLE, label) or _SENTENCE.search(label):
        return None
    start, end = found.span("label")
    return Item(start, end, Form.LINE, index, block.start)


_FEWEST = 3  # titles; two in a row may be chance
_LEAST_TEXT = 60  # characters of text behind a label that opens it
_OPENING = re.compile(
    r"(?P<label>[A-Z][^.:;!?\n–—]{3,90}?)(?:[.:]|\s[–—])\s+(?=[“\"‘']?[A-Z])"
)
# What makes a sentence of a few words: someone who does something.
_SENTENCE = re.compile(
    r"\b(?:I|we|you|it|they|he|she|this|that|these|those|there|who|which|is|are|was|"
    r"were|be|been|will|shall|can|could|may|might|must|should|would|has|have|had|do|"
    r"does|did)\b",
    re.IGNORECASE,
)


def _is_title(document: Document, item: Item, longest: int = _LONGEST_TITLE) -> bool:
    block = document.blocks[item.block]
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return False
    words = document.text[block.start : block.end]
    if not words[:1].isupper() or words[-1] in ".,;!?":
        return False
    # "Calm lanes:" is a title; "… five aims, which are as follows:" leads to some.
    return has_at_most(_LONGEST_TITLE if words[-1] == ":" else longest, words)
