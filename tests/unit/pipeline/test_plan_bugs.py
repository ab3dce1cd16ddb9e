"""A bug that one plan shows costs that plan in every command, and the exit says bug."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import small_study
from pdf_kit import lines, make_pdf
from small_study import add_plan, make_study, rows_of, values_of

from plancoder.cli import main
from plancoder.workers.bugs import JobBug

Call = Callable[..., str]
pytestmark = pytest.mark.usefixtures("forked_workers")


@pytest.fixture
def call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Call]:
    """Run a command here that has to end in a bug; gives its stdout and stderr."""
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}

    def run(*arguments: str | Path) -> str:
        monkeypatch.setattr(sys, "argv", ["plancoder", *map(str, arguments)])
        with pytest.raises(JobBug, match="a slip of ours"):
            main()
        return "".join(capsys.readouterr())

    yield run
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(
    ("place", "stumbling", "command", "found"),
    [
        (
            "inspect_plans.kwic_lines",
            small_study.stumble_in_search,
            ("kwic", "victim*"),
            "fenn:2021\t",
        ),
        (
            "inspect_plans.statement_lines",
            small_study.stumble_in_lists,
            ("statements",),
            "fenn:2021: 2 priority statements",
        ),
        (
            "discovery._find_units",
            small_study.stumble_in_discovery,
            ("discover",),
            "lanes lit",
        ),
    ],
)
def test_what_the_other_plans_hold_is_printed(
    place: str,
    stumbling: object,
    command: tuple[str, ...],
    found: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: Call,
) -> None:
    study = make_study(tmp_path / "study")
    monkeypatch.setattr(f"plancoder.pipeline.{place}", stumbling)
    said = call(*command, study)
    assert found in said
    assert "plan 'fenn:2017': KeyError: 'a slip of ours'. This is a bug" in said


def test_a_folder_without_a_plan_list_is_proposed_and_coded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    study = make_study(tmp_path / "study")
    (study / "raw" / "plans.csv").unlink()
    monkeypatch.setattr(
        "plancoder.pipeline.propose.propose_one", small_study.stumble_in_propose
    )
    call("run", study)
    files = {row["file"] for row in rows_of(study / "raw" / "plans.csv")}
    assert files == {"fenn-2017.md", "fenn-2021.md"}
    assert (study / "out" / "appendix_a.csv").is_file()


def test_a_run_writes_its_tables_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    study = make_study(tmp_path / "study")
    monkeypatch.setenv("PLANCODER_CACHE", str(tmp_path / "cache"))  # an empty one
    monkeypatch.setattr(
        "plancoder.pipeline.process_plan.process_plan", small_study.stumble_over_2017
    )
    call("run", study)
    [row] = rows_of(study / "out" / "failures.csv")
    assert (row["plan_id"], row["reason"]) == ("fenn:2017", "bug")


def test_a_bug_on_a_page_costs_the_page_and_is_told_by_the_exit_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    study = make_study(tmp_path / "study")
    monkeypatch.setenv("PLANCODER_CACHE", str(tmp_path / "cache"))
    words = ("More people are homeless.", "They sleep rough.", "Put victims first.")
    add_plan(study, "pdf:2020", "a.pdf", make_pdf(*(lines(each) for each in words)))
    monkeypatch.setattr(
        "plancoder.pipeline.process_plan.process_plan", small_study.stumble_on_a_page
    )
    for _ in range(2):  # the second finds nothing in the cache
        call("run", study)
        warnings = {
            (row["plan_id"], row["reason"]): row
            for row in rows_of(study / "out" / "failures.csv")
        }
        told = warnings["pdf:2020", "damaged_content"]
        assert told["severity"] == "warning"
        assert "page 2 could not be read" in told["detail"]
        assert values_of(study)["pdf:2020", "housing"] == "1"
        assert values_of(study)["fenn:2021", "housing"] == "1"
    monkeypatch.undo()
    done = small_study.plancoder("run", study)
    assert (done.returncode, "damaged" in done.stderr) == (0, False), done.stderr
