"""Where the page keeps its codings: all in memory, or in the index until somebody asks
for them.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from plancoder.review_page.page_index import PageIndex
from plancoder.review_page.queue import CellKey, Entry, EntryPlace


def _place(entry: Entry) -> EntryPlace:
    return entry.place


class Shelf(Protocol):
    """All entries of the page; lists of them are in the order of the plans."""

    def __len__(self) -> int:
        """How many there are."""

    def __iter__(self) -> Iterator[Entry]:
        """All of them."""

    def all(self) -> Sequence[Entry]:
        """All of them."""

    def of_plan(self, plan_id: str) -> Sequence[Entry]:
        """Those of a plan."""

    def of_cell(self, key: CellKey) -> Sequence[Entry]:
        """Those of a cell."""

    def leading(self) -> Sequence[Entry]:
        """The strongest undecided passage of each open cell."""

    def find(self, coding_id: str) -> Entry | None:
        """The entry of a coding."""

    def add(self, entry: Entry) -> None:
        """One more."""

    def fetch(self) -> None:
        """Get ready to give all of them."""


class OpenShelf:
    """All entries in memory."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        self._by_id = {entry.coding_id: entry for entry in self._entries}
        self.by_cell: dict[CellKey, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            self.by_cell[entry.cell].append(entry)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def all(self) -> Sequence[Entry]:
        """All entries."""
        return self._entries

    def of_plan(self, plan_id: str) -> Sequence[Entry]:
        """Those of a plan."""
        return [entry for entry in self._entries if entry.cell[0] == plan_id]

    def of_cell(self, key: CellKey) -> Sequence[Entry]:
        """Those of a cell."""
        return self.by_cell.get(key, ())

    def leading(self) -> Sequence[Entry]:
        """The strongest undecided passage of each open cell."""
        return [entry for entry in self._entries if entry.leads]

    def find(self, coding_id: str) -> Entry | None:
        """The entry of a coding."""
        return self._by_id.get(coding_id)

    def add(self, entry: Entry) -> None:
        """One more."""
        insort(self._entries, entry, key=_place)
        self._by_id[entry.coding_id] = entry
        self.by_cell[entry.cell].append(entry)

    def fetch(self) -> None:
        """They are here."""


class ClosedShelf:
    """Entries that are read from an index when they are asked for.

    Each is made once: what is changed on it is seen wherever it is shown.
    """

    def __init__(self, index: PageIndex) -> None:
        self._index = index
        self._number = index.number
        self._met: dict[int, Entry] = {}  # by row
        self._groups: dict[CellKey, list[Entry]] = {}
        self._added: dict[str, Entry] = {}  # by coding_id, since the index
        self._fetched: Collection[Entry] = ()
        self._all: list[Entry] | None = None

    def __len__(self) -> int:
        return self._number + len(self._added)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.all())

    def _meet(self, entries: Iterable[Entry]) -> list[Entry]:
        met = self._met
        return [met.setdefault(entry.row, entry) for entry in entries]

    def _sorted(self, *groups: Iterable[Entry]) -> list[Entry]:
        """Groups of them as one list, in order, each once."""
        entries = {id(entry): entry for group in groups for entry in group}
        return sorted(entries.values(), key=_place)

    def fetch(self) -> None:
        """Read all from the index, beside whatever else is asked for meanwhile."""
        if self._all is None and not self._fetched:
            fetched = self._index.all_entries()
            if self._all is None:
                self._fetched = fetched

    def all(self) -> Sequence[Entry]:
        """All entries: this takes seconds where there are 500,000 and nobody has
        fetched them.
        """
        if self._all is None:
            self.fetch()
            entries = self._meet(self._fetched)
            entries += self._added.values()
            # Passages added after the index was made stand in its last rows.
            entries.sort(key=_place)
            self._all, self._fetched = entries, ()
        return self._all

    def of_plan(self, plan_id: str) -> Sequence[Entry]:
        """Those of a plan."""
        added = (one for one in self._added.values() if one.cell[0] == plan_id)
        return self._sorted(self._meet(self._index.entries_of_plan(plan_id)), added)

    def of_cell(self, key: CellKey) -> Sequence[Entry]:
        """Those of a cell."""
        if key not in self._groups:
            entries = self._meet(self._index.entries_of_cell(key))
            self._groups[key] = sorted(entries, key=_place)
        return self._groups[key]

    def leading(self) -> Sequence[Entry]:
        """The strongest undecided passage of each open cell."""
        led = self._meet(self._index.leading_entries())
        since = [*self._met.values(), *self._added.values()]
        return self._sorted(entry for entry in led + since if entry.leads)

    def find(self, coding_id: str) -> Entry | None:
        """The entry of a coding."""
        if coding_id in self._added:
            return self._added[coding_id]
        return next(iter(self._meet(self._index.entries_with_id(coding_id))), None)

    def add(self, entry: Entry) -> None:
        """One more."""
        group = self.of_cell(entry.cell)
        self._groups[entry.cell] = sorted([*group, entry], key=_place)
        self._added[entry.coding_id] = entry
        if self._all is not None:
            insort(self._all, entry, key=_place)
