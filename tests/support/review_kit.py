"""A small plan with codings made by hand, for the tests of review."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from plancoder.codebook.shape import Category, Codebook, Frame, Term
from plancoder.models import (
    Block,
    BlockKind,
    Coding,
    Decision,
    Document,
    Match,
    MatchKind,
    Page,
    Passage,
    Plan,
    PlanStatus,
    Region,
    Review,
    SectionRole,
    Verdict,
)
from plancoder.review.quotes import PlanText, plain_words
from plancoder.review.settle import settle_review
from plancoder.study.decision_log import append_if

PLAN_ID = "vale:2021"
WHEN = "2026-03-01T10:00:00.000Z"
LATER = "2026-03-02T10:00:00.000Z"

PLAN = Plan(
    PLAN_ID,
    "vale.pdf",
    "vale",
    "Vale Police",
    "England",
    "2021-25",
    2021,
    2025,
    PlanStatus.CURRENT,
)
CODEBOOK = Codebook(
    "Test",
    "1",
    (Frame("needs", "Needs", "A"), Frame("priorities", "Priorities", "B")),
    (
        Category(
            "housing", "needs", "Housing and homelessness", terms=(Term("housing"),)
        ),
        Category(
            "mental_health", "needs", "Mental health", terms=(Term("mental health"),)
        ),
        Category(
            "mental_health",
            "priorities",
            "Mental health",
            terms=(Term("mental health"),),
        ),
        Category("victims", "priorities", "Victims", terms=(Term("victim*"),)),
    ),
)

SENTENCES = (
    (1, "Too few young people in Vale find decent housing near the work they do."),
    (1, "Officers met somebody in a mental health crisis on nine shifts out of ten."),
    (2, "- Poor housing and empty flats draw drug dealing to the Harbour estate."),
    (2, "We heard from shopkeepers, ŵardens and schools about the bus station."),
    (
        3,
        "Sleeping rough has doubled since the hostel in Mill Lane\nclosed its doors for good.",
    ),
)


def make_document(sentences: tuple[tuple[int, str], ...] = SENTENCES) -> Document:
    """A document with one block a sentence, each on the page named."""
    blocks: list[Block] = []
    start = 0
    for page, sentence in sentences:
        blocks.append(
            Block(
                BlockKind.PARAGRAPH,
                start,
                start + len(sentence),
                (Region(start, page),),
            )
        )
        start += len(sentence) + 1
    pages = tuple(Page(number) for number in sorted({page for page, _ in sentences}))
    return Document(
        "\n".join(sentence for _, sentence in sentences),
        tuple(blocks),
        pages,
        "pdf",
        "pdfium",
    )


def make_passages(document: Document) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            block.start,
            block.end,
            block.page,
            ("Needs", "Our area"),
            SectionRole.BODY,
            at,
        )
        for at, block in enumerate(document.blocks)
    )


def make_codings(
    document: Document,
    terms: tuple[tuple[str, str, str], ...] = (
        ("needs", "housing", "housing"),
        ("needs", "mental_health", "mental health"),
    ),
    plan_id: str = PLAN_ID,
) -> tuple[Coding, ...]:
    """A coding for each passage that holds the words: (frame, category, words)."""
    found = []
    for passage in make_passages(document):
        text = document.text[passage.start : passage.end]
        for frame, category, words in terms:
            at = text.find(words)
            if at < 0:
                continue
            start, end = passage.start + at, passage.start + at + len(words)
            told = f"{plan_id} {frame} {category} {plain_words(text)}"
            found.append(
                Coding(
                    "c" + hashlib.sha256(told.encode()).hexdigest()[:12],
                    plan_id,
                    frame,
                    category,
                    passage,
                    tuple(
                        Match(
                            words,
                            passage.start + each,
                            passage.start + each + len(words),
                            words,
                            MatchKind.EXACT,
                        )
                        for each in range(len(text))
                        if text.startswith(words, each)
                    ),
                    document.text[passage.start : start],
                    words,
                    document.text[end : passage.end],
                    start,
                    end,
                    passage.page,
                )
            )
    return tuple(found)


DOCUMENT = make_document()
CODINGS = make_codings(DOCUMENT)
TEXT = PlanText(DOCUMENT, make_passages(DOCUMENT))


def text_of(plan_id: str) -> PlanText | None:
    return TEXT if plan_id == PLAN_ID else None


def make_decision(
    coding: Coding,
    verdict: Verdict = Verdict.ACCEPT,
    reviewer: str = "Ann",
    when: str = WHEN,
    note: str = "",
) -> Decision:
    return Decision(
        coding.coding_id,
        coding.plan_id,
        coding.category,
        verdict,
        coding.match,
        coding.page,
        coding.before,
        coding.after,
        reviewer,
        when,
        note,
        coding.frame,
    )


def make_review(*decisions: Decision) -> Review:
    return settle_review(CODINGS, decisions, text_of=text_of)


def append_decisions(path: Path, decisions: Sequence[Decision]) -> None:
    """Put decisions at the end of the log, as they are."""
    append_if(path, decisions, lambda: True)
