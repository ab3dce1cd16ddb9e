"""How fast the review page is on a large study: start, opening, filters, a decision
until it is on disk, and the first picture of a page.

    python benchmarks/review_page.py [--codings 50000] [--decided 20000] [--study
    FOLDER] [--pictures FOLDER]

Makes an invented study of that size (kept in FOLDER if one is named), starts `plancoder
review` on it as a user does, and asks it over HTTP; with Chromium on the machine the
opening is timed in the browser. The first picture is timed on the sample study, or on
the coded study of PDFs that `--pictures` names, alone with `--codings 0`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import psutil

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLANS = 86
CODEBOOK = """\
title: Large
version: "1"
frames:
  needs: {label: Needs, appendix: A, code_in: [body, needs]}
categories:
"""
NEEDS = (
    "orchard",
    "harbour",
    "lantern",
    "meadow",
    "quarry",
    "saddle",
    "timber",
    "violin",
)


def make_study(root: Path, codings: int) -> None:
    """Plans of invented sentences, one coding a sentence, coded by the program
    itself.
    """
    (root / "raw").mkdir(parents=True)
    entries = [
        f"  - {{id: {need}, frame: needs, label: {need.title()}, definition: A {need}.,"
        f" terms: [{need}s]}}\n"
        for need in NEEDS
    ]
    (root / "codebook.yaml").write_text(CODEBOOK + "".join(entries), encoding="utf-8")
    rows = ["plan_id,force_id,force,dates,start_year,status,file"]
    for plan in range(PLANS):
        year = 2021 if plan % 2 else 2017
        rows.append(f"p{plan},f{plan // 2},Force {plan // 2},{year},{year},,p{plan}.md")
        count = codings * (plan + 1) // PLANS - codings * plan // PLANS
        lines = [
            f"In parish {at} of shire {plan} the keepers of {NEEDS[at % 8]}s told us"
            f" {at * 7 + plan} times of rain.\n"
            for at in range(count)
        ]
        (root / "raw" / f"p{plan}.md").write_text(
            f"# Plan {plan}\n\n## Our area\n\n" + "\n".join(lines), "utf-8"
        )
    (root / "raw" / "plans.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "plancoder", "run", str(root), "-q"], check=True
    )


def coded_sample(root: Path) -> Path:
    """The sample study of this repository, coded."""
    here = Path(__file__).resolve().parent.parent
    shutil.copytree(here / "raw", root / "raw")
    shutil.copy(here / "codebook.yaml", root)
    run = [sys.executable, "-m", "plancoder", "run", str(root), "-q"]
    subprocess.run(run, check=False)  # 4 where the scan could not be read
    return root


def decide_some(root: Path, count: int) -> int:
    """Decisions of another reviewer on every other coding; gives the number of
    codings.
    """
    from plancoder.models import Verdict
    from plancoder.pipeline.stored import stored_results
    from plancoder.review.sheets.attribution import decision_on
    from plancoder.study.decision_log import append_if
    from plancoder.study.open import open_study

    results = stored_results(open_study(root))
    codings = [
        coding for result in results if result.coded for coding in result.coded.codings
    ]
    if not (root / "decisions.csv").exists():
        append_if(
            root / "decisions.csv",
            [
                decision_on(
                    coding,
                    Verdict.REJECT if at % 5 == 0 else Verdict.ACCEPT,
                    "Ben",
                    "2026-01-01T00:00:00.000Z",
                )
                for at, coding in enumerate(codings[::2][:count])
            ],
            lambda: True,
        )
    return len(codings)


def timed(work: Callable[[int], Any], times: int) -> str:
    """Median, 95th of a hundred and longest, in milliseconds."""
    spent = []
    for at in range(times):
        begun = time.perf_counter()
        work(at)
        spent.append(1000 * (time.perf_counter() - begun))
    return told_of(spent)


def told_of(spent: list[float]) -> str:
    """Median, 95th of a hundred and longest."""
    spent = sorted(spent)
    times = len(spent)
    return (
        f"median {statistics.median(spent):7.1f}   p95"
        f" {spent[int(0.95 * (times - 1))]:7.1f}   most {spent[-1]:7.1f}"
    )


@contextmanager
def served(root: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The page's address, as soon as it can be opened, and its process."""
    command = [
        sys.executable,
        "-m",
        "plancoder",
        "review",
        str(root),
        "--reviewer",
        "Ann",
        "--no-browser",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if found := re.search(r"http://\S+", line):
                    yield found[0], psutil.Process(process.pid)
                    break
        finally:
            process.terminate()


def measure(root: Path) -> None:
    """Start the page and ask it."""
    begun = time.perf_counter()
    with served(root) as (address, server):
        spent = time.perf_counter() - begun
        print(
            f"start until the page can be opened {spent:6.2f} s, {busy(server):.2f} s"
            " of it processor time"
        )
        ask(address)
        open_in_browser(address)
        print(
            "memory of the server                             "
            f" {server.memory_info().rss / 1e6:7.0f} MB"
        )


def busy(process: psutil.Process) -> float:
    """Processor time of the server itself, in seconds."""
    times = process.cpu_times()
    return float(times.user + times.system)


def ask(address: str) -> None:
    """Latencies over HTTP, on one connection, as the browser has it."""
    origin, _, _ = address.partition("/?")
    with httpx.Client(
        base_url=origin, follow_redirects=True, headers={"Origin": origin}, timeout=60
    ) as browser:
        browser.get(address).raise_for_status()
        view = browser.get("/api/view", params={"state": "undecided"}).json()
        rows = browser.get(
            "/api/rows", params={"view": view["view"], "from": 0, "count": 200}
        ).json()["rows"]
        print(f"undecided in the queue                            {view['total']:7,}")

        def decide(at: int) -> None:
            row = rows[at % len(rows)]
            sent = {
                "id": row["id"],
                "verdict": "accept",
                "note": f"{at}",
                "version": row["version"],
            }
            answer = browser.post("/api/decide", json=sent)
            answer.raise_for_status()

        def get(path: str, **params: Any) -> Callable[[int], Any]:
            return lambda _: browser.get(path, params=params).raise_for_status()

        print("milliseconds")
        print("  a decision until it is on disk and answered  ", timed(decide, 200))
        print(
            "  one coding                                   ",
            timed(get("/api/coding", id=rows[5]["id"]), 50),
        )
        print(
            "  a queue: undecided, fragile first            ",
            timed(get("/api/view", state="undecided"), 20),
        )
        print(
            "  a queue: one force                           ",
            timed(get("/api/view", state="all", force="f7"), 20),
        )
        print(
            "  a queue: words in the passage                ",
            timed(get("/api/view", text="shire 41 the"), 20),
        )
        print(
            "  what changed since                           ",
            timed(get("/api/pulse", since=0), 20),
        )


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """A browser of this machine, None where there is none."""
    path = next(
        filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None
    )
    if path is None:
        print("no Chromium here: the opening was not timed")
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
        ]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def first_picture(root: Path, starts: int = 7) -> None:
    """From the command, and from the opening of its address, to the first picture of a
    page that is decoded and on the screen; each time of a new start.
    """
    opened, whole = [], []
    with chromium() as browser:
        if browser is None:
            return
        for _ in range(starts):
            context = browser.new_context()
            page = context.new_page()
            page.add_init_script(FIRST_PICTURE)
            begun = time.perf_counter()
            with served(root) as (address, _server):
                told = time.perf_counter()
                page.goto(address)
                page.wait_for_function("() => window.firstPicture")
                seen = page.evaluate("window.firstPicture")
            opened.append(seen)
            whole.append(1000 * (told - begun) + seen)
            context.close()
    print("  the first picture, from the opening of the page", told_of(opened))
    print("  the first picture, from the command            ", told_of(whole))


# Notes when the first picture of a page is decoded and a frame with it is due.
FIRST_PICTURE = """new MutationObserver(() => {
  for (const image of document.querySelectorAll("#sheets img")) {
    if (image.dataset.watched) continue;
    image.dataset.watched = "yes";
    image.decode().then(() => requestAnimationFrame((now) => {
      window.firstPicture ??= now;
    }), () => {});
  }
}).observe(document, { childList: true, subtree: true });"""


def open_in_browser(address: str) -> None:
    """From the address to a page that can be worked with."""
    with chromium() as browser:
        if browser is None:
            return
        page = browser.new_page()
        opened, saved = [], []
        for _ in range(9):
            page.goto(address)
            page.wait_for_selector("body[data-ready=yes]")
            opened.append(
                page.evaluate("performance.getEntriesByName('ready')[0].startTime")
            )
        page.evaluate(WATCH)
        for at in range(40):
            page.keyboard.press("a")
            page.wait_for_function("at => window.saved.length > at", arg=at)
            page.wait_for_timeout(60)
        saved = page.evaluate("window.saved")
        print("  the page in the browser, until it can be used", told_of(opened))
        print("  the key 'a' until the page says it is saved  ", told_of(saved))


# Times each key until the progress, which only the server's answer moves, has changed.
WATCH = """() => {
  window.saved = [];
  let pressed = 0;
  addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver(() => window.saved.push(performance.now() - pressed))
    .observe(document.getElementById("progress-words"),
      { childList: true, characterData: true, subtree: true });
}"""


def main() -> None:
    """Make the study, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--codings", type=int, default=50_000)
    parser.add_argument("--decided", type=int, default=20_000)
    parser.add_argument("--study", type=Path)
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.codings:
            root = options.study or Path(folder) / "study"
            if not root.exists():
                make_study(root, options.codings)
            print(
                f"codings {decide_some(root, options.decided):,}, decided before"
                f" {options.decided:,}"
            )
            measure(root)
        first_picture(options.pictures or coded_sample(Path(folder) / "sample"))


if __name__ == "__main__":
    main()
