"""What the cues see of a document, and what a cue says of a group."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sections import Sections
from plancoder.coding.statements.group import Group
from plancoder.coding.statements.items import Item
from plancoder.coding.statements.wordings import GLOSSED
from plancoder.models import Document


@dataclass(frozen=True, slots=True)
class Scene:
    """What the cues see of a document, worked out once.

    `headings` and `entries` count the plain wordings of headings and of contents
    entries.
    """

    document: Document
    sections: Sections
    headings: Mapping[str, int]
    entries: Mapping[str, int]
    leads: Mapping[str, int]  # how many groups the same words announce

    numbers: tuple[tuple[int, int], ...] = ()  # where the text says how many, and that
    heading_starts: frozenset[int] = frozenset()  # where the counted headings begin
    chapters: Sequence[str] = ()  # the contents entries in order
    wordings: dict[tuple[int, int], str] = field(default_factory=dict)  # kept plain
    titles: dict[tuple[int, int], str] = field(default_factory=dict)  # and headed

    def text_of(self, item: Item) -> str:
        """The wording of an item."""
        return self.document.text[item.start : item.end]

    def plain_of(self, item: Item) -> str:
        """The plain wording of an item, folded once."""
        key = item[:2]  # where it starts and ends
        words = self.wordings.get(key)
        if words is None:
            words = self.wordings[key] = plain(self.text_of(item))
        return words

    def headed(self, item: Item) -> str:
        """The plain wording of an item, without its gloss where the words before that
        are a heading: "Calm – at any hour" has a chapter "Calm".
        """
        key = item.start, item.end
        if key not in self.titles:
            text = self.document.text
            glossed = _GLOSS.search(text, item.start, item.end)
            found = GLOSSED.match(text, item.start, item.end) if glossed else None
            short = plain(found["words"]) if found else ""
            known = bool(short and self.headings.get(short))
            self.titles[key] = short if known else self.plain_of(item)
        return self.titles[key]


_GLOSS = re.compile("[:–—-]")  # what stands before any gloss


class Cue(NamedTuple):
    """One cue that spoke: its name, its points and the reason in words."""

    name: str
    points: float
    reason: str


Finder = Callable[[Group, Scene], tuple[float, str] | None]
