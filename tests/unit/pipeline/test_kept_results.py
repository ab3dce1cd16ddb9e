"""Results and the workbook kept between runs: nothing is made again of which nothing
changed, and all that an edit could change is.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from small_study import CODEBOOK, PLAN, make_study

from plancoder.pipeline import run as run_module
from plancoder.pipeline import workbook as workbook_module
from plancoder.pipeline.job import JobOptions, JobReport, export_job, run_job
from plancoder.pipeline.run import CodeOptions
from plancoder.study.manifest import digest_of_file


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked_workers: None) -> Path:
    monkeypatch.setenv("PLANCODER_CACHE", str(tmp_path / "cache"))
    return make_study(tmp_path / "study")


def watch(total: int, verb: str) -> Any:
    return nullcontext(lambda plan_id, note, waiting: None)


def run(root: Path, *, use_cache: bool = True) -> JobReport:
    options = JobOptions(CodeOptions(workers=1, use_cache=use_cache))
    return run_job(root, None, options, watch)


def digests(root: Path) -> dict[str, str]:
    """What a run wrote; the times of plans apart."""
    return {
        path.name: digest_of_file(path)
        for path in (root / "out").iterdir()
        if path.name != "timings.json"
    }


class Coded:
    """Which plans were handed to workers since this was made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plans: list[str] = []
        usual = run_module._process_plans

        def note(study: Any, plans: Any, options: CodeOptions) -> Any:
            self.plans += [plan.plan_id for plan in plans]
            return usual(study, plans, options)

        monkeypatch.setattr(run_module, "_process_plans", note)


def test_a_second_run_codes_nothing_and_writes_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded = Coded(monkeypatch)
    run(root)
    first = digests(root)
    assert coded.plans == ["fenn:2021", "fenn:2017"]

    def refuse(*given: object, **more: object) -> bytes:
        raise AssertionError("the workbook was made again")

    monkeypatch.setattr(workbook_module, "review_workbook", refuse)
    report = run(root)
    assert coded.plans == ["fenn:2021", "fenn:2017"]
    assert report.counts["coded"] == 2
    assert digests(root) == first
    monkeypatch.undo()
    run(root, use_cache=False)
    assert digests(root) == first


def edit_codebook(root: Path) -> None:
    edited = CODEBOOK.replace("[homeless*,", "[corn exchange, homeless*,")
    (root / "codebook.yaml").write_text(edited, encoding="utf-8")


def edit_plan(root: Path) -> None:
    edited = PLAN.replace("become homeless", "look for a bed")
    (root / "raw" / "fenn-2021.md").write_text(edited, encoding="utf-8")


def correct(root: Path) -> None:
    (root / "raw" / "roles.csv").write_text(
        "plan_id,quote,is\nfenn:2021,Keep the lanes lit,not a statement\n",
        encoding="utf-8",
    )


def edit_row(root: Path) -> None:
    plans = root / "raw" / "plans.csv"
    text = plans.read_text(encoding="utf-8-sig")
    plans.write_text(text.replace("2021-2025", "2021-2026", 1), encoding="utf-8")


def damage(root: Path) -> None:
    for entry in (root.parent / "cache").glob("*/*.result.doc.z"):
        entry.write_bytes(entry.read_bytes()[:-9])


@pytest.mark.parametrize(
    ("edit", "anew"),
    [
        (edit_codebook, {"fenn:2021", "fenn:2017"}),
        (edit_plan, {"fenn:2021"}),
        (correct, {"fenn:2021"}),
        (edit_row, {"fenn:2021"}),
        (damage, {"fenn:2021", "fenn:2017"}),
    ],
)
def test_what_an_edit_could_change_is_coded_anew(
    root: Path,
    edit: Callable[[Path], None],
    anew: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(root)
    edit(root)
    coded = Coded(monkeypatch)
    run(root)
    assert set(coded.plans) == anew
    found = digests(root)
    run(root, use_cache=False)
    assert digests(root) == found


def test_a_kept_workbook_never_takes_the_place_of_an_edited_one(root: Path) -> None:
    run(root)
    workbook = root / "out" / "review.xlsx"
    as_made = workbook.read_bytes()
    workbook.write_bytes(as_made + b"what a reviewer wrote")
    report = run(root)
    assert report.published.renamed == {"review.xlsx": "review-2.xlsx"}
    assert workbook.read_bytes() == as_made + b"what a reviewer wrote"
    assert (root / "out" / "review-2.xlsx").read_bytes() == as_made


def test_other_rows_make_another_workbook(root: Path) -> None:
    run(root)
    before = digests(root)["review.xlsx"]
    (root / "codebook.yaml").write_text(
        CODEBOOK.replace("id: housing", "id: homes"), encoding="utf-8"
    )
    run(root)
    other = digests(root)["review.xlsx"]
    assert other != before
    export_job(root, None, JobOptions(CodeOptions(use_cache=False)), watch)
    assert digests(root)["review.xlsx"] == other
