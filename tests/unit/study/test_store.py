"""Codings on disk: read back as they were; another version's are named as such."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from review_kit import CODINGS, PLAN

from plancoder.errors import StudyError
from plancoder.models import CodedPlan, Plan, PlanResult, PriorityStatement
from plancoder.study.store import (
    STORE_VERSION,
    KeptResult,
    ResultStore,
    coding_from_json,
    codings_as_written,
    keep_result,
    read_head,
    read_result,
    read_summary,
    statement_from_json,
    store_head,
)
from plancoder.tables.kept_on_disk import Pieces

NAME = "out/codings.jsonl"


def test_codings_of_this_version_are_read() -> None:
    assert read_head(store_head("abc"), NAME) == "abc"


def test_codings_of_an_older_version_are_named_as_such() -> None:
    head = {"plancoder_codings": STORE_VERSION - 1, "codebook": "abc"}
    with pytest.raises(StudyError, match="written by another version"):
        read_head(json.dumps(head).encode(), NAME)


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x0b", "\n"])
def test_a_line_break_of_any_kind_is_no_end_of_a_result(odd: str) -> None:
    result = PlanResult(Plan("vale:2021", "vale.pdf", force=f"Vale{odd}Police"), None)
    kept = keep_result(result)
    assert kept.line.count(b"\n") == 1
    assert read_result(kept.line, NAME).plan == result.plan
    assert read_summary(kept.line, NAME) == kept.summary


ODD = [
    '],"plan_id":',
    '{"id":"',
    ',{"id":"',
    ',"failures":[',
    "\\",
    '\\"',
    "]",
    "\u2028",
]


@pytest.mark.parametrize("number", [0, 1, 3])
@pytest.mark.parametrize("odd", ["", *ODD])
def test_codings_are_counted_and_taken_as_written_without_being_read(
    odd: str, number: int
) -> None:
    codings = tuple(
        replace(one, before=f"{odd}{one.before}", after=odd) for one in CODINGS[:number]
    )
    statements = (PriorityStatement(f"Safer roads{odd}", odd, (), "stated"),)
    result = PlanResult(PLAN, CodedPlan(PLAN.plan_id, (), statements, codings))
    kept = keep_result(result)
    assert read_summary(kept.line, NAME) == kept.summary
    assert kept.summary.codings == number
    written = codings_as_written(kept.line)
    again = read_result(kept.line, NAME)
    assert again.coded is not None
    assert [
        coding_from_json(json.loads(text), PLAN.plan_id) for text in written.values()
    ] == list(again.coded.codings)
    assert list(written) == [one.coding_id for one in codings]


def test_a_line_in_another_form_is_read_whole() -> None:
    result = PlanResult(PLAN, CodedPlan(PLAN.plan_id, (), (), tuple(CODINGS)))
    kept = keep_result(result)
    other = json.dumps(json.loads(kept.line), indent=1).encode()
    assert read_summary(other, NAME) == kept.summary
    assert codings_as_written(other) == {}
    assert codings_as_written(b"") == {}


@pytest.mark.parametrize("line", [b"", b"{}\n", b"[]\n", b'{"plan": 1}\n', b"{"])
def test_a_damaged_file_is_named(line: bytes) -> None:
    for read in (read_head, read_summary, read_result):
        with pytest.raises(StudyError, match=r"^out/codings\.jsonl: damaged"):
            read(line, NAME)


@pytest.mark.parametrize("count", [["x", 1], float("nan"), -1, "7", True, None])
@pytest.mark.parametrize("name", ["bytes", "pages_read", "pages_in_all", "characters"])
def test_a_count_that_is_none_is_damage(name: str, count: object) -> None:
    kept = keep_result(PlanResult(PLAN, CodedPlan(PLAN.plan_id, (), (), ())))
    line = json.loads(kept.line)
    line["read"][name] = 7
    for read in (read_summary, read_result):
        assert getattr(read(json.dumps(line).encode(), NAME), name) == 7
    line["read"][name] = count
    for read in (read_summary, read_result):
        with pytest.raises(StudyError, match=f"damaged .{name} is not a count"):
            read(json.dumps(line).encode(), NAME)


@pytest.mark.parametrize(("found_as", "damaged"), [("list", False), (True, True)])
def test_a_place_found_in_no_way_is_damage(found_as: str, damaged: bool) -> None:
    line = ["Safer roads", "", [[0, 11, None, found_as]], "stated"]
    if damaged:
        with pytest.raises(TypeError, match="no text"):
            statement_from_json(line)
    else:
        assert statement_from_json(line).places[0].found_as == "list"


@pytest.mark.parametrize("part", ["plan", "coded", "failures", "read"])
@pytest.mark.parametrize("other", [1, "x", [1], {"a": 1}])
def test_a_line_of_another_shape_is_damage(part: str, other: object) -> None:
    kept = keep_result(PlanResult(PLAN, CodedPlan(PLAN.plan_id, (), (), ())))
    line = {**json.loads(kept.line), part: other}
    with pytest.raises(StudyError, match=r"^out/codings\.jsonl: damaged"):
        read_result(json.dumps(line).encode(), NAME)


def test_results_come_in_any_order_and_stand_in_that_of_the_plans(
    tmp_path: Path,
) -> None:
    plans = [Plan("a", "a.pdf"), Plan("none"), Plan("b", "b.pdf"), Plan("c", "c.pdf")]
    kept = {
        plan.plan_id: keep_result(PlanResult(plan, None, sha256=plan.plan_id * 9))
        for plan in plans
    }
    with Pieces(tmp_path / "pieces") as pieces:
        store = ResultStore(pieces, plans, "digest")
        for plan_id in ("c", "a", "b"):
            store.add(kept[plan_id])
            whole = store.result_of(plan_id)
            assert whole is not None
            assert whole.sha256 == plan_id * 9
        assert store.result_of("none") is None
        assert store.summary_of("none") is None
        assert [each.plan.plan_id for each in store.summaries] == ["a", "b", "c"]
        assert [each.plan.plan_id for each in store] == ["a", "b", "c"]
        assert list(store.lines()) == [
            store_head("digest"),
            *(kept[plan_id].line for plan_id in "abc"),
        ]


def test_a_plan_that_was_corrected_since_is_written_as_it_is_now(
    tmp_path: Path,
) -> None:
    then, now = Plan("a", "a.pdf", dates="2013"), Plan("a", "a.pdf", dates="2017")
    old = keep_result(PlanResult(then, None))
    new = keep_result(PlanResult(now, None))
    with Pieces(tmp_path / "pieces") as pieces:
        store = ResultStore(pieces, [now], "digest")
        store.add_place(new.summary, pieces.add(old.line), changed=True)
        whole = store.result_of("a")
        assert whole is not None
        assert whole.plan == now
        assert list(store.lines())[1:] == [new.line]
        assert KeptResult(new.summary, new.line) == new
