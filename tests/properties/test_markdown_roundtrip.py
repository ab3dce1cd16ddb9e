"""What `extract` writes as Markdown reads back as the same document, whatever its text
looks like.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plancoder.extract.build_document import Piece, Run, build_document
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
from plancoder.extract.text.markdown import read_markdown, write_markdown
from plancoder.models import Block, BlockKind, Document, Page, PageStatus

PLANS = Path(__file__).resolve().parents[2] / "raw" / "plans"
LOOKS_LIKE_MARKUP = [
    "# not a heading",
    "- not a bullet",
    "1. not a list",
    "> no quote",
    "| no | row |",
    "<!-- page 7 -->",
    "[caption] no caption",
    "---",
    "a | b",
    "\\",
    "\\|",
    "a\\",
    "x < y",
    "<br>",
    "&amp;",
    "&#32;",
    "R&D;",
    "**bold**",
    "`code`",
    "tab\there",
    "\u2028",
    "two  spaces",
    "plancoder",
    "```",
]
words = st.one_of(
    st.sampled_from(LOOKS_LIKE_MARKUP),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.text("ab -|\\<>#&!*_[]`~.1)", min_size=1, max_size=8),
)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents with headings, bullets, tables and the rest, on pages that rise, some
    without text.
    """
    paged = draw(st.booleans())
    page: int | None = 1 if paged else None
    pieces: list[Piece] = []
    tables = 0

    def runs() -> tuple[Run, ...]:
        nonlocal page
        made = [Run(page, draw(texts))]
        while page is not None and draw(st.integers(0, 5)) == 0:
            page += draw(st.integers(1, 2))
            made.append(Run(page, draw(texts)))
        return tuple(made)

    for _ in range(draw(st.integers(1, 6))):
        if page is not None and draw(st.booleans()):
            page += draw(st.integers(1, 3))
        kind = draw(st.sampled_from(BlockKind))
        if kind is BlockKind.TABLE_CELL:
            for row, column in sorted(
                draw(
                    st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1)
                )
            ):
                pieces.extend(
                    Piece(kind, runs(), 0, tables, row, column)
                    for _ in range(draw(st.sampled_from([1, 1, 1, 2])))
                )
            tables += 1
        else:
            levelled = kind in (BlockKind.HEADING, BlockKind.BULLET)
            pieces.append(
                Piece(kind, runs(), draw(st.integers(1, 6)) if levelled else 0)
            )
    used = {run.page for piece in pieces for run in piece.runs}
    last = (page or 0) + draw(st.integers(0, 2)) if paged else 0
    pages = [
        Page(
            number,
            draw(
                st.sampled_from(
                    [PageStatus.READ, PageStatus.OCR] if number in used else PageStatus
                )
            ),
        )
        for number in range(1, last + 1)
    ]
    return build_document(pieces, format="pdf", pages=pages)


@settings(max_examples=300, deadline=None)
@given(documents())
@example(
    build_document(
        [
            Piece(BlockKind.TABLE_CELL, (Run(1, "Aim"),), 0, 0, 0, 0),
            Piece(BlockKind.TABLE_CELL, (Run(1, ""),), 0, 0, 0, 1, blank=True),
            Piece(BlockKind.TABLE_CELL, (Run(1, "Fewer thefts"),), 0, 0, 1, 0),
            Piece(BlockKind.PARAGRAPH, (Run(2, "Then"),)),
        ],
        format="pdf",
        pages=[Page(1), Page(2)],
    )
)
@example(build_document([Piece(BlockKind.PARAGRAPH, (Run(None, " "),))], format="pdf"))
def test_a_written_document_reads_back_as_it_was(document: Document) -> None:
    if not document.text.strip():
        return
    back = read_markdown(write_markdown(document))
    assert back.text == document.text
    assert back.blocks == document.blocks
    assert back.pages == document.pages


@settings(max_examples=100, deadline=None)
@given(documents())
def test_one_block_a_line(document: Document) -> None:
    lines = [
        line
        for line in write_markdown(document).split("\n")
        if line and not line.startswith(("<!--", "|"))
    ]
    assert len(lines) == sum(
        block.kind is not BlockKind.TABLE_CELL for block in document.blocks
    )


@pytest.mark.parametrize(
    "plan", sorted(PLANS.glob("*.pdf")), ids=lambda plan: plan.stem
)
def test_plans_read_back_as_they_were(plan: Path) -> None:
    document = read_pdf(plan.read_bytes(), options=ExtractOptions(ocr="off"))
    if not document.text:
        return
    back = read_markdown(write_markdown(document))
    assert back.text == document.text
    assert [unplaced(block) for block in back.blocks] == [
        unplaced(block) for block in document.blocks
    ]


def unplaced(block: Block) -> Block:
    """The block without the boxes, which Markdown does not hold."""
    return replace(
        block, regions=tuple(replace(region, box=None) for region in block.regions)
    )
