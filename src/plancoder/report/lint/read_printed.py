"""Printed tables as they are checked: of ticks (Appendices A and B) and of summaries
(Appendix C), bundled or from files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from plancoder.agreement.marks import Mark, read_mark, read_marks
from plancoder.agreement.table import CodedRow, force_key
from plancoder.errors import StudyError
from plancoder.folded_names import fold_name
from plancoder.models import PlanStatus
from plancoder.reference.anomalies import load_a_versus_c
from plancoder.reference.forces import load_forces
from plancoder.reference.published import PublishedMatrix, load_published
from plancoder.tables.read_table import Table, TableRow, read_sheets, read_table

# Headings that say which plan a row is about, in the order in which they are asked.
_FORCE = ("force", "service", "police force", "organisation", "force id")
_FORCE_ID = ("force id",)
_DATES = ("dates of plan", "date of plan", "dates", "date")
_STATUS = ("status",)
_NO_TICKS = {
    *_FORCE, *_DATES, *_STATUS, "plan id", "nation", "start year", "end year",
    "in force", "row", "note", "notes", "coder",
}  # fmt: skip
NEEDS, PRIORITIES = "needs identified", "priorities"
# The columns of a tidy table, one row a cell, that tell it from a printed one.
_TIDY = frozenset({"plan_id", "value", "label", "force_id", "force", "dates", "status"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)?\d\d)\b")
_NO_NEW_PLAN = "no new plan"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One plan of a printed table; `rank` is 0 for the force's newest plan, then 1.

    `line` is the row of the file, or the printed position. A tick is None where nothing
    can be said; `texts` are the cells of a summary, by folded heading.
    """

    line: int
    force: str  # what tells forces apart
    shown: str
    dates: str
    rank: int
    ticks: Mapping[str, bool | None]
    texts: Mapping[str, str]

    @property
    def exists(self) -> bool:
        """False for the row of a force that has no new plan."""
        return fold_name(self.dates) != _NO_NEW_PLAN

    @property
    def years(self) -> tuple[int | None, int | None]:
        """First and last year as printed; None where there is none."""
        if both := _YEARS.search(self.dates):
            start, end = both.groups()
            return int(start), int(start[: 4 - len(end)] + end)
        one = _YEAR.search(self.dates)
        return (int(one[0]) if one else None), None

    @property
    def key(self) -> tuple[str, int]:
        """What the rows of one plan have in common in all tables."""
        return self.force, self.rank

    @property
    def named(self) -> str:
        """Force and dates, as a person finds the row."""
        return f"{self.shown} {self.dates}".strip()


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table in printed order; `labels` are the headings of its ticks, by category."""

    name: str
    rows: tuple[PrintedRow, ...]
    labels: Mapping[str, str]

    @property
    def by_force(self) -> Mapping[str, Sequence[PrintedRow]]:
        """The rows of each force, in printed order."""
        found: dict[str, list[PrintedRow]] = defaultdict(list)
        for row in self.rows:
            found[row.force].append(row)
        return found

    def at(self, *rows: PrintedRow) -> str:
        """Where rows stand."""
        lines = " and ".join(str(row.line) for row in rows)
        return f"{self.name}, row{'s' if len(rows) > 1 else ''} {lines}"


def published_tables() -> tuple[PrintedTable, ...]:
    """Appendices A and B of 2017."""
    return tuple(_published(load_published(appendix)) for appendix in ("A", "B"))


def _published(matrix: PublishedMatrix) -> PrintedTable:
    names = {force.force_id: force.name for force in load_forces()}
    rows = tuple(
        PrintedRow(
            row.position,
            row.force_id,
            names[row.force_id],
            row.dates,
            int(row.status is PlanStatus.PREVIOUS),
            row.ticks,
            {},
        )
        for row in matrix.rows
    )
    return PrintedTable(f"Appendix {matrix.appendix}", rows, matrix.labels)


def published_lists(table: PrintedTable) -> Mapping[tuple[str, int], set[str]]:
    """The needs that Appendix C of 2017 lists, by plan: those of A but for the cells in
    which the two are known to differ.
    """
    listed = {
        row.key: {category for category, tick in row.ticks.items() if tick}
        for row in table.rows
        if row.exists
    }
    for cell in load_a_versus_c():
        key = cell.force_id, int(cell.status is PlanStatus.PREVIOUS)
        if cell.appendix_c:
            listed[key].add(cell.category)
        else:
            listed[key].discard(cell.category)
    return listed


def read_tables(data: bytes, name: str) -> tuple[PrintedTable, ...]:
    """The tables of a file: of a workbook each sheet that names forces and dates below
    its first row. A report's own workbook has them as `A cells`, `B cells` and
    `Appendix C`.

    Raises StudyError saying what is lacking where there is none.
    """
    sheets = list(read_sheets(data, name))
    if len(sheets) < 2:
        return (read_printed(data, name),)
    found = [
        _printed(table, f"{name}, {title}")
        for title, table in sheets
        if all(_force_and_dates(table)) and table.rows
    ]
    if not found:
        titles = ", ".join(title for title, _ in sheets)
        raise StudyError(
            f"{name}: no sheet has a column for the force and one for the dates of the"
            " plan in its first row. Head the columns as in out/appendix_a.csv:"
            f" Service, Dates of Plan, then one for each category. The sheets are:"
            f" {titles}."
        )
    return tuple(found)


def read_printed(data: bytes, name: str) -> PrintedTable:
    """A table of ticks or of summaries from a file.

    Raises StudyError saying what it lacks.
    """
    return _printed(read_table(data, name), name)


def _columns(table: Table) -> Mapping[str, str]:
    return {fold_name(column): column for column in table.columns if column}


def _force_and_dates(table: Table) -> tuple[str, str]:
    columns = _columns(table)
    return _first(columns, _FORCE), _first(columns, _DATES)


def _printed(table: Table, name: str) -> PrintedTable:
    if set(table.columns) >= _TIDY:
        table = _widened(table)
    columns = _columns(table)
    force, dates = _force_and_dates(table)
    if not force or not dates:
        missing = (
            "the force (such as Service)" if not force else "the dates of the plan"
        )
        found = ", ".join(table.columns) or "none"
        raise StudyError(
            f"{name}: no column names {missing}. Head the columns as in"
            f" out/appendix_a.csv: Service, Dates of Plan, then one for each category."
            f" The columns found are: {found}."
        )
    if not table.rows:
        raise StudyError(f"{name}: has a header and no row below it.")
    status = _first(columns, _STATUS)
    rows = _ranked(_own_rows(table, columns, force, dates), table, status)
    if NEEDS in columns or PRIORITIES in columns:
        return PrintedTable(name, tuple(rows), {})
    labels = {key: column for key, column in columns.items() if key not in _NO_TICKS}
    return _with_ticks(PrintedTable(name, tuple(rows), labels), table)


def _widened(table: Table) -> Table:
    """A tidy table as a printed one: a row for each plan, where its first cell stands,
    and a column for each category.
    """
    labels = tuple(dict.fromkeys(row.cells["label"] for row in table.rows))
    plans: dict[str, tuple[int, dict[str, str]]] = {}
    for row in table.rows:
        # By name, as the summaries have them.
        told = {
            "force": row.cells["force"] or row.cells["force_id"],
            "dates": row.cells["dates"],
            "status": row.cells["status"],
        }
        _, cells = plans.setdefault(
            row.cells["plan_id"], (row.line, {**told, **dict.fromkeys(labels, "n/a")})
        )
        cells[row.cells["label"]] = row.cells["value"] or "n/a"
    rows = tuple(TableRow(line, cells) for line, cells in plans.values())
    return Table(("force", "dates", "status", *labels), rows)


def _first(columns: Mapping[str, str], words: Sequence[str]) -> str:
    return next((columns[word] for word in words if word in columns), "")


def _own_rows(
    table: Table, columns: Mapping[str, str], force: str, dates: str
) -> list[PrintedRow]:
    """The name of a force may stand once for its rows, as a merged cell leaves it; a
    row of summaries without force and dates goes on with the one above, as Excel has it
    where a cell is too long.
    """
    forces = {each.force_id: each.name for each in load_forces()}
    id_column = _first(columns, _FORCE_ID)
    rows: list[PrintedRow] = []
    for row in table.rows:
        shown = row.cells[force].strip()
        if not shown and rows:
            shown, key = rows[-1].shown, rows[-1].force
        else:
            force_id = row.cells[id_column] if id_column else ""
            key = force_key(CodedRow("", force_id, shown))
        texts = {
            head: row.cells[columns[head]]
            for head in (NEEDS, PRIORITIES)
            if head in columns
        }
        told = row.cells[dates].strip()
        if texts and rows and not told and not row.cells[force].strip():
            above = rows[-1]
            both = {
                head: f"{above.texts[head]}\n{text}" for head, text in texts.items()
            }
            rows[-1] = replace(above, texts=both)
            continue
        shown = forces.get(shown, shown)
        rows.append(PrintedRow(row.line, key, shown, told, 0, {}, texts))
    return rows


def _ranked(
    rows: Sequence[PrintedRow], table: Table, status: str
) -> Sequence[PrintedRow]:
    """Rows with their rank: by status where the table says it, else newest first."""
    told = {
        row.line: row.cells[status].strip().casefold() if status else ""
        for row in table.rows
    }
    by_force: dict[str, list[PrintedRow]] = defaultdict(list)
    for row in rows:
        by_force[row.force].append(row)
    ranks = {
        row.line: rank
        for some in by_force.values()
        for rank, row in enumerate(
            sorted(some, key=lambda row: (told[row.line] == "previous", -_age(row)))
        )
    }
    return [replace(row, rank=ranks[row.line]) for row in rows]


def _age(row: PrintedRow) -> int:
    """The first year; a row without a plan is the newest."""
    return row.years[0] or 0 if row.exists else 9999


def _with_ticks(printed: PrintedTable, table: Table) -> PrintedTable:
    marks = {
        (row.line, key): read_mark(row.cells[column])
        for row in table.rows
        for key, column in printed.labels.items()
    }
    # A column of words beside the ticks is none of them.
    strange = {key for (_, key), mark in marks.items() if mark is Mark.UNKNOWN}
    labels = {
        key: column for key, column in printed.labels.items() if key not in strange
    }
    reading = read_marks(marks.values(), long=False)
    if not any(marks[line, key] is Mark.YES for line, key in marks if key in labels):
        raise StudyError(
            f"{printed.name}: no column holds ticks. Write 1 or ✓ for a tick, 0 or"
            f" nothing for none.{_example(printed, table.rows, strange)}"
        )
    rows = tuple(
        replace(
            row, ticks={key: reading.answer(marks[row.line, key]) for key in labels}
        )
        for row in printed.rows
    )
    return PrintedTable(printed.name, rows, labels)


def _example(printed: PrintedTable, rows: Sequence[TableRow], strange: set[str]) -> str:
    for key in sorted(strange):
        column = printed.labels[key]
        for row in rows:
            if read_mark(row.cells[column]) is Mark.UNKNOWN:
                cell = row.cells[column].strip()[:40]
                return f" Row {row.line}, column {column!r} says {cell!r}."
    return ""
