"""A row that a reviewer added: which plan, which category, and where the words stand in
the plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plancoder.codebook.shape import Category, Codebook
from plancoder.did_you_mean import did_you_mean
from plancoder.models import Coding, Decision, Review, Verdict
from plancoder.page_labels import page_cell, page_label, pages_apart, read_page
from plancoder.review.added import added_id, passage_around
from plancoder.review.quotes import Found, PlanText, QuoteFinder, TextOf
from plancoder.review.sheets.sheet_file import SheetRow
from plancoder.review.verdicts import decision_by
from plancoder.tables.audit import PASSAGE

Refusal = tuple[str, str]
"""The column at fault, and what is wrong and to do."""


@dataclass(frozen=True, slots=True)
class AddedRow:
    """An added passage that stands in its plan; `told` says where ("found on page
    7").
    """

    plan_id: str
    category: Category
    text: PlanText
    found: Found
    told: str

    def decide(
        self, review: Review, reviewer: str, decided_at: str, note: str
    ) -> tuple[Decision | None, bool]:
        """The decision, and whether it lies on a coding that is there already; None if
        the reviewer said so before.
        """
        passage = passage_around(self.text, self.found)
        document = self.text.document
        for one in review.codings:
            if not self._meets(one.coding, passage.start, passage.end):
                continue
            mine = decision_by(one.decisions, reviewer)
            accepted = mine is not None and mine.upholds
            if mine and accepted and note in ("", mine.note):
                return None, True
            return (
                self._decision(
                    one.coding.coding_id,
                    passage.start,
                    passage.end,
                    reviewer,
                    decided_at,
                    note,
                ),
                True,
            )
        words = document.text[passage.start : passage.end]
        new_id = added_id(self.plan_id, self.category.frame, self.category.id, words)
        return (
            self._decision(
                new_id, passage.start, passage.end, reviewer, decided_at, note
            ),
            False,
        )

    def _meets(self, coding: Coding, start: int, end: int) -> bool:
        same = (coding.plan_id, coding.frame, coding.category) == (
            self.plan_id,
            self.category.frame,
            self.category.id,
        )
        return same and coding.passage.start < end and start < coding.passage.end

    def _decision(
        self,
        coding_id: str,
        start: int,
        end: int,
        reviewer: str,
        decided_at: str,
        note: str,
    ) -> Decision:
        text = self.text.document.text
        return Decision(
            coding_id=coding_id,
            plan_id=self.plan_id,
            category=self.category.id,
            verdict=Verdict.ADD,
            quote=text[self.found.start : self.found.end],
            page=self.found.page,
            before=text[start : self.found.start],
            after=text[self.found.end : end],
            reviewer=reviewer,
            decided_at=decided_at,
            note=note,
            frame=self.category.frame,
        )


def read_added_row(
    row: SheetRow, codebook: Codebook, plan_ids: Sequence[str], text_of: TextOf
) -> AddedRow | Refusal:
    """Look an added row up in its plan; a refusal says which cell to mend."""
    plan_id = _plan_of(row.cells.get("plan_id", "").strip(), plan_ids)
    if not isinstance(plan_id, str):
        return plan_id
    category = _category_of(
        row.cells.get("category", "").strip(),
        row.cells.get("frame", "").strip(),
        codebook,
    )
    if not isinstance(category, Category):
        return category
    return _look_up(row, plan_id, category, text_of)


def _look_up(
    row: SheetRow, plan_id: str, category: Category, text_of: TextOf
) -> AddedRow | Refusal:
    # review.xlsx shows a passage in one column, passages.csv the words alone.
    column = "match" if row.cells.get("match", "").strip() else PASSAGE
    quote = row.cells.get(column, "").strip()
    if not quote:
        return (
            column if column in row.cells else "match",
            "the words of the plan are missing. Copy them from the plan as printed.",
        )
    text = text_of(plan_id)
    if text is None:
        return (
            "plan_id",
            f"the text of {plan_id!r} could not be read (out/failures.csv says why).",
        )
    page = _page_of(row.cells.get("page", ""))
    if page is None and _has_pages(text):
        return (
            "page",
            "on which page are the words? Count from the first page of the file.",
        )
    found = QuoteFinder(text.document).find(quote, page)
    if found is None:
        return column, _not_found(text)
    return AddedRow(plan_id, category, text, found, _told(found, page))


def _plan_of(stated: str, plan_ids: Sequence[str]) -> str | Refusal:
    by_key = {plan_id.casefold(): plan_id for plan_id in plan_ids}
    if stated.casefold() in by_key:
        return by_key[stated.casefold()]
    if not stated:
        return (
            "plan_id",
            (
                "a row without coding_id adds a passage, and needs the plan_id of its"
                " plan."
            ),
        )
    hint = did_you_mean(stated, plan_ids, ".")
    return "plan_id", f"plans.csv has no plan {stated!r}{hint}"


def _category_of(stated: str, frame: str, codebook: Codebook) -> Category | Refusal:
    if not stated:
        return (
            "category",
            "under which category? Give its id or its name from the codebook.",
        )
    frames = {
        each.id: {each.id.casefold(), each.label.casefold(), each.appendix.casefold()}
        for each in codebook.frames
    }
    named = [
        category
        for category in codebook.categories
        if stated.casefold() in (category.id.casefold(), category.label.casefold())
    ]
    meant = [
        each
        for each in named
        if not frame or frame.casefold() in frames.get(each.frame, ())
    ]
    if len(meant) == 1:
        return meant[0]
    if meant:
        choices = " or ".join(each.frame for each in meant)
        return (
            "frame",
            (
                f"{stated!r} is a category of several frames. Write {choices} into the"
                " column 'frame'."
            ),
        )
    if named:
        return (
            "frame",
            f"the frame {frame!r} has no category {stated!r}; {named[0].frame!r} has.",
        )
    hint = did_you_mean(stated, [one.id for one in codebook.categories], ".")
    return "category", f"the codebook has no category {stated!r}{hint}"


def _page_of(cell: str) -> int | None:
    if (page := read_page(cell)) is not None:
        return page
    found = re.search(r"\d+", cell)
    return int(found[0]) if found and len(found[0]) < 7 else None


def _has_pages(text: PlanText) -> bool:
    return any(block.page is not None for block in text.document.blocks)


def _told(found: Found, page: int | None) -> str:
    slips = "" if found.score == 100 else f" with mistakes ({found.score:.0f}% alike)"
    if found.page is None:
        return f"found in the plan{slips}"
    if page is not None and pages_apart(found.page, page):
        return f"found on {page_label(found.page)}, not {page_cell(page)}{slips}"
    return f"found on {page_label(found.page)}{slips}"


def _not_found(text: PlanText) -> str:
    unread = [page.number for page in text.document.pages if page.unread]
    if unread:
        shown = [str(page_cell(page)) for page in unread[:8]]
        pages = ", ".join(shown) + (" …" if len(unread) > 8 else "")
        return (
            "not in the published plan as far as it could be read; without text are"
            f" the pages {pages}."
        )
    return (
        "not in the published plan. Copy the words as the plan prints them, from one"
        " place."
    )
