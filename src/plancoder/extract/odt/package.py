"""The parts of an OpenDocument text that hold words and styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plancoder.errors import DamagedFile, Encrypted, UnknownFormat
from plancoder.extract.office_parts import Element, Parts, opened_parts
from plancoder.extract.options import ExtractOptions

_NAMESPACES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_NAMESPACES}office:1.0}}"
TEXT = f"{_NAMESPACES}text:1.0}}"
TABLE = f"{_NAMESPACES}table:1.0}}"
STYLE = f"{_NAMESPACES}style:1.0}}"
DRAW = f"{_NAMESPACES}drawing:1.0}}"
FO = f"{_NAMESPACES}xsl-fo-compatible:1.0}}"
_KIND = "OpenDocument text"
_MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True, slots=True)
class Package:
    """The body of the text, and the parsed parts that define styles."""

    body: Element
    content: Element
    styles: Element | None
    charts: Mapping[str, Element]  # by the name of the object that holds them


def open_package(data: bytes, options: ExtractOptions) -> Package:
    """Open the file and parse its content and styles.

    Raises:
        Encrypted: where it needs a password.
        UnknownFormat: where it is another kind of OpenDocument file.
    """
    with opened_parts(data, options, _KIND) as parts:
        # The content of a file with a password is noise under its usual name, or, in
        # newer files, has another name; the list of parts says so either way.
        if _MANIFEST in parts.names and b"encryption-data" in parts.read(_MANIFEST):
            raise Encrypted("the OpenDocument text needs a password")
        content = parts.parse("content.xml")
        if content is None:
            raise DamagedFile("the OpenDocument text has no part content.xml")
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise UnknownFormat("the OpenDocument file holds no text document")
        return Package(body, content, parts.parse("styles.xml"), _charts(parts))


def _charts(parts: Parts) -> dict[str, Element]:
    """The charts in a text; each is a file of its own in it."""
    found: dict[str, Element] = {}
    for name in sorted(parts.names):
        folder, _, own = name.rpartition("/")
        if folder and own == "content.xml":
            root = parts.parse(name)
            chart = None if root is None else root.find(f"{OFFICE}body/{OFFICE}chart")
            if chart is not None:
                found[folder] = chart
    return found
