"""Rows of plans.csv for copies of one file: one is the plan, none is lost."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from plancoder.models import DocType, Plan, PlanStatus
from plancoder.study.copies import copies_of, digests_of_alike, mark_copies

A = Plan("a", "a.pdf", "vale", "Vale Police", status=PlanStatus.CURRENT)
B = replace(A, plan_id="b", file="b.pdf")
SAME = {"a": "d", "b": "d"}


@pytest.mark.parametrize(
    ("plans", "copies"),
    [
        ([A, B], ["b"]),
        ([B, A], ["b"]),  # whatever the order of the rows
        ([replace(A, status=PlanStatus.PREVIOUS), B], ["a"]),  # the current one stays
        ([replace(A, force_id="", force=""), B], ["a"]),  # the one with a force stays
        ([A, replace(B, force_id="fenn")], []),  # a joint plan of two forces
        ([A, replace(B, force_id="b", force="")], []),  # an id like the plan's
        ([replace(A, pages=(1, 2)), replace(B, pages=(3,))], []),  # two plans in one
        ([A, replace(B, doc_type=DocType.DRAFT)], []),
    ],
)
def test_copies_of_a_plan_of_one_force_are_marked(
    plans: list[Plan], copies: list[str]
) -> None:
    marked = mark_copies(plans, SAME)
    assert [plan.plan_id for plan in marked] == [plan.plan_id for plan in plans]
    found = [plan.plan_id for plan in marked if plan.doc_type is DocType.COPY]
    assert found == copies


@pytest.mark.parametrize("digest", ["", sha256(b"").hexdigest()])
def test_files_that_could_not_be_read_and_empty_files_are_no_copies(
    digest: str,
) -> None:
    assert mark_copies([A, B], {"a": digest, "b": digest}) == (A, B)


def test_only_files_of_one_size_are_read(tmp_path: Path) -> None:
    for name, data in (("a.pdf", b"one"), ("b.pdf", b"two"), ("c.pdf", b"three")):
        (tmp_path / name).write_bytes(data)
    plans = [A, B, replace(A, plan_id="c", file="c.pdf"), replace(A, plan_id="gone")]
    plans[3] = replace(plans[3], file="gone.pdf")
    assert digests_of_alike(plans, tmp_path) == {
        "a": sha256(b"one").hexdigest(),
        "b": sha256(b"two").hexdigest(),
    }


def test_files_that_repeat_an_original_are_named_with_it(tmp_path: Path) -> None:
    for name, data in (("same.pdf", b"one"), ("other.pdf", b"two"), ("void.pdf", b"")):
        (tmp_path / name).write_bytes(data)
    originals = {(3, sha256(b"one").hexdigest()): "a.pdf"}
    names = ["gone.pdf", "other.pdf", "same.pdf", "void.pdf"]
    assert copies_of(originals, names, tmp_path) == {"same.pdf": "a.pdf"}
