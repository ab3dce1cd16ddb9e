"""Words that stand in a PDF and that nobody sees are left out; what only looks like
them stays. Words that a viewer draws from a note or a field are read.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pdf_kit import Draw, lines, make_pdf, texts, together
from PIL import Image
from reportlab.lib.utils import ImageReader

from plancoder.errors import NoText
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.layers import layers_off
from plancoder.extract.read import read_bytes
from plancoder.models import Document

SEEN = "Roads are long here, and nights are short."
WORDS = "Lamps for the lanes"
NAME, DICT, LIST = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array


def read(data: bytes) -> Document:
    return read_bytes(data, "plan.pdf", options=ExtractOptions(ocr="off"))


def box(canvas: Any, colour: tuple[float, float, float] = (0.1, 0.3, 0.5)) -> None:
    canvas.setFillColorRGB(*colour)
    canvas.rect(40, 390, 200, 30, stroke=0, fill=1)


def words(canvas: Any) -> None:
    canvas.drawString(50, 400, WORDS)


def same_ink(canvas: Any) -> None:
    box(canvas)
    words(canvas)


def same_ink_on_a_border(canvas: Any) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(40, 390, 3, 30)
    canvas.clipPath(path, stroke=0)
    box(canvas)
    canvas.restoreState()
    canvas.setFillColorRGB(0.1, 0.3, 0.5)
    words(canvas)


def same_ink_on_a_label(canvas: Any) -> None:
    box(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(45, 392, 150, 24, stroke=0, fill=1)
    canvas.setFillColorRGB(0.1, 0.3, 0.5)
    words(canvas)


def clear(canvas: Any) -> None:
    canvas.setFillAlpha(0)
    words(canvas)


def half_clear(canvas: Any) -> None:
    canvas.setFillAlpha(0.5)
    words(canvas)


def clipped(canvas: Any, left: float = 250) -> None:
    path = canvas.beginPath()
    path.rect(left, 380, 200, 50)
    canvas.clipPath(path, stroke=0)
    words(canvas)


def in_its_clip(canvas: Any) -> None:
    clipped(canvas, 40)


def under_a_picture(canvas: Any, opacity: int = 255) -> None:
    words(canvas)
    picture = Image.new("RGBA", (20, 10), (120, 160, 120, opacity))
    canvas.drawImage(ImageReader(picture), 40, 390, 200, 30, mask="auto")


def under_a_veil(canvas: Any) -> None:
    under_a_picture(canvas, 60)


def in_a_form(canvas: Any, *, covered: bool = True) -> None:
    canvas.beginForm("words")
    words(canvas)
    canvas.endForm()
    canvas.doForm("words")
    if covered:
        box(canvas, (1, 1, 1))


def in_an_open_form(canvas: Any) -> None:
    in_a_form(canvas, covered=False)


@pytest.mark.parametrize(
    ("draw", "seen"),
    [
        (same_ink, False),
        (same_ink_on_a_border, True),
        (same_ink_on_a_label, True),
        (clear, False),
        (half_clear, True),
        (clipped, False),
        (in_its_clip, True),
        (under_a_picture, False),
        (under_a_veil, True),
        (in_a_form, False),
        (in_an_open_form, True),
    ],
)
def test_what_nobody_sees_is_no_text(draw: Draw, seen: bool) -> None:
    document = read(make_pdf(together(lines(SEEN), draw)))
    assert SEEN in texts(document)
    assert (WORDS in texts(document)) is seen
    assert [notice.reason for notice in document.notices] == (
        [] if seen else ["hidden_text"]
    )


def changed(change: Callable[[pikepdf.Pdf], None], **saved: Any) -> bytes:
    """The page with `SEEN`, changed by pikepdf."""
    with pikepdf.open(io.BytesIO(make_pdf(lines(SEEN)))) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **saved)
    return out.getvalue()


def layered(state: str) -> Callable[[pikepdf.Pdf], None]:
    """`WORDS` on a layer with this state."""

    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(DICT(Type=NAME.OCG, Name="Old words"))
        pdf.Root.OCProperties = DICT(
            OCGs=LIST([layer]), D=DICT({f"/{state}": LIST([layer])})
        )
        page = pdf.pages[0]
        (font,) = page.Resources.Font.keys()
        page.Resources.Properties = DICT(L=layer)
        content = f"/OC /L BDC BT {font} 10 Tf 50 400 Td ({WORDS}) Tj ET EMC"
        page.contents_add(content.encode())

    return change


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(("state", "seen"), [("OFF", False), ("ON", True)])
def test_layers_that_are_switched_off_are_left_out(
    state: str, seen: bool, packed: bool
) -> None:
    mode = pikepdf.ObjectStreamMode
    data = changed(
        layered(state), object_stream_mode=mode.generate if packed else mode.disable
    )
    document = read(data)
    assert (WORDS in texts(document)) is seen
    assert [notice.reason for notice in document.notices] == (
        [] if seen else ["hidden_text"]
    )


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (
            b"/OCProperties <</D <</OFF [4 0 R]>>>> 4 0 obj <</Type /OCG"
            b" /Name (Old \\(A\\))>> endobj 5 0 obj <</Type /OCG /Name (New)>> endobj",
            {"Old (A)"},
        ),
        (
            b"/OCProperties <</D <</BaseState /OFF /ON [5 0 R]>>>> 4 0 obj"
            b" <</Type/OCG/Name <FEFF004F006C0064>>> endobj 5 0 obj <</Type/OCG"
            b"/Name (New)>> endobj",
            {"Old"},
        ),
        (b"4 0 obj <</Type /OCG /Name (Old)>> endobj", set()),
        (b"/OCProperties <</D <</OFF [9 0 R]>>>>", set()),
    ],
)
def test_names_of_layers_that_are_off(data: bytes, names: set[str]) -> None:
    assert layers_off(data) == names


def note(
    kind: str, *, flags: int = 4, **more: Any
) -> Callable[[pikepdf.Pdf], pikepdf.Dictionary]:
    """Put an annotation without a look of its own on the page."""

    def change(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        made = pdf.make_indirect(
            DICT(
                Type=NAME.Annot,
                Subtype=NAME(f"/{kind}"),
                Rect=LIST([50, 380, 300, 400]),
                F=flags,
                **more,
            )
        )
        pdf.pages[0].Annots = LIST([made])
        return made

    return change


@pytest.mark.parametrize(
    ("change", "seen", "told"),
    [
        (note("FreeText", Contents=WORDS), True, False),
        (note("FreeText", flags=2, Contents=WORDS), False, False),
        (note("Widget", FT=NAME.Tx, V=WORDS), True, False),
        (note("Widget", FT=NAME.Btn, V=WORDS), False, False),
        (note("Widget", flags=32, FT=NAME.Tx, V=WORDS), False, False),
        (note("Text", Contents=WORDS), False, True),
        (note("Popup", Contents=WORDS), False, False),
    ],
)
def test_what_viewers_draw_is_read_and_notes_behind_icons_are_named(
    change: Callable[[pikepdf.Pdf], Any], seen: bool, told: bool
) -> None:
    document = read(changed(change))
    assert SEEN in texts(document)
    assert (WORDS in document.text) is seen
    details = [notice.detail for notice in document.notices]
    assert any(WORDS in detail for detail in details) is told


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(("said", "refused"), [("Please wait...", True), (SEEN, False)])
def test_a_form_for_one_program_alone_is_refused(
    said: str, refused: bool, packed: bool
) -> None:
    with pikepdf.open(io.BytesIO(make_pdf(lines(said)))) as pdf:
        pdf.Root.AcroForm = DICT(Fields=LIST([]), XFA=pdf.make_stream(b"<xdp/>"))
        out = io.BytesIO()
        mode = pikepdf.ObjectStreamMode
        pdf.save(out, object_stream_mode=mode.generate if packed else mode.disable)
    if refused:
        with pytest.raises(NoText, match="Acrobat"):
            read(out.getvalue())
    else:
        assert said in read(out.getvalue()).text


def drawn(letters: int) -> Draw:
    """So many small filled shapes with curves, as letters are that were drawn."""

    def draw(canvas: Any) -> None:
        for at in range(letters):
            path = canvas.beginPath()
            x, y = 50 + 7 * (at % 40), 450 - 14 * (at // 40)
            path.moveTo(x, y)
            for _ in range(6):
                path.curveTo(x + 1, y + 8, x + 4, y + 8, x + 5, y)
            canvas.drawPath(path, stroke=0, fill=1)

    return draw


@pytest.mark.parametrize(
    ("letters", "rows", "status"),
    [(400, 1, "no_text"), (60, 1, "read"), (400, 12, "read")],
)
def test_a_page_of_drawn_letters_has_no_text(
    letters: int, rows: int, status: str
) -> None:
    page = together(lines(*[SEEN] * rows, y=590), drawn(letters))
    assert read(make_pdf(page)).pages[0].status.value == status
