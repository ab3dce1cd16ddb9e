"""What an office is shown: ticks in words, quotes with pages, and nothing of a plan
that a browser would run.
"""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from review_kit import CODEBOOK, CODINGS, PLAN, PLAN_ID, make_decision

from plancoder.export.matrix import tick_matrix
from plancoder.export.reply_docx import reply_docx
from plancoder.export.reply_html import reply_html
from plancoder.export.reply_pack import ReplyPack, reply_packs
from plancoder.models import (
    CodedPlan,
    Coding,
    Decision,
    Place,
    Plan,
    PlanResult,
    PriorityStatement,
    Tick,
    Verdict,
)
from plancoder.review.settle import settle_review

SCRIPT = "<script>alert(1)</script>"
STATEMENTS = (
    PriorityStatement("Put victims\nfirst", "Priority 1", (Place(0, 9, 4, "heading"),)),
    PriorityStatement(
        "Priority 2: Safer streets", "Priority 2", (Place(10, 19, None, "list"),)
    ),
)
OLD = Plan("vale:2017", "", "vale", "Vale Police", dates="no new plan")


def packs(
    *decisions: Decision, codings: tuple[Coding, ...] = CODINGS
) -> list[ReplyPack]:
    review = settle_review(codings, decisions)
    coded = CodedPlan(PLAN_ID, (), STATEMENTS, codings)
    result = PlanResult(PLAN, coded, printed_pages={"4": "2"})
    matrices = [
        tick_matrix([PLAN, OLD], CODEBOOK, frame.id, {PLAN_ID: result}, review)
        for frame in CODEBOOK.frames
    ]
    return list(
        reply_packs(
            [result],
            review,
            matrices,
            {frame.id: frame.label for frame in CODEBOOK.frames},
        )
    )


def test_one_pack_a_force_with_all_its_plans() -> None:
    (pack,) = packs()
    assert (pack.force_id, pack.force) == ("vale", "Vale Police")
    assert [plan.title for plan in pack.plans] == [
        "Plan 2021-25 (current plan)",
        "Plan no new plan",
    ]
    assert pack.plans[0].statements == (
        ("Priority 1: Put victims first", "page\u00a04 of the file, printed\u00a02"),
        ("Priority 2: Safer streets", "no page number"),
    )
    assert [each.title for each in pack.plans[0].appendices] == [
        "Appendix A: Needs",
        "Appendix B: Priorities",
    ]


def test_each_cell_says_its_tick_and_its_evidence() -> None:
    cells = {
        cell.label: cell
        for cell in packs(make_decision(CODINGS[1], Verdict.REJECT))[0]
        .plans[0]
        .appendices[0]
        .cells
    }
    housing, mental = cells["Housing and homelessness"], cells["Mental health"]
    assert (housing.tick, [(quote.match, quote.page) for quote in housing.quotes]) == (
        Tick.YES,
        [("housing", "page\u00a01"), ("housing", "page\u00a02")],
    )
    assert (mental.tick, mental.quotes, mental.told) == (
        Tick.NO,
        (),
        "blank: nothing was found",
    )
    assert {cell.tick for cell in packs()[0].plans[1].appendices[0].cells} == {
        Tick.NO_PLAN
    }


def test_no_word_of_a_plan_is_run_by_a_browser() -> None:
    hostile = tuple(
        replace(coding, before=f"{SCRIPT} ", match=f'"{SCRIPT}') for coding in CODINGS
    )
    page = reply_html(packs(codings=hostile)[0], title=SCRIPT).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    "words",
    [
        "page\u00a04 of the file, printed\u00a02",
        "Read from vale.pdf",
        "no page number",
        "Housing and homelessness",
        "Your reply",
        "ticked",
    ],
)
def test_both_forms_say_the_same(words: str) -> None:
    pack = packs()[0]
    document = docx.Document(io.BytesIO(reply_docx(pack, title="Test")))
    cells = [
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    ]
    told = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert words in told
    assert words in reply_html(pack, title="Test").decode()


def test_the_same_pack_gives_the_same_bytes_and_a_control_character_breaks_nothing() -> (
    None
):
    hostile = tuple(replace(coding, after=" \x00\x0b\ufffe end") for coding in CODINGS)
    pack = packs(codings=hostile)[0]
    assert reply_docx(pack, title="Test") == reply_docx(pack, title="Test")
    assert docx.Document(io.BytesIO(reply_docx(pack, title="Test"))).tables


def test_a_force_of_250_letters_breaks_no_document() -> None:
    name = "Vale and Moor " * 18
    pack = replace(packs()[0], force=name)
    words = docx.Document(io.BytesIO(reply_docx(pack, title="t"))).paragraphs[0].text
    assert words == f"{name}: draft findings"
