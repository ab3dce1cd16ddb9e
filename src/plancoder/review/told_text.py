"""The text of plans as far as the audit table tells it, for whoever has no plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from plancoder.models import (
    Block,
    BlockKind,
    Document,
    Passage,
    Region,
    SectionRole,
)
from plancoder.page_labels import read_page
from plancoder.review.quotes import PlanText

_LONGEST = 10_000_000  # characters of a plan: a place beyond is a slip of typing


def told_texts(rows: Iterable[Mapping[str, str]]) -> Mapping[str, PlanText]:
    """Coded passages at their places with blank lines between, by plan_id.

    `rows` are those of passages.csv; one without a place is left out.
    """
    by_plan: dict[str, dict[int, Mapping[str, str]]] = defaultdict(dict)
    for row in rows:
        before, start = row.get("before", ""), row.get("start", "")
        # Python refuses to read numbers of thousands of digits.
        number = int(start) if start.isdecimal() and len(start) < 19 else -1
        if len(before) <= number < _LONGEST:
            place = number - len(before)
            by_plan[row.get("plan_id", "")].setdefault(place, row)
    return {plan_id: _plan_text(places) for plan_id, places in by_plan.items()}


def _plan_text(places: Mapping[int, Mapping[str, str]]) -> PlanText:
    text = ""
    blocks: list[Block] = []
    passages: list[Passage] = []
    for start, row in sorted(places.items()):
        if start < len(text):
            continue  # the same passage, of which a bullet was left out
        text += "\n" * (start - len(text))
        text += row["before"] + row["match"] + row["after"]
        page = read_page(row["page"])
        section = tuple(row["section"].split(" > ")) if row["section"] else ()
        passages.append(
            Passage(start, len(text), page, section, _role(row["role"]), len(blocks))
        )
        region = (Region(start, page),)
        blocks.append(Block(BlockKind.PARAGRAPH, start, len(text), region))
    return PlanText(Document(text, tuple(blocks)), tuple(passages))


def _role(cell: str) -> SectionRole:
    return SectionRole(cell) if cell in set(SectionRole) else SectionRole.BODY
