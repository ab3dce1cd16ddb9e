"""Sheets as they come back from people: what is taken, what is refused, and with which
words.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from review_kit import (
    CODEBOOK,
    CODINGS,
    LATER,
    PLAN,
    PLAN_ID,
    make_decision,
    make_review,
    text_of,
)

from plancoder.errors import StudyError
from plancoder.export.passages_table import passage_rows
from plancoder.export.review_workbook import review_workbook
from plancoder.models import Review, Verdict
from plancoder.review.sheets.decide import Outcome, SheetReading, read_decisions
from plancoder.review.sheets.sheet_file import read_sheet_file
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv, write_table
from plancoder.tables.read_table import read_table

A, R = Verdict.ACCEPT, Verdict.REJECT
Row = dict[str, str]
NONE = make_review()


def sheet_rows(review: Review = NONE) -> list[Row]:
    table = read_table(write_csv(passage_rows([PLAN], review), PASSAGE_COLUMNS))
    return [dict(row.cells) for row in table.rows]


def as_csv(rows: Sequence[Row], columns: Sequence[str] = PASSAGE_COLUMNS) -> bytes:
    return write_table(
        columns, [[row.get(column, "") for column in columns] for row in rows]
    )


def decide(
    data: bytes,
    review: Review = NONE,
    reviewer: str = "Ann",
    name: str = "passages.csv",
) -> SheetReading:
    table = read_sheet_file(data, name)
    return read_decisions(
        table,
        review,
        CODEBOOK,
        [PLAN_ID],
        reviewer=reviewer,
        decided_at=LATER,
        text_of=text_of,
    )


def said(reading: SheetReading) -> list[tuple[str, Verdict, str]]:
    return [(one.coding_id, one.verdict, one.reviewer) for one in reading.decisions]


def refusals(reading: SheetReading) -> list[str]:
    return [
        report.text for report in reading.reports if report.outcome is Outcome.REFUSED
    ]


def with_decisions(*words: str, review: Review = NONE) -> list[Row]:
    rows = sheet_rows(review)
    for row, word in zip(rows, words, strict=False):
        row["decision"] = word
    return rows


FIRST, SECOND, THIRD = (row["coding_id"] for row in sheet_rows())
BOTH = [(FIRST, A, "Ann"), (SECOND, R, "Ann")]


def test_verdict_note_and_the_words_of_the_study_are_taken() -> None:
    rows = with_decisions("y", "✗")
    rows[0]["note"] = "=clear"
    reading = decide(as_csv(rows))
    assert said(reading) == BOTH
    coding = next(one for one in CODINGS if one.coding_id == FIRST)
    first = reading.decisions[0]
    assert (first.note, first.quote, first.before, first.page) == (
        "=clear",
        coding.match,
        coding.before,
        coding.page,
    )
    assert first.decided_at == LATER
    assert refusals(reading) == []


CHANGES: dict[str, Callable[[list[Row]], bytes]] = {
    "sorted": lambda rows: as_csv(rows[::-1]),
    "filtered": lambda rows: as_csv(rows[:2]),
    "columns moved and added": lambda rows: as_csv(
        [{**row, "mine": "x"} for row in rows],
        ("mine", *reversed(PASSAGE_COLUMNS[:-4]), "row_check"),
    ),
    "columns deleted": lambda rows: as_csv(
        rows, ("coding_id", "decision", "category", "match")
    ),
    "headers in capitals": lambda rows: (
        as_csv(rows)
        .replace(b"coding_id", b" Coding_ID ")
        .replace(b"decision", b"DECISION")
    ),
    "semicolons": lambda rows: (
        ";".join(PASSAGE_COLUMNS).encode()
        + b"\r\n"
        + b"".join(
            ";".join(f'"{row[column]}"' for column in PASSAGE_COLUMNS).encode()
            + b"\r\n"
            for row in rows
        )
    ),
    "tabs in UTF-16": lambda rows: "\n".join(
        "\t".join(f'"{cell}"' for cell in cells)
        for cells in [
            PASSAGE_COLUMNS,
            *([row[column] for column in PASSAGE_COLUMNS] for row in rows),
        ]
    ).encode("utf-16"),
    "cp1252 with lost letters": lambda rows: (
        as_csv(rows).removeprefix(b"\xef\xbb\xbf").decode().encode("cp1252", "replace")
    ),
    "line ends and quotes changed": lambda rows: (
        as_csv(rows).replace(b"\r\n", b"\n").replace(b"'", "’".encode())
    ),
    "a duplicate row": lambda rows: as_csv([*rows, rows[0]]),
    "an empty row between": lambda rows: as_csv([rows[0], {}, rows[1]]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_people_do_to_a_sheet_loses_nothing(change: str) -> None:
    reading = decide(CHANGES[change](with_decisions("Accept", "no")))
    assert sorted(said(reading)) == sorted(BOTH)
    assert refusals(reading) == []


def test_a_workbook_comes_back_sorted_and_edited() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(review_workbook(passage_rows([PLAN], NONE)))
    )
    sheet = book["passages"]
    sheet.insert_rows(1)
    sheet["A1"] = "For Ann"
    column = [cell.value for cell in sheet[2]].index("decision") + 1
    sheet.cell(3, column).value = "accept"
    sheet.cell(4, column).value = False  # a cell that Excel made a truth value
    edited = io.BytesIO()
    book.save(edited)
    assert said(decide(edited.getvalue(), name="review.xlsx")) == BOTH


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("�", "'�' was a ✓ or ✗ that the spreadsheet lost"),
        ("perhaps", "'perhaps' is not a decision"),
    ],
)
def test_a_cell_that_is_no_decision_is_refused_with_its_place(
    cell: str, told: str
) -> None:
    reading = decide(as_csv(with_decisions(cell, "reject")))
    assert said(reading) == BOTH[1:]
    assert refusals(reading)[0].startswith(
        f"passages.csv, row 2, column R (decision): {told}"
    )


def test_rows_that_contradict_each_other_are_refused_and_the_rest_taken() -> None:
    rows = with_decisions("accept", "reject")
    reading = decide(as_csv([*rows, {**rows[0], "decision": "reject"}]))
    assert said(reading) == BOTH[1:]
    assert len(refusals(reading)) == 2
    assert "row 2 says accept, row 5 says reject" in refusals(reading)[0]


def test_two_reviewers_in_one_sheet_do_not_contradict_themselves() -> None:
    rows = with_decisions("accept")
    reading = decide(
        as_csv([*rows, {**rows[0], "decision": "reject", "reviewer": "Ben"}])
    )
    assert said(reading) == [(FIRST, A, "Ann"), (FIRST, R, "Ben")]


def test_an_unknown_id_is_refused_with_its_place() -> None:
    rows = with_decisions("accept", "reject")
    rows[0]["coding_id"] = "cdeadbeef0000"
    reading = decide(as_csv(rows))
    assert said(reading) == BOTH[1:]
    assert (
        "row 2, column A (coding_id): this study has no coding 'cdeadbeef0000'"
        in refusals(reading)[0]
    )


def test_a_coding_of_a_plan_that_is_gone_says_so() -> None:
    rows = with_decisions("accept", "reject")
    rows[0] |= {"coding_id": "cdeadbeef0000", "plan_id": "hill:1999"}
    assert (
        "the plan 'hill:1999' is no longer in plans.csv"
        in refusals(decide(as_csv(rows)))[0]
    )


def test_a_column_that_is_gone_is_not_taken_for_one_that_kept_its_name() -> None:
    columns = [column for column in PASSAGE_COLUMNS if column != "decision"]
    with pytest.raises(
        StudyError,
        match=r"the column 'decision' is missing\. Put it back, with its name\. Nothing",
    ):
        decide(as_csv(with_decisions("accept"), columns))


def test_the_sheet_of_another_study_is_refused_whole() -> None:
    rows = with_decisions("accept", "reject")
    for number, row in enumerate(rows):
        row["coding_id"] = f"c00000000000{number}"
    with pytest.raises(StudyError, match=r"3 of its 3 rows .* another study"):
        decide(as_csv(rows))


@pytest.mark.parametrize(("known", "strange", "whole"), [(3, 3, False), (2, 3, True)])
def test_half_of_a_sheet_may_be_strange(known: int, strange: int, whole: bool) -> None:
    rows = with_decisions(*["accept"] * 3)
    more = [{**rows[0], "coding_id": f"c00000000000{at}"} for at in range(strange)]
    data = as_csv([*rows[:known], *more])
    if whole:
        with pytest.raises(StudyError, match="another study"):
            decide(data)
    else:
        assert len(said(decide(data))) == known


@pytest.mark.parametrize(
    "moved",
    [
        ("coding_id",),
        ("coding_id", "category", "before", "match", "after"),
        ("row_check",),
    ],
)
def test_columns_sorted_apart_are_noticed(moved: tuple[str, ...]) -> None:
    rows = with_decisions("accept", "reject", "accept")
    sheared = [
        {**row, **{column: other[column] for column in moved}}
        for row, other in zip(rows, [*rows[1:], rows[0]], strict=True)
    ]
    with pytest.raises(StudyError, match="sorted without the others"):
        decide(as_csv(sheared))


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("category", "victims", "the category was changed from 'housing' to 'victims'"),
        (
            "match",
            "something else entirely, written by hand and long enough to matter",
            "not those of this coding",
        ),
    ],
)
def test_an_edited_cell_is_not_taken_and_named(
    column: str, cell: str, told: str
) -> None:
    rows = with_decisions("accept", "reject")
    rows[0][column] = cell
    reading = decide(as_csv(rows))
    assert said(reading) == BOTH[1:]
    assert told in refusals(reading)[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "coding_id",
            "id of coding",
            "the column 'coding_id' is missing; is 'id of coding' the renamed one",
        ),
        (
            "decision",
            "decisions",
            "the column 'decision' is missing. Is 'decisions' the renamed one",
        ),
        (
            "note",
            "decision",
            "the column 'decision' is there more than once (columns R, T)",
        ),
    ],
)
def test_a_renamed_column_is_named(old: str, new: str, told: str) -> None:
    columns = [new if column == old else column for column in PASSAGE_COLUMNS]
    data = write_table(
        columns, [list(row.values()) for row in with_decisions("accept")]
    )
    with pytest.raises(StudyError) as error:
        decide(data)
    assert told in str(error.value)


def test_a_stray_comma_that_shifts_a_row_is_explained() -> None:
    rows = with_decisions("accept", "reject")
    data = as_csv(rows).replace(f"{FIRST},".encode(), f"{FIRST},x,".encode(), 1)
    reading = decide(data)
    assert said(reading) == BOTH[1:]
    assert "the row has a cell too many" in refusals(reading)[0]


def test_scribbles_beside_the_table_do_no_harm() -> None:
    data = (
        as_csv(with_decisions("accept", "reject"))
        .replace(b"\r\n", b",call Mary\r\n")
        .replace(b",call Mary", b"", 1)
    )
    assert said(decide(data)) == BOTH


def test_a_sheet_without_anything_to_check_against_is_refused() -> None:
    with pytest.raises(StudyError, match="without 'row_check'"):
        decide(as_csv(with_decisions("accept"), ("coding_id", "decision")))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "the file is empty"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as 'Excel workbook"),
        (b"PK\x03\x04 broken", "workbook cannot be read"),
        (b"a,b\r\n1,2\r\n", "no column 'coding_id'; the columns found are 'a', 'b'"),
    ],
)
def test_a_file_that_is_no_sheet_says_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(StudyError) as error:
        decide(data, name="sheet")
    assert str(error.value).startswith("sheet: ")
    assert told in str(error.value)


def test_earlier_decisions_in_the_sheet_are_not_taken_for_ones_own() -> None:
    review = make_review(
        make_decision(CODINGS[0], note="plain"), make_decision(CODINGS[1], R)
    )
    rows = sheet_rows(review)
    assert [(row["decision"], row["reviewer"]) for row in rows] == [
        ("accept", "Ann"), ("reject", "Ann"), ("", ""),
    ]  # fmt: skip
    reading = decide(as_csv(rows), review, "Ben")
    assert said(reading) == []
    assert reading.count(Outcome.KNOWN) == 2


@pytest.mark.parametrize(
    ("cells", "who", "taken"),
    [
        ({"decision": "reject"}, "Ben", ("Ben", R)),  # Ben changed what Ann had said
        ({"decision": "reject"}, "Ann", ("Ann", R)),  # Ann changed her mind
        ({"decision": "reject"}, "", ("Ann", R)),
        ({"reviewer": "Ben"}, "Cy", ("Ben", A)),  # Ben put his name to it
        ({"reviewer": ""}, "Ben", ("Ben", A)),
        ({"decision": "withdraw"}, "Ann", ("Ann", Verdict.WITHDRAW)),
    ],
)
def test_a_changed_row_belongs_to_whoever_changed_it(
    cells: Row, who: str, taken: tuple[str, Verdict]
) -> None:
    review = make_review(make_decision(CODINGS[0]))
    rows = sheet_rows(review)
    rows[0] |= cells
    reading = decide(as_csv(rows), review, who)
    assert [(one.reviewer, one.verdict) for one in reading.decisions] == [taken]


def test_a_disputed_row_says_nothing_until_it_is_overwritten() -> None:
    review = make_review(make_decision(CODINGS[0]), make_decision(CODINGS[0], R, "Ben"))
    rows = sheet_rows(review)
    assert (rows[0]["decision"], rows[0]["reviewer"]) == (
        "disputed",
        "Ann: accept; Ben: reject",
    )
    assert said(decide(as_csv(rows), review)) == []
    rows[0]["decision"] = "reject"
    assert said(decide(as_csv(rows), review)) == [(FIRST, R, "Ann")]


def test_a_row_that_nobody_signed_is_refused() -> None:
    reading = decide(as_csv(with_decisions("accept")), reviewer="")
    assert said(reading) == []
    assert "(reviewer): no reviewer is named" in refusals(reading)[0]


def test_a_note_alone_is_kept_and_settles_nothing() -> None:
    rows = sheet_rows()
    rows[0]["note"] = "check with the office"
    reading = decide(as_csv(rows))
    assert said(reading) == [(FIRST, Verdict.UNSURE, "Ann")]
    assert reading.decisions[0].note == "check with the office"
    assert refusals(reading) == []


def test_a_new_note_beside_a_blanked_decision_keeps_the_verdict() -> None:
    review = make_review(make_decision(CODINGS[0], A, "Ann", LATER))
    rows = sheet_rows(review)
    row = next(row for row in rows if row["decision"] == "accept")
    row |= {"decision": "", "note": "see p. 7"}
    (decision,) = decide(as_csv(rows), review=review).decisions
    assert (decision.verdict, decision.note) == (A, "see p. 7")


def test_a_question_mark_is_unsure_where_no_letter_can_have_been_lost() -> None:
    rows = with_decisions("?")
    assert said(decide(as_csv(rows))) == [(FIRST, Verdict.UNSURE, "Ann")]
    lossy = as_csv(rows).removeprefix(b"\xef\xbb\xbf").decode().encode("cp1252")
    reading = decide(lossy)
    assert said(reading) == []
    assert "'?' was a ✓ or ✗ that the spreadsheet lost" in refusals(reading)[0]


def added(**cells: str) -> bytes:
    row = {
        "plan_id": PLAN_ID,
        "category": "housing",
        "page": "3",
        "decision": "add",
        "match": "Sleeping rough",
    } | cells
    return as_csv([*sheet_rows(), row])


@pytest.mark.parametrize(
    ("cells", "told", "page"),
    [
        ({}, "found on page 3", 3),
        ({"page": "p. 3"}, "found on page 3", 3),
        ({"page": "p. 999999"}, "found on page 3, not 999999", 3),
        ({"page": "p. 1000000"}, "found on page 3", 3),  # no page of any plan
        ({"page": "7"}, "found on page 3, not 7", 3),
        ({"decision": ""}, "found on page 3", 3),
        ({"category": "Housing and homelessness"}, "found on page 3", 3),
        ({"match": "hostel in Mill Lane closed its doors"}, "found on page 3", 3),
        (
            {"match": "hostel in Mil Lane closed it's doors"},
            "found on page 3 with mistakes",
            3,
        ),
        ({"frame": "priorities", "category": "mental health"}, "found on page 3", 3),
        (
            {"match": "empty flats", "page": "2"},
            "plancoder has coded these words too",
            2,
        ),
    ],
)
def test_an_added_passage_is_looked_up(cells: Row, told: str, page: int) -> None:
    reading = decide(added(**cells))
    assert [(one.verdict, one.page, one.reviewer) for one in reading.decisions] == [
        (Verdict.ADD, page, "Ann")
    ]
    assert told in reading.reports[-1].text


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"match": "We will build four hundred homes"},
            "column L (match): not in the published plan",
        ),
        ({"match": ""}, "(match): the words of the plan are missing"),
        ({"page": ""}, "(page): on which page"),
        (
            {"plan_id": "vale:2022"},
            "(plan_id): plans.csv has no plan 'vale:2022'; did you mean 'vale:2021'?",
        ),
        ({"plan_id": ""}, "needs the plan_id"),
        (
            {"category": "housings"},
            "the codebook has no category 'housings'; did you mean 'housing'?",
        ),
        ({"category": ""}, "under which category?"),
        (
            {"category": "mental_health"},
            "(frame): 'mental_health' is a category of several frames. Write needs or",
        ),
        (
            {"category": "victims", "frame": "needs"},
            "the frame 'needs' has no category 'victims'; 'priorities' has",
        ),
        ({"decision": "reject"}, "there is nothing here to decide on"),
    ],
)
def test_an_added_passage_that_cannot_be_taken_says_which_cell(
    cells: Row, told: str
) -> None:
    reading = decide(added(**cells))
    assert said(reading) == []
    assert told in refusals(reading)[0]


def test_adding_twice_adds_once() -> None:
    first = decide(added())
    review = make_review(*first.decisions)
    again = decide(added(), review)
    assert said(again) == []
    assert again.reports[-1].text == "row 5: found on page 3; recorded before"


def test_adding_again_with_another_note_is_told_apart() -> None:
    first = decide(added(note="by the mill"))
    review = make_review(*first.decisions)
    assert said(decide(added(), review)) == []
    assert said(decide(added(note="by the mill"), review)) == []
    again = decide(added(note="by the weir"), review)
    assert [one.note for one in again.decisions] == ["by the weir"]
