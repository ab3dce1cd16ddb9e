"""The queue of one plan as one offline file: page, codings, text and cuttings of its
pages, and nothing to load.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from plancoder.page_labels import page_cell, read_page
from plancoder.review.quotes import PlanText
from plancoder.review_page.desk import Desk
from plancoder.review_page.page_text import show_context, show_text, text_numbers
from plancoder.review_page.queue import Entry, strengths
from plancoder.review_page.views import (
    Json,
    show_cells,
    show_coding,
    show_row,
    show_start,
)
from plancoder.study.names import decisions_name
from plancoder.tables.audit import row_check

# As `plancoder decide` reads them.
SHEET_COLUMNS = (
    "coding_id",
    "plan_id",
    "frame",
    "category",
    "page",
    "before",
    "match",
    "after",
    "decision",
    "reviewer",
    "note",
    "row_check",
)
_SCRIPTS = (
    "base.js",
    "offline.js",
    "queue.js",
    "coding.js",
    "picture.js",
    "panels.js",
    "statements.js",
    "list.js",
    "main.js",
)
_LINKS = re.compile(
    rb'<(?:link rel="stylesheet"|script defer src=)[^>]*>(?:</script>)?\n'
)


@dataclass(frozen=True, slots=True)
class Cutting:
    """A part of a page to cut out: left, top, width and height of a passage as shares
    of the page.
    """

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shot:
    """A part of a page as PNG, and where in it the passage is."""

    png: bytes
    box: tuple[float, float, float, float]


def plan_entries(desk: Desk, plan_id: str) -> list[Entry]:
    """The plan's entries in the order of the plan."""
    entries = [entry for entry in desk.entries_of(plan_id) if not entry.gone]
    return sorted(entries, key=lambda entry: entry.place)


def wanted_cuttings(text: PlanText, entries: Sequence[Entry]) -> list[Cutting]:
    """The parts of pages that show the passages, each once."""
    found: dict[Cutting, None] = {}
    for entry in entries:
        found.update(dict.fromkeys(_cuttings(show_context(text, entry.coding))))
    return list(found)


def _cuttings(context: Json) -> Iterator[Cutting]:
    if context.get("pictures"):
        for each in context["boxes"]:
            page = read_page(str(each["page"])) or 0
            yield Cutting(page, tuple(each["box"]))


def offline_page(
    desk: Desk,
    plan_id: str,
    text: PlanText,
    shots: Mapping[Cutting, Shot],
    why: Mapping[tuple[str, str], Json],
    reviewer: str = "",
) -> bytes:
    """The file. `why` holds the explanations of cells, by frame and category;
    `reviewer` is whose name stands there already.
    """
    entries = plan_entries(desk, plan_id)
    numbered = {cutting: at for at, cutting in enumerate(shots)}
    start = show_start(desk)
    plans = [plan for plan in start["plans"] if plan["id"] == plan_id]
    start |= {
        "plans": plans,
        "forces": [
            force for force in start["forces"] if force["id"] == plans[0]["force"]
        ],
    }
    data = {
        "key": _key(desk, plan_id, entries),
        "reviewer": reviewer,
        "sheet_name": decisions_name(plan_id),
        "columns": SHEET_COLUMNS,
        "start": start,
        "codings": [_coding(desk, entry) for entry in entries],
        "contexts": {
            entry.coding.coding_id: _context(text, entry, shots, numbered)
            for entry in entries
        },
        "text": [
            show_text(text, entries, number) for number in text_numbers(text.document)
        ],
        "cells": show_cells(desk, plan_id),
        "why": {"/".join(cell): each for cell, each in why.items()},
        "shots": [
            "data:image/png;base64," + base64.b64encode(shot.png).decode()
            for shot in shots.values()
        ],
    }
    return _one_file(data, f"Review {plan_id} – plancoder")


def _key(desk: Desk, plan_id: str, entries: Sequence[Entry]) -> str:
    """Under which decisions are kept in the browser: another coding of the plan does
    not meet them.
    """
    ids = "\n".join(entry.coding.coding_id for entry in entries)
    digest = hashlib.sha256(
        f"{desk.sources.name}\n{plan_id}\n{ids}".encode("utf-8", "surrogatepass")
    )
    return f"{plan_id} {digest.hexdigest()[:12]}"


def _coding(desk: Desk, entry: Entry) -> Json:
    coding = entry.coding
    passage = coding.before + coding.match + coding.after
    cell = desk.cells[entry.cell]
    return {
        **show_coding(desk, entry),
        **show_row(entry, ""),
        "fragile": entry.fragile,
        "strength": strengths(cell).get(entry.coding_id, len(cell.coding_ids)),
        "row_check": row_check(coding.coding_id, coding.category, passage),
    }


def _context(
    text: PlanText,
    entry: Entry,
    shots: Mapping[Cutting, Shot],
    numbered: Mapping[Cutting, int],
) -> Json:
    context = show_context(text, entry.coding)
    context["shots"] = [
        {
            "page": page_cell(cutting.page),
            "source": numbered[cutting],
            "boxes": [shots[cutting].box],
        }
        for cutting in _cuttings(context)
        if cutting in shots
    ]
    return context


def _one_file(data: Json, title: str) -> bytes:
    """Style, script and data in the page itself, named by digest in its policy: nothing
    else runs or loads.
    """
    style = read_asset("page.css")
    script = b"\n".join(read_asset(name) for name in _SCRIPTS)
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src"
        f" '{_digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    # No text of a plan can end the data: there is no "<" in it.
    packed = (
        json.dumps(data, ensure_ascii=True, separators=(",", ":"))
        .replace("<", "\\u003c")
        .encode()
    )
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'.encode()
        + b"<style>"
        + style
        + b"</style>\n"
    )
    tail = (
        b'<script type="application/json" id="data">'
        + packed
        + b"</script>\n<script>"
        + script
        + b"</script>\n"
    )
    page = _LINKS.sub(b"", read_asset("page.html")).replace(
        "Review – plancoder".encode(), _plain(title).encode(), 1
    )
    page = page.replace(b'<meta name="viewport"', head + b'<meta name="viewport"', 1)
    return page.replace(b"</body>", tail + b"</body>", 1)


def _digest(code: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code).digest()).decode()


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def read_asset(name: str) -> bytes:
    """One of the page's own files, with the same line ends on every system."""
    file = resources.files("plancoder.review_page").joinpath("assets", name)
    return file.read_bytes().replace(b"\r\n", b"\n")
