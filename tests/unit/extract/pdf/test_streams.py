"""Packed content that breaks off is counted; what is whole, or no text, is not."""

from __future__ import annotations

import time
import zlib

import pytest
from hostile_plans import WORDS, bomb, encrypted, in_unicode, one_page, stream

from plancoder.extract.pdf.streams import count_broken_streams

PACKED = zlib.compress(WORDS * 50)
HALF = len(PACKED) // 2
CUT = PACKED[:HALF]
OVERWRITTEN = PACKED[:HALF] + bytes(HALF)
WRONG_CHECKSUM = PACKED[:-4] + b"abcd"
NO_CHECKSUM = PACKED[:-4]


def packed(data: bytes, entries: bytes = b"/Filter/FlateDecode") -> bytes:
    return one_page(stream(data, entries))


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        (packed(PACKED), 0),
        (packed(CUT), 1),
        (packed(OVERWRITTEN), 1),
        (packed(CUT, b"/Filter [ /FlateDecode ]"), 1),
        (packed(CUT, b"/Filter/Fl"), 1),
        (packed(WRONG_CHECKSUM), 0),
        (packed(NO_CHECKSUM), 0),
        (packed(CUT, b"/Subtype/Image/Filter/FlateDecode"), 0),
        (packed(CUT, b"/Length1 500/Filter/FlateDecode"), 0),
        (packed(CUT, b"/Filter/LZWDecode"), 0),
        (packed(CUT, b"/Filter[/ASCII85Decode/FlateDecode]"), 0),
        (packed(PACKED)[: packed(PACKED).index(PACKED) + HALF], 1),
        (one_page(WORDS), 0),
        (in_unicode("homeless"), 0),
        (encrypted(), 0),
        (b"", 0),
        (b"stream\n", 0),
    ],
)
def test_broken_streams(data: bytes, broken: int) -> None:
    assert count_broken_streams(data) == broken


def test_a_bomb_is_not_unpacked_to_its_end() -> None:
    data = bomb(200)
    begun = time.process_time()
    assert count_broken_streams(data) == 0
    assert time.process_time() - begun < 2
