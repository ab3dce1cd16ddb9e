"""Which base gives a published percentage: the tables are counted on each base in turn,
and figures that none of them gives are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plancoder.did_you_mean import did_you_mean
from plancoder.errors import StudyError
from plancoder.export.summary import Count, count_ticks, force_ticks
from plancoder.models import Matrix
from plancoder.reference.headlines import load_headlines
from plancoder.report.data import ReportData
from plancoder.report.shares import Generation, plans_of
from plancoder.tables.read_table import read_table

# A figure in per cent is rounded; one in words ("a third") may be this far off, in
# points: the figures in words of 2017 are up to 2.8 off.
_ROUNDED, _IN_WORDS = 0.5, 3.0
_NEEDED = ("category", "plans", "percent")
_GENERATIONS = {
    "current": Generation.CURRENT,
    "in_force": Generation.CURRENT,
    "previous": Generation.PREVIOUS,
}


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A percentage as printed: of which category, in which plans.

    `appendix` or the frame's id may be blank where only one frame has the category.
    `told` is the figure in the words of the publication, `line` where it stands in its
    file.
    """

    appendix: str
    category: str
    generation: Generation
    percent: float
    told: str
    line: int = 0

    @property
    def in_words(self) -> bool:
        """Whether it is said in words: "a third", "9 out of 10"."""
        return (
            bool(self.told)
            and not self.told.strip().rstrip("%").strip().replace(".", "", 1).isdigit()
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """What one way of counting gives. `base` says the way in words."""

    base: str
    count: Count


@dataclass(frozen=True, slots=True)
class Replication:
    """A figure with the ways of counting that give it, and the nearest of the rest."""

    figure: PublishedFigure
    label: str
    given_by: tuple[Counted, ...]
    nearest: Counted


def bundled_figures() -> tuple[PublishedFigure, ...]:
    """The figures that were published beside the tables of 2017."""
    return tuple(
        PublishedFigure(
            one.appendix,
            one.category,
            _GENERATIONS[one.plans],
            one.published_percent,
            one.published_text,
        )
        for one in load_headlines()
    )


def read_figures(data: bytes, name: str) -> tuple[PublishedFigure, ...]:
    """The figures of a CSV or Excel file with the columns `category`, `plans` (current
    or previous) and `percent`, and if you like `appendix` and `text`.

    Raises StudyError with a line for each slip.
    """
    table = read_table(data, name)
    missing = [column for column in _NEEDED if column not in table.columns]
    if missing:
        raise StudyError(
            f"{name}: the columns {', '.join(missing)} are missing. A list of figures"
            " has the columns category, plans, percent, and may have appendix and text."
        )
    figures, slips = [], []
    for row in table.rows:
        try:
            figures.append(_figure(row.cells, row.line))
        except ValueError as error:
            slips.append(f"{name}, line {row.line}: {error}")
    if slips:
        raise StudyError(*slips)
    return tuple(figures)


# What float() takes besides: nan, inf, 1_000, and figures of other scripts.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


def _figure(cells: Mapping[str, str], line: int) -> PublishedFigure:
    plans = cells["plans"].strip().casefold()
    if plans not in _GENERATIONS:
        raise ValueError(f"plans is {plans!r}; write current or previous.")
    written = cells["percent"].strip().rstrip("%").strip()
    if not _NUMBER.fullmatch(written):
        raise ValueError(f"percent is {written!r}; write a number.")
    percent = float(written)
    if not 0 <= percent <= 100:
        raise ValueError(f"percent is {written}; it is from 0 to 100.")
    return PublishedFigure(
        cells.get("appendix", "").strip(),
        cells["category"].strip(),
        _GENERATIONS[plans],
        percent,
        cells.get("text", "").strip(),
        line,
    )


def replicate(
    data: ReportData, figures: Iterable[PublishedFigure], name: str
) -> tuple[Replication, ...]:
    """Each figure counted on every base; raises StudyError with a line for each figure
    whose category is unknown, or stands in several appendices.
    """
    found: list[Replication] = []
    slips: list[str] = []
    for figure in figures:
        where = f"{name}, line {figure.line}" if figure.line else name
        try:
            found.append(_replicate(data, figure, where))
        except StudyError as error:
            slips += error.problems
    if slips:
        raise StudyError(*slips)
    return tuple(found)


def _replicate(data: ReportData, figure: PublishedFigure, where: str) -> Replication:
    matrix = _matrix_of(data, figure, where)
    ways = [
        Counted(words, _count(changed, matrix, figure, by_plan=by_plan, read=read))
        for words, changed, by_plan, read in _ways(data)
    ]
    reach = _IN_WORDS if figure.in_words else _ROUNDED
    given_by = tuple(way for way in ways if _off(way, figure) <= reach)
    nearest = min(ways, key=lambda way: _off(way, figure))
    return Replication(figure, matrix.labels[figure.category], given_by, nearest)


def _ways(data: ReportData) -> Iterator[tuple[str, ReportData, bool, bool]]:
    """The ways of counting, the usual one first: in words, by plan or by force, out of
    those read or of all.
    """
    for by_plan in (False, True):
        what = "plans" if by_plan else "forces"
        for carried in (True, False):
            for read in (True, False):
                words = f"{what} that were read" if read else f"all {what}"
                words += ", old plan where there is no new one" if carried else ""
                yield words, replace(data, carry_forward=carried), by_plan, read


def _count(
    data: ReportData,
    matrix: Matrix,
    figure: PublishedFigure,
    *,
    by_plan: bool,
    read: bool,
) -> Count:
    plans = plans_of(data, matrix, figure.generation)
    ticks = [matrix.cells[plan.plan_id, figure.category].tick for plan in plans]
    if not by_plan:
        ticks = [*force_ticks(matrix, figure.category, plans).values()]
    return count_ticks(ticks, all_listed=not read)


def _off(way: Counted, figure: PublishedFigure) -> float:
    """How far a way of counting is from the figure, in points. Whoever counted may
    have taken an unread plan for a "no".
    """
    percent = way.count.least
    return 101.0 if percent is None else abs(percent - figure.percent)


def _matrix_of(data: ReportData, figure: PublishedFigure, where: str) -> Matrix:
    wanted = figure.appendix.casefold()
    matrices: Sequence[Matrix] = [
        matrix
        for matrix in data.matrices
        if not wanted or wanted in (matrix.appendix.casefold(), matrix.frame.casefold())
    ]
    having = [one for one in matrices if figure.category in one.categories]
    if len(having) == 1:
        return having[0]
    if having:
        letters = " or ".join(one.appendix or one.frame for one in having)
        raise StudyError(
            f"{where}: {figure.category!r} is a category of several appendices. Write"
            f" the letter of one into the column appendix: {letters}."
        )
    known = [category for matrix in matrices for category in matrix.categories]
    hint = did_you_mean(figure.category, known, ". The codebook has the ids.")
    raise StudyError(f"{where}: there is no category {figure.category!r}{hint}")
