"""Replies of offices: read with every slip named, claims answered with the page, no
tick touched.
"""

from __future__ import annotations

import pytest
from review_kit import PLAN, make_review, text_of

from plancoder.errors import StudyError
from plancoder.models import Plan, PlanStatus
from plancoder.review.replies import (
    Reply,
    answer_claim,
    claimed_plans,
    parse_replies,
    reply_texts,
)

OLD = Plan(
    "vale:2017",
    "old.pdf",
    "vale",
    "Vale Police",
    dates="2017-21",
    status=PlanStatus.PREVIOUS,
)
GONE = Plan("hill:2021", "hill.pdf", "hill", dates="2021-25")
PLANS = [OLD, PLAN, GONE]
FORCES = {"vale": ["vale:2017", "vale:2021"], "hill": ["hill:2021"]}


def test_rows_are_read() -> None:
    data = b"force_id;date;reply;category;quote\r\nvale;2026-03-01;We do;housing;Sleeping rough\r\n"
    assert parse_replies(data, FORCES, "raw/replies.csv") == (
        Reply("vale", "2026-03-01", "We do", "housing", "Sleeping rough", line=2),
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"force_id,date\nvale,1\n", "the column 'reply' is missing"),
        (
            b"force_id,reply\nvael,Hello\n",
            "line 2, column 'force_id': 'vael' is not in plans.csv; did you mean 'vale'",
        ),
        (b"force_id,reply,quote\nvale,,\n", "line 2: neither a reply nor a quote"),
        (
            b"force_id,reply,plan_id\nvale,Hello,vale:2107\n",
            "line 2, column 'plan_id': 'vale:2107' is no plan of vale; did you mean",
        ),
        (
            b"force_id,reply,plan_id\nvale,Hello,hill:2021\n",
            "'hill:2021' is no plan of vale",
        ),
        (
            b"force_id,reply,page\nvale,Hello,soon\n",
            "line 2, column 'page': 'soon' is not a page number",
        ),
    ],
)
def test_a_slip_is_named_with_its_line(data: bytes, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        parse_replies(data, FORCES, "raw/replies.csv")


def test_a_reply_may_name_any_plan_of_its_force_and_a_page() -> None:
    data = b"force_id,reply,plan_id,page\nvale,Hello,vale:2017,7\nhill,Hello,,\n"
    old, current = parse_replies(data, FORCES, "raw/replies.csv")
    assert (old.plan_id, old.page) == ("vale:2017", "7")
    assert (current.plan_id, current.page) == ("", "")


def test_an_empty_file_holds_no_reply() -> None:
    assert parse_replies(b"", FORCES, "raw/replies.csv") == ()


@pytest.mark.parametrize(
    ("quote", "category", "page", "answer"),
    [
        (
            "Sleeping rough has doubled",
            "housing",
            "",
            "stands on page 3 of 2021-25, and is not coded; a reviewer can add it",
        ),
        (
            "empty flats draw drug dealing",
            "housing",
            "",
            "stands on page 2 of 2021-25, and is coded there",
        ),
        (
            "empty flats draw drug dealing",
            "victims",
            "",
            "stands on page 2 of 2021-25, coded there as housing",
        ),
        (
            "a refuge in every town of the county",
            "victims",
            "4",
            "not in the published plan as far as it could be read",
        ),
        ("", "", "", ""),
    ],
)
def test_a_claim_is_answered_with_the_page(
    quote: str, category: str, page: str, answer: str
) -> None:
    reply = Reply("vale", "", "text", category, quote, page=page)
    assert answer_claim(reply, PLANS, text_of, make_review()).startswith(answer)


def test_a_claim_on_a_plan_that_was_read_whole_is_answered_plainly() -> None:
    reply = Reply("vale", "", "", "victims", "a refuge in every town of the county")
    assert (
        answer_claim(reply, [PLAN], text_of, make_review())
        == "not in the published plan"
    )


def test_replies_stand_with_the_current_plan_or_the_one_they_name() -> None:
    replies = [
        Reply("vale", "2026-03-01", "We run a shelter"),
        Reply("vale", "", "And before", plan_id="vale:2017"),
        Reply("vale", "", "", "housing", "Sleeping rough has doubled"),
    ]
    shown = reply_texts(replies, PLANS, text_of, make_review())
    assert shown["vale:2017"] == "And before"
    assert shown["vale:2021"].splitlines() == [
        "2026-03-01: We run a shelter",
        "“Sleeping rough has doubled” (housing): stands on page 3 of 2021-25, and is not coded; a reviewer can add it",
    ]


def test_only_plans_with_a_claim_are_read() -> None:
    assert claimed_plans([Reply("vale", "", "Hello")], PLANS) == frozenset()
    assert claimed_plans([Reply("vale", "", "", quote="x")], PLANS) == {
        "vale:2021",
        "vale:2017",
    }
