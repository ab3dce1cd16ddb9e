"""Pages as pictures: as large as wanted, and never larger than memory."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from plancoder.errors import BadPageRange, NotAPdf
from plancoder.extract.pdf.pictures import opened_pdf, render_page, to_png


def sheet(width: float, height: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, (width, height), invariant=True)
    canvas.drawString(20, 20, "Lanterns")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("wanted", "size"),
    [({"scale": 2.0}, (400, 200)), ({"width": 300}, (300, 150))],
)
def test_a_page_is_as_large_as_wanted(
    wanted: dict[str, float], size: tuple[int, int]
) -> None:
    with opened_pdf(sheet(200, 100)) as document:
        image, scale = render_page(document, 1, **wanted)  # type: ignore[arg-type]
    assert image.size == size
    assert scale == size[0] / 200
    assert Image.open(io.BytesIO(to_png(image))).size == size


@pytest.mark.parametrize(
    ("size", "scale"), [((500, 2_000), 5.0), ((1_000, 8_000), 1.76777)]
)
def test_a_roll_of_paper_is_drawn_smaller(size: tuple[int, int], scale: float) -> None:
    with opened_pdf(sheet(*size)) as document:
        image, used = render_page(document, 1, scale=5.0, grey=True)
    assert used == pytest.approx(scale, abs=0.0001)
    assert image.width * image.height <= 25_010_000


def test_what_is_not_there_is_named() -> None:
    with opened_pdf(sheet(200, 100)) as document, pytest.raises(BadPageRange) as raised:
        render_page(document, 2)
    assert "there is no page 2; the file has 1" in str(raised.value)
    with pytest.raises(NotAPdf), opened_pdf(b"<html>"):
        pass
