"""A fault on one page costs that page and says so; small faults of single letters do
not arise.
"""

from __future__ import annotations

import io
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from hostile_plans import one_page
from pdf_kit import REGULAR, Draw, lines, make_pdf, together
from pdfminer.psexceptions import PSException
from PIL import Image

from plancoder.errors import DamagedFile, Encrypted, NoText
from plancoder.extract.layout import assemble, compose
from plancoder.extract.layout.bullets import find_marks
from plancoder.extract.layout.pieces import settle
from plancoder.extract.layout.shapes import SPACE, Piece, Words
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf import ocr, pdfplumber_engine, read
from plancoder.extract.pdf.pdfium import Pdfium
from plancoder.extract.pdf.words import WordReader, _unit_finder
from plancoder.extract.read import read_bytes
from plancoder.models import BlockKind, PageStatus
from plancoder.page_faults import faults_kept

THREE = make_pdf(
    lines("Roads are long here."), lines("Nights are short."), lines("Days are dry.")
)


@pytest.mark.parametrize(
    ("room", "stage", "engine"),
    [
        (read, "read_page", "pdfium"),
        (compose, "order_pieces", "pdfium"),
        (compose, "drafts_of", "pdfium"),
        (assemble, "join_lines", "pdfium"),
        (pdfplumber_engine, "arrange", "pdfplumber"),
    ],
)
def test_a_fault_costs_its_page(
    monkeypatch: pytest.MonkeyPatch, room: ModuleType, stage: str, engine: Any
) -> None:
    real = getattr(room, stage)
    calls = []

    def failing(*given: object, **named: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise IndexError("a fault")
        return real(*given, **named)

    monkeypatch.setattr(room, stage, failing)
    with faults_kept() as faults:
        options = ExtractOptions(engine=engine)
        document = read_bytes(THREE, "plan.pdf", options=options)
    assert [one.summary for one in faults] == ["page 2 is lost by IndexError: a fault"]
    assert "Roads are long here." in document.text
    assert "Days are dry." in document.text
    assert "Nights" not in document.text
    assert [page.status for page in document.pages] == [
        PageStatus.READ,
        PageStatus.DAMAGED,
        PageStatus.READ,
    ]
    damaged, partial = document.notices
    assert (damaged.reason, partial.reason) == ("damaged_content", "partial")
    assert damaged.detail.startswith("page 2 could not be read: a fault in plancoder")
    assert "page 2 of 3" in partial.detail
    assert "a fault in plancoder (IndexError)" in document.pages[1].note


@pytest.mark.parametrize("stage", ["render_page", "lay_words"])
def test_a_fault_while_a_scan_is_read_costs_its_page(
    monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def failing(*given: object, **named: object) -> object:
        raise IndexError("a fault")

    def scan(canvas: Any) -> None:
        picture = Image.new("RGB", (40, 40), (120, 160, 120))
        canvas.drawInlineImage(picture, 20, 80, width=360, height=500)

    monkeypatch.setattr(ocr, "_open_engine", lambda _: lambda image, scale: [])
    monkeypatch.setattr(ocr, stage, failing)
    with faults_kept() as faults:
        document = read_bytes(make_pdf(lines("Roads are long here."), scan), "plan.pdf")
    assert [one.summary for one in faults] == ["page 2 is lost by IndexError: a fault"]
    assert document.text == "Roads are long here."
    assert [page.status for page in document.pages] == [
        PageStatus.READ,
        PageStatus.DAMAGED,
    ]


def test_a_page_on_which_pdfplumber_fails_costs_that_page_and_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = pdfplumber_engine._content

    def failing(page: Any, number: int, looks: Any) -> object:
        if number == 2:
            raise PSException("an odd token")
        return real(page, number, looks)

    monkeypatch.setattr(pdfplumber_engine, "_content", failing)
    with faults_kept() as faults:
        document = read_bytes(
            THREE, "plan.pdf", options=ExtractOptions(engine="pdfplumber")
        )
    assert faults == []
    assert document.text == "Roads are long here.\nDays are dry."
    assert document.pages[1].note == "pdfplumber cannot read it: an odd token"


def test_boxes_that_are_no_numbers_cost_pdfplumber_the_file() -> None:
    content = b"BT /F1 12 Tf 72 720 Td (Nobody has a home.) Tj ET"
    data = one_page(content).replace(b"[0 0 612 792]", b"[0 /a 612 792]")
    with pytest.raises(DamagedFile, match="use the engine pdfium"):
        read_bytes(data, "plan.pdf", options=ExtractOptions(engine="pdfplumber"))


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    "odd",
    [
        b"/F1 0 Tf",
        b"/F1 1e38 Tf",
        b"/F1 1e-30 Tf",
        b"0 Tz",
        b"1e9 Tz",
        b"1 0 0 0 72 700 Tm",
        b"0 0 0 0 0 0 Tm",
        b"1e30 0 0 1e30 72 700 Tm",
    ],
)
def test_type_of_no_size_or_beyond_all_size_is_no_fault(
    odd: bytes, engine: Any
) -> None:
    content = (
        b"BT /F1 12 Tf 72 720 Td (Each winter people lose homes.) Tj %s 0 -14 Td"
        b" (Others sleep in cars) Tj 0 -14 Td (and in sheds.) Tj ET" % odd
    )
    with faults_kept() as faults:
        document = read_bytes(
            one_page(content), "plan.pdf", options=ExtractOptions(engine=engine)
        )
    assert faults == []
    assert document.text.startswith("Each winter people lose homes.")


@pytest.mark.parametrize("error", [MemoryError(), Encrypted("locked")])
def test_what_concerns_the_plan_costs_more_than_a_page(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def failing(*given: object, **named: object) -> object:
        raise error

    monkeypatch.setattr(read, "read_page", failing)
    with faults_kept() as faults, pytest.raises(type(error)):
        read_bytes(THREE, "plan.pdf")
    assert faults == []


@pytest.mark.parametrize(
    ("text", "index", "unit"),
    [("abc", 2, 2), ("a😀c", 2, 3), ("😀😀c", 2, 4), ("a😀c", 1, 1)],
)
def test_pdfium_counts_an_emoji_twice(text: str, index: int, unit: int) -> None:
    assert _unit_finder(text)(index) == unit


@pytest.mark.parametrize(
    ("words", "gaps", "left"),
    [
        (["•", "Burglary"], [(1, 60.0)], None),
        (["•", "Burglary", "Theft"], [(1, 60.0), (2, 130.0)], [(1, 130.0)]),
        (["Burglary", "Theft"], [(1, 60.0)], [(1, 60.0)]),
    ],
)
def test_a_mark_takes_its_gap_with_it(
    words: list[str],
    gaps: list[tuple[int, float]],
    left: list[tuple[int, float]] | None,
) -> None:
    row = Words(words, [50.0 + 60 * at for at in range(len(words))])
    row.gaps = gaps
    piece = Piece(row, 160, 500, 10, REGULAR, SPACE)
    settle(piece)
    (found,) = find_marks([piece], [])
    assert found.words.gaps == left


def test_what_is_twice_on_one_page_does_not_run() -> None:
    draw = lines("Lamps", "Lamps", "Lamps", x=50, y=590, step=0.5)
    pages = [lines("Roads are long.", "They wind about."), draw, lines("Nights pass.")]
    assert "Lamps" in read_bytes(make_pdf(*pages), "plan.pdf").text


LONG = "A plan of the roads, lanes, homes and schools of Larkshire by the sea"


@pytest.mark.parametrize(
    ("head", "said", "warned"),
    [
        ("Nobody in the port has a home this winter.", 1, ["running_text"]),
        (LONG, 0, ["running_text"]),
        ("A plan for Larkshire", 0, ["running_text"]),
        ("Roads and lanes", 0, []),
    ],
)
def test_a_sentence_that_runs_is_kept_once_and_much_text_that_goes_is_told(
    head: str, said: int, warned: list[str]
) -> None:
    pages = [
        together(lines(head, y=585), lines(f"Page {word} tells of roads and lanes."))
        for word in ("one", "two", "three")
    ]
    document = read_bytes(make_pdf(*pages), "plan.pdf")
    assert document.text.count(head) == said
    assert [notice.reason for notice in document.notices] == warned


SIX = ("one", "two", "three", "four", "five", "six")


@pytest.mark.parametrize(
    ("head", "pages", "warned"),
    [
        ("We house homeless people.", 2, True),
        ("We house homeless people.", 5, True),
        ("We house homeless people.", 6, False),  # on so many it surely runs
        ("A plan for Larkshire", 2, False),
    ],
)
def test_a_sentence_at_the_head_of_few_pages_is_told_however_long_they_are(
    head: str, pages: int, warned: bool
) -> None:
    rows = ["Roads are long here, and lanes wind about the hills."] * 30
    drawn = [
        together(lines(head, y=585), lines(f"Page {word}.", *rows, step=14))
        for word in SIX[:pages]
    ]
    document = read_bytes(make_pdf(*drawn), "plan.pdf")
    assert [notice.reason for notice in document.notices] == ["running_text"] * warned


@pytest.mark.parametrize(("above", "kept"), [(True, 2), (False, 0)])
def test_a_line_on_few_pages_runs_only_where_nothing_stands_above_it(
    above: bool, kept: int
) -> None:
    def page(number: int, word: str) -> Draw:
        body = lines(f"Page {word} tells of {word} roads.", f"They wind {word} times.")
        repeated = lines("Lamps for the lanes", y=560)
        first = lines(f"Night {word} is dark", y=580)
        parts = [first] if above else []
        return together(*parts, repeated if number < 2 else body, body)

    pages = [page(number, word) for number, word in enumerate(SIX[:5])]
    document = read_bytes(make_pdf(*pages), "plan.pdf")
    assert document.text.count("Lamps for the lanes") == kept


@pytest.mark.parametrize(
    ("sign", "font", "kind"),
    [
        ("§", "Helvetica", BlockKind.BULLET),
        ("n", "ZapfDingbats", BlockKind.BULLET),
        ("n", "Helvetica", BlockKind.PARAGRAPH),
    ],
)
def test_signs_of_symbol_fonts_are_bullets(
    sign: str, font: str, kind: BlockKind
) -> None:
    def draw(canvas: Any) -> None:
        for row, text in enumerate(("Mend lamps", "Plant hedges", "Open halls")):
            canvas.setFont(font, 10)
            canvas.drawString(50, 500 - 20 * row, sign)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(62, 500 - 20 * row, text)

    document = read_bytes(make_pdf(draw), "plan.pdf")
    bullets = [
        document.text[b.start : b.end] for b in document.blocks if b.kind is kind
    ]
    assert ("Plant hedges" in bullets) is (kind is BlockKind.BULLET)


@pytest.mark.parametrize(("size", "joined"), [(7, True), (10, False)])
def test_a_sentence_goes_on_over_a_note_at_the_foot(size: float, joined: bool) -> None:
    first = together(
        lines("The lamps of the old quay", "light the way for all", y=500),
        lines("1 Count of lamps, spring 2020.", y=200, size=size),
    )
    then = together(lines("who come home by night.", "They are lit at dusk."))
    document = read_bytes(make_pdf(first, then), "plan.pdf")
    assert ("for all who come home by night." in document.text) is joined


def unmapped_pdf(letters: bytes) -> bytes:
    """A page in a font whose letters 2, 3 and 31 are glyphs without a name that anyone
    knows.
    """
    content = b"BT /F 12 Tf 60 500 Td (" + letters + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 5 0 R"
        b"/Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding"
        b"<</Type/Encoding/Differences[2/f_f 3/f_t 31/g_31]>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    body = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, one)
        for number, one in enumerate(objects, 1)
    )
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (
            b"The di\037cult o\037cer is su\037cient",
            "The difficult officer is sufficient",
        ),
        (b"The wa\037le sta\037 are sti\037", "The waffle staff are stiff"),
        (
            b"Sta\002 o\003en stu\002 a\003er the\003",
            "Staff often stuff after theft",
        ),
        (b"The usual words", "The usual words"),
    ],
)
def test_a_ligature_without_unicode_is_told_by_its_words(
    written: bytes, read_as: str
) -> None:
    assert read_bytes(unmapped_pdf(written), "plan.pdf").text == read_as


@pytest.mark.parametrize(
    ("text", "count", "unknown"),
    [
        ("\x0e\x0f\x10 \x11\x14\r\nPort", 12, 5),
        # PDFium counts letters that it gives no text: they speak for nobody.
        ("\x0e\x0f\x10 \x11\x14\r\nPort", 400, 5),
        ("We house \x0e of them.\r\nHar\x02bour", 30, 0),
        ("Roads are long here.", 20, 0),
    ],
)
def test_control_signs_are_glyphs_that_nobody_knows(
    text: str, count: int, unknown: int
) -> None:
    class Known(Pdfium):
        """A font that says of all its glyphs that they have Unicode."""

        FPDFText_HasUnicodeMapError = staticmethod(lambda *_: 0)

    reader = WordReader(Known(), 1000)
    reader.api.__dict__.pop("FPDFText_HasUnicodeMapError")
    assert reader.unmapped(0, text, count) == unknown


def with_attached(*names: str, words: str = "Open this in a newer program.") -> bytes:
    with pypdfium2.PdfDocument(make_pdf(lines(words))) as cover:
        for name in names:
            cover.new_attachment(name).set_data(THREE)
        out = io.BytesIO()
        cover.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "names", [("plan-2030.pdf",), ("logo.png", "Plan 2030.DOCX"), ("a.xml", "b.html")]
)
def test_a_cover_with_files_that_may_be_plans_is_refused(
    names: tuple[str, ...],
) -> None:
    with pytest.raises(NoText, match=names[-1]) as refused:
        read_bytes(with_attached(*names), "plan.pdf")
    assert "save the attached files that are plans" in refused.value.remedy
    assert not read_bytes(THREE, "plan.pdf").notices


@pytest.mark.parametrize("name", ["logo.png", "formula-1.xml", "figures.csv"])
def test_a_short_plan_with_a_picture_attached_is_read(name: str) -> None:
    document = read_bytes(with_attached(name, words="We house everybody."), "plan.pdf")
    assert document.text == "We house everybody."
    (notice,) = document.notices
    assert notice.reason == "attachments"
    assert name in notice.detail


def test_all_attached_files_that_may_be_plans_are_named() -> None:
    plans = [f"plan-{number}.pdf" for number in range(7)]
    formulas = [f"formula-{number}.xml" for number in range(3)]
    with pytest.raises(NoText, match="10 attached files, not read") as refused:
        read_bytes(with_attached(*formulas, *plans), "plan.pdf")
    assert f": {', '.join(plans)} and 3 more" in str(refused.value)


@pytest.mark.parametrize(("height", "status"), [(500, "no_text"), (60, "read")])
def test_a_picture_with_a_foot_line_is_a_page_without_text(
    height: int, status: str
) -> None:
    picture = Image.new("RGB", (40, 40), (120, 160, 120))

    def draw(canvas: Any) -> None:
        canvas.drawInlineImage(picture, 20, 80, width=360, height=height)
        canvas.drawString(180, 20, "A plan for Larkshire")

    pages = make_pdf(lines("Roads are long here, and nights are short."), draw)
    document = read_bytes(pages, "plan.pdf", options=ExtractOptions(ocr="off"))
    assert document.pages[1].status.value == status


@pytest.mark.parametrize(
    ("first", "alpha", "seen"),
    [(True, 1.0, False), (True, 0.4, True), (False, 1.0, True)],
)
def test_what_a_box_covers_is_not_read(first: bool, alpha: float, seen: bool) -> None:
    old, new = lines("Old words on homes", y=400), lines("New words on roads.", y=300)

    def cover(canvas: Any) -> None:
        canvas.setFillColorRGB(0.9, 0.9, 0.6, alpha=alpha)
        canvas.rect(40, 390, 200, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0, alpha=1)

    draw = together(old, cover, new) if first else together(cover, old, new)
    document = read_bytes(make_pdf(draw), "plan.pdf")
    assert ("Old words" in document.text) is seen
    assert "New words on roads." in document.text
    assert [notice.reason for notice in document.notices] == (
        [] if seen else ["hidden_text"]
    )


@pytest.mark.parametrize(
    ("rows", "headings"),
    [
        (("HARBOUR WATCH", "Notes of a meeting", "RURAL ROADS", "A letter home"), 0),
        (("HARBOUR WATCH", "Nights are dark here, and the lanes are long."), 1),
    ],
)
def test_titles_below_titles_are_no_headings(
    rows: tuple[str, ...], headings: int
) -> None:
    body = "The lanes of the county wind over hills and along the coast for miles."
    pages = make_pdf(together(lines(*[body] * 8, y=560), lines(*rows, y=300, step=30)))
    document = read_bytes(pages, "plan.pdf")
    kinds = [block.kind for block in document.blocks]
    assert kinds.count(BlockKind.HEADING) == headings
