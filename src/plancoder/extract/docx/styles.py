"""What the styles and list definitions of a Word file say of its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plancoder.extract.docx.package import W
from plancoder.extract.list_numbers import ListLevel, Lists
from plancoder.extract.office_parts import Element, read_number
from plancoder.extract.style_names import (
    DEEPEST_STYLE,
    HEADING_NAME,
    NO_HEADING,
    TITLES,
)

_NUMBER_STYLES = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "ordinal": "1",
}


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph is by its style: heading level (0: none), list and depth, and
    the kind of text.
    """

    level: int = 0
    list_id: str = ""
    depth: int = 0
    bold: bool = False
    caption: bool = False
    quote: bool = False
    hidden: bool = False
    struck: bool = False


def value_of(element: Element | None, name: str) -> str:
    """The `w:val` of the child called `name`; blank where there is none."""
    child = element.find(f"{W}{name}") if element is not None else None
    return str(child.get(f"{W}val") or "") if child is not None else ""


def is_on(element: Element | None, name: str) -> bool:
    """Tell whether the switch `name` (bold, hidden …) is there and not turned off."""
    child = element.find(f"{W}{name}") if element is not None else None
    return child is not None and (child.get(f"{W}val") or "1") not in (
        "0",
        "false",
        "off",
        "none",
    )


def is_hidden(letters: Element | None, by_style: bool) -> bool:
    """Tell whether letters with these properties (`w:rPr`) are hidden; what they say
    themselves goes before what their style says.
    """
    if letters is None or letters.find(f"{W}vanish") is None:
        return by_style
    return is_on(letters, "vanish")


def is_struck(letters: Element | None, by_style: bool) -> bool:
    """Tell whether letters with these properties (`w:rPr`) are struck out, by one line
    or two; what they say themselves goes before what their style says.
    """
    said = [
        is_on(letters, name)
        for name in ("strike", "dstrike")
        if letters is not None and letters.find(f"{W}{name}") is not None
    ]
    return any(said) if said else by_style


def apply_properties(
    style: ParagraphStyle, properties: Element | None
) -> ParagraphStyle:
    """Let a paragraph's own properties (`w:pPr`) override those of its style."""
    if properties is None:
        return style
    outline = value_of(properties, "outlineLvl")
    if outline:
        level = read_number(outline, NO_HEADING)
        level = level + 1 if 0 <= level < NO_HEADING else 0
        style = replace(style, level=level)
    numbering = properties.find(f"{W}numPr")
    if numbering is not None:
        list_id = value_of(numbering, "numId") or style.list_id
        style = replace(
            style,
            list_id="" if list_id == "0" else list_id,
            depth=_read_depth(value_of(numbering, "ilvl")),
        )
    return style


class Styles:
    """Styles of paragraphs and letters by their id, each with what it takes from the
    style it is based on.
    """

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, ParagraphStyle] = {}
        self.default = ""
        for style in root.iter(f"{W}style") if root is not None else ():
            kind = style.get(f"{W}type")
            if kind in ("paragraph", "character"):
                style_id = style.get(f"{W}styleId") or ""
                self._elements[style_id] = style
                if kind == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                    self.default = style_id

    def find(self, style_id: str, steps: int = 0) -> ParagraphStyle:
        """The style with this id; a plain one where it is unknown."""
        if style_id in self._known:
            return self._known[style_id]
        element = self._elements.get(style_id)
        if element is None or steps > DEEPEST_STYLE:
            return ParagraphStyle()
        based_on = value_of(element, "basedOn")
        style = (
            self.find(based_on, steps + 1)
            if based_on and based_on != style_id
            else ParagraphStyle()
        )
        name = value_of(element, "name").lower()
        if heading := HEADING_NAME.fullmatch(name):
            style = replace(style, level=int(heading[1]))
        elif name in TITLES:
            style = replace(style, level=TITLES[name])
        style = apply_properties(style, element.find(f"{W}pPr"))
        letters = element.find(f"{W}rPr")
        style = replace(
            style,
            bold=style.bold or is_on(letters, "b"),
            hidden=is_hidden(letters, style.hidden),
            struck=is_struck(letters, style.struck),
            caption=name == "caption",
            quote=name in ("quote", "intense quote"),
        )
        self._known[style_id] = style
        return style


def read_lists(root: Element | None) -> Lists:
    """Read the list definitions of word/numbering.xml."""
    if root is None:
        return Lists()
    definitions = {
        definition.get(f"{W}abstractNumId") or "": {
            _read_depth(level.get(f"{W}ilvl")): _read_level(level)
            for level in definition.iter(f"{W}lvl")
        }
        for definition in root.iter(f"{W}abstractNum")
    }
    levels: dict[str, dict[int, ListLevel]] = {}
    shared: dict[str, str] = {}
    for number in root.iter(f"{W}num"):
        list_id = number.get(f"{W}numId") or ""
        definition = value_of(number, "abstractNumId")
        levels[list_id] = dict(definitions.get(definition, {}))
        shared[list_id] = f"definition {definition}"
        for override in number.iter(f"{W}lvlOverride"):
            depth = _read_depth(override.get(f"{W}ilvl"))
            start = read_number(value_of(override, "startOverride"), -1)
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[list_id][depth] = _read_level(own)
            if start >= 0 and depth in levels[list_id]:
                levels[list_id][depth] = replace(levels[list_id][depth], start=start)
                shared[list_id] = list_id  # it counts anew
    return Lists(dict(levels), shared)


def _read_level(level: Element) -> ListLevel:
    style = _NUMBER_STYLES.get(value_of(level, "numFmt"), "")
    start = read_number(value_of(level, "start"), 1)
    return ListLevel(style, value_of(level, "lvlText"), start)


def _read_depth(written: str | None) -> int:
    """Level of a list from 0; Word has nine."""
    return max(0, min(8, read_number(written)))
