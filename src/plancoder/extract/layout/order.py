"""Reading order of the pieces of a page.

Two orders compete: the order of the page's stream, and a banded XY-cut (bands from top
to bottom, in each band the
columns that the same gutters part). The one whose lines go on better wins: sentences
that run on in lower case, words
broken at the end of a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from plancoder.extract.layout.pieces import Span, free_between
from plancoder.extract.layout.shapes import Piece
from plancoder.extract.layout.unruled_tables import gather_rows

Strip = list[Piece]  # pieces that overlap vertically
Band = list[Strip]

_DEEPEST = 8
# Points, and × size of the body: the narrowest white that may part two columns; the
# blanks between words of one line are narrower.
_NARROWEST_GUTTER, _GUTTER_OF_BODY = 6.0, 0.75
_UP = 0.2  # × size by which the stream must go up the page to begin a column
_LAPS = 0.12  # × size by which lines that follow each other may overlap
_LEVEL = 1.0  # points between the base lines of a label and its text
_OWN_COLUMN = 0.8  # of a table's width: no other column begins there
_FEWEST_EDGES = 2  # pieces that begin at the edge of a column
_STRETCHED_LINES, _MOST_STRETCHED = 3, 12  # lines and pieces of a stretched heading
_LARGE = 1.35  # × body: the size of headings that part what is above from below
_LARGER = 1.25  # × what is above: a heading across the columns
_CONTENTS = 2  # lines
_CARD_ROWS = 2
_ONE_LEVEL = 3.0  # points
_LABELLED, _LABEL_WORDS = 2, 4  # columns; words of a label at the most
_ENDS = frozenset('.!?:;"”’)')
# points by which the stream must win: where both read alike, geometry is the safer
_STREAM_LEAD = 0.5


def order_pieces(pieces: Sequence[Piece], body: float) -> list[list[Piece]]:
    """Columns in reading order, each with its pieces from top to bottom; `pieces` in
    stream order.
    """
    if not pieces:
        return []
    narrowest = max(_NARROWEST_GUTTER, _GUTTER_OF_BODY * body)
    _draw_in_tables(pieces, narrowest)
    cut = _Cutter(narrowest, body).cut(list(pieces), 0)
    stream = sorted(_with_tables(pieces, cut), key=attrgetter("order"))
    by_geometry = [piece for column in cut for piece in column]
    if stream == by_geometry:
        return cut
    if continuity(stream) > continuity(by_geometry) + _STREAM_LEAD:
        return _runs_down(stream)
    return cut


def _with_tables(
    pieces: Sequence[Piece], cut: Sequence[Sequence[Piece]]
) -> list[Piece]:
    """The pieces, those in tables that the cut found replaced by the tables."""
    if sum(map(len, cut)) == len(pieces):
        return list(pieces)  # a table takes the place of several pieces
    given = set(map(id, pieces))
    tables = [piece for column in cut for piece in column if id(piece) not in given]
    held = {
        id(inner)
        for piece in tables
        if piece.table is not None
        for inner in piece.table.pieces()
    }
    return [*(piece for piece in pieces if id(piece) not in held), *tables]


def _draw_in_tables(pieces: Sequence[Piece], narrowest: float) -> None:
    """Tables too wide for their column end, for order, where the next column begins."""
    tables = [piece for piece in pieces if piece.table is not None]
    # A table alone is a column.
    edges = Counter(round(piece.x0) for piece in [*pieces, *tables] if tables)
    for table in tables:
        least = table.x0 + _OWN_COLUMN * (table.x1 - table.x0)
        over = [
            edge
            for edge in edges
            if least < edge < table.x1
            and edges[edge] + edges[edge - 1] + edges[edge + 1] >= _FEWEST_EDGES
        ]
        if over:
            table.x1 = min(over) - narrowest - 1


def continuity(pieces: Iterable[Piece]) -> float:
    """How well each piece goes on from the one before: open words and sentences that
    are taken up, or are not.

    "the wards of" before "the city" scores 1.0, "The end." before "the city" -1.0.
    """
    return sum(
        _fit(above, below)
        for above, below in pairwise(pieces)
        if above.text and below.text
    )


def _fit(above: Piece, below: Piece) -> float:
    """How well a line goes on with the one above: "we will pay" over "for homes" 1.0,
    "our home-" over "less" 1.5, "the end." over "less" -1.0.
    """
    lower = below.text[0].islower() and not below.mark
    last = above.text[-1]
    if above.hyphen or last in "-‐\u00ad":
        return 1.5 if lower else -1.5
    if lower:
        return -1.0 if last in ".!?" else 1.0
    return 0.0 if last in _ENDS or below.mark else -0.3


def _runs_down(stream: Sequence[Piece]) -> list[list[Piece]]:
    """The stream cut where it jumps up the page: its columns."""
    columns: list[list[Piece]] = [[]]
    for piece in stream:
        if columns[-1] and piece.bottom < columns[-1][-1].top + _UP * piece.size:
            columns.append([])
        columns[-1].append(piece)
    return columns


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts pieces to columns; gutters are at least `narrowest` wide, `body` is the
    usual size.
    """

    narrowest: float
    body: float

    def cut(self, pieces: list[Piece], depth: int) -> list[list[Piece]]:
        """Columns from top to bottom and from left to right."""
        if len(pieces) <= 1 or depth > _DEEPEST:
            return [sorted(pieces, key=_down)]
        cards = _rows_of_cards(pieces)
        if cards:
            return cards
        columns: list[list[Piece]] = []
        bands = self.bands(pieces)
        self.sink_first_lines(bands)
        single = was_stretched = False
        for band in self.join_bands(bands):
            gutters = self.gutters(band)
            stretched = bool(gutters) and _is_stretched(band)
            if gutters and not stretched:
                columns += self.cut_band(band, gutters, len(pieces), depth)
            elif single and (stretched or was_stretched):
                # Lines of one heading, driven apart or not.
                columns[-1] += sorted(band, key=_down)
            else:
                columns.append(sorted(band, key=_down))
            single, was_stretched = stretched or not gutters, stretched
        return columns

    def cut_band(
        self, band: Sequence[Piece], gutters: Sequence[Span], whole: int, depth: int
    ) -> list[list[Piece]]:
        """The columns of a band, each cut again where that leaves less than the
        `whole`.
        """
        parts: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
        middles = [(left + right) / 2 for left, right in gutters]
        for piece in band:
            parts[bisect_right(middles, piece.x0)].append(piece)
        columns: list[list[Piece]] = []
        if _are_labels(parts):
            parts = [[piece for part in parts for piece in part]]
        for part in gather_rows(parts):
            if len(part) == whole:
                columns.append(sorted(part, key=_down))
            elif part:
                columns += self.cut(part, depth + 1)
        return columns

    def gutters(self, pieces: Sequence[Piece]) -> list[Span]:
        """Horizontal spans that no piece covers, with pieces on both sides."""
        return free_between([(p.x0, p.x1) for p in pieces], self.narrowest)

    def bands(self, pieces: list[Piece]) -> list[Band]:
        """Runs of strips that share a gutter, or that have none."""
        bands: list[Band] = []
        gutters: list[Span] = []
        extent: list[Span] = []  # of a band without gutters: its pieces count as one
        for strip in _strips(pieces):
            if gutters:
                kept = self.narrowed(gutters, strip)
                # A line alone across some of the columns: all end.
                crosses = len(strip) == 1 and len(kept) < len(gutters)
                crosses = crosses or _ends_contents(bands[-1], strip)
                if kept and not crosses and not self.is_heading(strip, bands[-1]):
                    gutters = kept
                    bands[-1].append(strip)
                    continue
            spans = sorted((piece.x0, piece.x1) for piece in strip)
            own = free_between(spans, self.narrowest)
            if own or gutters or not bands:
                bands.append([strip])
                gutters = own
            else:
                bands[-1].append(strip)
                spans = sorted(spans + extent)
                gutters = free_between(spans, self.narrowest)
            extent = [(spans[0][0], max(right for _, right in spans))]
        return bands

    def sink_first_lines(self, bands: list[Band]) -> None:
        """The first line of a column that begins higher than its neighbours goes to its
        column, not to what is above.
        """
        for above, band in pairwise(bands):
            gutters = self.gutters([piece for strip in band for piece in strip])
            while gutters and len(above) > 1 and not self.is_large(above[-1]):
                strip = above[-1]
                over, under = _space(above[-2], strip), _space(strip, band[0])
                kept = self.narrowed(gutters, strip)
                if len(kept) < len(gutters) or under >= min(over, self.body):
                    break
                band.insert(0, above.pop())

    def join_bands(self, bands: list[Band]) -> list[list[Piece]]:
        """Bands without a gutter join their neighbour's columns if they do not cross
        its gutter.
        """
        joined: list[list[Piece]] = []
        for band in bands:
            pieces = [piece for strip in band for piece in strip]
            if joined and not self.is_large(band[0]):
                before = joined[-1]
                most = max(len(self.gutters(before)), len(self.gutters(pieces)))
                if most and len(self.gutters(before + pieces)) >= most:
                    joined[-1] = before + pieces
                    continue
            joined.append(pieces)
        return joined

    def is_large(self, strip: Strip) -> bool:
        """True where a piece is as large as a heading."""
        return max(piece.size for piece in strip) >= _LARGE * self.body

    def is_heading(self, strip: Strip, band: Band) -> bool:
        """A large line with nothing beside it speaks for the whole width, though it may
        be short.
        """
        largest = max(piece.size for piece in band[-1])
        larger = strip[0].size > _LARGER * largest
        return len(strip) == 1 and self.is_large(strip) and larger

    def narrowed(self, gutters: list[Span], strip: Strip) -> list[Span]:
        """What a strip leaves of the gutters above it."""
        left_over: list[Span] = []
        for start, end in gutters:
            edges = [(start, start), (end, end)]
            edges += [
                (max(start, piece.x0), min(end, piece.x1))
                for piece in strip
                if piece.x0 < end and piece.x1 > start
            ]
            left_over += free_between(edges, self.narrowest)
        return left_over


def _rows_of_cards(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The cards of a page that has nothing else side by side, row by row, and the lines
    between them; nothing for other pages.

    Three boxes over three boxes, "A plan on a page" above and "Our values" below.
    """
    strips = [sorted(strip, key=attrgetter("x0")) for strip in _strips(pieces)]
    rows = [strip for strip in strips if len(strip) > 1]
    if len(rows) < _CARD_ROWS or not all(map(_are_cards, rows)):
        return []
    return [[piece] for strip in strips for piece in strip]


def _are_cards(strip: Strip) -> bool:
    """True for boxes whose first lines stand on one level."""
    tops = [piece.top for piece in strip]
    boxed = all(piece.inner is not None for piece in strip)
    return boxed and max(tops) - min(tops) < _ONE_LEVEL


def _ends_contents(band: Band, strip: Strip) -> bool:
    """True below two lines or more of titles with page numbers for a line of another
    kind.
    """
    return (
        len(band) >= _CONTENTS
        and all(map(_is_contents_line, band[-_CONTENTS:]))
        and len(strip) > 1
        and not _is_contents_line(strip)
    )


def _is_contents_line(strip: Strip) -> bool:
    """True for words and, on the right, a page number."""
    last = max(strip, key=attrgetter("x0"))
    return len(strip) == _LABELLED and last.text.isdigit() and len(last.text) < 4


def _are_labels(parts: Sequence[Sequence[Piece]]) -> bool:
    """True for short labels with a colon, each on the line of the words that it
    introduces: "Aim:" beside "Multi-agency arrangements".
    """
    if len(parts) != _LABELLED:
        return False
    bases = [piece.base for piece in parts[1]]
    return all(
        piece.text.endswith(":")
        and piece.text.count(" ") < _LABEL_WORDS
        and any(abs(piece.base - base) < _LEVEL for base in bases)
        for piece in parts[0]
    )


def _down(piece: Piece) -> tuple[float, float]:
    return piece.bottom, piece.x0


def _strips(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that overlap vertically, from top to bottom."""
    strips: list[list[Piece]] = []
    end = 0.0
    for piece in sorted(pieces, key=attrgetter("top")):
        if strips and piece.top < end - _LAPS * piece.size:
            strips[-1].append(piece)
            end = max(end, piece.bottom)
        else:
            strips.append([piece])
            end = piece.bottom
    return strips


def _space(above: Strip, below: Strip) -> float:
    """Points between two strips."""
    top = min(piece.top for piece in below)
    return top - max(piece.bottom for piece in above)


def _is_stretched(band: Sequence[Piece]) -> bool:
    """True for a line or two of words driven apart to fill the width: headings in
    justified columns.

    "Keeping        safe" of 16 points is one heading, not two columns.
    """
    if len(band) > _MOST_STRETCHED:
        return False
    strips = [sorted(strip, key=attrgetter("x0")) for strip in _strips(band)]
    one_look = len({(piece.size, piece.style) for piece in band}) == 1
    orders = [piece.order for strip in strips for piece in strip]
    row_by_row = orders == list(range(orders[0], orders[0] + len(band)))
    if len(strips) > _STRETCHED_LINES or not one_look or not row_by_row:
        return False
    driven = [piece for strip in strips if len(strip) > 1 for piece in strip]
    return all(piece.text.isalpha() and not piece.mark for piece in driven)
