"""Makes a large study for speed figures: N invented plans of about 40 pages, put
together from the sample plans' prose.

Usage: python benchmarks/make_large_study.py FOLDER [--plans 86] [--pages 40]
       [--format pdf]

Each plan has one sample plan's order, design and way to state its priorities; pages of
the other plans fill it up, in an order of its own and with its own place names, so that
no two plans have the same text. A plan of few pages is some of the pages of one sample
plan. With `--format md` the same text is written as Markdown, 10,000 plans in seconds.
The same command gives the same study. The codebook of this repository is copied beside
it.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import random
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "support"))

from make_sample_study import HEAD, prose_of  # noqa: E402 - lies in tests/support
from sample_kit import PlanCanvas, SoftText, register_fonts  # noqa: E402
from sample_looks import LOOKS  # noqa: E402
from sample_pages import Brochure  # noqa: E402
from sample_prose import Leaf, read_prose  # noqa: E402

SOURCES = (
    "saltmarch-2017",
    "saltmarch-2013",
    "harrowdene-2016",
    "harrowdene-2013",
    "dyffryn-eirlas-2017",
)
FIRST = [
    "Ash",
    "Birch",
    "Cold",
    "Dun",
    "Elm",
    "Fen",
    "Gorse",
    "Hazel",
    "Iron",
    "Kestrel",
    "Lark",
    "Moor",
    "Nether",
    "Oak",
    "Pike",
    "Quarry",
    "Rook",
    "Stone",
    "Thorn",
    "Up",
]
LAST = [
    "combe",
    "ford",
    "garth",
    "ham",
    "land",
    "mere",
    "port",
    "shaw",
    "stead",
    "wick",
]


def place_name(number: int) -> str:
    """An invented county: the same number always has the same name."""
    name = FIRST[number % len(FIRST)] + LAST[number // len(FIRST) % len(LAST)]
    return (
        name
        if number < len(FIRST) * len(LAST)
        else f"{name} {number // (len(FIRST) * len(LAST)) + 1}"
    )


def leaves_of(name: str, place: str) -> list[Leaf]:
    """The pages of a sample plan, moved to another county and without the meeting pack
    around it.
    """
    prose = prose_of(name)
    for county in ("Saltmarch", "Harrowdene", "Dyffryn Eirlas"):
        prose = prose.replace(county, place)
    return [
        leaf for leaf in read_prose(prose)[1] if not leaf.template.endswith("council")
    ]


def choose_leaves(number: int, place: str, pages: int) -> list[Leaf]:
    """The pages of one plan, about `pages` of them."""
    dice = random.Random(number)
    main = SOURCES[number % len(SOURCES)]
    leaves = leaves_of(main, place)
    if pages < len(leaves):
        kept = sorted(dice.sample(range(2, len(leaves)), min(pages, len(leaves) - 2)))
        return [leaves[at] for at in kept]
    spare: list[Leaf] = []
    while len(leaves) < pages * 0.95:
        if not spare:
            spare = [
                leaf
                for name in SOURCES
                if name != main
                for leaf in leaves_of(name, place)[2:]
            ]
            dice.shuffle(spare)
        leaves.insert(dice.randrange(len(leaves) // 2, len(leaves)), spare.pop())
    return leaves


def make_pdf(number: int, leaves: Sequence[Leaf]) -> bytes:
    """The plan as PDF, in the design of its sample plan."""
    canvas = type(
        "Drawn", (PlanCanvas,), {"change": staticmethod(SoftText("night-time"))}
    )
    return Brochure(LOOKS[SOURCES[number % len(SOURCES)]], list(leaves)).build(canvas)


MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "quote": "> "}


def make_markdown(number: int, leaves: Sequence[Leaf]) -> bytes:
    """The plan as Markdown, without its panels, charts and pictures."""
    lines = [
        f"{MARKS.get(item.kind, '')}{item.text}\n"
        for leaf in leaves
        for item in leaf.items
        if item.kind in (*MARKS, "p")
    ]
    return "\n".join([f"Plan {number}\n", *lines]).encode()


MAKERS = {"pdf": make_pdf, "md": make_markdown}


def make_plan(wanted: tuple[Path, str, int, str, int]) -> None:
    """Write the file of one plan: where, its format, its number, place and pages."""
    path, kind, number, place, pages = wanted
    path.write_bytes(MAKERS[kind](number, choose_leaves(number, place, pages)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the study."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=86)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--format", choices=MAKERS, default="pdf")
    options = parser.parse_args(arguments)
    plans = options.folder / "raw" / "plans"
    plans.mkdir(parents=True, exist_ok=True)
    shutil.copy2(HERE.parent / "codebook.yaml", options.folder / "codebook.yaml")
    wanted = []
    with (plans.parent / "plans.csv").open(
        "w", newline="", encoding="utf-8-sig"
    ) as handle:
        rows = csv.writer(handle)
        rows.writerow(HEAD.split(","))
        for number in range(options.plans):
            place = place_name(number // 2)
            force_id = place.lower().replace(" ", "-")
            first, last, status = (
                (2013, 2017, "previous") if number % 2 else (2017, 2021, "current")
            )
            file = f"plans/{force_id}-{first}.{options.format}"
            path = plans.parent / file
            wanted.append((path, options.format, number, place, options.pages))
            rows.writerow(
                [
                    f"{force_id}:{first}",
                    force_id,
                    f"{place} Police",
                    "England",
                    f"{first}–{last}",
                    first,
                    last,
                    status,
                    file,
                    "",
                    "plan",
                    "",
                ]
            )
    with multiprocessing.Pool(initializer=register_fonts) as pool:
        for _ in pool.imap_unordered(make_plan, wanted, chunksize=8):
            pass


if __name__ == "__main__":
    main()
