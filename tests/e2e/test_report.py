"""`report` as a person runs it, and its page in a browser."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import docx
import pytest
from page_server import open_page, run_axe
from playwright.sync_api import Browser, Page
from sample_run import SampleRun
from small_study import make_study, plancoder, rows_of

CELL = "#harrowdene-2016/housing"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
DEMANDED = os.environ.get("PLANCODER_DEMAND_ALL") == "1"


@pytest.fixture(scope="module")
def report(sample_run: SampleRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("report") / "study"
    shutil.copytree(sample_run.study, target)
    done = plancoder("report", target, "--title", "Sample plans")
    assert done.returncode == 0, done.stderr
    assert "Draft: " in done.stderr
    return target / "out" / "report"


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    opened = open_page(browser, (report / "report-draft.html").as_uri())
    yield opened
    slips = opened.slips  # type: ignore[attr-defined]
    opened.context.close()
    assert slips == []


def test_each_file_of_a_draft_says_so(report: Path) -> None:
    names = {path.name for path in report.iterdir()} - {"run.json"}
    assert {"report-draft.html", "appendices-draft.xlsx", "appendices-draft.docx"} <= (
        names
    )
    assert all("-draft." in name for name in names)


def test_a_file_that_somebody_changed_is_left(coded_study: Path) -> None:
    root = coded_study
    assert plancoder("report", root).returncode == 0
    folder = root / "out" / "report"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    method = folder / "method-draft.md"
    method.write_text("My own words.", encoding="utf-8")
    done = plancoder("report", root)
    assert done.returncode == 0
    assert "method-draft.md was changed since plancoder wrote it" in done.stderr
    # All else has the same bytes again; what was made of it all says what is where.
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after.pop("method-draft.md") == b"My own words."
    assert after.pop("method-draft-2.md") == before.pop("method-draft.md")
    assert after.pop("run.json") != before.pop("run.json")
    assert after == before


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    done = plancoder("report", folder, "--published", "2017")
    assert done.returncode == 0, done.stderr
    return folder / "published-2017"


def test_the_published_review_is_made_without_a_study(published: Path) -> None:
    assert (published / "report.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 3, "nothing has been coded yet"),
        # What a person names is looked at before anything else.
        (["--template", "gone.docx"], 3, "--template gone.docx: there is no such"),
        (["--boundaries", "gone.json"], 3, "gone.json: there is no such file"),
        (["--boundaries", __file__], 3, "is not GeoJSON"),
        (["--published", "2013"], 3, "only the review of 2017 is bundled"),
    ],
)
def test_what_cannot_be_made_is_said(
    tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    done = plancoder("report", make_study(tmp_path / "study"), *arguments)
    assert done.returncode == code
    assert told in done.stderr


def test_a_template_that_is_no_word_file_is_refused(
    coded_study: Path, tmp_path: Path
) -> None:
    root = coded_study
    bad = tmp_path / "styles.docx"
    bad.write_bytes(b"not a Word file")
    bomb = tmp_path / "bomb.docx"
    docx.Document().save(str(bomb))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.png", bytes(210_000_000))
    broken = tmp_path / "broken.docx"  # a part of it is no XML
    docx.Document().save(str(broken))
    with zipfile.ZipFile(broken) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(broken, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part[:-9] if name == "word/styles.xml" else part)
    torn = tmp_path / "torn.docx"  # and here bytes are lost
    torn.write_bytes(b"PK\x03\x04" + broken.read_bytes()[20:])
    for path, told in (
        (bad, "not a Word document"),
        (broken, "not a Word document"),
        (torn, "not a Word document"),
        (tmp_path / "no.docx", "no such"),
        (bomb, "unpacks to 210,"),
    ):
        done = plancoder("report", root, "--template", path)
        assert done.returncode == 3
        assert told in done.stderr
    good = tmp_path / "good.docx"
    docx.Document().save(str(good))
    assert plancoder("report", root, "--template", good).returncode == 0


# ----------------------------------------------------------------------------- the page


def test_a_tick_opens_its_evidence_and_closes_again(page: Page) -> None:
    page.click("td.yes button >> nth=0")
    dialog = page.locator("#evidence")
    assert dialog.is_visible()
    assert page.locator("#e-body mark").first.inner_text()
    assert "Page " in page.locator("#e-body .facts").first.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.closest('td').className") == "yes"


def test_an_address_leads_to_its_cell(browser: Browser, report: Path) -> None:
    address = (report / "report-draft.html").as_uri() + CELL
    page = open_page(browser, address)
    assert page.locator("#e-title").inner_text().startswith("Harrowdene Police 2016")
    page.context.close()


def test_filters_choose_forces_and_categories(page: Page) -> None:
    page.fill("#f-text", "saltmarch")
    assert page.locator("#f-told").inner_text() == "2 plans shown"
    page.select_option("#f-status", "current")
    assert page.locator("#f-told").inner_text() == "1 plan shown"
    page.select_option("#f-category", "needs/housing")
    shown = page.locator("#frame-needs tr.plan td[data-category]:visible")
    assert shown.count() == 1
    page.click("#f-clear")
    assert page.locator("#f-told").inner_text() == ""


def test_arrow_keys_go_from_cell_to_cell(page: Page) -> None:
    page.locator(".matrix tbody button").first.focus()
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") != first
    page.keyboard.press("Enter")
    assert page.locator("#evidence").is_visible()


def test_the_map_shows_a_category(page: Page) -> None:
    page.select_option("#m-category", "priorities/victims")
    marks = page.locator(".tile .mark").all_inner_texts()
    assert len(marks) == 5
    told = page.locator("#map-told").inner_text()
    assert told.startswith(f"Victims, current plans: {marks.count('✓')} of ")
    # Quillshire's plan is a scan: as the chart says it.
    assert told.endswith("; 1 not known.")


def test_axe_finds_nothing(browser: Browser, report: Path) -> None:
    page = open_page(browser, (report / "report-draft.html").as_uri())
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert run_axe(page) == [], scheme
    page.click("td.yes button >> nth=0")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert run_axe(page) == [], scheme
    page.context.close()


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    for width in (1280, 768, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # Nor has the list of what was not read to be scrolled within it, on a phone
        # either.
        assert page.evaluate(
            "(({scrollWidth, clientWidth}) => scrollWidth <= clientWidth)"
            "(document.querySelector('#failures .scroll'))"
        ), width


needs_office = pytest.mark.skipif(
    OFFICE is None and not DEMANDED,
    reason="LibreOffice (soffice) is not installed; .ci/run demands it",
)


def printed_pages(file: Path, folder: Path) -> list[str]:
    """The text of each page as LibreOffice prints it."""
    assert OFFICE is not None, "PLANCODER_DEMAND_ALL=1, but soffice is not installed"
    # Its settings, made at its first start, for all files of these tests.
    settings = folder.parent / "office"
    done = subprocess.run(
        [OFFICE, "--headless", f"-env:UserInstallation={settings.as_uri()}",
         "--convert-to", "pdf", "--outdir", str(folder), str(file)],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    made = folder / f"{file.stem}.pdf"
    assert made.is_file(), done.stderr
    text = subprocess.run(
        ["pdftotext", "-layout", str(made), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return text.removesuffix("\f").split("\f")


@needs_office
@pytest.mark.parametrize("name", ["appendices-draft.xlsx", "appendices-draft.docx"])
def test_libreoffice_opens_it(report: Path, tmp_path: Path, name: str) -> None:
    pages = printed_pages(report / name, tmp_path)
    assert any("Harrowdene" in page for page in pages)
    assert all("Draft: " in page for page in pages)


@needs_office
@pytest.mark.parametrize("name", ["appendices.xlsx", "appendices.docx"])
def test_printed_pages_repeat_heads_and_hold_both_plans_of_a_force(
    published: Path, tmp_path: Path, name: str
) -> None:
    pages = printed_pages(published / name, tmp_path)
    # A row of ticks: the dates of a plan, and nothing but ticks behind them.
    row = re.compile(
        r".*(?:(?:19|20)\d\d(?: \(updated\))?|No new plan)(?: +[✓√n/a]+)* *$"
    )
    tables = 0
    for page in pages:
        _, head, below = page.partition("Plan\n" if "Plan\n" in page else "Plan ")
        lines = [line for line in below.splitlines() if "published in" not in line]
        rows = [line for line in lines if row.match(line)]
        if head and "Gained" not in page and rows:
            tables += 1
            # A table ends on a page with at least two forces, each with both plans.
            assert len(rows) >= 4, page
            assert len(rows) % 2 == 0, page
    assert tables >= 4


def test_measures_stand_in_the_method_until_they_are_outdated(
    coded_study: Path, tmp_path: Path
) -> None:
    root = coded_study
    ours = tmp_path / "ours.csv"
    shutil.copy(root / "out" / "appendix_a.csv", ours)
    assert plancoder("assure", root).returncode == 0
    assert plancoder("evaluate", root, "--against", ours).returncode == 0
    assert plancoder("report", root).returncode == 0
    folder = root / "out" / "report"
    method = folder / "method-draft.md"
    assert "compared with ours.csv" in method.read_text(encoding="utf-8")
    assert "were drawn at random" in method.read_text(encoding="utf-8")
    assert (folder / "agreement_needs-draft.svg").exists()

    sheet = root / "out" / "passages.csv"
    rows = rows_of(sheet)
    with sheet.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows([{**rows[0], "decision": "accept"}, *rows[1:]])
    assert plancoder("decide", sheet, root, "--reviewer", "Ann").returncode == 0
    assert plancoder("export", root).returncode == 0
    assert plancoder("report", root).returncode == 0
    assert "compared with ours.csv" not in method.read_text(encoding="utf-8")
    assert "make them again" in method.read_text(encoding="utf-8")
    assert not (folder / "agreement_needs-draft.svg").exists()


FIGURES = "frame,first,second,scope,label,n,percent_agreement,kappa,alpha,ac1\n"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "evaluation/agreement.csv",
            FIGURES + "needs,a,b,pooled,,4,1,x,,\n",
            "evaluate",
        ),
        ("coders/reliability.csv", FIGURES + "needs,a,b,pooled,,4,2,,,\n", "merge"),
        ("assurance.json", "[" * 100_000, "Delete it, and make it again."),
        ("assurance.json", "9" * 5_000, "Delete it, and make it again."),
    ],
)
def test_measures_that_somebody_bent_are_named(
    coded_study: Path, name: str, content: str, told: str
) -> None:
    path = coded_study / "out" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    done = plancoder("report", coded_study)
    assert done.returncode == 3, done.stderr
    assert f"out/{name}" in done.stderr
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_boundaries_draw_the_map(
    browser: Browser, coded_study: Path, tmp_path: Path
) -> None:
    root = coded_study
    square = [[0, 51], [1, 51], [1, 52], [0, 52], [0, 51]]
    areas = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [square]},
        }
        for name in ("fenn", "elsewhere")
    ]
    file = tmp_path / "areas.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": areas}))
    done = plancoder("report", root, "--boundaries", file)
    assert done.returncode == 0, done.stderr
    assert "no force of the study is elsewhere" in done.stderr
    address = (root / "out" / "report" / "report-draft.html").as_uri()
    page = open_page(browser, address)
    page.locator(".shape").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence[open]")
    page.keyboard.press("Escape")
    assert run_axe(page) == []
    page.context.close()

    missing = plancoder("report", root, "--boundaries", tmp_path / "none.geojson")
    assert missing.returncode == 3
    assert "none.geojson: there is no such file" in missing.stderr
