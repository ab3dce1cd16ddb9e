"""What offices answered to the reply pack.

A reply is shown beside the plan's summary and never changes a tick.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plancoder.did_you_mean import did_you_mean
from plancoder.errors import StudyError
from plancoder.models import Plan, PlanStatus, Review
from plancoder.page_labels import page_label, read_page
from plancoder.review.quotes import Found, QuoteFinder, TextOf
from plancoder.tables.read_table import read_table

REPLY_COLUMNS = ("force_id", "date", "reply", "category", "quote", "plan_id", "page")
_REQUIRED = ("force_id", "reply")

NOT_IN_PLAN = "not in the published plan"


@dataclass(frozen=True, slots=True)
class Reply:
    """One row of replies.csv: what a force's office wrote, and the words it says were
    missed (blank: none).
    """

    force_id: str
    date: str
    text: str
    category: str = ""
    quote: str = ""
    plan_id: str = ""
    page: str = ""
    line: int = 0


def parse_replies(
    data: bytes, plan_ids: Mapping[str, Collection[str]], name: str
) -> tuple[Reply, ...]:
    """The rows of replies.csv; `plan_ids` are the plans of each force_id.

    Raises StudyError with a line for each slip.
    """
    table = read_table(data, name)
    missing = [column for column in _REQUIRED if column not in table.columns]
    if missing and table.columns:
        raise StudyError(
            f"{name}: the column {missing[0]!r} is missing. The columns are"
            f" {', '.join(REPLY_COLUMNS)}; {', '.join(_REQUIRED)} are needed."
        )
    problems: list[str] = []
    replies: list[Reply] = []
    for row in table.rows:
        cells = {column: cell.strip() for column, cell in row.cells.items()}
        force_id = cells.get("force_id", "")
        problems += [
            f"{name}, line {row.line}, {slip}" for slip in _place_slips(cells, plan_ids)
        ]
        if not cells.get("reply") and not cells.get("quote"):
            problems.append(
                f"{name}, line {row.line}: neither a reply nor a quote. Fill one in, or"
                " delete the line."
            )
        replies.append(
            Reply(
                force_id,
                cells.get("date", ""),
                cells.get("reply", ""),
                cells.get("category", ""),
                cells.get("quote", ""),
                cells.get("plan_id", ""),
                cells.get("page", ""),
                row.line,
            )
        )
    if problems:
        raise StudyError(*problems)
    return tuple(replies)


def _place_slips(
    cells: Mapping[str, str], plan_ids: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """What of a row names no force, plan or page: its words would be looked for, and
    shown, in another place.
    """
    force_id, plan_id = cells.get("force_id", ""), cells.get("plan_id", "")
    if force_id not in plan_ids:
        hint = did_you_mean(
            force_id, plan_ids, ". The column holds a force_id of plans.csv."
        )
        yield f"column 'force_id': {force_id!r} is not in plans.csv{hint}"
    elif plan_id and plan_id not in plan_ids[force_id]:
        hint = did_you_mean(
            plan_id,
            plan_ids[force_id],
            ". Write one, or leave it blank for the current plan.",
        )
        yield f"column 'plan_id': {plan_id!r} is no plan of {force_id}{hint}"
    page = cells.get("page", "")
    if page and read_page(page) is None:
        yield f"column 'page': {page!r} is not a page number. Correct it or blank it."


def claimed_plans(replies: Iterable[Reply], plans: Sequence[Plan]) -> frozenset[str]:
    """The plans whose text is needed to answer the claims."""
    claiming = [reply for reply in replies if reply.quote]
    return frozenset(
        plan.plan_id
        for reply in claiming
        for plan in _plans_of(reply, plans)
        if plan.exists
    )


def answer_claim(
    reply: Reply, plans: Sequence[Plan], text_of: TextOf, review: Review
) -> str:
    """Where the words that an office claims stand in its plans, and whether they are
    coded; blank: no claim.
    """
    if not reply.quote:
        return ""
    page = read_page(reply.page)
    unread = []
    for plan in _plans_of(reply, plans):
        text = text_of(plan.plan_id) if plan.exists else None
        if text is None:
            unread.append(plan.plan_id)
            continue
        found = QuoteFinder(text.document).find(reply.quote, page)
        if found is not None:
            where = (
                f"on {page_label(found.page)}"
                if found.page is not None
                else "in the text"
            )
            coded = _coded(plan.plan_id, found, reply, review)
            return f"stands {where} of {plan.dates or plan.plan_id}{coded}"
    if unread:
        return (
            f"{NOT_IN_PLAN} as far as it could be read (not read: {', '.join(unread)})"
        )
    return NOT_IN_PLAN


def reply_texts(
    replies: Iterable[Reply], plans: Sequence[Plan], text_of: TextOf, review: Review
) -> Mapping[str, str]:
    """The replies as Appendix C shows them, by plan_id: with the plan they name, else
    with the force's current plan.
    """
    shown: dict[str, list[str]] = defaultdict(list)
    for reply in replies:
        of_force = _plans_of(reply, plans)
        if of_force:
            shown[of_force[0].plan_id].append(
                _shown(reply, answer_claim(reply, plans, text_of, review))
            )
    return {plan_id: "\n".join(lines) for plan_id, lines in shown.items()}


def _plans_of(reply: Reply, plans: Sequence[Plan]) -> list[Plan]:
    """The plan that a reply names, else the force's plans, the current one first."""
    own = [plan for plan in plans if plan.force_id == reply.force_id]
    named = [plan for plan in own if plan.plan_id == reply.plan_id]
    return named or sorted(own, key=lambda plan: plan.status is not PlanStatus.CURRENT)


def _coded(plan_id: str, found: Found, reply: Reply, review: Review) -> str:
    """Whether the words are coded already, and under what."""
    codings = [
        one.coding
        for one in review.codings
        if one.coding.plan_id == plan_id
        and one.coding.counts
        and one.coding.passage.start < found.end
        and found.start < one.coding.passage.end
    ]
    if any(coding.category == reply.category for coding in codings):
        return ", and is coded there"
    if codings:
        return (
            ", coded there as"
            f" {', '.join(dict.fromkeys(coding.category for coding in codings))}"
        )
    return ", and is not coded; a reviewer can add it"


def _shown(reply: Reply, answer: str) -> str:
    parts = [
        (
            f"{reply.date}: {reply.text}"
            if reply.date and reply.text
            else reply.text or reply.date
        )
    ]
    if reply.quote:
        claimed = f" ({reply.category})" if reply.category else ""
        parts.append(f"“{reply.quote}”{claimed}: {answer}")
    return " – ".join(part for part in parts if part)
