"""Plans told from drafts, reports, summaries, minutes and news."""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.extract.propose.document_type import (
    DocumentType,
    Kind,
    find_document_type,
)
from plancoder.extract.propose.page_range import Sheet, lay_out_sheets
from plancoder.models import DocType, Document


def kind_of(source: str, file: str = "a.md") -> DocumentType:
    return find_document_type(lay_out_sheets(document_of(source)), file)


FOREWORD = "\n\nI was elected in May and have met many of you. I will keep my word."


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("# Fenland Police and Crime Plan 2031-2035", Kind.PLAN),
        ("# Delivery plan 2031", Kind.PLAN),
        ("# Draft Police and Crime Plan 2031", Kind.DRAFT),
        ("# Annual Report 2031/32", Kind.REPORT),
        ("# Police and Crime Plan\n\nQuarter 2 report", Kind.REPORT),
        ("# End of term\n\n2031 to 2035", Kind.REPORT),
        ("# Progress against the plan", Kind.REPORT),
        (
            "# THE PLAN - HIGHLIGHTS OF THE YEAR " + "and what came of it. " * 20,
            Kind.REPORT,
        ),
        ("# Plan for the fens: a summary", Kind.SUMMARY),
        ("# The fens in short\n\nEasy read", Kind.SUMMARY),
        ("# Minutes of the fen board\n\nPresent: Cllr Reed", Kind.MINUTES),
        ("# Agenda item\n\nThe plan\n\nMembers noted the paper.", Kind.MINUTES),
        ("# Commissioner unveils plan\n\nThe launch was on Friday.", Kind.NEWS),
        ("# New plan for the fens launched\n\nJo Reed said: it is new.", Kind.NEWS),
        (
            "# A fresh start\n\nThe plan is being written now. Over the coming weeks"
            " people may write in.",
            Kind.NEWS,
        ),
    ],
)
def test_a_document_says_what_it_is(source: str, kind: Kind) -> None:
    found = kind_of(source + FOREWORD)
    assert found.kind is kind
    assert found.reason


def test_what_a_plan_says_of_reports_panels_and_news_makes_none() -> None:
    source = (
        "# Fenland plan 2031-2035\n\n## How I answer to you\n\nThe Police and Crime"
        " Panel reads my annual report. “It is fair,” said a farmer. I will publish"
        " figures and the survey will go on."
    )
    assert kind_of(source).kind is Kind.PLAN


def test_entries_of_a_contents_page_are_no_titles() -> None:
    entries = [
        "Progress against the last plan 4",
        "Have your say 6",
        "Looking back at us 9",
    ]
    listed = "\n\n".join(entries)
    assert kind_of(f"# Fen plan\n\n{listed}").kind is Kind.PLAN
    assert (
        kind_of("# Fen plan\n\nContents\n\nProgress against the plan").kind is Kind.PLAN
    )
    assert kind_of("# Fen plan\n\nProgress against the plan").kind is Kind.REPORT


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["c. Stand by them from report to verdict", "d. Fens"], Kind.PLAN),
        (["ii. A scorecard", "iii. An annual report to the Panel"], Kind.PLAN),
        (["• Fens", "• Progress with barns"], Kind.PLAN),
        (["In this plan I ask for progress on"], Kind.PLAN),
        (["This plan asks for progress with"], Kind.PLAN),
        (["What I did: progress on what you asked"], Kind.REPORT),
        # one is no list, and papers number their parts with figures
        (["c. Stand by them from report to verdict"], Kind.REPORT),
        (["1. Fens", "2. Progress with barns"], Kind.REPORT),
    ],
)
def test_items_and_what_leads_to_them_are_no_titles(
    lines: list[str], kind: Kind
) -> None:
    texts = ("Fen plan", *lines)
    sheet = Sheet(None, texts, tuple(False for _ in texts))
    assert find_document_type([sheet], "fen").kind is kind


def test_a_long_paragraph_gives_the_title_only_where_nothing_else_does() -> None:
    long = "In my annual report I said that it was wet on the fens all year. " * 4
    assert kind_of(long).kind is Kind.REPORT
    assert kind_of(f"# Fen plan\n\n{long}").kind is Kind.PLAN
    assert kind_of(f"48\n\n{long}").kind is Kind.REPORT


def test_a_panel_paper_is_told_by_its_parts_and_its_tense() -> None:
    paper = (
        "# Refreshing what we do\n\nThis report sets out what was done. The panel is"
        " asked to note it.\n\nContact officer: A. Reed"
    )
    found = kind_of(paper)
    assert found.doc_type is DocType.REPORT
    assert found.is_about_a_plan
    assert "it asks the panel for something" in found.reason
    told = (
        "# The fens\n\nThis report describes it. " + "It was wet and had been dry. " * 9
    )
    assert "it says what was done" in kind_of(told).reason


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("fen-annual-report.pdf", Kind.PLAN),  # a name alone is not enough
        ("fen_draft_v2.pdf", Kind.DRAFT),
        ("drafting-office.pdf", Kind.PLAN),
    ],
)
def test_the_file_name_counts_a_little(file: str, kind: Kind) -> None:
    assert find_document_type(lay_out_sheets(Document("", ())), file).kind is kind


def test_the_kind_is_shown_where_the_column_has_no_word_for_it() -> None:
    assert kind_of("# The fens: summary").shown.startswith("summary: ")
    assert not kind_of("# Annual report").shown.startswith("report: ")
