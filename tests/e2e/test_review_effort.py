"""How many decisions a final table still needs, and a sheet that decides by cell."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from openpyxl import load_workbook
from small_study import add_plan, make_study, plancoder, rows_of

from plancoder.study.decision_log import read_log

PLAN = b"""# Plan

## Needs

Homeless people need a home. Homelessness is rising in Moor.
"""


def test_the_effort_is_told_plan_by_plan(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    add_plan(root, "moor", "moor.md", PLAN)
    assert plancoder("run", root, "--no-cache").returncode == 0
    done = plancoder("review", root, "--plan-effort")
    assert done.returncode == 0
    [row] = [line.split() for line in done.stdout.splitlines() if "moor" in line]
    assert row[0] == "moor"
    passages, cells = map(int, row[1:])
    assert passages > cells > 0
    assert "A final table needs" in done.stderr
    assert "Read as lists, a plan at a time" in done.stderr


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    root = make_study(tmp_path / "study")
    add_plan(root, "moor", "moor.md", PLAN)
    assert plancoder("run", root, "--no-cache").returncode == 0
    return root


def fill(sheet: Path, rejected: Collection[str] = ()) -> int:
    """Accept the rows of a sheet, but those of the rejected plans; the number of
    rows.
    """
    book = load_workbook(sheet)
    table = book["passages"]
    names = [cell.value for cell in table[1]]
    rows = 0
    for row in table.iter_rows(min_row=2):
        if row[names.index("coding_id")].value:
            rejects = row[names.index("plan_id")].value in rejected
            row[names.index("decision")].value = "reject" if rejects else "accept"
            rows += 1
    book.save(sheet)
    return rows


def test_a_sheet_by_cell_settles_the_study_and_is_undone_as_one(coded: Path) -> None:
    sheet = coded / "cells.xlsx"
    assert plancoder("review", coded, "--sheet", sheet).returncode == 0
    first = fill(sheet, rejected={"moor"})
    passages = [
        row for row in rows_of(coded / "out" / "passages.csv") if not row["blocked_by"]
    ]
    assert first < len(passages)
    done = plancoder("decide", sheet, coded, "--reviewer", "Ann")
    assert done.returncode == 0, done.stderr
    assert plancoder("export", coded, "--final").returncode == 5
    effort = plancoder("review", coded, "--plan-effort")
    assert "A final table needs 1 decision where" in effort.stderr
    assert "and 1 at most." in effort.stderr  # not those of cells that are settled
    again = plancoder("review", coded, "--sheet", sheet)
    assert again.returncode == 0, again.stderr
    assert fill(sheet) == 1  # the next passage of the cell that was rejected
    plancoder("decide", sheet, coded, "--reviewer", "Ann")
    assert plancoder("export", coded, "--final").returncode == 0
    nothing = plancoder("review", coded, "--sheet", coded / "more.xlsx")
    assert "Nothing is undecided" in nothing.stderr
    assert not (coded / "more.xlsx").exists()

    undone = plancoder("review", coded, "--undo", "--reviewer", "Ann")
    assert "Undone: 1 decision of Ann" in undone.stderr
    assert plancoder("export", coded, "--final").returncode == 5
    assert len(read_log(coded / "decisions.csv").decisions) == first + 2


def test_a_sheet_with_decisions_that_nobody_took_is_not_overwritten(
    coded: Path,
) -> None:
    sheet = coded / "cells.xlsx"
    plancoder("review", coded, "--sheet", sheet, "--plan", "moor")
    fill(sheet)
    data = sheet.read_bytes()
    done = plancoder("review", coded, "--sheet", sheet)
    assert done.returncode == 6
    assert "already exists" in done.stderr
    assert sheet.read_bytes() == data


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sheet", "cells.ods"), "ends in .xlsx or .csv"),
        (("--sheet", "cells.csv", "--plan", "mor"), "did you mean 'moor'?"),
        (("--undo",), "who reviews?"),
        (("--undo", "--reviewer", "Ann"), "no decision of 'Ann' to undo"),
    ],
)
def test_what_cannot_be_done_is_said(
    coded: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = plancoder("review", coded, *arguments)
    assert done.returncode == 3
    assert said in done.stderr
    assert not Path("cells.csv").exists()


def test_before_anything_was_coded_it_says_so(tmp_path: Path) -> None:
    done = plancoder("review", make_study(tmp_path / "study"), "--plan-effort")
    assert done.returncode == 3
    assert "nothing has been coded yet" in done.stderr
