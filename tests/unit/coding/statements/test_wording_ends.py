"""Where the wordings of a list end: at both sides of each rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from documents import document_of
from statements_kit import item_at

from plancoder.coding.statements.group import Group
from plancoder.coding.statements.items import Form
from plancoder.coding.statements.wording_ends import (
    to_semicolons,
    to_titles,
    unwoven,
    without_numbers,
    without_verdicts,
    without_votes,
)
from plancoder.models import Document

TITLES = {
    "cal": [("calming", "the", "lanes")],
    "war": [("warm", "the", "halls")],
    "dry": [("dry", "cellars", "here")],
}


def group_of(items: list[str], kind: str = "list") -> tuple[Document, Group]:
    document = document_of("\n\n".join(items))
    found = [
        item_at(document, block, Form.BULLET) for block in range(len(document.blocks))
    ]
    return document, Group(kind, tuple(found))


def wordings(document: Document, group: Group) -> list[str]:
    return [document.text[one.start : one.end] for one in group.items]


@pytest.mark.parametrize(
    ("item", "left"),
    [
        ("Calm the lanes and I mean", "Calm the lanes and I mean"),
        ("Calm the lanes I mean", "Calm the lanes"),
        ("Calm the lanes, I mean", "Calm the lanes, I mean"),
        ("Calm the lanes (all)", "Calm the lanes (all)"),
        ("Calm the lanes or not", "Calm the lanes or not"),
        ("Calm the lanes", "Calm the lanes"),
        ("Calling the lanes I mean", "Calling the lanes I mean"),
        ("Calm those lanes I mean", "Calm those lanes I mean"),
        ("Calm th lanes I mean", "Calm th lanes I mean"),
        ("Cold the lanes I mean", "Cold the lanes I mean"),
    ],
)
def test_words_of_the_next_column_end_an_item(item: str, left: str) -> None:
    document, group = group_of([item, "Old songs", "Good roads"])
    assert wordings(document, unwoven(document, group, TITLES))[0] == left
    document, group = group_of([item, "Old songs", "Good roads"], "lines")
    assert unwoven(document, group, TITLES) is group


def test_where_two_took_words_in_an_and_ends_them_too() -> None:
    lines = ["Calm the lanes and I", "Warm the halls You", "Dry cellars here We"]
    document, group = group_of(lines)
    found = wordings(document, unwoven(document, group, TITLES))
    assert found == ["Calm the lanes", "Warm the halls", "Dry cellars here"]
    document, group = group_of([lines[0], lines[1], "Old songs"])
    found = wordings(document, unwoven(document, group, TITLES))
    assert found == ["Calm the lanes and I", "Warm the halls", "Old songs"]


def spans_of(document: Document, group: Group) -> Group:
    """The group with its items up to the semicolons that end them."""
    items = [
        one._replace(end=one.end - document.text[one.start : one.end].endswith(";"))
        for one in group.items
    ]
    return Group(group.kind, tuple(items))


@pytest.mark.parametrize(
    ("lines", "kind", "first"),
    [
        (["Calm lanes; A N Other", "Warm halls;", "Dry cellars;"], "list", "Calm lanes"),
        (["Calm lanes; A N Other", "Warm halls;", "Dry cellars"], "list", "Calm lanes; A N Other"),
        (["Calm lanes; A N Other", "Warm halls;", "Dry cellars;"], "lines", "Calm lanes; A N Other"),
        (["Calm lanes", "Warm halls;", "Dry cellars;"], "list", "Calm lanes"),
    ],
)  # fmt: skip
def test_semicolons_end_items(lines: list[str], kind: str, first: str) -> None:
    document, group = group_of(lines, kind)
    found = to_semicolons(document, spans_of(document, group))
    assert wordings(document, found)[0] == first


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["1 Roads", "2 Courts"], ["Roads", "Courts"]),
        (["SO1 Roads", "SO2 Courts"], ["Roads", "Courts"]),
        (["SO1: Roads", "SO2. Courts"], ["Roads", "Courts"]),
        (["3 Roads", "4 Courts", "5 Halls"], ["Roads", "Courts", "Halls"]),
        (["1 Roads", "3 Courts"], ["1 Roads", "3 Courts"]),
        (["2 Roads", "1 Courts"], ["2 Roads", "1 Courts"]),
        (["1 Roads", "2 Courts", "Halls"], ["1 Roads", "2 Courts", "Halls"]),
        (["1 Roads"], ["1 Roads"]),
        (["101 Roads", "102 Courts"], ["101 Roads", "102 Courts"]),
    ],
)
def test_numbers_that_count_up_are_no_words(lines: list[str], found: list[str]) -> None:
    document, group = group_of(lines)
    left = without_numbers(document, group)
    assert wordings(document, left) == found
    if found != lines:
        assert next(one.number for one in left.items) in "13"


@pytest.mark.parametrize(
    ("first", "left"),
    [
        ("Calm lanes. Nine were hurt.", "Calm lanes"),
        ("Calm lanes! “Nobody” was hurt.", "Calm lanes"),
        ("Calm lanes? 9 were hurt.", "Calm lanes"),
        ("“Calm lanes.” Nine were hurt.", "“Calm lanes.” Nine were hurt."),
        ("Calm lanes.", "Calm lanes."),
        ("Calm lanes. nine were hurt.", "Calm lanes. nine were hurt."),
        ("Calm St. Ives lanes", "Calm St. Ives lanes"),
        ("Calm. Nine were hurt.", "Calm. Nine were hurt."),
        ("Calm lanes: all. Nine were hurt.", "Calm lanes: all. Nine were hurt."),
    ],
)
def test_sentences_behind_the_titles_of_a_list_are_none_of_them(
    first: str, left: str
) -> None:
    others = ["Warm halls. The boiler went out.", "Dry cellars. Water stood there."]
    document, group = group_of([first, *others])
    found = wordings(document, to_titles(document, group))
    whole = left == first
    assert found == ([first, *others] if whole else [left, "Warm halls", "Dry cellars"])
    document, group = group_of([first, *others], "lines")
    assert to_titles(document, group) is group


def test_two_titles_with_sentences_are_no_list_of_them() -> None:
    document, group = group_of(["Calm lanes. Nine were.", "Warm halls. It went out."])
    assert to_titles(document, group) is group


@pytest.mark.parametrize("verdict", ["GREEN", "AMBER nine were hurt", "RED, as before"])
def test_a_verdict_is_no_part_of_a_wording(verdict: str) -> None:
    items = [f"{one} {verdict}" for one in ("Calm lanes", "Warm halls", "Dry cellars")]
    document, group = group_of(items, "lines")
    found = wordings(document, without_verdicts(document, group))
    assert found == ["Calm lanes", "Warm halls", "Dry cellars"]


@pytest.mark.parametrize(
    "items",
    [
        ["Calm lanes GREEN", "Warm halls RED"],
        ["Calm lanes GREEN", "Warm halls", "Dry cellars"],
        ["Calm GREENS", "Warm REDS", "Dry AMBERS"],
        ["GREEN lanes", "RED halls", "AMBER cellars"],
    ],
)
def test_other_words_in_capitals_are_parts_of_wordings(items: list[str]) -> None:
    document, group = group_of(items, "lines")
    assert without_verdicts(document, group) is group


THREE = ["Calm lanes", "Warm halls", "Dry cellars"]
VOTED = ["Calm lanes (6,480 votes)", "Warm halls (5,912)", "Dry cellars (1 vote)"]
SHARED = ["Calm lanes (63%)", "Warm halls (12%)", "Dry cellars (2%)"]


@pytest.mark.parametrize(
    ("lead", "lines", "left"),
    [
        ("Our aims:", VOTED, THREE),
        ("Songs\nOur aims:", VOTED, THREE),
        ("Our aims:", [*VOTED, "Good roads"], [*THREE, "Good roads"]),
        # 7 of 10 are enough
        ("Our aims:", [*VOTED, *VOTED, VOTED[0], *"ABC"], [*THREE, *THREE, THREE[0], *"ABC"]),
        # twins
        ("Our aims:", [*VOTED, *VOTED, *"ABCD"], [*VOTED, *VOTED, *"ABCD"]),
        ("Our aims:", SHARED, SHARED),
        ("Our aims:\nSongs:", VOTED, VOTED),
        ("Songs:", VOTED, VOTED),
        ("Our aims:", [*VOTED[:2], THREE[2]], [*VOTED[:2], THREE[2]]),
        ("Our aims:", [VOTED[0]], [VOTED[0]]),
        ("Our aims:", ["Calm lanes (6 calls)", *THREE[1:]], ["Calm lanes (6 calls)", *THREE[1:]]),
        ("Our aims:", [*THREE[:2], VOTED[2]], [*THREE[:2], VOTED[2]]),
        ("Our aims:", [f"{one} of all" for one in VOTED], [f"{one} of all" for one in VOTED]),
    ],
)  # fmt: skip
def test_votes_are_no_words(lead: str, lines: list[str], left: list[str]) -> None:
    document, group = group_of(lines)
    found = without_votes(document, replace(group, lead=lead))
    assert wordings(document, found) == left
    lined = replace(group, lead=lead, kind="lines")
    assert without_votes(document, lined) is lined
