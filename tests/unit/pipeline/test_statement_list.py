"""Priorities settled on the review page: saved as asked, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from plancoder.errors import OutputError
from plancoder.extract.options import ExtractOptions
from plancoder.pipeline.prepare import PlanJob, plan_job, worker_setup
from plancoder.pipeline.statement_list import StatementDesk, list_statements
from plancoder.review_page.desk import Refused
from plancoder.study.open import open_study

FOUND = ["Put victims first", "Keep the lanes lit"]


@pytest.fixture
def job(study: Path) -> PlanJob:
    opened = open_study(study)
    setup = worker_setup(opened.codebook, ExtractOptions())
    setup.function(*setup.arguments)
    return plan_job(opened, opened.plans[0])


@pytest.fixture
def desk(study: Path, job: PlanJob) -> Iterator[StatementDesk]:
    yield StatementDesk(open_study(study), list_statements)
    assert not list((study / "raw").glob("*.part"))


def quotes_of(shown: dict[str, Any]) -> list[str]:
    return [one["quote"] for one in shown["statements"]]


def save(desk: StatementDesk, job: PlanJob, quotes: Sequence[str]) -> dict[str, Any]:
    return desk.save(job, quotes, desk.show(job)["version"])


def test_what_plancoder_found_is_listed_and_not_yet_accepted(
    desk: StatementDesk, job: PlanJob
) -> None:
    shown = desk.show(job)
    assert quotes_of(shown) == FOUND
    assert not any(one["accepted"] for one in shown["statements"])
    assert shown["removed"] == []


@pytest.mark.parametrize(
    ("quotes", "removed"),
    [
        (FOUND, []),
        (FOUND[::-1], []),
        (FOUND[:1], FOUND[1:]),
        (["Each winter more people in Fennmarket become homeless"], FOUND),
        ([], FOUND),
    ],
)
def test_a_list_is_saved_in_its_order(
    quotes: list[str],
    removed: list[str],
    desk: StatementDesk,
    job: PlanJob,
    study: Path,
) -> None:
    shown = save(desk, job, quotes)
    assert quotes_of(shown) == quotes
    assert all(one["accepted"] for one in shown["statements"])
    assert [one["quote"] for one in shown["removed"]] == removed
    again = open_study(study)
    corrections = again.corrections.get(job.plan.plan_id, ())
    assert [one.quote for one in corrections if one.statement] == quotes
    assert quotes_of(StatementDesk(again, list_statements).show(job)) == quotes
    assert quotes_of(save(desk, job, FOUND)) == FOUND  # and back


def test_words_that_the_plan_does_not_have_are_refused(
    desk: StatementDesk, job: PlanJob, study: Path
) -> None:
    with pytest.raises(Refused, match="Tame the dragon"):
        save(desk, job, [*FOUND, "Tame the dragon"])
    assert not (study / "raw" / "roles.csv").exists()


def test_what_others_wrote_meanwhile_is_not_overwritten(
    desk: StatementDesk, job: PlanJob, study: Path
) -> None:
    seen = desk.show(job)["version"]
    path = study / "raw" / "roles.csv"
    path.write_text("plan_id,quote,is\nfenn:2021,Our priorities,body\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(Refused, match="changed elsewhere"):
        desk.save(job, FOUND, seen)
    assert path.read_bytes() == before
    save(desk, job, FOUND)
    assert "Our priorities,body" in path.read_text("utf-8-sig")


def test_a_file_that_cannot_be_written_is_named_and_left(
    desk: StatementDesk, job: PlanJob, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    version = desk.show(job)["version"]
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="disk is full"):
        desk.save(job, FOUND, version)
    assert not (study / "raw" / "roles.csv").exists()
