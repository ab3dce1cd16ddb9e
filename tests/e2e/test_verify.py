"""Tables checked against codings and decisions: an edit by hand is named with its
place.
"""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from small_study import plancoder, rows_of

from plancoder.report.compare_tables import table_differences


def verify(study: Path) -> subprocess.CompletedProcess[str]:
    return plancoder("verify", study)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def decide(study: Path, verdict: str) -> None:
    rows = rows_of(study / "out" / "passages.csv")
    rows[0] |= {"decision": verdict, "reviewer": "Ann"}
    sheet = study / "sheet.csv"
    with sheet.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert plancoder("decide", sheet, study).returncode == 0


def test_nothing_was_edited_even_where_the_plans_are_gone(coded_study: Path) -> None:
    done = verify(coded_study)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing was edited by hand" in done.stderr
    for plan in (coded_study / "raw").glob("*.md"):
        plan.unlink()
    done = verify(coded_study)
    assert (done.returncode, done.stdout) == (0, "")
    assert "note: 2 plan files are not in raw/" in done.stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "appendix_a.csv",
            "2017-2021,",
            "2017-2021,✓",
            "row 3, column 'Housing': says '✓'; plancoder makes it ''.",
        ),
        (
            "appendix_a_long.csv",
            "housing,1,",
            "housing,0,",
            "row 2, column 'value': says '0'; plancoder makes it '1'.",
        ),
        (
            "statements.csv",
            "Put victims first",
            "Put visitors first",
            "row 2, column 'statement': says 'Put visitors first'; plancoder makes it"
            " 'Put victims first'.",
        ),
    ],
)
def test_an_edited_cell_is_named(
    coded_study: Path, name: str, old: str, new: str, told: str
) -> None:
    edit(coded_study / "out" / name, old, new)
    done = verify(coded_study)
    assert done.returncode == 3
    assert done.stdout == f"out/{name}, {told}\n"
    assert "1 difference." in done.stderr


def add_passage(study: Path, quote: str) -> None:
    sheet = study / "sheet.csv"
    sheet.write_bytes((study / "out" / "passages.csv").read_bytes())
    columns = list(rows_of(sheet)[0])
    added = {
        "plan_id": "fenn:2017",
        "category": "housing",
        "match": quote,
        "decision": "accept",
        "reviewer": "Ann",
    }
    with sheet.open("a", encoding="utf-8", newline="") as handle:
        csv.DictWriter(handle, columns).writerow(added)
    assert plancoder("decide", sheet, study).returncode == 0
    assert plancoder("export", study).returncode == 0


def test_an_added_passage_is_checked_without_its_plan(coded_study: Path) -> None:
    add_passage(coded_study, "sleep in the old corn exchange")
    for plan in (coded_study / "raw").glob("*.md"):
        plan.unlink()
    done = verify(coded_study)
    assert (done.returncode, done.stdout) == (0, "")
    edit(
        coded_study / "out" / "passages.csv",
        ",sleep in the old corn exchange,",
        ",and so on,",
    )
    done = verify(coded_study)
    assert done.returncode == 3
    assert "out/appendix_a.csv, row 3, column 'Housing': says '✓'" in done.stdout


def test_a_row_too_many_and_a_row_too_few(coded_study: Path) -> None:
    summary = coded_study / "out" / "summary.csv"
    lines = summary.read_bytes().split(b"\r\n")
    summary.write_bytes(b"\r\n".join([lines[0], *lines[2:-1], b"needs,own,Own", b""]))
    told = verify(coded_study).stdout.splitlines()
    assert told[0].startswith(
        "out/summary.csv, row 2: above it a row is missing (needs"
    )
    assert told[1].startswith("out/summary.csv, row 3: was added by hand (needs | own")


def test_a_workbook_is_compared_by_its_cells(coded_study: Path) -> None:
    path = coded_study / "out" / "review.xlsx"
    book = openpyxl.load_workbook(path)
    book.save(path)  # other bytes, same cells
    assert verify(coded_study).returncode == 0
    book.worksheets[0]["A2"] = "elsewhere"
    book.save(path)
    done = verify(coded_study)
    assert "out/review.xlsx, sheet" in done.stdout
    assert "says 'elsewhere'" in done.stdout
    path.write_bytes(b"no workbook")
    assert "is not a workbook any more" in verify(coded_study).stdout


def test_missing_tables_and_edited_codings_are_named(coded_study: Path) -> None:
    (coded_study / "out" / "appendix_b.csv").unlink()
    edit(coded_study / "out" / "codings.jsonl", "homeless", "homeles")
    told = verify(coded_study).stdout
    assert "out/appendix_b.csv: is missing.\n" in told
    assert "out/codings.jsonl: is not what the coding wrote" in told


def test_decisions_taken_since_are_not_taken_for_edits(coded_study: Path) -> None:
    decide(coded_study, "accept")
    assert plancoder("export", coded_study).returncode == 0
    decide(coded_study, "reject")
    done = verify(coded_study)
    assert (done.returncode, done.stdout) == (0, "")
    edit(coded_study / "decisions.csv", "accept", "reject")
    done = verify(coded_study)
    assert "decisions.csv is not the log that the tables were made with" in done.stderr
    assert done.returncode == 3


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), "is missing, so nothing says what was made"),
        (lambda path: path.write_text("{}"), "cannot be understood"),
        (lambda path: path.write_text("[" * 60_000), "cannot be understood"),
    ],
)
def test_without_a_record_nothing_is_said(
    coded_study: Path, spoil: Callable[[Path], None], message: str
) -> None:
    spoil(coded_study / "out" / "run.json")
    done = verify(coded_study)
    assert done.returncode == 3
    assert message in done.stderr


def test_a_table_saved_by_a_spreadsheet_is_the_same() -> None:
    ours = '\ufeffplan_id,note\r\nvale:2021,"a\r\nb"\r\n'.encode()
    theirs = b'plan_id;note\nvale:2021;"a\r\nb"\n'
    assert list(table_differences("a.csv", theirs, ours)) == []
    (found,) = table_differences("a.csv", theirs.replace(b"2021", b"2022"), ours)
    assert (found.row, found.column) == (2, "plan_id")
