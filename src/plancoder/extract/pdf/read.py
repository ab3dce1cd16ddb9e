"""PDF -> Document: words by PDFium (or pdfplumber), order and blocks by our own
layout.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from plancoder.errors import (
    BadPageRange,
    DamagedFile,
    EmptyFile,
    Encrypted,
    NoPages,
    NotAPdf,
    NoText,
    PlanBug,
    TooManyCharacters,
    TooManyPages,
)
from plancoder.extract.layout.compose import compose, lose_page
from plancoder.extract.layout.furniture import is_sentence
from plancoder.extract.layout.shapes import PageContent
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.layers import layers_off
from plancoder.extract.pdf.page import read_page, slim
from plancoder.extract.pdf.pdfium import pdfium
from plancoder.extract.pdf.streams import count_broken_streams
from plancoder.extract.pdf.words import NoRoom, WordReader
from plancoder.extract.struck_text import struck_notices
from plancoder.models import Document, Notice, Page, PageStatus
from plancoder.page_faults import PAGE_FAULTS
from plancoder.page_ranges import format_pages

if TYPE_CHECKING:
    import pypdfium2

_HEAD = 1024  # bytes in which "%PDF-" must stand; some servers put garbage before it
_NO_PAGES = re.compile(rb"/Count\s+0\b")
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")
_XFA_FORMS = (2, 3)  # PDFium's numbers for forms of Adobe's own kind
_XFA = Notice(
    "partial",
    "the PDF is a form that only Adobe Acrobat shows",
    "Open it in Acrobat, print it to PDF and give that file.",
)
_AT_ONCE = 50  # pages that are read before the file is opened anew
_LETTERS_AT_ONCE = 1 << 16  # of the text in which words are looked for
# Of attached files that a message names: those that may be plans, and others.
_MOST_PLANS, _MOST_NAMES = 50, 5
_COVER_WORDS = 100  # a plan has more
_TAKE_OUT = (
    "Open the file in a PDF viewer, save the attached files that are plans into raw/"
    " and name them in plans.csv."
)
_NO_PLANS = "No plan comes in files of this kind: look at them if words are missing."
# Of attached files that could be plans.
_PLAN_ENDINGS = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".htm", ".html"),
    *(".md", ".txt"),
)
_DEFAULT = ExtractOptions()


def read_pdf(
    data: bytes, *, pages: tuple[int, ...] = (), options: ExtractOptions = _DEFAULT
) -> Document:
    """The document in a PDF's bytes; `pages` (from 1, ascending) cuts a plan out of a
    pack, empty means all.

    Pages without text come back marked, with the text that OCR finds on them where it
    is wanted and installed.
    """
    contents, notices = read_pages(data, pages, options)
    engine = options.engine
    if options.ocr == "auto" and any(
        content.status in (PageStatus.NO_TEXT, PageStatus.UNMAPPED)
        for content in contents
    ):
        from plancoder.extract.pdf.ocr import read_scans

        read_scans(data, contents)
    notices += _hidden_notices(contents)
    notices += _struck_notices(contents)
    notices += _note_notices(contents)
    text, blocks = compose(contents)
    notices += _furniture_notices(contents, text)
    notices += _fault_notices(contents)
    _refuse_empty_cover(text, notices)
    shown = tuple(map(_page, contents))
    return Document(text, blocks, shown, "pdf", engine, tuple(notices))


def read_pages(
    data: bytes, pages: tuple[int, ...], options: ExtractOptions
) -> tuple[list[PageContent], list[Notice]]:
    """The pages asked for as layout takes them, and what is odd about the file."""
    document = open_pdf(data)
    try:
        count = len(document)
        wanted = _wanted(pages, count, options)
        notices = _second_look(document, data, count)
        if options.engine == "pdfplumber":
            from plancoder.extract.pdf.pdfplumber_engine import read_plumber_pages

            return read_plumber_pages(data, wanted, options), notices
        words = WordReader(pdfium(), options.max_characters)
        words.layers_off = layers_off(data)
        contents: list[PageContent] = []
        for start in range(0, len(wanted), _AT_ONCE):
            if start:
                # PDFium keeps what it has read of a file until the file is closed.
                document.close()
                document = open_pdf(data)
                words.forget_fonts()
            some = wanted[start : start + _AT_ONCE]
            unaware = 0  # pages read before one shows that only letters tell spaces
            for content in _read(document, words, some, options, count):
                contents.append(content)
                if not words.spacing.by_letters:
                    unaware = len(contents)
            if words.spacing.by_letters and unaware and not start:
                words.room += sum(page.characters for page in contents[:unaware])
                again = _read(document, words, some[:unaware], options, count)
                contents[:unaware] = again
    finally:
        document.close()
    if options.tables == "pdfplumber":
        from plancoder.extract.pdf.pdfplumber_engine import replace_tables

        replace_tables(data, contents)
    return contents, notices


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The file, opened by PDFium; a named error where it is no PDF, damaged or
    locked.
    """
    import pypdfium2

    if not data:
        raise EmptyFile("the file has no bytes")
    if b"%PDF-" not in data[:_HEAD]:
        raise NotAPdf(f"the content is {_kind_of(data)}, not a PDF")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium gives the last error of the process, which may be that of the plan
        # before this one (tests/e2e/ test_hostile.py, circle-of-references): only what
        # the file itself confirms is believed.
        message = str(error).lower()
        if b"/Encrypt" in data and ("password" in message or "security" in message):
            raise Encrypted("the file opens with a password only") from error
        if _NO_PAGES.search(data) and not _PAGE_OBJECT.search(data):
            raise NoPages("the file holds no page") from error
        raise DamagedFile(
            "PDFium cannot open it: the file breaks off or contradicts itself"
        ) from error


def _read(
    document: pypdfium2.PdfDocument,
    words: WordReader,
    wanted: Iterable[int],
    options: ExtractOptions,
    count: int,
) -> Iterable[PageContent]:
    handle = ctypes.cast(document.raw, ctypes.c_void_p).value or 0
    numbers: dict[float, float] = {}
    for number in wanted:
        try:
            content = read_page(
                words, handle, number, tables=options.tables == "native"
            )
        except NoRoom as error:
            raise TooManyCharacters(
                f"more than {options.max_characters:,} characters by page {number} of"
                f" {count}",
                limit="max_characters",
                allowed=options.max_characters,
                used=options.max_characters - words.room + error.characters,
            ) from error
        except (*PAGE_FAULTS, ctypes.ArgumentError) as fault:
            content = PageContent(number)
            lose_page(content, fault)
        words.room -= content.characters
        if options.tables == "native":
            slim(content, numbers)
        yield content


def _wanted(
    pages: tuple[int, ...], count: int, options: ExtractOptions
) -> tuple[int, ...]:
    if not count:
        raise NoPages("the file holds no page")
    if pages and not 1 <= min(pages) <= max(pages) <= count:
        asked = min(pages) if min(pages) < 1 else max(pages)
        raise BadPageRange(
            f"page {asked} was asked for, but the file has pages 1 to {count}",
            pages_in_all=count,
        )
    wanted = pages or tuple(range(1, count + 1))
    if len(wanted) > options.max_pages:
        detail = f"{len(wanted):,} pages; the limit is {options.max_pages:,}"
        raise TooManyPages(
            detail, limit="max_pages", allowed=options.max_pages, used=len(wanted)
        )
    return wanted


def _second_look(
    document: pypdfium2.PdfDocument, data: bytes, count: int
) -> list[Notice]:
    """What PDFium keeps to itself: pages lost where it had to guess the structure, and
    content that breaks off.
    """
    import pypdfium2.raw

    notices = []
    seen = len(_PAGE_OBJECT.findall(data))
    if seen > count and not pypdfium2.raw.FPDF_DocumentHasValidCrossReferenceTable(
        document.raw
    ):
        detail = (
            f"the file is damaged: it seems to hold {seen} pages, {count} could be"
            " opened"
        )
        notices.append(Notice("partial", detail, DamagedFile.advice))
    names = [
        document.get_attachment(index).get_name()
        for index in range(document.count_attachments())
    ]
    if names:
        notices.append(_attachments(names))
    if document.get_formtype() in _XFA_FORMS:
        notices.append(_XFA)
    if broken := count_broken_streams(data):
        detail = (
            f"the file is damaged: content breaks off in {broken}"
            f" place{'s' * (broken > 1)}, text may be missing"
        )
        notices.append(Notice("damaged_content", detail, DamagedFile.advice))
    return notices


def _attachments(names: Sequence[str]) -> Notice:
    """What the file holds besides its pages: all that may be plans, else a few names.

    They are not read: the pages of an attached file could not be shown beside a tick.
    """
    plans = [name for name in names if _may_be_plan(name)]
    shown = plans[:_MOST_PLANS] or names[:_MOST_NAMES]
    more = f" and {len(names) - len(shown)} more" * (len(names) > len(shown))
    files = "an attached file" if len(names) == 1 else f"{len(names)} attached files"
    detail = f"the file holds {files}, not read: {', '.join(shown)}{more}"
    return Notice("attachments", detail, _TAKE_OUT if plans else _NO_PLANS)


def _may_be_plan(name: str) -> bool:
    """True for the name of an attached file that could be a plan; formulas and pictures
    are attached to be found by programs.
    """
    return name.lower().endswith(_PLAN_ENDINGS)


# Share of a plan's words that go as doubtful running heads and feet from which on a
# reader is told which; of 21 plans and packs at hand none lost more than 2.4%.
_MOST_DOUBTFUL = 0.03
_FEW = 6  # pages
_SHORT_HEAD = 12  # words of a head that is short enough to be one without doubt


def _furniture_notices(contents: Sequence[PageContent], text: str) -> list[Notice]:
    """A warning where much of a plan was taken for running heads and feet that could
    be text.
    """
    doubtful = _doubtful(contents, text)
    words = sum(len(line.split()) * times for line, times in doubtful.items())
    said = text.count(" ") + text.count("\n") + 1  # no list of a long plan's words
    # That a sentence is on two pages or three proves little.
    weak = len(contents) < _FEW and any(map(is_sentence, doubtful))
    if words <= _MOST_DOUBTFUL * (words + said) and not weak:
        return []
    often = "; ".join(f"“{line[:60]}”" for line, _ in doubtful.most_common(3))
    detail = (
        f"{words} words were taken for running heads and feet and left out: {often}"
    )
    advice = "Look at the pages: what belongs to the plan can be added in review."
    return [Notice("running_text", detail, advice)]


def _doubtful(contents: Sequence[PageContent], text: str) -> Counter[str]:
    """Running lines that could be text, with how often each was taken off."""
    furniture = [content.furniture for content in contents]
    pages = Counter(chain.from_iterable(map(set, furniture)))
    times = Counter(chain.from_iterable(furniture))
    unsaid = _unsaid(set().union(*map(_long_words, times)), text)

    def could_be_text(line: str) -> bool:
        if is_sentence(line):
            return True
        if line in text:
            return False
        says_more = not unsaid.isdisjoint(_long_words(line))
        return says_more or _is_doubtful(line, pages[line] / len(contents))

    return Counter({line: times[line] for line in times if could_be_text(line)})


def _unsaid(words: set[str], text: str) -> set[str]:
    """Those words that the plan, in small letters, does not have.

    It is looked at a part at a time: small letters of a whole text take twelve bytes a
    letter meanwhile.
    """
    unsaid = set(words)
    overlap = max(map(len, words), default=0)
    for at in range(0, len(text), _LETTERS_AT_ONCE):
        part = text[at : at + _LETTERS_AT_ONCE + overlap].casefold()
        unsaid = {word for word in unsaid if word not in part}
    return unsaid


def _long_words(line: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{5,}", line.casefold()))


def _is_doubtful(line: str, share: float) -> bool:
    """Whether a running line could be text: long, or on few pages (share of all below
    a quarter).
    """
    return len(line.split()) > _SHORT_HEAD or share < _FEW_PAGES


_FEW_PAGES = 0.25


def _refuse_empty_cover(text: str, notices: Sequence[Notice]) -> None:
    """NoText for the cover of a portfolio or of a form that only Adobe's programs fill:
    its words are no plan.
    """
    if text.count(" ") >= _COVER_WORDS:
        return
    for notice in notices:
        if notice.advice is _TAKE_OUT:
            raise NoText(f"the PDF is a cover: {notice.detail}", advice=_TAKE_OUT)
    if any(notice is _XFA for notice in notices) and "please wait" in text.casefold():
        raise NoText(_XFA.detail, advice=_XFA.advice)


def _fault_notices(contents: Sequence[PageContent]) -> Iterable[Notice]:
    """A warning for each page that is lost by a fault in plancoder."""
    for content in contents:
        if content.faulty:
            detail = f"page {content.number} could not be read: {content.note}"
            yield Notice("damaged_content", detail, PlanBug.advice)


def _hidden_notices(contents: Sequence[PageContent]) -> list[Notice]:
    hidden = [content for content in contents if content.hidden]
    if not hidden:
        return []
    letters = sum(content.hidden for content in hidden)
    where = format_pages(tuple(content.number for content in hidden))
    detail = (
        f"pages {where}: {letters} letters that nobody sees were left out"
        f" (“{hidden[0].hidden_text}”)"
    )
    return [
        Notice(
            "hidden_text",
            detail,
            "If the words belong to the plan, give a file in which they can be seen.",
        )
    ]


def _struck_notices(contents: Sequence[PageContent]) -> list[Notice]:
    struck = [content for content in contents if content.struck]
    pages = format_pages(tuple(content.number for content in struck))
    stretches = chain.from_iterable(content.struck for content in struck)
    return struck_notices(list(stretches), f"pages {pages}: ")


def _note_notices(contents: Sequence[PageContent]) -> Iterable[Notice]:
    """A warning that names the notes of readers that open at a click."""
    noted = [content for content in contents if content.notes]
    if noted:
        count = sum(len(content.notes) for content in noted)
        where = format_pages(tuple(content.number for content in noted))
        detail = (
            f"pages {where}: {count} note{'s' * (count > 1)} behind an icon,"
            f" not read (“{noted[0].notes[0][:60]}”)"
        )
        yield Notice(
            "hidden_text",
            detail,
            "If a note belongs to the plan, add its words in review.",
        )


def _kind_of(data: bytes) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")):
        return "a web page"
    if start.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8")):
        return "a picture"
    if start.startswith(b"pk\x03\x04"):
        return "a ZIP or Office file"
    return "something else"


def _page(content: PageContent) -> Page:
    width, height = (
        (content.height, content.width)
        if content.turns % 2
        else (content.width, content.height)
    )
    return Page(
        content.number,
        content.status,
        content.characters,
        round(width, 1),
        round(height, 1),
        content.note,
        content.printed,
    )
