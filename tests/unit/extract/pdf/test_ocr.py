"""Scans read by tesseract: recall on a clean page, layout, pages on their side, and
what is not to be trusted.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdf_kit import block_of
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from plancoder.extract.pdf import ocr, ocr_engines
from plancoder.extract.pdf.ocr import advise_on_ocr, describe_ocr, find_tessdata
from plancoder.extract.pdf.ocr_words import (
    Line,
    Word,
    make_line,
    mean_confidence,
    mend_bullets,
    settle_sizes,
)
from plancoder.extract.read import read_bytes
from plancoder.models import BlockKind, PageStatus

DEMANDED = os.environ.get("PLANCODER_DEMAND_ALL") == "1"
HAS_LIBRARY = describe_ocr() == "tesserocr"
HAS_PROGRAM = shutil.which("tesseract") is not None

library = pytest.mark.skipif(
    not HAS_LIBRARY and not DEMANDED,
    reason="tesserocr or its English model is not installed (extra 'ocr')",
)
program = pytest.mark.skipif(
    not HAS_PROGRAM and not DEMANDED, reason="the program tesseract is not installed"
)

SENTENCES = [
    "Northmoor has four towns, ninety villages and more miles of coast than any other county.",
    "In the spring of 2016 we asked 2,400 people what they want from their police.",
    "They told us that they want to see officers, to be answered when they call, and to be believed.",
    "I will put victims first, and I will ask the force to show me every quarter how it has done so.",
    "Fewer burglaries, safer roads and help for people in a mental health crisis come next.",
    "Nobody should be afraid in their own home, and nobody should have to ask for help twice.",
]
LINES = [
    *SENTENCES,
    "• Protect people who are at risk",
    "• Cut burglary in every town",
    "• Work with partners and volunteers",
]


def make_page() -> bytes:
    """A PDF page with a heading and lines of text."""
    out = io.BytesIO()
    canvas = Canvas(out, A4, invariant=True)
    canvas.setFont("Helvetica-Bold", 22)
    canvas.drawString(60, 760, "Our priorities")
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(LINES):
        canvas.drawString(60, 720 - 24 * number, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan(plan: bytes, *, quarter_turns: int = 0, blur: float = 0.0) -> bytes:
    """The first page as a picture of 200 dots an inch in a PDF of its own."""
    document = pypdfium2.PdfDocument(plan)
    image: Image.Image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    document.close()
    image = image.rotate(90 * quarter_turns, expand=True).filter(
        ImageFilter.GaussianBlur(blur)
    )
    out = io.BytesIO()
    image.save(out, "PDF", resolution=200)
    return out.getvalue()


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def recall(found: str) -> float:
    wanted = words(" ".join(["Our priorities", *LINES]))
    return (wanted & words(found)).total() / wanted.total()


@library
def test_a_clean_scan_is_read_with_its_heading_and_bullets() -> None:
    document = read_bytes(scan(make_page()), "scan.pdf")
    assert recall(document.text) >= 0.99
    assert [page.status for page in document.pages] == [PageStatus.OCR]
    assert document.notices == ()
    heading = document.blocks[0]
    assert (heading.kind, document.text[heading.start : heading.end]) == (
        BlockKind.HEADING,
        "Our priorities",
    )
    bullets = [
        document.text[b.start : b.end]
        for b in document.blocks
        if b.kind is BlockKind.BULLET
    ]
    assert bullets == [line[2:] for line in LINES if line.startswith("•")]
    box = heading.regions[0].box
    assert box is not None
    assert box.x0 == pytest.approx(60, abs=3)
    assert box.bottom == pytest.approx(A4[1] - 760, abs=8)


@program
def test_the_program_reads_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "describe_ocr", lambda: "tesseract")
    assert recall(read_bytes(scan(make_page()), "scan.pdf").text) >= 0.99


@library
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_is_turned(turns: int) -> None:
    assert (
        recall(read_bytes(scan(make_page(), quarter_turns=turns), "scan.pdf").text)
        >= 0.99
    )


def stamped(plan: bytes) -> bytes:
    """The page with a line of text that runs up its left edge."""
    overlay = io.BytesIO()
    with pikepdf.open(io.BytesIO(plan)) as pdf:
        width, height = (float(edge) for edge in pdf.pages[0].MediaBox[2:])
        whole = pikepdf.Rectangle(0, 0, width, height)
        canvas = Canvas(overlay, (width, height))
        canvas.translate(18, 100)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(
            0,
            0,
            "Taken from the library of the county on the first day of May 2031, copy 7",
        )
        canvas.save()
        with pikepdf.open(io.BytesIO(overlay.getvalue())) as stamp:
            pdf.pages[0].add_overlay(stamp.pages[0], whole)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@library
def test_a_line_up_the_edge_of_a_scan_does_not_stand_for_its_text() -> None:
    document = read_bytes(stamped(scan(make_page())), "scan.pdf")
    assert recall(document.text) >= 0.99
    [page] = document.pages
    assert (page.status, page.width < page.height) == (PageStatus.OCR, True)
    box = block_of(document, "Our priorities").regions[0].box
    assert box is not None
    assert box.x0 == pytest.approx(60, abs=3)


@library
def test_a_scan_too_poor_to_be_read_is_not_trusted() -> None:
    document = read_bytes(scan(make_page(), blur=3.4), "scan.pdf")
    assert document.pages[0].unread
    [notice] = document.notices
    assert notice.reason == "partial"


@library
def test_a_picture_without_words_is_no_text_lost() -> None:
    noise = random.Random(1)
    image = Image.new("L", (400, 500), 255)
    image.paste(90, (50, 50, 350, 300))
    for _ in range(40):
        image.putpixel((noise.randrange(400), noise.randrange(500)), 0)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=72)
    pages = pypdfium2.PdfDocument.new()
    for part in (make_page(), out.getvalue()):
        source = pypdfium2.PdfDocument(part)
        pages.import_pages(source)
        source.close()
    whole = io.BytesIO()
    pages.save(whole)
    pages.close()
    document = read_bytes(whole.getvalue(), "plan.pdf")
    assert [page.status for page in document.pages] == [PageStatus.READ, PageStatus.OCR]
    assert document.notices == ()


@program
def test_a_failing_program_leaves_the_page_unread_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "describe_ocr", lambda: "tesseract")
    monkeypatch.setattr(ocr, "LANGUAGE", "nolanguage")
    ocr._open_engine.cache_clear()
    plan = pypdfium2.PdfDocument.new()
    for part in (make_page(), scan(make_page())):
        source = pypdfium2.PdfDocument(part)
        plan.import_pages(source)
        source.close()
    whole = io.BytesIO()
    plan.save(whole)
    plan.close()
    document = read_bytes(whole.getvalue(), "plan.pdf")
    ocr._open_engine.cache_clear()
    assert document.pages[1].status is PageStatus.NO_TEXT
    assert "OCR failed" in document.notices[0].detail


def test_the_model_is_looked_for_where_the_person_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    (tmp_path / "tessdata").mkdir()
    (tmp_path / "tessdata" / "eng.traineddata").write_bytes(b"x")
    assert find_tessdata() == tmp_path / "tessdata"
    (tmp_path / "eng.traineddata").write_bytes(b"x")
    assert find_tessdata() == tmp_path


@pytest.mark.parametrize(
    ("library_there", "says"),
    [(True, "TESSDATA_PREFIX"), (False, "pip install 'plancoder[ocr]'")],
)
def test_what_is_missing_is_said(
    library_there: bool, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_tessdata", lambda: None)
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: object() if library_there else None
    )
    assert describe_ocr() == ""
    assert says in advise_on_ocr()


# ------------------------------------------------------------------------------------
# words and lines, without engine


def line(
    *texts: str,
    x: float = 60,
    top: float = 100,
    height: float = 8,
    confidence: float = 95,
) -> Line:
    made = make_line(
        [
            Word(text, x + 40 * at, top, x + 40 * at + 30, top + height, confidence)
            for at, text in enumerate(texts)
        ]
    )
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("texts", "mended"),
    [
        (["today.", "|", "want"], ["today.", "I", "want"]),
        (["Safety", "|", "21"], ["Safety", "21"]),
        (["the", "end", "|"], ["the", "end"]),
    ],
)
def test_bars_are_words_or_rules(texts: list[str], mended: list[str]) -> None:
    assert [word.text for word in line(*texts).words] == mended


def test_signs_at_one_place_are_bullets_and_lone_ones_are_not() -> None:
    lines = mend_bullets(
        [
            line("+we", "walk"),
            line("*", "they", "talk"),
            line("e", "mail"),
            line("*", "x", x=200),
        ]
    )
    assert [entry.words[0].text for entry in lines] == ["•", "•", "e", "*"]
    assert lines[0].words[1].text == "we"
    assert [
        entry.words[0].text
        for entry in mend_bullets([line("e", "walk"), line("e", "talk")])
    ] == ["•", "•"]


def test_sizes_are_settled_by_the_letters_inside() -> None:
    flat, tall = line("mane", height=5.2), line("Habit", height=7.2)
    big = line("Habit", height=14.4)
    settle_sizes([flat, tall, big])
    assert flat.size == tall.size == pytest.approx(10, abs=0.5)
    assert big.size == pytest.approx(20, abs=0.5)
    assert flat.base == pytest.approx(105.2)


def test_noise_is_left_out() -> None:
    assert make_line([Word("~~", 1, 1, 5, 5, 30), Word("xq", 1, 1, 5, 5, 5)]) is None
    assert mean_confidence([]) == 100
    assert mean_confidence([line("word", confidence=50)]) == 50


def test_tesseracts_table_gives_lines() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = [
        "5\t1\t1\t1\t1\t1\t20\t40\t60\t20\t95.5\tSafe",
        '5\t1\t1\t1\t1\t2\t90\t40\t60\t20\t95.5\t"homes',
        "4\t1\t1\t1\t2\t0\t20\t80\t60\t20\t-1\t",
        "5\t1\t1\t1\t2\t1\t20\t80\t60\t20\t91\tfor",
    ]
    found = list(
        ocr_engines._lines(ocr_engines._tsv_words("\n".join([head, *rows]), 2.0))
    )
    assert [[word.text for word in entry.words] for entry in found] == [
        ["Safe", '"homes'],
        ["for"],
    ]
    assert (found[0].words[0].x0, found[0].words[0].bottom) == (10, 30)
