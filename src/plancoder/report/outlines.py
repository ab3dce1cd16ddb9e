"""Real boundaries of forces from a GeoJSON file, drawn in place of the tiles.

A shape belongs to a force where one of its properties is the force's ONS code, its id
or its name. Coordinates are degrees of longitude and latitude (RFC 7946) or metres on a
plane such as the British National Grid; which, is told by their size.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from plancoder.errors import StudyError
from plancoder.folded_names import fold_name
from plancoder.models import Plan
from plancoder.reference.forces import load_tiles

Point = tuple[float, float]
Ring = tuple[Point, ...]

WIDTH = 640.0
"""Width of the drawn map, in its own units."""
_TALLEST = 1_000.0
_STEP = 0.5  # of the map's units: points closer than that to the last are left out
_SMALLEST = 1.0  # square units: islands below are left out, a force's largest never
_MOST_POINTS = 5_000_000
_KIND = re.compile(
    r"\b(?:police|constabulary|service|force|heddlu|the|metropolitan borough)\b"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """A force's shape on the map: closed rings, largest first, and where its mark
    stands. Holes are rings too (even-odd).
    """

    force: str  # its key
    name: str
    rings: tuple[Ring, ...]
    centre: Point

    @property
    def path(self) -> str:
        """The shape as an SVG path."""
        return "".join(
            "M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in self.rings
        )


@dataclass(frozen=True, slots=True)
class Outlines:
    """The map: its shapes, its height, and what has no partner on the other side."""

    shapes: tuple[Outline, ...]
    height: float
    missing: tuple[str, ...]  # names of forces without a shape
    unused: tuple[str, ...]  # names of shapes that are no force of the study


@dataclass(slots=True)
class _Shape:
    """A feature as it stands in the file."""

    labels: frozenset[str]
    name: str
    rings: list[list[Point]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas of a file, whoever they are of."""

    name: str  # of the file
    shapes: tuple[_Shape, ...]


def read_areas(data: bytes, name: str) -> Areas:
    """The areas of a file; raises StudyError where it is no GeoJSON with areas."""
    return Areas(name, tuple(_features(_parse(data, name), name)))


def outline_forces(areas: Areas, plans: Iterable[Plan]) -> Outlines:
    """The shapes of the plans' forces; raises StudyError where there are none."""
    name, shapes = areas.name, areas.shapes
    forces = {plan.force_key: plan for plan in plans}
    found = _shapes_of(forces, shapes)
    if not found:
        raise StudyError(
            f"{name}: none of its areas is a force of this study. An area needs the"
            " force's ONS code, id or name among its properties."
        )
    used = {id(shape) for own in found.values() for shape in own}
    drawn, height = _draw(
        {
            key: [ring for shape in own for ring in shape.rings]
            for key, own in found.items()
        }
    )
    return Outlines(
        tuple(
            Outline(key, forces[key].shown_force, rings, _centre(rings[0]))
            for key, rings in drawn.items()
        ),
        height,
        tuple(plan.shown_force for key, plan in forces.items() if key not in found),
        tuple(shape.name for shape in shapes if id(shape) not in used),
    )


def _shapes_of(
    forces: Mapping[str, Plan], shapes: Sequence[_Shape]
) -> Mapping[str, list[_Shape]]:
    """The shapes of each force that has any, by its ONS code, id or name."""
    codes = {tile.force_id: tile.ons_code for tile in load_tiles()}
    found: dict[str, list[_Shape]] = {}
    for key, plan in forces.items():
        labels = {_fold(key), _fold(plan.shown_force), _fold(codes.get(key, ""))} - {""}
        if own := [shape for shape in shapes if labels & shape.labels]:
            found[key] = own
    return found


def _parse(data: bytes, name: str) -> Sequence[object]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise StudyError(
            f"{name}: is not GeoJSON: {str(error)[:80] or 'nested too deep'}."
        ) from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise StudyError(
            f"{name}: is not a GeoJSON FeatureCollection. Export the boundaries as"
            " GeoJSON, in longitude and latitude."
        )
    return features


def _features(features: Sequence[object], name: str) -> Iterator[_Shape]:
    points = 0
    for at, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            raise StudyError(f"{name}, feature {at}: is not a feature.")
        properties = feature.get("properties") or {}
        values = list(properties.values()) if isinstance(properties, dict) else []
        texts = [str(value) for value in (*values, feature.get("id", "")) if value]
        shape = _Shape(
            frozenset(filter(None, map(_fold, texts))),
            next((text for text in texts if " " in text), texts[0] if texts else ""),
        )
        geometry = feature.get("geometry")
        for ring in _rings(geometry, f"{name}, feature {at}"):
            points += len(ring)
            shape.rings.append(ring)
        if points > _MOST_POINTS:
            raise StudyError(
                f"{name}: more than {_MOST_POINTS:,} points. Take a more general"
                " edition of the boundaries."
            )
        if shape.rings:
            yield shape


def _rings(geometry: object, where: str) -> Iterator[list[Point]]:
    if not isinstance(geometry, dict):
        return
    areas: Any = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        areas = [areas]
    elif geometry.get("type") != "MultiPolygon":
        return
    try:
        for area in areas:
            for ring in area:
                points = [_point(point) for point in ring]
                if len(points) > 3:
                    yield points
    except (TypeError, ValueError, IndexError, KeyError):
        raise StudyError(
            f"{where}: its coordinates are not lists of numbers."
        ) from None


def _point(pair: Any) -> Point:  # noqa: ANN401 - whatever stands in the file
    x, y = float(pair[0]), float(pair[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(pair)
    return x, y


def _fold(text: str) -> str:
    """Codes and names as they are compared: "Avon & Somerset Constabulary" and "Avon
    and Somerset" are one.
    """
    return " ".join(_KIND.sub(" ", fold_name(text)).split())


def _draw(
    shapes: Mapping[str, list[list[Point]]],
) -> tuple[Mapping[str, tuple[Ring, ...]], float]:
    """The shapes on a map `WIDTH` wide with north at the top, and its height."""
    every = [point for rings in shapes.values() for ring in rings for point in ring]
    xs, ys = [x for x, _ in every], [y for _, y in every]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    degrees = -180 <= left <= right <= 180 and -90 <= bottom <= top <= 90
    # Degrees of longitude shrink towards the poles: plate carrée about the middle.
    across = math.cos(math.radians((bottom + top) / 2)) if degrees else 1.0
    width, height = max((right - left) * across, 1e-9), max(top - bottom, 1e-9)
    scale = min(WIDTH / width, _TALLEST / height)

    def place(point: Point) -> Point:
        x, y = point
        return (x - left) * across * scale, (top - y) * scale

    drawn = {}
    for key, rings in shapes.items():
        thin = [_thinned(map(place, ring)) for ring in rings]
        thin.sort(key=_area, reverse=True)
        drawn[key] = (thin[0], *(ring for ring in thin[1:] if _area(ring) > _SMALLEST))
    return drawn, round(height * scale, 1)


def _thinned(points: Iterable[Point]) -> Ring:
    """A ring with a point only where it has moved on by a step."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _STEP:
            kept.append((round(x, 1), round(y, 1)))
    return tuple(kept)


def _area(ring: Ring) -> float:
    """Square units within a ring (the shoelace formula)."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def _centre(ring: Ring) -> Point:
    """The middle of the longest stretch of the ring's inside at half its height: always
    within it, as a centre of gravity is not.
    """
    ys = [y for _, y in ring]
    level = (min(ys) + max(ys)) / 2 + 1e-6
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    crossings = sorted(
        x0 + (level - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in pairs
        if (y0 > level) != (y1 > level)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return ring[0]
    left, right = max(stretches, key=lambda pair: pair[1] - pair[0])
    return round((left + right) / 2, 1), round(level, 1)
