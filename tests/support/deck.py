"""Presentations for tests, made slide by slide from the usual template."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pptx

# Layouts of the usual template, by their places.
TITLE, BODY, PART, TWO, COMPARE, ONLY_TITLE, BLANK = range(7)


class Deck:
    """A presentation that is being made."""

    def __init__(self) -> None:
        self.file: Any = pptx.Presentation()

    def slide(self, layout: int, *texts: str) -> Any:
        """One more slide whose places hold these texts, in their order."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[layout])
        for place, text in zip(slide.placeholders, texts, strict=False):
            place.text_frame.text = text
        return slide

    def save(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()


def made(fill: Callable[[Deck], object]) -> bytes:
    """A presentation that `fill` fills."""
    deck = Deck()
    fill(deck)
    return deck.save()


def hide(slide: Any) -> None:
    """Hide a slide."""
    slide._element.set("show", "0")
