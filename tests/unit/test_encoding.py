"""Bytes of plans and tables become the text that was written, or are refused."""

from __future__ import annotations

import pytest

from plancoder.encoding import decode_text
from plancoder.errors import UnknownFormat


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("caf\u00e9 £5".encode(), "café £5"),
        (b"\xef\xbb\xbf" + "café".encode(), "café"),
        ("£5 for “us”".encode("cp1252"), "£5 for “us”"),
        ("£5 for us".encode("utf-16"), "£5 for us"),
        ("£5 for us".encode("utf-16-le"), "£5 for us"),
        ("£5 for us".encode("utf-16-be"), "£5 for us"),
        ("£5 for us".encode("utf-32"), "£5 for us"),
        ("✓ ✓ ✓ it".encode() + b"\x92s here", "✓ ✓ ✓ it’s here"),
        ("it’s\ra café\r".encode("mac_roman"), "it’s\ra café\r"),
        (b"cut in the middl" + b"\xe2\x80", "cut in the middl"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert decode_text(data) == text


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 20, b"\x00" * 5000, b"MZ\x90\x00\x03" + b"\x00\x01" * 500],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownFormat, match="not text"):
        decode_text(data)


def test_a_web_page_may_name_its_encoding() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź'.encode("iso-8859-2")
    assert "Łódź" in decode_text(page, html=True)
