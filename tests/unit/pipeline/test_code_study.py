"""A bug that one plan shows costs that plan only, and is never passed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_study import make_study, may_not_read_2017, stumble_over_2017

from plancoder.pipeline import process_plan as process_module
from plancoder.pipeline.run import CodeOptions, code_study
from plancoder.study.open import open_study
from plancoder.workers.bugs import JobBug, bugs_kept

pytestmark = pytest.mark.usefixtures("forked_workers")


def quiet(plan_id: str, note: str, waiting: str) -> None:
    pass


def test_a_bug_costs_the_plan_that_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_module, "process_plan", stumble_over_2017)
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
    monkeypatch.setattr(process_module, "process_plan", stumble_over_2017)
    study = open_study(make_study(tmp_path / "study"))
    with pytest.raises(JobBug, match="a slip of ours"):
        code_study(study, CodeOptions(use_cache=False), quiet)


def test_a_file_that_may_not_be_read_costs_its_plan_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Path.open

    def open_others(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "fenn-2017.md":
            raise PermissionError(13, "Permission denied")
        return usual(path, *how, **more)

    study = open_study(make_study(tmp_path / "study"))
    monkeypatch.setattr(process_module, "process_plan", may_not_read_2017)
    monkeypatch.setattr(Path, "open", open_others)
    good, bad = code_study(study, CodeOptions(use_cache=False), quiet)
    assert good.readable
    assert [(one.reason, one.sha256) for one in bad.failures] == [("unreadable", "")]
