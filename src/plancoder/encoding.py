"""Bytes to text, for plans and tables alike: Unicode by its marks or its zeros, else
the code page they look like.
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
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STRAY = re.compile("[\udc80-\udcff]")
_SAMPLE = 65_536
# Shares of characters. A text has hardly any control character, a picture or an archive
# one in ten; a damaged text may have lost one character in twenty.
_MOST_CONTROLS = 0.01
_MOST_UNKNOWN = 0.05
_DECLARED = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)


def decode_text(data: bytes, *, html: bool = False) -> str:
    """Decode a plan in whatever encoding it comes; UnknownFormat where the bytes are no
    text.
    """
    text, _ = decode_bytes(data, html=html)
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    unknown = sample.count("\ufffd")
    if controls > _MOST_CONTROLS * len(sample) or unknown > _MOST_UNKNOWN * len(sample):
        raise UnknownFormat("the content is not text (many control characters)")
    return text


def decode_bytes(data: bytes, *, html: bool = False) -> tuple[str, str]:
    """Text and the name of its encoding; what has no meaning in it becomes U+FFFD."""
    name = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if name := name or _utf16_without_mark(data):
        return data.decode(name, errors="replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":  # cut off inside a character
            return data.decode("utf-8", errors="ignore"), "utf-8"
    if html and (name := _declared(data)):
        return data.decode(name, errors="replace"), name
    if mended := _mend_utf8(data):
        return mended, "utf-8"
    name = _code_page(data)
    return data.decode(name, errors="replace"), name


def _declared(data: bytes) -> str:
    """The code page that a web page declares, where it says more than the default."""
    declared = _DECLARED.search(data[:4096])
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
    except LookupError:
        return ""
    return name if name not in ("utf-8", "iso8859-1", "ascii") else ""


def _mend_utf8(data: bytes) -> str:
    """UTF-8 into which a few bytes of the old Western kind were pasted; blank where
    most bytes above 127 are no UTF-8.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    # Counted, never listed: a table may hold millions of them.
    stray = sum(1 for _ in _STRAY.finditer(text))
    if len(text) - len(text.encode("ascii", errors="ignore")) <= 2 * stray:
        return ""
    return _STRAY.sub(_mend_byte, text)


def _mend_byte(stray: re.Match[str]) -> str:
    return bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", errors="replace")


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


def _code_page(data: bytes) -> str:
    """The code page: that of old Macintoshes by its line ends, Windows' Western one, or
    what charset-normalizer finds.
    """
    if b"\r" in data and b"\n" not in data:
        return "mac_roman"
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
