"""Files that are parts of one plan by their names, and their twins that are none."""

from __future__ import annotations

import pytest

from plancoder.extract.propose.parts import group_files, name_without_part
from plancoder.extract.propose.plan import Proposal, join_proposals
from plancoder.models import DocType, Plan
from plancoder.page_labels import part_page


def joined(*files: str) -> list[tuple[str, ...]]:
    """The groups of more than one file."""
    return [group.files for group in group_files(files) if len(group.files) > 1]


def note_on(file: str, *files: str) -> str:
    """What is said of the group that holds `file`."""
    [note] = [
        group.note for group in group_files([file, *files]) if file in group.files
    ]
    return note


@pytest.mark.parametrize(
    "files",
    [
        ("Harrowdene plan 2016 part 1.pdf", "Harrowdene plan 2016 part 2.pdf"),
        ("plan-pt1.pdf", "plan-pt2.pdf"),
        ("Plan part one.pdf", "Plan part two.pdf"),
        ("vale-2016-1of3.pdf", "vale-2016-2of3.pdf", "vale-2016-3of3.pdf"),
        ("Vale plan (1 of 2).pdf", "Vale plan (2 of 2).pdf"),
        ("Vale plan one of two.pdf", "Vale plan two of two.pdf"),
        ("Part 1 of 2 - Vale plan.pdf", "Part 2 of 2 - Vale plan.pdf"),
        ("plan-part-a.pdf", "plan-part-b.pdf", "plan-part-c.pdf"),
        ("Plan Part I.pdf", "Plan Part II.pdf", "Plan Part III.pdf"),
        ("plan vol 1.pdf", "plan vol. 2.pdf"),
        ("Plan Volume I.pdf", "Plan Volume II.pdf"),
        ("cynllun rhan 1.pdf", "cynllun rhan 2.pdf"),
        ("ValePlanPart1.pdf", "ValePlanPart2.pdf"),
        ("ValePlanPartOne.pdf", "ValePlanPartTwo.pdf"),
        ("vale2016part1.pdf", "vale2016part2.pdf"),
        ("plan_part_01.pdf", "plan_part_02.pdf"),
        ("Plan, Part 1.PDF", "plan - part 2.pdf"),
        ("plan part 1.docx", "plan part 2.pdf"),
        ("2016/part 1.pdf", "2016/part 2.pdf"),
        ("vol 1 part 1.pdf", "vol 1 part 2.pdf"),
        tuple(f"plan part {number}.pdf" for number in range(1, 12)),
    ],
)
def test_parts_are_one_plan_in_their_order(files: tuple[str, ...]) -> None:
    assert joined(*reversed(files)) == [files]
    note = note_on(*files)
    assert note.startswith(f"{len(files)} files are joined as one plan")
    assert "split the row in plans.csv" in note


@pytest.mark.parametrize(
    "files",
    [
        ("plan 2016.pdf", "plan 2017.pdf"),
        ("plan v1.pdf", "plan v2.pdf"),
        ("plan 1.pdf", "plan 2.pdf"),
        ("plan (1).pdf", "plan (2).pdf"),
        ("plan annex 1.pdf", "plan annex 2.pdf"),
        ("plan section 1.pdf", "plan section 2.pdf"),
        ("rampart1.pdf", "rampart2.pdf"),
        ("dept 1.pdf", "dept 2.pdf"),
        ("parta.pdf", "partb.pdf"),
        ("plan part 1a.pdf", "plan part 1b.pdf"),
        ("plan part 1 of 1.pdf", "plan part 2 of 1.pdf"),
        ("plan 2016.pdf", "plan 2016-17.pdf"),
        ("plan part \u0130.pdf", "plan part \u0130\u0130.pdf"),
        ("plan part \u0131.pdf", "plan part \u017fix.pdf"),
        ("plan part \u0661.pdf", "plan part \u0662.pdf"),
        ("plan part \u00b9.pdf", "plan part \u00b2.pdf"),
    ],
)
def test_what_is_no_part_is_not_joined_and_not_doubted(files: tuple[str, ...]) -> None:
    assert joined(*files) == []
    assert not any(group.note for group in group_files(files))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("plan part 1.pdf",), "part 1, but no other part of the same name is here"),
        (
            ("plan part 1.pdf", "plan part 3.pdf"),
            "part 1, but part 2 is not here",
        ),
        (("plan part 3.pdf",), "part 3, but part 1 and part 2 are not here"),
        (("plan part 16.pdf",), "part 16, but 15 other parts are not here"),
        (
            ("plan 1of3.pdf", "plan 2of3.pdf"),
            "part 1 of 3, but part 3 is not here",
        ),
        (("plan Part II.pdf",), "part II, but part I is not here"),
        (
            ("plan part 1.pdf", "plan-part-1.pdf", "plan part 2.pdf"),
            "part 1, but part 1 is here twice under the same name",
        ),
        (("a/plan part 1.pdf", "b/plan part 2.pdf"), "part 1, but no other part"),
        (("Vale part 1.pdf", "Fenn part 2.pdf"), "part 1, but no other part"),
        (("plan 2016 part 1.pdf", "plan 2017 part 2.pdf"), "but no other part"),
        (("plan part 1.pdf", "plan part two.pdf"), "but no other part"),
        (("plan part 1.pdf", "plan vol 2.pdf"), "but no other part"),
        (("plan part 1.pdf", "plan part 2 of 2.pdf"), "but no other part"),
        (("plan; part 1.pdf", "plan; part 2.pdf"), "a semicolon stands between"),
    ],
)
def test_parts_that_do_not_fit_stay_apart_and_say_why(
    files: tuple[str, ...], said: str
) -> None:
    assert joined(*files) == []
    assert said in note_on(*files)


def test_a_name_that_reads_as_two_files_keeps_them_apart() -> None:
    both = ("x part 1.pdf", "x part 2.pdf")
    assert joined(*both) == [both]
    assert joined(*both, "; ".join(both)) == []


def test_a_plan_in_two_formats_is_joined_in_each() -> None:
    files = ["x pt1.docx", "x pt1.pdf", "x pt2.docx", "x pt2.pdf"]
    assert joined(*files) == [("x pt1.docx", "x pt2.docx"), ("x pt1.pdf", "x pt2.pdf")]
    assert joined(*files[1:]) == [("x pt1.pdf", "x pt2.pdf")]
    assert "part 1 is not here" in note_on("x pt2.docx", "x pt1.pdf", "x pt2.pdf")


def test_names_without_their_part() -> None:
    for file, name in {
        "old/Vale plan 2016 part 1.pdf": "old/Vale plan 2016.pdf",
        "Vale plan (1 of 2).pdf": "Vale plan.pdf",
        "Part 2 - Vale plan 2016.docx": "Vale plan 2016.docx",
        "Vale part II 2016.pdf": "Vale 2016.pdf",
        "part 1.pdf": "part 1.pdf",
        "plan v1.pdf": "plan v1.pdf",
    }.items():
        assert name_without_part(file) == name


def proposal(
    *,
    force: str = "",
    dates: str = "",
    start: int | None = None,
    end: int | None = None,
    pages: tuple[int, ...] = (),
    doc_type: DocType = DocType.PLAN,
) -> Proposal:
    plan = Plan(
        plan_id="x",
        file="vale.pdf",
        force_id=force,
        force=force.title(),
        dates=dates,
        start_year=start,
        end_year=end,
        pages=pages,
        doc_type=doc_type,
    )
    why = dict.fromkeys(("force_id", "dates", "pages"), f"{force}{dates}")
    return Proposal(plan, {**why, "doc_type": doc_type.value, "plan_id": "x"})


FILES = ("a.pdf", "b.pdf")
FIRST = proposal(force="fenn", dates="2016–2020", start=2016, end=2020)
SECOND = proposal(
    force="vale", dates="2017–21", start=2017, end=2021, doc_type=DocType.REPORT
)


def test_the_first_part_says_whose_plan_it_is() -> None:
    row = join_proposals("a.pdf; b.pdf", FILES, {1: FIRST, 2: SECOND})
    plan = row.plan
    assert (plan.plan_id, plan.force, plan.dates) == ("fenn:2016", "Fenn", "2016–2020")
    assert (plan.start_year, plan.end_year) == (2016, 2020)
    assert (plan.file, plan.files, plan.pages) == ("a.pdf; b.pdf", FILES, ())
    assert plan.doc_type is DocType.PLAN
    assert row.reasons["dates"] == "fenn2016–2020"


def test_other_parts_say_what_the_first_does_not() -> None:
    plan = join_proposals("", FILES, {1: proposal(), 2: SECOND}).plan
    assert (plan.plan_id, plan.force_id, plan.dates) == ("vale:2017", "vale", "2017–21")
    assert plan.doc_type is DocType.PLAN
    plan = join_proposals("", FILES, {2: SECOND}).plan
    assert (plan.plan_id, plan.doc_type) == ("vale:2017-report", DocType.REPORT)
    assert join_proposals("", FILES, {1: proposal()}).plan.plan_id == "vale"


def test_years_that_begin_alike_are_completed() -> None:
    only_first = proposal(force="fenn", dates="2017", start=2017)
    plan = join_proposals("", FILES, {1: only_first, 2: SECOND}).plan
    assert (plan.dates, plan.start_year, plan.end_year) == ("2017–21", 2017, 2021)
    other = proposal(force="fenn", dates="2013", start=2013)
    plan = join_proposals("", FILES, {1: other, 2: SECOND}).plan
    assert (plan.dates, plan.start_year, plan.end_year) == ("2013", 2013, None)


def test_pages_are_those_of_their_part() -> None:
    pack = proposal(pages=(4, 5))
    row = join_proposals("", FILES, {1: proposal(), 2: pack})
    assert row.plan.pages == (part_page(2, 4), part_page(2, 5))
    assert row.reasons["pages"].startswith("part 2: ")
