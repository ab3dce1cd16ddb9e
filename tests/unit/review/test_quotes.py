"""Quotes are found across line breaks and with slips, and nothing is found that is not
there.
"""

from __future__ import annotations

import pytest
from review_kit import DOCUMENT, make_document

from plancoder.review.quotes import QuoteFinder


@pytest.mark.parametrize(
    ("quote", "page", "words", "found_on"),
    [
        ("decent housing near the work", None, "decent housing near the work", 1),
        ("DECENT  HOUSING\nnear the work", None, "decent housing near the work", 1),
        (
            "the hostel in Mill Lane closed its doors",
            3,
            "the hostel in Mill Lane\nclosed its doors",
            3,
        ),
        (
            "the hostal in Mill Lane closed its doors",
            3,
            "the hostel in Mill Lane\nclosed its doors",
            3,
        ),
        ("the hos-\ntel in Mill Lane closed", 3, "the hostel in Mill Lane\nclosed", 3),
        (
            "ental health crisi",
            1,
            "mental health crisis",
            1,
        ),  # copied carelessly; whole words come back
        ("housing", 2, "housing", 2),  # the page decides between two
        ("housing", 1, "housing", 1),
        ("“mental health” crisis", None, "mental health crisis", 1),
    ],
)
def test_a_quote_is_found_where_it_stands(
    quote: str, page: int | None, words: str, found_on: int
) -> None:
    found = QuoteFinder(DOCUMENT).find(quote, page)
    assert found is not None
    assert DOCUMENT.text[found.start : found.end] == words
    assert found.page == found_on


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "of",  # too little to be a quote
        "using",  # inside "housing"
        "we will build a thousand homes for young people in Vale",
        "Sleeping rough has halved because of the generosity of the churches in town",
        "homing",
    ],
)
def test_what_the_plan_does_not_say_is_not_found(quote: str) -> None:
    assert QuoteFinder(DOCUMENT).find(quote) is None


def test_a_quote_is_found_amid_its_context_where_it_recurs() -> None:
    document = make_document(
        (
            (1, "More housing and better housing, and warm housing too."),
            (2, "Warm housing helps."),
        )
    )
    found = QuoteFinder(document).find_in_context(
        "More housing and better housing, and warm ", "housing", " too."
    )
    assert found is not None
    assert found.start == document.text.index("housing too")
    assert found.score == 100
    # Slips in its context make it less sure.
    found = QuoteFinder(document).find_in_context(
        "More hosing and better housing, and worm ", "housing", " too."
    )
    assert found is not None
    assert found.start == document.text.index("housing too")
    assert 85 < found.score < 100


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        # a last word of one letter, and a first one
        ("We shalk choose plan B", "We shall choose plan B"),
        ("A warm hell in town", "A warm hall in town"),
        # of the words at the ends at least half must be quoted
        ("choose plin B for the old to", "choose plan B for the old town"),
        ("choose plin B for the old t", "choose plan B for the old"),
        ("all chooze plan B for the old", "shall choose plan B for the old"),
        ("l chooze plan B for the old", "choose plan B for the old"),
    ],
)
def test_a_quote_with_slips_is_whole_words(quote: str, words: str) -> None:
    document = make_document(
        (
            (1, "We shall choose plan B for the old town."),
            (1, "A warm hall in town helps."),
        )
    )
    found = QuoteFinder(document).find(quote)
    assert found is not None
    assert document.text[found.start : found.end] == words


def test_a_quote_whose_context_is_gone_has_no_place() -> None:
    finder = QuoteFinder(DOCUMENT)
    assert (
        finder.find_in_context(
            "The county has built ever more social ", "housing", " since the war."
        )
        is None
    )


def test_the_nearest_words_are_given_for_what_is_gone() -> None:
    nearest = QuoteFinder(DOCUMENT).nearest(
        "Poor housing and empty shops draw shoplifters to the Station estate"
    )
    assert nearest is not None
    assert nearest.page == 2
    assert 50 < nearest.score < 90


def test_a_plan_without_words_gives_nothing() -> None:
    finder = QuoteFinder(make_document(((1, "…"),)))
    assert finder.find("housing") is None
    assert finder.nearest("housing") is None
