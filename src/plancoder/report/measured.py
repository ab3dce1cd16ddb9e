"""What was measured of a study's ticks: how many of a random sample reviewers uphold,
and how far they agree with another table or between two coders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plancoder.agreement.statistics import wilson_interval
from plancoder.errors import StudyError
from plancoder.review.assurance import DrawnTick, Judged
from plancoder.tables.read_table import read_table
from plancoder.terminal import shorten

_TEXTS = ("frame", "first", "second", "scope", "label")
_MOST = 10**12  # of cells; no study has as many
# The figures that a report tells, and the least and the most that each can be.
_RANGES = {
    "n": (0, _MOST),
    "percent_agreement": (0, 1),
    "kappa": (-1, 1),
    "alpha": (-1, 1),
    "ac1": (-1, 1),
}
_FIGURE = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?(e-?[0-9]{1,3})?", re.IGNORECASE)

Row = Mapping[str, str]
"""A row of agreement.csv or reliability.csv."""


@dataclass(frozen=True, slots=True)
class JudgedSample:
    """A random sample of the machine's ticks and what reviewers say of each today;
    `ticks` is the number of ticks that it was drawn from.
    """

    judged: Mapping[DrawnTick, Judged]
    ticks: int
    seed: int

    @property
    def counts(self) -> Mapping[Judged, int]:
        """Drawn ticks by what reviewers say of them."""
        return Counter(self.judged.values())

    @property
    def upheld(self) -> int:
        """Drawn ticks of which a passage was accepted."""
        return self.counts[Judged.UPHELD]

    @property
    def decided(self) -> int:
        """Drawn ticks that reviewers have settled."""
        return self.upheld + self.counts[Judged.NOT_UPHELD]

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval (Wilson 1927) of the share upheld, in percent; None if none
        is decided.
        """
        return wilson_interval(self.upheld, self.decided)


@dataclass(frozen=True, slots=True)
class Measured:
    """All measures that stand in out/, and those that were made before the last coding
    or decision, and so say nothing of these tables.
    """

    assured: JudgedSample | None = None
    agreement: tuple[Row, ...] = ()  # with another table
    coders: tuple[Row, ...] = ()  # between two blind coders
    outdated: tuple[str, ...] = ()

    def categories(self, frame: str) -> Sequence[Row]:
        """The rows of a frame's categories in which both sides answer."""
        return [
            row
            for row in self.agreement
            if row["frame"] == frame
            and row["scope"] == "category"
            and row["percent_agreement"]
        ]


def read_measures(data: bytes, name: str, command: str) -> tuple[Row, ...]:
    """The rows of a table of agreement or reliability, which `command` writes; none of
    no data.

    People open and save it: raises StudyError with a line for each column that is gone
    and for each figure that is no number within its range.
    """
    if not data:
        return ()
    table = read_table(data, name)
    again = f"Make it again with 'plancoder {command}'."
    missing = [each for each in (*_TEXTS, *_RANGES) if each not in table.columns]
    if missing:
        raise StudyError(
            f"{name}: the column {', '.join(map(repr, missing))} is missing. {again}"
        )
    lines = {
        row.line: {column: cell.strip() for column, cell in row.cells.items()}
        for row in table.rows
    }
    slips = [
        f"{name}, line {line}, {column}: {shorten(cells[column])!r} is not a"
        f" number{_range_words(column)}. {again}"
        for line, cells in lines.items()
        for column in _RANGES
        if not _is_figure(cells[column], column)
    ]
    if slips:
        raise StudyError(*slips)
    return tuple(lines.values())


def _is_figure(cell: str, column: str) -> bool:
    """Whether a cell is blank or a number within the range of its column."""
    if not cell:
        return True
    low, high = _RANGES[column]
    # What float() takes besides: nan, inf, 1_000, and figures of other scripts.
    return bool(_FIGURE.fullmatch(cell)) and low <= float(cell) <= high


def _range_words(column: str) -> str:
    low, high = _RANGES[column]
    return " of cells" if high == _MOST else f" from {low} to {high}, such as 0.85"


def measured_words(measured: Measured, labels: Mapping[str, str]) -> Iterable[str]:
    """Sentences for the method statement; `labels` are the frames' names."""
    if measured.assured is not None:
        yield _assured_words(measured.assured)
    for row in _pooled(measured.agreement):
        yield (
            f"{labels.get(row['frame'], row['frame'])}, compared with {row['second']}"
            f" in {_whole(row['n'])} cells: {_figures(row)}."
        )
    for row in _pooled(measured.coders):
        yield (
            f"{labels.get(row['frame'], row['frame'])}, two coders who did not see each"
            f" other's answers ({row['first']} and {row['second']}), by {row['unit']},"
            f" n = {_whole(row['n'])}: {_figures(row)}."
        )
    for name in measured.outdated:
        yield (
            f"The figures of {name} were made before the last coding or decision and"
            " are left out here: make them again."
        )


def _pooled(rows: Iterable[Row]) -> Iterable[Row]:
    """The rows that speak of a whole frame."""
    return (row for row in rows if row["scope"] == "pooled")


def _assured_words(assured: JudgedSample) -> str:
    drawn = (
        f"Of {assured.ticks:,} ticks of the program, {len(assured.judged):,} were drawn"
        f" at random (stratified by category, basis and"
        f" confidence, seed {assured.seed})"
    )
    if assured.interval is None:
        return f"{drawn}; reviewers have decided none of them yet."
    low, high = assured.interval
    share = 100 * assured.upheld / assured.decided
    told = (
        f"{drawn} and {assured.decided:,} of these decided by reviewers, who upheld"
        f" {share:.0f}% (95% interval {low:.0f}–{high:.0f}, Wilson)."
    )
    if left := len(assured.judged) - assured.decided:
        # Reviewers do not leave ticks at random: the hardest wait longest.
        told += f" The interval does not allow for the {left:,} that are undecided."
    return told


def _figures(row: Row) -> str:
    names = (
        ("percent_agreement", "agreement"),
        ("kappa", "kappa"),
        ("alpha", "alpha"),
        ("ac1", "AC1"),
    )
    told = [
        f"{word} {float(row[name]):.2f}" for name, word in names if row.get(name, "")
    ]
    return ", ".join(told) or "no figure is defined"


def _whole(number: str) -> str:
    return f"{int(float(number)):,}" if number else "0"
