"""The rows of passages.csv: every coding with its words, its place and what reviewers
said of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from plancoder.models import (
    Coding,
    Decision,
    Pile,
    Plan,
    Review,
    ReviewedCoding,
    Verdict,
)
from plancoder.page_labels import page_cell
from plancoder.tables.audit import DISPUTED, NAME_SEPARATOR, row_check
from plancoder.tables.csv_cells import CellValue

Row = dict[str, CellValue]

_BULLET = re.compile(r"^\s*(?:[•◦▪▫■□●○◆◇►▶➢➤✓✔✗\uf0b7\uf0a7\uf0d8]|[-–—*·](?=\s))\s*")


def passage_rows(
    plans: Sequence[Plan],
    review: Review,
    *,
    frame_order: Sequence[str] = (),
    blind: bool = False,
) -> Iterator[Row]:
    """One row a coding under `PASSAGE_COLUMNS`: plans in the order given, then by place
    in the plan.

    `match` is the plan's text as it stands; of `before`, only a bullet at its head is
    left out. A `blind` row shows
    nobody's verdict.
    """
    order = {plan.plan_id: at for at, plan in enumerate(plans)}
    by_id = {plan.plan_id: plan for plan in plans}
    frames = {frame: at for at, frame in enumerate(frame_order)}
    others = _categories_by_passage(review.codings)

    def key(one: ReviewedCoding) -> tuple[int, str, int, int, int, str, str]:
        coding = one.coding
        return (
            order.get(coding.plan_id, len(order)),
            coding.plan_id,
            frames.get(coding.frame, len(frames)),
            coding.passage.start,
            coding.start,
            coding.category,
            coding.coding_id,
        )

    for one in sorted(review.codings, key=key):
        plan = by_id.get(one.coding.plan_id, Plan(one.coding.plan_id))
        yield _row(plan, one, others[_passage_key(one.coding)], blind=blind)


def _row(
    plan: Plan, one: ReviewedCoding, categories: Mapping[str, None], *, blind: bool
) -> Row:
    coding = one.coding
    decision, reviewer, note = ("", "", "") if blind else shown_decision(one)
    return {
        "coding_id": coding.coding_id,
        "plan_id": coding.plan_id,
        "force": plan.force,
        "dates": plan.dates,
        "status": plan.status.value,
        "frame": coding.frame,
        "category": coding.category,
        "page": page_cell(coding.page),
        "section": " > ".join(coding.passage.section),
        "role": coding.passage.role.value,
        "before": strip_bullet(coding.before),
        "match": coding.match,
        "after": coding.after,
        "kind": coding.kind.value,
        "score": _plain(coding.score),
        "term": NAME_SEPARATOR.join(
            dict.fromkeys(match.term for match in coding.matches)
        ),
        "other_categories": NAME_SEPARATOR.join(
            each for each in categories if each != coding.category
        ),
        "decision": decision,
        "reviewer": reviewer,
        "note": note,
        "blocked_by": coding.blocked_by,
        "doc_type": plan.doc_type.value,
        "row_check": row_check(
            coding.coding_id,
            coding.category,
            coding.before + coding.match + coding.after,
        ),
        "start": coding.start,
        "end": coding.end,
    }


def shown_decision(one: ReviewedCoding) -> tuple[str, str, str]:
    """Give decision, reviewer and note as the sheet shows them: `disputed` where
    reviewers differ, `unsure` where nobody has settled it.
    """
    standing = [
        decision
        for decision in one.decisions
        if decision.verdict is not Verdict.WITHDRAW
    ]
    if not standing:
        return "", "", ""
    if one.pile is Pile.DISPUTED:
        names = NAME_SEPARATOR.join(
            f"{each.reviewer}: {each.verdict.value}" for each in standing
        )
        return DISPUTED, names, _notes(standing)
    told = [each for each in standing if each.settles]
    word = _SHOWN[one.pile]
    return (
        word.value,
        NAME_SEPARATOR.join(dict.fromkeys(each.reviewer for each in told or standing)),
        _notes(standing),
    )


_SHOWN = {
    Pile.ACCEPTED: Verdict.ACCEPT,
    Pile.REJECTED: Verdict.REJECT,
    Pile.PENDING: Verdict.UNSURE,
}


def _notes(decisions: Sequence[Decision]) -> str:
    noted = [decision for decision in decisions if decision.note]
    if len({decision.reviewer for decision in decisions}) == 1:
        return NAME_SEPARATOR.join(decision.note for decision in noted)
    return NAME_SEPARATOR.join(
        f"{decision.reviewer}: {decision.note}" for decision in noted
    )


def strip_bullet(text: str) -> str:
    """Leave out the bullet at the head of a passage: to a spreadsheet it is a formula,
    to a reader it is nothing.
    """
    return _BULLET.sub("", text, count=1)


def _plain(score: float) -> CellValue:
    return int(score) if score == int(score) else round(score, 1)


def _passage_key(coding: Coding) -> tuple[str, str, int, int]:
    return coding.plan_id, coding.frame, coding.passage.start, coding.passage.end


def _categories_by_passage(
    codings: Iterable[ReviewedCoding],
) -> Mapping[tuple[str, str, int, int], dict[str, None]]:
    """Categories that count on each passage of a frame, in the order met."""
    found: dict[tuple[str, str, int, int], dict[str, None]] = defaultdict(dict)
    for one in codings:
        if one.coding.counts and one.pile is not Pile.REJECTED:
            found[_passage_key(one.coding)][one.coding.category] = None
    return found
