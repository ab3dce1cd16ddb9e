"""Files that cannot be written: which, why, what to do; the old ones stay and no part
of a new one is left.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from plancoder.errors import OutputError
from plancoder.study.swap import named
from plancoder.study.whole_files import write_files


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


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("new/study/out/passages.csv", "new/study/out/passages.csv"),
        ("new/study/out/.staging-x1/new/passages.csv", "new/study/out/passages.csv"),
        ("new/study/out/.staging-x1/new/report/new", "new/study/out/report/new"),
        ("study/out/.staging-x1/complete", "study/out/run.json"),
    ],
)
def test_a_staged_file_is_named_by_its_final_place(path: str, shown: str) -> None:
    with pytest.raises(OutputError) as error, named(Path(path)):
        raise OSError(errno.ENOSPC, "full")
    assert str(error.value).startswith(f"{Path(shown)}: the disk is full.")
