"""How large a table may be that a person hands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from plancoder.errors import StudyError

T = TypeVar("T")

MOST_ROWS = 1_048_576  # as many as a spreadsheet shows
MOST_COLUMNS = 1_000
# 200,000 rows of the audit table, which has 24 columns, take 600 MB of memory.
MOST_CELLS = 5_000_000


def narrow_lines(lines: Iterable[str], delimiter: str, name: str) -> Iterator[str]:
    """The lines of a CSV as they come; raises StudyError at the first that holds more
    cells than are read of a table, before they are made.
    """
    for line in lines:
        if line.count(delimiter) > MOST_CELLS:
            raise _too_large(name)
        yield line


def within_limits(rows: Iterable[Sequence[T]], name: str) -> Iterator[Sequence[T]]:
    """The rows as they come; raises StudyError at the first beyond a limit."""
    cells = 0
    for number, row in enumerate(rows, start=1):
        cells += len(row)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise _too_large(name)
        yield row


def _too_large(name: str) -> StudyError:
    return StudyError(
        f"{name}: has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells, more than"
        " are read of one table. Split it, or delete rows and columns that are not"
        " needed."
    )
