"""Statements and rival groups as plain lines and as JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest
from documents import document_of

from plancoder.coding.code import read_document_parts
from plancoder.coding.inspect.statement_text import (
    list_rivals,
    list_statements,
    statements_json,
)
from plancoder.coding.statements.find import FoundStatements
from plancoder.page_labels import part_page

LONG = "Calm lanes for all who live and work and rest in Alder"
PLAN = f"""<!-- page 3 -->

# Alder Plan

My priorities are:

- {LONG}

- Warm halls

- Dry cellars

- Good roads

<!-- page 7 -->

# Warm halls

It rained on the moor and so we sang in the hall until the sun came out again.
"""


@pytest.fixture(scope="module")
def found() -> FoundStatements:
    return read_document_parts(document_of(PLAN)).found


def on_pages(found: FoundStatements, *pages: int | None) -> FoundStatements:
    """The first statement alone, on other pages."""
    first = found.statements[0]
    places = tuple(replace(first.places[0], page=page) for page in pages)
    return replace(found, statements=(replace(first, places=places),))


def test_statements_in_lines(found: FoundStatements) -> None:
    first, *lines = list_statements("alder", found)
    assert first == "alder: 4 priority statements (stated)"
    assert lines[0] == f"  {LONG} (p. 3) [list]"
    assert lines[1] == "  Warm halls (p. 3, 7) [list, heading]"
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        ((7, 3, 7), " (p. 3, 7)"),
        ((None,), ""),
        ((None, 3), " (p. 3)"),
        ((part_page(1, 3), part_page(2, 7)), " (part 1, p. 3; part 2, p. 7)"),
        ((part_page(2, 0),), " (part 2)"),
        ((12345,), " (p. 12345)"),
    ],
)
def test_pages_of_a_statement(
    found: FoundStatements, pages: tuple[int | None, ...], shown: str
) -> None:
    first, line = list_statements("alder", on_pages(found, *pages))
    assert first == "alder: 1 priority statement (stated)"
    assert line == f"  {LONG}{shown} [list]"


def test_none_found() -> None:
    none = read_document_parts(document_of("# Alder\n\nIt rained.")).found
    first, advice = list_statements("alder", none)
    assert first == "alder: 0 priority statements"
    assert "raw/roles.csv" in advice
    assert statements_json("alder", none, 3)["confidence"] == "none"


def test_rivals_with_their_cues(found: FoundStatements) -> None:
    best = found.choice.rivals[0]
    first, *cues = list_rivals(found, 1)
    assert first == (
        f"  {best.points:+.1f} points, list: {LONG[:50]}; Warm halls; Dry cellars …"
    )
    assert cues == [f"      {one.points:+.1f} {one.reason}" for one in best.cues]
    three = replace(best, group=replace(best.group, items=best.group.items[:3]))
    choice = replace(found.choice, rivals=(three, *found.choice.rivals[1:]))
    shorter = replace(found, choice=choice)
    assert not next(list_rivals(shorter, 1)).endswith("…")
    assert list(list_rivals(found, 0)) == []


def test_statements_as_json(found: FoundStatements) -> None:
    shown = statements_json("alder", found, 1)
    assert shown["plan_id"] == "alder"
    assert shown["confidence"] == "stated"
    assert [one["statement"] for one in shown["statements"]][:2] == [LONG, "Warm halls"]
    assert shown["statements"][1]["places"] == [
        {"page": 3, "found_as": "list"},
        {"page": 7, "found_as": "heading"},
    ]
    (rival,) = shown["rivals"]
    assert rival["items"] == [LONG, "Warm halls", "Dry cellars", "Good roads"]
    assert rival["points"] == round(found.choice.rivals[0].points, 1)
    assert rival["cues"][0].keys() == {"points", "reason"}
