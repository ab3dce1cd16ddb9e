"""One PDF page: frame, pieces, paths, and what is wrong with it."""

from __future__ import annotations

from itertools import chain

from plancoder.extract.layout.bullets import find_marks
from plancoder.extract.layout.dropcaps import join_drop_capitals
from plancoder.extract.layout.figure_tables import find_figure_tables
from plancoder.extract.layout.hidden import is_picture, joined_text, take_hidden
from plancoder.extract.layout.leaders import join_leaders
from plancoder.extract.layout.panels import panel_boxes
from plancoder.extract.layout.shapes import (
    SKEWED,
    PageContent,
    Piece,
    Stroke,
    Words,
    turn_box,
)
from plancoder.extract.layout.struck import take_struck
from plancoder.extract.pdf.annotations import Annotations, read_annotations
from plancoder.extract.pdf.frame import page_frame
from plancoder.extract.pdf.letter_edges import LetterEdges
from plancoder.extract.pdf.open_tables import find_open_tables
from plancoder.extract.pdf.paths import read_paths
from plancoder.extract.pdf.pdfium import Pdfium
from plancoder.extract.pdf.ruled_tables import find_tables
from plancoder.extract.pdf.words import WordReader
from plancoder.models import Box, PageStatus

_AS_SHOWN, _FLATTENED = 0, 1  # what PDFium is asked for, and its answer
_NO_WORDS = Words([], [])
_FEWEST_TURNED = 60  # letters: less is a label
_STRIP = 0.12  # of the page height, where running heads and feet stand
_FEWEST_OUTLINED = 150  # letters drawn as paths: less may be a logo
_OUTLINED = 1.5  # of the letters that are text, at the least
_FOOT_LETTERS = 160  # two lines: more is a page's own text
_TURNED = 0.7  # of the letters that stand sideways: the whole page does


def read_page(
    words: WordReader, document: int, number: int, *, tables: bool = True
) -> PageContent:
    """Everything layout needs of page `number` (from 1), with its tables unless they
    are found by others.

    The page is closed before this returns.
    """
    api = words.api
    page = api.FPDF_LoadPage(document, number - 1)
    notes: Annotations | None = None
    annotated = api.FPDFPage_GetAnnotCount(page) if page else 0
    if annotated > 0:
        notes = read_annotations(api, page, page_frame(api, page), annotated)
        page = _flatten(api, document, page, number)
    if not page:
        return PageContent(
            number, status=PageStatus.DAMAGED, note="the page could not be loaded"
        )
    text_page = api.FPDFText_LoadPage(page)
    try:
        frame = page_frame(api, page)
        content = PageContent(number, frame.width, frame.height)
        if not text_page or frame.width <= 0 or frame.height <= 0:
            content.status = PageStatus.DAMAGED
            content.note = "the page could not be read"
            return content
        painted = read_paths(api, document, page, frame, words.layers_off)
        content.strokes, content.pictures = painted.strokes, painted.pictures
        content.grounds = painted.grounds
        words.covered, content.outlined = painted.unseen, painted.outlined
        content.turned, content.characters, unmapped = words.pieces(text_page, frame)
        if notes is not None:
            content.struck_boxes = notes.struck
        take_struck(content, LetterEdges(api, text_page, frame))
    finally:
        # A text page reads from its page while it is closed: this order, or PDFium
        # crashes.
        if text_page:
            api.FPDFText_ClosePage(text_page)
        api.FPDF_ClosePage(page)
    if notes is not None:
        _add_notes(content, notes)
    if unmapped:
        content.status = PageStatus.UNMAPPED
        content.note = f"{unmapped} of {content.characters} characters have no Unicode"
    arrange(content, tables=tables)
    return content


def _flatten(api: Pdfium, document: int, page: int, number: int) -> int:
    """The page with what stands on it as form values, typed notes and stamps; icons of
    notes have no words, and hidden ones stay out.
    """
    if api.FPDFPage_Flatten(page, _AS_SHOWN) == _FLATTENED:
        api.FPDF_ClosePage(page)
        page = api.FPDF_LoadPage(document, number - 1)
    return page


def _add_notes(content: PageContent, notes: Annotations) -> None:
    """Puts typed notes and values that have no look of their own where they stand."""
    upright = content.turned.setdefault(0, [])
    for piece in notes.pieces:
        piece.order += len(upright)
    upright += notes.pieces
    content.notes = notes.notes


def arrange(content: PageContent, *, tables: bool = True) -> None:
    """What can be told of a page alone: which side is up, what is hidden, bullets,
    tables.
    """
    content.pieces = content.turned.pop(0, [])
    turns = _turns_of(content)
    hidden: list[Piece] = []
    if turns:
        hidden += take_hidden(content)  # of what stands upright on the page
        _turn_page(content, turns)
    hidden += take_hidden(content)
    if hidden:
        content.hidden = sum(piece.letters for piece in hidden)
        content.hidden_text = joined_text(hidden)
    unread = content.status is PageStatus.READ and not content.struck
    if unread and _is_wordless(content):
        content.status = PageStatus.NO_TEXT
        content.note = _why_wordless(content, hidden=bool(hidden))
    marked = join_drop_capitals(find_marks(content.pieces, content.strokes))
    content.pieces = join_leaders(marked)
    for piece in _all_pieces(content):
        piece.page = content.number
    if tables:
        find_tables(content)
        find_figure_tables(content)
        find_open_tables(content)


def _all_pieces(content: PageContent) -> list[Piece]:
    """The upright pieces of a page and the turned ones, without those in tables."""
    return [*content.pieces, *chain.from_iterable(content.turned.values())]


def _is_wordless(content: PageContent) -> bool:
    """True for a page without words, a picture with no more than a line or two at its
    edge, "Page 3 of 20" under a scan, or one with most of its letters drawn as paths.
    """
    pieces = _all_pieces(content)
    if not pieces:
        return True
    letters = sum(piece.letters for piece in pieces)
    if content.outlined > max(_FEWEST_OUTLINED, _OUTLINED * letters):
        return True
    top, bottom = _STRIP * content.height, (1 - _STRIP) * content.height
    at_edge = all(piece.bottom < top or piece.top > bottom for piece in pieces)
    few = letters < _FOOT_LETTERS
    return at_edge and few and is_picture(content)


def _why_wordless(content: PageContent, *, hidden: bool) -> str:
    """Why a page has no words; blank where a picture says it all."""
    if hidden:
        return "its text is invisible"
    if content.outlined > _FEWEST_OUTLINED:
        return "its letters are drawn, not written"
    return "" if content.pictures else "neither text nor pictures"


def slim(content: PageContent, numbers: dict[float, float]) -> None:
    """Drops what is needed for one page only, so that a long plan stays
    small.

    `numbers` are those of earlier pages: a place that was met before is kept once.
    """
    pieces = _all_pieces(content)
    tables = [piece.table for piece in content.pieces if piece.table is not None]
    one_of = numbers.setdefault
    for piece in chain(pieces, *(table.pieces() for table in tables)):
        piece.words = _NO_WORDS
        piece.first_width = round(piece.first_width, 1)
        x0, base, top, bottom = piece.x0, piece.base, piece.top, piece.bottom
        piece.x0 = one_of(x0, x0)
        piece.base, piece.top = one_of(base, base), one_of(top, top)
        piece.bottom = one_of(bottom, bottom)
        piece.size = one_of(piece.size, piece.size)
        piece.first_width = one_of(piece.first_width, piece.first_width)
    content.strokes, content.pictures = panel_boxes(content), []
    content.grounds, content.struck_boxes = [], []


def _turns_of(content: PageContent) -> int:
    """The quarter turns by which a page reads that lies on its side, with no /Rotate to
    say so; 0 for others.
    """
    sideways = {
        turns: sum(piece.letters for piece in pieces)
        for turns, pieces in content.turned.items()
        if turns != SKEWED
    }
    if not sideways:
        return 0
    upright = sum(piece.letters for piece in content.pieces)
    most = max(sideways.values())
    if most < max(_FEWEST_TURNED, _TURNED * (upright + sum(sideways.values()))):
        return 0
    return max(sideways, key=lambda turns: sideways[turns])


def _turn_page(content: PageContent, turns: int) -> None:
    """Turns a page with all that is on it; what stood upright is sideways text then."""
    size = content.width, content.height
    sides = {0: content.pieces, **content.turned}
    content.pieces = sides.pop(turns)
    across = sides.pop(SKEWED, [])
    for piece in across:
        corners = piece.x0, piece.top, piece.x1, piece.bottom
        piece.x0, piece.top, piece.x1, piece.bottom = turn_box(corners, turns, *size)
        piece.base = piece.bottom
    content.turned = {
        (side - turns) % 4: pieces for side, pieces in sides.items() if pieces
    }
    if across:
        content.turned[SKEWED] = across
    content.strokes = [_turned(stroke, turns, size) for stroke in content.strokes]
    content.grounds = [_turned(ground, turns, size) for ground in content.grounds]
    content.pictures = [
        Box(*turn_box((box.x0, box.top, box.x1, box.bottom), turns, *size))
        for box in content.pictures
    ]
    content.turns = (4 - turns) % 4
    if turns % 2:
        content.width, content.height = content.height, content.width


def _turned(stroke: Stroke, turns: int, size: tuple[float, float]) -> Stroke:
    """A stroke as it lies on the turned page; `size` is that of the page as shown."""
    x0, top, x1, bottom = turn_box(stroke[:4], turns, *size)
    return stroke._replace(x0=x0, top=top, x1=x1, bottom=bottom)
