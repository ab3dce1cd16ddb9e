"""The charts: share of forces for each category, current beside previous; what forces
gained and lost; and maps of tiles. Each as SVG and PNG.

Drawn without a window and byte-stable: no date, no random ids.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from plancoder.models import Matrix, Tick
from plancoder.report.change import changes, moves_of
from plancoder.report.data import ChartKey, ReportData
from plancoder.report.fragility import band
from plancoder.report.outlines import WIDTH, Outlines
from plancoder.report.shares import (
    Generation,
    Share,
    base_note,
    share_words,
    shares,
)
from plancoder.report.tiles import Tile, tiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Drawn = Mapping[str, bytes]
"""A chart as `svg` and as `png`."""
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
_MAPS_A_LINE, _INCHES_OF_A_TITLE = 4, 0.55
_OF_THE_AXIS = 0.0125  # a letter of the figures behind a bar takes this much of it
_LABEL_WIDTH = 38  # characters of a line beside the bars
_NOTE_WIDTH = 130  # characters of a line below a chart
_NOWHERE = (Tile("", "", 1, 1),)
_TITLE_WIDTH = 24  # characters of a line above a map
_BAR = 0.38  # of the distance between two categories
_INCHES_WIDE = 7.2
_INCHES_PER_CATEGORY = 0.46
_INCHES_AROUND = 1.5
_DOTS_PER_INCH = 200


def draw_charts(data: ReportData) -> dict[ChartKey, bytes]:
    """The charts of each matrix of ticks, as `svg` and as `png`."""
    return {
        (kind, matrix.frame, ending): content
        for matrix in data.matrices
        if matrix.appendix != "C"
        for kind, drawn in _drawn(data, matrix)
        for ending, content in drawn.items()
    }


def _drawn(data: ReportData, matrix: Matrix) -> Iterator[tuple[str, Drawn]]:
    """The charts of a frame by what they show."""
    yield "chart", share_chart(data, matrix)
    yield "map", map_chart(data, matrix)
    if data.measured.categories(matrix.frame):
        yield "agreement", agreement_chart(data, matrix)
    if changes(data, matrix):
        yield "change", change_chart(data, matrix)


def charts_of(data: ReportData, matrix: Matrix, ending: str) -> Mapping[str, bytes]:
    """The charts of a frame as `svg` or `png`, by what they show: `chart`, `map` and,
    where there is one, `change` and `agreement`. Drawn where they are not yet.
    """
    drawn = data.charts or draw_charts(data)
    return {
        kind: content
        for (kind, frame, its_ending), content in drawn.items()
        if frame == matrix.frame and its_ending == ending
    }


def share_chart(data: ReportData, matrix: Matrix) -> Drawn:
    """Share of forces for each category of a frame, current beside previous."""
    rows = shares(data, matrix)
    with _figure(data, len(rows)) as figure:
        axes = figure.subplots()
        for shift, generation in zip((-_BAR / 2, _BAR / 2), Generation, strict=True):
            _draw_shares(
                axes, rows, generation, shift, _bands(data, matrix, generation)
            )
        _finish(axes, [share.label for share in rows])
        axes.set_xlim(0, _room_for(rows))
        axes.spines["bottom"].set_bounds(0, 100)
        axes.set_xticks(range(0, 101, 20))
        note = base_note(data, matrix)
        if not data.published:
            note += "; lines: strict and loose reading (shares.csv)"
        title = f"share of {data.base.unit}, in per cent"
        return _saved(figure, data, matrix, title, note)


def _room_for(rows: Sequence[Share]) -> float:
    """Where the axis ends, so that the longest figures fit behind a bar of 100."""
    told = [share_words(count) for share in rows for count in share.counts.values()]
    longest = max(map(len, told), default=0)
    return max(120.0, 102 / (1 - _OF_THE_AXIS * longest))


def change_chart(data: ReportData, matrix: Matrix) -> Drawn:
    """How many forces gained and lost each category, of those with both plans."""
    both = changes(data, matrix)
    moves = moves_of(both, matrix.categories)
    gained, lost = ([pair[at] for pair in moves.values()] for at in (0, 1))
    most = max([1, *gained, *lost])
    with _figure(data, len(matrix.categories)) as figure:
        axes = figure.subplots()
        _draw_moves(axes, gained, "Gained", most)
        _draw_moves(axes, lost, "Lost", most)
        _finish(axes, [matrix.labels[category] for category in matrix.categories])
        axes.axvline(0, color=_COLOURS[Generation.CURRENT], linewidth=0.8)
        axes.set_xlim(-1.25 * most, 1.25 * most)
        axes.set_xticks([])
        axes.spines[["bottom", "left"]].set_visible(False)
        axes.tick_params(left=False)
        note = f"forces with both plans: {len(both)}"
        title = "forces that gained and lost it"
        return _saved(figure, data, matrix, title, note)


def agreement_chart(data: ReportData, matrix: Matrix) -> Drawn:
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
        return _saved(figure, data, matrix, title, note)


def agreement_words(data: ReportData, matrix: Matrix) -> str:
    """The agreement in words, for whoever cannot see the chart."""
    return "; ".join(
        f"{row['label']}: {float(row['percent_agreement']):.2f} of {row['n']} cells"
        + (f", kappa {float(row['kappa']):.2f}" if row["kappa"] else "")
        for row in data.measured.categories(matrix.frame)
    )


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


def map_chart(data: ReportData, matrix: Matrix) -> Drawn:
    """A small map for each category: which forces have it now."""
    rows = shares(data, matrix)
    placed = tiles(data)
    wide, high = _map_size(data, placed)
    inch = (_INCHES_WIDE - 0.2) / (_MAPS_A_LINE * wide)  # of a unit of the map
    title_high = _INCHES_OF_A_TITLE / inch
    lines = -(-len(rows) // _MAPS_A_LINE)
    tall = lines * (high + title_high)
    above, below = 0.5, 0.6  # inches
    extra = tall * inch + above + below - _INCHES_AROUND
    with _figure(data, 0, extra=extra, constrained=False) as figure:
        whole = figure.get_figheight()
        axes = figure.add_axes(
            (0.1 / _INCHES_WIDE, below / whole, 1 - 0.2 / _INCHES_WIDE,
             1 - (above + below) / whole)
        )  # fmt: skip
        axes.set_axis_off()
        axes.set_xlim(0, _MAPS_A_LINE * wide)
        axes.set_ylim(tall, 0)
        for number, share in enumerate(rows):
            line, column = divmod(number, _MAPS_A_LINE)
            left, top = column * wide, line * (high + title_high) + title_high
            told = "\n".join(wrap(share.label, _TITLE_WIDTH))
            told += f"\n{share_words(share.counts[Generation.CURRENT])}"
            middle = left + wide / 2
            axes.text(middle, top, told, fontsize=7, ha="center", va="bottom")
            if data.outlines:
                _draw_outlines(axes, share, data.outlines, left, top)
            else:
                _draw_tiles(axes, share, placed, left, top)
        note = "✓ yes; ? reviewers differ; – no plan, or it could not be read"
        title = f"{data.base.unit} that have it now"
        return _saved(figure, data, matrix, title, note)


def _map_size(data: ReportData, placed: Sequence[Tile]) -> tuple[float, float]:
    """Width and height of a small map with the gap beside and below it, in its units:
    those of the outlines, or tiles.
    """
    if data.outlines:
        gap = WIDTH / 12
        return WIDTH + gap, data.outlines.height + gap
    rows, columns = ([getattr(tile, name) for tile in placed or _NOWHERE]
                     for name in ("row", "column"))  # fmt: skip
    return max(columns) - min(columns) + 2.0, max(rows) - min(rows) + 2.0


def _draw_outlines(
    axes: Axes, share: Share, outlines: Outlines, left: float, top: float
) -> None:
    """Draw the shapes of all forces with the corner of the map at (left, top)."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    ticks = share.ticks[Generation.CURRENT]
    for shape in outlines.shapes:
        fill, ink, mark = _TILES[ticks.get(shape.force, Tick.NO_PLAN)]
        rings = [[(x + left, y + top) for x, y in ring] for ring in shape.rings]
        path = Path.make_compound_path(
            *(Path([*ring, ring[0]], closed=True) for ring in rings)
        )
        patch = PathPatch(path, facecolor=fill, edgecolor="#8893a0", linewidth=0.3)
        axes.add_artist(patch)
        x, y = shape.centre
        _mark(axes, x + left, y + top, mark, ink)


def _draw_tiles(
    axes: Axes, share: Share, placed: Sequence[Tile], left: float, top: float
) -> None:
    """Draw a square for each force with the corner of the map at (left, top)."""
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    ticks = share.ticks[Generation.CURRENT]
    first_row, first_column = (
        min((getattr(tile, name) for tile in placed), default=1)
        for name in ("row", "column")
    )
    squares, fills = [], []
    for tile in placed:
        fill, ink, mark = _TILES[ticks.get(tile.force, Tick.NO_PLAN)]
        x = left + tile.column - first_column + 0.5
        y = top + tile.row - first_row + 0.2
        squares.append(Rectangle((x + 0.04, y + 0.04), 0.92, 0.92))
        fills.append(fill)
        _mark(axes, x + 0.5, y + 0.5, mark, ink)
    axes.add_collection(
        PatchCollection(
            squares, facecolors=fills, edgecolors="#8893a0", linewidths=0.4, zorder=1
        ),
        autolim=False,
    )


def _mark(axes: Axes, x: float, y: float, mark: str, ink: str) -> None:
    if mark:
        axes.text(x, y, mark, color=ink, fontsize=6, ha="center", va="center")


@contextmanager
def _figure(
    data: ReportData,
    rows: int,
    extra: float = 0.0,
    constrained: bool = True,
) -> Iterator[Figure]:
    """A figure with room for so many categories, and `extra` inches."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    height = _INCHES_AROUND + _INCHES_PER_CATEGORY * rows + extra
    with rc_context(_STYLE):
        yield Figure(
            figsize=(_INCHES_WIDE, height),
            layout="constrained" if constrained else None,
        )


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
        [count.least or 0 for count in counts],
        height=_BAR,
        color=_COLOURS[generation],
        hatch=_HATCHES[generation],
        edgecolor=_COLOURS[Generation.CURRENT],
        linewidth=0.6,
        label=f"{generation.value.capitalize()} plan",
    )
    for place, count, ends in zip(places, counts, bands, strict=True):
        end = count.least or 0
        if ends and ends[0] < ends[1]:
            axes.plot(
                ends, (place, place), color=_BAND, linewidth=1, marker="|", markersize=4
            )
            end = max(end, ends[1])
        axes.text(end + 1.2, place, share_words(count), fontsize=7, va="center")


def _finish(axes: Axes, labels: Sequence[str]) -> None:
    told = ["\n".join(wrap(label, _LABEL_WIDTH)) for label in labels]
    axes.set_yticks(range(len(labels)), told)
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
    figure: Figure, data: ReportData, matrix: Matrix, title: str, note: str
) -> Drawn:
    label = data.codebook.frame(matrix.frame).label
    figure.suptitle(f"{label}: {title}", fontsize=11)
    told = "\n".join(wrap(note, _NOTE_WIDTH))
    figure.supxlabel(f"{told}\n{data.state}", fontsize=7)
    drawn = {}
    for kind, blank in (("svg", {"Date": None}), ("png", {"Software": None})):
        written = io.BytesIO()
        figure.savefig(written, format=kind, dpi=_DOTS_PER_INCH, metadata=blank)
        drawn[kind] = written.getvalue()
        figure.set_layout_engine("none")  # everything has its place now
    return drawn
