"""Bytes of a text file to text: Unicode by its marks or its zeros, else the code page
they look like.
"""

from __future__ import annotations

import codecs
import re

from plancoder.errors import UnknownFormat

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_DECLARED = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)


def decode_text(data: bytes, *, html: bool = False) -> str:
    """Decode text in whatever encoding it comes; UnknownFormat where the bytes are no
    text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _refuse_binary(data.decode(name, errors="replace"))
    if name := _utf16_without_mark(data):
        return _refuse_binary(data.decode(name, errors="replace"))
    if len(_CONTROLS.findall(data[:_SAMPLE])) > 0.01 * len(data[:_SAMPLE]):
        raise UnknownFormat("the content is no text (many control characters)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data) - error.start < 4:  # a file cut off inside its last character
            return data.decode("utf-8", errors="ignore")
    return data.decode(_code_page(data, html), errors="replace")


def _refuse_binary(text: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL_CHARACTERS.findall(sample)) + sample.count("\ufffd") > 0.05 * len(
        sample
    ):
        raise UnknownFormat("the content is no text (many control characters)")
    return text


def _utf16_without_mark(data: bytes) -> str:
    """Name UTF-16 where every other byte of the beginning is zero, as in English text
    without a mark.
    """
    sample = data[:2000]
    if len(sample) < 4 or len(sample) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else ""


def _code_page(data: bytes, html: bool) -> str:
    """Choose the code page: what a web page declares, Windows' Western one, or what
    charset-normalizer finds.
    """
    if html and (declared := _DECLARED.search(data[:4096])):
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            name = ""
        if name and name not in ("utf-8", "iso8859-1", "ascii"):
            return name
    if _is_western(data):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"


def _is_western(data: bytes) -> bool:
    """Tell English text in cp1252: few bytes above 127, all of them defined, most of
    them punctuation, £ or accents.
    """
    high = [byte for byte in data[: 16 * _SAMPLE] if byte > 0x7F]
    undefined = sum(byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) for byte in high)
    return undefined == 0 and len(high) < 0.3 * len(data)
