"""How well priority statements are found in a folder of labelled documents, and how
fast documents are coded.

    python benchmarks/statements.py FOLDER
    python benchmarks/statements.py FOLDER --speed [--against SRC] [--runs 5]

FOLDER holds documents and `truth.json`: file name to {"statements": [...], "optional":
[...], "layout", "kind", "hard"}. Prints precision and recall by kind, how often each
level of confidence is right, and what is lost without each cue. Run by hand; the
figures stand in docs/method.md.

With --speed it codes every document of FOLDER by this project's own codebook, without
their truth, and prints MB/s of one core end to end, and the share of each stage: median
of the runs, CPU time, reading files apart. --against names the `src` folder of another
version, which is measured in turn with this one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rapidfuzz.distance import Indel

from plancoder.codebook.load import parse_codebook
from plancoder.coding.code import KnownParts, PreparedPlan, read_document_parts
from plancoder.coding.matching.matcher import Matcher
from plancoder.coding.sections.passages import split_passages
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.section_roles import read_roles
from plancoder.coding.sections.sections import locate_sections
from plancoder.coding.statements import cues
from plancoder.coding.statements.find import find_statements
from plancoder.coding.statements.warnings import statement_notices
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


_STAGES = ("sections", "statements", "passages", "matching", "codings")
_CODEBOOK = Path(__file__).resolve().parents[1] / "codebook.yaml"


def code_once(documents: Iterable[Document], matcher: Matcher) -> dict[str, float]:
    """CPU seconds of each stage of coding the documents once."""
    spent = dict.fromkeys(_STAGES, 0.0)
    roles = read_roles(matcher.codebook)
    for document in documents:
        times = [time.process_time()]
        sections = locate_sections(document, roles)
        times.append(time.process_time())
        found = find_statements(document, sections)
        notices = statement_notices(found, "plan")
        times.append(time.process_time())
        passages = split_passages(document, sections, found.statements)
        times.append(time.process_time())
        known = KnownParts(passages, found.statements, notices)
        plan = PreparedPlan("plan", document, matcher, known=known)
        _ = plan.reading
        times.append(time.process_time())
        _ = plan.coded
        times.append(time.process_time())
        for stage, begun, done in zip(_STAGES, times, times[1:], strict=False):
            spent[stage] += done - begun
    return spent


def measure_speed(folder: Path, runs: int) -> None:
    """Print the megabytes of a folder's documents, and the seconds of each stage in the
    median run, as JSON.
    """
    paths = (path for path in sorted(folder.iterdir()) if path.suffix != ".json")
    documents = [read_bytes(path.read_bytes(), path.name) for path in paths]
    matcher = Matcher(parse_codebook(_CODEBOOK.read_bytes()))
    code_once(documents, matcher)  # what is worked out once for all plans
    every = [code_once(documents, matcher) for _ in range(runs)]
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    spent = {stage: median(one[stage] for one in every) for stage in _STAGES}
    print(json.dumps({"MB": size, **spent}))


def compare_speed(folder: Path, runs: int, sources: Iterable[Path]) -> None:
    """Measure versions in turn, each in processes of its own, and print a table."""
    found: dict[Path, list[dict[str, float]]] = defaultdict(list)
    sources = list(sources)
    for source in sources * 3:
        command = [sys.executable, __file__, str(folder), "--speed", "--json"]
        ended = subprocess.run(
            [*command, "--runs", str(runs)],
            env={**os.environ, "PYTHONPATH": str(source)},
            stdout=subprocess.PIPE,
            check=True,
        )
        found[source].append(json.loads(ended.stdout))
    print(f"{'':30} {'MB/s':>6}", *(f"{stage:>11}" for stage in _STAGES))
    for source, every in found.items():
        spent = {stage: median(one[stage] for one in every) for stage in _STAGES}
        whole = sum(spent.values())
        shares = (f"{spent[stage] / whole:>11.0%}" for stage in _STAGES)
        print(f"{str(source)[-30:]:30} {every[0]['MB'] / whole:>6.2f}", *shares)


def main() -> None:
    """Measure the folder that the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--speed", action="store_true", help="MB/s of coding")
    parser.add_argument("--against", type=Path, help="src folder of another version")
    parser.add_argument("--runs", type=int, default=5, help="runs of a process (5)")
    parser.add_argument("--json", action="store_true", help="speed of one process")
    options = parser.parse_args()
    folder: Path = options.folder
    if options.speed and options.json:
        measure_speed(folder, options.runs)
        return
    if options.speed:
        own = Path(__file__).resolve().parents[1] / "src"
        others = [options.against] if options.against else []
        compare_speed(folder, options.runs, [*others, own])
        return
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
