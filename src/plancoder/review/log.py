"""decisions.csv, the log of what people decided, as bytes: one decision one line, every
line whole or known as torn.

A decision is acknowledged when its line, with its line end, is on disk (`log_file`). A
process killed in the middle of
a line leaves a torn last line: nobody was told that it was saved, so it is set apart
and the rest is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from plancoder.errors import StudyError
from plancoder.models import Decision, Verdict
from plancoder.page_labels import page_cell, read_page
from plancoder.review.verdicts import decision_by, same_verdict
from plancoder.tables.csv_cells import clean_cell, guard_cell
from plancoder.tables.read_table import TableRow, read_table

LOG_COLUMNS = (
    "coding_id",
    "plan_id",
    "frame",
    "category",
    "verdict",
    "quote",
    "page",
    "before",
    "after",
    "reviewer",
    "decided_at",
    "note",
)
_REQUIRED = (
    "coding_id",
    "plan_id",
    "category",
    "verdict",
    "quote",
    "reviewer",
    "decided_at",
)
_LONGEST = 30_000  # of one cell: a spreadsheet that opens the log must not cut it
_BREAKS = re.compile(r"[ \t\u00a0]*[\r\n\v\f\u2028\u2029\x85]+[ \t\u00a0]*")

BOM = b"\xef\xbb\xbf"


def _line(cells: Iterable[str]) -> bytes:
    """One line of the log.

    Every cell is quoted, so that a torn line can be told from a whole one.
    """
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(
        list(cells)
    )
    return buffer.getvalue().encode("utf-8")


HEADER = BOM + _line(LOG_COLUMNS)


def decision_line(decision: Decision) -> bytes:
    """A decision as one physical line: line breaks within a quote become blanks, which
    anchoring does not heed.
    """
    values = (
        decision.coding_id,
        decision.plan_id,
        decision.frame,
        decision.category,
        decision.verdict.value,
        decision.quote,
        "" if decision.page is None else str(page_cell(decision.page)),
        decision.before,
        decision.after,
        decision.reviewer,
        decision.decided_at,
        decision.note,
    )
    return _line(
        guard_cell(clean_cell(_BREAKS.sub(" ", value)[:_LONGEST])) for value in values
    )


@dataclass(frozen=True, slots=True)
class Log:
    """What the log holds: its decisions in the order written, and a torn last line if
    there is one.
    """

    decisions: tuple[Decision, ...] = ()
    torn: str = ""


def parse_log(data: bytes, name: str) -> Log:
    """Read the log, also as a spreadsheet saved it.

    Raises StudyError naming every line that is no decision.
    """
    whole, torn = split_torn(data)
    table = read_table(whole, name, limited=False)
    if not table.columns:
        return Log(torn=torn.decode("utf-8", "replace"))
    missing = [column for column in _REQUIRED if column not in table.columns]
    if missing:
        names = ", ".join(map(repr, missing))
        told = f"columns {names} are" if len(missing) > 1 else f"column {names} is"
        raise StudyError(
            f"{name}: the {told} missing. Was it renamed? Give it back its name; the"
            f" columns are {', '.join(LOG_COLUMNS)}."
        )
    problems: list[str] = []
    decisions: list[Decision] = []
    for row in table.rows:
        try:
            decisions.append(_decision(row))
        except ValueError as slip:
            problems.append(f"{name}, line {row.line}, {slip}")
    if problems:
        raise StudyError(*problems)
    return Log(tuple(decisions), torn.decode("utf-8", "replace"))


def _decision(row: TableRow) -> Decision:
    kept = ("before", "quote", "after")  # the blanks at their edges part the words
    cells = {
        column: cell if column in kept else cell.strip()
        for column, cell in row.cells.items()
    }
    for column in ("coding_id", "plan_id", "category", "reviewer"):
        if not cells.get(column):
            raise ValueError(
                f"column {column!r}: blank. Fill it in, or delete the line."
            )
    try:
        verdict = Verdict(cells["verdict"].casefold())
    except ValueError:
        known = ", ".join(verdict.value for verdict in Verdict)
        raise ValueError(
            f"column 'verdict': {cells['verdict']!r} is none of {known}."
        ) from None
    page = cells.get("page", "")
    if page and read_page(page) is None:
        raise ValueError(f"column 'page': {page!r} is not a page number.")
    return Decision(
        coding_id=cells["coding_id"],
        plan_id=cells["plan_id"],
        category=cells["category"],
        verdict=verdict,
        quote=cells["quote"],
        page=read_page(page),
        before=cells.get("before", ""),
        after=cells.get("after", ""),
        reviewer=cells["reviewer"],
        decided_at=cells["decided_at"],
        note=cells.get("note", ""),
        frame=cells.get("frame", ""),
    )


def split_torn(data: bytes) -> tuple[bytes, bytes]:
    """What is whole, and the torn last line; a last line that is whole but for its line
    end counts as whole.
    """
    cut = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
    tail = data[cut:]
    if (
        not tail.strip()
        or _is_whole(tail)
        or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        return data, b""
    return data[:cut], tail


def _is_whole(line: bytes) -> bool:
    """Whether a line without its end, as an editor leaves it behind, has all its
    cells.
    """
    try:
        text = line.removeprefix(BOM).decode("utf-8")
        cells = next(csv.reader(io.StringIO(text), strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return False
    quoted = text.startswith('"')
    return len(cells) >= len(LOG_COLUMNS) and (not quoted or text.endswith('"'))


def says_nothing_new(decision: Decision, newest: Iterable[Decision]) -> bool:
    """Whether the reviewer's newest verdict is the same one, note included."""
    mine = decision_by(newest, decision.reviewer)
    if mine is None:
        return decision.verdict is Verdict.WITHDRAW
    note = _BREAKS.sub(" ", decision.note).strip()
    return same_verdict(mine.verdict, decision.verdict) and (
        note in ("", mine.note.strip())
    )
