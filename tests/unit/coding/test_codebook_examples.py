"""The shipped codebook: each category finds its examples and none of its
counterexamples.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from plancoder.codebook.load import codebook_warnings, parse_codebook
from plancoder.codebook.shape import Category
from plancoder.coding.matching.matcher import Matcher
from plancoder.coding.sections.section_roles import read_roles
from plancoder.models import SectionRole

CODEBOOK = parse_codebook(
    (Path(__file__).resolve().parents[3] / "codebook.yaml").read_bytes()
)
MATCHER = Matcher(CODEBOOK)
NEEDS = """domestic_abuse housing learning_disabilities mental_health night_time_economy substance_misuse
    vulnerable_families young_people_transition"""
PRIORITIES = """dva_vawg early_intervention families housing learning_disabilities mental_health organised_gang_crime
    partnerships repeat_victimisation restorative_justice substance_misuse victims vulnerable_individuals witnesses
    community youth"""


def found(category: Category, text: str) -> bool:
    hits = MATCHER.find(text, frames=[category.frame])
    return any(one.category == category.id and not one.blocked_by for one in hits)


@pytest.mark.parametrize(
    ("category", "text"),
    [
        (category, text)
        for category in CODEBOOK.categories
        for text in category.examples
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.frame}.{value.id}",
)
def test_examples_are_found(category: Category, text: str) -> None:
    assert found(category, text)


@pytest.mark.parametrize(
    ("category", "text"),
    [
        (category, text)
        for category in CODEBOOK.categories
        for text in category.counterexamples
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.frame}.{value.id}",
)
def test_counterexamples_are_not(category: Category, text: str) -> None:
    assert not found(category, text)


def test_every_category_is_told_in_words_with_examples_of_both_kinds() -> None:
    for category in CODEBOOK.categories:
        where = f"{category.frame}.{category.id}"
        assert (
            category.definition and category.include_when and category.exclude_when
        ), where
        assert category.examples and category.counterexamples, where
    assert codebook_warnings(CODEBOOK) == []


def test_the_columns_are_those_of_the_published_tables() -> None:
    assert [
        category.id for category in CODEBOOK.categories_of("needs")
    ] == NEEDS.split()
    assert [
        category.id for category in CODEBOOK.categories_of("priorities")
    ] == PRIORITIES.split()
    assert [frame.appendix for frame in CODEBOOK.frames] == ["A", "B", "C"]


def test_the_roles_of_the_codebook_say_no_less_than_the_built_in_ones() -> None:
    mine, built_in = read_roles(CODEBOOK), read_roles()
    for heading in (
        "contents",
        "foreword",
        "glossary",
        "our priorities",
        "the commissioner will",
        "finance",
        "our area",
    ):
        assert mine.of_heading(heading) is built_in.of_heading(heading) is not None
    assert mine.words == built_in.words
    assert {rule.role for rule in mine.rules} == set(SectionRole) - {SectionRole.BODY}
