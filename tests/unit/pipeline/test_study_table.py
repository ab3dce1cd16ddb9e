"""The long table of a frame is found by the name under which a run wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plancoder.codebook.shape import Frame
from plancoder.errors import StudyError
from plancoder.pipeline.evaluation import study_table

LONG = b"plan_id,category,value,basis,evidence\r\nvale:2021,housing,1,exact,k1 k2\r\n"


@pytest.mark.parametrize(
    ("frame", "name"),
    [
        (Frame("needs", "Needs", "A"), "appendix_a_long.csv"),
        (Frame("tone", "Tone"), "frame_tone_long.csv"),
    ],
)
def test_a_frame_with_and_without_an_appendix(
    tmp_path: Path, frame: Frame, name: str
) -> None:
    (tmp_path / name).write_bytes(LONG)
    study = study_table(tmp_path, frame)
    assert study.table.ticks == {("vale:2021", "housing"): True}
    assert study.evidence == {("vale:2021", "housing"): ("k1", "k2")}


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        StudyError, match=r"out/frame_tone_long\.csv: there is no such file"
    ):
        study_table(tmp_path, Frame("tone", "Tone"))
