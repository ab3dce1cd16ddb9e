"""Rows of plans.csv proposed from file names, title pages and text."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from plancoder.extract.build_document import Piece, Run, build_document
from plancoder.extract.propose.dates import find_dates
from plancoder.extract.propose.force import (
    find_force,
    guess_from_file,
    holds_words,
    slug,
)
from plancoder.extract.propose.plan import Proposal, propose_plan, settle_proposals
from plancoder.models import BlockKind, DocType, Document, Page, PlanStatus


class Force(NamedTuple):
    force_id: str
    name: str
    nation: str


FORCES = (
    Force("northmoor", "Northmoor Police", "England"),
    Force("east-and-west-vale", "East and West Vale Constabulary", "England"),
    Force("cwm-hir", "Cwm Hir Police", "Wales"),
)
BODY = "The streets of our towns are walked by officers who know the people there, and this plan says what comes next."


def paged(*pages: list[str]) -> Document:
    """A document; a line that begins with `#` is a heading."""
    pieces = [
        Piece(BlockKind.HEADING, (Run(number, line[1:].strip()),), 1)
        if line.startswith("#")
        else Piece(BlockKind.PARAGRAPH, (Run(number, line),))
        for number, lines in enumerate(pages, start=1)
        for line in lines
    ]
    return build_document(
        pieces,
        format="pdf",
        pages=[Page(number) for number in range(1, len(pages) + 1)],
    )


PLAN_PAGES = (
    [
        "# Police and Crime Plan 2016–2020",
        "Police and Crime Commissioner for Northmoor",
        "# Contents",
    ],
    ["# Foreword", BODY],
    ["# My priorities", BODY],
    ["# Priority 1: Safe homes", BODY],
    ["# Glossary", BODY],
)
PLAN = paged(*PLAN_PAGES)
PACK = paged(
    [
        "# Northmoor Police and Crime Panel",
        "# Agenda",
        "1. Apologies",
        "2. Police and Crime Plan 2016-2020",
    ],
    ["# Minutes of the last meeting", BODY],
    [
        "# Agenda item 4",
        "# Report of the Commissioner: Police and Crime Plan 2016-2020",
        BODY,
    ],
    *PLAN_PAGES,
    ["# Agenda item 5", "# Work programme", BODY],
    ["# Performance report", BODY],
)
REPORT = paged(
    [
        "# Police and Crime Panel",
        "# Report of the Police and Crime Commissioner",
        "# Purpose",
        f"This report is short. {BODY}",
    ],
    [BODY],
)


def test_a_plan_on_its_own() -> None:
    plan = propose_plan(PLAN, "plans/northmoor.pdf", FORCES).plan
    assert plan.plan_id == "northmoor:2016"
    assert (plan.force_id, plan.force, plan.nation) == (
        "northmoor",
        "Northmoor Police",
        "England",
    )
    assert (plan.dates, plan.start_year, plan.end_year) == ("2016–2020", 2016, 2020)
    assert (plan.pages, plan.doc_type, plan.file) == (
        (),
        DocType.PLAN,
        "plans/northmoor.pdf",
    )


def test_a_plan_inside_a_pack_is_cut_out() -> None:
    proposal = propose_plan(PACK, "panel-march.pdf", FORCES)
    assert proposal.plan.pages == (4, 5, 6, 7, 8)
    assert proposal.plan.doc_type is DocType.PLAN
    assert proposal.plan.plan_id == "northmoor:2016"
    assert "page 4" in proposal.reasons["pages"]
    assert "Agenda item 5" in proposal.reasons["pages"]


def test_a_pack_whose_plan_runs_to_its_end() -> None:
    pack = paged(["# Agenda"], ["# Minutes of the last meeting", BODY], *PLAN_PAGES)
    assert propose_plan(pack, "x.pdf", FORCES).plan.pages == (3, 4, 5, 6, 7)


def test_a_plan_is_not_cut_because_it_mentions_plans() -> None:
    pages = [
        *PLAN_PAGES[:3],
        ["# The Police and Crime Plan 2016–2020 and you", BODY],
        *PLAN_PAGES[3:],
    ]
    assert propose_plan(paged(*pages), "x.pdf", FORCES).plan.pages == ()


def test_a_report_about_a_plan() -> None:
    proposal = propose_plan(REPORT, "northmoor-2016.pdf", FORCES)
    assert proposal.plan.doc_type is DocType.REPORT
    assert proposal.plan.plan_id == "northmoor:2016-report"
    assert "report" in proposal.reasons["doc_type"]


@pytest.mark.parametrize(
    ("title", "file", "doc_type"),
    [
        ("# Draft Police and Crime Plan 2016-2020", "a.pdf", DocType.DRAFT),
        ("# Police and Crime Plan 2016-2020", "plan_DRAFT_v2.pdf", DocType.DRAFT),
        ("# Police and Crime Plan 2016-2020", "drafting-office.pdf", DocType.PLAN),
    ],
)
def test_drafts(title: str, file: str, doc_type: DocType) -> None:
    assert propose_plan(paged([title, BODY]), file, FORCES).plan.doc_type is doc_type


def test_a_pack_without_page_marks_is_not_taken_for_the_plan() -> None:
    pieces = [
        Piece(BlockKind.HEADING, (Run(None, text),), 1)
        for text in ("Agenda", "Minutes of the meeting")
    ]
    proposal = propose_plan(
        build_document(pieces, format="markdown"), "northmoor.md", FORCES
    )
    assert proposal.plan.doc_type is DocType.OTHER


def test_an_unreadable_plan_is_proposed_from_its_file_name() -> None:
    plan = propose_plan(Document("", ()), "old/east_west_vale-2013-17.pdf", FORCES).plan
    assert (plan.plan_id, plan.start_year, plan.end_year) == (
        "east-and-west-vale:2013",
        2013,
        2017,
    )


@pytest.mark.parametrize(
    ("file", "titles", "text", "force_id"),
    [
        ("northmoor-plan.pdf", [], "", "northmoor"),
        ("East & West Vale PCP.pdf", [], "", "east-and-west-vale"),
        ("plan.pdf", ["Police and Crime Commissioner for Cwm Hir"], "", "cwm-hir"),
        (
            "plan.pdf",
            ["Nortbmoor Police and Crime Plan"],
            "",
            "northmoor",
        ),  # an OCR slip
        (
            "plan.pdf",
            [],
            "Northmoor Police work. Northmoor Police help. Northmoor Police too. Cwm Hir Police",
            "northmoor",
        ),
        # Not in the list: taken from the title.
        (
            "plan.pdf",
            ["Lowfen Police and Crime Plan"],
            "Lowfen Constabulary is small.",
            "lowfen",
        ),
        (
            "plan.pdf",
            ["Police and Crime Commissioner for Upper Lowfen"],
            "",
            "upper-lowfen",
        ),
        (
            "plan.pdf",
            ["Our Police and Crime Plan"],
            "The Police and the Home Office.",
            "",
        ),
        ("valerie.pdf", ["A moor in the north"], "", ""),
        ("plan.pdf", ["NORTHMOOR POLICE", "POLICE AND CRIME PLAN"], "", "northmoor"),
        ("plan.pdf", ["Plan"], "NORTHMOOR POLICE. Northmoor police. " * 2, "northmoor"),
        ("plan.pdf", ["Commissioner for East & West Vale"], "", "east-and-west-vale"),
        ("plan.pdf", ["Cwm Hall, Hir", "A plan"], "", ""),  # not side by side
        ("plan.pdf", ["LOWFEN & HAY", "Police & Crime Plan"], "", "lowfen-hay"),
        ("plan.pdf", ["THE LOWFEN POLICE AND CRIME PLAN"], "", "lowfen"),
        ("plan.pdf", ["Safer Streets Police and Crime Plan"], "", ""),
        ("plan.pdf", ["A Leaner Police Service"], "A Leaner Police Service", ""),
        (
            "plan.pdf",
            ["Equip Lowfen Police"],
            "Equip Lowfen Police. In Lowfen, Lowfen Police will. Lowfen and its people.",
            "lowfen",
        ),
    ],
)
def test_the_force(file: str, titles: list[str], text: str, force_id: str) -> None:
    assert find_force(file, titles, text, FORCES).force_id == force_id


def test_between_two_forces_named_alike_none_is_chosen() -> None:
    text = "Northmoor Police, Cwm Hir Police. Northmoor Police, Cwm Hir Police, Northmoor Police, Cwm Hir Police."
    found = find_force("joint.pdf", [], text, FORCES)
    assert found.force_id == ""
    assert "about as often" in found.reason


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("lowfen-2013.pdf", "Lowfen"),
        ("Police and Crime Plan 2016.pdf", ""),
        ("a-b-c-d-e-f.pdf", ""),
        ("x1.pdf", ""),
    ],
)
def test_a_guess_from_the_file_name(file: str, name: str) -> None:
    assert guess_from_file(file).name == name
    assert guess_from_file(file, f"All of {name} knows.").name == name
    assert guess_from_file(file, "A text that knows no such name.").name == ""


@pytest.mark.parametrize(
    ("file", "titles", "text", "dates"),
    [
        (
            "a.pdf",
            ["Police and Crime Plan 2014-2017 (2015 refresh)"],
            "",
            ("2014-2017", 2014, 2017),
        ),
        ("a.pdf", ["Plan", "2016 – 21"], "", ("2016 – 21", 2016, 2021)),
        (
            "a.pdf",
            ["April 2013 to March 2017"],
            "",
            ("April 2013 to March 2017", 2013, 2017),
        ),
        ("a.pdf", ["Plan 2016/17-2020/21"], "", ("2016/17-2020/21", 2016, 2020)),
        ("a.pdf", ["Plan 2017/21"], "", ("2017/21", 2017, 2021)),
        (
            "a.pdf",
            ["Fen Plan 2024/28"],
            "For 2024/25 our plan",
            ("2024/28", 2024, 2028),
        ),
        (
            "a.pdf",
            ["1 April 2013 – 31 March 2017"],
            "",
            ("1 April 2013 – 31 March 2017", 2013, 2017),
        ),
        (
            "a.pdf",
            ["Plan", "1st Apr. 2013 to 31st Mar 2017"],
            "",
            ("1st Apr. 2013 to 31st Mar 2017", 2013, 2017),
        ),
        ("a.pdf", [], "Three aims were set for 2025/29.", ("2025/29", 2025, 2029)),
        ("a.pdf", [], "We do it between 2022 and 2026.", ("2022 and 2026", 2022, 2026)),
        ("a.pdf", [], "The plan for 2017 to 2021 had four aims.", ("", None, None)),
        ("a.pdf", ["The plan it replaced (2016-2021)"], "", ("", None, None)),
        ("a.pdf", ["Revised on 2 March 2020"], "", ("", None, None)),
        ("a.pdf", ["date 2022-02-14", "Steering us until 2029"], "", ("", None, None)),
        ("a.pdf", ["A plan for 2018"], "", ("2018", 2018, 2018)),
        ("a.pdf", ["Plan 2018", "April – June 2017"], "", ("2018", 2018, None)),
        ("plan_2013_2017.pdf", [], "", ("2013-2017", 2013, 2017)),
        (
            "a.pdf",
            [],
            "Our plan for 2012-2016 replaces the budget of 2010-2011.",
            ("2012-2016", 2012, 2016),
        ),
        ("a.pdf", ["Police and Crime Plan 2018"], "", ("2018", 2018, None)),
        ("a.pdf", ["The year 2015/16"], "", ("2015", 2015, None)),
        ("a.pdf", ["Call 020131 2013555"], "", ("", None, None)),
        (
            "a.pdf",
            ["In 2030-2010"],
            "Spent £2014-2017 and 5-7 days",
            ("2030", 2030, None),
        ),
    ],
)
def test_the_years(
    file: str, titles: list[str], text: str, dates: tuple[str, int | None, int | None]
) -> None:
    found = find_dates(file, titles, text)
    assert (found.dates, found.start_year, found.end_year) == dates


def test_a_report_has_the_years_it_reports_on() -> None:
    titles = ["Fen plan 2015-19", "Quarter 3 report 2017-18"]
    found = find_dates("a.pdf", titles, "", of_report=True)
    assert (found.dates, found.start_year, found.end_year) == ("2017-18", 2017, 2018)
    found = find_dates("a.pdf", [], "Period covered: Apr – Jun 2020", of_report=True)
    assert (found.dates, found.start_year, found.end_year) == (
        "Apr – Jun 2020",
        2020,
        2020,
    )


def test_status_ids_and_names_are_settled_among_all_files() -> None:
    older = paged(
        [
            "# Northmoor Police and Crime Plan 2013–2017",
            "Police and Crime Commissioner for Northmoor",
        ]
    )
    oldest = paged(["# Northmoor Policing Plan 2009–2012", "Northmoor"])
    proposals = [
        propose_plan(document, file, FORCES)
        for document, file in (
            (older, "a.pdf"),
            (PLAN, "b.pdf"),
            (PLAN, "c.pdf"),
            (REPORT, "northmoor.pdf"),
            (oldest, "d.pdf"),
        )
    ]
    settled = settle_proposals(proposals)
    assert [(row.plan.plan_id, row.plan.status) for row in settled] == [
        ("northmoor:2013", PlanStatus.PREVIOUS),
        ("northmoor:2016", PlanStatus.CURRENT),
        ("northmoor:2016-2", PlanStatus.CURRENT),
        ("northmoor-report", PlanStatus.UNKNOWN),
        ("northmoor:2009", PlanStatus.UNKNOWN),
    ]
    assert all(isinstance(row, Proposal) and row.reasons["status"] for row in settled)


def test_words_of_a_name() -> None:
    assert holds_words("East and West Vale", "west_east vale".replace("_", " "))
    assert not holds_words("East and West Vale", "east vale")
    assert not holds_words("Kent", "Kenton")
    assert slug("Dyffryn Ŵy & Môn") == "dyffryn-wy-mon"


def test_the_welsh_words_for_police_and_crime_are_no_name() -> None:
    titles = ["Heddlu Dyffryn Wern", "Cynllun Heddlu a Throseddu", "2017–2021"]
    text = "\n".join(titles * 3)
    assert find_force("cynllun-2017.pdf", titles, text, ()).name == "Dyffryn Wern"


@pytest.mark.parametrize(
    ("word", "dates"),
    [
        ("new", "2009-2013"),
        *((word, "") for word in ("previous", "last", "former", "earlier", "old")),
        *((word, "") for word in ("archived", "replace", "replaced", "replaces")),
        ("superseded", ""),
    ],
)
def test_years_of_another_plan_are_not_this_ones(word: str, dates: str) -> None:
    text = f"We held to the {word} plan 2009-2013 in all we did."
    assert find_dates("a.pdf", [], text).dates == dates


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ormsley Draft Police and Crime Plan 2021", "Ormsley"),
        ("Draft Ormsley Police and Crime Plan 2021", "Ormsley"),
        ("Draftham Police and Crime Plan 2021", "Draftham"),
    ],
)
def test_the_word_draft_is_no_part_of_a_name(title: str, name: str) -> None:
    assert find_force("plan.pdf", [title], title, ()).name == name
