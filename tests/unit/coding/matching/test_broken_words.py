"""Text as scanners leave it: what the benchmark measures at length holds on a short
run, with no clock.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from plancoder.coding.matching.matcher import Matcher

PASSAGES = 2500


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    path = Path(__file__).resolve().parents[4] / "benchmarks" / "matching.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_matching", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("rate", "blanks", "recall"),
    [(0.0, False, 1.0), (0.005, False, 0.985), (0.01, False, 0.97), (0.01, True, 0.98)],
)
def test_recall_and_false_alarms(
    bench: ModuleType, rate: float, blanks: bool, recall: float
) -> None:
    terms = bench.make_terms(300)
    clean = bench.make_passages(PASSAGES, terms)
    noisy = [
        bench.add_noise(passage, rate, number, blanks=blanks)
        for number, passage in enumerate(clean)
    ]
    true = bench.truth(terms, clean)
    score = bench.score(
        bench.found_by_us(Matcher(bench.codebook_of(terms)), noisy), true, PASSAGES
    )
    assert len(true) > PASSAGES / 5
    assert score.recall >= recall
    assert score.alarms < 1
