"""PDF -> Document (first thin version: PDFium's own lines; the layout follows)."""

from __future__ import annotations

from plancoder.errors import BadPageRange, DamagedFile, EmptyFile, Encrypted, NoPages, NotAPdf
from plancoder.extract.options import ExtractOptions
from plancoder.models import Block, BlockKind, Document, Page, PageStatus, Region


def read_pdf(data: bytes, *, pages: tuple[int, ...] = (), options: ExtractOptions = ExtractOptions()) -> Document:
    """The document in a PDF's bytes; `pages` (from 1) cuts a plan out of a pack, empty means all."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - heavy: imported where used

    if not data:
        raise EmptyFile("the file has no bytes")
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf("the content is not a PDF")
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        kind = Encrypted if "password" in str(error).lower() else DamagedFile
        raise kind(str(error)) from error
    try:
        count = len(pdf)
        if not count:
            raise NoPages("the file holds no page")
        if pages and pages[-1] > count:
            raise BadPageRange(f"page {pages[-1]} was asked for; the file has {count}")
        text, blocks, read = "", [], []
        for number in pages or range(1, count + 1):
            page = pdf[number - 1]
            text_page = page.get_textpage()
            content = text_page.get_text_range()
            text_page.close()
            page.close()
            read.append(Page(number, PageStatus.READ if content.strip() else PageStatus.NO_TEXT, len(content)))
            for line in content.splitlines():
                words = " ".join(line.split())
                if words:
                    start = len(text) + 1 if text else 0
                    text = f"{text}\n{words}" if text else words
                    blocks.append(Block(BlockKind.PARAGRAPH, start, len(text), (Region(start, number),)))
        return Document(text, tuple(blocks), tuple(read), "pdf", "pdfium")
    finally:
        pdf.close()
