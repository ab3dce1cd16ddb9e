"""Tables out and back, through every encoding and delimiter that spreadsheets save."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancoder.errors import StudyError
from plancoder.tables.csv_cells import clean_cell
from plancoder.tables.csv_writer import write_csv, write_table
from plancoder.tables.read_table import read_table


def test_the_bytes_are_what_excel_expects() -> None:
    data = write_csv(
        [{"force": "Rural, North", "note": 'say "hello"'}, {"force": "=1"}],
        ["force", "note"],
    )
    assert (
        data == b'\xef\xbb\xbfforce,note\r\n"Rural, North","say ""hello"""\r\n\'=1,\r\n'
    )


def test_a_cell_of_no_column_is_a_bug() -> None:
    with pytest.raises(ValueError, match="cells of no column: b"):
        write_csv([{"a": "1", "b": "2"}], ["a"])


def test_a_row_of_another_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        write_table(["a", "b"], [["1"]])


def test_a_repeated_label_is_written_twice() -> None:
    table = read_table(write_table(["Fraud", "Fraud"], [["✓", ""]]))
    assert table.columns == ("Fraud", "Fraud")
    assert table.duplicate_columns == ("Fraud",)
    assert table.rows[0].cells == {"Fraud": "✓"}


SHEET = [
    ["plan_id", "dates", "note"],
    ["ava:2014", "2014–2018", "two\r\nlines, £5; and more"],
    ["bea:2013", "", "’"],
]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_mark_that_a_converting_program_left_in_the_text_is_no_part_of_the_first_name(
    encoding: str,
) -> None:
    table = read_table("\ufeffplan_id,file\r\na,a.pdf\r\n".encode(encoding))
    assert table.columns == ("plan_id", "file")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_way_of_saving_is_read(encoding: str, delimiter: str) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(SHEET)
    table = read_table(buffer.getvalue().encode(encoding))
    assert table.columns == ("plan_id", "dates", "note")
    assert [list(row.cells.values()) for row in table.rows] == SHEET[1:]
    assert [row.line for row in table.rows] == [2, 4]


def test_old_macintosh_line_ends_and_letters() -> None:
    table = read_table("plan_id,note\rava,it’s\rbea,–\r".encode("mac_roman"))
    assert [row.cells["note"] for row in table.rows] == ["it’s", "–"]


@pytest.mark.parametrize("first", ["sep=;\r\n", "SEP=;\n", '"sep=;"\r\n'])
def test_the_line_that_names_the_delimiter_is_skipped(first: str) -> None:
    table = read_table((first + "a;b\r\n1;2,5\r\n").encode())
    assert table.rows[0].cells == {"a": "1", "b": "2,5"}
    assert table.rows[0].line == 3


def test_utf8_with_a_pasted_old_byte_keeps_both() -> None:
    data = "a,b\n✓ ✓ ✓,it".encode() + b"\x92s\n"
    assert read_table(data).rows[0].cells == {"a": "✓ ✓ ✓", "b": "it’s"}


def test_ragged_rows_are_filled_and_their_surplus_kept_apart() -> None:
    table = read_table(b"a,b,\n1\n\n , \n1,2,,x\n")
    assert table.columns == ("a", "b")
    assert [(row.line, dict(row.cells), row.extra) for row in table.rows] == [
        (2, {"a": "1", "b": ""}, ()),
        (5, {"a": "1", "b": "2"}, ("x",)),
    ]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b",,\r\n"])
def test_nothing_is_an_empty_table(data: bytes) -> None:
    table = read_table(data)
    assert table.columns == ()
    assert table.rows == ()


def test_a_cell_of_endless_size_is_named_with_its_line() -> None:
    with pytest.raises(StudyError, match=r"plans\.csv, line 2: this is not a table"):
        read_table(b'a\n"' + b"x" * 10_000_001, name="plans.csv")


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(cells.filter(str.strip), cells), max_size=5))
def test_what_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    table = read_table(write_table(["first", "second"], rows))
    found = [(row.cells["first"], row.cells["second"]) for row in table.rows]
    assert found == [(clean_cell(first), clean_cell(second)) for first, second in rows]
