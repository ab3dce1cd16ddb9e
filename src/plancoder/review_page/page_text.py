"""A plan's text for the browser: a passage in its context, a page to read, where to
look on the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from plancoder.models import Block, Box, Coding, Document
from plancoder.page_labels import page_cell, split_page
from plancoder.review.quotes import PlanText
from plancoder.review_page.add_passage import text_holds
from plancoder.review_page.queue import Entry

Json = dict[str, Any]
Share = tuple[float, float, float, float]
"""A box as shares of its page: left, top, width, height, each 0 to 1."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words to find on a page: the `nth` of those (from 0) that are in one of the
    areas.
    """

    page: int
    words: str
    nth: int
    areas: tuple[Share, ...]


def point_at(text: PlanText, coding: Coding) -> Pointer | None:
    """Where to look for a coding's words on its page; None where the plan has no pages
    to look at.
    """
    document = text.document
    if (
        coding.page is None
        or not _has_picture(document, coding.page)
        or not text_holds(text, coding.start, coding.end, coding.match)
    ):
        return None
    boxes = _boxes(document, coding.start, coding.end)
    areas = tuple(tuple(each["box"]) for each in boxes if each["page"] == coding.page)
    block = document.blocks[document.block_index(coding.start)]
    begin = max(
        region.start for region in block.regions if region.start <= coding.start
    )
    words = " ".join(coding.match.split())
    same = r"\s+".join(map(re.escape, words.split()))
    nth = len(re.findall(same, document.text[begin : coding.start], re.IGNORECASE))
    return Pointer(coding.page, words, nth, areas) if areas else None


def show_context(text: PlanText, coding: Coding) -> Json:
    """The passage within its block, the blocks around it, and where it is on the
    page.

    `missing` says why where the plan's text, as read now, has other words there.
    """
    document = text.document
    if not document.blocks or not text_holds(
        text, coding.start, coding.end, coding.match
    ):
        return {
            "missing": (
                "The plan's text has changed since it was coded. Run 'plancoder run'"
                " again."
            )
        }
    at = document.block_index(coding.start)
    block = document.blocks[at]
    passage = coding.passage
    begin, end = max(block.start, passage.start), min(block.end, passage.end)
    return {
        "above": [
            _block(document, each) for each in document.blocks[max(0, at - 2) : at]
        ],
        "lead": document.text[block.start : begin],
        "passage": [
            document.text[begin : coding.start],
            document.text[coding.start : coding.end],
            document.text[coding.end : max(coding.end, end)],
        ],
        "rest": document.text[max(coding.end, end) : block.end],
        "kind": block.kind.value,
        "level": block.level,
        "below": [_block(document, each) for each in document.blocks[at + 1 : at + 3]],
        "pictures": _has_picture(document, coding.page),
        "pages": [
            page_cell(page.number)
            for page in document.pages
            if _has_picture(document, page.number)
        ],
        "page": page_cell(coding.page),
        "part": page_cell(coding.page) if _is_paged(document) else at // _PART + 1,
        "block": block.start,
        "boxes": [
            {**each, "page": page_cell(each["page"])}
            for each in _boxes(document, passage.start, passage.end)
        ],
    }


def _has_picture(document: Document, page: int | None) -> bool:
    """Whether a page can be drawn: the plan, or the page's part of it, is a PDF."""
    formats = document.format.split("; ")
    part = split_page(page or 0)[0] if len(formats) > 1 else 1
    return formats[part - 1] == "pdf"


def _block(document: Document, block: Block) -> Json:
    return {
        "kind": block.kind.value,
        "level": block.level,
        "page": page_cell(block.page),
        "start": block.start,
        "text": document.text[block.start : block.end],
    }


def _boxes(document: Document, start: int, end: int) -> Iterator[Json]:
    """The boxes of all blocks that the span touches, as shares of their pages."""
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    for block in document.blocks[document.block_index(start) :]:
        if block.start >= end:
            return
        ends = [region.start for region in block.regions[1:]] + [block.end]
        for region, until in zip(block.regions, ends, strict=True):
            width, height = sizes.get(region.page or 0, (0.0, 0.0))
            if (
                region.box is None
                or not width
                or not height
                or until <= start
                or region.start >= end
            ):
                continue
            yield {"page": region.page, "box": _share(region.box, width, height)}


def _share(box: Box, width: float, height: float) -> list[float]:
    """Left, top, width and height of a box as shares of its page, 0 to 1."""
    left, right = sorted(min(1.0, max(0.0, each / width)) for each in (box.x0, box.x1))
    top, bottom = sorted(
        min(1.0, max(0.0, each / height)) for each in (box.top, box.bottom)
    )
    return [round(each, 5) for each in (left, top, right - left, bottom - top)]


_PART = 120  # blocks shown at once of a plan without pages


def text_numbers(document: Document) -> Sequence[int]:
    """The pages of a plan's text; where it has none, the parts in which it is shown."""
    if _is_paged(document):
        return [page.number for page in document.pages]
    return range(1, max(1, -(-len(document.blocks) // _PART)) + 1)


def _is_paged(document: Document) -> bool:
    return bool(document.pages) and any(
        block.page is not None for block in document.blocks
    )


def show_text(text: PlanText, codings: Iterable[Entry], wanted: int) -> Json:
    """One page of the plan's text, or one part of a plan without pages, with the
    codings in it.
    """
    document = text.document
    numbers, paged = text_numbers(document), _is_paged(document)
    number = wanted if wanted in numbers else numbers[0]
    blocks = (
        [
            block
            for block in document.blocks
            if any(region.page == number for region in block.regions)
        ]
        if paged
        else document.blocks[(number - 1) * _PART : number * _PART]
    )
    spans = [(block.start, block.end) for block in blocks]
    marked = [
        {
            "id": entry.coding.coding_id,
            "start": entry.coding.start,
            "end": entry.coding.end,
            "category": entry.coding.category,
        }
        for entry in codings
        if not entry.gone
        and entry.coding.counts
        and any(start <= entry.coding.start < end for start, end in spans)
        and text_holds(text, entry.coding.start, entry.coding.end, entry.coding.match)
    ]
    return {
        "paged": paged,
        "pictures": _has_picture(document, number),
        "numbers": [page_cell(each) for each in numbers],
        "number": page_cell(number),
        "blocks": [_block(document, block) for block in blocks],
        "marked": marked,
    }
