"""The sample brochures in three drawing orders: whatever order the text is drawn in, a reader's text comes out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from make_sample_study import prose_of
from sample_blocks import TrueBlock, true_blocks
from sample_kit import PlanCanvas, SoftText, register_fonts
from sample_looks import LOOKS
from sample_orders import by_rows, reorder, shuffled
from sample_pages import Brochure
from sample_prose import read_prose

from plancoder.extract.options import ExtractOptions
from plancoder.extract.read import read_document
from plancoder.models import BlockKind, Document

BROCHURES = ("saltmarch-2017", "saltmarch-2013", "harrowdene-2016", "harrowdene-2013", "dyffryn-eirlas-2017")
ORDERS = {"set": None, "rows": by_rows, "shuffled": shuffled}
# Share of sentences whose words stand together and in order (issue 3, goals).
WHOLE = {"set": 0.985, "rows": 0.98, "shuffled": 0.98}


def words(text: str) -> list[str]:
    """Words as compared: no hyphens, no quotation marks, one case."""
    text = re.sub("[‘’']|\u00ad", "", unicodedata.normalize("NFKC", text))
    return re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)-(?=\w)", "", text).lower())


@cache
def typeset(name: str) -> tuple[bytes, list[TrueBlock]]:
    """The brochure without its cover, and what stands on it."""
    register_fonts()
    prose = prose_of(name)
    leaves = [leaf for leaf in read_prose(prose)[1] if leaf.template.split()[-1] not in ("cover", "council")]
    change = staticmethod(SoftText(prose)) if LOOKS[name].soft else None
    return Brochure(LOOKS[name], leaves).build(type("Drawn", (PlanCanvas,), {"change": change})), true_blocks(leaves)


@pytest.fixture(scope="module", params=[(name, order) for name in BROCHURES for order in ORDERS], ids="-".join)
def read(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Document, list[TrueBlock]]:
    name, order = request.param
    plan, blocks = typeset(name)
    change = ORDERS[order]
    path: Path = tmp_path_factory.mktemp("layouts") / "plan.pdf"
    path.write_bytes(plan if change is None else reorder(plan, change))
    return order, read_document(path, options=ExtractOptions(ocr="off")), blocks


def test_no_word_is_lost_or_invented(read: tuple[str, Document, list[TrueBlock]]) -> None:
    _, document, blocks = read
    true = Counter(word for block in blocks for word in words(block.text))
    found = Counter(words(document.text))
    assert sum((true - found).values()) <= 0.002 * true.total(), (true - found).most_common(20)
    assert sum((found - true).values()) <= 0.003 * true.total(), (found - true).most_common(20)


def test_sentences_stay_whole(read: tuple[str, Document, list[TrueBlock]]) -> None:
    order, document, blocks = read
    flow = f" {' '.join(words(document.text))} "
    texts = [block.text for block in blocks if block.kind != "table"]
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?;:])\s+", text) if len(words(part)) >= 5]
    broken = [part for part in sentences if f" {' '.join(words(part))} " not in flow]
    assert len(broken) <= (1 - WHOLE[order]) * len(sentences), broken


def test_bullets_stand_apart(read: tuple[str, Document, list[TrueBlock]]) -> None:
    _, document, blocks = read
    bullets = {
        " ".join(words(document.text[block.start : block.end]))
        for block in document.blocks
        if block.kind is BlockKind.BULLET
    }
    true = [block.text for block in blocks if block.kind == "li"]
    missed = [text for text in true if " ".join(words(text)) not in bullets]
    assert len(missed) <= 0.03 * len(true), missed


def test_table_rows_are_read_cell_by_cell(read: tuple[str, Document, list[TrueBlock]]) -> None:
    _, document, blocks = read
    rows: dict[tuple[int, int], list[str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_CELL and block.table is not None and block.row is not None:
            rows.setdefault((block.table, block.row), []).append(document.text[block.start : block.end])
    found = {tuple(" ".join(words(cell)) for cell in row) for row in rows.values()}
    true = [tuple(" ".join(words(cell)) for cell in row) for block in blocks for row in block.rows]
    missed = [row for row in true if row not in found]
    assert len(missed) <= 0.02 * len(true), missed
