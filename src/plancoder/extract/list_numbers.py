"""Numbers of list items in office files: definitions of lists, and how far each has
counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from plancoder.extract.text.numerals import format_number


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How the items of one level are numbered: `text` is a pattern such as `%1.%2.`."""

    style: str  # 1, a, A, i, I; blank for a glyph
    text: str
    start: int = 1


@dataclass(slots=True)
class Lists:
    """Definitions of lists, and the counters of those in use."""

    levels: dict[str, Mapping[int, ListLevel]] = field(
        default_factory=dict
    )  # by list id
    shared: dict[str, str] = field(
        default_factory=dict
    )  # list id -> definition whose counters it uses
    counters: dict[str, list[int]] = field(default_factory=dict)

    def next_mark(
        self, list_id: str, depth: int, start: int | None = None
    ) -> str | None:
        """Print the number of the next item, which may `start` anew; blank for a glyph,
        None where the list is not defined.
        """
        level = self.levels.get(list_id, {}).get(depth)
        if level is None:
            return None
        counter = self.counters.setdefault(self.shared.get(list_id, list_id), [])
        while len(counter) <= depth:
            above = self.levels[list_id].get(len(counter))
            counter.append((above.start if above else 1) - 1)
        counter[depth] = counter[depth] + 1 if start is None else start
        if not level.style:
            del counter[depth + 1 :]
            return ""
        for higher in range(depth):  # a level that was skipped counts as begun
            counter[higher] = max(counter[higher], 1)
        del counter[depth + 1 :]
        return self._print(list_id, level.text, counter)

    def _print(self, list_id: str, text: str, counter: list[int]) -> str:
        def number(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            level = self.levels[list_id].get(depth)
            if level is None or depth >= len(counter):
                return ""
            return format_number(counter[depth], level.style or "1")

        return re.sub(r"%([1-9])", number, text).strip()
