"""Words, as they come from a reader, become pieces of lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from plancoder.extract.layout.shapes import (
    ASCENT,
    DESCENT,
    HYPHEN,
    PLAIN,
    SPACE,
    MarkedPiece,
    Piece,
    Run,
    Stroke,
    Style,
    Words,
)
from plancoder.models import Box

WIDEST_SPACE = 1.25  # × size: a wider gap may be a gutter
WIDE_SPACE = 0.45  # × size: may be a narrow gutter, if other lines begin there
# × size: pieces of one line that follow each other in the stream and stand closer are
# one
_TOUCH = 0.9
_PAINTED_TOGETHER = 0.08  # × size: pieces that stand closer are one word
_PAINTED_APART = 0.19  # × size: some producers paint the hyphen by itself
_OVERLAP = 0.3  # × size by which a word may begin before the one before it ends
_LIKE_SIZE = 0.25  # × size by which the words of a line may differ
_SMALL, _OFF_LINE, _CLOSE, _ON_LINE = 0.8, 0.6, 0.3, 0.08  # × size, of raised words
_SMALL_CAPITALS = 0.62  # × the size of capitals
_LEAST_WORD, _USUAL_SPACE = 0.3, 0.25  # × size: a word's least width, and a space
_LAPS = 0.5  # points by which the parts of one word may overlap
_ONE_BASE, _ONE_SIZE = 0.3, 0.3  # × size by which base lines and sizes may differ
_SAME_BASE = 0.5  # points
_SAME_LINE = 0.35  # × size between base lines
LONE_HYPHENS = ("-", "‐")
_FEWEST_EDGES = 4  # pieces that begin at a place and make it an edge
_FEWEST_SPACES = 3  # lines with a space at one place that make it a gutter
_WIDER_THAN_TYPED = 0.8  # × size
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])(?:\.\d{1,2})*[.)]*")


Span = tuple[float, float]
# Points. Damaged files set type of no size, and sizes are what others are divided by.
_LEAST_SIZE, _MOST_SIZE = 0.01, 1e6


class Word(NamedTuple):
    """A word with its left and right end, base line, size and look."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    style: Style


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
        if not _LEAST_SIZE <= size <= _MOST_SIZE:  # no number, too
            size = _MOST_SIZE if size > _MOST_SIZE else _LEAST_SIZE
        piece = self.last
        if piece is not None and before == HYPHEN:
            piece.hyphen = True
        if (
            piece is None
            or before != SPACE
            or not _take_word(piece, Word(word, x0, x1, base, size, style))
        ):
            words = Words([word], [x0])
            self._begin(Piece(words, x1, base, size, style, len(self.pieces)))

    def go_on(self, word: str, x0: float, x1: float) -> None:
        """A word that surely goes on from the one before: most do, and are cheap."""
        if self.last is not None:
            self.last.words.texts.append(word)
            self.last.words.starts.append(x0)
            self.last.x1 = x1

    def goes_on(
        self, word: str, x0: float, x1: float, base: float, size: float, style: Style
    ) -> bool:
        """Takes a word that follows the one before in all, as most do; False for
        others, which are not taken.
        """
        piece = self.last
        if piece is None or size != piece.size or base != piece.base:
            return False
        near = -_OVERLAP * size < x0 - piece.x1 <= WIDE_SPACE * size
        if not near or style is not piece.style or word in LONE_HYPHENS:
            return False
        piece.words.texts.append(word)
        piece.words.starts.append(x0)
        piece.x1 = x1
        return True

    def _begin(self, piece: Piece) -> None:
        self.last = piece
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
        row = Words(words, starts)
        self._begin(Piece(row, x1, base, size, style, len(self.pieces)))

    def note_gaps(self, gaps: list[tuple[int, float]]) -> None:
        """Remembers the wide spaces of the line just added: the word after each, and
        where the word before ends.
        """
        if self.last is not None:
            self.last.words.gaps = gaps

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
                put_together(previous, piece)
            else:
                out.append(piece)
                previous = piece
        return _part_at_edges(out)


def _take_word(piece: Piece, word: Word) -> bool:
    """Puts a word that follows a space to its piece; False where it begins another.

    After "the", of 10 points: "plan" 3 points on, or a raised "2"; not "plan" 13
    points on, or of 14 points.
    """
    size, gap, off = word.size, word.x0 - piece.x1, abs(word.base - piece.base)
    words = piece.words
    if not -_OVERLAP * size < gap < WIDEST_SPACE * size:
        return False
    if word.text in LONE_HYPHENS and gap < _PAINTED_APART * size:
        words.texts[-1] += word.text
        piece.x1 = word.x1
        return True
    alone = len(words.texts) == len(words.texts[0]) == 1
    same_size = abs(piece.size - size) < _LIKE_SIZE * size
    if alone and same_size:
        _take_size(piece, word)
    level = same_size and off < _SAME_LINE * size
    fits = level or _is_raised(piece, word, off, alone=alone)
    if not fits or not _alike(piece.style, word.style):
        return False
    if word.style is not piece.style:
        _change_look(piece, word.style)
    if gap > WIDE_SPACE * size:
        words.gaps = [*(words.gaps or ()), (len(words.texts), piece.x1)]
    words.texts.append(word.text)
    words.starts.append(word.x0)
    piece.x1 = word.x1 if level else max(word.x1, piece.x1)
    return True


def _is_raised(piece: Piece, word: Word, off: float, *, alone: bool) -> bool:
    """True for a small word above or below its line; beside a single letter on the base
    line it is the last line beside a drop capital.
    """
    return (
        word.size < _SMALL * piece.size
        and off < _OFF_LINE * piece.size
        and word.x0 - piece.x1 < _CLOSE * piece.size
        and not (alone and off <= _ON_LINE * piece.size)
    )


def _take_size(piece: Piece, word: Word) -> None:
    """A bullet of another size than its line: the line's size is what counts."""
    if piece.size != word.size and not piece.words.texts[0].isalnum():
        piece.size, piece.base = word.size, word.base
        piece.top = word.base - ASCENT * word.size
        piece.bottom = word.base + DESCENT * word.size


class _Places(NamedTuple):
    """How many pieces of a page begin at each place, with those of one figure counted
    twice for a figure, and how many wide spaces have the same two ends.
    """

    edges: Counter[int]
    figure_edges: Counter[int]
    spaces: Counter[tuple[int, int]]


def _part_at_edges(pieces: list[Piece]) -> list[Piece]:
    """Parts pieces at a wide space where several other pieces begin: a narrow gutter
    that the stream runs across. So is a wide space that several lines have at the same
    place: those of stretched lines differ.
    """
    if not any(piece.words.gaps for piece in pieces):
        return pieces
    places = _places_of(pieces)
    out = []
    for piece in pieces:
        cuts = [
            word
            for word, end in piece.words.gaps or ()
            if _is_cut(piece, word, end, places)
        ]
        if not cuts:
            out.append(piece)
            continue
        for first, end in pairwise([0, *cuts, len(piece.words.texts)]):
            out.append(part_of(piece, first, end))
    return out


def _places_of(pieces: Sequence[Piece]) -> _Places:
    """Places to a point."""
    edges = Counter(round(piece.x0) for piece in pieces)
    # Figures of a table's column count twice for a figure.
    figures = Counter(round(piece.x0) for piece in pieces if _is_figure(piece))
    spaces = Counter(
        (round(end), round(piece.words.starts[word]))
        for piece in pieces
        for word, end in piece.words.gaps or ()
    )
    return _Places(edges, edges + figures, spaces)


def _is_figure(piece: Piece) -> bool:
    """True for a single word that begins with a digit."""
    return piece.text[:1].isdigit() and len(piece.words.texts) == 1


def _is_cut(piece: Piece, word: int, end: float, places: _Places) -> bool:
    """True where the wide space from `end` to a word is a gutter."""
    words = piece.words
    is_figure = words.texts[word][0].isdigit()
    edges = places.figure_edges if is_figure else places.edges
    return _is_edge(words.starts[word], edges) or (
        _may_be_gutter(piece, word, end) and _is_gutter(piece, word, end, places.spaces)
    )


def _may_be_gutter(piece: Piece, word: int, end: float) -> bool:
    """True for a space after a figure, and for one wider than those of a typewriter;
    not for that after the number of a heading.
    """
    numbered = word == 1 and _NUMBER.fullmatch(piece.words.texts[0])
    if numbered and (piece.bold or not piece.words.texts[0].isdigit()):
        return False
    wide = piece.words.starts[word] - end > _WIDER_THAN_TYPED * piece.size
    return wide or piece.words.texts[word - 1][-1].isdigit()


def _is_gutter(
    piece: Piece, word: int, end: float, spaces: Counter[tuple[int, int]]
) -> bool:
    """True where several lines have this space, to a point on either side."""
    x0, x1 = round(end), round(piece.words.starts[word])
    times = spaces.get  # half the price of `spaces[space]` where there is none
    near = ((x0 + left, x1 + right) for left in (-1, 0, 1) for right in (-1, 0, 1))
    return sum(times(space, 0) for space in near) >= _FEWEST_SPACES


def _is_edge(x: float, edges: Counter[int]) -> bool:
    """True where several pieces begin, to a point or two."""
    at, times = round(x), edges.get
    near = times(at - 1, 0) + times(at, 0) + times(at + 1, 0)
    return near >= _FEWEST_EDGES


def part_of(piece: Piece, first: int, end: int) -> Piece:
    """Some of the words of a piece as a piece of its own."""
    words = piece.words.part(first, end)
    look = _look_at(piece, first)
    if words.runs is not None:
        words.runs.insert(0, (0, look))
    x1 = end_before(piece, end)
    part = Piece(words, x1, piece.base, piece.size, look, piece.order)
    part.page = piece.page
    is_end = end == len(piece.words.texts)
    part.hyphen = piece.hyphen and is_end
    settle(part)
    return part if first else MarkedPiece.of(part, piece.mark, piece.mark_x)


def parted_at_gaps(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces parted at their wide spaces: in tables these are gaps between columns."""
    parts: list[Piece] = []
    for piece in pieces:
        words = piece.words
        if not words.gaps:
            parts.append(piece)
            continue
        after_gaps = [word for word, _ in words.gaps]
        cuts = [0, *after_gaps, len(words.texts)]
        parts += [part_of(piece, first, end) for first, end in pairwise(cuts)]
    return parts


def _runs(piece: Piece) -> list[Run]:
    """Where a piece's looks begin, also where it has only one."""
    return piece.words.runs or [(0, piece.style)]


def end_before(piece: Piece, end: int) -> float:
    """Where the word before word `end` ends: known before a wide space, else guessed
    by a space of usual width.
    """
    words = piece.words
    if end == len(words.texts):
        return piece.x1
    shortest = words.starts[end - 1] + _LEAST_WORD * piece.size
    guess = max(shortest, words.starts[end] - _USUAL_SPACE * piece.size)
    return dict(words.gaps or ()).get(end, guess)


def keep_words(piece: Piece, kept: Sequence[tuple[int, str, float, float]]) -> None:
    """Leaves a piece some of its words, or parts of words: the number of each word in
    the piece, its letters, and where they begin and end.

    The first begins where the piece did, as if nothing had stood before it, but not in
    another column.
    """
    numbers = [number for number, *_ in kept]
    left = Words([text for _, text, *_ in kept], [x0 for _, _, x0, _ in kept])
    ends = dict(piece.words.gaps or ())
    if min(ends, default=numbers[0] + 1) > numbers[0]:
        left.starts[0] = piece.x0
    looks = [_look_at(piece, number) for number in numbers]
    left.runs = _changes(looks)
    left.gaps = [
        (at, ends[after])
        for at, (before, after) in enumerate(pairwise(numbers), start=1)
        if after in ends and before == after - 1
    ] or None
    last, *_, x1 = kept[-1]
    if last < len(piece.words.texts) - 1 or x1 < piece.x1:
        piece.x1, piece.hyphen = x1, False
    piece.words, piece.style, piece.x0 = left, looks[0], left.starts[0]
    settle(piece)


def _changes(looks: Sequence[Style]) -> list[Run] | None:
    """Where the looks of some words change; None where all look alike."""
    pairs = enumerate(pairwise(looks), start=1)
    later = [(at, look) for at, (before, look) in pairs if look is not before]
    return [(0, looks[0]), *later] if later else None


def _look_at(piece: Piece, word: int) -> Style:
    """The look of a word of a piece."""
    return next(style for start, style in reversed(_runs(piece)) if start <= word)


def settle(piece: Piece) -> None:
    """Text, and the look of most of its letters."""
    words = piece.words
    text = piece.text = " ".join(words.texts)
    if text.endswith("\u00ad"):
        piece.hyphen = True
    letters = len(text)
    first_end = words.starts[1] if len(words.starts) > 1 else piece.x1
    piece.first_width = first_end - piece.x0
    if words.runs is None:
        piece.bold_letters = letters if piece.style.bold else 0
        return
    counts = _letters_of_looks(words.texts, words.runs)
    bold = sum(count for style, count in counts.items() if style.bold)
    piece.bold_letters = min(letters, bold)
    piece.style, _ = max(counts.items(), key=itemgetter(1))


def _letters_of_looks(texts: list[str], runs: Sequence[Run]) -> Counter[Style]:
    """How many letters are in each look, a blank with each word."""
    counts: Counter[Style] = Counter()
    end_of_line = len(texts), PLAIN
    for (start, style), (end, _) in pairwise([*runs, end_of_line]):
        words = texts[start:end]
        counts[style] += sum(map(len, words)) + len(words)
    return counts


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
        first.x1 = max(first.x1, then.x1)
        first.top, first.bottom = (
            min(first.top, then.top),
            max(first.bottom, then.bottom),
        )
        first.hyphen = then.hyphen
    first.size, first.base, first.style = longest.size, longest.base, longest.style
    return first


def box_of(pieces: Sequence[Piece | Box | Stroke]) -> tuple[float, float, float, float]:
    """The smallest box around pieces."""
    corners = [(piece.x0, piece.top, piece.x1, piece.bottom) for piece in pieces]
    lefts, tops, rights, bottoms = zip(*corners, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _change_look(piece: Piece, style: Style) -> None:
    words = piece.words
    if words.runs is None:
        words.runs = [(0, piece.style)]
    if words.runs[-1][1] is not style:
        words.runs.append((len(words.texts), style))
    piece.style = style


def _alike(first: Style, second: Style) -> bool:
    """True where a change of look is no reason to part words: visible text does not
    join hidden text.
    """
    return first.invisible is second.invisible and first.near_white is second.near_white


def _touch(first: Piece, then: Piece) -> bool:
    """Whether two pieces are one word whose look changes inside it: "P" and "LAN" in
    small capitals, with no room between them.
    """
    gap = then.x0 - first.x1
    close = -_LAPS < gap < _TOUCH * min(first.size, then.size)
    if not close or abs(first.base - then.base) >= _ONE_BASE * then.size:
        return False
    if first.hyphen or not _alike(first.style, then.style):
        return False
    one_size = abs(first.size - then.size) < _ONE_SIZE * first.size
    return one_size or _are_small_capitals(first, then)


def _are_small_capitals(first: Piece, then: Piece) -> bool:
    """True where only the size changes, on one base line: capitals, large and small."""
    small, large = sorted((first.size, then.size))
    return (
        first.style is then.style
        and abs(first.base - then.base) < _SAME_BASE
        and small >= _SMALL_CAPITALS * large
    )


def put_together(first: Piece, then: Piece) -> None:
    """Makes `then` a part of `first`, words and all."""
    _append_words(first, then)
    if _are_small_capitals(first, then):
        first.size = max(first.size, then.size)
    elif then.letters > first.letters:
        first.size, first.base = then.size, then.base
    first.x1 = max(first.x1, then.x1)
    first.top, first.bottom = min(first.top, then.top), max(first.bottom, then.bottom)
    first.hyphen = then.hyphen
    settle(first)


def _append_words(first: Piece, then: Piece) -> None:
    words, more = first.words, then.words
    gap, offset = then.x0 - first.x1, len(words.texts)
    texts, starts = more.texts, more.starts
    if gap < _PAINTED_TOGETHER * then.size:  # one word, painted in two looks
        begun, *texts = texts
        words.texts[-1] += begun
        starts = starts[1:]
        offset -= 1
    gaps = list(words.gaps or ())
    if gap > WIDE_SPACE * then.size:
        gaps.append((offset, first.x1))
    gaps += [(word + offset, end) for word, end in more.gaps or ()]
    words.gaps = gaps or None
    words.runs = _joined_runs(first, then, offset)
    words.texts += texts
    words.starts += starts


def _joined_runs(first: Piece, then: Piece, offset: int) -> list[Run] | None:
    """The looks of two pieces that become one; None where they have only one look."""
    runs = _runs(first)
    more = [(start + offset, style) for start, style in _runs(then)]
    if len(more) == 1 and more[0][1] is runs[-1][1]:
        return first.words.runs
    runs = runs + [run for run in more if run[0] > runs[-1][0]]
    return runs if len(runs) > 1 else None


def free_between(spans: list[Span], narrowest: float) -> list[Span]:
    """Gaps of at least `narrowest` between spans, which it sorts.

    [(0, 10), (5, 20), (40, 60)] gives [(20, 40)].
    """
    spans.sort()
    free = []
    end = spans[0][1]
    for left, right in spans:
        if right > end:
            if left - end >= narrowest:
                free.append((end, left))
            end = right
    return free
