"""The files of a report, opened again: what they say, and the same bytes each time."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Any

import docx
import openpyxl
import pytest
from lxml import html
from PIL import Image, ImageOps
from report_kit import NO, NONE, UNREAD, UNSETTLED, YES, make_report, plan, two
from review_kit import CODEBOOK, CODINGS, LATER, PLAN, make_decision, make_review

from plancoder.export.matrix import tick_matrix
from plancoder.export.summary import Base
from plancoder.models import (
    CodedPlan,
    DocType,
    Failure,
    PlanResult,
    PlanStatus,
    Verdict,
)
from plancoder.pipeline.report import report_files
from plancoder.report.appendices_xlsx import _page_breaks, appendices_xlsx
from plancoder.report.charts import change_chart, map_chart, share_chart
from plancoder.report.data import ReportData
from plancoder.report.method import method_markdown
from plancoder.report.page.build import build_page
from plancoder.report.published import published_report

NASTY = "</script><script>alert(1)</script>\u2028\"'&lt; <b>"
ROWS = (
    two("vale", YES, NO)
    | two("moor", UNREAD, UNSETTLED)
    | {plan("glyn", PlanStatus.CURRENT, nation="Wales", file=""): NONE}
)


def coded(*verdicts: Verdict) -> ReportData:
    """A coded plan whose first codings are decided."""
    review = make_review(
        *(
            make_decision(coding, verdict, "Ann", LATER)
            for coding, verdict in zip(CODINGS, verdicts, strict=False)
        )
    )
    result = PlanResult(
        PLAN, CodedPlan(PLAN.plan_id, (), (), CODINGS), pages_read=3, pages_in_all=3
    )
    matrices = tuple(
        tick_matrix([PLAN], CODEBOOK, frame.id, {PLAN.plan_id: result}, review)
        for frame in CODEBOOK.frames
    )
    return ReportData(
        "Vale", CODEBOOK, (PLAN,), matrices, results=(result,), review=review
    )


def packed(page: bytes) -> Any:
    [data] = html.fromstring(page.decode()).xpath("//script[@id='data']/text()")
    return json.loads(data)


def test_every_file_has_the_same_bytes_each_time() -> None:
    data = make_report(ROWS)
    first, second = report_files(data), report_files(data)
    assert {name for name in first if first[name] != second[name]} == set()
    assert {name.rpartition(".")[2] for name in first} == {
        "html", "xlsx", "docx", "csv", "svg", "png", "md",
    }  # fmt: skip


# --------------------------------------------------------------------------- the page


def test_the_page_can_be_read_without_its_script() -> None:
    page = html.fromstring(build_page(make_report(ROWS)).decode())
    cells = page.xpath("//table[@class='matrix']//td[@data-category]")
    shown = [cell.text_content() for cell in cells]
    assert shown == [
        "✓yes: several passages",
        "no: nothing was found",
        "n/anot available: the plan could not be read",
        "?unsettled: reviewers differ",
        "n/ano new plan: there is no new plan",
    ]
    assert page.xpath("//tbody/@data-nation") == ["England", "Wales"]


def test_a_tick_has_its_passage_page_and_decision() -> None:
    cell = packed(build_page(coded(Verdict.ACCEPT)))["cells"]["vale-2021/housing"]
    assert (cell["tick"], cell["basis"]) == ("yes", "accepted by reviewers")
    [quote] = cell["quotes"]
    assert quote["match"] == "housing"
    assert quote["before"].endswith("find decent ")
    assert (quote["page"], quote["decision"]) == (1, "accept by Ann")


def test_a_category_of_two_frames_has_two_addresses() -> None:
    data = make_report(two("vale", YES, NO), frames=("needs", "priorities"))
    cells = packed(build_page(data))["cells"]
    assert {one for one in cells if one.startswith("vale-current")} == {
        "vale-current/housing",
        "vale-current/priorities.housing",
    }


def test_what_plans_hold_never_becomes_markup() -> None:
    failures = (Failure("p", "p.pdf", "code", "odd", NASTY, NASTY),)
    data = make_report(ROWS, label=NASTY, title=NASTY, failures=failures)
    page = build_page(data).decode()
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<b>" not in re.sub(r"<b>(\d|Vale|Moor)", "", page)
    assert len(html.fromstring(page).xpath("//script")) == 2
    cell = packed(page.encode())["cells"]["vale-current/housing"]
    assert cell["category"] == NASTY


def test_nothing_but_its_own_script_may_run() -> None:
    page = html.fromstring(build_page(make_report(ROWS)).decode())
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    addresses = page.xpath("//@src | //@href")
    assert all(one.startswith(("#", "data:image/")) for one in addresses)


def test_published_ticks_have_no_tables_of_passages() -> None:
    names = set(report_files(published_report()))
    assert "shares.csv" in names
    assert not names & {"fragile.csv", "shared_wording.csv", "wording_change.csv"}


# --------------------------------------------------------------------- Excel and Word


def workbook(data: ReportData) -> Any:
    return openpyxl.load_workbook(io.BytesIO(appendices_xlsx(data)))


def test_the_workbook_has_the_tables_to_print_and_the_tidy_ones() -> None:
    book = workbook(coded())
    assert book.sheetnames == [
        "About", "Appendix A", "Appendix B", "Appendix C", "Summary", "Change",
        "Summary rows", "Change rows", "A cells", "B cells", "Statements",
    ]  # fmt: skip
    sheet = book["Appendix A"]
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "landscape",
        9,
    )
    assert sheet.cell(3, 3).alignment.textRotation == 90
    note = sheet.cell(5, 3).comment.text
    assert sheet.cell(5, 3).value == "✓"
    assert note.startswith("Several passages.\n“Too few young people in Vale find")
    assert "(page 1)" in note


def test_a_formula_in_a_plan_is_text_in_the_workbook() -> None:
    book = workbook(make_report(two("vale", YES, NO), label="=1+1", title="=2+2"))
    assert book["Appendix A"].cell(3, 3).value == "=1+1"
    assert book["Appendix A"].cell(3, 3).data_type != "f"


@pytest.mark.parametrize(
    ("forces", "room", "breaks"),
    [
        ([3, 5, 7, 9, 11], 6, [7]),
        ([3, 5, 7, 9, 11], 20, []),
        ([3, 5, 7, 9, 11], 2, [5, 7, 9]),
        ([4, 5], 10, []),
    ],
)
def test_a_page_ends_where_a_force_ends(
    forces: list[int], room: int, breaks: list[int]
) -> None:
    assert _page_breaks(forces, room) == breaks


@pytest.mark.parametrize(
    ("base", "lines"), [(Base.READ, 1), (Base.FORCES, 2), (Base.PLANS, 2)]
)
def test_a_note_above_shares_has_the_lines_that_it_needs(
    base: Base, lines: int
) -> None:
    book = workbook(make_report(ROWS, base=base))
    told = book["Summary"]["A3"]
    assert (book["Summary"].row_dimensions[3].height or 15) == 15 * lines
    assert told.alignment.wrap_text
    # The table of one category is some 50 letters wide.
    note = book["Appendix A"]["A2"].value.split("\n")
    wanted = sum(15 * ceil(len(line) / 60) for line in note)
    assert book["Appendix A"].row_dimensions[2].height >= wanted


def test_a_printed_page_is_never_a_few_rows_long() -> None:
    breaks = workbook(published_report())["Appendix A"].row_breaks.brk
    ends = [3, *(one.id for one in breaks), 3 + 88]
    lengths = [end - start for start, end in pairwise(ends)]
    assert min(lengths) >= max(lengths) - 4


def test_the_word_file_repeats_its_heads_and_keeps_rows_whole() -> None:
    files = report_files(make_report(ROWS))
    document = docx.Document(io.BytesIO(files["appendices.docx"]))
    matrix = document.tables[0]
    heads = matrix.rows[0]._tr.xml
    assert "w:tblHeader" in heads
    assert 'w:textDirection w:val="btLr"' in heads
    assert all("w:cantSplit" in row._tr.xml for row in matrix.rows)
    shown = [[cell.text for cell in row.cells] for row in matrix.rows]
    assert shown[2] == ["Vale", "2021-25", "✓"]
    assert shown[4] == ["Moor", "2021-25", "n/a"]
    assert shown[7][1:] == ["2021-25 (no new plan)", "n/a"]
    styles = {
        paragraph.style.name for paragraph in document.paragraphs if paragraph.style
    }
    assert {"Title", "Heading 1", "Caption"} <= styles
    picture, change = document.inline_shapes
    assert "gained by 1, lost by 0" in change._inline.docPr.get("descr")
    assert picture._inline.docPr.get("descr").startswith(
        "Chart. Housing: 100% (1 of 1; 1 not known) now"
    )


def test_the_styles_of_a_template_are_taken() -> None:
    template = docx.Document()
    template.styles["Heading 1"].font.name = "Georgia"
    written = io.BytesIO()
    template.save(written)
    files = report_files(make_report(ROWS, template=written.getvalue()))
    for name in ("appendices.docx", "method.docx"):
        styles = docx.Document(io.BytesIO(files[name])).styles
        assert styles["Heading 1"].font.name == "Georgia"


def test_a_template_keeps_its_head_and_gets_the_styles_that_it_lacks() -> None:
    template = docx.Document()
    template.add_paragraph("Write here.")
    template.sections[0].header.paragraphs[0].text = "Vale County Council"
    for name in ("Title", "Heading 1", "Heading 2", "Caption", "Table Grid"):
        element = template.styles[name].element
        element.getparent().remove(element)
    written = io.BytesIO()
    template.save(written)
    files = report_files(make_report(ROWS, template=written.getvalue()))
    for name in ("appendices.docx", "method.docx"):
        document = docx.Document(io.BytesIO(files[name]))
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert "Write here." not in texts
        header = document.sections[0].header.paragraphs[0].text
        assert header == "Vale County Council"
        used = {each.style.name for each in document.paragraphs if each.style}
        assert {"Title", "Heading 1"} <= used


# ------------------------------------------------------------------ charts and method


def test_a_chart_says_its_figures_and_its_base() -> None:
    drawn = share_chart(make_report(ROWS), make_report(ROWS).matrices[0])["svg"]
    text = " ".join(html.fromstring(drawn).itertext())
    for words in ("Housing", "1 of 1", "0 of 1", "forces with a yes or a no"):
        assert words in text


@pytest.mark.parametrize("base", list(Base))
def test_nothing_of_a_chart_is_cut_off_at_its_edge(base: Base) -> None:
    rows = two("vale", YES, NO) | two("moor", UNREAD, UNSETTLED)
    label = "Young people who move into adulthood and the services that they lose"
    data = make_report(rows, label=label, base=base)
    for draw in (share_chart, change_chart, map_chart):
        with Image.open(io.BytesIO(draw(data, data.matrices[0])["png"])) as drawn:
            ink = ImageOps.invert(drawn.convert("L")).getbbox()
            assert ink is not None
            left, top, right, bottom = ink
            assert left > 3
            assert top > 3
            assert right < drawn.width - 3
            assert bottom < drawn.height - 3


def test_a_chart_of_change_counts_forces_with_both_plans() -> None:
    data = make_report(two("vale", YES, NO) | two("moor", YES, YES))
    drawn = change_chart(data, data.matrices[0])["svg"]
    text = " ".join(html.fromstring(drawn).itertext())
    assert "forces with both plans: 2" in text
    assert re.findall(r"\b\d+\b", text.split("forces with")[0])[-2:] == ["1", "0"]


def test_a_chart_of_no_change_is_drawn_too() -> None:
    data = make_report(two("vale", YES, YES))
    assert b"forces with both plans: 1" in change_chart(data, data.matrices[0])["svg"]


def test_shares_of_a_base_with_unread_plans_are_ranges_everywhere() -> None:
    rows = two("vale", YES, NO) | two("moor", UNREAD, UNSETTLED)
    files = report_files(make_report(rows, base=Base.FORCES))
    told = "50–100% (1 of 2; 1 not known)"
    assert told in " ".join(html.fromstring(files["chart_needs.svg"]).itertext())
    assert told in files["report.html"].decode()
    document = docx.Document(io.BytesIO(files["appendices.docx"]))
    [table] = [one for one in document.tables if one.cell(0, 0).text == "Category"]
    share = [
        "Housing", "50.0–100.0", "1 of 2 (1 not known)", "0.0–50.0",
        "0 of 2 (1 not known)", "+100.0 (of 1)",  # Vale: Moor's plans cannot be compared
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[1].cells] == share
    book = openpyxl.load_workbook(io.BytesIO(files["appendices.xlsx"]))
    assert [cell.value for cell in book["Summary"][4]] == share
    line = files["shares.csv"].decode("utf-8-sig").splitlines()[1]
    assert line == "needs,housing,Housing,current,1,2,1,,1,50.0,2,100.0"


def test_what_was_not_read_left_out_or_is_unsettled_stands_in_every_output() -> None:
    draft = replace(PLAN, doc_type=DocType.DRAFT, force="Mere Police", plan_id="mere:1")
    base = make_report(two("moor", UNREAD, UNSETTLED))
    failure = Failure("moor:current", "m.pdf", "extract", "no_text", "A scan.", "Scan.")
    data = replace(base, plans=(*base.plans, draft), failures=(failure,))
    told = [
        ("Moor 2021-25", "Not coded"),
        (f"Mere Police {PLAN.shown_dates}", "Left out: draft"),
        ("Moor 2017-21", "Unsettled: Housing"),
    ]
    files = report_files(data)
    page = html.fromstring(files["report.html"].decode())
    rows = page.xpath("//section[@id='failures']//tbody/tr")
    assert [tuple(each.text for each in row[:2]) for row in rows] == told
    document = docx.Document(io.BytesIO(files["appendices.docx"]))
    last = document.tables[-1].rows[1:]
    assert [(row.cells[0].text, row.cells[1].text) for row in last] == told
    book = openpyxl.load_workbook(io.BytesIO(files["appendices.xlsx"]))
    sheet = book["Not read, left out or unsettled"]
    assert [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=3)] == told
    assert "Mere Police" in files["method.md"].decode()


def test_a_report_without_troubles_has_no_list_of_them() -> None:
    page = html.fromstring(build_page(make_report(two("vale", YES, NO))).decode())
    assert page.xpath("//section[@id='failures']") == []


def test_captions_and_pages_are_counted_by_word() -> None:
    files = report_files(make_report(two("vale", YES, NO)))
    document = docx.Document(io.BytesIO(files["appendices.docx"]))
    captions = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name == "Caption"
    ]
    assert captions[0].startswith("Table 1: ")
    assert captions[1].startswith("Figure 1: ")
    assert "SEQ Table" in document.element.xml
    footer = document.sections[0].footer.paragraphs[0]
    assert footer.text.endswith("Page 1 of 1")
    assert "NUMPAGES" in footer._p.xml


def test_a_map_has_a_tile_for_each_force_and_marks_its_state() -> None:
    data = make_report(ROWS)
    text = " ".join(
        html.fromstring(map_chart(data, data.matrices[0])["svg"]).itertext()
    )
    assert ("✓" in text, text.count("–") >= 2, "1 of 1" in text) == (True,) * 3


def test_the_method_says_who_decided_and_what_was_not_read() -> None:
    told = method_markdown(coded(Verdict.ACCEPT, Verdict.REJECT))
    assert "Of 3 codings, reviewers accepted 1 and rejected 1" in told
    assert "Ann: 1 accepted, 1 rejected." in told
    assert "Nobody has checked the 3 codings yet" in method_markdown(coded())
    unread = method_markdown(make_report(ROWS))
    assert "Moor 2021-25" in unread
    assert "Without a new plan: Glyn." in unread
    assert "It does not prove that the plan is silent" in unread
