"""A PowerPoint file to a Document: each slide is a page, its title a heading, with
lists, tables and diagrams.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plancoder.errors import BadPageRange, DamagedFile, NoText
from plancoder.extract.build_document import CharacterCount, Piece, Run, make_document
from plancoder.extract.laid_pieces import CellPlace, LaidPieces, Look
from plancoder.extract.office_parts import (
    CHART,
    COMPATIBILITY,
    DIAGRAM,
    MATH_TEXT,
    RELATION,
    Element,
    read_chart,
    read_diagram,
    read_number,
    save_as_pdf,
)
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pptx.bullets import (
    YES,
    Numbering,
    depth_of,
    list_styles,
    place_of,
)
from plancoder.extract.pptx.package import A, P, Package, Slide, open_package
from plancoder.extract.struck_text import StruckText, struck_notices
from plancoder.models import BlockKind, Document, Notice, Page, PageStatus
from plancoder.page_ranges import format_pages

_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum"})
_GROUP, _SHAPE, _FRAME, _PICTURE = (
    f"{P}{name}" for name in ("grpSp", "sp", "graphicFrame", "pic")
)
# A picture that takes up more than this share of a slide without words may show words.
_LARGE_PICTURE = 0.5


_NO_LINE = "noStrike"


def read_pptx(
    data: bytes, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None
) -> Document:
    """Read a PowerPoint file.

    Speaker notes, hidden slides and what lies beside a slide are not read, and a notice
    says so. Shapes are read in the order of the file, which is that of screen readers.
    """
    options = options or ExtractOptions()
    package = open_package(data, pages, options)
    walk = _Walk(package, options)
    pieces = walk.read()
    seen = tuple(page for page in pages if page not in walk.hidden)
    if pages and not seen:
        _refuse_hidden(pages)
    if not pieces:
        _refuse_silent(walk)
    numbers = set(range(1, package.total + 1)) - set(walk.hidden)
    known = [walk.pages.get(number) or Page(number) for number in sorted(numbers)]
    return make_document(
        pieces,
        known,
        pages=seen,
        options=options,
        format="pptx",
        notices=tuple(walk.notices()),
    )


def _refuse_hidden(hidden: tuple[int, ...]) -> None:
    raise BadPageRange(
        f"{_slides(hidden)} asked for, but hidden in the file",
        advice="Show them in PowerPoint, or correct the column 'pages' in plans.csv.",
    )


def _refuse_silent(walk: _Walk) -> None:
    """Raise what names the reason why there is no text."""
    if walk.faults:
        raise DamagedFile(f"no slide can be read: {'; '.join(walk.faults[:5])}")
    notices = list(walk.notices())
    if notices:
        told = "; ".join(notice.detail for notice in notices)
        raise NoText(f"the slides hold no text: {told}", advice=notices[-1].advice)


def _slides(numbers: tuple[int, ...]) -> str:
    one = len(numbers) == 1
    return f"slide{'s' * (not one)} {format_pages(numbers)} {'is' if one else 'are'}"


@dataclass(frozen=True, slots=True)
class _Size:
    width: int
    height: int


class _Walk:
    """Walks the slides and lays down their pieces."""

    def __init__(self, package: Package, options: ExtractOptions) -> None:
        self.package = package
        self.laid = LaidPieces(CharacterCount(options))
        self.size = _slide_size(package.presentation)
        self.tables = 0
        self.pages: dict[int, Page] = {}
        self.hidden: list[int] = []
        self.noted: list[int] = []  # slides with speaker notes
        self.beside: list[int] = []  # slides with words beside them
        self.faults: list[str] = []
        self.struck = StruckText()

    def read(self) -> list[Piece]:
        """Walk all slides."""
        for slide in self.package.slides:
            if slide.root is None:
                self.faults.append(f"slide {slide.number}: {slide.fault}")
                self.pages[slide.number] = Page(slide.number, PageStatus.DAMAGED)
            elif slide.root.get("show") in ("0", "false"):
                self.hidden.append(slide.number)
            else:
                self._slide(slide, slide.root)
        return self.laid.settle()

    def _slide(self, slide: Slide, root: Element) -> None:
        if slide.notes:
            self.noted.append(slide.number)
        before = len(self.laid.pieces)
        shapes = list(self._seen_shapes(slide, root))
        # The title goes first, wherever it lies in the file.
        for shape in sorted(shapes, key=lambda each: not _is_title(each)):
            if shape.tag == _SHAPE:
                self._text_shape(shape, slide)
            elif shape.tag == _FRAME:
                self._frame(shape, slide)
        silent = len(self.laid.pieces) == before and any(
            shape.tag == _PICTURE and self._is_large(shape) for shape in shapes
        )
        status = PageStatus.NO_TEXT if silent else PageStatus.READ
        self.pages[slide.number] = Page(slide.number, status)

    def _seen_shapes(self, slide: Slide, root: Element) -> Iterator[Element]:
        """Shapes that the audience sees, also those of groups, in the file's order."""
        tree = root.find(f"{P}cSld/{P}spTree")
        stack = [(each, True) for each in reversed(tree)] if tree is not None else []
        while stack:
            shape, outermost = stack.pop()
            if shape.tag == f"{COMPATIBILITY}AlternateContent":
                chosen = shape[0] if len(shape) else ()
                stack.extend((each, outermost) for each in reversed(chosen))
            elif _is_hidden(shape) or _is_furniture(shape):
                continue
            elif outermost and self._lies_beside(shape):
                if _has_words(shape) and slide.number not in self.beside:
                    self.beside.append(slide.number)
            elif shape.tag == _GROUP:
                stack.extend((each, False) for each in reversed(shape))
            else:
                yield shape

    def _text_shape(self, shape: Element, slide: Slide) -> None:
        paragraphs = shape.findall(f"{P}txBody/{A}p")
        if _is_title(shape):
            level = 1 if _opens_part(shape, slide) else 2
            words = " ".join(_gather(each, self.struck)[0] for each in paragraphs)
            self.laid.lay(words, Look(level), page=slide.number)
            return
        numbering = Numbering(list_styles(shape, slide))
        for paragraph in paragraphs:
            self._paragraph(paragraph, numbering, None, slide.number)

    def _paragraph(
        self,
        paragraph: Element,
        numbering: Numbering,
        cell: CellPlace | None,
        page: int,
    ) -> None:
        before = len(self.struck.stretches)
        bold = numbering.is_bold(paragraph)
        text, bold = _gather(paragraph, self.struck, bold=bold)
        if not text.strip() and len(self.struck.stretches) > before:
            numbering.next_mark(paragraph)  # an item that is struck out is counted
        elif text.strip():
            number = numbering.next_mark(paragraph)
            look = Look(depth=depth_of(paragraph), number=number, bold=bold)
            self.laid.lay(text, look, cell, page)

    def _frame(self, frame: Element, slide: Slide) -> None:
        """A table, a diagram or a chart."""
        for table in frame.iter(f"{A}tbl"):
            self._table(table, slide.number)
        for mark in frame.iter(DIAGRAM):
            root = (slide.diagrams or {}).get(mark.get(f"{RELATION}dm") or "")
            for text in read_diagram(root):
                run = Run(slide.number, text)
                self.laid.add(Piece(BlockKind.BULLET, (run,), 1))

        for mark in frame.iter(CHART):
            root = (slide.charts or {}).get(mark.get(f"{RELATION}id") or "")
            for text in read_chart(root):
                run = Run(slide.number, text)
                self.laid.add(Piece(BlockKind.CAPTION, (run,)))

    def _table(self, table: Element, page: int) -> None:
        rows = [row.findall(f"{A}tc") for row in table.iterfind(f"{A}tr")]
        boxed = len(rows) == 1 and len(rows[0]) == 1  # a box drawn as a table
        number = self.tables
        self.tables += not boxed
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell.get("hMerge") in YES or cell.get("vMerge") in YES:
                    continue
                place = None if boxed else CellPlace(number, row, column)
                numbering = Numbering([])
                for paragraph in cell.iterfind(f"{A}txBody/{A}p"):
                    self._paragraph(paragraph, numbering, place, page)

    def _lies_beside(self, shape: Element) -> bool:
        """Whether a shape lies outside the slide, where nobody sees it."""
        box = _box_of(shape)
        if box is None or not self.size.width:
            return False
        x, y, width, height = box
        return (
            x >= self.size.width
            or y >= self.size.height
            or x + max(0, width) < 0
            or y + max(0, height) < 0
        )

    def _is_large(self, picture: Element) -> bool:
        box = _box_of(picture)
        area = self.size.width * self.size.height
        return box is not None and box[2] * box[3] > _LARGE_PICTURE * area

    def notices(self) -> Iterator[Notice]:
        """What is there and was not read."""
        if self.hidden:
            yield Notice(
                "hidden_text",
                f"{_slides(tuple(self.hidden))} hidden and not read",
                "Show them in PowerPoint if they belong to the plan.",
            )
        if self.noted:
            which = format_pages(tuple(self.noted))
            yield Notice(
                "hidden_text",
                f"speaker notes were not read, of slides: {which}",
                "Copy them onto the slides if they belong to the plan.",
            )
        if self.beside:
            which = format_pages(tuple(self.beside))
            yield Notice(
                "hidden_text",
                f"text beside the slide, which nobody sees, was not read, of slides:"
                f" {which}",
                "Move it onto the slide if it belongs to the plan.",
            )
        yield from struck_notices(self.struck.stretches)
        if self.faults:
            detail = f"not all slides can be read: {'; '.join(self.faults[:5])}"
            yield Notice("partial", detail, DamagedFile.advice)
        silent = tuple(
            number
            for number, page in self.pages.items()
            if page.status is PageStatus.NO_TEXT
        )
        if silent:
            yield Notice(
                "partial",
                f"slides that are a picture without text: {format_pages(silent)}",
                f"{save_as_pdf('PowerPoint file')} Pictures in it are read with the"
                " 'ocr' extra.",
            )


def _slide_size(presentation: Element) -> _Size:
    size = presentation.find(f"{P}sldSz")
    if size is None:
        return _Size(0, 0)
    return _Size(_number(size, "cx"), _number(size, "cy"))


def _number(element: Element, name: str) -> int:
    return read_number(element.get(name), digits=12)


def _box_of(shape: Element) -> tuple[int, int, int, int] | None:
    """Left, top, width and height, where the shape says them itself."""
    for path in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm"):
        frame = shape.find(path)
        if frame is None:
            continue
        corner, extent = frame.find(f"{A}off"), frame.find(f"{A}ext")
        if corner is not None and extent is not None:
            return (
                _number(corner, "x"),
                _number(corner, "y"),
                _number(extent, "cx"),
                _number(extent, "cy"),
            )
    return None


def _is_hidden(shape: Element) -> bool:
    """Whether the selection pane of PowerPoint says that the shape is not shown."""
    return any(
        child.get("hidden") in YES
        for part in shape
        for child in part.iterchildren(f"{P}cNvPr")
    )


def _place_kind(shape: Element) -> str:
    place = place_of(shape)
    return "" if place is None else place.get("type") or ""


def _is_furniture(shape: Element) -> bool:
    return _place_kind(shape) in _FURNITURE


def _is_title(shape: Element) -> bool:
    return _place_kind(shape) in _TITLES


def _opens_part(shape: Element, slide: Slide) -> bool:
    """Whether the title is that of the whole, or of a part with slides of its own."""
    layout = slide.layout.get("type") if slide.layout is not None else ""
    return _place_kind(shape) == "ctrTitle" or layout == "secHead"


def _has_words(shape: Element) -> bool:
    return any((text.text or "").strip() for text in shape.iter(f"{A}t"))


def _gather(
    paragraph: Element, struck: StruckText, *, bold: bool = False
) -> tuple[str, bool]:
    """Text of a paragraph, and whether all of it is in bold; letters that do not say
    are as `bold` tells. What is struck out goes to `struck`.
    """
    parts: list[str] = []
    all_bold = True
    struck.end()
    stack = [(child, bold, False) for child in reversed(paragraph)]
    while stack:
        item, own, out = stack.pop()
        tag = item.tag
        if tag == f"{COMPATIBILITY}Fallback" or _is_counted(item):
            continue
        if tag in (f"{A}t", MATH_TEXT):
            text = item.text or ""
            if struck.takes(text, struck=out):
                continue
            parts.append(text)
            all_bold = all_bold and (own or not text.strip())
        elif tag == f"{A}br":
            parts.append("\n")
        else:
            letters = item.find(f"{A}rPr")
            if letters is not None and letters.get("b") is not None:
                own = letters.get("b") in YES
            out = letters is not None and letters.get("strike", _NO_LINE) != _NO_LINE
            stack.extend((child, own, out) for child in reversed(item))
    return "".join(parts), all_bold


def _is_counted(item: Element) -> bool:
    """Whether a field prints the number of the slide or today's date."""
    kind = item.get("type") or "" if item.tag == f"{A}fld" else ""
    return kind.startswith(("slidenum", "datetime"))
