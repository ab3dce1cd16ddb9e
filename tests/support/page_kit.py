"""A reviewer's desk on the small plan of `review_kit`, and a browser that came in by
the token, without a server.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from review_kit import CODEBOOK, CODINGS, PLAN, PLAN_ID, TEXT, text_of
from starlette.testclient import TestClient

from plancoder.codebook.shape import Category
from plancoder.errors import NoText
from plancoder.export.matrix import tick_cell
from plancoder.models import Cell, CodedPlan, PlanResult, Review, ReviewedCoding
from plancoder.review.quotes import PlanText
from plancoder.review.settle import settle_review
from plancoder.review_page.app import make_app
from plancoder.review_page.desk import Desk, Sources
from plancoder.review_page.guard import Keys
from plancoder.study.decision_log import read_log

PORT = 8123
ORIGIN = f"http://127.0.0.1:{PORT}"
PNG = b"\x89PNG\r\n\x1a\n a picture"
_seconds = itertools.count(1)


def make_desk(log: Path, reviewer: str = "Ann") -> Desk:
    """A desk on the log; each decision is made a second after the last."""
    return Desk(make_sources(log), reviewer)


def make_sources(log: Path) -> Sources:
    categories = {(category.frame, category.id) for category in CODEBOOK.categories}

    def review() -> Review:
        return settle_review(
            CODINGS, read_log(log).decisions, text_of=text_of, categories=categories
        )

    def tick(key: tuple[str, str, str], reviewed: Sequence[ReviewedCoding]) -> Cell:
        return tick_cell(PLAN, Category(key[2], key[1], key[2]), RESULT, reviewed)

    def plan_text(plan_id: str) -> PlanText:
        if plan_id != PLAN_ID:
            raise NoText(f"{plan_id}: no text")
        return TEXT

    def explain(plan_id: str, frame: str, category: str) -> Mapping[str, Any]:
        return {
            "plan": plan_id,
            "frame": frame,
            "category": category,
            "verdict": "Nothing counts.",
        }

    return Sources(
        name="Vale",
        plans=[PLAN],
        readable={PLAN_ID},
        codebook=CODEBOOK,
        codings=lambda plan_id: CODINGS if plan_id == PLAN_ID else (),
        review=review,
        log=log,
        now=_now,
        tick=tick,
        text_of=plan_text,
        picture_of=lambda plan_id, page: PNG,
        explain=explain,
        find_words=lambda coding: [(0.1, 0.2, 0.3, 0.02)],
        statements=lambda plan_id: {"plan": plan_id, "statements": []},
        save_statements=lambda plan_id, quotes, version: {"quotes": list(quotes)},
    )


def _now() -> str:
    second = next(_seconds)
    return (
        f"2026-05-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000Z"
    )


RESULT = PlanResult(
    PLAN, CodedPlan(PLAN_ID, (), (), CODINGS), pages_read=3, pages_in_all=3
)


def make_browser(desk: Desk) -> TestClient:
    """A browser that came in by the printed address."""
    keys = Keys(PORT)
    browser = TestClient(make_app(desk, keys), base_url=ORIGIN)
    assert browser.get("/", params={"token": keys.printed}).status_code == 200
    browser.headers["Origin"] = ORIGIN
    return browser
