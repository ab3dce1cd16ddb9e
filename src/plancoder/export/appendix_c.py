"""Appendix C: per plan how needs were assessed, which needs it identifies, and its
priorities as it words them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    SectionRole,
    Tick,
)
from plancoder.page_labels import page_label, split_page

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

# A long plan speaks of a need on every page; the table names the first of them.
MOST_PAGES = 5

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
    """One line for each kind of assessment with its best quote, in the order of the
    plan; kinds of which one passage speaks share a line.
    """
    quotes: dict[tuple[int, int], tuple[Coding, list[str]]] = {}
    for frame in (frame for frame in codebook.frames if frame.appendix == "C"):
        for category in codebook.categories_of(frame.id):
            reviewed = piles.get((plan.plan_id, frame.id, category.id), ())
            codings = [one.coding for one in reviewed if _stands(one)]
            if codings:
                best = min(codings, key=_rank)
                place = best.passage.start, best.passage.end
                quotes.setdefault(place, (best, []))[1].append(category.label)
    lines = (_quote_line(*quotes[place]) for place in sorted(quotes))
    return "\n".join(lines) or NOTHING_FOUND


def _needs(
    plan: Plan,
    result: PlanResult | None,
    codebook: Codebook,
    piles: Piles,
    *,
    final: bool,
) -> str:
    """The needs ticked in Appendix A with the pages that speak of them; cells without
    an answer are named apart.
    """
    pages: dict[str, str] = {}
    found: dict[Tick, list[str]] = defaultdict(list)
    for frame in (frame for frame in codebook.frames if frame.appendix == "A"):
        for category in codebook.categories_of(frame.id):
            reviewed = piles.get((plan.plan_id, frame.id, category.id), ())
            tick = tick_cell(plan, category, result, reviewed, final=final).tick
            found[tick].append(category.label)
            stand = (one.coding.page for one in reviewed if _stands(one))
            pages[category.label] = _pages(page for page in stand if page is not None)
    lines = [f"• {label}{pages[label]}" for label in found[Tick.YES]]
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


def _quote_line(coding: Coding, labels: Iterable[str]) -> str:
    quote = strip_bullet(_one_line(coding.before + coding.match + coding.after))
    return f"• {', '.join(labels)}: “{quote}”{_page(coding.page)}"


def _page(page: int | None) -> str:
    return f" ({page_label(page)})" if page is not None else ""


def _pages(pages: Iterable[int]) -> str:
    """Pages in brackets; of many the first ones, and how many more there are."""
    found = sorted(set(pages))
    more = len(found) - MOST_PAGES
    left_out = [f"{more} more"] if more > 0 else []
    if found and split_page(found[-1])[0]:
        return f" ({'; '.join([*map(page_label, found[:MOST_PAGES]), *left_out])})"
    shown = [*map(str, found[:MOST_PAGES]), *left_out]
    if len(shown) < 2:
        return f" (page {shown[0]})" if shown else ""
    return f" (pages {', '.join(shown[:-1])} and {shown[-1]})"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _stands(one: ReviewedCoding) -> bool:
    return one.pile is Pile.ACCEPTED or (
        one.coding.counts and one.pile is not Pile.REJECTED
    )


def _rank(coding: Coding) -> tuple[bool, bool, bool, float, int]:
    """Best first: exact words, in a sentence, in the part on how the plan was made."""
    passage = (coding.before + coding.match + coding.after).rstrip("\"'’”)")
    return (
        coding.kind is MatchKind.FUZZY,
        not passage.endswith((".", "!", "?")),
        coding.passage.role is not SectionRole.NEEDS_ASSESSMENT,
        -coding.score,
        coding.start,
    )
