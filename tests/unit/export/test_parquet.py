"""The long tables as Parquet: types, pages, forces, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from plancoder import extras
from plancoder.errors import StudyError
from plancoder.export import parquet
from plancoder.export.parquet import need_pyarrow, parquet_by_force, same_rows
from plancoder.tables.data_frames import PASSAGE_KINDS

COLUMNS = ("coding_id", "plan_id", "force", "page", "match", "score", "start")


def row(
    plan_id: str, page: int | str | None, match: str = "homeless"
) -> dict[str, Any]:
    cells = ("007", plan_id, "shown elsewhere", page, match, 97.5, 3)
    return dict(zip(COLUMNS, cells, strict=True))


def read(data: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(data))


def files_of(*rows: Mapping[str, Any]) -> Mapping[str, bytes]:
    return parquet_by_force(COLUMNS, rows, PASSAGE_KINDS, {"a": "Fenn", "b": "Kent"})


def test_each_force_has_a_file_of_its_own_rows() -> None:
    files = files_of(row("a", 1), row("b", 2), row("a", 3))
    assert {force: list(read(data)["page"]) for force, data in files.items()} == {
        "Fenn": [1, 3],
        "Kent": [2],
    }


def test_a_plan_that_nobody_lists_is_its_own_force() -> None:
    assert list(files_of(row("gone", 1))) == ["gone"]


def test_columns_have_types_and_the_force_is_left_to_the_folder() -> None:
    table = read(files_of(row("a", 7), row("a", None))["Fenn"])
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        "coding_id": "string",
        "plan_id": "string",
        "page": "Int64",
        "page_label": "string",
        "match": "string",
        "score": "Float64",
        "start": "Int64",
    }
    assert table["coding_id"].tolist() == ["007", "007"]
    assert table["page"].isna().tolist() == [False, True]
    assert table["page_label"].tolist() == ["page 7", ""]


def test_a_page_of_a_part_is_a_number_and_a_label() -> None:
    table = read(files_of(row("a", "part 2, page 7"), row("a", "part 3"))["Fenn"])
    assert table["page"].tolist() == [7, pd.NA]
    assert table["page_label"].tolist() == ["part 2, page 7", "part 3"]


def test_text_is_not_guarded_nor_cut_and_can_always_be_written() -> None:
    long = "x" * 40_000
    table = read(
        files_of(row("a", 1, "=1+1"), row("a", 1, long), row("a", 1, "a\ud800"))["Fenn"]
    )
    assert table["match"].tolist() == ["=1+1", long, "a\ufffd"]


def test_a_column_of_the_study_called_page_label_keeps_its_cells() -> None:
    columns = (*COLUMNS, "Page_Label", "plan_page_label")
    own = {**row("a", 7), "Page_Label": "mine", "plan_page_label": "too"}
    table = read(parquet_by_force(columns, [own], PASSAGE_KINDS, {})["a"])
    assert table.loc[0, "page_label"] == "page 7"
    assert table.loc[0, "plan_plan_Page_Label"] == "mine"
    assert table.loc[0, "plan_page_label"] == "too"


def test_the_same_rows_give_the_same_bytes() -> None:
    assert files_of(row("a", 7)) == files_of(row("a", 7))


def test_the_same_table_is_recognised_in_other_bytes() -> None:
    data, other = files_of(row("a", 7))["Fenn"], files_of(row("a", 8))["Fenn"]
    packed_otherwise = io.BytesIO()
    read(data).to_parquet(packed_otherwise, compression="gzip", index=False)
    assert packed_otherwise.getvalue() != data
    assert same_rows(packed_otherwise.getvalue(), data)
    assert not same_rows(other, data)
    assert not same_rows(b"no parquet", data)


def test_without_pyarrow_the_command_to_install_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    with pytest.raises(StudyError, match=r"pip install 'plancoder\[parquet\]'"):
        need_pyarrow()


def test_a_pyarrow_that_does_not_work_here_is_an_error_of_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(name: str) -> None:
        raise ImportError("pyarrow requires NumPy 2.0 or newer")

    monkeypatch.setattr(parquet, "import_module", fail)
    with pytest.raises(StudyError, match=r"cannot be written here: .*NumPy 2\.0"):
        need_pyarrow()
