"""A copy on disk of what the page keeps of a study, so that it need not settle 500,000
codings each time it is started: the index, an SQLite file in out/.

It holds nothing of its own. Codings are in codings.jsonl and decisions in the log; an
index that does not belong to both, or cannot be read, is made again.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from plancoder.errors import StudyError
from plancoder.models import (
    Basis,
    Cell,
    Coding,
    Decision,
    DocType,
    MatchKind,
    Pile,
    Plan,
    ReviewedCoding,
    Tick,
    Verdict,
)
from plancoder.review_page.queue import CellKey, Entry, Facts, Progress
from plancoder.study.disk import sync_file
from plancoder.study.store import coding_from_json, coding_to_json

_PART = ".part"
_PATIENCE = 0.5  # seconds, where another page on the study has the index open
_ROWS_AT_ONCE = 500  # so that whoever asks for one of them waits a few milliseconds
_DAMAGE = (
    sqlite3.Error,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    RecursionError,
)
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE cell (
  no INTEGER PRIMARY KEY, plan TEXT NOT NULL, frame TEXT NOT NULL,
  category TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE facts (no INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE entry (
  row INTEGER PRIMARY KEY, plan_at INTEGER NOT NULL, frame_at INTEGER NOT NULL,
  passage INTEGER NOT NULL, start INTEGER NOT NULL, id TEXT NOT NULL,
  cell INTEGER NOT NULL, facts INTEGER NOT NULL, fragile INTEGER NOT NULL,
  leads INTEGER NOT NULL);
CREATE TABLE body (
  row INTEGER PRIMARY KEY, coding TEXT NOT NULL, decisions TEXT NOT NULL,
  words BLOB NOT NULL);
"""
_ORDERS = """
CREATE INDEX entry_id ON entry (id);
CREATE INDEX entry_cell ON entry (cell);
CREATE INDEX entry_leads ON entry (leads) WHERE leads;
"""
_NEW_ENTRY = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DECISION_FIELDS = [each.name for each in fields(Decision)]
_DECISION_VALUES = attrgetter(*_DECISION_FIELDS)
_NEW_BODY = "INSERT INTO body VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class LogMark:
    """How far the log was read: so many bytes, and their SHA-256."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the page keeps of a study beside its codings: its cells, and how far the log
    was read for them.

    `alias` are ids under which codings were decided before a rerun.
    """

    cells: Mapping[CellKey, Cell]
    progress: Progress
    alias: Mapping[str, str]
    log: LogMark


def _refuse_other(found: str, key: str) -> None:
    if found != key:
        raise StudyError("the page's copy of the codings is of another state")


class PageIndex:
    """An index that belongs to the study as it is. Safe to use from several threads.

    It stays as it is while it is read: another page on the study cannot bring it up to
    date before this one has ended.
    """

    def __init__(self, path: Path, key: str) -> None:
        """Open it. `key` tells the state of the study.

        Raises StudyError where it is missing, of another state, or damaged.
        """
        self._path = path
        self._lock = threading.Lock()
        self._closed = False
        self.number = 0  # of entries
        self._cell_numbers: dict[CellKey, int] = {}
        self._facts_numbers: dict[Facts, int] = {}
        self._facts: dict[int, Facts] = {}
        self._of_cell: dict[int, tuple[CellKey, str, bool]] = {}
        with _damage_named():
            self._base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=rw",
                uri=True,
                check_same_thread=False,
                timeout=_PATIENCE,
            )
        try:
            with _damage_named():
                self._base.execute("BEGIN")
                self._meta = dict(self._base.execute("SELECT name, value FROM meta"))
                _refuse_other(self._meta["key"], key)
        except BaseException:
            self.close()
            raise

    def note(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """What the maker of the index wrote beside it."""
        with _damage_named():
            return json.loads(self._meta["note"])

    def read(self, plans: Iterable[Plan]) -> Kept:
        """All but the entries, which are read when they are asked for."""
        with self._lock, _damage_named():
            keys, cells = self._read_cells()
            self._read_facts()
            self._place_cells(plans, keys)
            [(self.number,)] = self._base.execute("SELECT count(*) FROM entry")
            if self.number != int(self._meta["entries"]):
                raise ValueError("codings are missing")
            total, decided, open_cells = json.loads(self._meta["progress"])
            size, digest = json.loads(self._meta["log"])
            return Kept(
                cells,
                Progress(Counter(total), Counter(decided), open_cells),
                json.loads(self._meta["alias"]),
                LogMark(size, digest),
            )

    def _read_cells(self) -> tuple[dict[int, CellKey], dict[CellKey, Cell]]:
        keys: dict[int, CellKey] = {}
        cells: dict[CellKey, Cell] = {}
        for number, plan, frame, category, value in self._base.execute(
            "SELECT * FROM cell"
        ):
            keys[number] = key = (plan, frame, category)
            cells[key] = _cell_from_json(value)
        self._cell_numbers = {key: number for number, key in keys.items()}
        return keys, cells

    def _read_facts(self) -> None:
        self._facts = {
            number: _facts_from_json(value)
            for number, value in self._base.execute("SELECT * FROM facts")
        }
        self._facts_numbers = {each: number for number, each in self._facts.items()}

    def _place_cells(self, plans: Iterable[Plan], keys: Mapping[int, CellKey]) -> None:
        listed = {plan.plan_id: plan for plan in plans}
        for number, key in keys.items():
            plan = listed.get(key[0])
            apart = plan is not None and plan.doc_type is not DocType.PLAN
            self._of_cell[number] = key, plan.force_key if plan else key[0], apart

    def all_entries(self) -> list[Entry]:
        """All entries. Others may use the index meanwhile."""
        entries: list[Entry] = []
        with self._in_use():
            with self._lock:  # or it may be closed in the middle: SQLite crashes then
                found = self._base.execute("SELECT * FROM entry ORDER BY row")
            while rows := self._some_of(found):
                entries.extend(map(self._entry_of, rows))
        return entries

    def _some_of(self, found: sqlite3.Cursor) -> list[tuple[Any, ...]]:
        with self._lock:
            return found.fetchmany(_ROWS_AT_ONCE)

    def entries_of_plan(self, plan_id: str) -> list[Entry]:
        """The entries of a plan."""
        cells = self._cell_numbers.items()
        numbers = [number for key, number in cells if key[0] == plan_id]
        return self._entries(f"cell IN ({', '.join('?' * len(numbers))})", *numbers)

    def entries_of_cell(self, key: CellKey) -> list[Entry]:
        """The entries of a cell."""
        return self._entries("cell = ?", self._cell_numbers.get(key, 0))

    def entries_with_id(self, coding_id: str) -> list[Entry]:
        """The entries of a coding: one, or none."""
        return self._entries("id = ?", coding_id)

    def leading_entries(self) -> list[Entry]:
        """The entries that led their cells when the index was made."""
        return self._entries("leads")

    def cells_of_unsure(self) -> list[CellKey]:
        """The cells with a coding of which somebody was unsure."""
        unsure = [number for number, facts in self._facts.items() if facts.unsure]
        marks = ", ".join("?" * len(unsure))
        with self._lock, self._in_use():
            cells = self._base.execute(
                f"SELECT DISTINCT cell FROM entry WHERE facts IN ({marks})", unsure
            )
            return [self._of_cell[cell][0] for (cell,) in cells]

    def _entries(self, condition: str, *values: str | int) -> list[Entry]:
        with self._lock, self._in_use():
            rows = self._base.execute(f"SELECT * FROM entry WHERE {condition}", values)
            return [*map(self._entry_of, rows)]

    def _entry_of(self, values: Sequence[Any]) -> Entry:
        row, *place, cell, facts, fragile, leads = values
        key, force, apart = self._of_cell[cell]
        return Entry(
            tuple(place),
            key,
            force,
            self._facts[facts],
            apart=apart,
            fragile=bool(fragile),
            leads=bool(leads),
            read=self.read_one,
            row=row,
        )

    def read_one(self, row: int) -> ReviewedCoding:
        """A coding with its decisions. Raises StudyError where the index is damaged."""
        with self._lock, self._in_use():
            found, said = self._base.execute(
                "SELECT coding, decisions FROM body WHERE row = ?", (row,)
            ).fetchone()
            plan_id, coding = json.loads(found)
            pile, decisions = json.loads(said)
            return ReviewedCoding(
                coding_from_json(coding, plan_id),
                Pile(pile),
                tuple(map(_decision_from_json, decisions)),
            )

    def rows_with(self, words: str) -> Collection[int]:
        """Rows whose passage, as `Entry.words` has it, has these words."""
        sought = _blob(words)
        with self._lock, self._in_use():
            rows = self._base.execute(
                "SELECT row FROM body WHERE instr(words, ?)", (sought,)
            )
            return {row for (row,) in rows}

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        """What is damaged is thrown away, so that the next start makes it anew."""
        if self._closed:  # while all was being read, beside the page
            raise StudyError("the page was stopped")
        try:
            yield
        except _DAMAGE as error:
            if self._closed:
                raise StudyError("the page was stopped") from error
            with suppress(OSError):
                self._path.unlink()
            raise StudyError(
                f"{self._path.name}: the page's copy of the codings is damaged"
                f" ({error}). No decision is lost. Stop the page and start it again;"
                " the copy is made anew."
            ) from error

    def update(
        self,
        kept: Kept,
        number: int,
        changed: Iterable[Entry],
        cells: Iterable[CellKey],
    ) -> None:
        """Bring it up to `kept` and `number` entries, from which these entries and
        cells differ: all of it or nothing. Raises StudyError where that cannot be done.
        """
        with self._lock, _damage_named(), self._base:
            self._base.commit()  # of what was read
            for key in cells:
                self._base.execute(
                    "INSERT OR REPLACE INTO cell VALUES (?, ?, ?, ?, ?)",
                    (
                        self._cell_number(key),
                        *key,
                        _cell_to_json(kept.cells[key]),
                    ),
                )
            self._write_entries(changed)
            _write_meta(self._base, _meta_of(kept, number))

    def _write_entries(self, entries: Iterable[Entry]) -> None:
        base = self._base
        [(last,)] = base.execute("SELECT max(row) FROM entry")
        for entry in entries:
            values = (
                *entry.place,
                self._cell_number(entry.cell),
                self._facts_number(entry.facts),
                entry.fragile,
                entry.leads,
            )
            if entry.row:
                base.execute(
                    "REPLACE" + _NEW_ENTRY.removeprefix("INSERT"), (entry.row, *values)
                )
                base.execute(
                    "UPDATE body SET decisions = ? WHERE row = ?",
                    (_said_to_json(entry.one), entry.row),
                )
            else:
                last = (last or 0) + 1
                base.execute(_NEW_ENTRY, (last, *values))
                base.execute(_NEW_BODY, _body_of(last, entry))

    def _cell_number(self, key: CellKey) -> int:
        return self._cell_numbers.setdefault(key, len(self._cell_numbers) + 1)

    def _facts_number(self, facts: Facts) -> int:
        if facts not in self._facts_numbers:
            self._facts_numbers[facts] = number = len(self._facts_numbers) + 1
            self._base.execute(
                "INSERT INTO facts VALUES (?, ?)", (number, _facts_to_json(facts))
            )
        return self._facts_numbers[facts]

    def close(self) -> None:
        """Close the file. Whoever is reading all of it meets a StudyError."""
        self._closed = True
        with self._lock:
            self._base.close()


class NewIndex:
    """An index that is being written, some cells at a time, so that the codings of a
    study need not be in memory together.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._rows = 0
        self._cells = 0
        self._facts: dict[Facts, int] = {}

    def add(
        self,
        cells: Mapping[CellKey, Cell],
        entries: Sequence[Entry],
        written: Mapping[str, str],
    ) -> None:
        """Some cells with all entries of theirs, which best come in the order of the
        page. `written` has the JSON of codings by coding_id, where it is at hand.
        """
        numbers = {key: number for number, key in enumerate(cells, self._cells + 1)}
        first, known = self._rows + 1, len(self._facts)
        self._cells += len(cells)
        self._rows += len(entries)
        self._base.executemany(
            "INSERT INTO cell VALUES (?, ?, ?, ?, ?)",
            (
                (number, *key, _cell_to_json(cells[key]))
                for key, number in numbers.items()
            ),
        )
        self._base.executemany(
            _NEW_ENTRY,
            (
                (
                    row,
                    *entry.place,
                    numbers[entry.cell],
                    self._facts.setdefault(entry.facts, len(self._facts) + 1),
                    entry.fragile,
                    entry.leads,
                )
                for row, entry in enumerate(entries, first)
            ),
        )
        self._base.executemany(
            "INSERT INTO facts VALUES (?, ?)",
            (
                (number, _facts_to_json(each))
                for each, number in islice(self._facts.items(), known, None)
            ),
        )
        self._base.executemany(
            _NEW_BODY,
            (
                _body_of(row, entry, written.get(entry.coding_id, ""))
                for row, entry in enumerate(entries, first)
            ),
        )

    def finish(
        self,
        key: str,
        progress: Progress,
        alias: Mapping[str, str],
        log: LogMark,
        note: Any,  # noqa: ANN401 - whatever JSON holds
    ) -> None:
        """Once all cells are in: the state of the study, and what goes for all of
        it.
        """
        counted = _meta_of(Kept({}, progress, alias, log), self._rows)
        _write_meta(self._base, {"key": key, "note": json.dumps(note), **counted})


@contextmanager
def new_index(path: Path) -> Iterator[NewIndex]:
    """Write an index. It is never seen half-written, and where it could not be
    finished no part of it is left behind.

    Raises StudyError where it cannot be written.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}{_PART}")
    try:
        for left in path.parent.glob(f"{path.name}.*{_PART}*"):  # of a killed process
            left.unlink()
        with closing(sqlite3.connect(part, isolation_level=None)) as base:
            # Nobody reads it before it is whole, so no journal is needed.
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("PRAGMA synchronous = OFF")
            base.executescript(_SCHEMA)
            base.execute("BEGIN")
            yield NewIndex(base)
            base.execute("COMMIT")
            base.executescript(_ORDERS)
        sync_file(part)
        part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error | OSError):
            raise StudyError(f"the page's copy of the codings: {error}") from error
        raise


def _write_meta(base: sqlite3.Connection, meta: Mapping[str, str]) -> None:
    base.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())


def _meta_of(kept: Kept, number: int) -> dict[str, str]:
    progress = kept.progress
    return {
        "entries": str(number),
        "progress": json.dumps([progress.total, progress.decided, progress.open_cells]),
        "alias": json.dumps(kept.alias),
        "log": json.dumps([kept.log.size, kept.log.digest]),
    }


def _body_of(row: int, entry: Entry, written: str = "") -> tuple[int, str, str, bytes]:
    coding = entry.coding
    found = f"[{json.dumps(coding.plan_id)},{written or _coding_as_json(coding)}]"
    return row, found, _said_to_json(entry.one), _blob(entry.words())


def _coding_as_json(coding: Coding) -> str:
    return json.dumps(coding_to_json(coding))


def _blob(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


def _said_to_json(one: ReviewedCoding) -> str:
    if not one.decisions:
        return f'["{one.pile}",[]]'
    return json.dumps([one.pile, [*map(_DECISION_VALUES, one.decisions)]])


def _decision_from_json(values: Sequence[Any]) -> Decision:
    known = dict(zip(_DECISION_FIELDS, values, strict=True))
    return Decision(**{**known, "verdict": Verdict(known["verdict"])})


def _cell_to_json(cell: Cell) -> str:
    return json.dumps([cell.tick, cell.basis, cell.coding_ids, cell.page])


def _cell_from_json(value: str) -> Cell:
    tick, basis, ids, page = json.loads(value)
    return Cell(Tick(tick), Basis(basis), tuple(ids), page)


def _facts_to_json(facts: Facts) -> str:
    return json.dumps(astuple(facts))


def _facts_from_json(value: str) -> Facts:
    kind, counts, pile, gone, said = json.loads(value)
    verdicts = tuple((who, Verdict(verdict)) for who, verdict in said)
    return Facts(MatchKind(kind), counts, Pile(pile), gone, verdicts)


@contextmanager
def _damage_named() -> Iterator[None]:
    """Turn what a missing or damaged index raises into a StudyError."""
    try:
        yield
    except _DAMAGE as error:
        raise StudyError(f"the page's copy of the codings: {error}") from error
