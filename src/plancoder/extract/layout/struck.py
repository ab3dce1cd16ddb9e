"""Words that are struck out: a line is drawn through the middle of their letters, or a
note marks them so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, chain, groupby, pairwise, takewhile
from typing import NamedTuple

from plancoder.extract.layout.pieces import Span, end_before, keep_words
from plancoder.extract.layout.shapes import WHITE, PageContent, Piece, Stroke

# × size above the base line: small letters end at half the size, and a line through
# them lies between a third and two thirds of that; through capitals a little higher.
_LOWEST, _MIDDLE, _HIGHEST = 0.15, 0.27, 0.42
_THICKEST = 0.2  # × size: a bar is the ground of words and strikes none out
_THICKEST_OF_ALL, _SHORTEST = 8.0, 3.0  # points
_FEWEST_LETTERS = 2  # a line through a figure may be that of a chart
_ONE_LINE, _DASH = 0.6, 3.0  # points between lines that are one, and between its dashes
_OVERHANG = 1.2  # × size by which a line may pass the words that it strikes out
_MOST_BLANK = 0.2  # of the line of words in wide spaces: more are cells of a table
_SNUG = 0.6  # points from the end of a line to that of its words
# Points: an upright rule, and how near to it a rule of a table ends.
_LOWEST_SIDE, _WIDEST_SIDE, _AT_SIDE = 6.0, 2.6, 1.8
_MOST_RULES = 4000  # thin lines of a page: more are a drawing
_FEWEST_CUT = 2  # letters of a word that are struck out, or left, by themselves
_SAME_LINE = 0.3  # × size between base lines
_BEFORE = 4.0  # × size from a bullet or number to its words
_MARK = re.compile(r"\W*|\W?\w{1,3}[.):]")  # a bullet or a number, with nothing behind
_BULLET = re.compile(r"^[^\w“‘\"'(]+")
# Widths of letters in most fonts, compared with each other.
_NARROW, _WIDE, _USUAL, _CAPITAL = 0.5, 1.5, 1.0, 1.3
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("fijlrtI.,;:'’!|()[]-"), frozenset("mwMW")


# A piece, a word of it and where it begins and ends → where its letters do.
FindEdges = Callable[[Piece, str, float, float], list[float]]


class _Line(NamedTuple):
    """A level line on the page, and the strokes that it is drawn by."""

    x0: float
    x1: float
    y: float = 0.0
    strokes: tuple[Stroke, ...] = ()


class _Side(NamedTuple):
    """Where an upright rule stands, and from where to where it reaches."""

    x: float
    top: float
    bottom: float


class _Part(NamedTuple):
    """A word of a piece or some of its letters: the number of the word, the letters,
    where they stand, and whether they are struck out.
    """

    word: int
    text: str
    x0: float
    x1: float
    struck: bool


def guess_edges(piece: Piece, text: str, x0: float, x1: float) -> list[float]:
    """Where the letters of a word of `piece` begin, and where the last ends, by the
    widths that letters have in most fonts.
    """
    del piece
    widths = list(accumulate(map(_width, text), initial=0.0))
    scale = (x1 - x0) / widths[-1]
    return [x0 + scale * width for width in widths]


def take_struck(page: PageContent, find_edges: FindEdges = guess_edges) -> None:
    """Takes the words that are struck out off the upright text of a page that is just
    read, and notes them, those of a line in one.

    A line through "End homelessness": ["End homelessness"]; below it, above it, or
    through more than words: [].
    """
    pieces = page.turned.get(0, [])
    lines = _drawn_lines(page, pieces)
    for box in page.struck_boxes:
        for at, piece in enumerate(pieces):
            if box.top < piece.base - _MIDDLE * piece.size < box.bottom:
                lines[at].append(_Line(box.x0, box.x1))
    parted = {at: _parts(pieces[at], lines[at], find_edges) for at in sorted(lines)}
    parts = {
        at: words for at, words in parted.items() if any(part.struck for part in words)
    }
    if parts:
        page.turned[0] = _without_struck(pieces, parts)
        page.struck = _stretches(parts)


def _drawn_lines(
    page: PageContent, pieces: Sequence[Piece]
) -> defaultdict[int, list[_Line]]:
    """The pieces (by their place) that drawn lines strike out, each with its lines,
    which are taken off the page: they are no rules of a table.
    """
    lines: defaultdict[int, list[_Line]] = defaultdict(list)
    rules = [
        stroke
        for stroke in page.strokes
        if stroke.bottom - stroke.top < _THICKEST_OF_ALL
        and stroke.x1 - stroke.x0 > _SHORTEST
    ]
    crossed = _crossed(pieces, rules) if 0 < len(rules) < _MOST_RULES else {}
    if not crossed:
        return lines
    sides = _sides(page.strokes)
    used: set[Stroke] = set()
    for line in _joined(crossed):
        near = sorted(set(chain.from_iterable(crossed[one] for one in line.strokes)))
        under = {at: pieces[at] for at in near if _is_under(pieces[at], line)}
        if under and _fits(line, list(under.values()), sides):
            used.update(line.strokes)
            for at in under:
                lines[at].append(line)
    page.strokes = [stroke for stroke in page.strokes if stroke not in used]
    return lines


def _crossed(
    pieces: Sequence[Piece], rules: Sequence[Stroke]
) -> dict[Stroke, list[int]]:
    """The thin lines that cross letters in the middle, each with the pieces (by their
    place) whose letters they are.
    """
    rules = sorted(set(rules), key=_y)
    levels = list(map(_y, rules))
    crossed: defaultdict[Stroke, list[int]] = defaultdict(list)
    last = len(levels)
    for at, piece in enumerate(pieces):
        base, size = piece.base, piece.size
        first = bisect_left(levels, base - _HIGHEST * size)
        if first == last or levels[first] > base - _LOWEST * size:
            continue  # as for nearly all
        end = bisect_left(levels, base - _LOWEST * size, first)
        for rule in rules[first:end]:
            if _may_strike(rule, piece):
                crossed[rule].append(at)
    return crossed


def _y(stroke: Stroke) -> float:
    return (stroke.top + stroke.bottom) / 2


def _may_strike(rule: Stroke, piece: Piece) -> bool:
    seen = rule.rectangle and rule.fill != WHITE
    meets = rule.x0 < piece.x1 and rule.x1 > piece.x0
    return seen and meets and rule.height - 2 * _margin(rule) < _THICKEST * piece.size


def _margin(rule: Stroke) -> float:
    """By how much the box of a line goes beyond it on each side: PDFium leaves room
    for corners where a path is drawn and not filled.
    """
    return rule.height / 4 if rule.fill is None else 0.0


def _joined(rules: Iterable[Stroke]) -> list[_Line]:
    """Lines of which each may be drawn word by word, or in dashes."""
    levels: list[list[Stroke]] = []
    for rule in sorted(rules, key=_y):
        if levels and _y(rule) - _y(levels[-1][0]) < _ONE_LINE:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    lines: list[_Line] = []
    for level in levels:
        begun = len(lines)
        for rule in sorted(level):
            margin = 2 * _margin(rule)
            x0, x1 = rule.x0 + margin, rule.x1 - margin
            if len(lines) > begun and x0 - lines[-1].x1 < _DASH:
                last = lines.pop()
                x0, x1, before = last.x0, max(last.x1, x1), last.strokes
            else:
                before = ()
            lines.append(_Line(x0, x1, _y(level[0]), (*before, rule)))
    return lines


def _is_under(piece: Piece, line: _Line) -> bool:
    above = (piece.base - line.y) / piece.size
    return _LOWEST <= above <= _HIGHEST and bool(_touched(piece, line))


def _touched(piece: Piece, line: _Line) -> list[int]:
    """The words that a line reaches into."""
    return [
        index
        for index, (x0, x1) in enumerate(_spans(piece))
        if line.x0 < x1 and line.x1 > x0
    ]


def _spans(piece: Piece) -> Iterator[Span]:
    """From where to where each word of a piece reaches."""
    for index, start in enumerate(piece.words.starts):
        yield start, end_before(piece, index + 1)


def _fits(line: _Line, pieces: Sequence[Piece], sides: Sequence[_Side]) -> bool:
    """False for the rule of a table or a line of a drawing, which run on where no words
    are, and for one through a figure.
    """
    size = max(piece.size for piece in pieces)
    spans = [_covered(piece, line) for piece in pieces]
    left, right = min(x0 for x0, _, _ in spans), max(x1 for _, x1, _ in spans)
    overhang = max(0.0, left - line.x0) + max(0.0, line.x1 - right)
    blank = right - left - sum(x1 - x0 - gaps for x0, x1, gaps in spans)
    if overhang > _OVERHANG * size or blank > _MOST_BLANK * (right - left):
        return False
    snug = abs(line.x0 - left) < _SNUG and abs(line.x1 - right) < _SNUG
    ends = (line.x0, line.x1)
    if not snug and all(_has_side(sides, x, line.y) for x in ends):
        return False
    letters = sum(
        sum(map(str.isalpha, piece.words.texts[index]))
        for piece in pieces
        for index in _touched(piece, line)
    )
    return letters >= _FEWEST_LETTERS


def _covered(piece: Piece, line: _Line) -> tuple[float, float, float]:
    """From where to where the words reach that a line touches, and how wide the wide
    spaces between them are.
    """
    touched = _touched(piece, line)
    first, last = touched[0], touched[-1]
    starts = piece.words.starts
    gaps = sum(
        starts[after] - end
        for after, end in piece.words.gaps or ()
        if first < after <= last
    )
    return starts[first], end_before(piece, last + 1), gaps


def _sides(strokes: Sequence[Stroke]) -> list[_Side]:
    """Upright rules and the sides of frames, from left to right."""
    return sorted(
        _Side(x, stroke.top, stroke.bottom)
        for stroke in strokes
        if stroke.height > _LOWEST_SIDE
        and (stroke.width < _WIDEST_SIDE or stroke.fill is None)
        for x in {stroke.x0, stroke.x1}
    )


def _has_side(sides: Sequence[_Side], x: float, y: float) -> bool:
    """True where an upright rule or the side of a frame stands at a line's end."""
    first = bisect_left(sides, (x - _AT_SIDE,))
    return any(
        side.top - _AT_SIDE < y < side.bottom + _AT_SIDE
        for side in takewhile(lambda side: side.x < x + _AT_SIDE, sides[first:])
    )


def _parts(piece: Piece, lines: Sequence[_Line], find_edges: FindEdges) -> list[_Part]:
    """The words of a piece, those cut in two of which a line covers some letters: where
    changes are tracked, "old" struck out and "new" are printed without a space.
    """
    parts: list[_Part] = []
    texts = piece.words.texts
    for index, (text, (x0, x1)) in enumerate(zip(texts, _spans(piece), strict=True)):
        if any(line.x0 < x1 and line.x1 > x0 for line in lines):
            parts += _cut(index, text, find_edges(piece, text, x0, x1), lines)
        else:
            parts.append(_Part(index, text, x0, x1, False))
    return parts


def _cut(
    index: int, text: str, edges: Sequence[float], lines: Sequence[_Line]
) -> Iterator[_Part]:
    """Word `index` of a piece, whole, or parted where a line begins or ends in it."""
    x0, x1 = edges[0], edges[-1]
    struck = [
        any(line.x0 < (left + right) / 2 < line.x1 for line in lines)
        for left, right in pairwise(edges)
    ]
    if len(text) < 2 * _FEWEST_CUT:
        yield _Part(index, text, x0, x1, 2 * sum(struck) > len(text))
        return
    if sum(struck) < _FEWEST_CUT or len(text) - sum(struck) < _FEWEST_CUT:
        yield _Part(index, text, x0, x1, sum(struck) >= _FEWEST_CUT)
        return
    at = 0
    for is_struck, letters in groupby(struck):
        end = at + len(list(letters))
        yield _Part(index, text[at:end], edges[at], edges[end], is_struck)
        at = end


def _width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() else _USUAL


def _without_struck(
    pieces: Sequence[Piece], parts: Mapping[int, Sequence[_Part]]
) -> list[Piece]:
    """The pieces without what is struck out, and without bullets and numbers that
    nothing follows any more.
    """
    gone: set[int] = set()
    for at, words in parts.items():
        kept = [part for part in words if not part.struck]
        if _MARK.fullmatch(" ".join(part.text for part in kept)):
            gone.add(at)
        else:
            keep_words(pieces[at], [part[:4] for part in kept])
    gone |= _marks_before(pieces, gone)
    return [piece for at, piece in enumerate(pieces) if at not in gone]


def _marks_before(pieces: Sequence[Piece], gone: Set[int]) -> set[int]:
    """Bullets and numbers of which all words are gone."""
    levels: defaultdict[int, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces if gone else ()):
        if at not in gone:
            levels[int(piece.base)].append(at)
    marks: set[int] = set()
    for at in gone:
        words = pieces[at]
        near, off = _BEFORE * words.size, _SAME_LINE * words.size
        around = range(int(words.base - off), int(words.base + off) + 1)
        line = [other for level in around for other in levels.get(level, ())]
        if any(-1 < pieces[other].x0 - words.x1 < near for other in line):
            continue  # some words are left
        marks.update(
            other
            for other in line
            if -1 < words.x0 - pieces[other].x1 < near
            and _MARK.fullmatch(pieces[other].text)
        )
    return marks


def _stretches(parts: Mapping[int, Sequence[_Part]]) -> list[str]:
    """What is struck out in the order of the stream; what goes on in the next line in
    one.
    """
    stretches: list[str] = []
    ended = -2  # the last piece that is struck out to its end
    for at, words in parts.items():
        runs = [(key, list(run)) for key, run in groupby(words, lambda one: one.struck)]
        for number, (is_struck, run) in enumerate(runs):
            if not is_struck:
                continue
            said = _BULLET.sub("", " ".join(part.text for part in run))
            if not number and ended == at - 1:
                stretches[-1] += f" {said}"
            else:
                stretches.append(said)
        if runs[-1][0]:
            ended = at
    return stretches
