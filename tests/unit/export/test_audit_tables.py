"""passages.csv, review.xlsx and orphans.csv: the columns promised, the words of the
plan, the same bytes every time.
"""

from __future__ import annotations

import errno
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from review_kit import CODINGS, LATER, PLAN, make_decision, make_review

from plancoder.errors import OutputError
from plancoder.export.orphans_table import ORPHAN_COLUMNS, orphan_rows
from plancoder.export.passages_table import passage_rows, strip_bullet
from plancoder.export.review_workbook import review_workbook
from plancoder.models import (
    DocType,
    Match,
    MatchKind,
    Orphan,
    Pile,
    Review,
    ReviewedCoding,
    Verdict,
)
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv
from plancoder.tables.temporary_files import temporary_folder

PROMISED = [
    *(
        "coding_id",
        "plan_id",
        "force",
        "dates",
        "status",
        "frame",
        "category",
        "page",
        "section",
        "role",
    ),
    *("before", "match", "after", "kind", "score", "term", "other_categories"),
    *("decision", "reviewer", "note", "blocked_by"),
]


def test_the_columns_stand_in_the_order_promised() -> None:
    assert list(PASSAGE_COLUMNS[: len(PROMISED)]) == PROMISED
    for row in passage_rows([PLAN], make_review()):
        assert set(row) == set(PASSAGE_COLUMNS)


def test_rows_follow_the_plan_and_say_where_they_stand() -> None:
    rows = list(passage_rows([PLAN], make_review()))
    assert [(row["page"], row["category"]) for row in rows] == [
        (1, "housing"),
        (1, "mental_health"),
        (2, "housing"),
    ]
    assert rows[0]["section"] == "Needs > Our area"
    assert (rows[0]["force"], rows[0]["status"], rows[0]["kind"], rows[0]["score"]) == (
        "Vale Police", "current", "exact", 100,
    )  # fmt: skip


def test_a_bullet_is_left_out_of_what_is_shown_and_of_nothing_else() -> None:
    row = list(passage_rows([PLAN], make_review()))[2]
    assert row["before"] == "Poor "
    assert row["match"] == "housing"
    assert CODINGS[2].before == "- Poor "


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("• one", "one"),
        (" – one", "one"),
        ("\uf0b7 one", "one"),
        ("-1 in ten", "-1 in ten"),
        ("- one - two", "one - two"),
    ],
)
def test_bullets(text: str, shown: str) -> None:
    assert strip_bullet(text) == shown


def test_other_categories_of_the_passage_are_named_and_blocked_ones_are_not() -> None:
    twin = replace(CODINGS[0], coding_id="c1", category="mental_health")
    blocked = replace(
        CODINGS[0], coding_id="c2", category="families", blocked_by="not counted"
    )
    review = Review(
        tuple(
            ReviewedCoding(coding, Pile.PENDING)
            for coding in (CODINGS[0], twin, blocked)
        )
    )
    rows = {
        row["coding_id"]: row["other_categories"]
        for row in passage_rows([PLAN], review)
    }
    assert rows == {
        CODINGS[0].coding_id: "mental_health",
        "c1": "housing",
        "c2": "housing; mental_health",
    }


def test_decisions_are_filled_in_and_a_blind_sheet_hides_them() -> None:
    review = make_review(
        make_decision(CODINGS[0], Verdict.REJECT, note="no home"),
        make_decision(CODINGS[1]),
    )
    rows = list(passage_rows([PLAN], review))
    assert [(row["decision"], row["reviewer"], row["note"]) for row in rows] == [
        ("reject", "Ann", "no home"), ("accept", "Ann", ""), ("", "", ""),
    ]  # fmt: skip
    assert {row["decision"] for row in passage_rows([PLAN], review, blind=True)} == {""}


def test_terms_and_scores_of_a_fuzzy_coding() -> None:
    match = Match("housing", 0, 7, "hou5ing", MatchKind.FUZZY, 85.71)
    coding = replace(CODINGS[0], matches=(match, replace(match, term="house*")))
    row = next(passage_rows([PLAN], Review((ReviewedCoding(coding, Pile.PENDING),))))
    assert (row["kind"], row["score"], row["term"]) == (
        "fuzzy",
        85.7,
        "housing; house*",
    )


def test_the_same_review_gives_the_same_bytes() -> None:
    review = make_review(make_decision(CODINGS[0]))
    tables = [
        write_csv(passage_rows([PLAN], review), PASSAGE_COLUMNS) for _ in range(2)
    ]
    books = [review_workbook(passage_rows([PLAN], review)) for _ in range(2)]
    assert tables[0] == tables[1]
    assert books[0] == books[1]


def test_the_workbook_has_verdicts_to_choose_a_frozen_header_and_no_protection() -> (
    None
):
    book = openpyxl.load_workbook(
        io.BytesIO(review_workbook(passage_rows([PLAN], make_review())))
    )
    sheet = book["passages"]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"accept,reject,unsure,withdraw"')
    assert "F2" in rule.sqref
    assert sheet.freeze_panes == "F2"
    assert sheet.auto_filter.ref == "A1:Z4"
    assert not sheet.protection.sheet
    assert sheet["E2"].alignment.wrap_text
    assert sheet["B2"].value == "1"
    assert book.sheetnames == ["passages", "how to"]


def test_the_workbook_is_read_from_left_to_right_and_hides_what_ties_its_rows() -> None:
    data = review_workbook(passage_rows([PLAN], make_review()))
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    sheet = book["passages"]
    header = [cell.value for cell in sheet[1]]
    assert header[:8] == [
        *("plan_id", "page", "frame", "category", "passage"),
        *("decision", "reviewer", "note"),
    ]
    assert set(header) == {*PASSAGE_COLUMNS, "passage"}
    hidden = {
        name
        for name, column in zip(
            header, (cells[0].column for cells in sheet.columns), strict=True
        )
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min <= column <= dimension.max
    }
    assert {"coding_id", "row_check", "before", "match", "after"} <= hidden
    assert not {"decision", "section", "blocked_by"} & hidden
    coding = CODINGS[0]
    passage = sheet["E2"].value
    assert str(passage) == coding.before + coding.match + coding.after
    assert [
        run.text for run in passage if getattr(run, "font", None) and run.font.b
    ] == [coding.match]
    assert sheet.print_area == "'passages'!$A$1:$H$4"
    assert sheet.page_setup.orientation == "landscape"


def test_what_a_rule_blocks_stands_last_in_the_workbook() -> None:
    blocked = replace(CODINGS[0], blocked_by="in_name")
    review = Review(
        tuple(ReviewedCoding(one, Pile.PENDING) for one in (blocked, *CODINGS[1:]))
    )
    sheet = openpyxl.load_workbook(
        io.BytesIO(review_workbook(passage_rows([PLAN], review)))
    )["passages"]
    at = [cell.value for cell in sheet[1]].index("blocked_by") + 1
    assert [sheet.cell(row, at).value for row in (2, 3, 4)] == [None, None, "in_name"]


def test_drafts_and_reports_stand_behind_what_can_tick_in_the_workbook() -> None:
    draft = replace(PLAN, plan_id="a-draft", doc_type=DocType.DRAFT)
    early = replace(CODINGS[0], plan_id="a-draft", coding_id="c0")
    review = Review(
        tuple(ReviewedCoding(one, Pile.PENDING) for one in (early, *CODINGS))
    )
    sheet = openpyxl.load_workbook(
        io.BytesIO(review_workbook(passage_rows([draft, PLAN], review)))
    )["passages"]
    ids = [sheet.cell(row, 1).value for row in (2, 3, 4, 5)]
    assert ids == [PLAN.plan_id] * 3 + ["a-draft"]


@pytest.mark.parametrize(
    ("verdict", "nearest", "similarity", "told"),
    [
        (Verdict.ACCEPT, "", 0.0, "the plan is gone"),
        (Verdict.ACCEPT, "other words", 61.0, "the plan no longer says so"),
        (Verdict.REJECT, "the words", 100.0, "there is nothing to reject"),
        (Verdict.ADD, "the words", 100.0, "no such category any more"),
    ],
)
def test_an_orphan_says_why(
    verdict: Verdict, nearest: str, similarity: float, told: str
) -> None:
    orphan = Orphan(
        make_decision(CODINGS[0], verdict, when=LATER),
        nearest,
        4 if nearest else None,
        similarity,
    )
    (row,) = orphan_rows(Review((), (orphan,)))
    assert set(row) == set(ORPHAN_COLUMNS)
    assert told in str(row["why"])
    assert (row["quote"], row["decided_at"]) == ("housing", LATER)


def test_a_workbook_too_long_for_people_says_what_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("plancoder.export.review_workbook.MOST_ROWS", 2)
    book = openpyxl.load_workbook(
        io.BytesIO(review_workbook(passage_rows([PLAN], make_review())))
    )
    assert book["passages"].max_row == 3
    said = [row[0].value for row in book["how to"].iter_rows()]
    assert said[-1] == "This sheet holds the first 2 of 3 rows; passages.csv holds all."


def test_a_full_folder_for_temporary_files_is_named_and_left_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with temporary_folder() as folder:
        assert review_workbook([{"match": "x"}], folder=folder)
        assert Path(folder).parent == tmp_path
    assert list(tmp_path.iterdir()) == []

    def no_room(*given: object, **named: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        # The first sheet has its file, which XlsxWriter leaves where the next has none.
        patch.setattr(xlsxwriter.workbook.Workbook, "close", no_room)
        with pytest.raises(OutputError, match="No space left"):
            review_workbook([{"match": "x"}])
    assert list(tmp_path.iterdir()) == []
    with temporary_folder() as folder, monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", no_room)
        patch.setattr(tempfile, "tempdir", "/elsewhere")
        with pytest.raises(OutputError, match=r"No space left .* TMPDIR") as error:
            review_workbook([{"match": "x"}], folder=folder)
        assert str(error.value).startswith(f"{tmp_path}: temporary files")
    assert list(tmp_path.iterdir()) == []
