"""The look of an invented plan: fonts, colours and styles, and the canvas that draws
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import reportlab
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(reportlab.__file__).parent / "fonts"
FAMILIES = {
    "Vera": ("Vera", "Vera-Bold", "Vera-Italic"),
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
}


def register_fonts() -> None:
    """Make the free Vera fonts that reportlab ships known under one family name."""
    for name, file in (
        ("Vera", "Vera"),
        ("Vera-Bold", "VeraBd"),
        ("Vera-Italic", "VeraIt"),
    ):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{file}.ttf")))
    pdfmetrics.registerFontFamily(
        "Vera",
        normal="Vera",
        bold="Vera-Bold",
        italic="Vera-Italic",
        boldItalic="Vera-Bold",
    )


@dataclass
class Look:
    """The design of one plan."""

    title: str
    force: str
    header: str
    footer: str
    accent: str = "#1d3f72"
    second: str = "#e8eef6"
    third: str = "#b5452c"
    family: str = "Helvetica"
    size: float = 9.6
    page: tuple[float, float] = A4
    margin: float = 46
    gutter: float = 20
    justify: bool = False
    soft: bool = (
        False  # line ends carry U+00AD instead of a hyphen, as InDesign writes them
    )
    banner: str = "band"  # band, rule or plain
    side: str = "left"  # on which side the sidebar stands
    side_first: bool = (
        True  # whether the sidebar comes before the body in the content stream
    )
    bullet: str = "•"
    hyphens: bool = True
    first_page: int = 1  # the number printed on the first page
    styles: dict[str, ParagraphStyle] = field(default_factory=dict)

    def __post_init__(self) -> None:
        base, bold, italic = FAMILIES[self.family]
        body = ParagraphStyle(
            "p",
            fontName=base,
            fontSize=self.size,
            leading=self.size * 1.42,
            spaceAfter=self.size * 0.62,
            alignment=TA_JUSTIFY if self.justify else TA_LEFT,
            embeddedHyphenation=1,
        )
        accent, third = HexColor(self.accent), HexColor(self.third)
        make = ParagraphStyle
        big = 25 if self.banner == "band" else 23
        self.styles = {
            "p": body,
            "h1": make(
                "h1",
                fontName=bold,
                fontSize=big,
                leading=big * 1.15,
                textColor=white if self.banner == "band" else accent,
            ),
            "h2": make(
                "h2",
                body,
                fontName=bold,
                fontSize=self.size * 1.42,
                leading=self.size * 1.75,
                textColor=accent,
                spaceBefore=self.size * 0.5,
                spaceAfter=self.size * 0.5,
                alignment=TA_LEFT,
                keepWithNext=1,
            ),
            "h3": make(
                "h3",
                body,
                fontName=bold,
                fontSize=self.size * 1.08,
                textColor=third,
                spaceBefore=3,
                spaceAfter=3,
                alignment=TA_LEFT,
                keepWithNext=1,
            ),
            "li": make(
                "li",
                body,
                leftIndent=self.size * 1.5,
                bulletIndent=2,
                spaceAfter=self.size * 0.38,
                alignment=TA_LEFT,
            ),
            "quote": make(
                "quote",
                fontName=italic,
                fontSize=self.size * 1.45,
                leading=self.size * 1.95,
                textColor=third,
                spaceBefore=8,
                spaceAfter=12,
                leftIndent=8,
                rightIndent=4,
            ),
            "cell": make(
                "cell", fontName=base, fontSize=self.size * 0.9, leading=self.size * 1.2
            ),
            "head": make(
                "head",
                fontName=bold,
                fontSize=self.size * 0.9,
                leading=self.size * 1.2,
                textColor=white,
            ),
            "small": make(
                "small",
                fontName=italic,
                fontSize=self.size * 0.82,
                leading=self.size * 1.1,
                textColor=HexColor("#555555"),
                spaceAfter=8,
            ),
            "lead": make(
                "lead",
                body,
                fontName=base,
                fontSize=self.size * 1.22,
                leading=self.size * 1.75,
                textColor=accent,
                alignment=TA_LEFT,
                spaceAfter=10,
            ),
            "entry": make(
                "entry",
                fontName=base,
                fontSize=self.size * 1.08,
                leading=self.size * 1.4,
            ),
            "numeral": make(
                "numeral", fontName=bold, fontSize=24, leading=27, textColor=white
            ),
            "tile": make(
                "tile",
                fontName=base,
                fontSize=self.size * 0.92,
                leading=self.size * 1.2,
                textColor=white,
            ),
        }


class SoftText:
    """Turns the hyphen that ends a broken line into a soft one, unless the word is a
    true compound.
    """

    def __init__(self, prose: str) -> None:
        self.compounds = {found.lower() for found in re.findall(r"(\w+)-(?=\w)", prose)}

    def __call__(self, text: str) -> str:
        found = re.search(r"(\w+)-$", text)
        return (
            text[:-1] + "\u00ad"
            if found and found[1].lower() not in self.compounds
            else text
        )


class PlanCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose drawn lines pass through `change` (soft hyphens, letter noise) and
    may be invisible.
    """

    change: Callable[[str], str] | None = None
    hidden = False

    def beginText(  # noqa: N802 - reportlab's own name
        self, x: float = 0, y: float = 0, direction: str | None = None
    ) -> Any:
        """A text object that changes each line as it is drawn."""
        made = super().beginText(x, y, direction)
        if self.hidden:
            made.setTextRenderMode(3)
        if self.change is not None:
            draw, change = made._textOut, self.change
            made._textOut = lambda text, star=0: draw(change(text), star)
        return made

    def rect(self, *place: Any, **more: Any) -> None:
        """A rectangle, unless only text is wanted."""
        if not self.hidden:
            super().rect(*place, **more)

    def drawPath(self, *place: Any, **more: Any) -> None:  # noqa: N802
        """A path, unless only text is wanted."""
        if not self.hidden:
            super().drawPath(*place, **more)

    def circle(self, *place: Any, **more: Any) -> None:
        """A circle, unless only text is wanted."""
        if not self.hidden:
            super().circle(*place, **more)

    def line(self, *place: Any, **more: Any) -> None:
        """A line, unless only text is wanted."""
        if not self.hidden:
            super().line(*place, **more)

    def lines(self, *place: Any, **more: Any) -> None:
        """Many lines, unless only text is wanted."""
        if not self.hidden:
            super().lines(*place, **more)


def inline(text: str) -> str:
    """`**bold**` and `*italic*` as reportlab's tags, everything else safe."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", text).replace(" // ", "<br/>")
