"""Whole invented plans in further shapes: their statements, their ticks, and what the
reader is told.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.shape import Codebook
from plancoder.coding.code import code_document
from plancoder.coding.sections.plain_text import plain
from plancoder.extract.text.markdown import read_markdown

ROOT = Path(__file__).resolve().parents[4]
SHAPES = ROOT / "tests" / "data" / "shapes"
NAMES = sorted(
    path.stem
    for path in SHAPES.glob("*.json")
    if '"told"' in path.read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return parse_codebook((ROOT / "codebook.yaml").read_bytes())


def test_there_are_shapes() -> None:
    assert len(NAMES) > 8


@pytest.mark.parametrize("name", NAMES)
def test_shape(name: str, codebook: Codebook) -> None:
    wanted = json.loads((SHAPES / f"{name}.json").read_text(encoding="utf-8"))
    document = read_markdown((SHAPES / f"{name}.md").read_text(encoding="utf-8"))
    plan = code_document(document, codebook, name)
    assert [plain(one.text) for one in plan.statements] == [
        plain(words) for words in wanted["statements"]
    ]
    ticked = {
        coding.category
        for coding in plan.codings
        if coding.frame == "priorities" and coding.counts
    }
    assert ticked - set(wanted["priorities_disputable"]) == set(wanted["priorities"])
    assert [notice.reason for notice in plan.notices] == wanted["told"]
