"""Appendix C: assessment, needs and priorities of each plan, and what stands where
nothing could be read.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from plancoder.codebook.shape import Category, Codebook, Frame, Term
from plancoder.export.appendix_c import APPENDIX_C_COLUMNS, appendix_c_rows
from plancoder.models import (
    CodedPlan,
    Coding,
    Match,
    MatchKind,
    Passage,
    Pile,
    Place,
    Plan,
    PlanResult,
    PlanStatus,
    PriorityStatement,
    Review,
    ReviewedCoding,
    SectionRole,
)
from plancoder.tables.csv_writer import write_csv
from plancoder.tables.read_table import read_table

PLAN = Plan(
    "vale:2021",
    "vale.pdf",
    "vale",
    "Vale Police",
    "England",
    "2021-25",
    2021,
    2025,
    PlanStatus.CURRENT,
)
NO_PLAN = Plan(
    "vale:none",
    "",
    "vale",
    "Vale Police",
    "England",
    "No new plan",
    status=PlanStatus.CURRENT,
)

CODEBOOK = Codebook(
    "Test",
    "1",
    (
        Frame("needs", "Needs", "A"),
        Frame("priorities", "Priorities", "B"),
        Frame("assessment", "Assessment", "C"),
    ),
    (
        Category("housing", "needs", "Housing", terms=(Term("housing"),)),
        Category("youth", "needs", "Youth", terms=(Term("youth"),)),
        Category("housing", "priorities", "Housing first", terms=(Term("housing"),)),
        Category(
            "surveys", "assessment", "Consultation and surveys", terms=(Term("survey"),)
        ),
        Category(
            "crime_data", "assessment", "Crime data", terms=(Term("crime figures"),)
        ),
    ),
)


def coding(
    frame: str, category: str, at: int, text: str, *, page: int = 3, fuzzy: bool = False
) -> Coding:
    passage = Passage(at, at + len(text), page, (), SectionRole.BODY, 0)
    kind, score = (MatchKind.FUZZY, 91.0) if fuzzy else (MatchKind.EXACT, 100.0)
    match = Match(category, at, at + len(text), text, kind, score)
    return Coding(
        f"{frame}-{category}-{at}",
        PLAN.plan_id,
        frame,
        category,
        passage,
        (match,),
        "",
        text,
        "",
        at,
        at + 5,
        page,
    )


def cells(
    *reviewed: ReviewedCoding,
    plan: Plan = PLAN,
    statements: tuple[PriorityStatement, ...] = (),
    readable: bool = True,
    pages: tuple[int, int] = (10, 10),
    replies: dict[str, str] | None = None,
) -> dict[str, str]:
    coded = (
        CodedPlan(plan.plan_id, (), statements, tuple(one.coding for one in reviewed))
        if readable
        else None
    )
    results = (
        [PlanResult(plan, coded, pages_read=pages[0], pages_in_all=pages[1])]
        if plan.exists
        else []
    )
    (row,) = appendix_c_rows(
        [plan], results, CODEBOOK, Review(reviewed), replies=replies
    )
    return row


def pending(one: Coding) -> ReviewedCoding:
    return ReviewedCoding(one, Pile.PENDING)


def statement(text: str, label: str = "", page: int | None = 7) -> PriorityStatement:
    return PriorityStatement(text, label, (Place(0, len(text), page, "heading"),))


def test_priorities_as_worded_with_label_and_page() -> None:
    row = cells(
        statements=(
            statement("Warm homes for all", "Priority 1"),
            statement("Priority 2: safer\nriver banks", "Priority 2"),
            statement("• Kinder streets", page=None),
        )
    )
    assert row["Priorities"].splitlines() == [
        "• Priority 1: Warm homes for all (page 7)",
        "• Priority 2: safer river banks (page 7)",
        "• Kinder streets",
    ]


def test_needs_are_those_ticked_in_appendix_a_and_no_other_frame() -> None:
    row = cells(
        pending(coding("needs", "youth", 0, "youth")),
        pending(coding("priorities", "housing", 9, "housing")),
    )
    assert row["Needs identified"] == "• Youth (page 3)"


@pytest.mark.parametrize(
    ("pile", "needs"),
    [
        (Pile.PENDING, "• Youth (page 3)"),
        (Pile.ACCEPTED, "• Youth (page 3)"),
        (Pile.REJECTED, "none found"),
        (Pile.DISPUTED, "? reviewers disagree: Youth"),
    ],
)
def test_needs_follow_the_review(pile: Pile, needs: str) -> None:
    assert (
        cells(ReviewedCoding(coding("needs", "youth", 0, "youth"), pile))[
            "Needs identified"
        ]
        == needs
    )


def test_kinds_of_which_one_passage_speaks_share_a_line() -> None:
    row = cells(
        pending(
            coding(
                "assessment", "crime_data", 50, "We read the crime\nfigures.", page=5
            )
        ),
        pending(
            coding(
                "assessment",
                "crime_data",
                10,
                "Our survey and the crime figures agree.",
                page=4,
            )
        ),
        pending(
            coding(
                "assessment",
                "surveys",
                10,
                "Our survey and the crime figures agree.",
                page=4,
            )
        ),
        ReviewedCoding(
            coding("assessment", "surveys", 70, "A survey of badgers."), Pile.REJECTED
        ),
    )
    assert row["Assessment of needs"].splitlines() == [
        "• Consultation and surveys, Crime data: “Our survey and the crime figures"
        " agree.” (page 4)",
    ]


def test_each_kind_of_assessment_has_one_line_with_its_best_quote() -> None:
    quotes = ["Survey", "A survey of all.", "The survey was long.", "Survey once more."]
    many = [
        pending(coding("assessment", "surveys", at, text, page=at, fuzzy=at == 1))
        for at, text in enumerate(quotes, start=0)
    ]
    lines = cells(*many)["Assessment of needs"].splitlines()
    assert lines == ["• Consultation and surveys: “The survey was long.” (page 2)"]
    told = coding("assessment", "surveys", 9, "Our survey ended.", page=9)
    told = replace(
        told, passage=replace(told.passage, role=SectionRole.NEEDS_ASSESSMENT)
    )
    lines = cells(*many, pending(told))["Assessment of needs"].splitlines()
    assert lines == ["• Consultation and surveys: “Our survey ended.” (page 9)"]


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        ([4], "• Youth (page 4)"),
        ([9, 4, 9], "• Youth (pages 4 and 9)"),
        ([1, 2, 3, 4, 5, 6, 7], "• Youth (pages 1, 2, 3, 4, 5 and 2 more)"),
    ],
)
def test_needs_name_their_pages(pages: list[int], shown: str) -> None:
    many = [
        pending(coding("needs", "youth", 9 * at, "youth", page=page))
        for at, page in enumerate(pages)
    ]
    assert cells(*many)["Needs identified"] == shown


def test_unreadable_no_plan_and_nothing_found_look_different() -> None:
    columns = ("Assessment of needs", "Needs identified", "Priorities")
    assert {cells(readable=False)[column] for column in columns} == {"n/a"}
    assert {cells(plan=NO_PLAN)[column] for column in columns} == {"n/a"}
    assert {cells()[column] for column in columns} == {"none found"}
    assert (
        "n/a, since pages could not be read: Housing, Youth"
        in cells(pages=(4, 10))["Needs identified"]
    )


def test_rows_become_a_csv_that_spreadsheets_read_back() -> None:
    row = cells(
        pending(coding("needs", "youth", 0, "youth")),
        replies={"vale:2021": "=We do mention it"},
    )
    read = read_table(write_csv([row], APPENDIX_C_COLUMNS))
    assert read.columns == APPENDIX_C_COLUMNS
    assert read.rows[0].cells["Reply"] == "=We do mention it"
    assert read.rows[0].cells["Dates of Plan"] == "2021-25"
    assert cells()["Reply"] == ""
