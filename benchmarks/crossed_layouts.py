"""How well priority statements are found where announcements, lists and layouts are
crossed at random.

    python benchmarks/crossed_layouts.py [--documents 1500] [--seed 1]
    python benchmarks/crossed_layouts.py --decoy     # a list of somebody else's beside
    python benchmarks/crossed_layouts.py --none      # a list of somebody else's only
    python benchmarks/crossed_layouts.py --by layout|announcement [--show 3]

Each document has a cover, some text, words that announce the plan's own priorities, a
list of titles in one of many layouts, more text and an ending. The words stand in
`data/layout_parts.json`: 628 announcements, 360 that announce something else, 120 lists
of titles and 180 lists of other things, invented by four writers who had not seen
plancoder's rules; the rules have been mended by them since, so that the figures show
what was lost, not how plancoder fares with new words. `--parts` names another file of
the same shape, for words that nobody has tuned to. Run by hand.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plancoder.coding.code import read_document_parts
from plancoder.extract.read import read_bytes
from plancoder.number_words import ORDINALS, TO_TEN
from statements import Tally, compare

Layout = Callable[[Sequence[str], random.Random], str]
_PARTS = Path(__file__).parent / "data" / "layout_parts.json"
_LEADS = (
    "Ann Bell",
    "Head of Roads",
    "Supt Moss",
    "Dr Hale",
    "Council",
    "Fire Service",
)
_TEXTS = (
    "It came up at almost every meeting that we held last autumn.",
    "A report is made to the Board each quarter.",
    "Several bodies share the work, each with its own rules.",
    "The figures stand at the back and should be read with care.",
    "It was tried in two towns in the north of the area.",
)


def _each(mark: Callable[[int], str], between: str = "\n") -> Layout:
    """A layout that writes each title behind its mark."""
    return lambda titles, _: between.join(
        f"{mark(at)}{title}" for at, title in enumerate(titles)
    )


def _with_text(mark: Callable[[int], str], gap: str) -> Layout:
    """A layout in which each title has a sentence of its own below it."""
    return lambda titles, chance: "\n\n".join(
        f"{mark(at)}{title}{gap}{chance.choice(_TEXTS)}"
        for at, title in enumerate(titles)
    )


def _table(titles: Sequence[str], chance: random.Random, cell: str, row: str) -> str:
    rows = [("No.", "Title", "Lead")]
    rows += [(str(at), one, chance.choice(_LEADS)) for at, one in enumerate(titles, 1)]
    return row.join(cell.join(cells) for cells in rows)


def _two_columns(titles: Sequence[str], _: random.Random) -> str:
    half = (len(titles) + 1) // 2
    width = max(map(len, titles)) + 8
    rows = []
    for at in range(half):
        left = f"{at + 1}. {titles[at]}"
        right = half + at
        beside = f"{right + 1}. {titles[right]}" if right < len(titles) else ""
        rows.append(f"{left:<{width}}{beside}".rstrip())
    return "\n".join(rows)


LAYOUTS: dict[str, Layout] = {
    "round bullets": _each(lambda _: "• "),
    "hyphens": _each(lambda _: "- "),
    "hyphens, double spaced": _each(lambda _: "- ", "\n\n"),
    "letters o": _each(lambda _: "o "),
    "private-use marks": _each(lambda _: "\uf0a7 "),
    "numbers": _each(lambda at: f"{at + 1}. "),
    "numbers with a dash": _each(lambda at: f"{at + 1} – "),
    "numbers of two figures": _each(lambda at: f"{at + 1:02} "),
    "number words": _each(lambda at: f"{TO_TEN[at].title()}: "),
    "letters": _each(lambda at: f"{'abcdefghij'[at]}) "),
    "numbers above": _each(lambda at: f"{at + 1}\n", "\n\n"),
    "labels": _each(lambda at: f"Priority {at + 1}: "),
    "labels of a total": _each(lambda at: f"Aim {at + 1} of {at + 1}: "),
    "labels above": _each(lambda at: f"Objective {at + 1}\n", "\n\n"),
    "lines": _each(lambda _: ""),
    "lines, double spaced": _each(lambda _: "", "\n\n"),
    "lines in quotation marks": lambda titles, _: "\n".join(f"“{t}”" for t in titles),
    "semicolons": lambda titles, _: ";\n".join(titles) + ".",
    "run together, bullets": _each(lambda _: "• ", " "),
    "run together, numbers": _each(lambda at: f"{at + 1}. ", " "),
    "run together, bars": lambda titles, _: " | ".join(titles),
    "headings with text": _with_text(lambda _: "", "\n\n"),
    "numbered headings with text": _with_text(lambda at: f"{at + 1}. ", "\n\n"),
    "bullets with hanging text": _with_text(lambda _: "• ", "\n    "),
    "cards": lambda titles, chance: "\n\n".join(
        f"{one}\n{chance.choice(_TEXTS)}\nRead more" for one in titles
    ),
    "first, second": lambda titles, _: " ".join(
        f"{ORDINALS[at].title()}, {one}." for at, one in enumerate(titles)
    ),
    "table with tabs": lambda titles, chance: _table(titles, chance, "\t", "\n"),
    "table cell by cell": lambda titles, chance: _table(titles, chance, "\n", "\n"),
    "two columns": _two_columns,
}
_OWN_ONLY = frozenset({"labels", "labels of a total", "labels above"})


@dataclass(frozen=True)
class Made:
    """A document made up, with what a careful reader lists of it."""

    layout: str
    announcement: str
    titles: tuple[str, ...]
    text: str


def fill(words: str, number: int) -> str:
    """Words with the number word where {n} stands: `Our {n} aims` gives "Our three
    aims".
    """
    written = words.replace("{n}", TO_TEN[number - 1] if number <= 10 else str(number))
    return written[:1].upper() + written[1:]


def make(
    parts: dict[str, Any], chance: random.Random, *, own: bool, other: bool
) -> Made:
    """One document with a list of the plan's own, with one of somebody else's, or with
    both.
    """
    layout, announcement, titles = "", "", ()
    blocks = [chance.choice(parts["covers"]), chance.choice(parts["body"])]
    if own:
        said = chance.choice(parts["own"])
        lists = [one for one in parts["titles"] if one["verb"] or not said["verb"]]
        titles = tuple(chance.choice(lists)["titles"])
        layout = chance.choice(list(LAYOUTS))
        announcement = said["words"]
        listed = LAYOUTS[layout](titles, chance)
        blocks.append(f"{fill(announcement, len(titles))}\n\n{listed}")
    if other:
        said = chance.choice(parts["others"])
        lists = parts["other_items"][said["kind"]]
        fitting = [one for one in lists if one["verb"] or not said["verb"]] or lists
        items = chance.choice(fitting)["items"]
        form = chance.choice([one for one in LAYOUTS if one not in _OWN_ONLY])
        listed = LAYOUTS[form](items, chance)
        block = f"{fill(said['words'], len(items))}\n\n{listed}"
        blocks.insert(chance.randint(2, len(blocks)), block)
        announcement = announcement or said["words"]
    blocks += [chance.choice(parts["body"]), chance.choice(parts["endings"])]
    return Made(layout, announcement, titles, "\n\n".join(blocks) + "\n")


def main() -> None:
    """Make documents, read them, and print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--decoy", action="store_true", help="with a list of others'")
    parser.add_argument("--none", action="store_true", help="only a list of others'")
    parser.add_argument("--by", choices=("layout", "announcement"), default="layout")
    parser.add_argument("--show", type=int, default=0, help="so many that went wrong")
    parser.add_argument("--parts", type=Path, default=_PARTS)
    options = parser.parse_args()
    parts = json.loads(options.parts.read_text(encoding="utf-8"))
    chance = random.Random(options.seed)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for _ in range(options.documents):
        made = make(
            parts, chance, own=not options.none, other=options.decoy or options.none
        )
        document = read_bytes(made.text.encode(), "plan.txt")
        found = [one.text for one in read_document_parts(document).statements]
        truth = {"statements": made.titles, "optional": ()}
        right, missed, false = compare(found, truth)
        for name in ("all", getattr(made, options.by)):
            tallies[name].add(right, missed, false)
        if (missed or false) and options.show:
            options.show -= 1
            print(f"{made.text}\nFOUND {found}\nWANTED {made.titles}\n{'-' * 60}")
    for name, tally in sorted(tallies.items(), key=lambda one: one[1].missed):
        print(f"{name or 'none'}: {tally}")


if __name__ == "__main__":
    main()
