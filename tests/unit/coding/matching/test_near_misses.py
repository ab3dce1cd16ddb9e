"""Near misses: which of several touch nothing else, and how long a garbled word may be."""

from __future__ import annotations

import pytest

from plancoder.coding.matching.fuzzy import NearWords, allowed_edits
from plancoder.coding.matching.near_misses import _choose, _merged
from plancoder.models import Match, MatchKind


def miss(start: int, end: int, score: float) -> Match:
    return Match("term", start, end, "", MatchKind.FUZZY, score)


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(0, 4), (2, 6)], [(0, 6)]),
        ([(0, 4), (4, 6)], [(0, 4), (4, 6)]),
        ([(0, 9), (2, 4)], [(0, 9)]),
        ([(0, 2), (4, 8), (5, 6)], [(0, 2), (4, 8)]),
        ([(4, 8), (0, 2), (7, 9), (1, 3)], [(0, 3), (4, 9)]),
    ],
)
def test_spans_that_overlap_are_one(
    spans: list[tuple[int, int]], merged: list[tuple[int, int]]
) -> None:
    assert _merged(spans) == merged


@pytest.mark.parametrize(
    ("misses", "taken", "chosen"),
    [
        # The better one of two that overlap, whichever comes first in the text.
        ([(0, 5, 90.0), (3, 8, 95.0)], [], [(3, 8)]),
        ([(0, 5, 95.0), (3, 8, 90.0)], [], [(0, 5)]),
        # Of equals the one that begins first, then the shorter one.
        ([(3, 8, 90.0), (0, 5, 90.0)], [], [(0, 5)]),
        ([(0, 8, 90.0), (0, 5, 90.0)], [], [(0, 5)]),
        # Side by side is not on top of each other.
        ([(0, 5, 90.0), (5, 8, 80.0)], [], [(0, 5), (5, 8)]),
        ([(0, 5, 90.0)], [(5, 9)], [(0, 5)]),
        ([(5, 9, 90.0)], [(0, 5)], [(5, 9)]),
        ([(0, 6, 90.0)], [(5, 9)], []),
        ([(4, 9, 90.0)], [(0, 5)], []),
        ([(5, 7, 90.0)], [(0, 3), (4, 9)], []),
        # A long span that is taken reaches over short ones that begin behind it.
        ([(6, 8, 90.0)], [(0, 9), (1, 2)], []),
        ([(3, 4, 90.0)], [(0, 2), (6, 9)], [(3, 4)]),
        # Three in a row: the middle one, being best, costs both neighbours.
        ([(0, 5, 80.0), (4, 9, 99.0), (8, 12, 81.0)], [], [(4, 9)]),
    ],
)
def test_the_best_misses_that_touch_nothing(
    misses: list[tuple[int, int, float]],
    taken: list[tuple[int, int]],
    chosen: list[tuple[int, int]],
) -> None:
    found = _choose([miss(*each) for each in misses], taken)
    assert sorted((each.start, each.end) for each in found) == chosen


@pytest.mark.parametrize(("length", "edits"), [(4, 0), (5, 1), (7, 1), (8, 2), (40, 2)])
def test_how_many_edits_a_word_forgives(length: int, edits: int) -> None:
    assert allowed_edits(length) == edits


@pytest.mark.parametrize(
    ("target", "word", "edits"),
    [
        # One letter of five to seven, none of four.
        ("harm", "harn", None),
        ("drugs", "drugz", 1),
        ("drugs", "drzgz", None),
        ("stalker", "stalkxr", 1),
        ("stalker", "stxlkxr", None),
        ("stalking", "stxlkxng", 2),
        ("stalking", "sxxlkxng", None),
        # Lost, added and swapped letters.
        ("drugs", "drgs", 1),
        ("drugs", "druggs", 1),
        ("drugs", "durgs", 1),
        ("homeless", "hmeles", 2),
        ("homeless", "hoomelesss", 2),
        ("homelessness", "homelesnes", 2),
        ("homelessness", "hxmelessnxss", 2),
        ("homelessness", "hxmelxssnxss", None),
        # What scanners confuse counts half; three letters are the fewest.
        ("harm", "harrn", 0.5),
        ("cad", "cacl", 0.5),
        ("dl", "cll", None),
        ("slum", "s1um", 0.5),
        # Figures alone are no garbled word.
        ("lll", "111", None),
        # Forty letters are the most that are looked up.
        ("a" * 20 + "b" * 20, "a" * 20 + "b" * 19 + "c", 1),
        ("a" * 20 + "b" * 20, "a" * 20 + "b" * 21, None),
    ],
)
def test_which_slips_are_near(target: str, word: str, edits: float | None) -> None:
    near = NearWords([target]).find(word)
    assert [one.edits for one in near] == ([] if edits is None else [edits])


def test_of_several_words_the_nearest_are_taken() -> None:
    words = NearWords(["stalking", "stalkers", "starling"])
    assert [one.target for one in words.find("stalkinx")] == ["stalking"]
    assert {one.target for one in words.find("stalkiing")} == {"stalking"}
    assert [one.target for one in words.find("starlins")] == ["starling"]
