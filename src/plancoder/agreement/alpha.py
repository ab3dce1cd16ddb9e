"""Krippendorff's alpha for nominal values, any number of coders and missing values,
with a bootstrap interval.

Source: Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability (University
    of Pennsylvania); Krippendorff,
K. (2019), Content Analysis, 4th ed., chapter 12. With o_cc the coincidences of value c
with itself, n_c the pairable
values c and n their sum: alpha = 1 - (n - 1) (n - sum o_cc) / (n^2 - sum n_c^2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from plancoder.agreement.statistics import Counts

RESAMPLES = 1000
_LEVEL = 0.95  # of the interval
SEED = 20170919  # fixed, so that the same study gives the same interval

# Fewer defined resamples than this share of all, and an interval would describe luck.
_ENOUGH_DEFINED = 0.5


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval.

    `undefined` is the share of resamples in which nobody varied and which were left
    out.
    """

    low: float
    high: float
    undefined: float = 0.0


@dataclass(frozen=True, slots=True)
class Coincidences:
    """What a unit (or a group of units) adds to the coincidence matrix: `agreeing` is
    its diagonal, `values` n_c.
    """

    agreeing: float
    values: tuple[int, ...]


def alpha_of_counts(counts: Counts) -> float | None:
    """Alpha of two binary codings without missing values; None where nobody varies."""
    return _alpha(counts_coincidences(counts))


def counts_coincidences(counts: Counts) -> Coincidences:
    """What counted pairs of one plan add."""
    yes = counts.yes_first + counts.yes_second
    return Coincidences(
        2.0 * (counts.both_yes + counts.both_no), (yes, 2 * counts.n - yes)
    )


def alpha_interval(
    units: Sequence[Coincidences],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval | None:
    """Percentile bootstrap of alpha: whole units are drawn with replacement; None where
    it says nothing.

    That is: fewer than two units, no disagreement among them, or resamples in which
    mostly nobody varies.

    Give one item for each thing that was drawn independently: a plan with all its cells
    for pooled figures, since the
    cells of one plan stand or fall together. Source: Efron, B. & Tibshirani, R. J.
    (1993), An Introduction to the
    Bootstrap, chapter 13; for alpha: Zapf, A. et al. (2016), BMC Medical Research
    Methodology 16:93.
    """
    if len(units) < 2 or all(unit.agreeing == sum(unit.values) for unit in units):
        # without a disagreement to draw, "1 to 1" would claim a certainty that nobody
        # has
        return None
    kinds = Counter(units)
    shapes, weights = list(kinds), list(accumulate(kinds.values()))
    draw = Random(seed)
    found = (
        _alpha(
            _total(
                shapes,
                Counter(
                    draw.choices(range(len(shapes)), cum_weights=weights, k=len(units))
                ),
            )
        )
        for _ in range(resamples)
    )
    defined = sorted(alpha for alpha in found if alpha is not None)
    if len(defined) < _ENOUGH_DEFINED * resamples:
        return None
    tail = (1 - _LEVEL) / 2
    return Interval(
        _quantile(defined, tail),
        _quantile(defined, 1 - tail),
        1 - len(defined) / resamples,
    )


def _total(units: Sequence[Coincidences], times: Mapping[int, int]) -> Coincidences:
    agreeing = sum(units[index].agreeing * count for index, count in times.items())
    values = tuple(
        sum(units[index].values[place] * count for index, count in times.items())
        for place in range(len(units[0].values))
    )
    return Coincidences(agreeing, values)


def _alpha(total: Coincidences) -> float | None:
    n = sum(total.values)
    by_chance = n * n - sum(count * count for count in total.values)
    return 1 - (n - 1) * (n - total.agreeing) / by_chance if by_chance else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
