"""Codings and decisions to ticks: absence, doubt and failure look different."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plancoder.codebook.shape import Category, Codebook, Frame, Term, TickRule
from plancoder.export.appendix import long_table, wide_table
from plancoder.export.matrix import sort_plans, tick_matrix
from plancoder.models import (
    Basis,
    CodedPlan,
    Coding,
    DocType,
    Match,
    MatchKind,
    Matrix,
    Passage,
    Pile,
    Plan,
    PlanResult,
    PlanStatus,
    Review,
    ReviewedCoding,
    SectionRole,
    Tick,
)

PLAN = Plan(
    "vale:2021",
    "vale.pdf",
    "vale",
    "Vale Police",
    "England",
    "2021-25",
    2021,
    2025,
    PlanStatus.CURRENT,
)


def codebook(rule: TickRule | None = None) -> Codebook:
    category = Category(
        "housing",
        "needs",
        "Housing",
        terms=(Term("housing"),),
        tick_when=rule or TickRule(),
    )
    return Codebook("Test", "1", (Frame("needs", "Needs", "A"),), (category,))


def coding(
    at: int = 0,
    kind: MatchKind = MatchKind.EXACT,
    role: SectionRole = SectionRole.BODY,
    blocked_by: str = "",
    score: float = 100.0,
) -> Coding:
    passage = Passage(at, at + 20, 3, ("Needs",), role, 0)
    match = Match("housing", at, at + 7, "housing", kind, score)
    return Coding(
        f"k{at}",
        "vale:2021",
        "needs",
        "housing",
        passage,
        (match,),
        "",
        "housing",
        "",
        at,
        at + 7,
        3,
        blocked_by,
    )


def result(
    plan: Plan = PLAN, *, readable: bool = True, read: int = 10, in_all: int = 10
) -> PlanResult:
    coded = CodedPlan(plan.plan_id, (), (), ()) if readable else None
    return PlanResult(plan, coded, pages_read=read, pages_in_all=in_all)


def matrix(
    *reviewed: ReviewedCoding,
    plan: Plan = PLAN,
    of: PlanResult | None = None,
    rule: TickRule | None = None,
    final: bool = False,
) -> Matrix:
    results = {plan.plan_id: of or result(plan)}
    return tick_matrix(
        [plan], codebook(rule), "needs", results, Review(reviewed), final=final
    )


def cell_of(*reviewed: ReviewedCoding, **how: object) -> tuple[Tick, Basis]:
    cell = matrix(*reviewed, **how).cells["vale:2021", "housing"]  # type: ignore[arg-type]
    return cell.tick, cell.basis


def pending(**how: object) -> ReviewedCoding:
    return ReviewedCoding(coding(**how), Pile.PENDING)  # type: ignore[arg-type]


FUZZY = MatchKind.FUZZY


@pytest.mark.parametrize(
    ("reviewed", "expected"),
    [
        ((), (Tick.NO, Basis.NOTHING_FOUND)),
        ((pending(),), (Tick.YES, Basis.ONE_PASSAGE)),
        ((pending(), pending(at=50)), (Tick.YES, Basis.EXACT)),
        (
            (pending(kind=FUZZY), pending(at=50, kind=FUZZY)),
            (Tick.YES, Basis.FUZZY_ONLY),
        ),
        ((pending(kind=FUZZY), pending(at=50)), (Tick.YES, Basis.EXACT)),
        (
            (pending(blocked_by="unless: housing association"),),
            (Tick.NO, Basis.BLOCKED),
        ),
        ((ReviewedCoding(coding(), Pile.ACCEPTED),), (Tick.YES, Basis.REVIEWED)),
        (
            (ReviewedCoding(coding(blocked_by="rule"), Pile.ACCEPTED),),
            (Tick.YES, Basis.REVIEWED),
        ),
        (
            (ReviewedCoding(coding(kind=MatchKind.ADDED), Pile.ACCEPTED),),
            (Tick.YES, Basis.ADDED),
        ),
        ((ReviewedCoding(coding(), Pile.REJECTED),), (Tick.NO, Basis.REJECTED)),
        (
            (ReviewedCoding(coding(), Pile.REJECTED), pending(at=50)),
            (Tick.YES, Basis.ONE_PASSAGE),
        ),
        (
            (ReviewedCoding(coding(), Pile.DISPUTED), pending(at=50)),
            (Tick.YES, Basis.ONE_PASSAGE),
        ),
        ((ReviewedCoding(coding(), Pile.DISPUTED),), (Tick.UNSETTLED, Basis.UNSETTLED)),
    ],
)
def test_a_draft_cell(
    reviewed: tuple[ReviewedCoding, ...], expected: tuple[Tick, Basis]
) -> None:
    assert cell_of(*reviewed) == expected


@pytest.mark.parametrize(
    ("rule", "reviewed", "expected"),
    [
        (TickRule(passages=2), (pending(),), (Tick.NO, Basis.TOO_LITTLE)),
        (TickRule(passages=2), (pending(), pending(at=50)), (Tick.YES, Basis.EXACT)),
        (TickRule(exact=True), (pending(kind=FUZZY),), (Tick.NO, Basis.TOO_LITTLE)),
        (
            TickRule(roles=(SectionRole.NEEDS,)),
            (pending(),),
            (Tick.NO, Basis.TOO_LITTLE),
        ),
        (
            TickRule(roles=(SectionRole.NEEDS,)),
            (pending(role=SectionRole.NEEDS),),
            (Tick.YES, Basis.ONE_PASSAGE),
        ),
    ],
)
def test_tick_when(
    rule: TickRule, reviewed: tuple[ReviewedCoding, ...], expected: tuple[Tick, Basis]
) -> None:
    assert cell_of(*reviewed, rule=rule) == expected


def test_a_final_cell_counts_decided_evidence_only() -> None:
    assert cell_of(pending(), final=True) == (Tick.NO, Basis.TOO_LITTLE)
    assert cell_of(ReviewedCoding(coding(), Pile.ACCEPTED), final=True) == (
        Tick.YES,
        Basis.REVIEWED,
    )


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (result(readable=False), (Tick.UNREADABLE, Basis.UNREADABLE)),
        (result(read=5), (Tick.UNREADABLE, Basis.PARTLY_READ)),
        (result(read=9), (Tick.NO, Basis.PARTLY_READ)),
        (result(read=0, in_all=0), (Tick.NO, Basis.NOTHING_FOUND)),
    ],
)
def test_a_plan_that_was_not_read_never_says_no(
    of: PlanResult, expected: tuple[Tick, Basis]
) -> None:
    assert cell_of(of=of) == expected


def test_half_a_plan_can_say_yes() -> None:
    assert cell_of(pending(), of=result(read=5)) == (Tick.YES, Basis.ONE_PASSAGE)


def test_published_shape_and_long_shape() -> None:
    no_plan = Plan(
        "vale:none",
        "",
        "vale",
        "Vale Police",
        "England",
        "No new plan",
        status=PlanStatus.CURRENT,
    )
    broken = Plan(
        "moor:2020",
        "m.pdf",
        "moor",
        "Moor Police",
        "Wales",
        "2020",
        2020,
        variables={"party": "red"},
    )
    plans = [PLAN, no_plan, broken]
    results = {"vale:2021": result(), "moor:2020": result(broken, readable=False)}
    made = tick_matrix(plans, codebook(), "needs", results, Review((pending(),)))
    assert wide_table(made) == (
        ["Nation", "Service", "Dates of Plan", "Housing"],
        [
            ["England", "Vale Police", "2021-25", "✓"],
            ["England", "Vale Police", "No new plan", "n/a"],
            ["Wales", "Moor Police", "2020", "n/a"],
        ],
    )
    header, rows = long_table(made)
    assert header[:6] == ["plan_id", "category", "value", "basis", "evidence", "page"]
    assert header[-1] == "party"
    assert [row[-1] for row in rows] == ["", "", "red"]
    assert [row[:6] for row in rows] == [
        ["vale:2021", "housing", "1", "one_passage", "k0", "3"],
        ["vale:none", "housing", "", "no_plan", "", ""],
        ["moor:2020", "housing", "", "unreadable", "", ""],
    ]


def test_reports_tick_nothing_unless_asked() -> None:
    report = Plan("r", "r.pdf", doc_type=DocType.REPORT)
    made = tick_matrix([report], codebook(), "needs", {"r": result(report)}, Review(()))
    assert made.plans == ()
    asked = tick_matrix(
        [report],
        codebook(),
        "needs",
        {"r": result(report)},
        Review(()),
        doc_types=frozenset({DocType.REPORT}),
    )
    assert asked.plans == (report,)


def test_forces_stand_in_printed_order_the_current_plan_first() -> None:
    def plan(force: str, status: str, year: int) -> Plan:
        return Plan(
            f"{force}:{year}",
            "x.pdf",
            force,
            force,
            start_year=year,
            status=PlanStatus(status),
        )

    plans = [
        plan("b", "previous", 2013),
        plan("a", "previous", 2012),
        plan("a", "current", 2016),
        plan("b", "current", 2017),
        plan("zz", "current", 2020),
        plan("invented", "current", 2020),
    ]
    ordered = sort_plans(plans, {"b": 1, "a": 2})
    assert [one.plan_id for one in ordered] == [
        "b:2017",
        "b:2013",
        "a:2016",
        "a:2012",
        "invented:2020",
        "zz:2020",
    ]


def test_a_blank_nation_does_not_part_the_plans_of_a_force() -> None:
    plans = [
        Plan("vale:2017", "", "vale", "Vale", dates="no new plan"),
        Plan("vale:2021", "x.pdf", "vale", "Vale", "Wales", status=PlanStatus.CURRENT),
        Plan("moor:2021", "y.pdf", "moor", "Moor", "England"),
        Plan("zeal:2021", "z.pdf", "zeal", "Zeal"),
    ]
    ordered = [plan.plan_id for plan in sort_plans(plans, {})]
    assert ordered == ["zeal:2021", "moor:2021", "vale:2021", "vale:2017"]


def test_a_column_of_plans_csv_that_is_called_like_one_of_ours_gets_another_name() -> (
    None
):
    own = {"evidence": "seen", "Value": "9", "plan_evidence": "x", "party": "red"}
    header, rows = long_table(matrix(plan=replace(PLAN, variables=own)))
    assert len(set(header)) == len(header)
    cells = dict(zip(header, rows[0], strict=True))
    assert cells["plan_plan_evidence"] == "seen"
    assert (cells["plan_Value"], cells["plan_evidence"], cells["party"]) == (
        "9",
        "x",
        "red",
    )
    assert (cells["evidence"], cells["value"]) == ("", "0")
