"""What each term does for and against the agreement."""

from __future__ import annotations

import pytest

from plancoder.agreement.rules import RuleRow, TermHit, rule_table
from plancoder.agreement.statistics import Counts, f1_score


def hits(*lines: str) -> list[TermHit]:
    """`plan coding term`, all in the category housing."""
    return [
        TermHit(plan, "housing", term.replace("_", " "), coding)
        for plan, coding, term in map(str.split, lines)
    ]


def cells(**answers: bool | None) -> dict[tuple[str, str], bool | None]:
    return {(plan, "housing"): answer for plan, answer in answers.items()}


TERMS = [
    ("housing", "housing"),
    ("housing", "homeless*"),
    ("housing", "rough sleep*"),
    ("housing", "lodging*"),
]
HITS = hits(
    "a c1 housing",
    "a c2 homeless*",
    "b c3 homeless*",
    "c c4 rough_sleep*",
    "d c5 housing",
    "d c5 homeless*",
)
TICKS = cells(a=True, b=True, c=True, d=True, e=False)
REFERENCE = cells(a=True, b=True, c=False, d=None, e=True)


def by_term(rows: tuple[RuleRow, ...]) -> dict[str, RuleRow]:
    return {row.term: row for row in rows}


def test_hits_unique_hits_and_conflicts() -> None:
    rows = by_term(rule_table(TERMS, HITS, TICKS, REFERENCE))
    homeless = rows["homeless*"]
    assert (homeless.hits, homeless.cells, homeless.unique_cells) == (3, 3, 1)
    assert (homeless.supported, homeless.conflicts, homeless.unjudged) == (2, 0, 1)
    rough = rows["rough sleep*"]
    assert (rough.unique_cells, rough.conflicts, rough.unique_conflicts) == (1, 1, 1)
    assert (
        rows["housing"].unique_cells == 0
    )  # another term stands beside it in a, and in d on the same passage
    assert list(rows) == [term for _, term in TERMS]


def test_effect_of_taking_a_term_out() -> None:
    rows = by_term(rule_table(TERMS, HITS, TICKS, REFERENCE))
    now = f1_score(Counts(both_yes=2, only_first=1, only_second=1))
    assert {row.f1 for row in rows.values()} == {now}
    assert rows["rough sleep*"].f1_without == pytest.approx(
        f1_score(Counts(both_yes=2, only_second=1))
    )
    assert rows["homeless*"].f1_without == pytest.approx(
        f1_score(Counts(both_yes=1, only_first=1, only_second=2))
    )
    assert rows["housing"].f1_without == now


@pytest.mark.parametrize(
    ("term", "verdict"),
    [
        ("rough sleep*", "costs agreement"),
        ("homeless*", "needed"),
        ("housing", "redundant here"),
        ("lodging*", "no hit"),
    ],
)
def test_verdict(term: str, verdict: str) -> None:
    assert by_term(rule_table(TERMS, HITS, TICKS, REFERENCE))[term].verdict == verdict


def test_where_two_passages_make_a_tick_one_less_is_none() -> None:
    rows = by_term(rule_table(TERMS, HITS, TICKS, REFERENCE, {"housing": 2}))
    assert (
        rows["housing"].unique_cells == 2
    )  # a keeps one coding of the two it needs, d keeps its one of two
    assert rows["housing"].hits == 2


def test_terms_the_codebook_no_longer_has_come_last_and_blank_cells_cannot_be_lost() -> (
    None
):
    rows = rule_table([], hits("a c1 old"), cells(a=False), cells(a=True))
    assert [(row.term, row.hits, row.unique_cells) for row in rows] == [("old", 1, 0)]
