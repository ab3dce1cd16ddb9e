"""Sets an invented plan on brochure pages: banners, columns, sidebars, running lines.

Everything is drawn with reportlab in invariant mode, so that the same prose gives the
same bytes.
"""

from __future__ import annotations

import io

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from sample_art import draw_cover
from sample_flow import Setter
from sample_kit import FAMILIES, Look, PlanCanvas, inline
from sample_prose import Item, Leaf


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
        document = BaseDocTemplate(
            out,
            pagesize=self.look.page,
            pageTemplates=self.templates,
            invariant=1,
            title=self.look.title,
            author=self.author,
            pageCompression=1,
        )
        document.build(story, canvasmaker=canvas)
        return out.getvalue()

    def _leaf(self, number: int, leaf: Leaf) -> list[Flowable]:
        look = self.look
        name = f"leaf{number}"
        if leaf.template.startswith("cover"):
            items = {
                item.text.split(" = ")[0]: item.text.split(" = ", 1)[1]
                for item in leaf.items[0].items
            }
            frame = Frame(
                look.margin,
                look.margin,
                100,
                100,
                id="none",
                leftPadding=0,
                rightPadding=0,
            )
            self.templates.append(
                PageTemplate(
                    name,
                    [frame],
                    onPage=lambda canvas, _doc: draw_cover(canvas, look, items),
                    pagesize=look.page,
                )
            )
            return [*self._turn(number, name), Spacer(1, 1)]
        side = [item for item in leaf.items if item.kind == "side"]
        items_left = [item for item in leaf.items if item.kind != "side"]
        banner = bool(items_left) and items_left[0].kind == "h1"
        kind = leaf.template.split()[0]
        first = self._template(name, kind, banner, side[0] if side else None)
        rest = self._template(name + "on", kind, False, None)
        first.autoNextPageTemplate = name + "on"
        story = self._turn(number, name)
        width = self._columns(kind, bool(side))[0][1]
        if banner:
            story += [
                Paragraph(inline(items_left[0].text), look.styles["h1"]),
                FrameBreak(),
            ]
            items_left = items_left[1:]
        self.templates += [first, rest]
        return story + self.setter.set(items_left, width)

    def _turn(self, number: int, name: str) -> list[Flowable]:
        return (
            [NextPageTemplate(name), PageBreak()]
            if number
            else [NextPageTemplate(name)]
        )

    def _columns(self, kind: str, side: bool) -> list[tuple[float, float]]:
        """Left edge and width of each column."""
        look = self.look
        left, right = look.margin, look.page[0] - look.margin
        if side:
            panel = (right - left) * 0.31 + look.gutter
            left, right = (
                (left + panel, right) if look.side == "left" else (left, right - panel)
            )
        count = {"one": 1, "two": 2, "three": 3, "four": 4}[kind]
        width = (right - left - look.gutter * (count - 1)) / count
        return [(left + place * (width + look.gutter), width) for place in range(count)]

    def _template(
        self, name: str, kind: str, banner: bool, side: Item | None
    ) -> PageTemplate:
        look = self.look
        wide, high = look.page
        top, bottom = high - 62, 58
        frames = []
        if banner:
            frames.append(
                Frame(
                    look.margin,
                    high - 142,
                    wide - 2 * look.margin,
                    82,
                    id="banner",
                    leftPadding=0,
                    rightPadding=0,
                    topPadding=14,
                )
            )
            top = high - 160
        for left, width in self._columns(kind, side is not None):
            frames.append(
                Frame(
                    left,
                    bottom,
                    width,
                    top - bottom,
                    leftPadding=0,
                    rightPadding=0,
                    topPadding=0,
                    bottomPadding=0,
                )
            )

        def before(canvas: Canvas, document: BaseDocTemplate) -> None:
            self._furniture(canvas, document, banner)
            if side is not None and look.side_first:
                self._sidebar(canvas, side, top, bottom)

        def after(canvas: Canvas, _document: BaseDocTemplate) -> None:
            if side is not None and not look.side_first:
                self._sidebar(canvas, side, top, bottom)

        return PageTemplate(
            name, frames, onPage=before, onPageEnd=after, pagesize=look.page
        )

    def _sidebar(self, canvas: Canvas, side: Item, top: float, bottom: float) -> None:
        look = self.look
        width = (look.page[0] - 2 * look.margin) * 0.31
        left = (
            look.margin if look.side == "left" else look.page[0] - look.margin - width
        )
        canvas.setFillColor(HexColor(look.second))
        canvas.rect(left, bottom, width, top - bottom, stroke=0, fill=1)
        canvas.setFillColor(HexColor(look.third))
        canvas.rect(left, top - 5, width, 5, stroke=0, fill=1)
        flow = self.setter.set(
            ([Item("h2", side.text)] if side.text else []) + side.items, width - 24
        )
        frame = Frame(
            left + 12,
            bottom + 6,
            width - 24,
            top - bottom - 20,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        flow = [
            part
            for flowable in flow
            for part in getattr(flowable, "_content", [flowable])
        ]  # KeepTogether needs a story
        frame.addFromList(flow, canvas)
        if flow:
            raise ValueError(
                f"The sidebar {side.text!r} holds more than its panel: {len(flow)} items are left over."
            )

    def _furniture(
        self, canvas: Canvas, document: BaseDocTemplate, banner: bool
    ) -> None:
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
        canvas.drawRightString(
            wide - look.margin, 30, f"{document.page + look.first_page - 1}"
        )
