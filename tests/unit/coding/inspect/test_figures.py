"""Counts, widths and bounds of what a person is shown: at both sides of each."""

from __future__ import annotations

import pytest

from plancoder.coding.inspect.discover import (
    Unit,
    find_collocations,
    find_leftover_words,
    find_missed_words,
    log_likelihood,
)
from plancoder.coding.inspect.kwic import find_kwic
from plancoder.coding.sections.plain_text import similarity
from plancoder.coding.statements.fuller import are_shorter, say_more


def test_words_are_beside_a_match_up_to_five_words_away() -> None:
    text = "far one two three four near match"
    start = text.index("match")
    units = [Unit(f"p:{at}", text, covered=((start, start + 5),)) for at in range(2)]
    other = Unit("q:1", "rain on wet roads " * 5)
    found = find_collocations([*units, other])
    assert {one.words for one in found} == {"one", "two", "three", "four", "near"}
    near = next(one for one in found if one.words == "near")
    # 2 of the 10 words beside a match, none of the 24 others
    assert near.score == pytest.approx(log_likelihood(2, 10, 0, 24))
    assert (near.units, near.plans, near.elsewhere) == (2, 2, 0)
    assert near.before + near.match + near.after == text
    assert find_collocations([units[0], other]) == ()


def test_words_as_frequent_elsewhere_are_not_beside_a_match() -> None:
    units = [Unit(f"p:{at}", "lanes rain match", covered=((11, 16),)) for at in (1, 2)]
    for elsewhere, found in ((1, {"lanes", "rain"}), (2, {"rain"})):
        # 2 of the 4 words beside a match; 1 of 3 or 2 of 4 others
        others = [Unit(f"q:{at}", "lanes") for at in range(elsewhere)]
        assert {one.words for one in find_collocations([*units, *others])} == found


def test_a_person_looks_through_no_more_than_25_words() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    text = ". ".join(f"{one}{one}{one}" for one in letters)
    found = find_missed_words([Unit("a:1", text)], {"a:1"}, {"b:1"})
    assert len(found) == 25
    words = [f"{a}{a}{a}{b}" for a in letters for b in "xy"]
    units = [
        Unit(f"p:{at}", f"{word} match", covered=((5, 10),))
        for word in words
        for at in range(2)
    ]
    assert len(find_collocations([*units, Unit("q:1", "rain falls " * 9)])) == 25


def test_words_of_missed_cells_are_rarer_elsewhere() -> None:
    units = [Unit("a", "lanes"), Unit("b", "lanes"), Unit("c", "lanes"), Unit("d", "-")]
    (one,) = find_missed_words(units, {"a", "b"}, {"c", "d"})
    assert (one.plans, one.elsewhere) == (2, 1)
    assert one.score == pytest.approx(log_likelihood(2, 2, 1, 2))
    assert find_missed_words(units, {"a", "b"}, {"c"}) == ()
    assert find_missed_words(units, {"a", "d"}, {"c"}) == ()
    assert [one.words for one in find_missed_words(units, {"a"}, set())] == ["lanes"]


def test_phrases_have_up_to_three_words_of_three_letters_or_more() -> None:
    found = find_leftover_words([Unit("a", "calm wet dry lanes")])
    assert {one.words for one in found} == {"calm wet dry", "wet dry lanes"}
    assert find_leftover_words([Unit("a", "ox")]) == ()
    assert [one.words for one in find_leftover_words([Unit("a", "elk")])] == ["elk"]


@pytest.mark.parametrize(
    ("width", "before", "after"),
    [
        (9, " lanes to", " after rain"[:6]),
        (60, "We keep calm lanes to ", " after rain"),
        (22, "We keep calm lanes to ", " after rain"),
        (21, " keep calm lanes to "[1:], " after rain"),
        (11, "lanes to ", " after rain"),
        (10, "lanes to ", " after"),
    ],
)
def test_words_around_a_match(width: int, before: str, after: str) -> None:
    (one,) = find_kwic("We keep calm lanes to victims after rain", "victims", width)
    assert len(one.before) <= width
    assert len(one.after) <= width
    assert one.before.strip() == before.strip()
    assert one.after == after


def test_runs_of_blanks_shrink_before_words_are_cut() -> None:
    text = "We   keep  calm   lanes to victims after    the    rain"
    (one,) = find_kwic(text, "victims", 15)
    assert (one.before, one.after) == ("calm lanes to ", " after the rain")


def test_how_alike_wordings_are() -> None:
    assert similarity("calm lanes", "calm lanes") == 100
    assert similarity("calm lanes", "lanes calm") == pytest.approx(97)
    assert similarity("", "calm lanes") == similarity("calm lanes", "") == 0
    assert similarity("calm lanes", "warm halls", 90) == 0
    assert 90 < similarity("calm lanes", "calm lane") < 100
    assert similarity("calm lanes", "lanes calm", 96.9) == pytest.approx(97)


TITLES = ["Homes", "Justice", "Roads"]
FULLER = ["Homes where nobody is", "Justice that we trust", "Roads that are calm"]


@pytest.mark.parametrize(
    ("titles", "wordings", "more", "shorter"),
    [
        (TITLES, FULLER, True, True),
        (TITLES[:2], FULLER[:2], False, False),
        (TITLES, FULLER[:2], False, False),
        (TITLES, ["Homes are so", *FULLER[1:]], False, False),
        (TITLES, ["Homes " + "so " * 15, *FULLER[1:]], True, True),
        (TITLES, ["Homes " + "so " * 16, *FULLER[1:]], False, True),
        (["Homes so so", *TITLES[1:]], ["Homes so so it is", *FULLER[1:]], True, True),
        (["Homes a b c", *TITLES[1:]], ["Homes a b c d", *FULLER[1:]], False, False),
        (["", *TITLES[1:]], FULLER, False, True),
        (["Halls", *TITLES[1:]], FULLER, False, True),
        (["Homes here", *TITLES[1:]], FULLER, False, True),
    ],
)
def test_titles_said_more_fully(
    titles: list[str], wordings: list[str], more: bool, shorter: bool
) -> None:
    assert say_more(titles, wordings) is more
    assert are_shorter(titles, wordings) is shorter


def test_most_titles_come_again_word_for_word() -> None:
    titles = [*TITLES, "Halls here"]
    wordings = [*FULLER, "Halls where all are warm"]
    assert say_more(titles, wordings)  # three of four
    titles[2], wordings[2] = "Roads here", "Roads that are calm"
    assert not say_more(titles, wordings)
