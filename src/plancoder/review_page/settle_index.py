"""An index made of a study that is settled plan by plan, of which only one plan is in
memory at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plancoder.models import Cell, ReviewedCoding
from plancoder.review_page.page_index import NewIndex
from plancoder.review_page.queue import (
    CellKey,
    Entry,
    EntryMaker,
    Progress,
    grouped,
    mark_group,
)


@dataclass(slots=True)
class IndexFiller:
    """Puts the plans of a study into an index, and counts what goes for all of them."""

    index: NewIndex
    maker: EntryMaker
    tick: Callable[[CellKey, Sequence[ReviewedCoding]], Cell]
    reviewer: str
    progress: Progress = field(default_factory=Progress)
    alias: dict[str, str] = field(default_factory=dict)

    def add(
        self, codings: Iterable[ReviewedCoding], written: Mapping[str, str]
    ) -> None:
        """All codings of a plan with their decisions; `written` has the JSON of those
        that are in codings.jsonl.
        """
        entries = self.maker.entries(codings)
        cells = {}
        for key, group in grouped(entries).items():
            told = [entry.one for entry in group if not entry.gone]
            cell = cells[key] = self.tick(key, told)
            mark_group(group, cell, self.reviewer)
            self.progress.open_cells += any(entry.leads for entry in group)
        for entry in entries:
            self._count(entry)
        self.index.add(cells, entries, written)

    def _count(self, entry: Entry) -> None:
        self.progress.count(entry)
        for decision in entry.one.decisions:
            if decision.coding_id != entry.coding_id:
                self.alias[decision.coding_id] = entry.coding_id
