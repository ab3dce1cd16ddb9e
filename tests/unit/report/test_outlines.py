"""Boundaries from GeoJSON: whose area is whose, what is missing, and what is drawn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from report_kit import NO, YES, make_report, two

from plancoder.errors import StudyError
from plancoder.models import Plan
from plancoder.report.charts import map_chart
from plancoder.report.outlines import WIDTH, Outlines, outline_forces, read_areas
from plancoder.report.page.build import build_page

SQUARE = [[0.0, 51.0], [1.0, 51.0], [1.0, 52.0], [0.0, 52.0], [0.0, 51.0]]
BESIDE = [[x + 1.0, y] for x, y in SQUARE]
PLANS = (
    Plan("kent:2021", "a.pdf", force_id="kent", force="Kent Police"),
    Plan("vale:2021", "b.pdf", force_id="vale", force="Vale & Downs Constabulary"),
)


def feature(ring: Any, kind: str = "Polygon", **properties: str) -> dict[str, Any]:
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(*features: Any) -> bytes:
    content = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(content).encode()


def read_outlines(data: bytes, name: str, plans: Sequence[Plan]) -> Outlines:
    return outline_forces(read_areas(data, name), plans)


@pytest.mark.parametrize(
    ("properties", "force"),
    [
        ({"PFA23CD": "E23000032"}, "kent"),  # the ONS code of Kent
        ({"PFA23NM": "Kent"}, "kent"),
        ({"name": "Vale and Downs"}, "vale"),
        ({"id": "vale"}, "vale"),
    ],
)
def test_an_area_is_a_force_by_code_name_or_id(
    properties: dict[str, str], force: str
) -> None:
    found = read_outlines(geojson(feature(SQUARE, **properties)), "x.geojson", PLANS)
    assert [shape.force for shape in found.shapes] == [force]
    assert len(found.missing) == 1


def test_what_has_no_partner_is_named() -> None:
    data = geojson(
        feature(SQUARE, PFA23NM="Kent"),
        feature(BESIDE, "MultiPolygon", PFA23CD="E1", PFA23NM="Marsh Isles"),
        feature(BESIDE, PFA23NM="Kentish Town"),  # a part of a name is no name
    )
    found = read_outlines(data, "x.geojson", PLANS)
    assert found.missing == ("Vale & Downs Constabulary",)
    assert found.unused == ("Marsh Isles", "Kentish Town")


def test_north_is_at_the_top_and_degrees_keep_their_shape() -> None:
    data = geojson(feature(SQUARE, id="kent"), feature(BESIDE, id="vale"))
    found = read_outlines(data, "x.geojson", PLANS)
    (west, east) = found.shapes
    assert max(x for x, _ in east.rings[0]) == pytest.approx(WIDTH, abs=0.1)
    assert west.centre[0] < east.centre[0]
    # Two degrees of longitude at 51.5° north are as wide as 1.245 degrees of latitude.
    assert found.height == pytest.approx(WIDTH / (2 * 0.6225), rel=0.001)
    assert west.path.startswith("M0 ")


def test_metres_on_a_plane_are_not_bent() -> None:
    metres = [[x * 100_000 + 400_000, y * 10_000] for x, y in SQUARE]
    found = read_outlines(geojson(feature(metres, id="kent")), "x.geojson", PLANS)
    assert found.height == pytest.approx(WIDTH / 10, abs=0.1)


def test_the_mark_of_a_bent_shape_stands_within_it() -> None:
    horseshoe = [[0, 0], [9, 0], [9, 1], [1, 1], [1, 8], [9, 8], [9, 9], [0, 9], [0, 0]]
    found = read_outlines(geojson(feature(horseshoe, id="kent")), "x.geojson", PLANS)
    (shape,) = found.shapes
    assert shape.centre[0] < WIDTH / 9


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{", "is not GeoJSON"),
        (b"[" * 100_000, "is not GeoJSON"),
        (b'{"type": "Feature"}', "not a GeoJSON FeatureCollection"),
        (geojson(), "none of its areas is a force"),
        (geojson(feature(SQUARE, name="Elsewhere")), "none of its areas is a force"),
        (geojson("x"), "feature 1: is not a feature"),
        (geojson(feature([["a", "b"]] * 4, id="kent")), "feature 1: its coordinates"),
        (geojson(feature([[1e999, 1]] * 4, id="kent")), "feature 1: its coordinates"),
        (geojson(feature(7, id="kent")), "feature 1: its coordinates"),
    ],
)
def test_what_cannot_be_drawn_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        read_outlines(data, "x.geojson", PLANS)


def test_page_and_picture_draw_the_boundaries() -> None:
    rows = {**two("kent", YES, NO), **two("vale", NO, NO)}
    plain = make_report(rows)
    data = geojson(feature(SQUARE, id="kent"), feature(BESIDE, id="vale"))
    outlined = make_report(rows, outlines=read_outlines(data, "x", plain.plans))
    page = build_page(outlined).decode()
    assert page.count('class="shape"') == 2
    assert 'class="shape"' not in build_page(plain).decode()
    pictures = [map_chart(one, one.matrices[0])["svg"] for one in (outlined, plain)]
    assert pictures[0] != pictures[1]
    assert pictures[0] == map_chart(outlined, outlined.matrices[0])["svg"]
