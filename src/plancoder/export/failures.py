"""failures.csv: every plan that was not coded, or coded with something to know, with
what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plancoder.models import Failure
from plancoder.tables.csv_cells import CellValue

FAILURE_COLUMNS = (
    "plan_id",
    "file",
    "severity",
    "stage",
    "reason",
    "what_to_do",
    "detail",
    "pages_read",
    "pages_in_all",
    "type_found",
    "engine",
    "limit",
    "asked",
    "used",
    "bytes",
    "sha256",
)


def failures_table(
    failures: Iterable[Failure],
) -> tuple[list[str], list[Sequence[CellValue]]]:
    """Header and rows, errors before warnings, otherwise in the order given."""
    ordered = sorted(failures, key=lambda failure: failure.severity != "error")
    return list(FAILURE_COLUMNS), [_row(failure) for failure in ordered]


def _row(failure: Failure) -> Sequence[CellValue]:
    return [
        failure.plan_id,
        failure.file,
        failure.severity,
        failure.stage,
        failure.reason,
        failure.advice,
        failure.detail,
        failure.pages_read or None,
        failure.pages_in_all or None,
        failure.type_found,
        failure.engine,
        failure.limit,
        failure.allowed,
        failure.used,
        failure.bytes or None,
        failure.sha256,
    ]
