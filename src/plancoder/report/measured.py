"""What was measured of a study's ticks: how many of a random sample reviewers uphold,
and how far they agree with another table or between two coders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Row = Mapping[str, str]
"""A row of agreement.csv or reliability.csv."""


@dataclass(frozen=True, slots=True)
class Assured:
    """A random sample of the machine's ticks and what reviewers say of it today.

    `interval` is the 95% interval (Wilson 1927) of the share upheld in percent; None
    where none is decided.
    """

    drawn: int
    ticks: int
    seed: int
    upheld: int
    decided: int
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Measured:
    """All measures that stand in out/, and those that were made before the last coding
    or decision, and so say nothing of these tables.
    """

    assured: Assured | None = None
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
    for row in measured.agreement:
        if row["scope"] == "pooled":
            frame = labels.get(row["frame"], row["frame"])
            yield (
                f"{frame}, compared with {row['second']} in {_whole(row['n'])} cells:"
                f" {_figures(row)}."
            )
    for row in measured.coders:
        if row["scope"] == "pooled":
            frame = labels.get(row["frame"], row["frame"])
            yield (
                f"{frame}, two coders who did not see each other's answers"
                f" ({row['first']} and {row['second']}), by {row['unit']},"
                f" n = {_whole(row['n'])}: {_figures(row)}."
            )
    for name in measured.outdated:
        yield (
            f"The figures of {name} were made before the last coding or decision and"
            " are left out here: make them again."
        )


def _assured_words(assured: Assured) -> str:
    drawn = (
        f"Of {assured.ticks:,} ticks of the program, {assured.drawn:,} were drawn at"
        f" random (stratified by category and basis, seed {assured.seed})"
    )
    if assured.interval is None:
        return f"{drawn}; reviewers have decided none of them yet."
    low, high = assured.interval
    share = 100 * assured.upheld / assured.decided
    return (
        f"{drawn} and {assured.decided:,} of these decided by reviewers, who upheld"
        f" {share:.0f}% (95% interval {low:.0f}–{high:.0f}, Wilson)."
    )


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
