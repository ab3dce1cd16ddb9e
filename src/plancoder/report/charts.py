"""The charts: share of forces for each category, current beside previous; what forces
gained and lost; and maps of tiles. Each as SVG and PNG.

Drawn without a window and byte-stable: no date, no random ids.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from plancoder.models import Matrix, Tick
from plancoder.report.change import changes
from plancoder.report.data import ReportData
from plancoder.report.fragility import band
from plancoder.report.outlines import WIDTH, Outlines
from plancoder.report.shares import Generation, Share, base_note, shares
from plancoder.report.tiles import Tile, tiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Dark and light of one hue, and hatched: apart in grey and for the colour-blind too.
_COLOURS = {Generation.CURRENT: "#1d4f76", Generation.PREVIOUS: "#c9dbe8"}
_HATCHES = {Generation.CURRENT: "", Generation.PREVIOUS: "////"}
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "plancoder",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "hatch.linewidth": 0.5,
}
_BAND = "#e08a00"
_TILES = {
    Tick.YES: ("#1d4f76", "#ffffff", "✓"),
    Tick.NO: ("#ffffff", "#1b2330", ""),
    Tick.UNSETTLED: ("#fdf1d0", "#6b4a00", "?"),
    Tick.UNREADABLE: ("#eef2f6", "#55606f", "–"),
    Tick.NO_PLAN: ("#eef2f6", "#55606f", "–"),
}
_MAPS_A_LINE, _INCHES_A_MAP = 4, 2.15
_TITLE_WIDTH = 24  # characters of a line above a map
_BAR = 0.38  # of the distance between two categories
_INCHES_WIDE = 7.2
_INCHES_PER_CATEGORY = 0.46
_INCHES_AROUND = 1.5
_DOTS_PER_INCH = 200


def chart_files(data: ReportData) -> Mapping[str, bytes]:
    """`chart_needs.svg`, `change_needs.svg`, `map_needs.svg` and so on, for each matrix
    of ticks, and the same as `.png`.
    """
    files = {}
    for matrix in data.matrices:
        if matrix.appendix == "C":
            continue
        for kind in ("svg", "png"):
            files[f"chart_{matrix.frame}.{kind}"] = share_chart(data, matrix, kind)
            files[f"map_{matrix.frame}.{kind}"] = tile_chart(data, matrix, kind)
            if data.measured.categories(matrix.frame):
                agreement = agreement_chart(data, matrix, kind)
                files[f"agreement_{matrix.frame}.{kind}"] = agreement
            if changes(data, matrix):
                change = change_chart(data, matrix, kind)
                files[f"change_{matrix.frame}.{kind}"] = change
    return files


def share_chart(data: ReportData, matrix: Matrix, kind: str) -> bytes:
    """The chart of a frame; `kind` is `svg` or `png`."""
    rows = shares(data, matrix)
    with _figure(data, len(rows)) as figure:
        axes = figure.subplots()
        for shift, generation in zip((-_BAR / 2, _BAR / 2), Generation, strict=True):
            _draw_shares(
                axes, rows, generation, shift, _bands(data, matrix, generation)
            )
        _finish(axes, [share.label for share in rows])
        axes.set_xlim(0, 118)  # room for the figures behind a bar of 100
        axes.set_xticks(range(0, 101, 20))
        note = base_note(data, matrix)
        if not data.published:
            note += "; lines: strict and loose reading (shares.csv)"
        return _saved(figure, data, matrix, "share of forces, in per cent", note, kind)


def change_chart(data: ReportData, matrix: Matrix, kind: str) -> bytes:
    """How many forces gained and lost each category, of those with both plans."""
    both = changes(data, matrix)
    gained = Counter(category for change in both for category in change.gained)
    lost = Counter(category for change in both for category in change.lost)
    most = max([1, *gained.values(), *lost.values()])
    with _figure(data, len(matrix.categories)) as figure:
        axes = figure.subplots()
        for counts, word in ((gained, "Gained"), (lost, "Lost")):
            numbers = [counts[category] for category in matrix.categories]
            _draw_moves(axes, numbers, word, most)
        _finish(axes, [matrix.labels[category] for category in matrix.categories])
        axes.axvline(0, color=_COLOURS[Generation.CURRENT], linewidth=0.8)
        axes.set_xlim(-1.25 * most, 1.25 * most)
        axes.set_xticks([])
        axes.spines[["bottom", "left"]].set_visible(False)
        axes.tick_params(left=False)
        note = f"forces with both plans: {len(both)}"
        title = "forces that gained and lost it"
        return _saved(figure, data, matrix, title, note, kind)


def agreement_chart(data: ReportData, matrix: Matrix, kind: str) -> bytes:
    """How far the ticks agree with those of another table: percent agreement as a bar,
    kappa as a point, both from 0 to 1.
    """
    rows = data.measured.categories(matrix.frame)
    with _figure(data, len(rows)) as figure:
        axes = figure.subplots()
        places = range(len(rows))
        axes.barh(
            places,
            [float(row["percent_agreement"]) for row in rows],
            height=1.4 * _BAR,
            color=_COLOURS[Generation.PREVIOUS],
            edgecolor=_COLOURS[Generation.CURRENT],
            linewidth=0.6,
            label="Share of cells that agree",
        )
        with_kappa = [(at, row) for at, row in enumerate(rows) if row["kappa"]]
        axes.plot(
            [max(0.0, float(row["kappa"])) for _, row in with_kappa],
            [at for at, _ in with_kappa],
            "D",
            color=_BAND,
            markersize=5,
            label="Kappa",
        )
        for at, row in enumerate(rows):
            kappa = f", kappa {float(row['kappa']):.2f}" if row["kappa"] else ""
            told = f"{float(row['percent_agreement']):.2f}{kappa}, n = {row['n']}"
            axes.text(1.02, at, told, fontsize=7, va="center")
        _finish(axes, [row["label"] for row in rows])
        axes.set_xlim(0, 1.45)  # room for the figures
        axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1])
        other = rows[0]["second"]
        note = f"compared with {other}; a kappa below 0 is drawn at 0"
        title = "agreement of ticks"
        return _saved(figure, data, matrix, title, note, kind)


def _draw_moves(axes: Axes, counts: Sequence[int], word: str, most: int) -> None:
    """Bars to the right for what was gained, to the left for what was lost."""
    gained = word == "Gained"
    generation = Generation.CURRENT if gained else Generation.PREVIOUS
    sign, side = (1, "left") if gained else (-1, "right")
    axes.barh(
        range(len(counts)),
        [sign * count for count in counts],
        height=1.6 * _BAR,
        color=_COLOURS[generation],
        hatch=_HATCHES[generation],
        edgecolor=_COLOURS[Generation.CURRENT],
        linewidth=0.6,
        label=f"{word} by",
    )
    for place, count in enumerate(counts):
        end = sign * (count + most / 60)
        axes.text(end, place, str(count), fontsize=7, ha=side, va="center")


def tile_chart(data: ReportData, matrix: Matrix, kind: str) -> bytes:
    """A small map of tiles for each category: which forces have it now."""
    rows = shares(data, matrix)
    placed = tiles(data)
    draw: Callable[[Axes, Share], None] = partial(_draw_tiles, placed=placed)
    if data.outlines:
        draw = partial(_draw_outlines, outlines=data.outlines)
    lines = -(-len(rows) // _MAPS_A_LINE)
    with _figure(data, 0, extra=_INCHES_A_MAP * lines) as figure:
        every = figure.subplots(lines, _MAPS_A_LINE, squeeze=False).flatten()
        for axes in every:
            axes.set_axis_off()
        for axes, share in zip(every, rows, strict=False):
            draw(axes, share)
            count = share.counts[Generation.CURRENT]
            title = "\n".join(wrap(share.label, _TITLE_WIDTH))
            axes.set_title(f"{title}\n{count.plans_with} of {count.base}", fontsize=7)
        note = "✓ yes; ? reviewers differ; – no plan, or it could not be read"
        return _saved(figure, data, matrix, "forces that have it now", note, kind)


def _draw_outlines(axes: Axes, share: Share, outlines: Outlines) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    ticks = share.ticks[Generation.CURRENT]
    for shape in outlines.shapes:
        fill, ink, mark = _TILES[ticks.get(shape.force, Tick.NO_PLAN)]
        path = Path.make_compound_path(
            *(Path([*ring, ring[0]], closed=True) for ring in shape.rings)
        )
        patch = PathPatch(path, facecolor=fill, edgecolor="#8893a0", linewidth=0.3)
        axes.add_patch(patch)
        axes.text(*shape.centre, mark, color=ink, fontsize=5, ha="center", va="center")
    axes.set_xlim(-5, WIDTH + 5)
    axes.set_ylim(outlines.height + 5, -5)
    axes.set_aspect("equal")


def _draw_tiles(axes: Axes, share: Share, placed: Sequence[Tile]) -> None:
    from matplotlib.patches import Rectangle

    ticks = share.ticks[Generation.CURRENT]
    for tile in placed:
        tick = ticks.get(tile.force, Tick.NO_PLAN)
        fill, ink, mark = _TILES[tick]
        place = (tile.column - 0.46, tile.row - 0.46)
        square = Rectangle(
            place, 0.92, 0.92, facecolor=fill, edgecolor="#8893a0", linewidth=0.4
        )
        axes.add_patch(square)
        axes.text(
            tile.column, tile.row, mark, color=ink, fontsize=6, ha="center", va="center"
        )
    rows, columns = (
        [getattr(tile, name) for tile in placed] for name in ("row", "column")
    )
    axes.set_xlim(min(columns) - 0.6, max(columns) + 0.6)
    axes.set_ylim(max(rows) + 0.6, min(rows) - 0.6)
    axes.set_aspect("equal")


@contextmanager
def _figure(data: ReportData, rows: int, extra: float = 0.0) -> Iterator[Figure]:
    """A figure with room for so many categories, and `extra` inches."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    height = _INCHES_AROUND + _INCHES_PER_CATEGORY * rows + extra
    with rc_context(_STYLE):
        yield Figure(figsize=(_INCHES_WIDE, height), layout="constrained")


def _bands(
    data: ReportData, matrix: Matrix, generation: Generation
) -> Sequence[tuple[float, float] | None]:
    """The strict and the loose share of each category; none of published ticks."""
    if data.published:
        return [None] * len(matrix.categories)
    found = (band(data, matrix, one, generation) for one in matrix.categories)
    return [one.percents for one in found]


def _draw_shares(
    axes: Axes,
    rows: Sequence[Share],
    generation: Generation,
    shift: float,
    bands: Sequence[tuple[float, float] | None],
) -> None:
    counts = [share.counts[generation] for share in rows]
    places = [place + shift for place in range(len(rows))]
    axes.barh(
        places,
        [count.percent or 0 for count in counts],
        height=_BAR,
        color=_COLOURS[generation],
        hatch=_HATCHES[generation],
        edgecolor=_COLOURS[Generation.CURRENT],
        linewidth=0.6,
        label=f"{generation.value.capitalize()} plan",
    )
    for place, count, ends in zip(places, counts, bands, strict=True):
        end = count.percent or 0
        if ends and ends[0] < ends[1]:
            axes.plot(
                ends, (place, place), color=_BAND, linewidth=1, marker="|", markersize=4
            )
            end = max(end, ends[1])
        told = "n/a" if count.percent is None else f"{count.plans_with} of {count.base}"
        axes.text(end + 1.2, place, told, fontsize=7, va="center")


def _finish(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=2,
        frameon=False,
        fontsize=8,
    )
    axes.margins(y=0.01)


def _saved(
    figure: Figure, data: ReportData, matrix: Matrix, title: str, note: str, kind: str
) -> bytes:
    label = data.codebook.frame(matrix.frame).label
    figure.suptitle(f"{label}: {title}", fontsize=11)
    figure.supxlabel(f"{note}\n{data.state}", fontsize=7)
    drawn = io.BytesIO()
    blank = {"Date": None} if kind == "svg" else {"Software": None}
    figure.savefig(drawn, format=kind, dpi=_DOTS_PER_INCH, metadata=blank)
    return drawn.getvalue()
