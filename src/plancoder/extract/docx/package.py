"""The parts of a Word file that hold text."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from plancoder.errors import DamagedFile
from plancoder.extract.office_parts import Element, Parts, opened_parts
from plancoder.extract.options import ExtractOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that hold text, parsed; None where the file has no such part."""

    document: Element
    styles: Element | None
    numbering: Element | None
    notes: Mapping[str, Element]  # footnotes, endnotes
    diagrams: Mapping[str, Element]  # words of a SmartArt diagram, by relation id
    charts: Mapping[str, Element]  # by relation id
    inserted: Mapping[str, tuple[str, bytes]]  # name and content of files put into it


def open_package(data: bytes, options: ExtractOptions) -> Package:
    """Open the file and parse the parts that hold text."""
    with opened_parts(data, options, "Word file") as parts:
        main = parts.find_main("word/document.xml")
        folder = posixpath.dirname(main)
        document = parts.parse(main)
        if document is None:
            raise DamagedFile(f"the Word file has no part {main}")
        notes = {
            name: root
            for name in ("footnotes", "endnotes")
            if (root := parts.parse(f"{folder}/{name}.xml")) is not None
        }
        return Package(
            document,
            parts.parse(f"{folder}/styles.xml"),
            parts.parse(f"{folder}/numbering.xml"),
            notes,
            _parsed(parts, main, "/diagramData"),
            _parsed(parts, main, "/chart"),
            {
                relation: (name, parts.read(name))
                for relation, name in parts.related(main, "/aFChunk")
            },
        )


def _parsed(parts: Parts, main: str, kind: str) -> dict[str, Element]:
    """The parts that the text refers to as `kind`, by relation id."""
    return {
        relation: root
        for relation, name in parts.related(main, kind)
        if (root := parts.parse(name)) is not None
    }
