"""Each statistic against a published worked example and against an independent library."""

from __future__ import annotations

import math
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancoder.agreement.alpha import (
    Coincidences,
    alpha_interval,
    alpha_of_counts,
    counts_coincidences,
)
from plancoder.agreement.statistics import (
    Counts,
    Table,
    cohen_kappa,
    count_pairs,
    f1_score,
    gwet_ac1,
    kappa_of_table,
    kappa_standard_error,
    pabak,
    percent_agreement,
    precision,
    recall,
    wilson_interval,
)

# ------------------------------------------------------------------------------------------
# published worked examples


@pytest.mark.parametrize(
    ("counts", "agreement", "kappa", "adjusted"),
    [
        # Sim & Wright 2005, Physical Therapy 85, 257-268: 39 patients, table 1.
        (Counts(22, 2, 4, 11), 0.85, 0.67, 0.69),
        # Feinstein & Cicchetti 1990, J Clin Epidemiol 43, 543-549: the first paradox,
        # same agreement, other prevalence.
        (Counts(40, 9, 6, 45), 0.85, 0.70, 0.70),
        (Counts(80, 10, 5, 5), 0.85, 0.32, 0.70),
    ],
)
def test_kappa_and_pabak_of_the_literature(
    counts: Counts, agreement: float, kappa: float, adjusted: float
) -> None:
    assert percent_agreement(counts) == pytest.approx(agreement, abs=0.005)
    assert cohen_kappa(counts) == pytest.approx(kappa, abs=0.005)
    assert pabak(counts) == pytest.approx(adjusted, abs=0.005)


@pytest.mark.parametrize(
    ("table", "kappa", "error"),
    [
        # Fleiss, Cohen & Everitt 1969, table 1 (200 subjects, proportions times 200).
        (((106, 10, 4), (22, 28, 10), (2, 12, 6)), 0.429, 0.0537),
        # Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, table
        # 18.1 (100 subjects).
        (((75, 1, 4), (5, 4, 1), (0, 0, 10)), 0.68, 0.088),
    ],
)
def test_standard_error_of_the_literature(
    table: Table, kappa: float, error: float
) -> None:
    assert kappa_of_table(table) == pytest.approx(kappa, abs=0.005)
    assert kappa_standard_error(table) == pytest.approx(error, abs=0.0005)


def test_ac1_of_the_literature() -> None:
    # Gwet 2002, Statistical Methods for Inter-Rater Reliability Assessment 1: 125
    # subjects, 118 of them alike.
    counts = Counts(118, 5, 2, 0)
    assert cohen_kappa(counts) == pytest.approx(-0.0234, abs=0.00005)
    assert gwet_ac1(counts) == pytest.approx(0.9408, abs=0.00005)


def test_alpha_of_two_observers_of_the_literature() -> None:
    # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section A: ten
    # units, binary.
    first = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    second = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    pairs = ((bool(a), bool(b)) for a, b in zip(first, second, strict=True))
    assert alpha_of_counts(count_pairs(pairs)) == pytest.approx(0.095, abs=0.0005)


def test_precision_recall_and_f1_of_the_literature() -> None:
    # Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, exercise
    # 8.1: 8 relevant found among 18 found, 20 relevant in all.
    counts = Counts(both_yes=8, only_first=10, only_second=12, both_no=0)
    assert precision(counts) == pytest.approx(0.44, abs=0.005)
    assert recall(counts) == pytest.approx(0.40)
    assert f1_score(counts) == pytest.approx(2 * 8 / (18 + 20))


# ------------------------------------------------------------------------------------------
# independent libraries

cells = st.integers(min_value=0, max_value=40)
any_counts = st.builds(Counts, cells, cells, cells, cells).filter(
    lambda counts: counts.n > 1
)


def ratings(counts: Counts) -> tuple[list[int], list[int]]:
    four = (counts.both_yes, counts.only_first, counts.only_second, counts.both_no)
    first = [
        value
        for value, times in zip((1, 1, 0, 0), four, strict=True)
        for _ in range(times)
    ]
    second = [
        value
        for value, times in zip((1, 0, 1, 0), four, strict=True)
        for _ in range(times)
    ]
    return first, second


def same(ours: float | None, theirs: float) -> bool:
    if ours is None:
        return math.isnan(theirs)
    return math.isclose(ours, theirs, abs_tol=1e-4)


@given(any_counts)
@settings(max_examples=150, deadline=None)
def test_like_scikit_learn(counts: Counts) -> None:
    from sklearn import metrics

    first, second = ratings(counts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert same(
            cohen_kappa(counts), metrics.cohen_kappa_score(first, second, labels=[0, 1])
        )
        assert same(percent_agreement(counts), metrics.accuracy_score(second, first))
        options: dict[str, Any] = {"zero_division": math.nan}
        assert same(
            precision(counts), metrics.precision_score(second, first, **options)
        )
        assert same(recall(counts), metrics.recall_score(second, first, **options))
        assert same(f1_score(counts), metrics.f1_score(second, first, **options))


@given(
    any_counts.filter(
        lambda counts: 0 < counts.yes_first + counts.yes_second < 2 * counts.n
    )
)
@settings(max_examples=40, deadline=None)
def test_like_irr_cac(counts: Counts) -> None:
    import pandas
    from irrCAC.raw import CAC

    first, second = ratings(counts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library = CAC(
            pandas.DataFrame({"a": first, "b": second}), categories=[0, 1], digits=6
        )
        assert same(gwet_ac1(counts), library.gwet()["est"]["coefficient_value"])
        assert same(pabak(counts), library.bp()["est"]["coefficient_value"])
        assert same(
            alpha_of_counts(counts), library.krippendorff()["est"]["coefficient_value"]
        )


@pytest.mark.parametrize(
    "counts", [Counts(22, 2, 4, 11), Counts(40, 9, 6, 45), Counts(80, 10, 5, 5)]
)
def test_standard_error_near_irr_cac(counts: Counts) -> None:
    """irrCAC linearises the same variance with n - 1, so the two differ by that factor
    alone.
    """
    import pandas
    from irrCAC.raw import CAC

    first, second = ratings(counts)
    low, high = CAC(pandas.DataFrame({"a": first, "b": second})).conger()["est"][
        "confidence_interval"
    ]
    assert kappa_standard_error(counts.table) is not None
    assert (high - low) / 2 / 1.98 == pytest.approx(
        kappa_standard_error(counts.table), rel=0.06
    )


@given(any_counts)
@settings(max_examples=100, deadline=None)
def test_like_krippendorff(counts: Counts) -> None:
    import krippendorff

    ours = alpha_of_counts(counts)
    if counts.n < 2 or ours is None:
        assert len({*ratings(counts)[0], *ratings(counts)[1]}) < 2 or counts.n < 2
        return
    data: Any = [[float(value) for value in values] for values in ratings(counts)]
    theirs = krippendorff.alpha(
        reliability_data=data, level_of_measurement="nominal", value_domain=[0, 1]
    )
    assert same(ours, theirs)


# ------------------------------------------------------------------------------------------
# edges


@pytest.mark.parametrize(
    ("counts", "kappa", "ac1", "f1"),
    [
        (Counts(), None, None, None),
        (Counts(both_yes=9), None, 1.0, 1.0),  # nobody varies
        (Counts(both_no=9), None, 1.0, None),
        (Counts(only_first=9), 0.0, -1.0, 0.0),  # one always yes, the other always no
        (Counts(5, 0, 0, 5), 1.0, 1.0, 1.0),
        (Counts(0, 5, 5, 0), -1.0, -1.0, 0.0),
        (
            Counts(both_yes=5, only_first=5),
            0.0,
            0.2,
            2 / 3,
        ),  # one varies, the other does not
    ],
)
def test_edges(
    counts: Counts, kappa: float | None, ac1: float | None, f1: float | None
) -> None:
    assert cohen_kappa(counts) == (None if kappa is None else pytest.approx(kappa))
    assert gwet_ac1(counts) == (None if ac1 is None else pytest.approx(ac1, abs=1e-9))
    assert f1_score(counts) == (None if f1 is None else pytest.approx(f1))
    assert (kappa_standard_error(counts.table) is None) is (kappa is None)


@given(any_counts)
def test_counts_add_up(counts: Counts) -> None:
    first, second = ratings(counts)
    assert count_pairs(zip(map(bool, first), map(bool, second), strict=True)) == counts
    assert counts + Counts(1, 2, 3, 4) == Counts(
        counts.both_yes + 1,
        counts.only_first + 2,
        counts.only_second + 3,
        counts.both_no + 4,
    )


# ------------------------------------------------------------------------------------------
# the bootstrap


def one_by_one(counts: Counts) -> list[Coincidences]:
    """Each pair of answers a unit of its own."""
    pairs = zip(*ratings(counts), strict=True)
    return [counts_coincidences(count_pairs([(bool(a), bool(b))])) for a, b in pairs]


def test_interval_is_repeatable_and_holds_the_estimate() -> None:
    units = one_by_one(Counts(20, 3, 2, 15))
    interval = alpha_interval(units)
    assert interval is not None
    assert interval == alpha_interval(units)
    assert interval != alpha_interval(units, seed=1)
    alpha = alpha_of_counts(Counts(20, 3, 2, 15))
    assert alpha is not None
    assert interval.low < alpha < interval.high <= 1


def test_the_same_study_gives_the_same_interval_for_ever() -> None:
    """What was published once can be made again: the seed and the way to draw stay."""
    interval = alpha_interval(one_by_one(Counts(20, 3, 2, 15)))
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.5062, 0.9491)
    # Eleven resamples: both ends lie between two of them.
    few = alpha_interval(one_by_one(Counts(6, 2, 1, 3)), resamples=11)
    assert few is not None
    assert (round(few.low, 4), round(few.high, 4)) == (0.0191, 0.9179)


def test_interval_has_the_width_that_theory_gives() -> None:
    """Many units: the bootstrap's spread meets irrCAC's analytic interval for alpha."""
    import pandas
    from irrCAC.raw import CAC

    counts = Counts(150, 30, 20, 200)
    first, second = ratings(counts)
    interval = alpha_interval(one_by_one(counts))
    low, high = CAC(pandas.DataFrame({"a": first, "b": second})).krippendorff()["est"][
        "confidence_interval"
    ]
    assert interval is not None
    assert interval.low == pytest.approx(low, abs=0.015)
    assert interval.high == pytest.approx(high, abs=0.015)


def test_interval_of_plans_is_wider_than_of_cells_that_stand_or_fall_together() -> None:
    """Ten plans, each wholly agreed or wholly disputed: 160 cells know no more than 10
    plans.
    """
    plans = [Counts(8, 0, 0, 8)] * 7 + [Counts(0, 8, 8, 0)] * 3
    by_cell = [Counts(1, 0, 0, 0), Counts(0, 0, 0, 1)] * 56 + [
        Counts(0, 1, 0, 0),
        Counts(0, 0, 1, 0),
    ] * 24
    wide = alpha_interval([counts_coincidences(counts) for counts in plans])
    narrow = alpha_interval([counts_coincidences(counts) for counts in by_cell])
    assert wide is not None
    assert narrow is not None
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


@pytest.mark.parametrize(
    "units",
    [
        [],
        [Counts(both_yes=1)] * 30,
        [Counts(both_yes=1), Counts(both_no=1)] * 15,
        [Counts(only_first=1)],
    ],
    ids=["nothing", "nobody varies", "no disagreement", "one unit"],
)
def test_no_interval_where_there_is_nothing_to_say(units: list[Counts]) -> None:
    assert alpha_interval([counts_coincidences(counts) for counts in units]) is None


def test_interval_tells_how_often_nobody_varied() -> None:
    units = [Counts(both_yes=1)] * 28 + [Counts(both_no=1), Counts(only_first=1)]
    interval = alpha_interval([counts_coincidences(counts) for counts in units])
    assert interval is not None
    assert 0.05 < interval.undefined < 0.25  # (28/30)^30 is 0.126


@pytest.mark.parametrize(
    ("yes", "n", "ends"),
    [
        (97, 100, (91.5, 99.0)),
        (5, 10, (23.7, 76.3)),
        (0, 10, (0.0, 27.8)),
        (10, 10, (72.2, 100.0)),
        (1, 2, (9.5, 90.5)),
    ],
)
def test_score_interval_of_a_share(yes: int, n: int, ends: tuple[float, float]) -> None:
    """By the formula of Wilson (1927), worked by hand."""
    found = wilson_interval(yes, n)
    assert found is not None
    assert tuple(round(end, 1) for end in found) == ends
    assert wilson_interval(0, 0) is None
