"""The codebook for qualitative-analysis programs (NVivo, MAXQDA, ATLAS.ti …): REFI-QDA
codebook exchange, `.qdc`.
"""

from __future__ import annotations

import re
import uuid
from xml.etree import ElementTree

from plancoder.codebook.shape import Category, Codebook
from plancoder.codebook.show import category_lines

_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, _NAMESPACE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def codebook_qdc(codebook: Codebook) -> bytes:
    """Frames as parent codes, categories below them; ids stay the same from one export
    to the next.
    """
    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.Element(_tag("CodeBook"), {"origin": "plancoder"})
    codes = ElementTree.SubElement(root, _tag("Codes"))
    for frame in codebook.frames:
        parent = _code(codes, frame.id, frame.label, codable=False)
        for category in codebook.categories_of(frame.id):
            code = _code(
                parent, f"{frame.id}/{category.id}", category.label, codable=True
            )
            code.insert(0, _described(category))
    ElementTree.indent(root)
    text = str(ElementTree.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _code(
    parent: ElementTree.Element, key: str, name: str, *, codable: bool
) -> ElementTree.Element:
    guid = str(uuid.uuid5(_GUIDS, key)).upper()
    attributes = {
        "guid": guid,
        "name": _clean(name),
        "isCodable": "true" if codable else "false",
    }
    return ElementTree.SubElement(parent, _tag("Code"), attributes)


def _described(category: Category) -> ElementTree.Element:
    """All that the codebook says of the category, one line each."""
    lines = [
        f"- {line.text}" if line.bullet else f"{line.label}: {line.text}".rstrip()
        for line in category_lines(category)
        if not line.level
    ]
    description = ElementTree.Element(_tag("Description"))
    description.text = _clean("\n".join(lines))
    return description


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _clean(text: str) -> str:
    return _NO_XML.sub(" ", text)
