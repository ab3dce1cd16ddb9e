"""What a reader should know of a plan that was read all the same."""

from __future__ import annotations

import pytest

from plancoder.models import Document, Page, PageStatus
from plancoder.pipeline.process_plan import ocr_notice

READ, OCR, DAMAGED = PageStatus.READ, PageStatus.OCR, PageStatus.DAMAGED


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ((READ, READ), ""),
        ((READ, DAMAGED), ""),
        ((READ, OCR), "page 2 is a picture; its text was read by OCR"),
        ((OCR, OCR, READ, OCR), "pages 1-2,4 are pictures; their text was read by OCR"),
    ],
)
def test_text_read_off_pictures_is_told(
    pages: tuple[PageStatus, ...], told: str
) -> None:
    document = Document(
        "",
        (),
        tuple(Page(number, status) for number, status in enumerate(pages, start=1)),
    )
    found = ocr_notice(document)
    assert [notice.reason for notice in found] == (["read_by_ocr"] if told else [])
    assert all(notice.detail.startswith(told) and notice.advice for notice in found)
