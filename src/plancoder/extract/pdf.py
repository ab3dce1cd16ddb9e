"""PDF -> Document: words by PDFium, order and blocks by our own layout."""

from __future__ import annotations

import ctypes

from plancoder.errors import BadPageRange, DamagedFile, EmptyFile, Encrypted, NoPages, NotAPdf, TooManyCharacters, TooManyPages
from plancoder.extract.layout.compose import compose
from plancoder.extract.layout.shapes import PageContent
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf_page import read_page
from plancoder.extract.pdf_words import WordReader
from plancoder.extract.pdfium_api import pdfium
from plancoder.models import Document, Page, PageStatus

_HEAD = 1024  # bytes in which "%PDF-" must stand; some servers put garbage before it


def read_pdf(data: bytes, *, pages: tuple[int, ...] = (), options: ExtractOptions = ExtractOptions()) -> Document:
    """The document in a PDF's bytes; `pages` (from 1, ascending) cuts a plan out of a pack, empty means all."""
    contents = read_pages(data, pages, options)
    if options.ocr == "auto" and any(content.status in (PageStatus.NO_TEXT, PageStatus.UNMAPPED) for content in contents):
        from plancoder.extract.ocr import read_scans  # noqa: PLC0415 - only where a page is a scan

        read_scans(data, contents)
    text, blocks = compose(contents)
    return Document(text, blocks, tuple(_page(content) for content in contents), "pdf", options.engine)


def read_pages(data: bytes, pages: tuple[int, ...], options: ExtractOptions) -> list[PageContent]:
    """The pages asked for as layout takes them."""
    import pypdfium2  # noqa: PLC0415 - heavy: imported where used

    if not data:
        raise EmptyFile("the file has no bytes")
    if b"%PDF-" not in data[:_HEAD]:
        raise NotAPdf(f"the content is {_kind_of(data)}, not a PDF")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium's last error may be that of the plan before this one: it is only believed where the file agrees.
        if "password" in str(error).lower() and b"/Encrypt" in data:
            raise Encrypted("the file needs a password") from error
        raise DamagedFile("PDFium cannot open the file: it breaks off or contradicts itself") from error
    try:
        count = len(document)
        wanted = _wanted(pages, count, options)
        words = WordReader(pdfium())
        handle = ctypes.cast(document.raw, ctypes.c_void_p).value or 0
        contents, characters = [], 0
        for number in wanted:
            content = read_page(words, handle, number)
            characters += content.characters
            if characters > options.max_characters:
                raise TooManyCharacters(
                    f"more than {options.max_characters} characters by page {number} of {count}",
                    limit="max_characters",
                    allowed=options.max_characters,
                    used=characters,
                )
            contents.append(content)
        return contents
    finally:
        document.close()


def _wanted(pages: tuple[int, ...], count: int, options: ExtractOptions) -> tuple[int, ...]:
    if not count:
        raise NoPages("the file holds no page")
    if pages and not 1 <= min(pages) <= max(pages) <= count:
        raise BadPageRange(f"page {max(pages)} was asked for, but the file has {count}", pages_in_all=count)
    wanted = pages or tuple(range(1, count + 1))
    if len(wanted) > options.max_pages:
        raise TooManyPages(
            f"{len(wanted)} pages, {options.max_pages} are allowed", limit="max_pages", allowed=options.max_pages, used=len(wanted)
        )
    return wanted


def _kind_of(data: bytes) -> str:
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")):
        return "a web page"
    if start.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8")):
        return "a picture"
    if start.startswith(b"pk\x03\x04"):
        return "a ZIP or Office file"
    return "something else"


def _page(content: PageContent) -> Page:
    return Page(content.number, content.status, content.characters, content.width, content.height, content.note)
