"""plans.csv: what is read, and what is refused with line and field."""

from __future__ import annotations

import pytest

from plancoder.errors import StudyError
from plancoder.models import DocType, Plan, PlanStatus
from plancoder.study.plans_file import COLUMNS, parse_plans, plan_cells, write_plans

HEADER = "plan_id,force_id,force,nation,dates,start_year,end_year,status,file,pages,doc_type,source_url"


def plans_of(*lines: str, header: str = HEADER) -> tuple[Plan, ...]:
    return parse_plans("\r\n".join([header, *lines]).encode(), "raw/plans.csv")


def problems_of(*lines: str, header: str = HEADER) -> str:
    with pytest.raises(StudyError) as caught:
        plans_of(*lines, header=header)
    return str(caught.value)


def test_a_full_row_is_read() -> None:
    (plan,) = plans_of(
        'v:2021,vale,Vale Police,England,2021-25,2021,2025,current,plans/v.pdf,"2-4,7",draft,https://x'
    )
    assert plan == Plan(
        plan_id="v:2021",
        file="plans/v.pdf",
        force_id="vale",
        force="Vale Police",
        nation="England",
        dates="2021-25",
        start_year=2021,
        end_year=2025,
        status=PlanStatus.CURRENT,
        pages=(2, 3, 4, 7),
        doc_type=DocType.DRAFT,
        source_url="https://x",
    )


def test_only_id_and_file_are_required_and_other_columns_are_variables() -> None:
    (plan,) = plans_of("a,a.pdf,red", header="plan_id,file,party")
    assert (plan.file, plan.doc_type, plan.variables) == (
        "a.pdf",
        DocType.PLAN,
        {"party": "red"},
    )


def test_a_row_for_no_new_plan_has_no_file() -> None:
    (plan,) = plans_of("v:none,vale,Vale,England,No new plan,,,current,,,,")
    assert not plan.exists


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("plan,force", "line 1: the column 'file' is missing"),
        ("plan_id,fiel", "unknown column 'fiel'; did you mean 'file'?"),
        ("plan_id,file,staus", "unknown column 'staus'; did you mean 'status'?"),
        ("plan_id,file,file", "the column 'file' is there twice"),
    ],
)
def test_columns_in_disorder(header: str, told: str) -> None:
    assert told in problems_of("x,y,z", header=header)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",,,,,,,,a.pdf,,,", "line 2, plan_id: blank"),
        ("a,,,,,,,,,,,", "line 2, file: blank"),
        ("a,,,,,20x1,,,a.pdf,,,", "line 2, start_year: '20x1' is not a year"),
        (f"a,,,,,{'2' * 5_000},,,a.pdf,,,", "line 2, start_year: '2222"),
        (
            "a,,,,,2021,2019,,a.pdf,,,",
            "line 2, end_year: 2019 lies before start_year 2021",
        ),
        (
            "a,,,,,,,curent,a.pdf,,,",
            "line 2, status: unknown value 'curent'; did you mean 'current'?",
        ),
        ("a,,,,,,,,a.pdf,9-3,,", "line 2, pages:"),
        ("a,,,,,,,,a.pdf,,brochure,", "line 2, doc_type: unknown value 'brochure'"),
        ("a,,,,,,,,../a.pdf,,,", "leads out of raw/"),
        ("a,,,,,,,,/etc/a.pdf,,,", "leads out of raw/"),
        ("a,,,,,,,,a.pdf,,,,,more", "'more' is beyond the last column"),
    ],
)
def test_slips_are_named_with_line_and_field(row: str, told: str) -> None:
    assert told in problems_of(row)


def test_two_plans_with_one_id_are_refused_and_all_slips_come_at_once() -> None:
    told = problems_of("a,,,,,,,,a.pdf,,,", "a,,,,,,,x,b.pdf,,,").splitlines()
    assert [line.split(":")[0] for line in told] == [
        "raw/plans.csv, line 3, status",
        "raw/plans.csv, line 3, plan_id",
    ]
    assert "is on line 2 already" in told[1]


def test_no_row_at_all_is_a_slip() -> None:
    assert "no plan below it" in problems_of()


def test_semicolons_and_a_windows_code_page_are_read() -> None:
    (plan,) = parse_plans(
        "plan_id;file;force\r\na;a.pdf;Sir Fôn\r\n".encode("cp1252"), "raw/plans.csv"
    )
    assert plan.force == "Sir Fôn"


def test_written_plans_are_read_back() -> None:
    plans = plans_of(
        "v:2021,vale,=Vale,England,2021-25,2021,,previous,plans/v.pdf,2-4,plan,"
    )
    assert parse_plans(write_plans(plans), "raw/plans.csv") == plans


@pytest.mark.parametrize("file", ["/etc/a.pdf", "../a.pdf", "sub/../../a.pdf"])
def test_a_file_outside_raw_is_refused(file: str) -> None:
    assert "leads out of raw/" in problems_of(f"a,{file}", header="plan_id,file")


@pytest.mark.parametrize(
    "file", ["Plan 2013: Vale.pdf", "c:a.pdf", "a\\b.pdf", "a..b.pdf", "x/C:/a.pdf"]
)
def test_a_colon_or_backslash_may_be_part_of_a_name(file: str) -> None:
    (plan,) = plans_of(f"a,{file}", header="plan_id,file")
    assert plan.file == file


def test_no_new_plan_beside_a_file_is_refused() -> None:
    told = problems_of("v:2021,vale,Vale,,No new plan,,,current,v.pdf,,,")
    assert "line 2: dates says 'no new plan', and file names 'v.pdf'" in told


def test_no_new_plan_and_a_current_plan_of_one_force_are_refused_with_both_lines() -> (
    None
):
    told = problems_of(
        "v:2017,vale,Vale,,2017-21,,,previous,old.pdf,,,",
        "v:none,vale,Vale,,No new plan,,,current,,,,",
        "v:2021,vale,Vale,,2021-25,,,current,v.pdf,,,",
    )
    assert "raw/plans.csv, lines 3 and 4: one says that Vale has no new plan" in told
    assert "'v.pdf'" in told


def test_no_new_plan_beside_the_previous_plan_is_fine() -> None:
    old, none = plans_of(
        "v:2017,vale,Vale,,2017-21,,,previous,old.pdf,,,",
        "v:none,vale,Vale,,No new plan,,,current,,,,",
    )
    assert (old.exists, none.exists) == (True, False)


def test_a_plan_may_be_in_several_files() -> None:
    (plan,) = plans_of("a,one.pdf; sub/two.docx,1-3; 2", header="plan_id,file,pages")
    assert plan.files == plan.parts == ("one.pdf", "sub/two.docx")
    assert plan.file == "one.pdf; sub/two.docx"
    assert (plan.pages_of(1), plan.pages_of(2)) == ((1, 2, 3), (2,))


def test_a_semicolon_in_the_name_of_a_file_parts_no_files() -> None:
    data = b"plan_id,file,pages\na,one; two.pdf,1;3\n"
    (plan,) = parse_plans(data, "raw/plans.csv", lambda file: file == "one; two.pdf")
    assert (plan.files, plan.parts) == (("one; two.pdf",), ())
    assert plan.pages == (1, 3)  # a semicolon between two pages, as ever


@pytest.mark.parametrize(
    ("pages", "of_parts", "written"),
    [
        ("", ((), ()), ""),
        ("1-2;", ((1, 2), ()), "1-2"),
        ("1-2", ((1, 2), ()), "1-2"),
        (";3", ((), (3,)), "; 3"),
        ("1,4-5 ; 3", ((1, 4, 5), (3,)), "1,4-5; 3"),
    ],
)
def test_each_file_has_its_pages(
    pages: str, of_parts: tuple[tuple[int, ...], ...], written: str
) -> None:
    (plan,) = plans_of(f'a,one.pdf;two.pdf,"{pages}"', header="plan_id,file,pages")
    assert (plan.pages_of(1), plan.pages_of(2)) == of_parts
    assert plan_cells(plan)[COLUMNS.index("pages")] == written
    assert parse_plans(write_plans([plan]), "raw/plans.csv") == (plan,)


@pytest.mark.parametrize(
    ("file", "pages", "told"),
    [
        ("a.pdf; b.pdf; a.pdf", "", "line 2, file: 'a.pdf' is named twice"),
        ("a.pdf;", "", "line 2, file: no file is named before or after a semicolon"),
        ("a.pdf;;b.pdf", "", "line 2, file: no file is named"),
        ("a.pdf; ../b.pdf", "", "line 2, file: '../b.pdf' leads out of raw/"),
        ("a.pdf; b.pdf", "1; 2; 3", "line 2, pages: '1; 2; 3' has 3 page ranges for 2"),
        ("a.pdf; b.pdf", "1; 3-2", "line 2, pages: '3-2' runs backwards"),
    ],
)
def test_a_slip_in_several_files_is_named(file: str, pages: str, told: str) -> None:
    line = f'a,"{file}","{pages}"'
    assert told in problems_of(line, header="plan_id,file,pages")
