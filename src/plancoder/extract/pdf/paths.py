"""Painted paths and pictures of a PDF page: what tables, panels and hidden text are
told by.
"""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_left
from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import NamedTuple

from plancoder.extract.layout.shapes import WHITE, Stroke
from plancoder.extract.pdf.frame import Corners, Frame
from plancoder.extract.pdf.pdfium import (
    FORM_OBJECT,
    IMAGE_OBJECT,
    PATH_OBJECT,
    SHADING_OBJECT,
    TEXT_OBJECT,
    PathFacts,
    Pdfium,
)
from plancoder.models import Box

_LIGHTEST_LINE = 240  # of 255: the least of a line's colours that shows on white
_CLEAR = 8  # of 255: a fill with less ink is not seen
_OPAQUE = 255
_SOLID = 0.95  # of a picture's points let nothing through, at the least
_SLACK = 1.0  # points by which covered text may reach over its cover
_WITH_ALPHA = 4  # PDFium's number for pixels with an opacity of their own
# Points; segments of the outline of a letter, which vary from 7 to 60.
_LOWEST_LETTER, _TALLEST_LETTER, _LETTER_SEGMENTS = 2.0, 40.0, 25
_DEEPEST = 6  # forms within forms
_DOT, _DOT_SEGMENTS = 9.0, 60  # points; Chromium draws a circle with 49
_MOST_SEGMENTS = 2000  # of one path that are looked at
_MOST_OBJECTS = 60_000  # of one page that are looked at
_LEVEL = 0.5  # points by which a level or upright line may slant
# Points; segments of a box with four round corners, three of them to a corner; the
# share of its sides that is straight.
_NARROWEST_CARD, _LOWEST_CARD = 40.0, 14.0
_ROUNDED_SEGMENTS, _ROUND_CORNERS, _STRAIGHT = range(16, 23), 12, 0.5
_LINE_TO, _BEZIER_TO, _MOVE_TO = 0, 1, 2
_BOX_SEGMENTS = (4, 5)
_RECTANGLE_SEGMENTS = (2, 4, 5, 6)
_THICKEST_LINE = 6.0  # points

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Painted(NamedTuple):
    """What is painted on a page besides its words, and the text objects that nobody
    sees.

    `grounds` are filled boxes of which nothing is cut off; `outlined` says how many
    letters may be drawn as paths.
    """

    strokes: list[Stroke]
    pictures: list[Box]
    grounds: list[Stroke]
    unseen: set[int]
    outlined: int


def read_paths(
    api: Pdfium,
    document: int,
    page: int,
    frame: Frame,
    layers_off: Collection[str] = (),
) -> Painted:
    """Strokes and pictures of a page, forms included, on the page as shown, and the
    text objects that nobody sees: a filled box or a picture was painted over them, or
    their layer is off.
    """
    reader = _PathReader(api, frame)
    items, kinds = api.objects(page, _MOST_OBJECTS)
    unseen: set[int] = set()
    if kinds.count(TEXT_OBJECT) < len(kinds):
        drawn = [
            (item, kind)
            for item, kind in zip(items, kinds, strict=True)
            if kind != TEXT_OBJECT
        ]
        reader.take_all(drawn, None, 0)
        unseen = _covered(reader, items, kinds, (document, page))
    if layers_off:
        unseen |= _switched_off(reader, items, kinds, layers_off)
    return Painted(
        reader.strokes, reader.pictures, reader.grounds, unseen, reader.outlined
    )


def _switched_off(
    reader: _PathReader,
    items: Sequence[int],
    kinds: Sequence[int],
    layers_off: Collection[str],
) -> set[int]:
    """Text objects in a layer that is off, and those of a form in such a layer."""
    api = reader.api
    listed = list(zip(items, kinds, strict=True))
    off = {
        text
        for text, _ in _texts(reader, listed, None, 0)
        if _is_off(api, text, layers_off)
    }
    for item, kind in listed:
        if kind == FORM_OBJECT and _is_off(api, item, layers_off):
            inner = _texts(reader, [(item, kind)], None, 0)
            off.update(text for text, _ in inner)
    return off


def _is_off(api: Pdfium, item: int, layers_off: Collection[str]) -> bool:
    """True where an object is marked as a part of a layer that is not shown."""
    marks = api.FPDFPageObj_CountMarks(item)
    return any(
        api.mark_name(api.FPDFPageObj_GetMark(item, at)) in layers_off
        for at in range(marks)
    )


def _covered(
    reader: _PathReader,
    items: Sequence[int],
    kinds: Sequence[int],
    page: tuple[int, int],
) -> set[int]:
    """Text objects wholly under a box or a picture that is painted after them."""
    covers = reader.covers
    boxes = [
        (at, covers.get(item))
        for at, item in enumerate(items)
        if item in covers or kinds[at] == IMAGE_OBJECT
    ]
    last = boxes[-1][0] if boxes else 0
    found = _painted_texts(reader, items[:last], kinds[:last])
    texts = [(text, box) for _, text, box in found]
    placed = [at for at, _, _ in found]
    covered: set[int] = set()
    for at, box in boxes:
        before = texts[: bisect_left(placed, at)]
        under = _under(before, box or reader.api.bounds([items[at]])[0])
        if under and (box is not None or reader.is_solid(items[at], page)):
            covered.update(under)
    return covered


def _painted_texts(
    reader: _PathReader, items: Sequence[int], kinds: Sequence[int]
) -> list[tuple[int, int, Corners]]:
    """Text objects in the order in which they are painted: of each its place in the
    list of objects, itself and its bounds. Those of a form have the form's place.
    """
    own = [at for at, kind in enumerate(kinds) if kind == TEXT_OBJECT]
    bounds = reader.api.bounds([items[at] for at in own])
    found = [(at, items[at], box) for at, box in zip(own, bounds, strict=True)]
    for at, kind in enumerate(kinds):
        if kind == FORM_OBJECT:
            inner = _texts(reader, [(items[at], FORM_OBJECT)], None, 0)
            found += [(at, text, box) for text, box in inner]
    return sorted(found, key=itemgetter(0))


def _under(texts: Sequence[tuple[int, Corners]], cover: Corners) -> list[int]:
    left, bottom, right, top = cover
    left, bottom = left - _SLACK, bottom - _SLACK
    right, top = right + _SLACK, top + _SLACK
    return [
        text
        for text, (x0, y0, x1, y1) in texts
        if left < x0 and x1 < right and bottom < y0 and y1 < top
    ]


def _texts(
    reader: _PathReader,
    items: Sequence[tuple[int, int]],
    matrix: Matrix | None,
    depth: int,
) -> list[tuple[int, Corners]]:
    """Text objects with their bounds in the page's space, those in forms included."""
    own = [item for item, kind in items if kind == TEXT_OBJECT]
    bounds = reader.api.bounds(own)
    if matrix is not None:
        bounds = [_moved(matrix, *one) for one in bounds]
    found = list(zip(own, bounds, strict=True))
    for item, kind in items:
        if kind == FORM_OBJECT and depth < _DEEPEST:
            inner, parts = reader.inside(item, matrix)
            found += _texts(reader, parts, inner, depth + 1)
    return found


def _fill_of(facts: PathFacts) -> int | None:
    """The colour that a path is filled with, as 0xRRGGBB; None where none is seen."""
    _, filled, _, (red, green, blue, alpha), _ = facts
    return red << 16 | green << 8 | blue if filled and alpha > _CLEAR else None


def _letters_in(segments: int, bounds: Corners) -> int:
    """How many letters a filled path may draw, by its height and its segments; 0 for a
    box and for what is larger or smaller than letters are.
    """
    height = bounds[3] - bounds[1]
    simple = segments <= _BOX_SEGMENTS[-1] + 1
    if simple or not _LOWEST_LETTER < height < _TALLEST_LETTER:
        return 0
    return max(1, segments // _LETTER_SEGMENTS)


class _PathReader:
    """Collects while walking down into forms."""

    def __init__(self, api: Pdfium, frame: Frame) -> None:
        self.api = api
        self.frame = frame
        self.strokes: list[Stroke] = []
        self.pictures: list[Box] = []
        # Filled boxes on the page itself that let nothing through, with their bounds.
        self.covers: dict[int, Corners] = {}
        self.grounds: list[Stroke] = []
        self.outlined = 0

    def take_all(
        self, items: Sequence[tuple[int, int]], matrix: Matrix | None, depth: int
    ) -> None:
        """Page objects with their kinds, in the space that `matrix` leads out of."""
        facts = self.api.path_facts(
            [item for item, kind in items if kind == PATH_OBJECT]
        )
        for item, kind in items:
            if kind == PATH_OBJECT:
                self.path(item, next(facts), matrix)
            elif kind in (IMAGE_OBJECT, SHADING_OBJECT):
                at = self.api.float_address
                self.api.FPDFPageObj_GetBounds(item, at, at + 4, at + 8, at + 12)
                x0, y0, x1, y1 = self.api.four
                self.pictures.append(Box(*self.placed((x0, y0, x1, y1), matrix)))
            elif kind == FORM_OBJECT and depth < _DEEPEST:
                self.form(item, matrix, depth)

    def form(self, item: int, matrix: Matrix | None, depth: int) -> None:
        """The objects of a form; their bounds are in the form's own space."""
        inner, parts = self.inside(item, matrix)
        drawn = [(part, kind) for part, kind in parts if kind != TEXT_OBJECT]
        self.take_all(drawn, inner, depth + 1)

    def inside(
        self, item: int, matrix: Matrix | None
    ) -> tuple[Matrix | None, list[tuple[int, int]]]:
        """The way out of a form's space, and its objects with their kinds."""
        api = self.api
        inner: Matrix | None = self.matrix(item)
        if matrix is not None:
            inner = _times(self.matrix(item), matrix)
        elif inner == _IDENTITY:
            inner = None
        count = min(_MOST_OBJECTS, max(0, api.FPDFFormObj_CountObjects(item)))
        parts = [api.FPDFFormObj_GetObject(item, index) for index in range(count)]
        return inner, [(part, api.FPDFPageObj_GetType(part)) for part in parts]

    def is_whole(self, item: int, bounds: Corners) -> bool:
        """True where nothing is cut off an object: the side of a border is often a box
        of which the rest is.
        """
        left, bottom, right, top = bounds
        return all(
            -math.inf < x0 <= left + _SLACK
            and y0 <= bottom + _SLACK
            and x1 >= right - _SLACK
            and y1 >= top - _SLACK
            for x0, y0, x1, y1 in self.api.clips(item)
        )

    def is_solid(self, image: int, page: tuple[int, int]) -> bool:
        """True for a picture that lets nothing through."""
        api = self.api
        if api.FPDFPageObj_HasTransparency(image):
            return False
        bitmap = api.FPDFImageObj_GetRenderedBitmap(*page, image)
        if not bitmap:
            return False
        try:
            if api.FPDFBitmap_GetFormat(bitmap) != _WITH_ALPHA:
                return True
            rows = api.FPDFBitmap_GetHeight(bitmap)
            size = rows * api.FPDFBitmap_GetStride(bitmap)
            pixels = ctypes.string_at(api.FPDFBitmap_GetBuffer(bitmap), size)
            opacity = pixels[3::4]
            return opacity.count(_OPAQUE) >= _SOLID * len(opacity)
        finally:
            api.FPDFBitmap_Destroy(bitmap)

    def placed(self, bounds: Corners, matrix: Matrix | None) -> Corners:
        """An object's bounds on the page as shown."""
        return self.frame.place(
            *(_moved(matrix, *bounds) if matrix is not None else bounds)
        )

    def path(self, item: int, facts: PathFacts, matrix: Matrix | None) -> None:
        """A path as one stroke, or as one a line where it draws many straight lines at
        once.
        """
        segments, _, stroked, _, bounds = facts
        fill = _fill_of(facts)
        plain = segments in _RECTANGLE_SEGMENTS
        if fill is not None:
            self.take_fill(item, facts, matrix, fill)
        elif not stroked:
            return  # a clip
        elif self.is_rounded(item, segments, bounds):
            self.strokes.append(Stroke(*self.placed(bounds, matrix), None))
            return
        curved = not plain and self.curved(item)
        if curved and fill is None:
            if segments <= _DOT_SEGMENTS:
                self.dot(self.placed(bounds, matrix))
            return  # a drawn line that bounds nothing
        parts = None if plain or curved else self.parts(item, segments, matrix)
        if parts is not None:
            self.strokes += [Stroke(*part, fill) for part in parts]
            return
        framed = plain and self.is_framed(item, facts, fill)
        stroke = Stroke(*self.placed(bounds, matrix), fill, plain, framed)
        slants = min(stroke.width, stroke.height) > _THICKEST_LINE
        # A slanting line of a drawing is no rule, and no side of a rectangle.
        if segments != 2 or not slants:
            self.strokes.append(stroke)

    def take_fill(
        self, item: int, facts: PathFacts, matrix: Matrix | None, fill: int
    ) -> None:
        """Count the letters that a filled path may draw, and note it where it hides
        what was painted before.
        """
        bounds = facts[-1]
        self.outlined += _letters_in(facts[0], bounds)
        if matrix is None and self.hides(item, facts):
            self.covers[item] = bounds
            self.grounds.append(Stroke(*self.placed(bounds, matrix), fill))

    def is_framed(self, item: int, facts: PathFacts, fill: int | None) -> bool:
        """True for a white fill with a line around it that is seen."""
        stroked = facts[2]
        return fill == WHITE and bool(stroked) and self.has_dark_line(item)

    def has_dark_line(self, item: int) -> bool:
        """True where the line around a path is seen on white."""
        at = self.api.uints_address
        parts = at, at + 4, at + 8, at + 12
        if not self.api.FPDFPageObj_GetStrokeColor(item, *parts):
            return False
        *ink, alpha = self.api.uints
        return alpha > _CLEAR and min(ink) < _LIGHTEST_LINE

    def hides(self, item: int, facts: PathFacts) -> bool:
        """True for a box that lets nothing through and of which all is seen."""
        segments, _, _, (*_, alpha), bounds = facts
        if segments not in _BOX_SEGMENTS or alpha != _OPAQUE:
            return False
        through = self.api.FPDFPageObj_HasTransparency(item)
        return not through and self.is_whole(item, bounds)

    def dot(self, corners: Corners) -> None:
        """A small drawn circle: a hollow bullet."""
        x0, top, x1, bottom = corners
        if x1 - x0 < _DOT and bottom - top < _DOT:
            self.strokes.append(Stroke(x0, top, x1, bottom, None, False))

    def is_rounded(self, item: int, segments: int, bounds: Corners) -> bool:
        """True for the outline of a card: straight sides, and round corners that take
        little of them.
        """
        x0, y0, x1, y1 = bounds
        big = x1 - x0 > _NARROWEST_CARD and y1 - y0 > _LOWEST_CARD
        if not big or segments not in _ROUNDED_SEGMENTS:
            return False
        sides = across = 0.0
        curves = 0
        last = 0.0, 0.0
        for index in range(segments):
            kind, x, y = self.segment(item, index)
            curves += kind == _BEZIER_TO
            if kind == _LINE_TO:
                if _slants(last, x, y):
                    return False
                across += abs(x - last[0])
                sides += abs(y - last[1])
            last = x, y
        width, height = x1 - x0, y1 - y0
        straight = across > _STRAIGHT * 2 * width and sides > _STRAIGHT * 2 * height
        return curves == _ROUND_CORNERS and straight

    def curved(self, item: int) -> bool:
        """True where the path begins with a curve."""
        api = self.api
        return bool(
            api.FPDFPathSegment_GetType(api.FPDFPath_GetPathSegment(item, 1))
            == _BEZIER_TO
        )

    def parts(
        self, item: int, segments: int, matrix: Matrix | None
    ) -> list[Corners] | None:
        """The boxes of a path's sub-paths; None where it has curves, slanting lines or
        too many segments to look at.
        """
        if segments > _MOST_SEGMENTS:
            return None
        points: list[list[tuple[float, float]]] = []
        for index in range(segments):
            kind, x, y = self.segment(item, index)
            if kind == _MOVE_TO:
                points.append([(x, y)])
            elif kind != _LINE_TO or not points or _slants(points[-1][-1], x, y):
                return None
            else:
                points[-1].append((x, y))
        # Path points are in the object's space: its matrix leads to the form's, then to
        # the page's.
        own = self.matrix(item)
        whole = own if matrix is None else _times(own, matrix)
        parts = [tuple(zip(*part, strict=True)) for part in points if len(part) > 1]
        return [
            self.placed((min(xs), min(ys), max(xs), max(ys)), whole) for xs, ys in parts
        ]

    def segment(self, item: int, index: int) -> tuple[int, float, float]:
        """Kind and end of a segment of a path."""
        api = self.api
        at = api.float_address
        segment = api.FPDFPath_GetPathSegment(item, index)
        api.FPDFPathSegment_GetPoint(segment, at, at + 4)
        return api.FPDFPathSegment_GetType(segment), api.six[0], api.six[1]

    def matrix(self, item: int) -> Matrix:
        """Where an object's own space lies in that of its page or form."""
        self.api.FPDFPageObj_GetMatrix(item, self.api.float_address)
        a, b, c, d, e, f = self.api.six
        return a, b, c, d, e, f


def _slants(start: tuple[float, float], x: float, y: float) -> bool:
    return abs(x - start[0]) > _LEVEL and abs(y - start[1]) > _LEVEL


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Corners:
    a, b, c, d, e, f = matrix
    corners = (x0, y0), (x0, y1), (x1, y0), (x1, y1)
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
