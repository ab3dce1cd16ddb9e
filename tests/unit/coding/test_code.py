"""Codings: where frames are coded, what blocks them, the words around a match, and ids
that stay.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from documents import document_of, flat_document_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plancoder.codebook.load import parse_codebook
from plancoder.coding.code import code_document
from plancoder.coding.ids import coding_id
from plancoder.coding.sections.corrections import read_correction
from plancoder.models import CodedPlan, Coding, Document, SectionRole

CODEBOOK = parse_codebook(
    b"""
title: Test
frames:
  needs: {label: Needs, code_in: [body, foreword, needs, priority_statement, delivery]}
  priorities: {label: Priorities, code_in: [priority_statement]}
not_counted:
  - {id: spr, label: Strategic Policing Requirement, terms: [strategic policing requirement]}
categories:
  - {id: drink, frame: needs, terms: [alcohol*, drunk*]}
  - {id: drink, frame: priorities, terms: [alcohol*]}
  - id: gangs
    frame: priorities
    terms: [organised crime, gangs]
    unless: [{near: strategic policing requirement, within: passage}]
  - {id: roads, frame: priorities, terms: [road*]}
"""
)

PLAN = """# Plan

## Contents

- Foreword 2
- Alcohol in our towns 3
- My priorities 4
- Glossary 9

## Alcohol in our towns

Alcohol fuels half of the fights. Alcohol fuels half of the fights.

## My priorities

- Safer roads
- Less harm from alcohol

## How we will do it

Lend cameras. Organised crime is met, as the Strategic Policing Requirement asks, with others.

## Glossary

Drunk: having taken too much.
"""


def coded(source: str | Document, plan_id: str = "lowmere:2016") -> CodedPlan:
    document = document_of(source) if isinstance(source, str) else source
    return code_document(document, CODEBOOK, plan_id)


def of(plan: CodedPlan, frame: str, category: str) -> list[Coding]:
    return [
        coding
        for coding in plan.codings
        if (coding.frame, coding.category) == (frame, category)
    ]


def test_needs_count_in_the_plans_own_account_only() -> None:
    found = of(coded(PLAN), "needs", "drink")
    by_role = {coding.passage.role: coding.blocked_by for coding in found}
    assert by_role == {
        SectionRole.CONTENTS: "section: contents",
        SectionRole.BODY: "",
        SectionRole.PRIORITY_STATEMENT: "",
        SectionRole.GLOSSARY: "section: glossary",
    }


def test_priorities_are_coded_on_statements_once_each_with_all_places() -> None:
    plan = coded(
        PLAN.replace(
            "## How we", "## Less harm from alcohol\n\nMore of it.\n\n## How we"
        )
    )
    (coding,) = of(plan, "priorities", "drink")
    assert coding.passage.role is SectionRole.PRIORITY_STATEMENT
    assert [place.found_as for place in coding.places] == ["list", "heading"]
    # The evidence stands at the first of them.
    assert coding.start == coding.places[0].start + len("Less harm from ")
    assert (
        plan.statements[coding.passage.statement or 0].text == "Less harm from alcohol"
    )
    assert (coding.before, coding.match, coding.after) == (
        "Less harm from ",
        "alcohol",
        "",
    )


def test_a_contents_entry_points_to_a_priority_and_is_no_evidence_of_need() -> None:
    source = "# P\n\n## Contents\n\n- Priority 1: Less alcohol 3\n- Priority 2: Safer roads 4\n- Glossary 9\n\n"
    alone = of(coded(source), "needs", "drink")
    assert [coding.passage.role for coding in alone] == [SectionRole.PRIORITY_STATEMENT]
    source += "## Priority 1: Less alcohol\n\nA.\n\n## Priority 2: Safer roads\n\nB."
    both = of(coded(source), "needs", "drink")
    assert [(coding.passage.role, coding.counts) for coding in both] == [
        (SectionRole.CONTENTS, False),
        (SectionRole.PRIORITY_STATEMENT, True),
    ]


def test_what_all_plans_share_is_recorded_and_never_counts() -> None:
    (coding,) = [coding for coding in coded(PLAN).codings if coding.category == "spr"]
    assert coding.blocked_by == "not counted: Strategic Policing Requirement"
    assert coding.frame not in {frame.id for frame in CODEBOOK.frames}


@pytest.mark.parametrize(
    ("priority", "blocked"),
    [
        ("Fight organised crime", ""),
        (
            "Fight organised crime as the Strategic Policing Requirement asks",
            "unless near",
        ),
    ],
)
def test_organised_crime_counts_as_a_local_priority_only(
    priority: str, blocked: str
) -> None:
    (coding,) = of(
        coded(f"# P\n\n## My priorities\n\n- {priority}\n- Safer roads"),
        "priorities",
        "gangs",
    )
    assert coding.blocked_by.startswith(blocked)
    assert coding.counts is not bool(blocked)


def test_a_rule_on_nearness_holds_under_a_heading_with_its_words() -> None:
    source = "# P\n\n## Priority 1: Roads\n\nA.\n\n## Priority 2: Strategic Policing Requirement\n\nB.\n\n"
    assert not of(coded(source), "priorities", "gangs")
    source = "# P\n\n## Strategic Policing Requirement\n\n### Priority 1: Fight gangs\n\nA\n\n### Priority 2: Roads"
    (coding,) = of(coded(source), "priorities", "gangs")
    assert "in the heading" in coding.blocked_by


def test_ids_are_letters_and_the_same_words_twice_have_two() -> None:
    found = [
        coding
        for coding in of(coded(PLAN), "needs", "drink")
        if coding.passage.role is SectionRole.BODY
    ]
    ids = [coding.coding_id for coding in coded(PLAN).codings]
    assert len(ids) == len(set(ids))
    twice = [
        coding
        for coding in found
        if coding.before + coding.match + coding.after
        == "Alcohol fuels half of the fights."
    ]
    assert len(twice) == 2
    assert all(one.isalpha() for one in ids)


def test_ids_do_not_know_page_section_or_case() -> None:
    before = {
        coding.coding_id
        for coding in of(coded(PLAN), "needs", "drink")
        if coding.counts
    }
    moved = PLAN.replace(
        "## Alcohol in our towns", "<!-- page 9 -->\n\n## Introduction"
    ).replace("Less harm", "LESS  harm")
    after = {
        coding.coding_id
        for coding in of(coded(moved), "needs", "drink")
        if coding.counts
    }
    assert after <= before
    assert len(after) == 3
    assert coding_id("p", "needs", "drink", "A b’s c", 1) == coding_id(
        "p", "needs", "drink", "a  B's C.", 1
    )
    assert coding_id("p", "needs", "drink", "a", 1) != coding_id(
        "p", "priorities", "drink", "a", 1
    )
    assert coding_id("p", "needs", "drink", "a", 1) != coding_id(
        "q", "needs", "drink", "a", 1
    )


def test_a_persons_word_on_a_section_changes_what_counts() -> None:
    correction = read_correction("Alcohol in our towns", "glossary")
    plan = code_document(document_of(PLAN), CODEBOOK, "p", corrections=(correction,))
    counted = [coding for coding in of(plan, "needs", "drink") if coding.counts]
    assert [coding.passage.role for coding in counted] == [
        SectionRole.PRIORITY_STATEMENT
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_plan_without_words_has_no_codings(text: str) -> None:
    plan = coded(Document(text, ()))
    assert replace(plan, notices=()) == CodedPlan("lowmere:2016", (), (), ())
    assert [notice.reason for notice in plan.notices] == ["no_priorities_found"]


CHAPTERS = "# P\n\n## Foreword\n\nDear all.\n\n## Safer roads\n\nA.\n\n## Kinder courts\n\nB.\n\n## Fewer fires\n\nC."
FIGURES = "# P\n\n## 412,000\n\ncalls\n\n## Photo: A. Nobody\n\nA dog.\n\n## New boats\n\nTwo.\n\n## Open day\n\nSun."


@pytest.mark.parametrize(
    ("source", "reasons"),
    [
        ("# P\n\n## Our priorities\n\n- Safer roads\n- Kinder courts", []),
        (CHAPTERS, ["priorities_guessed"]),
        (FIGURES, ["no_priorities_found"]),
    ],
)
def test_priorities_that_were_not_found_or_guessed_are_told(
    source: str, reasons: list[str]
) -> None:
    assert [notice.reason for notice in coded(document_of(source)).notices] == reasons


def test_nothing_is_told_once_a_person_has_named_the_priorities() -> None:
    named = [
        read_correction(words, "statement")
        for words in ("Safer roads", "Kinder courts")
    ]
    assert (
        code_document(document_of(CHAPTERS), CODEBOOK, "p", corrections=named).notices
        == ()
    )


WORDS = st.sampled_from(
    ["alcohol", "Alcohol-related", "roads.", "organised", "crime;", "Priority", "1:", "The", "end.", "e.g.", "St.", "ﬁ",
     "\u00ad", "my", "priorities", "are:", "“I", "will", "3", "……", "Contents"]
)  # fmt: skip
BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["# ", "## ", "- ", "  - ", "> ", ""]),
        st.lists(WORDS, min_size=1, max_size=30),
    ),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(blocks=BLOCKS, flat=st.booleans())
# Two statements in one passage, the second of which is said twice.
@example(blocks=[("", ["Priority", "are:", "crime;", *["alcohol"] * 9])], flat=True)
# Two statements that end alike, so that the place of the one was taken by both.
@example(
    blocks=[
        ("# ", ["priorities"]),
        ("- ", ["roads.", "roads.", "roads.", "priorities", "1:"]),
        ("- ", ["alcohol", "roads.", "roads.", "roads.", "priorities"]),
    ],
    flat=False,
)
def test_every_quote_is_the_text_at_its_place(
    blocks: list[tuple[str, list[str]]], flat: bool
) -> None:
    source = "\n\n".join(mark + " ".join(words) for mark, words in blocks)
    document = flat_document_of(source) if flat else document_of(source)
    plan = coded(document)
    for coding in plan.codings:
        text = document.text
        assert (
            coding.before + coding.match + coding.after
            == text[coding.passage.start : coding.passage.end]
        )
        assert coding.match == text[coding.start : coding.end]
        assert all(
            text[match.start : match.end] == match.written for match in coding.matches
        )
    for one, other in pairwise(plan.passages):
        assert one.end <= other.start
    for statement in plan.statements:
        assert (
            statement.text
            == document.text[statement.places[0].start : statement.places[0].end]
        )
    assert len({coding.coding_id for coding in plan.codings}) == len(plan.codings)
    assert coded(document) == plan


def test_each_statement_of_a_sentence_has_its_own_words_only() -> None:
    plan = coded(
        document_of("# P\n\nOur aims are: safer roads; less alcohol; and trust.")
    )
    found = {
        document_words(plan, coding): coding.category
        for coding in plan.codings
        if coding.places
    }
    assert found == {"safer roads": "roads", "less alcohol": "drink"}


def document_words(plan: CodedPlan, coding: Coding) -> str:
    return next(one.text for one in plan.statements if one.places == coding.places)
