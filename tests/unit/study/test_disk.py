"""Files that cannot be written: which, why, what to do; the old ones stay and no part
of a new one is left.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plancoder.errors import OutputError
from plancoder.study.disk import output_errors, write_files


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "Ann.xlsx: the disk is full. Make room"),
        (
            errno.EACCES,
            "Ann.xlsx: cannot be written. Close it if it is open in a spreadsheet",
        ),
        (errno.EROFS, "Ann.xlsx: the disk can only be read"),
    ],
)
def test_a_refusal_is_told_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    write_files(tmp_path, {"Ann.xlsx": b"old"})

    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputError) as error:
        write_files(tmp_path, {"Ann.xlsx": b"new"})
    assert told in str(error.value)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "Ann.xlsx": b"old"
    }


def test_a_name_of_the_greatest_length_is_written(tmp_path: Path) -> None:
    name = "n" * 251 + ".txt"
    write_files(tmp_path, {name: b"content"})
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_error_names_the_file_and_says_that_nothing_changed() -> None:
    with pytest.raises(OutputError) as error, output_errors(Path("out/passages.csv")):
        raise OSError(errno.ENOSPC, "full")
    assert str(error.value) == (
        f"{Path('out/passages.csv')}: the disk is full. Make room, then run again."
        " What was there before is unchanged."
    )


def test_half_written_files_of_a_killed_run_are_taken_away(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".{ended.pid}-0123456789ab.part"
    busy = tmp_path / f".{os.getppid()}-0123456789ab.part"
    own = tmp_path / ".mine.part"
    for path in (left, busy, own):
        path.write_bytes(b"half")
    write_files(tmp_path, {"a.txt": b"whole"})
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", busy.name, own.name}
