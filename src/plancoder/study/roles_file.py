"""raw/roles.csv: what people correct of section roles and priority statements, read and
checked before any work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from plancoder.coding.sections.corrections import COLUMNS, Correction, read_correction
from plancoder.errors import StudyError
from plancoder.study.names import RAW, ROLES
from plancoder.tables.csv_writer import write_csv
from plancoder.tables.read_table import Table, read_table

REQUIRED = COLUMNS[:3]


def parse_corrections(
    data: bytes, plan_ids: Collection[str], name: str
) -> Mapping[str, tuple[Correction, ...]]:
    """Corrections by plan_id. Raises StudyError with one line for each slip."""
    table = read_table(data, name=name)
    absent = [column for column in REQUIRED if column not in table.columns]
    if absent:
        raise StudyError(
            f"{name}, line 1: missing column {', '.join(absent)}. The columns are"
            f" {', '.join(COLUMNS)}."
        )
    problems: list[str] = []
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in table.rows:
        plan_id = row.cells["plan_id"].strip()
        if plan_id not in plan_ids:
            problems.append(
                f"{name}, line {row.line}, plan_id: {plan_id!r} is not in plans.csv."
            )
        try:
            found[plan_id].append(read_correction(row.cells["quote"], row.cells["is"]))
        except ValueError as error:
            problems.append(f"{name}, line {row.line}: {error}.")
    if problems:
        raise StudyError(*problems)
    return {plan_id: tuple(some) for plan_id, some in found.items()}


def replace_statements(
    data: bytes, plan_id: str, statements: Sequence[str], others: Sequence[str]
) -> bytes:
    """The file with what it says of one plan's statements replaced: `statements` are
    its priorities in order, `others` are none. All other lines and columns stay.
    """
    table = read_table(data, f"{RAW}/{ROLES}") if data else Table(COLUMNS, ())
    columns = [*dict.fromkeys((*filter(None, table.columns), *COLUMNS))]
    old: dict[str, Mapping[str, str]] = {}
    rows: list[Mapping[str, str]] = []
    for row in table.rows:
        cells = {name: row.cells.get(name, "") for name in columns}
        if cells["plan_id"].strip() == plan_id and _is_of_statement(cells):
            old[cells["quote"]] = cells
        else:
            rows.append(cells)
    for quotes, word in ((statements, "statement"), (others, "not a statement")):
        for quote in quotes:
            cells = {"plan_id": plan_id, "quote": quote, "is": word}
            rows.append({**old.get(quote, {}), **cells})
    return write_csv(rows, columns)


def _is_of_statement(cells: Mapping[str, str]) -> bool:
    return read_correction(cells["quote"], cells["is"]).statement is not None
