"""Bare figures, and the words that make more of them than a count."""

from __future__ import annotations

import pytest
from sentences import rows_of
from whose_kit import FIGURES, OTHERS, codebook_of, wrongly_told

PUBS = codebook_of("pubs, bars, clubs, nightclubs, venues")
THINGS = """
+ 41 halls, 3 cities, 22 towns, 70 places of music.
- 41 halls, 3 cities, 22 towns and places of music.
+ 41 halls, 3 cities, 22 towns, 70 old and loved places of music.
- £41 halls, 3.5 cities, 22 towns, 70 places of music.
- 41 halls, 3 cities, 22 towns, 70 places that [is|are|was|were|has|have|had|will|shall|can|must|need|needs|needed|rose|fell|went|make|makes|made|take|takes|took|live|lives] by music.
"""
PLACES = """
+ There are 190 [pubs|bars|clubs|nightclubs|venues] here.
+ There are 190 [old|old, good|very old and good] pubs here.
- There are 190 [very old and good loved|people in|in all|at times] pubs here.
- There are pubs here.
- There are 190 pubs [with nights|open by night|at night-time|for evenings|open late|with violence|of disorder|with drink|full of drunks|with assaults|with crime|near police|with officers|of trouble|with harm|that are safe|that close|closing] here.
"""
TAKEN_UP = """
+ The Alder Board has chosen less loud music.
- The Alder Board has chosen less loud music, and [I will|we will|I’ll|we'll|my office will|the force will|this plan will|I shall|I intend to|we mean to|I am going to|we are going to] end more.
+ The Alder Board has chosen less loud music, [and I will|so I will|and we will] [have regard to it|take account of it|bear it in mind|consult on it|report on it|pass it on|share it|meet them|not end more|continue to have regard to it].
- The Alder Board has chosen less loud music, [so does this|so do I|so do we|this plan does too].
"""


@pytest.mark.parametrize(("told", "line"), list(rows_of(THINGS)))
def test_things_counted(told: bool, line: str) -> None:
    wrong = wrongly_told(line, FIGURES if told else "")
    assert not wrong, wrong


@pytest.mark.parametrize(("told", "line"), list(rows_of(PLACES)))
def test_places_counted(told: bool, line: str) -> None:
    wrong = wrongly_told(line, FIGURES if told else "", PUBS)
    assert not wrong, wrong


@pytest.mark.parametrize(("told", "line"), list(rows_of(TAKEN_UP)))
def test_what_the_plan_makes_its_own(told: bool, line: str) -> None:
    wrong = wrongly_told(line, OTHERS if told else "")
    assert not wrong, wrong
