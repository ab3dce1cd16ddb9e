"""The charts: share of forces for each category, current beside previous, as SVG and
PNG.

Drawn without a window and byte-stable: no date, no random ids.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plancoder.models import Matrix
from plancoder.report.data import ReportData
from plancoder.report.shares import Generation, Share, base_note, shares

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
_BAR = 0.38  # of the distance between two categories
_INCHES_WIDE = 7.2
_INCHES_PER_CATEGORY = 0.46
_INCHES_AROUND = 1.5
_DOTS_PER_INCH = 200


def chart_files(data: ReportData) -> Mapping[str, bytes]:
    """`chart_needs.svg` and `.png` and so on, one pair for each matrix of ticks."""
    files = {}
    for matrix in data.matrices:
        if matrix.appendix == "C":
            continue
        for kind in ("svg", "png"):
            files[f"chart_{matrix.frame}.{kind}"] = share_chart(data, matrix, kind)
    return files


def share_chart(data: ReportData, matrix: Matrix, kind: str) -> bytes:
    """The chart of a frame; `kind` is `svg` or `png`."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    rows = shares(data, matrix)
    height = _INCHES_AROUND + _INCHES_PER_CATEGORY * len(rows)
    with rc_context(_STYLE):
        figure = Figure(figsize=(_INCHES_WIDE, height), layout="constrained")
        _draw(figure.subplots(), rows)
        label = data.codebook.frame(matrix.frame).label
        figure.suptitle(f"{label}: share of forces, in per cent", fontsize=11)
        figure.supxlabel(f"{base_note(data, matrix)}\n{data.state}", fontsize=7)
        return _saved(figure, kind)


def _draw(axes: Axes, rows: Sequence[Share]) -> None:
    places = range(len(rows))
    for shift, generation in zip((-_BAR / 2, _BAR / 2), Generation, strict=True):
        counts = [share.counts[generation] for share in rows]
        bars = axes.barh(
            [place + shift for place in places],
            [count.percent or 0 for count in counts],
            height=_BAR,
            color=_COLOURS[generation],
            hatch=_HATCHES[generation],
            edgecolor=_COLOURS[Generation.CURRENT],
            linewidth=0.6,
            label=f"{generation.value.capitalize()} plan",
        )
        told = [
            "n/a" if count.percent is None else f"{count.plans_with} of {count.base}"
            for count in counts
        ]
        axes.bar_label(bars, told, padding=3, fontsize=7)
    axes.set_yticks(list(places), [share.label for share in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, 112)  # room for the figures behind a bar of 100
    axes.set_xticks(range(0, 101, 20))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=2,
        frameon=False,
        fontsize=8,
    )
    axes.margins(y=0.01)


def _saved(figure: Figure, kind: str) -> bytes:
    drawn = io.BytesIO()
    blank = {"Date": None} if kind == "svg" else {"Software": None}
    figure.savefig(drawn, format=kind, dpi=_DOTS_PER_INCH, metadata=blank)
    return drawn.getvalue()
