"""Styles and lists of an OpenDocument text: what a paragraph is by its style, which
letters are hidden, and how the items of a list are numbered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from plancoder.extract.list_numbers import ListLevel, Lists
from plancoder.extract.odt.package import FO, STYLE, TEXT, Package
from plancoder.extract.office_parts import Element, read_number
from plancoder.extract.style_names import DEEPEST_STYLE, KINDS, TITLES
from plancoder.models import BlockKind

OUTLINE = "outline"  # the list that numbers headings which stand in no list
_MOST_LEVELS = 10  # of a list, as OpenDocument has them
_NUMBER_STYLES = frozenset("1aAiI")
_HEAVY = 600  # weights of letters from this one on are bold


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What text is by its style; `level` is that of a title (0: none), None stands for
    what the style leaves to the text around it.
    """

    level: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None


class Styles:
    """Styles by family (`paragraph`, `text`) and name, each with what it takes from
    the style it is based on.
    """

    def __init__(self, package: Package) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._known: dict[tuple[str, str], TextStyle] = {}
        for root in _roots(package):
            for style in root.iter(f"{STYLE}style"):
                family = style.get(f"{STYLE}family") or ""
                self._elements[family, style.get(f"{STYLE}name") or ""] = style

    def find(self, family: str, name: str, steps: int = 0) -> TextStyle:
        """The style of this name; a plain one where it is unknown."""
        key = family, name
        if key in self._known:
            return self._known[key]
        element = self._elements.get(key)
        if element is None or steps > DEEPEST_STYLE:
            return TextStyle()
        parent = element.get(f"{STYLE}parent-style-name") or ""
        style = (
            self.find(family, parent, steps + 1)
            if parent and parent != name
            else TextStyle()
        )
        shown = element.get(f"{STYLE}display-name") or name.replace("_20_", " ")
        style = _apply(_apply_name(style, shown.lower()), element)
        self._known[key] = style
        return style


def _apply_name(style: TextStyle, name: str) -> TextStyle:
    """Styles by their names in the file, which stay English in every language."""
    return replace(
        style,
        level=TITLES.get(name, style.level),
        kind=KINDS.get(name, style.kind),
    )


def _apply(style: TextStyle, element: Element) -> TextStyle:
    """Let what the element of a style says go before what it is based on."""
    letters = element.find(f"{STYLE}text-properties")
    if letters is None:
        return style
    display = letters.get(f"{TEXT}display")
    weight = letters.get(f"{FO}font-weight")
    line = letters.get(f"{STYLE}text-line-through-style")
    return replace(
        style,
        hidden=style.hidden if display is None else display == "none",
        struck=style.struck if line is None else line != "none",
        bold=style.bold if weight is None else _is_heavy(weight),
    )


def _is_heavy(weight: str) -> bool:
    return weight == "bold" or read_number(weight) >= _HEAVY


def read_lists(package: Package) -> Lists:
    """Read the list styles, and the outline that numbers headings."""
    levels: dict[str, dict[int, ListLevel]] = {}
    for root in _roots(package):
        for style in root.iter(f"{TEXT}list-style"):
            levels[style.get(f"{STYLE}name") or ""] = _read_levels(style)
        for style in root.iter(f"{TEXT}outline-style"):
            levels[OUTLINE] = _read_levels(style)
    return Lists(dict(levels))


def _read_levels(style: Element) -> dict[int, ListLevel]:
    found: dict[int, ListLevel] = {}
    for level in style:
        number = read_number(level.get(f"{TEXT}level"))
        if 1 <= number <= _MOST_LEVELS:
            found[number - 1] = _read_level(level, number)
    return found


def _read_level(level: Element, number: int) -> ListLevel:
    """`1.2.` of a level that shows two: its pattern is `%1.%2.`."""
    style = level.get(f"{STYLE}num-format") or ""
    if style not in _NUMBER_STYLES:
        return ListLevel("", "")
    shows = max(1, min(number, read_number(level.get(f"{TEXT}display-levels"), 1)))
    places = ".".join(f"%{place}" for place in range(number - shows + 1, number + 1))
    before = level.get(f"{STYLE}num-prefix") or ""
    after = level.get(f"{STYLE}num-suffix") or ""
    start = read_number(level.get(f"{TEXT}start-value"), 1)
    return ListLevel(style, f"{before}{places}{after}", start)


def _roots(package: Package) -> list[Element]:
    """Parts that define styles; what the content says goes before the common part."""
    return [root for root in (package.styles, package.content) if root is not None]
