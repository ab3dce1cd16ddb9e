"""Two tables held against each other: the join, what is counted, what is left open,
what is listed.
"""

from __future__ import annotations

import pytest

from plancoder.agreement.compare import CellPair, Difference, compare_tables
from plancoder.agreement.csv_rows import (
    AGREEMENT_COLUMNS,
    DISAGREEMENT_COLUMNS,
    agreement_rows,
    disagreement_rows,
)
from plancoder.agreement.figures import NOTHING, TOO_FEW, UNDEFINED, macro, measure
from plancoder.agreement.statistics import Counts, f1_score
from plancoder.agreement.table import (
    CodedRow,
    CodedTable,
    force_key,
    join_plans,
    published_table,
)
from plancoder.agreement.text import coefficients_table, comparison_notes, counts_table
from plancoder.folded_names import fold_name
from plancoder.reference import load_published

Answers = dict[tuple[str, str], bool | None]


def table(name: str, cells: str, categories: str = "housing youth") -> CodedTable:
    """Rows such as `a:1 10` (plan_id, then 1, 0 or ? for each category)."""
    names = tuple(categories.split())
    rows = [line.split() for line in cells.strip().splitlines()]
    ticks: Answers = {
        (plan, category): {"1": True, "0": False}.get(mark)
        for plan, marks in rows
        for category, mark in zip(names, marks, strict=True)
    }
    return CodedTable(name, names, tuple(CodedRow(plan) for plan, _ in rows), ticks)


# ------------------------------------------------------------------------------------------
# the join


def row(plan_id: str, force: str = "", status: str = "", dates: str = "") -> CodedRow:
    return CodedRow(plan_id, force_id="", force=force, status=status, dates=dates)


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [
        ([row("a:1")], [row("a:1")], ["a:1 a:1"]),
        ([row("a:1")], [row("a:2")], []),
        (
            [row("a:1", "Ayeshire", "current")],
            [row("a:2", "ayeshire", "Current")],
            ["a:1 a:2"],
        ),
        ([row("a:1", "Ayeshire", "current")], [row("a:2", "Ayeshire", "previous")], []),
        (
            [row("a:1", "Ayeshire", "", "2013-17")],
            [row("a:2", "Ayeshire", "", "2013–17")],
            ["a:1 a:2"],
        ),
        # the same id wins over the same force and status
        (
            [row("a:1", "A", "current"), row("x", "A", "current")],
            [row("a:1", "A", "current")],
            ["a:1 a:1"],
        ),
        # two plans of one force and status: nobody can tell which is meant
        (
            [row("x", "A", "current")],
            [row("y", "A", "current"), row("z", "A", "current")],
            [],
        ),
        ([row("x", "", "current")], [row("y", "", "current")], []),
        (
            [row("x", "Vale Police", "current")],
            [CodedRow("y", "vale", "Vale Police", "current")],
            ["x y"],
        ),
        (
            [row("x", "Gwent Police", "current")],
            [CodedRow("y", "gwent", "", "current")],
            ["x y"],
        ),
    ],
)
def test_join(first: list[CodedRow], second: list[CodedRow], met: list[str]) -> None:
    join = join_plans(first, second)
    assert [f"{one.plan_id} {other.plan_id}" for one, other in join.pairs] == met
    assert len(join.only_first) == len(first) - len(met)
    assert len(join.only_second) == len(second) - len(met)
    assert all(one.plan_id != other.plan_id for one, other in join.by_force)


def test_names_of_the_43_forces_are_known() -> None:
    assert (
        force_key(CodedRow("x", force="Devon & Cornwall Police"))
        == "devon-and-cornwall"
    )
    assert force_key(CodedRow("x", force="Ayeshire Police")) == "ayeshire police"
    assert (
        fold_name("Learning_Difficulties/ Disabilities")
        == "learning difficulties disabilities"
    )


# ------------------------------------------------------------------------------------------
# cells and figures


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        (True, True, None),
        (False, False, None),
        (None, None, None),
        (True, False, Difference.ONLY_FIRST),
        (False, True, Difference.ONLY_SECOND),
        (None, True, Difference.NO_ANSWER_FIRST),
        (False, None, Difference.NO_ANSWER_SECOND),
    ],
)
def test_difference_of_a_cell(
    first: bool | None, second: bool | None, difference: Difference | None
) -> None:
    assert CellPair(CodedRow("a"), "housing", first, second).difference is difference


def test_cells_without_an_answer_are_left_out_and_counted_both_ways() -> None:
    study = table("tool", "a 11\nb 10\nc ??\nd 00")
    human = table("human", "a 11\nb 11\nc 10\nd ?0")
    found = compare_tables(study, human)
    assert found.pooled.counts == Counts(
        both_yes=3, only_first=0, only_second=1, both_no=1
    )
    assert (found.pooled.open_first, found.pooled.open_second) == (2, 1)
    # Read strictly, each open cell is a wrong answer: one tick too few, one too many.
    assert found.pooled.counts_strict == Counts(
        both_yes=3, only_first=1, only_second=2, both_no=1
    )
    assert [(cell.row.plan_id, cell.category) for cell in found.disagreements] == [
        ("c", "housing"),
        ("d", "housing"),
        ("b", "youth"),
        ("c", "youth"),
    ]
    notes = " ".join(comparison_notes(found))
    assert "2 cells without an answer by tool" in notes
    assert "counted as wrong, pooled F1 is 0.67" in notes
    assert "1 cell without an answer by human" in notes


def test_with_every_cell_answered_both_readings_are_one() -> None:
    found = compare_tables(table("tool", "a 11\nb 10"), table("human", "a 11\nb 11"))
    assert found.pooled.counts == found.pooled.counts_strict
    assert not any("answer" in note for note in comparison_notes(found))


def test_plans_and_categories_of_one_table_are_listed_not_counted() -> None:
    first = table("tool", "a 111\nb 100", "housing youth victims")
    second = table("human", "a 11\nz 00", "housing witnesses")
    found = compare_tables(first, second)
    assert found.categories == ("housing",)
    assert found.pooled.counts == Counts(both_yes=1)
    assert found.categories_only_first == ("youth", "victims")
    assert found.categories_only_second == ("witnesses",)
    notes = "\n".join(comparison_notes(found))
    assert "Only in tool: b." in notes
    assert "Only in human: z." in notes
    assert "Categories that human does not have: youth, victims." in notes


@pytest.mark.parametrize(
    ("cells", "warning"),
    [
        ([], NOTHING),
        ([(None, True)], NOTHING),
        ([(True, True)] * 20, UNDEFINED),
        (
            [(True, False)] * 20,
            TOO_FEW,
        ),  # both differ everywhere: defined, but each coder used one answer only
        ([(True, True)] * 20 + [(False, False)] * 4, TOO_FEW),
        (
            [(True, True)] * 20 + [(False, True)] + [(False, False)] * 4,
            TOO_FEW,
        ),  # the second has four blanks only
        ([(True, True)] * 20 + [(False, False)] * 5, ""),
    ],
)
def test_warnings(cells: list[tuple[bool | None, bool | None]], warning: str) -> None:
    assert measure([[cell] for cell in cells]).warning == warning


def test_macro_is_the_mean_where_a_figure_is_defined() -> None:
    some = measure([[(True, True)], [(True, False)]])
    other = measure([[(True, True)]])
    empty = measure([[(False, False)]])
    means = macro([some, other, empty])
    assert means["f1"].categories == 2  # nobody ticks anything in the third
    assert means["f1"].value == pytest.approx((2 / 3 + 1) / 2)
    assert means["kappa"].categories == 1
    assert macro([])["f1"].value is None


def test_every_category_then_pooled_then_macro() -> None:
    found = compare_tables(
        table("tool", "a 11\nb 10"), table("human", "a 11\nb 11"), {"youth": "Youth"}
    )
    rows = agreement_rows(found, "needs")
    assert [row["scope"] for row in rows] == ["category", "category", "pooled", "macro"]
    assert rows[1]["label"] == "Youth"
    assert rows[2]["f1"] == pytest.approx(f1_score(found.pooled.counts), abs=5e-5)
    assert {column for row in rows for column in row} == set(AGREEMENT_COLUMNS)
    assert [row.get("prevalence_first") for row in rows[:3]] == [1.0, 0.5, 0.75]
    assert [row.get("prevalence_second") for row in rows[:3]] == [1.0, 1.0, 1.0]
    scopes = [
        "category",
        "housing",
        "Youth",
        "ALL CELLS (pooled)",
        "MEAN OF CATEGORIES (macro)",
    ]
    for shown in (counts_table(found), coefficients_table(found)):
        assert [line[0] for line in shown] == scopes
        assert {len(line) for line in shown} == {10}


def test_of_two_coders_neither_is_the_truth() -> None:
    found = compare_tables(
        table("Ann", "a 110\nb 100\nc 00?", "x y z"),
        table("Ben", "a 010\nb 110\nc 010", "x y z"),
    )
    assert counts_table(found, is_truth=False) == [
        ["category", "cells", "both", "only 1", "only 2", "neither", ""],
        ["x", "3", "1", "1", "0", "1", ""],
        ["y", "3", "1", "0", "2", "0", ""],
        ["z", "2", "0", "0", "0", "2", ""],
        ["ALL CELLS (pooled)", "8", "2", "1", "2", "3", ""],
    ]


def test_disagreements_carry_the_explanation_and_the_remark() -> None:
    human = table("human", "a 11\nb 11")
    noted = CodedTable(
        "human",
        human.categories,
        human.rows,
        human.ticks,
        {("b", "youth"): "looks exchanged"},
    )
    found = compare_tables(table("tool", "a 11\nb 10"), noted)
    rows = disagreement_rows(
        found,
        "needs",
        lambda cell: {"basis": "nothing found", "evidence": cell.category},
    )
    assert rows == [
        {
            "frame": "needs",
            "plan_id": "b",
            "force": "",
            "status": "",
            "category": "youth",
            "label": "youth",
            "what": "ticked by human only",
            "first": "0",
            "second": "1",
            "remark": "looks exchanged",
            "basis": "nothing found",
            "evidence": "youth",
        }
    ]
    assert set(rows[0]) <= set(DISAGREEMENT_COLUMNS)


# ------------------------------------------------------------------------------------------
# the published tables


def test_published_table_remarks_on_ticks_and_not_on_dates() -> None:
    published = published_table(load_published("B", "intended"), "published")
    assert (
        "wrong one of the force's two rows"
        in published.remarks["derbyshire:2016", "early_intervention"]
    )
    assert ("derbyshire:2016", "victims") not in published.remarks
    assert ("sussex:2017", "victims") not in published.remarks  # only its dates are odd
    assert published.ticks["staffordshire:none", "vulnerable_individuals"] is None


def test_printed_against_intended_differs_in_nottinghamshire_alone() -> None:
    printed = published_table(load_published("B"), "printed")
    intended = published_table(load_published("B", "intended"), "intended")
    found = compare_tables(printed, intended)
    assert len(found.join.pairs) == 86
    differing = [cell for cell in found.disagreements if cell.second is not None]
    assert {cell.row.force_id for cell in differing} == {"nottinghamshire"}
    assert found.pooled.open_second == 16  # the plan that does not exist
