"""The PDFium functions that reading takes, bound with few and cheap calls.

A call through `pypdfium2.raw` costs two to three times a call of a privately bound function that gets integer
addresses, and a plan takes a million of them. The library is the one that `pypdfium2` has loaded and initialised, so
its name and place on Linux, macOS and Windows are pypdfium2's business. PDFium must not be used from two threads.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import addressof, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from functools import cache
from typing import Any

Call = Callable[..., Any]

TEXT_OBJECT, PATH_OBJECT, IMAGE_OBJECT, SHADING_OBJECT, FORM_OBJECT = 1, 2, 3, 4, 5

_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "FPDF_LoadPage": (c_void_p, (c_void_p, c_int)),
    "FPDF_ClosePage": (None, (c_void_p,)),
    "FPDF_GetPageWidthF": (c_float, (c_void_p,)),
    "FPDF_GetPageHeightF": (c_float, (c_void_p,)),
    "FPDF_PageToDevice": (c_int, (c_void_p,) + (c_int,) * 5 + (c_double, c_double, c_void_p, c_void_p)),
    "FPDFPage_GetRotation": (c_int, (c_void_p,)),
    "FPDFPage_CountObjects": (c_int, (c_void_p,)),
    "FPDFPage_GetObject": (c_void_p, (c_void_p, c_int)),
    "FPDFPageObj_GetType": (c_int, (c_void_p,)),
    "FPDFPageObj_GetBounds": (c_int, (c_void_p,) + (c_void_p,) * 4),
    "FPDFPageObj_GetMatrix": (c_int, (c_void_p, c_void_p)),
    "FPDFPageObj_GetFillColor": (c_int, (c_void_p,) + (c_void_p,) * 4),
    "FPDFPageObj_GetStrokeWidth": (c_int, (c_void_p, c_void_p)),
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
    "FPDFText_GetText": (c_int, (c_void_p, c_int, c_int, c_void_p)),
    "FPDFText_GetLooseCharBox": (c_int, (c_void_p, c_int, c_void_p)),
    "FPDFText_GetCharBox": (c_int, (c_void_p, c_int) + (c_void_p,) * 4),
    "FPDFText_GetCharAngle": (c_float, (c_void_p, c_int)),
    "FPDFText_GetFontSize": (c_double, (c_void_p, c_int)),
    "FPDFText_GetMatrix": (c_int, (c_void_p, c_int, c_void_p)),
    "FPDFText_GetUnicode": (c_uint, (c_void_p, c_int)),
    "FPDFText_HasUnicodeMapError": (c_int, (c_void_p, c_int)),
    "FPDFText_GetTextObject": (c_void_p, (c_void_p, c_int)),
    "FPDFText_GetCharIndexFromTextIndex": (c_int, (c_void_p, c_int)),
    "FPDFTextObj_GetFont": (c_void_p, (c_void_p,)),
    "FPDFTextObj_GetTextRenderMode": (c_int, (c_void_p,)),
    "FPDFFont_GetBaseFontName": (c_size_t, (c_void_p, c_void_p, c_size_t)),
    "FPDFFont_GetWeight": (c_int, (c_void_p,)),
    "FPDFFont_GetFlags": (c_int, (c_void_p,)),
}


class Pdfium:
    """PDFium's functions without their prefixes (`LoadPage`, `TextLoadPage`, `ObjGetBounds` …) and scratch memory."""

    def __init__(self) -> None:
        import pypdfium2  # noqa: F401, PLC0415 - initialises the library
        from pypdfium2_raw import bindings  # noqa: PLC0415

        library = bindings._libs["pdfium"]  # noqa: SLF001 - the handle that pypdfium2 itself calls
        for name, (result, arguments) in _SIGNATURES.items():
            function = library[name]  # a new function object each time: the types set here are ours alone
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)
        self.floats = (c_float * 8)()
        self.float_address = addressof(self.floats)
        self.box = (c_float * 4)()  # left, top, right, bottom of a letter
        self.box_address = addressof(self.box)
        self.uints = (c_uint * 4)()
        self.uint_address = addressof(self.uints)
        self.ints = (c_int * 4)()
        self.int_address = addressof(self.ints)
        self._name = ctypes.create_string_buffer(256)
        self._name_address = addressof(self._name)

    def __getattr__(self, name: str) -> Call:
        raise AttributeError(name)  # tells the type checker that bound functions are calls

    def font_name(self, font: int) -> str:
        """A font's name without its subset prefix; blank where it has none."""
        length = self.FPDFFont_GetBaseFontName(font, self._name_address, 256)
        if not 1 < length <= 256:
            return ""
        return self._name.raw[: length - 1].decode("utf-8", "replace").rpartition("+")[2]


@cache
def pdfium() -> Pdfium:
    """The binding, made once per process on first use."""
    return Pdfium()
