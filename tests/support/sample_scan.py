"""Turns a typeset plan into a scan: pictures of its pages, with or without the text
layer that an OCR program left.

The pictures come from PDFium, so their bytes may differ by its version; the text layer
does not.
"""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

# What an OCR program makes of letters, as (seen, read).
CONFUSIONS = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("i", "l"),
    ("e", "c"),
    ("h", "b"),
    ("o", "0"),
    ("cl", "d"),
    ("u", "n"),
    ("t", "f"),
)
INK_BELOW = 175  # shades darker than this are ink


class Slips:
    """Letter noise on drawn lines: first the words of `fixed` that must be met, then
    `share` of the other words.

    Each line of `fixed` is used every time its words occur; the noise depends on the
    word and on how often it was met,
    so that the same prose always gets the same slips.
    """

    def __init__(self, fixed: dict[str, str], share: float, spared: str) -> None:
        self.fixed, self.share, self.spared = (
            fixed,
            share,
            re.compile(spared, re.IGNORECASE),
        )
        self.met: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        for right, wrong in self.fixed.items():
            text = text.replace(right, wrong)
        return re.sub(r"[a-z]{5,}", lambda found: self._noisy(found[0]), text)

    def _noisy(self, word: str) -> str:
        self.met[word] += 1
        dice = random.Random(f"{word}{self.met[word]}")
        if dice.random() > self.share or self.spared.search(word):
            return word
        choices = [(seen, read) for seen, read in CONFUSIONS if seen in word[1:]]
        if not choices or dice.random() < 0.15:
            place = dice.randrange(2, len(word) - 2)
            return f"{word[:place]} {word[place:]}"
        seen, read = dice.choice(choices)
        return word[0] + word[1:].replace(seen, read, 1)


def page_pictures(
    plan: bytes, dots: int, seed: str
) -> Iterator[tuple[Image.Image, tuple[float, float]]]:
    """Each page as a black and white picture, a little askew and speckled, with the
    page's size in points.
    """
    dice = random.Random(seed)
    document = pypdfium2.PdfDocument(plan)
    for page in document:
        size = page.get_size()
        grey = page.render(scale=dots / 72, grayscale=True).to_pil().convert("L")
        grey = grey.rotate(
            dice.uniform(-0.35, 0.35), fillcolor=255, resample=Image.Resampling.BICUBIC
        )
        for _ in range(60):
            x, y = dice.randrange(grey.width), dice.randrange(grey.height)
            grey.putpixel((x, y), 40)
        black = grey.point([0 if shade < INK_BELOW else 255 for shade in range(256)])
        yield black.convert("1", dither=Image.Dither.NONE), size
        page.close()
    document.close()


def scan_without_text(plan: bytes, dots: int, title: str) -> bytes:
    """The plan as pictures only: no text can be read from it without OCR."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for picture, size in page_pictures(plan, dots, title):
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan_with_text(plan: bytes, layer: bytes, dots: int, title: str) -> bytes:
    """The plan as pictures with the invisible text of `layer` (the same pages, drawn
    unseen) over them.
    """
    with (
        pikepdf.open(io.BytesIO(scan_without_text(plan, dots, title))) as scan,
        pikepdf.open(io.BytesIO(layer)) as text,
    ):
        for below, above in zip(scan.pages, text.pages, strict=True):
            below.add_overlay(above, None)
        out = io.BytesIO()
        scan.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()
