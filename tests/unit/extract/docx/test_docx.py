"""Word files: styles, lists, tables, boxes, notes, tracked changes, and files made to
do harm.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from plancoder.errors import BadPageRange, DamagedFile, MemoryLimit, NoText
from plancoder.extract import office_parts
from plancoder.extract.docx.read import read_docx

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def save(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def outline(data: bytes) -> list[str]:
    document = read_docx(data)
    return [
        f"{b.kind.value}{b.level or ''}: {document.text[b.start : b.end]}"
        for b in document.blocks
    ]


def word(fill: Callable[[WordDocument], object]) -> bytes:
    document = docx.Document()
    fill(document)
    return save(document)


def raw(body: str) -> bytes:
    """A Word file with these paragraphs in raw XML before the rest."""
    document = docx.Document()
    wrapped = parse_xml(f"<w:body {NS}>{body}</w:body>")
    for element in reversed(list(wrapped)):
        document.element.body.insert(0, element)
    return save(document)


def test_headings_by_style_and_outline_level() -> None:
    def fill(document: WordDocument) -> None:
        document.add_heading("The plan", 0)
        document.add_heading("Aims", 1)
        document.add_heading("Deep", 3)
        document.add_paragraph("Text.")
        own = document.add_paragraph("By outline")
        own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {NS} w:val="1"/>'))
        run = document.add_paragraph().add_run("Money")
        run.bold = True

    assert outline(word(fill)) == [
        "heading1: The plan",
        "heading1: Aims",
        "heading3: Deep",
        "paragraph: Text.",
        "heading2: By outline",
        "heading3: Money",
    ]


def test_lists_with_glyphs_and_numbers() -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("walk", style="List Bullet")
        document.add_paragraph("deeper", style="List Bullet 2")
        document.add_paragraph("first", style="List Number")
        document.add_paragraph("second", style="List Number")
        document.add_paragraph("• typed by hand")

    found = outline(word(fill))
    assert found[0] == "bullet1: walk"
    assert found[1].endswith("deeper") and found[1].startswith("bullet")
    assert found[2:] == [
        "bullet1: 1. first",
        "bullet1: 2. second",
        "bullet1: typed by hand",
    ]


def test_tables_and_their_merged_cells() -> None:
    def fill(document: WordDocument) -> None:
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"r{row}c{column}"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "wide"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"

    document = read_docx(word(fill))
    assert [
        (b.row, b.column, document.text[b.start : b.end]) for b in document.blocks
    ] == [
        (0, 0, "r0c0"),
        (0, 1, "wide"),
        (1, 0, "tall"),
        (1, 1, "r1c1"),
        (1, 2, "r1c2"),
        (2, 1, "r2c1"),
        (2, 2, "r2c2"),
    ]


def test_a_box_drawn_as_a_table_is_text() -> None:
    def fill(document: WordDocument) -> None:
        box = document.add_table(1, 1).cell(0, 0)
        box.text = "In a frame"
        box.add_paragraph("walk", style="List Bullet")

    assert outline(word(fill)) == ["paragraph: In a frame", "bullet1: walk"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    text = (
        "<w:p><w:r><w:t xml:space='preserve'>We will </w:t></w:r>"
        "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t xml:space='preserve'>always </w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>elsewhere</w:t></w:r></w:moveFrom>"
        "<w:r><w:t>help.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Two halves </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>of one.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Last.</w:t></w:r></w:p>"
    )
    assert outline(raw(text)) == [
        "paragraph: We will always help.",
        "paragraph: Two halves of one.",
        "paragraph: Last.",
    ]


def test_text_boxes_are_read_once() -> None:
    box = (
        "<w:txbxContent><w:p><w:r><w:t>Inside the box</w:t></w:r></w:p></w:txbxContent>"
    )
    text = (
        "<w:p><w:r><w:t xml:space='preserve'>Around </w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>it.</w:t></w:r></w:p>"
    )
    assert outline(raw(text)) == ["paragraph: Around it.", "paragraph: Inside the box"]


def test_fields_hidden_text_and_placeholders() -> None:
    text = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>12</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operate</w:t><w:tab/><w:t>here</w:t><w:br/><w:t>now</w:t></w:r></w:p>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert outline(raw(text)) == [
        "paragraph: 12co-operate here now",
        "paragraph: In a control.",
    ]


def replace_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def test_footnotes_follow_their_paragraph_and_headers_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.sections[0].footer.paragraphs[0].text = "Running foot"
    paragraph = document.add_paragraph("Noted.")
    paragraph._p.append(parse_xml(f'<w:r {NS}><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("After.")
    notes = (
        f'<w:footnotes {NS}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    data = replace_part(save(document), "word/footnotes.xml", notes.encode())
    assert outline(data) == [
        "paragraph: Noted.",
        "paragraph: A note.",
        "paragraph: After.",
    ]


def test_no_pages_and_no_text() -> None:
    with pytest.raises(BadPageRange, match="no page marks"):
        read_docx(word(lambda document: document.add_paragraph("x")), pages=(1,))
    with pytest.raises(NoText):
        read_docx(word(lambda document: None))


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "_rels/.rels", "word/_rels/document.xml.rels"],
)
@pytest.mark.parametrize(
    "content",
    [
        LAUGHS,
        OUTSIDE,
        LAUGHS.decode().replace("?>", ' encoding="utf-16"?>').encode("utf-16"),
        b"<x>",
        b"",
    ],
)
def test_documents_with_entities_or_broken_xml_are_refused(
    content: bytes, part: str
) -> None:
    data = word(lambda document: document.add_paragraph("x"))
    with pytest.raises(DamagedFile, match=re.escape(part)):
        read_docx(replace_part(data, part, content))


def test_zip_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_parts, "MOST_BYTES", 3_000_000)
    data = replace_part(
        word(lambda document: document.add_paragraph("x")),
        "word/document.xml",
        b" " * 4_000_000,
    )
    assert len(data) < 100_000
    with pytest.raises(MemoryLimit, match="unpacks to"):
        read_docx(data)
    monkeypatch.setattr(office_parts, "MOST_MEMBERS", 3)
    with pytest.raises(MemoryLimit, match="parts"):
        read_docx(word(lambda document: document.add_paragraph("x")))


def test_a_cut_off_file_is_named() -> None:
    data = word(lambda document: document.add_paragraph("x"))
    with pytest.raises(DamagedFile):
        read_docx(data[: len(data) // 2])


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def related(data: bytes, kind: str, target: str, content: bytes) -> bytes:
    """The file with one more part that the document refers to as `r:id="more"`."""
    rels = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = archive.read(rels).decode()
    more = f'<Relationship Id="more" Type="{OFFICE}/{kind}" Target="{target}"/>'
    new = old.replace("</Relationships>", more + "</Relationships>")
    return replace_part(
        replace_part(data, rels, new.encode()), f"word/{target}", content
    )


def test_words_of_a_diagram_are_a_list() -> None:
    drawing = (
        f'<w:p><w:r><w:drawing><dgm:relIds xmlns:dgm="{DRAWING}/diagram"'
        f' xmlns:r="{OFFICE}" r:dm="more"/></w:drawing></w:r></w:p>'
    )
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    words = "".join(map(point.format, ("Quiet lanes", " ", "Warm &amp; safe homes")))
    model = (
        f'<dgm:dataModel xmlns:dgm="{DRAWING}/diagram" xmlns:a="{DRAWING}/main">'
        f"<dgm:ptLst>{words}</dgm:ptLst></dgm:dataModel>"
    )
    data = related(raw(drawing), "diagramData", "diagrams/data1.xml", model.encode())
    assert outline(data) == ["bullet1: Quiet lanes", "bullet1: Warm & safe homes"]


CHUNK = f'<w:altChunk xmlns:r="{OFFICE}" r:id="more"/>'
INSIDE = "<html><body><h2>Inside</h2><table><tr><td>a</td><td>b</td></tr></table>"


@pytest.mark.parametrize(
    ("name", "content", "inside"),
    [
        ("part.html", INSIDE.encode(), ["heading2: Inside", "table_cell: a"]),
        ("part.docx", None, ["paragraph: Inside"]),
    ],
)
def test_a_file_put_into_the_file_is_read(
    name: str, content: bytes | None, inside: list[str]
) -> None:
    content = content or raw("<w:p><w:r><w:t>Inside</w:t></w:r></w:p>")
    body = f"{CHUNK}<w:p><w:r><w:t>After.</w:t></w:r></w:p>"
    found = outline(related(raw(body), "aFChunk", name, content))
    assert found[: len(inside)] == inside
    assert found[-1] == "paragraph: After."


@pytest.mark.parametrize(
    ("name", "content"), [("part.rtf", rb"{\rtf1 Inside}"), ("part.docx", b"broken")]
)
def test_a_file_inside_that_cannot_be_read_is_named(name: str, content: bytes) -> None:
    body = f"{CHUNK}<w:p><w:r><w:t>After.</w:t></w:r></w:p>"
    document = read_docx(related(raw(body), "aFChunk", name, content))
    assert document.text == "After."
    assert [notice.reason for notice in document.notices] == ["partial"]
    assert name in document.notices[0].detail


@pytest.mark.parametrize(
    ("letters", "seen"),
    [
        ('<w:rStyle w:val="Ghost"/>', False),
        ('<w:rStyle w:val="Heir"/>', False),
        ('<w:rStyle w:val="Ghost"/><w:vanish w:val="0"/>', True),
        ('<w:rStyle w:val="Plain"/>', True),
        ("<w:caps/>", True),
    ],
)
def test_letters_hidden_by_a_style_are_no_text(letters: str, seen: bool) -> None:
    styles = (
        f'<w:styles {NS}><w:style w:type="character" w:styleId="Ghost"><w:name'
        ' w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style><w:style'
        ' w:type="character" w:styleId="Heir"><w:name w:val="Heir"/><w:basedOn'
        ' w:val="Ghost"/></w:style><w:style w:type="character" w:styleId="Plain">'
        '<w:name w:val="Plain"/></w:style></w:styles>'
    )
    text = (
        "<w:p><w:r><w:t>Open</w:t></w:r>"
        f"<w:r><w:rPr>{letters}</w:rPr><w:t> secret</w:t></w:r></w:p>"
    )
    data = replace_part(raw(text), "word/styles.xml", styles.encode())
    assert read_docx(data).text == ("Open secret" if seen else "Open")


@pytest.mark.parametrize("number", ["", "-1", "x", "²", "9" * 5_000])
def test_numbers_that_are_none_do_no_harm(number: str) -> None:
    numbering = (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{number}"><w:start'
        f' w:val="{number}"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    text = (
        f'<w:p><w:pPr><w:outlineLvl w:val="{number}"/><w:numPr><w:ilvl w:val="{number}"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Lit lanes</w:t></w:r></w:p>'
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr><w:p><w:r><w:t>a</w:t>'
        "</w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    data = replace_part(raw(text), "word/numbering.xml", numbering.encode())
    assert read_docx(data).text.endswith("Lit lanes\na\nb")
