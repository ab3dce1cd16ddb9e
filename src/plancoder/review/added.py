"""A passage that a person pointed at becomes a coding like any other."""

from __future__ import annotations

import hashlib

from plancoder.models import (
    Coding,
    Decision,
    Document,
    Match,
    MatchKind,
    Passage,
    SectionRole,
)
from plancoder.review.quotes import Found, PlanText, plain_words

BY_HAND = "(added by hand)"
BY_DECISION = "(kept by decision)"


def added_id(plan_id: str, frame: str, category: str, words: str) -> str:
    """Id of an added coding: the same plan, category and words give the same id
    wherever they stand.
    """
    told = "\x1f".join((plan_id, frame, category, plain_words(words)))
    return "a" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def added_coding(
    coding_id: str, decision: Decision, text: PlanText, found: Found, term: str
) -> Coding:
    """The coding that a decision makes of the words found for it, within the passage in
    which they stand.
    """
    passage = passage_around(text, found)
    document = text.document
    match = Match(
        term,
        found.start,
        found.end,
        document.text[found.start : found.end],
        MatchKind.ADDED,
        found.score,
    )
    return Coding(
        coding_id=coding_id,
        plan_id=decision.plan_id,
        frame=decision.frame,
        category=decision.category,
        passage=passage,
        matches=(match,),
        before=document.text[passage.start : found.start],
        match=match.written,
        after=document.text[found.end : passage.end],
        start=found.start,
        end=found.end,
        page=found.page,
    )


def passage_around(text: PlanText, found: Found) -> Passage:
    """The passage that holds the words; where they run over several, one that spans all
    of them.
    """
    held = [
        each
        for each in text.passages
        if each.start < found.end and found.start < each.end
    ]
    if not held:
        return _block_passage(text.document, found)
    first = held[0]
    return Passage(
        start=min(found.start, first.start),
        end=max(found.end, held[-1].end),
        page=first.page,
        section=first.section,
        role=first.role,
        block=first.block,
        statement=first.statement,
    )


def _block_passage(document: Document, found: Found) -> Passage:
    at = document.block_index(found.start)
    block = document.blocks[at]
    start, end = min(block.start, found.start), max(block.end, found.end)
    return Passage(start, end, document.page_at(start), (), SectionRole.BODY, at)
