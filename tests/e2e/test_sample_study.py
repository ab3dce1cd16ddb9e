"""The main job on the sample study: every cell against what a careful reader expects,
every quote on its page.
"""

from __future__ import annotations

import csv
import json
import os
from functools import cache
from pathlib import Path

import pytest
from sample_run import APPENDIX, TRUTH, SampleRun, read_rows, run_sample
from small_study import plancoder

from plancoder.extract.pdf.ocr import describe_ocr

OCR = pytest.mark.skipif(
    describe_ocr() != "tesserocr" and os.environ.get("PLANCODER_DEMAND_ALL") != "1",
    reason="tesserocr or its English model is not installed (extra 'ocr')",
)
RAW = Path(__file__).resolve().parents[2] / "raw"
EXPECTED = read_rows(TRUTH)
PLANS = list(dict.fromkeys(row["plan_id"] for row in EXPECTED))
FILES = [f"appendix_{name}.csv" for name in ("a", "b", "a_long", "b_long", "c")]
FILES += ["passages.csv", "summary.csv", "failures.csv", "run.json"]


def letters(text: str) -> str:
    """Only what a reader would call letters and digits: breaks, hyphens and blanks are
    the typesetter's.
    """
    return "".join(filter(str.isalnum, text)).casefold()


def describe(row: dict[str, str], cell: dict[str, str]) -> str:
    """One wrong cell in words: what the table says, what the reader expects, and where
    the words stand.
    """
    place = (
        f"page {row['page']}: {row['words']!r}"
        if row["words"]
        else "nothing in the plan"
    )
    got = f"{cell['value'] or 'blank'} ({cell['basis']})"
    return f"{row['category']}: got {got}, expected {row['expected'] or 'blank'}: {place} {row['note']}"


@cache
def page_text(file: str, page: int) -> str:
    """The letters of a page as PDFium gives them, without our own layout."""
    import pypdfium2

    document = pypdfium2.PdfDocument(RAW / file)
    read = document[page - 1]
    words = read.get_textpage()
    text: str = words.get_text_range()
    words.close()
    read.close()
    document.close()
    return letters(text)


def test_some_plans_failed_and_the_rest_is_written(sample_run: SampleRun) -> None:
    assert sample_run.exit_code == 4, sample_run.stderr
    there = {path.name for path in sample_run.out.iterdir()}
    assert not set(FILES) - there
    assert (
        json.loads((sample_run.out / "run.json").read_text("utf-8"))["state"]
        == "complete"
    )


@pytest.mark.parametrize("frame", sorted(APPENDIX))
@pytest.mark.parametrize("plan_id", PLANS)
def test_cells_are_as_a_reader_expects(
    plan_id: str, frame: str, sample_run: SampleRun
) -> None:
    wrong = []
    for row in EXPECTED:
        if (row["plan_id"], row["frame"]) == (plan_id, frame) and not row[
            "note"
        ].startswith("readers may differ"):
            cell = sample_run.cells[plan_id, frame, row["category"]]
            if cell["value"] != row["expected"]:
                wrong.append(describe(row, cell))
    assert not wrong, "\n".join(["", *wrong])


def test_every_cell_has_an_expectation(sample_run: SampleRun) -> None:
    assert {(row["plan_id"], row["frame"], row["category"]) for row in EXPECTED} == set(
        sample_run.cells
    )


def test_scan_and_missing_plan_never_look_like_no(sample_run: SampleRun) -> None:
    silent = {
        key: cell
        for key, cell in sample_run.cells.items()
        if key[0].startswith("quillshire:")
    }
    assert len(silent) == 2 * (8 + 16 + 9)
    assert {cell["value"] for cell in silent.values()} == {""}
    for letter in "ab":
        with (sample_run.out / f"appendix_{letter}.csv").open(
            encoding="utf-8-sig", newline=""
        ) as handle:
            rows = [
                row[3:] for row in csv.reader(handle) if row[1] == "Quillshire Police"
            ]
        assert len(rows) == 2
        assert {cell for row in rows for cell in row} == {"n/a"}


def test_failure_has_a_named_reason(sample_run: SampleRun) -> None:
    rows = read_rows(sample_run.out / "failures.csv")
    errors = [row for row in rows if row["severity"] == "error"]
    assert [(row["plan_id"], row["stage"], row["reason"]) for row in errors] == [
        ("quillshire:2013", "extract", "no_text")
    ]
    assert "pages 1-2" in errors[0]["detail"]
    assert "quillshire:2013" in sample_run.stderr


def test_every_tick_has_evidence_in_its_plan(sample_run: SampleRun) -> None:
    owner = {
        row["coding_id"]: (
            row["plan_id"],
            row["frame"],
            row["category"],
            row["blocked_by"],
        )
        for row in sample_run.passages
    }
    ticks = {
        key: cell for key, cell in sample_run.cells.items() if cell["value"] == "1"
    }
    assert ticks
    for key, cell in ticks.items():
        assert cell["evidence"], key
        for coding_id in cell["evidence"].split():
            assert owner[coding_id] == (*key, "")


@pytest.mark.parametrize(
    "plan_id", [plan for plan in PLANS if not plan.startswith("quillshire")]
)
def test_quotes_stand_where_the_table_says(plan_id: str, sample_run: SampleRun) -> None:
    plan = sample_run.plans[plan_id]
    options = ["--pages", plan["pages"]] if plan["pages"] else []
    done = plancoder(
        "extract", RAW / plan["file"], "--format", "json", "--ocr", "off", *options
    )
    assert done.returncode == 0, done.stderr
    blocks = json.loads(done.stdout)["blocks"]
    rows = [row for row in sample_run.passages if row["plan_id"] == plan_id]
    assert rows
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        block = next(
            block for block in blocks if block["start"] <= start < end <= block["end"]
        )
        assert (
            block["text"][start - block["start"] : end - block["start"]] == row["match"]
        )
        if plan["file"].endswith(".pdf"):
            # A match over a page break stands half on the page it begins on.
            page = int(row["page"])
            known = page_text(plan["file"], page)
            if letters(row["match"]) not in known:
                both = known + page_text(plan["file"], page + 1)
                assert all(letters(word) in both for word in row["match"].split())


@pytest.mark.parametrize(
    "row",
    [row for row in EXPECTED if row["words"]],
    ids=lambda row: "-".join((row["plan_id"], row["frame"], row["category"])),
)
def test_the_reader_read_what_is_there(row: dict[str, str]) -> None:
    """The expectations quote the plan files: words that a new edition of the sample has
    lost are found here.
    """
    file = next(
        plan["file"]
        for plan in read_rows(RAW / "plans.csv")
        if plan["plan_id"] == row["plan_id"]
    )
    if file.endswith(".pdf"):
        text = page_text(file, int(row["page"]))
        if "broken over two columns" not in row["note"]:
            assert letters(row["words"]) in text
            return
        assert all(letters(word) in text for word in row["words"].split())
    elif file.endswith(".md"):
        assert letters(row["words"]) in letters((RAW / file).read_text("utf-8"))
    else:
        from docx import Document

        assert letters(row["words"]) in letters(
            " ".join(part.text for part in Document(str(RAW / file)).paragraphs)
        )


def test_one_worker_gives_the_same_bytes(sample_run: SampleRun, tmp_path: Path) -> None:
    alone = run_sample(RAW.parent, tmp_path / "study", "--workers", "1")
    assert alone.exit_code == 4
    for name in (*FILES, "codings.jsonl"):
        assert (alone.out / name).read_bytes() == (
            sample_run.out / name
        ).read_bytes(), name


@OCR
def test_ocr_reads_the_scan(tmp_path: Path) -> None:
    """With the `ocr` extra every plan is read, and the scan's ticks are those that a
    reader of the paper makes.
    """
    done = run_sample(RAW.parent, tmp_path / "study", "--ocr", "auto")
    assert done.exit_code == 0, done.stderr
    ticked = {
        key[1:]
        for key, cell in done.cells.items()
        if key[0] == "quillshire:2013" and cell["value"] == "1"
    }
    priorities = {category for frame, category in ticked if frame == "priorities"}
    assert priorities == {
        "victims",
        "witnesses",
        "vulnerable_individuals",
        "youth",
        "community",
    }
    assert {("needs", "domestic_abuse"), ("needs", "mental_health")} <= ticked
    assert not ticked & {
        ("needs", "housing"),
        ("needs", "night_time_economy"),
        ("needs", "learning_disabilities"),
    }
