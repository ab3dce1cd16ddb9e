"""A sheet that cannot be read says why and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from plancoder.errors import StudyError
from plancoder.pipeline.decide import read_sheet_bytes, utc_now


def test_a_missing_sheet_says_which_sheets_there_are(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"no such file.*out/review\.xlsx"):
        read_sheet_bytes(tmp_path / "review.xlsx")


def test_times_sort_as_text() -> None:
    first, second = utc_now(), utc_now()
    assert first <= second
    assert len(first) == len("2026-03-01T10:00:00.000Z")
