"""What was measured of a study's ticks: how many of a random sample reviewers uphold,
and how far they agree with another table or between two coders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plancoder.agreement.statistics import wilson_interval
from plancoder.review.assurance import DrawnTick, Judged

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
