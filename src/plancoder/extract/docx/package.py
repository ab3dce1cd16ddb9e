"""The parts of a Word file, opened with care: no bombs, no entities, nothing
fetched.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plancoder.errors import DamagedFile, Encrypted, MemoryLimit
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pieces import CharacterCount

# lxml has no types of its own.
Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = W.strip("{}").encode()
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TAGS_AND_BLANKS = re.compile(rb"<[^>]*>|\s+")
_PIECE = 1 << 20
MOST_MEMBERS = 20_000
MOST_BYTES = 150_000_000  # of all parts read together, unpacked


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that hold text, parsed; None where the file has no such part."""

    document: Element
    styles: Element | None
    numbering: Element | None
    notes: Mapping[str, Element]  # footnotes, endnotes
    diagrams: Mapping[str, Element]  # words of a SmartArt diagram, by relation id
    inserted: Mapping[str, tuple[str, bytes]]  # name and content of files put into it


def open_package(data: bytes, options: ExtractOptions) -> Package:
    """Open the file and parse the parts that hold text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise _too_big("parts", MOST_MEMBERS, len(archive.infolist()))
            parts = _Parts(archive, options)
            main = parts.find_main()
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
                {
                    relation: root
                    for relation, name in parts.related(main, "/diagramData")
                    if (root := parts.parse(name)) is not None
                },
                {
                    relation: (name, parts.read(name))
                    for relation, name in parts.related(main, "/aFChunk")
                },
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise DamagedFile(f"the Word file cannot be unpacked: {error}") from error


def _too_big(what: str, allowed: int, used: int) -> MemoryLimit:
    return MemoryLimit(
        f"the Word file unpacks to {used:,} {what} or more; the limit is {allowed:,}",
        limit=f"unpacked {what}",
        allowed=allowed,
        used=used,
        advice=(
            "Open the file in Word and save it as PDF, then name that file in"
            " plans.csv."
        ),
    )


class _Parts:
    """Reads parts and counts what they unpack to, whatever size the archive claims."""

    def __init__(self, archive: zipfile.ZipFile, options: ExtractOptions) -> None:
        self.archive = archive
        self.count = CharacterCount(options, lines=True)
        self.names = set(archive.namelist())
        self.left = MOST_BYTES

    def find_main(self) -> str:
        """Name of the main part, which some programs do not call word/document.xml."""
        root = self.parse("_rels/.rels")
        for relation in root.iter(_RELATED) if root is not None else ():
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return posixpath.normpath((relation.get("Target") or "").lstrip("/"))
        return "word/document.xml"

    def parse(self, name: str) -> Element | None:
        """Parse a part; None where there is none."""
        if name not in self.names:
            return None
        content = self.read(name)
        # A tree takes ten times the room of its text: counted before it is made.
        for start in range(0, len(content), _PIECE):
            words = _TAGS_AND_BLANKS.sub(b"", content[start : start + _PIECE])
            self.count.add(len(words.decode("utf-8", errors="ignore")))
        return parse_xml(content, name)

    def related(self, name: str, kind: str) -> list[tuple[str, str]]:
        """Relation id and part name of what the part `name` refers to as `kind`."""
        folder, own = posixpath.split(name)
        root = self.parse(f"{folder}/_rels/{own}.rels")
        found = [
            (
                relation.get("Id") or "",
                posixpath.join("/", folder, relation.get("Target") or "").lstrip("/"),
            )
            for relation in (root.iter(_RELATED) if root is not None else ())
            if (relation.get("Type") or "").endswith(kind)
        ]
        return [(key, part) for key, part in found if part in self.names]

    def read(self, name: str) -> bytes:
        """Unpack a part, in bounds.

        Raises:
            Encrypted: where the part needs a password.
            MemoryLimit: where the parts together unpack to more than `MOST_BYTES`.
        """
        info = self.archive.getinfo(name)
        if info.flag_bits & 1:
            raise Encrypted(f"the part {name} of the Word file needs a password")
        if info.file_size > self.left:
            raise _too_big("bytes", MOST_BYTES, MOST_BYTES - self.left + info.file_size)
        with self.archive.open(name) as part:
            content = part.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise _too_big("bytes", MOST_BYTES, MOST_BYTES - self.left)
        return content


def parse_xml(content: bytes, name: str) -> Element:
    """Parse XML that declares no document type: Word never writes one, attacks do."""
    from lxml import etree

    if any(
        "<!DOCTYPE".encode(encoding) in content
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    ):
        raise DamagedFile(
            f"the part {name} declares a document type, which no Word file does: it was"
            " not opened",
            advice=(
                "Open the file in Word and save it as PDF, then name that file in"
                " plans.csv."
            ),
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content.replace(_STRICT, _USUAL), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(
            f"the part {name} of the Word file is no valid XML: {error}"
        ) from error
