"""A matrix that somebody made, from CSV: wide (a column for each category) or long (a
row for each cell).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from plancoder.agreement.marks import Mark, MarkReading, read_mark, read_marks
from plancoder.agreement.table import CellKey, CodedRow, CodedTable, force_key
from plancoder.did_you_mean import misspelt
from plancoder.errors import StudyError
from plancoder.folded_names import fold_name
from plancoder.tables.read_table import Table, TableRow, read_table

_ABOUT = {
    "plan_id": ("plan id", "plan"),
    "force_id": ("force id",),
    "force": ("force", "service", "police force", "organisation"),
    "status": ("status",),
    "dates": ("dates", "dates of plan", "date of plan"),
}
# Columns that tables of ours or of others carry beside the ticks.
_NO_CATEGORY = frozenset(
    {
        "nation",
        "start year",
        "end year",
        "in force",
        "row",
        "note",
        "notes",
        "comment",
        "comments",
        "coder",
    }
)
_VALUE = ("value", "tick", "code")
# A column is refused as a misspelt category from this likeness; below it, it may be a
# variable of its own.
_SURELY = 0.85
_MOST_PROBLEMS = 20
_SAY = "Write 1 or ✓ for a tick, 0 for none, n/a where nothing can be said."


@dataclass(frozen=True, slots=True)
class FileCell:
    """A cell as it stands in the file: where, of which plan and category, and what is
    written in it.
    """

    line: int
    column: str
    plan: CodedRow
    category: str
    written: str


class Problems(list[str]):
    """Everything wrong with a file, said in one go."""

    def refuse(self) -> None:
        """Raise StudyError if there is any problem."""
        if self:
            more = len(self) - _MOST_PROBLEMS
            raise StudyError(
                *self[:_MOST_PROBLEMS],
                *([f"… and {more} more of this file"] if more > 0 else []),
            )


def category_aliases(*labels: Mapping[str, str]) -> dict[str, str]:
    """What a column may be headed with, to category ids: the ids themselves and every
    label given for them.
    """
    aliases = {fold_name(category): category for known in labels for category in known}
    for known in labels:
        for category, label in known.items():
            aliases.setdefault(fold_name(label), category)
    return aliases


def count_category_columns(data: bytes, name: str, aliases: Mapping[str, str]) -> int:
    """How many categories of a frame a file names, wide or long: tells which frame it
    is about.
    """
    table = read_table(data, name)
    columns = {fold_name(column): column for column in table.columns}
    if _is_long(columns):
        return len(
            {fold_name(row.cells[columns["category"]]) for row in table.rows}
            & aliases.keys()
        )
    return len(columns.keys() & aliases.keys())


def common_categories(files: Sequence[bytes], names: Sequence[str]) -> dict[str, str]:
    """Ids and labels of the categories that every file has, where no codebook says what
    the categories are.

    A wide file names a category once, a long one by id and label; so either name of one
    may meet either of another.
    """
    named = [
        _named_categories(data, name) for data, name in zip(files, names, strict=True)
    ]
    common = {}
    for own in named[0]:
        others = [
            next((one for one in known if own.meets(one)), None) for known in named[1:]
        ]
        met = [one for one in others if one is not None]
        if len(met) == len(others):
            best = max(
                (own, *met), key=lambda one: one.label != one.written
            )  # the first that has a label apart
            common[best.written] = best.label
    if not common:
        found = "; ".join(
            f"{name} has {', '.join(one.written for one in known) or 'none'}"
            for name, known in zip(names, named, strict=True)
        )
        raise StudyError(f"{' and '.join(names)}: no category is in both. {found}.")
    return common


@dataclass(frozen=True, slots=True)
class _Named:
    """A category as a file names it; `label` is the same where the file has no other
    name for it.
    """

    written: str
    label: str

    def meets(self, other: _Named) -> bool:
        """Whether any name of the one is a name of the other."""
        return bool(
            {fold_name(self.written), fold_name(self.label)}
            & {fold_name(other.written), fold_name(other.label)}
        )


def _named_categories(data: bytes, name: str) -> tuple[_Named, ...]:
    table = read_table(data, name)
    columns = {fold_name(column): column for column in table.columns}
    if _is_long(columns):
        label = columns.get("label", columns["category"])
        pairs = [
            (row.cells[columns["category"]].strip(), row.cells[label].strip())
            for row in table.rows
        ]
    else:
        pairs = [(column, column) for column in table.columns if not _is_about(column)]
    known: dict[str, _Named] = {}
    for written, label_there in pairs:
        if fold_name(written) and fold_name(written) not in _NO_CATEGORY:
            known.setdefault(
                fold_name(written), _Named(written, label_there or written)
            )
    return tuple(known.values())


def parse_matrix(
    data: bytes, name: str, categories: Sequence[str], aliases: Mapping[str, str]
) -> CodedTable:
    """The ticks of a matrix file.

    Raises StudyError with every problem, each with its line and column.

    `categories` are those of the frame in order, `aliases` what columns may be called
    (`category_aliases`). Plans are
    told by `plan_id`, or by force with status or dates.
    """
    table = read_table(data, name)
    columns = {fold_name(column): column for column in table.columns}
    problems = Problems()
    if not table.columns or not table.rows:
        raise StudyError(
            f"{name}: there is no table in it: a header and a row for each plan are"
            " needed."
        )
    problems += [
        f"{name}, line {row.line}: more cells than the header has columns"
        f" ({row.extra[0]!r}). Is a delimiter too many?"
        for row in table.rows
        if row.extra
    ]
    plans = _plans(table, columns, name, problems)
    long = _is_long(columns)
    take = _long_cells if long else _wide_cells
    cells, notes = take(table, plans, aliases, name, problems)
    problems.refuse()
    reading, ticks = _answers(cells, name, long=long)
    found = {cell.category for cell in cells}
    rows = tuple({plan.plan_id: plan for plan in plans}.values())
    return CodedTable(
        name,
        tuple(c for c in categories if c in found),
        rows,
        ticks,
        notes=(*notes, *reading.notes),
    )


def _is_long(columns: Mapping[str, str]) -> bool:
    return "category" in columns and any(value in columns for value in _VALUE)


def _plans(
    table: Table, columns: Mapping[str, str], name: str, problems: Problems
) -> list[CodedRow]:
    """The plan of each row; force names stand once for several rows, as in the printed
    tables.
    """
    about = {
        key: next((columns[word] for word in words if word in columns), "")
        for key, words in _ABOUT.items()
    }
    _demand_plan_columns(table, about, name)
    plans: list[CodedRow] = []
    for row in table.rows:
        plan = _plan_of(row, about, plans[-1] if plans else None)
        if about["plan_id"] and not plan.plan_id:
            problems.append(
                f"{name}, line {row.line}, column {about['plan_id']!r}: the plan_id is"
                " blank."
            )
        plans.append(plan)
    return plans


def _demand_plan_columns(table: Table, about: Mapping[str, str], name: str) -> None:
    """Raises StudyError where no column tells the plans of one force apart."""
    by_force = about["force_id"] or about["force"]
    if about["plan_id"] or (by_force and (about["status"] or about["dates"])):
        return
    raise StudyError(
        f"{name}: no column says which plan a row is about. Add a column plan_id,"
        " or force with status (current, previous) or with dates. The columns"
        f" found are: {', '.join(table.columns)}."
    )


def _plan_of(
    row: TableRow, about: Mapping[str, str], before: CodedRow | None
) -> CodedRow:
    """The plan of a row: force "Alder", status "current" → plan_id "alder current".

    Where plan_id has a column of its own, a blank one stays blank.
    """
    cells = {
        key: row.cells.get(column, "").strip() if column else ""
        for key, column in about.items()
    }
    if about["plan_id"]:
        return CodedRow(**cells)
    if before and not cells["force_id"] and not cells["force"]:
        cells["force_id"], cells["force"] = before.force_id, before.force
    plan = CodedRow(**cells)
    made = f"{force_key(plan)} {plan.status or plan.dates}".strip()
    return replace(plan, plan_id=made)


def _wide_cells(
    table: Table,
    plans: Sequence[CodedRow],
    aliases: Mapping[str, str],
    name: str,
    problems: Problems,
) -> tuple[list[FileCell], list[str]]:
    headed = {
        column: aliases[fold_name(column)]
        for column in table.columns
        if fold_name(column) in aliases
    }
    ignored = _no_categories(table.columns, headed)
    problems += [
        _misspelt(name, f"column {c!r}", near)
        for c in ignored
        if (near := _near(c, aliases))
    ]
    if not headed and not problems:
        problems.append(
            f"{name}: no column is a category of this frame. Head the columns with"
            " category ids or labels, such as"
            f" {', '.join(repr(known) for known in list(aliases.values())[:3])}."
        )
    if doubles := _doubles(table, headed):
        problems.append(
            f"{name}: one category heads more than one column: {', '.join(doubles)}."
            " Keep one of them."
        )
    _refuse_same_plans(table.rows, plans, name, problems)
    cells = [
        FileCell(row.line, column, plan, category, row.cells[column])
        for row, plan in zip(table.rows, plans, strict=True)
        for column, category in headed.items()
    ]
    left_out = "columns that are not a category of this frame are left out:"
    return cells, [f"{left_out} {', '.join(ignored)}"] if ignored else []


def _no_categories(columns: Iterable[str], headed: Mapping[str, str]) -> list[str]:
    """The columns that are no category and say nothing that every table says."""
    return [
        column
        for column in dict.fromkeys(columns)
        if column
        and column not in headed
        and not _is_about(column)
        and fold_name(column) not in _NO_CATEGORY
    ]


def _doubles(table: Table, headed: Mapping[str, str]) -> list[str]:
    """The columns that share their category with another column."""
    often = Counter(headed.values())
    twice = [column for column, category in headed.items() if often[category] > 1]
    alike = [column for column in table.duplicate_columns if column in headed]
    return list(dict.fromkeys([*twice, *alike]))


def _long_cells(
    table: Table,
    plans: Sequence[CodedRow],
    aliases: Mapping[str, str],
    name: str,
    problems: Problems,
) -> tuple[list[FileCell], list[str]]:
    columns = {fold_name(column): column for column in table.columns}
    value = next(columns[word] for word in _VALUE if word in columns)
    cells: dict[CellKey, FileCell] = {}
    unknown: dict[str, int] = {}
    for row, plan in zip(table.rows, plans, strict=True):
        written = row.cells[columns["category"]].strip()
        category = aliases.get(fold_name(written))
        if category is None:
            unknown.setdefault(written, row.line)
            continue
        cell = FileCell(row.line, value, plan, category, row.cells[value])
        before = cells.setdefault((plan.plan_id, category), cell)
        if read_mark(before.written) is not read_mark(cell.written):
            problems.append(
                f"{name}, lines {before.line} and {row.line}: {plan.plan_id} and"
                f" {category} have two values, {before.written!r} and {cell.written!r}."
                " Keep the right one."
            )
    if not cells and not problems:
        problems.append(
            f"{name}, column {columns['category']!r}: none of the categories is one of"
            " this frame."
        )
    for written, line in unknown.items():
        if near := _near(written, aliases):
            problems.append(_misspelt(name, f"line {line}: category {written!r}", near))
    notes = (
        [f"rows of categories of other frames are left out: {', '.join(unknown)}"]
        if unknown
        else []
    )
    return list(cells.values()), notes


def _refuse_same_plans(
    rows: Sequence[TableRow], plans: Sequence[CodedRow], name: str, problems: Problems
) -> None:
    first: dict[str, int] = {}
    for row, plan in zip(rows, plans, strict=True):
        line = first.setdefault(plan.plan_id, row.line)
        if line != row.line and plan.plan_id:
            problems.append(
                f"{name}, lines {line} and {row.line}: both are the plan"
                f" {plan.plan_id!r}. Keep one row."
            )


def _answers(
    cells: Sequence[FileCell], name: str, *, long: bool
) -> tuple[MarkReading, dict[CellKey, bool | None]]:
    marks = {
        (cell.plan.plan_id, cell.category): read_mark(cell.written) for cell in cells
    }
    reading = read_marks(marks.values(), long=long)
    problems = Problems()
    for cell in cells:
        mark = marks[cell.plan.plan_id, cell.category]
        place = f"{name}, line {cell.line}, column {cell.column!r}"
        if mark is Mark.UNKNOWN:
            problems.append(f"{place}: {cell.written.strip()!r} is not a tick. {_SAY}")
        elif mark is Mark.QUESTION and reading.damaged:
            problems.append(
                f"{place}: a ✓ that became {cell.written.strip()!r} when the table was"
                " saved. Save it again as 'CSV UTF-8', or write 1 and 0."
            )
        elif mark is Mark.CROSS and reading.ambiguous:
            problems.append(
                f"{place}: x is used with ticks and with 0: which is it? {_SAY}"
            )
    problems.refuse()
    return reading, {key: reading.answer(mark) for key, mark in marks.items()}


def _is_about(column: str) -> bool:
    return any(fold_name(column) in words for words in _ABOUT.values())


def _near(written: str, aliases: Iterable[str]) -> str:
    return misspelt(fold_name(written), aliases, _SURELY)


def _misspelt(name: str, what: str, near: str) -> str:
    return (
        f"{name}, {what} is not a category of this frame. Is it {near!r}, misspelt?"
        " Correct it, or rename the column."
    )
