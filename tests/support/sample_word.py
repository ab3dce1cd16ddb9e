"""Writes the prose of an invented plan as a Word file whose bytes do not depend on the
clock.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from sample_prose import Item, Leaf

STYLES = {
    "h1": "Title",
    "h2": "Heading 1",
    "h3": "Heading 2",
    "li": "List Bullet",
    "quote": "Intense Quote",
    "p": "Normal",
}
WRITTEN = datetime(2016, 9, 1, 9, 0, tzinfo=UTC)


def make_word(leaves: list[Leaf], title: str) -> bytes:
    """The .docx of a plan: headings, paragraphs, bullets and ruled tables in Word's own
    styles.
    """
    made = Document()
    made.core_properties.title = title
    made.core_properties.created = made.core_properties.modified = WRITTEN.replace(
        tzinfo=None
    )
    for leaf in leaves:
        for item in leaf.items:
            _add(made, item)
    out = io.BytesIO()
    made.save(out)
    return _without_clock(out.getvalue())


def _add(made: WordDocument, item: Item) -> None:
    if item.kind == "table":
        table = made.add_table(rows=0, cols=len(item.rows[0]), style="Table Grid")
        for row in item.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        made.add_paragraph()
        return
    _runs(made.add_paragraph(style=STYLES[item.kind]), item.text)


def _runs(paragraph: Paragraph, text: str) -> None:
    for place, part in enumerate(re.split(r"\*\*(.+?)\*\*", text)):
        if part:
            paragraph.add_run(part).bold = place % 2 == 1 or None


def _without_clock(package: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(
            source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)
        ):
            member = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return out.getvalue()
