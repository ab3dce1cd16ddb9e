"""Words inside names of bodies, lists of partners, addresses and denials are no needs;
their twins are.
"""

from __future__ import annotations

import pytest

from plancoder.codebook.load import parse_codebook
from plancoder.coding.matching.matcher import Matcher

CODEBOOK = """
title: Needs
version: "1"
frames:
  needs: {label: Needs, appendix: A}
  priorities: {label: Priorities, appendix: B, code_in: [priority_statement]}
categories:
  - id: housing
    frame: needs
    terms: [housing, homeless*]
  - id: mental_health
    frame: needs
    terms: [mental health]
    count_names: true
  - id: homes
    frame: priorities
    terms: [housing]
"""
MATCHER = Matcher(parse_codebook(CODEBOOK.encode()))


def reason(text: str, frame: str = "needs", category: str = "housing") -> str | None:
    """Why the category does not count in the text; blank: it counts, None: no match."""
    found = [
        hits for hits in MATCHER.find(text, frames={frame}) if hits.category == category
    ]
    return found[0].blocked_by if found else None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("We met the Lark Housing Trust in May.", "in a name"),
        ("The Housing and Planning Forum has seen it.", "in a name"),
        ("I wrote to the Cabinet Member for Housing.", "in a name"),
        ("See the Homelessness Reduction Act of that year.", "in a name"),
        ("They read Larkmere Homelessness and Housing Strategy 2020-2025.", "in a name"),
        ("The Housing Options Team came too.", "in a name"),
        ("Thanks to Lark Vale Housing, Farm Watch, Mere Youth Care and Vale Link.", "in a list of partners"),
        ("Write to help@housing.lark.example for a copy.", "in a web or e-mail address"),
        ("Look at www.lark.example/housing for more.", "in a web or e-mail address"),
        ("This plan does not deal with homelessness.", "said not to be meant"),
        ("It has nothing to say about housing.", "said not to be meant"),
        # The twins: the same words where they say what people need.
        ("We met people who need housing in May.", ""),
        ("Homelessness has doubled in Larkmere.", ""),
        ("Housing, debt and drink bring people back to court.", ""),
        ("Without a Housing plan nobody is safe.", ""),
        ("The council does not know how many are homeless.", ""),
        ("Better Housing For Young And Old", ""),
        ("HOUSING AND HEALTH", ""),
    ],
)  # fmt: skip
def test_what_is_no_mention_of_a_need(text: str, why: str) -> None:
    assert reason(text) == why


def test_a_mention_beside_a_name_counts() -> None:
    assert reason("The Lark Housing Trust helps people who are homeless.") == ""


def test_a_category_may_count_names() -> None:
    text = "We met the Lark Mental Health Trust in May."
    assert reason(text, category="mental_health") == ""


def test_priority_statements_count_names() -> None:
    assert reason("Work with the Lark Housing Trust", "priorities", "homes") == ""


def test_a_long_run_of_names_takes_no_longer_than_its_length() -> None:
    text = "Lark Housing " * 20_000
    assert len(MATCHER.find(text, frames={"needs"})) == 1
