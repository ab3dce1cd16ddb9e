"""Sets the prose of an invented plan on brochure pages: columns, panels, pull quotes, tables, charts, running lines.

Everything is drawn with reportlab in invariant mode, so that the same prose gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import reportlab
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    FrameBreak,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from sample_art import Bars, Scene, draw_cover
from sample_prose import Item, Leaf, soften

FONTS = Path(reportlab.__file__).parent / "fonts"
FAMILIES = {
    "Vera": ("Vera", "Vera-Bold", "Vera-Italic"),
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
}


def register_fonts() -> None:
    """Make the free Vera fonts that reportlab ships known under one family name."""
    for name, file in (("Vera", "Vera"), ("Vera-Bold", "VeraBd"), ("Vera-Italic", "VeraIt")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{file}.ttf")))
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="Vera-Bold", italic="Vera-Italic", boldItalic="Vera-Bold")


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
    soft: bool = False  # line ends carry U+00AD instead of a hyphen, as InDesign writes them
    banner: str = "band"  # band, rule or plain
    side: str = "left"  # on which side the sidebar stands
    side_first: bool = True  # whether the sidebar comes before the body in the content stream
    bullet: str = "•"
    hyphens: bool = True
    first_page: int = 1  # the number printed on the first page
    styles: dict[str, ParagraphStyle] = field(default_factory=dict)

    def __post_init__(self) -> None:
        base, bold, italic = FAMILIES[self.family]
        body = ParagraphStyle("p", fontName=base, fontSize=self.size, leading=self.size * 1.42, spaceAfter=self.size * 0.62,
                              alignment=TA_JUSTIFY if self.justify else TA_LEFT, embeddedHyphenation=1)  # fmt: skip
        accent, third = HexColor(self.accent), HexColor(self.third)
        make = ParagraphStyle
        big = 25 if self.banner == "band" else 23
        self.styles = {
            "p": body,
            "h1": make("h1", fontName=bold, fontSize=big, leading=big * 1.15, textColor=white if self.banner == "band" else accent),
            "h2": make("h2", body, fontName=bold, fontSize=self.size * 1.42, leading=self.size * 1.75, textColor=accent,
                       spaceBefore=self.size * 0.5, spaceAfter=self.size * 0.5, alignment=TA_LEFT, keepWithNext=1),
            "h3": make("h3", body, fontName=bold, fontSize=self.size * 1.08, textColor=third, spaceBefore=3, spaceAfter=3,
                       alignment=TA_LEFT, keepWithNext=1),
            "li": make("li", body, leftIndent=self.size * 1.5, bulletIndent=2, spaceAfter=self.size * 0.38, alignment=TA_LEFT),
            "quote": make("quote", fontName=italic, fontSize=self.size * 1.45, leading=self.size * 1.95, textColor=third,
                          spaceBefore=8, spaceAfter=12, leftIndent=8, rightIndent=4),
            "cell": make("cell", fontName=base, fontSize=self.size * 0.9, leading=self.size * 1.2),
            "head": make("head", fontName=bold, fontSize=self.size * 0.9, leading=self.size * 1.2, textColor=white),
            "small": make("small", fontName=italic, fontSize=self.size * 0.82, leading=self.size * 1.1, textColor=HexColor("#555555"),
                          spaceAfter=8),
            "lead": make("lead", body, fontName=base, fontSize=self.size * 1.22, leading=self.size * 1.75, textColor=accent,
                         alignment=TA_LEFT, spaceAfter=10),
            "entry": make("entry", fontName=base, fontSize=self.size * 1.08, leading=self.size * 1.4),
            "numeral": make("numeral", fontName=bold, fontSize=24, leading=27, textColor=white),
            "tile": make("tile", fontName=base, fontSize=self.size * 0.92, leading=self.size * 1.2, textColor=white),
        }  # fmt: skip


class SoftText:
    """Turns the hyphen that ends a broken line into a soft one, unless the word is a true compound."""

    def __init__(self, prose: str) -> None:
        self.compounds = {found.lower() for found in re.findall(r"(\w+)-(?=\w)", prose)}

    def __call__(self, text: str) -> str:
        found = re.search(r"(\w+)-$", text)
        return text[:-1] + "\u00ad" if found and found[1].lower() not in self.compounds else text


class PlanCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose drawn lines pass through `change` (soft hyphens, letter noise) and may be invisible."""

    change: Callable[[str], str] | None = None
    hidden = False

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Any:  # noqa: N802
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


class Setter:
    """Turns items into flowables of one width."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def set(self, items: list[Item], width: float, on_dark: bool = False) -> list[Flowable]:
        """Flowables for the items in order."""
        out: list[Flowable] = []
        for item in items:
            out.extend(self._one(item, width, on_dark))
        return out

    def _para(self, text: str, style: str, **more: Any) -> Paragraph:
        made = self.look.styles[style]
        if more:
            made = ParagraphStyle(style + "x", made, **more)
        soft = soften(inline(text)) if style in ("p", "li") and self.look.hyphens else inline(text)
        return Paragraph(soft, made)

    def _one(self, item: Item, width: float, on_dark: bool) -> list[Flowable]:
        look, kind = self.look, item.kind
        if kind in ("p", "h2", "h3", "small", "lead"):
            return [self._para(item.text, kind, **({"textColor": white} if on_dark else {}))]
        if kind == "li":
            style = ParagraphStyle("bullet", look.styles["li"], **({"textColor": white} if on_dark else {}))
            return [Paragraph(soften(inline(item.text)) if look.hyphens else inline(item.text), style, bulletText=look.bullet)]
        if kind == "quote":
            return [self._quote(item.text, width)]
        if kind == "column":
            return [FrameBreak()]
        if kind == "gap":
            return [Spacer(1, float(item.text))]
        if kind == "need":
            return [CondPageBreak(float(item.text))]
        special = {"box": self._box, "table": self._table, "chart": self._chart, "tiles": self._tiles, "list": self._contents,
                   "picture": self._picture, "dark": self._dark}  # fmt: skip
        return special[kind](item, width)

    def _quote(self, text: str, width: float) -> Flowable:
        table = Table([[self._para(f"“{text}”", "quote")]], colWidths=[width])
        rule = HexColor(self.look.third)
        table.setStyle(TableStyle([("LINEABOVE", (0, 0), (-1, 0), 1.4, rule), ("LINEBELOW", (0, 0), (-1, 0), 1.4, rule)]))
        return KeepTogether([Spacer(1, 4), table, Spacer(1, 8)])

    def _box(self, item: Item, width: float) -> list[Flowable]:
        title, _, colour = item.text.partition(" @")
        dark = colour == "dark"
        back = HexColor(self.look.accent if dark else self.look.second)
        inner = self.set([Item("h2", title)] if title else [], width - 20, dark) + self.set(item.items, width - 20, dark)
        table = Table([[flow] for flow in inner], colWidths=[width])
        style: list[tuple[Any, ...]] = [("BACKGROUND", (0, 0), (-1, -1), back), ("LEFTPADDING", (0, 0), (-1, -1), 10),
                 ("RIGHTPADDING", (0, 0), (-1, -1), 10), ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                 ("TOPPADDING", (0, 0), (-1, 0), 8), ("BOTTOMPADDING", (0, -1), (-1, -1), 8)]  # fmt: skip
        if colour == "edge":
            style[0] = ("BACKGROUND", (0, 0), (-1, -1), white)
            style.append(("BOX", (0, 0), (-1, -1), 1.2, HexColor(self.look.third)))
        table.setStyle(TableStyle(style))
        return [Spacer(1, 3), table, Spacer(1, 9)]

    def _table(self, item: Item, width: float) -> list[Flowable]:
        wide = len(item.rows[0])
        first = 0.34 if wide > 2 else 0.4
        shares = [first] + [(1 - first) / (wide - 1)] * (wide - 1) if wide > 1 else [1.0]
        longest = [max(len(row[column]) for row in item.rows) for column in range(wide)]
        if max(longest) > 60:  # a table of sentences: widths follow what the columns hold
            roots = [max(9.0, count**0.62) for count in longest]
            shares = [root / sum(roots) for root in roots]
        rows = [[self._para(cell, "head") for cell in item.rows[0]]]
        rows += [[self._para(cell, "cell") for cell in row] for row in item.rows[1:]]
        table = Table(rows, colWidths=[width * share for share in shares], repeatRows=1)
        rule = HexColor(self.look.accent)
        table.setStyle(TableStyle([("BACKGROUND", (0, 0), (-1, 0), rule), ("GRID", (0, 0), (-1, -1), 0.6, rule), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                                   ("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 5)]))  # fmt: skip
        return [Spacer(1, 3), table, Spacer(1, 10)]

    def _chart(self, item: Item, width: float) -> list[Flowable]:
        pairs = [part.text.rsplit("=", 1) for part in item.items]
        values = [(label.strip(), float(value)) for label, value in pairs]
        look = self.look
        base, bold, _ = FAMILIES[look.family]
        return [Bars(item.text, values, width, HexColor(look.accent), HexColor(look.second), base, bold), Spacer(1, 10)]

    def _tiles(self, item: Item, width: float) -> list[Flowable]:
        parts = [part.text.split(" | ") for part in item.items]
        room = (width / len(parts) - 18) / max(len(number) for number, _ in parts)
        size = min(24.0, room * 1.45)
        cells = [[[self._para(number, "numeral", fontSize=size, leading=size * 1.15), self._para(text, "tile")] for number, text in parts]]
        table = Table(cells, colWidths=[width / len(item.items)] * len(item.items))
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 9), ("TOPPADDING", (0, 0), (-1, -1), 8),
                 ("BOTTOMPADDING", (0, 0), (-1, -1), 10), ("INNERGRID", (0, 0), (-1, -1), 5, white)]  # fmt: skip
        for place in range(len(item.items)):
            style.append(("BACKGROUND", (place, 0), (place, 0), HexColor(self.look.accent if place % 2 == 0 else self.look.third)))
        table.setStyle(TableStyle(style))
        return [Spacer(1, 3), table, Spacer(1, 12)]

    def _contents(self, item: Item, width: float) -> list[Flowable]:
        rows = []
        for part in item.items:
            text, _, number = part.text.partition(" | ")
            rows.append([self._para(text, "entry"), self._para(number, "entry", alignment=TA_RIGHT)])
        table = Table(rows, colWidths=[width - 34, 34])
        table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(self.look.accent)), ("TOPPADDING", (0, 0), (-1, -1), 5),
                                   ("BOTTOMPADDING", (0, 0), (-1, -1), 6), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))  # fmt: skip
        return [table, Spacer(1, 12)]

    def _picture(self, item: Item, width: float) -> list[Flowable]:
        name, height, *caption = item.text.split(" ", 2)
        fill = height == "fill"  # as high as what is left of the column
        scene = Scene(name, width, 0 if fill else float(height), HexColor(self.look.accent), HexColor(self.look.third), 30 if caption else 4)
        below: list[Flowable] = [Spacer(1, 3), self._para(caption[0], "small")] if caption else [Spacer(1, 0 if fill else 8)]
        return [scene, *below] if fill else [KeepTogether([scene, *below])]

    def _dark(self, item: Item, width: float) -> list[Flowable]:
        """A level-two heading reversed out of a coloured strip."""
        back: Color = HexColor(self.look.accent)
        return [self._para(item.text, "h2", backColor=back, textColor=white, borderPadding=(5, 6, 5, 6), spaceBefore=10, spaceAfter=11,
                           leftIndent=6, rightIndent=6)]  # fmt: skip


class Brochure:
    """Pages of one plan as PDF bytes."""

    def __init__(self, look: Look, leaves: list[Leaf], author: str = "") -> None:
        self.look, self.leaves = look, leaves
        self.setter = Setter(look)
        self.templates: list[PageTemplate] = []
        self.author = author or look.force

    def build(self, canvas: type[Canvas] = PlanCanvas) -> bytes:
        """The finished file."""
        story: list[Flowable] = []
        for number, leaf in enumerate(self.leaves):
            story += self._leaf(number, leaf)
        out = io.BytesIO()
        document = BaseDocTemplate(out, pagesize=self.look.page, pageTemplates=self.templates, invariant=1, title=self.look.title,
                                   author=self.author, pageCompression=1)  # fmt: skip
        document.build(story, canvasmaker=canvas)
        return out.getvalue()

    def _leaf(self, number: int, leaf: Leaf) -> list[Flowable]:
        look = self.look
        name = f"leaf{number}"
        if leaf.template.startswith("cover"):
            items = {item.text.split(" = ")[0]: item.text.split(" = ", 1)[1] for item in leaf.items[0].items}
            frame = Frame(look.margin, look.margin, 100, 100, id="none", leftPadding=0, rightPadding=0)
            self.templates.append(PageTemplate(name, [frame], onPage=lambda canvas, _doc: draw_cover(canvas, look, items), pagesize=look.page))
            return [*self._turn(number, name), Spacer(1, 1)]
        side = [item for item in leaf.items if item.kind == "side"]
        items_left = [item for item in leaf.items if item.kind != "side"]
        banner = bool(items_left) and items_left[0].kind == "h1"
        kind, *shade = leaf.template.split()
        first = self._template(name, kind, banner, side[0] if side else None)
        rest = self._template(name + "on", kind, False, None)
        first.autoNextPageTemplate = name + "on"
        story = self._turn(number, name)
        width = self._columns(kind, bool(side))[0][1]
        if banner:
            story += [Paragraph(inline(items_left[0].text), look.styles["h1"]), FrameBreak()]
            items_left = items_left[1:]
        self.templates += [first, rest]
        return story + self.setter.set(items_left, width)

    def _turn(self, number: int, name: str) -> list[Flowable]:
        return [NextPageTemplate(name), PageBreak()] if number else [NextPageTemplate(name)]

    def _columns(self, kind: str, side: bool) -> list[tuple[float, float]]:
        """Left edge and width of each column."""
        look = self.look
        left, right = look.margin, look.page[0] - look.margin
        if side:
            panel = (right - left) * 0.31 + look.gutter
            left, right = (left + panel, right) if look.side == "left" else (left, right - panel)
        count = {"one": 1, "two": 2, "three": 3, "four": 4}[kind]
        width = (right - left - look.gutter * (count - 1)) / count
        return [(left + place * (width + look.gutter), width) for place in range(count)]

    def _template(self, name: str, kind: str, banner: bool, side: Item | None) -> PageTemplate:
        look = self.look
        wide, high = look.page
        top, bottom = high - 62, 58
        frames = []
        if banner:
            frames.append(Frame(look.margin, high - 142, wide - 2 * look.margin, 82, id="banner", leftPadding=0, rightPadding=0, topPadding=14))
            top = high - 160
        for left, width in self._columns(kind, side is not None):
            frames.append(Frame(left, bottom, width, top - bottom, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0))

        def before(canvas: Canvas, document: BaseDocTemplate) -> None:
            self._furniture(canvas, document, banner)
            if side is not None and look.side_first:
                self._sidebar(canvas, side, top, bottom)

        def after(canvas: Canvas, _document: BaseDocTemplate) -> None:
            if side is not None and not look.side_first:
                self._sidebar(canvas, side, top, bottom)

        return PageTemplate(name, frames, onPage=before, onPageEnd=after, pagesize=look.page)

    def _sidebar(self, canvas: Canvas, side: Item, top: float, bottom: float) -> None:
        look = self.look
        width = (look.page[0] - 2 * look.margin) * 0.31
        left = look.margin if look.side == "left" else look.page[0] - look.margin - width
        canvas.setFillColor(HexColor(look.second))
        canvas.rect(left, bottom, width, top - bottom, stroke=0, fill=1)
        canvas.setFillColor(HexColor(look.third))
        canvas.rect(left, top - 5, width, 5, stroke=0, fill=1)
        flow = self.setter.set(([Item("h2", side.text)] if side.text else []) + side.items, width - 24)
        frame = Frame(left + 12, bottom + 6, width - 24, top - bottom - 20, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        flow = [part for flowable in flow for part in getattr(flowable, "_content", [flowable])]  # KeepTogether needs a story
        frame.addFromList(flow, canvas)
        if flow:
            raise ValueError(f"The sidebar {side.text!r} holds more than its panel: {len(flow)} items are left over.")

    def _furniture(self, canvas: Canvas, document: BaseDocTemplate, banner: bool) -> None:
        look = self.look
        base, bold, _ = FAMILIES[look.family]
        wide, high = look.page
        if banner and look.banner == "band":
            canvas.setFillColor(HexColor(look.accent))
            canvas.rect(0, high - 142, wide, 92, stroke=0, fill=1)
            canvas.setFillColor(HexColor(look.third))
            canvas.rect(0, high - 147, wide, 5, stroke=0, fill=1)
        elif banner and look.banner == "rule":
            canvas.setStrokeColor(HexColor(look.third))
            canvas.setLineWidth(2.5)
            canvas.line(look.margin, high - 146, look.margin + 120, high - 146)
        canvas.setFillColor(HexColor("#5a5a5a"))
        canvas.setFont(base, 7.6)
        canvas.drawString(look.margin, high - 34, look.header)
        canvas.drawRightString(wide - look.margin, high - 34, look.force)
        canvas.setStrokeColor(HexColor("#b8b8b8"))
        canvas.setLineWidth(0.5)
        canvas.line(look.margin, high - 40, wide - look.margin, high - 40)
        canvas.drawString(look.margin, 30, look.footer)
        canvas.setFont(bold, 8.4)
        canvas.setFillColor(HexColor(look.accent))
        canvas.drawRightString(wide - look.margin, 30, f"{document.page + look.first_page - 1}")
