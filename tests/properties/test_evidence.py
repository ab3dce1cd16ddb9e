"""Whatever a plan says, evidence is its own words at the offsets and on the page named."""

from __future__ import annotations

from functools import cache

from documents import document_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small_study import CODEBOOK

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.shape import Codebook
from plancoder.coding.code import code_document
from plancoder.coding.matching.matcher import Matcher
from plancoder.export.matrix import tick_matrix
from plancoder.export.passages_table import passage_rows
from plancoder.models import (
    Coding,
    Document,
    Pile,
    Plan,
    PlanResult,
    Review,
    ReviewedCoding,
    SectionRole,
)
from plancoder.study.store import keep_result, read_result, read_summary

PLAN = Plan("fenn:2021", "fenn.md")

PLAIN = "We help homeless people who sleep rough in Fennmarket each winter"
ODD = (
    "victims",
    "victim’s",
    "home-\u00adless",
    "HOMELESS",
    "homeles",
    "vict ims",
    "e.g.",
    "No. 3",
    "12%",
    "=1+1",
    "“so”",
)
words = st.sampled_from((*PLAIN.split(), *ODD))
line = st.lists(words, min_size=1, max_size=14).map(" ".join)
block = st.one_of(
    line,
    line.map("- {}".format),
    line.map("# {}".format),
    st.sampled_from(
        [
            "## Our priorities",
            "## Glossary",
            "## Contents",
            "<!-- page 2 -->",
            "<!-- page 3 -->",
        ]
    ),
    line.map("> {}".format),
    line.map("| {} | 4 |".format),
)
plans = st.lists(block, min_size=1, max_size=14).map("\n\n".join)


@cache
def instrument() -> tuple[Codebook, Matcher]:
    codebook = parse_codebook(CODEBOOK.encode())
    return codebook, Matcher(codebook)


def code(source: str) -> tuple[Document, tuple[Coding, ...], PlanResult]:
    document = document_of("<!-- page 1 -->\n\n" + source)
    codebook, matcher = instrument()
    coded = code_document(document, codebook, PLAN.plan_id, matcher=matcher)
    return document, coded.codings, PlanResult(PLAN, coded)


@given(plans)
@settings(max_examples=150, deadline=None)
def test_every_quote_is_the_text_at_its_offsets(source: str) -> None:
    document, codings, _ = code(source)
    for coding in codings:
        passage = coding.passage
        assert document.text[coding.start : coding.end] == coding.match
        assert coding.match
        assert (
            document.text[passage.start : passage.end]
            == coding.before + coding.match + coding.after
        )
        assert document.page_at(coding.start) == coding.page
        for match in coding.matches:
            assert document.text[match.start : match.end] == match.written
            assert passage.start <= match.start < match.end <= passage.end
        for place in coding.places:
            assert document.page_at(place.start) == place.page


@given(plans)
@settings(max_examples=100, deadline=None)
def test_every_ticked_cell_traces_to_codings_that_count(source: str) -> None:
    _, codings, result = code(source)
    codebook, _ = instrument()
    review = Review(tuple(ReviewedCoding(coding, Pile.PENDING) for coding in codings))
    by_id = {row["coding_id"]: row for row in passage_rows([PLAN], review)}
    assert len(by_id) == len(codings), "ids are unique"
    for frame in codebook.frames:
        matrix = tick_matrix([PLAN], codebook, frame.id, {PLAN.plan_id: result}, review)
        for (plan_id, category), cell in matrix.cells.items():
            counting = {
                coding.coding_id
                for coding in codings
                if (coding.frame, coding.category) == (frame.id, category)
                and coding.counts
            }
            assert (cell.value == "1") == bool(counting)
            for coding_id in cell.coding_ids:
                assert (by_id[coding_id]["plan_id"], by_id[coding_id]["category"]) == (
                    plan_id,
                    category,
                )


@given(plans)
@settings(max_examples=60, deadline=None)
def test_priorities_are_coded_in_priority_statements_only(source: str) -> None:
    _, codings, result = code(source)
    assert result.coded is not None
    spans = {
        (place.start, place.end)
        for statement in result.coded.statements
        for place in statement.places
    }
    for coding in codings:
        if coding.frame == "priorities" and coding.counts:
            assert coding.passage.role is SectionRole.PRIORITY_STATEMENT or any(
                start <= coding.start < end for start, end in spans
            )


@given(plans)
@settings(max_examples=60, deadline=None)
def test_results_stored_are_read_back(source: str) -> None:
    _, _, result = code(source)
    assert result.coded is not None
    kept = keep_result(result)
    back = read_result(kept.line, "codings.jsonl")
    assert back.coded is not None
    assert back.coded.codings == result.coded.codings
    assert back.coded.statements == result.coded.statements
    assert keep_result(back) == kept
    assert read_summary(kept.line, "codings.jsonl") == kept.summary
