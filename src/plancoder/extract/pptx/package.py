"""The parts of a PowerPoint file that hold text: slides in their order, each with its
layout, master and diagrams.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plancoder.errors import DamagedFile, UnreadablePlan
from plancoder.extract.build_document import check_limits
from plancoder.extract.office_parts import (
    DRAWING,
    RELATION,
    Element,
    Parts,
    opened_parts,
)
from plancoder.extract.options import ExtractOptions
from plancoder.tables.archives import UNPACKING_FAULTS

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = DRAWING
_KIND = "PowerPoint file"


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide with what it takes its looks from; `root` is None where it is damaged,
    and `fault` says how.
    """

    number: int  # its place in the file, hidden slides counted
    root: Element | None
    layout: Element | None = None
    master: Element | None = None
    diagrams: Mapping[str, Element] | None = None  # by relation id
    charts: Mapping[str, Element] | None = None
    notes: bool = False  # whether the speaker has notes for it
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """The presentation with those of its slides that were asked for."""

    presentation: Element
    slides: tuple[Slide, ...]
    total: int  # slides in all


def open_package(
    data: bytes, pages: tuple[int, ...], options: ExtractOptions
) -> Package:
    """Open the file and parse the slides numbered `pages`; all where none are named."""
    with opened_parts(data, options, _KIND) as parts:
        main = parts.find_main("ppt/presentation.xml")
        presentation = parts.parse(main)
        if presentation is None:
            raise DamagedFile(f"the PowerPoint file has no part {main}")
        names = dict(parts.related(main, "/slide"))
        listed = [
            names.get(entry.get(f"{RELATION}id") or "", "")
            for entry in presentation.iterfind(f"{P}sldIdLst/{P}sldId")
        ]
        wanted = set(pages or range(1, len(listed) + 1))
        check_limits(len(wanted), 0, options)
        shelf = _Shelf(parts)
        slides = tuple(
            shelf.open_slide(number, name)
            for number, name in enumerate(listed, start=1)
            if number in wanted
        )
        return Package(presentation, slides, len(listed))


class _Shelf:
    """Opens slides, and their layouts and masters once for all slides."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.known: dict[str, Element | None] = {}

    def open_slide(self, number: int, name: str) -> Slide:
        """One slide; a damaged one costs no other."""
        try:
            root = self.parts.parse(name)
            if root is None:
                return Slide(number, None, fault="the file does not hold it")
            layout_name = self._related(name, "/slideLayout")
            master_name = self._related(layout_name, "/slideMaster")
            return Slide(
                number,
                root,
                self._shared(layout_name),
                self._shared(master_name),
                self._parsed(name, "/diagramData"),
                self._parsed(name, "/chart"),
                self._has_notes(self._related(name, "/notesSlide")),
            )
        except UnreadablePlan as error:
            return Slide(number, None, fault=error.detail)
        except UNPACKING_FAULTS as error:
            return Slide(number, None, fault=f"it cannot be unpacked: {error}")

    def _parsed(self, name: str, kind: str) -> dict[str, Element]:
        """The parts that a slide refers to as `kind`, by relation id."""
        return {
            relation: data
            for relation, part in self.parts.related(name, kind)
            if (data := self.parts.parse(part)) is not None
        }

    def _related(self, name: str, kind: str) -> str:
        found = self.parts.related(name, kind) if name else []
        return found[0][1] if found else ""

    def _shared(self, name: str) -> Element | None:
        """A layout or master; None where it is damaged, since it holds no words."""
        if name not in self.known:
            try:
                self.known[name] = self.parts.parse(name)
            except DamagedFile:
                self.known[name] = None
        return self.known[name]

    def _has_notes(self, name: str) -> bool:
        """Whether there are words in the notes, besides the number of the slide."""
        root = self.parts.parse(name)
        return root is not None and any(
            (text.text or "").strip()
            for shape in root.iter(f"{P}sp")
            if (mark := shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")) is not None
            and mark.get("type") == "body"
            for text in shape.iter(f"{A}t")
        )
