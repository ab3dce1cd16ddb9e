"""plans.csv to Plans and back: every slip is collected with its line and field before
any work begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from plancoder.did_you_mean import did_you_mean, misspelt
from plancoder.errors import StudyError
from plancoder.models import DocType, Plan, PlanStatus
from plancoder.page_labels import part_page
from plancoder.page_ranges import format_pages, parse_pages
from plancoder.tables.csv_writer import write_table
from plancoder.tables.read_table import Table, read_table

REQUIRED = ("plan_id", "file")
COLUMNS = (
    "plan_id",
    "force_id",
    "force",
    "nation",
    "dates",
    "start_year",
    "end_year",
    "status",
    "file",
    "pages",
    "doc_type",
    "source_url",
)
NO_NEW_PLAN = "no new plan"
LEADS_OUT = "leads out of raw/. Copy the file into raw/ and name it from there."
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
YEARS = range(1900, 2101)

Choice = TypeVar("Choice", PlanStatus, DocType)
IsFile = Callable[[str], bool]
BETWEEN_FILES = ";"


def parse_plans(
    data: bytes, name: str, is_file: IsFile = lambda file: False
) -> tuple[Plan, ...]:
    """The rows of plans.csv as Plans.

    Unknown columns become variables of the plan. `is_file` says whether there is a file
    of this name: then a semicolon in it parts no files. Raises StudyError with one line
    for each slip.
    """
    table = read_table(data, name=name)
    problems = list(_column_problems(table, name))
    if problems:
        raise StudyError(*problems)
    plans: list[Plan] = []
    lines: dict[str, int] = {}
    for row in table.rows:
        if row.extra:
            problems.append(
                f"{name}, line {row.line}: {row.extra[0]!r} is beyond the last"
                " column. A comma inside a cell must be in double quotes."
            )
        cells = {column: value.strip() for column, value in row.cells.items()}
        plan, slips = _plan_of(cells, f"{name}, line {row.line}", is_file)
        problems += slips
        first = lines.setdefault(plan.plan_id, row.line)
        if first != row.line and plan.plan_id:
            problems.append(
                f"{name}, line {row.line}, plan_id: {plan.plan_id!r} is on line"
                f" {first} already. Each plan needs an id of its own, such as"
                " 'force:2021'."
            )
        plans.append(plan)
    problems += _contradictions(plans, lines, name)
    if not plans and not problems:
        problems.append(
            f"{name}: there is a header but no plan below it. Add one row for each"
            " plan."
        )
    if problems:
        raise StudyError(*problems)
    return tuple(plans)


def write_plans(plans: Iterable[Plan]) -> bytes:
    """Plans as plans.csv, the known columns first, the plans' own variables behind
    them.
    """
    plans = tuple(plans)
    extra = sorted({key for plan in plans for key in plan.variables})
    rows = [
        [*plan_cells(plan), *(plan.variables.get(key, "") for key in extra)]
        for plan in plans
    ]
    return write_table([*COLUMNS, *extra], rows)


def plan_cells(plan: Plan) -> list[str]:
    """The cells of a plan in the order of COLUMNS."""
    return [
        plan.plan_id,
        plan.force_id,
        plan.force,
        plan.nation,
        plan.dates,
        "" if plan.start_year is None else str(plan.start_year),
        "" if plan.end_year is None else str(plan.end_year),
        plan.status.value,
        plan.file,
        pages_cell(plan),
        plan.doc_type.value,
        plan.source_url,
    ]


def pages_cell(plan: Plan) -> str:
    """The pages of a plan as people write them: `1-20; 3-40` where it has two files."""
    if not plan.parts:
        return format_pages(plan.pages)
    ranges = [format_pages(plan.pages_of(at + 1)) for at in range(len(plan.parts))]
    return f"{BETWEEN_FILES} ".join(ranges).rstrip(f"{BETWEEN_FILES} ")


def _column_problems(table: Table, name: str) -> Iterable[str]:
    """Missing, doubled and misspelt columns.

    An unknown name far from every known one is a variable, not a slip.
    """
    for column in table.duplicate_columns:
        yield (
            f"{name}, line 1: the column {column!r} is there twice. Delete or"
            " rename one of them."
        )
    absent = [column for column in COLUMNS if column not in table.columns]
    for column in table.columns:
        if column in COLUMNS or not column:
            continue
        meant = misspelt(column, absent)
        if meant:
            yield f"{name}, line 1: unknown column {column!r}; did you mean {meant!r}?"
            absent.remove(meant)
    for column in REQUIRED:
        if column in absent:
            yield (
                f"{name}, line 1: the column {column!r} is missing. Required are"
                f" {' and '.join(REQUIRED)}; known are {', '.join(COLUMNS)}."
            )


def _plan_of(
    cells: Mapping[str, str], where: str, is_file: IsFile
) -> tuple[Plan, list[str]]:
    slips: list[str] = []

    def year(field: str) -> int | None:
        text = cells.get(field, "")
        if not text:
            return None
        if text.isdecimal() and len(text) < 9 and int(text) in YEARS:
            return int(text)
        slips.append(
            f"{where}, {field}: {text!r} is not a year. Write four digits, such as"
            " 2021, or leave it blank."
        )
        return None

    def choice(field: str, kind: type[Choice], default: Choice) -> Choice:
        text = cells.get(field, "").casefold()
        known = [
            member.value for member in kind if member.value and member != DocType.COPY
        ]
        if not text:
            return default
        if text in known:
            return kind(text)
        hint = did_you_mean(
            text, known, f". Write {', '.join(known)} or leave it blank."
        )
        slips.append(f"{where}, {field}: unknown value {cells[field]!r}{hint}")
        return default

    if not cells.get("plan_id"):
        slips.append(
            f"{where}, plan_id: blank. Each plan needs an id, such as 'force:2021'."
        )
    parts = split_files(cells.get("file", ""), is_file)
    file = join_files(parts) or cells.get("file", "")
    slips += _file_slips(file, parts, cells, where)
    slips += _part_slips(parts, where)
    try:
        pages = _pages_of(cells.get("pages", ""), len(parts))
    except ValueError as error:
        slips.append(f"{where}, pages: {error}")
        pages = ()
    plan = Plan(
        plan_id=cells.get("plan_id", ""),
        file=file,
        force_id=cells.get("force_id", ""),
        force=cells.get("force", ""),
        nation=cells.get("nation", ""),
        dates=cells.get("dates", ""),
        start_year=year("start_year"),
        end_year=year("end_year"),
        status=choice("status", PlanStatus, PlanStatus.UNKNOWN),
        pages=pages,
        doc_type=choice("doc_type", DocType, DocType.PLAN),
        source_url=cells.get("source_url", ""),
        variables={
            key: value for key, value in cells.items() if key and key not in COLUMNS
        },
        parts=parts,
    )
    if plan.start_year and plan.end_year and plan.end_year < plan.start_year:
        slips.append(
            f"{where}, end_year: {plan.end_year} lies before start_year"
            f" {plan.start_year}."
        )
    return plan, slips


def _contradictions(
    plans: Iterable[Plan], lines: Mapping[str, int], name: str
) -> Iterable[str]:
    """Forces of which one row says that there is no new plan, and another names it."""
    current = [plan for plan in plans if plan.status is PlanStatus.CURRENT]
    without = {plan.force_key: plan for plan in current if not plan.exists}
    for plan in current:
        other = without.get(plan.force_key)
        if plan.exists and other:
            yield (
                f"{name}, lines {lines[other.plan_id]} and {lines[plan.plan_id]}: one"
                f" says that {plan.shown_force} has no new plan, the other names"
                f" {plan.file!r} as its current plan. Delete the wrong row, or write"
                " 'previous' under status of the file."
            )


def _file_slips(
    file: str, parts: tuple[str, ...], cells: Mapping[str, str], where: str
) -> Iterable[str]:
    no_new_plan = NO_NEW_PLAN in cells.get("dates", "").casefold()
    if file and no_new_plan:
        yield (
            f"{where}: dates says '{NO_NEW_PLAN}', and file names {file!r}. Clear one"
            " of the two."
        )
    if not file:
        if not no_new_plan:
            yield (
                f"{where}, file: blank. Name the plan's file below raw/, or write"
                f" '{NO_NEW_PLAN}' under dates where the force published none."
            )
        return
    for each in parts or (file,):
        if leads_out(each):
            yield f"{where}, file: {each!r} {LEADS_OUT}"


def split_files(cell: str, is_file: IsFile = lambda file: False) -> tuple[str, ...]:
    """The files that a cell names; empty where it names one file, or none.

    >>> split_files("part-1.pdf; part-2.pdf")
    ('part-1.pdf', 'part-2.pdf')
    """
    if BETWEEN_FILES not in cell or is_file(cell):
        return ()
    return tuple(file.strip() for file in cell.split(BETWEEN_FILES))


def join_files(files: Iterable[str]) -> str:
    """Files as one cell names them."""
    return f"{BETWEEN_FILES} ".join(files)


def _part_slips(parts: tuple[str, ...], where: str) -> Iterable[str]:
    if parts and not all(parts):
        yield (
            f"{where}, file: no file is named before or after a semicolon. Name the"
            " files of the plan in their order, with one semicolon between two."
        )
    for file in dict.fromkeys(filter(None, parts)):
        if parts.count(file) > 1:
            yield (
                f"{where}, file: {file!r} is named twice. Name each file once; several"
                " stretches of it go into 'pages', such as 1-20,30-40."
            )


def _pages_of(cell: str, files: int) -> tuple[int, ...]:
    """The pages that a cell names; with several files, a range for each file."""
    if not files:
        return parse_pages(cell)
    ranges = cell.split(BETWEEN_FILES)
    if len(ranges) > files:
        raise ValueError(
            f"{cell!r} has {len(ranges)} page ranges for {files} files. Write one for"
            " each file, in the order of the files, with a semicolon between two;"
            " blank means the whole file."
        )
    return tuple(
        part_page(part, page)
        for part, pages in enumerate(ranges, 1)
        for page in parse_pages(pages)
    )


def leads_out(file: str) -> bool:
    """Whether a name leads out of raw/ on every system: `/plans/a.pdf`, `../a.pdf`."""
    path = PurePosixPath(file)
    return path.is_absolute() or ".." in path.parts


def names_drive(file: str) -> bool:
    """Whether a name begins with a drive of Windows: `C:/a.pdf`. Elsewhere `C:` may be
    a folder; a colon in another place is part of a name: `Plan 2013: Vale.pdf`.
    """
    return bool(_DRIVE.match(file))
