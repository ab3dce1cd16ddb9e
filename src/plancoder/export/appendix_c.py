"""Appendix C: per plan how needs were assessed, which needs it identifies, and its
priorities as it words them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from plancoder.codebook.shape import Codebook
from plancoder.export.appendix import NOT_AVAILABLE
from plancoder.export.matrix import tick_cell
from plancoder.export.passages_table import strip_bullet
from plancoder.models import (
    CodedPlan,
    Coding,
    MatchKind,
    Pile,
    Plan,
    PlanResult,
    PriorityStatement,
    Review,
    ReviewedCoding,
    Tick,
)

APPENDIX_C_COLUMNS = (
    "Nation",
    "Service",
    "Dates of Plan",
    "Assessment of needs",
    "Needs identified",
    "Priorities",
    "Reply",
    "plan_id",
)

NOTHING_FOUND = (  # said in words: a blank cell would look like a plan nobody read
    "none found"
)

# A long plan speaks of its crime figures on every page; the table shows the best
# places, passages.csv all.
MOST_PASSAGES = 3

Piles = Mapping[tuple[str, str, str], Sequence[ReviewedCoding]]  # plan, frame, category


def appendix_c_rows(
    plans: Sequence[Plan],
    results: Sequence[PlanResult],
    codebook: Codebook,
    review: Review,
    *,
    final: bool = False,
    replies: Mapping[str, str] | None = None,
) -> Iterator[dict[str, str]]:
    """One row a plan under `APPENDIX_C_COLUMNS`, in the order of `plans`; cells of
    several lines, each with a bullet.

    A plan that could not be read has `n/a` where a plan without findings has "none
    found". `replies` by plan_id.
    """
    by_plan = {result.plan.plan_id: result for result in results}
    piles: dict[tuple[str, str, str], list[ReviewedCoding]] = defaultdict(list)
    for one in review.codings:
        piles[one.coding.plan_id, one.coding.frame, one.coding.category].append(one)
    for plan in plans:
        result = by_plan.get(plan.plan_id)
        coded = result.coded if result else None
        known = coded is not None
        yield {
            "Nation": plan.nation,
            "Service": plan.shown_force,
            "Dates of Plan": plan.shown_dates,
            "Assessment of needs": (
                _assessment(plan, codebook, piles) if known else NOT_AVAILABLE
            ),
            "Needs identified": (
                _needs(plan, result, codebook, piles, final=final)
                if known
                else NOT_AVAILABLE
            ),
            "Priorities": _priorities(coded) if coded else NOT_AVAILABLE,
            "Reply": (replies or {}).get(plan.plan_id, ""),
            "plan_id": plan.plan_id,
        }


def _assessment(plan: Plan, codebook: Codebook, piles: Piles) -> str:
    """The passages that say how needs were assessed, each once, in the order of the
    plan.
    """
    labels: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    shown: dict[tuple[int, int], Coding] = {}
    passages: set[tuple[int, int]] = set()
    for frame in (frame for frame in codebook.frames if frame.appendix == "C"):
        for category in codebook.categories_of(frame.id):
            codings = [
                one.coding
                for one in piles.get((plan.plan_id, frame.id, category.id), ())
                if _stands(one)
            ]
            for coding in codings:
                passages.add(_place(coding))
                labels[_place(coding)][category.label] = None
            shown.update(
                {
                    _place(coding): coding
                    for coding in sorted(codings, key=_rank)[:MOST_PASSAGES]
                }
            )
    lines = [_quote_line(shown[place], labels[place]) for place in sorted(shown)]
    more = len(passages) - len(shown)
    if more:
        lines.append(
            f"and {more} more {'passage' if more == 1 else 'passages'}: see"
            " passages.csv"
        )
    return "\n".join(lines) or NOTHING_FOUND


def _needs(
    plan: Plan,
    result: PlanResult | None,
    codebook: Codebook,
    piles: Piles,
    *,
    final: bool,
) -> str:
    """The labels of the needs ticked in Appendix A; cells without an answer are named
    apart.
    """
    found: dict[Tick, list[str]] = defaultdict(list)
    for frame in (frame for frame in codebook.frames if frame.appendix == "A"):
        for category in codebook.categories_of(frame.id):
            reviewed = piles.get((plan.plan_id, frame.id, category.id), ())
            found[tick_cell(plan, category, result, reviewed, final=final).tick].append(
                category.label
            )
    lines = [f"• {label}" for label in found[Tick.YES]]
    if found[Tick.UNSETTLED]:
        lines.append(f"? reviewers disagree: {', '.join(found[Tick.UNSETTLED])}")
    if found[Tick.UNREADABLE]:
        lines.append(
            f"{NOT_AVAILABLE}, since pages could not be read:"
            f" {', '.join(found[Tick.UNREADABLE])}"
        )
    # An open cell may yet be a need: "none found" would say no.
    return "\n".join(lines) or NOTHING_FOUND


def _priorities(coded: CodedPlan) -> str:
    return (
        "\n".join(_statement_line(statement) for statement in coded.statements)
        or NOTHING_FOUND
    )


def _statement_line(statement: PriorityStatement) -> str:
    text = strip_bullet(_one_line(statement.text))
    if statement.label and not text.casefold().startswith(statement.label.casefold()):
        text = f"{statement.label}: {text}"
    return f"• {text}{_page(statement.places[0].page if statement.places else None)}"


def _quote_line(coding: Coding, labels: Mapping[str, None]) -> str:
    quote = strip_bullet(_one_line(coding.before + coding.match + coding.after))
    return f"• {', '.join(labels)}: “{quote}”{_page(coding.page)}"


def _page(page: int | None) -> str:
    return f" (page {page})" if page is not None else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _stands(one: ReviewedCoding) -> bool:
    return one.pile is Pile.ACCEPTED or (
        one.coding.counts and one.pile is not Pile.REJECTED
    )


def _place(coding: Coding) -> tuple[int, int]:
    return coding.passage.start, coding.passage.end


def _rank(coding: Coding) -> tuple[bool, float, int]:
    return coding.kind is MatchKind.FUZZY, -coding.score, coding.start
