"""Matrices that people keep in Excel say the same as their CSV; what is no workbook is
named.
"""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from plancoder.errors import StudyError
from plancoder.pipeline.evaluation import compare_coders
from plancoder.tables import limits
from plancoder.tables.read_table import read_table
from plancoder.tables.workbook import workbook_sheets
from plancoder.tables.workbook_parts import (
    DeclaresEntities,
    check_parts,
    last_row_with_value,
)

ROWS = (
    ("plan_id", "Housing", "Mental health"),
    ("vale:2021", "✓", 1),
    ("007", None, 0),
    ("moor:2021", "n/a", True),
    ("=cmd", "'1", ""),
)
READ = [
    {"plan_id": "vale:2021", "Housing": "✓", "Mental health": "1"},
    {"plan_id": "007", "Housing": "", "Mental health": "0"},
    {"plan_id": "moor:2021", "Housing": "n/a", "Mental health": "true"},
    {"plan_id": "=cmd", "Housing": "'1", "Mental health": ""},
]


def save_workbook(path: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(path)
    return path


@pytest.mark.parametrize("sheets", [(ROWS,), ((), ROWS), (ROWS, (("notes",),))])
def test_the_first_sheet_with_content_is_read_as_text(
    tmp_path: Path, sheets: tuple[Sequence[Sequence[object]], ...]
) -> None:
    path = save_workbook(tmp_path / "ours.xlsx", *sheets)
    table = read_table(path.read_bytes(), "ours.xlsx")
    assert table.columns == ("plan_id", "Housing", "Mental health")
    assert [dict(row.cells) for row in table.rows] == READ
    assert [row.line for row in table.rows] == [2, 3, 4, 5]


def test_a_workbook_and_a_csv_of_the_same_ticks_agree(tmp_path: Path) -> None:
    table = (("plan_id", "housing"), ("vale:2021", 1), ("moor:2021", 0))
    book = save_workbook(tmp_path / "ann.xlsx", table)
    sheet = tmp_path / "ben.csv"
    sheet.write_text("plan_id,housing\nvale:2021,1\nmoor:2021,1\n", encoding="utf-8")
    (frame,) = compare_coders(book, sheet).frames
    counts = frame.comparison.pooled.counts
    assert (counts.both_yes, counts.only_second, counts.n) == (1, 1, 2)


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 broken", "workbook cannot be read"),
        (zip_of(a__txt=b"no sheet"), "workbook cannot be read"),
        (zip_of(a__xml=b"<!DOCTYPE a>"), "workbook cannot be read"),
        (
            zip_of(a__bin=b"<?xml?>" + b" " * 3_000_000 + b"<!DOCTYPE a>"),
            "workbook cannot be read",
        ),
        (
            zip_of(a__xml="<!DOCTYPE a>".encode("utf-16")),
            "workbook cannot be read",
        ),
        (zip_of(a__xml=b"<a/>").replace(b"<a/>", b"<b/>"), "workbook cannot be"),
        # Sixteen bytes were lost: its part would begin before the file.
        (b"PK\x03\x04" + zip_of(a__xml=b"<a/>")[20:], "workbook cannot be read"),
        (zip_of(mimetype=b"", content__xml=b"<a/>"), "OpenDocument"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel file"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, says: str) -> None:
    with pytest.raises(StudyError, match=says) as error:
        read_table(data, "ours.xlsx")
    assert str(error.value).startswith("ours.xlsx: ")


def test_an_empty_workbook_is_named(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "ours.xlsx", ())
    with pytest.raises(StudyError, match="the workbook is empty"):
        read_table(path.read_bytes(), "ours.xlsx")


def test_one_cell_in_the_last_corner_costs_next_to_no_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["XFD150000"] = "far"
    book.save(tmp_path / "far.xlsx")
    data = (tmp_path / "far.xlsx").read_bytes()
    tracemalloc.start()
    table = read_table(data, "far.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [row.cells["plan_id"] for row in table.rows][:2] == ["vale:2021", "007"]
    assert peak < 20_000_000


def test_a_matrix_that_is_not_there_says_what_else_may_be_given(
    tmp_path: Path,
) -> None:
    with pytest.raises(StudyError, match=r"gone\.csv: there is no such file\. Give"):
        compare_coders(tmp_path / "gone.csv", tmp_path / "gone.csv")


@pytest.mark.parametrize(
    "data",
    [
        b"a\n" * 101,
        (b"," * 9 + b"\n") * 51,
        b"a," * limits.MOST_COLUMNS + b"a\n",
    ],
    ids=["rows", "cells", "columns"],
)
def test_a_table_beyond_the_limits_is_refused(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 100)
    monkeypatch.setattr(limits, "MOST_CELLS", 500 if data[:1] == b"," else 5000)
    with pytest.raises(StudyError, match=r"^huge\.csv: has "):
        read_table(data, "huge.csv")


def test_what_plancoder_wrote_itself_may_be_longer() -> None:
    data = b"a,b\n" + b"1,2\n" * 20
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MOST_ROWS", 10)
        assert len(read_table(data, limited=False).rows) == 20
        with pytest.raises(StudyError, match="more than 10 rows"):
            read_table(data)


def with_sheet_end(path: Path, end: bytes) -> bytes:
    """A workbook whose first sheet ends otherwise."""
    plain = save_workbook(path, ROWS).read_bytes()
    with zipfile.ZipFile(io.BytesIO(plain)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", end)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def row_of(cells: int) -> bytes:
    return b"<row>" + b"<c/>" * cells + b"</row></sheetData>"


@pytest.mark.parametrize(
    "end",
    [
        row_of(1_100_000),
        b"<row><c" + b' a="1"' * 1_100_000 + b"/></row></sheetData>",
        b'</sheetData><mergeCells><mergeCell ref="A1"/>' + b"<a/>" * 1_100_000,
    ],
    ids=["cells", "attributes", "formats"],
)
def test_a_row_that_would_fill_the_memory_is_refused_before_it_is_read(
    end: bytes, tmp_path: Path
) -> None:
    with pytest.raises(StudyError, match="holds more cells, or more formats"):
        read_table(with_sheet_end(tmp_path / "a.xlsx", end), "a.xlsx")


@pytest.mark.parametrize(
    "end",
    [row_of(16_384), (b"<row>" + b"<c/>" * 4 + b"</row>") * 300_000 + b"</sheetData>"],
)
def test_the_widest_row_and_many_rows_are_read(end: bytes, tmp_path: Path) -> None:
    table = read_table(with_sheet_end(tmp_path / "a.xlsx", end), "a.xlsx")
    assert len(table.rows) == len(ROWS) - 1


NOTHING = b"<row/>" * 300_000  # what a column that is styled as a whole leaves
SEVEN = b"<c><v>7</v></c></row>"


@pytest.mark.parametrize(
    ("end", "rows", "found"),
    [
        (NOTHING, 0, []),
        (NOTHING + b"<row>" + SEVEN, 300_001, ["7"]),
        (b'<row r="9">' + SEVEN + b'<row r="8"/>' + NOTHING, 9 - len(ROWS), ["7"]),
    ],
)
def test_rows_below_the_last_value_are_not_read(
    end: bytes, rows: int, found: list[str], tmp_path: Path
) -> None:
    data = with_sheet_end(tmp_path / "a.xlsx", end + b"</sheetData>")
    sheets = workbook_sheets(data, "a.xlsx")
    _, records = next(sheets)
    assert sum(1 for _ in records) == len(ROWS) + rows
    cells = [row.cells["plan_id"] for row in read_table(data, "a.xlsx").rows]
    assert cells[len(ROWS) - 1 :] == found


@pytest.mark.parametrize(
    ("xml", "last"),
    [
        (b"<sheet><row/><row/></sheet>", 1),
        (b"<row/><row><c><v>7</v></c></row><row/>", 2),
        (b"<row/><row><c><is><t>7</t></is></c></row><row/>", 2),
        (b'<x:row spans="1:2" r="17"><x:v>7</x:v></x:row><x:row r="99"/>', 17),
        (b"<row\n s='1' r = '17' ><v >7</v\n></row><row r='99'/>", 17),
        (b'<row r="17"/><row><v>7</v></row><row r="99"/>', 18),
        # Not in order: the highest counts.
        (b'<row r="17"/><row r="5"><v>7</v></row><row r="99"/>', 17),
        (b'<row r="1.7e1"><v>7</v></row>', 1_000_000_000),
        (b"\x89PNG<row/><row/><v>7</v>", 1),
        ('<row r="17"><v>7</v></row><row r="99"/>'.encode("utf-16"), 17),
    ],
)
def test_the_last_row_with_a_value_is_never_told_too_low(xml: bytes, last: int) -> None:
    assert last_row_of(xml) == last


@pytest.mark.parametrize("before", range(1, 60, 3))
def test_a_tag_between_two_pieces_is_seen_whole(before: int) -> None:
    piece = 1 << 20
    value = b'<row r="170000"><c><v>7</v></c></row>'
    empty = b"<sheet>" + b"<row/>" * 170_000
    xml = empty + b" " * (piece - len(empty) - before) + value + b'<row r="180000"/>'
    assert last_row_of(xml) == 170_000


def last_row_of(xml: bytes) -> int:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("sheet.xml", xml)
    with zipfile.ZipFile(out) as archive:
        return last_row_with_value(archive)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("image1.png", b"\x89PNG" + b"<=" * 1_100_000),
        # a drawing with a picture in letters: one tag of several megabytes
        ("image1.svg", b'<svg><image href="' + b"A" * 3_000_000 + b'"/></svg>'),
    ],
)
def test_a_picture_in_a_workbook_may_hold_anything(
    name: str, data: bytes, tmp_path: Path
) -> None:
    out = io.BytesIO(with_sheet_end(tmp_path / "a.xlsx", b"</sheetData>"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(f"xl/media/{name}", data)
    assert len(read_table(out.getvalue(), "a.xlsx").rows) == len(ROWS) - 1


def test_a_row_whose_tag_is_longer_than_any_is_not_read_in_part() -> None:
    with pytest.raises(zipfile.BadZipFile, match="tag of a row"):
        last_row_of(b'<row a="' + b"A" * 3_000_000 + b'" r="17"><v>7</v></row>')


@pytest.mark.parametrize("before", range(1, 12))
def test_a_document_type_between_two_pieces_is_seen(before: int) -> None:
    xml = b"<!--" + b" " * ((1 << 20) - before - 7) + b"--><!DOCTYPE a><a/>"
    data = zip_of(a__xml=xml)
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        pytest.raises(DeclaresEntities),
    ):
        check_parts(archive, "a.xlsx")


def test_a_line_of_a_csv_with_too_many_cells_is_refused_before_they_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_CELLS", 100)
    lines = ["a,b\n", "," * 101 + "\n"]
    read = limits.narrow_lines(lines, ",", "ours.csv")
    assert next(read) == "a,b\n"
    with pytest.raises(StudyError, match="more than 1,048,576 rows or 100 cells"):
        next(read)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('plan_id,housing\na,"x\nb,y\nc,z\n', 2),
        ('plan_id,housing\na,x\n"', 3),
        ('plan_id;housing\n"a";x;"\n', 2),
        ('"plan_id,housing\na,x\n', 1),
        ('plan_id,housing\na,"x""', 2),
    ],
)
def test_a_quotation_mark_that_is_never_closed_swallows_no_row(
    text: str, line: int
) -> None:
    with pytest.raises(
        StudyError, match=f"^t.csv, line {line}: a quotation mark is op"
    ):
        read_table(text.encode(), "t.csv")


@pytest.mark.parametrize(
    "text",
    [
        'plan_id,housing\na,"x\ny"\nb,z',
        'plan_id,housing\na,"x""\ny"\nb,z\n',
        'plan_id,housing\na,x"\nb,5" wide\n',
        "plan_id,housing\n\na,x\n\n\nb,y\n\n",
    ],
)
def test_quotation_marks_that_are_closed_or_inside_a_cell_are_read(text: str) -> None:
    assert len(read_table(text.encode(), "t.csv").rows) == 2
