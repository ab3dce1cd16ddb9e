"""The last coding of a study, read back from out/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace

from plancoder.errors import StudyError
from plancoder.extract.options import ExtractOptions
from plancoder.models import Coding, Plan, PlanResult
from plancoder.study.input_file import MOST_LOG_BYTES, input_errors
from plancoder.study.manifest import read_record
from plancoder.study.names import CODINGS, OUT
from plancoder.study.open import Study
from plancoder.study.store import ResultStore, read_head, read_summary
from plancoder.tables.kept_on_disk import Pieces

SHOWN = f"{OUT}/{CODINGS}"
_ADVICE = "Run 'plancoder run' to code again."


def stored_results(study: Study) -> tuple[PlanResult, ...]:
    """Results of the last coding, one a plan; raises StudyError where codebook or plan
    list have moved on since, or where they are more than fits into memory.
    """
    with open_results(study) as store:
        if (study.out / CODINGS).stat().st_size > MOST_LOG_BYTES:
            raise StudyError(
                f"{SHOWN}: is larger than {MOST_LOG_BYTES // 1_000_000:,} MB, more than"
                " this command holds in memory. Split the study; 'run', 'export' and"
                " 'verify' take any size."
            )
        return tuple(store)


@contextmanager
def open_results(study: Study) -> Iterator[ResultStore]:
    """The results of the last coding, on disk; raises StudyError where codebook or plan
    list have moved on since.
    """
    path = study.out / CODINGS
    try:
        with input_errors(path, SHOWN):
            pieces = Pieces(path, made=False)
    except FileNotFoundError:
        raise StudyError(
            f"{study.root}: nothing has been coded yet. Run 'plancoder run' first."
        ) from None
    with pieces:
        yield _find_results(study, pieces)


def _find_results(study: Study, pieces: Pieces) -> ResultStore:
    """Where the result of each plan lies. Dates, status and the like of a plan may be
    corrected without coding again.
    """
    lines = pieces.lines()
    _, head = next(lines, (0, b""))
    problems = []
    if read_head(head, SHOWN) != study.codebook.digest:
        problems.append(f"codebook.yaml: changed since the plans were coded. {_ADVICE}")
    plans = {plan.plan_id: plan for plan in study.plans if plan.exists}
    store = ResultStore(pieces, study.plans, study.codebook.digest)
    for place, line in lines:
        summary = read_summary(line, SHOWN)
        plan = plans.get(summary.plan.plan_id)
        if plan is not None and _read_from(plan) == _read_from(summary.plan):
            changed = plan != summary.plan
            store.add_place(replace(summary, plan=plan), place, changed=changed)
    problems += [
        f"raw/plans.csv, plan {plan_id!r}: new or changed since the last coding."
        f" {_ADVICE}"
        for plan_id in plans
        if store.summary_of(plan_id) is None
    ]
    if problems:
        raise StudyError(*problems)
    return store


def _read_from(plan: Plan) -> object:
    """What of a row of plans.csv the coding depends on."""
    return plan.files, plan.pages


def extract_options(study: Study) -> ExtractOptions:
    """How the plans of the last coding were read, so that its places are found."""
    try:
        settings = read_record(study.out)["settings"]
        return ExtractOptions(
            **{each.name: settings[each.name] for each in fields(ExtractOptions)}
        )
    except (LookupError, TypeError):
        return ExtractOptions()


def codings_of(results: Iterable[PlanResult]) -> list[Coding]:
    """The codings of all plans that were coded, in the order of the plans."""
    return [
        coding for result in results if result.coded for coding in result.coded.codings
    ]
