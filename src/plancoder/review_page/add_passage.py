"""A passage that a reviewer points at in the plan's text: looked up in the document
before it is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from plancoder.models import Document, Review
from plancoder.page_labels import page_cell, page_label
from plancoder.review.quotes import Found, PlanText
from plancoder.review.sheets.added_rows import AddedRow, read_added_row
from plancoder.review.sheets.sheet_file import SheetRow
from plancoder.review_page.desk import Desk, Refused
from plancoder.review_page.queue import Entry

_LONGEST_QUOTE = 5_000


@dataclass(frozen=True, slots=True)
class Pointed:
    """The words, where they were marked (`start`, None if they were typed), and for
    which category.
    """

    plan_id: str
    frame: str
    category: str
    quote: str
    page: int | None
    start: int | None
    note: str


def add_passage(desk: Desk, pointed: Pointed) -> tuple[Entry, str]:
    """Take the passage as an ADD decision; gives its entry and where the words were
    found.

    Raises Refused where the words are not in the plan, PlanError where its text
    cannot be read.
    """
    if len(pointed.quote) > _LONGEST_QUOTE:
        raise Refused(
            f"These are {len(pointed.quote):,} characters. Mark the sentence that"
            " matters."
        )
    text = (
        desk.sources.text_of(pointed.plan_id) if pointed.plan_id in desk.plans else None
    )
    marked = (
        mark_at(text.document, pointed.start, pointed.quote)
        if text is not None
        else None
    )
    if marked is not None and text is not None:
        pointed = replace(
            pointed,
            quote=text.document.text[marked.start : marked.end],
            page=marked.page,
        )
    row = SheetRow(
        0,
        {
            "plan_id": pointed.plan_id,
            "frame": pointed.frame,
            "category": pointed.category,
            "match": pointed.quote,
            "page": "" if pointed.page is None else str(page_cell(pointed.page)),
        },
    )
    read = read_added_row(row, desk.sources.codebook, list(desk.plans), lambda _: text)
    if not isinstance(read, AddedRow):
        _, why = read
        raise Refused(why[:1].upper() + why[1:])
    if marked is not None:
        # Words that occur twice on a page are taken where they were marked.
        read = replace(
            read,
            found=marked,
            told="found"
            if marked.page is None
            else f"found on {page_label(marked.page)}",
        )
    with desk.in_step():
        present = Review(
            tuple(
                entry.one
                for entry in desk.group(
                    (pointed.plan_id, read.category.frame, read.category.id)
                )
                if not entry.gone
            )
        )
        decision, met = read.decide(
            present, desk.reviewer, desk.sources.now(), pointed.note
        )
        if decision is None:
            raise Refused(
                "You have accepted or added these words under this category before."
            )
        entry = desk.take_added(decision)
    return entry, (
        f"{read.told}; plancoder coded these words too, so this accepts its coding"
        if met
        else read.told
    )


def mark_at(document: Document, start: int | None, quote: str) -> Found | None:
    """The words marked at `start`, if they are there, widened to whole words; None if
    there are none.
    """
    text = document.text
    if start is None or not quote.strip() or text[start : start + len(quote)] != quote:
        return None
    end = start + len(quote)
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Found(start, end, document.page_at(start), 100.0)


def text_holds(text: PlanText, start: int, end: int, words: str) -> bool:
    """Whether the plan's text, as read now, still has these words at this place."""
    return text.document.text[start:end] == words
