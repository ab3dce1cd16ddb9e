"""statements.csv: the priorities of each plan as the plan words them, with how and
where they were found and what they were coded as.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from plancoder.models import (
    CodedPlan,
    Pile,
    Place,
    Plan,
    PlanResult,
    PriorityStatement,
    Review,
)
from plancoder.page_labels import page_cell, page_label

STATEMENT_COLUMNS = (
    "plan_id",
    "number",
    "label",
    "statement",
    "page",
    "found_as",
    "places",
    "confidence",
    "categories",
)


def statement_rows(
    plans: Sequence[Plan], results: Iterable[PlanResult], review: Review
) -> Iterator[Mapping[str, Any]]:
    """One row a statement, in the order of the plans and within each as it sets them.

    `categories` are those of codings that count and that no reviewer has rejected.
    """
    coded = {result.plan.plan_id: result.coded for result in results}
    rejected = {
        one.coding.coding_id for one in review.codings if one.pile is Pile.REJECTED
    }
    for plan in plans:
        found = coded.get(plan.plan_id)
        for number, one in enumerate(found.statements if found else (), start=1):
            first = one.places[0]
            yield {
                "plan_id": plan.plan_id,
                "number": number,
                "label": one.label,
                "statement": " ".join(one.text.split()),
                "page": page_cell(first.page),
                "found_as": first.found_as,
                "places": "; ".join(map(_place, one.places)),
                "confidence": one.confidence,
                "categories": "; ".join(_categories(found, one, rejected)),
            }


def _place(place: Place) -> str:
    if place.page is None:
        return place.found_as
    return f"{place.found_as}, {page_label(place.page)}"


def _categories(
    coded: CodedPlan | None, statement: PriorityStatement, rejected: set[str]
) -> list[str]:
    if coded is None:
        return []
    return [
        coding.category
        for coding in coded.codings
        if coding.places == statement.places
        and coding.counts
        and coding.coding_id not in rejected
    ]
