"""Take the decisions of a sheet into the log: open the study, read the sheet, look
added passages up, append.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from plancoder.did_you_mean import did_you_mean
from plancoder.errors import StudyError
from plancoder.models import Decision
from plancoder.pipeline.exchange import read_study_project
from plancoder.pipeline.inspect_plans import read_plan_texts
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import codings_of, stored_results
from plancoder.report.exchange.read import holds_project
from plancoder.review.log import parse_log
from plancoder.review.settle import settle_review
from plancoder.review.sheets.decide import (
    Outcome,
    RowReport,
    SheetReading,
    read_decisions,
)
from plancoder.review.sheets.sheet_file import SheetTable, read_sheet_file
from plancoder.review.undo import last_step, undo_step
from plancoder.study.decision_log import append_if, append_new, read_log
from plancoder.study.input_file import read_input
from plancoder.study.open import Study, open_study
from plancoder.study.taken_sheets import remember_taken


@dataclass(frozen=True, slots=True)
class DecideReport:
    """What a sheet came to: the decisions appended, and what became of each row."""

    study: Study
    taken: tuple[Decision, ...]
    rows: tuple[RowReport, ...]
    notes: tuple[str, ...] = ()
    saved: bool = True


def decide_sheet(
    root: Path,
    sheet: Path,
    reviewer: str,
    *,
    only_check: bool = False,
) -> DecideReport:
    """Check a sheet against the study and append what is new to decisions.csv.

    Raises StudyError, with nothing taken, where the sheet cannot be trusted as a whole.
    """
    study = open_study(root)
    data = read_sheet_bytes(sheet)
    notes = _open_elsewhere(sheet)
    if b"decided_at" in data[:2000] and b"verdict" in data[:2000]:
        decisions = parse_log(data, sheet.name).decisions
        taken = () if only_check else append_new(study.decisions, decisions)
        notes += (
            (
                f"{sheet.name} is a log of decisions: {len(decisions):,} read,"
                f" {len(taken):,} of them new."
            ),
        )
        return DecideReport(study, taken, (), notes, saved=not only_check)
    if holds_project(data, sheet.name):
        reading = read_study_project(study, data, sheet.name, reviewer, utc_now())
    else:
        table = read_sheet_file(data, sheet.name)
        reading = read_study_sheet(study, table, reviewer)
    taken = () if only_check else append_new(study.decisions, reading.decisions)
    if not only_check and not reading.count(Outcome.REFUSED):
        remember_taken(study.out, data)
    return DecideReport(
        study,
        reading.decisions if only_check else taken,
        reading.reports,
        notes,
        not only_check,
    )


def undo_last_step(root: Path, reviewer: str) -> tuple[Decision, ...]:
    """Take back what the reviewer decided last, a sheet or a list as a whole; gives
    the decisions that were taken back.

    Raises StudyError where this reviewer has decided nothing.
    """
    study = open_study(root)
    log = read_log(study.decisions).decisions
    step = last_step(log, reviewer)
    if not step:
        names = sorted({decision.reviewer for decision in log})
        hint = did_you_mean(reviewer, names)
        raise StudyError(
            f"decisions.csv: there is no decision of {reviewer!r} to undo{hint}"
        )
    undone = undo_step(log, reviewer, utc_now())

    def unchanged() -> bool:
        return last_step(read_log(study.decisions).decisions, reviewer) == step

    if not append_if(study.decisions, undone, unchanged):
        raise StudyError(
            f"{reviewer} has decided more just now. Nothing was undone; try again."
        )
    return step


def read_study_sheet(
    study: Study, table: SheetTable, reviewer: str, *, blind: bool = False
) -> SheetReading:
    """The decisions of a sheet of the study.

    `blind`: without regard to the log, as for two coders.
    """
    results = stored_results(study)
    review = (
        settle_review(codings_of(results), ())
        if blind
        else review_study(study, results)
    )
    texts = read_plan_texts(study, _plans_with_additions(table, study))
    return read_decisions(
        table,
        review,
        study.codebook,
        [plan.plan_id for plan in study.plans],
        reviewer=reviewer,
        decided_at=utc_now(),
        text_of=texts.get,
    )


def utc_now() -> str:
    """The time as the log writes it; milliseconds always, so that times sort as
    text.
    """
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_sheet_bytes(sheet: Path) -> bytes:
    """The bytes of a sheet; raises StudyError saying what to do where Excel holds
    it.
    """
    try:
        return read_input(sheet, str(sheet))
    except FileNotFoundError:
        raise StudyError(
            f"{sheet}: there is no such file. 'plancoder run' writes out/passages.csv"
            " and out/review.xlsx."
        ) from None
    except OSError as error:
        raise StudyError(f"{sheet}: cannot be read ({error.strerror}).") from error


def _open_elsewhere(sheet: Path) -> tuple[str, ...]:
    """A note where a spreadsheet has the file open: what was not saved there cannot be
    seen here.
    """
    locks = (
        sheet.with_name(f"~${sheet.name}"),
        sheet.with_name(f".~lock.{sheet.name}#"),
    )
    if any(lock.exists() for lock in locks):
        return (
            (
                f"{sheet.name} is open in a spreadsheet; what was not saved there was"
                " not seen here."
            ),
        )
    return ()


def _plans_with_additions(table: SheetTable, study: Study) -> Sequence[str]:
    by_key = {plan.plan_id.casefold(): plan.plan_id for plan in study.plans}
    named = {
        row.cells.get("plan_id", "").strip().casefold()
        for row in table.rows
        if not row.cells.get("coding_id", "").strip()
    }
    return [by_key[name] for name in sorted(named & by_key.keys())]
