"""Rows of plans.csv that may be a slip: named with all rows to choose from."""

from __future__ import annotations

from plancoder.models import DocType, Plan, PlanStatus
from plancoder.study.plan_warnings import plan_warnings


def plan(name: str, status: str = "current", doc_type: str = "plan") -> Plan:
    return Plan(
        name,
        f"{name}.pdf",
        "vale",
        "Vale Police",
        status=PlanStatus(status),
        doc_type=DocType(doc_type),
    )


def test_several_current_plans_of_a_force_are_named() -> None:
    (warning,) = plan_warnings([plan("a"), plan("b"), plan("c", "previous")], {})
    assert warning.reason == "several_plans"
    assert warning.severity == "warning"
    assert warning.detail.startswith(
        "Vale Police has 2 current plans: a (a.pdf) and b (b.pdf);"
    )


def test_a_report_beside_a_plan_and_plans_without_a_status_are_no_slip() -> None:
    listed = [plan("a"), plan("r", doc_type="report"), plan("u", ""), plan("v", "")]
    assert plan_warnings(listed, {}) == []


def test_identical_files_are_named_and_two_parts_of_a_file_are_not() -> None:
    first, second = plan("a", ""), plan("b", "")
    digests = {"a": "d1", "b": "d1", "c": "d2"}
    (warning,) = plan_warnings([first, second, plan("c", "")], digests)
    assert warning.reason == "same_file"
    assert warning.detail == "a (a.pdf) and b (b.pdf) are the same file; only a counts"
    parts = [Plan("a", "x.pdf", pages=(1, 2)), Plan("b", "x.pdf", pages=(3,))]
    assert plan_warnings(parts, digests) == []
