"""A plan is read with the codebook at most once, and only where that is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plancoder.coding.matching.matcher import Matcher, Reading
from plancoder.extract.options import ExtractOptions
from plancoder.pipeline.discovery import _find_units
from plancoder.pipeline.inspect_plans import (
    kwic_lines,
    read_plan_text,
    statement_lines,
)
from plancoder.pipeline.prepare import PlanJob, plan_job, prepare_once, worker_setup
from plancoder.study.open import open_study


@pytest.fixture
def job(study: Path) -> PlanJob:
    """The first plan, in a process that is set up like a worker."""
    opened = open_study(study)
    setup = worker_setup(opened.codebook, ExtractOptions())
    setup.function(*setup.arguments)
    return plan_job(opened, opened.plans[0], use_cache=False)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read with the codebook."""
    texts: list[str] = []
    read = Matcher.read

    def count(self: Matcher, text: str) -> Reading:
        texts.append(text)
        return read(self, text)

    monkeypatch.setattr(Matcher, "read", count)
    return texts


@pytest.mark.parametrize(
    ("inspect", "times"),
    [
        (read_plan_text, 0),
        (lambda job: statement_lines(job, 2), 0),
        (lambda job: kwic_lines(job, "victim*", 40), 0),
        (lambda job: _find_units(job, "needs", "housing"), 1),
        (lambda job: (prepare_once(job).coded, _find_units(job, "needs", "")), 1),
    ],
)
def test_how_often_the_codebook_is_read(
    inspect: Callable[[PlanJob], object],
    times: int,
    job: PlanJob,
    readings: list[str],
) -> None:
    assert inspect(job)
    assert len(readings) == times


def test_a_plan_that_changed_on_disk_is_read_again(job: PlanJob) -> None:
    first = prepare_once(job)
    assert prepare_once(job) is first
    job.paths[0].write_text("# Another plan\n\nNothing of the old one.\n", "utf-8")
    assert "Another plan" in prepare_once(job).document.text
