"""Replies of the forces, read from raw/ and answered from the text of their plans."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from plancoder.encoding import decode_bytes
from plancoder.errors import StudyError
from plancoder.models import Review
from plancoder.pipeline.inspect_plans import read_plan_texts
from plancoder.review.replies import (
    Reply,
    answer_claim,
    claimed_plans,
    parse_replies,
    reply_texts,
)
from plancoder.study.input_file import read_input, read_input_if_any
from plancoder.study.names import RAW, REPLIES, REPLY_FOLDER
from plancoder.study.open import Study

_LONGEST_REPLY = 200_000


def read_replies(study: Study) -> tuple[Reply, ...]:
    """The replies of raw/replies.csv and of the text files raw/replies/<force_id>.txt;
    raises StudyError for slips.
    """
    forces: dict[str, list[str]] = {}
    for plan in study.plans:
        if plan.force_id:
            forces.setdefault(plan.force_id, []).append(plan.plan_id)
    shown = f"{RAW}/{REPLIES}"
    data = read_input_if_any(study.raw / REPLIES, shown)
    replies = parse_replies(data, forces, shown) if data else ()
    return (*replies, *_text_replies(study.raw / REPLY_FOLDER, forces))


def study_reply_texts(
    study: Study, review_of: Callable[[Collection[str]], Review]
) -> Mapping[str, str]:
    """The replies as Appendix C shows them, by plan_id; claimed words are looked up in
    the plans, and `review_of` gives the review of these plans at least.
    """
    replies = read_replies(study)
    if not replies:
        return {}
    claimed = claimed_plans(replies, study.plans)
    texts = read_plan_texts(study, claimed)
    return reply_texts(replies, study.plans, texts.get, review_of(claimed))


def answer_claims(study: Study, review: Review) -> Iterable[tuple[Reply, str]]:
    """Each reply that claims an omission, with its answer."""
    replies = [reply for reply in read_replies(study) if reply.quote]
    texts = (
        read_plan_texts(study, claimed_plans(replies, study.plans)) if replies else {}
    )
    for reply in replies:
        yield reply, answer_claim(reply, study.plans, texts.get, review)


def _text_replies(folder: Path, forces: Collection[str]) -> Iterable[Reply]:
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in forces:
            raise StudyError(
                f"{RAW}/{REPLY_FOLDER}/{path.name}: no plan has the force_id"
                f" {path.stem!r}. Name the file after a force_id of plans.csv."
            )
        shown = f"{RAW}/{REPLY_FOLDER}/{path.name}"
        text, _ = decode_bytes(read_input(path, shown)[:_LONGEST_REPLY])
        yield Reply(path.stem, "", " ".join(text.split()))
