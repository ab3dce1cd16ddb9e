"""What a run says on stderr: every file that was not looked into, in words that a
person reads.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import plancoder, rows_of


@pytest.fixture
def littered(study: Path) -> Path:
    (study / "raw" / "old plan.doc").write_bytes(b"\xd0\xcf\x11\xe0 an old Word file")
    (study / "raw" / "another.txt").write_text("Another plan.\n", encoding="utf-8")
    return study


def test_files_that_were_passed_over_are_named(littered: Path) -> None:
    done = plancoder("run", littered)
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("note: ")]
    assert [line.split(": ")[1] for line in told] == ["old plan.doc", "another.txt"]
    assert "save it as .docx or PDF" in told[0]
    assert "Add a row for it to raw/plans.csv" in told[1]
    assert {
        row["file"]: row["reason"] for row in rows_of(littered / "out" / "failures.csv")
    } == {
        "old plan.doc": "unknown_format",
        "another.txt": "not_listed",
    }
    again = plancoder("export", littered)
    assert [
        line for line in again.stderr.splitlines() if line.startswith("note: ")
    ] == told


def test_many_files_of_one_kind_are_one_line(study: Path) -> None:
    for number in range(3):
        (study / "raw" / f"old {number}.doc").write_bytes(b"an old Word file")
    few = [line for line in run_notes(study) if ".doc" in line]
    assert len(few) == 3
    (study / "raw" / "old 3.doc").write_bytes(b"an old Word file")
    [many] = run_notes(study)
    assert many.startswith("note: 4 files: plancoder does not read this kind of file:")
    assert "old 0.doc, old 1.doc, old 2.doc and 1 more." in many
    assert "save it as .docx or PDF" in many
    assert len(rows_of(study / "out" / "failures.csv")) == 4


def run_notes(study: Path) -> list[str]:
    done = plancoder("run", study)
    assert done.returncode == 0, done.stderr
    return [line for line in done.stderr.splitlines() if line.startswith("note: ")]


def test_a_copy_that_no_row_names_is_told_as_one(study: Path) -> None:
    data = (study / "raw" / "fenn-2021.md").read_bytes()
    (study / "raw" / "copy.md").write_bytes(data)
    (study / "raw" / "other.md").write_bytes(data + b"\nMore.\n")
    copy, other = run_notes(study)
    assert "copy.md: this is a copy of fenn-2021.md, which was coded" in copy
    assert "other.md: plans.csv does not name this file" in other


def test_a_plan_that_failed_is_told_in_words(littered: Path) -> None:
    (littered / "raw" / "fenn-2021.md").write_bytes(b"")
    done = plancoder("run", littered)
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
    littered: Path, command: tuple[str, ...]
) -> None:
    done = plancoder(*command, littered)
    assert done.returncode == 3
    assert done.stderr.rstrip().endswith(
        "study: nothing has been coded yet. Run 'plancoder run' first."
    )


def test_propose_says_what_to_do_with_what_it_wrote(littered: Path) -> None:
    beside = plancoder("plans", "propose", littered, "-q")
    assert (
        "plans-proposed.csv: open it, correct what is wrong, and save it as plans.csv."
        in beside.stderr
    )
    (littered / "raw" / "plans.csv").unlink()
    first = plancoder("plans", "propose", littered, "-q")
    assert first.stderr.rstrip().endswith("plans.csv: open it, correct what is wrong.")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["extract", "x\a.csv"], "Error: Invalid value: x\\x07.csv: "),
        (["extract", "\x1b[1mx.pdf"], "Error: Invalid value: \\x1b[1mx.pdf: there"),
        (["debug-page", "\x1b]0;x\a", "1"], "Invalid value: \\x1b]0;x\\x07: there"),
        (["run", "--engine", "\x1b[1m"], "'--engine': '\\x1b[1m' is not one of"),
        (["run", "--\x1b[1mx"], "No such option: --\\x1b[1mx"),
        (["r\a"], "Error: No such command 'r\\x07'."),
        (["extract", "x.csv"], "Error: Invalid value: x.csv: there is no such file."),
    ],
)
def test_what_was_typed_wrongly_reaches_no_terminal_raw(
    words: list[str], shown: str
) -> None:
    done = plancoder(*words)
    assert done.returncode == 2
    assert shown in done.stderr
    assert not any(control in done.stderr for control in "\a\x1b")


STRANGE = "Fenn\x9b31m\amarket\u202e"


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (("lint-tables", "out/appendix_a.csv"), "out/appendix_a.csv"),
        (("reply-pack", "."), "raw/replies.csv"),
        (("verify", "."), "out/appendix_a_long.csv"),
    ],
)
def test_what_others_wrote_reaches_no_terminal_raw(
    command: tuple[str, ...], file: str, coded_study: Path
) -> None:
    path = coded_study / file
    if file == "raw/replies.csv":
        reply = f"force_id,reply,quote,plan_id\nfenn,no,{STRANGE},fenn:2021\n"
        path.write_text(reply, encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("Fennmarket", STRANGE), encoding="utf-8")
    done = plancoder(*command, cwd=coded_study)
    told = done.stdout + done.stderr
    assert done.returncode in (0, 3), told
    assert "Fenn\\x9b31m\\x07market\\u202e" in done.stdout
    assert not any(control in told for control in "\x9b\a\u202e")
