"""Turns the items of an invented plan into what stands in a column: panels, pull
quotes, tables, charts, pictures.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    Flowable,
    FrameBreak,
    KeepTogether,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from sample_art import Bars, Scene
from sample_kit import FAMILIES, Look, inline
from sample_prose import Item, soften


class Setter:
    """Turns items into flowables of one width."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def set(
        self, items: list[Item], width: float, on_dark: bool = False
    ) -> list[Flowable]:
        """Flowables for the items in order."""
        out: list[Flowable] = []
        for item in items:
            out.extend(self._one(item, width, on_dark))
        return out

    def _para(self, text: str, style: str, **more: Any) -> Paragraph:
        made = self.look.styles[style]
        if more:
            made = ParagraphStyle(style + "x", made, **more)
        soft = (
            soften(inline(text))
            if style in ("p", "li") and self.look.hyphens
            else inline(text)
        )
        return Paragraph(soft, made)

    def _one(self, item: Item, width: float, on_dark: bool) -> list[Flowable]:
        look, kind = self.look, item.kind
        if kind in ("p", "h2", "h3", "small", "lead"):
            return [
                self._para(item.text, kind, **({"textColor": white} if on_dark else {}))
            ]
        if kind == "column":
            return [FrameBreak()]
        if kind == "li":
            style = ParagraphStyle(
                "bullet", look.styles["li"], **({"textColor": white} if on_dark else {})
            )
            return [
                Paragraph(
                    soften(inline(item.text)) if look.hyphens else inline(item.text),
                    style,
                    bulletText=look.bullet,
                )
            ]
        special = {
            "quote": self._quote,
            "box": self._box,
            "table": self._table,
            "chart": self._chart,
            "tiles": self._tiles,
            "list": self._contents,
            "picture": self._picture,
            "dark": self._dark,
        }
        return special[kind](item, width)

    def _quote(self, item: Item, width: float) -> list[Flowable]:
        table = Table([[self._para(f"“{item.text}”", "quote")]], colWidths=[width])
        rule = HexColor(self.look.third)
        table.setStyle(
            TableStyle(
                [
                    ("LINEABOVE", (0, 0), (-1, 0), 1.4, rule),
                    ("LINEBELOW", (0, 0), (-1, 0), 1.4, rule),
                ]
            )
        )
        return [KeepTogether([Spacer(1, 4), table, Spacer(1, 8)])]

    def _box(self, item: Item, width: float) -> list[Flowable]:
        title, _, colour = item.text.partition(" @")
        dark = colour == "dark"
        back = HexColor(self.look.accent if dark else self.look.second)
        inner = self.set(
            [Item("h2", title)] if title else [], width - 20, dark
        ) + self.set(item.items, width - 20, dark)
        table = Table([[flow] for flow in inner], colWidths=[width])
        style: list[tuple[Any, ...]] = [
            ("BACKGROUND", (0, 0), (-1, -1), back),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ("TOPPADDING", (0, 0), (-1, 0), 8),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
        ]
        if colour == "edge":
            style[0] = ("BACKGROUND", (0, 0), (-1, -1), white)
            style.append(("BOX", (0, 0), (-1, -1), 1.2, HexColor(self.look.third)))
        table.setStyle(TableStyle(style))
        return [Spacer(1, 3), table, Spacer(1, 9)]

    def _shares(self, rows: list[list[str]], width: float) -> list[float]:
        """The share of each column: by what it holds, and no word is ever broken."""
        head = self.look.styles["head"]
        columns = list(zip(*rows, strict=True))
        longest = [
            max(
                stringWidth(word, head.fontName, head.fontSize)
                for cell in column
                for word in cell.split()
            )
            + 14
            for column in columns
        ]
        roots = [max(len(cell) for cell in column) ** 0.6 for column in columns]
        spare = max(0.0, width - sum(longest))
        return [
            (least + spare * root / sum(roots)) / width
            for least, root in zip(longest, roots, strict=True)
        ]

    def _table(self, item: Item, width: float) -> list[Flowable]:
        shares = self._shares(item.rows, width)
        rows = [[self._para(cell, "head") for cell in item.rows[0]]]
        rows += [[self._para(cell, "cell") for cell in row] for row in item.rows[1:]]
        table = Table(rows, colWidths=[width * share for share in shares], repeatRows=1)
        rule = HexColor(self.look.accent)
        table.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, 0), rule),
                    ("GRID", (0, 0), (-1, -1), 0.6, rule),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("TOPPADDING", (0, 0), (-1, -1), 4),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
                ]
            )
        )
        return [Spacer(1, 3), table, Spacer(1, 10)]

    def _chart(self, item: Item, width: float) -> list[Flowable]:
        pairs = [part.text.rsplit("=", 1) for part in item.items]
        values = [(label.strip(), float(value)) for label, value in pairs]
        look = self.look
        base, bold, _ = FAMILIES[look.family]
        return [
            Bars(
                item.text,
                values,
                width,
                HexColor(look.accent),
                HexColor(look.second),
                base,
                bold,
            ),
            Spacer(1, 10),
        ]

    def _tiles(self, item: Item, width: float) -> list[Flowable]:
        look = self.look
        parts = [part.text.split(" | ") for part in item.items]
        room = (width / len(parts) - 18) / max(len(number) for number, _ in parts)
        size = min(24.0, room * 1.45)
        cells = [
            [
                [
                    self._para(number, "numeral", fontSize=size, leading=size * 1.15),
                    self._para(text, "tile"),
                ]
                for number, text in parts
            ]
        ]
        table = Table(cells, colWidths=[width / len(item.items)] * len(item.items))
        style: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
            ("INNERGRID", (0, 0), (-1, -1), 5, white),
        ]
        colours = [
            HexColor(look.accent if place % 2 == 0 else look.third)
            for place in range(len(item.items))
        ]
        style += [
            ("BACKGROUND", (place, 0), (place, 0), colour)
            for place, colour in enumerate(colours)
        ]
        table.setStyle(TableStyle(style))
        return [Spacer(1, 3), table, Spacer(1, 12)]

    def _contents(self, item: Item, width: float) -> list[Flowable]:
        rows = []
        for part in item.items:
            text, _, number = part.text.partition(" | ")
            rows.append(
                [
                    self._para(text, "entry"),
                    self._para(number, "entry", alignment=TA_RIGHT),
                ]
            )
        table = Table(rows, colWidths=[width - 34, 34])
        table.setStyle(
            TableStyle(
                [
                    ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(self.look.accent)),
                    ("TOPPADDING", (0, 0), (-1, -1), 5),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ]
            )
        )
        return [table, Spacer(1, 12)]

    def _picture(self, item: Item, width: float) -> list[Flowable]:
        name, height, *caption = item.text.split(" ", 2)
        fill = height == "fill"  # as high as what is left of the column
        scene = Scene(
            name,
            width,
            0 if fill else float(height),
            HexColor(self.look.accent),
            HexColor(self.look.third),
            30 if caption else 4,
        )
        below: list[Flowable] = (
            [Spacer(1, 3), self._para(caption[0], "small")]
            if caption
            else [Spacer(1, 0 if fill else 8)]
        )
        return [scene, *below] if fill else [KeepTogether([scene, *below])]

    def _dark(self, item: Item, width: float) -> list[Flowable]:
        """A level-two heading reversed out of a coloured strip."""
        strip = Table(
            [[self._para(item.text, "h2", textColor=white)]], colWidths=[width]
        )
        strip.setStyle(
            TableStyle([("BACKGROUND", (0, 0), (-1, -1), HexColor(self.look.accent))])
        )
        return [strip, Spacer(1, 9)]
