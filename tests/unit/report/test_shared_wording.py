"""Wording that recurs in the plans of several forces, and what became of each passage
between the two plans of one.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from lxml import html
from review_kit import CODEBOOK, DOCUMENT, PLAN, make_codings, make_document

from plancoder.models import (
    Basis,
    Cell,
    CodedPlan,
    Coding,
    Matrix,
    Plan,
    PlanResult,
    PlanStatus,
    Tick,
)
from plancoder.report.data import ReportData
from plancoder.report.page.build import build_page
from plancoder.report.shared_wording import (
    shared_wording_table,
    word_diff,
    wording_change_table,
)
from plancoder.report.wording import CodedPassage, WordingPair
from plancoder.review.settle import settle_review

COMMON = "Each commissioner must have regard to the housing duties of the new act."


def plan_of(
    force: str, status: PlanStatus = PlanStatus.CURRENT, file: str = ""
) -> Plan:
    name = f"{force}:{status.value}"
    return replace(
        PLAN,
        plan_id=name,
        force_id=force,
        force=force.title(),
        status=status,
        file=file or f"{name}.pdf",
    )


def report_of(*texts: tuple[Plan, tuple[str, ...] | None]) -> ReportData:
    """Each sentence with the word "housing" is a coded passage; None: unreadable."""
    codings: list[Coding] = []
    results = []
    for plan, sentences in texts:
        coded = None
        if sentences is not None:
            document = make_document(tuple((1, each) for each in sentences))
            own = make_codings(document, plan_id=plan.plan_id)
            codings += own
            coded = CodedPlan(plan.plan_id, (), (), own)
        results.append(PlanResult(plan, coded))
    plans = tuple(plan for plan, _ in texts)
    matrix = Matrix(
        "needs",
        "A",
        plans,
        ("housing",),
        {"housing": "Housing"},
        {(each.plan_id, "housing"): Cell(Tick.YES, Basis.EXACT) for each in plans},
    )
    return ReportData(
        "Test",
        CODEBOOK,
        plans,
        (matrix,),
        results=tuple(results),
        review=settle_review(codings, ()),
    )


def rows(table: bytes) -> list[dict[str, str]]:
    text = table.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (COMMON, "100"),
        (COMMON.replace("Each", "The").replace("new act", "Act of 2019"), "88"),
        (
            "The housing stock of the Harbour estate is older than that of the coast.",
            "",
        ),
    ],
)
def test_wording_of_two_forces(other: str, likeness: str) -> None:
    data = report_of((plan_of("vale"), (COMMON,)), (plan_of("mere"), (other,)))
    found = rows(shared_wording_table(data))
    assert [row["likeness"] for row in found] == (
        [] if not likeness else ["100", likeness]
    )
    assert {row["forces"] for row in found} == ({"Vale; Mere"} if likeness else set())


def test_what_only_one_force_says_or_is_short_is_not_shared() -> None:
    data = report_of(
        (plan_of("vale"), (COMMON, "Build more housing.")),
        (plan_of("vale", PlanStatus.PREVIOUS), (COMMON,)),
        (plan_of("mere"), ("Build more housing.",)),
    )
    assert rows(shared_wording_table(data)) == []


def test_the_most_shared_wording_comes_first() -> None:
    second = "We ask every landlord to keep the housing in Fennmarket dry and warm."
    data = report_of(
        (plan_of("vale"), (second, COMMON)),
        (plan_of("mere"), (second, COMMON)),
        (plan_of("lode"), (COMMON,)),
    )
    found = rows(shared_wording_table(data))
    assert [(row["group"], row["forces_in_group"]) for row in found] == [
        *[("1", "3")] * 3,
        *[("2", "2")] * 2,
    ]
    assert found[0]["passage"] == COMMON
    assert found[0]["state"].startswith("All cells settled")


def test_kept_reworded_dropped_and_new() -> None:
    old = (
        "Poor housing harms the health of families.",
        "We help all who lose their housing in winter.",
        "The housing panel meets in the town hall of Fennmarket.",
    )
    new = (
        "We help young people who lose their housing in winter.",
        "Poor housing harms the health of families.",
        "Empty housing draws thieves.",
    )
    data = report_of(
        (plan_of("vale"), new), (plan_of("vale", PlanStatus.PREVIOUS), old)
    )
    found = rows(wording_change_table(data))
    assert [
        (row["change"], row["previous_passage"], row["current_passage"])
        for row in found
    ] == [
        ("kept", old[0], new[1]),
        ("reworded", old[1], new[0]),
        ("dropped", old[2], ""),
        ("new", "", new[2]),
    ]
    assert found[1]["word_by_word"] == (
        "We help [-all-] {+young people+} who lose their housing in winter."
    )


def test_a_plan_that_could_not_be_read_is_never_dropped_wording() -> None:
    data = report_of(
        (plan_of("vale"), None), (plan_of("vale", PlanStatus.PREVIOUS), (COMMON,))
    )
    (row,) = rows(wording_change_table(data))
    assert (row["change"], row["word_by_word"]) == (
        "n/a",
        "could not be read: vale:current",
    )


def test_the_same_data_gives_the_same_bytes() -> None:
    data = report_of((plan_of("vale"), (COMMON,)), (plan_of("mere"), (COMMON,)))
    assert shared_wording_table(data) == shared_wording_table(data)
    assert wording_change_table(data) == wording_change_table(data)
    alone = report_of((plan_of("vale"), ()))
    assert rows(shared_wording_table(alone)) == []
    assert DOCUMENT.text not in rows(shared_wording_table(data))[0]["passage"]


def test_the_page_shows_what_was_reworded_word_by_word() -> None:
    before = "Each commissioner must have regard to the housing duties of the old act."
    data = report_of(
        (plan_of("vale"), (COMMON, "New housing is needed.")),
        (plan_of("vale", PlanStatus.PREVIOUS), (before, "Old housing rots away here.")),
    )
    page = html.fromstring(build_page(data).decode())
    [force] = page.xpath("//section[@id='wording']//details")
    counts = " ".join(force.xpath("./summary")[0].text_content().split())
    assert counts == "Vale 0 kept 1 reworded 1 dropped 1 new"
    [diff] = force.xpath(".//p[@class='diff']")
    assert (diff.xpath("./del/text()"), diff.xpath("./ins/text()")) == (
        ["old"],
        ["new"],
    )
    assert "Old housing rots away here." in force.xpath(".//li")[0].text_content()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a b", "a b", "a b"),
        ("a b c", "a c", "a [-b-] c"),
        ("a c", "a b c", "a {+b+} c"),
        ("", "a", "{+a+}"),
    ],
)
def test_words_taken_out_and_put_in(old: str, new: str, told: str) -> None:
    was, now = (CodedPassage(plan_of("vale"), 1, text, []) for text in (old, new))
    assert word_diff(WordingPair("reworded", 90.0, was, now)) == told
    assert word_diff(WordingPair("kept", 100.0, was, now)) == ""
