"""Codings and decisions to a review: every coding in one pile, and the decisions that
have lost their place.

What people decided survives every rerun:

- A decision finds its coding by id, else by quote and context (`anchor`).
- Words that somebody accepted or added, and that the codebook does not code, are looked
    up in the plan. While they
  stand there they remain evidence, as a coding of kind `added` under their old id.
- A rejection whose coding is gone has nothing to reject. It is listed as an orphan and
    comes back into force as soon
  as the coding does.
- Whatever else has no place (the words are gone from the plan, the category from the
    codebook, the plan from the
  study) is listed as an orphan with the nearest present passage. Nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from plancoder.models import Coding, Decision, Orphan, Review, ReviewedCoding, Verdict
from plancoder.review.added import BY_DECISION, BY_HAND, added_coding
from plancoder.review.anchor import anchor_decisions, by_plan
from plancoder.review.quotes import PlanText, QuoteFinder, TextOf, no_text
from plancoder.review.verdicts import newest_of_each, pile_of


def settle_review(
    codings: Iterable[Coding],
    decisions: Iterable[Decision],
    *,
    text_of: TextOf = no_text,
    categories: Collection[tuple[str, str]] | None = None,
) -> Review:
    """The review of a whole study. Reviewers who differ make a coding disputed.

    `text_of` is asked only for plans with decisions that lie on no coding.
    `categories`, the (frame, category) pairs of
    the codebook, keeps added passages of a category that is no more from counting;
    None: all are known.
    """
    coded = by_plan(codings)
    decided = by_plan(decisions)
    reviewed: list[ReviewedCoding] = []
    orphans: list[Orphan] = []
    for plan_id in dict.fromkeys((*coded, *decided)):
        review = settle_plan(
            coded.get(plan_id, ()),
            decided.get(plan_id, ()),
            text_of=text_of,
            categories=categories,
        )
        reviewed += review.codings
        orphans += review.orphans
    return Review(tuple(reviewed), tuple(orphans))


def settle_plan(
    codings: Sequence[Coding],
    decisions: Sequence[Decision],
    *,
    text_of: TextOf = no_text,
    categories: Collection[tuple[str, str]] | None = None,
) -> Review:
    """The review of one plan."""
    if not decisions:
        return Review(tuple(_reviewed(coding, ()) for coding in codings))
    anchored = anchor_decisions(codings, decisions)
    laid = {coding_id: list(group) for coding_id, group in anchored.by_coding.items()}
    all_codings = list(codings)
    orphans: list[Orphan] = []
    lost = {
        coding_id: group
        for coding_id, group in anchored.lost.items()
        if newest_of_each(group)
    }
    text = text_of(decisions[0].plan_id) if lost else None
    finder = QuoteFinder(text.document) if text is not None else None
    for group in lost.values():
        place = _place(group, all_codings, text, finder, categories)
        if place is None:
            orphans += (_orphan(decision, finder) for decision in newest_of_each(group))
            continue
        if place not in all_codings:
            all_codings.append(place)
        laid.setdefault(place.coding_id, []).extend(group)
    return Review(
        tuple(
            _reviewed(coding, laid.get(coding.coding_id, ())) for coding in all_codings
        ),
        tuple(orphans),
    )


def _place(
    group: Sequence[Decision],
    codings: Sequence[Coding],
    text: PlanText | None,
    finder: QuoteFinder | None,
    categories: Collection[tuple[str, str]] | None,
) -> Coding | None:
    """The coding on which decisions come to lie whose words the codebook does not code;
    None: they have no place.
    """
    told = next(
        (each for each in reversed(newest_of_each(group)) if each.upholds),
        None,
    )
    if told is None or text is None or finder is None:
        return None
    if categories is not None and (told.frame, told.category) not in categories:
        return None
    found = finder.find_in_context(told.before, told.quote, told.after, told.page)
    if found is None:
        return None
    for coding in codings:
        same = coding.frame == told.frame and coding.category == told.category
        # One category on one passage is one coding, whichever of its words was pointed
        # at.
        if (
            same
            and coding.passage.start < found.end
            and found.start < coding.passage.end
        ):
            return coding
    term = BY_HAND if told.verdict is Verdict.ADD else BY_DECISION
    return added_coding(told.coding_id, told, text, found, term)


def _reviewed(coding: Coding, group: Sequence[Decision]) -> ReviewedCoding:
    standing = newest_of_each(group)
    return ReviewedCoding(coding, pile_of(standing), standing)


def _orphan(decision: Decision, finder: QuoteFinder | None) -> Orphan:
    nearest = (
        finder.nearest(decision.before + decision.quote + decision.after)
        if finder is not None
        else None
    )
    if finder is None or nearest is None:
        return Orphan(decision)
    words = " ".join(finder.document.text[nearest.start : nearest.end].split())
    return Orphan(decision, words, nearest.page, round(nearest.score, 1))
