"""Patterns that find words in any case."""

from __future__ import annotations

import re

import pytest

from plancoder.coding.sections.any_case import AnyCase, in_small_letters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Our AIMS are", "AIMS"),
        ("These Aims", "Aims"),
        ("\u0130lk aims, and Goals", "aims"),
        ("She claims", None),
        ("", None),
    ],
)
def test_finds_words_as_written(text: str, found: str | None) -> None:
    search = AnyCase(r"\b(?:aims|goals)\b").search(text)
    assert (search[0] if search else None) == found


def test_goes_on_where_a_part_asks_for_small_letters() -> None:
    pattern = AnyCase(r"\d (?=(?-i:[a-z]))aims")
    assert [found.start() for found in pattern.finditer(*_both("2 Aims, 3 aims"))] == [
        8
    ]
    assert pattern.search("2 Aims") is None


def _both(text: str) -> tuple[str, str, int, int]:
    return text, in_small_letters(text), 0, len(text)


def test_looks_in_a_stretch_only() -> None:
    text = "Goals first, Aims next, aims last"
    pattern = AnyCase(r"\baims\b")
    found = pattern.search_in(text, 0, len(text))
    assert found is not None
    assert found.span() == (13, 17)
    assert pattern.search_in(text, 0, 12) is None
    assert pattern.search_in(text, 14, 20) is None


def test_matches_the_beginning_and_the_whole() -> None:
    pattern = AnyCase(r"aims?")
    assert pattern.match("AIMS first")
    assert not pattern.match("My aims")
    assert pattern.fullmatch("Aim")
    assert not pattern.fullmatch("Aims first")


@pytest.mark.parametrize("pattern", ["what I want", r"\bAims\b", "(?:a|B)"])
def test_refuses_a_capital_that_could_never_match(pattern: str) -> None:
    with pytest.raises(ValueError, match="is a capital"):
        AnyCase(pattern)


@pytest.mark.parametrize("pattern", [r"\W*aims\S", r"(?P<name>aims)"])
def test_takes_escapes_and_names_for_no_capitals(pattern: str) -> None:
    assert AnyCase(pattern).search("the aims!")


def test_small_letters_stand_where_their_capitals_stand() -> None:
    text = "\u0130 AM HERE"
    assert re.sub("[^ ]", "x", in_small_letters(text)) == "x xx xxxx"
