"""Hostile plans beside good ones: each ends in exactly one row, and the good ones never
notice.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hostile_plans import HIDDEN, HOSTILE, hostile_bytes
from small_study import (
    PLAN,
    add_plan,
    make_study,
    plancoder,
    plancoder_anew,
    rows_of,
    values_of,
)

GOOD = ("fenn:2021", "fenn:2017")
LIMITS = ("--no-cache", "--ocr", "off", "--cpu-seconds", "10", "--memory", "400")
posix_only = pytest.mark.skipif(
    os.name != "posix", reason="names and files of this kind exist on POSIX only"
)


@dataclass
class Run:
    root: Path
    done: CompletedProcess[str]

    @property
    def record(self) -> dict[str, dict[str, object]]:
        plans = json.loads(
            (self.root / "out" / "run.json").read_text(encoding="utf-8")
        )["plans"]
        return {plan["plan_id"]: plan for plan in plans}

    def errors(self) -> Iterator[dict[str, str]]:
        yield from (
            row
            for row in rows_of(self.root / "out" / "failures.csv")
            if row["severity"] == "error"
        )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = make_study(tmp_path_factory.mktemp("hostile") / "study")
    for name in HOSTILE:
        add_plan(root, name, name, hostile_bytes(name))
    # Anew: a worker that is forked holds more memory than one that starts from nothing.
    return Run(root, plancoder_anew("run", root, *LIMITS, "--workers", "2", "-v"))


def test_the_run_ends_well_and_says_that_some_plans_failed(run: Run) -> None:
    assert run.done.returncode == 4, run.done.stderr
    assert "Traceback" not in run.done.stderr
    assert run.done.stdout == ""


@pytest.mark.parametrize("name", HOSTILE)
def test_each_plan_ends_in_exactly_one_row(run: Run, name: str) -> None:
    expected = HOSTILE[name][1].split() or ["coded"]
    errors = [row for row in run.errors() if row["plan_id"] == name]
    outcome = str(run.record[name]["outcome"])
    if outcome == "failed":
        assert [row["reason"] in expected for row in errors] == [True], errors
        assert errors[0]["what_to_do"]
    else:
        assert outcome in ("coded", "coded_with_warnings")
        assert "coded" in expected
        assert errors == []


def test_the_rows_add_up(run: Run) -> None:
    assert set(run.record) == {*HOSTILE, *GOOD}
    counts = json.loads((run.root / "out" / "run.json").read_text(encoding="utf-8"))[
        "counts"
    ]
    assert (
        counts["coded"] + counts["coded_with_warnings"] + counts["failed"]
        == counts["rows"]
        == len(HOSTILE) + 2
    )
    assert counts["failed"] == len(list(run.errors()))


def test_the_good_plans_are_coded_as_if_they_were_alone(
    run: Run, tmp_path: Path
) -> None:
    alone = make_study(tmp_path / "alone")
    assert plancoder("run", alone).returncode == 0
    for appendix in "ab":
        cells = values_of(run.root, appendix)
        assert values_of(alone, appendix).items() <= cells.items()
    passages = [
        row
        for row in rows_of(run.root / "out" / "passages.csv")
        if row["plan_id"] in GOOD
    ]
    assert passages == rows_of(alone / "out" / "passages.csv")


def test_a_plan_that_was_not_read_never_looks_like_a_plan_without_needs(
    run: Run,
) -> None:
    for row in run.errors():
        cells = {
            value
            for (plan_id, _), value in values_of(run.root).items()
            if plan_id == row["plan_id"]
        }
        assert cells == {""}, row["plan_id"]
    assert values_of(run.root)["sound.pdf", "housing"] == "1"


def warnings_of(run: Run, name: str) -> list[tuple[str, str]]:
    rows = rows_of(run.root / "out" / "failures.csv")
    return sorted(
        (row["severity"], row["reason"]) for row in rows if row["plan_id"] == name
    )


@pytest.mark.parametrize("how", HIDDEN)
def test_words_that_no_reader_sees_tick_nothing_and_are_told(
    run: Run, how: str
) -> None:
    name = f"hidden-{how}.pdf"
    assert values_of(run.root)[name, "housing"] != "1"
    assert warnings_of(run, name) == [
        ("warning", "hidden_text"),
        ("warning", "no_priorities_found"),
    ]


def test_content_that_breaks_off_is_told(run: Run) -> None:
    assert warnings_of(run, "broken-content.pdf") == [
        ("warning", "damaged_content"),
        ("warning", "no_priorities_found"),
    ]
    assert values_of(run.root)["broken-content.pdf", "housing"] == "1"


def test_one_worker_gives_the_same_bytes_as_two(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "study"
    shutil.copytree(run.root, root)
    shutil.rmtree(root / "out")
    assert plancoder_anew("run", root, *LIMITS, "--workers", "1").returncode == 4
    for path in (run.root / "out").iterdir():
        if path.name not in ("timings.json", ".plancoder.lock"):
            assert (root / "out" / path.name).read_bytes() == path.read_bytes(), (
                path.name
            )


def test_limits_tell_what_was_allowed_and_used(run: Run) -> None:
    rows = {row["plan_id"]: row for row in run.errors()}
    bomb = rows["bomb.pdf"]
    assert (bomb["limit"], bomb["asked"]) == ("memory_mb", "400")
    assert float(bomb["used"]) == 400
    pages = rows["too-many-pages.pdf"]
    assert (float(pages["asked"]), float(pages["used"])) == (5000, 5001)


def test_no_cell_is_a_formula_and_no_control_character_is_written(run: Run) -> None:
    coded = {row["plan_id"] for row in rows_of(run.root / "out" / "passages.csv")}
    assert {"formula.pdf", "at-formula.pdf", "script.pdf", "controls.pdf"} <= coded
    for path in (run.root / "out").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as table:
            cells = [cell for row in csv.reader(table) for cell in row]
        for cell in cells:
            assert not cell.lstrip(" \u00a0\u200b").startswith(("=", "+", "@", "\t")), (
                path.name,
                cell,
            )
            assert not [
                each
                for each in cell
                if unicodedata.category(each) == "Cc" and each not in "\n"
            ], (
                path.name,
                cell,
            )
    assert "\x1b" not in run.done.stderr


@posix_only
def test_strange_names_below_raw_are_coded_or_named(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    raw = root / "raw"
    outside = tmp_path / "outside.md"
    outside.write_text(PLAN, encoding="utf-8")
    add_plan(root, "formula", "=1+1.md", PLAN.encode())
    os.mkfifo(raw / "pipe.md")
    (raw / "outward.md").symlink_to(outside)
    with (raw / "plans.csv").open("a", encoding="utf-8") as handle:
        for name in ("pipe.md", "outward.md"):
            handle.write(f"{name},x,x,England,2020,2020,,current,{name},,plan,\n")
    (raw / "loop").symlink_to(".")
    for strange in (b"caf\xe9.md", b"\x1b[31m.md", b"line\nbreak.md"):
        (raw / os.fsdecode(strange)).write_text(PLAN, encoding="utf-8")
    done = plancoder("run", root, "--no-cache", "-v")
    assert done.returncode == 4, done.stderr
    assert "\x1b" not in done.stderr
    assert values_of(root)["formula", "housing"] == "1"
    named = {
        row["file"]: row["reason"]
        for row in rows_of(root / "out" / "failures.csv")
        if row["reason"] not in {"same_file", "several_plans"}
    }
    assert (
        named["pipe.md"] == named["outward.md"] == named["loop"] == "not_a_regular_file"
    )
    assert named["line\nbreak.md"] == "not_listed"
    assert len(named) == 6
    assert not any("\x1b" in name for name in named)


@posix_only
def test_a_proposed_plan_list_names_strange_files_so_that_the_next_run_finds_them(
    tmp_path: Path,
) -> None:
    root = make_study(tmp_path / "study")
    raw = root / "raw"
    (raw / "plans.csv").unlink()
    strange = (
        "=1+1.md",
        "'quoted.md",
        "-dash.md",
        "@at.md",
        'a,b;c".md',
        "line\nbreak.md",
        "\u202egnp.md",
        " blank.md",
    )
    for name in strange:
        # Equal files would be copies of one plan.
        (raw / name).write_text(f"{PLAN}\n{strange.index(name)}\n", encoding="utf-8")
    first = plancoder("run", root, "--no-cache")
    assert [
        row["file"]
        for row in rows_of(root / "out" / "failures.csv")
        if row["stage"] == "find"
        and row["reason"] not in {"same_file", "several_plans"}
    ] == [" blank.md"]
    counts = json.loads((root / "out" / "run.json").read_text(encoding="utf-8"))[
        "counts"
    ]
    assert (counts["rows"], counts["failed"]) == (len(strange) + 1, 0)
    before = (root / "out" / "passages.csv").read_bytes()
    second = plancoder("run", root, "--no-cache")
    assert second.returncode == first.returncode
    assert (root / "out" / "passages.csv").read_bytes() == before
