"""PowerPoint files: slides as pages, titles, lists, tables, diagrams, what no audience
sees, and files made to do harm.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from deck import BLANK, BODY, COMPARE, ONLY_TITLE, PART, TITLE, Deck, hide, made
from lxml import etree
from office_kit import LAUGHS, SPY, archive_of
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from plancoder.errors import (
    BadPageRange,
    DamagedFile,
    MemoryLimit,
    NoText,
    PlanError,
    TooManyCharacters,
    TooManyPages,
    UnknownFormat,
)
from plancoder.extract import office_parts
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pptx.read import read_pptx
from plancoder.extract.read import read_bytes
from plancoder.models import PageStatus

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def outline(data: bytes) -> list[str]:
    document = read_pptx(data)
    return [
        f"{b.page} {b.kind.value}{b.level or ''}: {document.text[b.start : b.end]}"
        for b in document.blocks
    ]


def box(slide: Any, *lines: str, left: float = 1, top: float = 1) -> Any:
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1))
    shape.text_frame.text = "\n".join(lines)
    return shape


def test_each_slide_is_a_page_and_its_title_a_heading() -> None:
    def fill(deck: Deck) -> None:
        deck.slide(TITLE, "Orlford plan", "2021 to 2025")
        deck.slide(PART, "Our aims", "What we want")
        deck.slide(BODY, "Priorities", "Put victims first\nKeep lanes lit")
        slide = deck.slide(ONLY_TITLE, "Money")
        box(slide, "The budget is one crown.", "• typed by hand")

    assert outline(made(fill)) == [
        "1 heading1: Orlford plan",
        "1 paragraph: 2021 to 2025",
        "2 heading1: Our aims",
        "2 paragraph: What we want",
        "3 heading2: Priorities",
        "3 bullet1: Put victims first",
        "3 bullet1: Keep lanes lit",
        "4 heading2: Money",
        "4 paragraph: The budget is one crown.",
        "4 bullet1: typed by hand",
    ]


def test_levels_numbers_and_paragraphs_without_bullets() -> None:
    def mark(paragraph: Any, name: str, **attributes: str) -> None:
        properties = paragraph._p.get_or_add_pPr()
        etree.SubElement(properties, f"{{{A}}}{name}", attributes)

    def fill(deck: Deck) -> None:
        text = "one\ndeeper\ntwo\nplain\nanew\nletter\nseven"
        slide = deck.slide(BODY, "Steps", text)
        lines = slide.placeholders[1].text_frame.paragraphs
        for place in (0, 2, 4):
            mark(lines[place], "buAutoNum", type="arabicPeriod")
        lines[1].level = 1
        mark(lines[3], "buNone")
        mark(lines[5], "buAutoNum", type="alphaLcParenR")
        mark(lines[6], "buAutoNum", type="arabicParenBoth", startAt="7")
        shape = box(slide, "Freely", "placed")
        mark(shape.text_frame.paragraphs[1], "buChar", char="•")

    found = [line.partition(" ")[2] for line in outline(made(fill))]
    assert found == [
        "heading2: Steps",
        "bullet1: 1. one",
        "bullet2: deeper",
        "bullet1: 2. two",
        "paragraph: plain",
        "bullet1: 1. anew",
        "bullet1: a) letter",
        "bullet1: (7) seven",
        "paragraph: Freely",
        "bullet1: placed",
    ]


def test_a_layout_without_bullets_has_paragraphs_and_bold_ones_are_headings() -> None:
    def fill(deck: Deck) -> None:
        deck.slide(COMPARE, "Two ways", "Before", "dark lanes", "After", "lit lanes")

    assert outline(made(fill)) == [
        "1 heading2: Two ways",
        "1 heading3: Before",
        "1 bullet1: dark lanes",
        "1 heading3: After",
        "1 bullet1: lit lanes",
    ]


def test_tables_row_by_row_with_merged_cells() -> None:
    def fill(deck: Deck) -> None:
        slide = deck.slide(ONLY_TITLE, "Figures")
        shapes = slide.shapes
        table = shapes.add_table(3, 3, *[Inches(1)] * 4).table
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"r{row}c{column}"
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(0, 1).text = "wide"
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(1, 0).text = "tall"
        single = shapes.add_table(1, 1, *[Inches(1)] * 4).table
        single.cell(0, 0).text = "In a frame"

    document = read_pptx(made(fill))
    found = [
        (b.table, b.row, b.column, document.text[b.start : b.end])
        for b in document.blocks[1:]
    ]
    assert found == [
        (0, 0, 0, "r0c0"),
        (0, 0, 1, "wide"),
        (0, 1, 0, "tall"),
        (0, 1, 1, "r1c1"),
        (0, 1, 2, "r1c2"),
        (0, 2, 1, "r2c1"),
        (0, 2, 2, "r2c2"),
        (None, None, None, "In a frame"),
    ]
    assert {block.page for block in document.blocks} == {1}


def test_the_title_goes_first_and_groups_are_read() -> None:
    def fill(deck: Deck) -> None:
        slide = deck.slide(ONLY_TITLE)
        group = slide.shapes.add_group_shape([box(slide, "Inside"), box(slide, "too")])
        slide.shapes._spTree.insert(2, group._element)
        slide.shapes.title.text_frame.text = "Late\vtitle"

    assert outline(made(fill)) == [
        "1 heading2: Late title",
        "1 paragraph: Inside",
        "1 paragraph: too",
    ]


def test_a_hidden_slide_is_not_read_but_named() -> None:
    def fill(deck: Deck) -> None:
        deck.slide(BODY, "Seen", "lit lanes")
        hide(deck.slide(BODY, "Unseen", "homeless people"))
        deck.slide(BODY, "Seen again", "warm halls")

    data = made(fill)
    document = read_pptx(data)
    assert "homeless" not in document.text
    assert [page.number for page in document.pages] == [1, 3]
    assert document.page_at(document.text.index("warm")) == 3
    (notice,) = document.notices
    assert notice.reason == "hidden_text"
    assert notice.detail == "slide 2 is hidden and not read"
    with pytest.raises(BadPageRange, match="slide 2 is asked for, but hidden"):
        read_pptx(data, pages=(2,))
    part = read_pptx(data, pages=(2, 3))
    assert part.text == "Seen again\nwarm halls"
    assert part.notices == document.notices


def test_a_deck_of_hidden_slides_says_why_it_has_no_text() -> None:
    with pytest.raises(NoText, match="slide 1 is hidden"):
        read_pptx(made(lambda deck: hide(deck.slide(BODY, "Unseen", "x"))))


def test_speaker_notes_are_not_read_but_named() -> None:
    def fill(deck: Deck) -> None:
        slide = deck.slide(BODY, "Seen", "lit lanes")
        slide.notes_slide.notes_text_frame.text = "Say: homeless people"
        deck.slide(BODY, "No notes", "x").notes_slide  # noqa: B018

    document = read_pptx(made(fill))
    assert "homeless" not in document.text
    (notice,) = document.notices
    assert notice.reason == "hidden_text"
    assert notice.detail == "speaker notes were not read, of slides: 1"


def test_words_beside_the_slide_and_hidden_shapes_are_not_read() -> None:
    def fill(deck: Deck) -> None:
        slide = deck.slide(ONLY_TITLE, "Seen")
        box(slide, "homeless people", left=-20)
        box(slide, "On the edge", left=-1)
        shape = box(slide, "homeless men")
        shape._element.nvSpPr.cNvPr.set("hidden", "1")

    document = read_pptx(made(fill))
    assert document.text == "Seen\nOn the edge"
    (notice,) = document.notices
    assert "beside the slide" in notice.detail


def test_numbers_of_slides_and_footers_are_no_text() -> None:
    place = (
        f'<p:sp xmlns:p="{P}" xmlns:a="{A}"><p:nvSpPr><p:cNvPr id="9" name="x"/><p:cNvSpPr/>'
        '<p:nvPr><p:ph type="{}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p>'
        "<a:r><a:t>Running foot</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    field = f'<a:fld xmlns:a="{A}" type="slidenum" id="x"><a:t>12</a:t></a:fld>'

    def fill(deck: Deck) -> None:
        slide = deck.slide(ONLY_TITLE, "Seen")
        for kind in ("ftr", "dt", "sldNum"):
            slide.shapes._spTree.append(etree.fromstring(place.format(kind)))
        paragraph = box(slide, "Page ").text_frame.paragraphs[0]._p
        paragraph.append(etree.fromstring(field))

    assert read_pptx(made(fill)).text == "Seen\nPage"


def test_drawings_with_a_stand_in_are_read_once() -> None:
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="9" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        "<p:txBody><a:bodyPr/><a:p><a:r><a:t>Once</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    both = (
        f'<mc:AlternateContent xmlns:p="{P}" xmlns:a="{A}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="x">{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback>'
        "</mc:AlternateContent>"
    )

    def fill(deck: Deck) -> None:
        deck.slide(BLANK).shapes._spTree.append(etree.fromstring(both))

    assert outline(made(fill)) == ["1 paragraph: Once"]


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("L", (60, 80), 200).save(out, "PNG")
    out.seek(0)
    return out


def test_a_slide_that_is_a_picture_is_told() -> None:
    def fill(deck: Deck) -> None:
        deck.slide(BODY, "Seen", "lit lanes")
        whole = deck.slide(BLANK)
        size = deck.file.slide_width, deck.file.slide_height
        whole.shapes.add_picture(picture(), 0, 0, *size)
        small = deck.slide(BLANK)
        small.shapes.add_picture(picture(), 0, 0, Inches(1))

    document = read_pptx(made(fill))
    assert [page.status for page in document.pages] == [
        PageStatus.READ,
        PageStatus.NO_TEXT,
        PageStatus.READ,
    ]
    (notice,) = document.notices
    assert notice.reason == "partial"
    assert notice.detail.endswith("without text: 2")


def test_pages_cut_slides_out() -> None:
    def fill(deck: Deck) -> None:
        for number in range(1, 5):
            deck.slide(BODY, f"Title {number}", "x")

    data = made(fill)
    document = read_pptx(data, pages=(2, 3))
    assert document.text == "Title 2\nx\nTitle 3\nx"
    assert [page.number for page in document.pages] == [2, 3]
    with pytest.raises(BadPageRange, match="pages 9 were asked for"):
        read_pptx(data, pages=(9,))
    with pytest.raises(TooManyPages):
        read_pptx(data, options=ExtractOptions(max_pages=3))


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """The file with another part of this name; without it where there is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    if content is None:
        del parts[name]
    else:
        parts[name] = content
    return archive_of(parts)


def three(deck: Deck) -> None:
    for word in ("lanes", "halls", "homes"):
        deck.slide(BODY, f"Warm {word}", "x")


SECOND = "ppt/slides/slide2.xml"


@pytest.mark.parametrize("content", [None, b"<p:sld", LAUGHS.encode() + b"<x>&b;</x>"])
def test_a_damaged_slide_costs_that_slide_only(content: bytes | None) -> None:
    document = read_pptx(with_part(made(three), SECOND, content))
    assert document.text == "Warm lanes\nx\nWarm homes\nx"
    assert [page.unread for page in document.pages] == [False, True, False]
    (notice,) = document.notices
    assert notice.reason == "partial"
    assert "slide 2" in notice.detail


def test_a_strict_file_is_read() -> None:
    data = made(three)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/presentationml/2006/",
            b"http://purl.oclc.org/ooxml/presentationml/",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/",
            b"http://purl.oclc.org/ooxml/officeDocument/",
        )
        for name, content in parts.items()
    }
    assert read_pptx(archive_of(strict)).text == read_pptx(data).text


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def test_words_of_a_diagram_are_a_list() -> None:
    frame = (
        f'<p:graphicFrame xmlns:p="{P}" xmlns:a="{A}"><p:nvGraphicFramePr><p:cNvPr id="9" name="x"/>'
        f'<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><a:graphic><a:graphicData uri="{DGM}">'
        f'<dgm:relIds xmlns:dgm="{DGM}" xmlns:r="{OFFICE}" r:dm="more"/></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )

    def fill(deck: Deck) -> None:
        slide = deck.slide(ONLY_TITLE, "Wheel")
        slide.shapes._spTree.append(etree.fromstring(frame))

    data = made(fill)
    rels = "ppt/slides/_rels/slide1.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = archive.read(rels).decode()
    more = f'<Relationship Id="more" Type="{OFFICE}/diagramData" Target="../diagrams/data1.xml"/>'
    new = old.replace("</Relationships>", more + "</Relationships>")
    model = f'<x xmlns:a="{A}"><a:p><a:r><a:t>Quiet lanes</a:t></a:r></a:p><a:p/></x>'
    data = with_part(data, rels, new.encode())
    data = with_part(data, "ppt/diagrams/data1.xml", model.encode())
    assert outline(data) == ["1 heading2: Wheel", "1 bullet1: Quiet lanes"]


@pytest.mark.parametrize("name", ["plan.pptx", "plan.docx", "plan"])
def test_a_presentation_is_known_by_its_content(name: str) -> None:
    assert read_bytes(made(three), name).format == "pptx"


MAIN = "ppt/presentation.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        (lambda data: with_part(data, MAIN, None), DamagedFile, "no part ppt/"),
        (lambda data: with_part(data, MAIN, b"<x>"), DamagedFile, "not valid XML"),
        (
            lambda data: with_part(data, MAIN, SPY.encode() + b"<x>&b;</x>"),
            DamagedFile,
            "document type",
        ),
        (lambda data: data[: len(data) // 2], DamagedFile, "cannot be opened"),
        (
            lambda data: OLE + "PowerPoint Document".encode("utf-16-le"),
            UnknownFormat,
            r"old PowerPoint file \(\.ppt\)",
        ),
    ],
)
def test_what_cannot_be_read_is_named(
    change: Callable[[bytes], bytes], error: type[PlanError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        read_bytes(change(made(three)), "plan.pptx")
    assert caught.value.remedy


def test_a_deck_of_which_no_slide_can_be_read_is_damaged() -> None:
    data = made(three)
    for number in (1, 2, 3):
        data = with_part(data, f"ppt/slides/slide{number}.xml", b"<x")
    with pytest.raises(DamagedFile, match="no slide can be read: slide 1: "):
        read_bytes(data, "plan.pptx")


def test_zip_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_parts, "MOST_BYTES", 3_000_000)
    data = with_part(made(three), SECOND, b" " * 4_000_000)
    with pytest.raises(MemoryLimit, match="PowerPoint file unpacks to"):
        read_pptx(data)
    monkeypatch.setattr(office_parts, "MOST_MEMBERS", 3)
    with pytest.raises(MemoryLimit, match="parts"):
        read_pptx(made(three))


def test_characters_are_counted_while_slides_are_read() -> None:
    line = "We put victims first in all we do."

    def fill(deck: Deck) -> None:
        deck.slide(BODY, "Title", "\n".join([line] * 400))

    options = ExtractOptions(max_characters=200 * len(line))
    with pytest.raises(TooManyCharacters):
        read_pptx(made(fill), options=options)


@pytest.mark.parametrize("number", ["", "-1", "x", "²", "9" * 5_000])
def test_numbers_that_are_none_do_no_harm(number: str) -> None:
    def fill(deck: Deck) -> None:
        slide = deck.slide(ONLY_TITLE, "Seen")
        shape = box(slide, "Lit lanes")
        properties = shape.text_frame.paragraphs[0]._p.get_or_add_pPr()
        properties.set("lvl", number)
        kind = {"type": "arabicPeriod", "startAt": number}
        etree.SubElement(properties, f"{{{A}}}buAutoNum", kind)
        for mark in shape._element.iter(f"{{{A}}}ext"):
            for name in mark.attrib:
                mark.set(name, number)

    assert read_pptx(made(fill)).text.endswith("Lit lanes")


def test_words_of_a_chart_are_captions() -> None:
    def fill(deck: Deck) -> None:
        words: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        words.categories = ["Quay", "Quiet lanes"]
        words.add_series("Lamps", (1, 2))
        place = Inches(1), Inches(2), Inches(5), Inches(3)
        slide = deck.slide(ONLY_TITLE, "Wheel")
        frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, words)
        frame.chart.has_title = True
        frame.chart.chart_title.text_frame.text = "Lamps by ward"

    assert outline(made(fill)) == [
        "1 heading2: Wheel",
        "1 caption: Lamps by ward",
        "1 caption: Lamps; Quay; Quiet lanes",
    ]
