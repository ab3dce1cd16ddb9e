"""The second engine: pdfplumber's words and tables, laid out as PDFium's are."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from plancoder.errors import DamagedFile, TooManyCharacters
from plancoder.extract.layout.compose import lose_page
from plancoder.extract.layout.pieces import PieceMaker
from plancoder.extract.layout.shapes import (
    NEW_LINE,
    SPACE,
    PageContent,
    Stroke,
    Style,
    turn_box,
)
from plancoder.extract.layout.struck import take_struck
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.fonts import is_bold, is_italic, is_near_white
from plancoder.extract.pdf.page import arrange, slim
from plancoder.extract.pdf.ruled_tables import take_cells
from plancoder.models import Box, PageStatus
from plancoder.page_faults import PAGE_FAULTS

if TYPE_CHECKING:
    import pdfplumber.page

_WORD_GAP = 0.15  # × size: less is a space between letters
_UNTRUSTED = 0.25  # of the words are bare glyph numbers
_DESCENT = 0.22  # × size between the bottom of a turned letter's box and the base line

# By pdfplumber and pdfminer on damaged files: their own kinds, and whatever Python
# raises in them.
_RAISED = (PSException, PdfminerException, MalformedPDFException, *PAGE_FAULTS)

Looks = dict[tuple[str, int], Style]


def read_plumber_pages(
    data: bytes, wanted: Sequence[int], options: ExtractOptions
) -> list[PageContent]:
    """The pages as layout takes them; a page that pdfplumber cannot read costs that
    page only.
    """
    contents: list[PageContent] = []
    looks: Looks = {}
    room = options.max_characters
    for number, page in _pages(data, wanted):
        try:
            content = _arranged(page, number, looks, options)
        except PAGE_FAULTS as fault:
            content = PageContent(number)
            lose_page(content, fault)
        room -= content.characters
        if room < 0:
            detail = f"more than {options.max_characters:,} characters by page {number}"
            used = options.max_characters - room
            raise TooManyCharacters(
                detail,
                limit="max_characters",
                allowed=options.max_characters,
                used=used,
            )
        slim(content, {})
        contents.append(content)
    return contents


def _arranged(
    page: pdfplumber.page.Page, number: int, looks: Looks, options: ExtractOptions
) -> PageContent:
    try:
        content = _content(page, number, looks)
    except _RAISED as error:
        note = f"pdfplumber cannot read it: {error or type(error).__name__}"
        return PageContent(number, status=PageStatus.DAMAGED, note=note)
    take_struck(content)
    if options.tables == "pdfplumber":
        arrange(content, tables=False)
        _take_tables(page, content)
    else:
        arrange(content)
    return content


def replace_tables(data: bytes, contents: Sequence[PageContent]) -> None:
    """Finds tables by pdfplumber on the pages that have lines enough for one."""
    ruled = {
        content.number: content
        for content in contents
        if content.pieces and len(content.strokes) >= 3 and not content.turns
    }
    for number, page in _pages(data, sorted(ruled)):
        try:
            _take_tables(page, ruled[number])
        except PAGE_FAULTS as fault:
            lose_page(ruled[number], fault)
    for content in contents:
        slim(content, {})


def _pages(
    data: bytes, wanted: Sequence[int]
) -> Iterator[tuple[int, pdfplumber.page.Page]]:
    """Pages one by one, each closed before the next is read: else memory grows by 5 MB
    a page.
    """
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if wanted and wanted[-1] > len(pdf.pages):
                raise DamagedFile(
                    f"pdfplumber finds {len(pdf.pages)} pages only; use the engine"
                    " pdfium"
                )
            for number in wanted:
                page = pdf.pages[number - 1]
                yield number, page
                page.close()
    except _RAISED as error:
        raise DamagedFile(
            f"pdfplumber cannot read it ({error or type(error).__name__}); use the"
            " engine pdfium"
        ) from error


def _content(page: pdfplumber.page.Page, number: int, looks: Looks) -> PageContent:
    """A page's words, lines and pictures."""
    content = PageContent(number, float(page.width), float(page.height))
    makers: dict[int, PieceMaker] = {0: PieceMaker()}
    # Spaces are told by gaps: some producers write soft hyphens as spaces without
    # width, in the middle of words.
    inked = page.filter(
        lambda item: item.get("object_type") != "char" or item["text"] != " "
    )
    words = inked.extract_words(
        x_tolerance_ratio=_WORD_GAP,
        use_text_flow=True,
        return_chars=True,
        keep_blank_chars=False,
    )
    bases: dict[int, float] = {}
    garbage = 0
    for word in words:
        letter = word["chars"][0]
        size = float(letter["size"])
        turns = 0 if word["upright"] else (1 if word["direction"] == "btt" else 3)
        x0, _, x1, bottom = turn_box(
            (word["x0"], word["top"], word["x1"], word["bottom"]),
            turns,
            content.width,
            content.height,
        )
        base = (
            letter["top"] + letter["y1"] - letter["matrix"][5]
            if not turns
            else bottom - _DESCENT * size
        )
        before = SPACE if abs(bases.get(turns, -1e9) - base) < 0.5 * size else NEW_LINE
        bases[turns] = base
        text = word["text"]
        garbage += text.startswith("(cid:")
        makers.setdefault(turns, PieceMaker()).add(
            text, x0, x1, base, size, _look(letter, looks), before
        )
    content.turned = {turns: maker.finish() for turns, maker in makers.items()}
    content.characters = sum(len(word["text"]) + 1 for word in words)
    content.strokes = [
        _stroke(shape, plain=True) for shape in (*page.rects, *page.lines)
    ]
    content.strokes += [_stroke(shape, plain=False) for shape in page.curves]
    content.pictures = [
        Box(image["x0"], image["top"], image["x1"], image["bottom"])
        for image in page.images
    ]
    if garbage > _UNTRUSTED * max(1, len(words)):
        content.status, content.note = (
            PageStatus.UNMAPPED,
            f"{garbage} of {len(words)} words have no Unicode",
        )
    return content


def _look(letter: dict[str, Any], looks: Looks) -> Style:
    name = str(letter["fontname"]).rpartition("+")[2]
    colour = _colour(letter.get("non_stroking_color"))
    if (name, colour) not in looks:
        white = is_near_white(colour)
        looks[name, colour] = Style(
            name, is_bold(name), is_italic(name), colour, near_white=white
        )
    return looks[name, colour]


def _colour(value: object) -> int:
    """Grey, RGB or CMYK as pdfminer gives them, as 0xRRGGBB; black where it is a
    pattern or unknown.
    """
    parts = (
        [value]
        if isinstance(value, int | float)
        else list(value)
        if isinstance(value, list | tuple)
        else []
    )
    numbers = [
        min(1.0, max(0.0, float(part)))
        for part in parts
        if isinstance(part, int | float)
    ]
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        numbers = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    elif len(numbers) == 1:
        numbers *= 3
    if len(numbers) != 3:
        return 0
    red, green, blue = (round(255 * number) for number in numbers)
    return red << 16 | green << 8 | blue


def _stroke(shape: dict[str, Any], *, plain: bool) -> Stroke:
    fill = _colour(shape.get("non_stroking_color")) if shape.get("fill") else None
    return Stroke(
        float(shape["x0"]),
        float(shape["top"]),
        float(shape["x1"]),
        float(shape["bottom"]),
        fill,
        plain,
    )


def _take_tables(page: pdfplumber.page.Page, content: PageContent) -> None:
    for table in page.find_tables():
        rows = [
            [Box(*map(float, cell)) if cell else None for cell in row.cells]
            for row in table.rows
        ]
        if len(rows) > 1 and max(map(len, rows)) > 1:
            take_cells(content, rows)
