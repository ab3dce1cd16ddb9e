"""Layers of a PDF that are switched off: PDFium reads their words as if one saw them.

It does not say which layers are off, so the file's own list of them is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plancoder.extract.pdf.streams import unpacked_objects

_PLAIN_OBJECT = re.compile(
    rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b(.{0,2000}?)endobj", re.S
)
_LAYER = re.compile(rb"/Type\s*/OCG\b")
_OFF = re.compile(rb"/OFF\s*\[([^\]]*)\]")
_ALL_OFF = re.compile(rb"/BaseState\s*/OFF\b")
_ON = re.compile(rb"/ON\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_NAME = re.compile(rb"/Name\s*(?:\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]*)>)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_MARKS = (b"/OCProperties", b"/ObjStm")


def layers_off(data: bytes) -> frozenset[str]:
    """The names of the layers of a file that are not shown."""
    if not any(mark in data for mark in _MARKS):
        return frozenset()
    packed = list(unpacked_objects(data))
    text = b"\n".join(
        [
            data if b"/OCProperties" in data else b"",
            *(body for _, body in packed if b"/OFF" in body),
        ]
    )
    off = {number for found in _OFF.findall(text) for number in _numbers(found)}
    all_off = _ALL_OFF.search(text)
    if not off and not all_off:
        return frozenset()
    layers = dict(_layers(data, packed))
    if all_off:
        on = {number for found in _ON.findall(text) for number in _numbers(found)}
        off |= layers.keys() - on
    return frozenset(layers[number] for number in off if number in layers)


def _numbers(references: bytes) -> list[int]:
    return list(map(int, _REFERENCE.findall(references)))


def _layers(data: bytes, packed: list[tuple[int, bytes]]) -> Iterator[tuple[int, str]]:
    plain = [(int(number), body) for number, body in _PLAIN_OBJECT.findall(data)]
    for number, body in [*plain, *packed]:
        name = _NAME.search(body)
        if name and _LAYER.search(body):
            yield number, _text(*name.groups())


def _text(literal: bytes | None, digits: bytes | None) -> str:
    """A PDF string as text: "(Old words)" or "<FEFF004F>"."""
    if literal is None:
        packed = re.sub(rb"\s", b"", digits or b"")
        raw = bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))
    else:
        raw = _ESCAPED.sub(_unescaped, literal)
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("latin-1")


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign.isdigit():
        return bytes([int(sign, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(sign, sign)
