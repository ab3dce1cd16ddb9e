"""Sheets that LibreOffice itself opened and saved come back whole: as .xlsx, .csv, old
code pages and semicolons.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from review_kit import CODEBOOK, CODINGS, LATER, PLAN, PLAN_ID
from small_study import HANGS_AFTER

from plancoder.export.passages_table import passage_rows
from plancoder.export.review_workbook import review_workbook
from plancoder.models import Verdict
from plancoder.review.settle import settle_review
from plancoder.review.sheets.decide import Outcome, read_decisions
from plancoder.review.sheets.sheet_file import read_sheet_file
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
DEMANDED = os.environ.get("PLANCODER_DEMAND_ALL") == "1"

pytestmark = pytest.mark.skipif(
    OFFICE is None and not DEMANDED,
    reason="LibreOffice (soffice) is not installed; .ci/run demands it",
)

# What spreadsheets bend: formulas, dates, numbers with zeros, ids in E-notation,
# quotes, line ends.
NASTY = (
    "=1+1",
    "1-2",
    "007",
    "1E5",
    "'quoted'",
    "a;b,c\td",
    "@home",
    "ŵŷ ✓ “curly”",
    "two\nlines",
    "TRUE",
    "3/4/2014",
)
CODED = [
    replace(
        CODINGS[at % 3],
        coding_id=f"c{at:012x}",
        before=f"{words} ",
        match=f"housing {words}",
        after=f" {words}",
    )
    for at, words in enumerate(NASTY)
]
REVIEW = settle_review(CODED, ())
ROWS = [
    {**row, "decision": "accept" if at % 2 else "✗", "note": NASTY[at]}
    for at, row in enumerate(passage_rows([PLAN], REVIEW))
]


def through_office(data: bytes, name: str, to: str, folder: Path) -> bytes:
    """Open the file in LibreOffice and save it in another form."""
    assert OFFICE is not None, (
        "PLANCODER_DEMAND_ALL=1, but LibreOffice (soffice) is not installed"
    )
    source = folder / name
    source.write_bytes(data)
    target = folder / "saved"
    # Made at its first start, which takes longer than a table.
    profile = (folder.parent / "office").as_uri()
    command = [
        OFFICE,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(target),
    ]
    if name.endswith(".csv"):
        command += ["--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"]
    subprocess.run(
        [*command, str(source)], check=True, capture_output=True, timeout=HANGS_AFTER
    )
    return next(target.iterdir()).read_bytes()


CSV = "csv:Text - txt - csv (StarCalc)"


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        ("xlsx", "xlsx:Calc MS Excel 2007 XML"),
        ("xlsx", f"{CSV}:44,34,76,1"),  # commas, UTF-8
        ("xlsx", f"{CSV}:59,34,1,1"),  # semicolons, cp1252
        ("csv", "xlsx:Calc MS Excel 2007 XML"),
        ("csv", f"{CSV}:44,34,76,1"),
    ],
)
def test_a_sheet_that_libreoffice_saved_is_read_back_exactly(
    kind: str, to: str, tmp_path: Path
) -> None:
    data = review_workbook(ROWS) if kind == "xlsx" else write_csv(ROWS, PASSAGE_COLUMNS)
    saved = through_office(data, f"review.{kind}", to, tmp_path)
    table = read_sheet_file(saved, "review")
    reading = read_decisions(
        table, REVIEW, CODEBOOK, [PLAN_ID], reviewer="Ann", decided_at=LATER
    )
    refused = [
        report.text for report in reading.reports if report.outcome is Outcome.REFUSED
    ]
    lost_ticks = to.startswith(CSV) and ":59," in to  # cp1252 has no ✗
    meant = {
        str(row["coding_id"]): Verdict.ACCEPT
        if row["decision"] == "accept"
        else Verdict.REJECT
        for row in ROWS
        if not lost_ticks or row["decision"] == "accept"
    }
    assert {one.coding_id: one.verdict for one in reading.decisions} == meant
    assert all("✓ or ✗ that the spreadsheet lost" in text for text in refused)
    assert len(refused) == (6 if lost_ticks else 0)
    quotes = {coding.coding_id: coding.match for coding in CODED}
    assert all(one.quote == quotes[one.coding_id] for one in reading.decisions)


def test_the_workbook_keeps_every_note_as_it_was_typed(tmp_path: Path) -> None:
    saved = through_office(
        review_workbook(ROWS), "review.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path
    )
    notes = {
        row.cells["coding_id"]: row.cells["note"]
        for row in read_sheet_file(saved, "review").rows
    }
    assert notes == {str(row["coding_id"]): str(row["note"]) for row in ROWS}


def test_libreoffice_finds_the_drop_down_and_no_protection(tmp_path: Path) -> None:
    saved = through_office(
        review_workbook(ROWS), "review.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path
    )
    sheet = openpyxl.load_workbook(io.BytesIO(saved))["passages"]
    lists = [
        rule for rule in sheet.data_validations.dataValidation if rule.type == "list"
    ]
    assert [rule.formula1 for rule in lists] == ['"accept,reject,unsure,withdraw"']
    assert not sheet.protection.sheet
    assert sheet.auto_filter.ref
