"""failures.csv: what stops a plan comes first."""

from __future__ import annotations

from plancoder.export.failures import failures_table
from plancoder.models import Failure


def test_errors_are_above_warnings_in_the_order_given() -> None:
    failures = [
        Failure(name, "x.pdf", "read", "bug", "d", "a", severity=severity)
        for name, severity in [
            ("a", "warning"),
            ("b", "error"),
            ("c", "warning"),
            ("d", "error"),
        ]
    ]
    header, rows = failures_table(failures)
    assert header[:3] == ["plan_id", "file", "severity"]
    assert [row[0] for row in rows] == ["b", "d", "a", "c"]
