"""Reading order of the pieces of a page.

Two orders compete: the order of the page's stream, and a banded XY-cut (bands from top
to bottom, in each band the
columns that the same gutters part). The one whose lines go on better wins: sentences
that run on in lower case, words
broken at the end of a line.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from plancoder.extract.layout.shapes import Piece
from plancoder.extract.layout.unruled_tables import gather_rows

Span = tuple[float, float]

_DEEPEST = 8
_OWN_COLUMN, _FEWEST_EDGES = (
    0.8,
    2,
)  # of a table's width; pieces that begin at the edge of a column
_STRETCHED_LINES, _MOST_STRETCHED = (
    3,
    12,
)  # lines of a stretched heading, and pieces of it
_ENDS = frozenset('.!?:;"”’)')
# points by which the stream must win: where both read alike, geometry is the safer
_STREAM_LEAD = 0.5


def order_pieces(pieces: Sequence[Piece], body: float) -> list[list[Piece]]:
    """Columns in reading order, each with its pieces from top to bottom; `pieces` in
    stream order.
    """
    if not pieces:
        return []
    narrowest = max(6.0, 0.75 * body)
    _draw_in_tables(pieces, narrowest)
    cut = _cut(list(pieces), narrowest, body, 0)
    stream = sorted(pieces, key=lambda piece: piece.order)
    if (
        continuity(stream)
        > continuity(piece for column in cut for piece in column) + _STREAM_LEAD
    ):
        return _runs_down(stream)
    return cut


def _draw_in_tables(pieces: Sequence[Piece], narrowest: float) -> None:
    """Tables too wide for their column end, for order, where the next column begins."""
    tables = [piece for piece in pieces if piece.table is not None]
    if not tables:
        return
    edges = Counter(
        round(piece.x0) for piece in [*pieces, *tables]
    )  # a table alone is a column
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
    """
    score = 0.0
    previous: Piece | None = None
    for piece in pieces:
        if previous is not None and piece.text and previous.text:
            lower = piece.text[0].islower() and not piece.mark
            last = previous.text[-1]
            if previous.hyphen or last in "-‐\u00ad":
                score += 1.5 if lower else -1.5
            elif lower:
                score += -1.0 if last in ".!?" else 1.0
            elif last not in _ENDS and not piece.mark:
                score -= 0.3
        previous = piece
    return score


def _runs_down(stream: Sequence[Piece]) -> list[list[Piece]]:
    """The stream cut where it jumps up the page: its columns."""
    columns: list[list[Piece]] = [[]]
    for piece in stream:
        if columns[-1] and piece.bottom < columns[-1][-1].top + 0.2 * piece.size:
            columns.append([])
        columns[-1].append(piece)
    return columns


def _cut(
    pieces: list[Piece], narrowest: float, body: float, depth: int
) -> list[list[Piece]]:
    if len(pieces) <= 1 or depth > _DEEPEST:
        return [sorted(pieces, key=_down)]
    columns: list[list[Piece]] = []
    bands = _bands(pieces, narrowest, body)
    _sink_first_lines(bands, narrowest, body)
    single = was_stretched = False
    for band in _join_bands(bands, narrowest, body):
        between = _gutters(band, narrowest)
        stretched = bool(between) and _is_stretched(band)
        if not between or stretched:
            if single and (
                stretched or was_stretched
            ):  # lines of one heading, driven apart or not
                columns[-1] += sorted(band, key=_down)
            else:
                columns.append(sorted(band, key=_down))
            single, was_stretched = True, stretched
            continue
        single = False
        parts: list[list[Piece]] = [[] for _ in range(len(between) + 1)]
        middles = [(left + right) / 2 for left, right in between]
        for piece in band:
            parts[sum(piece.x0 >= middle for middle in middles)].append(piece)
        for part in gather_rows(parts):
            if len(part) == 1 and part[0].table is not None:
                columns.append(part)
            elif part:
                columns += (
                    _cut(part, narrowest, body, depth + 1)
                    if len(part) < len(pieces)
                    else [sorted(part, key=_down)]
                )
    return columns


def _down(piece: Piece) -> tuple[float, float]:
    return piece.bottom, piece.x0


def _strips(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that overlap vertically, from top to bottom."""
    strips: list[list[Piece]] = []
    end = 0.0
    for piece in sorted(pieces, key=attrgetter("top")):
        if strips and piece.top < end - 0.12 * piece.size:
            strips[-1].append(piece)
            end = max(end, piece.bottom)
        else:
            strips.append([piece])
            end = piece.bottom
    return strips


def _bands(
    pieces: list[Piece], narrowest: float, body: float
) -> list[list[list[Piece]]]:
    """Runs of strips that share a gutter, or that have none."""
    bands: list[list[list[Piece]]] = []
    gutters: list[Span] = []
    extent: Span = (0.0, 0.0)  # of a band without gutters: its pieces count as one
    for strip in _strips(pieces):
        spans = [(piece.x0, piece.x1) for piece in strip]
        if bands and gutters:
            kept = _narrowed(gutters, strip, narrowest)
            crosses = len(strip) == 1 and len(kept) < len(
                gutters
            )  # a line alone across some of the columns: all end
            if kept and not crosses and not _spans_as_heading(strip, bands[-1], body):
                gutters = kept
                bands[-1].append(strip)
                continue
        own = _free_between(spans, narrowest) if len(spans) > 1 else []
        if own or gutters or not bands:
            bands.append([strip])
            gutters, extent = own, (spans[0][0], max(right for _, right in spans))
        else:
            bands[-1].append(strip)
            spans.append(extent)
            gutters = _free_between(spans, narrowest)
            extent = spans[0][0], max(right for _, right in spans)
    return bands


def _sink_first_lines(
    bands: list[list[list[Piece]]], narrowest: float, body: float
) -> None:
    """The first line of a column that begins higher than its neighbours goes to its
    column, not to what is above.
    """
    for above, band in itertools.pairwise(bands):
        gutters = _gutters([piece for strip in band for piece in strip], narrowest)
        while gutters and len(above) > 1 and not _is_large(above[-1], body):
            strip = above[-1]
            over = min(piece.top for piece in strip) - max(
                piece.bottom for piece in above[-2]
            )
            under = min(piece.top for piece in band[0]) - max(
                piece.bottom for piece in strip
            )
            kept = _narrowed(gutters, strip, narrowest)
            if len(kept) < len(gutters) or under >= min(over, body):
                break
            band.insert(0, above.pop())


def _is_stretched(band: Sequence[Piece]) -> bool:
    """True for a line or two of words driven apart to fill the width: headings in
    justified columns.
    """
    if len(band) > _MOST_STRETCHED:
        return False
    strips = _strips(band)
    if (
        len(strips) > _STRETCHED_LINES
        or len({(piece.size, piece.style) for piece in band}) > 1
    ):
        return False
    row_by_row = [
        piece.order for strip in strips for piece in sorted(strip, key=attrgetter("x0"))
    ]
    return row_by_row == list(range(row_by_row[0], row_by_row[0] + len(band))) and all(
        " " not in piece.text and piece.text.isalpha() and not piece.mark
        for strip in strips
        if len(strip) > 1
        for piece in strip
    )


def _join_bands(
    bands: list[list[list[Piece]]], narrowest: float, body: float
) -> list[list[Piece]]:
    """Bands without a gutter join their neighbour's columns if they do not cross its
    gutter.
    """
    joined: list[list[Piece]] = []
    for band in bands:
        pieces = [piece for strip in band for piece in strip]
        if joined and not _is_large(band[0], body):
            before = joined[-1]
            most = max(
                len(_gutters(before, narrowest)), len(_gutters(pieces, narrowest))
            )
            if most and len(_gutters(before + pieces, narrowest)) >= most:
                joined[-1] = before + pieces
                continue
        joined.append(pieces)
    return joined


def _is_large(strip: Sequence[Piece], body: float) -> bool:
    return max(piece.size for piece in strip) >= 1.35 * body


def _spans_as_heading(
    strip: Sequence[Piece], band: Sequence[Sequence[Piece]], body: float
) -> bool:
    """A large line with nothing beside it speaks for the whole width, though it may be
    short.
    """
    return (
        len(strip) == 1
        and _is_large(strip, body)
        and strip[0].size > 1.25 * max(piece.size for piece in band[-1])
    )


def _gutters(pieces: Sequence[Piece], narrowest: float) -> list[Span]:
    """Horizontal spans that no piece covers, with pieces on both sides."""
    if len(pieces) < 2:
        return []
    return _free_between([(piece.x0, piece.x1) for piece in pieces], narrowest)


def _free_between(spans: list[Span], narrowest: float) -> list[Span]:
    """Gaps between spans, which it sorts."""
    spans.sort()
    gutters = []
    end = spans[0][1]
    for left, right in spans:
        if right > end:
            if left - end >= narrowest:
                gutters.append((end, left))
            end = right
    return gutters


def _narrowed(
    gutters: list[Span], strip: Sequence[Piece], narrowest: float
) -> list[Span]:
    """What a strip leaves of the gutters above it."""
    left_over = []
    for start, end in gutters:
        free = [(start, end)]
        for piece in strip:
            if piece.x0 < end and piece.x1 > start:
                free = [
                    part
                    for left, right in free
                    for part in (
                        (left, min(right, piece.x0)),
                        (max(left, piece.x1), right),
                    )
                    if part[1] > part[0]
                ]
        left_over += [span for span in free if span[1] - span[0] >= narrowest]
    return left_over
