"""The parts of an office file (Word, PowerPoint, OpenDocument), opened with care: no
bombs, no entities, nothing fetched.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from plancoder.errors import DamagedFile, Encrypted, MemoryLimit
from plancoder.extract.build_document import CharacterCount
from plancoder.extract.characters import clean_characters
from plancoder.extract.options import ExtractOptions
from plancoder.tables.archives import UNPACKING_FAULTS

# lxml has no types of its own.
Element = Any

# Namespaces and names that Word and PowerPoint share.
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART = f"{_CHART}chart"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The "strict" kind of Office file says the same in namespaces of its own.
_STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/"
    rb"(wordprocessingml|presentationml|drawingml|officeDocument)/"
)
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_TAGS_AND_BLANKS = re.compile(rb"<[^>]*>|\s+")
_PIECE = 1 << 20
MOST_MEMBERS = 20_000
MOST_BYTES = 150_000_000  # of all parts read together, unpacked


def save_as_pdf(kind: str) -> str:
    """What to do with a file that is not opened: `kind` is `Word file` or the like."""
    program = {"Word file": "Word", "PowerPoint file": "PowerPoint"}.get(
        kind, "LibreOffice or Word"
    )
    return (
        f"Open the file in {program} and save it as PDF, then name that file in"
        " plans.csv."
    )


@contextmanager
def opened_parts(data: bytes, options: ExtractOptions, kind: str) -> Iterator[Parts]:
    """The parts of the file while it is open; `kind` is what messages call it.

    Raises:
        DamagedFile: where it cannot be unpacked.
        MemoryLimit: where it has more parts than people make.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = len(archive.infolist())
            if members > MOST_MEMBERS:
                raise _too_big(kind, "parts", MOST_MEMBERS, members)
            yield Parts(archive, options, kind)
    except UNPACKING_FAULTS as error:
        raise DamagedFile(f"the {kind} cannot be unpacked: {error}") from error


def _too_big(kind: str, what: str, allowed: int, used: int) -> MemoryLimit:
    return MemoryLimit(
        f"the {kind} unpacks to {used:,} {what} or more; the limit is {allowed:,}",
        limit=f"unpacked {what}",
        allowed=allowed,
        used=used,
        advice=save_as_pdf(kind),
    )


class Parts:
    """Reads parts and counts what they unpack to, whatever size the archive claims."""

    def __init__(
        self, archive: zipfile.ZipFile, options: ExtractOptions, kind: str
    ) -> None:
        self.archive = archive
        self.kind = kind
        self.count = CharacterCount(options, lines=True)
        self.names = set(archive.namelist())
        self.left = MOST_BYTES

    def find_main(self, usual: str) -> str:
        """Name of the main part of an Office file, which some programs do not call as
        is `usual`.
        """
        root = self.parse("_rels/.rels")
        for relation in root.iter(_RELATED) if root is not None else ():
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return posixpath.normpath((relation.get("Target") or "").lstrip("/"))
        return usual

    def parse(self, name: str) -> Element | None:
        """Parse a part; None where there is none."""
        if name not in self.names:
            return None
        content = self.read(name)
        # A tree takes ten times the room of its text: counted before it is made.
        for start in range(0, len(content), _PIECE):
            words = _TAGS_AND_BLANKS.sub(b"", content[start : start + _PIECE])
            self.count.add(len(words.decode("utf-8", errors="ignore")))
        return parse_xml(content, name, self.kind)

    def related(self, name: str, kind: str) -> list[tuple[str, str]]:
        """Relation id and part name of what the part `name` refers to as `kind`."""
        folder, own = posixpath.split(name)
        root = self.parse(f"{folder}/_rels/{own}.rels")
        found = [
            (
                relation.get("Id") or "",
                posixpath.normpath(
                    posixpath.join("/", folder, relation.get("Target") or "")
                ).lstrip("/"),
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
            raise Encrypted(f"the part {name} of the {self.kind} needs a password")
        if info.file_size > self.left:
            used = MOST_BYTES - self.left + info.file_size
            raise _too_big(self.kind, "bytes", MOST_BYTES, used)
        with self.archive.open(name) as part:
            content = part.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise _too_big(self.kind, "bytes", MOST_BYTES, MOST_BYTES - self.left)
        return content


def read_number(written: str | None, usual: int = 0, *, digits: int = 6) -> int:
    """A whole number as an attribute gives it; `usual` for what is none, or longer than
    people have use for: the millionth item of a list is "aaaa…" at length.

    >>> read_number("12"), read_number("²"), read_number(None, 1)
    (12, 0, 1)
    """
    found = _NUMBER.fullmatch(written or "")
    return int(written or "") if found and len(found[1]) <= digits else usual


_NUMBER = re.compile(r"-?([0-9]+)")


def read_diagram(root: Element | None) -> list[str]:
    """The labels of a SmartArt diagram, in the order of its data."""
    lines = (
        "".join(text.text or "" for text in paragraph.iter(f"{DRAWING}t"))
        for paragraph in (root.iter(f"{DRAWING}p") if root is not None else ())
    )
    cleaned = (" ".join(clean_characters(line).split()) for line in lines)
    return [line for line in cleaned if line]


def read_chart(root: Element | None) -> list[str]:
    """The words of a chart: its title, those of its axes, then the names of its rows
    and groups in one line; figures are no words.
    """
    if root is None:
        return []
    titles = (
        "".join(text.text or "" for text in title.iter(f"{DRAWING}t"))
        for title in root.iter(f"{_CHART}title")
    )
    names = (
        value.text or ""
        for cache in root.iter(f"{_CHART}strCache")
        for value in cache.iter(f"{_CHART}v")
    )
    labels = dict.fromkeys(" ".join(clean_characters(name).split()) for name in names)
    lines = [" ".join(clean_characters(title).split()) for title in titles]
    lines.append("; ".join(filter(None, labels)))
    return list(dict.fromkeys(filter(None, lines)))


def parse_xml(content: bytes, name: str, kind: str) -> Element:
    """Parse XML that declares no document type: office programs never write one,
    attacks do.
    """
    from lxml import etree

    if any(
        "<!DOCTYPE".encode(encoding) in content
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    ):
        raise DamagedFile(
            f"the part {name} declares a document type, which no {kind} does: it was"
            " not opened",
            advice=save_as_pdf(kind),
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(_STRICT.sub(_USUAL, content), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(
            f"the part {name} of the {kind} is not valid XML: {error}"
        ) from error
