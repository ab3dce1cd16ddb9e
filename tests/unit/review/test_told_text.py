"""The text of a plan as far as the audit table tells it."""

from __future__ import annotations

import pytest
from review_kit import CODINGS, DOCUMENT, PLAN, PLAN_ID, make_review

from plancoder.export.passages_table import passage_rows
from plancoder.models import SectionRole
from plancoder.review.told_text import told_texts

ROWS = [
    {name: "" if value is None else str(value) for name, value in row.items()}
    for row in passage_rows((PLAN,), make_review())
]


def test_every_coded_passage_stands_where_it_stood() -> None:
    text = told_texts(ROWS)[PLAN_ID]
    for coding in CODINGS:
        match = slice(coding.start, coding.end)
        assert text.document.text[match] == DOCUMENT.text[match] == coding.match
        assert text.document.page_at(coding.start) == coding.page
    assert {passage.section for passage in text.passages} == {("Needs", "Our area")}
    assert {passage.role for passage in text.passages} == {SectionRole.BODY}


@pytest.mark.parametrize(
    "slip",
    [
        {"start": ""},
        {"start": "-4"},
        {"start": "9" * 9},
        {"start": "9" * 5_000},
        {"start": "0"},
    ],
)
def test_a_row_without_a_place_is_left_out(slip: dict[str, str]) -> None:
    assert told_texts([{**ROWS[0], **slip}]) == {}


def test_cells_that_were_edited_stop_nothing() -> None:
    (text,) = told_texts(
        [{**ROWS[0], "page": "?", "role": "?", "section": ""}]
    ).values()
    (passage,) = text.passages
    assert (passage.page, passage.role, passage.section) == (None, SectionRole.BODY, ())
