"""Struck-out text of every kind of file is left out and named; text that only looks
like it stays.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from deck import BODY, Deck, made
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from office_kit import open_text

from plancoder.extract.read import read_bytes
from plancoder.extract.struck_text import struck_notices
from plancoder.extract.text.struck_markdown import strip_struck
from plancoder.models import Document

Strike = Callable[[str], str]  # a word → the word, struck out in one of the ways


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def told(document: Document) -> list[str]:
    return [
        notice.detail for notice in document.notices if notice.reason == "hidden_text"
    ]


HEAD = "Roads are long here, and nights are short."
LEFT_OUT = "struck out and therefore left out, 5 words: “Lamps for lanes”; “warm halls”"


def check_aims(document: Document, struck: bool) -> None:
    """Three numbered aims: where words are struck out, the second and half the third."""
    if struck:
        assert texts(document) == [HEAD, "1. Calm roads", "3. Dry cellars"]
        assert told(document) == [LEFT_OUT]
    else:
        assert texts(document)[2:] == [
            "2. Lamps for lanes",
            "3. Dry warm halls cellars",
        ]
        assert told(document) == []


def page(*parts: str) -> Document:
    body = "".join(parts)
    text = f"<html><body><main><p>{HEAD}</p>{body}</main></body></html>"
    return read_bytes(text.encode(), "plan.html")


@pytest.mark.parametrize(
    ("opening", "closing", "struck"),
    [
        *(("<s>", "</s>", True), ("<strike>", "</strike>", True)),
        *(("<del>", "</del>", True), ("<del><b>", "</b></del>", True)),
        (
            '<span style="color:red; text-decoration: LINE-THROUGH red">',
            "</span>",
            True,
        ),
        ('<span style="text-decoration-line:underline line-through">', "</span>", True),
        ('<span style="text-decoration: underline">', "</span>", False),
        ('<del style="text-decoration: none">', "</del>", False),
        *(("<u>", "</u>", False), ("<ins>", "</ins>", False)),
    ],
)
def test_of_a_web_page(opening: str, closing: str, struck: bool) -> None:
    document = page(
        f"<ol><li>Calm roads</li><li>{opening}Lamps for lanes{closing}</li>",
        f"<li>Dry {opening}warm halls{closing} cellars</li></ol>",
    )
    check_aims(document, struck)


def test_of_blocks_and_cells_of_a_web_page() -> None:
    document = page(
        "<del><p>Old words.</p><p>More of them.</p></del>",
        '<h2 style="text-decoration: line-through">Old head</h2>',
        "<table><tr><td>Aim</td><td>Who</td></tr>",
        "<tr><td><s>Old aim</s></td><td>Wardens</td></tr></table>",
    )
    assert texts(document) == [HEAD, "Aim", "Who", "Wardens"]
    assert (document.blocks[-1].row, document.blocks[-1].column) == (1, 1)
    (detail,) = told(document)
    assert detail.endswith("“Old words. More of them.”; “Old head”; “Old aim”")


def word_file(
    change: Callable[[Any], None], named: Callable[[Any], None] = lambda style: None
) -> bytes:
    """A Word file in which `change` strikes letters out, or `named` changes a style."""
    file = docx.Document()
    named(file.styles.add_style("Struck", WD_STYLE_TYPE.CHARACTER))
    file.add_paragraph(HEAD)
    file.add_paragraph("Calm roads", style="List Number")
    item = file.add_paragraph("", style="List Number")
    for part in ("Lamps for", " lanes"):
        change(item.add_run(part))
    item = file.add_paragraph("Dry ", style="List Number")
    change(item.add_run("warm halls"))
    item.add_run(" cellars")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def once(run: Any) -> None:
    run.font.strike = True


def twice(run: Any) -> None:
    run.font.double_strike = True


def off(run: Any) -> None:
    run.font.strike = False


def by_style(run: Any) -> None:
    run.style = "Struck"


def against_style(run: Any) -> None:
    run.style = "Struck"
    run.font.strike = False


def under(run: Any) -> None:
    run.font.underline = True


def style_strikes(style: Any) -> None:
    style.font.strike = True


@pytest.mark.parametrize(
    ("data", "struck"),
    [
        *((word_file(once), True), (word_file(twice), True)),
        *((word_file(by_style, style_strikes), True), (word_file(by_style), False)),
        *((word_file(off), False), (word_file(under), False)),
        (word_file(against_style, style_strikes), False),
    ],
)
def test_of_a_word_file(data: bytes, struck: bool) -> None:
    document = read_bytes(data, "plan.docx")
    check_aims(document, struck)


def test_a_box_in_struck_letters_is_read() -> None:
    def change(run: Any) -> None:
        once(run)
        box = run._r.makeelement(qn("w:txbxContent"), {})
        paragraph = run._r.makeelement(qn("w:p"), {})
        letters = run._r.makeelement(qn("w:r"), {})
        text = run._r.makeelement(qn("w:t"), {})
        text.text = "Words in a box."
        for outer, inner in ((letters, text), (paragraph, letters), (box, paragraph)):
            outer.append(inner)
        run._r.append(box)

    document = read_bytes(word_file(change), "plan.docx")
    assert "Words in a box." in texts(document)
    assert "Lamps" not in document.text


def open_file(letters: str) -> bytes:
    styles = (
        '<style:style style:name="T1" style:family="text">'
        f"<style:text-properties {letters}/></style:style>"
        '<text:list-style style:name="L1"><text:list-level-style-number'
        ' text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>'
    )
    span = '<text:span text:style-name="T1">{}</text:span>'
    items = (
        "Calm roads",
        span.format("Lamps for") + span.format(" lanes"),
        f"Dry {span.format('warm halls')} cellars",
    )
    rows = "".join(
        f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in items
    )
    return open_text(
        f'<text:p>{HEAD}</text:p><text:list text:style-name="L1">{rows}</text:list>',
        styles,
    )


@pytest.mark.parametrize(
    ("data", "struck"),
    [
        (open_file('style:text-line-through-style="solid"'), True),
        (open_file('style:text-line-through-style="none"'), False),
        (open_file('style:text-underline-style="solid"'), False),
    ],
)
def test_of_an_open_document_text(data: bytes, struck: bool) -> None:
    document = read_bytes(data, "plan.odt")
    check_aims(document, struck)


@pytest.mark.parametrize(
    ("word", "end", "struck"),
    [
        *((r"\strike", r"\strike0", True), (r"\striked1", r"\striked0", True)),
        *((r"\strike", r"\plain", True), (r"\strike0", "", False)),
        (r"\ul", r"\ulnone", False),
    ],
)
def test_of_an_rtf_file(word: str, end: str, struck: bool) -> None:
    body = (
        rf"\pard {HEAD}\par {{\listtext 1.\tab}}Calm roads\par "
        rf"{{\listtext 2.\tab}}{word} Lamps for{{\i  lanes}}{end}\par "
        rf"{{\listtext 3.\tab}}Dry {word} warm halls{end}  cellars\par "
    )
    data = rf"{{\rtf1\ansi {body}}}".encode()
    document = read_bytes(data, "plan.rtf")
    check_aims(document, struck)


@pytest.mark.parametrize(
    ("strike", "struck"),
    [("sngStrike", True), ("dblStrike", True), ("noStrike", False)],
)
def test_of_a_presentation(strike: str, struck: bool) -> None:
    def fill(deck: Deck) -> None:
        frame = deck.slide(BODY, "Our aims").placeholders[1].text_frame
        rows = (("Calm roads",), ("", "Lamps for", " lanes"))
        for row in (*rows, ("Dry ", "warm halls")):
            paragraph = frame.add_paragraph()
            for at, part in enumerate(row):
                run = paragraph.add_run()
                run.text = part
                if at:
                    run._r.get_or_add_rPr().set("strike", strike)

    document = read_bytes(made(fill), "plan.pptx")
    said = texts(document)
    assert ("Lamps for lanes" not in said) is struck
    assert ("Dry" if struck else "Dry warm halls") in said
    assert told(document) == [LEFT_OUT] * struck


@pytest.mark.parametrize(
    ("written", "left", "struck"),
    [
        ("- Calm roads\n- ~~Old aim~~\n- Dry cellars", "- Calm roads\n- Dry cellars", 1),
        ("We ~~old~~new aims.", "We new aims.", 1),
        ("## ~~Old head~~\n\nText.", "\nText.", 1),
        ("Words ~~that go on\nin a line~~ end.", "Words  end.", 1),
        ("Words\n~~that are struck~~\nend.", "Words\nend.", 1),
        ("| ~~Old~~ | Who |", "|  | Who |", 1),
        ("A <del>b</del> and <s class='x'>c</s> d", "A  and  d", 2),
        # No words are struck out here.
        *(("about ~5 or ~6", None, 0), ("~~ not these ~~", None, 0)),
        *((r"\~~not these~~", None, 0), ("~~~\nin a fence\n~~~", None, 0)),
        ("- ~~begun\n- and ended~~", None, 0),
        ("~~begun\n\nand ended~~", None, 0),
        *(("5 <s or 6", None, 0), ("<small>print</small>", None, 0)),
    ],
)  # fmt: skip
def test_of_markdown(written: str, left: str | None, struck: int) -> None:
    text, stretches = strip_struck(written)
    assert text == (written if left is None else left)
    assert len(stretches) == struck


def test_of_a_markdown_file() -> None:
    rows = (
        f"{HEAD}\n\n- Calm roads\n- ~~Lamps for lanes~~\n- Dry ~~warm halls~~ cellars"
    )
    document = read_bytes(rows.encode(), "plan.md")
    assert texts(document) == [HEAD, "Calm roads", "Dry cellars"]
    assert told(document) == [LEFT_OUT]


def test_of_plain_text_nothing_is_struck_out() -> None:
    document = read_bytes(f"{HEAD}\n\n~~Lamps~~ for lanes\n".encode(), "plan.txt")
    assert "~~Lamps~~ for lanes" in document.text
    assert told(document) == []


@pytest.mark.parametrize(
    ("stretches", "said"),
    [
        ([], None),
        (["–", " "], None),
        (["old"], "1 word: “old”"),
        (["old  aim", "old aim"], "4 words: “old aim”"),
        (list("abcdefg"), "7 words: “a”; “b”; “c”; “d”; “e” and 2 more"),
    ],
)
def test_what_the_warning_says(stretches: list[str], said: str | None) -> None:
    details = [notice.detail for notice in struck_notices(stretches)]
    if said is None:
        assert details == []
    else:
        assert details == [f"struck out and therefore left out, {said}"]
