"""The PDFium functions that reading takes, bound with few and cheap calls.

A call through `pypdfium2.raw` costs two to three times a call of a privately bound
function that gets integer
addresses, and a plan takes a million of them. The library is the one that `pypdfium2`
has loaded and initialised, so
its name and place on Linux, macOS and Windows are pypdfium2's business. PDFium must not
be used from two threads.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import (
    addressof,
    c_char_p,
    c_double,
    c_float,
    c_int,
    c_size_t,
    c_uint,
    c_ulong,
    c_void_p,
)
from functools import cache
from itertools import compress, repeat
from operator import gt
from typing import Any

Call = Callable[..., Any]
Bounds = tuple[float, float, float, float]
PathFacts = tuple[int, int, int, tuple[int, int, int, int], Bounds]
Ink = tuple[
    int, int, int
]  # of a text object: its font, fill colour (0xRRGGBB) and render mode

NO_INK: Ink = (0, 0, 0)  # of a letter that belongs to no text object

TEXT_OBJECT, PATH_OBJECT, IMAGE_OBJECT, SHADING_OBJECT, FORM_OBJECT = 1, 2, 3, 4, 5

_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "FPDF_LoadPage": (c_void_p, (c_void_p, c_int)),
    "FPDF_ClosePage": (None, (c_void_p,)),
    "FPDF_GetPageWidthF": (c_float, (c_void_p,)),
    "FPDF_GetPageHeightF": (c_float, (c_void_p,)),
    "FPDF_PageToDevice": (
        c_int,
        (c_void_p,) + (c_int,) * 5 + (c_double, c_double, c_void_p, c_void_p),
    ),
    "FPDFPage_Flatten": (c_int, (c_void_p, c_int)),
    "FPDFPage_GetAnnotCount": (c_int, (c_void_p,)),
    "FPDFPage_GetRotation": (c_int, (c_void_p,)),
    "FPDFPage_CountObjects": (c_int, (c_void_p,)),
    "FPDFPage_GetObject": (c_void_p, (c_void_p, c_int)),
    "FPDFPageObj_GetType": (c_int, (c_void_p,)),
    "FPDFPageObj_GetBounds": (c_int, (c_void_p,) + (c_void_p,) * 4),
    "FPDFPageObj_HasTransparency": (c_int, (c_void_p,)),
    "FPDFPageObj_GetClipPath": (c_void_p, (c_void_p,)),
    "FPDFClipPath_CountPaths": (c_int, (c_void_p,)),
    "FPDFClipPath_CountPathSegments": (c_int, (c_void_p, c_int)),
    "FPDFClipPath_GetPathSegment": (c_void_p, (c_void_p, c_int, c_int)),
    "FPDFPageObj_CountMarks": (c_int, (c_void_p,)),
    "FPDFPageObj_GetMark": (c_void_p, (c_void_p, c_ulong)),
    "FPDFPageObjMark_GetParamStringValue": (
        c_int,
        (c_void_p, c_char_p, c_void_p, c_ulong, c_void_p),
    ),
    "FPDFImageObj_GetRenderedBitmap": (c_void_p, (c_void_p, c_void_p, c_void_p)),
    "FPDFBitmap_GetFormat": (c_int, (c_void_p,)),
    "FPDFBitmap_GetHeight": (c_int, (c_void_p,)),
    "FPDFBitmap_GetStride": (c_int, (c_void_p,)),
    "FPDFBitmap_GetBuffer": (c_void_p, (c_void_p,)),
    "FPDFBitmap_Destroy": (None, (c_void_p,)),
    "FPDFPage_GetAnnot": (c_void_p, (c_void_p, c_int)),
    "FPDFPage_CloseAnnot": (None, (c_void_p,)),
    "FPDFAnnot_GetSubtype": (c_int, (c_void_p,)),
    "FPDFAnnot_GetFlags": (c_int, (c_void_p,)),
    "FPDFAnnot_GetRect": (c_int, (c_void_p, c_void_p)),
    "FPDFAnnot_CountAttachmentPoints": (c_size_t, (c_void_p,)),
    "FPDFAnnot_GetAttachmentPoints": (c_int, (c_void_p, c_size_t, c_void_p)),
    "FPDFAnnot_GetStringValue": (
        c_ulong,
        (c_void_p, c_char_p, c_void_p, c_ulong),
    ),
    "FPDFAnnot_GetAP": (c_ulong, (c_void_p, c_int, c_void_p, c_ulong)),
    "FPDFPageObj_GetMatrix": (c_int, (c_void_p, c_void_p)),
    "FPDFPageObj_GetFillColor": (c_int, (c_void_p,) + (c_void_p,) * 4),
    "FPDFPageObj_GetStrokeColor": (c_int, (c_void_p,) + (c_void_p,) * 4),
    "FPDFPath_GetDrawMode": (c_int, (c_void_p, c_void_p, c_void_p)),
    "FPDFPath_CountSegments": (c_int, (c_void_p,)),
    "FPDFPath_GetPathSegment": (c_void_p, (c_void_p, c_int)),
    "FPDFPathSegment_GetPoint": (c_int, (c_void_p, c_void_p, c_void_p)),
    "FPDFPathSegment_GetType": (c_int, (c_void_p,)),
    "FPDFFormObj_CountObjects": (c_int, (c_void_p,)),
    "FPDFFormObj_GetObject": (c_void_p, (c_void_p, c_ulong)),
    "FPDFText_LoadPage": (c_void_p, (c_void_p,)),
    "FPDFText_ClosePage": (None, (c_void_p,)),
    "FPDFText_CountChars": (c_int, (c_void_p,)),
    "FPDFText_GetUnicode": (c_uint, (c_void_p, c_int)),
    "FPDFText_IsGenerated": (c_int, (c_void_p, c_int)),
    "FPDFText_IsHyphen": (c_int, (c_void_p, c_int)),
    "FPDFText_GetText": (c_int, (c_void_p, c_int, c_int, c_void_p)),
    "FPDFText_GetLooseCharBox": (c_int, (c_void_p, c_int, c_void_p)),
    "FPDFText_GetCharBox": (c_int, (c_void_p, c_int) + (c_void_p,) * 4),
    "FPDFText_GetCharOrigin": (c_int, (c_void_p, c_int) + (c_void_p,) * 2),
    "FPDFText_GetCharAngle": (c_float, (c_void_p, c_int)),
    "FPDFText_GetFontSize": (c_double, (c_void_p, c_int)),
    "FPDFText_GetCharIndexAtPos": (c_int, (c_void_p,) + (c_double,) * 4),
    "FPDFText_GetMatrix": (c_int, (c_void_p, c_int, c_void_p)),
    "FPDFText_HasUnicodeMapError": (c_int, (c_void_p, c_int)),
    "FPDFText_GetTextObject": (c_void_p, (c_void_p, c_int)),
    "FPDFText_GetCharIndexFromTextIndex": (c_int, (c_void_p, c_int)),
    "FPDFTextObj_GetFont": (c_void_p, (c_void_p,)),
    "FPDFTextObj_GetTextRenderMode": (c_int, (c_void_p,)),
    "FPDFFont_GetBaseFontName": (c_size_t, (c_void_p, c_void_p, c_size_t)),
    "FPDFFont_GetWeight": (c_int, (c_void_p,)),
    "FPDFFont_GetFlags": (c_int, (c_void_p,)),
}


# Render modes; a letter that is filled so faintly is painted with neither.
_FILL, _NEITHER, _CLEAR = 0, 3, 8  # the last of 255
_BOX_POINTS = 5  # of a rectangle
_NO_BOUNDS = (-math.inf, -math.inf, math.inf, math.inf)
_BULK = 2048  # letters asked at once
_LONGEST_NOTE = 1 << 16  # bytes
_FEW = 256  # text objects asked at once


class Pdfium:
    """PDFium's functions, each an attribute by its own name (`FPDF_LoadPage` …), and
    scratch memory for what they give.
    """

    def __init__(self) -> None:
        import pypdfium2  # noqa: F401 - initialises the library
        from pypdfium2_raw import bindings

        library = bindings._libs["pdfium"]
        for name, (result, arguments) in _SIGNATURES.items():
            function = library[
                name
            ]  # a new function object each time: the types set here are ours alone
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)
        # Scratch memory for results; views give plain numbers several times faster than
        # ctypes arrays.
        floats, uints, ints = (c_float * 8)(), (c_uint * 4)(), (c_int * 4)()
        self.float_address, self.int_address = addressof(floats), addressof(ints)
        self.eight: memoryview[float] = (
            memoryview(floats).cast("B").cast("f")
        )  # a view keeps its memory alive
        self.six: memoryview[float] = self.eight[:6]
        self.four: memoryview[float] = self.six[:4]
        self.uints_address = addressof(uints)
        self.uints: memoryview[int] = memoryview(uints).cast("B").cast("I")
        doubles = (c_double * 4)()
        self.double_addresses = [addressof(doubles) + 8 * part for part in range(4)]
        self.doubles: memoryview[float] = memoryview(doubles).cast("B").cast("d")
        self.ints: memoryview[int] = memoryview(ints).cast("B").cast("i")
        self._bind_bulk(library)
        self._name = ctypes.create_string_buffer(256)
        self._name_address = addressof(self._name)

    def _bind_bulk(self, library: ctypes.CDLL) -> None:
        """Functions called thousands of times a page: without declared argument types,
        on ready-made pointers.
        """
        self._box_of = library["FPDFText_GetLooseCharBox"]
        self._object_of = library["FPDFText_GetTextObject"]
        self._object_of.restype = c_void_p
        self._item_of = library["FPDFPage_GetObject"]
        self._item_of.restype = c_void_p
        self._kind_of = library["FPDFPageObj_GetType"]
        self._kind_of.argtypes = (c_void_p,)
        self._boxes = (c_float * (4 * _BULK))()
        start = addressof(self._boxes)
        self._box_addresses = [c_void_p(start + 16 * index) for index in range(_BULK)]
        self._box_bytes = memoryview(self._boxes).cast("B")
        self._fill_of, self._mode_of = (
            library["FPDFPageObj_GetFillColor"],
            library["FPDFTextObj_GetTextRenderMode"],
        )
        self._font_of = library["FPDFTextObj_GetFont"]
        self._font_of.restype = c_void_p
        self._colours = (c_uint * (4 * _FEW))()
        start = addressof(self._colours)
        self._colour_addresses = [
            [c_void_p(start + 16 * index + 4 * part) for index in range(_FEW)]
            for part in range(4)
        ]
        self._colour_ints = memoryview(self._colours).cast("B").cast("I")
        self._colour_floats = memoryview(self._colours).cast("B").cast("f")
        self._segments_of, self._draw_mode_of = (
            library["FPDFPath_CountSegments"],
            library["FPDFPath_GetDrawMode"],
        )
        self._bounds_of = library["FPDFPageObj_GetBounds"]
        self._clip_of = library["FPDFPageObj_GetClipPath"]
        self._clip_of.restype = c_void_p
        self._paths_of = library["FPDFClipPath_CountPaths"]
        self._paths_of.argtypes = (c_void_p,)
        # What they give is in memory: their own answer costs a tenth of the call.
        for function in (self._box_of, self._draw_mode_of, self._bounds_of):
            function.restype = None

    def letter_boxes(self, text_page: int, chars: Sequence[int]) -> array[float]:
        """Left, top, right and bottom of each letter, one after the other."""
        page = c_void_p(text_page)
        floats = array("f")
        for start in range(0, len(chars), _BULK):
            some = chars[start : start + _BULK]
            deque(map(self._box_of, repeat(page), some, self._box_addresses), maxlen=0)
            floats.frombytes(self._box_bytes[: 16 * len(some)])
        return floats

    def inks(self, text_objects: Iterable[int | None]) -> dict[int | None, Ink]:
        """Font, fill colour and render mode of text objects; plain black where a letter
        has none.
        """
        found: dict[int | None, Ink] = {None: NO_INK}
        asked = list(dict.fromkeys(filter(None, text_objects)))
        for start in range(0, len(asked), _FEW):
            some = asked[start : start + _FEW]
            pointers = list(map(c_void_p, some))
            filled = list(map(self._fill_of, pointers, *self._colour_addresses))
            colours = self._colour_ints[: 4 * len(some)].tolist()
            for text_object, font, mode, has_fill, red, green, blue, alpha in zip(
                some,
                map(self._font_of, pointers),
                map(self._mode_of, pointers),
                filled,
                colours[0::4],
                colours[1::4],
                colours[2::4],
                colours[3::4],
                strict=True,
            ):
                clear = has_fill and mode == _FILL and alpha < _CLEAR
                found[text_object] = (
                    font or 0,
                    red << 16 | green << 8 | blue if has_fill else 0,
                    _NEITHER if clear else mode,
                )
        return found

    def clipped(self, items: Iterable[int]) -> list[int]:
        """Those page objects of which a path cuts something off."""
        several = list(items)
        clips = map(self._clip_of, map(c_void_p, several))
        cuts = map(gt, map(self._paths_of, clips), repeat(0))
        return list(compress(several, cuts))

    def text_objects(self, text_page: int, chars: Iterable[int]) -> list[int | None]:
        """The text object of each letter."""
        return list(map(self._object_of, repeat(c_void_p(text_page)), chars))

    def objects(self, page: int, most: int) -> tuple[list[int], list[int]]:
        """The first `most` objects of a page in the order in which they are painted,
        and their kinds.
        """
        count = min(most, self.FPDFPage_CountObjects(page))
        items = list(map(self._item_of, repeat(c_void_p(page)), range(count)))
        return items, list(map(self._kind_of, items))

    def bounds(self, items: Sequence[int]) -> list[Bounds]:
        """Left, bottom, right and top of each page object."""
        found: list[Bounds] = []
        for start in range(0, len(items), _FEW):
            pointers = list(map(c_void_p, items[start : start + _FEW]))
            deque(map(self._bounds_of, pointers, *self._colour_addresses), maxlen=0)
            numbers = self._colour_floats[: 4 * len(pointers)].tolist()
            found += zip(*(numbers[part::4] for part in range(4)), strict=True)
        return found

    def path_facts(self, paths: Sequence[int]) -> Iterator[PathFacts]:
        """Number of segments, fill mode, whether it is stroked, fill colour with its
        alpha, and bounds of each path.
        """
        for start in range(0, len(paths), _FEW):
            pointers = list(map(c_void_p, paths[start : start + _FEW]))
            segments = list(map(self._segments_of, pointers))
            deque(
                map(self._draw_mode_of, pointers, *self._colour_addresses[:2]), maxlen=0
            )
            modes = self._colour_ints[: 4 * len(pointers)].tolist()
            deque(map(self._fill_of, pointers, *self._colour_addresses), maxlen=0)
            colours = self._colour_ints[: 4 * len(pointers)].tolist()
            bounds = self.bounds(paths[start : start + _FEW])
            yield from zip(
                segments,
                modes[0::4],
                modes[1::4],
                zip(*(colours[part::4] for part in range(4)), strict=True),
                bounds,
                strict=True,
            )

    def __getattr__(self, name: str) -> Call:
        raise AttributeError(
            name
        )  # tells the type checker that bound functions are calls

    def clips(self, item: int) -> list[Bounds]:
        """The bounds of the paths that cut a page object off: left, bottom, right, top;
        infinite where a path has no plain sides.
        """
        clip = self.FPDFPageObj_GetClipPath(item)
        paths = self.FPDFClipPath_CountPaths(clip) if clip else 0
        return [self._clip_bounds(clip, path) for path in range(paths)]

    def _clip_bounds(self, clip: int, path: int) -> Bounds:
        xs, ys = [], []
        count = self.FPDFClipPath_CountPathSegments(clip, path)
        if not 0 < count <= _BOX_POINTS:
            return _NO_BOUNDS
        at = self.float_address
        for index in range(count):
            segment = self.FPDFClipPath_GetPathSegment(clip, path, index)
            self.FPDFPathSegment_GetPoint(segment, at, at + 4)
            xs.append(self.six[0])
            ys.append(self.six[1])
        return min(xs), min(ys), max(xs), max(ys)

    def mark_name(self, mark: int) -> str:
        """The name of the layer that a mark on a page object belongs to."""
        size = self.int_address
        if not self.FPDFPageObjMark_GetParamStringValue(
            mark, b"Name", self._name_address, 256, size
        ):
            return ""
        return _utf16(self._name.raw[: min(256, self.ints[0] & 0xFFFFFFFF)])

    def annotation_text(self, annotation: int, key: bytes) -> str:
        """A text of an annotation, by its key; blank where it has none."""
        length = self.FPDFAnnot_GetStringValue(annotation, key, None, 0)
        if not 2 < length <= _LONGEST_NOTE:
            return ""
        buffer = ctypes.create_string_buffer(length)
        self.FPDFAnnot_GetStringValue(annotation, key, addressof(buffer), length)
        return _utf16(buffer.raw)

    def font_name(self, font: int) -> str:
        """A font's name without its subset prefix; blank where it has none."""
        length = self.FPDFFont_GetBaseFontName(font, self._name_address, 256)
        if not 1 < length <= 256:
            return ""
        return (
            self._name.raw[: length - 1].decode("utf-8", "replace").rpartition("+")[2]
        )


def _utf16(raw: bytes) -> str:
    return raw.decode("utf-16-le", "replace").rstrip("\x00")


@cache
def pdfium() -> Pdfium:
    """The binding, made once per process on first use."""
    return Pdfium()
