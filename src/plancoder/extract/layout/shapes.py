"""What the readers hand to layout, and the shapes that layout works with.

All measures are points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from plancoder.models import BlockKind, Box, PageStatus

SPACE, NEW_LINE, HYPHEN = 0, 1, 2  # what stands before a word in the page's stream
# Letters without Unicode stand for glyphs of a font, each for one: there are so many.
FIRST_HOLE, MOST_HOLES = "\U000f0000", 4096
SKEWED = 4  # instead of quarter turns: text that lies across the page
ASCENT, DESCENT = (
    0.8,
    0.2,
)  # of the em box that stands for every font: lines of one size have one height


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How words look. A reader makes one object per look, so that `is` compares."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    colour: int = 0  # 0xRRGGBB
    invisible: bool = (
        False  # painted with neither fill nor stroke (render modes 3 and 7)
    )
    near_white: bool = False  # ink that only shows on something darker than paper


PLAIN = Style()
WHITE = 0xFFFFFF  # a fill that shows nothing on paper


def has_digit(text: str) -> bool:
    """True where a figure stands anywhere in the text."""
    return any(map(str.isdigit, text))


class Stroke(NamedTuple):
    """A painted path: its box, its fill (None: outline only), whether it is a plain
    rectangle or straight line, and whether a white one has a line around it.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    fill: int | None = 0
    rectangle: bool = True
    framed: bool = False

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def is_frame(self) -> bool:
        """True for a rectangle of which nothing but its sides is seen on paper."""
        return self.rectangle and (self.fill is None or self.framed)

    @property
    def shows(self) -> bool:
        """True where its fill is seen on paper."""
        return self.fill not in (None, WHITE)

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


Run = tuple[int, Style]  # the word with which a look begins, and the look
Gap = tuple[int, float]  # the word after a wide space, and where the one before ends


class Words:
    """The words of a piece, kept for as long as it may still be parted."""

    __slots__ = ("gaps", "runs", "starts", "texts")

    def __init__(self, texts: list[str], starts: list[float]) -> None:
        self.texts = texts
        self.starts = starts  # of each word
        self.runs: list[Run] | None = None  # where the look changes
        self.gaps: list[Gap] | None = None  # wide spaces

    def part(self, first: int, end: int) -> Words:
        """Some of the words; of their looks those that begin after the first word."""
        part = Words(self.texts[first:end], self.starts[first:end])
        if self.runs is not None:
            inside = (run for run in self.runs if first < run[0] < end)
            part.runs = [(start - first, style) for start, style in inside]
        within = (gap for gap in self.gaps or () if first < gap[0] < end)
        part.gaps = [(after - first, x) for after, x in within] or None
        return part


class Piece:
    """Words of one line that stand together: the unit that is put in order.

    A long plan holds a hundred of them a page: what few of them have is elsewhere.
    """

    __slots__ = (
        "base", "bold_letters", "bottom", "first_width", "hyphen", "order", "page",
        "size", "style", "text", "top", "words", "x0", "x1",
    )  # fmt: skip
    mark = ""  # a bullet glyph before it: only a `MarkedPiece` has one
    plain = True  # words: panels and tables are not
    # Only a `Holder` has them.
    inner: list[list[Piece]] | None = None
    table: Table | None = None

    def __init__(
        self,
        words: Words,
        x1: float,
        base: float,
        size: float,
        style: Style,
        order: int,
    ) -> None:
        self.words = words
        self.x0, self.x1 = words.starts[0], x1
        self.base, self.size = base, size
        self.style, self.order = style, order
        self.top, self.bottom = base - ASCENT * size, base + DESCENT * size
        self.text = ""
        self.bold_letters = 0
        self.first_width = 0.0  # of the first word
        self.hyphen = False  # the line broke inside its last word
        self.page = 0

    @property
    def mark_x(self) -> float:
        """Where its bullet glyph begins, or it does itself."""
        return self.x0

    @property
    def letters(self) -> int:
        """How many signs it has, blanks too."""
        return len(self.text)

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def bold(self) -> bool:
        """True where hardly a letter is not bold."""
        return self.bold_letters > 0.92 * self.letters

    def __repr__(self) -> str:
        box = f"{self.x0:.0f},{self.top:.0f},{self.x1:.0f},{self.bottom:.0f}"
        return f"Piece({box} {self.size:.1f} {self.mark}{self.text!r})"


class MarkedPiece(Piece):
    """A piece with a bullet glyph before it, which begins at `mark_x`."""

    __slots__ = ("mark", "mark_x")
    mark: str
    mark_x: float

    @classmethod
    def of(cls, piece: Piece, mark: str, mark_x: float) -> Piece:
        """`piece` with a mark; as it is where `mark` is blank."""
        if not mark:
            return piece
        marked = cls.__new__(cls)
        for name in Piece.__slots__:
            setattr(marked, name, getattr(piece, name))
        marked.mark, marked.mark_x = mark, mark_x
        return marked


class Holder(Piece):
    """A piece that stands for a panel, whose columns are in `inner`, or a `table`."""

    __slots__ = ("inner", "table")
    plain = False

    def __init__(
        self, box: tuple[float, float, float, float], size: float, order: int
    ) -> None:
        x0, top, x1, bottom = box
        super().__init__(Words([""], [x0]), x1, bottom, size, PLAIN, order)
        self.top, self.bottom = top, bottom
        self.inner: list[list[Piece]] | None = None
        self.table: Table | None = None

    @classmethod
    def of_table(cls, table: Table) -> Piece:
        """A piece that stands for `table`, in the place of the first piece in it."""
        box = table.box
        corners = (box.x0, box.top, box.x1, box.bottom)
        first = min(table.pieces(), key=lambda piece: piece.order)
        holder = cls(corners, first.size, first.order)
        holder.table, holder.page = table, table.page
        return holder


def text_of(pieces: Iterable[Piece]) -> str:
    """The texts of pieces, with a blank between them."""
    return " ".join(piece.text for piece in pieces)


@dataclass(slots=True)
class Table:
    """A grid of cells, row by row: the pieces in each, and its box."""

    box: Box
    rows: list[list[list[Piece]]]
    boxes: list[Iterable[Box]]
    page: int = 0
    open_top: bool = False  # the first row is the rest of a row that began elsewhere
    open_bottom: bool = False
    last_part: int = 0  # the first row in the last of the columns that it goes on over
    joined: set[int] = field(
        default_factory=set
    )  # rows that go on elsewhere: their cells hold lines in order

    def pieces(self) -> Iterator[Piece]:
        """All that its cells hold."""
        return (piece for row in self.rows for cell in row for piece in cell)

    def drop_first_row(self) -> None:
        """Leaves the first row out, and its boxes."""
        del self.rows[0], self.boxes[0]


@dataclass(slots=True)
class PageContent:
    """All that a reader knows of a page.

    `turned` holds the pieces of sideways text by quarter turns (1 to 3).

    Under `SKEWED` is what lies across the page. The boxes of turned pieces are those on
    the page turned so that they
    read from left to right.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    pieces: list[Piece] = field(default_factory=list)
    turned: dict[int, list[Piece]] = field(default_factory=dict)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    grounds: list[Stroke] = field(default_factory=list)  # boxes filled as a whole
    outlined: int = 0  # letters that may be drawn as paths
    characters: int = 0
    status: PageStatus = PageStatus.READ
    note: str = ""
    # quarter turns against the clock by which the page had to be turned to be read
    turns: int = 0
    hidden: int = 0  # letters that nobody sees, left out
    hidden_text: str = ""  # how they begin
    # Boxes that notes of readers strike out, and the words struck out, left out.
    struck_boxes: list[Box] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # that open at a click
    # Running heads and feet that were taken off, page numbers aside.
    furniture: list[str] = field(default_factory=list)
    printed: str = ""  # the page number that was taken off
    faulty: bool = False  # lost by a fault in plancoder


def turn_box(
    box: tuple[float, float, float, float], turns: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """`box` of a page of that size as it lies when the page is turned clockwise by so
    many quarter turns.
    """
    x0, top, x1, bottom = box
    if turns == 1:
        return height - bottom, x0, height - top, x1
    if turns == 2:
        return width - x1, height - bottom, width - x0, height - top
    if turns == 3:
        return top, width - x1, bottom, width - x0
    return box


@dataclass(slots=True)
class Draft:
    """A block in the making: its lines in order and what it is."""

    lines: list[Piece]
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    column_end: bool = False  # the last block of a column: it may go on in the next
    table: Table | None = None

    @property
    def first(self) -> Piece:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Piece:
        """Its last line."""
        return self.lines[-1]

    @property
    def is_text(self) -> bool:
        """True for a paragraph, as far as is known; False for a table."""
        return self.kind is BlockKind.PARAGRAPH and self.table is None

    @property
    def text(self) -> str:
        """Its lines, with a blank between them."""
        return text_of(self.lines)

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(line.text.count(" ") + 1 for line in self.lines)
