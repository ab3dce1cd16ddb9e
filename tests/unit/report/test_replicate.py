"""Which way of counting gives a published percentage."""

from __future__ import annotations

from pathlib import Path

import pytest
from report_kit import NO, NONE, UNREAD, YES, make_report, plan, two

from plancoder.errors import StudyError
from plancoder.models import PlanStatus
from plancoder.pipeline.report import replicate_job
from plancoder.report.published import published_report
from plancoder.report.replicate import bundled_figures, read_figures, replicate

# Of three forces one has housing, one has no new plan and had it, one was not read.
DATA = make_report(
    two("vale", NO, YES)
    | {plan("moor", PlanStatus.CURRENT, file=""): NONE}
    | {plan("moor", PlanStatus.PREVIOUS): YES}
    | two("fenn", UNREAD, NO)
)
HEAD = "category,plans,percent,text\n"


def ways(row: str) -> list[str]:
    figures = read_figures((HEAD + row).encode(), "figures.csv")
    [found] = replicate(DATA, figures, "figures.csv")
    return [way.base for way in found.given_by]


@pytest.mark.parametrize(
    ("row", "first"),
    [
        ("housing,current,50", "forces that were read, old plan where there is no new one"),
        ("housing,current,33.3", "all forces, old plan where there is no new one"),
        ("housing,current,0%", "forces that were read"),
        ("housing,previous,67,two thirds", "forces that were read, old plan where there is no new one"),
    ],
)  # fmt: skip
def test_a_figure_names_the_base_that_gives_it(row: str, first: str) -> None:
    assert ways(row)[0] == first


def test_a_figure_that_no_base_gives_has_none() -> None:
    assert ways("housing,current,98") == []


@pytest.mark.parametrize(("percent", "given"), [("52,half", True), ("52,52%", False)])
def test_words_may_be_further_off_than_figures(percent: str, given: bool) -> None:
    assert bool(ways(f"housing,current,{percent}")) is given


def test_all_but_one_of_the_figures_of_2017_can_be_had() -> None:
    found = replicate(published_report(), bundled_figures(), "2017")
    missing = [one.figure for one in found if not one.given_by]
    assert [(one.category, one.percent) for one in missing] == [
        ("substance_misuse", 98)
    ]
    assert len(found) == 15


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("category,percent\nhousing,5\n", "the columns plans are missing"),
        (f"{HEAD}housing,now,5\n", "line 2: plans is 'now'"),
        (f"{HEAD}housing,current,five\n", "line 2: percent is 'five'"),
        (f"{HEAD}housing,current,nan\n", "line 2: percent is 'nan'"),
        (f"{HEAD}housing,current,1_0\n", "line 2: percent is '1_0'"),
        (f"{HEAD}housing,current,\u0662\u0660\n", "line 2: percent is '\u0662\u0660'"),
        (f"{HEAD}housing,current,-1\n", "line 2: percent is -1; it is from 0 to 100"),
        (f"{HEAD}housing,current,130\n", "line 2: percent is 130; it is from 0 to 100"),
    ],
)
def test_slips_are_named_with_their_line(text: str, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        read_figures(text.encode(), "figures.csv")


def test_an_unknown_category_is_named_with_what_was_meant() -> None:
    figures = read_figures(f"{HEAD}housng,current,5\n".encode(), "figures.csv")
    with pytest.raises(StudyError, match="'housng'; did you mean 'housing'"):
        replicate(DATA, figures, "figures.csv")


def test_a_category_of_two_appendices_asks_for_one() -> None:
    data = make_report(two("vale", YES, NO), frames=("needs", "priorities"))
    rows = "housing,current,100\nhousng,current,5\nhousing,previous,0\n"
    figures = read_figures(f"{HEAD}{rows}".encode(), "figures.csv")
    with pytest.raises(StudyError) as caught:
        replicate(data, figures, "figures.csv")
    starts = [problem.partition(" is ")[0] for problem in caught.value.problems]
    assert starts[::2] == [
        "figures.csv, line 2: 'housing'",
        "figures.csv, line 4: 'housing'",
    ]
    assert starts[1].startswith("figures.csv, line 3: there")
    assert caught.value.problems[0].endswith("into the column appendix: A or B.")
    text = "appendix,category,plans,percent\nB,housing,current,100\n"
    [found] = replicate(data, read_figures(text.encode(), "f"), "f")
    assert found.given_by


def test_a_list_of_figures_is_read_before_the_study(tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    figures.write_text("category,plans,percent\nhousing,now,50\n", encoding="utf-8")
    nowhere = tmp_path / "no study"
    with pytest.raises(StudyError, match=r"figures\.csv, line 2: plans is 'now'"):
        replicate_job(nowhere, figures, "")
    figures.write_text("category,plans,percent\nhousing,current,50\n", encoding="utf-8")
    with pytest.raises(StudyError, match="there is no such folder"):
        replicate_job(nowhere, figures, "")
