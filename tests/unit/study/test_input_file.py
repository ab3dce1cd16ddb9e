"""Files that people hand in: read whole, or refused with the reason at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from small_study import make_study

from plancoder.errors import StudyError
from plancoder.pipeline.replies import read_replies
from plancoder.study.create import create_study
from plancoder.study.input_file import open_input, read_input, read_input_if_any
from plancoder.study.manifest import MISSING, read_manifest, read_record
from plancoder.study.names import MANIFEST, TAKEN_SHEETS
from plancoder.study.open import open_study
from plancoder.study.taken_sheets import remember_taken, taken_digests


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"12345")
    assert read_input(path, "sheet.csv", most_bytes=5) == b"12345"
    with pytest.raises(StudyError, match=r"^sheet\.csv: is larger than"):
        read_input(path, "sheet.csv", most_bytes=4)


def test_a_missing_file_is_empty_only_where_that_is_allowed(tmp_path: Path) -> None:
    assert read_input_if_any(tmp_path / "gone.csv", "gone.csv") == b""
    with pytest.raises(FileNotFoundError):
        read_input(tmp_path / "gone.csv", "gone.csv")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"^here: this is a folder"):
        read_input(tmp_path, "here")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied"), "Save and close it"),
        (OSError(5, "Input/output error"), r"cannot be read \(Input/output error\)"),
    ],
)
def test_why_a_file_cannot_be_read(
    error: OSError, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"x")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StudyError, match=told):
        read_input(path, "sheet.csv")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("raw/plans.csv", "raw/plans.csv"),
        ("raw/roles.csv", "raw/roles.csv"),
        ("codebook.yaml", "codebook.yaml"),
    ],
)
def test_a_pipe_or_a_device_in_a_study_is_refused_without_waiting(
    tmp_path: Path, name: str, shown: str
) -> None:
    study = tmp_path / "study"
    create_study(study)
    (study / "raw" / "plan.txt").write_text("A plan.", encoding="utf-8")
    (study / "raw" / "plans.csv").write_text("plan_id,file\na,plan.txt\n")
    (study / name).unlink(missing_ok=True)
    os.mkfifo(study / name)
    with pytest.raises(StudyError, match=f"{shown}: is a pipe or a device"):
        open_study(study)
    (study / name).unlink()
    (study / name).symlink_to("/dev/zero")
    with pytest.raises(StudyError, match=f"{shown}: is a pipe or a device"):
        open_study(study)


def test_a_reply_that_is_a_pipe_is_refused_and_a_file_beside_it_read(
    tmp_path: Path,
) -> None:
    study = make_study(tmp_path / "study")
    reply = study / "raw" / "replies" / "fenn.txt"
    reply.parent.mkdir()
    reply.write_text("We agree.", encoding="utf-8")
    assert [one.text for one in read_replies(open_study(study))] == ["We agree."]
    reply.unlink()
    os.mkfifo(reply)
    with pytest.raises(StudyError, match=r"raw/replies/fenn\.txt: is a pipe"):
        read_replies(open_study(study))


def test_what_became_a_pipe_after_it_was_looked_at_is_not_waited_for(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "sheet.csv")
    with open_input(tmp_path / "sheet.csv") as file:
        assert not file.read(10)


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "circle"])
def test_a_record_of_a_run_that_is_no_file_is_none(tmp_path: Path, kind: str) -> None:
    for name in (MANIFEST, TAKEN_SHEETS):
        put_in_the_way(tmp_path / name, kind)
    assert read_record(tmp_path) is None
    assert read_manifest(tmp_path).state == MISSING
    remember_taken(tmp_path, b"a sheet")
    assert taken_digests(tmp_path) == frozenset()


def put_in_the_way(path: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if kind == "device" else path.name)


def test_a_record_of_a_run_is_read(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"state": "complete", "files": {"a.csv": "12"}}')
    assert read_manifest(tmp_path).wrote("a.csv", "12")
    remember_taken(tmp_path, b"a sheet")
    assert len(taken_digests(tmp_path)) == 1
