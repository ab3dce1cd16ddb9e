"""Strict and loose readings of a share, and the cells that decide between them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from report_kit import NO, YES, make_report, plan, two

from plancoder.models import (
    Basis,
    Cell,
    CodedPlan,
    PlanResult,
    PlanStatus,
    PriorityStatement,
    SectionRole,
    Tick,
)
from plancoder.report.data import ReportData
from plancoder.report.fragility import band, fragile_cells, fragile_table, share_table
from plancoder.report.published import published_report
from plancoder.report.shares import Generation

NOW = Generation.CURRENT


def of_bases(*cells: Cell) -> ReportData:
    """A force for each cell, with a current plan only."""
    return make_report(
        {plan(f"f{at}", PlanStatus.CURRENT): cell for at, cell in enumerate(cells)}
    )


@pytest.mark.parametrize(
    ("cell", "strict", "loose", "why"),
    [
        (Cell(Tick.YES, Basis.EXACT), 1, 1, []),
        (Cell(Tick.YES, Basis.REVIEWED), 1, 1, []),
        (Cell(Tick.YES, Basis.ONE_PASSAGE), 0, 1, ["a single passage"]),
        (Cell(Tick.YES, Basis.FUZZY_ONLY), 0, 1, ["fuzzy matches only"]),
        (Cell(Tick.NO, Basis.NOTHING_FOUND), 0, 0, []),
        (Cell(Tick.NO, Basis.REJECTED), 0, 0, []),
        (
            Cell(Tick.NO, Basis.IN_NAME),
            0,
            1,
            ["the words stand only inside names"],
        ),
        (
            Cell(Tick.NO, Basis.TOO_LITTLE),
            0,
            1,
            ["evidence, but less than the codebook asks for"],
        ),
    ],
)
def test_what_could_be_read_otherwise(
    cell: Cell, strict: int, loose: int, why: list[str]
) -> None:
    data = of_bases(cell, NO)
    found = band(data, data.matrices[0], "housing", NOW)
    assert (found.strict, found.loose, found.base) == (strict, loose, 2)
    assert [one.why for one in fragile_cells(data, data.matrices[0])] == why


@pytest.mark.parametrize(
    ("confidence", "why"),
    [("stated", []), ("guessed", ["priorities that are only guessed"])],
)
def test_a_priority_is_weak_where_it_is_not_plainly_stated(
    confidence: str, why: list[str]
) -> None:
    data = of_bases(Cell(Tick.YES, Basis.ONE_PASSAGE))
    frame = replace(data.codebook.frames[0], code_in=(SectionRole.PRIORITY_STATEMENT,))
    statement = PriorityStatement("Warm homes", "", (), confidence)
    coded = CodedPlan("", (), (statement,), ())
    data = replace(
        data,
        codebook=replace(data.codebook, frames=(frame,)),
        results=(PlanResult(data.plans[0], coded),),
    )
    assert [one.why for one in fragile_cells(data, data.matrices[0])] == why


def test_the_files_name_the_shares_and_the_cells() -> None:
    weak = Cell(Tick.YES, Basis.FUZZY_ONLY)
    data = make_report(two("vale", weak, YES))

    def rows(table: bytes) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))

    [now, before] = rows(share_table(data))
    assert (now["percent"], now["strict_percent"], now["loose_percent"]) == (
        "100.0",
        "0.0",
        "100.0",
    )
    assert before["strict_percent"] == "100.0"
    [cell] = rows(fragile_table(data))
    assert (cell["plan_id"], cell["why"]) == ("vale:current", "fuzzy matches only")


def test_published_ticks_are_read_as_they_are() -> None:
    data = published_report()
    found = band(data, data.matrices[0], "mental_health", NOW)
    assert (found.strict, found.loose, found.base) == (41, 41, 43)
