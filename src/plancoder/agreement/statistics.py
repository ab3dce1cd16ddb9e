"""Agreement of two binary codings, each figure with its source; None where a figure is
undefined.

"Yes" is a tick. The first coding is the one under test (the tool, coder A), the second
the one it is held against (the
published table, coder B); only precision and recall tell the two apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Table = tuple[
    tuple[int, ...], ...
]  # Table[i][j]: units that the first coder called i and the second j

# Below this many ticks (or blanks) by either coder one changed cell moves every
# coefficient by a lot.
FEWEST_OF_A_KIND = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """The four counts of two binary codings of the same units."""

    both_yes: int = 0
    only_first: int = 0
    only_second: int = 0
    both_no: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.both_yes + other.both_yes,
            self.only_first + other.only_first,
            self.only_second + other.only_second,
            self.both_no + other.both_no,
        )

    @property
    def n(self) -> int:
        """Units that both coders coded."""
        return self.both_yes + self.only_first + self.only_second + self.both_no

    @property
    def yes_first(self) -> int:
        """Ticks of the first coder."""
        return self.both_yes + self.only_first

    @property
    def yes_second(self) -> int:
        """Ticks of the second coder."""
        return self.both_yes + self.only_second

    @property
    def table(self) -> Table:
        """The counts as a square table, yes before no."""
        return ((self.both_yes, self.only_first), (self.only_second, self.both_no))

    @property
    def rarest(self) -> int:
        """The smallest number of ticks or of blanks that either coder gave."""
        return min(
            self.yes_first,
            self.n - self.yes_first,
            self.yes_second,
            self.n - self.yes_second,
        )


def count_pairs(pairs: Iterable[tuple[bool, bool]]) -> Counts:
    """The four counts of pairs (first coder, second coder)."""
    seen = [0, 0, 0, 0]
    for first, second in pairs:
        seen[(not first) * 2 + (not second)] += 1
    return Counts(*seen)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def percent_agreement(counts: Counts) -> float | None:
    """Share of units on which both say the same, 0 to 1 (Scott & Hill 1948's p_o: (a +
    d) / n).
    """
    return _ratio(counts.both_yes + counts.both_no, counts.n)


def cohen_kappa(counts: Counts) -> float | None:
    """Cohen's kappa: (p_o - p_e) / (1 - p_e) with p_e from each coder's own prevalence;
    None where neither varies.

    Source: Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational
        and Psychological Measurement
    20, 37-46.
    """
    return kappa_of_table(counts.table)


def kappa_of_table(table: Table) -> float | None:
    """Cohen's kappa of a square table of any size (Cohen 1960); None where p_e is 1 or
    the table is empty.
    """
    n = sum(map(sum, table))
    if not n:
        return None
    expected = sum(row * column for row, column in zip(*_margins(table), strict=True))
    return _ratio(
        n * sum(table[i][i] for i in range(len(table))) - expected, n * n - expected
    )


def kappa_standard_error(table: Table) -> float | None:
    """Large-sample standard error of kappa, for confidence intervals; None where kappa
    is undefined.

    Source: Fleiss, J. L., Cohen, J. & Everitt, B. S. (1969), Large sample standard
        errors of kappa and weighted kappa,
    Psychological Bulletin 72, 323-327, formula 13.
    """
    kappa = kappa_of_table(table)
    if kappa is None:
        return None
    n = sum(map(sum, table))
    rows, columns = ([margin / n for margin in margins] for margins in _margins(table))
    size = range(len(table))
    expected = sum(rows[i] * columns[i] for i in size)
    diagonal = sum(
        table[i][i] / n * (1 - (rows[i] + columns[i]) * (1 - kappa)) ** 2 for i in size
    )
    off = sum(
        table[i][j] / n * (columns[i] + rows[j]) ** 2
        for i in size
        for j in size
        if i != j
    )
    inner = diagonal + (1 - kappa) ** 2 * off - (kappa - expected * (1 - kappa)) ** 2
    return sqrt(max(0.0, inner) / n) / (1 - expected)


def _margins(table: Table) -> tuple[list[int], list[int]]:
    return [sum(row) for row in table], [
        sum(column) for column in zip(*table, strict=True)
    ]


def gwet_ac1(counts: Counts) -> float | None:
    """Gwet's AC1: chance agreement 2q(1-q), q the mean prevalence of the two coders;
    steady where kappa is not.

    Defined even where neither coder varies (then 1 or -1 at the limit of the formula);
    None only without units.
    Source: Gwet, K. L. (2008), Computing inter-rater reliability and its variance in
        the presence of high agreement,
    British Journal of Mathematical and Statistical Psychology 61, 29-48.
    """
    observed = percent_agreement(counts)
    if observed is None:
        return None
    prevalence = (counts.yes_first + counts.yes_second) / (2 * counts.n)
    by_chance = (
        2 * prevalence * (1 - prevalence)
    )  # at most 0.5, so the divisor below is never 0
    return (observed - by_chance) / (1 - by_chance)


def pabak(counts: Counts) -> float | None:
    """Prevalence-adjusted bias-adjusted kappa: 2 p_o - 1; None without units.

    Source: Byrt, T., Bishop, J. & Carlin, J. B. (1993), Bias, prevalence and kappa,
        Journal of Clinical Epidemiology
    46, 423-429.
    """
    observed = percent_agreement(counts)
    return None if observed is None else 2 * observed - 1


def precision(counts: Counts) -> float | None:
    """Share of the first coder's ticks that the second ticks too; None where the first
    ticks nothing.

    Source for precision and recall: Kent, A. et al. (1955), Machine literature
    searching VIII, American Documentation
    6, 93-101.
    """
    return _ratio(counts.both_yes, counts.yes_first)


def recall(counts: Counts) -> float | None:
    """Share of the second coder's ticks that the first ticks too; None where the second
    ticks nothing.
    """
    return _ratio(counts.both_yes, counts.yes_second)


def f1_score(counts: Counts) -> float | None:
    """Harmonic mean of precision and recall: 2a / (2a + b + c); None where nobody ticks
    anything.

    Source: van Rijsbergen, C. J. (1979), Information Retrieval, 2nd ed., chapter 7 (1 -
        E with equal weights); as a
    measure of overlap: Dice, L. R. (1945), Ecology 26, 297-302.
    """
    return _ratio(
        2 * counts.both_yes,
        2 * counts.both_yes + counts.only_first + counts.only_second,
    )


_NORMAL_95 = 1.959963984540054  # quantile 0.975 of the standard normal


def wilson_interval(yes: int, n: int) -> tuple[float, float] | None:
    """The 95% score interval of a share, in percent; None where n is 0.

    E. B. Wilson (1927), "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22, 209-212.

    >>> [round(end, 1) for end in wilson_interval(97, 100)]
    [91.5, 99.0]
    """
    if not n:
        return None
    share, z2 = yes / n, _NORMAL_95**2
    middle = share + z2 / (2 * n)
    reach = _NORMAL_95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    scale = 100 / (1 + z2 / n)
    return max(0.0, scale * (middle - reach)), min(100.0, scale * (middle + reach))
