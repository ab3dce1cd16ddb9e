"""A running `plancoder review` and a real browser on it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from small_study import HANGS_AFTER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def find_chromium() -> str:
    """A browser of this machine; skips where there is none, unless everything is
    demanded.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found:
        return found
    reason = "no Chromium on this machine (Debian: apt-get install chromium)"
    if os.environ.get("PLANCODER_DEMAND_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless browser."""
    path = find_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Server:
    """The command in a process of its own, and the address that it printed."""

    process: subprocess.Popen[str]
    address: str
    study: Path


@contextmanager
def serve(study: Path, reviewer: str = "Ann") -> Iterator[Server]:
    """Run `plancoder review` until the tests are done with it."""
    command = [
        sys.executable,
        "-m",
        "plancoder",
        "review",
        str(study),
        "--reviewer",
        reviewer,
        "--no-browser",
    ]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    killer = threading.Timer(HANGS_AFTER, process.kill)
    killer.start()
    try:
        assert process.stderr is not None
        told = ""
        for line in process.stderr:
            told += line
            if found := re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line):
                break
        else:
            pytest.fail(f"plancoder review did not start: {told}")
        killer.cancel()
        yield Server(process, found[0], study)
    finally:
        killer.cancel()
        if process.poll() is None:
            process.send_signal(
                signal.SIGINT
            ) if os.name != "nt" else process.terminate()
            process.communicate(timeout=HANGS_AFTER)


def open_page(
    browser: Browser, address: str, width: int = 1400, height: int = 900
) -> Page:
    """The page, ready; whatever goes wrong in it is kept in `page.slips`."""
    page = browser.new_context(
        viewport={"width": width, "height": height}, accept_downloads=True
    ).new_page()
    slips: list[str] = []
    page.set_default_timeout(60_000)  # of a machine with other work
    page.on("pageerror", lambda error: slips.append(str(error)))
    page.on(
        "console",
        lambda message: (
            slips.append(message.text)
            if "Content Security Policy" in message.text
            else None
        ),
    )
    page.slips = slips  # type: ignore[attr-defined]
    page.goto(address)
    page.wait_for_selector("body[data-ready=yes]")
    return page


def choose(page: Page, **filters: str) -> None:
    """Set filters of the queue one by one, each until the queue that it chose is there
    and its first coding shown: what was there before looks much like it.
    """
    for name, value in filters.items():
        before = page.evaluate("page.queue.state.view")
        page.select_option(f"#f-{name}", value)
        page.wait_for_function(
            """before => {
              const { view, at, rows } = page.queue.state;
              const { shown } = page.coding.state;
              return view !== before && at === 0 && shown?.id === rows.get(0).id;
            }""",
            arg=before,
        )


def run_axe(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds, of whatever weight."""
    from importlib import resources

    script = (
        resources.files("axe_playwright_python")
        .joinpath("axe.min.js")
        .read_text(encoding="utf-8")
    )
    page.evaluate(script)
    told = json.loads(
        page.evaluate("async () => JSON.stringify((await axe.run()).violations)")
    )
    assert isinstance(told, list)
    return told
