"""Drawn pictures for the invented plans: covers, landscapes and bar charts, all
vectors.
"""

from __future__ import annotations

import math
from typing import Any

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable


def mix(first: Color, second: Color, share: float) -> Color:
    """`share` of the second colour in the first."""
    pairs = zip(
        (first.red, first.green, first.blue),
        (second.red, second.green, second.blue),
        strict=True,
    )
    return Color(*(a + (b - a) * share for a, b in pairs))


def _hill(
    canvas: Canvas,
    left: float,
    bottom: float,
    width: float,
    base: float,
    waves: list[tuple[float, float, float]],
) -> None:
    path = canvas.beginPath()
    path.moveTo(left, bottom)
    for step in range(61):
        x = step / 60
        y = base + sum(
            high * math.sin(many * x * math.tau + shift) for high, many, shift in waves
        )
        path.lineTo(left + x * width, bottom + max(0.0, y))
    path.lineTo(left + width, bottom)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_water(
    canvas: Canvas, box: tuple[float, float, float, float], main: Color
) -> None:
    left, bottom, width, height = box
    canvas.setFillColor(mix(main, HexColor("#7fb7c9"), 0.55))
    canvas.rect(left, bottom, width, height * 0.17, stroke=0, fill=1)
    canvas.setStrokeColor(white)
    canvas.setLineWidth(0.8)
    for wave in range(9):
        y = bottom + height * (0.02 + 0.016 * wave)
        canvas.line(
            left + width * ((wave * 37 % 60) / 100),
            y,
            left + width * ((wave * 37 % 60) / 100 + 0.16),
            y,
        )


def draw_scene(
    canvas: Canvas,
    name: str,
    box: tuple[float, float, float, float],
    main: Color,
    second: Color,
) -> None:
    """A landscape (coast, hills, town or river) in the plan's colours inside left,
    bottom, width, height.
    """
    left, bottom, width, height = box
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(left, bottom, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    for band in range(24):
        canvas.setFillColor(mix(mix(main, white, 0.55), HexColor("#fdf3e3"), band / 23))
        canvas.rect(
            left,
            bottom + height * (1 - (band + 1) / 24),
            width,
            height / 24 + 1,
            stroke=0,
            fill=1,
        )
    canvas.setFillColor(mix(second, white, 0.25))
    canvas.circle(
        left + width * 0.74, bottom + height * 0.62, height * 0.12, stroke=0, fill=1
    )
    shift = sum(map(ord, name)) % 7
    for depth in range(4):
        canvas.setFillColor(mix(main, white, 0.62 - depth * 0.19))
        rise = height * (0.46 - depth * 0.11)
        _hill(
            canvas,
            left,
            bottom,
            width,
            rise,
            [
                (height * 0.07, 1 + depth * 0.5, shift + depth * 1.7),
                (height * 0.025, 3.1, shift * depth),
            ],
        )
    if name in ("coast", "river"):
        _draw_water(canvas, box, main)
    if name == "town":
        for place in range(17):
            tall = height * (0.16 + 0.14 * ((place * 7 + 3) % 5) / 4)
            canvas.setFillColor(mix(main, second, 0.08 * (place % 4)))
            canvas.rect(
                left + width * place / 17,
                bottom,
                width / 17 - 1.5,
                tall,
                stroke=0,
                fill=1,
            )
            canvas.setFillColor(mix(second, white, 0.7))
            for window in range(3):
                canvas.rect(
                    left + width * place / 17 + 3 + window * 5.5,
                    bottom + tall * 0.6,
                    3,
                    4,
                    stroke=0,
                    fill=1,
                )
    if name == "people":
        _people(canvas, left, bottom, width, height, main, second)
    if name == "fields":
        canvas.setStrokeColor(mix(second, white, 0.35))
        canvas.setLineWidth(1.4)
        for row in range(-14, 15):
            canvas.line(
                left + width * (0.5 + row * 0.02),
                bottom + height * 0.2,
                left + width * (0.5 + row * 0.11),
                bottom,
            )
    canvas.restoreState()


def _people(
    canvas: Canvas,
    left: float,
    bottom: float,
    width: float,
    height: float,
    main: Color,
    second: Color,
) -> None:
    """A row of standing figures, from behind."""
    for place in range(9):
        x = left + width * (0.08 + 0.105 * place)
        tall = height * (0.34 + 0.05 * ((place * 5) % 4))
        canvas.setFillColor(mix(main, second, 0.22 * (place % 4)))
        canvas.roundRect(
            x - width * 0.035,
            bottom - height * 0.1,
            width * 0.07,
            tall,
            width * 0.025,
            stroke=0,
            fill=1,
        )
        canvas.circle(
            x,
            bottom + tall - height * 0.1 + width * 0.026,
            width * 0.024,
            stroke=0,
            fill=1,
        )


class Scene(Flowable):  # type: ignore[misc]
    """A landscape in the text flow."""

    def __init__(
        self,
        name: str,
        width: float,
        height: float,
        main: Color,
        second: Color,
        spare: float = 0,
    ) -> None:
        super().__init__()
        self.name, self.width, self.height, self.main, self.second = (
            name,
            width,
            height,
            main,
            second,
        )
        self.spare = spare if not height else None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its size; a scene made without a height takes what is left of the column,
        `spare` points apart.
        """
        if self.spare is not None:
            self.height = max(50.0, min(height - self.spare, width * 1.5))
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        draw_scene(
            self.canv,
            self.name,
            (0, 0, self.width, self.height),
            self.main,
            self.second,
        )


class Bars(Flowable):  # type: ignore[misc]
    """A bar chart with its title, labels and figures."""

    def __init__(
        self,
        title: str,
        values: list[tuple[str, float]],
        width: float,
        main: Color,
        back: Color,
        font: str,
        bold: str,
    ) -> None:
        super().__init__()
        self.title, self.values, self.main, self.back, self.font, self.bold = (
            title,
            values,
            main,
            back,
            font,
            bold,
        )
        self.width, self.height = width, 30 + 19 * len(values)

    def draw(self) -> None:
        """Title, then one bar a line from the top."""
        canvas: Canvas = self.canv
        canvas.setFillColor(self.back)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setFillColor(self.main)
        canvas.setFont(
            self.bold,
            8.6
            * min(
                1.0, (self.width - 16) / canvas.stringWidth(self.title, self.bold, 8.6)
            ),
        )
        canvas.drawString(8, self.height - 16, self.title)
        most = max(value for _, value in self.values)
        start = min(130.0, self.width * 0.46)
        for place, (label, value) in enumerate(self.values):
            y = self.height - 38 - 19 * place
            canvas.setFillColor(HexColor("#333333"))
            canvas.setFont(self.font, 7.8)
            canvas.drawString(8, y + 3, label)
            canvas.setFillColor(mix(self.main, white, 0.12 * (place % 3)))
            long = (self.width - start - 44) * value / most
            canvas.rect(start, y, long, 11, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#333333"))
            canvas.drawString(start + long + 4, y + 3, f"{value:g}%")


def draw_cover(canvas: Canvas, look: Any, words: dict[str, str]) -> None:
    """The cover: scene, coloured field, title, dates, force and commissioner."""
    wide, high = look.page
    main, second = HexColor(look.accent), HexColor(look.third)
    regular, bold = {
        "Vera": ("Vera", "Vera-Bold"),
        "Times": ("Times-Roman", "Times-Bold"),
    }.get(look.family, ("Helvetica", "Helvetica-Bold"))
    draw_scene(
        canvas,
        words.get("scene", "hills"),
        (0, high * 0.34, wide, high * 0.66),
        main,
        second,
    )
    canvas.setFillColor(main)
    canvas.rect(0, 0, wide, high * 0.36, stroke=0, fill=1)
    canvas.setFillColor(second)
    canvas.rect(0, high * 0.36, wide, 9, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont(bold, 34)
    y = high * 0.36 - 62
    for line in words["title"].split(" / "):
        canvas.drawString(look.margin, y, line)
        y -= 40
    canvas.setFont(regular, 20)
    canvas.drawString(look.margin, y - 2, words["dates"])
    canvas.setFont(regular, 11.5)
    y -= 46
    for line in words.get("below", "").split(" / "):
        canvas.drawString(look.margin, y, line)
        y -= 16
    canvas.setFillColor(white)
    canvas.roundRect(look.margin, high - 108, 150, 56, 4, stroke=0, fill=1)
    canvas.setFillColor(main)
    canvas.setFont(bold, 12.5)
    for place, line in enumerate(words["badge"].split(" / ")):
        canvas.drawString(look.margin + 12, high - 76 - 17 * place, line)
