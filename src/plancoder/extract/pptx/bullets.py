"""Which paragraphs of a slide are items of a list, and what number they bear: by their
own word, else by that of their box, layout or master.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plancoder.extract.office_parts import Element, read_number
from plancoder.extract.pptx.package import A, P, Slide
from plancoder.extract.text.numerals import format_number

YES = ("1", "true")
_MARKS = frozenset(f"{A}{name}" for name in ("buNone", "buChar", "buAutoNum", "buBlip"))
_NUMBERS = {
    "arabic": "1",
    "alphaLc": "a",
    "alphaUc": "A",
    "romanLc": "i",
    "romanUc": "I",
}
_SCHEME = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(\w*)")
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Minus": "-{}-"}
# Places for text that are no item of the body: they take their looks from elsewhere.
_BODY = frozenset({"", "body", "obj", "subTitle"})


def place_of(shape: Element) -> Element | None:
    """The place of the layout (`p:ph`) that a shape fills; None for a free one."""
    for kind in ("nvSpPr", "nvGraphicFramePr", "nvPicPr"):
        mark = shape.find(f"{P}{kind}/{P}nvPr/{P}ph")
        if mark is not None:
            return mark
    return None


def list_styles(shape: Element, slide: Slide) -> list[Element]:
    """Where the looks of a shape's list are defined, what goes first in front."""
    place = place_of(shape)
    shapes = [shape]
    style = "otherStyle"
    if place is not None:
        kind = place.get("type") or ""
        style = "bodyStyle" if kind in _BODY else "otherStyle"
        shapes += _find_place(slide.layout, kind, place.get("idx"))
        shapes += _find_place(slide.master, "body" if kind in _BODY else kind, None)
    found = [each.find(f"{P}txBody/{A}lstStyle") for each in shapes]
    if slide.master is not None:
        found.append(slide.master.find(f"{P}txStyles/{P}{style}"))
    return [each for each in found if each is not None]


def _find_place(root: Element | None, kind: str, index: str | None) -> list[Element]:
    """The shape of a layout with this number, else of this kind."""
    for shape in root.iter(f"{P}sp") if root is not None else ():
        mark = place_of(shape)
        if mark is None:
            continue
        if index is not None and mark.get("idx") == index:
            return [shape]
        if index is None and (mark.get("type") or "") == kind:
            return [shape]
    return []


@dataclass(slots=True)
class Numbering:
    """Counts the items of one shape."""

    styles: list[Element]
    counters: dict[int, tuple[str, int]] = field(default_factory=dict)

    def next_mark(self, paragraph: Element) -> str | None:
        """Number of the paragraph; blank for a glyph, None where it is no item."""
        depth = depth_of(paragraph)
        for deeper in [each for each in self.counters if each > depth]:
            del self.counters[deeper]
        mark = self._find_mark(paragraph, depth)
        if mark is None or mark.tag == f"{A}buNone":
            self.counters.pop(depth, None)
            return None
        scheme = _SCHEME.fullmatch(mark.get("type") or "")
        if mark.tag != f"{A}buAutoNum" or scheme is None:
            self.counters.pop(depth, None)
            return ""
        start = mark.get("startAt") or "1"
        key = f"{scheme[0]} {start}"
        before, number = self.counters.get(depth, ("", 0))
        first = read_number(start, 1)
        number = number + 1 if before == key else first
        self.counters[depth] = key, number
        around = _AROUND.get(scheme[2], "{}")
        return around.format(format_number(number, _NUMBERS[scheme[1]]))

    def is_bold(self, paragraph: Element) -> bool:
        """Whether letters are bold that do not say themselves what they are."""
        for place in self._places(paragraph, depth_of(paragraph)):
            letters = place.find(f"{A}defRPr")
            if letters is not None and letters.get("b") is not None:
                return letters.get("b") in YES
        return False

    def _find_mark(self, paragraph: Element, depth: int) -> Element | None:
        for place in self._places(paragraph, depth):
            for child in place:
                if child.tag in _MARKS:
                    return child
        return None

    def _places(self, paragraph: Element, depth: int) -> list[Element]:
        """What says how the paragraph looks, what goes first in front."""
        levels = (style.find(f"{A}lvl{depth + 1}pPr") for style in self.styles)
        places = (paragraph.find(f"{A}pPr"), *levels)
        return [place for place in places if place is not None]


def depth_of(paragraph: Element) -> int:
    """How deep the paragraph stands in its list, from 0 to 8."""
    own = paragraph.find(f"{A}pPr")
    return max(0, min(8, read_number(own.get("lvl")))) if own is not None else 0
