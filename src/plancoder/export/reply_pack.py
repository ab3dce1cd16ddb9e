"""Right of reply: what is said of a force's plans before it is published, and the form
on which to answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from plancoder.export.passages_table import strip_bullet
from plancoder.models import Cell, Coding, Matrix, Plan, PlanResult, Review, Tick
from plancoder.page_labels import page_label

# An office reads the best evidence; the rest stands in passages.csv.
_MOST_QUOTES = 3

TICK_WORDS = {
    Tick.YES: "ticked",
    Tick.NO: "blank: nothing was found",
    Tick.UNSETTLED: "open: the reviewers differ",
    Tick.UNREADABLE: "n/a: the plan could not be read",
    Tick.NO_PLAN: "n/a: no new plan",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the plan with the words that count in the middle, and its page in
    words.
    """

    before: str
    match: str
    after: str
    page: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """One category of an appendix: its tick in words, and the quotes behind it."""

    label: str
    tick: Tick
    quotes: tuple[Quote, ...]
    more: int  # quotes that are not shown

    @property
    def told(self) -> str:
        """The tick in words."""
        return TICK_WORDS[self.tick]


@dataclass(frozen=True, slots=True)
class AppendixShown:
    """A frame of the codebook for one plan."""

    title: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan with its draft ticks and its priority statements, each with its page in
    words.
    """

    title: str
    source: str
    appendices: tuple[AppendixShown, ...]
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReplyPack:
    """What one force gets."""

    force_id: str
    force: str
    plans: tuple[PlanShown, ...]


# The form: what an office fills in and sends back becomes a row of raw/replies.csv.
FORM_COLUMNS = (
    "Category",
    "Words of the published plan that we missed",
    "Page",
    "Your remark",
)
FORM_ROWS = 6

INTRODUCTION = (
    (
        "This is a draft of what a review of police and crime plans says of your"
        " published plans. It shows which needs and priorities were found in them, with"
        " the words and the page on which each finding rests."
    ),
    (
        "Please tell us what is wrong or missing. Only the published plan counts: for"
        " each omission give the words as the plan prints them and the page. Work that"
        " the plan does not mention can be described in your remark; it will be shown"
        " beside the summary of your plan, and changes no tick."
    ),
    (
        "A blank does not say that no work is done, only that the plan's text was not"
        " found to say so."
    ),
)


def reply_packs(
    results: Sequence[PlanResult],
    review: Review,
    matrices: Sequence[Matrix],
    titles: Mapping[str, str],
) -> Iterator[ReplyPack]:
    """One pack a force, in the order of the matrices; plans without a force get one
    each. `titles` names the frames.
    """
    codings = {one.coding.coding_id: one.coding for one in review.codings}
    coded = {result.plan.plan_id: result for result in results}
    forces: dict[str, list[Plan]] = {}
    for plan in matrices[0].plans if matrices else ():
        forces.setdefault(plan.force_key, []).append(plan)
    shown = [matrix for matrix in matrices if matrix.appendix in ("A", "B")] or list(
        matrices
    )
    for force_id, plans in forces.items():
        yield ReplyPack(
            force_id,
            plans[0].force or force_id,
            tuple(
                _plan(plan, coded.get(plan.plan_id), shown, codings, titles)
                for plan in plans
            ),
        )


def _plan(
    plan: Plan,
    result: PlanResult | None,
    matrices: Sequence[Matrix],
    codings: Mapping[str, Coding],
    titles: Mapping[str, str],
) -> PlanShown:
    statements = result.coded.statements if result and result.coded else ()
    printed = result.printed_pages if result else {}
    status = f" ({plan.status.value} plan)" if plan.status else ""
    return PlanShown(
        title=f"Plan {plan.dates or plan.plan_id}{status}",
        source=_source(plan),
        appendices=tuple(
            AppendixShown(
                (
                    f"Appendix {matrix.appendix}:"
                    f" {titles.get(matrix.frame, matrix.frame)}"
                    if matrix.appendix
                    else titles.get(matrix.frame, matrix.frame)
                ),
                tuple(
                    _cell(
                        matrix.labels[category],
                        matrix.cells[plan.plan_id, category],
                        codings,
                        printed,
                    )
                    for category in matrix.categories
                ),
            )
            for matrix in matrices
        ),
        statements=tuple(
            (
                _statement(each.label, each.text),
                page_words(each.places[0].page, printed),
            )
            for each in statements
        ),
    )


def _source(plan: Plan) -> str:
    """Which document was read, so that the office opens the same one."""
    if not plan.exists:
        return ""
    names = " and ".join(PurePosixPath(file).name for file in plan.files)
    return f"Read from {names}" + (f", {plan.source_url}" if plan.source_url else "")


def _cell(
    label: str,
    cell: Cell,
    codings: Mapping[str, Coding],
    printed: Mapping[str, str],
) -> CellShown:
    evidence = [codings[each] for each in cell.coding_ids if each in codings]
    if cell.tick not in (Tick.YES, Tick.UNSETTLED):
        return CellShown(label, cell.tick, (), 0)
    quotes = tuple(
        Quote(
            _line(strip_bullet(each.before)),
            _line(each.match),
            _line(each.after),
            page_words(each.page, printed),
        )
        for each in evidence[:_MOST_QUOTES]
    )
    return CellShown(label, cell.tick, quotes, max(0, len(evidence) - _MOST_QUOTES))


def _statement(label: str, text: str) -> str:
    plain = " ".join(text.split())
    return (
        plain
        if not label or plain.casefold().startswith(label.casefold())
        else f"{label}: {plain}"
    )


def _line(text: str) -> str:
    """The text on one line; the blank at either edge parts it from its neighbour and
    stays.
    """
    words = " ".join(text.split())
    if not words:
        return ""
    return " " * text[:1].isspace() + words + " " * text[-1:].isspace()


def page_words(page: int | None, printed: Mapping[str, str]) -> str:
    """The page of a quote as people write it: its number in the file and, where that is
    another, the one printed on it.
    """
    if page is None:
        return "no page number"
    other = printed.get(str(page))
    words = page_label(page, "page\u00a0")
    return f"{words} of the file, printed\u00a0{other}" if other else words
