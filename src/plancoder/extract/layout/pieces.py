"""Words, as they come from a reader, become pieces of lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from plancoder.extract.layout.shapes import ASCENT, DESCENT, HYPHEN, SPACE, Piece, Style

WIDEST_SPACE = 1.25  # × size: a wider gap may be a gutter
WIDE_SPACE = 0.45  # × size: may be a narrow gutter, if other lines begin there
# × size: pieces of one line that follow each other in the stream and stand closer are
# one
_TOUCH = 0.9
_SMALL_CAPITALS = 0.62  # × the size of capitals
_SAME_LINE = 0.35  # × size between base lines
LONE_HYPHENS = ("-", "‐")
_FEWEST_EDGES = 4  # pieces that begin at a place and make it an edge


class PieceMaker:
    """Takes the words of a page in stream order and gives its pieces.

    A piece ends where the line does, where a gap could be a gutter, or where the size
    changes.
    """

    __slots__ = ("last", "pieces")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.last: Piece | None = None

    def add(
        self,
        word: str,
        x0: float,
        x1: float,
        base: float,
        size: float,
        style: Style,
        before: int,
    ) -> None:
        """The next word: its left and right end, base line, size, look, and what stands
        before it in the stream.
        """
        piece = self.last
        if piece is not None:
            if before == SPACE and -0.3 * size < x0 - piece.x1 < WIDEST_SPACE * size:
                off = base - piece.base
                same_size = -0.25 * size < piece.size - size < 0.25 * size
                if (
                    word in LONE_HYPHENS and x0 - piece.x1 < 0.19 * size
                ):  # some producers paint the hyphen by itself
                    piece.words[-1] += word
                    piece.x1 = x1
                    return
                if (
                    piece.size != size
                    and same_size
                    and len(piece.words) == 1
                    and len(piece.words[0]) == 1
                ):
                    _take_size(piece, base, size)
                if (
                    style is piece.style
                    and same_size
                    and -_SAME_LINE * size < off < _SAME_LINE * size
                ):
                    _note_gap(piece, x0, size)
                    piece.words.append(word)
                    piece.starts.append(x0)
                    piece.x1 = x1
                    return
                raised = (
                    size < 0.8 * piece.size
                    and abs(off) < 0.6 * piece.size
                    and x0 - piece.x1 < 0.3 * piece.size
                )
                if raised and len(piece.words[0]) == len(piece.words) == 1:
                    raised = (
                        abs(off) > 0.08 * piece.size
                    )  # or else a drop capital beside its last line
                if (raised or (same_size and abs(off) < _SAME_LINE * size)) and _alike(
                    piece.style, style
                ):
                    _change_look(piece, style)
                    _note_gap(piece, x0, size)
                    piece.words.append(word)
                    piece.starts.append(x0)
                    piece.x1 = max(x1, piece.x1)
                    return
            elif before == HYPHEN:
                piece.hyphen = True
        self.last = piece = Piece(word, x0, x1, base, size, style, len(self.pieces))
        self.pieces.append(piece)

    def add_line(
        self,
        words: list[str],
        starts: list[float],
        x1: float,
        base: float,
        size: float,
        style: Style,
        before: int,
    ) -> None:
        """A whole line whose words surely go together, with the left end of each; no
        space stands before it.
        """
        if before == HYPHEN and self.last is not None:
            self.last.hyphen = True
        self.last = piece = Piece(
            words[0], starts[0], x1, base, size, style, len(self.pieces)
        )
        piece.words, piece.starts = words, starts
        self.pieces.append(piece)

    def note_gaps(self, gaps: list[tuple[int, float]]) -> None:
        """Remembers the wide spaces of the line just added: the word after each, and
        where the word before ends.
        """
        if self.last is not None:
            self.last.gaps = gaps

    def end_of_page(self, *, broken: bool) -> None:
        """No more words; `broken`: the last one goes on somewhere."""
        if self.last is not None:
            self.last.hyphen = broken

    def finish(self) -> list[Piece]:
        """The pieces of the page, touching ones joined, with their texts."""
        out: list[Piece] = []
        previous: Piece | None = None
        for piece in self.pieces:
            settle(piece)
            if previous is not None and _touch(previous, piece):
                _append(previous, piece)
            else:
                out.append(piece)
                previous = piece
        return _part_at_edges(out)


def _note_gap(piece: Piece, x0: float, size: float) -> None:
    """Remembers a wide space before the word that joins the piece at x0."""
    if x0 - piece.x1 > WIDE_SPACE * size:
        piece.gaps = [*(piece.gaps or ()), (len(piece.words), piece.x1)]


def _take_size(piece: Piece, base: float, size: float) -> None:
    """A bullet of another size than its line: the line's size is what counts."""
    if not piece.words[0].isalnum():
        piece.size, piece.base = size, base
        piece.top, piece.bottom = base - ASCENT * size, base + DESCENT * size


def _part_at_edges(pieces: list[Piece]) -> list[Piece]:
    """Parts pieces at a wide space where several other pieces begin: a narrow gutter
    that the stream runs across.
    """
    if not any(piece.gaps for piece in pieces):
        return pieces
    edges = Counter(round(piece.x0) for piece in pieces)
    figures = Counter(
        round(piece.x0)
        for piece in pieces
        if piece.text[:1].isdigit() and len(piece.words) == 1
    )
    out = []
    for piece in pieces:
        first = 0
        for gap, _ in piece.gaps or ():
            edge = round(piece.starts[gap])
            known = edges if not piece.words[gap][0].isdigit() else edges + figures
            if known[edge] + known[edge - 1] + known[edge + 1] >= _FEWEST_EDGES:
                out.append(part_of(piece, first, gap))
                first = gap
        out.append(part_of(piece, first, len(piece.words)) if first else piece)
    return out


def part_of(piece: Piece, first: int, end: int) -> Piece:
    """Some of the words of a piece as a piece of its own."""
    whole = end == len(piece.words)
    # The end of a word inside a piece is not kept: a space of usual width stands before
    # the next word.
    gaps = piece.gaps or []
    guess = (
        piece.x1
        if whole
        else max(
            piece.starts[end - 1] + 0.3 * piece.size,
            piece.starts[end] - 0.25 * piece.size,
        )
    )
    right = next((left_end for gap, left_end in gaps if gap == end), guess)
    part = Piece(
        piece.words[first],
        piece.starts[first],
        right,
        piece.base,
        piece.size,
        piece.style,
        piece.order,
    )
    part.words, part.starts, part.page = (
        piece.words[first:end],
        piece.starts[first:end],
        piece.page,
    )
    part.hyphen = piece.hyphen and whole
    if piece.runs is not None:
        look = next(style for start, style in reversed(piece.runs) if start <= first)
        part.runs = [(0, look)] + [
            (start - first, style) for start, style in piece.runs if first < start < end
        ]
        part.style = look
    part.gaps = [
        (gap - first, left_end) for gap, left_end in gaps if first < gap < end
    ] or None
    if not first:
        part.mark, part.mark_x = piece.mark, piece.mark_x
    settle(part)
    return part


def settle(piece: Piece) -> None:
    """Text, number of letters, and the look of most of them."""
    words, starts = piece.words, piece.starts
    text = piece.text = " ".join(words)
    if text.endswith("\u00ad"):
        piece.hyphen = True
    letters = piece.letters = len(text)
    piece.first_width = (starts[1] if len(starts) > 1 else piece.x1) - piece.x0
    if piece.runs is None:
        piece.bold_letters = letters if piece.style.bold else 0
        return
    counts: dict[Style, int] = {}
    ends = [start for start, _ in piece.runs[1:]] + [len(words)]
    for (start, style), end in zip(piece.runs, ends, strict=True):
        counts[style] = (
            counts.get(style, 0) + sum(map(len, words[start:end])) + end - start
        )
    piece.bold_letters = min(
        letters, sum(count for style, count in counts.items() if style.bold)
    )
    piece.style = max(counts, key=lambda style: counts[style])


def join_line(pieces: Sequence[Piece]) -> Piece:
    """The settled pieces of one line, from left to right, as one piece; the first one
    grows.
    """
    first = pieces[0]
    longest = first
    for then in pieces[1:]:
        if then.letters > longest.letters:
            longest = then
        first.text = f"{first.text} {then.text}"
        first.bold_letters += then.bold_letters + (then.bold_letters > 0)
        first.letters += then.letters + 1
        first.x1 = max(first.x1, then.x1)
        first.top, first.bottom = (
            min(first.top, then.top),
            max(first.bottom, then.bottom),
        )
        first.hyphen = then.hyphen
    first.size, first.base, first.style = longest.size, longest.base, longest.style
    return first


def box_of(pieces: Sequence[Piece]) -> tuple[float, float, float, float]:
    """The smallest box around pieces."""
    first = pieces[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for piece in pieces:
        x0 = min(x0, piece.x0)
        top = min(top, piece.top)
        x1 = max(x1, piece.x1)
        bottom = max(bottom, piece.bottom)
    return x0, top, x1, bottom


def _change_look(piece: Piece, style: Style) -> None:
    if piece.runs is None:
        piece.runs = [(0, piece.style)]
    if piece.runs[-1][1] is not style:
        piece.runs.append((len(piece.words), style))
    piece.style = style


def _alike(first: Style, second: Style) -> bool:
    """True where a change of look is no reason to part words: visible text does not
    join hidden text.
    """
    return first.invisible is second.invisible and first.near_white is second.near_white


def _touch(first: Piece, then: Piece) -> bool:
    gap = then.x0 - first.x1
    return (
        -0.5 < gap < _TOUCH * min(first.size, then.size)
        and abs(first.base - then.base) < 0.3 * then.size
        and (
            abs(first.size - then.size) < 0.3 * first.size
            or _are_small_capitals(first, then)
        )
        and not first.hyphen
        and _alike(first.style, then.style)
    )


def _are_small_capitals(first: Piece, then: Piece) -> bool:
    """True where only the size changes, on one base line: capitals, large and small."""
    small, large = sorted((first.size, then.size))
    return (
        first.style is then.style
        and abs(first.base - then.base) < 0.5
        and small >= _SMALL_CAPITALS * large
    )


def _append(first: Piece, then: Piece) -> None:
    """Makes `then` a part of `first`, words and all."""
    runs = first.runs or [(0, first.style)]
    offset = len(first.words)
    if then.x0 - first.x1 >= 0.08 * then.size:
        first.words += then.words
        first.starts += then.starts
    else:  # one word, painted in two looks
        first.words[-1] += then.words[0]
        first.words += then.words[1:]
        first.starts += then.starts[1:]
        offset -= 1
    if then.x0 - first.x1 > WIDE_SPACE * then.size:
        first.gaps = [*(first.gaps or ()), (offset, first.x1)]
    if then.gaps:
        first.gaps = [
            *(first.gaps or ()),
            *((gap + offset, end) for gap, end in then.gaps),
        ]
    more = [(start + offset, style) for start, style in then.runs or [(0, then.style)]]
    if len(more) > 1 or more[0][1] is not runs[-1][1]:
        first.runs = runs + [run for run in more if run[0] > runs[-1][0]]
        first.runs = first.runs if len(first.runs) > 1 else None
    if _are_small_capitals(first, then):
        first.size = max(first.size, then.size)
    elif then.letters > first.letters:
        first.size, first.base = then.size, then.base
    first.x1 = max(first.x1, then.x1)
    first.top, first.bottom = min(first.top, then.top), max(first.bottom, then.bottom)
    first.hyphen = then.hyphen
    settle(first)
