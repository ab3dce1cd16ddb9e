"""The review page in a real browser, on the sample study and on a plan that means harm."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from page_server import Server, choose, open_page, run_axe, serve
from playwright.sync_api import Browser, Page, Route
from review_kit import append_decisions
from sample_run import SampleRun
from small_study import HANGS_AFTER, make_study, plancoder

from plancoder.models import Decision, Verdict
from plancoder.study.decision_log import read_log


@pytest.fixture(scope="module")
def server(
    sample_run: SampleRun, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    study = tmp_path_factory.mktemp("page") / "study"
    shutil.copytree(sample_run.study, study)
    with serve(study) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    (server.study / "decisions.csv").unlink(missing_ok=True)
    opened = open_page(browser, server.address)
    yield opened
    slips = opened.slips  # type: ignore[attr-defined]
    opened.context.close()
    assert slips == []


def log_of(server: Server) -> tuple[Decision, ...]:
    return read_log(server.study / "decisions.csv").decisions


def press(page: Page, key: str) -> None:
    page.keyboard.press(key)


def said(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => document.getElementById('said').textContent.includes(words)",
        arg=words,
    )


def until(page: Page, truth: str) -> None:
    """Wait until an expression is true.

    A function, since the page's policy lets no text become script.
    """
    page.wait_for_function(f"() => ({truth})")


def test_a_reviewer_works_by_keyboard_alone(page: Page, server: Server) -> None:
    choose(page, state="undecided")
    page.locator("#coding").focus()
    total = int(page.locator("#count-words").inner_text().split()[0])
    assert total > 100
    first = page.locator("#row-0").inner_text()
    press(page, "n")
    page.keyboard.type("Clearly a need.")
    press(page, "Escape")
    press(page, "a")
    said(page, "Accepted")
    page.wait_for_selector("#row-1[aria-selected=true]")
    [line] = log_of(server)
    assert (line.verdict, line.note, line.reviewer) == (
        Verdict.ACCEPT,
        "Clearly a need.",
        "Ann",
    )
    assert "✓" in page.locator("#row-0").inner_text()

    press(page, "r")
    said(page, "Rejected")
    assert log_of(server)[-1].verdict is Verdict.REJECT
    press(page, "u")
    said(page, "Undone")
    assert log_of(server)[-1].verdict is Verdict.WITHDRAW
    page.wait_for_selector("#row-1[aria-selected=true]")
    press(page, "u")
    until(page, "document.querySelector('#row-0 .sign').textContent === ''")
    assert page.locator("#row-0").inner_text() == first
    assert [each.verdict for each in log_of(server)][-1] is Verdict.WITHDRAW

    press(page, "j")
    press(page, "j")
    press(page, "ArrowUp")
    page.wait_for_selector("#row-1[aria-selected=true]")
    press(page, "?")
    assert page.locator("#panel").is_visible()
    press(page, "Escape")
    assert not page.locator("#panel").is_visible()


def test_one_accepted_passage_settles_its_cell(page: Page, server: Server) -> None:
    at_first = int(page.locator("#count-words").inner_text().split()[0])
    count = "document.getElementById('count-words').textContent"
    words = page.locator("#progress-words").inner_text()
    assert words.startswith(f"{at_first} cells can still change a table")
    for at in range(1, at_first):
        if page.evaluate("page.coding.state.shown.waiting") > 2:
            break
        press(page, "j")
        page.wait_for_selector(f"#row-{at}[aria-selected=true]")
        until(
            page, f"page.coding.state.shown.id === page.queue.state.rows.get({at}).id"
        )
    assert "more passages need no" in page.locator("#detail .facts").inner_text()
    asked = "page.coding.state.shown"
    cell = f"[{asked}.plan, {asked}.frame, {asked}.category].join()"
    first, passage = page.evaluate(cell), page.evaluate(f"{asked}.id")

    press(page, "r")  # the next passage of the cell comes up
    until(page, f"{asked}.id !== '{passage}'")
    assert page.evaluate(cell) == first
    assert page.evaluate(count) == f"{at_first} cells"
    press(page, "a")  # and settles it
    until(page, f"{cell} !== '{first}'")
    until(page, f"{count} === '{at_first - 1} cells'")
    press(page, "u")
    until(page, f"{cell} === '{first}'")
    until(page, f"{count} === '{at_first} cells'")


def test_what_a_reviewer_is_unsure_of_waits_for_another(
    page: Page, server: Server
) -> None:
    asked, count = "page.coding.state.shown", "page.queue.state.total"
    passage, total = page.evaluate(f"{asked}.id"), page.evaluate(count)
    press(page, "n")
    page.keyboard.type("ask the office")
    press(page, "Escape")
    press(page, "q")
    until(page, f"{asked}.id !== '{passage}'")
    assert page.evaluate(count) == total
    (decision,) = log_of(server)
    assert (decision.verdict, decision.note) == (Verdict.UNSURE, "ask the office")

    choose(page, state="unsure")
    assert page.evaluate(f"{asked}.id") == passage
    assert "unsure" in page.locator("#row-0 .tags").inner_text()
    assert "You could not decide on this" in page.locator(".decisions").inner_text()
    assert page.locator("#unsure").get_attribute("aria-pressed") == "true"
    press(page, "u")
    until(page, f"{asked}.decisions.length === 0")


def test_a_note_alone_is_saved_and_settles_nothing(page: Page, server: Server) -> None:
    passage = page.evaluate("page.coding.state.shown.id")
    press(page, "n")
    page.keyboard.type("see page 9")
    press(page, "Enter")
    said(page, "Left as unsure")
    (decision,) = log_of(server)
    assert (decision.coding_id, decision.verdict) == (passage, Verdict.UNSURE)
    assert decision.note == "see page 9"


def test_several_are_decided_at_once_and_undone_at_once(
    page: Page, server: Server
) -> None:
    choose(page, state="undecided")
    total = page.evaluate("page.queue.state.total")
    ids = [page.evaluate(f"page.queue.state.rows.get({at}).id") for at in (0, 2, 3, 4)]
    page.locator("#coding").focus()
    press(page, "x")
    page.locator("#row-2").click(modifiers=["Control"])
    page.locator("#row-4").click(modifiers=["Shift"])
    until(page, "page.queue.chosen.size === 4")
    assert page.locator("#accept").inner_text().startswith("Accept 4")
    assert page.locator("[role=option][aria-checked=true]").count() == 4
    page.click("#reject")
    said(page, "Rejected: 4 codings")
    until(page, f"page.queue.state.total === {total - 4}")
    assert [(line.coding_id, line.verdict) for line in log_of(server)] == [
        (one, Verdict.REJECT) for one in ids
    ]
    assert page.locator("#reject").inner_text().startswith("Reject r")
    page.locator("#coding").focus()
    press(page, "u")
    said(page, "Undone: 4 decisions")
    until(page, f"page.queue.state.total === {total}")
    assert {line.verdict for line in log_of(server)[4:]} == {Verdict.WITHDRAW}


def test_a_plan_is_read_as_a_list_and_decided_in_one_step(
    page: Page, server: Server
) -> None:
    before = page.evaluate("page.coding.state.shown.plan")
    press(page, "l")
    page.wait_for_selector("#list-save")
    items = page.locator("#list-form li")
    many = items.count()
    assert many > 3
    assert page.locator("#list-group").input_value() == f"plan/{before}"
    save = page.locator("#list-save")
    assert save.inner_text() == f"I have read these: accept {many}"
    items.nth(1).get_by_label("Reject").check()
    items.nth(2).get_by_label("Later").check()
    assert save.inner_text() == f"I have read these: accept {many - 2}, reject 1"
    save.click()
    page.wait_for_selector("#list-undo")
    assert f"{many - 1} decisions" in page.locator("#list-told").inner_text()
    lines = log_of(server)
    assert [line.verdict for line in lines].count(Verdict.REJECT) == 1
    assert [line.verdict for line in lines].count(Verdict.ACCEPT) == many - 2
    assert len({line.decided_at for line in lines}) == 1
    assert {line.plan_id for line in lines} == {before}
    # What was left for later is still there, and perhaps the next of what was rejected.
    assert 1 <= page.locator("#list-form li").count() <= 2

    page.click("#list-undo")
    until(page, "document.getElementById('list-told').textContent === 'Undone.'")
    assert page.locator("#list-form li").count() == many
    assert {line.verdict for line in log_of(server)[len(lines) :]} == {Verdict.WITHDRAW}


def test_a_list_that_somebody_else_decided_saves_nothing(
    page: Page, server: Server
) -> None:
    press(page, "l")
    page.wait_for_selector("#list-save")
    coding = page.evaluate("page.coding.state.shown")
    other = Decision(
        coding["id"], coding["plan"], coding["category"], Verdict.ACCEPT,
        coding["match"], None, "", "", "Ben", "2099-01-01T00:00:00.000Z",
        frame=coding["frame"],
    )  # fmt: skip
    append_decisions(server.study / "decisions.csv", [other])
    page.click("#list-save")
    page.wait_for_selector("#list-told.missing")
    assert "read it again" in page.locator("#list-told").inner_text()
    assert [line.reviewer for line in log_of(server)] == ["Ben"]


def test_a_list_of_one_category_goes_from_plan_to_plan(page: Page) -> None:
    press(page, "l")
    page.wait_for_selector("#list-save")
    label = page.locator("#list-form legend b").first.inner_text()
    page.select_option("#list-group", "needs/domestic_abuse")
    until(
        page, f"document.querySelector('#list-form legend b').textContent !== {label!r}"
    )
    names = page.locator("#list-form legend b").all_inner_texts()
    assert len(set(names)) == len(names)
    page.select_option("#list-basis", "fuzzy_only")
    until(page, f"document.querySelectorAll('#list-form li').length < {len(names)}")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert run_axe(page) == []


@contextmanager
def held(page: Page, question: str) -> Iterator[None]:
    """Hold back the answers to a question, at least one, until the end."""
    routes: list[Route] = []
    pattern = f"**/api/{question}?*"

    def hold(route: Route) -> None:
        routes.append(route)

    page.route(pattern, hold)
    with page.expect_request(pattern):
        yield
    # The request may be told of before its route is.
    for _ in range(1000):
        if routes:
            break
        page.wait_for_timeout(10)
    assert routes
    page.unroute(pattern)  # the answers come


def test_clicks_faster_than_the_answers_select_what_was_clicked(page: Page) -> None:
    choose(page, state="undecided")
    ids = [page.evaluate(f"page.queue.state.rows.get({at}).id") for at in (2, 3, 4)]
    with held(page, "coding"):
        page.locator("#row-2").click(modifiers=["Control"])
        page.locator("#row-4").click(modifiers=["Shift"])
    page.wait_for_selector("#row-4[aria-selected=true]")
    until(page, "page.queue.chosen.size === 3")
    assert page.evaluate("[...page.queue.chosen.keys()]") == ids


def test_keys_faster_than_the_answers_decide_on_what_was_gone_to(
    page: Page, server: Server
) -> None:
    choose(page, state="undecided")
    ids = [page.evaluate(f"page.queue.state.rows.get({at}).id") for at in (1, 2)]
    with held(page, "coding"):
        press(page, "j")
        press(page, "a")
        press(page, "j")  # on from where the decision leads
    said(page, "Accepted")
    page.wait_for_selector("#row-3[aria-selected=true]")
    assert [line.coding_id for line in log_of(server)] == ids[:1]


def test_the_page_is_shown_before_its_text_is_read(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    loaded = "document.querySelector('#sheets img')?.naturalWidth > 500"
    with held(page, "context"):
        choose(page, plan="plan/dyffryn-eirlas:2017")
        until(page, loaded)
        assert page.locator("#sheets .box").count() == 0
    page.wait_for_selector("#sheets .box")
    until(page, loaded)
    assert sum("/api/picture?" in address for address in asked) == 1
    box = page.locator("#sheets .box").first.bounding_box()
    view = page.locator("#sheets").bounding_box()
    assert box is not None
    assert view is not None
    assert view["y"] <= box["y"] < view["y"] + view["height"]


def test_what_was_decided_elsewhere_is_not_decided_with_the_others(
    page: Page, server: Server
) -> None:
    choose(page, state="undecided")
    press(page, "x")
    until(page, "page.queue.chosen.size === 1")
    page.evaluate(
        "() => { for (const row of page.queue.chosen.values()) row.version = 'older'; }"
    )
    page.click("#accept")
    page.wait_for_selector("#warning:not([hidden])")
    assert log_of(server) == ()


def test_no_button_is_cut_off(page: Page) -> None:
    for width in (1100, 1280, 1400, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        panel = page.locator("#actions").bounding_box()
        assert panel is not None
        for name in ("accept", "reject", "undo", "previous", "next"):
            button = page.locator(f"#{name}").bounding_box()
            assert button is not None
            assert button["x"] + button["width"] <= panel["x"] + panel["width"], width


def test_filters_choose_the_queue(page: Page) -> None:
    total = int(page.locator("#count-words").inner_text().split()[0])
    press(page, "/")
    page.keyboard.type("mental health")
    page.wait_for_function(
        "total => parseInt(document.getElementById('count-words').textContent) < total",
        arg=total,
    )
    assert "mental health" in page.locator("#row-0").inner_text().lower()
    page.click("#clear")
    page.wait_for_function(
        "total => parseInt(document.getElementById('count-words').textContent) === total",
        arg=total,
    )
    choose(page, kind="fuzzy")
    assert int(page.locator("#count-words").inner_text().split()[0]) < total
    rows = page.locator("#list .row").all_inner_texts()
    assert all("fuzzy" in row for row in rows)


def test_fragile_ticks_come_first(page: Page) -> None:
    rows = page.locator("#list .row")
    assert "fragile" in rows.nth(0).inner_text()
    choose(page, state="fragile")
    assert all("fragile" in row for row in page.locator("#list .row").all_inner_texts())


def test_the_passage_is_boxed_on_the_picture_of_its_page(page: Page) -> None:
    page.wait_for_selector("#sheets img")
    until(page, "document.querySelector('#sheets img').naturalWidth > 500")
    page.wait_for_selector("#sheets .box")
    sheet = page.locator("#sheets .sheet").first.bounding_box()
    box = page.locator("#sheets .box").first.bounding_box()
    assert sheet is not None
    assert box is not None
    assert (
        sheet["x"] - 8
        <= box["x"]
        < box["x"] + box["width"]
        <= sheet["x"] + sheet["width"] + 8
    )
    assert 5 < box["height"] < sheet["height"]
    assert page.locator("#detail blockquote mark").inner_text()
    page.wait_for_selector("#sheets .hit")
    hit = page.locator("#sheets .hit").first.bounding_box()
    assert hit is not None
    assert (
        box["x"] - 6
        <= hit["x"]
        < hit["x"] + hit["width"]
        <= box["x"] + box["width"] + 6
    )
    assert (
        box["y"] - 6
        <= hit["y"]
        < hit["y"] + hit["height"]
        <= box["y"] + box["height"] + 6
    )


def test_a_plan_without_pictures_shows_its_text_with_the_passage_boxed(
    page: Page,
) -> None:
    page.select_option("#f-plan", "plan/merrowland:2013")  # a Markdown file
    page.wait_for_selector("#sheets .prose .boxed")
    words = page.locator("#detail blockquote mark").inner_text()
    assert words in page.locator("#sheets .boxed").inner_text()


def test_a_decision_made_elsewhere_is_shown_not_overwritten(
    page: Page, server: Server
) -> None:
    row = page.evaluate("page.queue.state.rows.get(0)")
    other = Decision(
        row["id"], row["plan"], row["category"], Verdict.REJECT, row["match"], row["page"], "", "", "Ben",
        "2099-01-01T00:00:00.000Z", "Not at all.", row["frame"],
    )  # fmt: skip
    append_decisions(server.study / "decisions.csv", [other])
    press(page, "a")
    until(
        page,
        "document.getElementById('detail').textContent.includes('Ben rejected this')",
    )
    assert [line.reviewer for line in log_of(server)] == ["Ben"]
    assert "rejected" in page.locator("#detail h2").inner_text()


def test_what_others_decide_appears_by_itself(page: Page, server: Server) -> None:
    row = page.evaluate("page.queue.state.rows.get(0)")
    other = Decision(
        row["id"], row["plan"], row["category"], Verdict.ACCEPT, row["match"], row["page"], "", "", "Ben",
        "2099-01-01T00:00:00.000Z", "", row["frame"],
    )  # fmt: skip
    append_decisions(server.study / "decisions.csv", [other])
    until(
        page,
        "document.getElementById('detail').textContent.includes('Ben accepted this')",
    )
    until(page, "document.querySelector('#row-0 .sign').textContent === '✓'")
    assert page.locator("#progress-words").inner_text().count("· 1 of ") == 1


def test_a_note_waits_at_its_coding_until_it_is_saved(
    page: Page, server: Server
) -> None:
    choose(page, state="undecided")
    page.locator("#coding").focus()
    press(page, "n")
    page.keyboard.type("to be looked at")
    press(page, "Escape")
    press(page, "j")
    page.wait_for_selector("#row-1[aria-selected=true]")
    until(page, "document.getElementById('note').value === ''")
    press(page, "k")
    until(page, "document.getElementById('note').value === 'to be looked at'")
    assert log_of(server) == ()
    press(page, "a")
    said(page, "Accepted")
    # The page says so before it goes on to the next coding; a key in between would be
    # overtaken.
    page.wait_for_selector("#row-1[aria-selected=true]")
    until(page, "document.getElementById('note').value === ''")
    press(page, "k")
    page.wait_for_selector("#row-0[aria-selected=true]")
    until(page, "document.getElementById('note').value === 'to be looked at'")
    press(page, "n")
    page.keyboard.type(", twice")
    press(page, "Enter")
    until(
        page,
        "document.getElementById('detail').textContent.includes('to be looked at, twice')",
    )
    assert [line.note for line in log_of(server)] == [
        "to be looked at",
        "to be looked at, twice",
    ]


def test_words_marked_in_the_text_become_a_passage(page: Page, server: Server) -> None:
    press(page, "t")
    page.wait_for_selector("#text-body .paragraph")
    page.select_option("#add-category", index=1)
    words = page.evaluate(
        """() => {
          const blocks = [...document.querySelectorAll('#text-body .paragraph')];
          const block = blocks.find((each) => each.textContent.length > 80);
          const range = document.createRange();
          const node = block.firstChild;
          range.setStart(node, 0);
          range.setEnd(node, Math.min(node.length, 40));
          const chosen = getSelection();
          chosen.removeAllRanges();
          chosen.addRange(range);
          document.getElementById('text-body').dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
          return range.toString();
        }"""
    )
    assert page.input_value("#add-words") == words.strip()
    page.click("#add button[type=submit]")
    until(page, "document.getElementById('add-told').textContent !== ''")
    told = page.locator("#add-told").inner_text()
    assert told.startswith("Added: found on page"), told
    line = log_of(server)[-1]
    assert line.verdict is Verdict.ADD
    assert words.strip() in line.quote


def test_words_that_the_plan_does_not_have_are_refused(
    page: Page, server: Server
) -> None:
    press(page, "t")
    page.wait_for_selector("#add-words")
    page.fill("#add-words", "Seventeen purple elephants were sworn in as constables")
    page.click("#add button[type=submit]")
    until(
        page,
        "document.getElementById('add-told').textContent.includes('Not in the published plan')",
    )
    assert log_of(server) == ()


def test_a_blank_cell_says_why(page: Page) -> None:
    press(page, "w")
    page.wait_for_selector("table.cells")
    page.locator("tr.no button", has_text="why blank?").first.click()
    page.wait_for_selector("#why h3")
    told = page.locator("#why").inner_text()
    assert "Nothing counts" in told
    assert "Searched" in told


def test_priorities_are_settled_in_the_panel(page: Page, server: Server) -> None:
    roles = server.study / "raw" / "roles.csv"
    before = roles.read_bytes() if roles.exists() else None
    press(page, "s")
    page.wait_for_selector("#statements li")
    first, second = page.locator("#statements ol .quote").all_inner_texts()[:2]
    try:
        page.click("#statements-accept")
        told = page.locator("#statements-told")
        page.wait_for_selector("#statements-accept:disabled")
        assert "Saved in raw/roles.csv" in told.inner_text()
        assert first in roles.read_text("utf-8-sig")

        page.locator("#statements ol li").nth(1).get_by_text("Up").click()
        until(
            page,
            "document.querySelector('#statements-told').textContent.startsWith('Moved')",
        )
        now = page.locator("#statements ol .quote").all_inner_texts()
        assert now[:2] == [second, first]

        page.locator("#statements ol li").nth(0).get_by_text("Remove").click()
        page.wait_for_selector("section[aria-label=Removed]")
        assert page.locator("#statements ol .quote").first.inner_text() == first
        assert run_axe(page) == []

        block = page.locator("#text-body .block").nth(1)
        block.click(click_count=3)
        words = page.locator("#statement-words").input_value()
        page.locator("#statements-add button").click()
        until(
            page,
            "document.querySelector('#statements-told').textContent.startsWith('Added')",
        )
        assert words.split()[0] in page.locator("#statements ol").inner_text()
        page.fill("#statement-words", "Words that no plan would ever print.")
        page.locator("#statements-add button").click()
        page.wait_for_selector("#statements-told.missing")
        assert "Not saved" in told.inner_text()

        page.get_by_role("button", name="Put back").first.click()
        until(
            page,
            "document.querySelector('#statements-told').textContent.startsWith('Put back')",
        )
        assert second in page.locator("#statements ol .quote").all_inner_texts()
    finally:
        if before is None:
            roles.unlink(missing_ok=True)
        else:
            roles.write_bytes(before)


def test_progress_by_force_leads_to_the_force(page: Page) -> None:
    press(page, "a")
    said(page, "Accepted")
    press(page, "p")
    rows = page.locator("table.progress tbody tr")
    assert rows.count() >= 3
    assert "1" in rows.nth(0).inner_text()
    rows.nth(1).locator("button").click()
    until(page, "document.getElementById('f-plan').value !== ''")
    assert not page.locator("#panel").is_visible()


def test_nothing_is_loaded_from_elsewhere(browser: Browser, server: Server) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.address)
    page.wait_for_selector("#sheets img")
    origin = server.address.partition("/?")[0]
    assert asked
    assert all(address.startswith(origin) for address in asked)
    assert "token" not in page.url
    page.context.close()


# ------------------------------------------------------------------------------------------------------
# access for all

VIEWS = {
    "queue": "",
    "keys": "?",
    "list": "l",
    "progress": "p",
    "text": "t",
    "cells": "w",
    "statements": "s",
}


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(page: Page, view: str) -> None:
    page.wait_for_selector("#sheets img")
    if VIEWS[view]:
        press(page, VIEWS[view])
        page.wait_for_selector("#panel-body > *")
    found = run_axe(page)
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found] == []


def test_every_control_is_reached_by_tab_with_its_focus_seen(page: Page) -> None:
    page.wait_for_selector("#sheets img")
    page.evaluate("document.activeElement.blur()")
    seen = []
    for _ in range(40):
        press(page, "Tab")
        seen.append(
            page.evaluate(
                "() => [document.activeElement.id || document.activeElement.className,"
                " getComputedStyle(document.activeElement).outlineStyle]"
            )
        )
    reached = {name for name, _ in seen}
    assert {
        "skip",
        "open-keys",
        "f-state",
        "f-text",
        "list",
        "note",
        "accept",
        "reject",
        "next",
        "sheets",
    } <= reached
    assert all(
        style != "none"
        for name, style in seen
        if name in ("accept", "f-state", "list", "note", "sheets")
    )


def test_single_keys_can_be_switched_off(page: Page, server: Server) -> None:
    press(page, "?")
    page.uncheck("#keys-on")
    press(page, "Escape")
    press(page, "a")
    page.wait_for_timeout(300)
    assert log_of(server) == ()


# ----------------------------------------------------------------------------------------------
# a plan that means harm

HARM = "&lt;img src=x onerror=\"document.title='caught'\"&gt;&lt;/script&gt;<script>document.title='caught'</script>"


def test_what_a_plan_contains_is_never_html(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path / "harm")
    plan = study / "raw" / "fenn-2021.md"
    text = plan.read_text(encoding="utf-8").replace(
        "become homeless", f"become homeless {HARM}"
    )
    plan.write_text(
        text.replace("## People in our area", "## People &lt;b id=caught&gt;"),
        encoding="utf-8",
    )
    assert plancoder("run", study, "-q").returncode == 0
    with serve(study, reviewer="<b id=caught>Ann</b>") as running:
        page = open_page(browser, running.address)
        until(page, "document.getElementById('detail').textContent.includes('onerror')")
        for key in ("t", "w", "p"):
            press(page, key)
            page.wait_for_selector("#panel-body > *")
            press(page, "Escape")
        press(page, "a")
        said(page, "Accepted")
        assert page.locator("#caught").count() == 0
        assert "caught" not in page.title()
        page.context.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_what_the_page_said_survives_a_kill(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path / "killed")
    assert plancoder("run", study, "-q").returncode == 0
    with serve(study) as running:
        page = open_page(browser, running.address)
        press(page, "a")
        said(page, "Accepted")
        running.process.send_signal(signal.SIGKILL)
        running.process.wait(HANGS_AFTER)
        [line] = log_of(running)
        assert line.verdict is Verdict.ACCEPT
        press(page, "r")
        page.wait_for_selector("#banner:not([hidden])")
        assert "has been stopped" in page.locator("#banner").inner_text()
        assert len(log_of(running)) == 1
        page.context.close()
