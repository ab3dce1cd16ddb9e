"""What a cell rests on, in the words of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plancoder.export.passages_table import shown_decision
from plancoder.models import Basis, Cell, Coding, MatchKind, Tick
from plancoder.page_labels import page_cell, page_label
from plancoder.report.data import ReportData
from plancoder.tables.audit import DISPUTED

# What a cell rests on, as a reader of the tables says it.
BASIS_WORDS: Mapping[Basis, str] = {
    Basis.EXACT: "several passages",
    Basis.FUZZY_ONLY: "fuzzy matches only",
    Basis.ONE_PASSAGE: "one passage",
    Basis.REVIEWED: "accepted by reviewers",
    Basis.ADDED: "added by a reviewer",
    Basis.REJECTED: "reviewers rejected all passages",
    Basis.BLOCKED: "a rule of the codebook keeps all passages from counting",
    Basis.IN_NAME: "the words stand only in names of bodies, posts, laws or documents",
    Basis.TOO_LITTLE: "fewer passages than the codebook asks for",
    Basis.NOTHING_FOUND: "nothing was found",
    Basis.PARTLY_READ: "pages of the plan could not be read",
    Basis.UNSETTLED: "reviewers differ",
    Basis.UNREADABLE: "the plan could not be read",
    Basis.NO_PLAN: "there is no new plan",
}
TICK_WORDS: Mapping[Tick, str] = {
    Tick.YES: "yes",
    Tick.NO: "no",
    Tick.UNSETTLED: "unsettled",
    Tick.UNREADABLE: "not available",
    Tick.NO_PLAN: "no new plan",
}
_KINDS: Mapping[MatchKind, str] = {
    MatchKind.EXACT: "exact",
    MatchKind.FUZZY: "fuzzy",
    MatchKind.ADDED: "added by a reviewer",
}
MOST_QUOTES = 5  # of a cell; the audit table has them all


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that a cell rests on: `before`, `match` and `after` as the plan words
    them, each on one line.
    """

    before: str
    match: str
    after: str
    page: int | str | None  # as tables show it
    section: str
    kind: str
    blocked_by: str
    decision: str  # "accept by Ann"; blank where nobody decided


def basis_words(data: ReportData, cell: Cell) -> str:
    """What a cell rests on: "one passage"; of a published table, that it is so."""
    if data.published and cell.tick in (Tick.YES, Tick.NO):
        return f"as published in {data.published}"
    return BASIS_WORDS[cell.basis]


def quotes(data: ReportData, cell: Cell, most: int = MOST_QUOTES) -> tuple[Quote, ...]:
    """The passages of a cell, best first, `most` of them; none for a published tick."""
    return tuple(_quote(data, coding_id) for coding_id in _ids(data, cell)[:most])


def _ids(data: ReportData, cell: Cell) -> Sequence[str]:
    return [one for one in cell.coding_ids if one in data.reviewed]


def _quote(data: ReportData, coding_id: str) -> Quote:
    one = data.reviewed[coding_id]
    coding = one.coding
    decision, reviewers, note = shown_decision(one)
    if decision == DISPUTED:
        said = f"reviewers differ ({reviewers})"
    else:
        said = f"{decision} by {reviewers}" if reviewers else decision
    return Quote(
        before=_line(coding.before),
        match=_line(coding.match),
        after=_line(coding.after),
        page=page_cell(coding.page),
        section=" › ".join(coding.passage.section),
        kind=_KINDS[coding.kind],
        blocked_by=coding.blocked_by,
        decision=f"{said}: {note}" if note else said,
    )


def _line(text: str) -> str:
    """On one line, with the blanks at its ends kept as one."""
    inner = " ".join(text.split())
    ends = (" " * text[:1].isspace(), " " * text[-1:].isspace())
    return f"{ends[0]}{inner}{ends[1]}" if inner else " " * bool(text)


def quote_line(coding: Coding, most: int) -> str:
    """A passage on one line with its page, cut to `most` characters around the match.

    "… near the work they do, 41 people sleep rough …" (page 3)
    """
    room = max(0, most - len(coding.match)) // 2
    before, after = _line(coding.before), _line(coding.after)
    if len(before) > room:
        before = f"… {before[-room:].partition(' ')[2]}"
    if len(after) > room:
        after = f"{after[:room].rpartition(' ')[0]} …"
    page = f" ({page_label(coding.page)})" if coding.page is not None else ""
    return f"“{before}{_line(coding.match)}{after}”{page}"
