"""OpenDocument texts: headings, lists, tables, boxes, notes, tracked changes, hidden
text, and files made to do harm.
"""

from __future__ import annotations

import zipfile

import pytest
from office_kit import (
    LAUGHS,
    OPEN_TEXT,
    SPY,
    archive_of,
    locked_text,
    open_text,
)

from plancoder.errors import (
    BadPageRange,
    DamagedFile,
    Encrypted,
    MemoryLimit,
    NoText,
    PlanError,
    TooManyCharacters,
    UnknownFormat,
)
from plancoder.extract import office_parts
from plancoder.extract.odt.read import read_odt
from plancoder.extract.options import ExtractOptions
from plancoder.extract.read import read_bytes


def outline(data: bytes) -> list[str]:
    document = read_odt(data)
    return [
        f"{b.kind.value}{b.level or ''}: {document.text[b.start : b.end]}"
        for b in document.blocks
    ]


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def style(name: str, inner: str = "", family: str = "paragraph", more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{inner}</style:style>'


def letters(properties: str) -> str:
    return f"<style:text-properties {properties}/>"


def test_headings_by_outline_level_title_and_bold() -> None:
    body = (
        p("The plan", "P1")
        + '<text:h text:outline-level="1">Aims</text:h>'
        + '<text:h text:outline-level="3">Deep</text:h>'
        + p("Text.")
        + "<text:h>No level</text:h>"
        + p('<text:span text:style-name="T1">Money</text:span>')
        + p("The budget is one crown.")
    )
    styles = style("P1", more='style:parent-style-name="Title"')
    styles += style("T1", letters('fo:font-weight="bold"'), "text")
    assert outline(open_text(body, styles, common=style("Title"))) == [
        "heading1: The plan",
        "heading1: Aims",
        "heading3: Deep",
        "paragraph: Text.",
        "heading1: No level",
        "heading2: Money",
        "paragraph: The budget is one crown.",
    ]


LEVELS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/>'
    "</text:list-style>"
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    "</text:list-style>"
)


def listed(*items: str, style: str = "L1", more: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def test_lists_with_glyphs_and_numbers() -> None:
    inner = "<text:list><text:list-item>{}</text:list-item></text:list>"
    body = (
        listed(p("walk"), style="L2")
        + listed(p("first") + p("goes on"), p("second") + inner.format(p("deeper")))
        + listed(p("anew"))
        + listed(p("third"), more='text:continue-numbering="true"')
        + p("• typed by hand")
    )
    assert outline(open_text(body, LEVELS)) == [
        "bullet1: walk",
        "bullet1: 1. first",
        "paragraph: goes on",
        "bullet1: 2. second",
        "bullet2: (a) deeper",
        "bullet1: 1. anew",
        "bullet1: 2. third",
        "bullet1: typed by hand",
    ]


def test_a_list_goes_on_with_the_one_it_names() -> None:
    body = (
        listed(p("one"), more='xml:id="first"')
        + listed(p("other"), p("other two"))
        + listed(p("two"), more='text:continue-list="first"')
        + '<text:list text:style-name="L1"><text:list-item text:start-value="7">'
        + p("seven")
        + "</text:list-item></text:list>"
        + listed(listed(listed(p("three deep"))))
    )
    found = [line.partition(": ")[2] for line in outline(open_text(body, LEVELS))]
    assert found == [
        "1. one",
        "1. other",
        "2. other two",
        "2. two",
        "7. seven",
        "1.1.1 three deep".replace("1.1.1", "1.a.1"),
    ]


def test_headings_are_numbered_by_the_outline() -> None:
    common = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1"'
        ' style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1"'
        ' text:display-levels="2"/></text:outline-style>'
    )
    body = (
        '<text:h text:outline-level="1"><text:number>1</text:number>Homes</text:h>'
        '<text:h text:outline-level="2">Winter</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">Thanks</text:h>'
        '<text:h text:outline-level="1">Roads</text:h>'
    )
    assert outline(open_text(body, common=common)) == [
        "heading1: 1 Homes",
        "heading2: 1.1 Winter",
        "heading1: Thanks",
        "heading1: 2 Roads",
    ]


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text)}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def test_tables_and_their_merged_cells() -> None:
    head = f"<table:table-header-rows>{row(cell('r0c0'), cell('wide'), COVERED)}</table:table-header-rows>"
    inner = f"<table:table>{row(cell('inner'), cell('table'))}</table:table>"
    body = (
        "<table:table>"
        + head
        + row(cell("tall"), f"<table:table-cell>{inner}</table:table-cell>", cell("x"))
        + row(COVERED, cell("", 'table:number-columns-repeated="1000000"'), cell("y"))
        + '<table:table-row table:visibility="collapse">'
        + cell("hidden row")
        + "</table:table-row></table:table>"
    )
    document = read_odt(open_text(body))
    assert [
        (b.row, b.column, document.text[b.start : b.end]) for b in document.blocks
    ] == [
        (0, 0, "r0c0"),
        (0, 1, "wide"),
        (1, 0, "tall"),
        (1, 1, "inner"),
        (1, 1, "table"),
        (1, 2, "x"),
        (2, 501, "y"),
    ]


def test_a_box_drawn_as_a_table_is_text() -> None:
    inner = p("In a frame") + listed(p("walk"), style="L2")
    box = f"<table:table>{row(f'<table:table-cell>{inner}</table:table-cell>')}</table:table>"
    assert outline(open_text(box, LEVELS)) == ["paragraph: In a frame", "bullet1: walk"]


def test_deleted_text_is_no_text_and_inserted_text_is() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        + p("homeless people ")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p(
            'We will <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>'
            'always <text:change-end text:change-id="c2"/>help.'
        )
    )
    assert outline(open_text(body)) == ["paragraph: We will always help."]


HIDES = letters('text:display="none"')


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (p('Open <text:span text:style-name="Ghost">secret</text:span>'), False),
        (p('Open <text:span text:style-name="Heir">secret</text:span>'), False),
        (p('Open <text:span text:style-name="Plain">secret</text:span>'), True),
        (p("Open") + p("secret", "Gone"), False),
        (p("Open") + p("secret", "HeirOfGone"), False),
        (
            p("Open")
            + p('<text:span text:style-name="Shown">secret</text:span>', "Gone"),
            True,
        ),
        (
            p("Open")
            + f'<text:section text:display="none">{p("secret")}</text:section>',
            False,
        ),
        (
            p("Open")
            + f'<text:section text:display="condition" text:is-hidden="true">{p("secret")}</text:section>',
            False,
        ),
        (
            p("Open") + f"<text:section>{p('secret')}</text:section>",
            True,
        ),
        (
            p("Open")
            + p('<text:hidden-paragraph text:is-hidden="true"/>secret <text:s/>'),
            False,
        ),
        (
            p(
                'Open <text:hidden-text text:is-hidden="true">secret</text:hidden-text>'
            ),
            False,
        ),
        (
            p(
                "Open<office:annotation><text:p>secret</text:p></office:annotation>"
                "<draw:frame><svg:title>secret</svg:title></draw:frame>"
            ),
            False,
        ),
        (
            p('Open <text:placeholder text:placeholder-type="text">secret</text:placeholder>'),
            False,
        ),
        (
            p("Open")
            + "<text:table-of-content><text:table-of-content-source>"
            + "<text:index-title-template>secret</text:index-title-template>"
            + "</text:table-of-content-source></text:table-of-content>",
            False,
        ),
        (
            p("Open")
            + "<text:table-of-content><text:index-body>"
            + p("secret")
            + "</text:index-body></text:table-of-content>",
            True,
        ),
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_no_text(body: str, seen: bool) -> None:
    styles = style("Ghost", HIDES, "text")
    styles += style("Heir", "", "text", 'style:parent-style-name="Ghost"')
    styles += style("Plain", letters('fo:color="#000000"'), "text")
    styles += style("Shown", letters('text:display="true"'), "text")
    styles += style("Gone", HIDES) + style(
        "HeirOfGone", more='style:parent-style-name="Gone"'
    )
    text = read_odt(open_text(body, styles)).text
    assert text.startswith("Open")
    assert ("secret" in text) is seen


def test_boxes_and_notes_follow_their_paragraph_and_breaks_are_blanks() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('A note.')}</text:note-body></text:note>"
    )
    box = (
        f"<draw:frame><draw:text-box>{p('Inside the box')}</draw:text-box></draw:frame>"
    )
    shape = f"<draw:custom-shape>{p('In a shape')}</draw:custom-shape>"
    body = p(
        f'Aro{"<text:soft-page-break/>"}und{note} it{box}<text:tab/>and<text:s text:c="9"/>on'
        f"<text:line-break/>here.{shape}"
    ) + p("Caption", "P1")
    styles = style("P1", more='style:parent-style-name="Caption"')
    assert outline(open_text(body, styles, common=style("Caption"))) == [
        "paragraph: Around it and on here.",
        "paragraph: A note.",
        "paragraph: Inside the box",
        "paragraph: In a shape",
        "caption: Caption",
    ]


def test_no_pages_and_no_text() -> None:
    with pytest.raises(BadPageRange, match="no page marks"):
        read_odt(open_text(p("x")), pages=(1,))
    with pytest.raises(NoText):
        read_odt(open_text(""))


@pytest.mark.parametrize("name", ["plan.odt", "plan.docx", "plan.txt", "plan"])
def test_an_open_document_is_known_by_its_content(name: str) -> None:
    assert read_bytes(open_text(p("We help.")), name).format == "odt"


def of_kind(kind: str) -> bytes:
    return archive_of({"mimetype": kind, "content.xml": "<x/>"})


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (locked_text(whole=False), Encrypted, "password"),
        (locked_text(whole=True), Encrypted, "password"),
        (of_kind(OPEN_TEXT.replace("text", "spreadsheet")), UnknownFormat, "spreadsheet .ods"),
        (of_kind(OPEN_TEXT.replace("text", "presentation")), UnknownFormat, "presentation .odp"),
        (of_kind("application/epub+zip"), UnknownFormat, "zip archive"),
        (archive_of({"content.xml": "<x/>"}), UnknownFormat, "no text document"),
        (archive_of({"mimetype": OPEN_TEXT}), DamagedFile, "no part content.xml"),
        (archive_of({"mimetype": OPEN_TEXT, "content.xml": "<x>"}), DamagedFile, "not valid XML"),
        (open_text(p("&b;"), prolog=LAUGHS), DamagedFile, "document type"),
        (open_text(p("&b;"), prolog=SPY), DamagedFile, "document type"),
        (open_text(p("x"))[:300], DamagedFile, "cannot be opened"),
        (open_text("<text:section>" * 5_000 + "</text:section>" * 5_000), DamagedFile, "XML"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(
    data: bytes, error: type[PlanError], says: str
) -> None:
    with pytest.raises(error, match=says.replace(" .", r" \(\.")) as caught:
        read_bytes(data, "plan.odt")
    assert caught.value.remedy


@pytest.mark.parametrize(
    "how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_part_with_broken_bytes_is_named(how: int) -> None:
    text = "".join(f"lane {number * number} is lit. " for number in range(3_000))
    data = bytearray(
        archive_of({"mimetype": OPEN_TEXT, "content.xml": f"<x>{text}</x>"}, how)
    )
    middle = len(data) // 2
    data[middle : middle + 500] = bytes(500)
    with pytest.raises(DamagedFile, match="cannot be unpacked"):
        read_bytes(bytes(data), "plan.odt")


def test_zip_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_parts, "MOST_BYTES", 3_000_000)
    data = open_text(p("x") + " " * 4_000_000)
    assert len(data) < 100_000
    with pytest.raises(MemoryLimit, match="OpenDocument text unpacks to"):
        read_odt(data)
    monkeypatch.setattr(office_parts, "MOST_MEMBERS", 2)
    with pytest.raises(MemoryLimit, match="parts"):
        read_odt(open_text(p("x")))


def test_characters_are_counted_before_the_tree_is_built() -> None:
    line = "We put victims first in all we do."
    options = ExtractOptions(max_characters=20 * len(line))
    with pytest.raises(TooManyCharacters) as error:
        read_odt(open_text(p(line) * 200), options=options)
    assert error.value.used < 200 * len(line)
    assert len(read_odt(open_text(p(line) * 20), options=options).blocks) == 20
    with pytest.raises(TooManyCharacters):
        read_odt(open_text(p(line) * 25), options=options)


@pytest.mark.parametrize("number", ["", "-1", "0", "x", "²", "9" * 5_000])
def test_numbers_that_are_none_do_no_harm(number: str) -> None:
    levels = LEVELS.replace('"1"', f'"{number}"').replace('"3"', f'"{number}"')
    body = (
        f'<text:h text:outline-level="{number}">Aims</text:h>'
        + f'<text:list text:style-name="L1"><text:list-item text:start-value="{number}">{p("one")}'
        + "</text:list-item></text:list><table:table>"
        + row(cell("a", f'table:number-columns-repeated="{number}"'), cell("b"))
        + "</table:table>"
    )
    weight = style("T1", letters(f'fo:font-weight="{number}"'), "text")
    read = read_odt(open_text(body, levels + weight)).text
    assert [line[-4:].strip() for line in read.split("\n")][-2:] == ["a", "b"]


def test_deep_nesting_that_a_program_could_write_is_read() -> None:
    deep = "<text:section>" * 120 + listed(p("deep")) + "</text:section>" * 120
    nested = "<text:list><text:list-item>" * 60 + p("item")
    nested += "</text:list-item></text:list>" * 60
    found = outline(open_text(deep + nested, LEVELS))
    assert found == ["bullet1: 1. deep", "bullet6: item"]


def test_words_of_a_chart_are_captions() -> None:
    chart = (
        '<x xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0">'
        "<office:body><office:chart><chart:title><text:p>Lamps by ward</text:p>"
        "</chart:title><table:table><table:table-row><table:table-cell><text:p>Quay"
        "</text:p></table:table-cell><table:table-cell><text:p>4.3</text:p>"
        "</table:table-cell></table:table-row></table:table></office:chart>"
        "</office:body></x>"
    )
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"'
    body = p(f"<draw:frame><draw:object {link}/></draw:frame>")
    data = open_text(body, more={"Object 1/content.xml": chart})
    assert outline(data) == ["caption: Lamps by ward", "caption: Quay"]
