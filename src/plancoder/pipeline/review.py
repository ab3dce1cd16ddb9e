"""Codings of a study and its log of decisions to a Review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plancoder.extract.options import ExtractOptions
from plancoder.models import Decision, PlanResult, Review
from plancoder.pipeline.inspect_plans import read_plan_texts
from plancoder.pipeline.stored import codings_of
from plancoder.review.quotes import PlanText
from plancoder.review.settle import settle_review
from plancoder.study.decision_log import read_log
from plancoder.study.open import Study


def review_study(
    study: Study,
    results: Sequence[PlanResult],
    extract: ExtractOptions | None = None,
    decisions: Sequence[Decision] | None = None,
    instead: Mapping[str, PlanText] | None = None,
) -> Review:
    """Lay the study's decisions, or those given, on its codings.

    `instead` are texts, by plan_id, of plans that cannot be read.

    Decisions that no longer meet a coding are looked up in the plans' text. Only those
    plans are read for it, all of
    them at once: so the review is settled first without any text, to learn which they
    are.
    """
    codings = codings_of(results)
    if decisions is None:
        decisions = read_log(study.decisions).decisions
    if not decisions:
        return settle_review(codings, ())
    categories = {
        (category.frame, category.id) for category in study.codebook.categories
    }
    wanted: set[str] = set()

    def note(plan_id: str) -> PlanText | None:
        wanted.add(plan_id)
        return None

    review = settle_review(codings, decisions, text_of=note, categories=categories)
    if not wanted:
        return review
    texts = {**(instead or {}), **read_plan_texts(study, wanted, extract)}
    return settle_review(codings, decisions, text_of=texts.get, categories=categories)
