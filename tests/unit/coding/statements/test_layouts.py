"""Invented documents in many layouts: each gives its priorities and nothing else.

`tests/data/layouts` holds text and what a careful reader lists; `optional` is what a
reader may list too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plancoder.coding.code import read_document_parts
from plancoder.coding.sections.plain_text import plain
from plancoder.extract.text.markdown import read_markdown
from plancoder.extract.text.plain_text import read_text
from plancoder.models import Document

LAYOUTS = Path(__file__).resolve().parents[3] / "data" / "layouts"
TRUTH: dict[str, dict[str, Any]] = json.loads(
    (LAYOUTS / "truth.json").read_text(encoding="utf-8")
)


def statements_of(document: Document) -> list[str]:
    found = read_document_parts(document).statements
    for one in found:
        first = one.places[0]
        assert document.text[first.start : first.end] == one.text
    return [plain(one.text) for one in found]


@pytest.mark.parametrize("name", TRUTH)
def test_layout(name: str) -> None:
    text = (LAYOUTS / name).read_text(encoding="utf-8")
    wanted = [plain(one) for one in TRUTH[name]["statements"]]
    optional = {plain(one) for one in TRUTH[name]["optional"]} - set(wanted)
    read = read_markdown if name.endswith(".md") else read_text
    found = [one for one in statements_of(read(text)) if one not in optional]
    assert sorted(found) == sorted(wanted)


# Text beside its twin: what makes the first a statement of priorities lacks in the
# second.
_LABELS = (
    "Calm lanes. Nine people were hurt between the mill and the bridge in a year.",
    "Warm halls. In March the boiler at Sedge Green went out and nobody came for it.",
    "Dry cellars. Water has stood in the cellars of Ferry Row since the flood.",
)
_TERMS = (
    "Calm lanes\n\nBecause nine people were hurt between the mill and the bridge.",
    "Warm halls\n\nBecause the boiler went out and nobody came to mend it.",
    "Dry cellars\n\nBecause water has stood in Ferry Row since the great flood.",
)
TWINS = [
    pytest.param(
        "The board has agreed on the following aims.\n\n" + "\n\n".join(_LABELS),
        "The board met three times.\n\n" + "\n\n".join(_LABELS),
        ["calm lanes", "warm halls", "dry cellars"],
        id="labels that open paragraphs",
    ),
    pytest.param(
        "I have asked the force to concentrate on the following. They weigh the same."
        "\n\n" + "\n\n".join(_TERMS),
        "I have asked the force to concentrate on the following. They weigh the same."
        "\n\n" + "\n\n".join(_TERMS[:2]),
        ["calm lanes", "warm halls", "dry cellars"],
        id="terms in turn with their texts",
    ),
    pytest.param(
        "The board, which I chair, has three priorities for the county: calm lanes, "
        "warm and safe halls and dry cellars.\n",
        "The board, which I chair, has set itself three priorities: calm lanes, warm "
        "and safe halls and dry cellars.\n",
        ["calm lanes", "warm and safe halls", "dry cellars"],
        id="set itself",
    ),
    pytest.param(
        "She pledges to: \U00100065 Calm lanes; \U00100065 Warm halls; \U00100065 Dry"
        " cellars and attics.\n",
        "Feedback on pledges:\n\n\U00100065 Calm lanes\n\U00100065 Warm halls\n"
        "\U00100065 Dry cellars and attics\n",
        ["calm lanes", "warm halls", "dry cellars and attics"],
        id="marks of a font's own, and feedback",
    ),
    pytest.param(
        "My aims are:\n\n− Calm lanes\n− Warm halls\n− Dry cellars\n",
        "It is cold:\n\n− 3 degrees\n− 5 degrees\n− 7 degrees\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="minus signs as marks",
    ),
    pytest.param(
        "Our partnership has agreed a set of aims, including calm lanes, warm halls and"
        " dry cellars.\n",
        "The partnership has agreed a set of aims, including calm lanes, warm halls and"
        " dry cellars.\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="our partnership",
    ),
    pytest.param(
        "The three priorities are calm lanes, warm halls and dry cellars.\n",
        "The three priorities that are its heart, are those of parishes, shops and"
        " farms.\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="a relative clause names none",
    ),
    pytest.param(
        "My priorities are:\n\n§ Calm lanes § Warm halls § Dry cellars\n",
        "The laws are:\n\nAct 1996 § 12 and Act 2011 § 5 and Act 2014 § 9\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="section signs as marks",
    ),
    pytest.param(
        "Our aims are:\n\n• Calm lanes\n• Warm halls\n• Dry cellars\n",
        "The council's aims are:\n\n• Calm lanes\n• Warm halls\n• Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="whose they are",
    ),
    pytest.param(
        "My priorities for the plan:\n\n• Calm lanes\n• Warm halls\n• Dry cellars\n",
        "To reach my priorities I will:\n\n• Light lanes\n• Heat halls\n• Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="actions",
    ),
    pytest.param(
        "The plan rests on three aims. First, calm lanes. Second, warm halls. Third, "
        "dry cellars.\n",
        "How to report a lamp. First, note its number. Second, ring the office. Third, "
        "wait.\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="sentences that count",
    ),
    pytest.param(
        "My three priorities are: calm lanes, safe and warm halls and dry cellars.\n",
        "The three people at the desk are: Ann, Bob and Cy.\n",
        ["calm lanes", "safe and warm halls", "dry cellars"],
        id="enumeration in a sentence",
    ),
    pytest.param(
        "\n\n".join(
            f"{title}\n\nWhy it counts\n\nIt does, for all who live in the county.\n\n"
            f"What will be done\n\nA good deal, and soon, by people who know how."
            for title in ("Calm lanes", "Warm halls", "Dry cellars")
        ),
        "\n\n".join(
            f"{title}\n\n{below}\n\nIt does, for all who live in the county."
            for title, below in (
                ("Calm lanes", "On foot"),
                ("Warm halls", "By day"),
                ("Dry cellars", "In winter"),
            )
        ),
        ["calm lanes", "warm halls", "dry cellars"],
        id="chapters built alike",
    ),
    pytest.param(
        "My first priority is to calm the lanes, which are busy. Much else is well. My "
        "second is to warm the halls; and my third is to dry the cellars.\n",
        "My first job was to calm the lanes, which are busy. Much else is well. My "
        "second was to warm the halls; and my third was to dry the cellars.\n",
        ["calm the lanes", "warm the halls", "dry the cellars"],
        id="my first, my second, my third",
    ),
    pytest.param(
        "I have chosen three things to work on: to calm the lanes, to warm the halls "
        "and to dry the cellars.\n",
        "The force has three priorities for itself: to calm the lanes, to warm the "
        "halls and to dry the cellars.\n",
        ["to calm the lanes", "to warm the halls", "to dry the cellars"],
        id="chosen things",
    ),
    pytest.param(
        "Our plan has three priorities:\n\n• Calm lanes\n• Warm halls\n• Dry cellars\n",
        "The plan of 2012 was short. It had three priorities:\n\n• Calm lanes\n"
        "• Warm halls\n• Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="it had three priorities",
    ),
    pytest.param(
        "VALE POLICE AUTHORITY\n\nThe Authority has set three priorities of its own:\n\n"
        "• Calm lanes\n• Warm halls\n• Dry cellars\n",
        "VALE POLICE AUTHORITY\n\nThe Council has set three priorities of its own:\n\n"
        "• Calm lanes\n• Warm halls\n• Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="priorities of the authority whose plan it is",
    ),
    pytest.param(
        "We are to concentrate on the following:\n\n"
        "• Calm lanes\n• Warm halls\n• Dry cellars\n",
        "Three things will help us to get there:\n\n"
        "• Calm lanes\n• Warm halls\n• Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="what helps is no priority",
    ),
    pytest.param(
        "Here are my priorities:\n\n• Calm lanes\n• Warm halls\n• Dry cellars\n",
        "These are rules and not priorities:\n\n• Calm lanes\n• Warm halls\n"
        "• Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="said not to be priorities",
    ),
    pytest.param(
        "My aims are:\n\n• Calm lanes: fewer crashes\n• Warm halls: lower bills\n"
        "• Dry cellars: no floods\n",
        "My aims are:\n\n• Target: fewer crashes\n• Target: lower bills\n"
        "• Target: no floods\n",
        ["calm lanes fewer crashes", "warm halls lower bills", "dry cellars no floods"],
        id="targets",
    ),
    pytest.param(
        "There are 3 big things I want to do.\n\nI want calm lanes.\n\nLanes are loud."
        "\n\nI want warm halls.\n\nHalls are cold.\n\nI want dry cellars.\n",
        "There is much to do.\n\nI want calm lanes.\n\nLanes are loud."
        "\n\nI want warm halls.\n\nHalls are cold.\n\nI want dry cellars.\n",
        ["i want calm lanes", "i want warm halls", "i want dry cellars"],
        id="I want, as often as said",
    ),
    pytest.param(
        "We have agreed the year's priorities\n\nCalm lanes | Warm halls | Dry cellars\n",
        "We have agreed on a cake for the fair\n\nCalm lanes | Warm halls | Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="between bars",
    ),
    pytest.param(
        "The force answers to us.\n\nMy priorities are:\n\n• Calm lanes\n• Warm halls\n"
        "• Dry cellars\n",
        "The first ran to 2016 and had three priorities:\n\n• Calm lanes\n• Warm halls\n"
        "• Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="and had three priorities",
    ),
    pytest.param(
        "My aims\n\n• Calm lanes\n• Warm halls\n• Dry cellars\n",
        "My aims\n\n• Calm lanes\n• Case study: Ann\n• Dry cellars\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="a case study is no aim",
    ),
    pytest.param(
        "There are three goals, namely calm lanes, warm halls and dry cellars.\n",
        "There were three goals, namely calm lanes, warm halls and dry cellars.\n",
        ["calm lanes", "warm halls", "dry cellars"],
        id="there were three goals",
    ),
]


@pytest.mark.parametrize(("text", "twin", "wanted"), TWINS)
def test_twins(text: str, twin: str, wanted: list[str]) -> None:
    assert statements_of(read_text(text)) == wanted
    assert statements_of(read_text(twin)) == []
