"""Matrices that people make: every shape that is read, every slip that is named."""

from __future__ import annotations

import pytest

from plancoder.agreement.marks import Mark, read_mark, read_marks
from plancoder.agreement.matrix_file import (
    category_aliases,
    common_categories,
    count_category_columns,
    parse_matrix,
)
from plancoder.agreement.table import force_key
from plancoder.errors import StudyError

LABELS = {"housing": "Housing and homelessness", "youth": "Youth"}
PRINTED = {"housing": "Housing/homelessness", "youth": "Youth"}


def parse(text: str | bytes) -> dict[str, str]:
    """Plan to its answers in the order housing, youth: 1, 0 or ?."""
    data = text.encode() if isinstance(text, str) else text
    found = parse_matrix(
        data, "mine.csv", list(LABELS), category_aliases(LABELS, PRINTED)
    )
    marks = {True: "1", False: "0", None: "?"}
    return {
        row.plan_id: "".join(
            marks[found.ticks.get((row.plan_id, category))] for category in LABELS
        )
        for row in found.rows
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plan_id,housing,youth\na,1,0\nb,0,1\n", {"a": "10", "b": "01"}),
        (
            "Plan ID;HOUSING AND HOMELESSNESS;Youth\na;✓;\nb;;✓\n",
            {"a": "10", "b": "01"},
        ),
        ("plan_id,Housing/homelessness,youth,nation\na,√,,England\n", {"a": "10"}),
        ("plan_id\thousing\tyouth\na\tyes\tNo\nb\tn/a\tY\n", {"a": "10", "b": "?1"}),
        (
            "plan_id,housing,youth\na,1,\nb,0,1\n",
            {"a": "1?", "b": "01"},
        ),  # no is written out: blank is no answer
        (
            "plan_id,housing,youth\na,x,\nb,,X\n",
            {"a": "10", "b": "01"},
        ),  # x alone is a tick
        ("plan_id,housing,youth\na,✓,x\n", {"a": "10"}),  # beside ✓ it is a cross
        ("plan_id,housing,youth\na,x,0\n", {"a": "10"}),  # beside 0 it is a tick
        ("plan_id,housing,youth\na,✓,?\n", {"a": "1?"}),
        ("plan_id,youth\na,1\nb,0\n", {"a": "?1", "b": "?0"}),
        (
            "plan_id,category,value\na,housing,1\na,youth,\nb,youth,0\n",
            {"a": "1?", "b": "?0"},
        ),
        (
            "plan_id,category,tick\na,Housing/homelessness,✓\na,Housing and homelessness,1\n",
            {"a": "1?"},
        ),
        ("﻿plan_id,housing,youth\r\n'=a,1,0\r\n", {"=a": "10"}),
        ("plan_id,housing,youth\na,1,0\n,,\n", {"a": "10"}),
    ],
)
def test_shapes(text: str, found: dict[str, str]) -> None:
    assert parse(text) == found


def test_the_printed_shape_with_a_merged_force_cell() -> None:
    text = "Service,Dates of Plan,Housing and Homelessness,Youth\nGwent Police,2017-2021,✓,\n,2013-2017,,✓\n"
    data = parse_matrix(
        text.encode(), "mine.csv", list(LABELS), category_aliases(LABELS)
    )
    assert [(force_key(row), row.dates) for row in data.rows] == [
        ("gwent", "2017-2021"),
        ("gwent", "2013-2017"),
    ]
    assert [data.ticks[row.plan_id, "youth"] for row in data.rows] == [False, True]
    assert data.notes == ("blank cells are read as no tick",)


@pytest.mark.parametrize(
    ("rows", "forces"),
    [
        # A merged cell: the force of the row above.
        ("fenn,Fenn,current,1\n,,previous,0\n", ["fenn Fenn", "fenn Fenn"]),
        # Another force, which has no name or no id here.
        ("fenn,Fenn,current,1\nvale,,previous,0\n", ["fenn Fenn", "vale "]),
        ("fenn,Fenn,current,1\n,Vale,previous,0\n", ["fenn Fenn", " Vale"]),
    ],
)
def test_only_a_row_without_any_force_is_of_the_force_above(
    rows: str, forces: list[str]
) -> None:
    data = parse_matrix(
        f"force_id,force,status,housing\n{rows}".encode(),
        "mine.csv",
        list(LABELS),
        category_aliases(LABELS),
    )
    assert [f"{row.force_id} {row.force}" for row in data.rows] == forces


@pytest.mark.parametrize("column", ["force_id", "force"])
def test_a_force_with_a_status_names_a_plan(column: str) -> None:
    data = parse_matrix(
        f"{column},status,housing\nfenn,current,1\n".encode(),
        "mine.csv",
        list(LABELS),
        category_aliases(LABELS),
    )
    assert [row.plan_id for row in data.rows] == ["fenn current"]


def test_columns_that_are_no_category_are_named() -> None:
    text = "plan_id,housing,comment on it\na,1,see page 4\n"
    data = parse_matrix(
        text.encode(), "mine.csv", list(LABELS), category_aliases(LABELS)
    )
    assert "comment on it" in data.notes[0]
    assert data.categories == ("housing",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ["there is no table in it"]),
        ("plan_id,housing\n", ["there is no table in it"]),
        ("housing,youth\n1,0\n", ["no column says which plan", "plan_id"]),
        ("force,housing\nGwent,1\n", ["no column says which plan", "status"]),
        (
            "plan_id,housing,youth\na,1,0\nb,maybe,0\n",
            ["line 3", "'housing'", "'maybe'", "Write 1"],
        ),
        ("plan_id,housing,youth\na,2,0\n", ["line 2", "'2'"]),
        ("plan_id,housing,youth\na,1,0\na,0,0\n", ["lines 2 and 3", "'a'"]),
        ("plan_id,housing,youth\n,1,0\n", ["line 2", "plan_id is blank"]),
        ("plan_id,housing,youth\na,1,0,1\n", ["line 2", "more cells"]),
        ("plan_id,houzing,youth\na,1,0\n", ["'houzing'", "misspelt", "housing"]),
        ("plan_id,colour\na,1\n", ["no column is a category", "'housing'"]),
        ("plan_id,housing,Housing/homelessness\na,1,0\n", ["more than one column"]),
        ("plan_id,housing,housing\na,1,0\n", ["more than one column"]),
        ("plan_id,housing,youth\na,?,\n", ["line 2", "✓ that became '?'", "CSV UTF-8"]),
        ("plan_id,housing,youth\na,✓,x\nb,0,✓\n", ["line 2", "x is used with"]),
        (
            "plan_id,category,value\na,housing,1\na,housing,0\n",
            ["lines 2 and 3", "two values"],
        ),
        (
            "plan_id,category,value\na,hausing,1\na,youth,0\n",
            ["line 2", "'hausing'", "misspelt"],
        ),
        ("plan_id,category,value\na,colour,1\n", ["none of the categories"]),
        (
            "plan_id,category,value\na,housing,perhaps\n",
            ["line 2", "'value'", "'perhaps'"],
        ),
    ],
)
def test_slips(text: str, says: list[str]) -> None:
    with pytest.raises(StudyError) as raised:
        parse(text)
    message = str(raised.value)
    assert message.startswith("mine.csv")
    assert [word for word in says if word not in message] == []


def test_all_slips_at_once_and_not_a_thousand_lines() -> None:
    text = "plan_id,housing,youth\n" + "".join(
        f"p{at},maybe,perhaps\n" for at in range(50)
    )
    with pytest.raises(StudyError) as raised:
        parse(text)
    assert len(raised.value.problems) == 21
    assert raised.value.problems[-1] == "… and 80 more of this file"


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("✓", Mark.YES),
        ("✔️", Mark.YES),
        (" TRUE ", Mark.YES),
        ("1.0", Mark.YES),
        ("âœ“", Mark.YES),  # a UTF-8 ✓ read as cp1252 and saved
        ("１", Mark.YES),  # full width
        ("✗", Mark.NO),
        ("No.", Mark.NO),
        ("-", Mark.NO),
        ("#N/A", Mark.NO_ANSWER),
        ("n.a.", Mark.NO_ANSWER),
        ("x", Mark.CROSS),
        ("?", Mark.QUESTION),
        ("", Mark.BLANK),
        ("\u00a0", Mark.BLANK),
        ("yes, on page 4", Mark.UNKNOWN),
        ("11", Mark.UNKNOWN),
    ],
)
def test_marks(cell: str, mark: Mark) -> None:
    assert read_mark(cell) is mark


def test_blank_and_x_are_said_in_words() -> None:
    assert read_marks([Mark.YES, Mark.BLANK], long=False).notes == (
        "blank cells are read as no tick",
    )
    assert read_marks([Mark.YES, Mark.BLANK], long=True).notes == (
        "blank cells are read as no answer",
    )
    assert read_marks([Mark.CROSS, Mark.NO], long=False).notes == (
        "x is read as a tick",
    )
    assert read_marks([Mark.CROSS, Mark.YES], long=False).notes == (
        "x is read as no tick",
    )


def test_which_frame_a_file_is_about() -> None:
    aliases = category_aliases(LABELS)
    assert (
        count_category_columns(
            b"plan_id,housing,youth,victims\na,1,1,1\n", "f", aliases
        )
        == 2
    )
    assert (
        count_category_columns(
            b"plan_id,category,value\na,youth,1\nb,youth,1\n", "f", aliases
        )
        == 1
    )
    assert count_category_columns(b"", "f", aliases) == 0


def test_categories_that_two_coders_share() -> None:
    first, second = (
        b"plan_id,Housing,youth,notes\na,1,0,so\n",
        b"plan_id,youth,housing\na,1,0\n",
    )
    assert list(common_categories([first, second], ["a.csv", "b.csv"])) == [
        "Housing",
        "youth",
    ]
    with pytest.raises(StudyError, match=r"no category is in both.*b\.csv has victims"):
        common_categories([first, b"plan_id,victims\na,1\n"], ["a.csv", "b.csv"])


def test_a_wide_file_by_labels_meets_a_long_one_by_ids() -> None:
    wide = "plan_id,Housing/homelessness,Youth,Witnesses\na,✓,,\n".encode()
    long = b"plan_id,category,value,label\na,housing,1,Housing/homelessness\na,youth,1,Youth\na,community,0,Community\n"
    expected = {"housing": "Housing/homelessness", "youth": "Youth"}
    for files in ([wide, long], [long, wide]):
        found = common_categories(files, ["a.csv", "b.csv"])
        assert {
            category.casefold(): label for category, label in found.items()
        } == expected
        tables = [
            parse_matrix(each, "f", list(found), category_aliases(found))
            for each in files
        ]
        assert {
            key for table in tables for key in table.ticks if key[1] == "housing"
        } == {("a", "housing")}
