"""A plan file, whatever its format, to a Document: the one place of extraction that
opens files.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from plancoder.errors import DamagedFile, NotARegularFile, NoText, UnreadablePlan
from plancoder.extract.options import ExtractOptions
from plancoder.extract.sniff import find_format
from plancoder.models import Document, Notice, PageStatus
from plancoder.page_ranges import format_pages

Reader = Callable[[bytes, tuple[int, ...], ExtractOptions], Document]
DEFAULT_OPTIONS = ExtractOptions()


def read_document(
    path: Path,
    *,
    pages: tuple[int, ...] = (),
    options: ExtractOptions = DEFAULT_OPTIONS,
) -> Document:
    """Read the plan at `path`; `pages` (from 1) cuts it out of a pack.

    Raises PlanError for any file it cannot read.
    """
    return read_bytes(load_plan(path), path.name, pages=pages, options=options)


def load_plan(path: Path) -> bytes:
    """The bytes of a regular file; a folder, pipe or device is refused before it could
    hang the run.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotARegularFile(f"{path.name} is {_special_kind(path)}, not a file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadablePlan(
            f"{path.name} is not there",
            advice="Correct the column 'file' in plans.csv.",
        ) from error
    except OSError as error:
        advice = "Close it in other programs and check that you may read it."
        raise UnreadablePlan(
            f"{path.name} cannot be opened: {error.strerror or error}", advice=advice
        ) from error


def _special_kind(path: Path) -> str:
    kinds = (
        (path.is_dir, "a folder"),
        (path.is_fifo, "a pipe"),
        (path.is_socket, "a socket"),
    )
    return next((name for is_kind, name in kinds if is_kind()), "a device")


def read_bytes(
    data: bytes,
    name: str,
    *,
    pages: tuple[int, ...] = (),
    options: ExtractOptions = DEFAULT_OPTIONS,
) -> Document:
    """Read a plan from its bytes; `name` serves for messages and, where the content
    does not tell, for the format.
    """
    document = _account_for_pages(
        READERS[find_format(data, name)](data, pages, options), name, options
    )
    if not document.text.strip():
        # Every page was read and shows nothing: a plan without words must not look like
        # a plan without needs.
        told = (
            "; ".join(notice.detail for notice in document.notices)
            or "they show nothing that a reader would see"
        )
        number = len(document.pages)
        raise NoText(
            f"{name}: {number} page{'s' * (number != 1)} without text: {told}",
            advice=_LOOK,
            pages_in_all=number,
        )
    return document


def _read_pdf(data: bytes, pages: tuple[int, ...], options: ExtractOptions) -> Document:
    from plancoder.extract.pdf.read import read_pdf

    return read_pdf(data, pages=pages, options=options)


def _read_docx(
    data: bytes, pages: tuple[int, ...], options: ExtractOptions
) -> Document:
    from plancoder.extract.docx.read import read_docx

    return read_docx(data, pages=pages, options=options)


def _read_odt(data: bytes, pages: tuple[int, ...], options: ExtractOptions) -> Document:
    from plancoder.extract.odt.read import read_odt

    return read_odt(data, pages=pages, options=options)


def _read_pptx(
    data: bytes, pages: tuple[int, ...], options: ExtractOptions
) -> Document:
    from plancoder.extract.pptx.read import read_pptx

    return read_pptx(data, pages=pages, options=options)


def _read_rtf(data: bytes, pages: tuple[int, ...], options: ExtractOptions) -> Document:
    from plancoder.extract.rtf.read import read_rtf

    return read_rtf(data, pages=pages, options=options)


def _read_html(
    data: bytes, pages: tuple[int, ...], options: ExtractOptions
) -> Document:
    from plancoder.encoding import decode_text
    from plancoder.extract.html.read import read_html

    return read_html(decode_text(data, html=True), pages=pages, options=options)


def _read_markdown(
    data: bytes, pages: tuple[int, ...], options: ExtractOptions
) -> Document:
    from plancoder.encoding import decode_text
    from plancoder.extract.text.markdown import read_markdown

    return read_markdown(decode_text(data), pages=pages, options=options)


def _read_text(
    data: bytes, pages: tuple[int, ...], options: ExtractOptions
) -> Document:
    from plancoder.encoding import decode_text
    from plancoder.extract.text.plain_text import read_text

    return read_text(decode_text(data), pages=pages, options=options)


# One line a format; `sniff.find_format` gives the names.
READERS: Mapping[str, Reader] = {
    "pdf": _read_pdf,
    "docx": _read_docx,
    "odt": _read_odt,
    "pptx": _read_pptx,
    "rtf": _read_rtf,
    "html": _read_html,
    "markdown": _read_markdown,
    "text": _read_text,
}


_LOOK = (
    "Look at these pages yourself or give a better file: what is not found there may be"
    " there all the same."
)


def _account_for_pages(
    document: Document, name: str, options: ExtractOptions
) -> Document:
    """Name the pages whose text is missing: NoText where all are, else a notice."""
    unread = tuple(page.number for page in document.pages if page.unread)
    if not unread or any(notice.reason == "partial" for notice in document.notices):
        return document
    silent = tuple(
        page.number for page in document.pages if page.status is PageStatus.NO_TEXT
    )
    which = f"page {unread[0]}" if len(unread) == 1 else f"pages {format_pages(unread)}"
    advice = _ocr_advice(options) if silent else _LOOK
    if not document.text.strip():
        if not silent:
            raise DamagedFile(
                f"{name}: {which} cannot be read, and there are no others:"
                f" {_say_why(document)}"
            )
        raise NoText(f"{name}: {which} {_say_silent(document)}", advice=advice)
    detail = (
        f"{which} of {len(document.pages)} not read or not to be trusted:"
        f" {_say_why(document)}"
    )
    return replace(
        document, notices=(*document.notices, Notice("partial", detail, advice))
    )


_WHY = {
    PageStatus.NO_TEXT: "picture without text",
    PageStatus.DAMAGED: "damaged",
    PageStatus.UNMAPPED: "letters without Unicode",
}


def _say_silent(document: Document) -> str:
    """`holds a picture and no text`, or what else keeps the pages from being read."""
    if any(page.note for page in document.pages if page.unread):
        return f"without text: {_say_why(document)}"
    return (
        "holds a picture and no text"
        if len(document.pages) == 1
        else "hold pictures and no text"
    )


def _say_why(document: Document) -> str:
    """Reasons with their pages, in the order in which they first occur."""
    pages: dict[str, list[int]] = {}
    for page in document.pages:
        if page.unread:
            # Notes give figures in brackets or digits, which differ from page to page.
            note = page.note.partition(" (")[0]
            reason = _WHY[page.status] if not note or note[0].isdigit() else note
            pages.setdefault(reason, []).append(page.number)
    return "; ".join(
        f"{reason}: {format_pages(tuple(numbers))}" for reason, numbers in pages.items()
    )


def _ocr_advice(options: ExtractOptions) -> str:
    from plancoder.extract.pdf.ocr import advise_on_ocr

    if options.ocr == "off":
        return (
            "Run again with --ocr auto, which reads scanned pages with the 'ocr' extra,"
            " or give a file with text."
        )
    return (
        advise_on_ocr()
        or "OCR could not read them: look at the pages, or give a file with text."
    )
