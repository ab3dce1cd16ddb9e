"""Words the codebook may lack: found where cells were missed, never where a term
already stands.
"""

from __future__ import annotations

import math

import pytest

from plancoder.coding.inspect.discover import (
    Finding,
    Unit,
    find_collocations,
    find_leftover_words,
    find_missed_words,
    log_likelihood,
)


def words(findings: tuple[Finding, ...]) -> list[str]:
    return [one.words for one in findings]


UNITS = (
    Unit("a:1", "Support those who sleep in doorways."),
    Unit("b:1", "Nobody shall sleep in doorways, or in cars."),
    Unit("c:1", "Safer roads and fewer fires."),
    Unit("d:1", "Fewer fires; warmer courts."),
)


def test_words_of_missed_cells_come_first_with_their_line() -> None:
    best, *others = find_missed_words(UNITS, {"a:1", "b:1"}, {"c:1", "d:1"})
    assert best.words == "sleep in doorways"
    assert (best.plans, best.units, best.elsewhere, best.plan_id) == (2, 2, 0, "a:1")
    assert best.before + best.match + best.after == UNITS[0].text
    assert "fewer fires" not in words((best, *others))


def test_words_that_stand_as_often_elsewhere_are_no_finding() -> None:
    units = (Unit("a:1", "Keep villages quiet."), Unit("b:1", "Keep villages green."))
    found = words(find_missed_words(units, {"a:1"}, {"b:1"}))
    assert "villages" not in found
    assert "villages quiet" in " ".join(found)


def test_what_a_term_covers_is_not_left_over() -> None:
    text = "Help victims of fly tipping"
    unit = Unit(
        "a:1", text, covered=((text.index("victims"), text.index("victims") + 7),)
    )
    assert words(find_leftover_words((unit,))) == ["fly tipping", "help"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("hunger, thirst", {"hunger", "thirst"}), ("hunger thirst", {"hunger thirst"})],
)
def test_punctuation_parts_phrases(text: str, found: set[str]) -> None:
    assert set(words(find_leftover_words((Unit("a:1", text),)))) == found


def test_the_commonest_leftovers_come_first_and_no_more_than_asked() -> None:
    units = [Unit(f"p:{n}", "Rural crime matters") for n in range(3)] + [
        Unit("q:1", "Heritage matters")
    ]
    found = find_leftover_words(units, most=2)
    assert [(one.words, one.plans) for one in found] == [
        ("matters", 4),
        ("rural crime matters", 3),
    ]
    assert find_leftover_words([]) == ()


def test_neighbours_of_matches() -> None:
    units = []
    for number in range(6):
        text = (
            f"Gangs exploit lonely people in town {number}. "
            + "The weather was fine and the roads were dry again. " * 3
        )
        units.append(Unit(f"p:{number}", text, covered=((0, 5),)))
    found = words(find_collocations(units))
    assert found[:3] == ["exploit", "lonely", "people"]
    assert "weather" not in found
    assert "gangs" not in found


def test_log_likelihood() -> None:
    """2 × Σ seen × ln(seen / expected), worked by hand for 3 of 4 against 1 of 4."""
    by_hand = 2 * (
        3 * math.log(3 / 2)
        + 1 * math.log(1 / 2)
        + 1 * math.log(1 / 2)
        + 3 * math.log(3 / 2)
    )
    assert log_likelihood(3, 4, 1, 4) == pytest.approx(by_hand)
    assert log_likelihood(2, 4, 2, 4) == pytest.approx(0)
    assert log_likelihood(0, 0, 0, 0) == 0
    assert log_likelihood(4, 4, 4, 4) == 0
