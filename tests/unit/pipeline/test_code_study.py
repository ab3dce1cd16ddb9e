"""A bug that one plan shows costs that plan only, and is never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import make_study, stumble_over_2017

from plancoder.pipeline import run as run_module
from plancoder.pipeline.run import CodeOptions, code_study
from plancoder.study.open import open_study
from plancoder.workers.bugs import JobBug, bugs_kept


def quiet(plan_id: str, note: str, waiting: str) -> None:
    pass


def test_a_bug_costs_the_plan_that_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "process_plan", stumble_over_2017)
    study = open_study(make_study(tmp_path / "study"))
    with bugs_kept() as bugs:
        good, bad = code_study(study, CodeOptions(use_cache=False), quiet)
    assert good.readable
    assert not bad.readable
    assert [(failure.reason, failure.plan_id) for failure in bad.failures] == [
        ("bug", "fenn:2017")
    ]
    assert "a slip of ours" in str(bugs[0])


def test_a_bug_that_nobody_keeps_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "process_plan", stumble_over_2017)
    study = open_study(make_study(tmp_path / "study"))
    with pytest.raises(JobBug, match="a slip of ours"):
        code_study(study, CodeOptions(use_cache=False), quiet)
