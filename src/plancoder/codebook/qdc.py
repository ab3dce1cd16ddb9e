"""The codebook for qualitative-analysis programs (NVivo, MAXQDA, ATLAS.ti …): REFI-QDA
codebook exchange, `.qdc`.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Mapping
from xml.etree import ElementTree

from plancoder.codebook.shape import Category, Codebook
from plancoder.codebook.show import category_lines

_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, _NAMESPACE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def codebook_qdc(codebook: Codebook) -> bytes:
    """Frames as parent codes, categories below them; ids stay the same from one export
    to the next.
    """
    root = ElementTree.Element("CodeBook", xmlns=_NAMESPACE, origin="plancoder")
    add_codes(root, codebook)
    return xml_bytes(root)


def add_codes(parent: ElementTree.Element, codebook: Codebook) -> None:
    """Put the codes of a codebook into its element of either kind of file."""
    codes = ElementTree.SubElement(parent, "Codes")
    names = code_names(codebook)
    for frame in codebook.frames:
        above = _code(codes, frame.id, frame.label, codable=False)
        for category in codebook.categories_of(frame.id):
            key = category_key(category)
            code = _code(above, key, names[key], codable=True)
            code.insert(0, _described(category))


def code_names(codebook: Codebook) -> Mapping[str, str]:
    """The name of each category by its key, each once: `Housing (Priorities)` where
    several frames have the label. QualCoder drops the codings of a second code of the
    same name.
    """
    labels = Counter(each.label.casefold() for each in codebook.categories)
    frames = Counter(each.label.casefold() for each in codebook.frames)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for category in codebook.categories:
        folded = category.label.casefold()
        name = category.label
        if labels[folded] > 1 or folded in frames:
            name = f"{name} ({codebook.frame(category.frame).label})"
        if name.casefold() in taken:
            name = f"{name} ({category.id})"
        taken.add(name.casefold())
        names[category_key(category)] = name
    return names


def category_key(category: Category) -> str:
    """What names a category among all frames."""
    return f"{category.frame}/{category.id}"


def code_guid(key: str) -> str:
    """The id of a code, the same in every file; `key` names a frame or a category."""
    return str(uuid.uuid5(_GUIDS, key)).upper()


def xml_bytes(root: ElementTree.Element) -> bytes:
    """A file of the exchange format: UTF-8 without a byte order mark, lines end in
    LF.
    """
    ElementTree.indent(root)
    text = str(ElementTree.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _code(
    parent: ElementTree.Element, key: str, name: str, *, codable: bool
) -> ElementTree.Element:
    return ElementTree.SubElement(
        parent,
        "Code",
        guid=code_guid(key),
        name=xml_text(name),
        isCodable="true" if codable else "false",
    )


def _described(category: Category) -> ElementTree.Element:
    """All that the codebook says of the category, one line each."""
    lines = [
        f"- {line.text}" if line.bullet else f"{line.label}: {line.text}".rstrip()
        for line in category_lines(category)
        if not line.level
    ]
    description = ElementTree.Element("Description")
    description.text = xml_text("\n".join(lines))
    return description


def xml_text(text: str) -> str:
    """A text of as many characters without those that XML has no way to write."""
    return _NO_XML.sub(" ", text)
