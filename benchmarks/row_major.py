"""A PDF's words painted anew, line by line across all columns: the order in which some
producers write a page.
"""

from __future__ import annotations

import io
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from plancoder.extract.layout.bullets import GLYPHS


def make_row_major(data: bytes) -> bytes:
    """The same page sizes, words, sizes, weights, colours and boxes; words sorted from
    top to bottom, left to right.
    """
    import pdfplumber

    out = io.BytesIO()
    canvas = Canvas(out)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            canvas.setPageSize((page.width, page.height))
            for shape in (*page.rects, *page.curves):
                _paint_shape(canvas, shape, float(page.height))
            inked = page.filter(
                lambda item: item.get("object_type") != "char" or item["text"] != " "
            )
            words = inked.extract_words(
                x_tolerance_ratio=0.15, use_text_flow=True, return_chars=True
            )
            upright = [word for word in words if word["upright"]]
            for word in sorted(
                upright, key=lambda word: (round(_base(word)), word["x0"])
            ):
                _paint_word(canvas, word, float(page.height))
            canvas.showPage()
            page.close()
    canvas.save()
    return out.getvalue()


def _base(word: dict[str, Any]) -> float:
    letter = word["chars"][0]
    return float(letter["top"] + letter["y1"] - letter["matrix"][5])


def _paint_shape(canvas: Canvas, shape: dict[str, Any], height: float) -> None:
    if not shape.get("fill"):
        return
    canvas.setFillColorRGB(*_colour(shape.get("non_stroking_color")))
    width, tall = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
    if shape["object_type"] == "curve" and max(width, tall) > 12:
        return
    canvas.rect(shape["x0"], height - shape["bottom"], width, tall, stroke=0, fill=1)


def _paint_word(canvas: Canvas, word: dict[str, Any], height: float) -> None:
    letter = word["chars"][0]
    font = "Helvetica-Bold" if "bold" in letter["fontname"].lower() else "Helvetica"
    text = "".join(
        "•" if sign in GLYPHS else sign for sign in word["text"].replace("‐", "-")
    )
    text = text.encode("cp1252", "replace").decode("cp1252")
    size = float(letter["size"])
    natural = stringWidth(text, font, size)
    paint = canvas.beginText(word["x0"], height - _base(word))
    paint.setFont(font, size)
    paint.setFillColorRGB(*_colour(letter.get("non_stroking_color")))
    paint.setHorizScale(100 * (word["x1"] - word["x0"]) / natural if natural else 100)
    paint.textOut(text)
    canvas.drawText(paint)


def _colour(value: object) -> tuple[float, float, float]:
    parts = (
        [value]
        if isinstance(value, int | float)
        else list(value)
        if isinstance(value, list | tuple)
        else [0.0]
    )
    numbers = [float(part) for part in parts if isinstance(part, int | float)]
    if len(numbers) == 1:
        return numbers[0], numbers[0], numbers[0]
    return (
        (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else (0.0, 0.0, 0.0)
    )
