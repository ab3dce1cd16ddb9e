"""All figures of one comparison side by side, with the warning that goes with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from plancoder.agreement import statistics
from plancoder.agreement.alpha import (
    Interval,
    alpha_interval,
    alpha_of_counts,
    counts_coincidences,
)
from plancoder.agreement.statistics import FEWEST_OF_A_KIND, Counts, count_pairs

Answer = bool | None

UNDEFINED = "undefined: nobody varies"
TOO_FEW = "too few to interpret"
NOTHING = "nothing to compare"


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement on a set of cells, read in two ways.

    `counts` are the cells that both coders answered. `counts_strict` adds the cells
    that the second answered and the
    first left open, each as a wrong answer, so that nothing is left out; the two are
    equal where nothing is open.
    Cells without an answer by the second cannot be judged in either reading:
    `open_second`.
    """

    counts: Counts
    open_first: int
    open_second: int
    counts_strict: Counts
    alpha_interval: Interval | None

    @property
    def warning(self) -> str:
        """Why kappa and alpha should not be read, or blank."""
        if not self.counts.n:
            return NOTHING
        if statistics.cohen_kappa(self.counts) is None:
            return UNDEFINED
        return TOO_FEW if self.counts.rarest < FEWEST_OF_A_KIND else ""


Statistic = Callable[[Counts], float | None]

STATISTICS: dict[str, Statistic] = {
    "percent_agreement": statistics.percent_agreement,
    "kappa": statistics.cohen_kappa,
    "alpha": alpha_of_counts,
    "ac1": statistics.gwet_ac1,
    "pabak": statistics.pabak,
    "precision": statistics.precision,
    "recall": statistics.recall,
    "f1": statistics.f1_score,
}


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a statistic over the categories in which it is defined, and how many
    these are.
    """

    value: float | None
    categories: int


def measure(units: Sequence[Sequence[tuple[Answer, Answer]]]) -> Figures:
    """Figures of cells in units that were drawn independently (plans); the interval
    resamples whole units.
    """
    cells = [cell for unit in units for cell in unit]
    per_unit = [count_pairs(_answered(unit)) for unit in units]
    return Figures(
        counts=count_pairs(_answered(cells)),
        open_first=sum(first is None and second is not None for first, second in cells),
        open_second=sum(second is None for _, second in cells),
        counts_strict=count_pairs(
            (first if first is not None else not second, second)
            for first, second in cells
            if second is not None
        ),
        alpha_interval=alpha_interval(
            [counts_coincidences(counts) for counts in per_unit if counts.n]
        ),
    )


def macro(figures: Iterable[Figures]) -> dict[str, Mean]:
    """The mean of each statistic over categories, every category weighing the same."""
    each = [item.counts for item in figures]
    means = {}
    for name, statistic in STATISTICS.items():
        defined = [value for counts in each if (value := statistic(counts)) is not None]
        means[name] = Mean(fmean(defined) if defined else None, len(defined))
    return means


def _answered(cells: Iterable[tuple[Answer, Answer]]) -> Iterable[tuple[bool, bool]]:
    return (
        (first, second)
        for first, second in cells
        if first is not None and second is not None
    )
