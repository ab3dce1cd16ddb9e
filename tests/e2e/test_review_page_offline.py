"""One plan's queue as one offline file: nothing loaded, decisions kept, and taken back
in by `plancoder decide`.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from page_server import choose, open_page, run_axe
from playwright.sync_api import Browser, Page
from sample_run import SampleRun
from small_study import HANGS_AFTER, make_study, plancoder

from plancoder.models import Verdict
from plancoder.study.decision_log import read_log
from plancoder.tables.csv_cells import guard_cell

PLAN = "saltmarch:2017"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Waits until the page has been laid out and drawn anew.
DRAWN = """() => new Promise(
  done => requestAnimationFrame(() => requestAnimationFrame(done)))"""


@pytest.fixture(scope="module")
def study(sample_run: SampleRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("offline") / "study"
    shutil.copytree(sample_run.study, target)
    return target


@pytest.fixture(scope="module")
def file(study: Path) -> Path:
    target = study.parent / "saltmarch.html"
    done = plancoder("review", study, "--export", target, "--plan", PLAN)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    opened = open_page(browser, file.as_uri())
    yield opened
    slips = opened.slips  # type: ignore[attr-defined]
    opened.context.close()
    assert slips == []


def download(page: Page, target: Path) -> Path:
    with page.expect_download() as caught:
        page.click("#download")
    caught.value.save_as(target)
    return target


def shown(page: Page, position: int) -> None:
    page.wait_for_selector(f"#row-{position}[aria-selected=true]")


def test_decisions_come_back_as_a_sheet_that_decide_reads(
    page: Page, study: Path, tmp_path: Path
) -> None:
    (study / "decisions.csv").unlink(missing_ok=True)
    page.fill("#name", "Ann Away")
    page.keyboard.press("Escape")
    choose(page, state="undecided")
    page.locator("#coding").focus()
    ids = [page.evaluate(f"page.queue.state.rows.get({at}).id") for at in range(3)]
    page.keyboard.press("a")
    shown(page, 1)
    page.keyboard.press("n")
    page.keyboard.type('=cmd|" \' -- not a need, "see" p. 3')
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    shown(page, 2)
    page.keyboard.press("a")
    shown(page, 3)
    page.keyboard.press("u")
    shown(page, 2)
    block = "[...document.querySelectorAll('#text-body .paragraph')].find((each) => each.textContent.length > 60)"
    page.keyboard.press("t")
    page.wait_for_selector("#add-words")
    words = page.evaluate(f"() => {block}.textContent.slice(0, 60)").rsplit(" ", 1)[0]
    page.fill("#add-words", words)
    page.select_option("#add-category", index=2)
    page.click("#add button[type=submit]")
    page.keyboard.press("Escape")
    sheet = download(page, tmp_path / "back.csv")
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")

    done = plancoder("decide", sheet, study)
    assert done.returncode == 0, done.stderr
    lines = read_log(study / "decisions.csv").decisions
    assert [(line.coding_id, line.verdict) for line in lines[:2]] == [
        (ids[0], Verdict.ACCEPT),
        (ids[1], Verdict.REJECT),
    ]
    assert lines[1].note == '=cmd|" \' -- not a need, "see" p. 3'
    assert {line.reviewer for line in lines} == {"Ann Away"}
    assert lines[2].verdict is Verdict.ADD
    assert words.split()[0] in lines[2].quote
    assert len(lines) == 3
    again = plancoder("decide", sheet, study)
    assert "0 decisions taken" in again.stderr


def test_a_plan_read_as_a_list_comes_back_as_one_sheet(
    page: Page, study: Path, tmp_path: Path
) -> None:
    (study / "decisions.csv").unlink(missing_ok=True)
    page.locator("#coding").focus()
    page.keyboard.press("l")
    page.wait_for_selector("#banner:not([hidden])")  # no name, no list
    assert not page.locator("#panel").is_visible()
    page.fill("#name", "Ann Away")
    page.locator("#coding").focus()
    page.keyboard.press("l")
    page.wait_for_selector("#list-save")
    items = page.locator("#list-form li")
    many = items.count()
    items.nth(0).get_by_label("Unsure").check()
    page.click("#list-save")
    page.wait_for_selector("#list-undo")
    assert f"{many} decisions" in page.locator("#list-told").inner_text()
    page.keyboard.press("Escape")
    sheet = download(page, tmp_path / "list.csv")
    done = plancoder("decide", sheet, study)
    assert done.returncode == 0, done.stderr
    verdicts = [line.verdict for line in read_log(study / "decisions.csv").decisions]
    assert verdicts.count(Verdict.ACCEPT) == many - 1
    assert verdicts.count(Verdict.UNSURE) == 1


def test_decisions_are_kept_when_the_file_is_opened_again(
    browser: Browser, file: Path
) -> None:
    page = open_page(browser, file.as_uri())
    page.fill("#name", "Ann Away")
    page.locator("#coding").focus()
    first = page.evaluate("page.queue.state.rows.get(0).id")
    cells = int(page.locator("#count-words").inner_text().split()[0])
    page.keyboard.press("a")
    page.wait_for_function(
        f"() => document.getElementById('count-words').textContent === '{cells - 1} cells'"
    )
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    page.select_option("#f-state", "mine")
    page.wait_for_function(
        "() => document.getElementById('count-words').textContent === '1 coding'"
    )
    assert page.evaluate("page.queue.state.rows.get(0).id") == first
    page.context.close()


# The place of old: all decisions of a file in one item.
_OLD = """() => {
  const place = `plancoder ${JSON.parse(document.getElementById("data").textContent).key}`;
  const id = page.queue.state.rows.get(0).id;
  const said = { [id]: { verdict: "reject", note: "as before", at: "2026-11-01T09:00:00Z" } };
  localStorage.setItem(place, JSON.stringify({ name: "Ann Away", said, added: [] }));
}"""


def test_decisions_of_older_files_are_taken_over(browser: Browser, file: Path) -> None:
    page = open_page(browser, file.as_uri())
    page.evaluate(_OLD)
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    assert '"reject","Ann Away","as before"' in page.evaluate("page.api.sheet()")
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    assert page.evaluate("page.api.sheet().trim().split('\\n').length") == 2
    page.context.close()


def test_two_windows_on_one_file_keep_the_decisions_of_both(
    browser: Browser, file: Path
) -> None:
    one = open_page(browser, file.as_uri())
    other = one.context.new_page()
    other.goto(file.as_uri())
    other.wait_for_selector("body[data-ready=yes]")
    one.fill("#name", "Ann Away")
    other.wait_for_function(
        "() => document.getElementById('name').value === 'Ann Away'"
    )
    one.locator("#coding").focus()
    one.keyboard.press("a")
    decided = "() => page.api.sheet().trim().split('\\n').length === {} + 1"
    other.wait_for_function(decided.format(1))
    other.locator("#coding").focus()
    other.keyboard.press("r")
    one.wait_for_function(decided.format(2))
    other.reload()
    other.wait_for_selector("body[data-ready=yes]")
    sheet = other.evaluate("page.api.sheet()")
    assert '"accept","Ann Away"' in sheet
    assert '"reject","Ann Away"' in sheet
    one.context.close()


def test_a_browser_that_keeps_nothing_does_not_say_it_does(
    browser: Browser, file: Path
) -> None:
    page = open_page(browser, file.as_uri())
    page.fill("#name", "Ann Away")
    page.evaluate(
        """() => {
          page.usual = Storage.prototype.setItem;
          Storage.prototype.setItem = () => { throw new Error("full"); };
        }"""
    )
    page.locator("#coding").focus()
    page.keyboard.press("a")
    page.wait_for_selector("#banner:not([hidden])")
    assert "download your decisions" in page.locator("#banner").inner_text()
    assert "Kept in this browser" not in page.locator("#said").inner_text()
    assert '"accept","Ann Away"' in page.evaluate("page.api.sheet()")

    page.evaluate("() => { Storage.prototype.setItem = page.usual; }")
    page.keyboard.press("r")
    page.wait_for_function("() => document.getElementById('banner').hidden")
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    sheet = page.evaluate("page.api.sheet()")
    assert '"accept","Ann Away"' in sheet
    assert '"reject","Ann Away"' in sheet
    page.context.close()


def test_no_decision_without_a_name(page: Page) -> None:
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    page.locator("#coding").focus()
    page.keyboard.press("a")
    page.wait_for_selector("#warning:not([hidden])")
    assert "Give your name first" in page.locator("#warning").inner_text()
    assert page.evaluate("document.activeElement.id") == "name"
    assert page.evaluate("page.api.sheet().trim().split('\\n').length") == 1
    page.keyboard.type("Ann")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_function("() => page.api.sheet().trim().split('\\n').length === 2")
    page.evaluate("localStorage.clear()")


def test_the_name_may_come_with_the_file(
    browser: Browser, study: Path, tmp_path: Path
) -> None:
    target = tmp_path / "named.html"
    done = plancoder(
        "review", study, "--export", target, "--plan", PLAN, "--reviewer", "Ben Beck"
    )
    assert done.returncode == 0, done.stderr
    page = open_page(browser, target.as_uri())
    assert page.locator("#name").input_value() == "Ben Beck"
    page.keyboard.press("q")
    page.wait_for_function('() => page.api.sheet().includes(\'"unsure","Ben Beck"\')')
    page.context.close()


def test_nothing_scrolls_sideways_and_the_name_is_seen(page: Page) -> None:
    for width in (1280, 1024, 768, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(DRAWN)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator("#name").is_visible()
        accept = page.locator("#accept").bounding_box()
        assert accept is not None
        # In sight without scrolling.
        assert accept["y"] + accept["height"] <= 800, width
    assert not page.locator("#f-state").is_visible()  # folded
    page.keyboard.press("w")
    why = page.locator("tr.no button", has_text="why blank?").first.bounding_box()
    assert why is not None
    assert why["x"] + why["width"] <= width


def test_the_file_loads_nothing_and_could_not(browser: Browser, file: Path) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready=yes]")
    page.wait_for_selector("#sheets img")
    assert [
        address for address in asked if not address.startswith(("file:", "data:"))
    ] == []
    refused = page.evaluate(
        "() => fetch('http://127.0.0.1:9/').then(() => 'loaded', (error) => String(error))"
    )
    assert refused != "loaded"
    assert (
        "connect-src" not in file.read_text(encoding="utf-8").split("</head>")[0]
    )  # default-src 'none' covers it
    page.context.close()


def test_each_passage_is_boxed_on_a_cutting_of_its_page(page: Page) -> None:
    page.wait_for_function(
        "() => document.querySelector('#sheets img')?.naturalWidth > 100"
    )
    sheet = page.locator("#sheets .sheet").first.bounding_box()
    box = page.locator("#sheets .box").first.bounding_box()
    assert sheet is not None
    assert box is not None
    assert box["width"] > 0.3 * sheet["width"]
    assert sheet["y"] <= box["y"] + 8


def test_a_blank_cell_says_why_without_a_server(page: Page) -> None:
    page.keyboard.press("w")
    page.locator("tr.no button", has_text="why blank?").first.click()
    page.wait_for_selector("#why h3")
    assert "Nothing counts" in page.locator("#why").inner_text()


@pytest.mark.parametrize("key", ["", "t", "w", "?"])
def test_axe_finds_nothing(page: Page, key: str) -> None:
    if key:
        page.keyboard.press(key)
        page.wait_for_selector("#panel-body > *")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = [f"{each['id']}: {each['nodes'][0]['html']}" for each in run_axe(page)]
        assert found == [], scheme


NOTES = [
    "plain",
    "=1+1",
    "  +x",
    "-",
    "@a",
    "'quoted",
    "\u200b=x",
    "\uff1dx",
    " 'x",
    "\tx",
    "1-2",
    "'=1",
    "“quoted”",
]


def test_cells_are_guarded_as_in_our_own_tables(page: Page) -> None:
    page.fill("#name", "Ann")
    for text in NOTES:
        page.evaluate(
            "text => { page.api.add({ plan: 'x', quote: 'abc', category: 'c', frame: 'f', note: text, page: '' }); }",
            text,
        )
        sheet = page.evaluate("page.api.sheet()")
        page.evaluate("localStorage.clear()")
        row = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))[-1]
        assert row["note"] == guard_cell(text)


def test_a_plan_cannot_end_the_data(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path / "harm")
    plan = study / "raw" / "fenn-2021.md"
    harm = "become homeless &lt;/script&gt;&lt;script&gt;document.title='caught'&lt;/script&gt;&lt;!--"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("become homeless", harm),
        encoding="utf-8",
    )
    assert plancoder("run", study, "-q").returncode == 0
    target = tmp_path / "harm.html"
    assert (
        plancoder("review", study, "--export", target, "--plan", "fenn:2021").returncode
        == 0
    )
    page = open_page(browser, target.as_uri())
    page.wait_for_function(
        "() => document.getElementById('detail').textContent.includes('</script>')"
    )
    assert "caught" not in page.title()
    page.context.close()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--export", "x.html"], "which plan"),
        (
            ["--export", "x.html", "--plan", "saltmarch:2018"],
            "did you mean 'saltmarch:201",
        ),
        (["--export", "x.html", "--plan", "quillshire:2013"], "was not coded"),
        ([], "--reviewer NAME"),
        (["--reviewer", "  "], "--reviewer NAME"),
    ],
)
def test_what_is_missing_is_said(study: Path, arguments: list[str], told: str) -> None:
    done = plancoder("review", study, *arguments)
    assert done.returncode == 3
    assert told in done.stderr


def test_without_the_web_extra_its_name_is_given(study: Path) -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None; sys.modules['starlette'] = None;"
        "from plancoder.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "review", str(study), "--reviewer", "Ann"],
        capture_output=True, encoding="utf-8", timeout=HANGS_AFTER, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "pip install 'plancoder[web]'" in done.stderr


def test_before_anything_was_coded_it_says_so(tmp_path: Path) -> None:
    done = plancoder("review", make_study(tmp_path / "new"), "--reviewer", "Ann")
    assert done.returncode == 3
    assert "nothing has been coded yet" in done.stderr
