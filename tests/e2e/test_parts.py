"""A plan in several files: one row, one plan, each passage with its part and page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_study import plancoder, rows_of

ROOT = Path(__file__).resolve().parents[2]
HEAD = "plan_id,force,dates,start_year,end_year,status,file,pages,doc_type\n"


def study_of(root: Path, file: str, pages: str = "") -> Path:
    """A study of one plan, beside two files of the sample study."""
    plans = root / "raw" / "plans"
    plans.mkdir(parents=True)
    shutil.copy(ROOT / "codebook.yaml", root)
    shutil.copy(ROOT / "raw/plans/saltmarch-2017.pdf", plans / "one.pdf")
    shutil.copy(ROOT / "raw/plans/harrowdene-2016.pdf", plans / "two.pdf")
    (plans / "bad.pdf").write_text("no PDF at all", encoding="utf-8")
    row = f"x:2017,Saltmarch Constabulary,2017–2021,2017,2021,current,{file},{pages},plan\n"
    (root / "raw" / "plans.csv").write_text(HEAD + row, encoding="utf-8")
    return root


def test_two_files_are_one_plan(tmp_path: Path) -> None:
    study = study_of(tmp_path, "plans/one.pdf; plans/two.pdf", "; 2-6")
    done = plancoder("run", "-q", study)
    assert done.returncode == 0, done.stderr
    passages = rows_of(study / "out" / "passages.csv")
    pages = {row["page"] for row in passages}
    assert {row["plan_id"] for row in passages} == {"x:2017"}
    assert "part 1, page 2" in pages
    seconds = {page for page in pages if page.startswith("part 2")}
    assert seconds
    assert seconds <= {f"part 2, page {number}" for number in range(2, 7)}
    assert len(rows_of(study / "out" / "appendix_a.csv")) == 1


def test_one_file_keeps_its_plain_pages(tmp_path: Path) -> None:
    study = study_of(tmp_path, "plans/two.pdf", "2-6")
    assert plancoder("run", "-q", study).returncode == 0
    pages = {row["page"] for row in rows_of(study / "out" / "passages.csv")}
    assert pages
    assert pages <= set("23456")


def test_a_part_that_cannot_be_read_fails_the_plan(tmp_path: Path) -> None:
    study = study_of(tmp_path, "plans/one.pdf; plans/bad.pdf")
    done = plancoder("run", "-q", study)
    assert done.returncode == 4
    (cells,) = rows_of(study / "out" / "appendix_a.csv")
    assert [*cells.values()].count("n/a") == 8
    failure = rows_of(study / "out" / "failures.csv")[0]
    assert (failure["plan_id"], failure["reason"]) == ("x:2017", "not_a_pdf")
    assert "part 2 (bad.pdf)" in failure["detail"]


@pytest.mark.parametrize(
    ("file", "pages", "said"),
    [
        ("plans/one.pdf; plans/none.pdf", "", "'plans/none.pdf' is not in raw/"),
        ("plans/one.pdf; plans/one.pdf", "", "'plans/one.pdf' is named twice"),
        ("plans/one.pdf; plans/two.pdf", "1-2;3;4", "3 page ranges for 2 files"),
    ],
)
def test_slips_are_told_before_any_work(
    tmp_path: Path, file: str, pages: str, said: str
) -> None:
    study = study_of(tmp_path, file, pages)
    done = plancoder("run", "-q", study)
    assert done.returncode == 3
    assert said in done.stderr
    assert not (study / "out").exists()
