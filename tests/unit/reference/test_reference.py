"""The bundled 2017 tables hold together: with each other, with the published figures,
with their anomalies.
"""

from __future__ import annotations

from typing import Literal

import pytest

from plancoder.reference import (
    Certainty,
    load_a_versus_c,
    load_anomalies,
    load_forces,
    load_headlines,
    load_published,
    load_tiles,
)
from plancoder.reference.anomalies import Anomaly
from plancoder.reference.published import Reading


def test_forces_come_in_printed_order() -> None:
    forces = load_forces()
    assert [force.order for force in forces] == list(range(1, 44))
    assert forces[0].force_id == "avon-and-somerset"
    assert [force.name for force in forces if force.nation == "Wales"] == [
        "Dyfed-Powys Police",
        "Gwent Police",
        "North Wales Police",
        "South Wales Police",
    ]


def test_every_force_has_a_tile_of_its_own() -> None:
    tiles = load_tiles()
    assert {tile.force_id for tile in tiles} == {
        force.force_id for force in load_forces()
    }
    assert len({(tile.row, tile.column) for tile in tiles}) == 43


@pytest.mark.parametrize("appendix", ["A", "B"])
@pytest.mark.parametrize("reading", ["printed", "intended"])
def test_two_rows_a_force_and_one_of_them_in_force(
    appendix: Literal["A", "B"], reading: Reading
) -> None:
    matrix = load_published(appendix, reading)
    for force in load_forces():
        rows = [row for row in matrix.rows if row.force_id == force.force_id]
        assert sorted(row.status for row in rows) == ["current", "previous"]
        assert sum(row.in_force for row in rows) == 1
    assert len({row.plan_id for row in matrix.rows}) == 86
    assert all(tuple(row.ticks) == matrix.categories for row in matrix.rows)


@pytest.mark.parametrize("headline", load_headlines(), ids=lambda headline: headline.id)
def test_published_figures_count_as_noted(headline: object) -> None:
    assert headline in load_headlines()
    head = next(known for known in load_headlines() if known == headline)
    appendix: Literal["A", "B"] = "A" if head.appendix == "A" else "B"
    rows = load_published(appendix).rows
    counted = [
        row
        for row in rows
        if (row.in_force if head.plans == "in_force" else row.status == "previous")
    ]
    assert sum(row.ticks[head.category] is True for row in counted) == head.numerator
    assert len(counted) == head.denominator
    assert round(100 * head.numerator / head.denominator, 1) == head.computed_percent


@pytest.mark.parametrize(
    "anomaly",
    [known for known in load_anomalies() if known.appendix in "AB" and known.plan_id],
    ids=lambda known: f"{known.plan_id}-{known.kind}-{known.appendix}-{known.category}",
)
def test_an_anomaly_quotes_what_is_printed(anomaly: Anomaly) -> None:
    matrix = load_published("A" if anomaly.appendix == "A" else "B")
    row = next(row for row in matrix.rows if row.plan_id == anomaly.plan_id)
    if anomaly.category:
        assert row.ticks[anomaly.category] is (anomaly.printed == "1")
    elif anomaly.kind in ("dates", "no_plan"):
        assert row.dates == anomaly.printed
    elif anomaly.kind == "no_tick":
        assert not any(row.ticks.values())
    elif anomaly.kind == "equal_rows":
        other = next(
            r for r in matrix.rows if r.force_id == row.force_id and r is not row
        )
        assert dict(other.ticks) == dict(row.ticks)
    else:
        assert anomaly.kind in ("row_order", "rows_exchanged")


def test_a_versus_c_is_among_the_anomalies() -> None:
    noted = {
        (a.plan_id, a.category, a.printed)
        for a in load_anomalies()
        if a.kind == "c_disagrees"
    }
    found = {(d.plan_id, d.category, str(int(d.appendix_a))) for d in load_a_versus_c()}
    assert noted == found
    assert all(d.appendix_a is not d.appendix_c for d in load_a_versus_c())


def test_intended_exchanges_the_two_rows_of_nottinghamshire_in_b_only() -> None:
    printed, intended = load_published("B"), load_published("B", "intended")
    for category in printed.categories:
        assert intended.tick("nottinghamshire:2016", category) is printed.tick(
            "nottinghamshire:2013", category
        )
        assert intended.tick("nottinghamshire:2013", category) is printed.tick(
            "nottinghamshire:2016", category
        )
    in_force = [row for row in intended.rows if row.in_force]
    counted = {
        c: sum(row.ticks[c] is True for row in in_force)
        for c in ("dva_vawg", "victims", "community")
    }
    assert counted == {"dva_vawg": 16, "victims": 32, "community": 18}
    a_printed, a_intended = load_published("A"), load_published("A", "intended")
    assert a_intended.tick("nottinghamshire:2016", "housing") is a_printed.tick(
        "nottinghamshire:2016", "housing"
    )


def test_intended_says_nothing_of_a_plan_that_does_not_exist() -> None:
    assert (
        load_published("B").tick("staffordshire:none", "vulnerable_individuals") is True
    )
    intended = load_published("B", "intended")
    assert {
        intended.tick("staffordshire:none", category)
        for category in intended.categories
    } == {None}
    assert [row.plan_id for row in intended.rows if not row.exists] == [
        "staffordshire:none"
    ]


def test_intended_changes_nothing_that_is_not_certain() -> None:
    printed, intended = load_published("B"), load_published("B", "intended")
    certain = {
        a.plan_id
        for a in load_anomalies()
        if a.certainty is Certainty.CERTAIN and a.appendix == "B"
    }
    changed = {
        new.plan_id
        for old, new in zip(printed.rows, intended.rows, strict=True)
        if old != new
    }
    assert changed
    assert changed <= certain
    assert "derbyshire:2016" not in changed  # likely, not certain
    assert [
        a.kind for a in intended.anomalies_of("derbyshire:2016", "early_intervention")
    ] == ["cells_exchanged"]


@pytest.mark.parametrize(
    ("plan_id", "dates", "years"),
    [
        ("city-of-london:2013", "2013-2016", (2013, 2016)),
        ("sussex:2017", "2017-2021", (2017, 2021)),
        ("south-wales:2016", "2016-2021", (2016, 2021)),  # likely only: left as printed
    ],
)
def test_intended_dates(plan_id: str, dates: str, years: tuple[int, int]) -> None:
    row = next(
        row for row in load_published("A", "intended").rows if row.plan_id == plan_id
    )
    assert (row.dates, (row.start_year, row.end_year)) == (dates, years)
