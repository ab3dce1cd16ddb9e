"""What was measured of the ticks, in the words and charts of the report."""

from __future__ import annotations

import pytest
from report_kit import NO, YES, make_report, two

from plancoder.errors import StudyError
from plancoder.models import Basis
from plancoder.report.charts import agreement_chart, draw_charts
from plancoder.report.measured import (
    JudgedSample,
    Measured,
    measured_words,
    read_measures,
)
from plancoder.report.method import method_markdown
from plancoder.review.assurance import DrawnTick, Judged

LABELS = {"needs": "Needs"}
ROW = {
    **dict.fromkeys(("kappa", "alpha", "ac1", "label", "unit"), ""),
    "frame": "needs",
    "first": "this study",
    "second": "ours.csv",
    "scope": "category",
    "n": "40",
    "percent_agreement": "0.9",
}
POOLED = {**ROW, "scope": "pooled", "n": "1320", "kappa": "0.81"}


@pytest.mark.parametrize(
    ("sample", "told"),
    [
        (
            (200, 1_234, 0, 97, 100),
            "Of 1,234 ticks of the program, 200 were drawn at random (stratified by"
            " category, basis and confidence, seed 0) and 100 of these decided by reviewers, who"
            " upheld 97% (95% interval 92–99, Wilson). The interval does not allow for"
            " the 100 that are undecided.",
        ),
        (
            (100, 1_234, 0, 97, 100),
            "Of 1,234 ticks of the program, 100 were drawn at random (stratified by"
            " category, basis and confidence, seed 0) and 100 of these decided by reviewers, who"
            " upheld 97% (95% interval 92–99, Wilson).",
        ),
        (
            (20, 50, 3, 0, 0),
            "Of 50 ticks of the program, 20 were drawn at random (stratified by"
            " category, basis and confidence, seed 3); reviewers have decided none of them yet.",
        ),
    ],
)
def test_a_sample_is_told_with_its_interval(
    sample: tuple[int, int, int, int, int], told: str
) -> None:
    drawn, ticks, seed, upheld, decided = sample
    said = [Judged.UPHELD] * upheld + [Judged.NOT_UPHELD] * (decided - upheld)
    said += [Judged.UNDECIDED] * (drawn - decided)
    judged = {
        DrawnTick(f"plan-{at}", "needs", "housing", Basis.EXACT): each
        for at, each in enumerate(said)
    }
    assured = JudgedSample(judged, ticks, seed)
    assert list(measured_words(Measured(assured), LABELS)) == [told]


def test_agreement_is_told_for_all_cells_and_what_is_outdated_is_left_out() -> None:
    coders = ({**POOLED, "first": "Ann", "second": "Ben", "unit": "coding"},)
    measured = Measured(None, (ROW, POOLED), coders, ("out/x.csv",))
    assert list(measured_words(measured, LABELS)) == [
        "Needs, compared with ours.csv in 1,320 cells: agreement 0.90, kappa 0.81.",
        "Needs, two coders who did not see each other's answers (Ann and Ben), by"
        " coding, n = 1,320: agreement 0.90, kappa 0.81.",
        "The figures of out/x.csv were made before the last coding or decision and are"
        " left out here: make them again.",
    ]


HEAD = "frame,first,second,scope,label,n,percent_agreement,kappa,alpha,ac1"


@pytest.mark.parametrize(
    "figures", ["40,0.9,0.81,0.8,-1.0", "1320.0,1,,,", " 40 ,0,-0.5,1e-05,1", ",,,,"]
)
def test_a_table_of_figures_is_read_back(figures: str) -> None:
    data = f"{HEAD}\nneeds,this study,ours.csv,pooled,,{figures}\n".encode()
    rows = read_measures(data, "agreement.csv", "evaluate")
    [told] = measured_words(Measured(agreement=rows), LABELS)
    assert told.startswith("Needs, compared with ours.csv in ")


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ("40,0.9,high,,", "kappa: 'high' is not a number from -1 to 1, such as 0.85."),
        ("40,95%,,,", "percent_agreement: '95%' is not a number from 0 to 1"),
        ('40,"0,9",,,', "percent_agreement: '0,9' is not a number from 0 to 1"),
        ("40,1.1,,,", "percent_agreement: '1.1' is not a number from 0 to 1"),
        ("40,-0.1,,,", "percent_agreement: '-0.1' is not a number from 0 to 1"),
        ("40,0.9,nan,,", "kappa: 'nan' is not"),
        ("40,0.9,,inf,", "alpha: 'inf' is not"),
        ("40,0.9,,,-1.01", "ac1: '-1.01' is not"),
        ("-1,0.9,,,", "n: '-1' is not a number of cells."),
        ("1e400,0.9,,,", "n: '1e400' is not a number of cells."),
        ("1_000,0.9,,,", "n: '1_000' is not a number of cells."),
        ("²,0.9,,,", "n: '²' is not a number of cells."),
        (f"{'9' * 5000},0.9,,,", "n: '999"),
        ("40,0.9,\x1b[1m,,", "kappa: ' [1m' is not"),
    ],
)
def test_a_figure_that_somebody_bent_is_named(figures: str, told: str) -> None:
    data = f"{HEAD}\nneeds,a,b,pooled,,,0.5,,,\nneeds,a,b,pooled,,{figures}\n".encode()
    with pytest.raises(StudyError) as error:
        read_measures(data, "agreement.csv", "evaluate")
    [problem] = error.value.problems
    assert problem.startswith(f"agreement.csv, line 3, {told}")
    assert problem.endswith("Make it again with 'plancoder evaluate'.")


def test_a_column_that_somebody_took_out_is_named() -> None:
    with pytest.raises(StudyError, match="the column 'alpha', 'ac1' is missing"):
        read_measures(HEAD.removesuffix(",alpha,ac1").encode(), "x.csv", "merge")


def test_the_method_says_where_nothing_was_measured() -> None:
    rows = two("fenn", YES, NO)
    assert "Nobody has measured it yet" in method_markdown(make_report(rows))
    measured = make_report(rows, measured=Measured(agreement=(POOLED,)))
    assert "Nobody has measured it yet" not in method_markdown(measured)
    assert "kappa 0.81" in method_markdown(measured)


def test_agreement_has_a_chart_where_a_comparison_exists() -> None:
    rows = two("fenn", YES, NO)
    row = {**ROW, "label": "Housing", "kappa": "0.7"}
    data = make_report(rows, measured=Measured(agreement=(row, POOLED)))
    drawn = agreement_chart(data, data.matrices[0])["svg"]
    assert b"0.90, kappa 0.70, n = 40" in drawn
    assert b"compared with ours.csv" in drawn
    key = ("agreement", "needs", "svg")
    assert key in draw_charts(data)
    assert key not in draw_charts(make_report(rows))
