"""How well priority statements are found in a folder of labelled documents.

    python benchmarks/statements.py FOLDER

FOLDER holds documents and `truth.json`: file name to {"statements": [...], "optional":
[...], "layout", "kind", "hard"}. Prints precision and recall by kind, how often each
level of confidence is right, and what is lost without each cue. Run by hand; the
figures stand in docs/method.md.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from plancoder.coding.code import read_document_parts
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements import cues
from plancoder.extract.read import read_bytes
from plancoder.models import Document

_SAME = 0.9  # share of letters in common from which two wordings are one statement


@dataclass
class Tally:
    """Documents and statements counted so far."""

    documents: int = 0
    right: int = 0
    missed: int = 0
    false: int = 0
    perfect: int = 0

    def add(self, right: int, missed: int, false: int) -> None:
        """Count one document."""
        self.documents += 1
        self.right += right
        self.missed += missed
        self.false += false
        self.perfect += not missed and not false

    def __str__(self) -> str:
        found, wanted = self.right + self.false, self.right + self.missed
        precision = self.right / found if found else 1.0
        recall = self.right / wanted if wanted else 1.0
        return (
            f"precision {precision:.3f} recall {recall:.3f}, {self.perfect} of"
            f" {self.documents} documents without a slip"
        )


def compare(found: Iterable[str], truth: Mapping[str, Any]) -> tuple[int, int, int]:
    """Statements that are right, missed and false; optional ones count neither way."""
    left = [plain(text) for text in truth["statements"]]
    allowed = [plain(text) for text in (*truth.get("optional", ()), *left)]
    right = false = 0
    for text in map(plain, found):
        match = next((one for one in left if _same(text, one)), None)
        if match is not None:
            left.remove(match)
            right += 1
        elif not any(_same(text, one) for one in allowed):
            false += 1
    return right, len(left), false


def _same(one: str, other: str) -> bool:
    return Indel.normalized_similarity(one, other) >= _SAME


def measure(
    documents: Mapping[str, Document], truth: Mapping[str, Any]
) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Tallies by kind of document (and over all), and by confidence."""
    kinds: dict[str, Tally] = defaultdict(Tally)
    levels: dict[str, Tally] = defaultdict(Tally)
    for name, document in documents.items():
        parts = read_document_parts(document)
        score = compare((one.text for one in parts.statements), truth[name])
        hard = "hard" if truth[name].get("hard") else "not hard"
        for group in ("all", hard, f"kind {truth[name].get('kind', '')}"):
            kinds[group].add(*score)
        levels[parts.found.confidence.value].add(*score)
    return kinds, levels


def main() -> None:
    """Measure the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    documents = {name: read_bytes((folder / name).read_bytes(), name) for name in truth}
    kinds, levels = measure(documents, truth)
    for title, tallies in (("By kind", kinds), ("By confidence", levels)):
        print(title)
        for name, tally in sorted(tallies.items()):
            print(f"  {name}: {tally}")
    print("Without one cue")
    every = cues.CUES
    for cue in every:
        cues.CUES = tuple(one for one in every if one is not cue)
        print(f"  {cue.__name__}: {measure(documents, truth)[0]['all']}")
    cues.CUES = every


if __name__ == "__main__":
    main()
