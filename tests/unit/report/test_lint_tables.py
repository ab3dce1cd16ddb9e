"""Slips in printed tables: what is found in those of 2017, and in rows made up here."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from small_study import plancoder

from plancoder.errors import StudyError
from plancoder.pipeline.report import report_files
from plancoder.reference import load_anomalies
from plancoder.report.lint.checks import Finding, lint_published, lint_tables
from plancoder.report.lint.read_printed import read_printed, read_tables
from plancoder.report.published import published_report

HEADER = ("Service", "Dates of Plan", "Housing/homelessness", "Victims", "Youth")
PUBLISHED = lint_published()


def table_of(*rows: Sequence[str], header: Sequence[str] = HEADER) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def lint(*files: bytes) -> list[Finding]:
    names = ("a.csv", "b.csv", "c.csv")
    tables = [
        read_printed(data, name) for data, name in zip(files, names, strict=False)
    ]
    return list(lint_tables(tables))


def kinds(*files: bytes) -> list[str]:
    return [one.kind for one in lint(*files)]


SOUND = (
    ("Vale Police", "2017-2021", "✓", "✓", ""),
    ("Vale Police", "2013-2017", "", "✓", ""),
    ("Mere Police", "2016-2020", "✓", "", "✓"),
    ("Mere Police", "2012–16", "", "", "✓"),
)


@pytest.mark.parametrize(
    ("kind", "force", "weight"),
    [
        ("rows_exchanged", "bedfordshire", 3),  # with Cambridgeshire
        ("rows_exchanged", "nottinghamshire", 2),  # within the force
        ("dates", "city-of-london", 3),  # the same dates twice
        ("dates", "south-yorkshire", 3),
        ("dates", "sussex", 3),  # 2017-2017
        ("no_plan_ticked", "staffordshire", 3),
        ("c_disagrees", "northamptonshire", 2),
        ("c_disagrees", "merseyside", 2),
        ("percentage", "", 2),  # 98%
    ],
)
def test_the_certain_slips_of_2017_are_found(
    kind: str, force: str, weight: int
) -> None:
    found = [one for one in PUBLISHED if (one.kind, one.force) == (kind, force)]
    assert weight in [one.weight for one in found]


def test_at_most_one_finding_in_five_of_2017_is_not_known_to_be_odd() -> None:
    alike = {"dates_overlap": "dates"}
    known = {
        (alike.get(one.kind, one.kind), one.plan_id.partition(":")[0])
        for one in load_anomalies()
    }
    # The order of two forces is told of the other one of them.
    known.add(("row_order", "cumbria"))
    strange = [
        one
        for one in PUBLISHED
        if (alike.get(one.kind, one.kind), one.force) not in known
    ]
    assert len(PUBLISHED) == 28
    assert len(strange) * 5 <= len(PUBLISHED), strange


def test_the_surest_come_first_and_both_appendices_are_said_at_once() -> None:
    weights = [one.weight for one in PUBLISHED]
    assert weights == sorted(weights, reverse=True)
    (sussex,) = [one for one in PUBLISHED if one.force == "sussex"]
    assert sussex.where == "Appendix A, row 65; Appendix B, row 65"


def test_sound_tables_have_nothing() -> None:
    assert kinds(table_of(*SOUND), table_of(*SOUND)) == []


@pytest.mark.parametrize(
    ("row", "kind", "reason"),
    [
        (("Lode Police", "2017-2017", "✓", "", ""), "dates", "in which it begins"),
        (("Lode Police", "No new plan", "", "✓", ""), "no_plan_ticked", "Victims"),
        (("Lode Police", "2017-2021", "", "", ""), "no_tick", "no tick at all"),
        (("Vale Police", "2013-2015", "", "", "✓"), "dates", "begin in the same year"),
    ],
)
def test_a_row_that_cannot_be(row: Sequence[str], kind: str, reason: str) -> None:
    (found,) = lint(table_of(*SOUND, row))
    assert (found.kind, reason in found.reason) == (kind, True)
    assert found.where.endswith("6")


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ("2017-2021", "2013-2018", []),  # replaced a year early
        ("2017-2021", "2013-2019", ["dates_overlap"]),
        ("2017-2021", "2016-2021", ["dates_overlap"]),
        ("2017", "2013", []),
        ("No new plan", "2013-2018", []),
    ],
)
def test_plans_that_overlap(new: str, old: str, expected: list[str]) -> None:
    blank = "" if new.startswith("No") else "✓"
    rows = (
        ("Lode Police", new, blank, "", ""),
        ("Lode Police", old, "✓", "✓", ""),
    )
    assert kinds(table_of(*SOUND, *rows)) == expected


def test_older_first_in_one_table_only_may_be_exchanged() -> None:
    more = (
        ("Lode Police", "2016-2020", "", "", "✓"),
        ("Lode Police", "2012-2016", "✓", "", "✓"),
    )
    turned = table_of(*SOUND, *more[::-1])
    assert kinds(table_of(*SOUND, *more), turned) == ["row_order", "rows_exchanged"]


def test_another_date_or_order_in_the_other_table() -> None:
    other = [list(row) for row in SOUND]
    other[1][1] = "2012-2017"
    (found,) = lint(table_of(*SOUND), table_of(*other))
    assert found.reason == "Vale Police: 2013-2017 in the one, 2012-2017 in the other."
    swapped = (*SOUND[2:], *SOUND[:2])
    (found,) = lint(table_of(*SOUND), table_of(*swapped))
    assert found.reason.startswith("Vale Police stands before Mere Police")


def test_a_block_that_was_filled_down() -> None:
    rows = [(f"{name} Police", "2017-2021", "", "✓", "") for name in "KLMN"]
    (found,) = lint(table_of(*SOUND, *rows))
    assert "4 rows in a block" in found.reason


SUMMARIES = ("Service", "Dates of Plan", "Needs identified", "Priorities")


def summaries(*priorities: str) -> bytes:
    rows = [
        (row[0], row[1], "none is named", text)
        for row, text in zip(SOUND, priorities, strict=True)
    ]
    return table_of(*rows, header=SUMMARIES)


def test_words_of_a_summary_without_a_tick_and_the_reverse() -> None:
    told = summaries(
        "Affordable homes\nHelp victims", "Listen to victims", "", "Youths"
    )
    ticks = table_of(*SOUND[:3], ("Mere Police", "2012–16", "", "✓", ""))
    (found,) = lint(ticks, told)
    assert found.where == "a.csv, row 5"
    assert found.reason.endswith("Youth: named in b.csv and not ticked here.")


def test_rows_that_fit_each_others_summary_are_exchanged() -> None:
    told = summaries("Youth", "Housing, victims", "Housing\nYouth", "Youth")
    turned = (
        ("Vale Police", "2017-2021", "✓", "✓", ""),
        ("Vale Police", "2013-2017", "", "", "✓"),
    )
    (found,) = lint(table_of(*turned, *SOUND[2:]), told)
    assert found.kind == "rows_exchanged"
    assert "6 cells differ as printed, 0 if exchanged" in found.reason
    assert "rows_exchanged" not in kinds(table_of(*SOUND), told)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Youth", []),  # named for both plans, so no row was copied
        ("Housing", ["c_disagrees", "equal_rows"]),
    ],
)
def test_equal_rows_are_odd_unless_the_summaries_say_the_same(
    told: str, expected: list[str]
) -> None:
    rows = (*SOUND[:2], ("Mere Police", "2016-2020", "", "", "✓"), SOUND[3])
    lists = summaries("Housing, victims", "Victims", "Youth", told)
    assert sorted(set(kinds(table_of(*rows), lists))) == expected


def test_the_two_plans_of_2017_that_appendix_c_confirms_are_not_named() -> None:
    equal = {one.force for one in PUBLISHED if one.kind == "equal_rows"}
    assert equal == {"northumbria", "south-yorkshire", "staffordshire"}


def workbook_of(*sheets: tuple[str, Sequence[Sequence[str]]]) -> bytes:
    book = openpyxl.Workbook()
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_sheets_of_a_workbook_are_checked_against_each_other() -> None:
    told = [
        SUMMARIES,
        (*SOUND[0][:2], "none", "Housing"),
        ("", "", "", "Victims"),  # the cell above goes on
        *((*row[:2], "none", "Youth") for row in SOUND[2:]),
    ]
    ticked = [HEADER, *SOUND[:3], ("Mere Police", "2012–16", "", "✓", "")]
    data = workbook_of(("About", [["Vale"]]), ("B", ticked), ("C", told))
    (found,) = lint_tables(read_tables(data, "x.xlsx"))
    assert found.where == "x.xlsx, B, row 5"
    assert found.reason.endswith("Youth: named in x.xlsx, C and not ticked here.")


def test_the_report_of_2017_as_a_workbook_has_what_its_tables_have() -> None:
    data = report_files(published_report())["appendices.xlsx"]
    tables = read_tables(data, "x.xlsx")
    assert [table.name for table in tables] == ["x.xlsx, A cells", "x.xlsx, B cells"]
    assert [len(table.rows) for table in tables] == [86, 86]
    found = {(one.kind, one.force) for one in lint_tables(tables)}
    without_c = {"c_disagrees", "percentage"}
    wanted = {(one.kind, one.force) for one in PUBLISHED if one.kind not in without_c}
    assert wanted - found == {
        ("rows_exchanged", "bedfordshire"),  # needs Appendix C
        # A report of ours says n/a for a plan that does not exist.
        ("no_plan_ticked", "staffordshire"),
        ("equal_rows", "staffordshire"),
    }


def test_a_tidy_table_meets_the_summaries_of_the_same_forces() -> None:
    header = ("plan_id", "value", "force_id", "force", "dates", "status", "label")
    rows = [
        (f"vale:{dates[:4]}", value, "vale", "Vale Police", dates, status, label)
        for dates, status, values in (
            ("2017-2021", "current", ("1", "")),
            ("2013-2017", "previous", ("0", "1")),
        )
        for label, value in zip(("Housing", "Youth"), values, strict=True)
    ]
    told = table_of(
        ("Vale Police", "2017-2021", "Housing\nYouth", ""),
        ("Vale Police", "2013-2017", "Housing\nYouth", ""),
        header=SUMMARIES,
    )
    (found,) = lint(table_of(*rows, header=header), told)
    assert found.where == "a.csv, row 4"
    assert found.reason.endswith("Housing: named in b.csv and not ticked here.")


def test_a_workbook_without_such_a_sheet_is_said_to_have_none() -> None:
    data = workbook_of(("One", [["a"], ["1"]]), ("Two", [HEADER]))
    with pytest.raises(StudyError, match=r"x.xlsx: no sheet .* are: One, Two"):
        read_tables(data, "x.xlsx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a,b\n1,2\n", "no column names the force"),
        (b"Service,Housing\nVale,1\n", "no column names the dates of the plan"),
        (b"Service,Dates\n", "no row below it"),
        (
            b"Service,Dates,Housing\nVale,2017,perhaps\n",
            "Row 2, column 'Housing' says 'perhaps'",
        ),
    ],
)
def test_what_is_no_such_table_is_said(data: bytes, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        read_printed(data, "mine.csv")


def test_the_command_lists_its_findings(coded_study: Path) -> None:
    done = plancoder("lint-tables")
    assert done.returncode == 0
    assert done.stdout.count("\n") == len(PUBLISHED)
    assert done.stdout.startswith("certain\tdates\tAppendix A, rows 9 and 10")
    assert "28 findings." in done.stderr
    out = coded_study / "out"
    done = plancoder(
        "lint-tables", *(out / f"appendix_{letter}.csv" for letter in "abc")
    )
    # The plan of 2017 has no housing, and the small study no other need.
    assert done.stdout == (
        "look\tno_tick\tappendix_a.csv, row 3\tFennmarket Police 2017-2021: no tick at"
        " all. Was the row left out?\n"
    )
    # Without the summaries, which name the same priority in both plans, one more.
    done = plancoder("lint-tables", out / "appendix_b.csv")
    assert done.stdout == (
        "look\tequal_rows\tappendix_b.csv, rows 2 and 3\tFennmarket Police: both plans"
        " have the same ticks. Was one copied?\n"
    )
    done = plancoder("lint-tables", out / "failures.csv", out / "gone.csv")
    assert done.returncode == 3
    assert "no column names the force" in done.stderr
    assert "there is no such file" in done.stderr
