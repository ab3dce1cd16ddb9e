"""What people changed in a project, as decisions: a coding that the program made and
that is gone is rejected, one that is new is added.

Codings are known by plan, code and place, since programs give them new ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from plancoder.codebook.qdc import category_key, code_guid, code_names
from plancoder.codebook.shape import Category, Codebook
from plancoder.errors import StudyError
from plancoder.models import Coding, Decision, Plan, Review, ReviewedCoding, Verdict
from plancoder.page_labels import page_label
from plancoder.report.exchange.project_parts import (
    FINGERPRINT,
    MACHINE,
    fingerprint,
    guid,
    machine_codings,
    plain_text,
)
from plancoder.report.exchange.read import CodedPlace, Project, Source
from plancoder.review.quotes import Found, PlanText, QuoteFinder
from plancoder.review.sheets.added_rows import AddedRow
from plancoder.review.sheets.attribution import decision_on
from plancoder.review.sheets.decide import Outcome, RowReport, SheetReading
from plancoder.review.verdicts import decision_by, reviewer_key

# Characters around a selection by which it is found again in a text that a program
# has changed.
_CONTEXT = 60
# So many codings are not all rejected by hand; rather they were left out of the file.
_MOST_GONE = 3


@dataclass(slots=True)
class _Desk:
    name: str
    reviewer: str
    decided_at: str
    codes: Mapping[str, Category | None]  # None: a code of theirs; by guid
    code_names: Mapping[str, str]
    decisions: list[Decision] = field(default_factory=list)
    reports: list[RowReport] = field(default_factory=list)

    def report(self, outcome: Outcome, text: str) -> None:
        self.reports.append(RowReport(len(self.reports) + 1, outcome, text))


def plans_of_project(project: Project, plans: Sequence[Plan]) -> Mapping[str, Source]:
    """The sources that are plans of the study, by plan_id."""
    by_guid = {source.guid: source for source in project.sources}
    by_name = {source.name.casefold(): source for source in project.sources}
    found = {}
    for plan in plans:
        key = guid("source", plan.plan_id)
        source = by_guid.get(key) or by_name.get(plan.plan_id.casefold())
        if source is not None:
            found[plan.plan_id] = source
    return found


def project_decisions(
    project: Project,
    name: str,
    review: Review,
    codebook: Codebook,
    sources: Mapping[str, Source],
    texts: Mapping[str, PlanText],
    reviewer: str,
    decided_at: str,
) -> SheetReading:
    """The decisions of a project; `name` is its file.

    A new coding is its user's, or `reviewer`'s where none is named; who took a coding
    away is not in the file, so that is `reviewer`'s. Raises StudyError where the
    project is of another study or no reviewer is named.
    """
    if not sources:
        raise StudyError(
            f"{name}: none of its {len(project.sources):,} texts is a plan of this"
            " study. Is this the project of another study? Go to that study's folder,"
            " or name it. Nothing was taken."
        )
    if not reviewer:
        raise StudyError(
            f"{name}: a project does not say who took a coding away. Give --reviewer"
            " NAME."
        )
    desk = _Desk(name, reviewer, decided_at, _codes(project, codebook), project.codes)
    by_plan: dict[str, list[ReviewedCoding]] = defaultdict(list)
    for one in review.codings:
        by_plan[one.coding.plan_id].append(one)
    for plan_id, source in sources.items():
        text = texts.get(plan_id)
        if text is None:
            desk.report(
                Outcome.REFUSED,
                f"{name}, {plan_id}: the text of the plan could not be read"
                " (out/failures.csv says why).",
            )
            continue
        _take_plan(desk, plan_id, source, text, by_plan[plan_id])
    return SheetReading(tuple(desk.decisions), tuple(desk.reports))


def _codes(project: Project, codebook: Codebook) -> Mapping[str, Category | None]:
    by_guid = {code_guid(category_key(each)): each for each in codebook.categories}
    names = code_names(codebook)
    by_name: dict[str, set[Category]] = defaultdict(set)
    for category in codebook.categories:
        for name in (names[category_key(category)], category.label):
            by_name[name.casefold()].add(category)
    found = {}
    for code, label in project.codes.items():
        meant = by_name.get(label.casefold(), set())
        alone = next(iter(meant)) if len(meant) == 1 else None
        found[code] = by_guid.get(code) or alone
    return found


@dataclass(frozen=True, slots=True)
class _Held:
    """A place of the project in the plan as it is read today."""

    place: CodedPlace
    category: Category
    start: int
    end: int

    def meets(self, coding: Coding) -> bool:
        same = (coding.frame, coding.category) == (
            self.category.frame,
            self.category.id,
        )
        span = coding.passage
        return same and span.start < self.end and self.start < span.end


def _take_plan(
    desk: _Desk,
    plan_id: str,
    source: Source,
    text: PlanText,
    codings: Sequence[ReviewedCoding],
) -> None:
    source = _counted(source, codings)
    held = list(_held(desk, plan_id, source, text))
    machine = machine_codings(codings)
    same = source.fingerprint == fingerprint(text.document.text, machine)
    own = {(each.category, each.start, each.end) for each in held if _own(each)}
    for each in held:
        if not _own(each) and not _renamed(each, own, machine):
            _take_addition(desk, plan_id, each, text, Review(tuple(codings)))
    strange = sum(
        _own(each) and not any(each.meets(one) for one in machine) for each in held
    )
    if strange:
        desk.report(
            Outcome.REMARK,
            f"{plan_id}: {strange:,} codings of the user {MACHINE!r} are none that the"
            " program makes today; they were left alone",
        )
    gone = [one for one in machine if not any(each.meets(one) for each in held)]
    if gone:
        _take_removals(desk, plan_id, codings, gone, len(machine), same=same)


def _counted(source: Source, codings: Sequence[ReviewedCoding]) -> Source:
    """The source with its places counted as its program counts line ends: so that most
    are where the study has codings, and most begin and end with a word.
    """
    if not source.places_of_one:
        return source
    spans = {(one.coding.passage.start, one.coding.passage.end) for one in codings}

    def fit(places: Sequence[CodedPlace]) -> tuple[int, int]:
        known = sum((place.start, place.end) in spans for place in places)
        edges = (edge for place in places for edge in (place.start, place.end))
        return known, sum(_between_words(source.text, edge) for edge in edges)

    best = max((source.places, source.places_of_one), key=fit)
    return replace(source, places=best)


def _between_words(text: str, at: int) -> bool:
    return not text[max(0, at - 1) : at + 1].isalnum() or not 0 < at < len(text)


def _own(held: _Held) -> bool:
    return reviewer_key(held.place.user) == MACHINE


def _renamed(
    held: _Held, own: set[tuple[Category, int, int]], machine: Sequence[Coding]
) -> bool:
    """Whether this is the program's own coding under another name: some programs make
    whoever imports a project the owner of all that is in it.
    """
    if (held.category, held.start, held.end) in own:
        return False
    return any(
        held.meets(one)
        and (one.passage.start, one.passage.end) == (held.start, held.end)
        for one in machine
    )


def _held(desk: _Desk, plan_id: str, source: Source, text: PlanText) -> Iterator[_Held]:
    unchanged = plain_text(text.document.text) == source.text
    finder = None if unchanged else QuoteFinder(text.document)
    for place in source.places:
        category = desk.codes.get(place.code)
        words = " ".join(source.text[place.start : place.end].split())
        at = f"{desk.name}, {plan_id}, “{words[:_CONTEXT]}”"
        if category is None:
            label = desk.code_names.get(place.code, place.code)
            desk.report(
                Outcome.REFUSED,
                f"{at}: the codebook has no category {label!r}. Add it to"
                " codebook.yaml, or use a code below one of its frames.",
            )
            continue
        found = _find(source, place, finder)
        if not words or found is None:
            desk.report(
                Outcome.REFUSED,
                f"{at}: not in the published plan. Code the words in the plan's text as"
                " plancoder gave it.",
            )
            continue
        yield _Held(place, category, *found)


def _find(
    source: Source, place: CodedPlace, finder: QuoteFinder | None
) -> tuple[int, int] | None:
    if finder is None:
        end = min(place.end, len(source.text))
        return (place.start, end) if place.start < end else None
    text = source.text
    found = finder.find_in_context(
        text[max(0, place.start - _CONTEXT) : place.start],
        text[place.start : place.end],
        text[place.end : place.end + _CONTEXT],
    )
    return (found.start, found.end) if found else None


def _take_addition(
    desk: _Desk, plan_id: str, held: _Held, text: PlanText, review: Review
) -> None:
    who = held.place.user or desk.reviewer
    page = text.document.page_at(held.start)
    found = Found(held.start, held.end, page, 100.0)
    told = page_label(page, "p. ") if page is not None else "found in the plan"
    added = AddedRow(plan_id, held.category, text, found, told)
    decision, met = added.decide(review, who, desk.decided_at, "")
    at = f"{plan_id}: {held.category.id}, {told}"
    if decision is None:
        desk.report(Outcome.KNOWN, f"{at}: recorded before")
        return
    desk.decisions.append(decision)
    suffix = "; plancoder has coded these words too" if met else ""
    desk.report(Outcome.TAKEN, f"{at}: added by {who}{suffix}")


def _take_removals(
    desk: _Desk,
    plan_id: str,
    codings: Sequence[ReviewedCoding],
    gone: Sequence[Coding],
    most: int,
    *,
    same: bool,
) -> None:
    if not same:
        desk.report(
            Outcome.REFUSED,
            f"{desk.name}, {plan_id}: {len(gone):,} of plancoder's codings are not in"
            " it, but plan or codebook have changed since the project was made, or its"
            f" variable {FINGERPRINT!r} is gone, so nobody can say who took them away."
            " They were not taken as rejected.",
        )
        return
    if len(gone) == most > _MOST_GONE:
        desk.report(
            Outcome.REFUSED,
            f"{desk.name}, {plan_id}: none of plancoder's {most:,} codings is in it, as"
            " if they had been left out of the file. They were not taken as rejected;"
            " to reject them all, use the sheet or the review page.",
        )
        return
    decided = {one.coding.coding_id: one.decisions for one in codings}
    for coding in gone:
        mine = decision_by(decided[coding.coding_id], desk.reviewer)
        where = "" if coding.page is None else f", {page_label(coding.page, 'p. ')}"
        at = f"{plan_id}: {coding.category}{where}"
        if mine is not None and mine.rejects:
            desk.report(Outcome.KNOWN, f"{at}: recorded before")
            continue
        desk.decisions.append(
            decision_on(coding, Verdict.REJECT, desk.reviewer, desk.decided_at)
        )
        desk.report(Outcome.TAKEN, f"{at}: rejected by {desk.reviewer}")
