"""What a run says on stderr: every file that was not looked into, in words that a
person reads.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import make_study, plancoder, rows_of


@pytest.fixture
def study(tmp_path: Path) -> Path:
    root = make_study(tmp_path / "study")
    (root / "raw" / "old plan.doc").write_bytes(b"\xd0\xcf\x11\xe0 an old Word file")
    (root / "raw" / "another.txt").write_text("Another plan.\n", encoding="utf-8")
    return root


def test_files_that_were_passed_over_are_named(study: Path) -> None:
    done = plancoder("run", study)
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("note: ")]
    assert [line.split(": ")[1] for line in told] == ["old plan.doc", "another.txt"]
    assert "Save it as PDF" in told[0]
    assert "Add a row for it to raw/plans.csv" in told[1]
    assert {
        row["file"]: row["reason"] for row in rows_of(study / "out" / "failures.csv")
    } == {
        "old plan.doc": "unknown_format",
        "another.txt": "not_listed",
    }
    again = plancoder("export", study)
    assert [
        line for line in again.stderr.splitlines() if line.startswith("note: ")
    ] == told


def test_a_plan_that_failed_is_told_in_words(study: Path) -> None:
    (study / "raw" / "fenn-2021.md").write_bytes(b"")
    done = plancoder("run", study)
    assert done.returncode == 4, done.stderr
    assert (
        "not coded: fenn:2021 (fenn-2021.md): fenn-2021.md has no bytes. The file is empty"
        in done.stderr
    )
    assert "empty_file" not in done.stderr
    assert ".." not in done.stderr


@pytest.mark.parametrize(
    "command", [("export",), ("reply-pack",), ("assign", "--coders", "Ann,Ben")]
)
def test_what_needs_a_coding_says_how_to_get_one(
    study: Path, command: tuple[str, ...]
) -> None:
    done = plancoder(*command, study)
    assert done.returncode == 3
    assert done.stderr.rstrip().endswith(
        "study: nothing has been coded yet. Run 'plancoder run' first."
    )


def test_propose_says_what_to_do_with_what_it_wrote(study: Path) -> None:
    beside = plancoder("plans", "propose", study, "-q")
    assert (
        "plans-proposed.csv: open it, correct what is wrong, and save it as plans.csv."
        in beside.stderr
    )
    (study / "raw" / "plans.csv").unlink()
    first = plancoder("plans", "propose", study, "-q")
    assert first.stderr.rstrip().endswith("plans.csv: open it, correct what is wrong.")
