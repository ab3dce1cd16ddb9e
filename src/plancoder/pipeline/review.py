"""Codings of a study and its log of decisions to a Review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plancoder.extract.options import ExtractOptions
from plancoder.models import Coding, Decision, PlanResult, Review
from plancoder.pipeline.inspect_plans import read_plan_texts
from plancoder.pipeline.stored import codings_of
from plancoder.review.anchor import by_plan
from plancoder.review.quotes import PlanText
from plancoder.review.settle import settle_plan, settle_review
from plancoder.study.decision_log import read_log
from plancoder.study.open import Study
from plancoder.study.store import ResultStore


@dataclass(frozen=True, slots=True)
class PlanReviews:
    """The review of a study, a plan at a time: the same as `review_study` gives, whose
    codings need not be in memory.
    """

    decided: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    texts: Mapping[str, PlanText] = field(default_factory=dict)
    categories: Collection[tuple[str, str]] | None = None

    def of(self, plan_id: str, result: PlanResult | None) -> Review:
        """The review of one plan."""
        return settle_plan(
            result.coded.codings if result and result.coded else (),
            self.decided.get(plan_id, ()),
            text_of=self.texts.get,
            categories=self.categories,
        )

    def of_some(self, store: ResultStore, plan_ids: Iterable[str]) -> Review:
        """The reviews of some plans in one."""
        reviews = [self.of(plan_id, store.result_of(plan_id)) for plan_id in plan_ids]
        return Review(
            tuple(one for review in reviews for one in review.codings),
            tuple(one for review in reviews for one in review.orphans),
        )


def review_plans(
    study: Study,
    store: ResultStore,
    extract: ExtractOptions | None = None,
    decisions: Sequence[Decision] | None = None,
    instead: Mapping[str, PlanText] | None = None,
) -> PlanReviews:
    """As `review_study`, for results on disk: of the plans with decisions each is read
    once to learn whether its text is needed.
    """
    if decisions is None:
        decisions = read_log(study.decisions).decisions
    wanted = _WantedTexts()
    decided = by_plan(decisions)
    for plan_id, some in decided.items():
        result = store.result_of(plan_id)
        codings: Sequence[Coding] = (
            result.coded.codings if result and result.coded else ()
        )
        settle_plan(codings, some, text_of=wanted.note)
    texts = wanted.read(study, extract, instead)
    return PlanReviews(decided, texts, categories_of(study))


def review_study(
    study: Study,
    results: Sequence[PlanResult],
    extract: ExtractOptions | None = None,
) -> Review:
    """Lay the study's decisions on its codings.

    Decisions that no longer meet a coding are looked up in the plans' text. Only those
    plans are read for it, all of them at once: so the review is settled first without
    any text, to learn which they are.
    """
    codings = codings_of(results)
    decisions = read_log(study.decisions).decisions
    if not decisions:
        return settle_review(codings, ())
    categories = categories_of(study)
    wanted = _WantedTexts()
    review = settle_review(
        codings, decisions, text_of=wanted.note, categories=categories
    )
    if not wanted.plan_ids:
        return review
    texts = wanted.read(study, extract)
    return settle_review(codings, decisions, text_of=texts.get, categories=categories)


@dataclass(frozen=True, slots=True)
class _WantedTexts:
    """The plans of which a review asked for the text."""

    plan_ids: set[str] = field(default_factory=set)

    def note(self, plan_id: str) -> PlanText | None:
        """Remember the plan, and give no text yet."""
        self.plan_ids.add(plan_id)
        return None

    def read(
        self,
        study: Study,
        extract: ExtractOptions | None,
        instead: Mapping[str, PlanText] | None = None,
    ) -> Mapping[str, PlanText]:
        """The texts by plan_id, all of them read at once; `instead` for plans that
        cannot be read.
        """
        read = read_plan_texts(study, self.plan_ids, extract)
        return {**(instead or {}), **read}


def categories_of(study: Study) -> Collection[tuple[str, str]]:
    """The categories of a study, each with its frame."""
    return {(category.frame, category.id) for category in study.codebook.categories}
