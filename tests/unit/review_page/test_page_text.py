"""Where to look on the picture for the words of a coding, and how a plan's text is
parted.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_kit import CODINGS, DOCUMENT, TEXT

from plancoder.models import (
    Block,
    BlockKind,
    Box,
    Coding,
    Document,
    Match,
    Page,
    Passage,
    Region,
    SectionRole,
)
from plancoder.review.quotes import PlanText
from plancoder.review_page.page_text import (
    point_at,
    show_context,
    show_text,
    text_numbers,
)

WORDS = "Rural crime is up. Rural\ncrime hurts. And rural crime stays, says the north."
CUT = WORDS.index("And")


def boxed() -> PlanText:
    """A paragraph that goes on over a page break."""
    regions = (
        Region(0, 1, Box(50, 700, 300, 780)),
        Region(CUT, 2, Box(50, 50, 300, 90)),
    )
    block = Block(BlockKind.PARAGRAPH, 0, len(WORDS), regions)
    return PlanText(
        Document(
            WORDS,
            (block,),
            (Page(1, width=400, height=800), Page(2, width=400, height=800)),
            "pdf",
        )
    )


def coding_at(start: int, end: int, page: int) -> Coding:
    passage = Passage(0, len(WORDS), 1, (), SectionRole.BODY, 0)
    match = Match("rural crime", start, end, WORDS[start:end])
    return Coding(
        "c1",
        "p",
        "needs",
        "x",
        passage,
        (match,),
        "",
        WORDS[start:end],
        "",
        start,
        end,
        page,
    )


@pytest.mark.parametrize(
    ("start", "end", "page", "nth", "area"),
    [
        (0, 11, 1, 0, (0.125, 0.875, 0.625, 0.1)),
        (19, 30, 1, 1, (0.125, 0.875, 0.625, 0.1)),  # over a line break
        (
            CUT + 4,
            CUT + 15,
            2,
            0,
            (0.125, 0.0625, 0.625, 0.05),
        ),  # counted anew on the next page
    ],
)
def test_the_same_words_are_told_apart(
    start: int, end: int, page: int, nth: int, area: tuple[float, float, float, float]
) -> None:
    pointer = point_at(boxed(), coding_at(start, end, page))
    assert pointer is not None
    assert (pointer.page, pointer.nth, pointer.areas) == (page, nth, (area,))
    assert pointer.words.casefold() == "rural crime"


def test_without_a_picture_there_is_nothing_to_point_at() -> None:
    text = boxed()
    assert (
        point_at(
            replace(text, document=replace(text.document, format="html")),
            coding_at(0, 11, 1),
        )
        is None
    )
    assert point_at(text, replace(coding_at(0, 11, 1), page=None)) is None


def test_a_text_that_has_changed_is_told_and_not_shown_as_the_same() -> None:
    moved = replace(TEXT, document=replace(DOCUMENT, text="x" + DOCUMENT.text))
    assert "has changed" in show_context(moved, CODINGS[0])["missing"]
    assert "missing" not in show_context(TEXT, CODINGS[0])


def test_a_passage_over_a_page_break_is_boxed_on_both_pages() -> None:
    boxes = show_context(boxed(), coding_at(0, 11, 1))["boxes"]
    assert [(each["page"], each["box"]) for each in boxes] == [
        (1, [0.125, 0.875, 0.625, 0.1]),
        (2, [0.125, 0.0625, 0.625, 0.05]),
    ]


def test_a_passage_of_several_blocks_is_boxed_in_each() -> None:
    starts = (0, 10, 20, 30)
    blocks = tuple(
        Block(BlockKind.BULLET, at, at + 9, (Region(at, 1, Box(0, at, 100, at + 8)),))
        for at in starts
    )
    text = "One item; " * 4
    document = Document(text, blocks, (Page(1, width=100, height=100),), "pdf")
    passage = Passage(10, 39, 1, (), SectionRole.BODY, 1)
    coding = replace(coding_at(10, 13, 1), passage=passage, match="One")
    coding = replace(coding, matches=(Match("one", 10, 13, "One"),))
    boxes = show_context(PlanText(document), coding)["boxes"]
    assert [each["box"] for each in boxes] == [
        [0.0, 0.1, 1.0, 0.08],
        [0.0, 0.2, 1.0, 0.08],
        [0.0, 0.3, 1.0, 0.08],
    ]


def test_a_long_plan_without_pages_is_shown_in_parts() -> None:
    lines = [f"Line {at} of a plan." for at in range(300)]
    starts = [sum(len(each) + 1 for each in lines[:at]) for at in range(300)]
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, start, start + len(line), (Region(start, None),))
        for start, line in zip(starts, lines, strict=True)
    )
    text = PlanText(Document("\n".join(lines), blocks, (), "markdown"))
    assert list(text_numbers(text.document)) == [1, 2, 3]
    shown = [
        block["text"]
        for number in (1, 2, 3)
        for block in show_text(text, (), number)["blocks"]
    ]
    assert shown == lines
    assert show_text(text, (), 99)["number"] == 1
