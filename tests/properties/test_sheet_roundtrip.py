"""Whatever stands in a plan or a note goes through the sheet and comes back; the sheet
never runs any of it.
"""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from review_kit import CODEBOOK, CODINGS, LATER, PLAN, PLAN_ID

from plancoder.export.passages_table import passage_rows
from plancoder.export.review_workbook import review_workbook
from plancoder.models import Coding, Review, Verdict
from plancoder.review.settle import settle_review
from plancoder.review.sheets.decide import Outcome, read_decisions
from plancoder.review.sheets.sheet_file import read_sheet_file
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv, write_table

NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from("=+-@'\"\t\n\r,;\x00\x1b\u200b\uff1d✓ŵ|"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)
VERDICTS = st.lists(
    st.sampled_from(["accept", "REJECT", "y", "✗", ""]), min_size=3, max_size=3
)
MEANT = {
    "accept": Verdict.ACCEPT,
    "y": Verdict.ACCEPT,
    "REJECT": Verdict.REJECT,
    "✗": Verdict.REJECT,
}


def nasty_codings(words: list[str]) -> list[Coding]:
    return [
        replace(coding, before=before, match=f"w{match}", after=after)
        for coding, before, match, after in zip(
            CODINGS, words, words[1:], words[2:], strict=False
        )
    ]


def sheet(review: Review, kind: str, verdicts: list[str]) -> bytes:
    rows = [
        {**row, "decision": word}
        for row, word in zip(passage_rows([PLAN], review), verdicts, strict=True)
    ]
    return write_csv(rows, PASSAGE_COLUMNS) if kind == "csv" else review_workbook(rows)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(NASTY, min_size=5, max_size=5),
    verdicts=VERDICTS,
    kind=st.sampled_from(["csv", "xlsx"]),
)
def test_every_decision_comes_back_with_the_words_of_the_plan(
    words: list[str], verdicts: list[str], kind: str
) -> None:
    codings = nasty_codings(words)
    review = settle_review(codings, ())
    data = sheet(review, kind, verdicts)
    reading = read_decisions(
        read_sheet_file(data, "sheet"),
        review,
        CODEBOOK,
        [PLAN_ID],
        reviewer="Ann",
        decided_at=LATER,
    )
    shown = [str(row["coding_id"]) for row in passage_rows([PLAN], review)]
    meant = {
        coding_id: MEANT[word]
        for coding_id, word in zip(shown, verdicts, strict=True)
        if word
    }
    assert {one.coding_id: one.verdict for one in reading.decisions} == meant
    assert reading.count(Outcome.REFUSED) == 0
    quotes = {coding.coding_id: coding.match for coding in codings}
    assert all(one.quote == quotes[one.coding_id] for one in reading.decisions)


@settings(max_examples=40, deadline=None)
@given(words=st.lists(NASTY, min_size=5, max_size=5))
def test_no_cell_of_the_workbook_is_a_formula_and_all_are_text(
    words: list[str],
) -> None:
    review = settle_review(nasty_codings(words), ())
    book = openpyxl.load_workbook(
        io.BytesIO(review_workbook(passage_rows([PLAN], review)))
    )
    for row in book["passages"].iter_rows():
        assert {cell.data_type for cell in row} <= {"s", "n"}  # n: an empty cell
        assert all(cell.value is None or isinstance(cell.value, str) for cell in row)
        assert all(cell.number_format == "@" for cell in row)


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.lists(NASTY, min_size=4, max_size=4), max_size=6))
def test_no_table_of_any_content_breaks_the_reader(cells: list[list[str]]) -> None:
    """Every sheet gives a reading or a StudyError in words; nothing else is ever
    raised.
    """
    columns = ["coding_id", "decision", "category", "match"]
    table = read_sheet_file(write_table(columns, cells), "sheet")
    reading = (
        read_decisions(
            table,
            settle_review(CODINGS, ()),
            CODEBOOK,
            [PLAN_ID],
            reviewer="Ann",
            decided_at=LATER,
        )
        if len(cells) < 2
        else None
    )
    assert len(table.rows) <= len(cells)
    assert reading is None or not reading.decisions
