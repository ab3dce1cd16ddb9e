"""What truly stands on the pages of an invented plan: its blocks in reading order, as
its author wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sample_prose import Item, Leaf

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "dark": 2}


@dataclass
class TrueBlock:
    """A heading (`h`, with level), paragraph (`p`), bullet (`li`) or `table`, as
    printed.
    """

    kind: str
    text: str
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)


def true_blocks(leaves: list[Leaf]) -> list[TrueBlock]:
    """The blocks of all pages but covers; a sentence that goes on in the next column is
    one block.
    """
    found: list[TrueBlock] = []
    for leaf in leaves:
        if not leaf.template.startswith("cover"):
            found += _join(list(_blocks(leaf.items)))
    return found


def _join(blocks: list[TrueBlock]) -> list[TrueBlock]:
    joined: list[TrueBlock] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if (
            before
            and before.kind == block.kind == "p"
            and block.text[:1].islower()
            and before.text[-1:].isalpha()
        ):
            before.text += " " + block.text
        else:
            joined.append(block)
    return joined


def _blocks(items: list[Item]) -> Iterator[TrueBlock]:
    for item in items:
        text = re.sub(r"\*+|//", "", item.text)
        if item.kind in HEADINGS:
            yield TrueBlock("h", text, HEADINGS[item.kind])
        elif item.kind in ("p", "li", "quote", "small", "lead"):
            yield TrueBlock("li" if item.kind == "li" else "p", text)
        elif item.kind == "table":
            yield TrueBlock(
                "table", " ".join(" ".join(row) for row in item.rows), rows=item.rows
            )
        elif item.kind in ("box", "side"):
            title = text.partition(" @")[0].strip()
            if title:
                yield TrueBlock("h", title, 2)
            yield from _blocks(item.items)
        elif item.kind == "picture":
            caption = text.split(" ", 2)[2:]
            if caption:
                yield TrueBlock("p", caption[0])
        elif item.kind in ("list", "tiles", "chart"):
            yield from _figures(item, text)


def _figures(item: Item, title: str) -> Iterator[TrueBlock]:
    """Contents entries, big numbers and charts: each label and each figure for itself."""
    if item.kind == "chart":
        yield TrueBlock("p", title)
    for part in item.items:
        pair = part.text.split("=" if item.kind == "chart" else " | ")
        figure = pair[-1].strip() + ("%" if item.kind == "chart" else "")
        yield TrueBlock("p", pair[0].strip())
        yield TrueBlock("p", figure)
