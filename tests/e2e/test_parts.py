"""A plan in several files: one row, one plan, each passage with its part and page;
proposed by the names of its files.
"""

from __future__ import annotations

import base64
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from page_server import open_page, serve
from playwright.sync_api import Browser
from small_study import plancoder, rows_of

from plancoder.pipeline.page_pictures import PictureJob, draw_picture

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


PARTS = ("Harrowdene plan 2016 part 1.pdf", "Harrowdene plan 2016 part 2.pdf")
SAMPLES = ("harrowdene-2016.pdf", "saltmarch-2017.pdf")


def folder_of(root: Path, files: dict[str, str]) -> Path:
    """A study without plans.csv: each file is a plan of the sample study."""
    (root / "raw").mkdir(parents=True)
    shutil.copy(ROOT / "codebook.yaml", root)
    for name, sample in files.items():
        (root / "raw" / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "raw" / "plans" / sample, root / "raw" / name)
    return root


def proposed(study: Path, name: str = "plans.csv") -> dict[str, dict[str, str]]:
    return {row["file"]: row for row in rows_of(study / "raw" / name)}


def test_files_that_are_parts_by_their_names_are_proposed_as_one_plan(
    tmp_path: Path,
) -> None:
    study = folder_of(
        tmp_path,
        dict(zip(PARTS, SAMPLES, strict=True)) | {"2013.pdf": "saltmarch-2013.pdf"},
    )
    done = plancoder("plans", "propose", study)
    assert done.returncode == 0, done.stderr
    assert f"! {'; '.join(PARTS)}: harrowdene:2016 (" in done.stderr
    assert "2 files are joined as one plan" in done.stderr
    assert "split the row in plans.csv" in done.stderr
    rows = proposed(study)
    assert set(rows) == {"2013.pdf", "; ".join(PARTS)}
    row = rows["; ".join(PARTS)]
    assert (row["plan_id"], row["force"]) == ("harrowdene:2016", "Harrowdene Police")
    assert (row["start_year"], row["end_year"], row["pages"]) == ("2016", "2020", "")

    done = plancoder("run", study)
    assert done.returncode == 0, done.stderr
    assert "joined" not in done.stderr  # the list is a person's now
    passages = rows_of(study / "out" / "passages.csv")
    pages = {row["page"] for row in passages if row["plan_id"] == "harrowdene:2016"}
    assert "part 2, page 7" in pages
    assert any(page.startswith("part 1, page ") for page in pages)


def test_a_run_without_a_list_joins_them_and_says_so(tmp_path: Path) -> None:
    study = folder_of(tmp_path, dict(zip(PARTS, SAMPLES, strict=True)))
    done = plancoder("run", study)
    assert done.returncode == 0, done.stderr
    assert "split the row in plans.csv" in done.stderr
    assert "1 of 1 plan coded" in done.stderr
    pages = {row["page"] for row in rows_of(study / "out" / "passages.csv")}
    assert any(page.startswith("part 2, page ") for page in pages)


def test_a_missing_part_is_told_and_nothing_is_joined(tmp_path: Path) -> None:
    files = ("Harrowdene part 1.pdf", "Harrowdene part 3.pdf")
    study = folder_of(tmp_path, dict(zip(files, SAMPLES, strict=True)))
    done = plancoder("plans", "propose", study)
    assert done.returncode == 0, done.stderr
    assert "file: its name says part 1, but part 2 is not here" in done.stderr
    assert "file: its name says part 3, but part 2 is not here" in done.stderr
    assert set(proposed(study)) == set(files)


def test_years_and_force_come_from_the_part_that_has_them(tmp_path: Path) -> None:
    study = folder_of(tmp_path, {"plan pt2.pdf": "harrowdene-2016.pdf"})
    (study / "raw" / "plan pt1.txt").write_text("A cover.\n", encoding="utf-8")
    (study / "raw" / "plan pt3.pdf").write_text("no PDF at all", encoding="utf-8")
    assert plancoder("plans", "propose", study, "-q").returncode == 0
    [row] = proposed(study).values()
    assert row["file"] == "plan pt1.txt; plan pt2.pdf; plan pt3.pdf"
    assert (row["plan_id"], row["force"]) == ("harrowdene:2016", "Harrowdene Police")
    assert (row["start_year"], row["doc_type"]) == ("2016", "plan")


def test_the_same_file_as_both_parts_is_told(tmp_path: Path) -> None:
    study = folder_of(tmp_path, dict.fromkeys(PARTS, "harrowdene-2016.pdf"))
    done = plancoder("plans", "propose", study)
    assert " are the same file" in done.stderr
    assert set(proposed(study)) == {"; ".join(PARTS)}
    done = plancoder("run", study)
    [failure] = rows_of(study / "out" / "failures.csv")
    assert (failure["severity"], failure["reason"]) == ("warning", "same_file")
    for part in PARTS:
        assert part in failure["detail"]


def test_what_a_person_listed_is_not_joined_again(tmp_path: Path) -> None:
    study = folder_of(tmp_path, dict(zip(PARTS, SAMPLES, strict=True)))
    listed = study / "raw" / "plans.csv"
    listed.write_text(f"plan_id,file\na,{PARTS[0]}\n", encoding="utf-8")
    done = plancoder("plans", "propose", study)
    assert done.returncode == 0, done.stderr
    assert f"belongs to {PARTS[0]}, which plans.csv names already" in done.stderr
    assert set(proposed(study, "plans-proposed.csv")) == set(PARTS)

    listed.write_text(f"plan_id,file\na,{'; '.join(PARTS)}\n", encoding="utf-8")
    done = plancoder("plans", "propose", study)
    assert done.returncode == 0, done.stderr
    [row] = proposed(study, "plans-proposed.csv").values()
    assert (row["plan_id"], row["file"]) == ("a", "; ".join(PARTS))
    assert (row["force"], row["dates"]) == ("Harrowdene Police", "2016–2020")


# What the browser holds of a picture, as base64.
PICTURE = """async source => {
  const bytes = new Uint8Array(await (await fetch(source)).arrayBuffer());
  return btoa([...bytes].map(each => String.fromCharCode(each)).join(""));
}"""
# Shows the first passage of a part, and gives its place.
GO_TO = """async part => {
  const { set, select, state } = page.queue;
  await set({ state: "all", order: "plan" });
  const found = [...state.rows].find(([, row]) => `${row.page}`.startsWith(part));
  await select(found[0]);
  return document.querySelector("#detail .place").textContent;
}"""


def test_the_review_page_shows_part_and_page_and_the_picture_of_the_right_file(
    browser: Browser, tmp_path: Path
) -> None:
    study = study_of(tmp_path, "plans/one.pdf; plans/two.pdf")
    assert plancoder("run", "-q", study).returncode == 0
    with serve(study) as running:
        page = open_page(browser, running.address)
        for part, name in enumerate(("one.pdf", "two.pdf"), 1):
            place = page.evaluate(GO_TO, f"part {part}, page ")
            found = re.search(rf"part {part}, page (\d+)", place)
            assert found is not None, place
            number = int(found[1])
            shown = f"Part {part}, page {number}"
            image = page.wait_for_selector(f"img[alt='{shown}, the passage boxed']")
            assert image is not None
            assert page.locator("#picture-title").inner_text() == f"{shown} of {name}"
            source = image.get_attribute("src")
            assert source is not None
            assert parse_qs(urlsplit(source).query)["page"] == [shown.lower()]
            drawn = base64.b64decode(page.evaluate(PICTURE, source))
            file = study / "raw" / "plans" / name
            assert drawn == draw_picture(PictureJob(file, number, 1100))
            page.click("#page-on")
            page.wait_for_function(
                "words => document.getElementById('picture-title').textContent === words",
                arg=f"Part {part}, page {number + 1} of {name}",
            )
        assert page.slips == []  # type: ignore[attr-defined]
        page.context.close()
