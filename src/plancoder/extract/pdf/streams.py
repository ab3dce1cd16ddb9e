"""Packed content of a PDF that breaks off: PDFium reads up to the break and says
nothing.

The rest of the page would be lost in silence, so every packed stream that is no picture
is unpacked once and thrown
away; whoever reads the plan is told where one does not come to its end.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_WORD = b"stream"
_FLATE_FIRST = re.compile(rb"/Filter\s*\[?\s*/Fl(?:ateDecode)?\b")
_NOT_TEXT = re.compile(
    rb"/Subtype\s*/(?:Image|XML)|/FontFile|/Length[123]\b|/DCTDecode|/N\s+\d+[^>]*/Alternate"
)
_FIRST_OBJECT = re.compile(rb"/First\s+(\d{1,9})")
_LARGEST = 8 << 20  # bytes of one object stream
_LOOK_BACK = 2_000  # bytes before a stream in which its dictionary stands
_AT_ONCE = 1 << 20
_MOST = (
    64 << 20
)  # bytes unpacked in all: a bomb is for the limits of the worker, not for this check


def count_broken_streams(data: bytes) -> int:
    """How many packed streams of text, forms or structure end before their end; 0 for
    encrypted files.
    """
    if b"/Encrypt" in data:
        return 0
    broken = unpacked = 0
    for at, start in _streams(data):
        if unpacked > _MOST:
            break
        head = data[max(0, at - _LOOK_BACK) : at]
        head = head[head.rfind(b" obj") + 1 :]
        if not _FLATE_FIRST.search(head) or _NOT_TEXT.search(head):
            continue
        end = data.find(b"endstream", start)
        whole, size = _unpack(data[start : end if end >= 0 else len(data)])
        unpacked += size
        broken += not whole
    return broken


def unpacked_objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and text of the objects that a file packs together in object streams;
    nothing of encrypted files.
    """
    if b"/ObjStm" not in data or b"/Encrypt" in data:
        return
    left = _MOST
    for at, start in _streams(data):
        head = data[max(0, at - _LOOK_BACK) : at]
        head = head[head.rfind(b" obj") + 1 :]
        first = _FIRST_OBJECT.search(head)
        if not first or b"/ObjStm" not in head or not _FLATE_FIRST.search(head):
            continue
        try:
            text = zlib.decompressobj().decompress(data[start:], min(left, _LARGEST))
        except zlib.error:
            continue
        left -= len(text)
        if left <= 0:
            return
        yield from _objects(text, int(first[1]))


def _objects(text: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    """The objects of a stream that begins with their numbers and places."""
    numbers = list(map(int, re.findall(rb"\d{1,9}", text[:first])))
    places = [first + place for place in numbers[1::2]]
    for number, place, end in zip(
        numbers[0::2], places, [*places[1:], len(text)], strict=False
    ):
        yield number, text[place:end]


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the word `stream` and where the data after it begin; a plain search is 20
    times faster than a pattern.
    """
    at = data.find(_WORD)
    while at >= 0:
        start = at + len(_WORD)
        line_end = (
            2
            if data[start : start + 2] == b"\r\n"
            else int(data[start : start + 1] == b"\n")
        )
        if line_end and data[at - 3 : at] != b"end":
            yield at, start + line_end
        at = data.find(_WORD, start)


def _unpack(packed: bytes) -> tuple[bool, int]:
    """Whether the data come to their end, and their size.

    Checksums are not looked at: many writers get them wrong.
    """
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    rest, size = packed[2:], 0
    try:
        while rest and not unpacker.eof and size <= _MOST:
            size += len(unpacker.decompress(rest, _AT_ONCE))
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return False, size
    return unpacker.eof or size > _MOST, size
