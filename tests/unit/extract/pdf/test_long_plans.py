"""A file of many pages is opened anew now and then, which changes nothing that is
read.
"""

from __future__ import annotations

import pytest
from pdf_kit import lines, make_pdf, together

from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf import read
from plancoder.models import Document

WORDS = ("oak", "elm", "ash", "yew", "fir")
FIVE = make_pdf(
    *(
        together(
            lines(f"Lanes of {word}", font="Helvetica-Bold", size=14, y=520),
            lines(
                f"Here the {word} grows, and lamps", f"are lit by the {word} at", y=490
            ),
        )
        for word in WORDS
    )
)


def read_all(pages: tuple[int, ...] = ()) -> Document:
    return read.read_pdf(FIVE, pages=pages, options=ExtractOptions(ocr="off"))


@pytest.mark.parametrize("pages", [(), (1, 3, 4)])
def test_a_file_opened_anew_reads_as_if_opened_once(
    monkeypatch: pytest.MonkeyPatch, pages: tuple[int, ...]
) -> None:
    once = read_all(pages)
    opened: list[int] = []
    open_pdf = read.open_pdf

    def counting(data: bytes) -> object:
        opened.append(len(data))
        return open_pdf(data)

    monkeypatch.setattr(read, "_AT_ONCE", 2)
    monkeypatch.setattr(read, "open_pdf", counting)
    assert read_all(pages) == once
    assert len(opened) == (2 if pages else 3)
