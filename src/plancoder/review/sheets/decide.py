"""A sheet that came back, row by row: which decisions it holds, which rows say nothing
new, which cannot be taken.

Only the reviewer's own columns are taken. Quotes, pages and categories of existing
codings come from the study, by id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from plancoder.codebook.shape import Codebook
from plancoder.did_you_mean import nearest
from plancoder.errors import StudyError
from plancoder.models import Coding, Decision, Review, ReviewedCoding, Verdict
from plancoder.page_labels import page_label
from plancoder.review.quotes import TextOf, no_text
from plancoder.review.sheets.added_rows import AddedRow, read_added_row
from plancoder.review.sheets.attribution import decision_on, shown_notes, whose_decision
from plancoder.review.sheets.row_checks import Checks, refuse_partial_sort, row_damage
from plancoder.review.sheets.sheet_file import SheetRow, SheetTable
from plancoder.review.sheets.verdict_words import NoVerdict, read_verdict
from plancoder.review.verdicts import decision_by, reviewer_key, same_verdict
from plancoder.tables.audit import PASSAGE, PASSAGE_COLUMNS

# From this share of unknown ids on, the sheet belongs to another study or another
# codebook.
_FOREIGN_SHARE = 0.5

_NOBODY = "no reviewer is named. Fill in the column, or give --reviewer NAME."


class Outcome(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    KNOWN = "known"  # the log says so already
    REFUSED = "refused"
    REMARK = "remark"  # nothing to take, but something to know


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row of the sheet; `text` says where, what and what to do."""

    row: int
    outcome: Outcome
    text: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """The decisions of a sheet, and a report for every row that says something."""

    decisions: tuple[Decision, ...]
    reports: tuple[RowReport, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rows came to this."""
        return sum(report.outcome is outcome for report in self.reports)


@dataclass(slots=True)
class _Desk:
    """What a row is checked against, and what came of the rows so far."""

    table: SheetTable
    by_id: Mapping[str, ReviewedCoding]
    checks: Checks
    orphaned: Mapping[str, Decision]
    review: Review
    codebook: Codebook
    plan_ids: Sequence[str]
    text_of: TextOf
    reviewer: str
    decided_at: str
    decisions: list[Decision] = field(default_factory=list)
    reports: list[RowReport] = field(default_factory=list)

    def verdict_in(self, row: SheetRow) -> Verdict | NoVerdict:
        """The verdict of a row; a "?" is unsure only where no ✓ can have become one."""
        cell = row.cells["decision"]
        if not self.table.whole and cell.strip() == "?":
            return NoVerdict.DAMAGED
        return read_verdict(cell)

    def report(self, row: SheetRow, outcome: Outcome, text: str) -> None:
        self.reports.append(RowReport(row.number, outcome, text))

    def know(self, row: SheetRow) -> None:
        self.report(row, Outcome.KNOWN, f"row {row.number}: recorded before")

    def refuse(self, row: SheetRow, column: str, text: str) -> None:
        self.report(
            row, Outcome.REFUSED, f"{self.table.at(row.number, column)}: {text}"
        )


def read_decisions(
    table: SheetTable,
    review: Review,
    codebook: Codebook,
    plan_ids: Sequence[str],
    *,
    reviewer: str,
    decided_at: str,
    text_of: TextOf = no_text,
) -> SheetReading:
    """Check a whole sheet against the study; raises StudyError if it cannot be trusted
    as a whole.

    `reviewer` is who answers for rows in which nobody else is named; `decided_at` is
    UTC in ISO 8601.
    """
    _check_columns(table)
    by_id = _by_id(review)
    orphaned = {orphan.decision.coding_id: orphan.decision for orphan in review.orphans}
    _refuse_foreign(table, {*by_id, *orphaned})
    checks = Checks.of(one.coding for one in review.codings)
    refuse_partial_sort(
        table, {coding_id: one.coding for coding_id, one in by_id.items()}, checks
    )
    desk = _Desk(
        table,
        by_id,
        checks,
        orphaned,
        review,
        codebook,
        plan_ids,
        text_of,
        reviewer.strip(),
        decided_at,
    )
    contradicting = _contradictions(desk)
    seen: set[tuple[str, object, str]] = set()
    for row in table.rows:
        coding_id = row.cells["coding_id"].strip()
        if row.number in contradicting:
            continue
        stated = desk.verdict_in(row)
        said = (coding_id, stated, _named(row))
        if coding_id and said in seen and not row.cells.get("note", "").strip():
            continue
        seen.add(said)
        if coding_id:
            _read_row(desk, row, coding_id, stated)
        elif any(
            row.cells.get(column, "").strip()
            for column in ("match", PASSAGE, "decision")
        ):
            _read_addition(desk, row, stated)
    reports = sorted(desk.reports, key=lambda report: report.row)
    return SheetReading(tuple(desk.decisions), tuple(reports))


def _by_id(review: Review) -> Mapping[str, ReviewedCoding]:
    """Codings by their id, and by the ids under which their decisions were made before
    a rerun moved them.
    """
    found = {
        decision.coding_id: one for one in review.codings for decision in one.decisions
    }
    return {**found, **{one.coding.coding_id: one for one in review.codings}}


def _check_columns(table: SheetTable) -> None:
    problems = []
    # A column that plancoder itself writes has kept its name, so it is not the renamed
    # one.
    strangers = [each for each in table.columns if each and each not in PASSAGE_COLUMNS]
    for column in ("coding_id", "decision"):
        if column not in table.columns:
            near = nearest(column, strangers)
            hint = (
                f"Is {near!r} the renamed one? Give it back its name."
                if near
                else "Put it back, with its name."
            )
            problems.append(
                f"{table.name}: the column {column!r} is missing. {hint} Nothing was"
                " taken."
            )
    if "row_check" not in table.columns and not {"match", "category"} <= set(
        table.columns
    ):
        problems.append(
            f"{table.name}: without 'row_check', or both 'category' and 'match', nobody"
            " can tell whether ids and quotes still belong together. Copy your"
            " decisions into a sheet that has these columns. Nothing was taken."
        )
    if problems:
        raise StudyError(*problems)


def _refuse_foreign(table: SheetTable, known: set[str]) -> None:
    ids = [
        row.cells["coding_id"].strip()
        for row in table.rows
        if row.cells["coding_id"].strip()
    ]
    strange = sum(coding_id not in known for coding_id in ids)
    if ids and strange > len(ids) * _FOREIGN_SHARE and strange > 1:
        raise StudyError(
            f"{table.name}: {strange:,} of its {len(ids):,} rows have a coding_id that"
            " this study does not have (the first is"
            f" {next(each for each in ids if each not in known)!r}). Is this the sheet"
            " of another study? Go to that study's folder, or name it. If plans or"
            " codebook changed since, run 'plancoder run' with those of then. Nothing"
            " was taken."
        )


def _named(row: SheetRow) -> str:
    return reviewer_key(row.cells.get("reviewer", ""))


def _contradictions(desk: _Desk) -> set[int]:
    """Numbers of the rows in which one reviewer says two things of one coding; each
    such row is refused.
    """
    said: dict[tuple[str, str], list[tuple[SheetRow, Verdict]]] = defaultdict(list)
    for row in desk.table.rows:
        stated = desk.verdict_in(row)
        coding_id = row.cells["coding_id"].strip()
        if coding_id and isinstance(stated, Verdict):
            said[coding_id, _named(row)].append((row, stated))
    found: set[int] = set()
    for (coding_id, _), rows in said.items():
        if len({verdict for _, verdict in rows}) > 1:
            told = ", ".join(
                f"row {row.number} says {verdict.value}" for row, verdict in rows
            )
            for row, _ in rows:
                found.add(row.number)
                text = (
                    f"two rows of {coding_id} contradict each other ({told}). Keep one"
                    " of them."
                )
                desk.refuse(row, "decision", text)
    return found


def _read_row(
    desk: _Desk, row: SheetRow, coding_id: str, stated: Verdict | NoVerdict
) -> None:
    note = row.cells.get("note", "").strip()
    shifted = (
        row.beyond
        and coding_id in desk.by_id
        and row_damage(row, desk.by_id[coding_id].coding, desk.checks)
    )
    if shifted:
        desk.refuse(row, "coding_id", shifted)
        return
    noted = False
    if stated in (NoVerdict.BLANK, NoVerdict.DISPUTED):
        if not note or note in shown_notes(desk.by_id.get(coding_id)):
            return
        # A note alone is kept, and settles nothing.
        stated, noted = Verdict.UNSURE, True
    if not isinstance(stated, Verdict):
        desk.refuse(row, "decision", _unreadable_verdict(row.cells["decision"], stated))
        return
    if coding_id not in desk.by_id:
        _report_unknown(desk, row, coding_id, stated)
        return
    one = desk.by_id[coding_id]
    if damage := row_damage(row, one.coding, desk.checks):
        desk.refuse(row, "coding_id", damage)
        return
    verdict = Verdict.ACCEPT if stated is Verdict.ADD else stated
    _take(desk, row, one, verdict, note, noted=noted)


def _unreadable_verdict(cell: str, stated: NoVerdict) -> str:
    if stated is NoVerdict.DAMAGED:
        return (
            f"{cell.strip()!r} was a ✓ or ✗ that the spreadsheet lost when it saved the"
            " file. Write accept or reject, or save as 'CSV UTF-8' or .xlsx."
        )
    return (
        f"{cell.strip()!r} is not a decision. Write accept, reject, unsure or withdraw,"
        " or leave it blank."
    )


def _report_unknown(
    desk: _Desk, row: SheetRow, coding_id: str, stated: Verdict
) -> None:
    if coding_id in desk.orphaned and stated is desk.orphaned[coding_id].verdict:
        desk.report(
            row,
            Outcome.KNOWN,
            f"row {row.number}: recorded before; its words have lost their place",
        )
        return
    plan_id = row.cells.get("plan_id", "").strip()
    if plan_id and plan_id not in desk.plan_ids:
        desk.refuse(
            row,
            "coding_id",
            f"the plan {plan_id!r} is no longer in plans.csv, so {coding_id!r} has no"
            " place.",
        )
        return
    desk.refuse(
        row,
        "coding_id",
        f"this study has no coding {coding_id!r}. The plan or the codebook may have"
        " changed since the sheet was made. If the words are still in the plan, give"
        " them in a new row with a blank coding_id.",
    )


def _take(
    desk: _Desk,
    row: SheetRow,
    one: ReviewedCoding,
    verdict: Verdict,
    note: str,
    *,
    noted: bool = False,
) -> None:
    """Take a decision; `noted` where the row has a note and no verdict: a verdict that
    the reviewer gave before stays, with the new note.
    """
    known_notes = shown_notes(one)
    who = whose_decision(one, verdict, row.cells.get("reviewer", ""), desk.reviewer)
    if who is None and note in known_notes:
        desk.know(row)
        return
    who = who or desk.reviewer
    if not who:
        desk.refuse(row, "reviewer", _NOBODY)
        return
    mine = decision_by(one.decisions, who)
    if mine is None and verdict is Verdict.WITHDRAW:
        text = f"row {row.number}: {who} has decided nothing here to withdraw"
        desk.report(row, Outcome.REMARK, text)
        return
    if mine and noted:
        verdict = mine.verdict
    if mine and same_verdict(mine.verdict, verdict) and note in known_notes:
        desk.know(row)
        return
    own_note = mine.note if mine else None
    if note in known_notes and note != own_note:
        note = ""  # plancoder's own list of what others noted
    _record(desk, row, one.coding, verdict, who, note)


def _record(
    desk: _Desk, row: SheetRow, coding: Coding, verdict: Verdict, who: str, note: str
) -> None:
    """Add the decision, and say so."""
    desk.decisions.append(decision_on(coding, verdict, who, desk.decided_at, note))
    where = f", {page_label(coding.page, 'p. ')}" if coding.page is not None else ""
    text = f"row {row.number}: {verdict.value} by {who}: {coding.category}{where}"
    desk.report(row, Outcome.TAKEN, text)


def _read_addition(desk: _Desk, row: SheetRow, stated: Verdict | NoVerdict) -> None:
    if stated in (Verdict.REJECT, Verdict.UNSURE, Verdict.WITHDRAW):
        desk.refuse(
            row,
            "coding_id",
            "a row without coding_id adds a passage; there is nothing here to decide"
            " on. Write add, or give the coding_id.",
        )
        return
    read = read_added_row(row, desk.codebook, desk.plan_ids, desk.text_of)
    if not isinstance(read, AddedRow):
        column, text = read
        desk.refuse(row, column, text)
        return
    who = row.cells.get("reviewer", "").strip() or desk.reviewer
    if not who:
        desk.refuse(row, "reviewer", _NOBODY)
        return
    decision, met = read.decide(
        desk.review, who, desk.decided_at, row.cells.get("note", "").strip()
    )
    if decision is None:
        desk.report(
            row, Outcome.KNOWN, f"row {row.number}: {read.told}; recorded before"
        )
        return
    desk.decisions.append(decision)
    suffix = (
        "; plancoder has coded these words too, so this accepts its coding"
        if met
        else ""
    )
    desk.report(
        row,
        Outcome.TAKEN,
        f"row {row.number}: added by {who}: {decision.category}, {read.told}{suffix}",
    )
