"""The long tables as Parquet, one file for each force: for DuckDB, pandas, Spark and R.

Columns are those of the CSV, with types. Text is as in the CSV, but without what guards
spreadsheets. `page` is a number here, the page in its file, and `page_label` says it in
words: `part 2, page 7`. The force is in the name of the folder, where those programs
look for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from plancoder.errors import StudyError
from plancoder.extras import need_extra
from plancoder.page_labels import page_label, read_page, split_page
from plancoder.tables.csv_cells import clean_cell
from plancoder.tables.data_frames import Kinds, typed_frame

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]

_FORCE = "force"
_PAGE = "page"
_PAGE_LABEL = "page_label"


def need_pyarrow() -> None:
    """Raise StudyError where Parquet cannot be written here."""
    need_extra("parquet", "Parquet files need", "pyarrow")
    try:
        import_module("pyarrow.parquet")
    except ImportError as error:  # it may not fit the NumPy that is installed
        raise StudyError(f"Parquet files cannot be written here: {error}.") from error


def parquet_by_force(
    columns: Sequence[str],
    rows: Iterable[Row],
    kinds: Kinds,
    forces: Mapping[str, str],
) -> Mapping[str, bytes]:
    """The Parquet file of each force that has rows; `forces` by plan_id.

    `kinds` are those of the columns that hold numbers or ticks.
    """
    by_force: dict[str, list[Row]] = {}
    for row in rows:
        plan_id = str(row["plan_id"])
        by_force.setdefault(forces.get(plan_id, plan_id), []).append(row)
    names = _parquet_columns(columns)
    written = [name for name in names.values() if name != _FORCE]
    return {
        force: _to_parquet(
            typed_frame([_parquet_row(row, names) for row in some], written, kinds)
        )
        for force, some in by_force.items()
    }


def same_rows(found: bytes, rebuilt: bytes) -> bool:
    """Whether two Parquet files hold the same table; another version of pyarrow writes
    it in other bytes.
    """
    from pyarrow import ArrowException, parquet

    try:
        tables = [parquet.read_table(io.BytesIO(data)) for data in (found, rebuilt)]
    except (ArrowException, OSError):
        return False
    return bool(tables[0].equals(tables[1]))


def _parquet_columns(columns: Sequence[str]) -> dict[str, str]:
    """The columns by their name in the CSV, and `page_label` after `page`. A column of
    the study's own that is called so already gets `plan_` in front.
    """
    taken = {column.casefold() for column in columns}
    names: dict[str, str] = {}
    for column in columns:
        name = column
        if column.casefold() == _PAGE_LABEL:
            while name.casefold() in taken:
                name = f"plan_{name}"
        names[column] = name
        if column == _PAGE:
            names[""] = _PAGE_LABEL
    return names


def _parquet_row(row: Row, names: Mapping[str, str]) -> Row:
    cells = {
        name: clean_cell(cell) if isinstance(cell := row.get(column), str) else cell
        for column, name in names.items()
    }
    shown = row[_PAGE]
    page = None if shown is None else read_page(str(shown))
    # A part without pages, such as a Word file, is page 0 of it.
    cells[_PAGE] = None if page is None else split_page(page)[1] or None
    cells[_PAGE_LABEL] = "" if page is None else page_label(page)
    return cells


def _to_parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer, engine="pyarrow", compression="zstd", index=False)
    return buffer.getvalue()
