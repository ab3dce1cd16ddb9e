"""Lines that a paragraph was broken into by hand: rows, each with its twin."""

from __future__ import annotations

import io

import docx
import pytest

from plancoder.extract.docx.read import read_docx
from plancoder.extract.html.read import read_html
from plancoder.extract.text.broken_lines import part_lines

APART = [
    "Our aims are: / Calm lanes / Warm halls",
    "Calm lanes / Warm halls / Dry cellars",
    "“Calm lanes” / “Warm halls” / “Dry cellars”",
    "Cut 999 calls / Warm halls (all) / Dry cellars",
    "Lanes that we can walk in / Warm halls / Dry cellars / Good roads / Kind courts",
    "1. Calm lanes / 2. Warm halls",
    "It rained. / • Calm lanes / • Warm halls",
]
TOGETHER = [
    "Calm lanes / Warm halls",
    "Our aims are: / Calm lanes",
    "Calm lanes / and warm / halls",
    "Calm lanes, / Warm halls, / Dry cellars,",
    "Calm lanes and / Warm halls / Dry cellars",
    "Calm lanes- / Warm halls / Dry cellars",
]


@pytest.mark.parametrize("source", APART)
def test_lines_of_a_list_stand_apart(source: str) -> None:
    lines = source.split(" / ")
    assert part_lines(lines) == lines


@pytest.mark.parametrize("source", TOGETHER)
def test_other_lines_are_one_paragraph(source: str) -> None:
    assert part_lines(source.split(" / ")) == [source.replace(" / ", " ")]


def test_the_lines_of_a_page_are_parted_where_they_are_a_list() -> None:
    listed = "<p>Our aims are:<br>Calm lanes<br>Warm halls<br>Dry cellars</p>"
    broken = "<p>It rained on the moor<br>and nobody came<br>for the whole day.</p>"
    page = f"<html><body><main><h1>Plan</h1>{listed}{broken}</main></body></html>"
    document = read_html(page)
    blocks = [document.text[one.start : one.end] for one in document.blocks]
    assert blocks == [
        *("Plan", "Our aims are:", "Calm lanes", "Warm halls", "Dry cellars"),
        "It rained on the moor and nobody came for the whole day.",
    ]


def test_the_lines_of_a_word_file_are_parted_where_they_are_a_list() -> None:
    made = docx.Document()
    made.add_paragraph("Our aims are:\nCalm lanes\nWarm halls\nDry cellars")
    made.add_paragraph("It rained on the moor\nand nobody came\nfor the whole day.")
    made.add_heading("Calm lanes\nWarm halls\nDry cellars", 1)
    held = io.BytesIO()
    made.save(held)
    document = read_docx(held.getvalue())
    blocks = [document.text[one.start : one.end] for one in document.blocks]
    assert blocks == [
        *("Our aims are:", "Calm lanes", "Warm halls", "Dry cellars"),
        "It rained on the moor and nobody came for the whole day.",
        "Calm lanes Warm halls Dry cellars",
    ]
