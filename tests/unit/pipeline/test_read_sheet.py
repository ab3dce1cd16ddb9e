"""A sheet that cannot be read says why and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from plancoder.errors import StudyError
from plancoder.pipeline.decide import read_sheet_bytes, utc_now


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied"), "Excel holds it.*Save and close it"),
        (FileNotFoundError(2, "No such file"), "there is no such file"),
        (IsADirectoryError(21, "Is a directory"), "this is a folder"),
        (OSError(5, "Input/output error"), r"cannot be read \(Input/output error\)"),
    ],
)
def test_why_a_sheet_cannot_be_read(
    error: OSError, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StudyError, match=told):
        read_sheet_bytes(Path("review.xlsx"))


def test_times_sort_as_text() -> None:
    first, second = utc_now(), utc_now()
    assert first <= second
    assert len(first) == len("2026-03-01T10:00:00.000Z")
